//! Lengths of time: "zwei Stunden", "3–5 Werktage", "a couple of days", "half an hour".
//! In: text. Out: spans from the number to the unit, without the preposition.

use super::money::vague;
use super::number::{amount, article, glued_before, may_begin};
use super::scan::{Cursor, Folded, Lexicon, Words, is_one_of, triggers, walk, words};
use crate::facts::Language;
use crate::span::Span;

const STARTS: [bool; 256] = triggers("0123456789aAdDeEfFhHmMnNoOpPsStTvVwWzZ½".as_bytes());

/// Units. `true`: may stand glued to digits ("24h").
pub(super) const UNITS: Lexicon<bool> = Lexicon::new(&[
    ("arbeitstag", false),
    ("arbeitstage", false),
    ("arbeitstagen", false),
    ("augenblick", false),
    ("augenblicke", false),
    ("banktag", false),
    ("banktage", false),
    ("banktagen", false),
    ("bankarbeitstage", false),
    ("bankarbeitstagen", false),
    ("day", false),
    ("days", false),
    ("fortnight", false),
    ("geschaeftstag", false),
    ("geschaeftstage", false),
    ("geschaeftstagen", false),
    ("h", true),
    ("hour", true),
    ("hours", true),
    ("hr", true),
    ("hrs", true),
    ("jahr", false),
    ("jahre", false),
    ("jahren", false),
    ("jahrzehnt", false),
    ("jahrzehnte", false),
    ("kalendertage", false),
    ("kalendertagen", false),
    ("kalenderwochen", false),
    ("min", true),
    ("mins", true),
    ("minute", false),
    ("minuten", true),
    ("minutes", true),
    ("moment", false),
    ("moments", false),
    ("monat", false),
    ("monate", false),
    ("monaten", false),
    ("month", false),
    ("months", false),
    ("quartal", false),
    ("quartale", false),
    ("quartalen", false),
    ("quarters", false),
    ("sec", true),
    ("secs", true),
    ("sek", true),
    ("sekunde", false),
    ("sekunden", false),
    ("seconds", false),
    ("std", true),
    ("stunde", false),
    ("stunden", true),
    ("tag", false),
    ("tage", true),
    ("tagen", true),
    ("viertelstunde", false),
    ("week", false),
    ("weekdays", false),
    ("weekend", false),
    ("weekends", false),
    ("weeks", false),
    ("werktag", false),
    ("werktage", true),
    ("werktagen", true),
    ("woche", false),
    ("wochen", true),
    ("wochenende", false),
    ("wochenenden", false),
    ("workday", false),
    ("workdays", false),
    ("year", false),
    ("years", false),
    ("yr", true),
    ("yrs", true),
]);

/// Between number and unit: "zwei weitere Tage", "3 working days", "two full weeks".
const BETWEEN: Words = Words::new(
    " weitere weiteren weiterer volle vollen voller ganze ganzen ganzer halbe halben halbes gute guten knappe knappen kurze kurzen kurzer more further full whole entire \
    good short long working business calendar extra additional solid earth ",
);

/// All lengths of time.
pub(super) fn durations(text: &str, language: Option<Language>, out: &mut Vec<Span>) {
    walk(text, &STARTS, out, |start| duration(start, language).map(|end| start.span_to(end)));
}

/// The length of time that begins here.
pub(super) fn duration<'t>(start: Cursor<'t>, language: Option<Language>) -> Option<Cursor<'t>> {
    let digits = start.peek().is_ascii_digit() || start.peek() == '½';
    if digits && glued_before(start) || !may_begin(start) {
        return None;
    }
    let counted = if digits { None } else { fraction(start).or_else(|| vague(start)) }.or_else(|| amount(start, language));
    if let Some(number) = counted {
        return unit(number).or_else(|| joined_unit(number));
    }
    // "within the hour"
    let inside = || start.word_before(&[]).is_some_and(|(word, _)| is_one_of(word, words!(" within inside ")));
    if let Some(the) = start.word_of(words!(" the ")).filter(|_| inside()) {
        return the.some_spaces()?.word_of(words!(" hour day week month fortnight ")).filter(|end| end.ends_word());
    }
    let one = article(start, language)?;
    let (word, _) = start.word()?;
    // "eines Tages" is once upon a time; "twice a day", "5 € a month" are rates.
    if is_one_of(word, words!(" eines ")) || is_one_of(word, words!(" a an ")) && is_rate(start) {
        return None;
    }
    let (unit_word, _) = one.spaces().word()?;
    let end = unit(one)?;
    // "have a nice day" holds an adjective, "a second" may count; both are left to bare units of time.
    let idle = is_one_of(unit_word, words!(" weekend wochenende moment augenblick ")) && is_one_of(word, words!(" a ein "));
    (!idle || is_one_of(unit_word, words!(" moment augenblick "))).then_some(end)
}

/// A rate: "once a day", "5 € a month", "three times a week".
fn is_rate(start: Cursor<'_>) -> bool {
    start
        .word_before(&[])
        .is_some_and(|(word, _)| is_one_of(word, words!(" once twice times hours days euro euros pounds dollars what such have ")))
        || start.text[..start.at].trim_end().ends_with(|c: char| c.is_ascii_digit() || matches!(c, '€' | '$' | '£'))
}

/// "anderthalb", "eineinhalb", "zweieinhalb", "eine halbe", "half an", "an hour and a half" up to the hour.
fn fraction(start: Cursor<'_>) -> Option<Cursor<'_>> {
    let (word, end) = start.word()?;
    let folded = Folded::new(word);
    let folded = folded.as_str();
    if folded.ends_with("einhalb") || folded == "anderthalb" {
        return Some(end);
    }
    if folded == "half" {
        return end.some_spaces()?.word_of(words!(" a an "));
    }
    if is_one_of(folded, words!(" eine einer einen ein einem a ")) {
        return end.some_spaces()?.word_of(words!(" halbe halben halbes halber dreiviertel half "));
    }
    None
}

/// Spaces, perhaps an adjective, and the unit.
fn unit(number: Cursor<'_>) -> Option<Cursor<'_>> {
    let mut at = number.spaces();
    let spaced = at.at > number.at;
    if let Some(after) = at.word_of(&BETWEEN).filter(|_| spaced) {
        at = after.some_spaces()?;
    }
    let (word, end) = at.word()?;
    let glues = UNITS.get(word)?;
    let glued = glues && number.before().is_ascii_digit();
    if !spaced && !glued {
        return None;
    }
    if !end.ends_word() || end.eat_any(&['-', '‑']).is_some_and(|next| next.peek().is_alphanumeric()) {
        return None; // "24-Stunden-Hotline", "two day-long calls"
    }
    let end = if is_one_of(word, words!(" min std sek sec hr ")) { end.skip(".") } else { end };
    // "2 Stunden 30 Minuten", "2 Stunden und 30 Minuten"
    let more = end.some_spaces().map(|next| next.word_of(words!(" und and ")).and_then(Cursor::some_spaces).unwrap_or(next));
    let more = more.filter(|next| next.peek().is_ascii_digit()).and_then(|next| unit(super::number::in_digits(next)?));
    Some(more.unwrap_or(end))
}

/// "48-hour window": the number and the unit joined by a hyphen, as English writes it before a noun.
fn joined_unit(number: Cursor<'_>) -> Option<Cursor<'_>> {
    let end = number.eat("-")?.word_of(words!(" hour day week month minute year "))?;
    // "24-hour support" is a feature, not a length of time.
    let around_the_clock = number.text[..number.at].ends_with("24");
    (end.ends_word() && end.peek() != '-' && !around_the_clock).then_some(end)
}

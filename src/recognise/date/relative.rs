//! Dates that count from today or from a period: weekdays, "morgen früh", "nächste Woche", "Ende des Monats", "end of day", "Q3".
//! In: a cursor before a word of the table and what it means. Out: the place behind the date.

use super::super::number::{amount, in_words};
use super::super::scan::{Cursor, Folded, Words, is_one_of, words};
use super::calendar::{from_digits, month_and_year, with_year};
use super::meaning;
use super::words::Meaning;
use crate::facts::Language;

/// What wishes a weekend instead of naming it, and what makes a day a habit.
const WISHES: Words = Words::new(
    " schoenes schoenen schoene gutes guten tolles angenehmes sonniges erholsames entspanntes ruhiges great nice good lovely wonderful fantastic a ",
);
const EACH: Words = Words::new(" jeden jeder jedem jedes every each any ");

/// A date that begins with a word of the table (months aside).
pub(super) fn from_word<'t>(
    start: Cursor<'t>,
    word: &'t str,
    kind: Meaning,
    end: Cursor<'t>,
    language: Option<Language>,
) -> Option<Cursor<'t>> {
    let before = start.word_before(&[]).map_or("", |(word, _)| word);
    match kind {
        Meaning::Day => day(start, word, end, before, language),
        Meaning::Weekday if is_one_of(before, &EACH) => None,
        Meaning::Weekday => Some(weekday(end, language)),
        Meaning::WeekdayShort => weekday_short(start, word, end, before, language),
        Meaning::Next => next(word, end, language),
        Meaning::Edge => edge(start, word, end, language),
        Meaning::Named => Some(with_year(end)),
        Meaning::Weekend => {
            let named = !word.starts_with(['w', 'W'])
                || !word.to_ascii_lowercase().ends_with("end")
                || is_one_of(before, words!(" the over by before until till after on at "));
            (named && !is_one_of(before, &WISHES) && !is_one_of(before, &EACH)).then_some(end)
        }
        Meaning::Season => is_one_of(before, words!(" im zum bis seit ab vor in by until till before since "))
            .then(|| with_year(end))
            .filter(|_| word.starts_with(char::is_uppercase) || is_one_of(before, words!(" in by until till before since "))),
        Meaning::Phrase => phrase(word, end, language),
        _ => None,
    }
}

/// heute, morgen, tomorrow, with a part of the day behind them; not "Guten Morgen" and not the greeting "Morgen!".
fn day<'t>(start: Cursor<'t>, word: &str, end: Cursor<'t>, before: &str, language: Option<Language>) -> Option<Cursor<'t>> {
    if is_one_of(word, words!(" morgen ")) {
        let capital = word.starts_with('M');
        let greets =
            matches!(end.peek(), ',' | '!') || end.spaces().word_of(words!(" frau herr zusammen allerseits liebe lieber ")).is_some();
        if is_one_of(before, words!(" guten gute schoenen good am jeden jeder eines einen diesen naechsten "))
            || capital && (!start.starts_sentence() || greets)
        {
            return None;
        }
    }
    Some(part_of_day(end, language))
}

/// A part of the day that may follow: "heute Abend", "morgen früh", "tomorrow morning".
fn part_of_day<'t>(end: Cursor<'t>, language: Option<Language>) -> Cursor<'t> {
    let part = end.some_spaces().and_then(Cursor::word).and_then(|(word, after)| {
        let part = meaning(word, language) == Some(Meaning::Part) || is_one_of(word, words!(" morgen noon lunchtime "));
        (part && after.ends_word()).then_some(after)
    });
    part.unwrap_or(end)
}

/// Behind a weekday: a part of the day, a date, a week, or the other end of a range.
fn weekday<'t>(end: Cursor<'t>, language: Option<Language>) -> Cursor<'t> {
    if let Some(range) = weekday_range(end, language) {
        return range;
    }
    let end = part_of_day(end, language);
    let comma = end.skip(",").spaces();
    if comma.at == end.at {
        return end;
    }
    let article = comma.word_of(words!(" den dem der the on ")).and_then(Cursor::some_spaces).unwrap_or(comma);
    if let Some(date) =
        article.word_of(words!(" the ")).and_then(Cursor::some_spaces).or(Some(article)).and_then(|at| super::date(at, language))
    {
        let starts_digit = article.peek().is_ascii_digit();
        let month = article.word().and_then(|(word, _)| meaning(word, language));
        if starts_digit || matches!(month, Some(Meaning::Month | Meaning::MonthDoubtful | Meaning::MonthShort)) {
            return date;
        }
    }
    // "Freitag nächster Woche", "Friday next week"
    let week = end.some_spaces().and_then(Cursor::word).filter(|(word, _)| meaning(word, language) == Some(Meaning::Next));
    week.and_then(|(word, after)| next(word, after, language)).unwrap_or(end)
}

/// "Mo.–Fr.", "Montag bis Freitag".
fn weekday_range<'t>(end: Cursor<'t>, language: Option<Language>) -> Option<Cursor<'t>> {
    let joint = end.skip(".").spaces();
    let other =
        joint.eat_any(&['-', '–', '—', '/']).or_else(|| joint.word_of(words!(" bis to through ")).filter(|_| joint.at > end.at))?.spaces();
    let (word, end) = other.word()?;
    matches!(meaning(word, language), Some(Meaning::Weekday | Meaning::WeekdayShort)).then_some(end)
}

fn weekday_short<'t>(start: Cursor<'t>, word: &str, end: Cursor<'t>, before: &str, language: Option<Language>) -> Option<Cursor<'t>> {
    if !word.starts_with(char::is_uppercase) || !end.ends_word() && end.peek() != '_' {
        return None;
    }
    if let Some(range) = weekday_range(end, language) {
        return Some(range);
    }
    let dotted = end.skip(".").skip(",").spaces();
    let dated = dotted.at > end.at && dotted.peek().is_ascii_digit() && start.before() != '\'';
    if let Some(date) = dated.then(|| from_digits(dotted, language)).flatten() {
        return Some(date);
    }
    let placed = is_one_of(before, words!(" am bis zum ab vor on by until till next this last since from before "));
    (placed && !is_one_of(word, words!(" so do sun ")) && !matches!(end.peek(), '-' | '\'')).then_some(end)
}

/// A weekday with its part of the day in one word: "Freitagabend", "Montagmorgen".
pub(super) fn weekday_and_part<'t>(start: Cursor<'t>, word: &str, end: Cursor<'t>, language: Option<Language>) -> Option<Cursor<'t>> {
    if word.len() < 12 || !super::allows(language, Language::German) {
        return None;
    }
    let folded = Folded::new(word);
    let (day, part) = folded
        .as_str()
        .split_once("tag")
        .filter(|(day, _)| matches!(*day, "mon" | "diens" | "donners" | "frei" | "sams" | "sonn"))
        .or_else(|| folded.as_str().split_once("mittwoch"))?;
    let named = matches!(part, "morgen" | "frueh" | "vormittag" | "mittag" | "nachmittag" | "abend" | "nacht");
    let habit = start.word_before(&[]).is_some_and(|(word, _)| is_one_of(word, &EACH));
    (named && day.len() < 8 && !habit).then_some(end)
}

/// "nächste Woche", "kommenden Dienstag", "next two weeks", "diese Tage".
fn next<'t>(word: &str, end: Cursor<'t>, language: Option<Language>) -> Option<Cursor<'t>> {
    let mut at = end.some_spaces()?;
    if let Some(number) = amount(at, language).or_else(|| at.word_of(words!(" paar few couple "))) {
        at = number.some_spaces()?;
        at = at.word_of(words!(" of ")).and_then(Cursor::some_spaces).unwrap_or(at);
    }
    at = at.word_of(words!(" business working calendar full half halben ")).and_then(Cursor::some_spaces).unwrap_or(at);
    let (noun, after) = at.word()?;
    if !after.ends_word() || after.eat("-").is_some_and(|part| part.peek().is_alphanumeric()) {
        return None;
    }
    match meaning(noun, language)? {
        // "same day", "selben Tag" know days only; "this minute" and "last hour" are no deadlines but harmless.
        Meaning::Period | Meaning::WeekNumber | Meaning::Season | Meaning::Weekend | Meaning::Quarter => Some(after),
        Meaning::Weekday | Meaning::Month => Some(with_year(part_of_day(after, language))),
        // "this may", "this so" are no months and no Sundays.
        Meaning::WeekdayShort | Meaning::MonthDoubtful | Meaning::MonthShort => {
            (noun.starts_with(char::is_uppercase) && !is_one_of(noun, words!(" so do "))).then(|| with_year(after))
        }
        Meaning::Part => {
            is_one_of(word, words!(" this last next following diesen naechsten kommenden folgenden heutigen gestrigen diese letzte "))
                .then_some(after)
        }
        Meaning::Day => is_one_of(noun, words!(" morgen ")).then_some(after),
        Meaning::Named => Some(after),
        _ => None,
    }
}

/// "Ende des Monats", "Mitte Juli", "Anfang nächster Woche", "end of the week", "early next week", "mid-July".
fn edge<'t>(start: Cursor<'t>, word: &str, end: Cursor<'t>, language: Option<Language>) -> Option<Cursor<'t>> {
    let glued = end.eat("-");
    let mut at = match glued {
        Some(at) if is_one_of(word, words!(" mid ")) => at,
        _ => end.some_spaces()?,
    };
    if is_one_of(word, words!(" end beginning start middle ")) {
        let business = at.word_of(words!(" of ")).and_then(Cursor::some_spaces).unwrap_or(at);
        if let Some(after) = business.word_of(words!(" business play day week month year quarter shift ")) {
            return after.ends_word().then_some(after);
        }
        at = at.word_of(words!(" of "))?.some_spaces()?;
    } else if is_one_of(word, words!(" early late ")) {
        at = at.word_of(words!(" in ")).and_then(Cursor::some_spaces).unwrap_or(at);
    }
    if let Some((year, after)) = at.digits(4) {
        return (year.len == 4 && (1990..=2099).contains(&year.value) && after.ends_word()).then_some(after);
    }
    if let Some(month) = month_and_year(at, language) {
        return Some(month);
    }
    let article = at.word_of(words!(" der des dem the ")).and_then(Cursor::some_spaces);
    let (noun, after) = article.unwrap_or(at).word()?;
    let found = match meaning(noun, language)? {
        Meaning::Next => next(noun, after, language),
        // "Ende der Woche" needs its article, "end of week" its "of".
        Meaning::Period | Meaning::WeekNumber | Meaning::Quarter => {
            (article.is_some() || is_one_of(word, words!(" end beginning start middle mid "))).then(|| with_year(after))
        }
        Meaning::Weekend | Meaning::Season | Meaning::Named => {
            (article.is_some() || is_one_of(word, words!(" end mid early late "))).then(|| with_year(after))
        }
        Meaning::Phrase => phrase(noun, after, language),
        Meaning::Day => is_one_of(noun, words!(" heute today tomorrow ")).then_some(after),
        _ => None,
    }?;
    (found.at > start.at).then_some(found)
}

/// "close of business", "later today", "first thing tomorrow", "im Laufe des Tages", "the new year".
fn phrase<'t>(word: &str, end: Cursor<'t>, language: Option<Language>) -> Option<Cursor<'t>> {
    let at = end.some_spaces()?;
    if is_one_of(word, words!(" close ")) {
        return at.word_of(words!(" of "))?.some_spaces()?.word_of(words!(" business play "));
    }
    if is_one_of(word, words!(" new ")) {
        return at.word_of(words!(" year years ")).map(|after| after.eat("'s").or_else(|| after.eat("’s")).unwrap_or(after));
    }
    if is_one_of(word, words!(" first ")) {
        let at = at.word_of(words!(" thing "))?.some_spaces()?;
        let at = at.word_of(words!(" on in ")).and_then(Cursor::some_spaces).unwrap_or(at);
        let at = at.word_of(words!(" the ")).and_then(Cursor::some_spaces).unwrap_or(at);
        let (word, after) = at.word()?;
        return if is_one_of(word, words!(" morning ")) { Some(after) } else { super::date(at, language) };
    }
    if is_one_of(word, words!(" later ")) {
        let at = at.word_of(words!(" in ")).and_then(Cursor::some_spaces).unwrap_or(at);
        if let Some(period) = at.word_of(words!(" the ")).and_then(Cursor::some_spaces) {
            return period.word_of(words!(" day week month year morning afternoon evening "));
        }
        let (word, after) = at.word()?;
        return match meaning(word, language)? {
            Meaning::Next => next(word, after, language),
            Meaning::Day => Some(after),
            _ => None,
        };
    }
    // im Laufe des Tages, in the course of the week
    let at = at.word_of(words!(" of ")).and_then(Cursor::some_spaces).unwrap_or(at);
    let at = at.word_of(words!(" der des the ")).and_then(Cursor::some_spaces).unwrap_or(at);
    let (noun, after) = at.word()?;
    match meaning(noun, language) {
        Some(Meaning::Next) => next(noun, after, language),
        Some(Meaning::Period | Meaning::WeekNumber | Meaning::Weekend) => Some(after),
        _ => is_one_of(noun, words!(" vormittags nachmittags abends morgens quartals ")).then_some(after),
    }
}

/// "Q3", "Q3 2026", "KW 34", "Quartal 3", "week 34".
pub(super) fn numbered<'t>(start: Cursor<'t>, end: Cursor<'t>, language: Option<Language>) -> Option<Cursor<'t>> {
    let (number, after) = end.spaces().digits(2)?;
    let (word, _) = start.word()?;
    let most = match meaning(word, language)? {
        Meaning::Quarter => 4,
        _ => 53,
    };
    // "Q 3" and "week 2" of a plan are not worth a guess: one digit of a week counts behind "KW" alone.
    let glued = end.at == end.spaces().at;
    let clear = if is_one_of(word, words!(" q ")) { glued && word == "Q" } else { !is_one_of(word, words!(" week ")) || number.len == 2 };
    (clear && (1..=most).contains(&number.value) && after.ends_word()).then(|| with_year(after))
}

/// "dritten Mai", "erste Quartal", "first quarter", "first of May".
pub(super) fn ordinal_word<'t>(start: Cursor<'t>, word: &str, end: Cursor<'t>, language: Option<Language>) -> Option<Cursor<'t>> {
    // The endings first: this is asked of every word that no table has.
    let bytes = word.as_bytes();
    let declined = bytes.ends_with(b"te") || bytes.len() > 3 && matches!(bytes[bytes.len() - 3..], [b't', b'e', _]);
    if !declined && !is_one_of(word, words!(" second third fourth ")) {
        return None;
    }
    let next = end.some_spaces()?;
    let folded = Folded::new(word);
    let folded = folded.as_str();
    let english = matches!(folded, "second" | "third" | "fourth");
    if english {
        return next.word_of(words!(" quarter half ")).map(with_year);
    }
    let stem = folded
        .strip_suffix("ten")
        .or_else(|| folded.strip_suffix("te"))
        .or_else(|| folded.strip_suffix("ter"))
        .or_else(|| folded.strip_suffix("tes"))?;
    let counted = matches!(stem, "ers" | "drit" | "sieb" | "ach") || {
        let stem = stem.strip_suffix('s').filter(|_| stem.len() > 6).unwrap_or(stem);
        in_words(Cursor::new(stem, 0), Some(Language::German)).is_some_and(|(value, end)| value <= 31 && end.rest().is_empty())
    };
    if !counted || !super::allows(language, Language::German) {
        return None;
    }
    let _ = start;
    next.word_of(words!(" quartal halbjahr advent ")).map(with_year).or_else(|| month_and_year(next, language))
}

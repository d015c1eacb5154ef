//! Calendar dates: in digits, with the month's name, with ordinals.
//! In: a cursor before a digit or a month. Out: the place behind the date.

use super::super::number::glued_before;
use super::super::scan::{Cursor, Digits, Words, is_one_of, words};
use super::meaning;
use super::words::Meaning;
use crate::facts::Language;

/// Before "3.5" these make it a version, a paragraph or a size.
const NO_DATE_BEFORE: Words = Words::new(
    " version v ios android windows kapitel abschnitt ziffer punkt nr abs release update build chapter section firmware usb bluetooth \
    nummer absatz paragraf paragraph note schnitt faktor ",
);
/// Before a day they leave no doubt.
const PREPOSITIONS: Words = Words::new(" am vom zum bis ab seit dem den on by until till before from since due ");

/// A date that begins with a digit.
pub(super) fn from_digits<'t>(start: Cursor<'t>, language: Option<Language>) -> Option<Cursor<'t>> {
    if glued_before(start) {
        return None;
    }
    let (first, after) = start.digits(4)?;
    let end = if first.len == 4 {
        iso(first, after).or_else(|| year(start, first, after))?
    } else if first.len <= 2 {
        match after.peek() {
            '.' => dotted(start, first, after, language)?,
            '/' => slashed(start, first, after)?,
            '-' | '–' => dashed(first, after, language).or_else(|| day_and_month(first, after, language))?,
            _ => day_and_month(first, after, language).or_else(|| ordinal_alone(start, first, after))?,
        }
    } else {
        return None;
    };
    (end.ends_word() || !end.before().is_ascii_digit()).then_some(end)
}

fn is_day(value: u64) -> bool {
    (1..=31).contains(&value)
}

fn is_month(value: u64) -> bool {
    (1..=12).contains(&value)
}

fn is_year(digits: Digits) -> bool {
    digits.len == 2 || (digits.len == 4 && (1900..=2100).contains(&digits.value))
}

/// 2026-05-03, 2026/05/03, 2026-05-03T14:30:00Z.
fn iso<'t>(year: Digits, after: Cursor<'t>) -> Option<Cursor<'t>> {
    let sign = after.peek();
    if !matches!(sign, '-' | '/' | '.') || !is_year(year) {
        return None;
    }
    let (month, after) = after.eat_any(&[sign])?.digits(2)?;
    let (day, end) = after.eat_any(&[sign])?.digits(2)?;
    if !is_month(month.value) || !is_day(day.value) || month.len + day.len < 3 {
        return None;
    }
    let Some(clock) = end.eat("T").filter(|clock| clock.peek().is_ascii_digit()) else { return Some(end) };
    let time = clock.rest().find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.'))).unwrap_or(clock.rest().len());
    let time = Cursor::new(end.text, end.at + 1 + clock.rest()[..time].trim_end_matches(['.', ':']).len());
    let zone = time.eat("Z").or_else(|| {
        let (_, end) = time.eat_any(&['+', '-'])?.digits(4)?;
        Some(end.eat(":").and_then(|minutes| minutes.digits(2)).map_or(end, |(_, end)| end))
    });
    Some(zone.unwrap_or(time))
}

/// A year by itself, behind a preposition: "bis 2027", "seit 2019", "im Jahr 2026".
fn year<'t>(start: Cursor<'t>, year: Digits, end: Cursor<'t>) -> Option<Cursor<'t>> {
    let (word, _) = start.word_before(&[])?;
    let certain = is_one_of(word, words!(" jahr jahre jahres year anfang mitte ende "));
    let placed = certain || is_one_of(word, words!(" bis seit ab since by until till in "));
    if !placed
        || !(1990..=2099).contains(&year.value)
        || !end.ends_word()
        || matches!(end.peek(), ',' | '.' | ':' | '-') && end.rest().chars().nth(1).is_some_and(char::is_alphanumeric)
    {
        return None;
    }
    let next = end.spaces();
    // "in 2000 Filialen", "seit 2020 €" count something.
    let counts = matches!(next.peek(), '€' | '$' | '£' | '%')
        || next.word().is_some_and(|(word, _)| word.starts_with(char::is_uppercase) && !is_one_of(word, words!(" i ")) && !certain);
    (!counts).then_some(end)
}

/// 3.5. · 03.05.2026 · 3. Mai · 3.–5. Mai · 3. Quartal · am 15.
fn dotted<'t>(start: Cursor<'t>, day: Digits, after: Cursor<'t>, language: Option<Language>) -> Option<Cursor<'t>> {
    let dot = after.eat(".")?;
    let next = dot.spaces();
    if let Some(end) = month_and_year(next, language).filter(|_| is_day(day.value)) {
        return Some(end);
    }
    if let Some(end) = next
        .word_of(words!(" quartal halbjahr advent weihnachtstag weihnachtsfeiertag kw kalenderwoche "))
        .filter(|_| is_week_or_day(day.value))
    {
        return Some(with_year(end));
    }
    // A range: the month stands behind its end.
    let joint = next.eat_any(&['-', '–', '—', '/']).or_else(|| next.word_of(words!(" bis und oder ")).filter(|_| next.at > dot.at));
    if let Some(end) = joint.and_then(|joint| joint.spaces().digits(2)).and_then(|(last, after)| {
        let dot = after.eat(".").filter(|_| is_day(last.value) && is_day(day.value))?;
        month_and_year(dot.spaces(), language).or_else(|| numeric_month(start, dot))
    }) {
        return Some(end);
    }
    if !is_day(day.value) {
        return None;
    }
    numeric_month(start, dot).or_else(|| numeric_month(start, dot.eat(" ")?)).or_else(|| day_alone(start, after, dot))
}

/// Behind "3.": "5." · "05.2026" · "5. 2026" · "5" if a preposition stands before.
fn numeric_month<'t>(start: Cursor<'t>, at: Cursor<'t>) -> Option<Cursor<'t>> {
    let (month, after) = at.digits(2)?;
    let before = start.word_before(&['.', ':', '(']);
    let is_other = before.is_some_and(|(word, _)| is_one_of(word, &NO_DATE_BEFORE));
    if !is_month(month.value) || is_other || start.before() == '§' {
        return None;
    }
    let spaced = at.before() == ' ';
    let Some(dot) = after.eat(".") else {
        let placed = start.word_before(&[]).is_some_and(|(word, _)| is_one_of(word, words!(" am vom zum ")));
        let clock = after.spaces().word_of(words!(" uhr h ")).is_some();
        return (placed && !clock && !spaced && after.ends_word() && !matches!(after.peek(), ',' | ':')).then_some(after);
    };
    let year = dot.digits(4).or_else(|| dot.eat(" ")?.digits(4).filter(|(year, _)| year.len == 4));
    match year {
        Some((year, end)) if is_year(year) => {
            (end.peek() != '.' || !end.rest()[1..].starts_with(|c: char| c.is_ascii_digit())).then_some(end)
        }
        // "1.2.3" is a version; "3. 5. " may be a list.
        Some(_) => (!dot.peek().is_ascii_digit() && !spaced).then_some(dot),
        None => (!dot.peek().is_alphanumeric() && !spaced).then_some(dot),
    }
}

/// "am 15.", "bis zum 3.", where no noun follows that is numbered ("am 2. Tag").
fn day_alone<'t>(start: Cursor<'t>, digits_end: Cursor<'t>, dot: Cursor<'t>) -> Option<Cursor<'t>> {
    let (word, _) = start.word_before(&[])?;
    if !is_one_of(word, words!(" am zum vom dem den ")) || dot.peek().is_alphanumeric() {
        return None;
    }
    match dot.spaces().peek() {
        c if c.is_uppercase() && dot.rest().starts_with(' ') => None,
        c if c.is_ascii_digit() => None,
        '\0' | '\n' => Some(digits_end),
        _ => Some(dot),
    }
}

fn is_week_or_day(value: u64) -> bool {
    (1..=53).contains(&value)
}

/// 5/20/2021 · 21/5/21 · 05/2021 · 5/21; not 24/7, 1/2.
fn slashed<'t>(start: Cursor<'t>, first: Digits, after: Cursor<'t>) -> Option<Cursor<'t>> {
    let (second, after) = after.eat("/")?.digits(4)?;
    if second.len == 4 {
        return (is_month(first.value) && is_year(second) && after.peek() != '/').then_some(after);
    }
    let days = (is_day(first.value) && is_month(second.value)) || (is_month(first.value) && is_day(second.value));
    if second.len > 2 || !days {
        return None;
    }
    if let Some(year) = after.eat("/") {
        let (year, end) = year.digits(4)?;
        return is_year(year).then_some(end);
    }
    let placed = start.word_before(&[]).is_some_and(|(word, _)| is_one_of(word, &PREPOSITIONS));
    let telling = first.value > 12 || second.value > 12 || (first.len == 2 && second.len == 2 && first.value < 10);
    let always = first.value == 24 && second.value == 7;
    ((placed || telling) && !always).then_some(after)
}

/// 5-20-2021 · 5-MAY-2021 · 21-May.
fn dashed<'t>(first: Digits, after: Cursor<'t>, language: Option<Language>) -> Option<Cursor<'t>> {
    let next = after.eat("-")?;
    if let Some((second, after)) = next.digits(2) {
        let (year, end) = after.eat("-")?.digits(4)?;
        let days = (is_day(first.value) && is_month(second.value)) || (is_month(first.value) && is_day(second.value));
        return (days && year.len == 4 && is_year(year)).then_some(end);
    }
    let end = month_name(next, language).filter(|_| is_day(first.value))?;
    if end.peek() == '-' {
        let (year, end) = end.eat("-")?.digits(4)?;
        return is_year(year).then_some(end);
    }
    Some(end)
}

/// 3 May 2026 · 3rd of May · 3-5 May · 3rd to 5th May.
fn day_and_month<'t>(first: Digits, after: Cursor<'t>, language: Option<Language>) -> Option<Cursor<'t>> {
    if !is_day(first.value) {
        return None;
    }
    let after = ordinal_suffix(after).unwrap_or(after);
    let joint = after.spaces();
    let joint = joint.eat_any(&['-', '–', '—']).or_else(|| joint.word_of(words!(" to and or ")).filter(|_| joint.at > after.at));
    let range = joint.and_then(|joint| joint.spaces().digits(2)).filter(|(last, _)| is_day(last.value));
    let last = range.map_or(after, |(_, end)| ordinal_suffix(end).unwrap_or(end));
    let next = last.some_spaces()?;
    let next = next.word_of(words!(" of ")).and_then(Cursor::some_spaces).unwrap_or(next);
    if let Some(end) =
        next.word_of(words!(" quarter ")).filter(|_| first.value <= 4 && last.before() != ' ' && last.before().is_alphabetic())
    {
        return Some(with_year(end));
    }
    let end = month_and_year(next, language)?;
    // "the 3 may be late": a small m is the verb.
    let (word, _) = next.word()?;
    (meaning(word, language) != Some(Meaning::MonthDoubtful) || word.starts_with(char::is_uppercase)).then_some(end)
}

fn ordinal_suffix(at: Cursor<'_>) -> Option<Cursor<'_>> {
    at.word_of(words!(" st nd rd th "))
}

/// "the 15th", "by the 3rd" where nothing follows that is numbered ("the 2nd floor").
fn ordinal_alone<'t>(start: Cursor<'t>, first: Digits, after: Cursor<'t>) -> Option<Cursor<'t>> {
    let end = ordinal_suffix(after).filter(|_| is_day(first.value))?;
    let (word, the) = start.word_before(&[])?;
    let placed = if is_one_of(word, words!(" the ")) { the.word_before(&[])?.0 } else { word };
    let next = end.spaces();
    let free = match next.word() {
        Some((word, _)) => is_one_of(word, words!(" at and for to between or if when we i you it they he she so because but will is was ")),
        None => !next.peek().is_alphanumeric(),
    };
    (free && is_one_of(placed, words!(" on by until till before from since friday monday tuesday wednesday thursday saturday sunday ")))
        .then_some(end)
}

/// A date that begins with a month's name.
pub(super) fn from_month<'t>(start: Cursor<'t>, word: &str, kind: Meaning, end: Cursor<'t>) -> Option<Cursor<'t>> {
    let bare = end;
    let end = if kind == Meaning::MonthShort { end.skip(".") } else { end };
    let capital = word.starts_with(char::is_uppercase);
    if let Some(end) = day_or_year_behind(end).filter(|_| capital || kind == Meaning::Month) {
        return Some(end);
    }
    let before = start.word_before(&[]).map_or("", |(word, _)| word);
    let certain = match kind {
        Meaning::Month => capital || is_one_of(before, words!(" im in by bis until since seit ab naechsten next anfang mitte ende of ")),
        Meaning::MonthDoubtful => {
            capital
                && is_one_of(before, words!(" in by until till since of during before after next this last early mid late from through "))
        }
        _ => {
            capital && is_one_of(before, words!(" im in by bis until since seit ab ")) && !is_one_of(word, words!(" jan mar jun "))
                || capital && is_one_of(before, words!(" anfang mitte ende "))
        }
    };
    let end = if end.at > bare.at && end.spaces().peek().is_lowercase() { end } else { bare };
    (certain && end.peek() != '-').then_some(end)
}

/// Behind a month: "3", "3rd", "3, 2026", "3-5", "2026", "-21", "-2021".
fn day_or_year_behind(month: Cursor<'_>) -> Option<Cursor<'_>> {
    if let Some((digits, end)) = month.eat("-").and_then(|after| after.digits(4)) {
        return ((is_year(digits) || is_day(digits.value)) && digits.len != 3 && end.ends_word()).then_some(end);
    }
    let spaced = month.some_spaces()?;
    let spaced = spaced.word_of(words!(" the ")).and_then(Cursor::some_spaces).unwrap_or(spaced);
    let (digits, end) = spaced.skip("'").skip("’").digits(4)?;
    if digits.len == 4 {
        return (is_year(digits) && end.ends_word()).then_some(end);
    }
    if digits.len > 2
        || !is_day(digits.value)
        || end.peek() == '.' && end.rest()[1..].starts_with(|c: char| c.is_ascii_digit())
        || matches!(end.peek(), ':' | '%')
    {
        return None;
    }
    let end = ordinal_suffix(end).unwrap_or(end);
    if !end.ends_word() {
        return None;
    }
    let range = end.spaces().eat_any(&['-', '–']).and_then(|joint| joint.spaces().digits(2)).filter(|(last, _)| is_day(last.value));
    let end = range.map_or(end, |(_, end)| ordinal_suffix(end).unwrap_or(end));
    let year = end.skip(",").spaces().digits(4).filter(|(year, after)| year.len == 4 && is_year(*year) && after.ends_word());
    Some(year.map_or(end, |(_, end)| end))
}

/// A month's name, shortened or not, and a year behind it.
pub(super) fn month_and_year<'t>(at: Cursor<'t>, language: Option<Language>) -> Option<Cursor<'t>> {
    month_name(at, language).map(with_year)
}

fn month_name<'t>(at: Cursor<'t>, language: Option<Language>) -> Option<Cursor<'t>> {
    let (word, end) = at.word()?;
    let kind = meaning(word, language)?;
    let short = kind == Meaning::MonthShort;
    if !matches!(kind, Meaning::Month | Meaning::MonthDoubtful | Meaning::MonthShort) || !end.ends_word() {
        return None;
    }
    // The dot of "Okt." may also end the sentence: it belongs to the month if the sentence goes on.
    let dotted = end.skip(".");
    Some(if short && !dotted.spaces().peek().is_uppercase() && dotted.spaces().peek() != '\0' { dotted } else { end })
}

/// A year that may follow.
pub(super) fn with_year(end: Cursor<'_>) -> Cursor<'_> {
    let next = end.skip(",").spaces();
    let year = next.skip("'").skip("’").digits(4).filter(|(year, after)| {
        next.at > end.at && is_year(*year) && (year.len == 4 || !next.peek().is_ascii_digit()) && after.ends_word()
    });
    year.map_or(end, |(_, end)| end)
}

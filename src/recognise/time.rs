//! Times of day: "14 Uhr", "14:30", "halb drei", "6 pm", "five o'clock", "noon".
//! In: text. Out: spans without the preposition; a range is one span.

use super::number::{glued_before, in_words, may_begin};
use super::scan::{Cursor, is_one_of, triggers, walk, words};
use crate::facts::Language;
use crate::span::Span;

const STARTS: [bool; 256] = triggers("0123456789aAdDeEfFhHkKmMnNoOqQsStTvVzZ".as_bytes());

/// All times of day.
pub(super) fn times(text: &str, language: Option<Language>, out: &mut Vec<Span>) {
    walk(text, &STARTS, out, |start| time(start, language).map(|end| start.span_to(end)));
}

fn time<'t>(start: Cursor<'t>, language: Option<Language>) -> Option<Cursor<'t>> {
    if start.peek().is_ascii_digit() {
        return in_digits(start);
    }
    in_letters(start, language)
}

/// 14 Uhr · 14:30 · 9.30 Uhr · 8–18 Uhr · 6 pm · 6:30am · um 12.
fn in_digits(start: Cursor<'_>) -> Option<Cursor<'_>> {
    if glued_before(start) {
        return None;
    }
    let (hour, sure) = clock(start)?;
    let end = marked(hour).unwrap_or(hour);
    let joint = end.spaces();
    let joint =
        joint.eat_any(&['-', '–', '—']).or_else(|| joint.word_of(words!(" bis und to until till and ")).filter(|_| joint.at > end.at));
    if let Some((last, other)) = joint.and_then(|joint| clock(joint.spaces())) {
        if let Some(last) = marked(last) {
            return Some(last);
        }
        if sure && other {
            return Some(last);
        }
    }
    if sure || end.at > hour.at {
        return Some(end);
    }
    bare_hour(start, end)
}

/// Hours, perhaps minutes and seconds. The flag: a colon makes it a time by itself.
fn clock(at: Cursor<'_>) -> Option<(Cursor<'_>, bool)> {
    let (hour, end) = at.digits(2)?;
    if hour.value > 24 {
        return None;
    }
    if let Some((minute, end)) = end.eat(":").and_then(|after| after.digits(2)) {
        let seconds = end.eat(":").and_then(|after| after.digits(2)).filter(|(second, _)| second.len == 2 && second.value < 60);
        let end = seconds.map_or(end, |(_, end)| end);
        let free = !end.eat(":").is_some_and(|after| after.peek().is_ascii_digit()) && !end.peek().is_ascii_digit();
        return (minute.len == 2 && minute.value < 60 && free).then_some((end, true));
    }
    if let Some((minute, after)) = end.eat(".").and_then(|after| after.digits(2)) {
        let dated = after.eat(".").is_some_and(|after| after.peek().is_ascii_digit());
        if minute.len == 2 && minute.value < 60 && !dated {
            return Some((after, false));
        }
        return None;
    }
    if let Some((minute, after)) = end.eat("h").and_then(|after| after.digits(2)) {
        return (minute.len == 2 && minute.value < 60 && after.ends_word()).then_some((after, true));
    }
    Some((end, false))
}

/// "Uhr", "Uhr 30", "am", "p.m.", "o'clock", "h" behind a clock, and the part of the day.
fn marked(end: Cursor<'_>) -> Option<Cursor<'_>> {
    let at = end.spaces();
    if let Some(after) = at.word_of(words!(" uhr ")).filter(|after| after.ends_word() && after.peek() != '-') {
        let minutes = after
            .some_spaces()
            .and_then(|next| next.digits(2))
            .filter(|(minute, after)| minute.len == 2 && minute.value < 60 && after.ends_word() && !matches!(after.peek(), ',' | '.'));
        let after = minutes.map_or(after, |(_, after)| after);
        return Some(
            after
                .some_spaces()
                .and_then(|part| part.word_of(words!(" morgens vormittags mittags nachmittags abends nachts frueh ")))
                .unwrap_or(after),
        );
    }
    if let Some(after) = at.word_of(words!(" am pm ")) {
        // "am 6 am Markt" is German: English times have no words like these behind them.
        let german = at.at > end.at
            && at.word_of(words!(" am ")).is_some()
            && after.some_spaces().is_some_and(|next| next.peek().is_uppercase() || next.peek().is_ascii_digit());
        return (after.ends_word() && !german).then_some(after);
    }
    let (half, after) = at.word().filter(|(word, _)| matches!(*word, "a" | "p" | "A" | "P"))?;
    let _ = half;
    let after = after.eat(".").and_then(|after| after.eat("m").or_else(|| after.eat("M")))?;
    Some(after.skip("."))
}

/// "um 12", "at 6" where nothing is counted behind it.
fn bare_hour<'t>(start: Cursor<'t>, end: Cursor<'t>) -> Option<Cursor<'t>> {
    let (word, _) = start.word_before(&[])?;
    if let Some(after) = oclock(end) {
        return Some(after);
    }
    let placed = is_one_of(word, words!(" um ")) || is_one_of(word, words!(" at ")) && end.at - start.at <= 2;
    (placed && nothing_counted(end)).then_some(end)
}

fn nothing_counted(end: Cursor<'_>) -> bool {
    let next = end.spaces();
    let sign = end.peek();
    match next.word() {
        Some((word, _)) => {
            is_one_of(
                word,
                words!(
                    " oder or on today tomorrow tonight this and if when i you we it heute morgen an in bei mit statt ist sind war wird werden kommt abends morgens mittags "
                ),
            ) && next.at > end.at
        }
        None => {
            let measured =
                matches!(sign, '%' | '€' | '$' | '£' | '/' | '-' | '–' | '°' | '+') || matches!(next.peek(), '%' | '€' | '$' | '£');
            let goes_on = matches!(sign, '.' | ',' | ':') && end.rest()[1..].starts_with(|c: char| c.is_ascii_digit());
            !end.peek().is_alphanumeric() && !measured && !next.peek().is_ascii_digit() && !goes_on
        }
    }
}

fn oclock(end: Cursor<'_>) -> Option<Cursor<'_>> {
    let after = end.spaces().word_of(words!(" o "))?;
    let after = after.eat("'").or_else(|| after.eat("’")).unwrap_or(after).spaces();
    after.word_of(words!(" clock "))
}

/// An hour in words or digits, 1 to 12 (24 in digits).
fn hour<'t>(at: Cursor<'t>, language: Option<Language>) -> Option<Cursor<'t>> {
    if let Some((hour, end)) = at.digits(2) {
        return (hour.value <= 24 && end.ends_word()).then_some(end);
    }
    if let Some(end) = at.word_of(words!(" eins ein ")) {
        return Some(end);
    }
    let (value, end) = in_words(at, language)?;
    (value <= 12 && end.ends_word()).then_some(end)
}

/// "halb drei", "viertel vor acht", "quarter to five", "half past two", "ten past eight", "zwölf Uhr", "noon", "Mitternacht".
fn in_letters<'t>(start: Cursor<'t>, language: Option<Language>) -> Option<Cursor<'t>> {
    let (word, end) = start.word()?;
    if !may_begin(start)
        && !is_one_of(word, words!(" dreiviertel halb half kurz midday midnight mittag mittags mitternacht noon quarter viertel "))
    {
        return None;
    }
    if is_one_of(word, words!(" mitternacht mittags noon midday midnight ")) {
        let twelve = end
            .some_spaces()
            .and_then(|next| next.word_of(words!(" um ")))
            .and_then(Cursor::some_spaces)
            .and_then(|next| hour(next, language));
        return end.ends_word().then(|| twelve.and_then(|end| marked(end).or(Some(end))).unwrap_or(end));
    }
    if is_one_of(word, words!(" mittag ")) {
        let placed = start.word_before(&[]).is_some_and(|(word, _)| is_one_of(word, words!(" bis gegen zum nach vor ")));
        return (placed && end.ends_word()).then_some(end);
    }
    if is_one_of(word, words!(" halb dreiviertel ")) {
        let end = hour(end.some_spaces()?, language)?;
        return Some(marked(end).unwrap_or(end)).filter(|_| nothing_counted(end) || marked(end).is_some());
    }
    if is_one_of(word, words!(" viertel quarter half kurz ")) {
        let joint = end.some_spaces()?;
        if let Some(after) = joint.word_of(words!(" vor nach ueber to past after before of ")) {
            let end = hour(after.some_spaces()?, language)?;
            return (nothing_counted(end) || marked(end).is_some()).then(|| marked(end).unwrap_or(end));
        }
        // "half two"
        let two = hour(joint, language)
            .filter(|end| is_one_of(word, words!(" half ")) && !joint.peek().is_ascii_digit() && nothing_counted(*end));
        return two.filter(|_| start.word_before(&[]).is_some_and(|(word, _)| is_one_of(word, words!(" at by around until "))));
    }
    let (value, end) = in_words(start, language)?;
    let spaced = end.some_spaces();
    if let Some(after) = spaced.and_then(|next| next.word_of(words!(" vor nach past to "))).filter(|_| value < 30) {
        // "fünf nach halb drei", "ten past eight"; "drei vor Ort" has no hour.
        let at = after.some_spaces()?;
        let at = at.word_of(words!(" halb ")).and_then(Cursor::some_spaces).unwrap_or(at);
        let last =
            hour(at, language).filter(|last| value % 5 == 0 && value > 0 && !at.peek().is_ascii_digit() && nothing_counted(*last))?;
        return Some(marked(last).unwrap_or(last));
    }
    if value > 24 {
        return None;
    }
    if let Some(end) = marked(end).filter(|_| spaced.is_some()).or_else(|| oclock(end)) {
        return Some(end);
    }
    let placed = start.word_before(&[]).is_some_and(|(word, _)| is_one_of(word, words!(" um ")));
    (placed && value <= 12 && nothing_counted(end)).then_some(end)
}

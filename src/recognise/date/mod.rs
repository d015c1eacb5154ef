//! Dates: calendar days, weekdays, relative days, periods and their edges, German and English.
//! In: text. Out: spans without preposition and article ("bis Freitag" → "Freitag"); a range is one span. Habits ("freitags", "jeden Freitag",
//! "Mondays") are no dates.

mod calendar;
mod relative;
mod words;

use super::number::allows;
use super::scan::{Cursor, is_one_of, triggers, walk, words};
use crate::facts::Language;
use crate::span::Span;
pub(in crate::recognise) use words::{Meaning, WORDS};

/// Digits and the first letters of all words of the table. 0xC3 leads Ü.
const STARTS: [bool; 256] = triggers(b"0123456789aAbBcCdDeEfFgGhHjJkKlLmMnNoOpPqQsStTuUvVwWyYzZ\xC3");

/// All dates.
pub(super) fn dates(text: &str, language: Option<Language>, out: &mut Vec<Span>) {
    walk(text, &STARTS, out, |start| date(start, language).map(|end| start.span_to(end)));
}

/// The date that begins here.
pub(super) fn date<'t>(start: Cursor<'t>, language: Option<Language>) -> Option<Cursor<'t>> {
    if start.peek().is_ascii_digit() {
        return calendar::from_digits(start, language);
    }
    let (word, end) = start.word()?;
    let meaning = meaning(word, language);
    if end.peek().is_ascii_digit() {
        return match meaning {
            Some(Meaning::Quarter | Meaning::WeekNumber) => relative::numbered(start, end, language),
            _ => None,
        };
    }
    if meaning.is_none() {
        return relative::ordinal_word(start, word, end, language).or_else(|| relative::weekday_and_part(start, word, end, language));
    }
    let meaning = meaning?;
    if is_after_title(start) {
        return None;
    }
    match meaning {
        Meaning::Month | Meaning::MonthDoubtful | Meaning::MonthShort => calendar::from_month(start, word, meaning, end),
        Meaning::Quarter | Meaning::WeekNumber => relative::numbered(start, end, language),
        _ => relative::from_word(start, word, meaning, end, language),
    }
}

/// What the word means, if it belongs to the language.
fn meaning(word: &str, language: Option<Language>) -> Option<Meaning> {
    let (meaning, of) = WORDS.get(word)?;
    of.is_none_or(|of| allows(language, of)).then_some(meaning)
}

/// Behind a title or a salutation stands a person: Frau Freitag, Herr März, Hi April.
fn is_after_title(start: Cursor<'_>) -> bool {
    start
        .word_before(&['.'])
        .is_some_and(|(word, _)| is_one_of(word, words!(" herr herrn frau mr mrs ms miss familie hallo hi hey dear liebe lieber ")))
}

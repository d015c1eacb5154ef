//! Birth dates: dates in digits that the words around them call so.
//! In: text. Out: spans of the dates.

use super::identifier::{DIGITS, has_digit};
use super::scan::{Words, is_one_of, walk, words};
use crate::span::Span;

/// Dates that are said to be birth dates.
pub(super) fn birth_dates(text: &str, language: Option<crate::facts::Language>, out: &mut Vec<Span>) {
    const LABELS: Words = Words::new(" geboren geborene geb geburtsdatum geburtstag geburtstags born dob birth birthdate birthday ");
    const JOINTS: Words = Words::new(" am ist lautet on is the der den dem war was vom und mit ");
    if !has_digit(text) {
        return;
    }
    walk(text, &DIGITS, out, |start| {
        let end = super::date::date(start, language)?;
        let span = start.span_to(end);
        if end.spaces().word_of(words!(" geboren born ")).is_some() {
            return Some(span);
        }
        let mut at = start;
        for _ in 0..4 {
            let (word, before) = at.word_before(&[':', '.', ',', '(', '-', '*', '=', '–', '"', '„'])?;
            if is_one_of(word, &LABELS) {
                return Some(span);
            }
            is_one_of(word, &JOINTS).then_some(())?;
            at = before;
        }
        None
    });
}

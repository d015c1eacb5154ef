//! Whether a value reads like something a person would send, or like an id, a code, a label.
//! In: text of a field. Out: how many words it has, and a verdict.

use crate::draft::html;
use std::borrow::Cow;

/// What the words of a value are like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Prose {
    /// Words of natural language.
    pub words: usize,
    /// Everything between spaces.
    pub pieces: usize,
    /// Characters.
    pub length: usize,
    /// Whether it ends like a sentence or a salutation.
    pub ends: bool,
}

impl Prose {
    /// Weighs `text`.
    pub fn of(text: &str) -> Prose {
        let seen: Cow<'_, str> =
            if html::is_html(text) { Cow::Owned(html::strip(text, true).into_text().into_owned()) } else { Cow::Borrowed(text) };
        let plain = without_placeholders(&seen);
        let pieces = plain.split_whitespace();
        let (mut words, mut count) = (0, 0);
        for piece in pieces {
            count += 1;
            words += words_in(piece);
        }
        let ends = seen.trim_end().ends_with(['.', '!', '?', '…', ',', ':', ')', '。', '！', '？']);
        Prose { words, pieces: count, length: text.chars().count(), ends }
    }

    /// Whether there is anything to read at all.
    pub fn is_worth(self) -> bool {
        self.words > 0
    }

    /// Whether a person wrote it to a person.
    pub fn is_prose(self) -> bool {
        let dense = self.words * 2 >= self.pieces;
        dense && (self.words >= 4 || (self.words >= 2 && self.ends))
    }
}

/// How many words a piece between spaces is.
fn words_in(piece: &str) -> usize {
    let word = piece.trim_matches(|character: char| !character.is_alphanumeric());
    let letters = word.chars().filter(|character| character.is_alphabetic()).count();
    // Marks on letters stand between U+0300 and U+2000: NFD, Devanagari, Thai.
    let marks = '\u{300}'..'\u{2000}';
    let signs = ['\'', '’', '-', '/', ',', '.', ':', '*', '\u{ad}'];
    let inner = |character: char| character.is_alphabetic() || marks.contains(&character) || signs.contains(&character);
    if letters == 0 || word.contains("://") || piece.contains(['_', '{', '}', '=', '\\', '@', '<']) || piece.starts_with('/') {
        return 0;
    }
    // Names of files and methods: a dot inside and no space behind it.
    if !word.chars().all(inner) || word.matches('.').count() == 1 && !word.ends_with('.') && word.is_ascii() && !word.contains(',') {
        return 0;
    }
    let unspaced = |character: char| matches!(character, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
    let unspaced = word.chars().filter(|character| unspaced(*character)).count();
    if unspaced > 0 { unspaced.div_ceil(2) } else { 1 }
}

/// The text without what is filled in later.
pub fn without_placeholders(text: &str) -> Cow<'_, str> {
    let opens = |character: char| matches!(character, '{' | '<' | '%' | '#' | '$' | '[');
    if !text.contains(opens) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(opens) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = PLACEHOLDERS.iter().find_map(|(open, close)| {
            let inner = rest.strip_prefix(open)?;
            let near = &inner[..inner.floor_char_boundary(LONGEST + close.len())];
            near.find(close).map(|end| open.len() + end + close.len())
        });
        match length {
            Some(_) => plain.push(' '),
            None => plain.push_str(&rest[..1]),
        }
        rest = &rest[length.unwrap_or(1)..];
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// What stands in a placeholder has at most so many bytes.
const LONGEST: usize = 200;

const PLACEHOLDERS: [(&str, &str); 9] =
    [("{{", "}}"), ("{%", "%}"), ("<%", "%>"), ("%{", "}"), ("#{", "}"), ("${", "}"), ("[[", "]]"), ("{", "}"), ("$|", "$")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_are_told_from_data() {
        for text in [
            "Vielen Dank für Ihre Nachricht.",
            "Guten Tag,",
            "<p>We have refunded your order</p>",
            "Try this, please!",
            "ご連絡ありがとうございます。",
        ] {
            assert!(Prose::of(text).is_prose(), "{text}");
        }
        for text in [
            "open",
            "https://example.com/a b",
            "utter_greet",
            "Refund",
            "2024-01-02 10:00",
            "#ff0000",
            "a.b.c(d)",
            "{{ticket.id}}",
            "order_id=7; x=8",
        ] {
            assert!(!Prose::of(text).is_prose(), "{text}");
        }
        assert!(!Prose::of("{{ choice }} {{x}}").is_worth());
        for word in ["أهلا", "नमस्ते", "fu\u{308}r"] {
            assert!(Prose::of(word).is_worth(), "{word}");
        }
    }
}

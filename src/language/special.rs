//! What has to be seen as one token before words are cut: addresses, placeholders, @mentions, #hashtags.
//! In: the text of a draft. Out: sorted spans, each with its kind. One pass over the bytes; nothing is allocated where nothing is found.

use super::links::Links;
use super::placeholder;
use crate::span::Span;

pub use super::placeholder::{PlaceholderClass, placeholder_class};

/// What a special token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SpecialKind {
    /// A web address, with or without scheme.
    Url,
    /// An e-mail address.
    Email,
    /// A place that somebody or something is to fill in.
    Placeholder,
    /// `@anna_k`.
    Mention,
    /// `#fail`, `#AB12`; `#1` is a number.
    Hashtag,
}

/// One special token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Special {
    /// Its bytes in the text.
    pub span: Span,
    /// What it is.
    pub kind: SpecialKind,
}

/// Bytes at which something special may begin or, for addresses, show itself. 0xC2 leads `«`.
const TRIGGERS: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b".:@#%$<[{(*X_\xC2";
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

/// Appends all special tokens of `text` to `out`, sorted and without overlaps (bytes of `text`).
pub fn find(text: &str, out: &mut Vec<Special>) {
    let bytes = text.as_bytes();
    let mut links = Links::default();
    let mut floor = 0;
    let mut at = 0;
    while let Some(step) = bytes[at..].iter().position(|byte| TRIGGERS[*byte as usize]) {
        at += step;
        if let Some(special) = special_at(text, floor, at, &mut links) {
            floor = special.span.end;
            at = floor;
            out.push(special);
        } else {
            at += 1;
        }
    }
}

fn special_at(text: &str, floor: usize, at: usize, links: &mut Links) -> Option<Special> {
    let bytes = text.as_bytes();
    let next = bytes.get(at + 1).copied().unwrap_or(b' ');
    let before = at.checked_sub(1).map_or(b' ', |place| bytes[place]);
    match bytes[at] {
        b'.' if is_letter(next) && is_word(before) => links.at(text, floor, at),
        b':' if next == b'/' && before.is_ascii_alphabetic() && bytes.get(at + 2) == Some(&b'/') => links.at(text, floor, at),
        b'.' | b':' => None,
        b'@' => {
            let address = if is_word(next) && before > b' ' { links.at(text, floor, at) } else { None };
            address.or_else(|| placeholder::at(text, floor, at)).or_else(|| mention(text, at))
        }
        b'#' => placeholder::at(text, floor, at).or_else(|| hashtag(text, at)),
        _ => placeholder::at(text, floor, at),
    }
}

/// `@anna_k`, `@157129`, `@anna@social.example`; not behind a word.
fn mention(text: &str, at: usize) -> Option<Special> {
    if text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '@' || c == '_') {
        return None;
    }
    let rest = &text[at + 1..];
    let mut end = handle_len(rest);
    if end == 0 {
        return None;
    }
    // A server behind the name, as the Fediverse has it.
    if rest[end..].starts_with('@') && rest[end + 1..].starts_with(char::is_alphanumeric) {
        end += 1 + handle_len(&rest[end + 1..]);
    }
    Some(Special { span: Span::new(at, at + 1 + end), kind: SpecialKind::Mention })
}

/// Letters, digits, `_`, and a dot before a small letter or digit ("@anna.k", but "@anna.Danke" ends at the dot).
fn handle_len(rest: &str) -> usize {
    let mut end = 0;
    for (place, c) in rest.char_indices() {
        let inner_dot = c == '.' && place > 0 && rest[place + 1..].starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
        if !(c.is_alphanumeric() || c == '_' || inner_dot) {
            break;
        }
        end = place + c.len_utf8();
    }
    end
}

/// `#` and letters, digits, `_`, of which at least one is a letter; not behind a word ("C#").
fn hashtag(text: &str, at: usize) -> Option<Special> {
    if text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '#' | '&' | '/' | '_')) {
        return None;
    }
    let rest = &text[at + 1..];
    let len = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
    let span = Span::new(at, at + 1 + len);
    rest[..len].contains(char::is_alphabetic).then_some(Special { span, kind: SpecialKind::Hashtag })
}

/// A letter of any script, as far as one byte of UTF-8 tells.
fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_digit() || is_letter(byte)
}

//! E-mail addresses, web addresses, placeholders and mentions: the special tokens of the word cutter, one kind at a time.
//! In: text. Out: spans.

use crate::language::special::{self, SpecialKind};
use crate::span::Span;

/// E-mail addresses.
pub(super) fn emails(text: &str, out: &mut Vec<Span>) {
    if text.as_bytes().contains(&b'@') {
        of_kind(SpecialKind::Email, text, out);
    }
}

/// Web addresses with and without scheme.
pub(super) fn urls(text: &str, out: &mut Vec<Span>) {
    if text.as_bytes().contains(&b'.') {
        of_kind(SpecialKind::Url, text, out);
    }
}

/// Placeholders of all shapes.
pub(super) fn placeholders(text: &str, out: &mut Vec<Span>) {
    of_kind(SpecialKind::Placeholder, text, out);
}

/// Mentions: `@anna_k`.
pub(super) fn handles(text: &str, out: &mut Vec<Span>) {
    if text.as_bytes().contains(&b'@') {
        of_kind(SpecialKind::Mention, text, out);
    }
}

fn of_kind(kind: SpecialKind, text: &str, out: &mut Vec<Span>) {
    let mut found = Vec::new();
    special::find(text, &mut found);
    out.extend(found.iter().filter(|special| special.kind == kind).map(|special| special.span));
}

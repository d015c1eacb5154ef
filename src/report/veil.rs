//! Hides what redacting rules found: the marked words, and the same words wherever else a report would show them.
//! In: a draft's text and its findings. Out: masked texts, and the spans of the draft that must not be shown.

use crate::finding::Finding;
use crate::language::fold::lower_in_place;
use crate::span::Span;
use std::borrow::Cow;

/// Stands for hidden words; always as long, so that it does not tell their length.
pub use crate::check::MASK;

/// Words shorter than this (characters) are hidden where they were found, and nowhere else: "Nr" is in every second word.
const TELLING: usize = 4;

/// What of one draft must not be shown. Costs nothing for a draft in which no rule redacts, and else only as much as is shown.
#[derive(Debug, Default)]
pub struct Veil {
    /// What redacting rules found: bytes of the draft's text, sorted and apart.
    found: Vec<Span>,
    /// The same as words in lower case, to know them again elsewhere.
    words: Vec<String>,
    /// Bytes of the longest of them.
    longest: usize,
}

impl Veil {
    /// The veil over `text`, a draft with `findings`; `reveal` lifts it.
    pub fn new(text: &str, findings: &[Finding], reveal: bool) -> Veil {
        let redacting = findings.iter().filter(|finding| finding.redact && !reveal);
        let found = redacting.flat_map(|finding| finding.marks.iter().copied().chain(finding.related.iter().map(|related| related.span)));
        let found: Vec<Span> = found.collect();
        let mut words: Vec<String> = found.iter().flat_map(|span| telling(&text[span.range()])).map(lower_in_place).collect();
        words.sort();
        words.dedup();
        Veil { found: merged(found), longest: words.iter().map(String::len).max().unwrap_or(0), words }
    }

    /// The hidden stretches of the draft `text` inside `window`, clipped to it, sorted and apart.
    pub fn hidden(&self, text: &str, window: Span) -> Vec<Span> {
        if self.found.is_empty() {
            return Vec::new();
        }
        let first = self.found.partition_point(|span| span.end <= window.start);
        let mut hidden: Vec<Span> = self.found[first..].iter().copied().take_while(|span| span.start < window.end).collect();
        // A word may begin before the window or end behind it.
        let start = text.floor_char_boundary(window.start.saturating_sub(self.longest));
        let end = text.ceil_char_boundary((window.end + self.longest).min(text.len()));
        hidden.extend(self.again(&text[start..end]).into_iter().map(|span| span.shifted(start)));
        let inside = hidden.into_iter().filter(|span| span.overlaps(window));
        merged(inside.map(|span| Span::new(span.start.max(window.start), span.end.min(window.end))).collect())
    }

    /// The words of the draft `text` at `span`, masked where they are hidden.
    pub fn words_at<'t>(&self, text: &'t str, span: Span) -> Cow<'t, str> {
        let hidden = self.hidden(text, span).into_iter().map(|hidden| Span::new(hidden.start - span.start, hidden.end - span.start));
        mask(&text[span.range()], hidden)
    }

    /// Another text, a message say, masked where it repeats hidden words.
    pub fn masked<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.words.is_empty() {
            return Cow::Borrowed(text);
        }
        mask(text, merged(self.again(text)).into_iter())
    }

    /// Where the hidden words stand in another text.
    fn again(&self, text: &str) -> Vec<Span> {
        let lower = lower_in_place(text);
        let places = self.words.iter().flat_map(|word| lower.match_indices(word.as_str()));
        places.map(|(start, word)| Span::new(start, start + word.len())).collect()
    }
}

fn mask(text: &str, hidden: impl Iterator<Item = Span>) -> Cow<'_, str> {
    let mut masked = String::new();
    let mut at = 0;
    for span in hidden {
        masked.push_str(&text[at..span.start]);
        masked.push_str(MASK);
        at = span.end;
    }
    if at == 0 && masked.is_empty() {
        return Cow::Borrowed(text);
    }
    masked.push_str(&text[at..]);
    Cow::Owned(masked)
}

/// The found words as a whole, and those of them that tell something alone: names and numbers.
fn telling(found: &str) -> impl Iterator<Item = &str> {
    let parts = found.split(|letter: char| !letter.is_alphanumeric());
    let names = parts.filter(|part| part.contains(|letter: char| letter.is_uppercase() || letter.is_numeric()));
    std::iter::once(found).chain(names).filter(|word| word.chars().count() >= TELLING)
}

/// Sorted, and joined where they touch.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::tests::finding;

    #[test]
    fn the_same_words_are_hidden_everywhere() {
        let text = "FALKE kommt. Mit Falke und Falkes Ärger; wir gegen Projekt Falke.";
        let at = text.find("Projekt Falke").unwrap();
        let mut found = finding("confidential/project", text, &["Projekt Falke"]);
        found.redact = true;
        let veil = Veil::new(text, &[found.clone()], false);
        let whole = Span::new(0, text.len());
        assert_eq!(veil.words_at(text, whole), "••• kommt. Mit ••• und •••s Ärger; wir gegen •••.");
        assert_eq!(veil.words_at(text, Span::new(at + 3, at + 9)), MASK);
        assert_eq!(veil.masked("„projekt falke“ ist geheim"), "„•••“ ist geheim");
        assert_eq!(Veil::new(text, &[found], true).words_at(text, whole), text);
    }

    #[test]
    fn short_words_are_hidden_where_they_stand() {
        let text = "Nr. 12 und 120";
        let mut found = finding("privacy/number", text, &["12"]);
        found.redact = true;
        assert_eq!(Veil::new(text, &[found], false).words_at(text, Span::new(0, text.len())), "Nr. ••• und 120");
    }

    #[test]
    fn letters_that_grow_in_lower_case_stay_in_place() {
        let text = "İİ Geheim ẞß GEHEIM";
        let mut found = finding("a/b", text, &["Geheim"]);
        found.redact = true;
        assert_eq!(Veil::new(text, &[found], false).words_at(text, Span::new(0, text.len())), "İİ ••• ẞß •••");
    }
}

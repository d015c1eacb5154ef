//! The lines of a text that a report shows: only those with labels, cropped around them, masked, safe for a terminal.
//! In: a text, labels (bytes of it), a veil. Out: a small text of its own with the labels' places in it and the true line numbers.

use super::veil::{MASK, Veil};
use crate::mapped::{Mapped, escape_for_terminal, windows_around};
use crate::span::{LineIndex, Span};

/// Lines longer than this (characters) are cropped around their labels.
const LINE_WIDTH: usize = 120;
/// More labels than this are not drawn: nobody reads them, and drawing grows with the cube of their number.
pub const MAX_LABELS: usize = 8;
/// A label longer than this (characters) is shown by its beginning and its end.
const LABEL_WIDTH: usize = 90;

/// A place to be labelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Bytes of the text.
    pub span: Span,
    /// What stands at the end of its arrow.
    pub says: String,
    /// Whether it is what the report is about, or something beside it.
    pub primary: bool,
}

/// What is drawn.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The shown lines, joined by newlines; an empty one stands for lines left out.
    pub text: String,
    /// For each shown line its number in the whole text, from 1; `None` for lines left out.
    pub numbers: Vec<Option<usize>>,
    /// The labels, in order of place, each inside one line of `text`.
    pub labels: Vec<Label>,
    /// How many labels were left out.
    pub left_out: usize,
}

impl Excerpt {
    /// What to show of `text`, whose lines are `lines`, so that `labels` are seen.
    pub fn new(text: &str, lines: &LineIndex, mut labels: Vec<Label>, veil: &Veil) -> Excerpt {
        labels.iter_mut().for_each(|label| label.span = on_characters(text, label.span));
        let left_out = labels.len().saturating_sub(MAX_LABELS);
        labels.sort_by_key(|label| !label.primary);
        labels.truncate(MAX_LABELS);
        let mut pieces: Vec<Label> = labels.into_iter().flat_map(|label| by_line(text, lines, label)).collect();
        pieces.sort_by_key(|label| (label.span, !label.primary));
        let mut excerpt = Excerpt { left_out, ..Excerpt::default() };
        for on_line in pieces.chunk_by(|a, b| lines.line_of(a.span.start) == lines.line_of(b.span.start)) {
            excerpt.add_line(text, lines.line_of(on_line[0].span.start), lines, on_line, veil);
        }
        excerpt
    }

    fn add_line(&mut self, text: &str, line: usize, lines: &LineIndex, labels: &[Label], veil: &Veil) {
        match self.numbers.last() {
            Some(Some(last)) if *last < line => self.start_line(None),
            _ => {}
        }
        self.start_line(Some(line + 1));
        let marks: Vec<Span> = labels.iter().map(|label| label.span).collect();
        let shown = shown_line(text, line_span(text, lines, line), &marks, veil);
        let start = self.text.len();
        for label in labels {
            let span = shown.text_span(label.span).shifted(start);
            self.labels.push(Label { span: Span::new(span.start, span.end.max(span.start)), ..label.clone() });
        }
        self.text.push_str(shown.text());
    }

    fn start_line(&mut self, number: Option<usize>) {
        if !self.numbers.is_empty() {
            self.text.push('\n');
        }
        self.numbers.push(number);
    }
}

/// The span inside the text and on character boundaries, whatever came in.
fn on_characters(text: &str, span: Span) -> Span {
    let start = text.floor_char_boundary(span.start.min(text.len()));
    Span::new(start, text.ceil_char_boundary(span.end.clamp(start, text.len())))
}

/// Bytes of the line (from 0) without its end.
fn line_span(text: &str, lines: &LineIndex, line: usize) -> Span {
    let start = lines.start_of(line);
    let end = if line + 1 < lines.len() { lines.start_of(line + 1) } else { text.len() };
    Span::new(start, start + text[start..end].trim_end_matches(['\n', '\r']).len())
}

/// A label over several lines becomes one for each line; only the first says something. Long ones keep both their ends.
fn by_line(text: &str, lines: &LineIndex, label: Label) -> Vec<Label> {
    let last = if label.span.is_empty() { label.span.start } else { label.span.end - 1 };
    let mut pieces = Vec::new();
    for line in lines.line_of(label.span.start)..=lines.line_of(last) {
        let bounds = line_span(text, lines, line);
        let span = Span::new(label.span.start.clamp(bounds.start, bounds.end), label.span.end.clamp(bounds.start, bounds.end));
        if span.is_empty() && !pieces.is_empty() {
            continue;
        }
        pieces.extend(both_ends(text, span).into_iter().map(|span| Label { span, ..label.clone() }));
        // Many lines say no more than their first and last.
        if pieces.len() > MAX_LABELS {
            break;
        }
    }
    pieces.iter_mut().skip(1).for_each(|piece| "…".clone_into(&mut piece.says));
    pieces
}

fn both_ends(text: &str, span: Span) -> Vec<Span> {
    let words = &text[span.range()];
    if words.char_indices().nth(LABEL_WIDTH).is_none() {
        return vec![span];
    }
    let half = |(at, _): (usize, char)| at;
    let head = words.char_indices().nth(LABEL_WIDTH / 2).map_or(words.len(), half);
    let tail = words.char_indices().rev().nth(LABEL_WIDTH / 2).map_or(0, half);
    vec![Span::new(span.start, span.start + head), Span::new(span.start + tail, span.end)]
}

/// One line as it is shown: cropped if it is long, masked, escaped; a map over `text`.
fn shown_line(text: &str, line: Span, marks: &[Span], veil: &Veil) -> Mapped<'static> {
    let windows = match text[line.range()].char_indices().nth(LINE_WIDTH) {
        None => vec![line],
        Some(_) => {
            let context = (LINE_WIDTH / (2 * marks.len().max(1))).clamp(12, 45);
            let inside: Vec<Span> = marks.iter().map(|mark| Span::new(mark.start - line.start, mark.end - line.start)).collect();
            windows_around(&text[line.range()], &inside, context).into_iter().map(|window| window.shifted(line.start)).collect()
        }
    };
    let mut cropped = Mapped::builder(text);
    let mut at = line.start;
    for window in windows {
        if at < window.start {
            cropped.push_replaced(Span::new(at, window.start), "…");
        }
        at = window.start;
        for hidden in veil.hidden(text, window) {
            cropped.push_verbatim(Span::new(at, hidden.start));
            cropped.push_replaced(hidden, MASK);
            at = hidden.end;
        }
        cropped.push_verbatim(Span::new(at, window.end));
        at = window.end;
    }
    if at < line.end {
        cropped.push_replaced(Span::new(at, line.end), "…");
    }
    let cropped = cropped.finish();
    escape_for_terminal(cropped.text()).compose(&cropped).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn label(text: &str, words: &str) -> Label {
        let start = text.find(words).unwrap();
        Label { span: Span::new(start, start + words.len()), says: "hier".into(), primary: true }
    }

    fn excerpt(text: &str, labels: Vec<Label>) -> Excerpt {
        Excerpt::new(text, &LineIndex::new(text), labels, &Veil::default())
    }

    #[test]
    fn only_lines_with_labels_are_shown() {
        let text = "eins\nzwei\ndrei\r\nvier\nfünf";
        let shown = excerpt(text, vec![label(text, "vier"), label(text, "eins"), label(text, "fünf")]);
        assert_eq!(shown.text, "eins\n\nvier\nfünf");
        assert_eq!(shown.numbers, [Some(1), None, Some(4), Some(5)]);
    }

    #[test]
    fn long_lines_are_cropped_around_the_labels() {
        let text = format!("{} MITTE {} ENDE", "ä".repeat(500), "ö".repeat(500));
        let shown = excerpt(&text, vec![label(&text, "MITTE"), label(&text, "ENDE")]);
        assert!(shown.text.starts_with('…') && shown.text.ends_with("ENDE") && shown.text.chars().count() < 160, "{}", shown.text);
        let words: Vec<&str> = shown.labels.iter().map(|label| &shown.text[label.span.range()]).collect();
        assert_eq!(words, ["MITTE", "ENDE"]);
    }

    #[test]
    fn a_label_over_two_lines_is_cut_at_the_line_end() {
        let text = "Wir zahlen\nalles zurück.";
        let span = Span::new(4, text.len() - 1);
        let shown = excerpt(text, vec![Label { span, says: "hier".into(), primary: true }]);
        let words: Vec<(&str, &str)> = shown.labels.iter().map(|label| (&shown.text[label.span.range()], label.says.as_str())).collect();
        assert_eq!(words, [("zahlen", "hier"), ("alles zurück", "…")]);
    }

    #[test]
    fn terminal_controls_are_shown_instead_of_sent() {
        let text = "rot \u{1b}[31m und \u{202e}links\u{7}";
        let shown = excerpt(text, vec![label(text, "und")]);
        assert_eq!(shown.text, "rot \\u{1b}[31m und \\u{202e}links\\u{7}");
        assert_eq!(&shown.text[shown.labels[0].span.range()], "und");
    }

    proptest! {
        #[test]
        fn any_labels_on_any_text_give_places_inside_one_shown_line(
            text in "(?s)[aü\u{1f469}\u{200d}\u{1b}\n\r\t ]{0,400}",
            places in prop::collection::vec((0_usize..900, 0_usize..300, any::<bool>()), 0..12),
        ) {
            let places = places.into_iter().map(|(start, length, primary)| Label {
                span: Span::new(start, start + length), says: "x".into(), primary,
            });
            let shown = excerpt(&text, places.collect());
            prop_assert_eq!(shown.numbers.len(), if shown.numbers.is_empty() { 0 } else { shown.text.split('\n').count() });
            for label in &shown.labels {
                prop_assert!(shown.text.is_char_boundary(label.span.start) && shown.text.is_char_boundary(label.span.end));
                prop_assert!(!shown.text[label.span.range()].contains('\n'));
            }
            prop_assert!(shown.labels.is_sorted_by_key(|label| label.span.start));
        }
    }
}

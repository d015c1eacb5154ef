//! YAML: all documents of a file as one tree. saphyr-parser knows the syntax; the map of each scalar is ours.
//! In: text. Out: a tree, or the byte at which it is no YAML. References (`*name`) are not followed: what they repeat stands, and is read,
//! where it is written; so a few lines cannot grow into millions.

use super::align::{Escapes, Indent, Writing, align};
use super::german::{YAML, german};
use super::{Broken, DEPTH, Node, Value};
use crate::mapped::Mapped;
use crate::span::Span;
use saphyr_parser::{Event, Parser, ScalarStyle};
use std::borrow::Cow;

/// Reads all documents of `source`; several become a list.
pub fn read(source: &str) -> Result<Node<'_>, Broken> {
    let places = Places::new(source);
    let mut build = Build { source, places: &places, open: Vec::new(), documents: Vec::new() };
    for event in Parser::new_from_str(source) {
        match event {
            Ok((event, span)) => {
                let span = Span::new(places.byte(span.start.index()), places.byte(span.end.index().max(span.start.index())));
                build.event(event, span)?;
            }
            Err(error) => {
                let at = places.byte(error.marker().index()).min(source.len());
                let said = error.info();
                let german = german(&YAML, said);
                return Err(Broken::new(at, format!("Kein gültiges YAML: {german}."), format!("Not valid YAML: {said}.")));
            }
        }
    }
    let mut documents = build.documents;
    let whole = Span::new(0, source.len());
    Ok(if documents.len() == 1 { documents.remove(0) } else { Node::new(whole, Value::List(documents)) })
}

/// What a list or table holds so far.
struct Open<'s> {
    start: usize,
    table: bool,
    /// For tables also keys, which stand before their values.
    held: Vec<Node<'s>>,
}

struct Build<'s, 'p> {
    source: &'s str,
    places: &'p Places<'s>,
    open: Vec<Open<'s>>,
    documents: Vec<Node<'s>>,
}

impl<'s> Build<'s, '_> {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Broken> {
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                if self.open.len() > DEPTH {
                    return Err(Broken::too_deep(span.start));
                }
                self.open.push(Open { start: span.start, table: matches!(event, Event::MappingStart(..)), held: Vec::new() });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(Open { start, table, held }) = self.open.pop() else { return Ok(()) };
                // The end of a block is noticed where the next thing starts.
                let end =
                    held.last().map_or(span.end, |last| last.span.end.max(start)).max(if table { start } else { span.start.min(span.end) });
                let end = end.min(span.end.max(start));
                let value = if table { Value::Table(entries(held)) } else { Value::List(held) };
                self.give(Node::new(Span::new(start, end), value));
            }
            Event::Alias(_) => {
                let written = self.source.get(span.range()).unwrap_or("*");
                self.give(Node::new(span, Value::Word(Cow::Borrowed(written))));
            }
            Event::Scalar(value, style, ..) => {
                let value = self.scalar(&value, style, span);
                self.give(Node::new(span, value));
            }
            _ => {}
        }
        Ok(())
    }

    fn give(&mut self, node: Node<'s>) {
        match self.open.last_mut() {
            Some(open) => open.held.push(node),
            None => self.documents.push(node),
        }
    }

    fn scalar(&self, value: &str, style: ScalarStyle, span: Span) -> Value<'s> {
        let raw = &self.source[span.range()];
        let writing = match style {
            ScalarStyle::Plain if is_word(value) => return Value::Word(Cow::Owned(value.to_owned())),
            ScalarStyle::Plain => Writing { escapes: Escapes::None, indent: Indent::All },
            ScalarStyle::SingleQuoted => Writing { escapes: Escapes::Doubled, indent: Indent::All },
            ScalarStyle::DoubleQuoted => Writing { escapes: Escapes::Backslash, indent: Indent::All },
            ScalarStyle::Literal | ScalarStyle::Folded => return Value::Text(self.block(value, span)),
        };
        let quoted = usize::from(raw.starts_with(['"', '\'']) && style != ScalarStyle::Plain);
        let inside = Span::new(span.start + quoted, span.end.saturating_sub(quoted).max(span.start + quoted).min(self.source.len()));
        Value::Text(align(self.source, inside, value, writing))
    }

    /// A block scalar: behind the line with `|` or `>`, without the indentation of its lines.
    fn block(&self, value: &str, span: Span) -> Mapped<'s> {
        let _ = self.places;
        let raw = &self.source[span.start..];
        let is_header = raw.starts_with(['|', '>']);
        let header = if is_header { raw.find('\n').map_or(raw.len(), |end| end + 1) } else { 0 };
        // The span may start at the header, or behind it inside the first line.
        let start = if is_header { span.start + header } else { self.source[..span.start].rfind('\n').map_or(0, |end| end + 1) };
        let spaces = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let first = |text: &str| text.lines().find(|line| !line.trim().is_empty()).map_or(0, spaces);
        let end = span.end.max(start).min(self.source.len());
        let indent = first(&self.source[start..]).saturating_sub(first(value));
        let first_line = spaces(&self.source[start..end]).min(indent);
        let inside = Span::new((start + first_line).min(end), end);
        align(self.source, inside, value, Writing { escapes: Escapes::None, indent: Indent::Spaces(indent) })
    }
}

/// Keys and values by turns, as entries. A key that is no text has no name.
fn entries(held: Vec<Node<'_>>) -> Vec<(Cow<'_, str>, Node<'_>)> {
    let mut entries = Vec::with_capacity(held.len() / 2);
    let mut held = held.into_iter();
    while let (Some(key), Some(value)) = (held.next(), held.next()) {
        let name = key.words().unwrap_or("?").to_owned();
        entries.push((Cow::Owned(name), value));
    }
    entries
}

/// Whether a plain scalar is no text: empty, a number, a truth value.
fn is_word(value: &str) -> bool {
    const WORDS: [&str; 6] = ["", "~", "null", "true", "false", "nan"];
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(value)) || value.parse::<f64>().is_ok()
}

/// From the characters that the parser counts to bytes.
struct Places<'s> {
    source: &'s str,
    /// The byte of every `STEP`th character.
    steps: Vec<usize>,
}

/// Distance between two remembered places, in characters.
const STEP: usize = 64;

impl<'s> Places<'s> {
    fn new(source: &'s str) -> Places<'s> {
        let steps = if source.is_ascii() { Vec::new() } else { source.char_indices().step_by(STEP).map(|(at, _)| at).collect() };
        Places { source, steps }
    }

    /// The byte of the character with the number `index`; the end for what lies beyond.
    fn byte(&self, index: usize) -> usize {
        if self.steps.is_empty() {
            return index.min(self.source.len());
        }
        let Some(start) = self.steps.get(index / STEP) else { return self.source.len() };
        self.source[*start..].char_indices().nth(index % STEP).map_or(self.source.len(), |(at, _)| start + at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands in the source for `words` of the text at `key`.
    fn source_of<'s>(source: &'s str, key: &str, words: &str) -> &'s str {
        let tree = read(source).unwrap();
        let text = tree.get(key).unwrap().text().unwrap().clone();
        let at = text.text().find(words).unwrap_or_else(|| panic!("{words} in {:?}", text.text()));
        &source[text.source_span(Span::new(at, at + words.len())).range()]
    }

    const ALL: &str = "ä: \"für \\u00fc\\\n  \\\"Sie\\\"\n\n  da\"\nb: 'it''s\n   ok'\nc: ein Text\n  über zwei Zeilen\nd: |\n  erste Zeile\n\n    tief\n  letzte\ne: >-\n  gefaltet\n  weiter\n\n  ende\n";

    #[test]
    fn all_five_styles_are_read_and_mapped() {
        let tree = read(ALL).unwrap();
        let text = |key: &str| tree.get(key).unwrap().words().unwrap().to_owned();
        assert_eq!(text("ä"), "für ü\"Sie\"\nda");
        assert_eq!(text("b"), "it's ok");
        assert_eq!(text("c"), "ein Text über zwei Zeilen");
        assert_eq!(text("d"), "erste Zeile\n\n  tief\nletzte\n");
        assert_eq!(text("e"), "gefaltet weiter\nende");
        assert_eq!(source_of(ALL, "ä", "ü\"Sie"), "\\u00fc\\\n  \\\"Sie");
        assert_eq!(source_of(ALL, "b", "it's"), "it''s");
        assert_eq!(source_of(ALL, "c", "Text über"), "Text\n  über");
        assert_eq!(source_of(ALL, "d", "  tief"), "  tief");
        assert_eq!(source_of(ALL, "d", "letzte"), "letzte");
        assert_eq!(source_of(ALL, "e", "gefaltet weiter"), "gefaltet\n  weiter");
        assert_eq!(source_of(ALL, "e", "ende"), "ende");
    }

    #[test]
    fn windows_line_ends_change_no_place() {
        let source = ALL.replace('\n', "\r\n");
        assert_eq!(source_of(&source, "d", "letzte"), "letzte");
        assert_eq!(source_of(&source, "e", "ende"), "ende");
        assert_eq!(source_of(&source, "b", "it's"), "it''s");
    }

    #[test]
    fn indentation_may_be_named_and_deep() {
        let source = "a:\n  - b:\n      - |2\n          tief\n        flach\n";
        let tree = read(source).unwrap();
        let Value::List(items) = &tree.get("a").unwrap().value else { panic!() };
        let Value::List(inner) = &items[0].get("b").unwrap().value else { panic!() };
        let text = inner[0].text().unwrap();
        assert_eq!(text.text(), "  tief\nflach\n");
        let at = text.text().find("flach").unwrap();
        assert_eq!(&source[text.source_span(Span::new(at, at + 5)).range()], "flach");
    }

    #[test]
    fn references_are_not_followed() {
        let mut source = String::from("a0: &a0 [\"lol\"]\n");
        for level in 1..40 {
            source.push_str(&format!("a{level}: &a{level} [*a{0}, *a{0}, *a{0}, *a{0}]\n", level - 1));
        }
        let tree = read(&source).unwrap();
        let Value::List(items) = &tree.get("a39").unwrap().value else { panic!() };
        assert_eq!(items[0].words(), Some("*a38"));
    }

    #[test]
    fn what_is_no_yaml_is_named_at_its_place() {
        let broken = read("a: b\nc: d: e\n").unwrap_err();
        assert!((5..12).contains(&broken.at), "{broken:?}");
        assert!(broken.message.de.starts_with("Kein gültiges YAML: Ein Doppelpunkt"), "{broken:?}");
        assert!(read(&format!("a: {}", "[".repeat(100_000))).is_err());
        assert!(read(&format!("{}x", "- ".repeat(5_000))).is_err());
        assert!(read("a: \"offen\n").is_err());
        for source in ["a: @b\n", "%x\n", "a: *b\n", "a:\n\t- b\n", "- a\nb\n", "a: [b\n", "a: 'b' c\n", "a: |x\n  b\n"] {
            let broken = read(source).unwrap_err();
            assert!(!broken.message.de.contains("Leseprogramm"), "{source:?}: {broken:?}");
        }
    }
}

//! JSON: a whole document as a tree. serde_json judges the syntax; the walk over what is valid then only has to find the places.
//! In: text. Out: a tree with the place of every string, or the byte at which it is no JSON.

use super::{Broken, DEPTH, Node, Value};
use crate::finding::Wording;
use crate::mapped::Mapped;
use crate::span::Span;
use serde::de::IgnoredAny;
use std::borrow::Cow;

/// Reads a document.
pub fn read(source: &str) -> Result<Node<'_>, Broken> {
    serde_json::from_str::<IgnoredAny>(source).map_err(|error| broken(source, &error))?;
    Walk { source, bytes: source.as_bytes(), at: 0 }.value(0)
}

/// What serde_json has against `source`, at its place.
fn broken(source: &str, error: &serde_json::Error) -> Broken {
    if source.trim_ascii().is_empty() {
        return Broken::new(0, "Die Datei ist leer.", "The file is empty.");
    }
    let before = source.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    // Column 0 is the line end before the line.
    let at = (before + error.column()).saturating_sub(1).min(source.len());
    let (at, message) = syntax(source.as_bytes(), at, error);
    let message = Wording::new(message.de.replace("Die Zeile endet", "Die Datei endet"), message.en);
    Broken { at: source.floor_char_boundary(at), message }
}

/// What serde_json says, in both languages; `at` is the byte of `source` that it names, the result the byte that it means.
pub fn syntax(source: &[u8], at: usize, error: &serde_json::Error) -> (usize, Wording) {
    let said = error.to_string();
    let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(message, _)| message);
    // A control character is the one error that serde_json places before the byte it means.
    let control = || source.iter().skip(at).position(|byte| *byte < b' ').map(|further| at + further);
    let at = if said.starts_with("control character") { control().unwrap_or(at) } else { at };
    let german = SYNTAX.iter().find(|(english, _)| *english == said).map_or(said, |(_, german)| german);
    (at, Wording::new(format!("Kein gültiges JSON: {german}."), format!("Not valid JSON: {said}.")))
}

/// What serde_json says of broken syntax, and the same in German.
const SYNTAX: [(&str, &str); 16] = [
    ("EOF while parsing a list", "Die Zeile endet mitten in einer Liste"),
    ("EOF while parsing an object", "Die Zeile endet mitten in einem Objekt; es fehlt „}“"),
    ("EOF while parsing a string", "Die Zeile endet mitten in einem Text; es fehlt das Anführungszeichen"),
    ("EOF while parsing a value", "Die Zeile endet, wo ein Wert stehen muss"),
    ("expected `:`", "Hier muss „:“ stehen"),
    ("expected `,` or `]`", "Hier muss „,“ oder „]“ stehen"),
    ("expected `,` or `}`", "Hier muss „,“ oder „}“ stehen"),
    ("expected ident", "Hier muss true, false oder null stehen"),
    ("expected value", "Hier muss ein Wert stehen"),
    ("invalid escape", "Diese Folge mit „\\“ gibt es nicht"),
    ("invalid number", "Das ist keine gültige Zahl"),
    ("number out of range", "Die Zahl ist zu groß"),
    (
        "control character (\\u0000-\\u001F) found while parsing a string",
        "In einem Text steht ein Steuerzeichen; es muss als \\u00… geschrieben sein",
    ),
    ("key must be a string", "Ein Schlüssel muss in Anführungszeichen stehen"),
    ("trailing comma", "Das letzte Komma ist zu viel"),
    ("trailing characters", "Hinter dem Objekt steht noch etwas"),
];

/// Goes over a document that is known to be valid.
struct Walk<'s> {
    source: &'s str,
    bytes: &'s [u8],
    at: usize,
}

impl<'s> Walk<'s> {
    /// The next byte that is no white space.
    fn peek(&mut self) -> u8 {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        self.bytes.get(self.at).copied().unwrap_or(b'}')
    }

    fn value(&mut self, depth: usize) -> Result<Node<'s>, Broken> {
        let first = self.peek();
        let start = self.at;
        if depth > DEPTH {
            return Err(Broken::too_deep(start));
        }
        let value = match first {
            b'{' => self.table(depth)?,
            b'[' => self.list(depth)?,
            b'"' => Value::Text(self.string()),
            _ => {
                while self.bytes.get(self.at).is_some_and(|byte| !matches!(byte, b',' | b']' | b'}') && !byte.is_ascii_whitespace()) {
                    self.at += 1;
                }
                Value::Word(Cow::Borrowed(&self.source[start..self.at]))
            }
        };
        Ok(Node::new(Span::new(start, self.at), value))
    }

    fn list(&mut self, depth: usize) -> Result<Value<'s>, Broken> {
        let mut items = Vec::new();
        self.at += 1;
        while self.peek() != b']' {
            items.push(self.value(depth + 1)?);
            self.pass_comma();
        }
        self.at += 1;
        Ok(Value::List(items))
    }

    fn table(&mut self, depth: usize) -> Result<Value<'s>, Broken> {
        let mut entries = Vec::new();
        self.at += 1;
        while self.peek() != b'}' {
            let key = self.string().into_text();
            self.peek();
            self.at += 1;
            entries.push((key, self.value(depth + 1)?));
            self.pass_comma();
        }
        self.at += 1;
        Ok(Value::Table(entries))
    }

    fn pass_comma(&mut self) {
        if self.peek() == b',' {
            self.at += 1;
        }
    }

    /// The string that starts here.
    fn string(&mut self) -> Mapped<'s> {
        let start = self.at + 1;
        let mut end = start;
        let mut escapes = false;
        while let Some(found) = memchr::memchr2(b'"', b'\\', &self.bytes[end..]).map(|found| end + found) {
            if self.bytes[found] == b'"' {
                end = found;
                break;
            }
            escapes = true;
            end = found + 2;
        }
        self.at = end + 1;
        let inside = Span::new(start, end);
        if escapes { unescape(self.source, inside) } else { Mapped::identity(&self.source[inside.range()], start) }
    }
}

/// Decodes the inside of a JSON string (valid, without its quotes) that stands at `span` of `source`. Half a surrogate pair becomes U+FFFD.
pub fn unescape(source: &str, span: Span) -> Mapped<'_> {
    let raw = &source.as_bytes()[..span.end];
    let mut decoded = Mapped::builder(source).expecting(span.len());
    let mut kept = span.start;
    while let Some(backslash) = memchr::memchr(b'\\', &raw[kept..]).map(|at| kept + at) {
        decoded.push_verbatim(Span::new(kept, backslash));
        let (character, length) = escape(&raw[backslash..]);
        decoded.push_replaced(Span::new(backslash, backslash + length), character.encode_utf8(&mut [0; 4]));
        kept = backslash + length;
    }
    if kept == span.start {
        return Mapped::identity(&source[span.range()], span.start);
    }
    decoded.push_verbatim(Span::new(kept, span.end));
    decoded.finish()
}

/// The character of the escape with which `raw` starts, and the escape's length.
fn escape(raw: &[u8]) -> (char, usize) {
    let character = match raw.get(1) {
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode_escape(raw),
        Some(other) => char::from(*other),
        None => return (char::REPLACEMENT_CHARACTER, raw.len()),
    };
    (character, 2)
}

/// `\u00fc`, or two of them for a character beyond U+FFFF.
fn unicode_escape(raw: &[u8]) -> (char, usize) {
    let unit = |at: usize| {
        let digits = raw.get(at..at + 6)?.strip_prefix(b"\\u")?;
        u16::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()
    };
    let units = [unit(0), unit(6)].into_iter().map_while(|unit| unit);
    match char::decode_utf16(units).next() {
        Some(Ok(character)) => (character, 6 * character.len_utf16()),
        _ => (char::REPLACEMENT_CHARACTER, 6.min(raw.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_know_their_place() {
        let source = "{\"a\": [1, {\"text\": \"f\\u00fcr \\ud83d\\ude00 Sie\"}], \"b\": null}";
        let tree = read(source).unwrap();
        let Value::List(items) = &tree.get("a").unwrap().value else { panic!() };
        assert_eq!(items[0].words(), Some("1"));
        let text = items[1].get("text").unwrap().text().unwrap();
        assert_eq!(text.text(), "für 😀 Sie");
        let at = text.text().find("Sie").unwrap();
        assert_eq!(&source[text.source_span(Span::new(at, at + 3)).range()], "Sie");
        assert_eq!(&source[text.source_span(Span::new(1, 3)).range()], "\\u00fc");
        assert_eq!(tree.get("b").unwrap().words(), Some("null"));
    }

    #[test]
    fn what_is_no_json_is_named_at_its_place() {
        let place = |source: &str| read(source).unwrap_err().at;
        assert_eq!(place("{\n  \"a\": tru\n}"), 12);
        assert_eq!(place("[1,\n2,]"), 6);
        assert_eq!(place("[\"a\tb\"]"), 3);
        assert_eq!(read(" \n").unwrap_err().message.en, "The file is empty.");
        assert_eq!(read("{\"a\": \"b").unwrap_err().message.de.matches("Die Datei endet").count(), 1);
    }

    #[test]
    fn depth_has_a_limit() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(read(&nested(DEPTH)).is_ok());
        assert_eq!(read(&nested(100_000)).unwrap_err(), Broken::too_deep(DEPTH + 1));
    }
}

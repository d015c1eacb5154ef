//! JSON Lines: one record a line, `{"id", "text", "lang", "channel", "kind", "title"}`; other keys are ignored, whatever they hold.
//! In: a page of whole lines. Out: a draft for each record, or trouble at its line and column. serde_json knows the syntax; the text of a
//! record is a slice of its line, so its place is known, and only what has escapes is decoded and mapped.

use super::Draft;
use super::tree::Broken;
use super::tree::json::{self, unescape};
use crate::facts::{Channel, Kind, Language};
use crate::finding::Wording;
use crate::mapped::Mapped;
use crate::source::{Page, Trouble, is_blank};
use crate::span::Span;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// The records of a page, read one after the other.
pub(super) struct Records<'p> {
    page: &'p Page,
    /// Where the next line starts: byte of the page.
    at: usize,
    /// Line of the source and number of the record that come next.
    line: usize,
    number: usize,
}

impl<'p> Records<'p> {
    pub(super) fn new(page: &'p Page) -> Records<'p> {
        Records { page, at: 0, line: page.first_line, number: page.first_record }
    }
}

impl<'p> Iterator for Records<'p> {
    type Item = Result<Draft<'p>, Trouble>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let rest = self.page.text.get(self.at..).filter(|rest| !rest.is_empty())?;
            let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            let (line, start, number) = (self.line, self.at, self.number);
            self.at += length + 1;
            self.line += 1;
            if is_blank(&rest.as_bytes()[..length]) {
                continue;
            }
            self.number += 1;
            let words = &rest[..length];
            let record = Record { page: self.page, line: words, start, escapes: memchr::memchr(b'\\', words.as_bytes()).is_some() };
            return Some(record.draft(number).map_err(|Broken { at, message }| {
                let column = 1 + record.line[..record.line.floor_char_boundary(at)].chars().count();
                Trouble::new(&self.page.path, message).at(line, column)
            }));
        }
    }
}

/// A line that is not blank.
struct Record<'p> {
    page: &'p Page,
    line: &'p str,
    /// Byte of the page at which the line starts.
    start: usize,
    /// Whether there is any backslash in it: most lines have none, and then no string needs to be searched for one.
    escapes: bool,
}

impl<'p> Record<'p> {
    fn draft(&self, number: usize) -> Result<Draft<'p>, Broken> {
        let fields: Fields<'p> = serde_json::from_str(self.line).map_err(|error| self.no_json(&error))?;
        if let Some((key, value)) = fields.repeated {
            let key = key.name();
            return Err(self.broken(
                value,
                format!("„{key}“ steht zweimal in diesem Datensatz."),
                format!("\"{key}\" stands twice in this record."),
            ));
        }
        let Some(text) = fields.text else {
            let message = Wording::new("Dem Datensatz fehlt „text“.", "The record has no \"text\".");
            return Err(Broken { at: 0, message });
        };
        let text = self.string(Key::Text, text)?;
        let id = fields.id.map(|value| self.id(value)).transpose()?.filter(|id| !id.is_empty());
        let id = id.unwrap_or_else(|| Cow::Owned(number.to_string()));
        let record = Span::new(self.start, self.start + self.line.trim_ascii_end().len());
        let mut draft = Draft::new(self.page, id, text, record);
        draft.title = fields.title.map(|value| self.string(Key::Title, value).map(into_text)).transpose()?;
        // `auto` is what the command line calls a language that is to be detected.
        let language = |word: &str| if word == "auto" { Some(None) } else { Language::parse(word).map(Some) };
        draft.language = self.word(Key::Lang, fields.lang, &["de", "en", "auto"], language)?.flatten();
        draft.channel = self.word(Key::Channel, fields.channel, &["public", "private"], Channel::parse)?;
        draft.kind = self.word(Key::Kind, fields.kind, &["draft", "template"], Kind::parse)?;
        Ok(draft)
    }

    /// The value of a key that must be a string, decoded.
    fn string(&self, key: Key, value: &'p RawValue) -> Result<Mapped<'p>, Broken> {
        let key = key.name();
        let raw = value.get();
        match raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"')) {
            Some(inside) if self.escapes => Ok(unescape(&self.page.text, self.offset_of(inside))),
            Some(inside) => Ok(Mapped::identity(inside, self.offset_of(inside).start)),
            None => Err(self.broken(
                value,
                format!("„{key}“ muss Text in Anführungszeichen sein, nicht {}.", type_of(raw).de),
                format!("\"{key}\" must be a string, not {}.", type_of(raw).en),
            )),
        }
    }

    /// An id: a string, or a number as it is written.
    fn id(&self, value: &'p RawValue) -> Result<Cow<'p, str>, Broken> {
        match value.get().as_bytes() {
            [b'-' | b'0'..=b'9', ..] => Ok(Cow::Borrowed(value.get())),
            [b'"', ..] => self.string(Key::Id, value).map(into_text),
            _ => {
                let kind = type_of(value.get());
                Err(self.broken(
                    value,
                    format!("„id“ muss Text oder eine Zahl sein, nicht {}.", kind.de),
                    format!("\"id\" must be a string or a number, not {}.", kind.en),
                ))
            }
        }
    }

    /// The value of a key that takes one of a few words.
    fn word<T>(
        &self,
        key: Key,
        value: Option<&'p RawValue>,
        words: &[&str],
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Broken> {
        let Some(value) = value else { return Ok(None) };
        let word = self.string(key, value)?;
        let found = parse(word.text());
        if found.is_none() {
            let (key, word) = (key.name(), shortened(word.text()));
            return Err(self.broken(
                value,
                format!("„{key}“ kennt „{word}“ nicht; möglich: {}.", words.join(", ")),
                format!("\"{key}\" does not know \"{word}\"; it can be {}.", words.join(", ")),
            ));
        }
        Ok(found)
    }

    fn broken(&self, value: &RawValue, de: String, en: String) -> Broken {
        Broken { at: self.offset_of(value.get()).start - self.start, message: Wording::new(de, en) }
    }

    /// Where a slice of the line stands in the page.
    fn offset_of(&self, slice: &str) -> Span {
        let start = slice.as_ptr().addr() - self.page.text.as_ptr().addr();
        Span::new(start, start + slice.len())
    }

    /// What serde_json has against the line.
    fn no_json(&self, error: &serde_json::Error) -> Broken {
        let at = error.column().saturating_sub(1).min(self.line.len());
        let first = self.line.trim_ascii_start();
        if !first.starts_with('{') {
            let message = Wording::new(
                "Jede Zeile muss ein JSON-Objekt sein: {\"text\": \"…\"}.",
                "Each line must be a JSON object: {\"text\": \"…\"}.",
            );
            return Broken { at: self.line.len() - first.len(), message };
        }
        let (at, message) = json::syntax(self.line.as_bytes(), at, error);
        Broken { at, message }
    }
}

/// The type of a JSON value, by its first byte.
fn type_of(raw: &str) -> Wording {
    match raw.as_bytes().first() {
        Some(b'{') => Wording::new("ein Objekt", "an object"),
        Some(b'[') => Wording::new("eine Liste", "a list"),
        Some(b't' | b'f') => Wording::new("true oder false", "true or false"),
        Some(b'n') => Wording::new("null", "null"),
        Some(b'"') => Wording::new("Text", "a string"),
        _ => Wording::new("eine Zahl", "a number"),
    }
}

/// The start of a word that may be anything.
fn shortened(word: &str) -> Cow<'_, str> {
    match word.char_indices().nth(30) {
        Some((at, _)) => Cow::Owned(format!("{}…", &word[..at])),
        None => Cow::Borrowed(word),
    }
}

fn into_text(mapped: Mapped<'_>) -> Cow<'_, str> {
    mapped.into_text()
}

/// The keys that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Key {
    Id,
    Text,
    Lang,
    Channel,
    Kind,
    Title,
    #[serde(other)]
    Other,
}

impl Key {
    fn name(self) -> &'static str {
        match self {
            Key::Id => "id",
            Key::Text => "text",
            Key::Lang => "lang",
            Key::Channel => "channel",
            Key::Kind => "kind",
            Key::Title => "title",
            Key::Other => "",
        }
    }
}

/// The values of a record, as they are written. `null` is as good as nothing.
#[derive(Default)]
struct Fields<'p> {
    id: Option<&'p RawValue>,
    text: Option<&'p RawValue>,
    lang: Option<&'p RawValue>,
    channel: Option<&'p RawValue>,
    kind: Option<&'p RawValue>,
    title: Option<&'p RawValue>,
    /// The first key that stands twice, with its second value.
    repeated: Option<(Key, &'p RawValue)>,
}

impl<'p> Deserialize<'p> for Fields<'p> {
    fn deserialize<D: Deserializer<'p>>(deserializer: D) -> Result<Fields<'p>, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'p> Visitor<'p> for FieldsVisitor {
    type Value = Fields<'p>;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'p>>(self, mut map: A) -> Result<Fields<'p>, A::Error> {
        let mut fields = Fields::default();
        // A key that stands twice is trouble even if one of the two is null.
        let mut seen = [false; 6];
        while let Some(key) = map.next_key::<Key>()? {
            let field = match key {
                Key::Id => &mut fields.id,
                Key::Text => &mut fields.text,
                Key::Lang => &mut fields.lang,
                Key::Channel => &mut fields.channel,
                Key::Kind => &mut fields.kind,
                Key::Title => &mut fields.title,
                Key::Other => {
                    map.next_value::<serde::de::IgnoredAny>()?;
                    continue;
                }
            };
            let value: &'p RawValue = map.next_value()?;
            *field = (value.get() != "null").then_some(value);
            if std::mem::replace(&mut seen[key as usize], true) {
                fields.repeated.get_or_insert((key, value));
            }
        }
        Ok(fields)
    }
}

#[cfg(test)]
mod tests;

//! Walking a TOML tree with the place of every value. In: the tree. Out: values, and mistakes for whatever is not as it should be.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::syntax;
use crate::finding::{Gravity, Mistake, Wording};
use crate::span::Span;

/// A TOML table with places.
pub type Table<'i> = DeTable<'i>;
/// A TOML value with its place.
pub type Value<'i> = Spanned<DeValue<'i>>;

/// Collects mistakes of one file.
pub struct Walker<'i> {
    /// The file as it was given.
    pub path: &'i str,
    /// Its text.
    pub text: &'i str,
    /// What was wrong so far.
    pub mistakes: Vec<Mistake>,
}

/// A string and where it stands.
#[derive(Debug, Clone)]
pub struct Text {
    /// Decoded.
    pub value: String,
    /// The value with its quotes.
    pub span: Span,
    /// Where the value begins, if it stands in the file letter by letter.
    pub exact: Option<usize>,
}

impl Text {
    /// The place in the file of bytes of the value.
    pub fn place(&self, span: Span) -> Span {
        self.exact.map_or(self.span, |start| span.shifted(start))
    }
}

impl<'i> Walker<'i> {
    /// A walker over the file `path` with the content `text`.
    pub fn new(path: &'i str, text: &'i str) -> Walker<'i> {
        Walker { path, text, mistakes: Vec::new() }
    }

    /// Parses the file; syntax errors become mistakes, and what could be read is walked on.
    pub fn parse(&mut self) -> Table<'i> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in errors {
            let span = error.span().map_or(Span::new(self.text.len(), self.text.len()), |range| Span::new(range.start, range.end));
            self.mistake(span, syntax::wording(&error), Wording::default());
        }
        table.into_inner()
    }

    /// Notes a mistake at bytes of the file.
    pub fn mistake(&mut self, span: Span, message: Wording, help: Wording) {
        self.note(span, Gravity::Mistake, message, help);
    }

    /// Notes a mistake or advice.
    pub fn note(&mut self, span: Span, gravity: Gravity, message: Wording, help: Wording) {
        self.mistakes.push(Mistake { path: self.path.to_string(), span, gravity, message, help });
    }

    /// Names every key of `table` that is not in `known`, with the one that was probably meant.
    pub fn unknown_keys(&mut self, table: &Table<'i>, known: &[&str]) {
        for key in table.keys() {
            let name: &str = key.get_ref();
            if known.contains(&name) {
                continue;
            }
            let help = instead(name, known);
            let message = Wording::new(format!("Den Schlüssel „{name}“ gibt es hier nicht."), format!("There is no key \"{name}\" here."));
            self.mistake(range(key.span()), message, help);
        }
    }

    /// The value is of another type than it should be.
    pub fn wrong_type(&mut self, value: &Value<'i>, de: &str, en: &str) {
        let message = Wording::new(format!("Hier gehört {de} hin."), format!("This should be {en}."));
        self.mistake(range(value.span()), message, Wording::default());
    }

    /// A string.
    pub fn string(&mut self, value: &Value<'i>) -> Option<Text> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(value, "ein Text in Anführungszeichen", "a text in quotation marks");
            return None;
        };
        Some(self.place_text(text, range(value.span())))
    }

    /// Finds where the letters of a value begin.
    fn place_text(&self, value: &str, span: Span) -> Text {
        let raw = &self.text[span.range()];
        let exact = ["'''", "\"\"\"", "'", "\""].into_iter().find_map(|quote| {
            let inner = raw.strip_prefix(quote)?.strip_suffix(quote)?;
            let skipped = inner.len() - inner.strip_prefix('\n').or(inner.strip_prefix("\r\n")).map_or(inner.len(), str::len);
            (inner[skipped..] == *value).then_some(span.start + quote.len() + skipped)
        });
        Text { value: value.to_string(), span, exact }
    }

    /// A string or a list of strings.
    pub fn strings(&mut self, value: &Value<'i>) -> Vec<Text> {
        match value.get_ref().as_array() {
            Some(array) => array.iter().filter_map(|item| self.string(item)).collect(),
            None => self.string(value).into_iter().collect(),
        }
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, value: &Value<'i>) -> Option<bool> {
        let found = value.get_ref().as_bool();
        if found.is_none() {
            self.wrong_type(value, "true oder false", "true or false");
        }
        found
    }

    /// A number from 1.
    pub fn count(&mut self, value: &Value<'i>) -> Option<usize> {
        let found = value
            .get_ref()
            .as_integer()
            .and_then(|number| number.as_str().parse::<usize>().ok())
            .filter(|number| (1..=1000).contains(number));
        if found.is_none() {
            self.wrong_type(value, "eine Zahl von 1 bis 1000", "a number from 1 to 1000");
        }
        found
    }

    /// A table.
    pub fn table<'v>(&mut self, value: &'v Value<'i>) -> Option<&'v Table<'i>> {
        let found = value.get_ref().as_table();
        if found.is_none() {
            self.wrong_type(value, "eine Tabelle", "a table");
        }
        found
    }

    /// One of the named words.
    pub fn choice<T>(&mut self, value: &Value<'i>, known: &[&str], parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.string(value)?;
        let found = parse(&text.value);
        if found.is_none() {
            let message = Wording::new(format!("„{}“ gibt es hier nicht.", text.value), format!("\"{}\" is not known here.", text.value));
            let help = instead(&text.value, known);
            self.mistake(text.span, message, help);
        }
        found
    }
}

/// The name among `known` that `name` was probably meant to be.
pub fn did_you_mean<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    known
        .map(|near| (near, strsim::jaro_winkler(name, near)))
        .filter(|(_, score)| *score > 0.8)
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(near, _)| near)
}

/// What to write instead of `name`: what was probably meant, else all that is known.
fn instead(name: &str, known: &[&str]) -> Wording {
    match did_you_mean(name, known.iter().copied()) {
        Some(near) => Wording::new(format!("Meinten Sie „{near}“?"), format!("Did you mean \"{near}\"?")),
        None => Wording::new(format!("Es gibt: {}.", known.join(", ")), format!("There are: {}.", known.join(", "))),
    }
}

/// A range of toml as a span.
pub fn range(range: std::ops::Range<usize>) -> Span {
    Span::new(range.start, range.end.max(range.start))
}

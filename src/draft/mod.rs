//! Drafts: one reply each, as decoded text that knows its place in the source; one file of this room for each format.
//! In: sources. Out: drafts and trouble, in the order of the source.

mod fields;
mod html;
mod jsonl;
mod mail;
mod markdown;
mod rows;
mod sections;
mod structured;
mod text;
mod tree;
mod workbook;

pub use fields::{Fields, Selector, SelectorError};

use crate::facts::{Channel, Kind, Language};
use crate::mapped::Mapped;
use crate::source::{CharCounts, Layout, Limits, Page, Pages, Search, Source, Trouble};
use crate::span::{Position, Span};
use std::borrow::Cow;
use std::ops::{ControlFlow, Range};
use std::path::Path;
use std::sync::OnceLock;

/// One reply to be checked.
#[derive(Debug)]
pub struct Draft<'p> {
    /// The page it stands on.
    pub page: &'p Page,
    /// The record's id, or its number in the source from 1 (blank lines do not count, broken records do).
    pub id: Cow<'p, str>,
    /// What people call it.
    pub title: Option<Cow<'p, str>>,
    /// The decoded text; its source is the text of the page.
    pub text: Mapped<'p>,
    /// What the record says of its language; `None`: nothing.
    pub language: Option<Language>,
    /// What the record says of its channel.
    pub channel: Option<Channel>,
    /// What the record says of its kind.
    pub kind: Option<Kind>,
    /// Whether it is one of a library of canned answers, as far as the source shows: placeholders are to be expected.
    pub library: bool,
    /// The cell of a table that it stands in, such as `B12`.
    pub cell: Option<String>,
    /// The whole record: bytes of the page's text.
    pub record: Span,
    counts: OnceLock<CharCounts>,
}

/// Where something of a draft stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// In the source.
    pub start: Position,
    /// In the source; exclusive.
    pub end: Position,
    /// In the decoded draft, in characters (Unicode scalar values) from 0.
    pub in_draft: Range<usize>,
}

impl<'p> Draft<'p> {
    /// A draft of which nothing is known but its words.
    pub fn new(page: &'p Page, id: impl Into<Cow<'p, str>>, text: Mapped<'p>, record: Span) -> Draft<'p> {
        Draft {
            page,
            id: id.into(),
            title: None,
            text,
            language: None,
            channel: None,
            kind: None,
            library: false,
            cell: None,
            record,
            counts: OnceLock::new(),
        }
    }

    /// The decoded text.
    pub fn text(&self) -> &str {
        self.text.text()
    }

    /// Where `span` of the decoded text (bytes, on character boundaries) stands.
    pub fn place(&self, span: Span) -> Place {
        let (start, end) = self.page.place(self.text.source_span(span));
        let counts = self.counts.get_or_init(|| CharCounts::new(self.text()));
        let characters = |at| counts.before(self.text(), at).characters;
        Place { start, end, in_draft: characters(span.start)..characters(span.end) }
    }

    /// The decoded text that comes from the byte `at` of the page's text: empty between two characters that stand there as they are, the
    /// whole replacement inside an escape. `None` if the byte lies outside the record.
    pub fn text_at(&self, at: usize) -> Option<Span> {
        let inside = self.record.start <= at && at <= self.record.end;
        inside.then(|| self.text.text_span(Span::new(at, at)))
    }
}

/// What stands behind the extension of files that are filled in.
const TEMPLATING: [&str; 10] = ["twig", "liquid", "j2", "jinja", "jinja2", "mustache", "hbs", "erb", "tmpl", "tpl"];

/// How drafts lie in a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// The whole file is one draft, as it is; or lines of dashes or headings part many.
    Text,
    /// The whole file is one draft in Markdown; or each has its heading.
    Markdown,
    /// One record a line.
    JsonLines,
    /// One document, drafts anywhere in it.
    Json,
    /// One or more documents, drafts anywhere in them.
    Yaml,
    /// Rows of cells: CSV and TSV.
    Table,
    /// One document, drafts anywhere in it.
    Toml,
    /// Translations: gettext's PO.
    Po,
    /// The whole file is one draft in HTML; or each has its heading.
    Html,
    /// An e-mail with its headers.
    Mail,
    /// Sheets of cells: XLSX and ODS.
    Workbook,
}

impl Format {
    /// Every format, in order.
    pub const ALL: [Format; 11] = [
        Format::Text,
        Format::Markdown,
        Format::JsonLines,
        Format::Json,
        Format::Yaml,
        Format::Table,
        Format::Toml,
        Format::Po,
        Format::Html,
        Format::Mail,
        Format::Workbook,
    ];

    /// The file name extensions of the format.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Format::Text => &["txt", "text"],
            Format::Markdown => &["md", "markdown"],
            Format::JsonLines => &["jsonl", "ndjson"],
            Format::Json => &["json"],
            Format::Yaml => &["yaml", "yml"],
            Format::Table => &["csv", "tsv"],
            Format::Toml => &["toml"],
            Format::Po => &["po", "pot"],
            Format::Html => &["html", "htm", "xhtml"],
            Format::Mail => &["eml"],
            Format::Workbook => &["xlsx", "xlsm", "ods"],
        }
    }

    /// The format that a path's extension (in any case) stands for. In folders only such files are drafts; a file given by name is else text.
    pub fn of_path(path: &Path) -> Option<Format> {
        let extension = path.extension()?.to_str()?;
        if TEMPLATING.iter().any(|known| known.eq_ignore_ascii_case(extension)) {
            // `shipped.html.twig` is HTML with gaps.
            let inner = Format::of_path(Path::new(path.file_stem()?));
            return inner.filter(|format| matches!(format, Format::Text | Format::Markdown | Format::Html));
        }
        Format::ALL.into_iter().find(|format| format.extensions().iter().any(|known| known.eq_ignore_ascii_case(extension)))
    }

    /// How a source of this format is read.
    fn layout(self) -> Layout {
        match self {
            Format::Text | Format::Markdown | Format::Html | Format::Mail | Format::Workbook => Layout::Whole,
            Format::JsonLines => Layout::Lines,
            Format::Json | Format::Toml => Layout::Utf8,
            Format::Yaml | Format::Table | Format::Po => Layout::Records,
        }
    }

    /// Whether drafts are fields of it, to be found or chosen.
    fn is_structured(self) -> bool {
        matches!(self, Format::Json | Format::Yaml | Format::Table | Format::Toml | Format::Po | Format::Workbook)
    }

    /// The drafts of a page, in order, and the trouble with those that could not be read.
    pub fn drafts(self, page: &Page) -> Box<dyn Iterator<Item = Result<Draft<'_>, Trouble>> + '_> {
        self.drafts_in(page, &Fields::default())
    }

    /// The same, with the fields that a team has chosen.
    pub fn drafts_in<'p>(self, page: &'p Page, fields: &Fields) -> Box<dyn Iterator<Item = Result<Draft<'p>, Trouble>> + 'p> {
        match self {
            Format::Text => Box::new(text::drafts(page).into_iter().map(Ok)),
            Format::Markdown => Box::new(markdown::drafts(page).into_iter().map(Ok)),
            Format::Html => {
                let drafts = html::drafts(page);
                let none = drafts.is_empty().then(|| Err(structured::no_drafts(page)));
                Box::new(drafts.into_iter().map(Ok).chain(none))
            }
            Format::JsonLines => Box::new(jsonl::Records::new(page)),
            Format::Mail => Box::new(mail::drafts(page).into_iter()),
            Format::Json | Format::Yaml | Format::Table | Format::Toml | Format::Po | Format::Workbook => {
                Box::new(structured::drafts(page, self, fields).into_iter())
            }
        }
    }

    /// Every text of a structured page with the way to it (`macros[0].title`), drafts or not; for other formats none. Helps to write
    /// selectors.
    pub fn texts(self, page: &Page) -> Result<Vec<(String, Mapped<'_>)>, Trouble> {
        if self.is_structured() { structured::texts(page, self) } else { Ok(Vec::new()) }
    }
}

/// How sources are read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// `None`: by the extension of each source, else text.
    pub format: Option<Format>,
    /// How much at once.
    pub limits: Limits,
    /// Which fields of structured sources are drafts; empty: found.
    pub fields: Fields,
}

impl Reading {
    /// The format in which `source` is read.
    pub fn format_of(&self, source: &Source) -> Format {
        self.format.or_else(|| Format::of_path(Path::new(source.path()))).unwrap_or(Format::Text)
    }

    /// The pages of `source` and the format of their drafts: what can be handed to several threads. Pages come in order.
    pub fn pages(&self, source: &Source) -> (Format, Pages) {
        let format = self.format_of(source);
        if format == Format::Workbook {
            let page = source.bytes(self.limits).and_then(|bytes| workbook::page(source.path(), bytes));
            return (format, Pages::ready(page));
        }
        if format == Format::Table {
            return (format, source.rows(self.limits, Box::new(rows::Records::new(&self.fields))));
        }
        (format, source.pages(format.layout(), self.limits))
    }
}

/// Files that stand beside drafts and hold none: settings of tools.
const TOOLING: [&str; 9] = [
    "knigge.toml",
    "package.json",
    "package-lock.json",
    "composer.json",
    "composer.lock",
    "tsconfig.json",
    "Cargo.toml",
    "pyproject.toml",
    "docker-compose.yml",
];

/// Finds the sources below `paths`: files given by name, `-`, and in folders the files whose extension is known.
pub fn find(paths: &[std::path::PathBuf]) -> (Vec<Source>, Vec<Trouble>) {
    crate::source::find(paths, &Search { counts: &counts, stdin: "-", gitignore: true })
}

/// Whether a file inside a folder holds drafts, as far as its name tells.
pub fn counts(path: &Path) -> bool {
    let is_tooling = path.file_name().is_some_and(|name| TOOLING.iter().any(|tooling| name == *tooling));
    Format::of_path(path).is_some() && !is_tooling
}

/// Reads `source` and hands on each draft and all trouble, in the order of the source, until one of the two breaks off.
/// No more than a page is held in memory.
pub fn each_draft(
    source: &Source,
    reading: &Reading,
    on_draft: &mut dyn FnMut(&Draft<'_>) -> ControlFlow<()>,
    on_trouble: &mut dyn FnMut(Trouble) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let (format, pages) = reading.pages(source);
    for page in pages {
        match page {
            Err(trouble) => on_trouble(trouble)?,
            Ok(page) => {
                for draft in format.drafts_in(&page, &reading.fields) {
                    match draft {
                        Ok(draft) => on_draft(&draft)?,
                        Err(trouble) => on_trouble(trouble)?,
                    }
                }
            }
        }
    }
    ControlFlow::Continue(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_source_leads_into_the_draft() {
        let page = Page::new("a.jsonl", "{\"text\": \"a\"}\n{\"text\": \"f\\u00fcr Sie\"}\n");
        let drafts: Vec<Draft<'_>> = Format::JsonLines.drafts(&page).map(Result::unwrap).collect();
        let at = |line, column| {
            let at = page.byte_at(line, column).unwrap();
            drafts.iter().find_map(|draft| draft.text_at(at).map(|span| (&*draft.id, span)))
        };
        assert_eq!(at(1, 11), Some(("1", Span::new(0, 0))));
        assert_eq!(at(2, 11), Some(("2", Span::new(0, 0))));
        assert_eq!(at(2, 14), Some(("2", Span::new(1, 3))), "inside the escape");
        assert_eq!(at(2, 20), Some(("2", Span::new(5, 5))), "before Sie");
        assert_eq!(at(2, 2), Some(("2", Span::new(0, 0))), "before the text");
        assert_eq!(at(2, 99), Some(("2", Span::new(8, 8))), "behind it");
    }

    #[test]
    fn a_thousand_marks_on_one_long_line_are_placed_fast() {
        let text = "wörter ".repeat(1 << 18);
        let page = Page::new("a.txt", text.as_str());
        let draft = Format::Text.drafts(&page).next().unwrap().unwrap();
        // Counted from the start each time, this would be 10^12 characters.
        for number in 0..(1 << 18) {
            let place = draft.place(Span::new(8 * number, 8 * number + 7));
            assert_eq!((place.start.column, place.in_draft), (7 * number + 1, 7 * number..7 * number + 6));
        }
    }
}

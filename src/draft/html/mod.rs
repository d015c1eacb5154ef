//! HTML: what a reader of the page sees, without tags. A whole file is one draft; the same layer serves values of other formats.
//! In: a page, or any text. Out: text whose bytes are mapped to where they stand; blocks are parted by a blank line, `<br>` ends a line;
//! what is hidden, scripts, styles, code and quoted mail are left out. The syntax is that of browsers, except that what HTML does not know
//! (`<Name>`) is a placeholder and stays; no parser of HTML keeps those and its places, so the walk over tags is our own.

pub(super) mod entity;
mod table;
pub(super) mod tag;

use super::Draft;
use super::fields::{self, Fields, Prose};
use super::sections::{Section, under};
use crate::mapped::{Builder, Mapped};
use crate::source::Page;
use crate::span::Span;
use entity::entity;
use std::borrow::Cow;

/// The drafts of an HTML file: one, or one below each heading where it is a library. A file without words holds none.
pub(super) fn drafts(page: &Page) -> Vec<Draft<'_>> {
    let rows = in_table(page);
    if rows.len() > 1 {
        return rows;
    }
    let headings = headings(&page.text);
    let mut sections = if headings.len() < 2 { Vec::new() } else { under(&page.text, &headings) };
    // A letter may have a heading or two; a library has three, or nothing but equal ones below its title.
    let answers =
        headings.iter().filter(|heading| sections.iter().any(|section| section.whole.start == heading.2)).map(|heading| heading.0);
    let levels: Vec<usize> = answers.collect();
    let equal = levels.iter().all(|level| *level == levels[0]) && headings.len() - levels.len() <= usize::from(levels.first() > Some(&1));
    if sections.len() < if equal { 2 } else { 3 } {
        sections = table::items(&page.text);
    }
    if sections.is_empty() {
        return draft(page).into_iter().collect();
    }
    let draft = |(number, section): (usize, Section)| {
        let source = &page.text[section.body.range()];
        let text = strip(source, true).compose(&Mapped::identity(source, section.body.start));
        let mut draft = Draft::new(page, (number + 1).to_string(), text, section.whole);
        draft.title = section.title.map(|title| Cow::Owned(strip(&page.text[title.range()], true).into_text().into_owned()));
        draft.library = true;
        draft
    };
    sections.into_iter().enumerate().map(draft).collect()
}

/// The drafts of a library in tables.
fn in_table(page: &Page) -> Vec<Draft<'_>> {
    let Some(rows) = table::rows(&page.text) else { return Vec::new() };
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    for found in fields::find(&rows, &Fields::default()) {
        let text = strip(found.text.text(), true).compose(found.text).into_owned();
        let id = found.id.unwrap_or_else(|| (drafts.len() + 1).to_string());
        let mut draft = Draft::new(page, id, text, found.record);
        (draft.title, draft.language, draft.library) = (found.title.map(Cow::Owned), found.language, true);
        drafts.push(draft);
    }
    drafts
}

/// The headings of a page that is no mail: level, title, start and end. What lies in a table lays out a mail.
fn headings(source: &str) -> Vec<(usize, Span, usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'<', &source.as_bytes()[at..]).map(|open| at + open) {
        let rest = &source[open..];
        let Some(length) = tag::tag(rest) else {
            at = open + 1;
            continue;
        };
        let name = tag::name_of(rest).to_ascii_lowercase();
        let level = match name.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => usize::from(level - b'0'),
            b"summary" | b"dt" => 7,
            _ => 0,
        };
        at = open + length;
        if rest.starts_with("<!--@subject") || name == "table" {
            return Vec::new();
        }
        if rest.starts_with("</") || level == 0 {
            if !rest.starts_with("</") && tag::is_hidden(&rest[..length]) {
                at = open + tag::element(rest).max(length);
            }
            continue;
        }
        let end = open + tag::element(rest);
        let close = source[..end].rfind("</").filter(|close| *close >= at).unwrap_or(end);
        found.push((level, Span::new(at, close.max(at)), open, end));
        at = end.max(at);
    }
    found
}

/// The draft of a file that is one.
fn draft(page: &Page) -> Option<Draft<'_>> {
    let text = strip(&page.text, true);
    let worth = Prose::of(text.text()).is_worth();
    worth.then(|| {
        let mut draft = Draft::new(page, "1", text, Span::new(0, page.text.len()));
        draft.title = title(&page.text);
        draft.library = page.text.contains("<!--@subject");
        draft
    })
}

/// Whether a text is written in HTML: it holds a tag or an entity.
pub(super) fn is_html(text: &str) -> bool {
    let tagged = memchr::memchr_iter(b'<', text.as_bytes()).any(|at| tag::markup(&text[at..]).is_some());
    tagged || memchr::memchr_iter(b'&', text.as_bytes()).any(|at| entity(&text[at..]).is_some())
}

/// Whether a text is laid out by tags, so that its line ends mean no more than spaces.
pub(super) fn is_laid_out(text: &str) -> bool {
    let lays_out = |at: usize| {
        let name = tag::name_of(&text[at..]);
        tag::markup(&text[at..]).is_some() && (tag::is_block(name) || name.eq_ignore_ascii_case("br"))
    };
    memchr::memchr_iter(b'<', text.as_bytes()).any(lays_out)
}

/// The subject that Magento keeps in a comment, or the title of the page.
fn title(source: &str) -> Option<Cow<'_, str>> {
    let between = |open: &str, close: &str| {
        let start = source.find(open)? + open.len();
        let end = start + source[start..].find(close)?;
        Some(source[start..end].trim()).filter(|title| !title.is_empty())
    };
    let found = between("<!--@subject", "@-->").or_else(|| between("<title>", "</title>"))?;
    Some(strip(found, true).into_text().into_owned().into())
}

/// Stands for code inside a line, so that the words around it do not become neighbours.
const OBJECT: &str = "\u{fffc}";

/// What a reader sees of `source`. With `flow` white space means one space, as in browsers.
pub(super) fn strip(source: &str, flow: bool) -> Mapped<'_> {
    let mut strip = Strip { source, seen: Mapped::builder(source), flow, preformatted: 0, between: false, fresh: true, space: None };
    let mut at = 0;
    while at < source.len() {
        at = strip.step(at);
    }
    strip.seen.finish()
}

struct Strip<'s> {
    source: &'s str,
    seen: Builder<'s>,
    flow: bool,
    /// How many `<pre>` are open.
    preformatted: usize,
    /// Whether a block began or ended since the last words.
    between: bool,
    /// Whether the line is empty so far.
    fresh: bool,
    /// White space that counts if words follow.
    space: Option<Span>,
}

impl Strip<'_> {
    /// Takes what stands at `at`; gives the byte behind it.
    fn step(&mut self, at: usize) -> usize {
        let rest = &self.source[at..];
        match rest.as_bytes()[0] {
            b'<' => match tag::tag(rest) {
                Some(length) => self.tag(at, length),
                None => self.words(Span::new(at, at + 1), None),
            },
            b'&' => match entity(rest) {
                Some((meant, length)) => self.words(Span::new(at, at + length), Some(&meant)),
                None => self.words(Span::new(at, at + 1), None),
            },
            first if first.is_ascii_whitespace() => {
                let end = rest.bytes().position(|byte| !byte.is_ascii_whitespace()).map_or(self.source.len(), |end| at + end);
                self.white(Span::new(at, end))
            }
            _ => {
                let end = rest.bytes().position(|byte| matches!(byte, b'<' | b'&') || byte.is_ascii_whitespace());
                self.words(Span::new(at, end.map_or(self.source.len(), |end| at + end)), None)
            }
        }
    }

    fn white(&mut self, span: Span) -> usize {
        let kept = self.preformatted > 0 || !self.flow;
        if self.between || self.seen.is_empty() || (self.fresh && !kept) {
            // Nothing stands on this line yet.
        } else if kept {
            self.seen.push_verbatim(span);
        } else {
            self.space = Some(self.space.map_or(span, |before| Span::new(before.start, span.end)));
        }
        span.end
    }

    /// Words that stand at `span`, or what is meant there.
    fn words(&mut self, span: Span, meant: Option<&str>) -> usize {
        let space = self.space.take();
        if std::mem::take(&mut self.between) && !self.seen.is_empty() {
            self.seen.push_replaced(Span::new(self.seen.source_end().min(span.start), span.start), "\n\n");
        } else if let Some(space) = space {
            match &self.source[space.range()] {
                " " => self.seen.push_verbatim(space),
                blank if blank.matches('\n').count() > 1 => self.seen.push_replaced(space, "\n\n"),
                _ => self.seen.push_replaced(space, " "),
            }
        }
        match meant {
            Some(meant) => self.seen.push_replaced(span, meant),
            None => self.seen.push_verbatim(span),
        }
        self.fresh = false;
        span.end
    }

    fn tag(&mut self, at: usize, length: usize) -> usize {
        let rest = &self.source[at..];
        let (text, closes) = (&rest[..length], rest.starts_with("</"));
        let name = tag::name_of(text).to_ascii_lowercase();
        let end = at + length;
        if !closes && !name.is_empty() && (tag::is_hidden(text) || tag::is_quotation(text)) {
            self.between |= tag::is_block(&name);
            return at + tag::element(rest).max(length);
        }
        match name.as_str() {
            "code" if !closes => {
                let end = at + tag::element(rest).max(length);
                if self.preformatted == 0 {
                    self.words(Span::new(at, end), Some(OBJECT));
                }
                return end;
            }
            "pre" if closes => self.preformatted = self.preformatted.saturating_sub(1),
            "pre" => self.preformatted += 1,
            "br" => {
                self.space = None;
                let breaks_anyway = !self.flow && self.source[end..].starts_with(['\n', '\r']);
                if !self.between && !self.seen.is_empty() && !breaks_anyway {
                    self.seen.push_replaced(Span::new(at, end), "\n");
                }
                self.fresh = true;
            }
            _ => {}
        }
        self.between |= tag::is_block(&name) || matches!(name.as_str(), "option" | "caption" | "legend" | "fieldset");
        end
    }
}

#[cfg(test)]
mod tests;

//! Markdown: the whole file is one draft, without its markup; or a library with a heading for each answer.
//! In: a page. Out: drafts whose text is what a reader would see, each piece of it mapped to where it stands. Quotes, code blocks, front
//! matter and comments are left out: they are not the agent's own words. pulldown-cmark knows the syntax.

mod table;

use super::Draft;
use super::fields::{self, Fields, Prose};
use super::html::tag::{INLINE, markup, name_of};
use super::sections::sections;
use super::tree::{Node, toml, yaml};
use crate::facts::Language;
use crate::mapped::{Builder, Mapped};
use crate::source::Page;
use crate::span::Span;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::ops::Range;

/// The drafts of a Markdown file. A file without words of its own holds none.
pub(super) fn drafts(page: &Page) -> Vec<Draft<'_>> {
    let sections = sections(&page.path, &page.text);
    if sections.is_empty() {
        let rows = in_table(page);
        return if rows.len() < 2 { draft(page).into_iter().collect() } else { rows };
    }
    let mut drafts = Vec::new();
    for section in sections {
        let source = &page.text[section.body.range()];
        let text = answer(source).compose(&Mapped::identity(source, section.body.start));
        if text.text().trim_start().is_empty() {
            continue;
        }
        let mut draft = Draft::new(page, (drafts.len() + 1).to_string(), text, section.whole);
        draft.title = section.title.map(|title| Cow::Owned(strip(&page.text[title.range()]).into_text().into_owned()));
        draft.library = true;
        drafts.push(draft);
    }
    drafts
}

/// The drafts of a library in a table.
fn in_table(page: &Page) -> Vec<Draft<'_>> {
    let Some(rows) = table::rows(&page.text) else { return Vec::new() };
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    for found in fields::find(&rows, &Fields::default()) {
        let text = strip(found.text.text()).compose(found.text).into_owned();
        let id = found.id.unwrap_or_else(|| (drafts.len() + 1).to_string());
        let mut draft = Draft::new(page, id, text, found.record);
        (draft.title, draft.language, draft.library) = (found.title.map(Cow::Owned), found.language, true);
        drafts.push(draft);
    }
    drafts
}

/// The draft of a file that is one.
fn draft(page: &Page) -> Option<Draft<'_>> {
    let text = strip(&page.text);
    if text.text().trim_start().is_empty() {
        return None;
    }
    let mut draft = Draft::new(page, "1", text, Span::new(0, page.text.len()));
    let front = |fence: &str| page.text.strip_prefix(fence).and_then(|rest| rest.split_once(&format!("\n{fence}"))).map(|(front, _)| front);
    let front = front("---").and_then(|front| yaml::read(front).ok()).or_else(|| front("+++").and_then(|front| toml::read(front).ok()));
    let said = |key: &str| front.as_ref().and_then(|front| front.get(key)).and_then(Node::words).map(str::to_owned);
    draft.title = said("title").or_else(|| said("name")).map(Cow::Owned);
    draft.language = said("lang").or_else(|| said("language")).as_deref().and_then(Language::parse);
    draft.library = draft.title.is_some();
    Some(draft)
}

/// What an answer of a library says. Where the answer itself stands in a code block or a quotation, to be copied, the words around it are
/// notes.
fn answer(source: &str) -> Mapped<'_> {
    let own = strip(source);
    let enough = |text: &Mapped<'_>, shown: Shown| {
        let (words, around) = (Prose::of(text.text()), Prose::of(own.text()).words);
        words.is_prose() && words.words >= 8 && (shown == Shown::Code || words.words > around)
    };
    let [code, quotes] = [Shown::Code, Shown::Quotes].map(|shown| strip_as(source, shown));
    match () {
        () if enough(&code, Shown::Code) => code,
        () if enough(&quotes, Shown::Quotes) => quotes,
        () => own,
    }
}

/// Which words of a text count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// All but code blocks and quotations.
    Own,
    /// Those in code blocks alone.
    Code,
    /// Those in quotations alone.
    Quotes,
}

/// Stands for code inside a line, so that the words around it do not become neighbours.
const OBJECT: &str = "\u{fffc}";

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
}

/// What a reader sees of `source`.
fn strip(source: &str) -> Mapped<'_> {
    strip_as(source, Shown::Own)
}

fn strip_as(source: &str, shown: Shown) -> Mapped<'_> {
    let mut stripper = Stripper { source, seen: Mapped::builder(source), shown, hidden: 0, inside: 0, between: false };
    for (event, range) in Parser::new_ext(source, options()).into_offset_iter() {
        stripper.event(&event, range);
    }
    stripper.seen.finish()
}

struct Stripper<'s> {
    source: &'s str,
    seen: Builder<'s>,
    shown: Shown,
    /// How many blocks that are left out are open.
    hidden: usize,
    /// How many blocks are open that hold what is shown, where that is not all.
    inside: usize,
    /// Whether a block began or ended since the last words.
    between: bool,
}

impl Stripper<'_> {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                self.between |= is_block(&tag.to_end());
                // The lines of an HTML block come one by one, but tags and comments may span several: it is read as a whole, here.
                if matches!(tag, Tag::HtmlBlock) && self.hidden == 0 && self.shown == Shown::Own {
                    self.html(range);
                }
                self.hidden += usize::from(self.hides(&tag.to_end()));
                self.inside += usize::from(self.holds(&tag.to_end()));
            }
            Event::End(tag) => {
                self.between |= is_block(tag);
                self.hidden -= usize::from(self.hides(tag));
                self.inside -= usize::from(self.holds(tag));
            }
            _ if self.hidden > 0 || (self.shown != Shown::Own && self.inside == 0) => {}
            Event::Text(text) => self.words(text, range),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.words(OBJECT, range),
            Event::SoftBreak | Event::HardBreak => self.words("\n", range),
            Event::InlineHtml(_) => self.html(range),
            Event::Rule => self.between = true,
            Event::Html(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    /// Whether what the tag holds is left out.
    fn hides(&self, tag: &TagEnd) -> bool {
        match tag {
            TagEnd::BlockQuote(_) => self.shown == Shown::Own,
            TagEnd::CodeBlock => self.shown != Shown::Code,
            TagEnd::MetadataBlock(_) | TagEnd::HtmlBlock => true,
            _ => false,
        }
    }

    /// Whether what the tag holds is what is shown.
    fn holds(&self, tag: &TagEnd) -> bool {
        matches!((self.shown, tag), (Shown::Code, TagEnd::CodeBlock) | (Shown::Quotes, TagEnd::BlockQuote(_)))
    }

    /// Appends `text`, which stands at `range`: as it is there, or in its place.
    fn words(&mut self, text: &str, range: Range<usize>) {
        let span = Span::new(range.start, range.end);
        if text.is_empty() {
            return;
        }
        if std::mem::take(&mut self.between) && !self.seen.is_empty() {
            self.blank_line(span.start);
        }
        // A line that ends in \r\n keeps it, like everything that stands in the source as it is.
        let same = self.source[range.clone()] == *text || (text == "\n" && self.source[range] == *"\r\n");
        if same { self.seen.push_verbatim(span) } else { self.seen.push_replaced(span, text) }
    }

    /// Parts two blocks by a blank line: the one of the source if there is nothing else between them, else one of our own.
    fn blank_line(&mut self, until: usize) {
        let gap = Span::new(self.seen.source_end().min(until), until);
        let text = &self.source[gap.range()];
        let only_breaks = !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'\n' | b'\r'));
        if only_breaks && text.matches('\n').count() > 1 { self.seen.push_verbatim(gap) } else { self.seen.push_replaced(gap, "\n\n") }
    }

    /// Raw HTML: tags and comments go, the words between them stay.
    fn html(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let rest = &self.source[at..range.end];
            let tag = markup(rest);
            let length = tag.unwrap_or_else(|| rest.match_indices('<').map(|(at, _)| at).find(|at| *at > 0).unwrap_or(rest.len()));
            match tag.map(|_| name_of(rest)) {
                // White space between two blocks.
                None if self.between && rest[..length].trim_ascii().is_empty() => {}
                None => self.words(&rest[..length], at..at + length),
                Some(name) if name.eq_ignore_ascii_case("br") => {
                    let breaks_anyway = self.source[at + length..].starts_with(['\n', '\r']);
                    self.words(if breaks_anyway { "" } else { "\n" }, at..at + length);
                }
                Some(name) => self.between |= !INLINE.iter().any(|inline| name.eq_ignore_ascii_case(inline)),
            }
            at += length;
        }
    }
}

/// Whether the tag stands for a block; all others are inside a line.
fn is_block(tag: &TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image | TagEnd::Superscript | TagEnd::Subscript
    )
}

#[cfg(test)]
mod tests;

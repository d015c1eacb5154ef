//! Markdown: the whole file is one draft, without its markup.
//! In: a page. Out: a draft whose text is what a reader would see, each piece of it mapped to where it stands. Quotes, code blocks, front
//! matter and comments are left out: they are not the agent's own words. pulldown-cmark knows the syntax.

use super::Draft;
use crate::mapped::{Builder, Mapped};
use crate::source::Page;
use crate::span::Span;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The draft of a Markdown file. A file without words of its own holds none.
pub(super) fn draft(page: &Page) -> Option<Draft<'_>> {
    let text = strip(&page.text);
    let blank = text.text().trim_start().is_empty();
    (!blank).then(|| Draft::new(page, "1", text, Span::new(0, page.text.len())))
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
    let mut stripper = Stripper { source, seen: Mapped::builder(source), hidden: 0, between: false };
    for (event, range) in Parser::new_ext(source, options()).into_offset_iter() {
        stripper.event(&event, range);
    }
    stripper.seen.finish()
}

struct Stripper<'s> {
    source: &'s str,
    seen: Builder<'s>,
    /// How many blocks that are left out are open.
    hidden: usize,
    /// Whether a block began or ended since the last words.
    between: bool,
}

impl Stripper<'_> {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                self.between |= is_block(&tag.to_end());
                // The lines of an HTML block come one by one, but tags and comments may span several: it is read as a whole, here.
                if matches!(tag, Tag::HtmlBlock) && self.hidden == 0 {
                    self.html(range);
                }
                self.hidden += usize::from(hides(&tag.to_end()));
            }
            Event::End(tag) => {
                self.between |= is_block(tag);
                self.hidden -= usize::from(hides(tag));
            }
            _ if self.hidden > 0 => {}
            Event::Text(text) => self.words(text, range),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.words(OBJECT, range),
            Event::SoftBreak | Event::HardBreak => self.words("\n", range),
            Event::InlineHtml(_) => self.html(range),
            Event::Rule => self.between = true,
            Event::Html(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
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

/// Length of the HTML tag or comment with which `text` starts. Something in angle brackets that HTML does not know is a placeholder
/// (`<OTRS_CUSTOMER_REALNAME>`, `<Name>`), and no tag.
fn markup(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return Some(text.find("-->").map_or(text.len(), |end| end + 3));
    }
    let name = text.strip_prefix('<').map(name_of).filter(|name| !name.is_empty())?;
    let known = INLINE.iter().chain(&BLOCKS).any(|element| name.eq_ignore_ascii_case(element));
    let next = text.trim_start_matches(['<', '/']).as_bytes().get(name.len());
    let ends = matches!(next, Some(b' ' | b'\t' | b'\n' | b'\r' | b'/' | b'>'));
    (known && ends).then(|| text.find('>').map_or(text.len(), |end| end + 1))
}

/// The name of the element whose tag starts `text`; a comment has none.
fn name_of(text: &str) -> &str {
    let name = text.trim_start_matches(['<', '/']);
    &name[..name.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(name.len())]
}

/// Whether what the tag holds is left out.
fn hides(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::BlockQuote(_) | TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::HtmlBlock)
}

/// Whether the tag stands for a block; all others are inside a line.
fn is_block(tag: &TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image | TagEnd::Superscript | TagEnd::Subscript
    )
}

/// Elements of HTML inside a line. The empty name is that of a comment.
const INLINE: [&str; 25] = [
    "", "a", "abbr", "b", "big", "br", "cite", "code", "em", "font", "i", "img", "input", "kbd", "label", "mark", "q", "s", "small",
    "span", "strong", "sub", "sup", "u", "wbr",
];

/// Elements of HTML that stand apart.
const BLOCKS: [&str; 44] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "style",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

#[cfg(test)]
mod tests;

//! Answers that stand in fences, to be copied, with notes around them. In: Markdown and its headings. Out: a section for each fence that
//! speaks to somebody, under the heading above it. pulldown-cmark knows where fences begin and end.

use super::parts::{greets, speaks};
use super::{Heading, Section};
use crate::draft::fields::Prose;
use crate::span::Span;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

/// What people write behind the fence of a text that is no code.
const WORDS: [&str; 9] = ["", "text", "txt", "plain", "plaintext", "markdown", "md", "email", "mail"];

/// The fences that hold an answer. Each keeps its marks, so that what is inside is read as it stands.
pub fn letters(text: &str, headings: &[Heading]) -> Vec<Section> {
    let mut letters = Vec::new();
    for (event, range) in Parser::new(text).into_offset_iter() {
        let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) = event else { continue };
        // A fence that stands further in belongs to an item of a list.
        let line = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let is_outermost = range.start - line <= 3 && text[line..range.start].trim().is_empty();
        let whole = Span::new(range.start, range.end);
        let inner = text[whole.range()].split_once('\n').map_or("", |(_, inner)| inner);
        if is_outermost && WORDS.contains(&info.trim().to_ascii_lowercase().as_str()) && is_letter(inner) {
            let above = headings.iter().filter(|heading| heading.start < whole.start).max_by_key(|heading| heading.start);
            letters.push(Section { title: above.map(|heading| heading.title), whole, body: whole });
        }
    }
    letters
}

/// Whether somebody is spoken to, and it is no program, tree or form.
fn is_letter(inner: &str) -> bool {
    let prose = Prose::of(inner);
    let mut lines = inner.lines().filter(|line| !line.trim().is_empty());
    let opens = lines.next().is_some_and(|first| speaks(first) || greets(first));
    prose.is_prose() && prose.words >= 5 && (opens || lines.any(greets))
}

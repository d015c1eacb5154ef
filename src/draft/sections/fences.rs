//! Answers that stand in fences, to be copied, with notes around them. In: Markdown. Out: a section for each fence that speaks to somebody,
//! under the heading above it.

use super::Section;
use super::marks::{Marks, heading};
use super::parts::{greets, speaks};
use crate::draft::fields::Prose;
use crate::span::Span;

/// What people write behind the fence of a text that is no code.
const WORDS: [&str; 9] = ["", "text", "txt", "plain", "plaintext", "markdown", "md", "email", "mail"];

/// The fences that hold an answer. Each keeps its marks, so that what is inside is read as it stands.
pub fn letters(text: &str) -> Vec<Section> {
    let mut letters = Vec::new();
    let mut open: Option<(&str, usize, bool)> = None;
    let mut title = None;
    let (mut at, mut before) = (0, "");
    for line in text.split_inclusive('\n') {
        let (start, end) = (at, at + line.trim_end_matches(['\n', '\r']).len());
        at += line.len();
        let said = &text[start..end];
        let marker = ["```", "~~~"].into_iter().find(|marker| said.trim_start().starts_with(marker) && !said.starts_with("    "));
        match (open, marker) {
            (Some((mark, from, of_words)), Some(other)) if mark == other => {
                let whole = Span::new(from, end);
                let inner = text[from..start].split_once('\n').map_or("", |(_, inner)| inner);
                if of_words && is_letter(inner) {
                    letters.push(Section { title, whole, body: whole });
                }
                open = None;
            }
            (None, Some(mark)) => {
                let info = said.trim_start().trim_start_matches(['`', '~']).trim();
                open = Some((mark, start, WORDS.contains(&info.to_ascii_lowercase().as_str())));
            }
            (None, None) => {
                let next = text[at..].lines().next().unwrap_or_default();
                let found = [Marks::Usual, Marks::Bold].into_iter().find_map(|marks| heading(said, next, before.trim().is_empty(), marks));
                // "**Answer:**" above the fence is no title of its own.
                let found = found.filter(|(level, name, _)| *level < 7 || !said[name.range()].ends_with(':'));
                title = found.map(|(_, name, _)| name.shifted(start)).or(title);
            }
            (Some(_), _) => {}
        }
        before = said;
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

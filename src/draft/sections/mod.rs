//! Libraries in one text: a heading for each answer, a line of dashes between them, a list of them.
//! In: plain text or Markdown. Out: the sections that are answers, each with its heading; none where the text is one draft.

mod fences;
mod marks;
mod parts;

use super::fields::Prose;
use crate::span::Span;
use marks::{Marks, heading, label, underline};

pub(super) use parts::{greets, speaks};

/// One answer of a library: bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section {
    /// The words of the heading.
    pub title: Option<Span>,
    /// From the heading on.
    pub whole: Span,
    /// Behind the heading.
    pub body: Span,
}

/// A heading, and what stands under it before the next one.
#[derive(Debug, Clone, Copy)]
struct Heading {
    level: usize,
    title: Span,
    start: usize,
    body: Span,
    own: bool,
    parent: bool,
}

/// The answers of a library in one Markdown text of the file `path`; empty where there are not at least two.
pub(super) fn sections(path: &str, text: &str) -> Vec<Section> {
    let found = of(path, text, &[(Marks::Usual, 2), (Marks::Bold, 3), (Marks::Question, 2)]);
    let lines = lines(text);
    // "**Answer:**" above a fence is no title of its own.
    let bold = headings(text, &lines, Marks::Bold).into_iter().filter(|heading| !text[heading.title.range()].ends_with(':'));
    let titles: Vec<Heading> = headings(text, &lines, Marks::Usual).into_iter().chain(bold).collect();
    let letters = fences::letters(text, &titles);
    // Where most answers stand in fences, whatever else has a heading is about them.
    if letters.len() >= 2 && letters.len() * 2 >= found.len() { letters } else { found }
}

/// The same for a text without markup, where people mark headings in their own ways.
pub(super) fn plain_sections(path: &str, text: &str) -> Vec<Section> {
    let by_hand = [Marks::Brackets, Marks::Colon, Marks::Number, Marks::Field, Marks::Label, Marks::Capitals];
    let ways: Vec<(Marks, usize)> = std::iter::once(Marks::Usual).chain(by_hand).map(|marks| (marks, 2)).collect();
    of(path, text, &ways)
}

fn of(path: &str, text: &str, ways: &[(Marks, usize)]) -> Vec<Section> {
    let lines = lines(text);
    for (marks, least) in ways {
        let headings = headings(text, &lines, *marks);
        // Marks that letters hold too must stand at the very beginning.
        let begins = || headings.first().is_some_and(|first| text[..first.start].trim().is_empty());
        if headings.len() >= *least && (matches!(marks, Marks::Usual | Marks::Bold | Marks::Question) || begins()) {
            let found = under_headings(text, headings);
            if *marks == Marks::Usual || !found.is_empty() {
                return found;
            }
        }
    }
    let is_named = parts::is_named(path);
    let found = [
        parts::between_rules(text, &lines),
        parts::items(text, &lines, is_named),
        parts::greeted(text, &lines),
        parts::paragraphs(text, &lines, is_named),
    ];
    found.into_iter().find(|sections| !sections.is_empty()).unwrap_or_default()
}

/// The lines outside fences, front matter and comments, without their ends.
fn lines(text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut at = 0;
    let mut fence: Option<&str> = None;
    let mut skip_to = None;
    if text.starts_with("---\n") || text.starts_with("---\r\n") {
        skip_to = text[3..].find("\n---").map(|end| end + 7);
    }
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.trim_end_matches(['\n', '\r']).len());
        at += line.len();
        if skip_to.is_some_and(|end| span.start < end) {
            continue;
        }
        let trimmed = line.trim();
        let marker = ["```", "~~~", "<!--"].into_iter().find(|marker| trimmed.starts_with(marker));
        match (fence, marker) {
            (Some("<!--"), _) => {
                if trimmed.contains("-->") {
                    fence = None;
                }
            }
            (Some(open), Some(close)) if open == close => fence = None,
            (Some(_), _) => {}
            (None, Some("<!--")) if trimmed.contains("-->") => {}
            (None, Some(open)) => fence = Some(open),
            (None, None) => lines.push(span),
        }
    }
    lines
}

/// The headings of a text.
fn headings(text: &str, lines: &[Span], marks: Marks) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    let mut number = 0;
    while number < lines.len() {
        let line = lines[number];
        let before = if number == 0 { "" } else { text[lines[number - 1].range()].trim() };
        // A line of dashes that does not belong to the heading before.
        let free = headings.last().is_none_or(|last| number > 0 && lines[number - 1].start >= last.body.start);
        let sentence = text[line.range()].trim_end().ends_with(['.', '!', '?', ',']);
        let boxed = free && !sentence && number > 0 && underline(before).is_some();
        let blank_before = before.is_empty() || boxed;
        let next = lines.get(number + 1).map_or("", |next| &text[next.range()]);
        if let Some((level, title, taken)) = heading(&text[line.range()], next, blank_before, marks) {
            let end = lines[number + taken - 1].end;
            // A title between two lines of dashes takes both.
            let from = if boxed && taken == 2 { lines[number - 1].start } else { line.start };
            if let Some(last) = headings.last_mut() {
                last.body.end = from.max(last.body.start);
            }
            let start = end + text[end..].find('\n').map_or(0, |newline| newline + 1);
            let start = if matches!(marks, Marks::Field | Marks::Label) { start + label(next) } else { start };
            let title = title.shifted(line.start);
            headings.push(Heading { level, title, start: from, body: Span::new(start, text.len()), own: false, parent: false });
            number += taken;
        } else {
            number += 1;
        }
    }
    for number in 0..headings.len() {
        headings[number].parent = headings.get(number + 1).is_some_and(|next| next.level > headings[number].level);
        headings[number].own = Prose::of(&text[headings[number].body.range()]).words > 2;
    }
    headings
}

/// The answers of a library in one HTML text, under `<h1>` to `<h6>` and the like: `headings` are level, title (bytes of the text), start
/// and end of each.
pub(super) fn under(text: &str, headings: &[(usize, Span, usize, usize)]) -> Vec<Section> {
    let mut made: Vec<Heading> = Vec::new();
    for (number, (level, title, start, end)) in headings.iter().enumerate() {
        let until = headings.get(number + 1).map_or(text.len(), |next| next.2);
        let body = Span::new(*end, until.max(*end));
        let parent = headings.get(number + 1).is_some_and(|next| next.0 > *level);
        made.push(Heading { level: *level, title: *title, start: *start, body, own: Prose::of(&text[body.range()]).words > 2, parent });
    }
    under_headings(text, made)
}

/// Titles of sections about the library itself.
const ABOUT: [&str; 22] = [
    "installation",
    "install",
    "usage",
    "how to use",
    "license",
    "licence",
    "lizenz",
    "contributing",
    "contents",
    "table of contents",
    "inhalt",
    "inhaltsverzeichnis",
    "credits",
    "changelog",
    "about",
    "verwendung",
    "introduction",
    "einleitung",
    "references",
    "contributors",
    "authors",
    "toc",
];

fn under_headings(text: &str, headings: Vec<Heading>) -> Vec<Section> {
    let about = |heading: &Heading| {
        let title = text[heading.title.range()].trim_end_matches(':').to_lowercase();
        ABOUT.iter().any(|about| title == *about)
    };
    let headings: Vec<Heading> = headings.into_iter().filter(|heading| !about(heading)).collect();
    let count =
        |level: usize, keep: &dyn Fn(&Heading) -> bool| headings.iter().filter(|heading| heading.level == level && keep(heading)).count();
    // The level on which most answers lie …
    let leaves = |level: usize| count(level, &|heading| heading.own && !heading.parent);
    let Some(mut level) = (1..=7).filter(|level| leaves(*level) > 0).max_by_key(|level| (leaves(*level), std::cmp::Reverse(*level))) else {
        return Vec::new();
    };
    // … unless these are the parts of longer ones.
    while let Some(above) = (1..level).rev().find(|above| count(*above, &|heading| heading.parent) > 0) {
        let parents = count(above, &|heading| heading.parent);
        let speaking = count(above, &|heading| heading.parent && heading.own);
        if parents < 2 || speaking * 2 < parents {
            break;
        }
        level = above;
    }
    let mut sections: Vec<Section> = Vec::new();
    for (number, heading) in headings.iter().enumerate() {
        let is_answer = heading.level == level || (heading.level < level && !heading.parent);
        if !is_answer {
            continue;
        }
        let end = headings[number + 1..]
            .iter()
            .find(|next| next.level <= heading.level)
            .map_or(heading.body.end.max(last_end(&headings, number, level)), |next| next.start);
        let body = Span::new(heading.body.start.min(end), end);
        if Prose::of(&text[body.range()]).words > 2 {
            sections.push(Section { title: Some(heading.title), whole: Span::new(heading.start, end), body });
        }
    }
    let before = headings.first().map_or("", |first| &text[..first.start]);
    let opening = Prose::of(before).words;
    if sections.len() < 2 || (opening > 2 && sections.len() < 4) { Vec::new() } else { sections }
}

/// The end of the last heading below the one with the number.
fn last_end(headings: &[Heading], number: usize, level: usize) -> usize {
    headings[number..]
        .iter()
        .take_while(|next| next.level > level || std::ptr::eq(*next, &headings[number]))
        .last()
        .map_or(0, |last| last.body.end)
}

#[cfg(test)]
mod tests;

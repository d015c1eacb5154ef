//! What marks a line as a heading: in Markdown, and in texts without markup, where people mark headings in their own ways.
//! In: a line and the one below it. Out: level and title, and how many lines they take.

use crate::draft::fields::{Prose, Role, role};
use crate::span::Span;

/// What marks a line as a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// `# Title`, `---- Title`, a line of dashes below.
    Usual,
    /// `**Title**`
    Bold,
    /// `[Title]`
    Brackets,
    /// `Title:`
    Colon,
    /// `1. Title`
    Number,
    /// `Title: …`, and then `Text: …`
    Field,
    /// `Title: …`, and then the text; `Q: …`
    Label,
    /// `TITLE`
    Capitals,
    /// `**Q: …?**`
    Question,
}

/// Level and title (bytes of the line) of a heading, and how many lines it takes.
pub fn heading(line: &str, next: &str, blank_before: bool, marks: Marks) -> Option<(usize, Span, usize)> {
    let inner = |from: usize, closing: &[char]| {
        let title = line[from..].trim_end().trim_end_matches(closing).trim();
        let start = line.len() - line[from..].trim_start().len();
        (!title.is_empty()).then(|| Span::new(start, start + title.len()))
    };
    if marks != Marks::Usual {
        let title = by_hand(line.trim(), next, marks).filter(|_| blank_before)?;
        let start = line.find(title)?;
        return Some((7, Span::new(start, start + title.len()), 1));
    }
    let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&hashes) && line[hashes..].starts_with([' ', '\t']) {
        return inner(hashes, &['#']).map(|title| (hashes, title, 1));
    }
    if let Some(start) = line.find("<summary>").map(|at| at + "<summary>".len()) {
        let end = line[start..].find("</summary>").map(|end| start + end)?;
        let before = line[..start - "<summary>".len()].trim();
        let opens = before.is_empty() || before.starts_with("<details") && before.ends_with('>');
        return (opens && end > start).then(|| (6, Span::new(start, end), 1));
    }
    let is_title =
        blank_before && !line.trim().is_empty() && line.len() < 100 && underline(line).is_none() && !line.starts_with(['-', '>', '|', ' ']);
    if let Some(level) = underline(next).filter(|_| is_title) {
        return inner(0, &[]).map(|title| (level, title, 2));
    }
    // ---- TITLE, == Title ==
    let first = line.bytes().next().filter(|first| matches!(first, b'-' | b'=' | b'~' | b'*'))?;
    let run = line.bytes().take_while(|byte| *byte == first).count();
    let long_enough = run >= if first == b'=' { 2 } else { 3 };
    if long_enough && line[run..].starts_with(' ') && line.len() < 120 {
        return inner(run, &[char::from(first)]).map(|title| (3, title, 1));
    }
    None
}

/// The title in a line that people mark by hand.
fn by_hand<'t>(line: &'t str, next: &str, marks: Marks) -> Option<&'t str> {
    let words = Prose::of(line).words;
    match marks {
        Marks::Usual => None,
        Marks::Bold => line.strip_prefix("**")?.strip_suffix("**").filter(|title| !title.contains("**") && title.len() < 100),
        Marks::Brackets => line.strip_prefix('[')?.strip_suffix(']').filter(|title| !title.contains(['[', ']']) && title.len() < 80),
        Marks::Colon => line.strip_suffix(':').filter(|_| words <= 5 && line.len() < 60 && !next.trim().is_empty()),
        Marks::Number => {
            let rest = line.trim_start_matches(|character: char| character.is_ascii_digit());
            let title = rest.strip_prefix(['.', ')']).filter(|_| rest.len() < line.len())?.trim();
            (words <= 8 && !title.is_empty() && !title.ends_with(['.', '!', '?', ',']) && !next.trim().is_empty()).then_some(title)
        }
        Marks::Field => {
            let (key, title) = line.split_once(':')?;
            (matches!(role(key), Role::Title | Role::Id) && key.len() < 30 && label(next) > 0)
                .then_some(title.trim())
                .filter(|title| !title.is_empty())
        }
        Marks::Label => {
            let (key, title) = line.split_once(':')?;
            let asks = ["Q", "F", "Frage", "Question"].iter().any(|ask| key.eq_ignore_ascii_case(ask));
            let is_title = asks || (matches!(role(key), Role::Title | Role::Id) && key.len() < 30 && !key.contains(' '));
            (is_title && !next.trim().is_empty()).then_some(title.trim()).filter(|title| !title.is_empty())
        }
        Marks::Capitals => {
            let letters = || line.chars().filter(|character| character.is_alphabetic());
            let shouts = letters().count() >= 4 && letters().all(|letter| !letter.is_lowercase());
            let is_title = shouts && line.split_whitespace().count() <= 6 && line.len() < 60 && !line.ends_with(['.', '!', '?', ',', ':']);
            (is_title && !next.trim().is_empty()).then_some(line)
        }
        Marks::Question => {
            let title = line.strip_prefix("**")?.strip_suffix("**")?;
            (title.ends_with('?') && !title.contains("**") && title.len() < 200).then_some(title)
        }
    }
}

/// Length of the label of a text, as in `Text: Guten Tag`.
pub fn label(line: &str) -> usize {
    let is_text = |key: &str| key.len() < 30 && (role(key) == Role::Text || key.eq_ignore_ascii_case("a"));
    let Some((key, _)) = line.split_once(':').filter(|(key, _)| is_text(key)) else { return 0 };
    let rest = &line[key.len() + 1..];
    key.len() + 1 + (rest.len() - rest.trim_start_matches(' ').len())
}

/// A line below a title that makes it one: `====` or `----`.
pub fn underline(line: &str) -> Option<usize> {
    let line = line.trim_end();
    let same = |sign: char| line.len() >= 3 && line.chars().all(|character| character == sign);
    if same('=') {
        return Some(1);
    }
    same('-').then_some(2)
}

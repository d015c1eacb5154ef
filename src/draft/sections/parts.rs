//! Answers without headings: between lines of dashes, as items of a list, each with its salutation, or one a paragraph.
//! In: a text and its lines. Out: sections; none where the text may as well be one letter.

use super::Section;
use crate::draft::fields::{Prose, holds_replies};
use crate::span::Span;

/// A section without a heading.
fn bare(body: Span) -> Section {
    Section { title: None, whole: body, body }
}

/// Whether nothing in `text` but a title, or a sentence on the library, stands before its answers.
fn is_opening(text: &str) -> bool {
    let said = text.trim();
    !said.ends_with([':', ',']) && said.lines().filter(|line| !line.trim().is_empty()).count() <= 3 && !said.lines().any(greets)
}

/// Answers between lines of dashes or the like, of one sign: at least three, or two that are long enough to be no signature.
pub fn between_rules(text: &str, lines: &[Span]) -> Vec<Section> {
    for sign in ['-', '=', '*', '_', '~', '#', '%', '+'] {
        let is_rule = |span: &&Span| {
            let line = text[span.range()].trim();
            line.len() >= 3 && line.chars().all(|character| character == sign)
        };
        let mut sections = Vec::new();
        let mut at = 0;
        let end = Span::new(text.len(), text.len());
        for rule in lines.iter().filter(is_rule).chain([&end]) {
            let body = Span::new(at.min(rule.start), rule.start);
            if Prose::of(&text[body.range()]).words > 1 {
                sections.push(bare(body));
            }
            at = rule.end;
        }
        let is_answer = |section: &Section| {
            let said = text[section.body.range()].trim();
            let forwarded = ["From:", "Von:", "To:", "An:", ">"].iter().any(|start| said.starts_with(start));
            !forwarded && Prose::of(said).words >= 8 && said.contains(['.', '!', '?'])
        };
        if sections.len() > 2 || (sections.len() == 2 && sections.iter().all(is_answer)) {
            return sections;
        }
    }
    Vec::new()
}

/// An item of a list, without its mark.
struct Item {
    whole: Span,
    body: Span,
    title: Option<Span>,
}

/// Answers that are items of one list, or paragraphs, under a title of their own (`- **Title**: …`); or items without titles that speak
/// to somebody.
pub fn items(text: &str, lines: &[Span], is_named: bool) -> Vec<Section> {
    let mut items: Vec<Item> = Vec::new();
    let mut opening = 0;
    let mut blank = true;
    for line in lines {
        let said = &text[line.range()];
        if said.trim().is_empty() || said.trim_start().starts_with('#') {
            // A heading between two lists is none of their items.
            blank = true;
            continue;
        }
        let mark = mark(said);
        if mark > 0 || (blank && title(said).is_some()) {
            let body = Span::new(line.start + mark, line.end);
            let item = match title(&text[body.range()]) {
                Some((title, start)) => {
                    Item { whole: *line, body: Span::new(body.start + start, line.end), title: Some(title.shifted(body.start)) }
                }
                None => Item { whole: *line, body, title: None },
            };
            items.push(item);
        } else if let Some(item) = items.last_mut().filter(|_| said.starts_with([' ', '\t']) || !blank) {
            // What is indented, or follows at once, belongs to the item.
            (item.whole.end, item.body.end) = (line.end, line.end);
        } else if items.is_empty() {
            opening = line.end;
        } else {
            return Vec::new();
        }
        blank = false;
    }
    let titled = items.iter().all(|item| item.title.is_some());
    let plain = items.iter().all(|item| item.title.is_none());
    let said = |item: &Item| text[item.body.range()].trim().to_owned();
    let whole = |item: &Item| Prose::of(&said(item)).is_prose() && said(item).ends_with(['.', '!', '?', ')', '"', '“', '”', '}']);
    let speaking = items.iter().filter(|item| speaks(&said(item))).count();
    let enough = if titled { 2 } else { 3 };
    let are_answers = is_named || speaking * 3 >= items.len() * 2;
    if items.len() < enough || !(titled || plain) || !items.iter().all(whole) || !is_opening(&text[..opening]) || !are_answers {
        return Vec::new();
    }
    items.into_iter().map(|Item { whole, body, title }| Section { title, whole, body }).collect()
}

/// Length of what marks a line as an item of a list, with the space behind it.
fn mark(line: &str) -> usize {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    let sign = match digits {
        0 => ["- ", "* ", "+ ", "• ", "– "].into_iter().find(|sign| rest.starts_with(sign)),
        1..=3 => [". ", ") "].into_iter().find(|sign| rest.starts_with(sign)),
        _ => None,
    };
    sign.map_or(0, |sign| line.len() - rest[sign.len()..].trim_start().len())
}

/// The title in bold letters or as code at the start of a line, and where the words behind it start.
fn title(line: &str) -> Option<(Span, usize)> {
    for open in ["**", "__", "`"] {
        let Some(inner) = line.strip_prefix(open) else { continue };
        let end = inner.find(open).filter(|end| (1..100).contains(end))?;
        let name = &inner[..end];
        let rest = inner[end + open.len()..].trim_start();
        let parted = [":", "–", "—", "-", "=>", "→", "="].into_iter().find(|sign| rest.starts_with(sign));
        if parted.is_none() && !name.trim_end().ends_with(':') {
            return None;
        }
        let body = rest[parted.map_or(0, str::len)..].trim_start();
        let name = Span::new(open.len(), open.len() + name.trim_end().trim_end_matches(':').len());
        return (!body.is_empty()).then(|| (name, line.len() - body.len()));
    }
    None
}

/// Answers of which each begins with a salutation; at least two, and nothing but a title before the first.
pub fn greeted(text: &str, lines: &[Span]) -> Vec<Section> {
    let mut starts: Vec<usize> = Vec::new();
    let mut blank = true;
    for line in lines {
        let said = text[line.range()].trim();
        if blank && greets(said) {
            starts.push(line.start);
        }
        blank = said.is_empty();
    }
    let Some(first) = starts.first() else { return Vec::new() };
    if starts.len() < 2 || !text[..*first].trim().is_empty() {
        return Vec::new();
    }
    let ends = starts[1..].iter().copied().chain([text.len()]);
    let sections: Vec<Section> = starts.iter().zip(ends).map(|(start, end)| bare(Span::new(*start, end))).collect();
    let is_answer = |section: &Section| {
        let prose = Prose::of(&text[section.body.range()]);
        prose.words >= 8
    };
    if sections.iter().all(is_answer) { sections } else { Vec::new() }
}

/// Answers that are parted by two blank lines; or, in a file that is `named` for it, by one. At least three, all whole sentences.
pub fn paragraphs(text: &str, lines: &[Span], is_named: bool) -> Vec<Section> {
    let least = if is_named { 1 } else { 2 };
    let mut sections: Vec<Section> = Vec::new();
    let mut blank = least;
    for line in lines {
        if text[line.range()].trim().is_empty() {
            blank += 1;
            continue;
        }
        match sections.last_mut().filter(|_| blank < least) {
            Some(last) => (last.whole.end, last.body.end) = (line.end, line.end),
            None => sections.push(bare(*line)),
        }
        blank = 0;
    }
    let is_answer = |section: &Section| {
        let said = text[section.body.range()].trim();
        let words = Prose::of(said);
        words.is_prose() && words.words >= 5 && said.ends_with(['.', '!', '?', ')', '}']) && !said.starts_with(['#', '-', '*', '>', '|'])
    };
    if sections.len() > 2 && sections.iter().all(is_answer) { sections } else { Vec::new() }
}

/// Words with which people begin who speak to somebody: no step of an instruction begins so.
const SPEAKING: [&str; 48] = [
    "hi",
    "hello",
    "hey",
    "dear",
    "thank",
    "thanks",
    "sorry",
    "unfortunately",
    "we",
    "we're",
    "we've",
    "i",
    "i'm",
    "i've",
    "our",
    "your",
    "you",
    "you're",
    "that",
    "this",
    "there",
    "it",
    "it's",
    "let",
    "great",
    "hallo",
    "guten",
    "liebe",
    "lieber",
    "vielen",
    "danke",
    "wir",
    "ich",
    "ihr",
    "ihre",
    "ihren",
    "sie",
    "leider",
    "gerne",
    "gern",
    "schön",
    "das",
    "der",
    "die",
    "es",
    "moin",
    "sehr",
    "herzlichen",
];

fn first_word(line: &str) -> String {
    let word = line.split(|character: char| !character.is_alphanumeric() && !matches!(character, '\'' | '’')).find(|word| !word.is_empty());
    word.unwrap_or_default().replace('’', "'").to_lowercase()
}

/// Whether a text begins as people do who speak to somebody.
pub fn speaks(said: &str) -> bool {
    SPEAKING.contains(&first_word(said).as_str())
}

/// Whether the line is, or begins with, a salutation.
pub fn greets(line: &str) -> bool {
    let lower = line.trim_start().to_lowercase();
    let starts = |words: &[&str]| {
        words
            .iter()
            .any(|word| lower.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '-')))
    };
    let closes = starts(&["liebe grüße", "liebe gruesse", "lieben gruß", "lieben gruss", "dear all rights"]);
    !closes
        && starts(&[
            "hi",
            "hello",
            "hey",
            "dear",
            "good morning",
            "good afternoon",
            "good evening",
            "greetings",
            "hallo",
            "guten tag",
            "guten morgen",
            "guten abend",
            "sehr geehrte",
            "sehr geehrter",
            "liebe",
            "lieber",
            "moin",
            "grüß gott",
            "servus",
            "grüezi",
        ])
}

/// Whether a file is called what one calls a library: `canned-responses.txt`, `Textbausteine.md`.
pub fn is_named(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    holds_replies(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}

//! Libraries in one text: a heading for each answer, or a line of dashes between them.
//! In: plain text or Markdown. Out: the sections that are answers, each with its heading; none where the text is one draft.

use super::fields::{Prose, Role, role};
use crate::span::Span;

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

/// What marks a line as a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marks {
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
}

/// The answers of a library in one Markdown text; empty where there are not at least two.
pub(super) fn sections(text: &str) -> Vec<Section> {
    of(text, &[(Marks::Usual, 2), (Marks::Bold, 3)])
}

/// The same for a text without markup, where people mark headings in their own ways.
pub(super) fn plain_sections(text: &str) -> Vec<Section> {
    of(text, &[(Marks::Usual, 2), (Marks::Brackets, 2), (Marks::Colon, 2), (Marks::Number, 2), (Marks::Field, 2)])
}

fn of(text: &str, ways: &[(Marks, usize)]) -> Vec<Section> {
    let lines = lines(text);
    for (marks, least) in ways {
        let headings = headings(text, &lines, *marks);
        // Marks that letters hold too must stand at the very beginning.
        let begins = || headings.first().is_some_and(|first| text[..first.start].trim().is_empty());
        if headings.len() >= *least && (matches!(marks, Marks::Usual | Marks::Bold) || begins()) {
            return under_headings(text, headings);
        }
    }
    between_rules(text, &lines)
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
            let start = if marks == Marks::Field { start + label(next) } else { start };
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

/// Level and title (bytes of the line) of a heading, and how many lines it takes.
fn heading(line: &str, next: &str, blank_before: bool, marks: Marks) -> Option<(usize, Span, usize)> {
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
    }
}

/// Length of the label of a text, as in `Text: Guten Tag`.
fn label(line: &str) -> usize {
    let Some((key, _)) = line.split_once(':').filter(|(key, _)| key.len() < 30 && role(key) == Role::Text) else { return 0 };
    let rest = &line[key.len() + 1..];
    key.len() + 1 + (rest.len() - rest.trim_start_matches(' ').len())
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

/// A line below a title that makes it one: `====` or `----`.
fn underline(line: &str) -> Option<usize> {
    let line = line.trim_end();
    let same = |sign: char| line.len() >= 3 && line.chars().all(|character| character == sign);
    if same('=') {
        return Some(1);
    }
    same('-').then_some(2)
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

/// Answers between lines of dashes or the like: at least three, of one sign.
fn between_rules(text: &str, lines: &[Span]) -> Vec<Section> {
    for sign in ['-', '=', '*', '_', '~', '#', '%'] {
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
                sections.push(Section { title: None, whole: body, body });
            }
            at = rule.end;
        }
        if sections.len() > 2 {
            return sections;
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(text: &str) -> Vec<(&str, &str)> {
        let said = |section: Section| (section.title.map_or("", |title| &text[title.range()]), text[section.body.range()].trim());
        sections(text).into_iter().map(said).collect()
    }

    #[test]
    fn a_heading_for_each_answer() {
        let text = "# Canned replies\n\n## Late parcel\n\nSorry, your parcel is late.\n\n## Lost parcel ##\nWe are looking for it.\n\n## License\nMIT, see the file there.\n";
        assert_eq!(titles(text), [("Late parcel", "Sorry, your parcel is late."), ("Lost parcel", "We are looking for it.")]);
        let text = "Titel\n=====\n\n---- NOT OURS\n\nThanks for the report.\n\n---- CLOSED\nWe have closed it.\n";
        assert_eq!(titles(text), [("NOT OURS", "Thanks for the report."), ("CLOSED", "We have closed it.")]);
    }

    #[test]
    fn categories_hold_answers_and_answers_hold_parts() {
        let text = "# All\n## Billing\n### Refund\nWe refund the money.\n### Invoice\nHere is your invoice.\n## Delivery\n### Late\nIt will be late today.\n";
        assert_eq!(titles(text).iter().map(|(title, _)| *title).collect::<Vec<_>>(), ["Refund", "Invoice", "Late"]);
        let text = "## Refund\nWe refund the money.\n### Steps\nFirst do this one.\n### More\nThen do that one.\n## Invoice\nHere is your invoice.\n### Steps\nOpen the file there.\n";
        assert_eq!(titles(text).iter().map(|(title, _)| *title).collect::<Vec<_>>(), ["Refund", "Invoice"]);
    }

    #[test]
    fn lines_of_dashes_part_answers() {
        let text = "Guten Tag, Ihr Paket ist da.\n---\nGuten Tag, es fehlt noch.\n---\nWir melden uns bald.\n";
        assert_eq!(titles(text).len(), 3);
        assert_eq!(titles(text)[2].1, "Wir melden uns bald.");
        assert!(
            titles("**Eins**\n\nWir melden uns.\n\n**Zwei**\n\nAlles ist gut jetzt.\n\n**Drei**\n\nBitte warten Sie noch.\n").len() == 3
        );
    }

    #[test]
    fn people_mark_titles_in_many_ways() {
        let plain =
            |text: &str| plain_sections(text).iter().map(|section| text[section.title.unwrap().range()].to_owned()).collect::<Vec<_>>();
        assert_eq!(plain("[Gruß]\nGuten Tag und willkommen.\n\n[Ende]\nBis bald und danke.\n"), ["Gruß", "Ende"]);
        assert_eq!(plain("Greeting:\nHello and welcome here.\n\nRefund:\nWe have refunded it.\n"), ["Greeting", "Refund"]);
        assert_eq!(plain("1. Greeting\nHello and welcome here.\n\n2. Refund\nWe have refunded it.\n"), ["Greeting", "Refund"]);
        let text = "Titel: Gruß\nText: Guten Tag und hallo.\n\nTitel: Ende\nText: Bis bald und danke.\n";
        assert_eq!(plain(text), ["Gruß", "Ende"]);
        assert_eq!(text[plain_sections(text)[1].body.range()].trim(), "Bis bald und danke.");
        let text = "=====\nEINS\n=====\nGuten Tag und hallo.\n\n=====\nZWEI\n=====\nBis bald und danke.\n";
        assert_eq!(titles(text), [("EINS", "Guten Tag und hallo."), ("ZWEI", "Bis bald und danke.")]);
    }

    #[test]
    fn a_letter_is_one_draft() {
        assert!(plain_sections("Guten Tag,\n\nso geht es:\nerst das.\n\nDanach:\ndann das.\n").is_empty());
        for text in [
            "Guten Tag Frau Kühn,\n\nso geht es:\n\n## Schritt 1\nÖffnen Sie die App bitte.\n\n## Schritt 2\nMelden Sie sich dort an.\n\nGruß",
            "Guten Tag,\n\nalles ist gut.\n\n--\nIhr Team\n-----\nFirma\n",
            "# Antwort\nGern, das geht sofort.",
            "**Wichtig**\n\nBitte lesen Sie das.\n\n**Danke**\n",
            "",
        ] {
            assert!(sections(text).is_empty(), "{text}");
        }
    }
}

//! Libraries in the tables and lists of an HTML page: a row, or an item, for each answer.
//! In: a page. Out: rows as a tree whose texts are raw HTML, mapped to the page; items as sections. None where a mail is laid out by them.

use super::{strip, tag};
use crate::draft::fields::{self, Prose};
use crate::draft::sections::{Section, greets, speaks};
use crate::draft::tree::{Cell, Node, Value};
use crate::mapped::Mapped;
use crate::span::Span;
use std::borrow::Cow;

/// An element: whole, and what it holds.
#[derive(Debug, Clone, Copy)]
struct Element {
    whole: Span,
    inside: Span,
}

/// The elements called one of `names` in `span` of `source`, without those inside another of them.
fn elements(source: &str, span: Span, names: &[&str]) -> Vec<Element> {
    let mut found: Vec<Element> = Vec::new();
    let mut at = span.start;
    while let Some(open) = memchr::memchr(b'<', &source.as_bytes()[at..span.end]).map(|open| at + open) {
        let rest = &source[open..span.end];
        let Some(length) = tag::tag(rest) else {
            at = open + 1;
            continue;
        };
        let name = tag::name_of(rest);
        let opens = !rest.starts_with("</") && !name.is_empty();
        at = open + length;
        if !opens {
            continue;
        }
        if names.iter().any(|wanted| name.eq_ignore_ascii_case(wanted)) {
            let (close, end) = if name.eq_ignore_ascii_case("table") {
                let end = open + tag::element(rest);
                (source[at..end].rfind("</").map_or(end, |close| at + close), end)
            } else {
                end_of(source, Span::new(at, span.end), name, names)
            };
            found.push(Element { whole: Span::new(open, end), inside: Span::new(at, close) });
            at = end;
        } else if tag::is_hidden(&rest[..length]) {
            at = open + tag::element(rest).max(length);
        }
    }
    found
}

/// Where the content of an element ends that is begun before `rest`, and where its closing tag does. Rows, cells and items need none: then
/// the next of them ends it; lines hold nothing.
fn end_of(source: &str, rest: Span, name: &str, names: &[&str]) -> (usize, usize) {
    if name.eq_ignore_ascii_case("hr") {
        return (rest.start, rest.start);
    }
    for at in memchr::memchr_iter(b'<', &source.as_bytes()[rest.range()]).map(|at| rest.start + at) {
        let here = &source[at..rest.end];
        let found = tag::name_of(here);
        if here.starts_with("</") && found.eq_ignore_ascii_case(name) {
            return (at, at + tag::tag(here).unwrap_or(here.len()));
        }
        if !here.starts_with("</") && names.iter().any(|name| found.eq_ignore_ascii_case(name)) {
            return (at, at);
        }
    }
    (rest.end, rest.end)
}

/// What a reader sees of the page outside of some elements.
fn outside(source: &str, elements: &[Element]) -> String {
    let mut at = 0;
    let mut outside = String::new();
    for element in elements {
        outside.push_str(&source[at..element.whole.start]);
        at = element.whole.end;
    }
    outside.push_str(&source[at..]);
    strip(&outside, true).into_text().into_owned()
}

/// More words outside of its tables, and a page is no library in tables.
const AROUND: usize = 40;

/// The rows of all tables of `source`, if they are what the page is for.
pub(super) fn rows(source: &str) -> Option<Node<'_>> {
    let tables = elements(source, Span::new(0, source.len()), &["table"]);
    let has_table = |table: &Element| !elements(source, table.inside, &["table"]).is_empty();
    if tables.is_empty() || tables.iter().any(has_table) {
        return None;
    }
    // A letter with a list of goods is a letter.
    let around = outside(source, &tables);
    if Prose::of(&around).words > AROUND || around.lines().any(greets) {
        return None;
    }
    let mut rows: Vec<Node<'_>> = Vec::new();
    for table in &tables {
        let cells = |row: &Element| elements(source, row.inside, &["td", "th"]);
        let table: Vec<(Span, Vec<Element>)> = elements(source, table.inside, &["tr"])
            .iter()
            .map(|row| (row.whole, cells(row)))
            .filter(|(_, cells)| !cells.is_empty())
            .collect();
        let width = table.first()?.1.len();
        if width < 2 || table.len() < 2 || table.iter().any(|(_, cells)| cells.len() != width) {
            return None;
        }
        let seen = |element: &Element| strip(&source[element.inside.range()], true).into_text().trim().to_owned();
        let sample: Vec<Vec<Mapped<'_>>> =
            table.iter().take(20).map(|(_, cells)| cells.iter().map(|cell| Mapped::identity(seen(cell), 0)).collect()).collect();
        let heads = table[0].1.iter().all(|cell| source[cell.whole.start..].to_ascii_lowercase().starts_with("<th"));
        let has_header = heads || fields::is_header(&sample);
        let name = |(column, cell): (usize, &Element)| if has_header { seen(cell) } else { Cell::letters(column) };
        let names: Vec<String> = table[0].1.iter().enumerate().map(name).collect();
        for (whole, cells) in table.iter().skip(usize::from(has_header)) {
            let text = |cell: &Element| Value::Text(Mapped::identity(&source[cell.inside.range()], cell.inside.start));
            let entry = |(name, cell): (&String, &Element)| (Cow::Owned(name.clone()), Node::new(cell.inside, text(cell)));
            rows.push(Node::new(*whole, Value::Table(names.iter().zip(cells).map(entry).collect())));
        }
    }
    (rows.len() > 1).then(|| Node::new(Span::new(0, source.len()), Value::List(rows)))
}

/// The items of the lists of `source`, if they are answers and what the page is for; or what stands between its lines (`<hr>`).
pub(super) fn items(source: &str) -> Vec<Section> {
    let items = elements(source, Span::new(0, source.len()), &["li"]);
    let said = |span: Span| strip(&source[span.range()], true).into_text().trim().to_owned();
    let whole = |said: &str| Prose::of(said).is_prose() && said.ends_with(['.', '!', '?']);
    let are_whole = items.len() > 2 && items.iter().all(|item| whole(&said(item.inside)));
    let speaking = items.iter().filter(|item| speaks(&said(item.inside))).count();
    if are_whole && speaking * 3 >= items.len() * 2 && Prose::of(&outside(source, &items)).words < 10 {
        return items.iter().map(|item| Section { title: None, whole: item.whole, body: item.inside }).collect();
    }
    let rules = elements(source, Span::new(0, source.len()), &["hr"]);
    let body = source.find("<body").map_or(0, |body| body + source[body..].find('>').map_or(0, |end| end + 1));
    let starts = std::iter::once(body).chain(rules.iter().map(|rule| rule.whole.end));
    let ends = rules.iter().map(|rule| rule.whole.start).chain([source.len()]);
    let spans = starts.zip(ends).filter(|(start, end)| start <= end).map(|(start, end)| Span::new(start, end));
    let parts: Vec<Span> = spans.filter(|span| !said(*span).is_empty()).collect();
    let all = parts.iter().all(|part| speaks(&said(*part)) && Prose::of(&said(*part)).words >= 5);
    if parts.len() > 2 && all {
        parts.into_iter().map(|part| Section { title: None, whole: part, body: part }).collect()
    } else {
        Vec::new()
    }
}

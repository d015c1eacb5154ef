//! Tables of what each recogniser finds and leaves; ‹…› marks what must be found, all else must not.
//! In: lines of text. Out: passed or failed.

mod calendar;
mod identifiers;
mod people;
mod property;
mod quantities;

use super::find;
use crate::phrase::recogniser::Recogniser;
use crate::span::Span;

/// Runs `kind` over each line without its marks and compares; all lines that differ are shown at once.
#[track_caller]
fn table(kind: Recogniser, lines: &[&str]) {
    let mut wrong = String::new();
    for line in lines {
        let text = line.replace(['‹', '›'], "");
        let mut found = Vec::new();
        find(kind, &text, None, &mut found);
        let marked = mark(&text, &found);
        if marked != *line {
            wrong += &format!("\n  expected {line}\n  found    {marked}");
        }
    }
    assert!(wrong.is_empty(), "#{}{wrong}", kind.as_str());
}

fn mark(text: &str, spans: &[Span]) -> String {
    let mut marked = String::new();
    let mut at = 0;
    for span in spans {
        marked += &text[at..span.start];
        marked += &format!("‹{}›", &text[span.range()]);
        at = span.end;
    }
    marked + &text[at..]
}

//! Every format gives back what was written, and every character of it stands where the format says.
//! In: random texts, written down in each format in random ways, with the place of every character noted on the way.
//! Out: nothing, if drafts and places agree. `PROPTEST_CASES=10000` makes it thorough.

mod fixes;
mod writing;

use knigge::draft::{Draft, Fields, Format, Selector};
use knigge::source::{Page, Trouble};
use knigge::span::Span;
use proptest::prelude::*;
use std::ops::Range;
use writing::*;

fn drafts<'p>(format: Format, page: &'p Page, fields: &Fields) -> Vec<Result<Draft<'p>, Trouble>> {
    format.drafts_in(page, fields).collect()
}

/// Reads what was written; `exact`: the place of a character is all of its bytes, else it holds them.
fn agrees(format: Format, written: &Written, exact: bool) -> Result<(), TestCaseError> {
    let page = Page::new("random", written.source.as_str());
    let fields = Fields { text: vec![Selector::parse("text").unwrap()], ..Fields::default() };
    let read = drafts(format, &page, &fields);
    prop_assert_eq!(read.len(), written.drafts.len(), "{:?} in {}", &read, &written.source);
    for (draft, expected) in read.iter().zip(&written.drafts) {
        let draft = draft.as_ref().map_err(|trouble| TestCaseError::fail(format!("{trouble:?} in {}", written.source)))?;
        let text: String = expected.iter().map(|(character, _)| *character).collect();
        prop_assert_eq!(draft.text(), &text, "{}", &written.source);
        for ((at, character), (_, place)) in draft.text().char_indices().zip(expected) {
            let span = draft.text.source_span(Span::new(at, at + character.len_utf8()));
            if exact && !character.is_whitespace() {
                prop_assert_eq!(span.range(), place.clone(), "{:?} in {}", character, &written.source);
            } else {
                prop_assert!(span.start <= place.start.max(span.start) && span.end <= written.source.len());
                prop_assert!(character.is_whitespace() || (span.start <= place.start && place.end <= span.end), "{:?}", character);
            }
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn json((texts, bytes) in many()) {
        let mut choices = Choices(bytes.iter().cycle());
        let mut written = Written::default();
        written.raw("{\"replies\": [");
        for (number, text) in texts.iter().enumerate() {
            written.raw(if number > 0 { ",\n {\"id\": 3, \"text\": \"" } else { "{\"text\" : \"" });
            written.begin();
            in_json(&mut written, text, &mut choices);
            written.raw("\"}");
        }
        written.raw("]}\n");
        agrees(Format::Json, &written, true)?;
    }

    #[test]
    fn yaml((texts, bytes) in many()) {
        let mut choices = Choices(bytes.iter().cycle());
        let mut written = Written::default();
        for text in &texts {
            written.raw("- title: ä\n  text: ");
            written.begin();
            let style = choices.below(4);
            in_yaml(&mut written, text, style, &mut choices);
        }
        agrees(Format::Yaml, &written, true)?;
    }

    #[test]
    fn yaml_plain(texts in prop::collection::vec("[a-zäüß]{1,6}( [a-zäüß𐐀]{1,6}){0,6}", 1..4), bytes in prop::collection::vec(any::<u8>(), 1..40)) {
        let mut choices = Choices(bytes.iter().cycle());
        let mut written = Written::default();
        for text in &texts {
            written.raw("- text: x");
            written.begin();
            written.drafts.last_mut().unwrap().push(('x', written.source.len() - 1..written.source.len()));
            for character in text.chars() {
                if character == ' ' && choices.below(2) == 0 { written.put(' ', "\n     ") } else { written.itself(character) }
            }
            written.raw("  # Kommentar\n");
        }
        agrees(Format::Yaml, &written, true)?;
    }

    #[test]
    fn table((texts, bytes) in many(), delimiter in prop::sample::select(vec![",", ";", "\t"]), end in prop::sample::select(vec!["\n", "\r\n"])) {
        let _ = bytes;
        let mut written = Written::default();
        written.raw(&["id", "text", "note"].join(delimiter));
        written.raw(end);
        for text in &texts {
            written.raw(&format!("7{delimiter}"));
            in_table(&mut written, text);
            written.raw(&format!("{delimiter}{end}"));
        }
        agrees(Format::Table, &written, true)?;
    }

    #[test]
    fn toml((texts, bytes) in many()) {
        let mut choices = Choices(bytes.iter().cycle());
        let mut written = Written::default();
        for text in &texts {
            written.raw("[[reply]]\ntext = ");
            in_toml(&mut written, text, &mut choices);
        }
        agrees(Format::Toml, &written, true)?;
    }

    #[test]
    fn po((texts, bytes) in many()) {
        let mut choices = Choices(bytes.iter().cycle());
        let mut written = Written::default();
        for text in &texts {
            written.raw("#: a.c:1\nmsgid \"x\"\nmsgstr ");
            in_po(&mut written, text, &mut choices);
        }
        agrees(Format::Po, &written, true)?;
    }

    #[test]
    fn html(text in words(), bytes in prop::collection::vec(any::<u8>(), 1..40)) {
        let mut choices = Choices(bytes.iter().cycle());
        let mut written = Written::default();
        written.raw("<html><head><title>x</title></head><body><p style='a'>");
        written.begin();
        "Guten Tag, ".chars().for_each(|character| written.itself(character));
        in_html(&mut written, &text, &mut choices);
        written.raw("</p></body></html>");
        agrees(Format::Html, &written, true)?;
    }

    #[test]
    fn mail(text in words(), bytes in prop::collection::vec(any::<u8>(), 1..40)) {
        let mut choices = Choices(bytes.iter().cycle());
        let mut written = Written::default();
        written.raw("Subject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n");
        written.begin();
        in_quoted_printable(&mut written, &format!("Guten Tag, {text}"), &mut choices);
        agrees(Format::Mail, &written, true)?;
    }

    #[test]
    fn html_in_json_in_a_table((texts, bytes) in many()) {
        let mut choices = Choices(bytes.iter().cycle());
        let mut written = Written::default();
        written.raw("id,payload\n");
        for text in &texts {
            let mut html = Written::default();
            html.raw("<p>");
            html.begin();
            in_html(&mut html, text, &mut choices);
            html.raw("</p>");
            let mut json = Written::default();
            json.begin();
            in_json(&mut json, &html.source, &mut choices);
            let mut cell = Written::default();
            cell.begin();
            format!("{{\"text\": \"{}\"}}", json.source).chars().for_each(|character| if character == '"' { cell.put('"', "\"\"") } else { cell.itself(character) });
            // From the byte of one layer to the bytes of the next.
            let through = |layer: &Written, inner: Range<usize>, shift: usize| {
                let mut at = shift;
                let mut found: Option<Range<usize>> = None;
                for (character, place) in &layer.drafts[0] {
                    if at >= inner.start && at < inner.end {
                        found = Some(found.map_or(place.clone(), |before| before.start..place.end));
                    }
                    at += character.len_utf8();
                }
                found.unwrap_or(0..0)
            };
            written.raw("1,\"");
            let base = written.source.len();
            let in_cell = "{\"text\": \"".len();
            let places = html.drafts[0].iter().map(|(character, place)| {
                let place = through(&json, place.clone(), 0);
                let place = through(&cell, place.start + in_cell..place.end + in_cell, 0);
                (*character, place.start + base..place.end + base)
            });
            written.drafts.push(places.collect());
            written.raw(&cell.source);
            written.raw("\"\n");
        }
        agrees(Format::Table, &written, true)?;
    }

    #[test]
    fn no_text_makes_any_format_panic(source in "(?s)([\\[\\]{}:,\"'|>&*#<=-]|\n|  |a|ü|text|msgid|\\\\|\t|\r){0,60}") {
        let page = Page::new("random", source.as_str());
        for format in Format::ALL {
            let read = drafts(format, &page, &Fields::default());
            for draft in read.iter().flatten() {
                let place = draft.place(Span::new(0, draft.text().len()));
                prop_assert!(place.start <= place.end);
            }
        }
    }

    #[test]
    fn no_letter_and_no_library_makes_any_format_panic(source in "(?s)(# |=====|-----|\\[x\\]|Titel: |Text: |1\\. |\\*\\*x\\*\\*|Guten Tag und hallo\\.|```|> |\\| a \\| b \\||<h2>|</h2>|<p>|\n|\n\n){0,30}") {
        let page = Page::new("random", source.as_str());
        for format in [Format::Text, Format::Markdown, Format::Html] {
            let mut end = 0;
            for draft in drafts(format, &page, &Fields::default()).iter().flatten() {
                prop_assert!(draft.record.start >= end && draft.record.end <= source.len(), "{:?}", draft.record);
                end = draft.record.start;
                draft.place(Span::new(0, draft.text().len()));
            }
        }
    }
}

//! Fixes in every format, on random documents: every reported place holds the reported words; what is written changes these places and
//! nothing else, and the document is read again without the finding. What cannot be written is left, byte for byte, and named.
//! In: documents of `writing`. Out: nothing, if all that holds. `PROPTEST_CASES=10000` makes it thorough.

use crate::writing::*;
use knigge::check::Checker;
use knigge::draft::{Draft, Reading, each_draft};
use knigge::facts::{Facts, Language};
use knigge::finding::{Finding, Fix, Gravity};
use knigge::fix::{Mended, Plan};
use knigge::ruleset::Ruleset;
use knigge::source::Source;
use knigge::span::Span;
use proptest::prelude::*;
use std::cell::RefCell;
use std::io::{Cursor, Write};
use std::ops::{ControlFlow, Range};
use std::sync::OnceLock;

/// The word that is to be replaced.
const OLD: &str = "Quätsch";

/// A finding as checks make them, with a replacement that a machine may write.
fn finding(span: Span, new: &str) -> Finding {
    static FOUND: OnceLock<Finding> = OnceLock::new();
    let found = FOUND.get_or_init(|| {
        let ruleset = Ruleset::builtin();
        let facts = Facts { language: Some(Language::German), ..Facts::default() };
        Checker::new(&ruleset).check("Sie sind ein Idiot.", &facts).remove(0)
    });
    let mut found = found.clone();
    (found.marks, found.related) = (vec![span], Vec::new());
    found.fixes = vec![Fix { span, text: new.to_owned(), safe: true }];
    found
}

fn spans(draft: &Draft<'_>) -> Vec<Span> {
    draft.text().match_indices(OLD).map(|(at, _)| Span::new(at, at + OLD.len())).collect()
}

/// The texts of a file, and how many things in it could not be read.
fn texts(path: &str, bytes: &[u8]) -> (Vec<String>, usize) {
    let (mut texts, mut troubles) = (Vec::new(), 0);
    let _ = each_draft(
        &Source::memory(path, bytes),
        &Reading::default(),
        &mut |draft| {
            texts.push(draft.text().to_owned());
            ControlFlow::Continue(())
        },
        &mut |trouble| {
            troubles += usize::from(trouble.gravity == Gravity::Mistake);
            ControlFlow::Continue(())
        },
    );
    (texts, troubles)
}

/// Fixes every second draft, or all; also gives the places of all marks in the file.
fn mend(path: &str, bytes: &[u8], new: &str, every: usize) -> (Mended, Vec<Range<usize>>) {
    let (mut plan, mut number, mut places) = (Plan::default(), 0, Vec::new());
    let _ = each_draft(
        &Source::memory(path, bytes),
        &Reading::default(),
        &mut |draft| {
            let marks = if number % every == 0 { spans(draft) } else { Vec::new() };
            places.extend(marks.iter().map(|span| {
                let place = draft.place(*span);
                place.start.offset..place.end.offset
            }));
            plan.add(draft, &marks.into_iter().map(|span| finding(span, new)).collect::<Vec<_>>(), &[]);
            number += 1;
            ControlFlow::Continue(())
        },
        &mut |_| ControlFlow::Continue(()),
    );
    (plan.carry_out(path, bytes, &Reading::default()), places)
}

/// Reads, fixes and reads again. `must`: nothing may be left.
fn round(path: &str, written: &Written, new: &str, every: usize, must: bool) -> Result<(), TestCaseError> {
    let source = &written.source;
    // Every reported place holds the reported words, and all of them.
    let mut number = 0;
    let wrong = RefCell::new(None);
    let _ = each_draft(
        &Source::memory(path, source.as_bytes()),
        &Reading::default(),
        &mut |draft| {
            let Some(characters) = written.drafts.get(number) else { return ControlFlow::Break(()) };
            let said: String = characters.iter().map(|(character, _)| *character).collect();
            let places: Vec<&Range<usize>> = said
                .match_indices(OLD)
                .map(|(at, _)| said[..at].chars().count())
                .flat_map(|first| [&characters[first].1, &characters[first + OLD.chars().count() - 1].1])
                .collect();
            let reported: Vec<usize> =
                spans(draft).iter().map(|span| draft.place(*span)).flat_map(|place| [place.start.offset, place.end.offset]).collect();
            let expected: Vec<usize> = places.chunks(2).flat_map(|pair| [pair[0].start, pair[1].end]).collect();
            if draft.text() != said || reported != expected {
                *wrong.borrow_mut() = Some(format!("{:?} at {reported:?}, not {said:?} at {expected:?}", draft.text()));
            }
            number += 1;
            ControlFlow::Continue(())
        },
        &mut |trouble| {
            *wrong.borrow_mut() = Some(format!("{trouble:?}"));
            ControlFlow::Continue(())
        },
    );
    let wrong = wrong.into_inner();
    prop_assert!(wrong.is_none() && number == written.drafts.len(), "{:?} {} of {} in {}", wrong, number, written.drafts.len(), source);

    let (before, _) = texts(path, source.as_bytes());
    let (mended, places) = mend(path, source.as_bytes(), new, every);
    prop_assert_eq!(mended.replaced + mended.left.len(), places.len(), "in {}", source);
    prop_assert!(!must || mended.left.is_empty(), "{:?} is left in {}", &mended.left, source);
    // Around the places every byte is as it was.
    let after = String::from_utf8(mended.bytes).unwrap();
    let done: Vec<&Range<usize>> = places.iter().filter(|place| !mended.left.iter().any(|left| left.at.offset == place.start)).collect();
    let mut rest = after.as_str();
    let mut at = 0;
    for place in &done {
        let piece = &source[at..place.start];
        let found = if at == 0 { rest.starts_with(piece).then_some(0) } else { rest.find(piece) };
        prop_assert!(found.is_some(), "{:?} is gone from {}", piece, after);
        rest = &rest[found.unwrap_or(0) + piece.len()..];
        at = place.end;
    }
    prop_assert!(if done.is_empty() { after == *source } else { rest.ends_with(&source[at..]) }, "{} became {}", source, after);
    // The document is read again: the same drafts, and the finding is gone from those that were fixed.
    let (texts, troubles) = texts(path, after.as_bytes());
    prop_assert_eq!(troubles, 0, "{}", &after);
    prop_assert_eq!(texts.len(), before.len(), "{}", &after);
    for (number, (after, before)) in texts.iter().zip(&before).enumerate() {
        let fixed = before.replace(OLD, new);
        let expected = if number % every == 0 { &fixed } else { before };
        prop_assert!(after == expected || !mended.left.is_empty(), "{:?} instead of {:?}", after, expected);
    }
    Ok(())
}

/// Texts that hold the word; what comes in its place; whether all drafts are fixed or every second.
fn task() -> impl Strategy<Value = (Vec<String>, Vec<u8>, String, usize)> {
    let text = (words(), words()).prop_map(|(before, after)| format!("{before} {OLD} {after}, danke."));
    let new = prop_oneof![Just("bald".to_owned()), Just("sofort “ja”".to_owned()), "[a-zä\"'&<>:#\\\\ ]{0,8}[a-z]"];
    let bytes = prop::collection::vec(any::<u8>(), 1..40);
    (prop::collection::vec(text, 2..5), bytes, new, 1..3_usize)
}

/// Nothing that any format writes otherwise.
fn is_plain(new: &str) -> bool {
    new.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// A package of files, as workbooks are.
fn package(files: &[(&str, String)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('\u{10400}', "&#66560;")
}

/// A file of which nothing can be written stays as it is, and each place is named.
fn refused(path: &str, bytes: &[u8], texts_of: &[String]) -> Result<(), TestCaseError> {
    let (read, troubles) = texts(path, bytes);
    prop_assert_eq!((read.as_slice(), troubles), (texts_of, 0));
    let (mended, places) = mend(path, bytes, "bald", 1);
    prop_assert!(mended.bytes == bytes && mended.replaced == 0);
    prop_assert_eq!((mended.left.len(), places.len()), (texts_of.len(), texts_of.len()));
    let lost = mended.left.iter().any(|left| left.at.line == 0 || left.why.de.is_empty() || left.why.en.is_empty());
    prop_assert!(!lost);
    let in_workbook = path != "a.eml";
    prop_assert!(!in_workbook || mended.left[0].why.en.contains("change cell B2"), "{:?}", mended.left[0]);
    Ok(())
}

proptest! {
    #[test]
    fn fix_text((texts, _, new, every) in task()) {
        let mut written = Written::default();
        for text in &texts {
            written.raw("---- Titel\n");
            written.begin();
            text.chars().for_each(|character| written.itself(character));
            written.raw("\n\n");
        }
        // What may begin a tag may hide what follows: such a text is left alone.
        round("a.txt", &written, &new, every, !new.contains('<'))?;
    }

    #[test]
    fn fix_markdown(texts in prop::collection::vec("Guten Tag( [a-zäöß𐐀]{1,6}){1,5}", 2..5), bytes in prop::collection::vec(any::<u8>(), 1..40), every in 1..3_usize) {
        let mut choices = Choices(bytes.iter().cycle());
        let mut written = Written::default();
        for text in &texts {
            written.raw("## Titel\n\n> Kundin: Quätsch\n\n");
            written.begin();
            let text = format!("{text} {OLD} danke");
            for (number, word) in text.split(' ').enumerate() {
                if number > 0 {
                    written.itself(if choices.below(3) == 0 { '\n' } else { ' ' });
                }
                let around = ["", "**", "_", "~~"][usize::from(choices.below(4))];
                written.raw(around);
                word.chars().for_each(|character| if character == 'ö' { written.put('ö', "&ouml;") } else { written.itself(character) });
                written.raw(around);
            }
            written.raw("\n\n```\nQuätsch\n```\n\n");
        }
        round("a.md", &written, "bald", every, true)?;
    }

    #[test]
    fn fix_json_lines((texts, bytes, new, every) in task()) {
        let mut choices = Choices(bytes.iter().cycle());
        let mut written = Written::default();
        for text in &texts {
            written.raw("{\"title\": \"Quätsch\", \"text\": \"");
            written.begin();
            in_json(&mut written, text, &mut choices);
            written.raw("\"}\n");
        }
        round("a.jsonl", &written, &new, every, true)?;
    }

    #[test]
    fn fix_json((texts, bytes, new, every) in task()) {
        let mut choices = Choices(bytes.iter().cycle());
        let mut written = Written::default();
        written.raw("{\"replies\": [");
        for (number, text) in texts.iter().enumerate() {
            written.raw(if number > 0 { ",\n {\"title\": \"Quätsch\", \"text\": \"" } else { "{\"text\" : \"" });
            written.begin();
            in_json(&mut written, text, &mut choices);
            written.raw("\"}");
        }
        written.raw("]}\n");
        // A text with < and > may be HTML to whoever shows it; then a new `<a` would be a tag.
        round("a.json", &written, &new, every, is_plain(&new))?;
    }

    #[test]
    fn fix_yaml((texts, bytes, new, every) in task()) {
        let mut choices = Choices(bytes.iter().cycle());
        let mut written = Written::default();
        for text in &texts {
            written.raw("- title: Quätsch\n  text: ");
            written.begin();
            let style = choices.below(4);
            in_yaml(&mut written, text, style, &mut choices);
        }
        round("a.yaml", &written, &new, every, false)?;
    }

    #[test]
    fn fix_yaml_plain(texts in prop::collection::vec("[a-zäüß]{2,6}( [a-zäüß𐐀]{1,6}){1,6}", 2..5), bytes in prop::collection::vec(any::<u8>(), 1..40), (_, _, new, every) in task()) {
        let mut choices = Choices(bytes.iter().cycle());
        let mut written = Written::default();
        for text in &texts {
            written.raw("- text: ");
            written.begin();
            for character in format!("{text} {OLD} {text} danke.").chars() {
                if character == ' ' && choices.below(2) == 0 { written.put(' ', "\n     ") } else { written.itself(character) }
            }
            written.raw("  # Quätsch\n");
        }
        round("a.yaml", &written, &new, every, is_plain(&new))?;
    }

    #[test]
    fn fix_toml((texts, bytes, new, every) in task()) {
        let mut choices = Choices(bytes.iter().cycle());
        let mut written = Written::default();
        for text in &texts {
            written.raw("[[reply]]\ntitle = \"Quätsch\"\ntext = ");
            in_toml(&mut written, text, &mut choices);
        }
        round("a.toml", &written, &new, every, false)?;
    }

    #[test]
    fn fix_csv((texts, _, new, every) in task(), delimiter in prop::sample::select(vec![",", ";", "|"]), end in prop::sample::select(vec!["\n", "\r\n"])) {
        let mut written = Written::default();
        written.raw(&format!("title{delimiter}text{end}"));
        for text in &texts {
            written.raw(&format!("Quätsch{delimiter}"));
            in_table(&mut written, text);
            written.raw(end);
        }
        round("a.csv", &written, &new, every, is_plain(&new))?;
    }

    #[test]
    fn fix_tsv(texts in prop::collection::vec("Guten Tag( [a-zäöß𐐀;,\"]{1,6}){1,5}", 2..5), new in "[a-zä;, ]{0,6}[a-z]", every in 1..3_usize) {
        let mut written = Written::default();
        written.raw("title\ttext\n");
        for text in &texts {
            written.raw("Quätsch\t");
            written.begin();
            format!("{text} {OLD} danke.").chars().for_each(|character| written.itself(character));
            written.raw("\n");
        }
        round("a.tsv", &written, &new, every, true)?;
    }

    #[test]
    fn fix_html((texts, bytes, new, every) in task()) {
        let mut choices = Choices(bytes.iter().cycle());
        let mut written = Written::default();
        written.raw("<html><head><title>Quätsch</title></head><body>");
        for text in &texts {
            written.raw("<h2>Titel</h2>\n<p>");
            written.begin();
            in_html(&mut written, text, &mut choices);
            written.raw("</p>\n");
        }
        written.raw("</body></html>");
        round("a.html", &written, &new, every, false)?;
    }

    #[test]
    fn fix_quoted_printable(text in words(), new in task().prop_map(|(_, _, new, _)| new), bytes in prop::collection::vec(any::<u8>(), 1..40)) {
        let mut choices = Choices(bytes.iter().cycle());
        let mut written = Written::default();
        written.raw("Subject: Frage\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n");
        written.begin();
        in_quoted_printable(&mut written, &format!("Guten Tag, {text} {OLD} danke."), &mut choices);
        round("a.eml", &written, &new, 1, false)?;
        let (mended, _) = mend("a.eml", written.source.as_bytes(), &new, 1);
        prop_assert!(mended.bytes.is_ascii(), "a mail of seven bits stays one");
    }

    #[test]
    fn fix_po((texts, bytes, new, every) in task()) {
        let mut choices = Choices(bytes.iter().cycle());
        let mut written = Written::default();
        for (number, text) in texts.iter().enumerate() {
            written.raw(&format!("# Quätsch\nmsgid \"x{number}\"\nmsgstr "));
            in_po(&mut written, text, &mut choices);
        }
        round("a.po", &written, &new, every, false)?;
    }

    #[test]
    fn fix_base64_is_refused(text in words(), width in 4..76_usize) {
        let text = format!("Guten Tag, {text} {OLD} danke.");
        let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut encoded = String::new();
        for group in text.as_bytes().chunks(3) {
            let bits = group.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
            (0..4).for_each(|number| encoded.push(if number <= group.len() { char::from(letters[(bits >> (18 - 6 * number)) as usize & 63]) } else { '=' }));
        }
        let lines: Vec<&str> = encoded.as_bytes().chunks(width).map(|line| std::str::from_utf8(line).unwrap()).collect();
        let mail = format!("Subject: Frage\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{}\n", lines.join("\n"));
        refused("a.eml", mail.as_bytes(), &[text])?;
    }

    #[test]
    fn fix_xlsx_is_refused(texts in prop::collection::vec(words(), 1..4)) {
        let texts: Vec<String> = texts.iter().map(|text| format!("Guten Tag, {text} {OLD} danke.")).collect();
        let rows: String = texts.iter().enumerate().map(|(number, text)| {
            let row = number + 2;
            format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"inlineStr\"><is><t>Titel</t></is></c><c r=\"B{row}\" t=\"inlineStr\"><is><t>{}</t></is></c></row>", escaped(text))
        }).collect();
        let head = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Titel</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>Text</t></is></c></row>";
        let bytes = package(&[
            ("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId7\"/></sheets></workbook>".to_owned()),
            ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"rId7\" Target=\"worksheets/eins.xml\"/></Relationships>".to_owned()),
            ("xl/worksheets/eins.xml", format!("<worksheet><sheetData>{head}{rows}</sheetData></worksheet>")),
        ]);
        refused("a.xlsx", &bytes, &texts)?;
    }

    #[test]
    fn fix_ods_is_refused(texts in prop::collection::vec("Guten Tag( [a-zäöß𐐀>\"]{1,6}){1,5}", 1..4)) {
        let texts: Vec<String> = texts.iter().map(|text| format!("{text} {OLD} danke.")).collect();
        let cell = |text: &str| format!("<table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>", escaped(text));
        let row = |text: &str| format!("<table:table-row>{}{}</table:table-row>", cell("Titel"), cell(text));
        let rows: String = texts.iter().map(|text| row(text)).collect();
        let content = format!("<office:document-content><table:table table:name=\"A\">{}{rows}</table:table></office:document-content>", row("Text"));
        refused("a.ods", &package(&[("content.xml", content)]), &texts)?;
    }
}

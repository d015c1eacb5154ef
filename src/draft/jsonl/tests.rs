//! Records good and bad, and random JSON strings against serde_json and the source they came from.
//! In: lines made by hand or by proptest. Out: nothing, if all maps are exact.

use super::*;
use crate::draft::Format;
use proptest::prelude::*;

/// What a page gives, drafts as (id, text), trouble as (line, column, message).
type Said = Result<(String, String), (usize, usize, String)>;

fn read(text: &str) -> Vec<Said> {
    let page = Page::new("a.jsonl", text);
    let said = |item: Result<Draft<'_>, Trouble>| match item {
        Ok(draft) => Ok((draft.id.to_string(), draft.text().to_owned())),
        Err(trouble) => Err((trouble.line.unwrap(), trouble.column.unwrap(), trouble.message.en)),
    };
    Format::JsonLines.drafts(&page).map(said).collect()
}

fn trouble(line: &str) -> (usize, usize, String) {
    match read(line).as_slice() {
        [Err(trouble)] => trouble.clone(),
        other => panic!("{line}: {other:?}"),
    }
}

fn draft(id: &str, text: &str) -> Said {
    Ok((id.into(), text.into()))
}

#[test]
fn ids_are_text_or_number_or_the_number_of_the_record() {
    let page = "{\"text\": \"a\"}\r\n\n  \r\n{\"id\": 7, \"text\": \"b\"}\n{\"text\": \"c\", \"id\": \"x\\u00fc\"}\nkaputt\n{\"id\": -1.50, \"text\": \"d\"}\n{\"id\": \"\", \"text\": \"e\"}";
    let said = read(page);
    assert_eq!(said[0], draft("1", "a"));
    assert_eq!(said[1], draft("7", "b"));
    assert_eq!(said[2], draft("xü", "c"));
    assert_eq!(said[3].as_ref().unwrap_err().0, 6, "line numbers count blank lines");
    assert_eq!(said[4], draft("-1.50", "d"));
    assert_eq!(said[5], draft("6", "e"));
}

#[test]
fn facts_win_from_the_record() {
    let page =
        Page::new("a.jsonl", r#"{"text":"","lang":"de-AT","channel":"private","kind":"template","title":"A \"B\"","x":{"text":[1,null]}}"#);
    let draft = Format::JsonLines.drafts(&page).next().unwrap().unwrap();
    assert_eq!((draft.language, draft.channel, draft.kind), (Some(Language::German), Some(Channel::Private), Some(Kind::Template)));
    assert_eq!(draft.title.as_deref(), Some("A \"B\""));
    let page = Page::new("a.jsonl", r#"{"text":"a","lang":"auto","channel":null,"id":null}"#);
    let draft = Format::JsonLines.drafts(&page).next().unwrap().unwrap();
    assert_eq!((draft.language, draft.channel, &*draft.id), (None, None, "1"));
}

#[test]
fn broken_records_are_named_at_their_place() {
    assert_eq!(trouble(r#"{"text": "ä" "id": 1}"#), (1, 14, "Not valid JSON: expected `,` or `}`.".into()));
    assert_eq!(trouble(r#"{"id": "a"}"#), (1, 1, "The record has no \"text\".".into()));
    assert_eq!(trouble(r#"{"text": null}"#).2, "The record has no \"text\".");
    assert_eq!(trouble(r#"{"id": "ä", "text": ["x"]}"#), (1, 21, "\"text\" must be a string, not a list.".into()));
    assert_eq!(trouble(r#"{"text": "x", "id": true}"#), (1, 21, "\"id\" must be a string or a number, not true or false.".into()));
    assert_eq!(
        trouble(r#"{"text": "x", "channel": "tweet"}"#),
        (1, 26, "\"channel\" does not know \"tweet\"; it can be public, private.".into())
    );
    assert_eq!(trouble(r#"{"text": "x", "lang": "fr"}"#).1, 23);
    assert_eq!(trouble(r#"{"text": "x", "kind": 1}"#).2, "\"kind\" must be a string, not a number.");
    assert_eq!(trouble(r#"{"text": "x", "text": "y"}"#), (1, 23, "\"text\" stands twice in this record.".into()));
    assert_eq!(trouble(r#"{"text": "x", "text": null}"#).2, "\"text\" stands twice in this record.");
    assert_eq!(trouble(r#"  ["x"]"#), (1, 3, "Each line must be a JSON object: {\"text\": \"…\"}.".into()));
    assert_eq!(trouble("\"x\"").2, "Each line must be a JSON object: {\"text\": \"…\"}.");
    assert_eq!(trouble(r#"{"text": "x"} {"#), (1, 15, "Not valid JSON: trailing characters.".into()));
    assert_eq!(trouble("{\"text\": \"x\ty\"}").1, 12);
    assert_eq!(trouble(r#"{"text": "x"#).2, "Not valid JSON: EOF while parsing a string.");
    assert_eq!(trouble(r#"{"text": "\x"}"#).2, "Not valid JSON: invalid escape.");
    assert_eq!(trouble(r#"{"text": "\u12"}"#).0, 1);
}

#[test]
fn every_message_of_serde_json_is_german_too() {
    let lines = [
        "{",
        "{\"a\":",
        "{\"a\": \"",
        "{\"a\": [",
        "{\"a\" 1}",
        "{\"a\": [1 2]}",
        "{\"a\": 1 2}",
        "{\"a\": nul}",
        "{\"a\": x}",
        "{\"a\": \"\\x\"}",
    ];
    let more = ["{\"a\": -}", "{\"a\": \"\u{1}\"}", "{1: 2}", "{\"a\": 1,}", "{} x", "{\"a\": \"\\u12\"}"];
    for line in lines.iter().chain(&more) {
        let page = Page::new("a.jsonl", *line);
        let trouble = Format::JsonLines.drafts(&page).next().unwrap().unwrap_err();
        let (de, en) = (trouble.message.de.replace("Kein gültiges JSON: ", ""), trouble.message.en.replace("Not valid JSON: ", ""));
        assert_ne!(de, en, "{line}");
    }
}

#[test]
fn deep_nesting_in_a_key_nobody_reads_is_no_danger() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(1_000_000), close.repeat(1_000_000));
        let said = read(&format!("{{\"x\": {deep}, \"text\": \"a\"}}\n{{\"text\": \"b\"}}\n{{\"text\": {deep}}}\n"));
        assert_eq!(said[0], draft("1", "a"));
        assert_eq!(said[1], draft("2", "b"));
        assert!(said[2].as_ref().unwrap_err().2.starts_with("\"text\" must be a string"));
    }
}

#[test]
fn escapes_are_mapped_as_a_whole() {
    let line = r#"{"text": "f\u00fcr \ud83d\ude00 \"Sie\" \u0000 \ud83d! \ude00"}"#;
    let page = Page::new("a.jsonl", line);
    let draft = Format::JsonLines.drafts(&page).next().unwrap().unwrap();
    assert_eq!(draft.text(), "für 😀 \"Sie\" \0 \u{fffd}! \u{fffd}");
    let place = draft.place(Span::new(0, "für".len()));
    assert_eq!((place.start.column, place.end.column, place.in_draft), (11, 19, 0..3));
    let source = |of: &str| {
        let at = draft.text().find(of).unwrap();
        &line[draft.text.source_span(Span::new(at, at + of.len())).range()]
    };
    assert_eq!(source("😀"), r"\ud83d\ude00");
    assert_eq!(source("\"Sie\""), r#"\"Sie\""#);
    assert_eq!(source("\0"), r"\u0000");
    assert_eq!(source("\u{fffd}!"), r"\ud83d!");
}

/// One character, and a way to write it in JSON.
fn written() -> impl Strategy<Value = (char, String)> {
    let units = |character: char| character.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect::<String>();
    (prop_oneof!["[a-zäß \"\\\\/\n\t]", "[\u{10400}\u{1f600}€\u{0}\u{feff}]", ".", any::<char>().prop_map(String::from)], 0..3_u8).prop_map(
        move |(character, style)| {
            let character = character.chars().next().unwrap();
            let plain = serde_json::to_string(&character).unwrap();
            let written = match (style, character) {
                (0, _) => plain[1..plain.len() - 1].to_owned(),
                (1, '/') => "\\/".to_owned(),
                (1, _) => units(character).to_uppercase().replace("\\U", "\\u"),
                _ => units(character),
            };
            (character, written)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn random_strings_decode_with_exact_maps(parts in proptest::collection::vec(written(), 0..30), lead in "[a-zü]{0,5}") {
        let inside: String = parts.iter().map(|(_, written)| written.as_str()).collect();
        let line = format!("{{\"{lead}\": 1, \"text\": \"{inside}\"}}");
        prop_assume!(!["id", "text", "lang", "channel", "kind", "title"].contains(&lead.as_str()));
        let page = Page::new("a.jsonl", line.as_str());
        let draft = Format::JsonLines.drafts(&page).next().unwrap().unwrap();
        let expected: String = parts.iter().map(|(character, _)| *character).collect();
        prop_assert_eq!(draft.text(), &expected);
        prop_assert_eq!(draft.text.is_identity(), !inside.contains('\\'));
        let (mut out, mut source) = (0, line.find(": \"").unwrap() + 3);
        for (character, written) in &parts {
            let span = Span::new(out, out + character.len_utf8());
            prop_assert_eq!(draft.text.source_span(span), Span::new(source, source + written.len()));
            let place = draft.place(span);
            prop_assert_eq!(place.start.column, 1 + line[..source].chars().count());
            prop_assert_eq!(place.end.offset, source + written.len());
            prop_assert_eq!(place.in_draft, expected[..out].chars().count()..expected[..span.end].chars().count());
            out = span.end;
            source += written.len();
        }
    }

    #[test]
    fn any_line_gives_a_draft_or_trouble_in_it(line in "[{}\\[\\]\":,a-z0-9\\\\ ü]{0,40}|\\{\"text\": ?\"[^\n]{0,20}\"?\\}?") {
        for item in Format::JsonLines.drafts(&Page::new("a.jsonl", line.as_str())) {
            if let Err(trouble) = item {
                prop_assert!(trouble.column.unwrap() <= line.chars().count() + 1);
            }
        }
    }
}

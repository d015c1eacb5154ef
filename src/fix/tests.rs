//! Fixes in every format, on random documents: exactly the marked place changes, and what is read again is what was meant.

use super::*;
use crate::draft::Format;
use crate::finding::Fix;
use proptest::prelude::*;

/// Replaces `old` by `new` in all drafts of a file.
fn mend(path: &str, bytes: &[u8], old: &str, new: &str) -> Mended {
    let (source, reading) = (Source::memory(path, bytes), Reading::default());
    let mut plan = Plan::default();
    let _ = each_draft(
        &source,
        &reading,
        &mut |draft| {
            let spans = draft.text().match_indices(old).map(|(start, _)| Span::new(start, start + old.len()));
            let findings: Vec<Finding> = spans
                .map(|span| {
                    let mut found = crate::finding::tests::finding("a/b", draft.text(), &[old]);
                    found.marks = vec![span];
                    found.fixes = vec![Fix { span, text: new.to_owned(), safe: true }];
                    found
                })
                .collect();
            plan.add(draft, &findings, &[]);
            ControlFlow::Continue(())
        },
        &mut |_| ControlFlow::Continue(()),
    );
    plan.carry_out(path, bytes, &reading)
}

fn texts(path: &str, bytes: &[u8]) -> Vec<String> {
    content(path, bytes, &Reading::default()).drafts.into_iter().map(|draft| draft.text).collect()
}

/// A file of the format with two answers; `said` is how each writes `Quatsch`.
fn mended(path: &str, file: &str, new: &str) -> (String, usize) {
    let mended = mend(path, file.as_bytes(), "Quatsch", new);
    let after = texts(path, &mended.bytes);
    let meant: Vec<String> = texts(path, file.as_bytes()).iter().map(|text| text.replace("Quatsch", new)).collect();
    if mended.left.is_empty() {
        assert_eq!(after, meant, "{file}");
    }
    (String::from_utf8(mended.bytes).unwrap(), mended.left.len())
}

#[test]
fn words_are_written_as_each_format_writes_them() {
    let new = "\"Unsinn\" & 's";
    let cases = [
        ("a.txt", "So ein Quatsch.\n", "So ein \"Unsinn\" & 's.\n"),
        ("a.jsonl", "{\"text\": \"So ein Quatsch.\"}\n", "{\"text\": \"So ein \\\"Unsinn\\\" & 's.\"}\n"),
        (
            "a.json",
            "[{\"title\": \"Quatsch\", \"body\": \"So ein Qu\\u0061tsch ist das.\"}]",
            "[{\"title\": \"Quatsch\", \"body\": \"So ein \\\"Unsinn\\\" & 's ist das.\"}]",
        ),
        ("a.csv", "id,body\n1,\"So ein Quatsch, ja, das ist er.\"\n", "id,body\n1,\"So ein \"\"Unsinn\"\" & 's, ja, das ist er.\"\n"),
        ("a.yaml", "- title: a\n  body: 'So ein Quatsch ist das.'\n", "- title: a\n  body: 'So ein \"Unsinn\" & ''s ist das.'\n"),
        ("a.yaml", "- title: a\n  body: \"So ein Quatsch ist das.\"\n", "- title: a\n  body: \"So ein \\\"Unsinn\\\" & 's ist das.\"\n"),
        ("a.html", "<p>So ein <b>Quatsch</b> ist das, guten Tag.</p>", "<p>So ein <b>\"Unsinn\" & 's</b> ist das, guten Tag.</p>"),
    ];
    for (path, file, expected) in cases {
        assert_eq!(mended(path, file, new), (expected.to_owned(), 0), "{path}");
    }
    let layered = "id,body\n1,\"<p>So ein Quatsch, \"\"ja\"\", das ist er.</p>\"\n";
    assert_eq!(
        mended("a.csv", layered, "<A> & \"B\"").0,
        "id,body\n1,\"<p>So ein &lt;A&gt; &amp; \"\"B\"\", \"\"ja\"\", das ist er.</p>\"\n"
    );
}

#[test]
fn what_cannot_be_written_is_left_as_it_is() {
    // A tag stands inside the marked words; a line break would end the plain scalar; the draft would vanish.
    let cases = [
        ("a.html", "<p>So ein Qu<b>atsch</b> ist das, guten Tag.</p>", "Unsinn"),
        ("a.yaml", "- title: a\n  body: So ein Quatsch ist das # gut\n", "Un: sinn #"),
        ("a.jsonl", "{\"text\": \"Quatsch\"}\n", "a\u{0}\u{1f}"),
    ];
    for (path, file, new) in &cases[..2] {
        assert_eq!(mended(path, file, new), ((*file).to_owned(), 1), "{path}");
    }
    assert_eq!(mended(cases[2].0, cases[2].1, cases[2].2), ("{\"text\": \"a\\u0000\\u001f\"}\n".to_owned(), 0));
    // One of two can be written.
    let file = "- title: a\n  body: So ein Quatsch ist das\n- title: b\n  body: 'So ein Quatsch ist das'\n";
    let (said, left) = mended("a.yaml", file, "Un: sinn");
    assert_eq!((said.as_str(), left), ("- title: a\n  body: So ein Quatsch ist das\n- title: b\n  body: 'So ein Un: sinn ist das'\n", 1));
}

#[test]
fn other_encodings_keep_their_bytes() {
    let mended = mend("a.txt", b"\x84f\xfcr\x93 Quatsch 5 \x80", "Quatsch", "Übel – ja");
    assert_eq!((mended.bytes.as_slice(), mended.left.len()), (&b"\x84f\xfcr\x93 \xdcbel \x96 ja 5 \x80"[..], 0));
    let mended = mend("a.txt", b"\x84f\xfcr\x93 Quatsch 5 \x80", "Quatsch", "Zażółć");
    assert_eq!((mended.replaced, mended.left.len()), (0, 1), "Windows-1252 has no such letter");
    let mended = mend("a.txt", b"\xff\xfea\0Q\0!\0", "Q", "\u{10400}");
    assert_eq!(mended.bytes, b"\xff\xfea\0\x01\xd8\x00\xdc!\0");
    let mended = mend("a.jsonl", "\u{feff}{\"text\": \"Quatsch\"}\nkaputt\n{\"text\": \"ein Quatsch\"}".as_bytes(), "Quatsch", "Unsinn");
    assert_eq!(String::from_utf8(mended.bytes).unwrap(), "\u{feff}{\"text\": \"Unsinn\"}\nkaputt\n{\"text\": \"ein Unsinn\"}");
}

/// A document of the format with these answers.
fn document(format: Format, answers: &[String]) -> (String, String) {
    let json = |text: &String| serde_json::Value::from(text.as_str()).to_string();
    let rows =
        |row: &dyn Fn(usize, &String) -> String| answers.iter().enumerate().map(|(number, text)| row(number, text)).collect::<String>();
    match format {
        Format::JsonLines => ("a.jsonl".into(), rows(&|number, text| format!("{{\"id\": {number}, \"text\": {}}}\n", json(text)))),
        Format::Json => {
            let all = rows(&|number, text| format!("{{\"id\": {number}, \"body\": {}}},", json(text)));
            ("a.json".into(), format!("[{}]", all.trim_end_matches(',')))
        }
        Format::Yaml => ("a.yaml".into(), rows(&|number, text| format!("- id: {number}\n  body: {}\n", json(text)))),
        Format::Table => {
            ("a.csv".into(), "id,body\n".to_owned() + &rows(&|number, text| format!("{number},\"{}\"\n", text.replace('"', "\"\""))))
        }
        Format::Html => {
            let words = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
            ("a.html".into(), rows(&|_, text| format!("<p>{}</p>\n", words(text))))
        }
        Format::Markdown => ("a.md".into(), rows(&|_, text| format!("{text}\n\n"))),
        Format::Toml => ("a.toml".into(), rows(&|number, text| format!("[[reply]]\nid = {number}\nbody = {}\n", json(text)))),
        Format::Po => ("a.po".into(), rows(&|number, text| format!("msgid \"{number}\"\nmsgstr {}\n\n", json(text)))),
        Format::Mail => {
            ("a.eml".into(), format!("Subject: Ihre Frage\nContent-Type: text/plain; charset=utf-8\n\n{}\n", answers.join("\n")))
        }
        _ => ("a.txt".into(), answers.join("\n")),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn exactly_the_marked_places_change(
        answers in prop::collection::vec("(Guten Tag, |So ein )[a-zü \"'&<>:,#é\u{10400}]{0,12} Quatsch [a-zß\"'&.]{0,9}, danke für Ihre Geduld\\.", 1..4),
        new in "[A-Za-zä\"'&<>\\\\ ]{0,8}[a-z]",
        number in 0_usize..Format::ALL.len(),
    ) {
        let (path, file) = document(Format::ALL[number], &answers);
        let before = texts(&path, file.as_bytes());
        let mended = mend(&path, file.as_bytes(), "Quatsch", &new);
        let after = texts(&path, &mended.bytes);
        prop_assert_eq!(before.len(), after.len());
        let meant: Vec<String> = before.iter().map(|text| text.replace("Quatsch", &new)).collect();
        if mended.left.is_empty() {
            prop_assert_eq!(&after, &meant);
        }
        for ((after, before), meant) in after.iter().zip(&before).zip(&meant) {
            prop_assert!(after == before || after == meant || !mended.left.is_empty());
        }
        // What stands around the marked places is the same, byte for byte.
        let said = String::from_utf8(mended.bytes).unwrap();
        let pieces: Vec<&str> = file.split("Quatsch").collect();
        let mut rest = said.as_str();
        for piece in pieces {
            let at = rest.find(piece);
            prop_assert!(at.is_some(), "{:?} is gone from {}", piece, said);
            rest = &rest[at.unwrap() + piece.len()..];
        }
    }
}

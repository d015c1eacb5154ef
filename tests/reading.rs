//! Reading files: any page size gives the same drafts at the same places; strange files are named, the others are read.
//! In: files made here. Out: nothing, if no draft is lost and no place is wrong.

use knigge::draft::{Format, Reading, each_draft, find};
use knigge::finding::Gravity;
use knigge::source::{Limits, Source, Trouble};
use knigge::span::{Position, Span};
use proptest::prelude::*;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// A draft as it was read: id, text, and the place of each of its characters.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Read {
    id: String,
    text: String,
    places: Vec<(Position, Position)>,
}

fn read(source: &Source, reading: Reading) -> (Vec<Read>, Vec<Trouble>) {
    let (mut drafts, mut troubles) = (Vec::new(), Vec::new());
    let flow = each_draft(
        source,
        &reading,
        &mut |draft| {
            let spans = draft.text().char_indices().map(|(at, character)| Span::new(at, at + character.len_utf8()));
            // All characters of short drafts, some of long ones.
            let step = 1 + draft.text().len() / 1000;
            let places = spans.step_by(step).map(|span| draft.place(span)).map(|place| (place.start, place.end)).collect();
            drafts.push(Read { id: draft.id.to_string(), text: draft.text().to_owned(), places });
            ControlFlow::Continue(())
        },
        &mut |trouble| {
            troubles.push(trouble);
            ControlFlow::Continue(())
        },
    );
    assert!(flow.is_continue());
    (drafts, troubles)
}

fn pages_of(page: usize, draft: usize) -> Reading {
    Reading { format: None, fields: Default::default(), limits: Limits { page, draft, ..Limits::default() } }
}

fn lines(bytes: impl Into<Vec<u8>>) -> Source {
    Source::memory("a.jsonl", bytes)
}

/// A line of a file, as bytes without its end.
fn line() -> impl Strategy<Value = Vec<u8>> {
    let text = "[a-zäß😀 \"\\\\\t]{0,12}";
    prop_oneof![
        4 => text.prop_map(|text| serde_json::json!({ "text": text }).to_string().into_bytes()),
        2 => (text, 0..99_u32).prop_map(|(text, id)| serde_json::json!({ "id": id, "text": text, "x": [id, { "text": text }] }).to_string().into_bytes()),
        1 => Just(b"{\"text\": \"f\\u00fcr \\ud83d\\ude00\"}".to_vec()),
        1 => "[ \t]{0,3}".prop_map(String::into_bytes),
        1 => "[a-z{}\":ü]{0,9}".prop_map(String::into_bytes),
        1 => Just(b"{\"text\": \"f\xfcr\"}".to_vec()),
        1 => Just(format!("{{\"text\": \"{}\"}}", "lang ".repeat(30)).into_bytes()),
    ]
}

/// What a decoder makes of the bytes of one character.
type Decode = fn(&[u8]) -> String;

/// A table with all that its cells trip over.
fn table(rows: &[(String, String, bool)], end: &str) -> String {
    let mut table = format!("id;title;text{end}");
    for (number, (title, text, blank)) in rows.iter().enumerate() {
        let text = format!("Guten Tag, {text} bis morgen.").replace('"', "\"\"").replace('\n', end);
        table.push_str(&format!("{number};{title};\"{text}\"{end}"));
        table.push_str(if *blank { end } else { "" });
    }
    table
}

proptest! {
    #[test]
    fn a_table_is_the_same_in_one_piece_and_in_many(
        rows in proptest::collection::vec(("[a-zäß 😀]{0,9}", "[a-zäß😀 ;\"\n]{0,30}", any::<bool>()), 2..30),
        end in proptest::sample::select(vec!["\n", "\r\n"]),
        encoding in 0..4_usize,
        page in 64..600_usize,
    ) {
        let text = table(&rows, end);
        let bytes: Vec<u8> = match encoding {
            0 => text.into_bytes(),
            1 => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            2 => std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
            // No letter that UTF-8 might read otherwise.
            _ => text.chars().map(|character| u8::try_from(character).unwrap_or(b'x')).collect(),
        };
        let source = Source::memory("a.csv", bytes);
        let (whole, said) = read(&source, Reading::default());
        let (parts, troubles) = read(&source, pages_of(page, 16 << 20));
        prop_assert_eq!(whole.len(), rows.len());
        prop_assert_eq!(whole, parts);
        prop_assert_eq!(said, troubles);
    }
}

#[test]
fn what_is_wrong_with_a_long_table_is_told_at_its_place() {
    let row = "7;Guten Tag, wir melden uns morgen bei Ihnen.\n";
    let ragged = format!("id;text\n{}8;zu;viel;Text\n{}", row.repeat(20), row.repeat(20));
    let (drafts, troubles) = read(&Source::memory("a.csv", ragged), pages_of(200, 16 << 20));
    assert_eq!((drafts.len(), troubles.len(), troubles[0].line), (40, 1, Some(22)));
    assert_eq!((drafts[39].id.as_str(), drafts[39].places[0].0.line), ("7/2", 42), "ids are told apart within a part");
    let open = format!("id;text\n{}8;\"offen\n{}", row.repeat(20), row.repeat(20));
    let (drafts, troubles) = read(&Source::memory("a.csv", open.clone()), pages_of(200, 16 << 20));
    assert_eq!((drafts.len(), troubles[0].line), (20, Some(22)));
    // More than may be held.
    let (drafts, troubles) = read(&Source::memory("a.csv", open), pages_of(200, 500));
    assert_eq!((drafts.len(), troubles.len(), troubles[0].line), (20, 1, Some(22)), "{troubles:?}");
    let broken = [format!("id;text\n{}", row.repeat(20)).as_bytes(), "für".as_bytes(), b" f\xfcr\n"].concat();
    let (drafts, troubles) = read(&Source::memory("a.csv", broken), pages_of(200, 16 << 20));
    assert_eq!((drafts.len(), troubles[0].gravity), (20, Gravity::Mistake), "{troubles:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_size_of_pages_changes_nothing(lines_of in proptest::collection::vec((line(), any::<bool>()), 0..12), mark in any::<bool>(), ends in any::<bool>(), page in 1..200_usize) {
        let mut bytes = if mark { b"\xef\xbb\xbf".to_vec() } else { Vec::new() };
        for (line, return_too) in &lines_of {
            bytes.extend_from_slice(line);
            bytes.extend_from_slice(if *return_too { b"\r\n" } else { b"\n" });
        }
        if !ends && !lines_of.is_empty() {
            bytes.pop();
        }
        // Lines of 160 bytes are too long here, and named.
        let whole = read(&lines(bytes.clone()), pages_of(1 << 20, 120));
        let streamed = read(&lines(bytes.clone()), pages_of(page, 120));
        prop_assert_eq!(&whole, &streamed);

        // And the whole read is right: the bytes at each place, decoded, are the character.
        for draft in &whole.0 {
            for (character, (start, end)) in draft.text.chars().zip(&draft.places) {
                let written = str::from_utf8(&bytes[start.offset..end.offset]).unwrap();
                let decoded: String = serde_json::from_str(&format!("\"{written}\"")).unwrap();
                prop_assert_eq!(decoded, character.to_string());
                let before = &bytes[..start.offset];
                let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(if mark { 3 } else { 0 }, |newline| newline + 1);
                prop_assert_eq!(start.line, 1 + before.iter().filter(|byte| **byte == b'\n').count());
                prop_assert_eq!(start.column, 1 + str::from_utf8(&before[line_start..]).unwrap().chars().count());
            }
        }
        let records = lines_of.iter().filter(|(line, _)| !line.trim_ascii().is_empty()).count();
        prop_assert_eq!(whole.0.len() + whole.1.len(), records);
    }

    #[test]
    fn every_encoding_leads_back_to_its_bytes(text in "[a-zäöüß€„“ \r\n]{1,60}😀?", kind in 0..5_u8) {
        prop_assume!(!text.trim().is_empty());
        // "ä€“" would be a letter of three bytes in UTF-8: signs stand apart from letters.
        let latin = text.replace('😀', "").replace('€', " € ").replace('„', " „").replace('“', " “ ") + "ü";
        let utf16 = |from_unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(from_unit).collect::<Vec<u8>>();
        let (bytes, decode): (Vec<u8>, Decode) = match kind {
            0 => (text.clone().into_bytes(), |bytes| String::from_utf8(bytes.to_vec()).unwrap()),
            1 => ([b"\xef\xbb\xbf", text.as_bytes()].concat(), |bytes| String::from_utf8(bytes.to_vec()).unwrap()),
            2 => ([b"\xff\xfe".to_vec(), utf16(u16::to_le_bytes)].concat(), |bytes| encoding_rs::UTF_16LE.decode(bytes).0.into_owned()),
            3 => ([b"\xfe\xff".to_vec(), utf16(u16::to_be_bytes)].concat(), |bytes| encoding_rs::UTF_16BE.decode(bytes).0.into_owned()),
            _ => (encoding_rs::WINDOWS_1252.encode(&latin).0.into_owned(), |bytes| encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned()),
        };
        let (drafts, troubles) = read(&Source::memory("a.txt", bytes.clone()), Reading::default());
        prop_assert!(troubles.iter().all(|trouble| trouble.gravity == Gravity::Advice));
        prop_assert_eq!(&drafts[0].text, if kind < 4 { &text } else { &latin });
        for (character, (start, end)) in drafts[0].text.chars().zip(&drafts[0].places) {
            prop_assert_eq!(decode(&bytes[start.offset..end.offset]), character.to_string());
        }
    }
}

#[test]
fn a_line_of_twenty_mib_is_named_and_the_others_are_read() {
    let long = format!("{{\"text\": \"{}\"}}", "a".repeat(20 << 20));
    for ending in ["", "\n", "\n{\"text\": \"nach\"}", "\n\n{\"text\": \"nach\"}\n{\"text\": \"noch\"}\n"] {
        let bytes = format!("{{\"text\": \"vor\"}}\n{long}{ending}");
        let (drafts, troubles) = read(&lines(bytes.clone()), Reading::default());
        assert_eq!(troubles.len(), 1);
        assert_eq!((troubles[0].line, troubles[0].message.en.as_str()), (Some(2), "Larger than 16 MiB: not checked."));
        assert_eq!(drafts.len(), 1 + ending.matches("text").count());
        if let Some(after) = drafts.get(1) {
            let at = bytes.rfind("nach").unwrap();
            assert_eq!(after.places[0].0, Position { line: 2 + ending.find('{').unwrap(), column: 11, offset: at });
            assert_eq!(after.id, "3");
        }
    }
}

#[test]
fn a_text_of_twenty_mib_is_named() {
    let (drafts, troubles) = read(&Source::memory("a.txt", "wort ".repeat(4 << 20).into_bytes()), Reading::default());
    assert!(drafts.is_empty());
    assert_eq!(troubles[0].message.de, "Größer als 16 MiB: nicht geprüft.");
}

#[test]
fn sixteen_mib_are_read() {
    let text = "wort ".repeat((16 << 20) / 5);
    assert_eq!(read(&Source::memory("a.txt", text.clone().into_bytes()), Reading::default()).0.len(), 1);
    let line = format!("{{\"text\": \"{}\"}}\n", &text[..(16 << 20) - 14]);
    assert_eq!(read(&lines(line.repeat(2)), Reading::default()).0.len(), 2);
}

#[test]
fn a_reader_may_break_off() {
    let source = lines("{\"text\": \"a\"}\n".repeat(9));
    let mut count = 0;
    let flow = each_draft(
        &source,
        &pages_of(30, 100),
        &mut |_| {
            count += 1;
            if count == 4 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        },
        &mut |_| ControlFlow::Continue(()),
    );
    assert!(flow.is_break());
    assert_eq!(count, 4);
}

/// The one trouble that a source gives, with how many drafts it gave besides.
fn trouble(path: &str, bytes: &[u8]) -> (usize, Trouble) {
    let (drafts, troubles) = read(&Source::memory(path, bytes), Reading::default());
    assert_eq!(troubles.len(), 1, "{troubles:?}");
    (drafts.len(), troubles.into_iter().next().unwrap())
}

#[test]
fn strange_files_are_named() {
    let said = |path: &str, bytes: &[u8]| (trouble(path, bytes).0, trouble(path, bytes).1.message.en);
    assert_eq!(said("a.txt", b"\x89PNG\r\n\0\0"), (0, "A binary file, not text: byte 6 is 0.".into()));
    assert_eq!(said("a.jsonl", b"\x89PNG\r\n\0\0"), (0, "A binary file, not text: byte 6 is 0.".into()));
    assert_eq!(said("a.txt", b"f\xc3\xbcr m\xfcde").1, "Byte 6 (0xFC) is not valid UTF-8, and the file is not Windows-1252 either.");
    assert_eq!(said("a.txt", b"\xff\xfea\0\x3d\xd8").1, "Byte 4 (0x3D) is not valid UTF-16 LE, though the file begins so.");
    assert_eq!(said("a.txt", b"f\xfcr"), (1, "Read as Windows-1252, as it is not UTF-8.".into()));
    assert_eq!(trouble("a.txt", b"f\xfcr").1.gravity, Gravity::Advice);
    assert_eq!(said("a.jsonl", b"\xff\xfe{\0}\0"), (0, "JSON is always UTF-8; this file is UTF-16 LE. Save it as UTF-8.".into()));
    assert_eq!(said("a.jsonl", b"\0{\0}\0\n").1, "JSON is always UTF-8; this file is UTF-16 BE. Save it as UTF-8.");
}

#[test]
fn a_broken_line_stops_no_other() {
    let bytes = b"{\"text\": \"a\"}\n{\"text\": \"\xe4\"}\n{\"text\": b}\n{\"text\": \"c\"}\n";
    let (drafts, troubles) = read(&lines(bytes), Reading::default());
    let ids: Vec<&str> = drafts.iter().map(|draft| draft.id.as_str()).collect();
    assert_eq!(ids, ["1", "4"]);
    let said: Vec<_> =
        troubles.iter().map(|trouble| (trouble.line.unwrap(), trouble.column.unwrap(), trouble.message.en.as_str())).collect();
    assert_eq!(said, [(2, 11, "Byte 24 (0xE4) is not valid UTF-8."), (3, 10, "Not valid JSON: expected value.")]);
}

#[test]
fn empty_files_hold_no_drafts() {
    for path in ["a.txt", "a.md", "a.jsonl"] {
        for bytes in ["", "\n", "\u{feff}", " \r\n\r\n"] {
            assert_eq!(read(&Source::memory(path, bytes.as_bytes()), Reading::default()), (Vec::new(), Vec::new()), "{path} {bytes:?}");
        }
    }
}

#[test]
fn formats_go_by_extension() {
    let of = |path: &str| Format::of_path(Path::new(path));
    assert_eq!(of("a.TXT"), Some(Format::Text));
    assert_eq!(of("x/a.markdown"), Some(Format::Markdown));
    assert_eq!(of("a.ndjson"), Some(Format::JsonLines));
    assert_eq!(of("a.png"), None);
    assert_eq!(of(".txt"), None);
    assert_eq!(Reading::default().format_of(&Source::memory("a.doc", Vec::new())), Format::Text);
    assert_eq!(Reading::default().format_of(&Source::stdin("-")), Format::Text);
    assert_eq!(Reading { format: Some(Format::JsonLines), ..Reading::default() }.format_of(&Source::stdin("-")), Format::JsonLines);
}

/// A folder that is gone when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("knigge-reading-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn file(&self, path: &str) -> PathBuf {
        let path = self.0.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, "Hallo").unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn folders_are_walked_in_order_and_nothing_comes_twice() {
    let folder = Folder::new("walk");
    for path in ["b/2.md", "b/1.txt", "a.jsonl", ".git/x.txt", "b/.hidden.txt", "bild.png", "z.txt"] {
        folder.file(path);
    }
    let odd = folder.file("odd.doc");
    let (sources, troubles) = find(&[folder.0.clone(), odd, folder.0.join("a.jsonl"), PathBuf::from("-"), PathBuf::from("-")]);
    assert_eq!(troubles, []);
    let base = format!("{}/", folder.0.display());
    let paths: Vec<&str> = sources.iter().map(|source| source.path().trim_start_matches(&base)).collect();
    assert_eq!(paths, ["a.jsonl", "b/1.txt", "b/2.md", "z.txt", "odd.doc", "-"]);
}

#[test]
fn what_is_not_there_is_named() {
    let folder = Folder::new("none");
    folder.file("bild.png");
    let (sources, troubles) = find(&[folder.0.clone(), folder.0.join("fehlt.txt"), folder.0.join(".")]);
    assert!(sources.is_empty());
    let said: Vec<&str> = troubles.iter().map(|trouble| trouble.message.en.as_str()).collect();
    assert_eq!(said[..2], ["There are no drafts in this folder.", "There is no such file."]);
    let (drafts, troubles) = read(&Source::file(folder.0.join("fehlt.txt")), Reading::default());
    assert!(drafts.is_empty());
    assert_eq!(troubles[0].message.de, "Die Datei gibt es nicht.");
    let (_, troubles) = read(&Source::file(&folder.0), Reading::default());
    assert_eq!(troubles[0].message.en, "This is a folder, not a file.");
}

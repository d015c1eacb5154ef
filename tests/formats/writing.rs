//! Documents of every format, written down in random ways, with the place of every character noted on the way.
//! In: texts and small random decisions. Out: the source, and its drafts as characters with their bytes.

use proptest::prelude::*;
use std::fmt::Write;
use std::ops::Range;

/// A document, and its drafts: each character with the bytes that stand for it.
#[derive(Debug, Default)]
pub struct Written {
    pub source: String,
    pub drafts: Vec<Vec<(char, Range<usize>)>>,
}

impl Written {
    pub fn raw(&mut self, text: &str) {
        self.source.push_str(text);
    }

    pub fn begin(&mut self) {
        self.drafts.push(Vec::new());
    }

    /// One character of the draft, written as `text`.
    pub fn put(&mut self, character: char, text: &str) {
        let start = self.source.len();
        self.source.push_str(text);
        self.drafts.last_mut().unwrap().push((character, start..self.source.len()));
    }

    pub fn itself(&mut self, character: char) {
        self.put(character, character.encode_utf8(&mut [0; 4]));
    }
}

/// Small decisions, taken over and over from random bytes.
pub struct Choices<'c>(pub std::iter::Cycle<std::slice::Iter<'c, u8>>);

impl Choices<'_> {
    pub fn below(&mut self, limit: u8) -> u8 {
        self.0.next().map_or(0, |byte| byte % limit)
    }
}

/// Words with all that formats trip over.
pub fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Guten",
        "Tag",
        "für",
        "𐐀",
        "naïve",
        "C:\\neu",
        "it's",
        "\"gut\"",
        "100",
        "%",
        "ä,b;c",
        "|",
        "#x",
        "a:",
        "-",
        "{{name}}",
        "[x]",
        "ß'",
        "''",
        "\\",
        "über\u{301}",
        "\u{a0}x",
        "=C3",
    ]);
    let gap = prop::sample::select(vec![" ", " ", "\n"]);
    (prop::collection::vec((word, gap), 1..8)).prop_map(|pairs| {
        let mut text = String::from("Hallo");
        pairs.iter().for_each(|(word, gap)| {
            text.push_str(gap);
            text.push_str(word);
        });
        text
    })
}

pub fn many() -> impl Strategy<Value = (Vec<String>, Vec<u8>)> {
    (prop::collection::vec(words(), 1..4), prop::collection::vec(any::<u8>(), 1..40))
}

pub fn in_json(written: &mut Written, text: &str, choices: &mut Choices<'_>) {
    for character in text.chars() {
        match (character, choices.below(4)) {
            ('"', _) => written.put('"', "\\\""),
            ('\\', _) => written.put('\\', "\\\\"),
            ('\n', _) => written.put('\n', "\\n"),
            (_, 0) => {
                let units: String = character.encode_utf16(&mut [0; 2]).iter().fold(String::new(), |mut escapes, unit| {
                    let _ = write!(escapes, "\\u{unit:04x}");
                    escapes
                });
                written.put(character, &units);
            }
            _ => written.itself(character),
        }
    }
}

pub fn in_html(written: &mut Written, text: &str, choices: &mut Choices<'_>) {
    for character in text.chars() {
        match choices.below(12) {
            0 => written.raw("<b class=\"x > y\">"),
            1 => written.raw("<!-- weg -->"),
            2 => written.raw("</span>"),
            _ => {}
        }
        match (character, choices.below(3)) {
            ('\n', _) => written.put('\n', "<br>"),
            ('"', 0) => written.put('"', "&quot;"),
            ('ü', 0) => written.put('ü', "&uuml;"),
            (_, 0) if !character.is_ascii() => written.put(character, &format!("&#x{:x};", u32::from(character))),
            (_, 1) if character.is_alphabetic() => written.put(character, &format!("&#{};", u32::from(character))),
            _ => written.itself(character),
        }
    }
}

pub fn in_yaml(written: &mut Written, text: &str, style: u8, choices: &mut Choices<'_>) {
    match style {
        0 => {
            written.raw("\"");
            for character in text.chars() {
                match (character, choices.below(6)) {
                    ('"', _) => written.put('"', "\\\""),
                    ('\\', _) => written.put('\\', "\\\\"),
                    ('\n', 0..3) => written.put('\n', "\n\n     "),
                    ('\n', _) => written.put('\n', "\\n"),
                    (' ', 0..2) => written.put(' ', "\n      "),
                    (_, 0) => written.put(character, &format!("\\U{:08x}", u32::from(character))),
                    (_, 1) if !character.is_whitespace() => {
                        written.raw("\\\n    ");
                        written.itself(character);
                    }
                    _ => written.itself(character),
                }
            }
            written.raw("\"\n");
        }
        1 => {
            written.raw("'");
            for character in text.chars() {
                match (character, choices.below(3)) {
                    ('\'', _) => written.put('\'', "''"),
                    ('\n', _) => written.put('\n', "\n\n    "),
                    (' ', 0) => written.put(' ', "\n    "),
                    _ => written.itself(character),
                }
            }
            written.raw("'\n");
        }
        2 => {
            written.raw("|-\n    ");
            for character in text.chars() {
                if character == '\n' { written.put('\n', "\n    ") } else { written.itself(character) }
            }
            written.raw("\n");
        }
        _ => {
            written.raw(">-\n     ");
            for character in text.chars() {
                match (character, choices.below(3)) {
                    ('\n', _) => written.put('\n', "\n\n     "),
                    (' ', 0) => written.put(' ', "\n     "),
                    _ => written.itself(character),
                }
            }
            written.raw("\n");
        }
    }
}

pub fn in_table(written: &mut Written, text: &str) {
    written.raw("\"");
    written.begin();
    text.chars().for_each(|character| if character == '"' { written.put('"', "\"\"") } else { written.itself(character) });
    written.raw("\"");
}

pub fn in_toml(written: &mut Written, text: &str, choices: &mut Choices<'_>) {
    let basic = choices.below(2) == 0;
    written.raw(if basic { "\"" } else { "\"\"\"\n" });
    written.begin();
    for character in text.chars() {
        match (character, choices.below(5)) {
            ('"', _) => written.put('"', "\\\""),
            ('\\', _) => written.put('\\', "\\\\"),
            ('\n', _) if basic => written.put('\n', "\\n"),
            (_, 0) => written.put(character, &format!("\\U{:08x}", u32::from(character))),
            (_, 1) if !basic && !character.is_whitespace() => {
                written.raw("\\\n   ");
                written.itself(character);
            }
            _ => written.itself(character),
        }
    }
    written.raw(if basic { "\"\n" } else { "\"\"\"\n" });
}

pub fn in_po(written: &mut Written, text: &str, choices: &mut Choices<'_>) {
    written.raw("\"\"\n\"");
    written.begin();
    for character in text.chars() {
        match (character, choices.below(5)) {
            ('"', _) => written.put('"', "\\\""),
            ('\\', _) => written.put('\\', "\\\\"),
            ('\n', _) => written.put('\n', "\\n"),
            (_, 0) => {
                written.raw("\"\n\"");
                written.itself(character);
            }
            _ => written.itself(character),
        }
    }
    written.raw("\"\n\n");
}

pub fn in_quoted_printable(written: &mut Written, text: &str, choices: &mut Choices<'_>) {
    for character in text.chars() {
        if choices.below(8) == 0 {
            written.raw("=\r\n");
        }
        if !character.is_ascii() || character == '=' || choices.below(6) == 0 {
            let encoded: String = character.to_string().bytes().fold(String::new(), |mut encoded, byte| {
                let _ = write!(encoded, "={byte:02X}");
                encoded
            });
            written.put(character, &encoded);
        } else {
            written.itself(character);
        }
    }
}

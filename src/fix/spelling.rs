//! How the formats write a word: as it is, with HTML's entities, with the escapes of JSON, with doubled quotes, in quoted-printable; and each
//! inside the other.
//! In: words. Out: one of their spellings by number, the plainest first.

use std::fmt::Write;

/// How many spellings are tried.
pub const COUNT: usize = INNER.len() * OUTER.len() * TABLE.len();

type Spell = fn(&str) -> String;

const INNER: [Spell; 2] = [as_it_is, html];
const OUTER: [Spell; 4] = [as_it_is, json, yaml, quoted_printable];
const TABLE: [Spell; 2] = [as_it_is, csv];

/// The spelling with this number: first of the innermost layer, then of what holds it.
pub fn spell(words: &str, number: usize) -> String {
    let (table, rest) = (number % TABLE.len(), number / TABLE.len());
    let (inner, outer) = (rest % INNER.len(), rest / INNER.len());
    TABLE[table](&OUTER[outer % OUTER.len()](&INNER[inner](words)))
}

fn as_it_is(words: &str) -> String {
    words.to_owned()
}

fn html(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Also the escapes of TOML, of gettext and of YAML in double quotes.
fn json(words: &str) -> String {
    let mut written = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            control if u32::from(control) < 0x20 => drop(write!(written, "\\u{:04x}", u32::from(control))),
            other => written.push(other),
        }
    }
    written
}

/// YAML in single quotes.
fn yaml(words: &str) -> String {
    words.replace('\'', "''")
}

/// The bytes of UTF-8 that mails cannot hold.
fn quoted_printable(words: &str) -> String {
    let mut written = String::with_capacity(words.len());
    for byte in words.bytes() {
        match byte {
            b' '..=b'~' if byte != b'=' => written.push(char::from(byte)),
            other => drop(write!(written, "={other:02X}")),
        }
    }
    written
}

fn csv(words: &str) -> String {
    words.replace('"', "\"\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plainest_comes_first_and_layers_lie_in_each_other() {
        let all: Vec<String> = (0..COUNT).map(|number| spell("\"a\" & b's", number)).collect();
        assert_eq!(all[0], "\"a\" & b's");
        for spelled in
            ["\"a\" &amp; b's", "\\\"a\\\" & b's", "\\\"a\\\" &amp; b's", "\"\"a\"\" & b's", "\"a\" & b''s", "\\\"\"a\\\"\" &amp; b's"]
        {
            assert!(all.iter().any(|known| known == spelled), "{spelled}: {all:?}");
        }
    }
}

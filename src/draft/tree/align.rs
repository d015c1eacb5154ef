//! The places of a text that a parser has decoded: what it gave is laid beside what stands in the source.
//! In: the decoded text, the source, and how the two may differ. Out: the same text with a map; never another text.

use crate::mapped::{Builder, Mapped};
use crate::span::Span;

/// What may stand in the source for one character, besides itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Escapes {
    None,
    /// `''` for a single quotation mark.
    Doubled,
    /// `\n`, `\u00fc`, and `\` at a line end for nothing.
    Backslash,
}

/// What goes behind a line end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indent {
    None,
    /// Up to so many spaces.
    Spaces(usize),
    /// All white space; and line ends may stand for a space.
    All,
}

/// How the source is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Writing {
    pub escapes: Escapes,
    pub indent: Indent,
}

/// `value`, which was decoded from `span` of `source`, with its map. Where the two cannot be brought together the whole span stands for
/// the whole value: a place that is too wide, and never a wrong one.
pub fn align<'s>(source: &'s str, span: Span, value: &str, writing: Writing) -> Mapped<'s> {
    let aligner = Aligner { raw: &source.as_bytes()[..span.end], at: span.start, kept: span.start, writing, made: Mapped::builder(source) };
    match aligner.run(value) {
        Some(mapped) if mapped.text() == value => mapped,
        _ => {
            let mut whole = Mapped::builder(source);
            whole.push_replaced(span, value);
            whole.finish()
        }
    }
}

struct Aligner<'s> {
    raw: &'s [u8],
    at: usize,
    /// What is the same in both starts here.
    kept: usize,
    writing: Writing,
    made: Builder<'s>,
}

impl<'s> Aligner<'s> {
    fn run(mut self, value: &str) -> Option<Mapped<'s>> {
        let mut rest = value;
        while let Some(wanted) = rest.chars().next() {
            let taken = self.step(wanted, rest)?;
            rest = &rest[taken..];
        }
        self.keep();
        Some(self.made.finish())
    }

    /// Takes the next of the text, or goes on in the source. Gives the bytes of the text that were taken.
    fn step(&mut self, wanted: char, rest: &str) -> Option<usize> {
        let here = *self.raw.get(self.at)?;
        match (self.writing.escapes, here) {
            (Escapes::Backslash, b'\\') => return self.escape(wanted),
            (Escapes::Doubled, b'\'') => {
                self.replace(2, "'");
                return (wanted == '\'').then_some(1);
            }
            _ => {}
        }
        let length = wanted.len_utf8();
        if self.raw[self.at..].starts_with(&rest.as_bytes()[..length]) {
            self.at += length;
            if wanted == '\n' {
                self.pass_indent();
            }
            return Some(length);
        }
        let line_end = match &self.raw[self.at..] {
            [b'\r', b'\n', ..] => 2,
            [b'\n' | b'\r', ..] => 1,
            _ => 0,
        };
        let folded = wanted == ' ' && self.writing.indent != Indent::None;
        if line_end > 0 && (wanted == '\n' || folded) {
            self.replace(line_end, if wanted == '\n' { "\n" } else { " " });
            self.pass_indent();
            return Some(1);
        }
        if here.is_ascii_whitespace() {
            self.pass(1);
            return Some(0);
        }
        None
    }

    /// Pushes what is the same in both.
    fn keep(&mut self) {
        self.made.push_verbatim(Span::new(self.kept, self.at));
        self.kept = self.at;
    }

    /// The next bytes of the source leave nothing.
    fn pass(&mut self, bytes: usize) {
        self.keep();
        self.at += bytes;
        self.kept = self.at;
    }

    fn replace(&mut self, bytes: usize, with: &str) {
        self.keep();
        self.made.push_replaced(Span::new(self.at, self.at + bytes), with);
        self.at += bytes;
        self.kept = self.at;
    }

    fn pass_indent(&mut self) {
        let most = match self.writing.indent {
            Indent::None => 0,
            Indent::Spaces(spaces) => spaces,
            Indent::All => usize::MAX,
        };
        let blank = |byte: &&u8| **byte == b' ' || (**byte == b'\t' && self.writing.indent == Indent::All);
        let spaces = self.raw[self.at..].iter().take(most).take_while(blank).count();
        if spaces > 0 {
            self.pass(spaces);
        }
    }

    /// An escape: one character, or a line end that is not meant.
    fn escape(&mut self, wanted: char) -> Option<usize> {
        let next = *self.raw.get(self.at + 1)?;
        if next.is_ascii_whitespace() && next != b' ' && next != b'\t' || self.line_goes_on() {
            let blank = self.raw[self.at + 1..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            self.pass(1 + blank);
            return Some(0);
        }
        let (character, length) = self.decoded(next)?;
        self.replace(length, character.encode_utf8(&mut [0; 4]));
        (character == wanted).then_some(wanted.len_utf8())
    }

    /// Whether nothing but blanks stands between the backslash here and the line end.
    fn line_goes_on(&self) -> bool {
        let blank = self.raw[self.at + 1..].iter().find(|byte| !matches!(byte, b' ' | b'\t'));
        matches!(blank, Some(b'\n' | b'\r')) && self.writing.indent == Indent::None
    }

    fn decoded(&self, next: u8) -> Option<(char, usize)> {
        let hex = |digits: usize| {
            let written = self.raw.get(self.at + 2..self.at + 2 + digits)?;
            u32::from_str_radix(str::from_utf8(written).ok()?, 16).ok().map(|code| (code, 2 + digits))
        };
        let character = match next {
            b'0' => '\0',
            b'a' => '\u{7}',
            b'b' => '\u{8}',
            b't' | b'\t' => '\t',
            b'n' => '\n',
            b'v' => '\u{b}',
            b'f' => '\u{c}',
            b'r' => '\r',
            b'e' => '\u{1b}',
            b'N' => '\u{85}',
            b'_' => '\u{a0}',
            b'L' => '\u{2028}',
            b'P' => '\u{2029}',
            b'x' | b'u' | b'U' => {
                let (code, length) = hex(match next {
                    b'x' => 2,
                    b'u' => 4,
                    _ => 8,
                })?;
                return self.pair(code, length).or_else(|| char::from_u32(code).map(|character| (character, length)));
            }
            other => char::from(other),
        };
        Some((character, 2))
    }

    /// Two `\u` that are one character beyond U+FFFF, as JSON writes it.
    fn pair(&self, high: u32, length: usize) -> Option<(char, usize)> {
        let written = self.raw.get(self.at + length..self.at + length + 6).filter(|_| (0xd800..0xdc00).contains(&high))?;
        let low = u32::from_str_radix(str::from_utf8(written.strip_prefix(b"\\u")?).ok()?, 16).ok()?;
        let code = 0x10000 + ((high - 0xd800) << 10) + low.checked_sub(0xdc00)?;
        char::from_u32(code).map(|character| (character, length + 6))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source_of(source: &str, value: &str, writing: Writing, words: &str) -> String {
        let mapped = align(source, Span::new(0, source.len()), value, writing);
        assert_eq!(mapped.text(), value);
        let at = value.find(words).unwrap();
        source[mapped.source_span(Span::new(at, at + words.len())).range()].to_owned()
    }

    const FLOW: Writing = Writing { escapes: Escapes::Backslash, indent: Indent::All };

    #[test]
    fn folded_lines_and_escapes_are_mapped() {
        assert_eq!(
            source_of("Wir zahlen\n   alles \\\n  zur\\u00fcck.", "Wir zahlen alles zurück.", FLOW, "zahlen alles"),
            "zahlen\n   alles"
        );
        assert_eq!(source_of("a \\ud83d\\ude00 b", "a 😀 b", FLOW, "😀"), "\\ud83d\\ude00");
        let single = Writing { escapes: Escapes::Doubled, indent: Indent::All };
        assert_eq!(source_of("it''s\n\n  on", "it's\non", single, "it's"), "it''s");
        let block = Writing { escapes: Escapes::None, indent: Indent::Spaces(2) };
        assert_eq!(source_of("eins\n  zwei\n\n    drei\n", "eins zwei\n\n  drei\n", block, "  drei"), "  drei");
    }

    #[test]
    fn what_does_not_fit_is_one_wide_place() {
        assert_eq!(source_of("abc", "xyz", FLOW, "y"), "abc");
    }
}

//! The tools of all recognisers: a cursor that reads words, digits and signs, small word tables, and the walk over a text.
//! In: text. Out: places. Nothing here knows what a date or a sum is.

use crate::span::Span;

/// A place in a text from which things are read. Copied freely: whoever fails to read goes on from an older copy.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'t> {
    pub(super) text: &'t str,
    /// Byte of `text`, always between two characters.
    pub(super) at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str, at: usize) -> Cursor<'t> {
        Cursor { text, at }
    }

    pub(super) fn rest(self) -> &'t str {
        &self.text[self.at..]
    }

    fn forward(self, by: usize) -> Cursor<'t> {
        Cursor { at: self.at + by, ..self }
    }

    /// The character that follows; `\0` at the end.
    pub(super) fn peek(self) -> char {
        self.rest().chars().next().unwrap_or('\0')
    }

    /// The character before; `\0` at the start.
    pub(super) fn before(self) -> char {
        self.text[..self.at].chars().next_back().unwrap_or('\0')
    }

    /// Past spaces, tabs, hard and narrow spaces and at most one line break.
    pub(super) fn spaces(self) -> Cursor<'t> {
        let mut broken = false;
        let mut end = 0;
        for c in self.rest().chars() {
            match c {
                ' ' | '\t' | '\r' | '\u{a0}' | '\u{2009}' | '\u{202f}' => {}
                '\n' if !broken => broken = true,
                _ => break,
            }
            end += c.len_utf8();
        }
        self.forward(end)
    }

    /// Past spaces, of which there must be one.
    pub(super) fn some_spaces(self) -> Option<Cursor<'t>> {
        let after = self.spaces();
        (after.at > self.at).then_some(after)
    }

    /// Past `sign`.
    pub(super) fn eat(self, sign: &str) -> Option<Cursor<'t>> {
        self.rest().starts_with(sign).then(|| self.forward(sign.len()))
    }

    /// Past one of `signs`.
    pub(super) fn eat_any(self, signs: &[char]) -> Option<Cursor<'t>> {
        let c = self.rest().chars().next()?;
        signs.contains(&c).then(|| self.forward(c.len_utf8()))
    }

    /// Past `sign` if it is there.
    pub(super) fn skip(self, sign: &str) -> Cursor<'t> {
        self.eat(sign).unwrap_or(self)
    }

    /// A whole run of at most `most` ASCII digits: its value and length.
    pub(super) fn digits(self, most: usize) -> Option<(Digits, Cursor<'t>)> {
        let len = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if len == 0 || len > most.min(18) {
            return None;
        }
        let value = self.rest()[..len].bytes().fold(0, |value, digit| value * 10 + u64::from(digit - b'0'));
        Some((Digits { value, len }, self.forward(len)))
    }

    /// A whole run of letters.
    pub(super) fn word(self) -> Option<(&'t str, Cursor<'t>)> {
        let rest = self.rest();
        let ascii = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let len = if rest.as_bytes().get(ascii).is_some_and(|byte| *byte >= 0x80) {
            rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())
        } else {
            ascii
        };
        (len > 0).then(|| (&rest[..len], self.forward(len)))
    }

    /// A whole run of letters that, folded, is one of `words` (one space between them and around).
    pub(super) fn word_of(self, words: &Words) -> Option<Cursor<'t>> {
        let (word, after) = self.word()?;
        is_one_of(word, words).then_some(after)
    }

    /// Whether no letter, digit or `_` follows.
    pub(super) fn ends_word(self) -> bool {
        !self.rest().starts_with(|c: char| c.is_alphanumeric() || c == '_')
    }

    /// The last word before, past spaces and the signs in `through`.
    pub(super) fn word_before(self, through: &[char]) -> Option<(&'t str, Cursor<'t>)> {
        let head = self.text[..self.at]
            .trim_end_matches(|c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{202f}') || through.contains(&c));
        let start = head.char_indices().rev().find(|(_, c)| !c.is_alphabetic()).map_or(0, |(place, c)| place + c.len_utf8());
        (start < head.len()).then(|| (&head[start..], Cursor { at: start, ..self }))
    }

    /// What stands before on the same line, at most `most` bytes of it.
    pub(super) fn line_before(self, most: usize) -> &'t str {
        let head = &self.text[self.text.ceil_char_boundary(self.at.saturating_sub(most))..self.at];
        head.rfind('\n').map_or(head, |place| &head[place + 1..])
    }

    /// Whether a sentence, a line or a quotation begins here.
    pub(super) fn starts_sentence(self) -> bool {
        let head = self.text[..self.at].trim_end_matches([' ', '\t', '\u{a0}']);
        head.is_empty() || head.ends_with(['.', '!', '?', ':', '\n', '„', '“', '"', '»', '…', '*', '•', '>', '(', '–'])
    }

    /// From here up to `end`.
    pub(super) fn span_to(self, end: Cursor<'t>) -> Span {
        Span::new(self.at, end.at)
    }
}

/// A run of digits as read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Digits {
    pub(super) value: u64,
    pub(super) len: usize,
}

/// A word in small ASCII letters, umlauts and ß as two. Empty if the word is too long for any table.
pub(super) struct Folded {
    bytes: [u8; Folded::CAPACITY],
    len: usize,
}

impl Folded {
    const CAPACITY: usize = 48;

    pub(super) fn new(word: &str) -> Folded {
        let mut folded = Folded { bytes: [0; Folded::CAPACITY], len: 0 };
        if word.len() > Folded::CAPACITY {
            return folded;
        }
        if word.is_ascii() {
            folded.len = word.len();
            folded.bytes[..word.len()].copy_from_slice(word.as_bytes());
            folded.bytes[..word.len()].make_ascii_lowercase();
            return folded;
        }
        for c in word.chars() {
            let two = match c {
                'ä' | 'Ä' => [b'a', b'e'],
                'ö' | 'Ö' => [b'o', b'e'],
                'ü' | 'Ü' => [b'u', b'e'],
                'ß' => [b's', b's'],
                c if c.is_ascii() => [c.to_ascii_lowercase() as u8, 0],
                _ => [b'?', 0],
            };
            for byte in two.into_iter().filter(|byte| *byte != 0) {
                if folded.len == Folded::CAPACITY {
                    return Folded { len: 0, ..folded };
                }
                folded.bytes[folded.len] = byte;
                folded.len += 1;
            }
        }
        folded
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or("")
    }
}

/// The first letter (from 0) and the length of a word as folding will leave them; `None` if no table has such words.
/// Folding keeps the number of bytes (ä is two, and so is ae), so most words are dismissed without it.
fn outline(word: &str) -> Option<(usize, usize)> {
    let bytes = word.as_bytes();
    let first = match bytes {
        [first, ..] if first.is_ascii_alphabetic() => first | 0x20,
        [0xC3, 0x84 | 0xA4, ..] => b'a',
        [0xC3, 0x96 | 0xB6, ..] => b'o',
        [0xC3, 0x9C | 0xBC, ..] => b'u',
        _ => return None,
    };
    (bytes.len() < 32).then_some((usize::from(first - b'a'), bytes.len()))
}

/// A list of folded words. For each first letter it knows the lengths that occur and where its words stand; lists that are sorted are read fastest.
pub(super) struct Words {
    list: &'static str,
    lengths: [u32; 26],
    from: [u16; 26],
    to: [u16; 26],
}

impl Words {
    /// A list with one space between the words and around them; anything else does not compile.
    pub(super) const fn new(list: &'static str) -> Words {
        let bytes = list.as_bytes();
        let mut words = Words { list, lengths: [0; 26], from: [0; 26], to: [0; 26] };
        assert!(bytes[0] == b' ' && bytes[bytes.len() - 1] == b' ');
        let mut start = 1;
        let mut at = 1;
        while at < bytes.len() {
            if bytes[at] == b' ' {
                assert!(at > start && at - start < 32, "two spaces, or a word too long");
                let letter = (bytes[start] - b'a') as usize;
                if words.lengths[letter] == 0 {
                    words.from[letter] = start as u16;
                }
                words.to[letter] = at as u16;
                words.lengths[letter] |= 1 << (at - start);
                start = at + 1;
            }
            at += 1;
        }
        words
    }

    /// Whether `word`, folded, is in the list.
    pub(super) fn contains(&self, word: &str) -> bool {
        let Some((letter, len)) = outline(word).filter(|(letter, len)| self.lengths[*letter] & 1 << len != 0) else { return false };
        let folded = Folded::new(word);
        let folded = folded.as_str().as_bytes();
        let list = &self.list.as_bytes()[..=usize::from(self.to[letter])];
        let mut at = usize::from(self.from[letter]);
        while at < list.len() {
            if list.get(at + len) == Some(&b' ') && list[at..at + len] == *folded {
                return true;
            }
            at += list[at..].iter().position(|byte| *byte == b' ').unwrap_or(list.len()) + 1;
        }
        false
    }
}

/// The list of a string literal, made when knigge is compiled.
macro_rules! words {
    ($list:expr) => {{
        const LIST: $crate::recognise::scan::Words = $crate::recognise::scan::Words::new($list);
        &LIST
    }};
}
pub(super) use words;

/// Whether `word`, folded, stands in `words`.
pub(super) fn is_one_of(word: &str, words: &Words) -> bool {
    words.contains(word)
}

/// A small table from folded words to what they mean; entries stand sorted by their first letter.
pub(super) struct Lexicon<T: 'static> {
    entries: &'static [(&'static str, T)],
    /// Of each first letter a–z the first entry; one more for the end.
    first: [u16; 27],
    /// Of each first letter the lengths that occur.
    lengths: [u32; 26],
}

impl<T: Copy> Lexicon<T> {
    /// A table; entries that are not sorted by their first letter do not compile.
    pub(super) const fn new(entries: &'static [(&'static str, T)]) -> Lexicon<T> {
        let mut first = [0u16; 27];
        let mut at = 0;
        let mut letter = 0;
        while letter < 27 {
            while at < entries.len() && ((entries[at].0.as_bytes()[0] - b'a') as usize) < letter {
                at += 1;
            }
            first[letter] = at as u16;
            letter += 1;
        }
        assert!(at == entries.len());
        let mut lengths = [0u32; 26];
        let mut entry = 0;
        while entry < entries.len() {
            let word = entries[entry].0.as_bytes();
            assert!(entry == 0 || entries[entry - 1].0.as_bytes()[0] <= word[0], "a table is not sorted");
            lengths[(word[0] - b'a') as usize] |= 1 << word.len();
            entry += 1;
        }
        Lexicon { entries, first, lengths }
    }

    /// What the word means, in any case and with umlauts spelled either way.
    pub(super) fn get(&self, word: &str) -> Option<T> {
        let (letter, len) = outline(word)?;
        if self.lengths[letter] & 1 << len == 0 {
            return None;
        }
        let folded = Folded::new(word);
        let folded = folded.as_str();
        let entries = &self.entries[usize::from(self.first[letter])..usize::from(self.first[letter + 1])];
        entries.iter().find(|(word, _)| *word == folded).map(|(_, meaning)| *meaning)
    }
}

/// What a byte of UTF-8 is for the walk: enough to know where words begin.
const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const INNER: u8 = 3;
const CLASSES: [u8; 256] = {
    let mut table = [0u8; 256];
    let mut byte = 0;
    while byte < 256 {
        let value = byte as u8;
        table[byte] = match value {
            b'0'..=b'9' => DIGIT,
            b'A'..=b'Z' | b'a'..=b'z' => LETTER,
            0x80..=0xBF => INNER,
            // C2, E2, F0 lead signs, dashes, quotes, emoji; the other leads lead letters.
            0xC2 | 0xE2 | 0xF0..=0xFF => 0,
            0xC0..=0xEF => LETTER,
            _ => 0,
        };
        byte += 1;
    }
    table
};

/// The bytes at which a recogniser wants to be asked.
pub(super) const fn triggers(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
}

/// Asks `recognise` at every beginning of a word or number and at every sign whose first byte is in `triggers`; what it finds goes to `out`
/// and is passed over. What it finds must begin at or after the place of the last find's end.
pub(super) fn walk<'t>(text: &'t str, triggers: &[bool; 256], out: &mut Vec<Span>, mut recognise: impl FnMut(Cursor<'t>) -> Option<Span>) {
    let bytes = text.as_bytes();
    let mut in_word = false;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let class = CLASSES[usize::from(byte)];
        let begins = !(class == INNER || in_word && class != 0);
        in_word = class != 0 && (class != INNER || in_word);
        let found =
            if begins && triggers[usize::from(byte)] { recognise(Cursor::new(text, at)).filter(|span| span.end > at) } else { None };
        at += 1;
        if let Some(span) = found {
            out.push(span);
            at = span.end;
            in_word = CLASSES[usize::from(bytes[at - 1])] != 0;
        }
    }
}

//! Cutting a text into words. In: the decoded draft. Out: tokens with their bytes, their folded form and what stands before them.
//! A hyphen or slash joins words to a compound whose parts are tokens; English clitics ('ll, n't) are tokens of their own.

use super::fold::{fold_into, is_combining, is_invisible};
use super::gap;
use super::special::{self, Special, SpecialKind};
use crate::span::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, perhaps with digits and inner `'`, `&`, `.`.
    Word,
    /// Digits with inner `.`, `,`, `:`.
    Number,
    /// A pictograph.
    Emoji,
    /// `%`, `§` or a currency sign.
    Sign,
    /// An address, a handle, a tag or a placeholder.
    Special(SpecialKind),
}

/// One word, number, emoji, address or placeholder.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// First byte in the text.
    pub start: u32,
    /// One past the last byte in the text.
    pub end: u32,
    /// Where the folded form stands in [`Words::folded`].
    fold_start: u32,
    fold_end: u32,
    /// What it is.
    pub kind: TokenKind,
    /// What stands before it: flags of [`gap`].
    pub gap: u16,
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// Whether it carries a gender mark (Kund:innen).
    pub gendered: bool,
}

impl Token {
    /// The token's bytes in the text.
    pub fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// Where the folded form stands in the arena.
    pub fn fold_span(&self) -> Span {
        Span::new(self.fold_start as usize, self.fold_end as usize)
    }

    /// Whether the token is the later part of a compound.
    pub fn joined(&self) -> bool {
        self.gap & gap::JOINED != 0
    }
}

/// The words of a text. Kept and filled anew for every draft, so that nothing is allocated twice.
#[derive(Debug, Default)]
pub struct Words {
    /// In order of place.
    pub tokens: Vec<Token>,
    /// Folded forms, each followed by a NUL.
    pub folded: String,
    /// What stands behind the last token: flags of [`gap`].
    pub tail: u16,
    specials: Vec<Special>,
}

const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const HIGH: u8 = 3;
const SIGN: u8 = 4;
const CLASS: [u8; 256] = {
    let mut class = [0u8; 256];
    let mut byte = 0;
    while byte < 256 {
        class[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'0'..=b'9' => DIGIT,
            b'%' | b'$' => SIGN,
            0x80.. => HIGH,
            _ => 0,
        };
        byte += 1;
    }
    class
};

/// What the bytes of a word may be, as bits: what a whole word holds is read in one pass.
mod holds {
    pub const DIGIT: u8 = 1;
    pub const HIGH: u8 = 2;
    pub const APOSTROPHE: u8 = 4;
    pub const COLON: u8 = 8;
    pub const MARK: u8 = 16;
    pub const DOT: u8 = 32;
    pub const OTHER: u8 = 64;
    const BYTES: [u8; 256] = {
        let mut flags = [OTHER; 256];
        let mut byte = 0;
        while byte < 256 {
            flags[byte] = match byte as u8 {
                b'0'..=b'9' => DIGIT,
                0x80.. => HIGH,
                b'\'' => APOSTROPHE,
                b':' => COLON,
                b'*' | b'_' | b'/' => MARK,
                b'.' | b',' => DOT,
                _ => OTHER,
            };
            byte += 1;
        }
        flags
    };

    pub fn of(word: &str) -> u8 {
        word.bytes().fold(0, |all, byte| all | BYTES[byte as usize])
    }
}

impl Words {
    /// Cuts `text`, forgetting what was cut before. Texts are at most 4 GiB long.
    pub fn cut(&mut self, text: &str) {
        self.tokens.clear();
        self.folded.clear();
        self.specials.clear();
        special::find(text, &mut self.specials);
        let specials = std::mem::take(&mut self.specials);
        let mut next_special = specials.iter().peekable();
        let bytes = text.as_bytes();
        let (mut at, mut gap_start) = (0, 0);
        while at < bytes.len() {
            if let Some(special) = next_special.peek()
                && special.span.start <= at
            {
                let special = next_special.next().expect("peeked");
                if special.span.start == at {
                    self.push(text, gap_start, special.span, TokenKind::Special(special.kind));
                    at = special.span.end;
                    gap_start = at;
                }
                continue;
            }
            let limit = next_special.peek().map_or(bytes.len(), |special| special.span.start);
            let end = match CLASS[bytes[at] as usize] {
                LETTER | DIGIT => word_end(text, at, limit),
                HIGH => {
                    let letter = text[at..].chars().next().expect("inside the text");
                    if letter.is_alphanumeric() {
                        word_end(text, at, limit)
                    } else if is_emoji(letter) {
                        let end = emoji_end(text, at);
                        self.push(text, gap_start, Span::new(at, end), TokenKind::Emoji);
                        at = end;
                        gap_start = at;
                        continue;
                    } else if matches!(letter, '€' | '£' | '§') {
                        let end = at + letter.len_utf8();
                        self.push(text, gap_start, Span::new(at, end), TokenKind::Sign);
                        at = end;
                        gap_start = at;
                        continue;
                    } else {
                        at += letter.len_utf8();
                        continue;
                    }
                }
                SIGN => {
                    self.push(text, gap_start, Span::new(at, at + 1), TokenKind::Sign);
                    at += 1;
                    gap_start = at;
                    continue;
                }
                _ => {
                    at += 1;
                    continue;
                }
            };
            self.push_word(text, gap_start, Span::new(at, end));
            at = end;
            gap_start = at;
        }
        self.tail = gap::read(&text[gap_start..], false);
        self.specials = specials;
    }

    /// The folded form of a token.
    pub fn fold_of(&self, token: &Token) -> &str {
        &self.folded[token.fold_start as usize..token.fold_end as usize]
    }

    /// Pushes a word and, apart, the clitic that ends it.
    fn push_word(&mut self, text: &str, gap_start: usize, span: Span) {
        let word = &text[span.range()];
        let held = holds::of(word);
        let kind = if held & !(holds::DIGIT | holds::DOT | holds::COLON) == 0 { TokenKind::Number } else { TokenKind::Word };
        let clitic = if held & (holds::APOSTROPHE | holds::HIGH) != 0 { clitic(word) } else { None };
        match clitic {
            Some(length) if length < word.len() => {
                let cut = span.end - length;
                self.push(text, gap_start, Span::new(span.start, cut), kind);
                self.restore_stem(text, span.start, cut);
                self.push(text, cut, Span::new(cut, span.end), TokenKind::Word);
                if let Some(token) = self.tokens.last_mut() {
                    token.gap = gap::CLITIC;
                }
            }
            _ => self.push(text, gap_start, span, kind),
        }
    }

    /// `ca|n't`, `wo|n't`, `sha|n't`: the stem is folded to the verb that it stands for.
    fn restore_stem(&mut self, text: &str, start: usize, cut: usize) {
        let Some(full) = stem_before_not(&text[start..cut]).filter(|_| text[cut..].starts_with(['n', 'N'])) else { return };
        if let Some(token) = self.tokens.last_mut() {
            self.folded.truncate(token.fold_start as usize);
            self.folded.push_str(full);
            token.fold_end = self.folded.len() as u32;
            self.folded.push('\0');
        }
    }

    fn push(&mut self, text: &str, gap_start: usize, span: Span, kind: TokenKind) {
        let word = &text[span.range()];
        let fold_start = self.folded.len() as u32;
        let mut gendered = false;
        let held = holds::of(word);
        match kind {
            TokenKind::Word if held & (holds::COLON | holds::MARK) != 0 && !word.as_bytes()[0].is_ascii_digit() => {
                gendered = true;
                let plain: String = word.chars().filter(|letter| !matches!(letter, ':' | '*' | '_' | '/' | '-')).collect();
                fold_into(&plain, &mut self.folded);
            }
            _ if held & holds::HIGH == 0 => self.folded.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase()))),
            _ => fold_into(word, &mut self.folded),
        }
        let fold_end = self.folded.len() as u32;
        self.folded.push('\0');
        let first = self.tokens.is_empty();
        let capital = word.as_bytes()[0].is_ascii_uppercase() || (word.as_bytes()[0] >= 0x80 && word.starts_with(char::is_uppercase));
        self.tokens.push(Token {
            start: span.start as u32,
            end: span.end as u32,
            fold_start,
            fold_end,
            kind,
            gap: gap::read(&text[gap_start..span.start], first),
            capital,
            gendered,
        });
    }
}

/// The end of the word that starts at `at`, not past `limit`.
fn word_end(text: &str, at: usize, limit: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    let mut letters_since_dot = 0;
    let numeric = bytes[at].is_ascii_digit();
    while end < limit {
        match CLASS[bytes[end] as usize] {
            LETTER | DIGIT => {
                end += 1;
                letters_since_dot += 1;
            }
            HIGH => {
                let Some(letter) = text[end..].chars().next() else { break };
                let inside = letter.is_alphanumeric() || is_combining(letter) || is_invisible(letter);
                let apostrophe = matches!(letter, '’' | 'ʼ') && followed_by_letter(text, end + letter.len_utf8(), limit);
                if !(inside || apostrophe) {
                    break;
                }
                end += letter.len_utf8();
                letters_since_dot += 1;
            }
            _ => {
                let byte = bytes[end];
                let next = end + 1;
                let joins = match byte {
                    b'\'' => followed_by_letter(text, next, limit),
                    b'&' => followed_by_letter(text, next, limit) && end - at <= 3,
                    b'.' if numeric => next < limit && bytes[next].is_ascii_digit() && bytes[end - 1].is_ascii_digit(),
                    // E.ON, z.B: a dot joins single letters, not words.
                    b'.' => letters_since_dot == 1 && followed_by_letter(text, next, limit),
                    b',' | b':' if numeric => next < limit && bytes[next].is_ascii_digit() && bytes[end - 1].is_ascii_digit(),
                    b':' | b'*' | b'_' | b'/' => {
                        if let Some(length) = gender_suffix(&text[end..limit]) {
                            return end + length;
                        }
                        false
                    }
                    _ => false,
                };
                if !joins {
                    break;
                }
                end = next;
                letters_since_dot = 0;
            }
        }
    }
    end
}

fn followed_by_letter(text: &str, at: usize, limit: usize) -> bool {
    at < limit && text[at..limit].chars().next().is_some_and(char::is_alphanumeric)
}

/// Length of a gender mark with its ending at the start of `rest`: `:in`, `:innen`, `*in`, `_innen`, `/in`, `/-in`, `/-innen`.
fn gender_suffix(rest: &str) -> Option<usize> {
    let mark = if rest.starts_with("/-") { 2 } else { 1 };
    let tail = &rest.as_bytes()[mark..];
    let ending = ["innen", "in"].into_iter().find(|ending| tail.starts_with(ending.as_bytes()))?;
    let after = rest[mark + ending.len()..].chars().next();
    (!after.is_some_and(char::is_alphanumeric)).then_some(mark + ending.len())
}

/// The verb that stands clipped before n't: `ca`, `wo`, `sha`, in any case.
pub fn stem_before_not(stem: &str) -> Option<&'static str> {
    [("ca", "can"), ("wo", "will"), ("sha", "shall")]
        .into_iter()
        .find_map(|(clipped, full)| stem.eq_ignore_ascii_case(clipped).then_some(full))
}

/// Length of the clitic that ends `word`: n't, 'll, 're, 've, 's, 'm, 'd.
fn clitic(word: &str) -> Option<usize> {
    let at = word.rfind(['\'', '’'])?;
    let tail = word[at..].trim_start_matches(['\'', '’']);
    let length = word.len() - at;
    if tail.len() > 2 {
        return None;
    }
    match tail.to_ascii_lowercase().as_str() {
        "t" if at > 1 && word[..at].ends_with(['n', 'N']) => Some(length + 1),
        "ll" | "re" | "ve" | "s" | "m" | "d" => Some(length),
        _ => None,
    }
}

/// Whether the character is a pictograph.
pub fn is_emoji(letter: char) -> bool {
    matches!(letter, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{2190}'..='\u{21ff}' | '\u{231a}'..='\u{23ff}')
}

/// The end of the pictograph at `at`: skin tones, variation selectors and everything joined to it included.
fn emoji_end(text: &str, at: usize) -> usize {
    let mut letters = text[at..].char_indices().peekable();
    let mut end = at;
    let mut glued = true;
    while let Some((offset, letter)) = letters.next() {
        let extends = is_combining(letter) || matches!(letter, '\u{1f3fb}'..='\u{1f3ff}' | '\u{200d}' | '\u{e0020}'..='\u{e007f}');
        if !(extends || (glued && is_emoji(letter))) {
            break;
        }
        glued = letter == '\u{200d}'
            || (letters.peek().is_some_and(|(_, next)| matches!(next, '\u{1f1e6}'..='\u{1f1ff}'))
                && matches!(letter, '\u{1f1e6}'..='\u{1f1ff}')
                && end == at);
        end = at + offset + letter.len_utf8();
    }
    end.max(at + 1)
}

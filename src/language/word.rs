//! Cutting a text into words. In: the decoded draft. Out: tokens with their bytes, their folded form and what stands before them.
//! A hyphen or slash joins words to a compound whose parts are tokens; English clitics ('ll, n't) are tokens of their own.

use super::fold::{fold_into, is_combining, is_invisible};
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

/// What stands between a token and the one before it; flags of [`Token::gap`].
pub mod gap {
    /// A space, or the start of the text.
    pub const SPACE: u16 = 1;
    /// Hyphen or slash without a space: parts of one compound.
    pub const JOINED: u16 = 2;
    /// A comma.
    pub const COMMA: u16 = 4;
    /// `;` or `:`.
    pub const COLON: u16 = 8;
    /// A dash with spaces around it.
    pub const DASH: u16 = 16;
    /// A bracket.
    pub const BRACKET: u16 = 32;
    /// `.`, `!`, `?` or `…`.
    pub const STOP: u16 = 64;
    /// A stop with a space behind it.
    pub const STOP_SPACE: u16 = 128;
    /// A line break.
    pub const LINE: u16 = 256;
    /// A blank line.
    pub const BLANK: u16 = 512;
    /// A quotation mark.
    pub const QUOTE: u16 = 1024;
    /// A line that opens with a bullet.
    pub const BULLET: u16 = 2048;
    /// Only a full stop, no `!`, `?` or `…`: it may end an abbreviation.
    pub const PERIOD_ONLY: u16 = 4096;
    /// A clitic, written on the word before it.
    pub const CLITIC: u16 = 8192;
    /// A `!`.
    pub const EXCLAMATION: u16 = 16384;
    /// What ends a run of neighbouring words.
    pub const STRONG: u16 = COLON | DASH | BRACKET | STOP | BLANK | BULLET;
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
        self.tail = read_gap(&text[gap_start..], false);
        self.specials = specials;
    }

    /// The folded form of a token.
    pub fn fold_of(&self, token: &Token) -> &str {
        &self.folded[token.fold_start as usize..token.fold_end as usize]
    }

    /// Pushes a word and, apart, the clitic that ends it.
    fn push_word(&mut self, text: &str, gap_start: usize, span: Span) {
        let word = &text[span.range()];
        let kind = if word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b':')) {
            TokenKind::Number
        } else {
            TokenKind::Word
        };
        match clitic(word) {
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
        let full = match text[start..cut].to_ascii_lowercase().as_str() {
            "ca" => "can",
            "wo" => "will",
            "sha" => "shall",
            _ => return,
        };
        if !text[cut..].starts_with(['n', 'N']) {
            return;
        }
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
        match kind {
            TokenKind::Word if has_gender_mark(word) => {
                gendered = true;
                let plain: String = word.chars().filter(|letter| !matches!(letter, ':' | '*' | '_' | '/' | '-')).collect();
                fold_into(&plain, &mut self.folded);
            }
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
            gap: read_gap(&text[gap_start..span.start], first),
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

fn has_gender_mark(word: &str) -> bool {
    word.bytes().any(|byte| matches!(byte, b':' | b'*' | b'_' | b'/')) && !word.as_bytes()[0].is_ascii_digit()
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

/// Reads what stands between two tokens; `first`: nothing stands before.
fn read_gap(between: &str, first: bool) -> u16 {
    match between {
        " " => return gap::SPACE,
        "" if !first => return 0,
        "-" | "/" if !first => return gap::JOINED,
        ", " => return gap::COMMA | gap::SPACE,
        ". " => return gap::STOP | gap::STOP_SPACE | gap::SPACE | gap::PERIOD_ONLY,
        _ => {}
    }
    let mut flags = if first { gap::SPACE } else { 0 };
    let (mut newlines, mut line_empty, mut loud, mut bullet) = (0, first, false, false);
    for letter in between.chars() {
        match letter {
            '\n' => {
                newlines += 1;
                flags |= gap::LINE | gap::SPACE;
                if flags & gap::STOP != 0 {
                    flags |= gap::STOP_SPACE;
                }
                if line_empty && newlines > 1 {
                    flags |= gap::BLANK;
                }
                line_empty = true;
                continue;
            }
            _ if letter.is_whitespace() => {
                flags |= gap::SPACE;
                if flags & gap::STOP != 0 {
                    flags |= gap::STOP_SPACE;
                }
                continue;
            }
            ',' => flags |= gap::COMMA,
            ';' | ':' => flags |= gap::COLON,
            '–' | '—' => flags |= gap::DASH,
            '-' | '*' | '•' | '·' if line_empty && (newlines > 0 || first) => bullet = true,
            '-' if flags & gap::SPACE != 0 => flags |= gap::DASH,
            '(' | ')' | '[' | ']' | '{' | '}' => flags |= gap::BRACKET,
            '.' => flags |= gap::STOP,
            '!' => {
                loud = true;
                flags |= gap::STOP | gap::EXCLAMATION;
            }
            '?' | '…' => {
                loud = true;
                flags |= gap::STOP;
            }
            '"' | '„' | '“' | '”' | '«' | '»' | '‚' | '‘' => flags |= gap::QUOTE,
            _ => {}
        }
        line_empty = false;
    }
    if flags & gap::STOP != 0 && !loud {
        flags |= gap::PERIOD_ONLY;
    }
    if bullet {
        flags |= gap::BULLET;
    }
    if flags == 0 && matches!(between.trim_matches(['"', '\'']), "-" | "/") {
        flags |= gap::JOINED;
    }
    flags
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

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let mut words = Words::default();
        words.cut(text);
        words.tokens.iter().map(|token| words.fold_of(token).to_string()).collect()
    }

    #[test]
    fn names_with_inner_signs_are_words() {
        assert_eq!(cut("o2, N26, 1&1 und E.ON"), ["o2", "n26", "1&1", "und", "e.on"]);
        assert_eq!(cut("AT&T's map"), ["at&t", "'s", "map"]);
    }

    #[test]
    fn compounds_fall_into_joined_parts() {
        let mut words = Words::default();
        words.cut("Samsung-Akkus und/oder Kabel - gut");
        let joined: Vec<bool> = words.tokens.iter().map(Token::joined).collect();
        assert_eq!(joined, [false, true, false, true, false, false]);
    }

    #[test]
    fn clitics_stand_apart() {
        assert_eq!(
            cut("We'll see, I can’t, won't, don't; geht's?"),
            ["we", "'ll", "see", "i", "can", "n't", "will", "n't", "do", "n't", "geht", "'s"]
        );
    }

    #[test]
    fn numbers_keep_their_signs() {
        assert_eq!(cut("1.234,56 Euro um 14:30 am 3. Mai"), ["1.234,56", "euro", "um", "14:30", "am", "3", "mai"]);
        assert_eq!(cut("z.B. das"), ["z.b", "das"]);
        assert_eq!(cut("gut.Danke"), ["gut", "danke"]);
    }

    #[test]
    fn gender_marks_belong_to_the_word() {
        assert_eq!(
            cut("Kund:innen, Mitarbeiter*in, Nutzer_innen und Kolleg/-innen"),
            ["kundinnen", "mitarbeiterin", "nutzerinnen", "und", "kolleginnen"]
        );
        assert_eq!(cut("Uhrzeit:in Ordnung"), ["uhrzeitin", "ordnung"]);
    }

    #[test]
    fn every_token_covers_its_bytes() {
        let text = "Grüße 👩🏽‍🚒 Ru\u{308}ck\u{ad}gabe — „ja“";
        let mut words = Words::default();
        words.cut(text);
        let shown: Vec<&str> = words.tokens.iter().map(|token| &text[token.span().range()]).collect();
        assert_eq!(shown, ["Grüße", "👩🏽‍🚒", "Ru\u{308}ck\u{ad}gabe", "ja"]);
    }
}

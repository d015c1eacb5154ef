//! What stands between two words: spaces, commas, stops, brackets. In: the text between them. Out: flags, read by sentences, clauses and phrases.

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

/// Reads what stands between two tokens; `first`: nothing stands before.
pub(super) fn read(between: &str, first: bool) -> u16 {
    match between {
        " " => return SPACE,
        "" if !first => return 0,
        "-" | "/" if !first => return JOINED,
        ", " => return COMMA | SPACE,
        ". " => return STOP | STOP_SPACE | SPACE | PERIOD_ONLY,
        _ => {}
    }
    let mut flags = if first { SPACE } else { 0 };
    let (mut newlines, mut line_empty, mut loud, mut bullet) = (0, first, false, false);
    for letter in between.chars() {
        match letter {
            '\n' => {
                newlines += 1;
                flags |= LINE | SPACE;
                if flags & STOP != 0 {
                    flags |= STOP_SPACE;
                }
                if line_empty && newlines > 1 {
                    flags |= BLANK;
                }
                line_empty = true;
                continue;
            }
            _ if letter.is_whitespace() => {
                flags |= SPACE;
                if flags & STOP != 0 {
                    flags |= STOP_SPACE;
                }
                continue;
            }
            ',' => flags |= COMMA,
            ';' | ':' => flags |= COLON,
            '–' | '—' => flags |= DASH,
            '-' | '*' | '•' | '·' if line_empty && (newlines > 0 || first) => bullet = true,
            '-' if flags & SPACE != 0 => flags |= DASH,
            '(' | ')' | '[' | ']' | '{' | '}' => flags |= BRACKET,
            '.' => flags |= STOP,
            '!' => {
                loud = true;
                flags |= STOP | EXCLAMATION;
            }
            '?' | '…' => {
                loud = true;
                flags |= STOP;
            }
            '"' | '„' | '“' | '”' | '«' | '»' | '‚' | '‘' => flags |= QUOTE,
            _ => {}
        }
        line_empty = false;
    }
    if flags & STOP != 0 && !loud {
        flags |= PERIOD_ONLY;
    }
    if bullet {
        flags |= BULLET;
    }
    if flags == 0 && matches!(between.trim_matches(['"', '\'']), "-" | "/") {
        flags |= JOINED;
    }
    flags
}

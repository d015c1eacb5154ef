//! What a single word tells of dates, times and names, at a glance: where no word hints at one, the search for it is spared.
//! In: a word as it is written. Out: flags. A hint may be wrong; its absence may not.

use super::date::Meaning;
use super::scan::{Lexicon, Words, words};
use super::{date, duration, name};

/// May be part of a date.
pub const DATE: u8 = 1;
/// May be part of a time of day, numbers aside.
pub const TIME: u8 = 2;
/// May be part of a length of time, numbers aside.
pub const DURATION: u8 = 4;
/// May stand before a name.
pub const NAME: u8 = 8;
/// Is or ends like a number word that no list holds whole: fünfundzwanzig, dreihundert.
pub const NUMBER: u8 = 16;
/// Holds a digit or a fraction.
pub const DIGIT: u8 = 32;

/// The flags of a word. `capital`: whether it begins with one; `folded`: its folded form.
pub fn of(word: &str, folded: &str, capital: bool) -> u8 {
    let mut hint = 0;
    if word.chars().any(is_number_sign) {
        hint |= DIGIT;
    }
    if ends_like_number(folded.as_bytes()) {
        hint |= NUMBER;
    }
    if may_be_date(word, capital) {
        hint |= DATE;
    }
    if word.len() >= 3 && (is(word, words!(" midday midnight mittag mittags mitternacht noon uhr clock halb ")) || ends_in_clock(word)) {
        hint |= TIME;
    }
    if has(&duration::UNITS, word) {
        hint |= DURATION;
    }
    if has(&name::OPENINGS, word) {
        hint |= NAME;
    }
    hint
}

fn is_number_sign(letter: char) -> bool {
    letter.is_ascii_digit() || matches!(letter, '½' | '¼' | '¾')
}

fn ends_like_number(folded: &[u8]) -> bool {
    let endings: &[&[u8]] = match folded.last() {
        Some(b'g') => &[b"zig", b"ssig"],
        Some(b'n') => &[b"zehn", b"million", b"millionen", b"teen"],
        Some(b't') => &[b"hundert"],
        Some(b'd') => &[b"tausend", b"dutzend"],
        _ => return false,
    };
    endings.iter().any(|ending| folded.ends_with(ending))
}

fn may_be_date(word: &str, capital: bool) -> bool {
    match date::WORDS.get(word) {
        // These need another word of the table behind them.
        Some((Meaning::Next | Meaning::Edge | Meaning::Phrase, _)) => false,
        Some((Meaning::WeekdayShort | Meaning::MonthDoubtful, _)) => capital,
        Some(_) => true,
        None => word.len() >= 12 && (word.contains("tag") || word.contains("woch")) || is(word, words!(" half ")),
    }
}

fn ends_in_clock(word: &str) -> bool {
    word.len() >= 7 && word.ends_with("clock")
}

fn is(word: &str, list: &Words) -> bool {
    list.contains(word)
}

fn has<T: Copy>(lexicon: &Lexicon<T>, word: &str) -> bool {
    lexicon.get(word).is_some()
}

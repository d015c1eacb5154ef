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

/// The flags of a word without digits. `capital`: whether it begins with one.
pub fn of(word: &str, capital: bool) -> u8 {
    let mut hint = 0;
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

//! Numbers in digits and in words, German and English; ranges; percentages.
//! In: a cursor. Out: the value where it matters, and the place behind the number.

use super::scan::{Cursor, Folded, Lexicon, Words, is_one_of, triggers, walk, words};
use crate::facts::Language;
use crate::span::Span;

/// Where numbers may begin: digits and the first letters of number words.
const NUMBER_STARTS: [bool; 256] = triggers("0123456789aAdDeEfFhHnNoOsStTvVzZ½¼¾".as_bytes());

/// Which word lists count.
pub(super) fn allows(language: Option<Language>, wanted: Language) -> bool {
    language.is_none_or(|language| language == wanted)
}

/// All numbers: digits with their separators, and number words. Articles ("ein", "a") are none.
pub(super) fn numbers(text: &str, language: Option<Language>, out: &mut Vec<Span>) {
    walk(text, &NUMBER_STARTS, out, |start| {
        if !may_begin(start) {
            return None;
        }
        let end = if start.peek().is_ascii_digit() || matches!(start.peek(), '½' | '¼' | '¾') {
            if glued_before(start) {
                return None;
            }
            in_digits(start).filter(|end| !glued_after(*end))?
        } else {
            let (value, end) = in_words(start, language)?;
            if value == 1 && is_pronoun_one(start, end) {
                return None;
            }
            end
        };
        Some(start.span_to(end))
    });
}

/// All percentages.
pub(super) fn percents(text: &str, language: Option<Language>, out: &mut Vec<Span>) {
    let bytes = text.as_bytes();
    if !bytes.contains(&b'%') && !contains_ignoring_case(text, "prozent") && !contains_ignoring_case(text, "cent") && !text.contains("pct")
    {
        return;
    }
    walk(text, &NUMBER_STARTS, out, |start| {
        if start.peek().is_ascii_digit() && glued_before(start) || !may_begin(start) {
            return None;
        }
        let number = amount(start, language)?;
        let sign = number.spaces();
        let end = sign.eat("%").or_else(|| {
            let end = sign
                .word_of(words!(" prozent percent pct "))
                .or_else(|| sign.word_of(words!(" per "))?.some_spaces()?.word_of(words!(" cent ")))?;
            (number.at < sign.at || number.before().is_ascii_digit()).then_some(end)
        })?;
        Some(start.span_to(end))
    });
}

/// Whether `text` holds `word` (small ASCII letters) in any case. One pass, nothing allocated.
pub(super) fn contains_ignoring_case(text: &str, word: &str) -> bool {
    let word = word.as_bytes();
    let (lower, upper) = (word[0], word[0].to_ascii_uppercase());
    let bytes = text.as_bytes();
    bytes.windows(word.len()).any(|window| (window[0] == lower || window[0] == upper) && window.eq_ignore_ascii_case(word))
}

/// A number in digits or words, or a range of them ("3–5", "drei bis vier", "two or three").
pub(super) fn amount<'t>(start: Cursor<'t>, language: Option<Language>) -> Option<Cursor<'t>> {
    let one = |at: Cursor<'t>| in_digits(at).or_else(|| in_words(at, language).map(|(_, end)| end));
    let first = one(start)?;
    let joint = first.spaces();
    let second = joint
        .eat_any(&['-', '–', '—', '/'])
        .or_else(|| {
            (joint.at > first.at).then(|| joint.word_of(words!(" bis oder to or und "))).flatten().filter(|end| end.some_spaces().is_some())
        })
        .and_then(|joint| one(joint.spaces()));
    Some(second.unwrap_or(first))
}

/// Digits with thousands and decimals: 4711 · 1.234,56 · 1,234.56 · 1 234 567 · 1'234 · 2,5 · ½ · 2½.
pub(super) fn in_digits(start: Cursor<'_>) -> Option<Cursor<'_>> {
    if let Some(end) = start.eat_any(&['½', '¼', '¾']) {
        return Some(end);
    }
    let run = |at: Cursor<'_>| at.rest().bytes().take_while(u8::is_ascii_digit).count();
    let first = run(start);
    if first == 0 {
        return None;
    }
    let mut end = Cursor::new(start.text, start.at + first);
    let mut separator = None;
    loop {
        let sign = end.peek();
        if !matches!(sign, '.' | ',' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}') {
            break;
        }
        let group = Cursor::new(start.text, end.at + sign.len_utf8());
        let len = run(group);
        let thousands = len == 3 && first <= 3 && separator.is_none_or(|before| before == sign);
        let decimals = matches!(sign, '.' | ',') && separator != Some(sign) && len > 0;
        if !thousands && !decimals {
            break;
        }
        end = Cursor::new(start.text, group.at + len);
        if !thousands {
            break;
        }
        separator = Some(sign);
    }
    Some(end.eat_any(&['½', '¼', '¾']).unwrap_or(end))
}

/// Whether a number cannot begin here: part of a longer token such as A4, 1&1, 03.05.2026, 14:30, -17.
pub(super) fn glued_before(start: Cursor<'_>) -> bool {
    let head = &start.text[..start.at];
    let mut last = head.chars().rev();
    match last.next() {
        Some(c) if c.is_alphanumeric() || matches!(c, '_' | '&' | '#' | '@') => true,
        Some('.' | ',' | ':' | '/' | '-' | '–') => {
            last.next().is_some_and(|c| c.is_ascii_digit() || (c.is_alphabetic() && head.ends_with('-')))
        }
        _ => false,
    }
}

/// Whether a number that ends here is part of a longer token: 24h, 1&1, 3.5.2026, 14:30.
fn glued_after(end: Cursor<'_>) -> bool {
    let mut next = end.rest().chars();
    match next.next() {
        Some(c) if c.is_alphanumeric() || matches!(c, '_' | '&') => true,
        Some('.' | ',' | ':' | '/') => next.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    }
}

/// "one" and "eins" that count nothing: "the one", "no one", "one of us".
fn is_pronoun_one(start: Cursor<'_>, end: Cursor<'_>) -> bool {
    start.word_before(&[]).is_some_and(|(word, _)| {
        is_one_of(word, words!(" no the this that which each any every another some only last next first new good "))
    }) || end.spaces().word_of(words!(" of another more thing ")).is_some()
}

/// A number in words, with its value. Articles are none; see [`article`].
pub(super) fn in_words<'t>(start: Cursor<'t>, language: Option<Language>) -> Option<(u64, Cursor<'t>)> {
    let (word, end) = start.word()?;
    if let Some(value) = allows(language, Language::German).then(|| german(word)).flatten() {
        return Some((value, german_scale(end).unwrap_or(end)));
    }
    if allows(language, Language::English) { english(start) } else { None }
}

/// "ein", "eine", "a", "an", "one": one, where something countable follows.
pub(super) fn article<'t>(start: Cursor<'t>, language: Option<Language>) -> Option<Cursor<'t>> {
    let german = || start.word_of(words!(" ein eine einen einem einer eines ")).filter(|_| allows(language, Language::German));
    german().or_else(|| start.word_of(words!(" a an one ")).filter(|_| allows(language, Language::English)))
}

/// German number words of one piece. "ein" is an article and counts only inside compounds.
const GERMAN: Lexicon<u64> = Lexicon::new(&[
    ("acht", 8),
    ("achtzehn", 18),
    ("achtzig", 80),
    ("drei", 3),
    ("dreizehn", 13),
    ("dreissig", 30),
    ("ein", 1),
    ("eins", 1),
    ("elf", 11),
    ("fuenf", 5),
    ("fuenfzehn", 15),
    ("fuenfzig", 50),
    ("neun", 9),
    ("neunzehn", 19),
    ("neunzig", 90),
    ("null", 0),
    ("sechs", 6),
    ("sechzehn", 16),
    ("sechzig", 60),
    ("sieben", 7),
    ("siebzehn", 17),
    ("siebzig", 70),
    ("vier", 4),
    ("vierzehn", 14),
    ("vierzig", 40),
    ("zehn", 10),
    ("zwanzig", 20),
    ("zwei", 2),
    ("zwo", 2),
    ("zwoelf", 12),
]);

/// Whether a word may be a German number of several pieces; the shortest is "hundert".
fn is_compound(word: &str) -> bool {
    let bytes = word.as_bytes();
    let holds = |piece: &str| bytes.len() >= piece.len() && contains_ignoring_case(word, piece);
    bytes.len() >= 7 && (bytes.ends_with(b"ig") && bytes.len() >= 12 || holds("hundert") || holds("tausend"))
}

/// First words of all amounts: numbers, articles, and the vague ones.
const AMOUNTS: Words = Words::new(
    " a acht achtzehn achtzig an anderthalb couple den die drei dreissig dreiviertel dreizehn eight eighteen eighty ein eine einem einen einer eines einige einigen eins elf eleven \
     few fifteen fifty five forty four fourteen fuenf fuenfzehn fuenfzig half halb halbe halben hundred mehrere mehreren million neun neunzehn neunzig nine nineteen ninety null one paar \
     sechs sechzehn sechzig seven seventeen seventy several sieben siebzehn siebzig six sixteen sixty ten the thirteen thirty thousand three twelve twenty two vier vierzehn vierzig wenige \
     wenigen zehn zero zwanzig zwei zwo zwoelf ",
);

/// Whether an amount may begin here: a quick look that dismisses most words.
pub(super) fn may_begin(start: Cursor<'_>) -> bool {
    match start.word() {
        Some((word, _)) => AMOUNTS.contains(word) || word.len() >= 7 && (is_compound(word) || word.ends_with("einhalb")),
        None => true,
    }
}

/// The value of a German number word, written in one: "fuenfundzwanzig", "dreihundert", "zweitausendfuenfhundert".
fn german(word: &str) -> Option<u64> {
    if let Some(value) = GERMAN.get(word) {
        return (!word.eq_ignore_ascii_case("ein")).then_some(value);
    }
    if !is_compound(word) {
        return None;
    }
    let folded = Folded::new(word);
    let word = folded.as_str();
    let Some((thousands, rest)) = word.split_once("tausend") else { return german_below_1000(word) };
    let thousands = if thousands.is_empty() { 1 } else { german_below_1000(thousands)? };
    let rest = rest.strip_prefix("und").unwrap_or(rest);
    Some(thousands * 1000 + if rest.is_empty() { 0 } else { german_below_1000(rest)? })
}

fn german_below_1000(word: &str) -> Option<u64> {
    let Some((hundreds, rest)) = word.split_once("hundert") else { return german_below_100(word) };
    let hundreds = if hundreds.is_empty() { 1 } else { GERMAN.get(hundreds).filter(|hundreds| (1..20).contains(hundreds))? };
    let rest = rest.strip_prefix("und").filter(|rest| !rest.is_empty()).unwrap_or(rest);
    Some(hundreds * 100 + if rest.is_empty() { 0 } else { german_below_100(rest)? })
}

fn german_below_100(word: &str) -> Option<u64> {
    GERMAN.get(word).or_else(|| {
        let (unit, tens) = word.split_once("und")?;
        let tens = GERMAN.get(tens).filter(|tens| *tens >= 20)?;
        Some(tens + GERMAN.get(unit).filter(|unit| (1..10).contains(unit))?)
    })
}

/// "Millionen", "Mio." behind a number.
fn german_scale(end: Cursor<'_>) -> Option<Cursor<'_>> {
    end.some_spaces()?.word_of(words!(" million millionen milliarde milliarden "))
}

const ENGLISH: Lexicon<u64> = Lexicon::new(&[
    ("eight", 8),
    ("eighteen", 18),
    ("eighty", 80),
    ("eleven", 11),
    ("five", 5),
    ("fifteen", 15),
    ("fifty", 50),
    ("four", 4),
    ("fourteen", 14),
    ("forty", 40),
    ("hundred", 100),
    ("million", 1_000_000),
    ("nine", 9),
    ("nineteen", 19),
    ("ninety", 90),
    ("one", 1),
    ("seven", 7),
    ("seventeen", 17),
    ("seventy", 70),
    ("six", 6),
    ("sixteen", 16),
    ("sixty", 60),
    ("ten", 10),
    ("two", 2),
    ("three", 3),
    ("twelve", 12),
    ("thirteen", 13),
    ("twenty", 20),
    ("thirty", 30),
    ("thousand", 1000),
    ("zero", 0),
]);

fn english_word(at: Cursor<'_>) -> Option<(u64, Cursor<'_>)> {
    let (word, end) = at.word()?;
    Some((ENGLISH.get(word)?, end))
}

/// "five", "twenty-five", "two hundred and ten", "three thousand". "hundred" alone counts only behind a number or article.
fn english(start: Cursor<'_>) -> Option<(u64, Cursor<'_>)> {
    let (mut value, mut end) = english_word(start)?;
    if value >= 100 && start.word_before(&[]).is_none_or(|(word, _)| !is_one_of(word, words!(" a the per few couple several "))) {
        return None;
    }
    for _ in 0..6 {
        let joined = (20..100).contains(&(value % 100)) && value % 10 == 0;
        let next = end.eat("-").filter(|_| joined).or_else(|| {
            let next = end.some_spaces()?;
            next.word_of(words!(" and ")).filter(|_| value >= 100).and_then(Cursor::some_spaces).or(Some(next))
        });
        let Some((more, after)) = next.and_then(english_word) else { break };
        value = match more {
            100.. if value < more => value.saturating_mul(more),
            100 | 1000 => value.saturating_add(more),
            1..=9 if joined => value + more,
            1..=99 if value >= 100 && value % 100 == 0 => value + more,
            _ => break,
        };
        end = after;
    }
    Some((value, end))
}

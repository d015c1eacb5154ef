//! Sums of money: "64,20 Euro", "€ 50", "$5.99", "fünfzig Euro", "20 bucks".
//! In: text. Out: spans with number and currency; a range is one span.

use super::number::{amount, article, glued_before, may_begin};
use super::scan::{Cursor, Words, triggers, walk, words};
use crate::facts::Language;
use crate::span::Span;

/// Signs, first letters of currency codes, digits, and first letters of number words and articles. 0xC2 leads £ and ½, 0xE2 €.
const STARTS: [bool; 256] = triggers(b"0123456789$aAbBcCdDeEfFgGhHjJmMnNoOpPsStTuUvVwWzZ\xC2\xE2");

/// Behind a number, in any case. "pound" and "Pfund" may be weights, see [`is_weight`].
const AFTER: Words = Words::new(
    " euro euros eur cent cents ct dollar dollars usd gbp pound pounds pfund pence quid bucks buck franken chf sfr rappen yen jpy zloty pln \
    kronen sek dkk nok aud cad nzd tl tenner fiver grand zehner zwanziger fuffi hunderter euronen ",
);
/// Before a number, in capitals as the codes are written ("Euro 50" too).
const BEFORE: Words = Words::new(" eur euro chf sfr usd gbp aud cad nzd jpy pln sek dkk nok rs inr ");
/// Signs of currencies.
const SIGNS: &[char] = &['€', '$', '£', '¥', '₹'];

/// All sums of money.
pub(super) fn sums(text: &str, language: Option<Language>, out: &mut Vec<Span>) {
    walk(text, &STARTS, out, |start| prefixed(start, language).or_else(|| suffixed(start, language)).map(|end| start.span_to(end)));
}

/// "€ 50", "US$ 5", "EUR 19,99", "£5k".
fn prefixed<'t>(start: Cursor<'t>, language: Option<Language>) -> Option<Cursor<'t>> {
    let number = match start.eat_any(SIGNS) {
        Some(after) => after.spaces(),
        None => {
            let (word, after) = start.word()?;
            let code = super::scan::is_one_of(word, &BEFORE) && (word.len() > 1) && !word.starts_with(char::is_lowercase);
            if !code {
                let dollar = matches!(word, "US" | "A" | "C" | "AU" | "CA") && after.peek() == '$';
                if !dollar {
                    return None;
                }
            }
            let after = after.spaces();
            let number = after.eat_any(SIGNS).unwrap_or(after).spaces();
            // "Euro 6" is what a car is built to.
            if word.eq_ignore_ascii_case("euro") && number.digits(1).is_some_and(|(_, end)| !matches!(end.peek(), ',' | '.')) {
                return None;
            }
            number
        }
    };
    if !number.peek().is_ascii_digit() {
        return None;
    }
    Some(scaled(decimals_dash(amount(number, language)?)))
}

/// "64,20 Euro", "5,- €", "50p", "ein paar hundert Euro", "a few bucks", "50-Euro-Gutschein".
fn suffixed<'t>(start: Cursor<'t>, language: Option<Language>) -> Option<Cursor<'t>> {
    let number = if start.peek().is_ascii_digit() {
        if glued_before(start) {
            return None;
        }
        decimals_dash(amount(start, language)?)
    } else {
        if !may_begin(start) {
            return None;
        }
        vague(start).or_else(|| amount(start, language)).or_else(|| article(start, language))?
    };
    let number = scaled(number);
    if number.eat("p").is_some_and(Cursor::ends_word) && number.before().is_ascii_digit() {
        return number.eat("p");
    }
    let unit = number.eat("-").unwrap_or_else(|| number.spaces());
    if let Some(end) = unit.eat_any(SIGNS) {
        // "5 $100 Gutscheine" have their sign before.
        let glued = unit.at == number.at;
        return (glued || !end.peek().is_ascii_digit()).then_some(end);
    }
    let (word, end) = unit.word()?;
    let is_currency = super::scan::is_one_of(word, &AFTER) && (unit.at > number.at || number.before().is_ascii_digit());
    if !is_currency || is_weight(word, end) || !end.ends_word() && end.peek() != '_' {
        return None;
    }
    // "US-Dollar", "Schweizer Franken" stand with their country; "fünf Euro zwanzig" is left at the Euro.
    Some(end)
}

/// "5,-", "5,–", "19,--".
fn decimals_dash(number: Cursor<'_>) -> Cursor<'_> {
    let Some(after) = number.eat_any(&[',', '.']) else { return number };
    let dash = after.eat("--").or_else(|| after.eat_any(&['-', '–', '—']));
    dash.unwrap_or(number)
}

/// "Mio.", "Tsd.", "million", "k", "m", "bn" behind a number.
fn scaled(number: Cursor<'_>) -> Cursor<'_> {
    let glued = number.word().filter(|(word, _)| matches!(*word, "k" | "K" | "m" | "bn") && number.before().is_ascii_digit());
    if let Some((_, end)) = glued {
        return end;
    }
    let scale = number.spaces();
    let Some(end) = scale.word_of(words!(" mio mrd tsd million millionen milliarde milliarden hundert tausend billion hundred thousand "))
    else {
        return number;
    };
    if scale.at == number.at { number } else { end.skip(".") }
}

/// "ein paar", "einige", "a few", "a couple of", "several", "half a".
pub(super) fn vague(start: Cursor<'_>) -> Option<Cursor<'_>> {
    let (word, end) = start.word()?;
    let next = end.some_spaces()?;
    if super::scan::is_one_of(word, words!(" einige einigen mehrere mehreren wenige wenigen several few paar ")) {
        return Some(end);
    }
    if super::scan::is_one_of(word, words!(" a the ein einem einen ein den die ")) {
        let few = next.word_of(words!(" couple few paar "))?;
        return Some(few.some_spaces().and_then(|of| of.word_of(words!(" of "))).unwrap_or(few));
    }
    None
}

/// "5 pounds of flour", "3 Pfund Mehl".
fn is_weight(word: &str, end: Cursor<'_>) -> bool {
    let next = end.spaces();
    match word.as_bytes()[0] | 0x20 {
        b'p' if word.len() >= 5 && word.as_bytes()[1] != b'e' => {
            let heavy = next.word_of(words!(" of heavy heavier lighter overweight ")).is_some();
            let noun = word.starts_with(['P', 'p'])
                && super::scan::is_one_of(word, words!(" pfund "))
                && next.at > end.at
                && next.word().is_some_and(|(word, _)| word.starts_with(char::is_uppercase) && word != "Sterling");
            heavy || noun
        }
        _ => false,
    }
}

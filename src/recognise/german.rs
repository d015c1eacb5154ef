//! German identifiers that customers post: tax, insurance and identity card numbers.
//! In: text. Out: spans of those whose check digits hold or whose name stands before them.

use super::identifier::{ALPHANUMERIC, DIGITS, gather, glued_after, grouped, has_digit, is_inside_iban, run};
use super::number::glued_before;
use super::reference;
use super::scan::{Cursor, walk};
use crate::span::Span;

/// German tax identification numbers (eleven digits, check digit) and tax numbers (with slashes, of thirteen digits, or behind their name).
pub(super) fn tax_numbers(text: &str, out: &mut Vec<Span>) {
    if !has_digit(text) {
        return;
    }
    walk(text, &DIGITS, out, |start| {
        if glued_before(start) || start.before() == '+' {
            return None;
        }
        let named = reference::label_of(start, &["steuer*", "stnr", "st", "idnr", "tin", "tax*", "finanzamt"]);
        let gathered = gather(start, b" /", 14);
        let line = [11, 13].into_iter().find_map(|len| {
            let digits = gathered.first(len);
            let end = gathered.end(start, len).filter(|end| !glued_after(*end))?;
            let one = end.at - start.at == len;
            let fits = digits.iter().all(u8::is_ascii_digit)
                && if len == 11 {
                    is_tax_id(digits) && (one || named || spaced_as(start, &[2, 3, 3, 3]))
                } else {
                    one && is_unified(digits) && (named || !is_article(digits))
                };
            (fits && (named || !reference::label_before(start))).then_some(end)
        });
        line.or_else(|| slashed(start, named)).map(|end| start.span_to(end))
    });
}

fn spaced_as(start: Cursor<'_>, groups: &[usize]) -> bool {
    grouped(start, groups).is_some()
}

/// 123/456/78901 and its relatives in the Länder; behind "Steuernummer" also with spaces, in two groups, or in one.
fn slashed(start: Cursor<'_>, named: bool) -> Option<Cursor<'_>> {
    let shapes: &[&[usize]] = &[&[3, 3, 5], &[2, 3, 5], &[3, 4, 4], &[2, 4, 4], &[3, 4, 5], &[2, 3, 4], &[3, 3, 4], &[5, 5], &[10], &[11]];
    shapes.iter().find_map(|shape| {
        if shape.len() < 3 && !named {
            return None;
        }
        let mut at = start;
        for (place, group) in shape.iter().enumerate() {
            if place > 0 {
                at = at.eat("/").or_else(|| at.eat(" ").filter(|_| named))?;
            }
            let (len, end) = run(at);
            (len == *group).then_some(())?;
            at = end;
        }
        (at.ends_word() && at.peek() != '/').then_some(at)
    })
}

/// Eleven digits with the check digit of ISO 7064 (mod 11, 10), no digit more than three times among the first ten.
fn is_tax_id(digits: &[u8]) -> bool {
    let mut product = 10u32;
    let mut counts = [0u8; 10];
    for digit in &digits[..10] {
        let value = u32::from(digit - b'0');
        counts[value as usize] += 1;
        let sum = match (value + product) % 10 {
            0 => 10,
            sum => sum,
        };
        product = sum * 2 % 11;
    }
    let check = (11 - product) % 10;
    digits[0] != b'0' && counts.iter().all(|count| *count <= 3) && check == u32::from(digits[10] - b'0')
}

/// The unified tax number: thirteen digits that begin with the number of a Land.
fn is_unified(digits: &[u8]) -> bool {
    matches!((digits[0], digits[1]), (b'0', b'1'..=b'9') | (b'1', b'0'..=b'6'))
}

/// The check digit of a thirteen-digit article number (EAN).
fn is_article(digits: &[u8]) -> bool {
    let sum: u32 = digits.iter().enumerate().map(|(place, digit)| u32::from(digit - b'0') * if place % 2 == 0 { 1 } else { 3 }).sum();
    sum.is_multiple_of(10)
}

/// German pension (12 characters) and health insurance numbers (10 characters); check digits are right.
pub(super) fn insurance_numbers(text: &str, out: &mut Vec<Span>) {
    if !has_digit(text) {
        return;
    }
    walk(text, &ALPHANUMERIC, out, |start| {
        let len = if start.peek().is_ascii_digit() { 12 } else { 10 };
        let next = start.rest().as_bytes().get(1).copied().unwrap_or(b' ');
        if !(next.is_ascii_digit() || next == b' ') || glued_before(start) || is_inside_iban(start) {
            return None;
        }
        let gathered = gather(start, b" ", len);
        let end = gathered.end(start, len).filter(|_| gathered.len == len).filter(|end| !glued_after(*end))?;
        let code = gathered.first(len);
        (if len == 12 { is_pension(code) } else { is_health(code) }).then(|| start.span_to(end))
    });
}

/// Sum over digits of `value × weight`, the digits of each product added.
fn cross_sum(digits: impl Iterator<Item = u8>, weights: &[u32]) -> u32 {
    digits.zip(weights).map(|(digit, weight)| u32::from(digit) * weight).map(|product| product / 10 + product % 10).sum()
}

/// The digits of a code in which one letter counts as two (A = 01 … Z = 26).
fn spelled(code: &[u8]) -> impl Iterator<Item = u8> {
    code.iter().flat_map(|byte| {
        let letter = byte.to_ascii_uppercase().wrapping_sub(b'A').wrapping_add(1);
        let (tens, ones) = if byte.is_ascii_digit() { (None, byte - b'0') } else { (Some(letter / 10), letter % 10) };
        tens.into_iter().chain([ones])
    })
}

fn is_pension(code: &[u8]) -> bool {
    let shape = code.iter().enumerate().all(|(place, byte)| if place == 8 { byte.is_ascii_alphabetic() } else { byte.is_ascii_digit() });
    if !shape {
        return false;
    }
    let two = |at: usize| u32::from(code[at] - b'0') * 10 + u32::from(code[at + 1] - b'0');
    // Whoever shares birthday and initial gets the day plus 50.
    let dated = matches!(two(2), 1..=31 | 51..=81) && (1..=12).contains(&two(4)) && (2..=89).contains(&two(0));
    let sum = cross_sum(spelled(&code[..11]), &[2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]);
    dated && sum % 10 == u32::from(code[11] - b'0')
}

fn is_health(code: &[u8]) -> bool {
    if !code[0].is_ascii_alphabetic() || !code[1..].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let sum = cross_sum(spelled(&code[..9]), &[1, 2, 1, 2, 1, 2, 1, 2, 1, 2]);
    sum % 10 == u32::from(code[9] - b'0')
}

/// The characters of German document numbers: no vowels, nothing that looks like a digit.
const DOCUMENT: &[u8] = b"0123456789CFGHJKLMNPRTVWXYZ";

/// Serial numbers of German identity cards and passports: nine characters of which the last, or ten of which the tenth checks; behind
/// "Personalausweis", "Reisepass", "passport" any code of eight to ten letters and digits.
pub(super) fn id_cards(text: &str, out: &mut Vec<Span>) {
    if !has_digit(text) {
        return;
    }
    walk(text, &ALPHANUMERIC, out, |start| {
        let len = start.rest().bytes().take(11).take_while(u8::is_ascii_alphanumeric).count();
        if !(8..=10).contains(&len) || !has_digit(&start.rest()[..len]) || glued_before(start) {
            return None;
        }
        let gathered = gather(start, b"", len);
        let end = gathered.end(start, gathered.len).filter(|end| !glued_after(*end) && end.peek() != '-')?;
        let mut code = [0u8; 10];
        let code = &mut code[..gathered.len];
        code.copy_from_slice(gathered.first(gathered.len));
        code.make_ascii_uppercase();
        let digits = code.iter().filter(|byte| byte.is_ascii_digit()).count();
        let german = code.len() >= 9 && code[0].is_ascii_alphabetic() && code.iter().all(|byte| DOCUMENT.contains(byte));
        let named = digits >= 4
            && reference::label_of(
                start,
                &["ausweis*", "personalausweis*", "reisepass*", "passport*", "pass", "passnummer", "passnr", "perso", "identity"],
            );
        (named || german && digits >= 4 && document_check(code)).then(|| start.span_to(end))
    });
}

/// The last character is the check digit of those before it: weights 7, 3, 1; letters count from 10.
fn document_check(code: &[u8]) -> bool {
    let (last, body) = (code[code.len() - 1], &code[..code.len() - 1]);
    let sum: u32 = body
        .iter()
        .zip([7u32, 3, 1].into_iter().cycle())
        .map(|(byte, weight)| weight * u32::from(if byte.is_ascii_digit() { byte - b'0' } else { byte - b'A' + 10 }))
        .sum();
    last.is_ascii_digit() && sum % 10 == u32::from(last - b'0')
}

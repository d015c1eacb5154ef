//! IBANs and payment cards; the gathering of characters over spaces and hyphens, for these and for German identifiers.
//! In: text. Out: spans of those whose checks hold.

use super::number::glued_before;
use super::reference;
use super::scan::{Cursor, triggers, walk};
use crate::span::Span;
use iban::{Iban, ParseIbanError};

pub(super) const ALPHANUMERIC: [bool; 256] = triggers(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
pub(super) const DIGITS: [bool; 256] = triggers(b"0123456789");

/// Longest IBAN, in letters and digits; shortest is 15.
const IBAN_MOST: usize = 34;
const IBAN_LEAST: usize = 15;

pub(super) fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// A few letters and digits, gathered from groups.
pub(super) struct Gathered {
    bytes: [u8; 40],
    pub(super) len: usize,
    /// Of each gathered character the byte behind it, relative to the start.
    ends: [u8; 40],
}

/// Letters and digits from here, over single `separators` between them (the same one all along), at most `most`.
pub(super) fn gather(start: Cursor<'_>, separators: &[u8], most: usize) -> Gathered {
    let mut gathered = Gathered { bytes: [0; 40], len: 0, ends: [0; 40] };
    let bytes = start.rest().as_bytes();
    let mut separator = None;
    let mut at = 0;
    while at < bytes.len() && at < 120 && gathered.len < most {
        let byte = bytes[at];
        if byte.is_ascii_alphanumeric() {
            gathered.bytes[gathered.len] = byte;
            gathered.len += 1;
            gathered.ends[gathered.len - 1] = at as u8 + 1;
        } else if separators.contains(&byte)
            && separator.is_none_or(|before| before == byte)
            && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric)
        {
            separator = Some(byte);
        } else {
            break;
        }
        at += 1;
    }
    gathered
}

impl Gathered {
    pub(super) fn first(&self, len: usize) -> &[u8] {
        &self.bytes[..len.min(self.len)]
    }

    /// The cursor behind the first `len` characters, if a word ends there.
    pub(super) fn end<'t>(&self, start: Cursor<'t>, len: usize) -> Option<Cursor<'t>> {
        let end = Cursor::new(start.text, start.at + usize::from(*self.ends.get(len.checked_sub(1)?)?));
        end.ends_word().then_some(end)
    }
}

/// IBANs of all countries of the registry, in one or in groups (spaces or hyphens).
pub(super) fn ibans(text: &str, out: &mut Vec<Span>) {
    if !has_digit(text) {
        return;
    }
    walk(text, &ALPHANUMERIC, out, |start| {
        let head = start.rest().as_bytes().get(..4)?;
        let letters =
            head[0].is_ascii_alphabetic() && head[1].is_ascii_alphabetic() && head[0].is_ascii_uppercase() == head[1].is_ascii_uppercase();
        if !letters || !head[2].is_ascii_digit() || !head[3].is_ascii_digit() {
            return None;
        }
        let gathered = gather(start, b" -", IBAN_MOST);
        // The country is written in capitals or all is small; "de89 3704 …" counts, "KW81 aBKU …" does not.
        let small = head[0].is_ascii_lowercase();
        (IBAN_LEAST..=gathered.len).find_map(|len| {
            let end = gathered.end(start, len)?;
            let mut compact = [0u8; IBAN_MOST];
            let compact = &mut compact[..len];
            compact.copy_from_slice(gathered.first(len));
            if compact.iter().any(|byte| if small { byte.is_ascii_uppercase() } else { byte.is_ascii_lowercase() }) {
                return None;
            }
            compact.make_ascii_uppercase();
            is_iban(std::str::from_utf8(compact).ok()?).then(|| start.span_to(end))
        })
    });
}

fn is_iban(compact: &str) -> bool {
    match compact.parse::<Iban>() {
        Ok(_) => true,
        // The checksum is right; the crate's table lacks these two countries of the registry.
        Err(ParseIbanError::UnknownCountry(_)) => {
            let (head, account) = (&compact[..4], &compact.as_bytes()[4..]);
            let bank = account.iter().take(4).all(u8::is_ascii_uppercase);
            bank && (head.starts_with("PK") && account.len() == 20
                || head.starts_with("HN") && account.len() == 24 && account[4..].iter().all(u8::is_ascii_digit))
        }
        Err(_) => false,
    }
}

/// Groups in which card numbers are written; a single group may have 13 to 19 digits.
const CARD_GROUPS: &[&[usize]] = &[&[4, 4, 4, 4, 3], &[4, 4, 4, 4], &[4, 6, 5], &[4, 6, 4]];

/// Payment cards: issuer, length and Luhn digit are right.
pub(super) fn cards(text: &str, out: &mut Vec<Span>) {
    if !has_digit(text) {
        return;
    }
    walk(text, &DIGITS, out, |start| {
        if glued_before(start) || start.before() == '+' {
            return None;
        }
        let (len, first_end) = run(start);
        let (digits, end) = if (13..=19).contains(&len) {
            (gather(start, b"", 19), first_end)
        } else if len == 4 {
            CARD_GROUPS.iter().find_map(|groups| grouped(start, groups)).filter(|(digits, _)| is_card(digits.first(19)))?
        } else {
            return None;
        };
        let labelled = reference::label_before(start);
        let card = labelled_card(start);
        let sure = is_card(digits.first(19)) && end.ends_word() && !glued_after(end);
        // Article numbers have thirteen digits too; an order number may pass any check by chance.
        if !sure || (digits.len == 13 && !card) || (labelled && !card) || is_inside_iban(start) {
            return None;
        }
        Some(start.span_to(end))
    });
}

pub(super) fn run(start: Cursor<'_>) -> (usize, Cursor<'_>) {
    let len = start.rest().bytes().take_while(u8::is_ascii_digit).count();
    (len, Cursor::new(start.text, start.at + len))
}

/// Digits in exactly these groups with one separator all along.
pub(super) fn grouped<'t>(start: Cursor<'t>, groups: &[usize]) -> Option<(Gathered, Cursor<'t>)> {
    let mut at = start;
    let mut separator = None;
    for (place, group) in groups.iter().enumerate() {
        if place > 0 {
            let sign = at.eat_any(&[' ', '-', '.', '\u{a0}'])?;
            let same = *separator.get_or_insert(at.peek()) == at.peek();
            at = sign;
            same.then_some(())?;
        }
        let (len, end) = run(at);
        (len == *group).then_some(())?;
        at = end;
    }
    let mut digits = Gathered { bytes: [0; 40], len: 0, ends: [0; 40] };
    for byte in start.text[start.at..at.at].bytes().filter(u8::is_ascii_digit) {
        digits.bytes[digits.len] = byte;
        digits.len += 1;
    }
    Some((digits, at))
}

pub(super) fn glued_after(end: Cursor<'_>) -> bool {
    let mut next = end.rest().chars();
    matches!(next.next(), Some('-' | '.' | '/' | ',')) && next.next().is_some_and(|c| c.is_ascii_digit())
}

fn labelled_card(start: Cursor<'_>) -> bool {
    let head = start.line_before(40).to_lowercase();
    ["kart", "card", "visa", "master", "amex"].iter().any(|label| head.contains(label))
}

/// Whether the digits belong to an IBAN around them, or to something that is written like one: a slip of the pen makes no telephone number of it.
pub(super) fn is_inside_iban(start: Cursor<'_>) -> bool {
    if follows_iban_head(start) {
        return true;
    }
    let from = start.at - start.line_before(40).len();
    let to = start.text[start.at..].char_indices().nth(50).map_or(start.text.len(), |(place, _)| start.at + place);
    let mut found = Vec::new();
    ibans(&start.text[from..to], &mut found);
    found.iter().any(|span| span.start + from <= start.at && start.at < span.end + from)
}

/// Whether groups of at most four capitals and digits stand before, the first of them a country and its check digits: `BE71 0961 ‸2345`.
fn follows_iban_head(start: Cursor<'_>) -> bool {
    // An empty group stands between two spaces.
    let is_group = |group: &&str| group.len() <= 4 && group.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let is_head = |group: &str| {
        let (country, check) = group.split_at_checked(2).unwrap_or_default();
        check.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase()) && check.bytes().all(|byte| byte.is_ascii_digit())
    };
    let groups = start.line_before(40).strip_suffix(' ').unwrap_or_default().rsplit(' ');
    groups.take_while(is_group).any(is_head)
}

/// Issuer by its first digits, with the lengths that it gives out.
fn is_card(digits: &[u8]) -> bool {
    let prefix = |len: usize| digits.iter().take(len).fold(0u32, |value, digit| value * 10 + u32::from(digit - b'0'));
    let (two, three, four, six) = (prefix(2), prefix(3), prefix(4), prefix(6));
    let fits = match digits.len() {
        13 => digits[0] == b'4',
        14 => matches!(three, 300..=305 | 309) || matches!(two, 36 | 38 | 39),
        15 => matches!(two, 34 | 37) || digits[0] == b'1',
        16..=19 => {
            let sixteen = digits.len() == 16;
            digits[0] == b'4' && digits.len() != 17 && digits.len() != 18
                || sixteen
                    && (matches!(two, 51..=55)
                        || matches!(four, 2221..=2720 | 2200..=2204 | 5019)
                        || matches!(three, 300..=305)
                        || matches!(two, 36 | 38))
                || matches!(four, 3528..=3589 | 6011)
                || matches!(three, 644..=649)
                || matches!(two, 65 | 62)
                || matches!(four, 5018 | 5020 | 5038 | 5893 | 6304 | 6759 | 6761..=6763)
                || matches!(six, 676770 | 676774)
                || matches!(two, 56..=58)
        }
        _ => false,
    };
    fits && luhn(digits) && digits.iter().any(|digit| *digit != digits[0])
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let value = u32::from(digit - b'0');
            if place % 2 == 0 { value } else { value / 5 + value * 2 % 10 }
        })
        .sum();
    sum.is_multiple_of(10)
}

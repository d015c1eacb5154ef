//! Telephone numbers: international, German, Austrian, Swiss, British, North American.
//! In: text. Out: spans with country code and extension.
//!
//! Own parsing, because the ports of libphonenumber compile their metadata at start (tens of milliseconds and megabytes) and ask for a region that a
//! draft does not have. What they know and this needs is small: country codes, the length of national numbers, the shape of area codes.

use super::date;
use super::identifier::is_inside_iban;
use super::number::glued_before;
use super::reference;
use super::scan::{Cursor, Folded, Words, is_one_of, triggers, walk, words};
use crate::span::Span;

const STARTS: [bool; 256] = triggers(b"+(0123456789");

/// Groups of digits, at most; digits, at most (with an extension).
const MOST_GROUPS: usize = 9;
const MOST_DIGITS: usize = 17;

/// Words before a number that make it a telephone number.
const LABELS: Words = Words::new(
    " tel telefon telefonnummer telefonisch fon phone telephone mobil mobile mobilnummer handy handynummer cell rufnummer rueckrufnummer hotline fax faxnummer \
    call ring dial whatsapp sms anrufen anruf durchwahl servicenummer service festnetz landline text freephone ",
);
/// Words that may stand between them and the number.
const JOINTS: Words = Words::new(
    " nr nummer number no unter is ist on at us me him her the die der ihre your my meine mein lautet and und gerne bitte oder or line team kostenlos kostenfrei uns mich free toll ",
);
/// Two-digit country codes; +1 and +7 have one digit, all others three.
const TWO_DIGIT_CODES: &[u8] = &[
    20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60, 61, 62, 63, 64, 65, 66, 81,
    82, 84, 86, 90, 91, 92, 93, 94, 95, 98,
];

/// All telephone numbers.
pub(super) fn numbers(text: &str, out: &mut Vec<Span>) {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return;
    }
    walk(text, &STARTS, out, |start| {
        if glued_before(start)
            || matches!(start.before(), '+' | '(' | '#' | '€' | '$' | '£') && start.peek() != '(' && start.before() != '('
        {
            return None;
        }
        let candidate = Candidate::read(start)?;
        let named = is_named(start);
        let labelled = !named && reference::label_before(start);
        // The longest reading first: a number may be followed by a time or a price.
        (1..=candidate.count).rev().find_map(|count| {
            let end = candidate.ends[count - 1];
            let taken = candidate.first(count);
            let fits = taken.is_phone(named, labelled) && free_after(end) && !is_date_or_time(start, end) && !is_inside_iban(start);
            fits.then(|| start.span_to(extension(end)))
        })
    });
}

/// Digits in groups as they stand in the text.
#[derive(Clone, Copy)]
struct Candidate<'t> {
    plus: bool,
    /// The first group stands in parentheses.
    parenthesis: bool,
    digits: [u8; MOST_DIGITS],
    /// Lengths of the groups; a "(0)" behind the country code is left out.
    lens: [u8; MOST_GROUPS],
    /// The sign before each group but the first: `' '`, `-`, `/`, `.`, `(`.
    separators: [char; MOST_GROUPS],
    ends: [Cursor<'t>; MOST_GROUPS],
    count: usize,
    /// Whether digits go on behind the last group in the same way, longer than any telephone number.
    cut: bool,
}

impl<'t> Candidate<'t> {
    fn read(start: Cursor<'t>) -> Option<Candidate<'t>> {
        let mut at = start;
        let mut candidate = Candidate {
            plus: false,
            parenthesis: false,
            digits: [0; MOST_DIGITS],
            lens: [0; MOST_GROUPS],
            separators: ['\0'; MOST_GROUPS],
            ends: [start; MOST_GROUPS],
            count: 0,
            cut: false,
        };
        if let Some(after) = at.eat("(") {
            candidate.parenthesis = true;
            at = after;
        }
        if let Some(after) = at.eat("+") {
            candidate.plus = true;
            at = after.skip("(").skip(" ");
        }
        let mut total = 0;
        let mut separator = '\0';
        let mut open = candidate.parenthesis;
        while candidate.count < MOST_GROUPS {
            let len = at.rest().bytes().take_while(u8::is_ascii_digit).count();
            if len == 0 || total + len > MOST_DIGITS {
                candidate.cut = len == 4;
                break;
            }
            let group = &at.rest().as_bytes()[..len];
            let mut after = Cursor::new(at.text, at.at + len);
            let trunk = group == b"0" && separator == '(' && after.peek() == ')';
            if let Some(closed) = after.eat(")").filter(|_| open || separator == '(') {
                after = closed;
                open = false;
            }
            if !trunk {
                candidate.digits[total..total + len].copy_from_slice(group);
                total += len;
                candidate.lens[candidate.count] = len as u8;
                candidate.separators[candidate.count] = separator;
                candidate.ends[candidate.count] = after;
                candidate.count += 1;
            }
            let Some((sign, next)) = between(after) else { break };
            separator = sign;
            at = next;
        }
        (candidate.count > 0 && !(open && candidate.count == 1)).then_some(candidate)
    }

    /// Only the first `count` groups.
    fn first(mut self, count: usize) -> Candidate<'t> {
        self.count = count;
        self
    }

    fn number(&self) -> &[u8] {
        let len: usize = self.lens[..self.count].iter().map(|len| usize::from(*len)).sum();
        &self.digits[..len]
    }

    fn lens(&self) -> &[u8] {
        &self.lens[..self.count]
    }

    fn is_phone(&self, named: bool, labelled: bool) -> bool {
        let digits = self.number();
        if self.plus {
            return is_international(digits);
        }
        // Fours without end are an account or a card.
        if labelled || self.cut && self.lens().iter().all(|len| *len == 4) {
            return false;
        }
        if let Some(rest) = digits.strip_prefix(b"00") {
            return is_international(rest) && rest.len() >= 9;
        }
        if digits[0] == b'0' {
            return self.is_national(named);
        }
        self.is_american()
            || self.is_code_without_plus()
            || named && (5..=13).contains(&digits.len()) && self.lens()[0] >= 2 && !self.separators[1..self.count].contains(&'.')
    }

    /// A leading zero, an area code, a number: 0221 4711-0 · (0221) 4711 · 089/123456 · 0170 1234567 · 020 7946 0958.
    fn is_national(&self, named: bool) -> bool {
        let digits = self.number();
        if digits.get(1).is_none_or(|second| *second == b'0') || !(6..=13).contains(&digits.len()) {
            return false;
        }
        let area = usize::from(self.lens()[0]);
        if self.count == 1 {
            let mobile = matches!(&digits[..2], b"01" | b"07") && (10..=12).contains(&digits.len());
            let service =
                [&b"0800"[..], b"0900", b"0180", b"0137", b"0700", b"0345", b"0333"].iter().any(|start| digits.starts_with(start))
                    && digits.len() >= 9;
            return mobile || service || named || (10..=12).contains(&digits.len());
        }
        let joined = |sign: char| self.separators[1..self.count].iter().all(|separator| *separator == sign);
        match area {
            // 09-7625400, 01 4711 0815
            2 => {
                (self.lens()[1] >= 7 && self.count == 2)
                    || (named && digits.len() >= 8)
                    || (digits.len() == 10 && self.lens()[1..].iter().all(|len| *len == 2))
            }
            3..=6 => {
                // Dots are for dates and versions; a phone has them all along.
                let dotted = self.separators[1..self.count].contains(&'.');
                let rest = digits.len() - area;
                (!dotted || joined('.')) && rest >= 3 && (digits.len() >= 7 || named)
            }
            7..=11 => self.lens()[1..].iter().all(|len| *len <= 4) && digits.len() >= 8,
            _ => false,
        }
    }

    /// 415-555-0132 · (415) 555-0132 · 1-800-555-0199: area and exchange begin with 2 to 9.
    fn is_american(&self) -> bool {
        let digits = self.number();
        let (lens, digits, from) = match (self.lens(), digits) {
            ([1, rest @ ..], [b'1', number @ ..]) => (rest, number, 1),
            (lens, digits) => (lens, digits, 0),
        };
        if lens != [3, 3, 4] {
            return false;
        }
        let last = self.separators[from + 2];
        let first = self.separators[from + 1];
        let signs = first == last || self.parenthesis || first == ' ' || first == '(' || self.separators[1] == '(';
        digits[0] >= b'2' && digits[3] >= b'2' && signs && first != '/' && last != '/'
    }

    /// 91-415-555-0132: a country code that lost its plus.
    fn is_code_without_plus(&self) -> bool {
        self.lens() == [2, 3, 3, 4] && self.separators[1..4].iter().all(|separator| *separator == '-') && is_international(self.number())
    }
}

/// The sign between two groups, and the place behind it: at most one sign with spaces around, or parentheses.
fn between(end: Cursor<'_>) -> Option<(char, Cursor<'_>)> {
    let blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}');
    let spaced = Cursor::new(end.text, end.at + end.rest().chars().take(2).take_while(|c| blank(*c)).map(char::len_utf8).sum::<usize>());
    let (sign, after) = match spaced.peek() {
        '-' | '–' | '‑' => ('-', spaced.eat_any(&['-', '–', '‑'])?),
        '/' => ('/', spaced.eat("/")?),
        '.' if spaced.at == end.at => ('.', spaced.eat(".")?),
        '(' => ('(', spaced.eat("(")?),
        _ if spaced.at > end.at => (' ', spaced),
        _ if end.before() == ')' => (' ', end),
        _ => return None,
    };
    let after = if sign == ' ' || sign == '.' || sign == '(' { after } else { after.eat(" ").unwrap_or(after) };
    after.peek().is_ascii_digit().then_some((sign, after))
}

/// A country code and as many digits as that country has.
fn is_international(digits: &[u8]) -> bool {
    let value = |len: usize| digits.iter().take(len).fold(0u16, |value, digit| value * 10 + u16::from(digit - b'0'));
    if digits.len() < 8 || digits.len() > 15 {
        return false;
    }
    let code = match digits[0] {
        b'0' => return false,
        b'1' | b'7' => 1,
        _ if TWO_DIGIT_CODES.contains(&(value(2) as u8)) => 2,
        _ => 3,
    };
    let national = digits[code..].strip_prefix(b"0").filter(|_| value(code) != 39).unwrap_or(&digits[code..]).len();
    match value(code) {
        1 | 7 => national == 10,
        31 | 33 | 34 | 41 | 48 | 61 => national == 9,
        44 => (9..=10).contains(&national),
        49 => (6..=13).contains(&national),
        43 => (5..=13).contains(&national),
        45 | 47 => national == 8,
        _ => (6..=12).contains(&national),
    }
}

/// Whether a word before says that this is a telephone number.
fn is_named(start: Cursor<'_>) -> bool {
    let head = start.line_before(50);
    // Not past the end of a sentence, but "Tel." ends none.
    for (place, word) in head.split(|c: char| !c.is_alphabetic()).rev().filter(|word| !word.is_empty()).take(6).enumerate() {
        if is_one_of(word, &LABELS) {
            return true;
        }
        let folded = Folded::new(word);
        let folded = folded.as_str();
        if ["hotline", "telefon", "rufnummer", "phone", "handynummer"].iter().any(|label| folded.ends_with(label)) {
            return true;
        }
        // "My mobile number is", "number is" with a mobile's digits.
        if !is_one_of(word, &JOINTS) {
            return false;
        }
        if place == 1 && is_one_of(word, words!(" number nummer ")) && is_chinese_mobile(start) && !reference::label_before(start) {
            return true;
        }
    }
    false
}

/// Eleven digits from 13 to 19.
fn is_chinese_mobile(start: Cursor<'_>) -> bool {
    let digits = start.rest().as_bytes();
    digits.iter().take_while(|byte| byte.is_ascii_digit()).count() == 11 && digits[0] == b'1' && digits[1] >= b'3'
}

/// Whether nothing follows that would make it a longer token, a sum or a measure.
fn free_after(end: Cursor<'_>) -> bool {
    let next = end.spaces();
    let glued =
        !end.ends_word() || matches!(end.peek(), '.' | ',' | ':' | '/' | '-') && end.rest()[1..].starts_with(|c: char| c.is_ascii_digit());
    !glued
        && !matches!(next.peek(), '€' | '$' | '£' | '%' | '°')
        && next.word_of(words!(" euro eur kg gb mb km kwh uhr mm cm stunden tage minuten hours days times mal h am pm ")).is_none()
}

fn is_date_or_time<'t>(start: Cursor<'t>, end: Cursor<'t>) -> bool {
    date::date(start, None).is_some_and(|date| date.at >= end.at)
}

/// "ext. 12", "x12", "Durchwahl 12", "DW 12".
fn extension(end: Cursor<'_>) -> Cursor<'_> {
    let next = end.skip(",").spaces();
    let label = next.word_of(words!(" ext extension x durchwahl dw app ")).map(|after| after.skip(".").skip(":").spaces());
    label.and_then(|after| after.digits(5)).map_or(end, |(_, end)| end)
}

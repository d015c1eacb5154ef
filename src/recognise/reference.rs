//! Customer, order, contract, policy, meter and case numbers, known by the words before them.
//! In: text. Out: spans of the numbers without those words. Other recognisers ask here whether a number is named as something.

use super::date;
use super::scan::{Cursor, Folded, Words, is_one_of, triggers, walk, words};
use crate::facts::Language;
use crate::span::Span;

/// What belongs to one customer: before "-nummer", "-Nr.", "number", "no.", "ID", or straight before the number.
const CUSTOMER: Words = Words::new(
    " abo account accountid acct agreement anschluss antrag antrags application auftrag auftrags auftragsnr bahncard beleg bestell bestellnr bestellung bill \
    booker booking buchung buchungs claim client confirmation contract customer customerid darlehen darlehens depot fuehrerschein geraete gutschein \
    invoice kennzeichen konto kredit kunde kunden kundenid kundenkonto kundennr kundin licence license lieferschein loan malo mandat mandate mandats \
    marktlokation member membership meter mitglied mitglieds order orderid orders paket parcel patient patienten personal pnr police policen policy \
    quittung receipt rechnung rechnungs rechnungsnr reservation reservierung reservierungs retoure retouren rma schaden schadenfall schadens schadensfall \
    sendung sendungs serial serien shipment subscription tracking verbrauchsstelle versicherten versicherung versicherungs versicherungsschein vertrag \
    vertrags vertragskonto vertragsnr voucher zaehler zaehlernr ",
);
/// What belongs to one case of the company's own help desk: less sensitive, the same kind.
const CASE: Words = Words::new(
    " akten aktenzeichen anfrage az bearbeitung bearbeitungs beschwerde case complaint fall geschaeftszeichen incident ref reference referenz request \
    stoerung stoerungs ticket tickets vorgang vorgangs ",
);
/// Short forms that are other words too (RE 4711 is a train): only with a word for "number".
const SHORT: Words = Words::new(" auftr best kd kdnr kto re ref rg rgnr sr vers versnr vertr vn vs ");
/// Words that say "number". Behind one of them three characters are enough.
const NUMBER: Words = Words::new(" nummer nummern nr no number numbers num id code ref reference kennung zeichen ");
/// "…nummer" of things that tell nothing of a person.
const IMPERSONAL: &[&str] = &[
    "telefon",
    "handy",
    "ruf",
    "fax",
    "haus",
    "mobil",
    "mobilfunk",
    "hotline",
    "service",
    "zimmer",
    "seiten",
    "artikel",
    "modell",
    "versions",
    "flug",
    "zug",
    "wagen",
    "platz",
    "produkt",
    "teile",
    "typ",
    "durchwahl",
    "notruf",
    "ord",
    "raum",
    "seri",
    "los",
    "raten",
    "postleit",
    "kontroll",
    "glueck",
    "start",
    "haupt",
    "un",
];
/// Between the label and the number.
const JOINTS: Words = Words::new(" is ist lautet lauten was war die der das the mit von of your ihre ihr for fuer unter with us bei uns ");
/// Units that make a bare number behind "order" or "Rechnung" an amount.
const UNITS: Words = Words::new(
    " cent chf customers days dollar dollars eur euro franken gb gbp hours items jahre kg kunden kwh mal mb minutes monate months pcs percent pieces points \
    pounds prozent punkte stueck tage tagen times uhr units usd weeks wochen years ",
);

const STARTS: [bool; 256] = triggers(b"aAbBcCdDeEfFgGhHiIkKlLmMnNoOpPqQrRsStTuUvVwWzZ");

/// All numbers that are named as a customer's or a case's.
pub(super) fn references(text: &str, language: Option<Language>, out: &mut Vec<Span>) {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return;
    }
    let mut found = Vec::new();
    walk(text, &STARTS, &mut found, |start| {
        let span = match label(start) {
            Some((number, numbered)) => reference(number, numbered, language)?,
            None => number_plate(start)?,
        };
        out.push(span);
        Some(start.span_to(Cursor::new(text, span.end)))
    });
}

/// A German number plate in its usual writing, "HH-RM 1967": it needs no label.
fn number_plate(start: Cursor<'_>) -> Option<Span> {
    let capitals = |at: Cursor<'_>, most: usize| {
        let len = at.rest().bytes().take(most + 1).take_while(u8::is_ascii_uppercase).count();
        (1..=most).contains(&len).then(|| Cursor::new(start.text, at.at + len))
    };
    let (digits, end) = capitals(capitals(start, 3)?.eat("-")?, 2)?.eat(" ")?.digits(4)?;
    let end = end.eat("H").or_else(|| end.eat("E")).unwrap_or(end);
    // "USB-C 3", "DVB-T 2" have one digit.
    (digits.len >= 2 && end.ends_word()).then(|| start.span_to(end))
}

/// A label from its first word: the cursor before the number, and whether a word for "number" was there.
fn label(start: Cursor<'_>) -> Option<(Cursor<'_>, bool)> {
    let (word, mut end) = start.word()?;
    let ending = word.as_bytes()[word.len() - 1] | 0x20;
    if !matches!(ending, b'r' | b'n' | b'g' | b'e') && !CUSTOMER.contains(word) && !CASE.contains(word) && !SHORT.contains(word) {
        return None;
    }
    let folded = Folded::new(word);
    let folded = folded.as_str();
    let stem = ["nummern", "nummer", "numer", "nr", "kennung", "zeichen", "code"].iter().find_map(|ending| folded.strip_suffix(ending));
    let named = stem.is_some_and(|stem| {
        !stem.is_empty()
            && !IMPERSONAL.iter().any(|thing| stem.ends_with(thing))
            && (folded.len() - stem.len() > 2 || is_one_of(stem, &CUSTOMER) || is_one_of(stem, &CASE) || is_one_of(stem, &SHORT))
    });
    let mut numbered = named;
    let short = !named && is_one_of(folded, &SHORT) && !is_one_of(folded, &CASE);
    if !named && !short && !is_one_of(folded, &CUSTOMER) && !is_one_of(folded, &CASE) {
        return None;
    }
    // "Kd.-Nr.", "Kunden Nr.", "customer account no.", "order #", "booking reference number"
    for _ in 0..3 {
        let at = end.skip(".").skip("-").spaces();
        let Some((word, after)) = at.word() else { break };
        if is_one_of(word, &NUMBER) {
            numbered = true;
        } else if !(is_one_of(word, &CUSTOMER) || is_one_of(word, &CASE))
            || after.peek().is_ascii_digit()
            || after.eat("-").is_some_and(|after| after.peek().is_ascii_digit())
            || (word.len() < 4 && !word.starts_with(char::is_lowercase))
        {
            break;
        }
        end = after;
    }
    if short && !numbered {
        return None;
    }
    let mut at = end.skip(".").spaces();
    for _ in 0..4 {
        if let Some(sign) = at.eat_any(&[':', '#', '=', '(', '"', '„', '“', '\'', ',', '*']) {
            numbered |= matches!(at.peek(), ':' | '#' | '=');
            at = sign.spaces();
        } else if let Some(word) = at.word_of(&JOINTS).filter(|_| numbered) {
            at = word.some_spaces()?;
        } else if let Some(word) =
            at.word_of(words!(" with bei ")).and_then(Cursor::some_spaces).and_then(|us| us.word_of(words!(" us uns ")))
        {
            at = word.some_spaces()?;
        } else if let Some(number) = at
            .word_of(words!(" is lautet "))
            .and_then(Cursor::some_spaces)
            .filter(|number| token(*number).is_some_and(|end| end.at - number.at > 4))
        {
            at = number;
        } else if let Some((_, word)) = at.word().filter(|(word, _)| numbered && is_one_of(word, &NUMBER) && at.at > end.at) {
            at = word.skip(".").spaces();
        } else {
            break;
        }
    }
    // "KdNr4711", but no "AZ21NABZ…": a label of two letters that digits follow at once is the head of a longer code.
    (at.at > end.at || at.peek().is_ascii_digit() && end.at - start.at > 2).then_some((at, numbered))
}

/// The number itself: letters and digits joined by - / . _, further groups behind spaces.
fn reference(start: Cursor<'_>, numbered: bool, language: Option<Language>) -> Option<Span> {
    let mut end = token(start)?;
    // "VT 8831 22", "B AB 1234": groups of capitals before the digits.
    let mut letters_only = is_capitals(start, end);
    let mut groups = 0;
    while let Some(next) = end.eat_any(&[' ', '\u{a0}', '\u{202f}']) {
        let Some(after) = token(next) else { break };
        let group = &start.text[next.at..after.at];
        let digits = group.bytes().all(|byte| byte.is_ascii_digit());
        let mixed = group.bytes().any(|byte| byte.is_ascii_digit()) && !group.bytes().any(|byte| byte.is_ascii_lowercase());
        let goes_on =
            if letters_only { digits || mixed || is_capitals(next, after) } else { digits && group.len() >= 2 || mixed && numbered };
        if !goes_on || groups == 6 || (!letters_only && (is_measured(after) || date::date(next, language).is_some())) {
            break;
        }
        letters_only &= is_capitals(next, after);
        end = after;
        groups += 1;
    }
    let text = &start.text[start.at..end.at];
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.bytes().any(|byte| byte.is_ascii_alphabetic());
    let least = if numbered || letters { 2 } else { 4 };
    if digits < least || text.len() < 3 {
        return None;
    }
    // "1stOrder", "3rd": a number that counts.
    let counts = text.bytes().any(|byte| byte.is_ascii_lowercase()) && !numbered;
    if counts
        || is_time(start, end)
        || date::date(start, language).is_some_and(|date| date.at >= end.at && (!numbered || text.contains(['.', '/'])))
    {
        return None;
    }
    if !numbered {
        let year = text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
        if year || is_measured(end) {
            return None;
        }
    }
    Some(start.span_to(end))
}

/// A run of ASCII letters and digits with single - / . _ between them.
fn token(start: Cursor<'_>) -> Option<Cursor<'_>> {
    let bytes = start.rest().as_bytes();
    let mut len = 0;
    for (place, byte) in bytes.iter().enumerate().take(40) {
        let joins = matches!(byte, b'-' | b'/' | b'.' | b'_')
            && place > 0
            && bytes.get(place + 1).is_some_and(u8::is_ascii_alphanumeric)
            && bytes[place - 1].is_ascii_alphanumeric();
        if !byte.is_ascii_alphanumeric() && !joins {
            break;
        }
        len = place + 1;
    }
    let end = Cursor::new(start.text, start.at + len);
    let text = &start.text[start.at..end.at];
    let plain_word = !text.bytes().any(|byte| byte.is_ascii_digit()) && !is_capitals(start, end);
    (len > 0 && end.ends_word() && !plain_word).then_some(end)
}

fn is_capitals(start: Cursor<'_>, end: Cursor<'_>) -> bool {
    let text = &start.text[start.at..end.at];
    text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether a unit, a currency or a decimal follows.
fn is_measured(end: Cursor<'_>) -> bool {
    let next = end.spaces();
    matches!(next.peek(), '€' | '$' | '£' | '%')
        || next.word_of(&UNITS).is_some()
        || matches!(end.peek(), ',' | ':') && end.rest()[1..].starts_with(|c: char| c.is_ascii_digit())
}

fn is_time(start: Cursor<'_>, end: Cursor<'_>) -> bool {
    end.peek() == ':' && end.rest()[1..].starts_with(|c: char| c.is_ascii_digit()) && end.at - start.at <= 2
}

/// How far back a label may stand (bytes).
const REACH: usize = 60;

/// The words before a number on its line, from the nearest, as far as a label reaches.
fn words_before(start: Cursor<'_>) -> impl Iterator<Item = &str> {
    start.line_before(REACH).split(|c: char| !c.is_alphabetic()).rev().filter(|word| !word.is_empty()).take(5)
}

/// Whether the words straight before the number name it as a customer's or a case's.
pub(super) fn label_before(start: Cursor<'_>) -> bool {
    for word in words_before(start) {
        let folded = Folded::new(word);
        let folded = folded.as_str();
        let stem = ["nummer", "nr"].iter().find_map(|ending| folded.strip_suffix(ending)).filter(|stem| !stem.is_empty());
        if stem.is_some_and(|stem| !IMPERSONAL.iter().any(|thing| stem.ends_with(thing)))
            || is_one_of(folded, &CUSTOMER)
            || is_one_of(folded, &CASE)
        {
            return true;
        }
        if !is_one_of(folded, &JOINTS) && !is_one_of(folded, &NUMBER) {
            return false;
        }
    }
    false
}

/// Whether one of the three words before the number is one of `labels` (folded; `steuer*` stands for all that begin so).
pub(super) fn label_of(start: Cursor<'_>, labels: &[&str]) -> bool {
    words_before(start).take(3).any(|word| {
        let folded = Folded::new(word);
        let folded = folded.as_str();
        labels.iter().any(|label| label.strip_suffix('*').map_or(folded == *label, |begin| folded.starts_with(begin)))
    })
}

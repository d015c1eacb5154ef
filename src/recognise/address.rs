//! Postal addresses: a street with its house number, and postcode and town where they follow. German and English.
//! In: text. Out: spans from the street (English: from the number) to the town or postcode.

use super::number::glued_before;
use super::scan::{Cursor, Folded, Words, is_one_of, triggers, walk, words};
use crate::span::Span;

/// Capitals (0xC3 leads Ä, Ö, Ü) and digits.
const STARTS: [bool; 256] = triggers(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\xC3");

/// Endings of German streets that need nothing more than a house number.
const STREETS: &[&str] = &[
    "strasse",
    "str",
    "weg",
    "allee",
    "gasse",
    "platz",
    "ring",
    "damm",
    "chaussee",
    "ufer",
    "promenade",
    "pfad",
    "steig",
    "graben",
    "markt",
    "wall",
    "kamp",
    "berg",
    "hof",
    "stieg",
];
/// Words that end so and are no streets.
const NO_STREETS: Words = Words::new(
    " sitzplatz parkplatz stellplatz arbeitsplatz studienplatz liegeplatz speicherplatz startplatz standplatz spielplatz stehplatz schlafplatz weg ausweg umweg hinweg \
    rueckweg heimweg rechtsweg postweg dienstweg beschwerdeweg instanzenweg schulweg vertriebsweg zahlungsweg versandweg ",
);
/// Streets as a word of their own: "Lange Straße", "Mariahilfer Str.".
const BARE: Words = Words::new(" strasse str weg allee gasse platz ring damm ufer promenade markt wall graben ");
/// What streets of several words begin with: "Am Alten Markt", "Unter den Linden".
const BEGINNINGS: Words = Words::new(" am an auf im in zum zur unter hinter vor bei beim ");
/// Before a bare "Straße" these are no part of its name.
const NO_ADJECTIVES: Words = Words::new(" ihre ihrer unsere die der das diese dieser eine einer meine keine strasse hausnummer nummer ");
/// Endings so common that only a postcode makes an address.
const WEAK: &[&str] = &["graben", "markt", "wall", "kamp", "berg", "hof", "stieg", "steig", "ring"];

/// English kinds of streets.
const ROADS: Words = Words::new(
    " road rd street st avenue ave lane ln drive dr close court ct way place pl square sq crescent cres gardens gdns terrace boulevard blvd row mews grove hill parkway \
    pkwy highway hwy walk rise ",
);

/// All addresses.
pub(super) fn addresses(text: &str, out: &mut Vec<Span>) {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return;
    }
    walk(text, &STARTS, out, |start| {
        let end = if start.peek().is_ascii_digit() { english(start) } else { german(start) }?;
        Some(start.span_to(end))
    });
}

/// "Lindenstraße 14, 50674 Köln", "Lange Str. 3a", "Am Alten Markt 3, 50667 Köln".
fn german(start: Cursor<'_>) -> Option<Cursor<'_>> {
    let (first, _) = street_word(start)?;
    // A street of several words begins with a preposition, or has one word before the bare "Straße".
    let most = if is_one_of(first, &BEGINNINGS) { 4 } else { 2 };
    let mut at = start;
    for place in 0..most {
        let (word, mut end) = street_word(at)?;
        if place > 0 && !word.starts_with(char::is_uppercase) && !is_one_of(word, words!(" den der dem des ")) {
            return None;
        }
        if word.ends_with("str") || word.ends_with("Str") {
            end = end.skip(".");
        }
        let number = end.some_spaces().and_then(house_number).or_else(|| (end.before() == '.').then(|| house_number(end)).flatten());
        if let Some(number) = number {
            let folded = Folded::new(word.rsplit('-').next().unwrap_or(word));
            let folded = folded.as_str();
            let bare = is_one_of(folded, &BARE);
            let ending = STREETS.iter().any(|street| folded.ends_with(street) && !WEAK.contains(street)) && !is_one_of(folded, &NO_STREETS);
            let sure = if place == 0 { ending && !bare } else { bare && most == 2 && !is_one_of(first, &NO_ADJECTIVES) };
            let named = place == 0 || most > 2 || bare;
            return postcode_and_town(number).filter(|_| named).or(sure.then_some(number));
        }
        at = end.some_spaces().filter(|next| !next.text[end.at..next.at].contains('\n'))?;
    }
    None
}

/// Letters, hyphens and the apostrophe of a street's name.
fn street_word(at: Cursor<'_>) -> Option<(&str, Cursor<'_>)> {
    let (_, mut end) = at.word()?;
    while let Some((_, after)) = end.eat_any(&['-', '\'', '’']).and_then(Cursor::word) {
        end = after;
    }
    Some((&at.text[at.at..end.at], end))
}

/// "14", "14a", "14 a", "14-16", "3/2".
fn house_number(at: Cursor<'_>) -> Option<Cursor<'_>> {
    let (number, end) = at.digits(4)?;
    if number.value == 0 || number.value > 1999 || at.peek() == '0' {
        return None;
    }
    let range = end.eat_any(&['-', '–', '/']).and_then(|after| after.digits(4)).map_or(end, |(_, end)| end);
    let letter = |at: Cursor<'_>| at.word().is_some_and(|(word, _)| word.len() == 1 && matches!(word.as_bytes()[0] | 0x20, b'a'..=b'h'));
    let mut end = range;
    if letter(end) {
        end = Cursor::new(end.text, end.at + 1);
    } else if let Some(next) =
        end.eat(" ").filter(|next| letter(*next) && matches!(next.rest().as_bytes().get(1), None | Some(b',' | b'.' | b'\n')))
    {
        end = Cursor::new(end.text, next.at + 1);
    }
    let measured = end.spaces().word_of(words!(" uhr euro eur km minuten min meter m prozent tage stunden ")).is_some()
        || matches!(end.spaces().peek(), '%' | '€');
    let goes_on = matches!(end.peek(), '.' | ',' | ':') && end.rest()[1..].starts_with(|c: char| c.is_ascii_digit());
    (end.ends_word() && !measured && !goes_on).then_some(end)
}

/// ", 50674 Köln", "\n1010 Wien", " in 10115 Berlin".
fn postcode_and_town(number: Cursor<'_>) -> Option<Cursor<'_>> {
    let at = number.skip(",").skip(";").spaces();
    let at = at.word_of(words!(" in ")).map_or(at, Cursor::spaces);
    let at = ["D-", "DE-", "A-", "AT-", "CH-"].iter().find_map(|land| at.eat(land)).unwrap_or(at);
    let (postcode, end) = at.digits(5)?;
    if at.at == number.at || postcode.len < 4 {
        return None;
    }
    let town = end.eat(" ")?;
    let (word, mut end) = street_word(town)?;
    if !word.starts_with(char::is_uppercase) {
        return None;
    }
    // "Frankfurt am Main", "Bad Homburg", "Sankt Augustin"
    let river = end
        .eat(" ")
        .and_then(|next| next.word_of(words!(" am an im ob bei vor der ")))
        .and_then(|next| next.eat(" "))
        .and_then(street_word)
        .filter(|(word, _)| word.starts_with(char::is_uppercase));
    if let Some((_, after)) = river {
        end = after;
    } else if is_one_of(word, words!(" bad sankt st neu alt gross klein markt ")) {
        let next = end.skip(".").eat(" ").and_then(street_word).filter(|(word, _)| word.starts_with(char::is_uppercase));
        end = next.map_or(end, |(_, after)| after);
    }
    Some(end)
}

/// "14 Elm Road", "14 Elm Road, Leeds LS1 4AB", "3843 Peartree Road, Bamblee, SD 20241".
fn english(start: Cursor<'_>) -> Option<Cursor<'_>> {
    if glued_before(start) {
        return None;
    }
    let (number, mut end) = start.digits(5)?;
    if number.value == 0 {
        return None;
    }
    if let Some((word, after)) = end.word() {
        if word.len() > 1 {
            return None;
        }
        end = after;
    }
    let mut at = end.eat(" ")?;
    for place in 0..5 {
        let (word, after) = street_word(at)?;
        if !word.starts_with(char::is_uppercase) {
            return None;
        }
        if place > 0 && is_one_of(word, &ROADS) {
            let road = if word.len() <= 4 { after.skip(".") } else { after };
            let next = road.eat(" ").and_then(Cursor::word);
            // "St John Street": the first of two kinds is part of the name.
            if next.is_some_and(|(word, after)| is_one_of(word, &ROADS) && word.starts_with(char::is_uppercase) && after.ends_word()) {
                at = after.eat(" ")?;
                continue;
            }
            let end = town_and_postcode(road).unwrap_or(after);
            return Some(end);
        }
        at = after.skip(".").eat(" ")?;
    }
    None
}

/// ", Leeds LS1 4AB", ", Springfield, IL 62704".
fn town_and_postcode(road: Cursor<'_>) -> Option<Cursor<'_>> {
    let mut at = road;
    for _ in 0..4 {
        at = at.skip(",").spaces();
        if let Some(end) = british_postcode(at).or_else(|| american_zip(at)) {
            return Some(end);
        }
        let (word, after) = street_word(at)?;
        if !word.starts_with(char::is_uppercase) {
            return None;
        }
        at = after.skip(".");
    }
    let at = at.skip(",").spaces();
    british_postcode(at).or_else(|| american_zip(at))
}

/// "LS1 4AB", "SW1A 1AA".
fn british_postcode(at: Cursor<'_>) -> Option<Cursor<'_>> {
    let bytes = at.rest().as_bytes();
    let outward = bytes.iter().take(5).take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()).count();
    let inward = bytes.get(outward + 1..outward + 4)?;
    let letters = bytes[..outward].iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let fits = (2..=4).contains(&outward)
        && (1..=2).contains(&letters)
        && letters < outward
        && bytes[outward] == b' '
        && inward[0].is_ascii_digit()
        && inward[1..].iter().all(u8::is_ascii_uppercase);
    let end = fits.then(|| Cursor::new(at.text, at.at + outward + 4))?;
    end.ends_word().then_some(end)
}

/// "IL 62704", "IL 62704-1234", and a bare "62704".
fn american_zip(at: Cursor<'_>) -> Option<Cursor<'_>> {
    let zip = match at.word() {
        Some((state, after)) if state.len() == 2 && state.bytes().all(|byte| byte.is_ascii_uppercase()) => after.eat(" ")?,
        Some(_) => return None,
        None => at,
    };
    let (digits, end) = zip.digits(5)?;
    let end = end.eat("-").and_then(|more| more.digits(4)).map_or(end, |(_, end)| end);
    (digits.len == 5 && end.ends_word()).then_some(end)
}

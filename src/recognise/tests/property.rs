//! Whatever the text: no panic, spans in range, on character boundaries, sorted, not empty; what the language forbids is not found.
//! In: any text. Out: passed or failed.

use super::super::find;
use crate::facts::Language;
use crate::phrase::recogniser::Recogniser;
use proptest::prelude::*;

fn check(text: &str) {
    for kind in Recogniser::ALL {
        for language in [None, Some(Language::German), Some(Language::English)] {
            let mut spans = Vec::new();
            find(kind, text, language, &mut spans);
            let mut floor = 0;
            for span in &spans {
                assert!(span.start >= floor && !span.is_empty(), "#{}: {text:?}: {spans:?}", kind.as_str());
                assert!(text.get(span.range()).is_some(), "#{}: {text:?}: {spans:?}", kind.as_str());
                floor = span.end;
            }
        }
    }
}

/// Pieces out of which dates, sums, numbers, names and addresses are made, and what could break them.
const PIECES: &[&str] = &[
    " ",
    " ",
    " ",
    " ",
    "\n",
    ".",
    ",",
    "-",
    "–",
    "/",
    ":",
    "'",
    "(",
    ")",
    "+",
    "0",
    "1",
    "3",
    "12",
    "20",
    "31",
    "49",
    "2026",
    "4711",
    "€",
    "$",
    "£",
    "%",
    "½",
    "ä",
    "ß",
    "😀",
    "\u{301}",
    "\u{a0}",
    "am",
    "bis",
    "den",
    "the",
    "of",
    "next",
    "nächste",
    "Woche",
    "week",
    "Mai",
    "May",
    "Freitag",
    "Mo",
    "Fr",
    "Ende",
    "end",
    "mid",
    "Uhr",
    "halb",
    "drei",
    "pm",
    "fünf",
    "und",
    "zwanzig",
    "hundred",
    "tausend",
    "twenty",
    "Euro",
    "EUR",
    "Tage",
    "hours",
    "ein",
    "a",
    "paar",
    "few",
    "Hallo",
    "Dear",
    "Frau",
    "Herr",
    "Dr",
    "von",
    "Schulz",
    "Müller",
    "Kundennummer",
    "order",
    "Nr",
    "no",
    "K",
    "DE",
    "89",
    "3704",
    "0044",
    "0532",
    "0130",
    "00",
    "4111",
    "1111",
    "Tel",
    "0221",
    "170",
    "Straße",
    "Lindenstraße",
    "Köln",
    "50674",
    "Road",
    "LS1",
    "4AB",
    "geboren",
    "born",
    "Steuer",
    "ID",
    "L01X00T44",
    "A123456780",
    "[Name]",
    "@",
    "x.de",
    "#",
    "www",
];

proptest! {
    #[test]
    fn any_text(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_mixture(parts in prop::collection::vec(prop::sample::select(PIECES), 0..30)) {
        check(&parts.concat());
    }

    #[test]
    fn any_sequence(parts in prop::collection::vec(prop::sample::select(PIECES), 0..30)) {
        check(&parts.join(" "));
    }
}

#[test]
fn long_lines_are_read_in_linear_time() {
    for piece in [
        "1",
        "1 ",
        "1.",
        "1-",
        "a",
        "a ",
        "a.",
        "Ü",
        "DE89 ",
        "0221 / ",
        "Mo–",
        "one hundred ",
        "zwei und ",
        "(",
        "+",
        "3. ",
        "Nr. ",
        "Herr ",
        "A B ",
        "Straße ",
    ] {
        check(&piece.repeat(20_000));
    }
}

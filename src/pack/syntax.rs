//! TOML's syntax errors in simple words and both languages.
//! In: an error of the `toml` crate. Out: what is wrong and what to do about it.

use crate::finding::Wording;
use toml::de::Error;

/// Beginnings of the crate's messages, most telling first, with what they mean to somebody who writes a configuration.
const SAID: &[(&str, &str, &str)] = &[
    ("duplicate key", "Dieser Schlüssel steht zweimal da", "This key stands here twice"),
    ("string values must be quoted", "Text muss in Anführungszeichen stehen: \"…\"", "Text must stand in quotes: \"…\""),
    ("missing opening quote", "Hier fehlt das Anführungszeichen am Anfang", "The opening quote is missing here"),
    ("invalid basic string", "Der Text endet nicht: Ein Anführungszeichen fehlt", "The text does not end: a quote is missing"),
    ("invalid literal string", "Der Text endet nicht: Ein ' fehlt", "The text does not end: a ' is missing"),
    ("invalid multi-line", "Der mehrzeilige Text endet nicht", "The text over several lines does not end"),
    (
        "missing escaped value",
        "Nach \\ fehlt ein Zeichen; ein einzelnes \\ schreibt man in '…'",
        "A character is missing after \\; write a lone \\ inside '…'",
    ),
    ("too few unicode", "Die Zeichennummer nach \\u ist zu kurz", "The character number after \\u is too short"),
    ("missing comma", "Hier fehlt ein Komma", "A comma is missing here"),
    ("extra comma", "Hier ist ein Komma zu viel", "There is a comma too many here"),
    ("unclosed array", "Die Liste endet nicht: ] fehlt", "The list does not end: ] is missing"),
    ("unclosed table", "Die Überschrift endet nicht: ] fehlt", "The heading does not end: ] is missing"),
    ("unclosed inline table", "Die Tabelle endet nicht: } fehlt", "The table does not end: } is missing"),
    ("missing value", "Nach dem = fehlt ein Wert", "A value is missing after ="),
    ("key with no value", "Nach dem Schlüssel fehlt = und ein Wert", "= and a value are missing after the key"),
    ("missing assignment", "Zwischen Schlüssel und Wert fehlt =", "= is missing between key and value"),
    ("extra `=`", "Hier ist ein = zu viel", "There is an = too many here"),
    ("extra assignment", "Hier ist ein = zu viel", "There is an = too many here"),
    ("unexpected `=`", "Hier ist ein = zu viel", "There is an = too many here"),
    ("cannot extend value", "Dieser Schlüssel ist schon vergeben und ist keine Tabelle", "This key is taken already and is no table"),
    ("carriage return", "Ein einzelnes Wagenrücklauf-Zeichen steht am falschen Ort", "A lone carriage return stands in the wrong place"),
    ("invalid comment", "Im Kommentar steht ein unsichtbares Zeichen", "There is an invisible character in the comment"),
    ("unquoted keys", "Hier fehlt der Name des Schlüssels", "The name of the key is missing here"),
    ("invalid unquoted key", "Dieser Schlüssel muss in Anführungszeichen stehen", "This key must stand in quotes"),
    ("cannot recurse", "Das ist zu tief verschachtelt", "This is nested too deeply"),
    ("recursion limit", "Das ist zu tief verschachtelt", "This is nested too deeply"),
    ("unexpected content", "Das gehört nicht in diese Zeile", "This does not belong in this line"),
    ("unexpected key or value", "Das gehört nicht in diese Zeile", "This does not belong in this line"),
    ("invalid value", "Das ist kein gültiger Wert", "This is no valid value"),
];

/// What a syntax error means.
pub fn wording(error: &Error) -> Wording {
    let empty = error.span().is_some_and(|span| span.is_empty());
    // For `key =` and nothing behind it the crate complains of missing quotes.
    let message = if empty && error.message().starts_with("string values must be quoted") { "missing value" } else { error.message() };
    let known = SAID.iter().find(|(begins, _, _)| message.starts_with(begins));
    match known {
        Some((_, de, en)) => Wording::new(format!("{de}."), format!("{en}.")),
        None => Wording::new("Das ist kein gültiges TOML.", format!("This is no valid TOML: {}.", error.message())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        let (_, errors) = toml::de::DeTable::parse_recoverable(text);
        errors.iter().map(|error| wording(error).en).collect()
    }

    #[test]
    fn common_slips_are_said_in_simple_words() {
        for (text, expected) in [
            ("a = 1\na = 2\n", "This key stands here twice."),
            ("a = heute\n", "Text must stand in quotes: \"…\"."),
            ("a = [\"x\" \"y\"]\n", "A comma is missing here."),
            ("a = [\"x\", \n", "The list does not end: ] is missing."),
            ("a =\n", "A value is missing after =."),
            ("a\n", "= and a value are missing after the key."),
            ("[a\nb = 1\n", "The heading does not end: ] is missing."),
            ("a = \"x\n", "The text does not end: a quote is missing."),
        ] {
            let said = said(text);
            assert!(said.iter().any(|message| message == expected), "{text:?}: {said:?}");
        }
    }
}

//! Shapes guessed from endings: right where they say something, silent where they cannot know.

use super::super::{capitalised, guess_shape};
use super::*;

#[test]
fn german_endings() {
    let guess = |word| guess_shape(word, Language::German, false);
    for word in ["zurückzuerstatten", "zurueckzuschicken", "abzuwimmeln", "hinzubiegen"] {
        assert!(guess(word).contains(Shape::ZU_INFINITIVE), "{word}");
    }
    for word in ["gebongt", "geflasht", "abgezockt", "aufgeschlüsselten", "zurückgebucht", "abgewimmelt", "eingeflogen"] {
        assert!(guess(word).contains(Shape::PARTICIPLE), "{word}");
    }
    assert!(guess("monetarisieren").contains(Shape::INFINITIVE));
    assert!(guess("monetarisierte").contains(Shape::FINITE));
    assert!(guess("monetarisiert").contains(Shape::FINITE | Shape::PARTICIPLE));
    assert!(guess("abwimmelnden").is_none(), "-eln, -ern are not tried");
    assert!(guess("abschmetternd").is_none());
    assert!(guess("anschleimend").contains(Shape::PRESENT_PARTICIPLE) && guess("anschleimenden").contains(Shape::PRESENT_PARTICIPLE));
    assert!(guess("windigeren").contains(Shape::COMPARATIVE));
    assert!(guess("windigste").contains(Shape::SUPERLATIVE));
}

#[test]
fn german_silence() {
    for word in [
        "heute",
        "bitte",
        "leute",
        "gesamt",
        "gerecht",
        "gewicht",
        "gestern",
        "der",
        "immer",
        "aber",
        "zu",
        "gegen",
        "zusammen",
        "zuletzt",
        "während",
        "irgendwo",
        "verwenden",
        "entsenden",
        "anzahl",
        "ab",
    ] {
        assert!(!guess_shape(word, Language::German, false).intersects(Shape::VERB | Shape::COMPARATIVE), "{word}");
    }
    assert_eq!(guess_shape("Gebongt", Language::German, true), Shape::NOUN);
}

#[test]
fn english_endings() {
    let guess = |word| guess_shape(word, Language::English, false);
    assert!(guess("ghosting").contains(Shape::GERUND));
    assert!(guess("ghosted").contains(Shape::PARTICIPLE | Shape::FINITE));
    assert!(guess("sleaziest").contains(Shape::SUPERLATIVE));
    for word in ["thing", "something", "during", "need", "indeed", "red", "king", "bring"] {
        assert!(!guess(word).contains(Shape::VERB), "{word}");
    }
}

#[test]
fn a_letter_of_two_bytes_before_the_ending() {
    let guess = |word| guess_shape(word, Language::German, false);
    assert!(guess("geschweißt").contains(Shape::PARTICIPLE));
    assert!(guess("zusammengeschweißt").contains(Shape::PARTICIPLE));
    assert!(guess("abzuschweißen").contains(Shape::ZU_INFINITIVE));
}

proptest::proptest! {
    /// Words come from drafts and lemmas from packs: neither may stop the program, wherever their letters of several bytes stand.
    #[test]
    fn hostile_words_are_survived(word in "(ge|zu|ab|ver|un|über|herunter|anzu|vorge)?[a-zßéøя😀]{0,6}(t|ßt|en|ßen|ern|eln|end|ß|st|ste|y|ie|e|sis|s|éd|ing|ïng)?") {
        let tables = Tables::default();
        for language in [Language::German, Language::English] {
            guess_shape(&word, language, false);
            inflect(&word, language, &tables);
            inflect(&capitalised(&word), language, &tables);
        }
        separable("ab", &word, &tables);
    }
}

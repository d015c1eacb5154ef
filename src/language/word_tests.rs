//! Tests of cutting words.

use super::word::*;

fn cut(text: &str) -> Vec<String> {
    let mut words = Words::default();
    words.cut(text);
    words.tokens.iter().map(|token| words.fold_of(token).to_string()).collect()
}

#[test]
fn names_with_inner_signs_are_words() {
    assert_eq!(cut("o2, N26, 1&1 und E.ON"), ["o2", "n26", "1&1", "und", "e.on"]);
    assert_eq!(cut("AT&T's map"), ["at&t", "'s", "map"]);
}

#[test]
fn compounds_fall_into_joined_parts() {
    let mut words = Words::default();
    words.cut("Samsung-Akkus und/oder Kabel - gut");
    let joined: Vec<bool> = words.tokens.iter().map(Token::joined).collect();
    assert_eq!(joined, [false, true, false, true, false, false]);
}

#[test]
fn clitics_stand_apart() {
    assert_eq!(
        cut("We'll see, I can’t, won't, don't; geht's?"),
        ["we", "'ll", "see", "i", "can", "n't", "will", "n't", "do", "n't", "geht", "'s"]
    );
}

#[test]
fn numbers_keep_their_signs() {
    assert_eq!(cut("1.234,56 Euro um 14:30 am 3. Mai"), ["1.234,56", "euro", "um", "14:30", "am", "3", "mai"]);
    assert_eq!(cut("z.B. das"), ["z.b", "das"]);
    assert_eq!(cut("gut.Danke"), ["gut", "danke"]);
}

#[test]
fn gender_marks_belong_to_the_word() {
    assert_eq!(
        cut("Kund:innen, Mitarbeiter*in, Nutzer_innen und Kolleg/-innen"),
        ["kundinnen", "mitarbeiterin", "nutzerinnen", "und", "kolleginnen"]
    );
    assert_eq!(cut("Uhrzeit:in Ordnung"), ["uhrzeitin", "ordnung"]);
}

#[test]
fn every_token_covers_its_bytes() {
    let text = "Grüße 👩🏽‍🚒 Ru\u{308}ck\u{ad}gabe — „ja“";
    let mut words = Words::default();
    words.cut(text);
    let shown: Vec<&str> = words.tokens.iter().map(|token| &text[token.span().range()]).collect();
    assert_eq!(shown, ["Grüße", "👩🏽‍🚒", "Ru\u{308}ck\u{ad}gabe", "ja"]);
}

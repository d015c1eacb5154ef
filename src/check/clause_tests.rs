//! Where sentences are cut into clauses. In: sentences. Out: the words of each clause, in order of their first word.

use super::text::Text;
use crate::facts::Language;
use crate::ruleset::Ruleset;
use std::sync::LazyLock;

static RULESET: LazyLock<Ruleset> = LazyLock::new(Ruleset::builtin);

fn clauses(raw: &str, language: Language) -> Vec<String> {
    let mut text = Text::default();
    text.read(raw, RULESET.view(language).expect("both languages are embedded"));
    text.cut_sentences();
    text.understand(raw, language);
    let count = text.clauses.iter().max().map_or(0, |last| *last as usize + 1);
    let mut out = vec![String::new(); count];
    for (token, clause) in text.words.tokens.iter().zip(&text.clauses) {
        let words = &mut out[*clause as usize];
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&raw[token.span().range()]);
    }
    out
}

#[track_caller]
fn german(raw: &str, expected: &[&str]) {
    assert_eq!(clauses(raw, Language::German), expected);
}

#[track_caller]
fn english(raw: &str, expected: &[&str]) {
    assert_eq!(clauses(raw, Language::English), expected);
}

#[test]
fn subordinate_clauses_stand_alone_and_what_they_interrupt_goes_on() {
    german("Wir melden uns, sobald die Ware da ist.", &["Wir melden uns", "sobald die Ware da ist"]);
    german("Der Kollege, der gestern da war, meldet sich.", &["Der Kollege meldet sich", "der gestern da war"]);
    english("We will write, as soon as the parcel is here.", &["We will write", "as soon as the parcel is here"]);
    english("The fitter, who was here on Monday, will ring.", &["The fitter will ring", "who was here on Monday"]);
}

#[test]
fn a_conjunction_cuts_where_a_verb_of_its_own_follows() {
    german("Ich habe es geprüft und die Kollegin schickt es morgen.", &["Ich habe es geprüft", "und die Kollegin schickt es morgen"]);
    german("Ich prüfe es und schicke es morgen.", &["Ich prüfe es und schicke es morgen"]);
    german("Wir tauschen Kabel und Stecker.", &["Wir tauschen Kabel und Stecker"]);
    english("I have checked it and the team will write.", &["I have checked it", "and the team will write"]);
}

#[test]
fn a_particle_and_a_date_are_no_clause() {
    german("Ihre Rückzahlung ist aber bis Freitag da.", &["Ihre Rückzahlung ist aber bis Freitag da"]);
    german("Das Paket kommt doch bis Montag.", &["Das Paket kommt doch bis Montag"]);
    german("Das Rad steht hier und bis Montag im Keller.", &["Das Rad steht hier und bis Montag im Keller"]);
    german("Ich warte und bis er kommt, lese ich.", &["Ich warte", "und bis er kommt", "lese ich"]);
}

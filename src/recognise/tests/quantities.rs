//! Money, percentages, numbers.
//! In: tables. Out: passed or failed.

use super::super::find;
use super::{mark, table};
use crate::facts::Language;
use crate::phrase::recogniser::Recogniser;

#[test]
fn money() {
    table(
        Recogniser::Money,
        &[
            "‹64,20 Euro›",
            "die ‹€ 50› sind",
            "‹€50›",
            "‹1.234,56 €›",
            "‹50 EUR›",
            "‹EUR 19,99›",
            "‹£22›",
            "‹$5.99›",
            "‹600 euros›",
            "‹1,900 pounds›",
            "‹50 Cent›",
            "‹CHF 20›",
            "‹20 bucks›",
            "‹19,99€›",
            "‹5,- €›",
            "‹5,– Euro›",
            "‹fünfzig Euro›",
            "‹einen Euro›",
            "‹ein paar Euro›",
            "‹ein paar hundert Euro›",
            "‹a few quid›",
            "‹twenty dollars›",
            "‹two hundred and fifty pounds›",
            "‹10–15 Euro›",
            "‹10 bis 15 €›",
            "‹2 Mio. Euro›",
            "‹$1.5 million›",
            "‹£5k›",
            "‹US$ 5›",
            "‹50p›",
            "einen ‹50-Euro›-Gutschein",
            "‹20€›-Gutschein",
            "‹12 000 €›",
            "‹zwölf Franken›",
            "‹a tenner›",
            "‹einen Zehner›",
        ],
    );
    table(
        Recogniser::Money,
        &[
            "Euro 6",
            "Euro-Norm",
            "five per cent",
            "5 %",
            "50 GB",
            "50 Punkte",
            "5 pounds of sugar",
            "3 Pfund Mehl",
            "der Euro steigt",
            "neuro 5",
            "100 percent",
            "zwei Karten",
            "the 5 centers",
            "4711 Europa",
            "50 Eurowings",
            "€",
            "$ und £",
            "3 p.m.",
            "Seite 50pt",
            "1&1",
            "Pfund um Pfund",
            "a dollarbird",
            "eine Zehnerkarte",
        ],
    );
}

#[test]
fn percent() {
    table(
        Recogniser::Percent,
        &[
            "‹12 %›",
            "‹12%›",
            "‹12,5 Prozent›",
            "‹five percent›",
            "‹zwölf Prozent›",
            "‹100%›ig",
            "‹10–15 %›",
            "‹zehn bis zwölf Prozent›",
            "‹12 per cent›",
            "‹ten per cent›",
            "% ohne Zahl",
            "Prozent",
            "12 Prozentpunkte",
            "%name%",
            "fünfprozentig",
            "per cent",
            "5 per centimetre",
        ],
    );
}

#[test]
fn numbers() {
    table(
        Recogniser::Number,
        &[
            "‹4711›",
            "‹1.234,56›",
            "‹1,234.56›",
            "‹12 000› Leute",
            "‹3,5› von ‹5›",
            "‹zwölf› und ‹fünfundzwanzig›",
            "‹dreihundertfünfzig› oder ‹zweitausendeinhundert›",
            "‹null› Ahnung",
            "‹hundert› mal ‹tausend›",
            "‹five›, ‹twenty-five›, ‹ninety-nine›",
            "‹two hundred and ten›",
            "‹three thousand five hundred›",
            "‹zero›",
            "‹½› Liter",
            "ein Auto, eine Frau, a car",
            "no one, the one, one of us",
            "A4 und N26 und 1&1",
            "03.05.2026",
            "14:30",
            "Achtung, Dreirad, Einsicht",
            "often, tent",
        ],
    );
}

#[test]
fn the_language_chooses_the_words() {
    let found = |language| {
        let mut out = Vec::new();
        let text = "zwölf, twelve, 12";
        find(Recogniser::Number, text, language, &mut out);
        mark(text, &out)
    };
    assert_eq!(found(None), "‹zwölf›, ‹twelve›, ‹12›");
    assert_eq!(found(Some(Language::German)), "‹zwölf›, twelve, ‹12›");
    assert_eq!(found(Some(Language::English)), "zwölf, ‹twelve›, ‹12›");
}

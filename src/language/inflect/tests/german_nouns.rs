//! German nouns: the table, its groups, compounds and sure endings.

use super::*;

const PARADIGMS: &str = "
Idiot: Idiot Idioten
Depp: Depp Deppen Depps
Kunde: Kunde Kunden
Mensch: Mensch Menschen
Herr: Herr Herrn Herren
Name: Name Namen Namens
Vertrag: Vertrag Vertrags Vertrages Verträge Verträgen
Brief: Brief Briefs Briefes Briefe Briefen
Termin: Termin Termines Termins Termine Terminen
Fehler: Fehler Fehlers Fehlern
Schaden: Schaden Schadens Schäden
Haus: Haus Hauses Häuser Häusern
Bild: Bild Bilds Bildes Bilder Bildern
Preis: Preis Preises Preise Preisen
Platz: Platz Platzes Plätze Plätzen
Hand: Hand Hände Händen
Stadt: Stadt Städte Städten
Zahl: Zahl Zahlen
Adresse: Adresse Adressen
Nummer: Nummer Nummern
Mutter: Mutter Muttern Mütter Müttern
Konto: Konto Konti Kontos Konten
Abo: Abo Abos
App: App Apps
Trottel: Trottel Trottels Trotteln
Arsch: Arsch Arschs Arsches Ärsche Ärschen
Affe: Affe Affen
Schwein: Schwein Schweins Schweines Schweine Schweinen
Ende: Ende Endes Enden
Firma: Firma Firmen
Milch: Milch
Ärger: Ärger Ärgers
Kosten: Kosten
Angestellte: Angestellte Angestellten Angestellter Angestelltem
Angestellter: Angestellte Angestellten Angestellter Angestelltem
Vollidiot: Vollidiot Vollidioten
Kündigungsschreiben: Kündigungsschreiben Kündigungsschreibens
Preiserhöhung: Preiserhöhung Preiserhöhungen
Stammkunde: Stammkunde Stammkunden
Kundenkonto: Kundenkonto Kundenkonti Kundenkontos Kundenkonten
Frechheit: Frechheit Frechheiten
Kameradschaft: Kameradschaft Kameradschaften
Biest: Biest Biests Biestes Biester Biestern
LKW: LKW LKWs
Service-Idiot: Service-Idiot Service-Idioten
Endung: Endung Endungen
Vorsprung: Vorsprung Vorsprungs Vorsprunges Vorsprünge Vorsprüngen
Abladen: Abladen Abladens
Gesundheitsamt: Gesundheitsamt Gesundheitsamts Gesundheitsamtes Gesundheitsämter Gesundheitsämtern
Alter: Alter Alters Altern
Feigling: Feigling Feiglings Feiglinge Feiglingen
Betrügerin: Betrügerin Betrügerinnen
Ergebnis: Ergebnis Ergebnisses Ergebnisse Ergebnissen
Kapitalismus: Kapitalismus
Würmchen: Würmchen Würmchens
";

#[test]
fn whole_paradigms() {
    paradigms(PARADIGMS, Language::German, WordKind::Noun);
}

#[test]
fn forms_that_do_not_exist() {
    never(
        "
Fehler: Fehleres Fehlerns Fehlers. Fehlere
Kunde: Kundes Kundens
Idiot: Idiots Idiotes Idiote
Adresse: Adresses Adressens
Hund: Hünde Hünder
Tag: Täge
Haus: Hauss Hause.
Computer: Computeres Computere
Dach: Dache. Dachen
Sprung: Sprungen
Freundschaft: Freundschafts
Termin: Termininnen
Partei: Parteis
",
        Language::German,
    );
}

#[test]
fn shapes() {
    let german = |lemma, form| shape(lemma, form, Language::German);
    assert_eq!(german("Vertrag", "Verträgen"), Shape::NOUN | Shape::PLURAL);
    assert_eq!(german("Vertrag", "Vertrages"), Shape::NOUN);
}

#[test]
fn an_authors_plural_is_enough() {
    let mut tables = Tables::default();
    for (lemma, plural) in [("Depp", "Deppen"), ("Tarif", "Tarife"), ("Wand", "Wände"), ("Abo", "Abos")] {
        tables.add(WordKind::Noun, lemma, &[plural.to_owned()]).unwrap();
    }
    let forms = |lemma| texts(&inflect(lemma, Language::German, &tables).forms);
    assert_eq!(forms("Depp"), expanded("Depp Deppen"));
    assert_eq!(forms("Altdepp"), expanded("Altdepp Altdeppen"));
    assert_eq!(forms("Spartarif"), expanded("Spartarif Spartarife Spartarifen Spartarifs Spartarifes"));
    assert_eq!(forms("Abo"), expanded("Abo Abos"));
}

#[test]
fn a_guess_is_called_a_guess() {
    for lemma in ["Blorp", "Grumpel", "Krötzen"] {
        assert!(!inflect(lemma, Language::German, &Tables::default()).sure, "{lemma}");
    }
}

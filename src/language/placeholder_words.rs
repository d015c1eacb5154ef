//! The words inside placeholders: which fields there are and what they stand for.
//! In: the inside of a placeholder. Out: its words, what each of them is, and the class of the whole.

use super::special::PlaceholderClass;

/// What a word is inside a placeholder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Word {
    /// Names a field.
    Field(Field),
    /// Says that something is to be filled in.
    Order,
    /// Whose field it is: with "name", the writer's own.
    Owner,
    /// Says nothing by itself.
    Filler,
}

/// Fields, finer than the classes: of a thing or an organisation even a name is no person's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Field {
    Name,
    Person,
    Sender,
    Date,
    Number,
    Amount,
    Thing,
    Contact,
}

/// One line for each kind; the words folded (ae, oe, ue, ss).
const WORDS: &[(Word, &str)] = &[
    (
        Word::Field(Field::Name),
        " name names namen vorname nachname vornamen nachnamen surname forename firstname lastname fullname fname lname realname familienname displayname anrede salutation vollname title_name ",
    ),
    (
        Word::Field(Field::Person),
        " customer kunde kunden kundin kunde/in client user nutzer nutzerin recipient empfaenger empfaengerin requester reporter member mitglied contact kontakt guest gast patient vertragspartner person owner inhaber poster user caller anrufer herr frau billing shipping ",
    ),
    (
        Word::Field(Field::Sender),
        " agent agents agentin sender absender absenderin signature signatur staff mitarbeiter mitarbeiterin mitarbeitername bearbeiter bearbeiterin sachbearbeiter sachbearbeiterin assignee assigner advisor adviser berater beraterin unterschrift rep representative ",
    ),
    (
        Word::Field(Field::Date),
        " date datum tag day days tage termin frist deadline monat month jahr year uhrzeit time zeit zeitraum timeframe zeitfenster wochentag weekday lieferdatum lieferzeit eta ",
    ),
    (
        Word::Field(Field::Number),
        " number nummer nr no id num code plz zip zipcode postcode postleitzahl kdnr ticketid orderid trackingnumber pin tan anzahl count quantity menge iban ",
    ),
    (
        Word::Field(Field::Amount),
        " amount betrag preis price summe total sum eur euro kosten cost costs gutschrift fee gebuehr refund rabatt discount erstattungsbetrag prozent percent percentage prozentsatz ",
    ),
    (
        Word::Field(Field::Thing),
        " link url urls grund reason produkt product firma firmenname company unternehmen ort stadt city town street strasse topic thema betreff subject order bestellung ticket artikel item text abteilung department dept position team store shop marke brand problem issue anliegen land country tarif plan vertrag contract rechnung invoice bestellnr domain feature sendung paket tracking gruss anlass event ereignis message response comment comments prefix vorgang modell model geraet device standort location website app hersteller ",
    ),
    (
        Word::Field(Field::Contact),
        " email mail adresse address telefon telefonnummer phone tel handy handynummer rufnummer hotline anschrift emailadresse phonenumber ",
    ),
    (
        Word::Order,
        " insert einfuegen einsetzen eintragen ergaenzen ausfuellen einzufuegen eingeben enter fillin fill platzhalter placeholder eintippen ",
    ),
    (Word::Owner, " your ihr ihre ihren dein deine mein meine my own eigener "),
    (
        Word::Filler,
        " first last full vor nach der die das des dem den the of a an oder or und and bitte please here hier in im for fuer to zu von vom am customers kundes current aktuell aktuelles aktuelle new neue neuer neues full ganzer s d short lang kurz desired gewuenschte gewuenschter gewuenschtes relevant specific xx xxx x ",
    ),
];

/// Endings of German compounds ("Rechnungsdatum") and of words run together.
const ENDINGS: &[(&str, Field)] = &[
    ("nummer", Field::Number),
    ("number", Field::Number),
    ("datum", Field::Date),
    ("termin", Field::Date),
    ("uhrzeit", Field::Date),
    ("betrag", Field::Amount),
    ("preis", Field::Amount),
    ("summe", Field::Amount),
    ("name", Field::Name),
    ("adresse", Field::Contact),
    ("grund", Field::Thing),
    ("link", Field::Thing),
    ("bezeichnung", Field::Thing),
];

/// Beginnings that make a "…name" a thing's name.
const NAMED_THINGS: &[&str] = &[
    "produkt", "product", "firmen", "company", "file", "datei", "host", "domain", "team", "orts", "stadt", "tarif", "artikel", "item",
    "marken", "strassen",
];

/// Elements of HTML that look like fields.
const HTML: &str = " address data link title time text label object summary menu map mark name picture source style table ";

/// The words of the inside of a placeholder: cut at everything but letters and digits, and before a capital inside a word (`firstName`).
pub(super) fn split(inner: &str) -> impl Iterator<Item = &str> {
    inner.split(|c: char| !c.is_alphanumeric()).flat_map(split_camel).filter(|word| !word.is_empty())
}

fn split_camel(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(word);
    std::iter::from_fn(move || {
        let word = rest?;
        let mut before = ' ';
        for (at, c) in word.char_indices() {
            if c.is_uppercase() && before.is_lowercase() {
                rest = Some(&word[at..]);
                return Some(&word[..at]);
            }
            before = c;
        }
        rest = None;
        Some(word)
    })
}

/// What one word is; `None` for words that no field has.
pub(super) fn look_up(word: &str) -> Option<Word> {
    let folded = fold(word);
    let spaced = format!(" {folded} ");
    if let Some((kind, _)) = WORDS.iter().find(|(_, list)| list.contains(&spaced)) {
        return Some(*kind);
    }
    let (ending, field) = ENDINGS.iter().find(|(ending, _)| folded.ends_with(ending))?;
    let thing = *ending == "name" && NAMED_THINGS.iter().any(|start| folded.starts_with(start));
    Some(Word::Field(if thing { Field::Thing } else { *field }))
}

/// Whether `inner` is exactly the name of an HTML element (small letters, perhaps with attributes or a slash).
pub(super) fn is_html_element(inner: &str) -> bool {
    let name = inner.trim_start_matches('/').split([' ', '/', '\t']).next().unwrap_or(inner);
    !name.contains(char::is_uppercase) && HTML.contains(&format!(" {name} "))
}

/// What a whole placeholder stands for.
pub(super) fn class(text: &str) -> PlaceholderClass {
    let mut seen = [false; 8];
    let mut own = false;
    for word in split(text) {
        match look_up(word) {
            Some(Word::Field(field)) => seen[field as usize] = true,
            Some(Word::Owner) => own = true,
            _ => {}
        }
    }
    let has = |field: Field| seen[field as usize];
    if has(Field::Contact) {
        PlaceholderClass::Other
    } else if has(Field::Number) {
        PlaceholderClass::Number
    } else if has(Field::Date) {
        PlaceholderClass::Date
    } else if has(Field::Amount) {
        PlaceholderClass::Amount
    } else if has(Field::Sender) || (own && has(Field::Name)) {
        PlaceholderClass::Sender
    } else if has(Field::Person) || (has(Field::Name) && !has(Field::Thing)) {
        PlaceholderClass::Name
    } else {
        PlaceholderClass::Other
    }
}

/// Small letters, umlauts and ß in two letters.
fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len() + 4);
    for c in word.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' => folded.push_str("ae"),
            'ö' => folded.push_str("oe"),
            'ü' => folded.push_str("ue"),
            'ß' => folded.push_str("ss"),
            c => folded.push(c),
        }
    }
    folded
}

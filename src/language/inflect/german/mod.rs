//! German: decides what kind of word a lemma is and gathers its forms; verbs, nouns and adjectives have a file each.
//! In: a lemma and the German tables. Out: [`Inflected`].

pub(super) mod adjective;
pub(super) mod noun;
mod parts;
pub(super) mod verb;

use super::{Gathered, Inflected, Tables, WordKind};

/// All forms of `lemma`.
pub(super) fn inflect(lemma: &str, tables: &Tables) -> Inflected {
    let kind = kind(lemma, tables);
    let mut forms = Gathered::default();
    let sure = match kind {
        WordKind::Noun => noun::gather(lemma, tables, &mut forms),
        WordKind::Adjective => adjective::gather(lemma, tables, &mut forms),
        WordKind::Verb => verb::gather(lemma, tables, &mut forms),
    };
    if kind == WordKind::Verb && tables.adjectives.contains_key(lemma) {
        // überlegen, verlegen, erfahren are both.
        adjective::gather(lemma, tables, &mut forms);
    }
    Inflected { kind, forms: forms.finish(), sure }
}

fn kind(lemma: &str, tables: &Tables) -> WordKind {
    let verb_ending = ["en", "ern", "eln", "tun"].iter().any(|ending| lemma.ends_with(ending)) || lemma == "sein";
    if lemma.chars().next().is_some_and(char::is_uppercase) {
        WordKind::Noun
    } else if tables.verbs.contains_key(lemma) {
        WordKind::Verb
    } else if !verb_ending || adjective::is_listed(lemma, tables) || verb::is_participle(lemma, tables) {
        WordKind::Adjective
    } else {
        WordKind::Verb
    }
}

/// `word` with the last a, o, u or au that can take an umlaut changed; unchanged where none can.
fn umlauted(word: &str) -> String {
    let Some((at, vowel)) = word.char_indices().rev().find(|(_, letter)| "aouAOU".contains(*letter)) else {
        return word.to_owned();
    };
    // The u of au, eu: au → äu, eu stays as it is.
    let before = word[..at].chars().next_back();
    let (at, vowel) = match (vowel, before) {
        ('u', Some(first @ ('a' | 'A'))) => (at - 1, first),
        ('u', Some('e' | 'E' | 'ä' | 'Ä')) => return word.to_owned(),
        _ => (at, vowel),
    };
    let changed = match vowel {
        'a' => 'ä',
        'o' => 'ö',
        'u' => 'ü',
        'A' => 'Ä',
        'O' => 'Ö',
        _ => 'Ü',
    };
    format!("{}{changed}{}", &word[..at], &word[at + 1..])
}

//! How lines of a pack become entries.

use super::*;

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn groups_become_entries() {
    let mut tables = Tables::default();
    tables.add(WordKind::Noun, "-es, ¨e", &words(&["Vertrag", "Ablauf"])).unwrap();
    tables.add(WordKind::Noun, "-, -en", &words(&["Zahl"])).unwrap();
    tables.add(WordKind::Noun, "-es", &words(&["Betrug"])).unwrap();
    tables.add(WordKind::Verb, "known", &words(&["löschen", "buchen"])).unwrap();
    tables.add(WordKind::Adjective, "=", &words(&["lila"])).unwrap();
    assert_eq!(tables.nouns["Vertrag"], words(&["Verträge", "Vertrags/Vertrages"]));
    assert_eq!(tables.nouns["Ablauf"][0], "Abläufe");
    assert_eq!(tables.nouns["Zahl"], words(&["Zahlen", "-"]));
    assert_eq!(tables.nouns["Betrug"][0], "-");
    assert!(tables.verbs["löschen"].is_empty() && tables.verbs["buchen"].is_empty());
    assert_eq!(tables.adjectives["lila"], words(&["="]));
}

#[test]
fn each_shipped_word_stands_once() {
    for file in [
        include_str!("../../../../rules/de/words/verbs.toml"),
        include_str!("../../../../rules/de/words/nouns.toml"),
        include_str!("../../../../rules/de/words/adjectives.toml"),
        include_str!("../../../../rules/en/words/verbs.toml"),
        include_str!("../../../../rules/en/words/nouns.toml"),
        include_str!("../../../../rules/en/words/adjectives.toml"),
    ] {
        let pack: toml::Table = file.parse().unwrap();
        let (_, table) = pack.iter().find(|(_, value)| value.is_table()).unwrap();
        let mut seen = BTreeSet::new();
        for (key, value) in table.as_table().unwrap() {
            let group = ["known", "prefixed", "plural", "adjectival", "="].contains(&key.as_str()) || key.starts_with(['-', '¨']);
            let members = value.as_array().filter(|_| group).into_iter().flatten().filter_map(toml::Value::as_str);
            for word in members.chain((!group).then_some(key.as_str())) {
                assert!(seen.insert(word.to_owned()), "{word} stands twice");
            }
        }
    }
}

#[test]
fn mistakes_are_told() {
    let mut tables = Tables::default();
    assert!(tables.add(WordKind::Noun, "-es, e", &words(&["Tag"])).is_err());
    assert!(tables.add(WordKind::Noun, "adjectival", &words(&["Beamter"])).is_err());
    assert!(tables.add(WordKind::Noun, "Depp", &words(&["Deppen "])).is_err());
    assert!(tables.add(WordKind::Verb, "known", &words(&[""])).is_err());
    assert_eq!(tables, Tables::default(), "a mistake leaves nothing behind");
}

#[test]
fn later_tables_win() {
    let mut tables = Tables::default();
    tables.add(WordKind::Noun, "Depp", &words(&["Deppen"])).unwrap();
    let mut other = Tables::default();
    other.add(WordKind::Noun, "Depp", &words(&["Deppe"])).unwrap();
    tables.extend(&other);
    assert!(texts(&inflect("Depp", Language::German, &tables).forms).contains("Deppen"), "the dative of Deppe");
}

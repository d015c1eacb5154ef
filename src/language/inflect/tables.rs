//! The word tables of packs: `[verbs]`, `[nouns]`, `[adjectives]`.
//! In: keys and values as a pack has them, groups of words included. Out: one entry for each lemma, ready to be looked up.

use std::collections::BTreeMap;

use super::german::noun;
use crate::finding::Wording;

/// What kind of word a lemma is; also names one of the three tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WordKind {
    /// `[verbs]`
    Verb,
    /// `[nouns]`
    Noun,
    /// `[adjectives]`
    Adjective,
}

/// The words of one language that packs know, shipped and added ones alike: lemma → entries.
///
/// An empty list means "known, inflects by rule". What the entries mean is written at the head of each shipped table file.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Tables {
    /// Infinitive → principal parts.
    pub verbs: BTreeMap<String, Vec<String>>,
    /// Singular → plural, genitive, further forms.
    pub nouns: BTreeMap<String, Vec<String>>,
    /// Positive → comparative, superlative, declined stem.
    pub adjectives: BTreeMap<String, Vec<String>>,
}

impl Tables {
    /// Takes up one line of a pack's table. A later line wins over an earlier one of the same word.
    ///
    /// Besides a lemma the key can be the name of a group, whose value lists the words of the group: `known` (regular words),
    /// `prefixed` for German verbs (known, inflected like the verb behind the prefix), `"-"` and `"="` for adjectives (never compared; never changed), for German nouns endings as dictionaries print them (`"-es, ¨e"`: genitive,
    /// plural; `"-es"`: no plural), `plural` (plural alone) and `adjectival` (der Angestellte, ein Angestellter).
    pub fn add(&mut self, kind: WordKind, key: &str, values: &[String]) -> Result<(), Wording> {
        if values.iter().any(|value| value.trim() != value || value.is_empty() && key == "known") {
            return Err(Wording::new("ein Wort ist leer oder hat Leerzeichen am Rand", "a word is empty or has spaces at its ends"));
        }
        let group: Option<fn(&str, &str) -> Vec<String>> = match kind {
            _ if key == "known" => Some(|_, _| Vec::new()),
            WordKind::Verb if key == "prefixed" => Some(|_, _| vec!["=".to_owned()]),
            WordKind::Adjective if key == "-" || key == "=" => Some(|key, _| vec![key.to_owned()]),
            WordKind::Noun if key == "plural" => Some(|_, word| vec![word.to_owned(), "-".to_owned()]),
            WordKind::Noun if key == "adjectival" => {
                for word in values {
                    let Some(stem) = word.strip_suffix('e') else {
                        return Err(Wording::new(
                            format!("„{word}“ muss auf -e enden (die Angestellte)"),
                            format!("“{word}” must end in -e (die Angestellte)"),
                        ));
                    };
                    let forms = noun::adjectival(stem);
                    // `Alter` may have been listed as the noun that it is.
                    self.nouns.entry(format!("{stem}er")).or_insert_with(|| forms.clone());
                    self.nouns.insert(word.clone(), forms);
                }
                return Ok(());
            }
            WordKind::Noun if key == "-" && values.iter().all(|word| word.starts_with(char::is_lowercase)) => {
                Some(|key, _| vec![key.to_owned()])
            }
            WordKind::Noun if key.starts_with(['-', '¨']) => {
                let Some(endings) = noun::Endings::parse(key) else {
                    return Err(Wording::new(
                        format!("„{key}“ ist keine Gruppe; so sehen Gruppen aus: \"-es, ¨e\", \"-, -en\", \"-es\""),
                        format!("“{key}” is no group; groups look like \"-es, ¨e\", \"-, -en\", \"-es\""),
                    ));
                };
                for word in values {
                    self.nouns.insert(word.clone(), endings.entries(word));
                }
                return Ok(());
            }
            _ => None,
        };
        let table = match kind {
            WordKind::Verb => &mut self.verbs,
            WordKind::Noun => &mut self.nouns,
            WordKind::Adjective => &mut self.adjectives,
        };
        match group {
            Some(entries) => {
                for word in values {
                    table.insert(word.clone(), entries(key, word));
                }
            }
            None => {
                table.insert(key.to_owned(), values.to_vec());
            }
        }
        Ok(())
    }

    /// Takes up all words of `other`, which win.
    pub fn extend(&mut self, other: &Tables) {
        for (mine, theirs) in [(&mut self.verbs, &other.verbs), (&mut self.nouns, &other.nouns), (&mut self.adjectives, &other.adjectives)]
        {
            mine.extend(theirs.iter().map(|(lemma, entries)| (lemma.clone(), entries.clone())));
        }
    }
}

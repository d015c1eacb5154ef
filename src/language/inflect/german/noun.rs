//! German nouns: plural and genitive by table, by the tail of a compound, by a sure ending, or by a guess.
//! In: a lemma and the German tables. Out: forms. The old dative in -e (dem Tage) is left out.

use super::super::{Gathered, Shape, Tables, alternatives, capitalised, has_vowel};
use super::{umlauted, verb};

/// A group of nouns that decline alike, written as dictionaries do: genitive, plural.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Endings {
    genitive: &'static str,
    plural: Option<&'static str>,
}

impl Endings {
    /// Reads `-es, ¨e`; without a comma there is no plural.
    pub(in super::super) fn parse(key: &str) -> Option<Endings> {
        let (genitive, plural) = match key.split_once(", ") {
            Some((genitive, plural)) => (genitive, Some(plural)),
            None => (key, None),
        };
        let genitive = ["-", "-s", "-es", "-n", "-en", "-ns", "-ens"].into_iter().find(|known| *known == genitive)?;
        let plurals = ["-", "-e", "-n", "-en", "-er", "-s", "-se", "-nen", "¨", "¨e", "¨er"];
        let plural = match plural {
            Some(plural) => Some(plurals.into_iter().find(|known| *known == plural)?),
            None => None,
        };
        Some(Endings { genitive, plural })
    }

    /// The table entry of one word of the group.
    pub(in super::super) fn entries(&self, word: &str) -> Vec<String> {
        let genitive = match self.genitive {
            "-" => "-".to_owned(),
            "-es" => strong_genitives(word).join("/"),
            ending => format!("{word}{}", &ending[1..]),
        };
        let plural = match self.plural {
            None => "-".to_owned(),
            Some(plural) => match plural.strip_prefix('¨') {
                Some(ending) => format!("{}{ending}", umlauted(word)),
                None => format!("{word}{}", &plural[1..]),
            },
        };
        vec![plural, genitive]
    }
}

/// The entry of a noun that is declined like an adjective: die Angestellte, ein Angestellter, mit Angestelltem.
pub(in super::super) fn adjectival(stem: &str) -> Vec<String> {
    ["en", "en", "e", "em", "er"].iter().map(|ending| format!("{stem}{ending}")).collect()
}

/// Adds all forms of `lemma`; tells whether they are sure.
pub(in super::super) fn gather(lemma: &str, tables: &Tables, forms: &mut Gathered) -> bool {
    if let Some(entries) = tables.nouns.get(lemma)
        && !entries.is_empty()
    {
        add_entry("", lemma, entries, forms);
        return true;
    }
    if lemma.len() > 1 && lemma.chars().all(char::is_uppercase) {
        add_entry("", lemma, &[format!("{lemma}s")], forms);
        return true;
    }
    if lemma.ends_with('n') && verb::is_known(&lemma.to_lowercase(), tables) {
        // das Abladen: an infinitive, and no Abläden.
        add_entry("", lemma, &["-".to_owned(), format!("{lemma}s")], forms);
        return true;
    }
    if let Some((head, tail, entries)) = compound(lemma, tables) {
        add_entry(head, tail, entries, forms);
        // A short tail may be chance (`Appa-rat`), unless what stands before it is a word too (`Gesundheit-s-amt`).
        let known = |head: &str| {
            let verb = tables.verbs.contains_key(&format!("{}en", head.to_lowercase()));
            verb || tables.adjectives.contains_key(&head.to_lowercase()) || gather(&capitalised(head), tables, &mut Gathered::default())
        };
        return tail.chars().count() >= 4 || ["", "s", "es", "n", "en"].iter().filter_map(|link| head.strip_suffix(link)).any(known);
    }
    let listed = tables.nouns.contains_key(lemma);
    if let Some((plural, genitive, sure)) = by_ending(lemma) {
        add_entry("", lemma, &[plural, genitive], forms);
        return sure || listed;
    }
    // A guess that is right for most foreign and native words without a telling ending.
    let plural = if lemma.ends_with(['a', 'i', 'o', 'u', 'y']) { format!("{lemma}s") } else { format!("{lemma}e") };
    add_entry("", lemma, &[plural], forms);
    listed
}

/// Adds the singular, the genitive, the plural with its dative, and further forms of an entry, all behind `head`.
fn add_entry(head: &str, lemma: &str, entries: &[String], forms: &mut Gathered) {
    // Vollidiot, but Service-Idiot.
    let keeps_capital = head.is_empty() || head.ends_with('-');
    let join = |word: &str| if keeps_capital { format!("{head}{word}") } else { format!("{head}{}", word.to_lowercase()) };
    forms.add(join(lemma), Shape::NOUN);
    let plural = entries.first().map_or("", String::as_str);
    let genitives = match entries.get(1).map(String::as_str) {
        Some(given) if !given.is_empty() => given.to_owned(),
        _ => genitives(lemma, plural).join("/"),
    };
    alternatives(&genitives).filter(|genitive| *genitive != "-").for_each(|genitive| forms.add(join(genitive), Shape::NOUN));
    for plural in alternatives(plural).filter(|plural| *plural != "-") {
        let shape = Shape::NOUN | Shape::PLURAL;
        forms.add(join(plural), shape);
        if ["e", "er", "el"].iter().any(|ending| plural.ends_with(ending)) {
            forms.add(join(&format!("{plural}n")), shape);
        }
    }
    entries.iter().skip(2).for_each(|form| forms.add(join(form), Shape::NOUN));
}

/// The longest tail of `lemma` that a table knows, with what stands before it.
fn compound<'a, 't>(lemma: &'a str, tables: &'t Tables) -> Option<(&'a str, &'t str, &'t [String])> {
    // Bil-dung is no Dung, Kamerad-schaft no Schaft; Vor-sprung is a Sprung.
    let least = [("schaft", 7), ("ung", 6), ("heit", 5), ("keit", 5), ("tion", 5), ("ling", 5), ("chen", 5)]
        .iter()
        .find_map(|(ending, least)| lemma.ends_with(ending).then_some(*least))
        .unwrap_or(3);
    lemma.char_indices().skip(2).find_map(|(at, _)| {
        let (head, tail) = lemma.split_at(at);
        if tail.chars().count() < least || head == "Ge" || !has_vowel(&head.to_lowercase()) {
            return None;
        }
        let (tail, entries) = tables.nouns.get_key_value(&capitalised(tail))?;
        (!entries.is_empty()).then_some((head, tail.as_str(), &entries[..]))
    })
}

/// The genitives of a noun whose table gives the plural alone.
fn genitives(lemma: &str, plural: &str) -> Vec<String> {
    let plural = alternatives(plural).next().unwrap_or("-");
    // Feminine or weak: no form of its own (die Zahl, des Menschen). -s: the same as the plural (des Autos, der App).
    if [format!("{lemma}n"), format!("{lemma}en"), format!("{lemma}s"), format!("{lemma}nen")].contains(&plural.to_owned()) {
        return Vec::new();
    }
    let unstressed = ["el", "er", "en", "em", "chen", "lein", "ling", "al", "ar", "or", "eur", "ier", "in", "om", "on"];
    let long = lemma.chars().count() > 4 && unstressed.iter().any(|ending| lemma.ends_with(ending));
    if long || lemma.ends_with(['a', 'e', 'i', 'o', 'u', 'y']) { vec![format!("{lemma}s")] } else { strong_genitives(lemma) }
}

/// -s and -es; after a hissing sound -es alone.
fn strong_genitives(lemma: &str) -> Vec<String> {
    if lemma.ends_with("nis") {
        vec![format!("{lemma}ses")]
    } else if lemma.ends_with(['s', 'ß', 'z', 'x']) {
        vec![format!("{lemma}es")]
    } else if ["e", "tum", "ling"].iter().any(|ending| lemma.ends_with(ending)) {
        vec![format!("{lemma}s")]
    } else {
        vec![format!("{lemma}s"), format!("{lemma}es")]
    }
}

/// Plural, genitive and whether both are beyond doubt, for endings that tell.
fn by_ending(lemma: &str) -> Option<(String, String, bool)> {
    let plural = |ending: &str| format!("{lemma}{ending}");
    let none = || "-".to_owned();
    let ends = |endings: &[&str]| endings.iter().any(|ending| lemma.len() > ending.len() + 1 && lemma.ends_with(ending));
    Some(if ends(&["ung", "heit", "keit", "schaft", "tion", "sion", "xion", "tät", "enz", "anz", "erei", "elei"]) {
        (plural("en"), none(), true)
    } else if ends(&["chen", "lein"]) {
        (lemma.to_owned(), plural("s"), true)
    } else if ends(&["ling"]) {
        (plural("e"), plural("s"), true)
    } else if ends(&["nis"]) {
        (plural("se"), plural("ses"), true)
    } else if ends(&["ismus"]) {
        (none(), none(), true)
    } else if ends(&["erin", "orin", "istin", "entin", "antin", "atin", "login", "eurin", "tin", "rin", "kin", "din", "gin", "fin"]) {
        (plural("nen"), none(), lemma.len() > 6)
    } else if ends(&["ator", "itor", "ktor", "utor", "isor"]) {
        (plural("en"), plural("s"), true)
    } else if ends(&["ment"]) {
        (plural("e"), plural("s"), false)
    } else if ends(&["ist", "ent", "ant", "oge", "graf", "nom"]) {
        (plural("en"), none(), ends(&["ist"]))
    } else if ends(&["ik", "ur", "thek", "ei"]) {
        (plural("en"), none(), false)
    } else if ends(&["ium", "eum"]) {
        (format!("{}en", &lemma[..lemma.len() - 2]), plural("s"), true)
    } else if ends(&["er", "el"]) {
        (lemma.to_owned(), plural("s"), ends(&["ner", "ler", "iker", "ierer", "ger"]))
    } else if ends(&["en"]) {
        (lemma.to_owned(), plural("s"), false)
    } else if ends(&["e"]) {
        // Ge…e is neuter: das Gebäude, des Gebäudes; the others are feminine or weak.
        if lemma.starts_with("Ge") && lemma.len() > 5 {
            (lemma.to_owned(), plural("s"), false)
        } else {
            (plural("n"), none(), ends(&["rie", "tie", "gie", "mie", "nie", "phie", "age", "ose"]))
        }
    } else {
        return None;
    })
}

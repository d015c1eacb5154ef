//! German adjectives: five endings on positive, comparative and superlative; contraction of -el and -er; declined participles.
//! In: a lemma and the German tables. Out: forms.

use super::super::{Gathered, Shape, Tables, alternatives, has_vowel};

/// The endings of a declined adjective.
const ENDINGS: [&str; 5] = ["e", "em", "en", "er", "es"];

/// Beginnings that leave the degrees of the word behind them as they are: `unklug` like `klug`.
const PREFIXES: [&str; 3] = ["un", "hoch", "ur"];

/// Endings that make an adjective beyond doubt.
const SURE_ENDINGS: [&str; 19] =
    ["lich", "isch", "bar", "sam", "haft", "los", "voll", "ig", "end", "iert", "iv", "ell", "ös", "är", "al", "ent", "ant", "abel", "ibel"];

/// Endings of words that are not compared unless a table lists them: relations, measures, shapes, participles.
const NEVER_COMPARED: [&str; 22] = [
    "fach", "malig", "wöchig", "tägig", "jährig", "stündig", "weise", "end", "elnd", "ernd", "isch", "artig", "seitig", "eckig", "förmig",
    "wertig", "mäßig", "frei", "al", "ell", "iv", "iert",
];

/// Superlatives that are adverbs without an ending.
const ADVERBS: [&str; 9] = ["äußerst", "baldigst", "gütigst", "höchst", "innigst", "jüngst", "längst", "meist", "schnellst"];

/// Adds `stem` with all five endings.
pub(super) fn decline(stem: &str, shape: Shape, forms: &mut Gathered) {
    for ending in ENDINGS {
        forms.add(format!("{stem}{ending}"), shape);
    }
}

/// Whether a table calls the word an adjective, perhaps without its prefix (`unbescheiden`).
pub(super) fn is_listed(lemma: &str, tables: &Tables) -> bool {
    let rest = PREFIXES.iter().find_map(|prefix| lemma.strip_prefix(prefix));
    tables.adjectives.contains_key(lemma) || rest.is_some_and(|rest| tables.adjectives.contains_key(rest))
}

/// The entry of the word or of the longest tail of it that has one, with what stands before the tail.
fn entry<'a, 't>(lemma: &'a str, tables: &'t Tables) -> Option<(&'a str, &'t [String])> {
    if let Some(entries) = tables.adjectives.get(lemma) {
        return Some(("", entries));
    }
    lemma.char_indices().skip(2).find_map(|(at, _)| {
        let (head, tail) = lemma.split_at(at);
        let entries = tables.adjectives.get(tail)?;
        // A short tail may be chance (`rot` in `marot`) or an ending (`wunderbar`); the beginnings above are neither.
        (PREFIXES.contains(&head)
            || !["bar", "frei"].contains(&tail) && tail.chars().count() >= 3 && head.chars().count() >= 3 && has_vowel(head))
        .then_some((head, &entries[..]))
    })
}

/// Adds all forms of `lemma`; tells whether they are sure.
pub(in super::super) fn gather(lemma: &str, tables: &Tables, forms: &mut Gathered) -> bool {
    forms.add(lemma, Shape::ADJECTIVE);
    let found = entry(lemma, tables);
    let (head, entries) = found.unwrap_or(("", &[]));
    let irregular = |at: usize| entries.get(at).map(String::as_str).filter(|entry| !entry.is_empty());
    if irregular(0) == Some("=") || found.is_none() && lemma.ends_with(['a', 'o']) {
        return found.is_some();
    }
    let stem = positive_stem(lemma);
    match irregular(2) {
        Some(stems) => {
            alternatives(stems).filter(|stem| *stem != "-").for_each(|stem| decline(&format!("{head}{stem}"), Shape::ADJECTIVE, forms))
        }
        None => decline(&stem, Shape::ADJECTIVE, forms),
    }
    let participle = super::verb::is_participle(lemma, tables);
    if participle {
        forms.add(lemma, Shape::PARTICIPLE);
        ENDINGS.iter().for_each(|ending| forms.add(format!("{lemma}{ending}"), Shape::PARTICIPLE));
    }
    let compared = !(found.is_none() && NEVER_COMPARED.iter().any(|ending| lemma.ends_with(ending)));
    if compared && (found.is_some() || !participle) {
        match irregular(0) {
            Some(comparatives) => alternatives(comparatives).filter(|word| *word != "-").for_each(|word| match word.strip_prefix('=') {
                Some(fixed) => forms.add(format!("{head}{fixed}"), Shape::ADJECTIVE | Shape::COMPARATIVE),
                None => comparative(&format!("{head}{word}"), forms),
            }),
            None => comparative(&regular_comparative(lemma, &stem), forms),
        }
        match irregular(1) {
            Some(superlatives) => alternatives(superlatives).for_each(|stem| superlative(&format!("{head}{stem}"), forms)),
            // No comparative, no superlative, unless the table gives one: ober, oberst.
            None if irregular(0) == Some("-") => {}
            None => regular_superlatives(lemma, &stem).iter().for_each(|stem| superlative(stem, forms)),
        }
    }
    found.is_some() || participle || SURE_ENDINGS.iter().any(|ending| lemma.ends_with(ending) && lemma.len() > ending.len() + 2)
}

/// `dunkl` of dunkel, `teur` of teuer, `müd` of müde; else the word itself.
fn positive_stem(lemma: &str) -> String {
    if let Some(stem) = lemma.strip_suffix('e') {
        return stem.to_owned();
    }
    if let Some(stem) = lemma.strip_suffix("el").filter(|stem| !stem.ends_with(['i', 'e', 'a'])) {
        return format!("{stem}l");
    }
    match lemma.strip_suffix("er") {
        Some(stem) if stem.ends_with("eu") || stem.ends_with("au") => format!("{stem}r"),
        _ => lemma.to_owned(),
    }
}

fn regular_comparative(lemma: &str, stem: &str) -> String {
    // -er after a consonant stays whole: sicher, sicherer.
    if lemma.ends_with("er") && stem == lemma { format!("{lemma}er") } else { format!("{stem}er") }
}

fn comparative(word: &str, forms: &mut Gathered) {
    let shape = Shape::ADJECTIVE | Shape::COMPARATIVE;
    forms.add(word, shape);
    decline(word, shape, forms);
}

/// Bare only where it is an adverb: herzlichst, höchst; no klügst stands alone.
fn superlative(stem: &str, forms: &mut Gathered) {
    if stem.ends_with("lichst") || ADVERBS.contains(&stem) {
        forms.add(stem, Shape::ADJECTIVE | Shape::SUPERLATIVE);
    }
    decline(stem, Shape::ADJECTIVE | Shape::SUPERLATIVE, forms);
}

/// Both where usage wavers (neuste, neueste).
fn regular_superlatives(lemma: &str, stem: &str) -> Vec<String> {
    // dunkelst, teuerst: the contraction is undone; müdest from müd.
    let base = if lemma.ends_with('e') { stem } else { lemma };
    let with_e = format!("{base}est");
    let without = format!("{base}st");
    let ends = |endings: &[&str]| endings.iter().any(|ending| base.ends_with(ending));
    if ends(&["isch", "end"]) && base.len() > 5 {
        vec![without]
    } else if ends(&["elt", "ert", "igt", "tet", "det", "net"]) && !ends(&["iert", "wert"]) {
        // The last syllable carries no stress: verärgertst, geeignetst.
        vec![without]
    } else if ends(&["d", "t", "s", "ß", "z", "x", "sch"]) {
        vec![with_e]
    } else if ends(&["au", "eu", "ei", "h"]) && !ends(&["ch"]) {
        vec![without, with_e]
    } else {
        vec![without]
    }
}

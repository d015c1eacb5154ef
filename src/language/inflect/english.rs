//! English: verbs, nouns and adjectives by table and by spelling rules.
//! In: a lemma and the English tables. Out: [`Inflected`]; a word that is in several tables has the forms of all of them.

use super::{Gathered, Inflected, Shape, Tables, WordKind, alternatives, capitalised};

/// Prefixes behind which an irregular verb stays irregular: overpay, rewrite, misread.
const VERB_PREFIXES: [&str; 9] = ["over", "under", "fore", "out", "mis", "re", "un", "up", "pre"];

/// All forms of `lemma`.
pub(super) fn inflect(lemma: &str, tables: &Tables) -> Inflected {
    let mut forms = Gathered::default();
    let mut kinds = Vec::new();
    let capital = lemma.chars().next().is_some_and(char::is_uppercase);
    let listed = tables.verbs.contains_key(lemma) || tables.nouns.contains_key(lemma) || tables.adjectives.contains_key(lemma);
    if let Some((head, tail)) = lemma.rsplit_once('-').filter(|(head, tail)| !listed && !head.is_empty() && tail.len() > 2) {
        return hyphenated(head, tail, tables);
    }
    // Nothing is inherited by a word that has an entry of its own: `missing` is not mis-sing, `outcome` not out-come.
    let may = |own: bool| !capital && (own || !listed);
    if let Some((prefix, entries)) = verb_entry(lemma, tables).filter(|_| may(tables.verbs.contains_key(lemma))) {
        gather_verb(lemma, prefix, entries, &mut forms);
        kinds.push(WordKind::Verb);
    }
    if let Some((head, entries)) = noun_entry(lemma, tables).filter(|_| capital || may(tables.nouns.contains_key(lemma))) {
        gather_noun(lemma, head, entries, &mut forms);
        kinds.push(WordKind::Noun);
    } else if let Some((head, entries)) = noun_entry(&lemma.to_lowercase(), tables).filter(|_| capital) {
        // `~Idiot`: with a capital the word is a noun, but the tables have it without.
        let mut small = Gathered::default();
        gather_noun(&lemma.to_lowercase(), head, entries, &mut small);
        small.finish().into_iter().for_each(|form| forms.add(capitalised(&form.text), form.shape));
        kinds.push(WordKind::Noun);
    }
    if let Some((head, entries)) = adjective_entry(lemma, tables).filter(|_| may(tables.adjectives.contains_key(lemma))) {
        gather_adjective(lemma, head, Some(entries), &mut forms);
        kinds.push(WordKind::Adjective);
    }
    if let Some(kind) = kinds.first() {
        return Inflected { kind: *kind, forms: forms.finish(), sure: true };
    }
    let (kind, sure) = by_ending(lemma).unwrap_or((if capital { WordKind::Noun } else { WordKind::Verb }, false));
    match kind {
        WordKind::Noun => gather_noun(lemma, "", &[], &mut forms),
        WordKind::Adjective => gather_adjective(lemma, "", None, &mut forms),
        WordKind::Verb => {
            gather_verb(lemma, "", &[], &mut forms);
            // A guess: most plain English words are verb and noun.
            if !sure {
                gather_noun(lemma, "", &[], &mut forms);
            }
        }
    }
    Inflected { kind, forms: forms.finish(), sure }
}

/// The last part of a compound is the one that changes, and it is no verb: bean-counter, half-witted, time-waster.
fn hyphenated(head: &str, tail: &str, tables: &Tables) -> Inflected {
    let mut inflected = inflect(tail, tables);
    let nominal = Shape::NOUN | Shape::ADJECTIVE;
    if inflected.forms.iter().any(|form| form.shape.intersects(nominal)) {
        inflected.forms.retain(|form| form.shape.intersects(nominal));
        inflected
            .forms
            .iter_mut()
            .for_each(|form| form.shape = Shape(form.shape.0 & (nominal | Shape::PLURAL | Shape::COMPARATIVE | Shape::SUPERLATIVE).0));
        let noun = inflected.forms.iter().any(|form| form.shape.intersects(Shape::NOUN));
        inflected.kind = if noun { WordKind::Noun } else { WordKind::Adjective };
    }
    inflected.forms.iter_mut().for_each(|form| form.text = format!("{head}-{}", form.text));
    inflected
}

/// What a word that no table knows must be, where its ending says so, and whether the ending settles it.
fn by_ending(lemma: &str) -> Option<(WordKind, bool)> {
    let ends = |endings: &[&str]| endings.iter().any(|ending| lemma.len() > ending.len() + 2 && lemma.ends_with(ending));
    if lemma.chars().next().is_some_and(char::is_uppercase) {
        None
    } else if ends(&["ize", "ify"]) {
        Some((WordKind::Verb, true))
    } else if ends(&["ness", "tion", "sion", "ity", "ism", "hood", "sis", "ist"]) {
        Some((WordKind::Noun, true))
    } else if ends(&["ful", "less", "ous", "able", "ible", "ical"])
        || ends(&["ed", "ing"]) && !lemma.ends_with("eed") && syllables(lemma) > 1
    {
        // A lemma in -ed or -ing is meant as it stands: half-witted, whinging.
        Some((WordKind::Adjective, true))
    } else if ends(&["er", "or", "ard"]) && syllables(lemma) > 1 {
        Some((WordKind::Noun, false))
    } else if ends(&["y"]) && syllables(lemma) == 2 || ends(&["ic", "al"]) {
        Some((WordKind::Adjective, false))
    } else {
        None
    }
}

fn verb_entry<'a, 't>(lemma: &'a str, tables: &'t Tables) -> Option<(&'a str, &'t [String])> {
    if let Some(entries) = tables.verbs.get(lemma) {
        return Some(("", entries));
    }
    VERB_PREFIXES.iter().find_map(|prefix| {
        let entries = tables.verbs.get(lemma.strip_prefix(prefix)?)?;
        Some((&lemma[..prefix.len()], &entries[..]))
    })
}

/// The entry of the word itself or of a noun at its end: salesman, housewife, knobhead.
fn noun_entry<'a, 't>(lemma: &'a str, tables: &'t Tables) -> Option<(&'a str, &'t [String])> {
    if let Some(entries) = tables.nouns.get(lemma) {
        return Some(("", entries));
    }
    lemma.char_indices().skip(2).find_map(|(at, _)| {
        let (head, tail) = lemma.split_at(at);
        // A regular noun needs more letters not to be chance: knob-head, but not car-pet.
        let entries = tables.nouns.get(tail).filter(|entries| tail.len() >= if entries.is_empty() { 4 } else { 3 } && at >= 3)?;
        Some((head, &entries[..]))
    })
}

fn adjective_entry<'a, 't>(lemma: &'a str, tables: &'t Tables) -> Option<(&'a str, &'t [String])> {
    if let Some(entries) = tables.adjectives.get(lemma) {
        return Some(("", entries));
    }
    let entries = tables.adjectives.get(lemma.strip_prefix("un")?)?;
    Some((&lemma[..2], entries))
}

/// Past, participle, third person, -ing; alternatives with a slash, empty for "by rule".
fn gather_verb(lemma: &str, prefix: &str, entries: &[String], forms: &mut Gathered) {
    let entry = |at: usize| -> Option<Vec<String>> {
        let entry = entries.get(at).filter(|entry| !entry.is_empty())?;
        Some(alternatives(entry).filter(|form| *form != "-").map(|form| format!("{prefix}{form}")).collect())
    };
    let verb = |shape: Shape| shape | Shape::VERB;
    // Behind a prefix a verb is spelled as it is alone: ban, banned, unbanned.
    let base = &lemma[prefix.len()..];
    let by_rule = |rule: fn(&str) -> String| vec![format!("{prefix}{}", rule(base))];
    let past = entry(0).unwrap_or_else(|| by_rule(regular_past));
    let participle = entry(1).unwrap_or_else(|| past.clone());
    forms.add(lemma, verb(Shape::INFINITIVE | Shape::FINITE | Shape::IMPERATIVE));
    entry(2).unwrap_or_else(|| by_rule(with_s)).iter().for_each(|form| forms.add(form, verb(Shape::FINITE)));
    let gerunds = entry(3).unwrap_or_else(|| {
        // cancelled/canceled tell how the -ing form is spelled.
        let told: Vec<String> = past.iter().filter_map(|form| told_by_past(lemma, form)).collect();
        if told.is_empty() { by_rule(regular_ing) } else { told }
    });
    past.iter().for_each(|form| forms.add(form, verb(Shape::FINITE)));
    participle.iter().for_each(|form| forms.add(form, verb(Shape::PARTICIPLE)));
    gerunds.iter().for_each(|form| forms.add(form, verb(Shape::PRESENT_PARTICIPLE | Shape::GERUND)));
}

fn told_by_past(lemma: &str, past: &str) -> Option<String> {
    let rest = past.strip_prefix(lemma)?.strip_suffix("ed")?;
    Some(format!("{lemma}{rest}ing"))
}

fn is_vowel(letter: char) -> bool {
    "aeiou".contains(letter)
}

/// Groups of vowels, a silent e at the end not counted: the number of syllables, near enough for spelling.
fn syllables(word: &str) -> usize {
    let body = if word.ends_with("le") { word } else { word.strip_suffix('e').unwrap_or(word) };
    let mut count = 0;
    let mut before = false;
    for letter in body.chars() {
        let vowel = is_vowel(letter) || letter == 'y';
        count += usize::from(vowel && !before);
        before = vowel;
    }
    count.max(1)
}

/// stop → stopp: one syllable, one vowel, one consonant other than w, x, y.
fn doubled(word: &str) -> Option<String> {
    let mut letters = word.chars().rev();
    let (last, vowel, before) = (letters.next()?, letters.next()?, letters.next());
    let single = is_vowel(vowel) && before.is_none_or(|before| !is_vowel(before) || before == 'u' && word.contains("qu"));
    (syllables(word) == 1 && single && !is_vowel(last) && !"wxy".contains(last)).then(|| format!("{word}{last}"))
}

fn ends_in_consonant_y(word: &str) -> bool {
    word.strip_suffix('y').and_then(|stem| stem.chars().next_back()).is_some_and(|before| !is_vowel(before))
}

fn regular_past(lemma: &str) -> String {
    if lemma.ends_with('e') {
        format!("{lemma}d")
    } else if ends_in_consonant_y(lemma) {
        format!("{}ied", &lemma[..lemma.len() - 1])
    } else {
        format!("{}ed", doubled(lemma).unwrap_or_else(|| lemma.to_owned()))
    }
}

fn regular_ing(lemma: &str) -> String {
    if let Some(stem) = lemma.strip_suffix("ie") {
        format!("{stem}ying")
    } else if let Some(stem) = lemma.strip_suffix('e').filter(|stem| !stem.ends_with(['e', 'o', 'y']) && stem.len() > 1) {
        format!("{stem}ing")
    } else {
        format!("{}ing", doubled(lemma).unwrap_or_else(|| lemma.to_owned()))
    }
}

/// The -s of verbs and regular plurals.
fn with_s(word: &str) -> String {
    if ends_in_consonant_y(word) {
        format!("{}ies", &word[..word.len() - 1])
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|ending| word.ends_with(ending)) {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

/// Plurals with a slash, `-` for none; regular where the table is silent. Possessives of both numbers.
fn gather_noun(lemma: &str, head: &str, entries: &[String], forms: &mut Gathered) {
    forms.add(lemma, Shape::NOUN);
    forms.add(format!("{lemma}'s"), Shape::NOUN);
    let plurals: Vec<String> = match entries.first().filter(|entry| !entry.is_empty()) {
        Some(given) => alternatives(given).filter(|plural| *plural != "-").map(|plural| format!("{head}{plural}")).collect(),
        None => match lemma.strip_suffix("sis") {
            Some(stem) => vec![format!("{stem}ses")],
            // Names keep their y: the Kennedys.
            None if capitalised(lemma) == lemma && lemma.ends_with('y') => vec![format!("{lemma}s")],
            None => vec![with_s(lemma)],
        },
    };
    for plural in plurals {
        let shape = Shape::NOUN | Shape::PLURAL;
        forms.add(if plural.ends_with('s') { format!("{plural}'") } else { format!("{plural}'s") }, shape);
        forms.add(plural, shape);
    }
}

/// Comparative and superlative; `-` for none. A listed word is compared by rule, an unlisted one if it has one syllable, or two and a -y.
fn gather_adjective(lemma: &str, head: &str, entries: Option<&[String]>, forms: &mut Gathered) {
    forms.add(lemma, Shape::ADJECTIVE);
    let given = |at: usize| entries.and_then(|entries| entries.get(at)).filter(|entry| !entry.is_empty());
    let short = syllables(lemma) == 1 || syllables(lemma) == 2 && ends_in_consonant_y(lemma);
    if given(0).is_some_and(|entry| entry == "-" || entry == "=") || entries.is_none() && !short {
        return;
    }
    for (at, ending, shape) in [(0, "er", Shape::COMPARATIVE), (1, "est", Shape::SUPERLATIVE)] {
        match given(at) {
            Some(entry) => alternatives(entry).for_each(|form| forms.add(format!("{head}{form}"), shape | Shape::ADJECTIVE)),
            None => forms.add(degree(lemma, ending), shape | Shape::ADJECTIVE),
        }
    }
}

fn degree(lemma: &str, ending: &str) -> String {
    if ends_in_consonant_y(lemma) {
        format!("{}i{ending}", &lemma[..lemma.len() - 1])
    } else if let Some(stem) = lemma.strip_suffix('e') {
        format!("{stem}{ending}")
    } else {
        format!("{}{ending}", doubled(lemma).unwrap_or_else(|| lemma.to_owned()))
    }
}

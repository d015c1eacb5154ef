//! Whole paradigms, and forms that must not appear. The shipped tables are tested here as much as the rules.
//! In: the lines of each file, `lemma: every form`. Out: a failure that names what is missing and what is too much.

mod english;
mod german_adjectives;
mod german_nouns;
mod german_verbs;
mod guess;
mod tables;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::{Form, Inflected, Shape, Tables, WordKind, inflect, separable};
use crate::facts::Language;

static GERMAN: LazyLock<Tables> = LazyLock::new(|| {
    shipped([
        include_str!("../../../../rules/de/words/verbs.toml"),
        include_str!("../../../../rules/de/words/nouns.toml"),
        include_str!("../../../../rules/de/words/adjectives.toml"),
    ])
});

static ENGLISH: LazyLock<Tables> = LazyLock::new(|| {
    shipped([
        include_str!("../../../../rules/en/words/verbs.toml"),
        include_str!("../../../../rules/en/words/nouns.toml"),
        include_str!("../../../../rules/en/words/adjectives.toml"),
    ])
});

/// The tables of pack files, read as the pack room reads them.
fn shipped(files: [&str; 3]) -> Tables {
    let mut tables = Tables::default();
    for file in files {
        let pack: toml::Table = file.parse().expect("valid TOML");
        for (name, kind) in [("verbs", WordKind::Verb), ("nouns", WordKind::Noun), ("adjectives", WordKind::Adjective)] {
            for (key, value) in pack.get(name).and_then(toml::Value::as_table).into_iter().flatten() {
                let values: Vec<String> = match value {
                    toml::Value::String(one) => vec![one.clone()],
                    many => many.clone().try_into().expect("a list of strings"),
                };
                tables.add(kind, key, &values).expect("a good line");
            }
        }
    }
    tables
}

/// The shipped tables of a language.
fn tables(language: Language) -> &'static Tables {
    match language {
        Language::German => &GERMAN,
        Language::English => &ENGLISH,
    }
}

fn known(lemma: &str, language: Language) -> Inflected {
    inflect(lemma, language, tables(language))
}

fn texts(forms: &[Form]) -> BTreeSet<String> {
    forms.iter().map(|form| form.text.clone()).collect()
}

/// `gesagt*` stands for the word and its five declined forms, `klügst-` for the declined forms alone.
fn expanded(words: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for word in words.split_whitespace() {
        let declined = |stem: &str| ["e", "em", "en", "er", "es"].map(|ending| format!("{stem}{ending}"));
        if let Some(stem) = word.strip_suffix('-') {
            all.extend(declined(stem));
            continue;
        }
        all.extend(word.strip_suffix('*').map(declined).into_iter().flatten());
        all.insert(word.trim_end_matches('*').to_owned());
    }
    all
}

/// Compares each line `lemma: forms` with what inflection gives; exactly these and no others.
fn paradigms(lines: &str, language: Language, kind: WordKind) {
    let mut wrong = String::new();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let (lemma, forms) = line.split_once(": ").expect("lemma: forms");
        let lemma = lemma.trim();
        let (expected, inflected) = (expanded(forms), known(lemma, language));
        let found = texts(&inflected.forms);
        let missing: Vec<_> = expected.difference(&found).collect();
        let surplus: Vec<_> = found.difference(&expected).collect();
        if !missing.is_empty() || !surplus.is_empty() || inflected.kind != kind || !inflected.sure {
            wrong += &format!("\n{lemma} ({:?}, sure {}): missing {missing:?}, too much {surplus:?}", inflected.kind, inflected.sure);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Lines `lemma: forms` none of which may appear.
fn never(lines: &str, language: Language) {
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let (lemma, forms) = line.split_once(": ").expect("lemma: forms");
        let found = texts(&known(lemma.trim(), language).forms);
        for form in forms.split_whitespace() {
            assert!(!found.contains(form), "{lemma} has no form {form}");
        }
    }
}

/// The shape of one form of a lemma.
fn shape(lemma: &str, form: &str, language: Language) -> Shape {
    let inflected = known(lemma, language);
    inflected.forms.iter().find(|known| known.text == form).map(|known| known.shape).unwrap_or_else(|| panic!("{lemma} has no form {form}"))
}

#[test]
fn forms_are_sorted_and_each_stands_once() {
    for language in Language::ALL {
        let tables = tables(language);
        for lemma in tables.verbs.keys().chain(tables.nouns.keys()).chain(tables.adjectives.keys()) {
            let forms = known(lemma, language).forms;
            assert!(forms.windows(2).all(|pair| pair[0].text < pair[1].text), "{lemma}");
            assert!(forms.iter().all(|form| !form.shape.is_none() && !form.text.is_empty()), "{lemma}");
            assert!(
                !texts(&forms).iter().any(|form| form.contains(['/', '-']) && !lemma.contains('-')),
                "{lemma}: table notation in a form"
            );
        }
    }
}

#[test]
fn shipped_words_are_sure_and_of_their_kind() {
    for language in Language::ALL {
        let tables = tables(language);
        for (lemmas, kind) in [(&tables.verbs, WordKind::Verb), (&tables.nouns, WordKind::Noun), (&tables.adjectives, WordKind::Adjective)]
        {
            for lemma in lemmas.keys() {
                let inflected = known(lemma, language);
                assert!(inflected.sure, "{lemma} is in a table");
                let several = language == Language::English || kind == WordKind::Adjective && tables.verbs.contains_key(lemma);
                assert!(inflected.kind == kind || several, "{lemma} is taken for {:?}", inflected.kind);
            }
        }
    }
}

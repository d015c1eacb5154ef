//! Inflection: from the lemma of a phrase (`~sprechen`, `~Idiot`, `~dumm`) to every form it can take, German and English.
//! In: a lemma and the word tables of packs. Out: forms with their shape, in natural spelling; who looks words up folds them.

mod english;
mod german;
mod guess;
mod shape;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::facts::Language;

pub use guess::guess_shape;
pub use shape::Shape;
pub use tables::{Tables, WordKind};

/// One spelling of a word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Form {
    /// Natural spelling: umlauts and ß kept, nouns with their capital.
    pub text: String,
    /// All that this spelling can be; `sagen` is infinitive and finite.
    pub shape: Shape,
}

/// A lemma with all its forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inflected {
    /// What the lemma was taken for.
    pub kind: WordKind,
    /// Sorted by text, each text once.
    pub forms: Vec<Form>,
    /// Whether a table knows the word (or what it is composed of) or its ending settles the forms; else they are a guess.
    pub sure: bool,
}

/// The forms of a German separable verb such as `zu|sagen`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Separable {
    /// One word: zusagen, zuzusagen, zugesagt (and declined), zusagend, and the finite forms of subordinate clauses (zusagt, zusagte).
    pub joined: Vec<Form>,
    /// The finite forms that stand apart from the particle: sage, sagst, sagt, sagte, sagten.
    pub finite: Vec<Form>,
    /// Whether the base is known, see [`Inflected::sure`].
    pub sure: bool,
}

/// All forms of `lemma`. `tables` holds the words of `language` alone.
///
/// German: a capital makes a noun; a listed adjective is one, whatever its ending; then -en, -ern, -eln, -tun (and `sein`) make a verb,
/// unless the word is the participle of a known verb; everything else is an adjective. What is listed as both (überlegen) has the forms of both. English: whatever the tables say it is, all of it
/// together (`promise` is verb and noun); an unlisted word goes by its ending.
pub fn inflect(lemma: &str, language: Language, tables: &Tables) -> Inflected {
    match language {
        Language::German => german::inflect(lemma, tables),
        Language::English => english::inflect(lemma, tables),
    }
}

/// All forms of the German separable verb `prefix|base`.
pub fn separable(prefix: &str, base: &str, tables: &Tables) -> Separable {
    german::verb::separable(prefix, base, tables)
}

/// What stands behind a German particle at the start of a folded word: `absperren` → sperren; each way to cut it.
pub fn behind_particle(folded: &str) -> impl Iterator<Item = &str> {
    german::verb::behind_particle(folded)
}

/// Gathers forms: each text once, with all its shapes.
#[derive(Default)]
struct Gathered(BTreeMap<String, Shape>);

impl Gathered {
    fn add(&mut self, text: impl Into<String>, shape: Shape) {
        *self.0.entry(text.into()).or_default() |= shape;
    }

    fn finish(self) -> Vec<Form> {
        self.0.into_iter().map(|(text, shape)| Form { text, shape }).collect()
    }
}

/// The alternatives of one table entry: `hülfe/hälfe`.
fn alternatives(entry: &str) -> impl Iterator<Item = &str> {
    entry.split('/').filter(|alternative| !alternative.is_empty())
}

/// Whether `text` holds a vowel.
fn has_vowel(text: &str) -> bool {
    text.chars().any(|letter| "aeiouyäöü".contains(letter))
}

/// `Idiot` of `idiot`: the first letter as a capital.
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

//! The phrase language: one line that says which words to find. In: the line as its author wrote it. Out: a tree of parts with places inside the line.
//! The tree knows nothing of packs; `ruleset` gives its words their forms.

mod parse;
#[cfg(test)]
mod parse_tests;
pub mod recogniser;
mod word;

pub use parse::{LIMITS, parse};
pub use recogniser::Recogniser;

use crate::finding::Wording;
use crate::span::Span;

/// Where a condition looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Reach {
    /// The clauses of the match.
    Clause,
    /// Its sentences.
    Sentence,
    /// Its sentences and the one before.
    Passage,
    /// Its sentences, the one before and the one after.
    Context,
    /// The whole draft.
    Draft,
}

impl Reach {
    /// All reaches, narrow to wide.
    pub const ALL: [Reach; 5] = [Reach::Clause, Reach::Sentence, Reach::Passage, Reach::Context, Reach::Draft];

    /// The word used in packs.
    pub fn as_str(self) -> &'static str {
        match self {
            Reach::Clause => "clause",
            Reach::Sentence => "sentence",
            Reach::Passage => "passage",
            Reach::Context => "context",
            Reach::Draft => "draft",
        }
    }

    /// The reach named so.
    pub fn parse(word: &str) -> Option<Reach> {
        Reach::ALL.into_iter().find(|reach| reach.as_str() == word)
    }
}

/// A word shape of the phrase language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum WordShape {
    /// `#infinitive`
    Infinitive,
    /// `#participle`
    Participle,
    /// `#comparative`
    Comparative,
    /// `#capitals`: two letters or more, all of them capitals; a clitic (N'T) is none.
    Capitals,
}

impl WordShape {
    /// All shapes.
    pub const ALL: [WordShape; 4] = [WordShape::Infinitive, WordShape::Participle, WordShape::Comparative, WordShape::Capitals];

    /// The name behind `#`.
    pub fn as_str(self) -> &'static str {
        match self {
            WordShape::Infinitive => "infinitive",
            WordShape::Participle => "participle",
            WordShape::Comparative => "comparative",
            WordShape::Capitals => "capitals",
        }
    }
}

/// A word as written, with its signs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word {
    /// The word without signs; for a separable verb particle and base are joined by `|`.
    pub text: String,
    /// `=`: exactly so.
    pub exact: bool,
    /// `~`: every inflected form.
    pub inflected: bool,
    /// `*` before it.
    pub open_start: bool,
    /// `*` behind it.
    pub open_end: bool,
}

/// One part of a phrase.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// A word.
    Word(Word),
    /// `[a, b c]`: one of several sequences.
    OneOf(Vec<Vec<Placed>>),
    /// `(a)`: may be missing.
    Optional(Vec<Placed>),
    /// `_`: any one word.
    Any,
    /// `...`: up to twelve words of the same clause.
    Gap,
    /// `@list`.
    List(String),
    /// `#infinitive`
    Shape(WordShape),
    /// `#iban`
    Recogniser(Recogniser),
    /// `/…/`
    Regex(String),
}

/// A part and its place: bytes of the phrase.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// The part.
    pub part: Part,
    /// Bytes of the phrase as written.
    pub span: Span,
}

/// One line of the phrase language.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrase {
    /// In order.
    pub parts: Vec<Placed>,
    /// `… in clause`: the reach of a condition, with its place.
    pub reach: Option<(Reach, Span)>,
}

/// Why a line is no phrase.
#[derive(Debug, Clone, PartialEq)]
pub struct PhraseError {
    /// Bytes of the phrase.
    pub span: Span,
    /// What is wrong.
    pub message: Wording,
    /// The corrected phrase, where there is one.
    pub corrected: Option<String>,
}

//! Rule packs: TOML in, packs out, every mistake at its place. What lists mean together is decided in `ruleset`.

mod proof;
mod read;
mod rule;
mod syntax;
mod walk;
mod weights;

pub use proof::Proof;
pub use read::{CONTRACT_LISTS, holds_names, lines, read};
pub use rule::{MEANT, SIGNS, placeholders};
pub use walk::{Table, Text, Value, Walker, did_you_mean, range};
pub use weights::Weights;

use crate::facts::{Channel, Kind, Language};
use crate::finding::{Severity, Wording};
use crate::language::inflect::Tables;
use crate::phrase::{Phrase, Reach, Recogniser};
use crate::span::Span;

/// One TOML file: rules and word lists of one subject in one language.
#[derive(Debug, Clone, Default)]
pub struct Pack {
    /// As it was given; embedded packs stand under `builtin:`.
    pub path: String,
    /// The part of a rule's id before the slash. Files of shared lists and tables are named `words`.
    pub name: String,
    /// `None`: any.
    pub language: Option<Language>,
    /// One line about the pack.
    pub title: Wording,
    /// Named words.
    pub lists: Vec<List>,
    /// Inflection.
    pub tables: Tables,
    /// What its signs weigh.
    pub weights: Weights,
    /// A match in a sentence that weighs less than this, and less than one without any sign, does not count.
    pub doubt: Option<i32>,
    /// Class of `language::class` and a word that has it.
    pub grammar: Vec<(u32, String)>,
    /// In order of the file.
    pub rules: Vec<Rule>,
}

impl Pack {
    /// Whether its lists are shared by all packs of the language.
    pub fn is_words(&self) -> bool {
        self.name == "words"
    }
}

/// A phrase as it stands in a file.
#[derive(Debug, Clone)]
pub struct Line {
    /// The phrase as written.
    pub text: String,
    /// Its tree.
    pub phrase: Phrase,
    /// Bytes of the file: the value with its quotes.
    pub span: Span,
    /// Byte of the file at which `text` begins, where it stands there letter by letter.
    pub exact: Option<usize>,
    /// Whether the words are names: short or capital ones match only as written, a genitive -s counts.
    pub name: bool,
}

impl Line {
    /// The place in the file of bytes of the phrase.
    pub fn place(&self, span: Span) -> Span {
        match self.exact {
            Some(start) => span.shifted(start),
            None => self.span,
        }
    }
}

/// Named words.
#[derive(Debug, Clone)]
pub struct List {
    /// Without `@`.
    pub name: String,
    /// Bytes of the file: the name.
    pub span: Span,
    /// The entries.
    pub words: Vec<Line>,
    /// What swallows an entry.
    pub except: Vec<Line>,
    /// Where a condition looks for it.
    pub reach: Option<Reach>,
}

/// Where in the draft a rule looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// The first sentence after the salutation line.
    Start,
    /// The last before the sign-off line.
    End,
}

/// One guideline made checkable.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The part of its id behind the slash.
    pub name: String,
    /// Bytes of the file: the name.
    pub span: Span,
    /// Weight.
    pub severity: Severity,
    /// One of these is found …
    pub matches: Vec<Line>,
    /// … or, instead, a sentence weighs so much …
    pub weigh: Option<i32>,
    /// … or none of these is found.
    pub require: Vec<Line>,
    /// All of these are found too.
    pub with: Vec<Line>,
    /// None of these is.
    pub unless: Vec<Line>,
    /// Not at a spot that one of these covers.
    pub except: Vec<Line>,
    /// Where conditions look, if nothing else is said.
    pub scope: Reach,
    /// Only there.
    pub at: Option<At>,
    /// So many matches in the scope make one finding.
    pub at_least: usize,
    /// Only in drafts of so many sentences.
    pub min_sentences: usize,
    /// Only in drafts of so many sentences or fewer; 0: in all.
    pub max_sentences: usize,
    /// Only in this channel.
    pub channel: Option<Channel>,
    /// Only in drafts, or only in templates.
    pub kind: Option<Kind>,
    /// Whether it counts however little the sentence weighs.
    pub sure: bool,
    /// Also in masked spelling.
    pub masked: bool,
    /// Also inside quotations.
    pub quoted: bool,
    /// The match must be one that this recogniser accepts.
    pub validate: Option<Recogniser>,
    /// Reports show a mask.
    pub redact: bool,
    /// What a machine may write instead, and whether without a look.
    pub fix: Option<(String, bool)>,
    /// Whether it runs unless the configuration says otherwise.
    pub enabled: bool,
    /// Labels.
    pub tags: Vec<String>,
    /// What is wrong.
    pub message: Wording,
    /// What to say instead.
    pub help: Wording,
    /// Where the rule comes from.
    pub guideline: String,
    /// Whom to ask.
    pub escalate: String,
    /// Texts that break the rule.
    pub bad: Vec<Proof>,
    /// Texts that come close.
    pub good: Vec<Proof>,
}

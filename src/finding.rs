//! What is found: the record that leaves the check and reaches every report, and the two languages in which people are spoken to.
//! In: spans of a draft. Out: plain data. Knows no renderer.

use crate::span::Span;

/// The language in which knigge speaks to people (messages, help), not the language of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Locale {
    /// German.
    #[default]
    German,
    /// English.
    English,
}

/// One thing said in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Wording {
    /// German.
    pub de: String,
    /// English.
    pub en: String,
}

impl Wording {
    /// Both wordings at once.
    pub fn new(de: impl Into<String>, en: impl Into<String>) -> Wording {
        Wording { de: de.into(), en: en.into() }
    }

    /// The wording for `locale`; where one is empty, the other.
    pub fn get(&self, locale: Locale) -> &str {
        match locale {
            Locale::German if !self.de.is_empty() => &self.de,
            Locale::English if self.en.is_empty() => &self.de,
            _ => &self.en,
        }
    }

    /// Whether nothing is said in either language.
    pub fn is_empty(&self) -> bool {
        self.de.is_empty() && self.en.is_empty()
    }
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A matter of style.
    Hint,
    /// Should be looked at before it goes out.
    Warning,
    /// Must not go out.
    Error,
}

impl Severity {
    /// The word used in packs, configuration and records.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Hint => "hint",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The severity named `word`, if it is one.
    pub fn parse(word: &str) -> Option<Severity> {
        [Severity::Hint, Severity::Warning, Severity::Error].into_iter().find(|severity| severity.as_str() == word)
    }
}

/// A replacement that a machine may write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What is replaced: bytes of the decoded draft.
    pub span: Span,
    /// The new words.
    pub text: String,
    /// Whether it may be applied without a look.
    pub safe: bool,
}

/// Words that played a part without being marked: which list, and where (bytes of the decoded draft).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Name of the list, without `@`.
    pub list: String,
    /// Bytes of the decoded draft.
    pub span: Span,
}

/// A rule broken at a place of one draft. All spans are bytes of the decoded draft; the draft maps them to its source.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// `pack/name`.
    pub rule: String,
    /// The part of `rule` before the slash.
    pub pack: String,
    /// Language of the rule: `de`, `en` or `any`.
    pub language: &'static str,
    /// Weight, after the configuration had its say.
    pub severity: Severity,
    /// What is wrong; `{match}` and list names are filled in (masked where `redact` asks for it).
    pub message: Wording,
    /// What to say instead.
    pub help: Wording,
    /// The guideline that the rule comes from.
    pub guideline: String,
    /// Whom to ask; may be empty.
    pub escalate: String,
    /// The marks in order of place, at least one.
    pub marks: Vec<Span>,
    /// What else took part.
    pub related: Vec<Related>,
    /// Replacements that a machine may write.
    pub fixes: Vec<Fix>,
    /// Whether reports show a mask instead of the words.
    pub redact: bool,
    /// Names the finding by its content: the same words in the same neighbourhood give the same fingerprint. Never made of redacted words.
    pub fingerprint: String,
}

/// How bad trouble in a pack or configuration is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gravity {
    /// The file can be used; its author should know.
    Advice,
    /// The file cannot be used.
    Mistake,
}

/// Trouble in a pack, a list or the configuration: shown like a finding, at its place in that file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Path of the file as it was given; embedded files stand under `builtin:`.
    pub path: String,
    /// Bytes of that file.
    pub span: Span,
    /// Whether the file can still be used.
    pub gravity: Gravity,
    /// What is wrong.
    pub message: Wording,
    /// What to do about it, with the corrected line where there is one; may be empty.
    pub help: Wording,
}

#[cfg(test)]
pub(crate) mod tests {
    //! A finding for the tests of other rooms.

    use super::{Finding, Severity, Wording};
    use crate::span::Span;

    /// A finding whose marks are `marks`, each where it first stands in `text`.
    pub fn finding(rule: &str, text: &str, marks: &[&str]) -> Finding {
        let place = |words: &&str| text.find(words).map(|start| Span::new(start, start + words.len())).unwrap();
        Finding {
            rule: rule.to_owned(),
            pack: rule.split('/').next().unwrap_or_default().to_owned(),
            language: "de",
            severity: Severity::Error,
            message: Wording::new(format!("„{}“ geht nicht.", marks.join(" … ")), format!("“{}” will not do.", marks.join(" … "))),
            help: Wording::new("Sagen Sie, was Sie selbst tun.", "Say what you do yourself."),
            guideline: "66-tipps:24".to_owned(),
            escalate: "Teamleitung".to_owned(),
            marks: marks.iter().map(place).collect(),
            related: Vec::new(),
            fixes: Vec::new(),
            redact: false,
            fingerprint: "0123456789abcdef".to_owned(),
        }
    }
}

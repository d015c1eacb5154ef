//! Reports: what was found, for people and machines, one file for each format.
//! In: drafts with their findings, in order. Out: bytes, written as they come.

mod excerpt;
mod findings;
mod github;
mod gitlab;
mod json;
mod mistakes;
mod pretty;
mod rdjson;
mod sarif;
mod short;
mod told;
mod veil;
mod words;
mod xml;

pub use mistakes::{Files, write_mistakes};
pub use veil::Veil;
pub use words::severity as severity_wording;

use crate::draft::Draft;
use crate::facts::Facts;
use crate::finding::{Finding, Gravity, Locale, Severity};
use crate::source::Trouble;
use std::io::{self, Write};

/// The formats of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Framed pictures for people.
    #[default]
    Pretty,
    /// One line a finding: `path:line:column: severity[rule]: message`.
    Short,
    /// One JSON object with all findings.
    Json,
    /// One JSON record a line.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// Annotations of GitHub Actions.
    GitHub,
    /// The code quality report of GitLab.
    GitLab,
    /// JUnit's XML.
    JUnit,
    /// Checkstyle's XML.
    Checkstyle,
    /// The diagnostics of reviewdog.
    RdJson,
}

impl Format {
    /// Every format, in the order people are told them.
    pub const ALL: [Format; 10] = [
        Format::Pretty,
        Format::Short,
        Format::Json,
        Format::Jsonl,
        Format::Sarif,
        Format::GitHub,
        Format::GitLab,
        Format::JUnit,
        Format::Checkstyle,
        Format::RdJson,
    ];

    /// The word used on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Pretty => "pretty",
            Format::Short => "short",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Sarif => "sarif",
            Format::GitHub => "github",
            Format::GitLab => "gitlab",
            Format::JUnit => "junit",
            Format::Checkstyle => "checkstyle",
            Format::RdJson => "rdjson",
        }
    }

    /// Whether the report is one document that must be whole even if nothing could be checked.
    pub fn is_document(self) -> bool {
        !matches!(self, Format::Pretty | Format::Short | Format::Jsonl)
    }

    /// The format named `word`.
    pub fn parse(word: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.as_str() == word)
    }
}

/// How a report speaks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// The language of messages.
    pub locale: Locale,
    /// Whether words of redacting rules are shown.
    pub reveal: bool,
    /// Whether to write colours.
    pub color: bool,
}

/// What to do with what was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// There is an error: it must not go out.
    Stop,
    /// There is a warning, or something could not be checked.
    Look,
    /// All was checked, and no more than hints were found.
    Ok,
}

impl Verdict {
    /// `stop`, `look` or `ok`.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Stop => "stop",
            Verdict::Look => "look",
            Verdict::Ok => "ok",
        }
    }
}

/// Counts of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Drafts that were checked.
    pub drafts: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are hints.
    pub hints: usize,
    /// Files, lines and drafts that could not be checked.
    pub unchecked: usize,
}

impl Summary {
    /// Counts one draft and what was found in it.
    pub fn add(&mut self, findings: &[Finding]) {
        self.drafts += 1;
        for finding in findings {
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Hint => self.hints += 1,
            }
        }
    }

    /// Counts trouble; advice does not count.
    pub fn add_trouble(&mut self, trouble: &Trouble) {
        self.unchecked += usize::from(trouble.gravity == Gravity::Mistake);
    }

    /// The weight of the worst finding.
    pub fn worst(&self) -> Option<Severity> {
        let counts = [(self.errors, Severity::Error), (self.warnings, Severity::Warning), (self.hints, Severity::Hint)];
        counts.into_iter().find(|(count, _)| *count > 0).map(|(_, severity)| severity)
    }

    /// What to do.
    pub fn verdict(&self) -> Verdict {
        match self.worst() {
            Some(Severity::Error) => Verdict::Stop,
            Some(Severity::Warning) => Verdict::Look,
            _ if self.unchecked > 0 || self.drafts == 0 => Verdict::Look,
            _ => Verdict::Ok,
        }
    }
}

/// Writes the findings of a run as they come. Nothing is kept in memory but what the format must say at its end.
pub trait Report: Send {
    /// Before the first draft.
    fn begin(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
    /// A draft, what is known of it, and what was found in it.
    fn draft(&mut self, out: &mut dyn Write, draft: &Draft<'_>, facts: &Facts, findings: &[Finding]) -> io::Result<()>;
    /// Something that could not be read. People are told on another way; formats for machines may keep it.
    fn trouble(&mut self, _trouble: &Trouble) {}
    /// After the last draft.
    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()>;
    /// What belongs beside the report, in Markdown: the summary of a step. Known after the end.
    fn aside(&self) -> Option<&str> {
        None
    }
}

/// A report that says nothing: what was found is wanted for something else.
pub struct Silent;

impl Report for Silent {
    fn draft(&mut self, _: &mut dyn Write, _: &Draft<'_>, _: &Facts, _: &[Finding]) -> io::Result<()> {
        Ok(())
    }

    fn end(&mut self, _: &mut dyn Write, _: &Summary) -> io::Result<()> {
        Ok(())
    }
}

/// The report of a format.
pub fn report(format: Format, style: Style) -> Box<dyn Report> {
    match format {
        Format::Pretty => Box::new(findings::Findings::new(style)),
        Format::Short => Box::new(short::Short::new(style)),
        Format::Json => Box::new(json::Json::new(style)),
        Format::Jsonl => Box::new(json::JsonLines::new(style)),
        Format::Sarif => Box::new(sarif::Sarif::new(style)),
        Format::GitHub => Box::new(github::GitHub::new(style)),
        Format::GitLab => Box::new(gitlab::GitLab::new(style)),
        Format::JUnit => Box::new(xml::JUnit::new(style)),
        Format::Checkstyle => Box::new(xml::Checkstyle::new(style)),
        Format::RdJson => Box::new(rdjson::ReviewDog::new(style)),
    }
}

/// One line about trouble of the run, safe for a terminal.
pub fn trouble_line(trouble: &Trouble, locale: Locale) -> String {
    let place =
        [trouble.line, trouble.column].into_iter().map_while(|number| number).map(|number| format!(":{number}")).collect::<String>();
    let line = format!("knigge: {}{place}: {}", trouble.path, trouble.message.get(locale));
    one_line(&line)
}

/// Text as one line that a terminal shows and does not act on.
pub fn one_line(text: &str) -> String {
    crate::mapped::escape_for_terminal(&text.replace(['\n', '\t'], " ")).text().to_owned()
}

#[cfg(test)]
pub(crate) mod tests;

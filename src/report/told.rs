//! A finding as the formats of other tools tell it. In: a draft and a finding. Out: plain data with places in the file, words veiled where they must be.

use super::{Style, one_line};
use crate::draft::Draft;
use crate::finding::{Finding, Severity};
use crate::report::Veil;
use crate::span::{Position, Span};
use std::collections::BTreeMap;

/// A range of a file. Ends are exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// Columns in Unicode scalar values, offsets in bytes of the file.
    pub start: Position,
    /// One past the last character.
    pub end: Position,
    /// Columns in bytes of UTF-8, from 1: of the start and of the end.
    pub byte_columns: (usize, usize),
}

/// A finding, told.
#[derive(Debug, Clone)]
pub struct Told {
    /// `pack/name`.
    pub rule: String,
    /// Its weight.
    pub severity: Severity,
    /// What is wrong, on one line.
    pub message: String,
    /// What to say instead, on one line; may be empty.
    pub help: String,
    /// The guideline of the rule; may be empty.
    pub guideline: String,
    /// Whom to ask; may be empty.
    pub escalate: String,
    /// The file, relative where it was given so, with `/` and without `./`.
    pub path: String,
    /// The draft in the file, and the cell where it is a table.
    pub draft: String,
    /// From the first mark to its end.
    pub region: Region,
    /// What else took part: the list and its place.
    pub related: Vec<(String, Region)>,
    /// Replacements that may be written: place, new words, whether they are safe. None of words that are veiled.
    pub fixes: Vec<(Region, String, bool)>,
    /// Names the finding by its content.
    pub fingerprint: String,
}

/// Tells the findings of a draft.
pub fn tell(draft: &Draft<'_>, findings: &[Finding], style: Style) -> Vec<Told> {
    let veil = Veil::new(draft.text(), findings, style.reveal);
    let region = |span: Span| {
        let place = draft.place(span);
        let source = draft.text.source_span(span);
        let column = |at: usize| at - draft.page.text[..at].rfind('\n').map_or(0, |line| line + 1) + 1;
        Region { start: place.start, end: place.end, byte_columns: (column(source.start), column(source.end)) }
    };
    findings
        .iter()
        .map(|finding| {
            let hidden = finding.redact && !style.reveal;
            let said = |text: &str| one_line(&veil.masked(text));
            Told {
                rule: finding.rule.clone(),
                severity: finding.severity,
                message: said(finding.message.get(style.locale)),
                help: said(finding.help.get(style.locale)),
                guideline: finding.guideline.clone(),
                escalate: finding.escalate.clone(),
                path: path(&draft.page.path),
                draft: draft.id.to_string(),
                region: region(finding.marks[0]),
                related: finding.related.iter().map(|other| (other.list.clone(), region(other.span))).collect(),
                fixes: finding
                    .fixes
                    .iter()
                    .filter(|_| !hidden)
                    .map(|fix| (region(fix.span), veil.masked(&fix.text).into_owned(), fix.safe))
                    .collect(),
                fingerprint: finding.fingerprint.clone(),
            }
        })
        .collect()
}

fn path(given: &str) -> String {
    let path = given.replace(std::path::MAIN_SEPARATOR, "/");
    path.strip_prefix("./").unwrap_or(&path).to_owned()
}

/// Makes fingerprints unique: the second finding of the same content is another one.
#[derive(Debug, Default)]
pub struct Ordinals {
    seen: BTreeMap<String, usize>,
}

impl Ordinals {
    /// The fingerprint, with a number from the second time on.
    pub fn unique(&mut self, path: &str, fingerprint: &str) -> String {
        let count = self.seen.entry(format!("{path}\0{fingerprint}")).or_default();
        *count += 1;
        let whole = xxhash_rust::xxh3::xxh3_64(format!("{path}\0{fingerprint}\0{count}").as_bytes());
        format!("{whole:016x}")
    }
}

/// Text for XML: escaped, without the characters that XML cannot hold.
pub fn xml(text: &str) -> String {
    let fit = |sign: char| if matches!(sign, '\u{9}' | '\u{a}' | '\u{d}' | ' '..='\u{fffd}' | '\u{10000}'..) { sign } else { '\u{fffd}' };
    let mut out = String::with_capacity(text.len());
    for sign in text.chars().map(fit) {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            _ => out.push(sign),
        }
    }
    out
}

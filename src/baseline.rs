//! The baseline: findings that a library had when the check was introduced. In: a file of fingerprints, and findings. Out: the findings that are new,
//! and the entries that match nothing any more. Entries know content alone, no line and no time: what moves stays known, what changes is new.

use std::collections::BTreeMap;

use crate::finding::{Finding, Gravity, Mistake, Wording};
use crate::span::Span;

/// The first line of a baseline.
const HEAD: &str = "# knigge baseline 1: rule, fingerprint, how often. Written by `knigge baseline write`; lines may be deleted.";

/// What one entry stands for: rule and fingerprint.
type Key = (String, String);

/// Known findings, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<Key, usize>,
    met: BTreeMap<Key, usize>,
}

/// An entry, as people are shown it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known<'b> {
    /// `pack/name`.
    pub rule: &'b str,
    /// Names the finding by its content.
    pub fingerprint: &'b str,
    /// How often it is known.
    pub count: usize,
    /// How often it was met since the baseline was read, never more than `count`.
    pub met: usize,
}

impl Baseline {
    /// Reads the text of a baseline; `path` names it in mistakes.
    ///
    /// # Errors
    /// Every line that is no entry, at its place.
    pub fn read(path: &str, text: &str) -> Result<Baseline, Vec<Mistake>> {
        let (mut baseline, mut mistakes, mut start) = (Baseline::default(), Vec::new(), 0);
        for line in text.split_inclusive('\n') {
            let content = line.trim().trim_start_matches('\u{feff}');
            let span = Span::new(start, start + line.trim_end().len());
            start += line.len();
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            match entry(content) {
                // The same line twice is what merging two branches leaves.
                Some((key, count)) => {
                    let known = baseline.entries.entry(key).or_default();
                    *known = count.max(*known);
                }
                None => mistakes.push(Mistake {
                    path: path.to_owned(),
                    span,
                    gravity: Gravity::Mistake,
                    message: Wording::new("Diese Zeile ist kein Eintrag einer Baseline.", "This line is no entry of a baseline."),
                    help: Wording::new(
                        "Ein Eintrag hat drei Teile: Regel, Kennung aus 16 Ziffern, Anzahl. Schreiben Sie die Datei neu mit `knigge baseline write`.",
                        "An entry has three parts: rule, fingerprint of 16 digits, count. Write the file anew with `knigge baseline write`.",
                    ),
                }),
            }
        }
        if mistakes.is_empty() { Ok(baseline) } else { Err(mistakes) }
    }

    /// Adds findings as known.
    pub fn add(&mut self, findings: &[Finding]) {
        for finding in findings {
            *self.entries.entry(key(finding)).or_default() += 1;
        }
    }

    /// Drops the findings that are known, each as often as it is known.
    pub fn sift(&mut self, mut findings: Vec<Finding>) -> Vec<Finding> {
        findings.retain(|finding| {
            let key = key(finding);
            let Some(known) = self.entries.get(&key) else { return true };
            let met = self.met.entry(key).or_default();
            *met += 1;
            *met > *known
        });
        findings
    }

    /// Every entry, in order.
    pub fn entries(&self) -> impl Iterator<Item = Known<'_>> {
        self.entries.iter().map(|((rule, fingerprint), count)| {
            let met = self.met.get(&(rule.clone(), fingerprint.clone())).copied().unwrap_or(0).min(*count);
            Known { rule, fingerprint, count: *count, met }
        })
    }

    /// How many findings are known, and how many of them were not met.
    pub fn counts(&self) -> (usize, usize) {
        self.entries().fold((0, 0), |(all, gone), known| (all + known.count, gone + known.count - known.met))
    }

    /// Keeps only what was met.
    pub fn prune(&mut self) {
        let met: BTreeMap<Key, usize> = self
            .entries()
            .filter(|known| known.met > 0)
            .map(|known| ((known.rule.to_owned(), known.fingerprint.to_owned()), known.met))
            .collect();
        self.entries = met;
    }

    /// The text of the file: sorted, one entry a line.
    pub fn text(&self) -> String {
        let lines = self.entries().map(|known| format!("{} {} {}\n", known.rule, known.fingerprint, known.count));
        std::iter::once(format!("{HEAD}\n")).chain(lines).collect()
    }
}

fn key(finding: &Finding) -> Key {
    (finding.rule.clone(), finding.fingerprint.clone())
}

fn entry(line: &str) -> Option<(Key, usize)> {
    let mut parts = line.split_whitespace();
    let (rule, fingerprint, count) = (parts.next()?, parts.next()?, parts.next()?.parse().ok()?);
    let is_print = fingerprint.len() == 16 && fingerprint.bytes().all(|digit| digit.is_ascii_hexdigit());
    (parts.next().is_none() && rule.contains('/') && is_print && count > 0).then(|| ((rule.to_owned(), fingerprint.to_owned()), count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::tests::finding;

    fn found(print: u64) -> Finding {
        Finding { fingerprint: format!("{print:016x}"), ..finding("tone/anger", "so ein Ärger", &["Ärger"]) }
    }

    #[test]
    fn what_is_known_passes_as_often_as_it_is_known() {
        let mut written = Baseline::default();
        written.add(&[found(7), found(7), found(9)]);
        let text = written.text();
        assert_eq!(text.lines().skip(1).collect::<Vec<_>>(), ["tone/anger 0000000000000007 2", "tone/anger 0000000000000009 1"]);
        let mut baseline = Baseline::read("b", &text).unwrap();
        assert_eq!(baseline.sift(vec![found(7), found(8), found(7)]), [found(8)]);
        assert_eq!(baseline.sift(vec![found(7)]), [found(7)], "a third one is new");
        assert_eq!(baseline.counts(), (3, 1));
        baseline.prune();
        assert_eq!(baseline.text().lines().skip(1).collect::<Vec<_>>(), ["tone/anger 0000000000000007 2"]);
    }

    #[test]
    fn lines_of_two_branches_merge_and_broken_lines_are_named() {
        let text = "# x\ntone/anger 0000000000000007 1\ntone/anger 0000000000000007 2\n";
        assert_eq!(Baseline::read("b", text).unwrap().counts(), (2, 2));
        let mistakes = Baseline::read("b", "\n<<<<<<< ours\ntone/anger 7 1\ntone/anger 0000000000000007 0\n").unwrap_err();
        assert_eq!(mistakes.iter().map(|mistake| mistake.span.start).collect::<Vec<_>>(), [1, 14, 29]);
    }
}

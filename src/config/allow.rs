//! The allow-list at work: drops findings at words that the configuration allows, and remembers which entries did something.
//! In: findings of a draft. Out: those that stay; in the end advice on entries that matched nothing or have run out.

use super::{Allowance, Config};
use crate::finding::{Finding, Gravity, Mistake, Wording};
use crate::language::fold::lower_in_place;
use crate::span::Span;
use std::time::SystemTime;

/// Today in UTC, as `until` is written: `2026-12-31`.
pub fn today() -> String {
    let now = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
    now.chars().take(10).collect()
}

/// The entries of one configuration.
#[derive(Debug)]
pub struct Allowances {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    /// In lower case.
    text: String,
    rule: Option<String>,
    expired: bool,
    used: bool,
}

impl Allowances {
    /// The entries of `config` on the day `today`.
    pub fn new(config: &Config, today: &str) -> Allowances {
        let entry = |allowance: &Allowance| Entry {
            text: lower_in_place(&allowance.text.value),
            rule: allowance.rule.as_ref().map(|rule| rule.value.clone()),
            expired: allowance.until.as_ref().is_some_and(|until| until.value.as_str() < today),
            used: false,
        };
        Allowances { entries: config.allow.iter().map(entry).collect() }
    }

    /// Drops the findings of the draft `text` that overlap allowed words.
    pub fn sift(&mut self, text: &str, findings: Vec<Finding>) -> Vec<Finding> {
        if findings.is_empty() || self.entries.is_empty() {
            return findings;
        }
        let lower = lower_in_place(text);
        findings.into_iter().filter(|finding| !self.allows(&lower, finding)).collect()
    }

    fn allows(&mut self, lower: &str, finding: &Finding) -> bool {
        let mut allowed = false;
        for entry in self.entries.iter_mut().filter(|entry| !entry.expired) {
            let meant = entry.rule.as_ref().is_none_or(|rule| *rule == finding.rule || *rule == finding.pack);
            if meant && places(lower, &entry.text).any(|place| finding.marks.iter().any(|mark| mark.overlaps(place))) {
                entry.used = true;
                allowed = true;
            }
        }
        allowed
    }

    /// Advice on entries that have run out and, if `all_was_checked`, on those that matched nothing.
    pub fn advice(&self, config: &Config, all_was_checked: bool) -> Vec<Mistake> {
        let told = self.entries.iter().zip(&config.allow).filter_map(|(entry, allowance)| {
            let (span, message) = match (&allowance.until, entry.used) {
                (Some(until), _) if entry.expired => {
                    (until.span, Wording::new("Diese Erlaubnis ist abgelaufen.", "This permission has run out."))
                }
                (_, false) if all_was_checked => {
                    let message = Wording::new("Diese Erlaubnis wurde nicht gebraucht.", "This permission was not needed.");
                    (allowance.text.span, message)
                }
                _ => return None,
            };
            let help = Wording::new("Streichen Sie den Eintrag, oder prüfen Sie ihn.", "Drop the entry, or look at it again.");
            Some(Mistake { path: config.path.clone(), span, gravity: Gravity::Advice, message, help })
        });
        told.collect()
    }
}

/// Where `words` stand in `text` as whole words.
fn places<'t>(text: &'t str, words: &'t str) -> impl Iterator<Item = Span> + 't {
    let is_edge = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    let spans = text.match_indices(words).map(|(start, found)| Span::new(start, start + found.len()));
    spans.filter(move |span| is_edge(text[..span.start].chars().next_back()) && is_edge(text[span.end..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::tests::finding;
    use std::path::Path;

    fn config(more: &str) -> Config {
        let text = format!("[[allow]]\ntext = \"Sauhund-Bier\"\nreason = \"unser Produkt\"\n{more}");
        Config::read("knigge.toml", Path::new("."), &text).0
    }

    #[test]
    fn allowed_words_are_no_findings_and_others_stay() {
        let text = "Das SAUHUND-Bier ist gut, Sie Sauhund. Sauhund-Biere auch.";
        let config = config("rule = \"insults/animal\"\n");
        let mut allowances = Allowances::new(&config, "2026-01-01");
        let first = finding("insults/animal", text, &["SAUHUND"]);
        let other_rule = finding("insults/beer", text, &["SAUHUND"]);
        let elsewhere = finding("insults/animal", text, &["Sauhund"]);
        let left = allowances.sift(text, vec![first, other_rule.clone(), elsewhere.clone()]);
        assert_eq!(left, [other_rule, elsewhere]);
        assert!(allowances.advice(&config, true).is_empty());
    }

    #[test]
    fn unneeded_and_expired_entries_are_named() {
        let config = config("until = 2025-12-31\n[[allow]]\ntext = \"x\"\nreason = \"y\"\n");
        let mut allowances = Allowances::new(&config, "2026-01-01");
        let text = "Sauhund-Bier";
        assert_eq!(allowances.sift(text, vec![finding("insults/animal", text, &["Sauhund"])]).len(), 1);
        let said = |all| allowances.advice(&config, all).iter().map(|advice| advice.message.en.clone()).collect::<Vec<_>>();
        assert_eq!(said(false), ["This permission has run out."]);
        assert_eq!(said(true), ["This permission has run out.", "This permission was not needed."]);
        assert_eq!(Allowances::new(&config, "2025-12-31").sift(text, vec![finding("insults/animal", text, &["Sauhund"])]).len(), 0);
    }
}

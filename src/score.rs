//! Measuring packs against labelled drafts. In: drafts with the violations that people marked in them, and a ruleset. Out: how much was found, by pack
//! and by rule, what was missed and what was flagged wrongly. With "one entry out" every draft is judged without the entries that fire in no other draft:
//! what is left would be found in a text that nobody has seen.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::check::{Checker, Entry};
use crate::facts::{Channel, Facts, Language};
use crate::finding::{Finding, Severity};
use crate::ruleset::Ruleset;
use crate::span::Span;

/// One labelled draft: a line of a corpus.
#[derive(Debug, Clone, Deserialize)]
pub struct Labelled {
    /// Its name.
    pub id: String,
    /// The draft.
    pub text: String,
    /// `de` or `en`.
    #[serde(default)]
    pub lang: Option<String>,
    /// `public` or `private`.
    #[serde(default)]
    pub channel: Option<String>,
    /// Every violation in it; nothing if nobody looked: such a draft only bears witness which entries occur.
    #[serde(default)]
    pub findings: Option<Vec<Label>>,
}

/// A violation that people marked.
#[derive(Debug, Clone, Deserialize)]
pub struct Label {
    /// The pack that should find it.
    pub pack: String,
    /// The words that carry it; a substring of the text.
    pub quote: String,
}

impl Labelled {
    /// What its line says of it.
    pub fn facts(&self) -> Facts {
        Facts {
            language: self.lang.as_deref().and_then(Language::parse),
            channel: self.channel.as_deref().and_then(Channel::parse).unwrap_or_default(),
            ..Facts::default()
        }
    }

    /// Where the words of a label stand, everywhere.
    pub fn places(&self, pack: &str) -> Vec<Span> {
        let quotes = self.findings.iter().flatten().filter(|label| label.pack == pack && !label.quote.is_empty());
        quotes.flat_map(|label| self.text.match_indices(&label.quote).map(|(at, quote)| Span::new(at, at + quote.len()))).collect()
    }
}

/// Counted pairs of draft and pack (or rule).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Labelled and flagged.
    pub hit: usize,
    /// Labelled and not flagged.
    pub missed: usize,
    /// Flagged and not labelled.
    pub wrong: usize,
    /// Hits of which a mark overlaps the labelled words.
    pub located: usize,
}

impl Tally {
    /// The share of what was flagged that is labelled; none if nothing was flagged.
    pub fn precision(&self) -> Option<f64> {
        share(self.hit, self.hit + self.wrong)
    }

    /// The share of what is labelled that was flagged; none if nothing is labelled.
    pub fn recall(&self) -> Option<f64> {
        share(self.hit, self.hit + self.missed)
    }

    /// The share of hits that lie where the label lies.
    pub fn located(&self) -> Option<f64> {
        share(self.located, self.hit)
    }

    fn add(&mut self, other: Tally) {
        self.hit += other.hit;
        self.missed += other.missed;
        self.wrong += other.wrong;
        self.located += other.located;
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Something that went wrong with one draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// The draft, by its number in the corpus.
    pub draft: usize,
    /// The pack that missed it or raised it.
    pub pack: String,
    /// The rule that raised it; none: it was missed.
    pub rule: Option<String>,
    /// The labelled words that were missed, or the words that were flagged.
    pub words: String,
    /// Bytes of the words in the draft.
    pub span: Span,
}

/// What came out.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// By pack, in alphabetical order.
    pub packs: BTreeMap<String, Tally>,
    /// By rule; a rule has no misses of its own.
    pub rules: BTreeMap<String, Tally>,
    /// What went wrong, in order of pack and draft.
    pub slips: Vec<Slip>,
}

impl Score {
    /// All packs together.
    pub fn total(&self) -> Tally {
        let mut total = Tally::default();
        self.packs.values().for_each(|tally| total.add(*tally));
        total
    }

    fn judge(&mut self, number: usize, draft: &Labelled, findings: &[Finding], packs: &BTreeSet<String>) {
        let labelled: BTreeSet<&str> =
            draft.findings.iter().flatten().map(|label| label.pack.as_str()).filter(|pack| packs.contains(*pack)).collect();
        let counted = || findings.iter().filter(|finding| finding.severity != Severity::Hint);
        let flagged: BTreeSet<&str> = counted().map(|finding| finding.pack.as_str()).collect();
        for pack in labelled.union(&flagged) {
            let places = draft.places(pack);
            let lies_there =
                |finding: &&Finding| is_whole(pack) || finding.marks.iter().any(|mark| places.iter().any(|place| place.overlaps(*mark)));
            let of_pack = || counted().filter(|finding| finding.pack == *pack);
            let is_labelled = labelled.contains(pack);
            let tally = self.packs.entry((*pack).to_owned()).or_default();
            match (is_labelled, of_pack().next()) {
                (true, Some(_)) => {
                    tally.hit += 1;
                    tally.located += usize::from(of_pack().any(|finding| lies_there(&finding)));
                }
                (true, None) => {
                    tally.missed += 1;
                    let span = places.first().copied().unwrap_or_default();
                    let words = draft.text[span.range()].to_owned();
                    self.slips.push(Slip { draft: number, pack: (*pack).to_owned(), rule: None, words, span });
                }
                (false, Some(finding)) => {
                    tally.wrong += 1;
                    let span = finding.marks[0];
                    let words = draft.text[span.range()].to_owned();
                    self.slips.push(Slip { draft: number, pack: (*pack).to_owned(), rule: Some(finding.rule.clone()), words, span });
                }
                (false, None) => {}
            }
            let rules: BTreeSet<&str> = of_pack().map(|finding| finding.rule.as_str()).collect();
            for rule in rules {
                let tally = self.rules.entry(rule.to_owned()).or_default();
                if is_labelled {
                    tally.hit += 1;
                    tally.located += usize::from(of_pack().filter(|finding| finding.rule == rule).any(|finding| lies_there(&finding)));
                } else {
                    tally.wrong += 1;
                }
            }
        }
    }
}

/// Whether a pack is broken by a draft as a whole, wherever the mark lies.
fn is_whole(pack: &str) -> bool {
    pack == "salutation"
}

/// Scores the packs of a ruleset that are named in `packs`. With `one_entry_out` every draft is judged without the entries of lists that fire in it alone;
/// drafts that nobody labelled are not judged, but what fires in them counts.
pub fn score(ruleset: &Ruleset, drafts: &[Labelled], packs: &BTreeSet<String>, one_entry_out: bool) -> Score {
    let mut checker = Checker::new(ruleset);
    checker.reveal = true;
    // Weights were learned from such drafts.
    checker.weighing = !one_entry_out;
    let fired: Vec<BTreeSet<Entry>> =
        if one_entry_out { drafts.iter().map(|draft| checker.entries(&draft.text, &draft.facts())).collect() } else { Vec::new() };
    let mut counts: BTreeMap<Entry, usize> = BTreeMap::new();
    fired.iter().flatten().for_each(|entry| *counts.entry(*entry).or_default() += 1);
    let mut score = Score::default();
    for (number, draft) in drafts.iter().enumerate().filter(|(_, draft)| draft.findings.is_some()) {
        let alone = fired.get(number).into_iter().flatten().filter(|entry| counts[entry] == 1).copied().collect();
        let findings = checker.check_without(&draft.text, &draft.facts(), alone);
        let findings: Vec<Finding> = findings.into_iter().filter(|finding| packs.contains(&finding.pack)).collect();
        score.judge(number, draft, &findings, packs);
    }
    score.slips.sort_by(|a, b| (&a.pack, a.draft).cmp(&(&b.pack, b.draft)));
    score
}

/// What the words of one exception did over a corpus: drafts in which they lifted a match of some rule of the pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The pack of the rules.
    pub pack: String,
    /// The list of `unless`: `@name`, or its first phrases.
    pub list: String,
    /// Its words in the drafts, in lower case.
    pub words: String,
    /// Drafts where the match lay on words that people marked as a violation of the pack.
    pub violations: usize,
    /// Of these the drafts in which no other rule of the pack found anything.
    pub missed: usize,
    /// Drafts that hold no violation of the pack: here the exception did what it is for.
    pub harmless: usize,
}

/// Every exception that lifted a violation, the costliest first. `score` is what [`score`] made of the same drafts.
pub fn exceptions(ruleset: &Ruleset, drafts: &[Labelled], packs: &BTreeSet<String>, score: &Score) -> Vec<Exception> {
    let mut checker = Checker::new(ruleset);
    let missed: BTreeSet<(usize, &str)> =
        score.slips.iter().filter(|slip| slip.rule.is_none()).map(|slip| (slip.draft, slip.pack.as_str())).collect();
    // Drafts: lifted on a label, missed, lifted in a harmless draft.
    let mut drafts_of: BTreeMap<(String, String, String), [BTreeSet<usize>; 3]> = BTreeMap::new();
    for (number, draft) in drafts.iter().enumerate().filter(|(_, draft)| draft.findings.is_some()) {
        for account in checker.trace(&draft.text, &draft.facts(), None, None) {
            let pack = account.rule.split('/').next().unwrap_or_default().to_owned();
            let Some((list, words)) = account.lifted_by.filter(|_| packs.contains(&pack)) else {
                continue;
            };
            let places = draft.places(&pack);
            let on_label = account.marks.iter().any(|mark| places.iter().any(|place| place.overlaps(*mark)));
            let is_missed = missed.contains(&(number, pack.as_str()));
            let sets = drafts_of.entry((pack, list, words.to_lowercase())).or_default();
            for (set, _) in sets.iter_mut().zip([on_label, on_label && is_missed, places.is_empty()]).filter(|(_, holds)| *holds) {
                set.insert(number);
            }
        }
    }
    let mut out: Vec<Exception> = drafts_of
        .into_iter()
        .map(|((pack, list, words), [violations, missed, harmless])| Exception {
            pack,
            list,
            words,
            violations: violations.len(),
            missed: missed.len(),
            harmless: harmless.len(),
        })
        .filter(|exception| exception.violations > 0)
        .collect();
    out.sort_by_key(|exception| (std::cmp::Reverse((exception.missed, exception.violations)), exception.harmless));
    out
}

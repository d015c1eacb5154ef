//! Checking: draft × ruleset → findings. In: decoded text and what is known of it. Out: findings with spans in that text.
//! Words that may start a finding are looked for first; only where one stands is anything else understood.

#[cfg(test)]
mod clause_tests;
mod disguise;
mod free;
mod gather;
mod glance;
mod hits;
mod judge;
mod matcher;
mod place;
mod settle;
mod text;
pub mod trace;
pub mod weigh;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::facts::{Facts, Language};
use crate::finding::{Finding, Fix, Related, Wording};
use crate::language::class;
use crate::recognise::placeholder::{Choice, Context};
use crate::ruleset::Ruleset;
use crate::ruleset::rule::Row;
use crate::span::Span;
use hits::{Found, Scene};
use judge::{Judge, Spot};
use place::Places;
use text::Text;
use weigh::Weighed;

/// What stands in a message instead of words that are not to be shown.
pub const MASK: &str = "•••";

/// An entry of a list in the ruleset of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    language: Language,
    unit: u32,
    phrase: u32,
}

/// Checks drafts, one after the other; keeps its memory between them. One for each thread.
pub struct Checker<'r> {
    ruleset: &'r Ruleset,
    suspended: BTreeSet<Entry>,
    choice: Arc<Choice>,
    text: Text,
    found: Found,
    /// Whether what sentences weigh counts. It is learned from labelled drafts; whoever asks what rules find without it says no.
    pub weighing: bool,
    /// Whether messages may show what rules with `redact` found.
    pub reveal: bool,
}

impl<'r> Checker<'r> {
    /// A checker with this ruleset.
    pub fn new(ruleset: &'r Ruleset) -> Checker<'r> {
        let choice = Arc::new(Choice::new(ruleset.placeholders()));
        Checker {
            ruleset,
            suspended: BTreeSet::new(),
            choice,
            text: Text::default(),
            found: Found::default(),
            weighing: true,
            reveal: false,
        }
    }

    /// The findings of one draft, in order of place.
    pub fn check(&mut self, raw: &str, facts: &Facts) -> Vec<Finding> {
        self.check_rule(raw, facts, None)
    }

    /// The findings of one rule (`pack/name`) alone, or of all.
    pub fn check_rule(&mut self, raw: &str, facts: &Facts, only: Option<&str>) -> Vec<Finding> {
        let mut findings = Vec::new();
        match facts.language {
            Some(language) => self.check_as(raw, facts, language, only, &mut findings),
            None => {
                for language in self.detect(raw) {
                    self.check_as(raw, facts, language, only, &mut findings);
                }
            }
        }
        if findings.is_empty() { Vec::new() } else { settle::settle(findings) }
    }

    /// Every entry that a pack gives to a named list and that is found somewhere in a draft, whether a rule asks for it or not. The lines of a rule
    /// itself are no entries; nor are the names that a configuration adds, for the company knows them in drafts that nobody has seen, too.
    pub fn entries(&mut self, raw: &str, facts: &Facts) -> BTreeSet<Entry> {
        let languages = facts.language.map_or_else(|| self.detect(raw), |language| vec![language]);
        let mut entries = BTreeSet::new();
        for language in languages {
            let Some(view) = self.ruleset.view(language) else { continue };
            self.text.read(raw, view);
            if self.text.len() == 0 {
                continue;
            }
            disguise::find(raw, &mut self.text, view);
            self.text.cut_sentences();
            self.text.understand(raw, language);
            self.found.clear(view);
            self.found.fired = Some(BTreeSet::new());
            let scene = Scene { raw, text: &self.text, view };
            self.found.gather(scene);
            (0..view.list_count() as u32).for_each(|list| self.found.ensure(scene, list));
            let fired = self.found.fired.take().unwrap_or_default();
            let named = fired.into_iter().filter(|(unit, phrase)| view.is_entry_of_pack(*unit as usize, *phrase));
            entries.extend(named.map(|(unit, phrase)| Entry { language, unit, phrase }));
        }
        entries
    }

    /// The findings of one draft as if these entries stood in no pack.
    pub fn check_without(&mut self, raw: &str, facts: &Facts, entries: BTreeSet<Entry>) -> Vec<Finding> {
        self.suspended = entries;
        let findings = self.check(raw, facts);
        self.suspended.clear();
        self.found.suspended.clear();
        findings
    }

    /// The language of a text by its function words; both where neither leads by two.
    pub fn detect(&mut self, raw: &str) -> Vec<Language> {
        let counts = Language::ALL.map(|language| {
            let Some(view) = self.ruleset.view(language) else { return 0 };
            self.text.read(raw, view);
            self.text.classes.iter().filter(|class| **class & class::FUNCTION != 0).count()
        });
        match counts {
            [german, english] if german >= english + 2 => vec![Language::German],
            [german, english] if english >= german + 2 => vec![Language::English],
            _ => Language::ALL.to_vec(),
        }
    }

    fn check_as(&mut self, raw: &str, facts: &Facts, language: Language, only: Option<&str>, findings: &mut Vec<(usize, Finding)>) {
        let Some(view) = self.ruleset.view(language) else { return };
        self.text.read(raw, view);
        if self.text.len() == 0 {
            return;
        }
        disguise::find(raw, &mut self.text, view);
        self.text.cut_sentences();
        self.found.clear(view);
        self.found.placeholders = Context { choice: self.choice.clone(), used: facts.placeholders };
        let of_language = self.suspended.iter().filter(|entry| entry.language == language);
        self.found.suspended = of_language.map(|entry| (entry.unit, entry.phrase)).collect();
        let scene = Scene { raw, text: &self.text, view };
        self.found.gather(scene);
        let rules: Vec<usize> = bits(self.found.candidates(), view.required())
            .filter(|number| {
                let row = view.row(&view.rules[*number]);
                row.channel().is_none_or(|channel| channel == facts.channel)
                    && row.kind().is_none_or(|kind| kind == facts.kind)
                    && only.is_none_or(|id| id == row.id())
            })
            .collect();
        let weighed = if self.weighing { Weighed::of(scene) } else { Weighed::default() };
        let found = &mut self.found;
        let rules: Vec<usize> = rules
            .into_iter()
            .filter(|number| {
                let rule = &view.rules[*number];
                let row = view.row(rule);
                match (row.weigh(), row.scale()) {
                    (Some(from), Some(scale)) => weighed.heavy(rule.unit, scale, from).next().is_some(),
                    _ => row.require() || found.possible(scene, rule) != 0,
                }
            })
            .collect();
        if rules.is_empty() {
            return;
        }
        self.text.understand(raw, language);
        let places = Places::of(&self.text);
        let scene = Scene { raw, text: &self.text, view };
        for number in rules {
            let rule = &view.rules[number];
            let judge = Judge { scene, unit: rule.unit, row: view.row(rule), places: &places, weighed: &weighed };
            if !judge.applies(facts) {
                continue;
            }
            for spots in spots(&judge, &mut self.found) {
                let finding = make(&judge, rule.severity, &spots, &self.found.placeholders, self.reveal);
                let known = findings.iter().any(|(_, other)| other.rule == finding.rule && other.marks == finding.marks);
                if !known {
                    let rank = if judge.row.weigh().is_some() { number + settle::WEIGHED } else { number };
                    findings.push((rank, finding));
                }
            }
        }
    }
}

/// The numbers of the bits that are set in either.
fn bits<'b>(left: impl Iterator<Item = u64> + 'b, right: &'b [u64]) -> impl Iterator<Item = usize> + 'b {
    left.zip(right).enumerate().flat_map(|(block, (left, right))| {
        let mut bits = left | right;
        std::iter::from_fn(move || {
            let bit = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
            bits &= bits - 1;
            Some(block * 64 + bit)
        })
    })
}

/// The spots that become findings, each group one finding.
fn spots(judge: &Judge<'_>, found: &mut Found) -> Vec<Vec<Spot>> {
    let row = judge.row;
    if row.require() {
        if !judge.lacks(found) {
            return Vec::new();
        }
        let last = judge.scene.text.len() - 1;
        let token = if row.at() == Some(crate::pack::At::End) { last } else { 0 };
        let piece = hits::Piece::of_tokens(judge.scene.text, token, token + 1);
        return vec![vec![Spot { pieces: vec![piece], related: Vec::new(), signs: Vec::new() }]];
    }
    let mut spots: Vec<Spot> = judge.verdicts(found).into_iter().filter_map(|(_, _, verdict)| verdict.ok()).collect();
    // Within a rule the longest match wins, then the leftmost.
    spots.sort_by_key(|spot| (std::cmp::Reverse(spot.weight()), spot.start()));
    let mut kept: Vec<Spot> = Vec::new();
    for spot in spots {
        let covered = kept.iter().any(|other| other.pieces.iter().any(|a| spot.pieces.iter().any(|b| a.span.overlaps(b.span))));
        if !covered {
            kept.push(spot);
        }
    }
    kept.sort_by_key(Spot::start);
    if row.at_least() <= 1 {
        return kept.into_iter().map(|spot| vec![spot]).collect();
    }
    let sentences = &judge.scene.text.sentences;
    let scope = |spot: &Spot| match row.scope() {
        crate::phrase::Reach::Clause => judge.scene.text.clauses[spot.start()] as usize,
        crate::phrase::Reach::Sentence => sentences[spot.start()] as usize,
        _ => 0,
    };
    let mut groups: Vec<Vec<Spot>> = Vec::new();
    for spot in kept {
        match groups.last_mut() {
            Some(group) if scope(&group[0]) == scope(&spot) => group.push(spot),
            _ => groups.push(vec![spot]),
        }
    }
    groups.retain(|group| group.len() >= row.at_least());
    groups
}

fn make(judge: &Judge<'_>, severity: crate::finding::Severity, spots: &[Spot], placeholders: &Context, reveal: bool) -> Finding {
    let (row, scene) = (judge.row, judge.scene);
    let marks: Vec<Span> = spots.iter().flat_map(|spot| spot.pieces.iter().map(|piece| piece.span)).collect();
    let related: Vec<Related> = spots
        .iter()
        .flat_map(|spot| &spot.related)
        .flat_map(|(list, pieces)| pieces.iter().map(|piece| Related { list: scene.view.list_name(*list).to_string(), span: piece.span }))
        .chain(spots.iter().flat_map(|spot| &spot.signs).map(|piece| Related { list: crate::pack::SIGNS.to_string(), span: piece.span }))
        .collect();
    let hidden = row.redact() && !reveal;
    // What was meant by a placeholder is only asked by rules that say it.
    let (message, help) = (row.message(), row.help());
    let speaks = [&message, &help].iter().any(|wording| wording.de.contains("{meant}") || wording.en.contains("{meant}"));
    let meant = if speaks { placeholders.meant(&scene.raw[marks[0].range()]) } else { None };
    let did_you_mean = meant.as_ref().map(|meant| Wording::new(format!("Meinten Sie {meant}?"), format!("Did you mean {meant}?")));
    let fill = |wording: Wording| {
        let blanks = Blanks { raw: scene.raw, marks: &marks, related: &related, hidden };
        let meant = did_you_mean.clone().unwrap_or_default();
        Wording::new(blanks.fill(&wording.de, &meant.de), blanks.fill(&wording.en, &meant.en))
    };
    let of_rule = row.fix().map(|(text, safe)| Fix {
        span: Span::new(marks[0].start, marks[marks.len() - 1].end),
        text: text.to_string(),
        safe: safe && marks.len() == 1,
    });
    let fixes = of_rule.or_else(|| meant.map(|text| Fix { span: marks[0], text, safe: false }));
    Finding {
        rule: row.id().to_string(),
        pack: row.pack().to_string(),
        language: row.language(),
        severity,
        message: fill(message),
        help: fill(help),
        guideline: row.guideline().to_string(),
        escalate: row.escalate().to_string(),
        fingerprint: fingerprint(&row, judge, spots),
        marks,
        related,
        fixes: fixes.into_iter().collect(),
        redact: row.redact(),
    }
}

/// What stands in the blanks of a message.
struct Blanks<'b> {
    raw: &'b str,
    marks: &'b [Span],
    related: &'b [Related],
    hidden: bool,
}

impl Blanks<'_> {
    /// Fills `{match}`, `{meant}` and the names of lists. What is filled in is not looked at again: it may hold braces of its own.
    fn fill(&self, text: &str, meant: &str) -> String {
        if !text.contains('{') {
            return text.to_string();
        }
        let (mut out, mut rest) = (String::with_capacity(text.len() + 32), text);
        for name in crate::pack::placeholders(text) {
            let blank = format!("{{{name}}}");
            // Double braces are text.
            let mut from = 0;
            let at = loop {
                let Some(at) = rest[from..].find(&blank).map(|at| at + from) else { break rest.len() };
                if !rest[..at].ends_with('{') {
                    break at;
                }
                from = at + 1;
            };
            out.push_str(&rest[..at]);
            out.push_str(&self.of(name, meant));
            rest = rest.get(at + blank.len()..).unwrap_or_default();
        }
        out.push_str(rest);
        out.split_whitespace().collect::<Vec<_>>().join(" ").replace(" :", ":").replace(" ,", ",").replace(" .", ".")
    }

    /// A list that took no part (one of several alternatives) leaves nothing behind.
    fn of(&self, name: &str, meant: &str) -> String {
        let shown = |span: &Span| if self.hidden { MASK } else { &self.raw[span.range()] };
        match name {
            "match" => self.marks.iter().map(shown).collect::<Vec<_>>().join(" … "),
            crate::pack::MEANT => meant.to_string(),
            crate::pack::SIGNS => {
                let signs = self.related.iter().filter(|other| other.list == crate::pack::SIGNS);
                signs.map(|other| shown(&other.span)).collect::<Vec<_>>().join(" … ")
            }
            list => self.related.iter().find(|other| other.list == list).map_or(String::new(), |other| shown(&other.span).to_string()),
        }
    }
}

/// Names a finding by its content: rule, folded words, neighbours. The words of redacting rules are left out.
fn fingerprint(row: &Row<'_>, judge: &Judge<'_>, spots: &[Spot]) -> String {
    let text = judge.scene.text;
    let mut content = format!("1\0{}\0", row.id());
    let fold = |token: usize| text.words.fold_of(&text.words.tokens[token]);
    let marked = |token: usize| spots.iter().flat_map(|spot| &spot.pieces).any(|piece| (piece.start..piece.end).contains(&token));
    for piece in spots.iter().flat_map(|spot| &spot.pieces) {
        let around = (piece.start.saturating_sub(3)..piece.start).chain(piece.end..(piece.end + 3).min(text.len()));
        let words: Vec<&str> = if row.redact() { Vec::new() } else { (piece.start..piece.end).map(fold).collect() };
        let near: Vec<&str> = around
            .filter(|token| !marked(*token))
            .map(fold)
            .filter(|word| !row.redact() || word.bytes().all(|byte| byte.is_ascii_lowercase()))
            .collect();
        content += &format!("{}\0{}\0", words.join(" "), near.join(" "));
    }
    format!("{:016x}", xxhash_rust::xxh3::xxh3_64(content.as_bytes()))
}

//! Running the proofs of packs: each `bad` is marked exactly where it says, each `good` not at all. In: packs and a ruleset that holds them.
//! Out: a mistake for every proof that fails, naming the condition that vetoed or the word that was missing, and advice on lists that nothing needs.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Checker;
use crate::check::trace::Outcome;
use crate::facts::{Facts, Kind};
use crate::finding::{Gravity, Mistake, Wording};
use crate::pack::{Pack, Proof, Rule};
use crate::phrase::{Part, Placed};
use crate::ruleset::{RuleSetting, Ruleset, Settings};

/// Settings under which every rule of `packs` runs, those included that are switched off by default.
pub fn settings(packs: &[Pack]) -> Settings {
    let off = packs.iter().flat_map(|pack| pack.rules.iter().filter(|rule| !rule.enabled).map(move |rule| (pack, rule)));
    Settings {
        rules: off.map(|(pack, rule)| RuleSetting { id: id(pack, rule), severity: Some(rule.severity) }).collect(),
        ..Settings::default()
    }
}

fn id(pack: &Pack, rule: &Rule) -> String {
    format!("{}/{}", pack.name, rule.name)
}

/// Runs all proofs of `pack`. The ruleset must hold the pack, with the settings of [`settings`].
pub fn prove(ruleset: &Ruleset, pack: &Pack) -> Vec<Mistake> {
    let mut checker = Checker::new(ruleset);
    checker.reveal = true;
    let mut mistakes = Vec::new();
    for rule in &pack.rules {
        let id = id(pack, rule);
        let facts = Facts {
            language: pack.language,
            channel: rule.channel.unwrap_or_default(),
            kind: rule.kind.unwrap_or(Kind::Draft),
            ..Facts::default()
        };
        for proof in rule.bad.iter().chain(&rule.good) {
            if let Some((message, help)) = fails(&mut checker, &id, &facts, proof) {
                mistakes.push(Mistake { path: pack.path.clone(), span: proof.span, gravity: Gravity::Mistake, message, help });
            }
        }
    }
    mistakes
}

fn fails(checker: &mut Checker<'_>, id: &str, facts: &Facts, proof: &Proof) -> Option<(Wording, Wording)> {
    let findings = checker.check_rule(&proof.text, facts, Some(id));
    let marked: Vec<_> = findings.iter().flat_map(|finding| finding.marks.iter().copied()).collect();
    if marked == proof.marks && (findings.len() == 1 || proof.marks.is_empty() || findings.len() <= proof.marks.len()) {
        return None;
    }
    let shown =
        |spans: &[crate::span::Span]| spans.iter().map(|span| format!("[[{}]]", &proof.text[span.range()])).collect::<Vec<_>>().join(" ");
    let message = match (proof.marks.is_empty(), marked.is_empty()) {
        (true, _) => Wording::new(
            format!("„{id}“ meldet in einem good-Text {}.", shown(&marked)),
            format!("\"{id}\" marks {} in a good text.", shown(&marked)),
        ),
        (false, true) => Wording::new(format!("„{id}“ findet in einem bad-Text nichts."), format!("\"{id}\" finds nothing in a bad text.")),
        (false, false) => Wording::new(
            format!("„{id}“ markiert {}, der Beleg {}.", shown(&marked), shown(&proof.marks)),
            format!("\"{id}\" marks {}, the proof {}.", shown(&marked), shown(&proof.marks)),
        ),
    };
    let accounts = checker.trace(&proof.text, facts, None, Some(id));
    let told = if proof.marks.is_empty() { Outcome::Broken } else { Outcome::Vetoed };
    let mut told: Vec<_> = accounts
        .iter()
        .filter(|account| account.outcome == told || !proof.marks.is_empty() && account.outcome >= Outcome::Vetoed)
        .take(3)
        .collect();
    if told.is_empty() {
        told = accounts.iter().take(2).collect();
    }
    let help = match told.is_empty() {
        true if !proof.marks.is_empty() => {
            Wording::new("Keine Zeile von match findet hier ihr Ankerwort.", "No line of match finds its anchor word here.")
        }
        _ => Wording::new(
            told.iter().map(|account| account.wording.de.as_str()).collect::<Vec<_>>().join(" "),
            told.iter().map(|account| account.wording.en.as_str()).collect::<Vec<_>>().join(" "),
        ),
    };
    Some((message, help))
}

/// Advice on lists in `unless` that no `good` of the pack needs: no good text of a rule that names the list holds one of its words.
pub fn idle_lists(ruleset: &Ruleset, pack: &Pack) -> Vec<Mistake> {
    let mut checker = Checker::new(ruleset);
    let mut needed: BTreeSet<&str> = BTreeSet::new();
    let mut named: BTreeMap<&str, &Rule> = BTreeMap::new();
    for rule in &pack.rules {
        let lists: Vec<&str> = rule.unless.iter().flat_map(|line| names(&line.phrase.parts)).collect();
        lists.iter().for_each(|list| {
            named.entry(list).or_insert(rule);
        });
        let facts = Facts {
            language: pack.language,
            channel: rule.channel.unwrap_or_default(),
            kind: rule.kind.unwrap_or(Kind::Draft),
            ..Facts::default()
        };
        for good in &rule.good {
            for account in checker.trace(&good.text, &facts, None, Some(&id(pack, rule))) {
                needed.extend(
                    lists.iter().filter(|list| account.outcome == Outcome::Vetoed && account.wording.en.contains(&format!("@{list} "))),
                );
            }
        }
    }
    let idle = named.into_iter().filter(|(list, _)| !needed.contains(list));
    idle.map(|(list, rule)| Mistake {
        path: pack.path.clone(),
        span: rule.span,
        gravity: Gravity::Advice,
        message: Wording::new(format!("Kein good-Text des Pakets braucht @{list}."), format!("No good text of the pack needs @{list}.")),
        help: Wording::new(
            "Fügen Sie einen good-Text hinzu, den nur diese Liste rettet, oder streichen Sie sie.",
            "Add a good text that only this list saves, or drop it.",
        ),
    })
    .collect()
}

fn names(parts: &[Placed]) -> Vec<&str> {
    parts
        .iter()
        .flat_map(|placed| match &placed.part {
            Part::List(name) => vec![name.as_str()],
            Part::OneOf(options) => options.iter().flat_map(|option| names(option)).collect(),
            Part::Optional(inner) => names(inner),
            _ => Vec::new(),
        })
        .collect()
}

//! Learning what signs weigh. In: sentences of labelled drafts, each with its signs and whether it breaks the pack. Out: weights.
//! Logistic regression with a Laplace prior: it leaves most signs without any weight. Solved one sign after the other, each step no longer than its
//! trust region (Genkin, Lewis, Madigan 2007, "Large-scale Bayesian logistic regression for text categorization", algorithms 1 and 2).

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Checker;
use crate::facts::{Channel, Facts, Kind, Language};
use crate::pack::{Pack, Proof, Rule, Weights};
use crate::ruleset::Ruleset;
use crate::score::Labelled;
use crate::span::Span;

/// A sign that stands in fewer sentences says nothing of other texts.
const FEWEST: usize = 5;
/// What a weight costs, against the logarithmic loss of one sentence.
const PRICE: f64 = 1.0;
/// The search ends when the sums of all sentences together move by less than this share …
const STILL: f64 = 0.0005;
/// … or after so many rounds.
const ROUNDS: usize = 200;

/// A sentence to learn from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its signs, as often as they stand there.
    pub signs: Vec<String>,
    /// Whether it breaks the pack.
    pub broken: bool,
}

/// The sentences that labelled drafts and the proofs of the packs called `pack` give. Of a `bad` only the sentences that are marked count, for nobody
/// looked at the others; a pack that judges one channel alone learns from drafts of that channel.
pub fn sentences(ruleset: &Ruleset, packs: &[Pack], pack: &str, language: Language, drafts: &[Labelled]) -> Vec<Sentence> {
    let mut checker = Checker::new(ruleset);
    let mut out = Vec::new();
    let of_pack = || packs.iter().filter(|other| other.name == pack && other.language.is_none_or(|of| of == language));
    let rules: Vec<&Rule> = of_pack().flat_map(|pack| &pack.rules).collect();
    let channels: BTreeSet<Option<Channel>> = rules.iter().map(|rule| rule.channel).collect();
    let only = if channels.len() == 1 { channels.first().copied().flatten() } else { None };
    let mut add = |checker: &mut Checker<'_>, text: &str, marks: &[Span], every: bool| {
        for (span, signs) in checker.sentence_signs(text, language) {
            let broken = marks.iter().any(|mark| mark.overlaps(span));
            if every || broken {
                out.push(Sentence { signs, broken });
            }
        }
    };
    for draft in drafts.iter().filter(|draft| draft.findings.is_some()) {
        let Facts { language: spoken, channel, .. } = draft.facts();
        let spoken = spoken.map_or_else(|| checker.detect(&draft.text), |spoken| vec![spoken]);
        if spoken.contains(&language) && only.is_none_or(|only| only == channel) {
            add(&mut checker, &draft.text, &draft.places(pack), true);
        }
    }
    for rule in rules.iter().filter(|rule| rule.kind != Some(Kind::Template) && rule.require.is_empty()) {
        rule.bad.iter().for_each(|Proof { text, marks, .. }| add(&mut checker, text, marks, false));
        rule.good.iter().for_each(|proof| add(&mut checker, &proof.text, &[], true));
    }
    out
}

/// What the signs of these sentences weigh.
pub fn learn(sentences: &[Sentence]) -> Weights {
    let mut rows: BTreeMap<&str, Vec<(usize, f64)>> = BTreeMap::new();
    for (number, sentence) in sentences.iter().enumerate() {
        for sign in &sentence.signs {
            let of_sign = rows.entry(sign).or_default();
            match of_sign.last_mut() {
                Some((last, count)) if *last == number => *count += 1.0,
                _ => of_sign.push((number, 1.0)),
            }
        }
    }
    rows.retain(|_, of_sign| of_sign.len() >= FEWEST);
    let broken: Vec<bool> = sentences.iter().map(|sentence| sentence.broken).collect();
    let mut search = Search::new(&broken);
    let base: Vec<(usize, f64)> = (0..sentences.len()).map(|number| (number, 1.0)).collect();
    let mut base_of = Coordinate::default();
    let mut coordinates: Vec<(&str, Coordinate)> = rows.keys().map(|sign| (*sign, Coordinate::default())).collect();
    for round in 0..ROUNDS {
        search.moved = 0.0;
        search.step(&mut base_of, &base, 0.0);
        // Signs without a weight seldom get one later: they are asked in every fifth round.
        let every = round < 3 || round % 5 == 0;
        for ((_, coordinate), of_sign) in coordinates.iter_mut().zip(rows.values()) {
            if every || coordinate.weight != 0.0 {
                search.step(coordinate, of_sign, PRICE);
            }
        }
        if every && search.is_still() {
            break;
        }
    }
    let tenths = |weight: f64| (weight * 10.0).round() as i32;
    let weighing = coordinates.into_iter().map(|(sign, coordinate)| (sign.to_owned(), tenths(coordinate.weight)));
    Weights { base: tenths(base_of.weight), signs: weighing.filter(|(_, weight)| *weight != 0).collect() }
}

/// One weight on its way.
struct Coordinate {
    weight: f64,
    /// The longest step that is trusted.
    trusted: f64,
}

impl Default for Coordinate {
    fn default() -> Coordinate {
        Coordinate { weight: 0.0, trusted: 1.0 }
    }
}

/// The state of the search.
struct Search {
    /// 1 where a sentence breaks the pack, else -1.
    side: Vec<f64>,
    /// For each sentence its sum, positive where it is on the right side.
    margin: Vec<f64>,
    moved: f64,
}

impl Search {
    fn new(broken: &[bool]) -> Search {
        let side: Vec<f64> = broken.iter().map(|broken| if *broken { 1.0 } else { -1.0 }).collect();
        Search { margin: vec![0.0; side.len()], side, moved: 0.0 }
    }

    /// Moves one weight to where the loss is least, as far as it is trusted.
    fn step(&mut self, coordinate: &mut Coordinate, rows: &[(usize, f64)], price: f64) {
        let (mut slope, mut curve) = (0.0, 0.0);
        for (row, count) in rows {
            let margin = self.margin[*row];
            slope -= count * self.side[*row] / (1.0 + margin.exp());
            let reach = coordinate.trusted * count;
            let bound =
                if margin.abs() <= reach { 0.25 } else { 1.0 / (2.0 + (margin.abs() - reach).exp() + (reach - margin.abs()).exp()) };
            curve += count * count * bound;
        }
        let wanted = match coordinate.weight {
            weight if weight != 0.0 => {
                let step = -(slope + price * weight.signum()) / curve;
                // Beyond nothing the price turns round: rest there.
                if (weight + step) * weight < 0.0 && price > 0.0 { -weight } else { step }
            }
            _ if slope + price < 0.0 => -(slope + price) / curve,
            _ if slope - price > 0.0 => -(slope - price) / curve,
            _ => 0.0,
        };
        let step = wanted.clamp(-coordinate.trusted, coordinate.trusted);
        coordinate.trusted = (2.0 * step.abs()).max(coordinate.trusted / 2.0);
        if step == 0.0 {
            return;
        }
        coordinate.weight += step;
        for (row, count) in rows {
            let change = step * count * self.side[*row];
            self.margin[*row] += change;
            self.moved += change.abs();
        }
    }

    fn is_still(&self) -> bool {
        self.moved / (1.0 + self.margin.iter().map(|margin| margin.abs()).sum::<f64>()) < STILL
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(text: &str, broken: bool) -> Sentence {
        Sentence { signs: text.split(' ').map(str::to_owned).collect(), broken }
    }

    #[test]
    fn what_stands_in_broken_sentences_weighs_for_and_what_stands_in_others_against() {
        let mut all = Vec::new();
        for number in 0..30 {
            all.push(sentence("you never read", true));
            all.push(sentence("you may read", false));
            all.push(sentence(if number % 2 == 0 { "may i" } else { "never mind" }, number % 2 == 1));
        }
        let weights = learn(&all);
        assert!(weights.signs["never"] > 10, "{weights:?}");
        assert!(weights.signs["may"] < -10, "{weights:?}");
        assert!(!weights.signs.contains_key("you"), "what stands on both sides tells nothing: {weights:?}");
    }

    #[test]
    fn a_rare_sign_and_one_sided_examples_have_no_weight() {
        let rare = [sentence("a b", true), sentence("a c", false), sentence("a c", false)];
        assert!(learn(&rare).is_empty());
        assert!(learn(&[]).is_empty());
        let one_sided: Vec<Sentence> = (0..50).map(|_| sentence("a b", false)).collect();
        let weights = learn(&one_sided);
        assert!(weights.base < 0 && weights.signs.is_empty(), "{weights:?}");
    }

    #[test]
    fn learning_the_same_twice_gives_the_same() {
        let all: Vec<Sentence> =
            (0..200).map(|n| sentence(&format!("w{} w{} w{}", n % 7, n % 11, n % 5), n % 3 == 0 || n % 7 == 1)).collect();
        assert_eq!(learn(&all), learn(&all));
    }
}

//! The anchor of a phrase: the part by which it is found. In: its parts. Out: words, lists or recognisers of which one is in every match,
//! and how many words may stand before it.

use std::collections::HashMap;

use super::code::UNBOUNDED;
use crate::language::fold::fold;
use crate::phrase::{Part, Placed, Word};

/// By what a phrase is found.
pub struct Anchor {
    /// Every match holds at least one of these.
    pub parts: Vec<Part>,
    /// Most words before the anchor; [`UNBOUNDED`] if nobody can tell.
    pub before: u32,
    /// How often it is thought to be met in vain; from [`CLOSED`] on: nothing but closed words.
    pub cost: u32,
}

/// The cost of a pronoun, particle or article: too common to find anything by.
pub const CLOSED: u32 = 10_000_000;

/// Chooses the part that is met most seldom. `commonness` tells how often a word stands in the phrases of all packs, which is how common it is in the
/// replies that they speak of, or [`CLOSED`].
pub fn choose(parts: &[Placed], commonness: &dyn Fn(&Word) -> u32) -> Anchor {
    let mut best = Anchor { parts: Vec::new(), before: 0, cost: u32::MAX };
    let mut before = 0;
    for placed in parts {
        if let Some(mut anchor) = anchor_of(&placed.part, commonness) {
            anchor.before = add(before, anchor.before);
            // From the start of the sentence on every word must be tried.
            if anchor.before == UNBOUNDED {
                anchor.cost = anchor.cost.saturating_mul(2);
            }
            if best.parts.is_empty() || anchor.cost < best.cost {
                best = anchor;
            }
        }
        before = add(before, longest(&placed.part));
    }
    best
}

fn anchor_of(part: &Part, commonness: &dyn Fn(&Word) -> u32) -> Option<Anchor> {
    let cost = match part {
        Part::Word(word) => 1 + commonness(word),
        // A list must be found first, with all that it speaks of.
        Part::List(_) => 20_000,
        Part::Recogniser(_) => 25_000,
        Part::Regex(_) => 30_000,
        Part::Shape(_) => 40_000,
        Part::OneOf(options) => {
            // Every way through needs an anchor; the whole is as common as all its ways together.
            let ways: Vec<Anchor> = options.iter().map(|option| choose(option, commonness)).collect();
            if ways.iter().any(|way| way.parts.is_empty()) {
                return None;
            }
            let cost = ways.iter().fold(0u32, |total, way| total.saturating_add(way.cost));
            let before = ways.iter().map(|way| way.before).max().unwrap_or(0);
            return Some(Anchor { parts: ways.into_iter().flat_map(|way| way.parts).collect(), before, cost });
        }
        Part::Optional(_) | Part::Any | Part::Gap => return None,
    };
    Some(Anchor { parts: vec![part.clone()], before: 0, cost })
}

/// Counts the words of a phrase by their folded form.
pub fn mention(parts: &[Placed], mentions: &mut HashMap<String, u32>) {
    for placed in parts {
        match &placed.part {
            Part::Word(word) => *mentions.entry(fold(&word.text)).or_default() += 1,
            Part::Optional(inner) => mention(inner, mentions),
            Part::OneOf(options) => options.iter().for_each(|option| mention(option, mentions)),
            Part::List(_) | Part::Any | Part::Gap | Part::Shape(_) | Part::Recogniser(_) | Part::Regex(_) => {}
        }
    }
}

/// Most tokens that a part can cover.
fn longest(part: &Part) -> u32 {
    match part {
        Part::Word(_) | Part::Shape(_) => 1,
        Part::Optional(inner) => sum(inner),
        Part::OneOf(options) => options.iter().map(|option| sum(option)).max().unwrap_or(0),
        Part::Any | Part::Gap | Part::List(_) | Part::Recogniser(_) | Part::Regex(_) => UNBOUNDED,
    }
}

fn sum(parts: &[Placed]) -> u32 {
    parts.iter().fold(0, |total, placed| add(total, longest(&placed.part)))
}

fn add(left: u32, right: u32) -> u32 {
    (left + right).min(UNBOUNDED)
}

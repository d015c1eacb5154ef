//! The anchor of a phrase: the part by which it is found. In: its parts. Out: words, lists or recognisers of which one is in every match,
//! and how many words may stand before it.

use super::code::UNBOUNDED;
use crate::phrase::{Part, Placed, Word};

/// By what a phrase is found.
pub struct Anchor {
    /// Every match holds at least one of these.
    pub parts: Vec<Part>,
    /// Most words before the anchor; [`UNBOUNDED`] if nobody can tell.
    pub before: u32,
    /// How rare it is thought to be; 0 to 2: nothing but closed words.
    pub rarity: u32,
}

/// Chooses the rarest part. `closed` tells pronouns, particles, articles: too common to find anything by.
pub fn choose(parts: &[Placed], closed: &dyn Fn(&Word) -> bool) -> Anchor {
    let mut best = Anchor { parts: Vec::new(), before: 0, rarity: 0 };
    let mut before = 0;
    for placed in parts {
        if let Some(mut anchor) = anchor_of(&placed.part, closed)
            && (best.parts.is_empty() || anchor.rarity > best.rarity)
        {
            anchor.before = add(before, anchor.before);
            best = anchor;
        }
        before = add(before, longest(&placed.part));
    }
    best
}

fn anchor_of(part: &Part, closed: &dyn Fn(&Word) -> bool) -> Option<Anchor> {
    let rarity = match part {
        Part::Word(word) if closed(word) => 1,
        Part::Word(word) => 10 + word.text.chars().count().min(12) as u32,
        Part::List(_) => 8,
        Part::Recogniser(_) => 7,
        Part::Regex(_) => 6,
        Part::Shape(_) => 3,
        Part::OneOf(options) => {
            // Every way through needs an anchor; the whole is as rare as its most common way.
            let ways: Vec<Anchor> = options.iter().map(|option| choose(option, closed)).collect();
            if ways.iter().any(|way| way.parts.is_empty()) {
                return None;
            }
            let rarity = ways.iter().map(|way| way.rarity).min().unwrap_or(0);
            let before = ways.iter().map(|way| way.before).max().unwrap_or(0);
            return Some(Anchor { parts: ways.into_iter().flat_map(|way| way.parts).collect(), before, rarity });
        }
        Part::Optional(_) | Part::Any | Part::Gap => return None,
    };
    Some(Anchor { parts: vec![part.clone()], before: 0, rarity })
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

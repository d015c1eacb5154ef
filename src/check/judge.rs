//! Judging one rule: its matches, and for each whether the conditions hold. In: hits. Out: spots that break the rule, or, for `explain`, why one does not.

use super::hits::{Found, Hit, Piece, Scene};
use super::place::Places;
use super::weigh::{self, Weighed};
use crate::facts::Facts;
use crate::phrase::Reach;
use crate::recognise;
use crate::ruleset::rule::{Condition, Row};
use crate::ruleset::weights;
use crate::span::Span;

/// A match that breaks the rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Its parts in order of place; at least one.
    pub pieces: Vec<Piece>,
    /// What was found for each group of `with`: list and pieces.
    pub related: Vec<(u32, Vec<Piece>)>,
    /// The heaviest of the signs for which the sentence was found, in order of place.
    pub signs: Vec<Piece>,
}

impl Spot {
    /// The first token.
    pub fn start(&self) -> usize {
        self.pieces[0].start
    }

    /// How many bytes are covered.
    pub fn weight(&self) -> usize {
        self.pieces.iter().map(|piece| piece.span.len()).sum()
    }
}

/// Why a match breaks no rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Veto {
    /// It stands in a quotation.
    Quoted,
    /// It is spelled in disguise, and the rule does not look for that.
    Masked,
    /// `except`: these tokens swallow it.
    Except(Vec<Piece>),
    /// It stands elsewhere than `at` says.
    Place,
    /// `validate` does not accept it.
    Invalid,
    /// `with`: this group was not found in reach.
    Missing(u32),
    /// `unless`: this list was found.
    Unless(u32, Vec<Piece>),
    /// The sentence weighs so little, in tenths, that the match is doubted.
    Light(i32),
}

/// How many of the signs of a sentence are told.
const SHOWN_SIGNS: usize = 4;

/// A list and the pieces of one of its hits.
type Candidate = (u32, Vec<Piece>);

/// One rule at work.
pub struct Judge<'a> {
    /// The draft and its tables.
    pub scene: Scene<'a>,
    /// The unit of the rule.
    pub unit: usize,
    /// The rule.
    pub row: Row<'a>,
    /// Where sentences and lines stand.
    pub places: &'a Places,
    /// What its sentences weigh.
    pub weighed: &'a Weighed,
}

impl Judge<'_> {
    /// Whether the rule is asked at all: channel, kind, length.
    pub fn applies(&self, facts: &Facts) -> bool {
        self.row.channel().is_none_or(|channel| channel == facts.channel)
            && self.row.kind().is_none_or(|kind| kind == facts.kind)
            && (self.row.min_sentences() == 0 || self.places.sentences >= self.row.min_sentences())
            && (self.row.max_sentences() == 0 || self.places.sentences <= self.row.max_sentences())
    }

    fn global(&self, list: u32) -> u32 {
        self.scene.view.global(self.unit, list)
    }

    /// Every match of the rule with its verdict.
    pub fn verdicts(&self, found: &mut Found) -> Vec<(Hit, Vec<Piece>, Result<Spot, Veto>)> {
        if let Some(from) = self.row.weigh() {
            return self.heavy(found, from);
        }
        let main = self.global(self.row.main());
        found.ensure(self.scene, main);
        let hits: Vec<Hit> = found.hits(main).to_vec();
        let mut out = Vec::with_capacity(hits.len());
        for hit in hits {
            let pieces = joined(found.pieces(&hit));
            let verdict = self.verdict(found, &hit, &pieces);
            out.push((hit, pieces, verdict));
        }
        out
    }

    /// Every sentence that weighs at least `from`, with its verdict.
    fn heavy(&self, found: &mut Found, from: i32) -> Vec<(Hit, Vec<Piece>, Result<Spot, Veto>)> {
        let Some(scale) = self.row.scale() else { return Vec::new() };
        let text = self.scene.text;
        let mut out = Vec::new();
        for sentence in self.weighed.heavy(self.unit, scale, from) {
            let tokens = weigh::tokens_of(text, sentence);
            let pieces = vec![Piece::of_tokens(text, tokens.start, tokens.end)];
            let hit = Hit::of_tokens(tokens);
            // What a quotation weighs is not the agent's.
            let quoted = text.quotations.iter().any(|quotation| quotation.overlaps(pieces[0].span));
            let mut verdict = if quoted && !self.row.quoted() { Err(Veto::Quoted) } else { self.verdict(found, &hit, &pieces) };
            if let Ok(spot) = &mut verdict {
                let signs = weigh::signs(self.scene, self.unit, scale, sentence);
                // Ends of sentences weigh, but tell a reader nothing; nor do signs that are light beside the heaviest.
                let mut telling: Vec<_> = signs.iter().filter(|sign| sign.weight > 0 && !sign.at_end).collect();
                let least = telling.first().map_or(0, |sign| sign.weight / 3);
                telling.retain(|sign| sign.weight >= least);
                let mut heaviest: Vec<Piece> = telling.iter().take(SHOWN_SIGNS).map(|sign| sign.piece).collect();
                // In the order of the text; what overlaps or stands side by side is one.
                heaviest.sort();
                spot.signs = joined(&heaviest);
            }
            out.push((hit, pieces, verdict));
        }
        out
    }

    /// Whether the sentences of a match weigh too little for it to count.
    fn doubted(&self, pieces: &[Piece]) -> Option<i32> {
        if self.row.sure() || self.row.weigh().is_some() {
            return None;
        }
        let scale = self.row.scale()?;
        let weights::Scale { base, doubt } = weights::scale(&self.scene.view.units[self.unit].table, scale);
        // Words that nobody has weighed raise no doubt: something must speak against the match.
        let doubt = doubt?.min(base);
        let sentences = pieces.iter().map(|piece| self.scene.text.sentences[piece.start] as usize);
        let sum = sentences.filter_map(|sentence| self.weighed.sum(self.unit, scale, sentence)).max()?;
        (sum < doubt).then_some(sum)
    }

    fn verdict(&self, found: &mut Found, hit: &Hit, pieces: &[Piece]) -> Result<Spot, Veto> {
        let text = self.scene.text;
        let quoted = pieces.iter().any(|piece| text.is_quoted(piece.span));
        if quoted && !self.row.quoted() {
            return Err(Veto::Quoted);
        }
        if hit.masked && !self.row.masked() {
            return Err(Veto::Masked);
        }
        if let Some(except) = self.row.except() {
            let except = self.global(except);
            found.ensure(self.scene, except);
            if let Some(other) =
                found.hits(except).iter().find(|other| pieces.iter().any(|piece| other.start < piece.end && piece.start < other.end))
            {
                return Err(Veto::Except(joined(found.pieces(other))));
            }
        }
        if let Some(at) = self.row.at()
            && !self.places.is_at(at, text, pieces[0].start)
        {
            return Err(Veto::Place);
        }
        if let Some(kind) = self.row.validate() {
            let whole = Span::new(pieces[0].span.start, pieces[pieces.len() - 1].span.end);
            let mut accepted = Vec::new();
            recognise::find(kind, &self.scene.raw[whole.range()], Some(self.scene.view.language), &mut accepted);
            if !accepted.iter().any(|span| span.len() == whole.len()) {
                return Err(Veto::Invalid);
            }
        }
        let related = self.with(found, pieces, quoted)?;
        for condition in self.row.unless() {
            let list = self.global(condition.list);
            found.ensure(self.scene, list);
            let vetoing = found.hits(list).iter().find(|other| self.in_reach(found, condition, list, pieces, other, quoted));
            if let Some(other) = vetoing {
                return Err(Veto::Unless(list, joined(found.pieces(other))));
            }
        }
        if let Some(sum) = self.doubted(pieces) {
            return Err(Veto::Light(sum));
        }
        Ok(Spot { pieces: pieces.to_vec(), related, signs: Vec::new() })
    }

    /// Finds words for every group of `with` that share no word with the match or each other; the nearest first.
    fn with(&self, found: &mut Found, pieces: &[Piece], quoted: bool) -> Result<Vec<(u32, Vec<Piece>)>, Veto> {
        let conditions: Vec<Condition> = self.row.with().collect();
        let mut groups: Vec<(u32, Vec<Candidate>)> = Vec::new();
        for condition in &conditions {
            let list = self.global(condition.list);
            found.ensure(self.scene, list);
            if groups.last().is_none_or(|(group, _)| *group != condition.group) {
                groups.push((condition.group, Vec::new()));
            }
            let fits = found.hits(list).iter().filter(|other| self.in_reach(found, *condition, list, pieces, other, quoted));
            let places = fits.map(|other| (list, joined(found.pieces(other)))).filter(|(_, other)| !overlap(other, pieces));
            if let Some((_, candidates)) = groups.last_mut() {
                candidates.extend(places);
            }
        }
        for (group, candidates) in &mut groups {
            if candidates.is_empty() {
                return Err(Veto::Missing(*group));
            }
            candidates.sort_by_key(|(_, other)| distance(other, pieces));
            candidates.truncate(16);
        }
        let mut chosen = Vec::new();
        if choose(&groups, &mut chosen) { Ok(chosen) } else { Err(Veto::Missing(groups[groups.len() - 1].0)) }
    }

    /// Whether a hit of a condition lies where the condition looks.
    fn in_reach(&self, found: &Found, condition: Condition, list: u32, pieces: &[Piece], other: &Hit, quoted: bool) -> bool {
        let text = self.scene.text;
        let reach = condition.reach.or(self.scene.view.reach(list)).unwrap_or(self.row.scope());
        let others = found.pieces(other);
        if !quoted && others.iter().all(|piece| text.is_quoted(piece.span)) {
            return false;
        }
        let sentence = |token: usize| text.sentences[token];
        let (first, last) = (sentence(pieces[0].start), sentence(pieces[pieces.len() - 1].start));
        match reach {
            Reach::Draft => true,
            Reach::Sentence => others.iter().all(|piece| (first..=last).contains(&sentence(piece.start))),
            Reach::Passage => others.iter().all(|piece| (first.saturating_sub(1)..=last).contains(&sentence(piece.start))),
            Reach::Context => others.iter().all(|piece| (first.saturating_sub(1)..=last + 1).contains(&sentence(piece.start))),
            Reach::Clause => others.iter().any(|other| pieces.iter().any(|piece| text.clauses[piece.start] == text.clauses[other.start])),
        }
    }

    /// For `require`: whether the whole draft lacks what is asked for, and the conditions hold in it.
    pub fn lacks(&self, found: &mut Found) -> bool {
        let main = self.global(self.row.main());
        let text = self.scene.text;
        let fits = |found: &Found, hit: &Hit| {
            let pieces = found.pieces(hit);
            let quoted = pieces.iter().any(|piece| text.is_quoted(piece.span));
            (!quoted || self.row.quoted()) && self.row.at().is_none_or(|at| self.places.is_before_or_at(at, text, hit.start))
        };
        if found.meets(self.scene, main, fits) {
            return false;
        }
        let mut any = |condition: Condition| {
            let list = self.global(condition.list);
            found.ensure(self.scene, list);
            !found.hits(list).is_empty()
        };
        if self.row.unless().any(&mut any) {
            return false;
        }
        let mut groups: Vec<(u32, bool)> = Vec::new();
        for condition in self.row.with() {
            let holds = any(condition);
            match groups.last_mut() {
                Some((group, held)) if *group == condition.group => *held |= holds,
                _ => groups.push((condition.group, holds)),
            }
        }
        groups.iter().all(|(_, held)| *held)
    }
}

/// Pieces that stand next to each other become one.
pub fn joined(pieces: &[Piece]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match out.last_mut() {
            Some(last) if piece.start <= last.end => {
                last.end = last.end.max(piece.end);
                last.span = Span::new(last.span.start.min(piece.span.start), last.span.end.max(piece.span.end));
            }
            _ => out.push(*piece),
        }
    }
    out
}

fn overlap(left: &[Piece], right: &[Piece]) -> bool {
    left.iter().any(|a| right.iter().any(|b| a.start < b.end && b.start < a.end))
}

/// Tokens between two groups of pieces.
fn distance(other: &[Piece], pieces: &[Piece]) -> usize {
    let (start, end) = (pieces[0].start, pieces[pieces.len() - 1].end);
    let (first, last) = (other[0].start, other[other.len() - 1].end);
    if first >= end { first - end } else { start.saturating_sub(last) }
}

/// Chooses one candidate a group so that none share a word.
fn choose(groups: &[(u32, Vec<Candidate>)], chosen: &mut Vec<Candidate>) -> bool {
    let Some(((_, candidates), rest)) = groups.split_first() else { return true };
    for candidate in candidates {
        if chosen.iter().any(|(_, other)| overlap(other, &candidate.1)) {
            continue;
        }
        chosen.push(candidate.clone());
        if choose(rest, chosen) {
            return true;
        }
        chosen.pop();
    }
    false
}

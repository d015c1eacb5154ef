//! Running a phrase's instructions at a place. In: a draft's text, hits of lists, places of recognisers. Out: where the phrase begins and ends and what it marks.
//! Backtracking with a budget: no phrase can run long, whatever its author wrote.

use super::hits::{Found, Piece};
use super::text::Text;
use crate::phrase::{Recogniser, WordShape};
use crate::ruleset::View;
use crate::ruleset::code::{GAP_WORDS, Op};
use crate::ruleset::table::{PHRASE, Section};
use crate::span::Span;

/// Steps that one attempt may take.
const BUDGET: u32 = 20_000;

/// How far an attempt came: for `explain`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Reached {
    /// How many words were matched.
    pub matched: usize,
    /// The instruction that found nothing, counted in the phrase.
    pub instruction: usize,
    /// The token at which it looked.
    pub token: usize,
}

/// One attempt to find a phrase.
pub struct Matcher<'a> {
    /// The draft as it stands.
    pub raw: &'a str,
    /// The draft, cut.
    pub text: &'a Text,
    /// The tables.
    pub view: &'a View,
    /// What was found so far.
    pub found: &'a Found,
    /// Where the phrase lives.
    pub unit: usize,
    /// What is marked so far.
    pub pieces: Vec<Piece>,
    /// How far the attempt came, if that is asked for.
    pub reached: Option<Reached>,
    /// Whether a word in disguise took part.
    pub masked: bool,
    code: usize,
    budget: u32,
    end: usize,
}

impl<'a> Matcher<'a> {
    /// A matcher for the phrases of one unit.
    pub fn new(raw: &'a str, text: &'a Text, view: &'a View, found: &'a Found, unit: usize) -> Matcher<'a> {
        Matcher { raw, text, view, found, unit, pieces: Vec::new(), reached: None, masked: false, code: 0, budget: 0, end: 0 }
    }

    /// Tries to find `phrase` beginning at `token`. On success the pieces are what is marked, in order of place; the end of the match is returned (one past its last token).
    pub fn run(&mut self, phrase: u32, token: usize) -> Option<usize> {
        self.code = self.view.units[self.unit].table.get(Section::Phrases, phrase as usize * PHRASE) as usize;
        self.budget = BUDGET;
        self.pieces.clear();
        self.masked = false;
        let sentence_end = self.text.sentence_end(token);
        if !self.step(0, token, sentence_end, true) {
            return None;
        }
        self.pieces.sort_by_key(|piece| piece.span.start);
        Some(self.pieces.iter().map(|piece| piece.end).max().unwrap_or(0).max(self.end))
    }

    fn number(&self, at: usize) -> u32 {
        self.view.units[self.unit].table.get(Section::Code, self.code + at)
    }

    /// Matches from instruction `at` on at `token`; `free`: the word need not be a neighbour of the one before.
    fn step(&mut self, at: usize, token: usize, sentence_end: usize, free: bool) -> bool {
        if self.budget == 0 {
            return false;
        }
        self.budget -= 1;
        match Op::decode(self.number(at)) {
            Op::Match => {
                self.end = token;
                return true;
            }
            Op::Jump(address) => return self.step(address as usize, token, sentence_end, free),
            Op::Branch(ways) => {
                let addresses = at + 1;
                return (0..ways as usize).any(|way| {
                    let address = self.number(addresses + way) as usize;
                    self.step(address, token, sentence_end, free)
                });
            }
            Op::Gap => return self.gap(at + 1, token, sentence_end),
            _ => {}
        }
        if token >= sentence_end || !free && !self.text.is_neighbour(token) {
            self.missed(at, token);
            return false;
        }
        let matched = match Op::decode(self.number(at)) {
            Op::Word(term) => self.words(&[term], at + 1, token, sentence_end),
            Op::Words(count) => {
                let view = self.view;
                let first = self.code + at + 1;
                let terms = &view.units[self.unit].table.all(Section::Code)[first..first + count as usize];
                self.words(terms, at + 1 + count as usize, token, sentence_end)
            }
            Op::Any => {
                let mut end = token + 1;
                while end < sentence_end && self.text.words.tokens[end].joined() {
                    end += 1;
                }
                self.take(Piece::of_tokens(self.text, token, end), |this| this.step(at + 1, end, sentence_end, false))
            }
            Op::Shape(shape) => {
                let shape = WordShape::ALL[shape as usize % WordShape::ALL.len()];
                self.text.has_shape(self.raw, token, shape, self.view.language)
                    && self.take(Piece::of_tokens(self.text, token, token + 1), |this| this.step(at + 1, token + 1, sentence_end, false))
            }
            Op::Recognise(kind) => {
                let kind = Recogniser::ALL[kind as usize % Recogniser::ALL.len()];
                self.place(self.found.recognised(kind, token), at, sentence_end)
            }
            Op::Regex(index) => self.place(self.regex_at(index, token), at, sentence_end),
            Op::List(list) => self.list(list, at, token, sentence_end),
            Op::Verb(joined) => self.verb(joined, at, token, sentence_end),
            Op::Match | Op::Jump(_) | Op::Branch(_) | Op::Gap => false,
        };
        if !matched {
            self.missed(at, token);
        }
        matched
    }

    fn missed(&mut self, instruction: usize, token: usize) {
        if let Some(reached) = &mut self.reached {
            let now = Reached { matched: self.pieces.len(), instruction, token };
            if now.matched > reached.matched || *reached == Reached::default() {
                *reached = now;
            }
        }
    }

    /// Takes a piece, goes on, and gives it back if that leads nowhere.
    fn take(&mut self, piece: Piece, go_on: impl FnOnce(&mut Self) -> bool) -> bool {
        let before = self.pieces.len();
        self.pieces.push(piece);
        if go_on(self) {
            return true;
        }
        self.pieces.truncate(before);
        false
    }

    fn place(&mut self, piece: Option<Piece>, at: usize, sentence_end: usize) -> bool {
        let Some(piece) = piece else { return false };
        let end = piece.end;
        self.take(piece, |this| this.step(at + 1, end, sentence_end.max(end), false))
    }

    /// What a regular expression finds right at a token.
    fn regex_at(&self, index: u32, token: usize) -> Option<Piece> {
        let start = self.text.words.tokens[token].start as usize;
        let found = self.view.units[self.unit].anchored_regex(index as usize)?.find(&self.raw[start..])?;
        let span = Span::new(start, start + found.end());
        (!span.is_empty()).then(|| Piece { start: token, end: self.text.tokens_of(span).1, span })
    }

    /// A word of one of `terms`, which stand in order; then it goes on at instruction `next`.
    fn words(&mut self, terms: &[u32], next: usize, token: usize, sentence_end: usize) -> bool {
        if self.text.is_one_of(self.view, self.raw, token, self.unit, terms)
            && self.take(Piece::of_tokens(self.text, token, token + 1), |this| this.step(next, token + 1, sentence_end, false))
        {
            return true;
        }
        let text = self.text;
        for disguise in &text.disguises {
            if disguise.start != token || disguise.unit != self.unit || terms.binary_search(&disguise.term).is_err() {
                continue;
            }
            let piece = Piece { start: disguise.start, end: disguise.end, span: disguise.span };
            if self.take(piece, |this| this.step(next, disguise.end, sentence_end.max(disguise.end), false)) {
                self.masked = true;
                return true;
            }
        }
        false
    }

    fn list(&mut self, list: u32, at: usize, token: usize, sentence_end: usize) -> bool {
        let found = self.found;
        let global = self.view.global(self.unit, list);
        for hit in found.hits_at(global, token) {
            let before = self.pieces.len();
            self.pieces.extend_from_slice(found.pieces(hit));
            if self.step(at + 1, hit.end, sentence_end, false) {
                self.masked |= hit.masked;
                return true;
            }
            self.pieces.truncate(before);
        }
        false
    }

    /// Up to twelve words of the clause that the word before belongs to; an inserted clause is skipped.
    fn gap(&mut self, next: usize, token: usize, sentence_end: usize) -> bool {
        let clause = self.text.clauses[token.saturating_sub(1)];
        let mut words = 0;
        for at in token..=sentence_end {
            let inside = at < sentence_end && self.text.clauses[at] == clause;
            if inside && self.step(next, at, sentence_end, true) {
                return true;
            }
            if at == sentence_end {
                break;
            }
            if inside {
                words += usize::from(!self.text.words.tokens[at].joined());
                if words > GAP_WORDS {
                    break;
                }
            }
        }
        false
    }

    /// A separable verb: joined in one word, or a finite form with its particle later in the clause.
    fn verb(&mut self, joined: u32, at: usize, token: usize, sentence_end: usize) -> bool {
        if self.words(&[joined], at + 3, token, sentence_end) {
            return true;
        }
        let (finite, particle) = (self.number(at + 1), self.number(at + 2));
        if !self.text.is_one_of(self.view, self.raw, token, self.unit, &[finite]) {
            return false;
        }
        let clause = self.text.clauses[token];
        let stands = |other: &usize| {
            self.text.clauses[*other] == clause
                && self.text.is_one_of(self.view, self.raw, *other, self.unit, &[particle])
                && self.text.particle_may_stand(*other)
        };
        let Some(particle) = (token + 1..sentence_end).find(stands) else { return false };
        let piece = Piece::of_tokens(self.text, particle, particle + 1);
        self.take(Piece::of_tokens(self.text, token, token + 1), |this| {
            this.take(piece, |this| this.step(at + 3, token + 1, sentence_end, false))
        })
    }
}

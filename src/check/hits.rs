//! Where lists are found in a draft. In: the draft, cut, and a view. Out: hits of any list, found when first asked for and then kept.

use std::collections::{BTreeMap, BTreeSet};

use super::glance::Glance;
use super::matcher::Matcher;
use super::text::{Mask, Text};
use crate::phrase::Recogniser;
use crate::recognise::placeholder;
use crate::ruleset::View;
use crate::ruleset::code::{Op, UNBOUNDED, phrase_flag};
use crate::ruleset::table::{PHRASE, Section};
use crate::span::Span;

/// What one part of a phrase covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Piece {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Bytes of the draft.
    pub span: Span,
}

impl Piece {
    /// The piece that covers these tokens.
    pub fn of_tokens(text: &Text, start: usize, end: usize) -> Piece {
        let tokens = &text.words.tokens;
        Piece { start, end, span: Span::new(tokens[start].start as usize, tokens[end - 1].end as usize) }
    }
}

/// An entry of a list, found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Whether a word in disguise took part.
    pub masked: bool,
    pub(super) first_piece: usize,
    pub(super) piece_count: usize,
}

impl Hit {
    /// Words that no list was asked for.
    pub fn of_tokens(tokens: std::ops::Range<usize>) -> Hit {
        Hit { start: tokens.start, end: tokens.end, masked: false, first_piece: 0, piece_count: 0 }
    }
}

/// What is known of a list in the draft at hand.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ListState {
    /// The draft in which this was noted.
    pub(super) epoch: u32,
    /// The first of its posts, counted from 1.
    pub(super) head: u32,
    /// The sentences in which it may be found, once it is weighed.
    pub(super) mask: Mask,
    pub(super) weighed: bool,
    pub(super) searched: bool,
    pub(super) first_hit: u32,
    pub(super) hit_count: u32,
}

/// A phrase and a token that may be its anchor.
#[derive(Debug, Clone, Copy)]
pub(super) struct Post {
    pub(super) phrase: u32,
    pub(super) token: u32,
    pub(super) unit: u32,
    /// The next post of the same list, counted from 1.
    pub(super) next: u32,
}

/// All that was found in one draft so far.
#[derive(Default)]
pub struct Found {
    /// Whether nothing is ruled out beforehand: `explain` wants to know how far each phrase came.
    pub everything: bool,
    /// Entries that are taken for not there: unit and phrase.
    pub suspended: BTreeSet<(u32, u32)>,
    /// Entries that were found, if they are to be noted.
    pub fired: Option<BTreeSet<(u32, u32)>>,
    /// What placeholders are judged by.
    pub placeholders: placeholder::Context,
    pub(super) epoch: u32,
    pub(super) states: Vec<ListState>,
    pub(super) posts: Vec<Post>,
    /// Whether the lists that only stand against a rule have their posts.
    pub(super) complete: bool,
    /// Every word of a phrase that stands in the draft: unit, term, token.
    pub(super) words: Vec<(u32, u32, u32)>,
    /// For each term of each unit the sentences in which it stands.
    pub(super) terms: Vec<Vec<Mask>>,
    /// What the lists that were found help to break: see `View::leads_to`.
    pub(super) candidates: Vec<u64>,
    pub(super) hits: Vec<Hit>,
    pub(super) pieces: Vec<Piece>,
    scratch: Vec<Piece>,
    pub(super) recognised: BTreeMap<Recogniser, Vec<Piece>>,
    pub(super) regexes: BTreeMap<(usize, u32), Vec<Piece>>,
    pub(super) glance: Glance,
}

/// A draft and what it is checked with.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The draft as it stands.
    pub raw: &'a str,
    /// The draft, cut.
    pub text: &'a Text,
    /// The tables.
    pub view: &'a View,
}

impl Found {
    /// The hits of a list that was looked for, in order of place, the longest first at each.
    pub fn hits(&self, list: u32) -> &[Hit] {
        let state = &self.states[list as usize];
        if state.epoch != self.epoch {
            return &[];
        }
        &self.hits[state.first_hit as usize..(state.first_hit + state.hit_count) as usize]
    }

    /// Hits of a list that begin at a token, the longest first.
    pub fn hits_at(&self, list: u32, token: usize) -> &[Hit] {
        let hits = self.hits(list);
        let start = hits.partition_point(|hit| hit.start < token);
        let end = hits.partition_point(|hit| hit.start <= token);
        &hits[start..end]
    }

    /// What a hit covers, part by part.
    pub fn pieces(&self, hit: &Hit) -> &[Piece] {
        &self.pieces[hit.first_piece..hit.first_piece + hit.piece_count]
    }

    /// What a recogniser found at a token.
    pub fn recognised(&self, kind: Recogniser, token: usize) -> Option<Piece> {
        starting_at(self.recognised.get(&kind)?, token)
    }

    /// Looks for a list, and for whatever it speaks of, unless that was done.
    pub fn ensure(&mut self, scene: Scene<'_>, list: u32) {
        if self.mask(scene, list) == 0 || self.states[list as usize].searched {
            return;
        }
        let state = &mut self.states[list as usize];
        // Noted before it is done: circles are mistakes of packs and end here all the same.
        state.searched = true;
        let view = scene.view;
        let mut post = state.head;
        // What the phrases speak of is looked for first, so that no search begins within another.
        while post != 0 {
            let Post { phrase, unit, next, .. } = self.posts[post as usize - 1];
            self.prepare(scene, unit as usize, phrase);
            post = next;
        }
        for anchored in view.anchored(list) {
            if self.mask_of(scene, anchored) != 0 {
                self.ensure(scene, anchored.by);
                self.prepare(scene, anchored.unit, anchored.phrase);
            }
        }
        for post in view.free(list) {
            if self.glance.may_find(post) != 0 {
                self.prepare_free(scene, post);
            }
        }
        let mut scratch = std::mem::take(&mut self.scratch);
        let mut hits: Vec<Hit> = Vec::new();
        let first_piece = self.pieces.len();
        let mut post = self.states[list as usize].head;
        while post != 0 {
            let Post { phrase, unit, token, next } = self.posts[post as usize - 1];
            self.run(scene, unit as usize, phrase, token as usize, &mut scratch, &mut hits);
            post = next;
        }
        for anchored in view.anchored(list) {
            let mask = self.mask_of(scene, anchored);
            for index in 0..if mask == 0 { 0 } else { self.hits(anchored.by).len() } {
                let place = self.hits(anchored.by)[index].start;
                if mask & scene.text.sentence_bit(place) != 0 {
                    self.run(scene, anchored.unit, anchored.phrase, place, &mut scratch, &mut hits);
                }
            }
        }
        for post in view.free(list) {
            if self.glance.may_find(post) != 0 {
                self.run_free(scene, post, &mut scratch, &mut hits);
            }
        }
        self.scratch = scratch;
        self.settle(scene, list, hits, first_piece);
    }

    /// Whether the list has a hit that `fits`. Stops at the first: most replies greet, and need not be searched for all ways to greet.
    pub fn meets(&mut self, scene: Scene<'_>, list: u32, fits: impl Fn(&Found, &Hit) -> bool) -> bool {
        if self.mask(scene, list) == 0 {
            return false;
        }
        let mut scratch = std::mem::take(&mut self.scratch);
        let mut hits: Vec<Hit> = Vec::new();
        let mut met = false;
        for anchored in scene.view.anchored(list) {
            if met || self.mask_of(scene, anchored) == 0 {
                continue;
            }
            self.ensure(scene, anchored.by);
            self.prepare(scene, anchored.unit, anchored.phrase);
            for index in 0..self.hits(anchored.by).len() {
                let place = self.hits(anchored.by)[index].start;
                self.run(scene, anchored.unit, anchored.phrase, place, &mut scratch, &mut hits);
            }
            met = hits.drain(..).any(|hit| fits(self, &hit));
        }
        let mut post = self.states[list as usize].head;
        while post != 0 && !met {
            let Post { phrase, unit, token, next } = self.posts[post as usize - 1];
            self.prepare(scene, unit as usize, phrase);
            self.run(scene, unit as usize, phrase, token as usize, &mut scratch, &mut hits);
            met = hits.drain(..).any(|hit| fits(self, &hit));
            post = next;
        }
        for post in scene.view.free(list) {
            if met || self.glance.may_find(post) == 0 {
                continue;
            }
            self.prepare_free(scene, post);
            self.run_free(scene, post, &mut scratch, &mut hits);
            met = hits.drain(..).any(|hit| fits(self, &hit));
        }
        self.scratch = scratch;
        met
    }

    /// Puts the hits of a list in order, each once, without those that `except` swallows.
    fn settle(&mut self, scene: Scene<'_>, list: u32, mut hits: Vec<Hit>, first_piece: usize) {
        if hits.len() > 1 {
            let pieces = &self.pieces;
            let of = |hit: &Hit| &pieces[hit.first_piece..hit.first_piece + hit.piece_count];
            hits.sort_by(|a, b| (a.start, b.end, of(a)).cmp(&(b.start, a.end, of(b))));
            hits.dedup_by(|a, b| a.start == b.start && a.end == b.end && of(a) == of(b));
        }
        if !hits.is_empty() {
            for except in scene.view.excepts(list) {
                self.ensure(scene, *except);
                let swallowing = self.hits(*except);
                let pieces = &self.pieces;
                hits.retain(|hit| {
                    let own = &pieces[hit.first_piece..hit.first_piece + hit.piece_count];
                    !swallowing.iter().any(|other| own.iter().any(|piece| other.start < piece.end && piece.start < other.end))
                });
            }
        } else {
            self.pieces.truncate(first_piece);
        }
        let state = &mut self.states[list as usize];
        (state.first_hit, state.hit_count) = (self.hits.len() as u32, hits.len() as u32);
        self.hits.append(&mut hits);
    }

    /// The phrases of a list that some word of the draft may belong to: unit, phrase, token. For `explain`; ends with everything prepared to run them.
    pub fn anchors(&mut self, scene: Scene<'_>, list: u32) -> Vec<(usize, u32, usize)> {
        self.ensure(scene, list);
        let mut anchors = Vec::new();
        let state = self.states[list as usize];
        let mut post = if state.epoch == self.epoch { state.head } else { 0 };
        while post != 0 {
            let Post { phrase, unit, token, next } = self.posts[post as usize - 1];
            anchors.push((unit as usize, phrase, token as usize));
            post = next;
        }
        anchors.sort_unstable();
        for anchored in scene.view.anchored(list) {
            anchors.extend(self.hits(anchored.by).iter().map(|hit| (anchored.unit, anchored.phrase, hit.start)));
        }
        for (unit, phrase, _) in anchors.clone() {
            self.prepare(scene, unit, phrase);
        }
        anchors
    }

    /// Looks for whatever a phrase speaks of: lists, recognisers.
    pub(super) fn prepare(&mut self, scene: Scene<'_>, unit: usize, phrase: u32) {
        let table = &scene.view.units[unit].table;
        let row = phrase as usize * PHRASE;
        if table.phrase_flags(phrase) & phrase_flag::SPEAKS == 0 {
            return;
        }
        let mut at = table.get(Section::Phrases, row) as usize;
        loop {
            match Op::decode(table.get(Section::Code, at)) {
                Op::Match => return,
                Op::List(list) => self.ensure(scene, scene.view.global(unit, list)),
                Op::Recognise(kind) => self.recognise(scene, Recogniser::ALL[kind as usize % Recogniser::ALL.len()]),
                Op::Verb(_) => at += 2,
                Op::Branch(count) | Op::Words(count) => at += count as usize,
                _ => {}
            }
            at += 1;
        }
    }

    /// Tries a phrase around a token that may be its anchor.
    pub(super) fn run(&mut self, scene: Scene<'_>, unit: usize, phrase: u32, token: usize, scratch: &mut Vec<Piece>, out: &mut Vec<Hit>) {
        let entry = (unit as u32, phrase);
        if !self.suspended.is_empty() && self.suspended.contains(&entry) {
            return;
        }
        let before = scene.view.units[unit].table.get(Section::Phrases, phrase as usize * PHRASE + 2);
        let start = match before {
            0 => token,
            UNBOUNDED => scene.text.sentence_start(token),
            _ => token.saturating_sub(before as usize).max(scene.text.sentence_start(token)),
        };
        let mut matcher = Matcher::new(scene.raw, scene.text, scene.view, self, unit);
        std::mem::swap(&mut matcher.pieces, scratch);
        let (base, mut found) = (self.pieces.len(), Vec::new());
        for place in start..=token {
            if let Some(end) = matcher.run(phrase, place) {
                let first_piece = base + found.len();
                found.extend_from_slice(&matcher.pieces);
                out.push(Hit { start: place, end, masked: matcher.masked, first_piece, piece_count: matcher.pieces.len() });
            }
        }
        std::mem::swap(&mut matcher.pieces, scratch);
        if let Some(fired) = self.fired.as_mut().filter(|_| !found.is_empty()) {
            fired.insert(entry);
        }
        self.pieces.append(&mut found);
    }
}

fn starting_at(pieces: &[Piece], token: usize) -> Option<Piece> {
    let at = pieces.partition_point(|piece| piece.start < token);
    pieces.get(at).filter(|piece| piece.start == token).copied()
}

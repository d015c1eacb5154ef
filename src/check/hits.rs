//! Where lists are found in a draft. In: the draft, cut, and a view. Out: hits of any list, found when first asked for and then kept.

use std::collections::BTreeMap;

use super::matcher::Matcher;
use super::text::Text;
use crate::language::class;
use crate::language::special::SpecialKind;
use crate::language::word::TokenKind;
use crate::phrase::Recogniser;
use crate::recognise;
use crate::ruleset::code::{Op, UNBOUNDED, free};
use crate::ruleset::table::{NEED_LIST, PHRASE, Section, TERM};
use crate::ruleset::{FreePost, View};
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
    first_piece: usize,
    piece_count: usize,
}

/// A phrase and a token that may be its anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Post {
    list: u32,
    phrase: u32,
    token: u32,
    unit: u32,
}

/// All that was found in one draft so far.
#[derive(Default)]
pub struct Found {
    memo: Vec<(u32, u32, u32)>,
    epoch: u32,
    hits: Vec<Hit>,
    pieces: Vec<Piece>,
    /// Every word of a phrase that stands in the draft: unit, term, token.
    words: Vec<(u32, u32, u32)>,
    /// For each term of each unit, and for each list, the epoch in which a word of it was last seen.
    seen_terms: Vec<Vec<u32>>,
    seen_lists: Vec<u32>,
    /// The lists that were seen, in the order in which they were.
    lists: Vec<u32>,
    /// Made when first needed: phrases and tokens that may be their anchors, by list.
    posts: Vec<Post>,
    posted: bool,
    recognised: BTreeMap<Recogniser, Vec<Piece>>,
    regexes: BTreeMap<(usize, u32), Vec<Piece>>,
    glance: Glance,
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
    /// Forgets everything: a new draft begins.
    pub fn clear(&mut self, view: &View) {
        let fits = self.memo.len() >= view.list_count()
            && self.seen_terms.len() >= view.units.len()
            && self.seen_terms.iter().zip(&view.units).all(|(seen, unit)| seen.len() >= unit.table.len(Section::Terms) / TERM);
        if !fits || self.epoch == u32::MAX {
            self.memo = vec![(0, 0, 0); view.list_count().max(self.memo.len())];
            self.seen_lists = vec![0; self.memo.len()];
            let known = std::mem::take(&mut self.seen_terms);
            let size = |number: usize| {
                view.units.get(number).map_or(0, |unit| unit.table.len(Section::Terms) / TERM).max(known.get(number).map_or(0, Vec::len))
            };
            self.seen_terms = (0..view.units.len().max(known.len())).map(|number| vec![0; size(number)]).collect();
            self.epoch = 0;
        }
        self.epoch += 1;
        self.hits.clear();
        self.pieces.clear();
        self.words.clear();
        self.lists.clear();
        self.posts.clear();
        self.posted = false;
        self.recognised.clear();
        self.regexes.clear();
    }

    /// Notes which words of phrases stand in the draft, and which lists may be found by them.
    pub fn gather(&mut self, scene: Scene<'_>) {
        let view = scene.view;
        let (epoch, words, seen_terms, seen_lists, lists) =
            (self.epoch, &mut self.words, &mut self.seen_terms, &mut self.seen_lists, &mut self.lists);
        let mut note = |token: usize, unit: usize, term: u32| {
            words.push((unit as u32, term, token as u32));
            let seen = &mut seen_terms[unit][term as usize];
            if *seen == epoch {
                return;
            }
            *seen = epoch;
            let table = &view.units[unit].table;
            for index in table.term_lists(term as usize) {
                let list = view.global(unit, table.get(Section::TermLists, index));
                if seen_lists[list as usize] != epoch {
                    seen_lists[list as usize] = epoch;
                    lists.push(list);
                }
            }
        };
        for token in 0..scene.text.len() {
            scene.text.each_term(view, token, |unit, term| note(token, unit, term));
        }
        for disguise in &scene.text.disguises {
            note(disguise.start, disguise.unit, disguise.term);
        }
        self.glance = Glance::at(scene);
        for post in view.all_free() {
            if self.seen_lists[post.list as usize] != epoch && self.glance.may_find(scene, post) {
                self.seen_lists[post.list as usize] = epoch;
                self.lists.push(post.list);
            }
        }
        let mut next = 0;
        while next < self.lists.len() {
            for dependent in view.dependents(self.lists[next]) {
                if self.seen_lists[dependent as usize] != epoch {
                    self.seen_lists[dependent as usize] = epoch;
                    self.lists.push(dependent);
                }
            }
            next += 1;
        }
    }

    /// The lists that may be found in the draft.
    pub fn lists(&self) -> &[u32] {
        &self.lists
    }

    /// Whether the list may be found in the draft.
    pub fn may_hold(&self, list: u32) -> bool {
        self.seen_lists[list as usize] == self.epoch
    }

    /// Whether something that a phrase of the list needs does not stand in the draft, for every phrase that may be found: then the list is not there.
    pub fn is_hopeless(&mut self, scene: Scene<'_>, list: u32) -> bool {
        self.make_posts(scene);
        let fits = |unit: usize, phrase: u32| self.has_needs(scene.view, unit, phrase);
        !(self.posts_of(list).iter().any(|post| fits(post.unit as usize, post.phrase))
            || scene.view.anchored(list).iter().any(|anchored| self.may_hold(anchored.by) && fits(anchored.unit, anchored.phrase))
            || scene.view.free(list).iter().any(|post| self.glance.may_find(scene, post) && fits(post.unit, post.phrase)))
    }

    /// Whether everything that a phrase cannot do without stands somewhere in the draft.
    fn has_needs(&self, view: &View, unit: usize, phrase: u32) -> bool {
        let table = &view.units[unit].table;
        let needs = table.needs(phrase as usize);
        let mut at = needs.start;
        while at < needs.end {
            let count = table.get(Section::Needs, at) as usize;
            let stands = (at + 1..=at + count).any(|index| {
                let need = table.get(Section::Needs, index);
                if need & NEED_LIST != 0 {
                    self.may_hold(view.global(unit, need & !NEED_LIST))
                } else {
                    self.seen_terms[unit][need as usize] == self.epoch
                }
            });
            if !stands {
                return false;
            }
            at += count + 1;
        }
        true
    }

    fn make_posts(&mut self, scene: Scene<'_>) {
        if self.posted {
            return;
        }
        self.posted = true;
        let view = scene.view;
        for (unit, term, token) in &self.words {
            let table = &view.units[*unit as usize].table;
            for index in table.term_posts(*term as usize) {
                let phrase = table.get(Section::TermPosts, index);
                self.posts.push(Post { list: view.list_of(*unit as usize, phrase), phrase, token: *token, unit: *unit });
            }
        }
        self.posts.sort_unstable();
    }

    fn posts_of(&self, list: u32) -> &[Post] {
        let start = self.posts.partition_point(|post| post.list < list);
        let end = start + self.posts[start..].partition_point(|post| post.list == list);
        &self.posts[start..end]
    }

    /// The hits of a list that was looked for, in order of place, the longest first at each.
    pub fn hits(&self, list: u32) -> &[Hit] {
        match self.memo.get(list as usize) {
            Some((epoch, first, count)) if *epoch == self.epoch => &self.hits[*first as usize..(*first + *count) as usize],
            _ => &[],
        }
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
        let epoch = self.epoch;
        match self.memo.get_mut(list as usize) {
            // Noted before it is done: circles are mistakes of packs and end here all the same.
            Some(memo) if memo.0 != epoch => *memo = (epoch, 0, 0),
            _ => return,
        }
        if !self.may_hold(list) {
            return;
        }
        self.make_posts(scene);
        let mut hits: Vec<(Hit, Vec<Piece>)> = Vec::new();
        for post in self.posts_of(list).to_vec() {
            self.run(scene, post.unit as usize, post.phrase, post.token as usize, &mut hits);
        }
        for anchored in scene.view.anchored(list) {
            self.ensure(scene, anchored.by);
            let places: Vec<usize> = self.hits(anchored.by).iter().map(|hit| hit.start).collect();
            for place in places {
                self.run(scene, anchored.unit, anchored.phrase, place, &mut hits);
            }
        }
        for post in scene.view.free(list).iter().filter(|post| self.glance.may_find(scene, post)).copied().collect::<Vec<_>>().iter() {
            self.run_free(scene, post, &mut hits);
        }
        hits.sort_by(|(a, left), (b, right)| (a.start, b.end, left).cmp(&(b.start, a.end, right)));
        hits.dedup_by(|(a, left), (b, right)| a.start == b.start && a.end == b.end && left == right);
        if !hits.is_empty() {
            for except in scene.view.excepts(list) {
                self.ensure(scene, *except);
                let swallowing = self.hits(*except);
                hits.retain(|(_, pieces)| {
                    !swallowing.iter().any(|other| pieces.iter().any(|piece| other.start < piece.end && piece.start < other.end))
                });
            }
        }
        let first = self.hits.len();
        for (mut hit, pieces) in hits {
            hit.first_piece = self.pieces.len();
            hit.piece_count = pieces.len();
            self.pieces.extend(pieces);
            self.hits.push(hit);
        }
        self.memo[list as usize] = (epoch, first as u32, (self.hits.len() - first) as u32);
    }

    /// The phrases of a list that some word of the draft may belong to: unit, phrase, token. For `explain`; ends with everything prepared to run them.
    pub fn anchors(&mut self, scene: Scene<'_>, list: u32) -> Vec<(usize, u32, usize)> {
        self.ensure(scene, list);
        let mut anchors: Vec<(usize, u32, usize)> =
            self.posts_of(list).iter().map(|post| (post.unit as usize, post.phrase, post.token as usize)).collect();
        for anchored in scene.view.anchored(list) {
            anchors.extend(self.hits(anchored.by).iter().map(|hit| (anchored.unit, anchored.phrase, hit.start)));
        }
        for (unit, phrase, _) in anchors.clone() {
            self.prepare(scene, unit, phrase);
        }
        anchors
    }

    /// Looks for whatever a phrase speaks of: lists, recognisers, regular expressions.
    fn prepare(&mut self, scene: Scene<'_>, unit: usize, phrase: u32) {
        let table = &scene.view.units[unit].table;
        let mut at = table.get(Section::Phrases, phrase as usize * PHRASE) as usize;
        loop {
            match Op::decode(table.get(Section::Code, at)) {
                Op::Match => return,
                Op::List(list) => self.ensure(scene, scene.view.global(unit, list)),
                Op::Recognise(kind) => self.recognise(scene, Recogniser::ALL[kind as usize % Recogniser::ALL.len()]),
                Op::Verb(_) => at += 2,
                Op::Branch(ways) => at += ways as usize,
                _ => {}
            }
            at += 1;
        }
    }

    /// Tries a phrase around a token that may be its anchor.
    fn run(&mut self, scene: Scene<'_>, unit: usize, phrase: u32, token: usize, out: &mut Vec<(Hit, Vec<Piece>)>) {
        if !self.has_needs(scene.view, unit, phrase) {
            return;
        }
        self.prepare(scene, unit, phrase);
        let before = scene.view.units[unit].table.get(Section::Phrases, phrase as usize * PHRASE + 2);
        let start = scene.text.sentence_start(token);
        let start = if before == UNBOUNDED { start } else { token.saturating_sub(before as usize).max(start) };
        let mut matcher = Matcher::new(scene.raw, scene.text, scene.view, self, unit);
        for place in start..=token {
            if let Some(end) = matcher.run(phrase, place) {
                out.push((Hit { start: place, end, masked: matcher.masked, first_piece: 0, piece_count: 0 }, matcher.pieces.clone()));
            }
        }
    }

    fn run_free(&mut self, scene: Scene<'_>, post: &FreePost, out: &mut Vec<(Hit, Vec<Piece>)>) {
        let table = &scene.view.units[post.unit].table;
        let code = table.get(Section::Phrases, post.phrase as usize * PHRASE) as usize;
        // Only behind these two is the next number an instruction; behind a branch it is an address.
        let alone = matches!(Op::decode(table.get(Section::Code, code)), Op::Recognise(_) | Op::Regex(_))
            && Op::decode(table.get(Section::Code, code + 1)) == Op::Match;
        let places: Vec<Piece> = match post.kind {
            free::RECOGNISER => {
                let kind = Recogniser::ALL[post.operand as usize % Recogniser::ALL.len()];
                self.recognise(scene, kind);
                self.recognised.get(&kind).cloned().unwrap_or_default()
            }
            free::REGEX => {
                self.find_regex(scene, post.unit, post.operand);
                self.regexes.get(&(post.unit, post.operand)).cloned().unwrap_or_default()
            }
            _ => (0..scene.text.len()).map(|token| Piece::of_tokens(scene.text, token, token + 1)).collect(),
        };
        for piece in places {
            if alone && post.kind != free::SHAPE {
                // Punctuation has no words of its own; what is marked is what was found.
                out.push((Hit { start: piece.start, end: piece.end, masked: false, first_piece: 0, piece_count: 0 }, vec![piece]));
            } else {
                self.run(scene, post.unit, post.phrase, piece.start, out);
            }
        }
    }

    fn recognise(&mut self, scene: Scene<'_>, kind: Recogniser) {
        if self.recognised.contains_key(&kind) {
            return;
        }
        let mut spans = Vec::new();
        recognise::find(kind, scene.raw, Some(scene.view.language), &mut spans);
        let pieces = as_pieces(scene.text, spans);
        self.recognised.insert(kind, pieces);
    }

    fn find_regex(&mut self, scene: Scene<'_>, unit: usize, index: u32) {
        if self.regexes.contains_key(&(unit, index)) {
            return;
        }
        let regex = scene.view.units[unit].regex(index as usize);
        let spans = regex.map(|regex| {
            regex.find_iter(scene.raw).filter(|found| !found.is_empty()).map(|found| Span::new(found.start(), found.end())).collect()
        });
        let pieces = as_pieces(scene.text, spans.unwrap_or_default());
        self.regexes.insert((unit, index), pieces);
    }
}

fn as_pieces(text: &Text, spans: Vec<Span>) -> Vec<Piece> {
    let place = |span: Span| {
        let (start, end) = text.tokens_of(span);
        Piece { start, end, span }
    };
    spans.into_iter().map(place).filter(|piece| piece.start < piece.end).collect()
}

fn starting_at(pieces: &[Piece], token: usize) -> Option<Piece> {
    let at = pieces.partition_point(|piece| piece.start < token);
    pieces.get(at).filter(|piece| piece.start == token).copied()
}

/// A glance that spares most drafts the search for identifiers, numbers and patterns.
#[derive(Default)]
struct Glance {
    /// Digits outside handles and addresses.
    digits: bool,
    /// Digits or number words.
    numbers: bool,
    urls: bool,
    mails: bool,
    placeholders: bool,
    /// The draft with ASCII capitals made small.
    lower: String,
}

impl Glance {
    fn at(scene: Scene<'_>) -> Glance {
        let mut glance = Glance { lower: scene.raw.to_ascii_lowercase(), ..Glance::default() };
        for (token, class) in scene.text.words.tokens.iter().zip(&scene.text.classes) {
            match token.kind {
                TokenKind::Special(SpecialKind::Url) => glance.urls = true,
                TokenKind::Special(SpecialKind::Email) => glance.mails = true,
                TokenKind::Special(SpecialKind::Placeholder) => glance.placeholders = true,
                TokenKind::Special(_) => {}
                _ => {
                    glance.digits |= scene.raw[token.span().range()].bytes().any(|byte| byte.is_ascii_digit());
                    let folded = scene.text.words.fold_of(token);
                    glance.numbers |= class & class::NUMERAL != 0 || NUMERAL_ENDINGS.iter().any(|ending| folded.ends_with(ending));
                }
            }
        }
        // Handles and addresses may hold digits that a recogniser takes for its own: an address with a telephone number in it.
        glance.digits |= (glance.urls || glance.mails) && scene.raw.bytes().any(|byte| byte.is_ascii_digit());
        glance.numbers |= glance.digits;
        glance
    }

    fn may_find(&self, scene: Scene<'_>, post: &FreePost) -> bool {
        if post.kind == free::REGEX {
            let table = &scene.view.units[post.unit].table;
            let literals = table.literals(post.operand as usize);
            let text = |pair: usize| table.text(table.get(Section::Literals, pair), table.get(Section::Literals, pair + 1));
            return literals.is_empty() || literals.step_by(2).any(|pair| self.lower.contains(text(pair)));
        }
        if post.kind != free::RECOGNISER {
            return true;
        }
        match Recogniser::ALL[post.operand as usize % Recogniser::ALL.len()] {
            Recogniser::Email => self.mails,
            Recogniser::Url => self.urls,
            Recogniser::Placeholder => self.placeholders,
            Recogniser::Name | Recogniser::Date | Recogniser::Time | Recogniser::Duration => true,
            Recogniser::Number | Recogniser::Percent | Recogniser::Money => self.numbers,
            _ => self.digits,
        }
    }
}

/// Endings of number words that no list holds whole: fünfundzwanzig, dreihundert.
const NUMERAL_ENDINGS: [&str; 9] = ["zig", "ssig", "zehn", "hundert", "tausend", "million", "millionen", "dutzend", "teen"];

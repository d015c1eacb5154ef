//! Which lists may be found in a draft, and in which sentences. In: the draft, cut into words and sentences. Out: for each list a mask of sentences,
//! and the phrases that are worth trying. Here most rules are ruled out, before any phrase is tried.

use super::hits::{Found, ListState, Post, Scene};
use super::text::{Mask, reach_before};
use crate::phrase::Reach;
use crate::ruleset::code::phrase_flag;
use crate::ruleset::table::{NEED_LIST, Section, TERM, Table};
use crate::ruleset::{Active, Anchored, View};

impl Found {
    /// Forgets everything: a new draft begins.
    pub fn clear(&mut self, view: &View) {
        for (unit, term, _) in self.words.drain(..) {
            self.terms[unit as usize][term as usize] = 0;
        }
        if self.states.len() < view.list_count() || self.epoch == u32::MAX {
            self.states = vec![ListState::default(); view.list_count().max(self.states.len())];
            self.epoch = 0;
        }
        self.terms.resize(self.terms.len().max(view.units.len()), Vec::new());
        for (terms, unit) in self.terms.iter_mut().zip(&view.units) {
            terms.resize(terms.len().max(unit.table.len(Section::Terms) / TERM), 0);
        }
        self.agenda.clear();
        self.agenda.resize(view.list_count().div_ceil(64), 0);
        self.epoch += 1;
        self.posts.clear();
        self.candidates.clear();
        self.hits.clear();
        self.pieces.clear();
        self.recognised.clear();
        self.regexes.clear();
    }

    /// Finds out which lists may stand in which sentences.
    pub fn gather(&mut self, scene: Scene<'_>) {
        self.note_words(scene);
        self.make_posts(scene);
        self.glance.look(scene);
        for list in scene.view.free_lists() {
            self.put(*list);
        }
        // A list comes after all lists that it speaks of, so one pass is enough.
        let mut block = 0;
        while block < self.agenda.len() {
            match self.agenda[block] {
                0 => block += 1,
                bits => {
                    let bit = bits.trailing_zeros();
                    self.agenda[block] &= bits - 1;
                    self.weigh(scene, block as u32 * 64 + bit);
                }
            }
        }
    }

    fn note_words(&mut self, scene: Scene<'_>) {
        let Found { words, terms, .. } = self;
        let mut note = |token: usize, unit: usize, term: u32, bit: Mask| {
            words.push((unit as u32, term, token as u32));
            terms[unit][term as usize] |= bit;
        };
        for token in 0..scene.text.len() {
            let bit = scene.text.sentence_bit(token);
            scene.text.each_term(scene.view, token, |unit, term| note(token, unit, term, bit));
        }
        for disguise in &scene.text.disguises {
            note(disguise.start, disguise.unit, disguise.term, scene.text.sentence_bit(disguise.start));
        }
    }

    fn make_posts(&mut self, scene: Scene<'_>) {
        let view = scene.view;
        for index in 0..self.words.len() {
            let (unit, term, token) = self.words[index];
            let table = &view.units[unit as usize].table;
            let bit = scene.text.sentence_bit(token as usize);
            for post in table.term_posts(term as usize) {
                let phrase = table.get(Section::TermPosts, post);
                // No list is weighed yet: each may stand anywhere.
                if self.needed(table, unit as usize, phrase, bit, |_| Mask::MAX) == 0 {
                    continue;
                }
                let list = view.list_of(unit as usize, phrase);
                self.put(list);
                let state = self.state(list);
                let next = std::mem::replace(&mut state.head, 0);
                self.posts.push(Post { phrase, token, unit, next });
                self.states[list as usize].head = self.posts.len() as u32;
            }
        }
    }

    fn put(&mut self, list: u32) {
        self.agenda[list as usize / 64] |= 1 << (list % 64);
    }

    fn state(&mut self, list: u32) -> &mut ListState {
        let state = &mut self.states[list as usize];
        if state.epoch != self.epoch {
            *state = ListState { epoch: self.epoch, ..ListState::default() };
        }
        state
    }

    /// Finds the sentences in which one list may stand; its posts that lead nowhere are dropped.
    fn weigh(&mut self, scene: Scene<'_>, list: u32) {
        let view = scene.view;
        let mut mask = 0;
        let (mut post, mut kept) = (self.state(list).head, 0);
        while post != 0 {
            let index = post as usize - 1;
            let Post { phrase, token, unit, next } = self.posts[index];
            let mut bit = scene.text.sentence_bit(token as usize);
            if view.units[unit as usize].table.phrase_flags(phrase) & phrase_flag::NEEDS_LIST != 0 {
                bit = self.with_needs(view, unit as usize, phrase, bit);
            }
            if bit != 0 {
                mask |= bit;
                self.posts[index].next = kept;
                kept = post;
            }
            post = next;
        }
        for anchored in view.anchored(list) {
            mask |= self.with_needs(view, anchored.unit, anchored.phrase, self.mask(anchored.by));
        }
        for post in view.free(list) {
            let glance = self.glance.may_find(scene, post);
            if glance != 0 {
                mask |= self.with_needs(view, post.unit, post.phrase, glance);
            }
        }
        let state = self.state(list);
        (state.head, state.mask) = (kept, mask);
        if mask != 0 {
            self.candidates.extend(view.rule_of(list));
            for dependent in view.dependents(list) {
                self.put(*dependent);
            }
        }
    }

    /// The sentences in which the list may be found.
    pub fn mask(&self, list: u32) -> Mask {
        let state = &self.states[list as usize];
        if state.epoch == self.epoch { state.mask } else { 0 }
    }

    /// The sentences in which a phrase that another list finds may stand.
    pub(super) fn mask_of(&self, view: &View, anchored: &Anchored) -> Mask {
        self.with_needs(view, anchored.unit, anchored.phrase, self.mask(anchored.by))
    }

    /// Of these sentences those in which everything stands that the phrase cannot do without. `lists` tells where a list of the unit may stand.
    fn needed(&self, table: &Table, unit: usize, phrase: u32, mut mask: Mask, lists: impl Fn(u32) -> Mask) -> Mask {
        let needs = table.needs(phrase as usize);
        let mut at = needs.start;
        while at < needs.end && mask != 0 && !self.everything {
            let count = table.get(Section::Needs, at) as usize;
            let mut any = 0;
            for index in at + 1..=at + count {
                let need = table.get(Section::Needs, index);
                any |= if need & NEED_LIST == 0 { self.terms[unit][need as usize] } else { lists(need & !NEED_LIST) };
            }
            mask &= any;
            at += count + 1;
        }
        mask
    }

    /// The same, once the lists are weighed that the phrase speaks of.
    fn with_needs(&self, view: &View, unit: usize, phrase: u32, mask: Mask) -> Mask {
        if mask == 0 {
            return 0;
        }
        self.needed(&view.units[unit].table, unit, phrase, mask, |list| self.mask(view.global(unit, list)))
    }

    /// The rules whose match may be found.
    pub fn candidates(&self) -> &[usize] {
        &self.candidates
    }

    /// The sentences in which the rule may be broken: its match and every group of `with` may stand in reach.
    pub fn possible(&self, view: &View, rule: &Active) -> Mask {
        let row = view.row(rule);
        let mut mask = self.mask(rule.main);
        let (mut group, mut any) = (None, Mask::MAX);
        for condition in row.with() {
            if group != Some(condition.group) {
                mask &= any;
                if mask == 0 {
                    return 0;
                }
                (group, any) = (Some(condition.group), 0);
            }
            let list = view.global(rule.unit, condition.list);
            any |= in_reach(self.mask(list), condition.reach.or(view.reach(list)).unwrap_or(row.scope()));
        }
        mask & any
    }
}

/// The sentences from which something in the sentences of `mask` is in reach.
pub(super) fn in_reach(mask: Mask, reach: Reach) -> Mask {
    match reach {
        Reach::Clause | Reach::Sentence => mask,
        Reach::Passage => reach_before(mask),
        Reach::Context => reach_before(mask) | mask >> 1,
        Reach::Draft if mask == 0 => 0,
        Reach::Draft => Mask::MAX,
    }
}

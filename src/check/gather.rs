//! Which lists may be found in a draft, and in which sentences. In: the draft, cut into words and sentences. Out: for each list that is asked for a mask
//! of sentences, and the phrases that are worth trying. Here most rules are ruled out, before any phrase is tried.

use super::hits::{Found, ListState, Post, Scene};
use super::text::{Mask, reach_before};
use crate::phrase::Reach;
use crate::ruleset::table::{NEED_LIST, POST, Section, TERM};
use crate::ruleset::{Active, Anchored, PLANES, View};

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
        self.candidates.clear();
        self.candidates.extend(view.taken_on_trust());
        self.epoch += 1;
        self.posts.clear();
        self.complete = false;
        self.hits.clear();
        self.pieces.clear();
        self.recognised.clear();
        self.regexes.clear();
    }

    /// Finds out which lists have a word in the draft, and with them which rules are worth asking.
    pub fn gather(&mut self, scene: Scene<'_>) {
        self.note_words(scene);
        self.make_posts(scene, true);
        self.glance.look(scene);
        for finder in scene.view.finders() {
            if self.glance.may_find(&finder.post) != 0 {
                for list in &finder.lists {
                    self.touch(scene.view, *list);
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

    /// Hangs every phrase that a word of the draft finds on its list, unless some other word of it stands nowhere in the sentence.
    /// First those of lists that help to break a rule; what may only stand against one is asked for in few drafts.
    fn make_posts(&mut self, scene: Scene<'_>, leading: bool) {
        let view = scene.view;
        for index in 0..self.words.len() {
            let (unit, term, token) = self.words[index];
            let table = &view.units[unit as usize].table;
            let needs = table.all(Section::Needs);
            let bit = scene.text.sentence_bit(token as usize);
            for post in table.all(Section::TermPosts)[table.term_posts(term as usize)].chunks_exact(POST) {
                let (phrase, list) = (post[0], view.global(unit as usize, post[1]));
                let (start, length) = (post[2] as usize, post[3] as usize);
                if view.is_leading(list) != leading
                    || length > 0 && self.needed_words(unit as usize, &needs[start..start + length], bit) == 0
                {
                    continue;
                }
                let next = self.touch(view, list).head;
                self.posts.push(Post { phrase, token, unit, next });
                self.states[list as usize].head = self.posts.len() as u32;
            }
        }
    }

    /// What is known of a list; if it is the first time, what it helps to break is noted.
    fn touch(&mut self, view: &View, list: u32) -> &mut ListState {
        let state = &mut self.states[list as usize];
        if state.epoch != self.epoch {
            *state = ListState { epoch: self.epoch, ..ListState::default() };
            if !view.is_leading(list) {
                return state;
            }
            self.candidates.iter_mut().zip(view.leads_to(list)).for_each(|(rules, more)| *rules |= more);
        }
        state
    }

    /// The sentences in which a list may be found. Asked for the first time it is found out, and its posts that lead nowhere are dropped.
    pub fn mask(&mut self, scene: Scene<'_>, list: u32) -> Mask {
        let view = scene.view;
        if !self.complete && !view.is_leading(list) {
            self.complete = true;
            self.make_posts(scene, false);
        }
        let state = self.touch(view, list);
        if state.weighed {
            return state.mask;
        }
        // Noted before it is done: circles are mistakes of packs and end here all the same.
        state.weighed = true;
        let (mut post, mut kept, mut mask) = (state.head, 0, 0);
        while post != 0 {
            let index = post as usize - 1;
            let Post { phrase, token, unit, next } = self.posts[index];
            let bit = self.with_needs(scene, unit as usize, phrase, scene.text.sentence_bit(token as usize));
            if bit != 0 {
                mask |= bit;
                self.posts[index].next = kept;
                kept = post;
            }
            post = next;
        }
        for anchored in view.anchored(list) {
            mask |= self.mask_of(scene, anchored);
        }
        for post in view.free(list) {
            let glance = self.glance.may_find(post);
            mask |= self.with_needs(scene, post.unit, post.phrase, glance);
        }
        let state = &mut self.states[list as usize];
        (state.head, state.mask) = (kept, mask);
        mask
    }

    /// The sentences in which a phrase that another list finds may stand.
    pub(super) fn mask_of(&mut self, scene: Scene<'_>, anchored: &Anchored) -> Mask {
        let mask = self.mask(scene, anchored.by);
        self.with_needs(scene, anchored.unit, anchored.phrase, mask)
    }

    /// Of these sentences those in which, of every group of words that the phrase cannot do without, one stands. Lists are taken on trust.
    fn needed_words(&self, unit: usize, mut needs: &[u32], mut mask: Mask) -> Mask {
        if self.everything {
            return Mask::MAX;
        }
        let terms = &self.terms[unit];
        while let Some((count, rest)) = needs.split_first() {
            let (group, rest) = rest.split_at(*count as usize);
            // Groups with a list come last, and in them the lists come first.
            if group[0] & NEED_LIST != 0 {
                break;
            }
            let mut any = 0;
            for some in group.chunks(8) {
                any |= some.iter().fold(0, |any, need| any | terms[*need as usize]);
                if mask & !any == 0 {
                    break;
                }
            }
            mask &= any;
            if mask == 0 {
                break;
            }
            needs = rest;
        }
        mask
    }

    /// Of these sentences those in which everything may stand that the phrase cannot do without.
    fn with_needs(&mut self, scene: Scene<'_>, unit: usize, phrase: u32, mut mask: Mask) -> Mask {
        let table = &scene.view.units[unit].table;
        if mask == 0 || self.everything {
            return mask;
        }
        let mut needs = &table.all(Section::Needs)[table.needs(phrase as usize)];
        while let Some((count, rest)) = needs.split_first() {
            let (group, rest) = rest.split_at(*count as usize);
            let mut any = 0;
            for need in group {
                any |= if need & NEED_LIST == 0 {
                    self.terms[unit][*need as usize]
                } else {
                    self.mask(scene, scene.view.global(unit, need & !NEED_LIST))
                };
                if mask & !any == 0 {
                    break;
                }
            }
            mask &= any;
            if mask == 0 {
                break;
            }
            needs = rest;
        }
        mask
    }

    /// The rules of which everything may be found, as far as single words tell: one bit each.
    pub fn candidates(&self) -> impl Iterator<Item = u64> {
        let width = self.candidates.len() / PLANES;
        (0..width).map(move |block| (0..PLANES).fold(u64::MAX, |all, plane| all & self.candidates[plane * width + block]))
    }

    /// The sentences in which the rule may be broken: its match and every group of `with` may stand in reach.
    pub fn possible(&mut self, scene: Scene<'_>, rule: &Active) -> Mask {
        let view = scene.view;
        let row = view.row(rule);
        let mut mask = self.mask(scene, rule.main);
        if mask == 0 {
            return 0;
        }
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
            any |= in_reach(self.mask(scene, list), condition.reach.or(view.reach(list)).unwrap_or(row.scope()));
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

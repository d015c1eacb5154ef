//! Words of phrases → terms: every spelling that each can take, and which of them are looked for in disguise. In: words and inflection tables.
//! Out: terms with their forms, noted in the compiler.

use std::collections::BTreeSet;

use super::code::term;
use super::compile::{Compiler, TermInfo, TermKey};
use super::table::Section;
use crate::facts::Language;
use crate::finding::{Gravity, Mistake, Wording};
use crate::language::fold::fold;
use crate::language::inflect::{self, Form, Shape, WordKind};
use crate::pack::Line;
use crate::phrase::Word;

impl Compiler<'_> {
    /// The terms of a word: one, or three for a separable verb (joined forms, finite forms, particle).
    pub(super) fn terms_of(&mut self, word: &Word, line: &Line) -> Vec<u32> {
        let plain = |text: &str| Word { text: text.to_string(), exact: false, inflected: false, open_start: false, open_end: false };
        let ids = match word.text.split_once('|') {
            Some((particle, base)) => {
                let forms = inflect::separable(particle, base, self.input.tables);
                self.guessed(forms.sure, word, line, &forms.joined);
                let joined = self.term(TermKey { word: word.clone(), role: 1, name: false }, || (term::SMALL, forms.joined.clone()));
                let finite = self.term(TermKey { word: word.clone(), role: 2, name: false }, || (term::SMALL, forms.finite.clone()));
                let particle = self.term(TermKey { word: plain(particle), role: 0, name: false }, || (0, vec![plain_form(particle)]));
                vec![joined, finite, particle]
            }
            None => {
                let mut key = TermKey { word: word.clone(), role: 0, name: line.name };
                if !(word.exact || word.inflected || line.name) {
                    key.word.text = fold(&word.text);
                }
                if let Some(id) = self.term_ids.get(&key) {
                    vec![*id]
                } else {
                    let (flags, forms) = self.forms_of(word, line);
                    vec![self.term(key, || (flags, forms))]
                }
            }
        };
        if let Some((_, _, terms)) = self.phrase_lists.last_mut() {
            terms.extend(&ids);
        }
        ids
    }

    fn forms_of(&mut self, word: &Word, line: &Line) -> (u32, Vec<Form>) {
        if word.inflected {
            let found = inflect::inflect(&word.text, self.input.language, self.input.tables);
            self.guessed(found.sure, word, line, &found.forms);
            let small = self.input.language == Language::German && found.kind != WordKind::Noun && !word.open_start;
            return (if small { term::SMALL } else { 0 }, found.forms);
        }
        let mut forms = vec![plain_form(&word.text)];
        let mut flags = if word.exact { term::EXACT } else { 0 };
        if line.name {
            // The genitive: Vodafones. Short and capital names match only as written.
            if !fold(&word.text).ends_with(['s', 'x', 'z']) {
                forms.push(plain_form(&format!("{}s", word.text)));
            }
            // Deutsche Bahn: bei der Deutschen Bahn, Deutscher Bahn.
            if self.input.language == Language::German && line.phrase.parts.len() > 1 && word.text.ends_with('e') {
                forms.extend(["n", "r", "m", "s"].map(|ending| plain_form(&format!("{}{ending}", word.text))));
            }
            flags |= term::NAME;
        }
        (flags, forms)
    }

    fn guessed(&mut self, sure: bool, word: &Word, line: &Line, forms: &[Form]) {
        if sure {
            return;
        }
        let Some(pack) = self.pack else { return };
        let shown: Vec<&str> = forms.iter().map(|form| form.text.as_str()).take(12).collect();
        let message =
            Wording::new(format!("Die Formen von „~{}“ sind geraten.", word.text), format!("The forms of \"~{}\" are guessed.", word.text));
        let help = Wording::new(
            format!("Geraten: {}. Stimmt es nicht, tragen Sie das Wort unter [verbs], [nouns] oder [adjectives] ein.", shown.join(", ")),
            format!("Guessed: {}. If that is wrong, add the word under [verbs], [nouns] or [adjectives].", shown.join(", ")),
        );
        self.advice.push(Mistake { path: pack.path.clone(), span: line.span, gravity: Gravity::Advice, message, help });
    }

    fn term(&mut self, key: TermKey, make: impl FnOnce() -> (u32, Vec<Form>)) -> u32 {
        if let Some(id) = self.term_ids.get(&key) {
            return *id;
        }
        let id = self.terms.len() as u32;
        let (mut flags, forms) = make();
        let surface = key.word.text.clone();
        // EE and ING are words as well; O2, N26 and 1&1 are nothing else, however they are written.
        let is_short = surface.chars().count() <= 3 || surface.chars().all(|letter| !letter.is_lowercase());
        if flags & term::NAME != 0 && is_short && !surface.contains(|letter: char| letter.is_ascii_digit()) {
            flags |= term::EXACT;
        }
        let (open_start, open_end) = (key.word.open_start, key.word.open_end);
        let mut folded = Vec::new();
        for form in forms {
            let text = fold(&form.text);
            if open_start || open_end {
                self.fragments.push((text, u32::from(open_start) | u32::from(open_end) << 1, id));
            } else {
                let entry = self.forms.entry(text.clone()).or_default();
                entry.0 |= form.shape.0;
                entry.1.insert(id);
                folded.push(text);
            }
        }
        self.terms.push(TermInfo { flags, surface, posts: Vec::new(), forms: folded });
        self.term_ids.insert(key, id);
        id
    }

    /// Words of masked rules, and of the lists that they speak of, are also looked for in disguise.
    pub(super) fn mark_masked(&mut self, mut phrases: BTreeSet<usize>) {
        let mut lists: BTreeSet<u32> = BTreeSet::new();
        loop {
            let more: BTreeSet<u32> = phrases
                .iter()
                .flat_map(|phrase| self.phrase_lists[*phrase].1.iter().copied())
                .filter(|list| !lists.contains(list))
                .collect();
            if more.is_empty() {
                break;
            }
            lists.extend(&more);
            phrases.extend((0..self.phrase_lists.len()).filter(|phrase| more.contains(&self.phrase_lists[*phrase].0)));
        }
        let terms: BTreeSet<u32> = phrases.iter().flat_map(|phrase| self.phrase_lists[*phrase].2.iter().copied()).collect();
        let mut masked: Vec<(String, u32)> = Vec::new();
        for id in terms {
            masked.extend(self.terms[id as usize].forms.iter().filter(|form| form.chars().count() >= 4).map(|form| (form.clone(), id)));
        }
        // In order of their spelling, so that a beginning finds them.
        masked.sort();
        let mut rows = Vec::new();
        for (form, id) in masked {
            let (start, length) = self.builder.string(&form);
            rows.extend([start, length, id]);
        }
        *self.builder.section(Section::Masked) = rows;
    }
}

fn plain_form(text: &str) -> Form {
    Form { text: text.to_string(), shape: Shape(0) }
}

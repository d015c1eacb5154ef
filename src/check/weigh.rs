//! What the words of a sentence weigh for a pack: many small signs, of which none decides alone. In: a draft, cut, and the weights of a table.
//! Out: a sum for each sentence, and the signs that it is made of.

use std::ops::Range;

use super::Checker;
use super::hits::{Piece, Scene};
use super::text::Text;
use crate::facts::Language;
use crate::language::word::TokenKind;
use crate::ruleset::weights;
use crate::span::Span;

/// The start of a sentence, its end, any number.
const START: &str = "^";
const END: &str = ".";
const NUMBER: &str = "0";

impl Checker<'_> {
    /// The sentences of a draft, bytes, each with its signs as they stand in [`crate::pack::Weights`]: what weights are learned from.
    pub fn sentence_signs(&mut self, raw: &str, language: Language) -> Vec<(Span, Vec<String>)> {
        let Some(view) = self.ruleset.view(language) else { return Vec::new() };
        self.text.read(raw, view);
        if self.text.len() == 0 {
            return Vec::new();
        }
        self.text.cut_sentences();
        let (mut parts, mut pair) = (Vec::new(), String::new());
        let of_sentence = |(_, tokens): (usize, Range<usize>)| {
            let mut signs = Vec::new();
            read(raw, &self.text, tokens.clone(), &mut parts);
            each_sign(&parts, &mut pair, |sign, _| signs.push(sign.to_owned()));
            (Piece::of_tokens(&self.text, tokens.start, tokens.end).span, signs)
        };
        each_sentence(&self.text).map(of_sentence).collect()
    }
}

/// The sums of a draft, in tenths: for each unit and scale one a sentence.
#[derive(Debug, Default)]
pub struct Weighed {
    sums: Vec<Vec<i32>>,
    sentences: usize,
}

impl Weighed {
    /// Weighs every sentence for every pack that has weights.
    pub fn of(scene: Scene<'_>) -> Weighed {
        let sentences = scene.text.sentences.last().map_or(0, |last| *last as usize + 1);
        let mut sums = Vec::with_capacity(scene.view.units.len());
        let (mut parts, mut pair) = (Vec::new(), String::new());
        for unit in &scene.view.units {
            let scales = if unit.active { weights::count(&unit.table) } else { 0 };
            let mut of_unit = Vec::with_capacity(scales * sentences);
            (0..scales).for_each(|scale| of_unit.extend(std::iter::repeat_n(weights::scale(&unit.table, scale).base, sentences)));
            if scales > 0 {
                for (sentence, tokens) in each_sentence(scene.text) {
                    read(scene.raw, scene.text, tokens, &mut parts);
                    let mut add = |sign: &str| {
                        weights::of(&unit.table, sign.as_bytes(), |scale, weight| {
                            let sum = &mut of_unit[scale * sentences + sentence];
                            *sum = sum.saturating_add(weight);
                        });
                    };
                    each_sign(&parts, &mut pair, |sign, _| add(sign));
                }
            }
            sums.push(of_unit);
        }
        Weighed { sums, sentences }
    }

    /// What a sentence weighs.
    pub fn sum(&self, unit: usize, scale: usize, sentence: usize) -> i32 {
        self.sums.get(unit).and_then(|sums| sums.get(scale * self.sentences + sentence)).copied().unwrap_or_default()
    }

    /// The sentences that weigh at least `from`.
    pub fn heavy(&self, unit: usize, scale: usize, from: i32) -> impl Iterator<Item = usize> {
        (0..self.sentences).filter(move |sentence| self.sum(unit, scale, *sentence) >= from)
    }
}

/// The sentences of a draft with their tokens.
pub fn each_sentence(text: &Text) -> impl Iterator<Item = (usize, Range<usize>)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let sentence = *text.sentences.get(start)? as usize;
        let tokens = start..text.sentence_end(start);
        start = tokens.end;
        Some((sentence, tokens))
    })
}

/// The tokens of a sentence.
pub fn tokens_of(text: &Text, sentence: usize) -> Range<usize> {
    let start = text.sentences.partition_point(|other| (*other as usize) < sentence);
    start..text.sentence_end(start)
}

/// What signs are made of: the folded words of a sentence and what stands between them, each with the token that it belongs to.
pub fn read<'t>(raw: &'t str, text: &'t Text, tokens: Range<usize>, parts: &mut Vec<(&'t str, usize)>) {
    parts.clear();
    parts.push((START, tokens.start));
    for at in tokens.clone() {
        let token = &text.words.tokens[at];
        let word = match token.kind {
            TokenKind::Number => NUMBER,
            // An address or a placeholder is no word: it weighs nothing and parts its neighbours.
            TokenKind::Special(_) => "",
            TokenKind::Word | TokenKind::Emoji | TokenKind::Sign => text.words.fold_of(token),
        };
        parts.push((word, at));
        let next = text.words.tokens.get(at + 1).map_or(raw.len(), |next| next.start as usize);
        if let Some(stop) = raw.get(token.end as usize..next).and_then(punctuation) {
            parts.push((stop, at));
        }
    }
    parts.push((END, tokens.end - 1));
}

/// What of the signs between two words tells of their tone: a run of `!`, `?` and `…`, else a comma, semicolon or colon.
fn punctuation(between: &str) -> Option<&str> {
    if between == " " || between.is_empty() {
        return None;
    }
    if let Some(start) = between.find(['!', '?', '…']) {
        let loud = &between[start..];
        return Some(&loud[..loud.find(|sign| !matches!(sign, '!' | '?' | '…')).unwrap_or(loud.len())]);
    }
    between.find([',', ';', ':']).map(|at| &between[at..=at])
}

/// Calls `each` with every sign of a sentence, as often as it stands there: words, and pairs of neighbours.
pub fn each_sign(parts: &[(&str, usize)], pair: &mut String, mut each: impl FnMut(&str, Range<usize>)) {
    for (index, (word, token)) in parts.iter().enumerate() {
        if word.is_empty() {
            continue;
        }
        // Every sentence has two ends: alone they tell nothing.
        if !matches!(*word, START | END) {
            each(word, *token..*token + 1);
        }
        if let Some((next, last)) = parts.get(index + 1).filter(|(next, _)| !next.is_empty()) {
            pair.clear();
            pair.push_str(word);
            pair.push(' ');
            pair.push_str(next);
            each(pair, *token..*last + 1);
        }
    }
}

/// A sign that weighs something in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign {
    /// Its words.
    pub piece: Piece,
    /// Tenths.
    pub weight: i32,
    /// Whether it is more than words: they stand at an end of the sentence.
    pub at_end: bool,
}

/// The signs of a sentence that weigh something, the heaviest first.
pub fn signs(scene: Scene<'_>, unit: usize, scale: usize, sentence: usize) -> Vec<Sign> {
    let (mut parts, mut pair, mut found) = (Vec::new(), String::new(), Vec::new());
    read(scene.raw, scene.text, tokens_of(scene.text, sentence), &mut parts);
    each_sign(&parts, &mut pair, |sign, tokens| {
        weights::of(&scene.view.units[unit].table, sign.as_bytes(), |of, weight| {
            if of == scale {
                let piece = Piece::of_tokens(scene.text, tokens.start, tokens.end);
                found.push(Sign { piece, weight, at_end: sign.starts_with(START) || sign.ends_with(END) });
            }
        });
    });
    found.sort_by_key(|sign: &Sign| (std::cmp::Reverse(sign.weight.abs()), sign.piece));
    found
}

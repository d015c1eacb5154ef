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

    /// What a sentence weighs; nothing if the draft was not weighed.
    pub fn sum(&self, unit: usize, scale: usize, sentence: usize) -> Option<i32> {
        self.sums.get(unit)?.get(scale * self.sentences + sentence).copied()
    }

    /// The sentences that weigh at least `from`.
    pub fn heavy(&self, unit: usize, scale: usize, from: i32) -> impl Iterator<Item = usize> {
        (0..self.sentences).filter(move |sentence| self.sum(unit, scale, *sentence).is_some_and(|sum| sum >= from))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin::Request;
    use crate::check::trace::Outcome;
    use crate::facts::Facts;
    use crate::ruleset::Ruleset;

    const PACK: &str = r#"
        name = "haste"
        language = "en"
        doubt = -30
        [[rule]]
        name = "soon"
        match = "soon"
        message = "x"
        bad = ["[[Soon]]."]
        good = ["x"]
        [[rule]]
        name = "sworn"
        sure = true
        match = "swear"
        message = "x"
        bad = ["I [[swear]]."]
        good = ["x"]
        [[rule]]
        name = "rushed"
        weigh = 10
        message = "{signs}"
        bad = ["[[Gotta run]]!"]
        good = ["x"]
        [weights]
        base = -40
        60 = ["gotta run"]
        -5 = ["dear", "^ so"]
        3 = ["!!", "0 ."]
    "#;

    fn ruleset() -> Ruleset {
        let (pack, mistakes) = crate::pack::read("haste.toml", PACK);
        assert_eq!(mistakes, []);
        let request = Request { without_builtin: true, packs: vec![pack], ..Request::default() };
        Ruleset::assemble(&request).unwrap().0
    }

    fn rules_in(text: &str) -> Vec<String> {
        let ruleset = ruleset();
        let facts = Facts { language: Some(Language::English), ..Facts::default() };
        let mut checker = Checker::new(&ruleset);
        let found: Vec<String> = checker.check(text, &facts).into_iter().map(|finding| finding.rule).collect();
        // What is found is told as broken; of two rules at one place the check names one.
        let told = checker.trace(text, &facts, None, None);
        let is_told = |rule: &String| told.iter().any(|account| account.outcome == Outcome::Broken && account.rule == *rule);
        assert!(found.iter().all(is_told), "{text}");
        found
    }

    #[test]
    fn signs_are_words_neighbours_and_ends() {
        let ruleset = ruleset();
        let mut checker = Checker::new(&ruleset);
        let signs = |checker: &mut Checker<'_>, text: &str| {
            let sentences = checker.sentence_signs(text, Language::English);
            sentences.into_iter().map(|(_, signs)| signs.join("|")).collect::<Vec<_>>()
        };
        let two = signs(&mut checker, "So, run 12 miles?! Über $ 5");
        assert_eq!(two[0], "^ so|so|so ,|,|, run|run|run 0|0|0 miles|miles|miles ?!|?!|?! .");
        assert_eq!(two[1], "^ ueber|ueber|ueber $|$|$ 0|0|0 .");
        let parted = signs(&mut checker, "Dear {{name}}, see www.example.com now");
        assert_eq!(parted, ["^ dear|dear|,|, see|see|now|now ."]);
        assert_eq!(signs(&mut checker, ""), Vec::<String>::new());
    }

    #[test]
    fn a_heavy_sentence_is_found_and_a_light_one_lifts_what_is_not_sure() {
        assert_eq!(rules_in("Gotta run, cheers. See you."), ["haste/rushed"]);
        assert_eq!(rules_in("It comes soon."), ["haste/soon"], "words that nobody weighed raise no doubt");
        assert_eq!(rules_in("It comes soon, dear."), Vec::<String>::new());
        assert_eq!(rules_in("My dear, I swear it."), ["haste/sworn"]);
        assert_eq!(rules_in("Gotta run, soon."), ["haste/soon"], "who names the words is told instead of the sentence");
    }

    #[test]
    fn what_a_customer_said_is_not_found_by_its_weight() {
        assert_eq!(rules_in("You wrote \"Gotta run\" to us."), Vec::<String>::new());
        assert_eq!(rules_in("> Gotta run, cheers.\n\nThe van is here."), Vec::<String>::new());
    }
}

//! What a glance at a draft tells: the sentences in which identifiers, numbers, dates and patterns may stand. In: the draft, cut. Out: masks of sentences.
//! It spares most drafts the search for them; what it rules out is not there.

use super::hits::Scene;
use super::text::{Mask, is_capitals};
use crate::language::class;
use crate::language::special::SpecialKind;
use crate::language::word::TokenKind;
use crate::phrase::{Recogniser, WordShape};
use crate::recognise::hint;
use crate::ruleset::FreePost;
use crate::ruleset::code::free;
use crate::ruleset::pattern;
use crate::ruleset::table::Section;

/// A form that was not asked for yet.
const UNKNOWN: u8 = u8::MAX;

/// The signs with which placeholders begin or end, as [`pattern::sign`] has them.
const SIGNS_OF_PLACEHOLDERS: u128 = 1 << b'{' | 1 << b'}' | 1 << b'<' | 1 << b'@' | 1 << b'#' | 1 << b'*';

/// Where something may stand.
#[derive(Default)]
pub struct Glance {
    /// Digits outside handles and addresses.
    digits: Mask,
    /// Digits or number words.
    numbers: Mask,
    urls: Mask,
    mails: Mask,
    placeholders: Mask,
    handles: Mask,
    /// Words in capitals.
    capitals: Mask,
    dates: Mask,
    times: Mask,
    durations: Mask,
    names: Mask,
    /// What is hinted by each form of the first table of each language, as far as it was asked for; kept between drafts.
    known: [Vec<u8>; 2],
    /// The ASCII signs of the draft.
    signs: u128,
    /// How many digits it has.
    digit_count: usize,
    /// Regular expressions, unit and number, of which a literal stands in the draft.
    patterns: Vec<(u32, u32)>,
}

impl Glance {
    /// Looks at a draft.
    pub fn look(&mut self, scene: Scene<'_>) {
        let (mut patterns, known) = (std::mem::take(&mut self.patterns), std::mem::take(&mut self.known));
        patterns.clear();
        *self = Glance { patterns, known, ..Glance::default() };
        for byte in scene.raw.bytes() {
            self.signs |= pattern::sign(byte);
            self.digit_count += usize::from(byte.is_ascii_digit());
        }
        self.look_for_literals(scene);
        let text = scene.text;
        for (number, (token, class)) in text.words.tokens.iter().zip(&text.classes).enumerate() {
            let bit = text.sentence_bit(number);
            match token.kind {
                TokenKind::Special(SpecialKind::Url) => {
                    self.urls |= bit;
                    self.note_digits(&scene.raw[token.span().range()], bit);
                }
                TokenKind::Special(SpecialKind::Email) => {
                    self.mails |= bit;
                    self.note_digits(&scene.raw[token.span().range()], bit);
                }
                TokenKind::Special(SpecialKind::Placeholder) => self.placeholders |= bit,
                TokenKind::Special(SpecialKind::Mention) => self.handles |= bit,
                TokenKind::Special(_) | TokenKind::Emoji | TokenKind::Sign => {}
                TokenKind::Number => self.digits |= bit,
                TokenKind::Word => {
                    let word = &scene.raw[token.span().range()];
                    if token.capital && is_capitals(word) {
                        self.capitals |= bit;
                    }
                    if class & class::NUMERAL != 0 {
                        self.numbers |= bit;
                    }
                    let hint = self.hint(scene, word, token.capital, number);
                    self.note(hint, bit);
                }
            }
        }
        // Fractions are no words.
        if !scene.raw.is_ascii() && scene.raw.contains(['½', '¼', '¾']) {
            self.digits = Mask::MAX;
        }
        self.numbers |= self.digits;
    }

    /// Most words are forms of a table; each is asked for once.
    fn hint(&mut self, scene: Scene<'_>, word: &str, capital: bool, token: usize) -> u8 {
        let folded = || scene.text.words.fold_of(&scene.text.words.tokens[token]);
        let Some(form) = scene.text.first_form(token) else { return hint::of(word, folded(), capital) };
        let known = &mut self.known[scene.view.language as usize];
        let place = form * 2 + usize::from(capital);
        if known.len() <= place {
            known.resize(place + 1, UNKNOWN);
        }
        if known[place] == UNKNOWN {
            known[place] = hint::of(word, folded(), capital);
        }
        known[place]
    }

    fn note(&mut self, hint: u8, bit: Mask) {
        if hint == 0 {
            return;
        }
        let noted = |flag: u8| if hint & flag != 0 { bit } else { 0 };
        self.dates |= noted(hint::DATE);
        self.times |= noted(hint::TIME);
        self.durations |= noted(hint::DURATION);
        self.names |= noted(hint::NAME);
        self.numbers |= noted(hint::NUMBER);
        self.digits |= noted(hint::DIGIT);
    }

    /// An address may hold digits that a recogniser takes for its own: a telephone number, an order number. A few do not make one.
    fn note_digits(&mut self, address: &str, bit: Mask) {
        if address.bytes().filter(u8::is_ascii_digit).count() >= 4 {
            self.digits |= bit;
        }
    }

    /// The sentences in which what finds a phrase may stand.
    pub fn may_find(&self, post: &FreePost) -> Mask {
        match post.kind {
            free::RECOGNISER => {
                let mask = self.may_recognise(Recogniser::ALL[post.operand as usize % Recogniser::ALL.len()]);
                // What is found may begin in the sentence before: "Goethestr. 8".
                mask | mask >> 1
            }
            free::REGEX if self.signs & post.signs != post.signs => 0,
            free::REGEX if post.some_sign != 0 && self.signs & post.some_sign == 0 => 0,
            free::REGEX if post.literal && !self.patterns.contains(&(post.unit as u32, post.operand)) => 0,
            free::SHAPE if post.operand == WordShape::Capitals as u32 => self.capitals,
            _ => Mask::MAX,
        }
    }

    fn may_recognise(&self, kind: Recogniser) -> Mask {
        match kind {
            Recogniser::Email => self.mails,
            Recogniser::Url => self.urls,
            Recogniser::Placeholder | Recogniser::UnknownPlaceholder | Recogniser::BarePlaceholder => self.placeholders,
            Recogniser::UnbalancedPlaceholder if self.signs & SIGNS_OF_PLACEHOLDERS == 0 => 0,
            Recogniser::UnbalancedPlaceholder => Mask::MAX,
            Recogniser::Handle => self.handles,
            Recogniser::Name => self.names,
            Recogniser::Date => self.dates | self.digits,
            Recogniser::Time => self.times | self.numbers,
            Recogniser::Duration => self.durations | self.digits,
            Recogniser::Number | Recogniser::Percent | Recogniser::Money => self.numbers,
            kind if self.digit_count < fewest_digits(kind) => 0,
            _ => self.digits,
        }
    }

    fn look_for_literals(&mut self, scene: Scene<'_>) {
        for (number, unit) in scene.view.units.iter().enumerate().filter(|(_, unit)| unit.active) {
            let Some(automaton) = unit.literals() else { continue };
            for found in automaton.find_overlapping_iter_from_iter(scene.raw.bytes().map(|byte| byte.to_ascii_lowercase())) {
                let mut row = found.value() as usize;
                loop {
                    let pattern = (number as u32, unit.table.get(Section::Literals, row * 2));
                    if !self.patterns.contains(&pattern) {
                        self.patterns.push(pattern);
                    }
                    if unit.table.get(Section::Literals, row * 2 + 1) == 0 {
                        break;
                    }
                    row += 1;
                }
            }
        }
    }
}

/// How many digits an identifier has at least.
fn fewest_digits(kind: Recogniser) -> usize {
    match kind {
        Recogniser::Card => 12,
        Recogniser::Iban | Recogniser::TaxId => 10,
        Recogniser::Insurance => 9,
        Recogniser::IdCard | Recogniser::Phone | Recogniser::BirthDate => 3,
        _ => 1,
    }
}

//! One draft, understood as far as the check needs it: tokens, their forms in every table, sentences, clauses, quotations.
//! In: the decoded text and a view. Out: answers to "is this token that word". Kept and filled anew for every draft.

use crate::facts::Language;
use crate::language::class;
use crate::language::clause::clauses;
use crate::language::gap;
use crate::language::inflect::{Shape, behind_particle, guess_shape};
use crate::language::quotation::quotations;
use crate::language::sentence::sentences;
use crate::language::word::{TokenKind, Words};
use crate::phrase::WordShape;
use crate::ruleset::code::term;
use crate::ruleset::table::{Section, TERM, hash};
use crate::ruleset::{Unit, View, fits_open};
use crate::span::Span;

/// No form of a table.
const NONE: u32 = u32::MAX;

/// A set of sentences of a draft, one bit each; the last bit stands for all that follow.
pub type Mask = u64;

/// The sentences of `mask` and those that follow one of them: from there it is the sentence before.
pub fn reach_before(mask: Mask) -> Mask {
    mask | mask << 1 | mask & 1 << (Mask::BITS - 1)
}

/// The class of an infinitive that no table knows, from that of the verb behind its particle: absperren.
fn separable_class(view: &View, folded: &str) -> u32 {
    // Most words that no table knows end otherwise and are spared the search.
    if !folded.ends_with('n') {
        return 0;
    }
    let infinitive = Shape::INFINITIVE.bits();
    let class_of = |base: &str| {
        let forms =
            view.units.iter().filter_map(|unit| Some(unit.table.form_class(unit.table.form(base.as_bytes(), hash(base.as_bytes()))?)));
        forms.fold(0, |class, form| class | form)
    };
    let mut bases = behind_particle(folded).filter(|base| base.len() >= 4).map(class_of);
    let base = bases.find(|class| class & infinitive != 0).unwrap_or_default();
    base & Shape::INFINITIVE.union(Shape::FINITE).union(Shape::VERB).bits()
}

/// A word in disguise: these tokens spell this term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Disguise {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// The unit of the term.
    pub unit: usize,
    /// The term.
    pub term: u32,
    /// Bytes of the text.
    pub span: Span,
}

/// A draft, cut and looked up.
#[derive(Default)]
pub struct Text {
    /// The words.
    pub words: Words,
    /// What is known of each token: flags of `language::class`.
    pub classes: Vec<u32>,
    /// For each token the number of its sentence.
    pub sentences: Vec<u32>,
    /// For each token the number of its clause.
    pub clauses: Vec<u32>,
    /// Quotations, bytes.
    pub quotations: Vec<Span>,
    /// Words in disguise.
    pub disguises: Vec<Disguise>,
    forms: Vec<u32>,
    units: usize,
    open: Vec<(u32, u8, u32)>,
}

impl Text {
    /// Cuts `text` and looks every word up in every table of the view.
    pub fn read(&mut self, text: &str, view: &View) {
        self.words.cut(text);
        self.look_up(view);
    }

    /// Looks the words that are cut already up in the tables of another view.
    pub fn look_up(&mut self, view: &View) {
        self.units = view.units.len();
        self.forms.clear();
        self.classes.clear();
        self.open.clear();
        self.disguises.clear();
        for token in &self.words.tokens {
            let span = token.fold_span();
            let folded = &self.words.folded.as_bytes()[span.range()];
            let hash = hash(folded);
            let mut class = 0;
            for unit in &view.units {
                let mut form = unit.table.form(folded, hash);
                if form.is_none() && token.gendered {
                    form = plain_gender(unit, folded);
                }
                class |= form.map_or(0, |form| unit.table.form_class(form));
                self.forms.push(form.filter(|_| unit.active).map_or(NONE, |form| form as u32));
            }
            if class == 0 && !token.capital && view.language == Language::German {
                class = separable_class(view, &self.words.folded[span.range()]);
            }
            self.classes.push(class);
        }
        for (number, unit) in view.units.iter().enumerate().filter(|(_, unit)| unit.active) {
            self.find_open(number, unit);
        }
    }

    /// Words with open ends.
    fn find_open(&mut self, number: usize, unit: &Unit) {
        let Some(automaton) = unit.open_words() else { return };
        let table = &unit.table;
        let fragments = table.len(Section::Fragments) / 4;
        let mut token = 0;
        for found in automaton.find_overlapping_iter(self.words.folded.as_bytes()) {
            while token > 0 && self.words.tokens[token].fold_span().start > found.start() {
                token -= 1;
            }
            while token < self.words.tokens.len() && self.words.tokens[token].fold_span().end < found.end() {
                token += 1;
            }
            let Some(span) = self.words.tokens.get(token).map(|token| token.fold_span()) else { continue };
            if self.words.tokens[token].kind != TokenKind::Word || span.start > found.start() {
                continue;
            }
            let (before, after) = (&self.words.folded[span.start..found.start()], &self.words.folded[found.end()..span.end]);
            let first = found.value() as usize;
            let text = (table.get(Section::Fragments, first * 4), table.get(Section::Fragments, first * 4 + 1));
            for fragment in first..fragments {
                if (table.get(Section::Fragments, fragment * 4), table.get(Section::Fragments, fragment * 4 + 1)) != text {
                    break;
                }
                let ends = table.get(Section::Fragments, fragment * 4 + 2);
                if fits_open(before, after, ends & 1 != 0, ends & 2 != 0) {
                    self.open.push((token as u32, number as u8, table.get(Section::Fragments, fragment * 4 + 3)));
                }
            }
        }
        self.open.sort_unstable();
        self.open.dedup();
    }

    /// Cuts the text into sentences.
    pub fn cut_sentences(&mut self) {
        sentences(&self.words, &self.classes, &mut self.sentences);
    }

    /// Clauses and quotations: needed only where a rule may be broken.
    pub fn understand(&mut self, text: &str, language: Language) {
        clauses(&self.words, &self.classes, &self.sentences, language, &mut self.clauses);
        quotations(text, &mut self.quotations);
    }

    /// The token's form in the first table.
    pub fn first_form(&self, token: usize) -> Option<usize> {
        let form = if self.units == 0 { NONE } else { self.forms[token * self.units] };
        (form != NONE).then_some(form as usize)
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.words.tokens.len()
    }

    /// The sentence of a token as a set.
    pub fn sentence_bit(&self, token: usize) -> Mask {
        1 << self.sentences[token].min(Mask::BITS - 1)
    }

    /// Calls `each` with every term of a token: unit and term. Case is not looked at.
    pub fn each_term(&self, view: &View, token: usize, mut each: impl FnMut(usize, u32)) {
        for unit in 0..self.units {
            let form = self.forms[token * self.units + unit];
            if form != NONE {
                let table = &view.units[unit].table;
                for term in &table.all(Section::FormTerms)[table.form_terms(form as usize)] {
                    each(unit, *term);
                }
            }
        }
        if !self.open.is_empty() {
            let start = self.open.partition_point(|(at, ..)| (*at as usize) < token);
            for (_, unit, term) in self.open[start..].iter().take_while(|(at, ..)| *at as usize == token) {
                each(usize::from(*unit), *term);
            }
        }
    }

    /// Whether the token is a form of one of the terms, which stand in order, in a case that the term allows.
    pub fn is_one_of(&self, view: &View, raw: &str, token: usize, unit: usize, wanted: &[u32]) -> bool {
        let table = &view.units[unit].table;
        let fits = |term: &u32| {
            wanted.binary_search(term).is_ok()
                && self.case_fits(table.get(Section::Terms, *term as usize * TERM), raw, token, unit, *term, view)
        };
        let form = self.forms[token * self.units + unit];
        if form != NONE && table.all(Section::FormTerms)[table.form_terms(form as usize)].iter().any(fits) {
            return true;
        }
        if self.open.is_empty() {
            return false;
        }
        let start = self.open.partition_point(|(at, ..)| (*at as usize) < token);
        let here = self.open[start..].iter().take_while(|(at, ..)| *at as usize == token);
        here.filter(|(_, of, _)| usize::from(*of) == unit).any(|(.., term)| fits(term))
    }

    fn case_fits(&self, flags: u32, raw: &str, token: usize, unit: usize, wanted: u32, view: &View) -> bool {
        if flags == 0 {
            return true;
        }
        let word = &raw[self.words.tokens[token].span().range()];
        if flags & term::EXACT != 0 {
            let table = &view.units[unit].table;
            let at = wanted as usize * TERM;
            let surface = table.text(table.get(Section::Terms, at + 1), table.get(Section::Terms, at + 2));
            return word == surface || flags & term::NAME != 0 && word.strip_suffix('s') == Some(surface);
        }
        if flags & term::SMALL != 0 && self.words.tokens[token].capital && !self.may_be_capital(token) {
            // In capitals throughout, a word tells nothing about its kind.
            return word.chars().filter(|letter| letter.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase);
        }
        true
    }

    /// Whether a capital says nothing about the word: at the start of a sentence, a quotation, a list item, or behind a colon.
    fn may_be_capital(&self, token: usize) -> bool {
        token == 0
            || self.words.tokens[token].gap & (gap::STOP | gap::COLON | gap::QUOTE | gap::BULLET | gap::LINE | gap::DASH) != 0
            || self.sentences.get(token) != self.sentences.get(token - 1)
            || matches!(self.words.tokens[token - 1].kind, TokenKind::Emoji | TokenKind::Special(_))
    }

    /// Whether the token has the shape, known from tables or guessed from its ending.
    pub fn has_shape(&self, raw: &str, token: usize, shape: WordShape, language: Language) -> bool {
        let entry = &self.words.tokens[token];
        if entry.kind != TokenKind::Word {
            return false;
        }
        let wanted = match shape {
            WordShape::Infinitive => Shape::INFINITIVE.union(Shape::ZU_INFINITIVE),
            WordShape::Participle => Shape::PARTICIPLE,
            WordShape::Comparative => Shape::COMPARATIVE,
            WordShape::Capitals => return entry.gap & gap::CLITIC == 0 && is_capitals(&raw[entry.span().range()]),
        };
        let capital = entry.capital && !self.may_be_capital(token);
        if capital && language == Language::German {
            return false;
        }
        let known = Shape(self.classes[token] & 0xffff);
        // A small-written German word that is known as a noun alone is something else here: aussehen.
        let noun_only = language == Language::German && !entry.capital && !known.intersects(Shape::VERB.union(Shape::ADJECTIVE));
        if !known.is_none() && !noun_only {
            return known.intersects(wanted);
        }
        self.classes[token] & !0xffff == 0 && guess_shape(&raw[entry.span().range()], language, capital).intersects(wanted)
    }

    /// Whether a word may follow the one before it in a phrase: nothing stronger than a comma stands between.
    pub fn is_neighbour(&self, token: usize) -> bool {
        if token == 0 || self.sentences[token] != self.sentences[token - 1] {
            return false;
        }
        let gap = self.words.tokens[token].gap;
        // The full stop of an ordinal or an abbreviation parts nothing.
        let strong = if gap & gap::PERIOD_ONLY != 0 { gap::STRONG & !gap::STOP } else { gap::STRONG };
        gap & strong == 0
    }

    /// One past the last token of the sentence of `token`.
    pub fn sentence_end(&self, token: usize) -> usize {
        let sentence = self.sentences[token];
        token + self.sentences[token..].partition_point(|other| *other <= sentence)
    }

    /// The first token of the sentence of `token`.
    pub fn sentence_start(&self, token: usize) -> usize {
        self.sentences.partition_point(|other| *other < self.sentences[token])
    }

    /// Whether the particle of a split verb may stand at `token`: last in its clause, or before a preposition, als, wie or another clause.
    pub fn particle_may_stand(&self, token: usize) -> bool {
        let next = token + 1;
        if next >= self.len() || self.sentences[next] != self.sentences[token] || self.clauses[next] != self.clauses[token] {
            return true;
        }
        let strong = gap::STRONG | gap::COMMA | gap::LINE;
        self.words.tokens[next].gap & strong != 0
            || self.classes[next] & (class::PREPOSITION | class::COORDINATOR | class::SUBORDINATOR) != 0
                && self.classes[next] & class::ARTICLE == 0
            || matches!(self.words.tokens[next].kind, TokenKind::Emoji | TokenKind::Special(_))
    }

    /// Whether bytes of the text lie inside a quotation.
    pub fn is_quoted(&self, span: Span) -> bool {
        self.quotations.iter().any(|quotation| quotation.contains(span))
    }

    /// The tokens that share bytes with `span`; if there are none, the one before it.
    pub fn tokens_of(&self, span: Span) -> (usize, usize) {
        let tokens = &self.words.tokens;
        let start = tokens.partition_point(|token| token.end as usize <= span.start);
        let end = tokens.partition_point(|token| (token.start as usize) < span.end);
        if start < end { (start, end) } else { (start.saturating_sub(1), start.max(1).min(tokens.len())) }
    }
}

/// Whether a word has two letters or more and none of them is small.
pub fn is_capitals(word: &str) -> bool {
    let mut letters = word.chars().filter(|sign| sign.is_alphabetic());
    letters.by_ref().take_while(|letter| letter.is_uppercase()).count() >= 2 && !word.chars().any(char::is_lowercase)
}

/// The word without its gender ending: Kund:innen is looked up as Kundinnen, then as Kunde and Kund.
fn plain_gender(unit: &Unit, folded: &[u8]) -> Option<usize> {
    let stem = folded.strip_suffix(b"innen").or_else(|| folded.strip_suffix(b"in"))?;
    let mut word = stem.to_vec();
    [&b""[..], b"e", b"en"].into_iter().find_map(|ending| {
        word.truncate(stem.len());
        word.extend_from_slice(ending);
        unit.table.form(&word, hash(&word))
    })
}

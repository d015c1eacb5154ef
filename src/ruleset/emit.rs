//! Phrases → instructions. In: the parts of a phrase. Out: code for the matcher, with the place of each instruction in the phrase.

use super::code::Op;
use super::compile::Compiler;
use super::pattern;
use super::table::{REGEX, Section};
use crate::pack::Line;
use crate::phrase::{Part, Placed};
use crate::span::Span;

/// One way of a branch.
enum Way<'p> {
    Parts(&'p [Placed]),
    /// A word of one of these terms, in order; the words stand in this span of the phrase.
    Words(Vec<u32>, Span),
}

impl Compiler<'_> {
    pub(super) fn push_op(&mut self, op: Op, span: Span) {
        self.push_number(op.encode(), span);
    }

    fn push_number(&mut self, number: u32, span: Span) {
        self.builder.section(Section::Code).push(number);
        self.builder.section(Section::CodeSpans).push((span.start.min(0xffff) as u32) << 16 | span.len().min(0xffff) as u32);
    }

    pub(super) fn emit(&mut self, parts: &[Placed], base: usize, line: &Line) {
        for placed in parts {
            let span = placed.span;
            match &placed.part {
                Part::Word(word) => match self.terms_of(word, line)[..] {
                    [joined, finite, particle] => {
                        self.push_op(Op::Verb(joined), span);
                        self.push_number(finite, span);
                        self.push_number(particle, span);
                    }
                    [only, ..] => self.push_op(Op::Word(only), span),
                    [] => {}
                },
                Part::Any => self.push_op(Op::Any, span),
                Part::Gap => self.push_op(Op::Gap, span),
                Part::List(name) => {
                    let list = self.resolve(name);
                    if let Some((_, lists, _)) = self.phrase_lists.last_mut() {
                        lists.insert(list);
                    }
                    self.push_op(Op::List(list), span);
                }
                Part::Shape(shape) => self.push_op(Op::Shape(*shape as u32), span),
                Part::Recogniser(kind) => self.push_op(Op::Recognise(*kind as u32), span),
                Part::Regex(pattern) => {
                    let index = self.regex(pattern);
                    self.push_op(Op::Regex(index), span);
                }
                Part::Optional(inner) => self.branch(&[inner.as_slice(), &[]], span, base, line),
                Part::OneOf(options) => {
                    let ways: Vec<&[Placed]> = options.iter().map(Vec::as_slice).collect();
                    self.branch(&ways, span, base, line);
                }
            }
        }
    }

    fn branch(&mut self, ways: &[&[Placed]], span: Span, base: usize, line: &Line) {
        let ways = self.gathered(ways, line);
        if let [Way::Words(terms, span)] = &ways[..] {
            return self.words(terms, *span);
        }
        self.push_op(Op::Branch(ways.len() as u32), span);
        let addresses = self.builder.len(Section::Code);
        ways.iter().for_each(|_| self.push_number(0, span));
        let mut jumps = Vec::new();
        for (index, way) in ways.iter().enumerate() {
            let here = (self.builder.len(Section::Code) - base) as u32;
            self.builder.section(Section::Code)[addresses + index] = here;
            match way {
                Way::Parts(parts) => self.emit(parts, base, line),
                Way::Words(terms, span) => self.words(terms, *span),
            }
            if index + 1 < ways.len() {
                jumps.push(self.builder.len(Section::Code));
                self.push_op(Op::Jump(0), span);
            }
        }
        let end = (self.builder.len(Section::Code) - base) as u32;
        for jump in jumps {
            self.builder.section(Section::Code)[jump] = Op::Jump(end).encode();
        }
    }

    fn words(&mut self, terms: &[u32], span: Span) {
        self.push_op(Op::Words(terms.len() as u32), span);
        terms.iter().for_each(|term| self.push_number(*term, span));
    }

    /// The ways of a branch, single words next to each other as one: a word of the draft is then asked for its terms once, and not for each in turn.
    fn gathered<'p>(&mut self, ways: &[&'p [Placed]], line: &Line) -> Vec<Way<'p>> {
        let mut gathered: Vec<Way<'p>> = Vec::new();
        for way in ways {
            let term = match way {
                [Placed { part: Part::Word(word), span }] => match self.terms_of(word, line)[..] {
                    [only] => Some((only, *span)),
                    _ => None,
                },
                _ => None,
            };
            match (term, gathered.last_mut()) {
                (Some((term, place)), Some(Way::Words(terms, span))) => {
                    terms.push(term);
                    *span = Span::new(span.start.min(place.start), span.end.max(place.end));
                }
                (Some((term, span)), _) => gathered.push(Way::Words(vec![term], span)),
                (None, _) => gathered.push(Way::Parts(way)),
            }
        }
        for way in &mut gathered {
            if let Way::Words(terms, _) = way {
                terms.sort_unstable();
                terms.dedup();
            }
        }
        gathered
    }

    pub(super) fn regex(&mut self, pattern: &str) -> u32 {
        let (start, length) = self.builder.string(pattern);
        let known = self.builder.section(Section::Regexes).chunks(REGEX).position(|row| row[..2] == [start, length]);
        if let Some(index) = known {
            return index as u32;
        }
        let index = (self.builder.len(Section::Regexes) / REGEX) as u32;
        let literals = pattern::literals(pattern);
        let signs = pattern::signs(pattern);
        self.builder.section(Section::Regexes).extend([start, length, u32::from(!literals.is_empty())]);
        for signs in [signs, pattern::some_sign(pattern)] {
            self.builder.section(Section::Regexes).extend((0..4).map(|part| (signs >> (part * 32)) as u32));
        }
        self.literals.extend(literals.into_iter().map(|literal| (literal, index)));
        index
    }
}

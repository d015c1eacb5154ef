//! Packs → one table. In: the packs of one language, inflection tables, what is known of words. Out: a table, and advice on what was guessed.
//! Runs when knigge is built for the embedded packs and at start for a company's.

use std::collections::{BTreeMap, BTreeSet};

use super::anchor;
use super::code::{NO_REACH, Op, phrase_flag, term};
use super::pattern;
use super::rule;
use super::table::{Builder, NEED_LIST, REGEX, Section, hash, slots};
use crate::facts::Language;
use crate::finding::{Gravity, Mistake, Wording};
use crate::language::class;
use crate::language::fold::fold;
use crate::language::inflect::{self, Form, Shape, Tables, WordKind};
use crate::pack::{Line, Pack};
use crate::phrase::{Part, Placed, Reach, Word};
use crate::span::Span;

/// What a unit is compiled with.
pub struct Compilation<'p> {
    /// The language of the unit: what its drafts are written in.
    pub language: Language,
    /// Packs of that language or of any.
    pub packs: Vec<&'p Pack>,
    /// All inflection tables of the language, the packs' own included.
    pub tables: &'p Tables,
    /// What is known of a folded word (flags of `language::class`) beyond these packs.
    pub known: &'p dyn Fn(&str) -> u32,
    /// Whether the forms of all tables go into the unit, so that clauses can be told: once a language.
    pub with_vocabulary: bool,
}

/// A term: one word of phrases with its forms.
#[derive(PartialEq, Eq, PartialOrd, Ord, Clone)]
struct TermKey {
    word: Word,
    /// For the finite part and the particle of a separable verb.
    role: u8,
    name: bool,
}

struct TermInfo {
    flags: u32,
    surface: String,
    posts: Vec<u32>,
    forms: Vec<String>,
}

pub(super) struct Compiler<'p> {
    input: &'p Compilation<'p>,
    builder: Builder,
    forms: BTreeMap<String, (u32, BTreeSet<u32>)>,
    term_ids: BTreeMap<TermKey, u32>,
    terms: Vec<TermInfo>,
    fragments: Vec<(String, u32, u32)>,
    list_ids: BTreeMap<String, u32>,
    lists: Vec<[u32; 6]>,
    literals: BTreeSet<(String, u32)>,
    list_posts: Vec<(u32, u32)>,
    free_posts: Vec<(u32, u32)>,
    phrase_lists: Vec<(u32, BTreeSet<u32>, BTreeSet<u32>)>,
    advice: Vec<Mistake>,
    pack: Option<&'p Pack>,
}

/// Compiles packs into a table.
pub fn compile(input: &Compilation<'_>) -> (Vec<u8>, Vec<Mistake>) {
    let mut compiler = Compiler {
        input,
        builder: Builder::default(),
        forms: BTreeMap::new(),
        term_ids: BTreeMap::new(),
        terms: Vec::new(),
        fragments: Vec::new(),
        list_ids: BTreeMap::new(),
        lists: Vec::new(),
        literals: BTreeSet::new(),
        list_posts: Vec::new(),
        free_posts: Vec::new(),
        phrase_lists: Vec::new(),
        advice: Vec::new(),
        pack: None,
    };
    compiler.run();
    compiler.finish()
}

impl<'p> Compiler<'p> {
    fn run(&mut self) {
        for pack in &self.input.packs {
            for (bit, word) in &pack.grammar {
                self.forms.entry(fold(word)).or_default().0 |= bit;
            }
        }
        if self.input.with_vocabulary {
            self.vocabulary();
        }
        // Names first, so that a list may speak of one that follows.
        for pack in &self.input.packs {
            for list in &pack.lists {
                self.list_id(&list_key(pack, &list.name));
            }
        }
        for pack in &self.input.packs {
            self.pack = Some(pack);
            for list in &pack.lists {
                let id = self.list_id(&list_key(pack, &list.name));
                self.fill(id, &list.words, &list.except, list.reach);
            }
        }
        let mut masked = BTreeSet::new();
        for pack in &self.input.packs {
            self.pack = Some(pack);
            for found in &pack.rules {
                let start = self.phrase_lists.len();
                rule::compile(self, pack, found);
                if found.masked {
                    masked.extend(start..self.phrase_lists.len());
                }
            }
        }
        self.mark_masked(masked);
    }

    /// Every form that the tables know, so that finite verbs, participles and comparatives are recognised in any text.
    fn vocabulary(&mut self) {
        let tables = self.input.tables;
        let words = tables.verbs.keys().chain(tables.nouns.keys()).chain(tables.adjectives.keys());
        for word in words {
            for form in inflect::inflect(word, self.input.language, tables).forms {
                self.forms.entry(fold(&form.text)).or_default().0 |= form.shape.0;
            }
        }
    }

    pub(super) fn builder(&mut self) -> &mut Builder {
        &mut self.builder
    }

    /// The number of the list with this key, made empty if it is new.
    pub(super) fn list_id(&mut self, key: &str) -> u32 {
        if let Some(id) = self.list_ids.get(key) {
            return *id;
        }
        let id = self.anonymous();
        let (start, length) = self.builder.string(key);
        self.lists[id as usize][0] = start;
        self.lists[id as usize][1] = length;
        self.list_ids.insert(key.to_string(), id);
        id
    }

    fn anonymous(&mut self) -> u32 {
        self.lists.push([0, 0, NO_REACH, 0, 0, 0]);
        self.lists.len() as u32 - 1
    }

    /// A list without a name: the phrases of a rule's `match`, of one condition, of an `except`.
    pub(super) fn anonymous_list(&mut self, lines: &[Line]) -> u32 {
        let id = self.anonymous();
        self.fill(id, lines, &[], None);
        id
    }

    /// A list of the same key may be filled by several files; their phrases add up.
    fn fill(&mut self, id: u32, lines: &[Line], except: &[Line], reach: Option<Reach>) {
        let first = self.phrase_lists.len() as u32;
        for line in lines {
            self.phrase(id, line);
        }
        let list = &mut self.lists[id as usize];
        if list[4] == 0 {
            list[3] = first;
        }
        list[4] += self.phrase_lists.len() as u32 - first;
        if let Some(reach) = reach {
            list[2] = reach as u32;
        }
        if !except.is_empty() {
            let inner = match self.lists[id as usize][5] {
                0 => self.anonymous(),
                known => known - 1,
            };
            self.fill(inner, except, &[], None);
            self.lists[id as usize][5] = inner + 1;
        }
    }

    /// The number of the list that a phrase of the current pack means by `@name`: its own, else the shared one.
    pub(super) fn resolve(&mut self, name: &str) -> u32 {
        let own = self.pack.map(|pack| list_key(pack, name)).filter(|key| self.list_ids.contains_key(key));
        self.list_id(&own.unwrap_or_else(|| name.to_string()))
    }

    fn phrase(&mut self, list: u32, line: &Line) {
        let number = self.phrase_lists.len() as u32;
        self.phrase_lists.push((list, BTreeSet::new(), BTreeSet::new()));
        let code_start = self.builder.len(Section::Code);
        self.emit(&line.phrase.parts, code_start, line);
        self.push_op(Op::Match, Span::new(line.text.len(), line.text.len()));
        let (string, length) = self.builder.string(&line.text);
        let anchor = anchor::choose(&line.phrase.parts, &|word| self.is_closed(word));
        let before = anchor.before;
        let needs = self.builder.len(Section::Needs) as u32;
        self.needs(&line.phrase.parts, &anchor.parts, line);
        let needs_list = self.builder.section(Section::Needs)[needs as usize..].iter().any(|need| need & NEED_LIST != 0);
        let flags = if speaks(&line.phrase.parts) { phrase_flag::SPEAKS } else { 0 } | if needs_list { phrase_flag::NEEDS_LIST } else { 0 };
        self.builder.section(Section::Phrases).extend([code_start as u32, list, before, string, length, needs, flags]);
        for part in &anchor.parts {
            self.post(number, part, line);
        }
    }

    /// Notes that `part` finds the phrase.
    fn post(&mut self, phrase: u32, part: &Part, line: &Line) {
        use super::code::free;
        match part {
            Part::Word(word) => {
                let terms = self.terms_of(word, line);
                // The particle of a separable verb is no anchor.
                for id in terms.into_iter().take(2) {
                    self.terms[id as usize].posts.push(phrase);
                }
            }
            Part::List(name) => {
                let list = self.resolve(name);
                self.list_posts.push((list, phrase));
            }
            Part::Recogniser(kind) => self.free_posts.push((free::RECOGNISER << 24 | *kind as u32, phrase)),
            Part::Regex(pattern) => {
                let index = self.regex(pattern);
                self.free_posts.push((free::REGEX << 24 | index, phrase));
            }
            Part::Shape(shape) => self.free_posts.push((free::SHAPE << 24 | *shape as u32, phrase)),
            _ => {}
        }
    }

    /// Writes what the phrase cannot do without besides its anchor, so that most drafts need not be tried.
    fn needs(&mut self, parts: &[Placed], anchor: &[Part], line: &Line) {
        for placed in parts {
            let is_anchor = match &placed.part {
                Part::OneOf(options) => options
                    .iter()
                    .map(|option| match option.as_slice() {
                        [only] => Some(&only.part),
                        _ => None,
                    })
                    .eq(anchor.iter().map(Some)),
                part => std::slice::from_ref(part) == anchor,
            };
            if is_anchor {
                continue;
            }
            let group = match &placed.part {
                Part::OneOf(options) => {
                    let ways: Vec<Vec<u32>> = options
                        .iter()
                        .map(|option| option.iter().find_map(|placed| self.need(&placed.part, line)).unwrap_or_default())
                        .collect();
                    if ways.iter().any(Vec::is_empty) { Vec::new() } else { ways.concat() }
                }
                part => self.need(part, line).unwrap_or_default(),
            };
            if !group.is_empty() {
                self.builder.section(Section::Needs).push(group.len() as u32);
                self.builder.section(Section::Needs).extend(group);
            }
        }
    }

    /// One of these is in every match of the part.
    fn need(&mut self, part: &Part, line: &Line) -> Option<Vec<u32>> {
        match part {
            Part::Word(word) => Some(self.terms_of(word, line).into_iter().take(2).collect()),
            Part::List(name) => Some(vec![self.resolve(name) | NEED_LIST]),
            _ => None,
        }
    }

    fn is_closed(&self, word: &Word) -> bool {
        let folded = fold(&word.text);
        let class = self.forms.get(&folded).map_or(0, |(class, _)| *class) | (self.input.known)(&folded);
        class & class::CLOSED != 0
    }

    fn push_op(&mut self, op: Op, span: Span) {
        self.push_number(op.encode(), span);
    }

    fn push_number(&mut self, number: u32, span: Span) {
        self.builder.section(Section::Code).push(number);
        self.builder.section(Section::CodeSpans).push((span.start.min(0xffff) as u32) << 16 | span.len().min(0xffff) as u32);
    }

    fn emit(&mut self, parts: &[Placed], base: usize, line: &Line) {
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
        self.push_op(Op::Branch(ways.len() as u32), span);
        let addresses = self.builder.len(Section::Code);
        ways.iter().for_each(|_| self.push_number(0, span));
        let mut jumps = Vec::new();
        for (index, way) in ways.iter().enumerate() {
            let here = (self.builder.len(Section::Code) - base) as u32;
            self.builder.section(Section::Code)[addresses + index] = here;
            self.emit(way, base, line);
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

    fn regex(&mut self, pattern: &str) -> u32 {
        let (start, length) = self.builder.string(pattern);
        let known = self.builder.section(Section::Regexes).chunks(REGEX).position(|row| row[..2] == [start, length]);
        if let Some(index) = known {
            return index as u32;
        }
        let index = (self.builder.len(Section::Regexes) / REGEX) as u32;
        let literals = pattern::literals(pattern);
        let signs = pattern::signs(pattern);
        self.builder.section(Section::Regexes).extend([start, length, u32::from(!literals.is_empty())]);
        self.builder.section(Section::Regexes).extend((0..4).map(|part| (signs >> (part * 32)) as u32));
        self.literals.extend(literals.into_iter().map(|literal| (literal, index)));
        index
    }

    /// The terms of a word: one, or three for a separable verb (joined forms, finite forms, particle).
    fn terms_of(&mut self, word: &Word, line: &Line) -> Vec<u32> {
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
    fn mark_masked(&mut self, mut phrases: BTreeSet<usize>) {
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

    fn finish(mut self) -> (Vec<u8>, Vec<Mistake>) {
        let forms = std::mem::take(&mut self.forms);
        let mut hashes = Vec::with_capacity(forms.len());
        for (folded, (class, terms)) in &forms {
            hashes.push(hash(folded.as_bytes()));
            let (start, length) = self.builder.string(folded);
            let first = self.builder.len(Section::FormTerms) as u32;
            self.builder.section(Section::Forms).extend([start, length, *class, first]);
            self.builder.section(Section::FormTerms).extend(terms);
        }
        *self.builder.section(Section::Slots) = slots(&hashes);
        for info in std::mem::take(&mut self.terms) {
            let (start, length) = self.builder.string(&info.surface);
            let first = self.builder.len(Section::TermPosts) as u32;
            self.builder.section(Section::Terms).extend([info.flags, start, length, first]);
            let posts: BTreeSet<u32> = info.posts.into_iter().collect();
            self.builder.section(Section::TermPosts).extend(posts);
        }
        for list in std::mem::take(&mut self.lists) {
            self.builder.section(Section::Lists).extend(list);
        }
        let refs = self.phrase_lists.iter().flat_map(|(list, others, _)| others.iter().map(|other| (*list, *other))).collect();
        for (section, mut posts) in [
            (Section::ListPosts, std::mem::take(&mut self.list_posts)),
            (Section::FreePosts, std::mem::take(&mut self.free_posts)),
            (Section::ListRefs, refs),
        ] {
            posts.sort_unstable();
            posts.dedup();
            self.builder.section(section).extend(posts.iter().flat_map(|(by, phrase)| [*by, *phrase]));
        }
        let mut fragments = std::mem::take(&mut self.fragments);
        fragments.sort();
        fragments.dedup();
        for (text, open, term) in &fragments {
            let (start, length) = self.builder.string(text);
            self.builder.section(Section::Fragments).extend([start, length, *open, *term]);
        }
        let literals: Vec<(String, u32)> = std::mem::take(&mut self.literals).into_iter().collect();
        for (index, (text, regex)) in literals.iter().enumerate() {
            let goes_on = literals.get(index + 1).is_some_and(|(next, _)| next == text);
            self.builder.section(Section::Literals).extend([*regex, u32::from(goes_on)]);
        }
        self.builder.automata(
            automaton(fragments.iter().map(|(text, ..)| text.as_str())),
            automaton(literals.iter().map(|(text, _)| text.as_str())),
        );
        (self.builder.finish(), self.advice)
    }
}

/// The automaton that gives for each text, sorted, the place of its first row.
fn automaton<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<u8> {
    let mut patterns: Vec<(&str, u32)> = texts.enumerate().map(|(index, text)| (text, index as u32)).collect();
    patterns.dedup_by(|later, earlier| later.0 == earlier.0);
    daachorse::DoubleArrayAhoCorasick::<u32>::with_values(patterns).map(|automaton| automaton.serialize()).unwrap_or_default()
}

/// Whether lists or recognisers must be looked for before the phrase can be tried.
fn speaks(parts: &[Placed]) -> bool {
    parts.iter().any(|placed| match &placed.part {
        Part::List(_) | Part::Recogniser(_) => true,
        Part::Optional(inner) => speaks(inner),
        Part::OneOf(options) => options.iter().any(|option| speaks(option)),
        Part::Word(_) | Part::Any | Part::Gap | Part::Shape(_) | Part::Regex(_) => false,
    })
}

fn plain_form(text: &str) -> Form {
    Form { text: text.to_string(), shape: Shape(0) }
}

/// The key of a list: shared lists and those that a company extends go by their name, a pack's own by `pack/name`.
/// A pack without a name holds what a configuration adds; its lists are named by key.
pub fn list_key(pack: &Pack, name: &str) -> String {
    if pack.is_words() || pack.name.is_empty() || crate::pack::CONTRACT_LISTS.contains(&name) {
        name.to_string()
    } else {
        format!("{}/{name}", pack.name)
    }
}

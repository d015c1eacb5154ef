//! Packs → one table. In: the packs of one language, inflection tables, what is known of words. Out: a table, and advice on what was guessed.
//! Runs when knigge is built for the embedded packs and at start for a company's.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::anchor;
use super::code::{NO_REACH, Op, phrase_flag};
use super::rule;
use super::table::{Builder, NEED_LIST, PHRASE, POST, Section, hash, slots};
use crate::facts::Language;
use crate::finding::Mistake;
use crate::language::class;
use crate::language::fold::fold;
use crate::language::inflect::{self, Tables};
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
pub(super) struct TermKey {
    pub word: Word,
    /// For the finite part and the particle of a separable verb.
    pub role: u8,
    /// Whether the word names something.
    pub name: bool,
}

/// What is known of a term.
pub(super) struct TermInfo {
    pub flags: u32,
    pub surface: String,
    pub posts: Vec<u32>,
    pub forms: Vec<String>,
}

pub(super) struct Compiler<'p> {
    pub(super) input: &'p Compilation<'p>,
    pub(super) builder: Builder,
    pub(super) forms: BTreeMap<String, (u32, BTreeSet<u32>)>,
    pub(super) term_ids: BTreeMap<TermKey, u32>,
    pub(super) terms: Vec<TermInfo>,
    pub(super) fragments: Vec<(String, u32, u32)>,
    pub(super) list_ids: BTreeMap<String, u32>,
    pub(super) lists: Vec<[u32; 6]>,
    pub(super) literals: BTreeSet<(String, u32)>,
    pub(super) list_posts: Vec<(u32, u32)>,
    pub(super) free_posts: Vec<(u32, u32)>,
    pub(super) phrase_lists: Vec<(u32, BTreeSet<u32>, BTreeSet<u32>)>,
    pub(super) advice: Vec<Mistake>,
    /// How many phrases speak of each folded word.
    mentions: HashMap<String, u32>,
    pub(super) pack: Option<&'p Pack>,
    /// Names of the packs whose sentences are weighed, by number.
    pub(super) scales: Vec<&'p str>,
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
        mentions: HashMap::new(),
        pack: None,
        scales: Vec::new(),
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
        for pack in &self.input.packs {
            let lists = pack.lists.iter().flat_map(|list| list.words.iter().chain(&list.except));
            let rules = pack.rules.iter().flat_map(|rule| [&rule.matches, &rule.require, &rule.with, &rule.unless, &rule.except]);
            lists.chain(rules.flatten()).for_each(|line| anchor::mention(&line.phrase.parts, &mut self.mentions));
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
        self.weights();
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
        let anchor = anchor::choose(&line.phrase.parts, &|word| self.commonness(word));
        let before = anchor.before;
        let needs = self.builder.len(Section::Needs) as u32;
        self.needs(&line.phrase.parts, &anchor.parts, line);
        let configured = self.pack.is_some_and(|pack| pack.name.is_empty());
        let flag = |set: bool, flag: u32| if set { flag } else { 0 };
        let flags = flag(speaks(&line.phrase.parts), phrase_flag::SPEAKS) | flag(configured, phrase_flag::CONFIGURED);
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
        let mut groups: Vec<Vec<u32>> = Vec::new();
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
            let mut group = match &placed.part {
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
                group.sort_by_key(|need| need & NEED_LIST == 0);
                groups.push(group);
            }
        }
        // The shortest is asked for first: it is soon answered, and most often with no. Lists come last, they must be weighed.
        groups.sort_by_key(|group| (group.iter().any(|need| need & NEED_LIST != 0), group.len()));
        for group in groups {
            self.builder.section(Section::Needs).push(group.len() as u32);
            self.builder.section(Section::Needs).extend(group);
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

    /// What is asked of a phrase where a word finds it: its list, and where its needs stand.
    fn asked_of(&mut self, phrase: u32) -> [u32; POST] {
        let end = self.builder.len(Section::Needs) as u32;
        let phrases = self.builder.section(Section::Phrases);
        let number = |phrase: u32, index: usize| phrases.get(phrase as usize * PHRASE + index).copied();
        let start = number(phrase, 5).unwrap_or(end);
        [phrase, number(phrase, 1).unwrap_or(0), start, number(phrase + 1, 5).unwrap_or(end) - start]
    }

    /// How many phrases speak of the word; closed words are too common to count.
    fn commonness(&self, word: &Word) -> u32 {
        let folded = fold(&word.text);
        let class = self.forms.get(&folded).map_or(0, |(class, _)| *class) | (self.input.known)(&folded);
        if class & class::CLOSED != 0 { anchor::CLOSED } else { self.mentions.get(&folded).copied().unwrap_or(0) }
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
            let posts: Vec<u32> = posts.into_iter().flat_map(|phrase| self.asked_of(phrase)).collect();
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

/// The key of a list: shared lists and those that a company extends go by their name, a pack's own by `pack/name`.
/// A pack without a name holds what a configuration adds; its lists are named by key.
pub fn list_key(pack: &Pack, name: &str) -> String {
    if pack.is_words() || pack.name.is_empty() || crate::pack::CONTRACT_LISTS.contains(&name) {
        name.to_string()
    } else {
        format!("{}/{name}", pack.name)
    }
}

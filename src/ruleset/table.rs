//! The compiled form of packs: plain little-endian tables in one run of bytes, read in place.
//! In: sections of numbers and text. Out: the same, by index. The embedded packs are written so when knigge is built; nothing is decoded at start.

use std::borrow::Cow;
use std::ops::Range;

/// The parts of a table. Each is a run of little-endian `u32`, but `Strings` and the automata, which are bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub enum Section {
    /// Open-addressed hash table: hash, form + 1.
    Slots,
    /// [`FORM`] numbers a form.
    Forms,
    /// Terms of forms.
    FormTerms,
    /// [`TERM`] numbers a term.
    Terms,
    /// [`POST`] numbers for each phrase that a term finds.
    TermPosts,
    /// [`PHRASE`] numbers a phrase.
    Phrases,
    /// What a phrase cannot do without: groups of terms and lists, each a count and its members; lists carry [`NEED_LIST`].
    Needs,
    /// Instructions.
    Code,
    /// Place of each instruction in its phrase: start << 16 | length, bytes.
    CodeSpans,
    /// [`LIST`] numbers a list.
    Lists,
    /// Phrases that a list finds: list, phrase.
    ListPosts,
    /// Which list speaks of which: list, other list.
    ListRefs,
    /// Phrases that no word finds: kind << 24 | operand, phrase.
    FreePosts,
    /// [`RULE`] numbers a rule.
    Rules,
    /// Conditions: group, list, reach.
    Conditions,
    /// Open words: string, length, open start | open end << 1, term.
    Fragments,
    /// Forms that may be masked: string, length, term.
    Masked,
    /// [`REGEX`] numbers a regular expression.
    Regexes,
    /// The regular expressions of each literal: regular expression, and 1 if the next row is of the same literal.
    Literals,
    /// [`SCALE`] numbers for each pack whose sentences are weighed.
    Scales,
    /// The upper halves of the hashes of signs, sorted.
    SignKeys,
    /// [`SIGN`] numbers a sign, in the same order.
    Signs,
    /// UTF-8.
    Strings,
    /// The automaton that finds open words.
    Automaton,
    /// The automaton that finds literals, one of which stands in every match of its regular expression; in lower case.
    LiteralAutomaton,
}

/// The first of the sections that hold bytes.
const FIRST_BYTES: usize = Section::Strings as usize;
/// How many sections there are.
pub const SECTIONS: usize = 25;
/// Numbers of a regular expression: string, length, whether it has literals, four that hold the signs that it cannot do without, and four with signs of
/// which it needs one.
pub const REGEX: usize = 11;
/// Numbers of a form: string, length, class, start of its terms.
pub const FORM: usize = 4;
/// Numbers of a term: flags, string, length, start of its posts.
pub const TERM: usize = 4;
/// Numbers of a phrase: code, list, most words before the anchor, string, length, start of its needs, flags.
pub const PHRASE: usize = 7;
/// Marks a list among the needs of a phrase.
pub const NEED_LIST: u32 = 1 << 31;
/// Numbers of a post: phrase, its list, start and length of its needs. They stand together, so that a word is weighed without leaving its row.
pub const POST: usize = 4;
/// Numbers of a list: key, length, reach, first phrase, phrases, except list + 1.
pub const LIST: usize = 6;
/// Numbers of a scale: name of its pack, length, base, 1 if there is a doubt, the doubt.
pub const SCALE: usize = 5;
/// Numbers of a sign: lower half of its hash, its scale, what it weighs.
pub const SIGN: usize = 3;
/// Numbers of a rule, see `rule.rs`.
pub const RULE: usize = 36;

const MAGIC: u32 = 0x6b6e_6708;

/// Gathers sections.
#[derive(Default)]
pub struct Builder {
    numbers: [Vec<u32>; SECTIONS],
    strings: Vec<u8>,
    automata: [Vec<u8>; 2],
    interned: std::collections::HashMap<String, (u32, u32)>,
}

impl Builder {
    /// The numbers of a section, to be filled.
    pub fn section(&mut self, section: Section) -> &mut Vec<u32> {
        &mut self.numbers[section as usize]
    }

    /// How many numbers a section has.
    pub fn len(&self, section: Section) -> usize {
        self.numbers[section as usize].len()
    }

    /// Stores a text once; gives its place and length in bytes.
    pub fn string(&mut self, text: &str) -> (u32, u32) {
        if let Some(place) = self.interned.get(text) {
            return *place;
        }
        let place = (self.strings.len() as u32, text.len() as u32);
        self.strings.extend_from_slice(text.as_bytes());
        self.interned.insert(text.to_string(), place);
        place
    }

    /// Sets the bytes of the automaton over open words and of the one over literals.
    pub fn automata(&mut self, open: Vec<u8>, literals: Vec<u8>) {
        self.automata = [open, literals];
    }

    /// Writes everything into one run of bytes.
    pub fn finish(self) -> Vec<u8> {
        let mut bodies: Vec<Vec<u8>> =
            self.numbers.iter().map(|numbers| numbers.iter().flat_map(|number| number.to_le_bytes()).collect()).collect();
        bodies[Section::Strings as usize] = self.strings;
        let [open, literals] = self.automata;
        bodies[Section::Automaton as usize] = open;
        bodies[Section::LiteralAutomaton as usize] = literals;
        let mut out = MAGIC.to_le_bytes().to_vec();
        let mut at = 4 + SECTIONS * 8;
        for body in &bodies {
            out.extend((at as u32).to_le_bytes());
            out.extend((body.len() as u32).to_le_bytes());
            at += body.len();
        }
        bodies.iter().for_each(|body| out.extend_from_slice(body));
        out
    }
}

/// A table as it is read: sections of an embedded one stay where they are.
#[derive(Debug, Clone)]
pub struct Table {
    numbers: [Cow<'static, [u32]>; FIRST_BYTES],
    bytes: [Cow<'static, [u8]>; SECTIONS - FIRST_BYTES],
}

impl Table {
    /// Reads a table. Nothing is copied if the bytes are static, begin at an address that four divides, and the machine is little-endian.
    /// `None` if the bytes are no table of this version.
    pub fn new(bytes: Cow<'static, [u8]>) -> Option<Table> {
        let number = |at: usize| bytes.get(at..at + 4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]) as usize);
        if number(0)? != MAGIC as usize {
            return None;
        }
        let mut table = Table { numbers: std::array::from_fn(|_| Cow::default()), bytes: std::array::from_fn(|_| Cow::default()) };
        for section in 0..SECTIONS {
            let (start, length) = (number(4 + section * 8)?, number(8 + section * 8)?);
            bytes.get(start..start + length)?;
            let part = || match &bytes {
                Cow::Borrowed(all) => Cow::Borrowed(&all[start..start + length]),
                Cow::Owned(all) => Cow::Owned(all[start..start + length].to_vec()),
            };
            if section < FIRST_BYTES {
                table.numbers[section] = numbers(part());
            } else {
                table.bytes[section - FIRST_BYTES] = part();
            }
        }
        Some(table)
    }

    /// The bytes of a section that holds bytes.
    pub fn bytes(&self, section: Section) -> &[u8] {
        &self.bytes[section as usize - FIRST_BYTES]
    }

    /// How many numbers a section has.
    #[inline]
    pub fn len(&self, section: Section) -> usize {
        self.numbers[section as usize].len()
    }

    /// The number at `index` of a section.
    #[inline]
    pub fn get(&self, section: Section, index: usize) -> u32 {
        self.numbers[section as usize][index]
    }

    /// The numbers of a section, for whoever asks for many.
    #[inline]
    pub fn all(&self, section: Section) -> &[u32] {
        &self.numbers[section as usize]
    }

    /// Bytes of the string pool.
    pub fn raw(&self, start: u32, length: u32) -> &[u8] {
        &self.bytes(Section::Strings)[start as usize..(start + length) as usize]
    }

    /// A text of the string pool.
    pub fn text(&self, start: u32, length: u32) -> &str {
        std::str::from_utf8(self.raw(start, length)).unwrap_or_default()
    }

    /// The form with this folded spelling.
    pub fn form(&self, folded: &[u8], hash: u64) -> Option<usize> {
        let slots = self.len(Section::Slots) / 2;
        if slots == 0 {
            return None;
        }
        let mut slot = hash as usize & (slots - 1);
        loop {
            let found = self.get(Section::Slots, slot * 2 + 1);
            if found == 0 {
                return None;
            }
            if self.get(Section::Slots, slot * 2) == (hash >> 32) as u32 {
                let form = found as usize - 1;
                if self.raw(self.get(Section::Forms, form * FORM), self.get(Section::Forms, form * FORM + 1)) == folded {
                    return Some(form);
                }
            }
            slot = (slot + 1) & (slots - 1);
        }
    }

    /// What is known of a form: flags of `language::class`.
    pub fn form_class(&self, form: usize) -> u32 {
        self.get(Section::Forms, form * FORM + 2)
    }

    /// The terms of a form, as a range of [`Section::FormTerms`].
    pub fn form_terms(&self, form: usize) -> Range<usize> {
        self.run(Section::Forms, form * FORM + 3, FORM, Section::FormTerms)
    }

    /// The phrases that a term finds, as a range of [`Section::TermPosts`].
    pub fn term_posts(&self, term: usize) -> Range<usize> {
        self.run(Section::Terms, term * TERM + 3, TERM, Section::TermPosts)
    }

    /// Flags of a phrase, see `code::phrase_flag`.
    pub fn phrase_flags(&self, phrase: u32) -> u32 {
        self.get(Section::Phrases, phrase as usize * PHRASE + 6)
    }

    /// What a phrase cannot do without, as a range of [`Section::Needs`].
    pub fn needs(&self, phrase: usize) -> Range<usize> {
        self.run(Section::Phrases, phrase * PHRASE + 5, PHRASE, Section::Needs)
    }

    /// The run of `target` that begins where the number at `at` says and ends where the next row's begins.
    fn run(&self, rows: Section, at: usize, width: usize, target: Section) -> Range<usize> {
        let start = self.get(rows, at) as usize;
        let next = at + width;
        start..if next < self.len(rows) { self.get(rows, next) as usize } else { self.len(target) }
    }
}

/// The numbers of a section, in place where that is possible.
fn numbers(bytes: Cow<'static, [u8]>) -> Cow<'static, [u32]> {
    if let Cow::Borrowed(bytes) = bytes
        && cfg!(target_endian = "little")
        && let Ok(numbers) = bytemuck::try_cast_slice(bytes)
    {
        return Cow::Borrowed(numbers);
    }
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect()
}

/// The hash of a folded word. The same on every machine: it is written into tables when knigge is built.
pub fn hash(folded: &[u8]) -> u64 {
    xxhash_rust::xxh3::xxh3_64(folded)
}

/// Builds the slots for forms with these hashes.
pub fn slots(hashes: &[u64]) -> Vec<u32> {
    let count = (hashes.len() * 2).next_power_of_two().max(2);
    let mut slots = vec![0u32; count * 2];
    for (form, hash) in hashes.iter().enumerate() {
        let mut slot = *hash as usize & (count - 1);
        while slots[slot * 2 + 1] != 0 {
            slot = (slot + 1) & (count - 1);
        }
        slots[slot * 2] = (hash >> 32) as u32;
        slots[slot * 2 + 1] = form as u32 + 1;
    }
    slots
}

//! Phrases as instructions for the matcher. In: a tree of parts. Out: numbers; what each means is written here and nowhere else.

/// One instruction: the low 8 bits say what, the upper 24 hold the operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// A word of this term.
    Word(u32),
    /// A word of one of so many terms, which follow in order.
    Words(u32),
    /// Any one word.
    Any,
    /// Up to twelve words of the clause.
    Gap,
    /// An entry of this list.
    List(u32),
    /// A word of this shape.
    Shape(u32),
    /// What this recogniser finds.
    Recognise(u32),
    /// What this regular expression finds.
    Regex(u32),
    /// A separable verb: joined forms here; finite forms and particle in the next two numbers.
    Verb(u32),
    /// Tries this many ways; each of the next numbers is an address.
    Branch(u32),
    /// Goes on at this address.
    Jump(u32),
    /// The phrase is found.
    Match,
}

impl Op {
    /// As a number.
    pub fn encode(self) -> u32 {
        let (kind, operand) = match self {
            Op::Word(term) => (0, term),
            Op::Any => (1, 0),
            Op::Gap => (2, 0),
            Op::List(list) => (3, list),
            Op::Shape(shape) => (4, shape),
            Op::Recognise(kind) => (5, kind),
            Op::Regex(index) => (6, index),
            Op::Verb(joined) => (7, joined),
            Op::Branch(ways) => (8, ways),
            Op::Jump(address) => (9, address),
            Op::Match => (10, 0),
            Op::Words(count) => (11, count),
        };
        kind | operand << 8
    }

    /// From a number.
    pub fn decode(number: u32) -> Op {
        let operand = number >> 8;
        match number & 0xff {
            0 => Op::Word(operand),
            1 => Op::Any,
            2 => Op::Gap,
            3 => Op::List(operand),
            4 => Op::Shape(operand),
            5 => Op::Recognise(operand),
            6 => Op::Regex(operand),
            7 => Op::Verb(operand),
            8 => Op::Branch(operand),
            9 => Op::Jump(operand),
            11 => Op::Words(operand),
            _ => Op::Match,
        }
    }
}

/// Most words between two parts with `...` between them.
pub const GAP_WORDS: usize = 12;

/// What finds a phrase that no word finds: the kind of a free post.
pub mod free {
    /// A recogniser; the operand is its number.
    pub const RECOGNISER: u32 = 0;
    /// A regular expression; the operand is its number in the table.
    pub const REGEX: u32 = 1;
    /// A word shape.
    pub const SHAPE: u32 = 2;
}

/// Flags of a phrase.
pub mod phrase_flag {
    /// Speaks of lists or recognisers, which must be looked for first.
    pub const SPEAKS: u32 = 1;
    /// Stands in a configuration: a name of the company's own world, no judgement of language.
    pub const CONFIGURED: u32 = 2;
}

/// Flags of a term.
pub mod term {
    /// Matches only what is written exactly so.
    pub const EXACT: u32 = 1;
    /// Never a capitalised word inside a sentence.
    pub const SMALL: u32 = 2;
    /// The word names something: short and capital ones match as written.
    pub const NAME: u32 = 4;
}

/// The reach that says: as the list has it, else as the rule has it.
pub const NO_REACH: u32 = 9;
/// The number of words before the anchor when a gap stands there.
pub const UNBOUNDED: u32 = 0xffff;

//! What a form is: a handful of flags in a number.
//! In: nothing. Out: [`Shape`], used by forms and by the phrase language's `#infinitive`, `#participle`, `#comparative`.

use std::ops::{BitOr, BitOrAssign};

/// What a form can be; several flags at once, since one spelling often has several readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Shape(pub u32);

impl Shape {
    /// Nothing is known.
    pub const NONE: Shape = Shape(0);
    /// A verb that can carry a clause: sagt, sagte, würde.
    pub const FINITE: Shape = Shape(1);
    /// sagen, zusagen; English: say.
    pub const INFINITIVE: Shape = Shape(1 << 1);
    /// zuzusagen.
    pub const ZU_INFINITIVE: Shape = Shape(1 << 2);
    /// A past participle, declined or not: gelöscht, gelöschten; said.
    pub const PARTICIPLE: Shape = Shape(1 << 3);
    /// löschend, löschende; saying.
    pub const PRESENT_PARTICIPLE: Shape = Shape(1 << 4);
    /// sag, sage, sprich.
    pub const IMPERATIVE: Shape = Shape(1 << 5);
    /// dümmer, dümmeren; stupider.
    pub const COMPARATIVE: Shape = Shape(1 << 6);
    /// dümmste, dümmsten; stupidest.
    pub const SUPERLATIVE: Shape = Shape(1 << 7);
    /// Any form of a noun.
    pub const NOUN: Shape = Shape(1 << 8);
    /// Any form of an adjective; declined participles too.
    pub const ADJECTIVE: Shape = Shape(1 << 9);
    /// Any form of a verb; participles too.
    pub const VERB: Shape = Shape(1 << 10);
    /// A noun in the plural.
    pub const PLURAL: Shape = Shape(1 << 11);
    /// The English -ing form used as a noun.
    pub const GERUND: Shape = Shape(1 << 12);

    /// The flags as a number, for tables on disk.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Whether all flags of `other` are set.
    pub const fn contains(self, other: Shape) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any flag of `other` is set.
    pub const fn intersects(self, other: Shape) -> bool {
        self.0 & other.0 != 0
    }

    /// The flags of both.
    pub const fn union(self, other: Shape) -> Shape {
        Shape(self.0 | other.0)
    }

    /// Whether no flag is set.
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }
}

impl BitOr for Shape {
    type Output = Shape;
    fn bitor(self, other: Shape) -> Shape {
        self.union(other)
    }
}

impl BitOrAssign for Shape {
    fn bitor_assign(&mut self, other: Shape) {
        *self = self.union(other);
    }
}

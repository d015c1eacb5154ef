//! What is known of a word besides its letters, as bit flags: the shapes of inflection (low half) and the closed classes of grammar (high half).
//! In: nothing. Out: flags that sentences, clauses and phrases read.

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident $key:literal = $bit:literal;)*) => {
        $($(#[$doc])* pub const $name: u32 = 1 << $bit;)*
        /// The keys of a `[grammar]` table and the class that each gives.
        pub const GRAMMAR: &[(&str, u32)] = &[$(($key, $name)),*];
    };
}

classes! {
    /// Always a finite verb: auxiliaries and modals, 'll and 's included.
    AUXILIARY "auxiliary" = 16;
    /// Opens a subordinate clause: dass, weil, because.
    SUBORDINATOR "subordinator" = 17;
    /// A relative pronoun that is nothing else: welcher, which.
    RELATIVE "relative" = 18;
    /// A question word: wann, why.
    QUESTION "question" = 19;
    /// und, oder, aber, denn, sondern; and, but, or, so.
    COORDINATOR "coordinator" = 20;
    /// A preposition.
    PREPOSITION "preposition" = 21;
    /// An article or what stands like one: der, ein, mein, the.
    ARTICLE "article" = 22;
    /// A personal or other pronoun.
    PRONOUN "pronoun" = 23;
    /// Can be the subject: ich, wir, I, we.
    SUBJECT "subject" = 24;
    /// A number word.
    NUMERAL "numeral" = 25;
    /// Tells the language of a text.
    FUNCTION "function" = 26;
    /// Written with a full stop that ends no sentence.
    ABBREVIATION "abbreviation" = 27;
    /// A month: what stands before it may be an ordinal.
    MONTH "month" = 28;
    /// A particle: too common to find a phrase by.
    PARTICLE "particle" = 29;
    /// Opens a salutation.
    GREETING "greeting" = 30;
    /// Opens a sign-off line.
    SIGNOFF "signoff" = 31;
}

/// Words by which no phrase is found: pronouns, particles, articles, coordinators.
pub const CLOSED: u32 = PRONOUN | PARTICLE | ARTICLE | SUBJECT | COORDINATOR | PREPOSITION | AUXILIARY | SUBORDINATOR;

//! What is known of a draft besides its words: language, channel, kind.
//! In: records, configuration, flags. Out: filters of rules. Stands above every room that reads or checks drafts.

/// The language of a draft or a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// German.
    German,
    /// English.
    English,
}

impl Language {
    /// Both, in order.
    pub const ALL: [Language; 2] = [Language::German, Language::English];

    /// `de` or `en`.
    pub fn as_str(self) -> &'static str {
        match self {
            Language::German => "de",
            Language::English => "en",
        }
    }

    /// The language with the code `de` or `en` (also `de-AT`, `en_US`, in any case).
    pub fn parse(code: &str) -> Option<Language> {
        let primary = code.split(['-', '_']).next().unwrap_or(code);
        Language::ALL.into_iter().find(|language| language.as_str().eq_ignore_ascii_case(primary))
    }
}

/// Who can read the reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Channel {
    /// Everybody: a tweet, a comment, an answer to a review.
    #[default]
    Public,
    /// The customer alone: mail, ticket, chat.
    Private,
}

impl Channel {
    /// `public` or `private`.
    pub fn as_str(self) -> &'static str {
        match self {
            Channel::Public => "public",
            Channel::Private => "private",
        }
    }

    /// The channel named so.
    pub fn parse(word: &str) -> Option<Channel> {
        [Channel::Public, Channel::Private].into_iter().find(|channel| channel.as_str() == word)
    }
}

/// Whether placeholders are legitimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Kind {
    /// A reply that is about to go out.
    #[default]
    Draft,
    /// A canned answer of a library; placeholders belong to it.
    Template,
}

impl Kind {
    /// `draft` or `template`.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Draft => "draft",
            Kind::Template => "template",
        }
    }

    /// The kind named so.
    pub fn parse(word: &str) -> Option<Kind> {
        [Kind::Draft, Kind::Template].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// What the placeholders of the drafts beside one tell of their help desk: bits of `recognise::placeholder`. Zero: nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PlaceholderUse(pub u64);

/// All that is known of one draft besides its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// `None`: to be detected.
    pub language: Option<Language>,
    /// Who can read it.
    pub channel: Channel,
    /// Draft or template.
    pub kind: Kind,
    /// What is used beside it.
    pub placeholders: PlaceholderUse,
}

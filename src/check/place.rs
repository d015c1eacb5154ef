//! Where a reply begins and ends: the salutation line, the sign-off line, and the sentences between. In: a draft, cut. Out: sentence numbers.

use super::text::Text;
use crate::language::class;
use crate::language::gap;
use crate::language::word::TokenKind;
use crate::pack::At;

/// Numbers of sentences that matter.
#[derive(Debug, Clone, Copy, Default)]
pub struct Places {
    /// How many sentences there are.
    pub sentences: usize,
    /// The first sentence after the salutation line.
    first: u32,
    /// The last sentence before the sign-off line.
    last: u32,
}

impl Places {
    /// Looks at the ends of a draft.
    pub fn of(text: &Text) -> Places {
        let Some(end) = text.sentences.last().copied() else { return Places::default() };
        let mut places = Places { sentences: end as usize + 1, first: 0, last: end };
        let opening = text.sentence_end(0);
        // A salutation stands alone in its sentence: a greeting, a name, a comma or line end, and no verb worth the name.
        if end > 0 && opening <= 8 && greets(text, 0) {
            places.first = 1;
        }
        for sentence in (places.first + 1..=end).rev() {
            let start = text.sentences.partition_point(|other| *other < sentence);
            let length = text.sentence_end(start) - start;
            let own_line = text.words.tokens[start].gap & gap::LINE != 0;
            if own_line && (text.classes[start] & class::SIGNOFF != 0 || length <= 3) {
                places.last = sentence - 1;
            } else if places.last < end {
                break;
            }
        }
        places
    }

    /// Whether a token stands in the sentence that `at` names.
    pub fn is_at(&self, at: At, text: &Text, token: usize) -> bool {
        let sentence = text.sentences[token];
        match at {
            At::Start => sentence == self.first,
            At::End => sentence == self.last,
        }
    }

    /// Whether a token stands in the opening (salutation included) or the closing (sign-off included) of the draft.
    pub fn is_before_or_at(&self, at: At, text: &Text, token: usize) -> bool {
        let sentence = text.sentences[token];
        match at {
            At::Start => sentence <= self.first,
            At::End => sentence >= self.last,
        }
    }
}

fn greets(text: &Text, token: usize) -> bool {
    text.classes[token] & class::GREETING != 0 || matches!(text.words.tokens[token].kind, TokenKind::Special(_))
}

//! Cutting words into sentences. In: tokens and their classes. Out: for each token the number of its sentence.

use super::class;
use super::gap;
use super::word::{TokenKind, Words};

/// Writes into `sentences`, for each token, the number (from 0) of its sentence. `classes` holds what is known of each token.
/// A sentence ends at `.` `!` `?` `…` before a space and a capital, digit or emoji; at a line end after a stop or colon; before a blank line or a bullet;
/// never after an abbreviation or an ordinal.
pub fn sentences(words: &Words, classes: &[u32], sentences: &mut Vec<u32>) {
    sentences.clear();
    let mut number = 0;
    for at in 0..words.tokens.len() {
        if at > 0 && ends_before(words, classes, at) {
            number += 1;
        }
        sentences.push(number);
    }
}

fn ends_before(words: &Words, classes: &[u32], at: usize) -> bool {
    let (before, token) = (&words.tokens[at - 1], &words.tokens[at]);
    let gap = token.gap;
    if gap & (gap::BLANK | gap::BULLET) != 0 {
        return true;
    }
    if gap & gap::LINE != 0 && gap & (gap::STOP | gap::COLON) != 0 {
        return true;
    }
    if gap & gap::STOP_SPACE == 0 {
        return false;
    }
    if gap & gap::PERIOD_ONLY != 0 && gap & (gap::QUOTE | gap::BRACKET) == 0 {
        // "The answer is no. The sum …": it is short for number where a number follows.
        let refuses = words.fold_of(before) == "no" && token.kind != TokenKind::Number;
        if classes[at - 1] & class::ABBREVIATION != 0 && !refuses {
            return false;
        }
        let ordinal = before.kind == TokenKind::Number && before.end - before.start <= 2;
        if ordinal && (!token.capital || classes[at] & class::MONTH != 0) {
            return false;
        }
        // Inner dots mark an abbreviation that no list knows (z.Hd., i.d.R.); a single capital letter is an initial.
        let folded = words.fold_of(before);
        if before.kind == TokenKind::Word
            && (folded.contains('.') && folded.len() <= 7 || before.capital && folded.len() == 1 && folded != "i")
        {
            return false;
        }
    }
    token.capital || matches!(token.kind, TokenKind::Number | TokenKind::Emoji | TokenKind::Special(_)) || gap & gap::QUOTE != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many sentences a text has.
    fn count(text: &str) -> u32 {
        let mut words = Words::default();
        words.cut(text);
        let class = |folded: &str| match folded {
            "no" | "dr" | "approx" => class::ABBREVIATION,
            "mai" => class::MONTH,
            _ => 0,
        };
        let classes: Vec<u32> = words.tokens.iter().map(|token| class(words.fold_of(token))).collect();
        let mut numbers = Vec::new();
        sentences(&words, &classes, &mut numbers);
        numbers.last().map_or(0, |last| last + 1)
    }

    #[test]
    fn full_stops_end_sentences_unless_they_shorten_a_word() {
        for (text, sentences) in [
            ("The answer is no. The sum is due.", 2),
            ("It is parcel no. 7 of 9.", 1),
            ("Dr. Berg is in. Ask her.", 2),
            ("It takes approx. Monday to Friday.", 1),
            ("Am 3. Mai. Dann ist Schluss!", 2),
            ("Das sagt z.Hd. Frau Berg.", 1),
            ("One\n\nTwo", 2),
        ] {
            assert_eq!(count(text), sentences, "{text}");
        }
    }
}

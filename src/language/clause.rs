//! Cutting sentences into clauses. In: tokens, classes, sentences. Out: for each token the number of its clause.
//! A clause goes on after an inserted one, so a clause is a set of tokens and not a range.

use super::class;
use super::gap;
use super::inflect::Shape;
use super::word::{Token, Words};
use crate::facts::Language;

/// Whether the token is a finite verb, as far as forms can tell.
pub fn is_finite(words: &Words, classes: &[u32], at: usize, language: Language) -> bool {
    let class = classes[at];
    if class & class::AUXILIARY != 0 {
        return true;
    }
    if class & Shape::FINITE.0 == 0 {
        return false;
    }
    let token = &words.tokens[at];
    match language {
        Language::German => !token.capital || opens(token, at),
        // Most English verbs are nouns as well; only a subject before them tells.
        Language::English => {
            class & Shape::NOUN.0 == 0 && class & Shape::INFINITIVE.0 == 0 || at > 0 && classes[at - 1] & class::SUBJECT != 0
        }
    }
}

fn opens(token: &Token, at: usize) -> bool {
    at == 0 || token.gap & (gap::STOP_SPACE | gap::BLANK | gap::BULLET | gap::QUOTE | gap::COLON) != 0
}

/// A stretch between two cuts.
struct Piece {
    start: usize,
    end: usize,
    /// Whether `und`, `or`, … opens it.
    coordinated: bool,
    /// Whether a comma, dash or bracket stands before it.
    marked: bool,
}

struct Clause {
    number: u32,
    finite: bool,
    subordinate: bool,
}

/// Writes into `clauses`, for each token, the number (from 0) of its clause; numbers grow over the whole text.
pub fn clauses(words: &Words, classes: &[u32], sentences: &[u32], language: Language, clauses: &mut Vec<u32>) {
    clauses.clear();
    let mut number = 0;
    let mut start = 0;
    while start < words.tokens.len() {
        let mut end = start + 1;
        while end < sentences.len() && sentences[end] == sentences[start] {
            end += 1;
        }
        cut_sentence(words, classes, start, end, language, &mut number, clauses);
        start = end;
    }
}

fn cut_sentence(words: &Words, classes: &[u32], start: usize, end: usize, language: Language, number: &mut u32, clauses: &mut Vec<u32>) {
    let mut open: Vec<Clause> = Vec::with_capacity(4);
    let mut last: usize = 0;
    let mut at = start;
    while at < end {
        let piece = next_piece(words, classes, at, end);
        let first = if piece.coordinated { piece.start + 1 } else { piece.start };
        let finite = (piece.start..piece.end).any(|token| is_finite(words, classes, token, language));
        // "ist aber bis Freitag da": behind a conjunction in mid-clause, what has no verb at all is no clause of its own.
        let verbal = finite || (piece.start..piece.end).any(|token| classes[token] & Shape::INFINITIVE.0 != 0);
        let subordinate = (piece.marked || piece.coordinated && verbal || open.is_empty())
            && opens_subordinate(words, classes, first.min(piece.end - 1), piece.end, language, open.is_empty());
        let index = if open.is_empty() || subordinate {
            None
        } else if finite {
            let opens_with_verb = first < piece.end && is_finite(words, classes, first, language);
            let interrupted = (open[last].subordinate).then(|| open[..last].iter().rposition(|clause| !clause.subordinate)).flatten();
            match interrupted {
                Some(main) if !open[main].finite && !piece.coordinated => Some(main),
                _ if !open[last].finite && !open[last].subordinate => Some(last),
                _ if piece.coordinated && opens_with_verb => Some(last),
                _ => None,
            }
        } else if open[last].subordinate && open[last].finite && piece.marked {
            // What follows an inserted clause without a verb of its own belongs to the clause that was interrupted.
            open[..last].iter().rposition(|clause| !clause.subordinate).or(Some(last))
        } else {
            Some(last)
        };
        last = match index {
            Some(index) => {
                open[index].finite |= finite;
                index
            }
            None => {
                open.push(Clause { number: *number, finite, subordinate });
                *number += 1;
                open.len() - 1
            }
        };
        clauses.resize(clauses.len() + piece.end - piece.start, open[last].number);
        at = piece.end;
    }
}

fn next_piece(words: &Words, classes: &[u32], start: usize, sentence_end: usize) -> Piece {
    let mut end = start + 1;
    while end < sentence_end && !cuts_before(words, classes, end) {
        end += 1;
    }
    Piece {
        start,
        end,
        coordinated: classes[start] & class::COORDINATOR != 0 && end - start > 1,
        marked: words.tokens[start].gap & (gap::COMMA | gap::COLON | gap::DASH | gap::BRACKET) != 0,
    }
}

fn cuts_before(words: &Words, classes: &[u32], at: usize) -> bool {
    let token = &words.tokens[at];
    token.gap & (gap::COMMA | gap::COLON | gap::DASH | gap::BRACKET) != 0 || classes[at] & class::COORDINATOR != 0 && !token.joined()
}

/// Whether a piece opens a subordinate clause: a subordinator, a relative or question word, or an article that turns out to be a relative pronoun
/// because the verb stands last. A preposition may stand before the relative word ("mit dem", "for which").
fn opens_subordinate(words: &Words, classes: &[u32], first: usize, end: usize, language: Language, opens_sentence: bool) -> bool {
    let mut head = first;
    if classes[head] & class::PREPOSITION != 0 && classes[head] & class::SUBORDINATOR == 0 && head + 1 < end {
        head += 1;
    }
    if classes[first] & class::SUBORDINATOR != 0 {
        return true;
    }
    if opens_sentence {
        return false;
    }
    if classes[head] & (class::RELATIVE | class::QUESTION) != 0 {
        return true;
    }
    language == Language::German
        && end - head >= 2
        && matches!(words.fold_of(&words.tokens[head]), "der" | "die" | "das" | "den" | "dem" | "dessen" | "deren" | "denen")
        && is_finite(words, classes, end - 1, language)
}

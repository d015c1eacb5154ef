//! Reading what stands between two spaces of a phrase: a gap, a blank, a word with its signs. In: the reader at its first sign.
//! Out: one part, several for a compound, or an error with the corrected line.

use super::parse::{LIMITS, Reader};
use super::{Part, Placed, Word};
use crate::language::special::SpecialKind;
use crate::language::word::{TokenKind, stem_before_not};
use crate::span::Span;

impl Reader<'_> {
    /// Reads what stands between spaces: a gap, a blank or a word with its signs.
    pub(super) fn chunk(&mut self, depth: usize, parts: &mut Vec<Placed>) {
        let start = self.at;
        let length = self
            .rest()
            .find(|sign: char| sign.is_whitespace() || "[]()".contains(sign) || depth > 0 && sign == ',')
            .unwrap_or(self.rest().len());
        self.at += length;
        let chunk = &self.line[start..self.at];
        let span = Span::new(start, self.at);
        match chunk {
            "_" => parts.push(Placed { part: Part::Any, span }),
            "..." | "…" => {
                self.gaps += 1;
                if self.gaps > LIMITS.gaps {
                    let (de, en) = (
                        format!("Höchstens {} Lücken „...“ in einer Zeile.", LIMITS.gaps),
                        format!("At most {} gaps \"...\" in a line.", LIMITS.gaps),
                    );
                    self.error(span, &de, &en, None);
                }
                parts.push(Placed { part: Part::Gap, span });
            }
            _ => self.word(chunk, span, parts),
        }
    }

    fn word(&mut self, chunk: &str, span: Span, parts: &mut Vec<Placed>) {
        let mut body = chunk;
        let (mut exact, mut inflected, mut open_start, mut open_end) = (false, false, false, false);
        loop {
            if let Some(rest) = body.strip_prefix('=') {
                (body, exact) = (rest, true);
            } else if let Some(rest) = body.strip_prefix('~') {
                (body, inflected) = (rest, true);
            } else if let Some(rest) = body.strip_prefix('*') {
                (body, open_start) = (rest, true);
            } else {
                break;
            }
        }
        if let Some(rest) = body.strip_suffix('*') {
            (body, open_end) = (rest, true);
        }
        let body_start = span.start + (chunk.len() - open_end as usize - body.len());
        let body_span = Span::new(body_start, body_start + body.len());
        if exact && inflected {
            self.error(
                span,
                "„=“ und „~“ zugleich geht nicht: genau so, oder in allen Formen.",
                "\"=\" and \"~\" exclude each other: exactly so, or every form.",
                None,
            );
            return;
        }
        if (open_start || open_end) && body.chars().count() < 3 {
            self.error(span, "Ein offenes Wort braucht mindestens drei Buchstaben.", "An open word needs at least three letters.", None);
            return;
        }
        if body.is_empty() {
            self.error(span, "Hier fehlt ein Wort.", "A word is missing here.", None);
            return;
        }
        let make = |text: &str, inflected: bool, open_start: bool, open_end: bool| {
            Part::Word(Word { text: text.to_string(), exact, inflected, open_start, open_end })
        };
        if let Some((particle, base)) = body.split_once('|') {
            if !inflected || particle.is_empty() || base.is_empty() || base.contains('|') {
                let corrected = format!("{}~{}{}", &self.line[..span.start], body.trim_matches('|'), &self.line[span.end..]);
                self.error(
                    span,
                    "„|“ gehört zu trennbaren Verben und steht zwischen Vorsilbe und Verb: ~zu|sagen. Mehrere Möglichkeiten: [a, b].",
                    "\"|\" belongs to separable verbs and stands between particle and verb: ~zu|sagen. For several options write [a, b].",
                    body.contains(|sign: char| sign.is_alphabetic()).then_some(corrected),
                );
                return;
            }
            parts.push(Placed { part: make(body, true, open_start, open_end), span });
            return;
        }
        // A mail or web address is one word, whatever signs it holds.
        self.words.cut(body);
        if let [token] = &self.words.tokens[..]
            && matches!(token.kind, TokenKind::Special(SpecialKind::Email | SpecialKind::Url))
            && token.span().len() == body.len()
        {
            parts.push(Placed { part: make(body, false, false, false), span });
            return;
        }
        if let Some((at, sign)) = body.char_indices().find(|(at, sign)| is_stray(body, *at, *sign)) {
            let place = Span::new(body_span.start + at, body_span.start + at + sign.len_utf8());
            let corrected = format!("{}{}", &self.line[..place.start], &self.line[place.end..]);
            let (de, en) = match sign {
                '?' => (
                    "„?“ macht kein Wort entbehrlich. Schreiben Sie (Wort), wenn es fehlen darf; Satzzeichen sucht nur /\\?/.",
                    "\"?\" makes no word optional. Write (word) if it may be missing; punctuation is found by /\\?/ only.",
                ),
                ',' => (
                    "Ein Komma steht nur in Klammern: [a, b]. Zwischen zwei Wörtern darf im Text ohnehin eines stehen.",
                    "A comma stands in brackets only: [a, b]. Between two words the text may have one anyway.",
                ),
                '*' => ("„*“ steht nur am Anfang oder Ende eines Wortes.", "\"*\" stands only at the start or end of a word."),
                _ => (
                    "Satzzeichen gehören nicht in eine Zeile; lassen Sie es weg oder schreiben Sie /…/.",
                    "Punctuation does not belong in a phrase; leave it out or write /…/.",
                ),
            };
            self.error(place, de, en, Some(corrected));
            return;
        }
        // A clitic that stands alone keeps its apostrophe.
        if matches!(body.replace('’', "'").as_str(), "'ll" | "'re" | "'ve" | "'s" | "'m" | "'d" | "n't") {
            if body.starts_with('n') {
                parts.last_mut().into_iter().for_each(|before| restore_stem(&mut before.part));
            }
            parts.push(Placed { part: make(&body.replace('’', "'"), false, false, false), span });
            return;
        }
        self.words.cut(body);
        let tokens = self.words.tokens.clone();
        let covered: usize = tokens
            .iter()
            .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number | TokenKind::Sign | TokenKind::Emoji))
            .map(|token| token.span().len())
            .sum();
        let joints = body.chars().filter(|sign| matches!(sign, '-' | '/' | '\'' | '’')).map(char::len_utf8).sum::<usize>();
        if covered == 0 || covered + joints < body.len() {
            self.error(
                span,
                "Dieses Zeichen kann in keinem Wort stehen; schreiben Sie /…/.",
                "This sign cannot stand in a word; write /…/.",
                None,
            );
            return;
        }
        for (index, token) in tokens.iter().enumerate() {
            let (first, last) = (index == 0, index + 1 == tokens.len());
            // The last part of a compound is the one that is inflected; a clitic verb keeps the folded stem (ca|n't is can).
            let (raw, folded) = (&body[token.span().range()], self.words.fold_of(token));
            let text = if matches!(folded, "can" | "will" | "shall") { folded } else { raw };
            let part = make(text, inflected && last, open_start && first, open_end && last);
            parts.push(Placed { part, span: token.span().shifted(body_span.start) });
        }
    }
}

/// `wo n't` is `won't` with a gap: the stem is the verb that it stands for, as in texts, and so is each of several choices.
fn restore_stem(part: &mut Part) {
    match part {
        Part::Word(word) if !word.open_start && !word.open_end => {
            if let Some(full) = stem_before_not(&word.text) {
                word.text = full.to_owned();
            }
        }
        Part::OneOf(choices) => choices.iter_mut().filter_map(|choice| choice.last_mut()).for_each(|last| restore_stem(&mut last.part)),
        _ => {}
    }
}

/// Whether the sign can be no part of a word: a dot inside E.ON can, the dot of a sentence cannot.
fn is_stray(body: &str, at: usize, sign: char) -> bool {
    let next = body[at + sign.len_utf8()..].chars().next();
    match sign {
        '?' | '!' | ',' | ';' | ':' | '*' | '"' | '„' | '“' => {
            !(matches!(sign, ':' | '*' | ',') && next.is_some_and(char::is_alphanumeric) && at > 0)
        }
        '.' => !next.is_some_and(char::is_alphanumeric),
        _ => false,
    }
}

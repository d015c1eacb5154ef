//! Reading a phrase. In: one line. Out: its tree, or every error with its place and, where there is one, the corrected line.

use super::{Part, Phrase, PhraseError, Placed, Reach, Recogniser, Word, WordShape};
use crate::finding::Wording;
use crate::language::special::SpecialKind;
use crate::language::word::{TokenKind, Words};
use crate::span::Span;

/// What a phrase may cost: a pack is data and must not be able to exhaust anything.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of one phrase.
    pub bytes: usize,
    /// Parts of one phrase, alternatives included.
    pub parts: usize,
    /// `...` in one phrase.
    pub gaps: usize,
    /// Brackets inside brackets.
    pub depth: usize,
}

/// The limits that hold for every pack.
pub const LIMITS: Limits = Limits { bytes: 4000, parts: 400, gaps: 4, depth: 3 };

/// Reads `line`.
///
/// # Errors
/// All errors of the line, in order of place.
pub fn parse(line: &str) -> Result<Phrase, Vec<PhraseError>> {
    let mut reader = Reader { line, at: 0, errors: Vec::new(), parts: 0, gaps: 0, words: Words::default() };
    if line.len() > LIMITS.bytes {
        reader.error(
            Span::new(0, line.len()),
            "Die Zeile ist zu lang; teilen Sie sie in mehrere Einträge.",
            "The line is too long; split it into several entries.",
            None,
        );
        return Err(reader.errors);
    }
    let (end, reach) = split_reach(line);
    reader.line = &line[..end];
    let parts = reader.sequence(0);
    reader.check_edges(&parts);
    if reader.errors.is_empty() { Ok(Phrase { parts, reach }) } else { Err(reader.errors) }
}

/// `@deadline in clause`: where the phrase ends, and the reach behind it.
fn split_reach(line: &str) -> (usize, Option<(Reach, Span)>) {
    let trimmed = line.trim_end();
    let Some((before, word)) = trimmed.rsplit_once(' ') else { return (line.len(), None) };
    let Some(reach) = Reach::parse(word) else { return (line.len(), None) };
    match before.trim_end().strip_suffix(" in") {
        Some(rest) if !rest.trim().is_empty() => (rest.len(), Some((reach, Span::new(before.len() + 1, trimmed.len())))),
        _ => (line.len(), None),
    }
}

struct Reader<'l> {
    line: &'l str,
    at: usize,
    errors: Vec<PhraseError>,
    parts: usize,
    gaps: usize,
    words: Words,
}

impl Reader<'_> {
    fn error(&mut self, span: Span, de: &str, en: &str, corrected: Option<String>) {
        self.errors.push(PhraseError { span, message: Wording::new(de, en), corrected });
    }

    fn rest(&self) -> &str {
        &self.line[self.at..]
    }

    fn skip_spaces(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// Reads parts up to the end, or up to `,` `]` `)` inside brackets.
    fn sequence(&mut self, depth: usize) -> Vec<Placed> {
        let mut parts = Vec::new();
        loop {
            self.skip_spaces();
            let start = self.at;
            let Some(sign) = self.rest().chars().next() else { break };
            if depth > 0 && matches!(sign, ',' | ']' | ')') {
                break;
            }
            self.parts += 1;
            if self.parts == LIMITS.parts {
                let de = format!("Die Zeile hat mehr als {} Teile; legen Sie eine Liste an und schreiben Sie @name.", LIMITS.parts);
                let en = format!("The line has more than {} parts; make a list of them and write @name.", LIMITS.parts);
                self.error(Span::new(start, self.line.len()), &de, &en, None);
                self.at = self.line.len();
                break;
            }
            match sign {
                '[' => self.alternatives(depth, &mut parts),
                '(' => self.optional(depth, &mut parts),
                ']' | ')' => {
                    self.at += 1;
                    let corrected = format!("{}{}", &self.line[..start], &self.line[start + 1..]);
                    self.error(
                        Span::new(start, start + 1),
                        "Diese Klammer wurde nie geöffnet.",
                        "This bracket was never opened.",
                        Some(corrected),
                    );
                }
                '@' => self.list(&mut parts),
                '#' => self.shape(&mut parts),
                '/' => self.regex(&mut parts),
                _ => self.chunk(depth, &mut parts),
            }
        }
        parts
    }

    /// `[a, b c]`
    fn alternatives(&mut self, depth: usize, parts: &mut Vec<Placed>) {
        let start = self.at;
        if let Some(options) = self.options(depth, '[', ']') {
            parts.push(Placed { part: Part::OneOf(options), span: Span::new(start, self.at) });
        }
    }

    /// `(a)`, `(a, b)`
    fn optional(&mut self, depth: usize, parts: &mut Vec<Placed>) {
        let start = self.at;
        let Some(mut options) = self.options(depth, '(', ')') else { return };
        let span = Span::new(start, self.at);
        let inner = if options.len() == 1 { options.swap_remove(0) } else { vec![Placed { part: Part::OneOf(options), span }] };
        parts.push(Placed { part: Part::Optional(inner), span });
    }

    /// What stands between two brackets, parted by commas, the longest first: of "morgen" and "morgen früh" the longer is to be found.
    fn options(&mut self, depth: usize, open: char, close: char) -> Option<Vec<Vec<Placed>>> {
        let start = self.at;
        let opened = Span::new(start, start + 1);
        if depth >= LIMITS.depth {
            let (de, en) = ("Zu viele Klammern ineinander; legen Sie eine Liste an.", "Too many brackets inside brackets; make a list.");
            self.error(opened, de, en, None);
            self.at = self.line.len();
            return None;
        }
        self.at += 1;
        let mut options = Vec::new();
        loop {
            let option_start = self.at;
            let option = self.sequence(depth + 1);
            let empty = option.is_empty();
            if !empty {
                options.push(option);
            }
            let Some(sign) = self.rest().chars().next() else {
                let corrected = format!("{}{close}", self.line.trim_end());
                let de = format!("Die Klammer „{open}“ wird nicht geschlossen.");
                self.error(opened, &de, &format!("The bracket \"{open}\" is not closed."), Some(corrected));
                break;
            };
            self.at += 1;
            if sign == close {
                break;
            }
            if sign != ',' {
                let de = format!("Diese Klammer passt nicht zur offenen „{open}“.");
                self.error(Span::new(self.at - 1, self.at), &de, &format!("This bracket does not close the open \"{open}\"."), None);
            } else if empty {
                let (de, en) = ("Zwischen den Kommas fehlt ein Wort.", "A word is missing between the commas.");
                self.error(Span::new(option_start, self.at), de, en, None);
            }
        }
        if options.is_empty() {
            self.error(Span::new(start, self.at), "In den Klammern steht kein Wort.", "There is no word in the brackets.", None);
            return None;
        }
        options.sort_by_key(|option| std::cmp::Reverse(option.len()));
        Some(options)
    }

    fn name(&mut self) -> String {
        let length = self.rest().find(|sign: char| !(sign.is_alphanumeric() || matches!(sign, '_' | '-'))).unwrap_or(self.rest().len());
        let name = self.rest()[..length].to_string();
        self.at += length;
        name
    }

    fn list(&mut self, parts: &mut Vec<Placed>) {
        let start = self.at;
        self.at += 1;
        let name = self.name();
        if name.is_empty() {
            self.error(
                Span::new(start, start + 1),
                "Hinter @ fehlt der Name einer Liste.",
                "The name of a list is missing behind @.",
                None,
            );
        } else {
            parts.push(Placed { part: Part::List(name), span: Span::new(start, self.at) });
        }
    }

    fn shape(&mut self, parts: &mut Vec<Placed>) {
        let start = self.at;
        self.at += 1;
        let name = self.name();
        let span = Span::new(start, self.at);
        let shape = WordShape::ALL.into_iter().find(|shape| shape.as_str() == name).map(Part::Shape);
        match shape.or_else(|| Recogniser::parse(&name).map(Part::Recogniser)) {
            Some(part) => parts.push(Placed { part, span }),
            None => {
                let known = WordShape::ALL.iter().map(|shape| shape.as_str()).chain(Recogniser::ALL.iter().map(|kind| kind.as_str()));
                let known: Vec<String> = known.map(|name| format!("#{name}")).collect();
                let known = known.join(" ");
                self.error(
                    span,
                    &format!("#{name} gibt es nicht; es gibt {known}."),
                    &format!("There is no #{name}; there are {known}."),
                    None,
                );
            }
        }
    }

    fn regex(&mut self, parts: &mut Vec<Placed>) {
        let start = self.at;
        let body = &self.line[start + 1..];
        let mut escaped = false;
        let end = body.char_indices().find(|(_, sign)| {
            let closes = *sign == '/' && !escaped;
            escaped = *sign == '\\' && !escaped;
            closes
        });
        match end {
            Some((length, _)) => {
                self.at = start + 1 + length + 1;
                let pattern = self.line[start + 1..start + 1 + length].replace("\\/", "/");
                parts.push(Placed { part: Part::Regex(pattern), span: Span::new(start, self.at) });
            }
            None => {
                self.at = self.line.len();
                self.error(
                    Span::new(start, start + 1),
                    "Der reguläre Ausdruck endet nicht; am Ende fehlt „/“.",
                    "The regular expression does not end; a \"/\" is missing.",
                    None,
                );
            }
        }
    }

    /// Reads what stands between spaces: a gap, a blank or a word with its signs.
    fn chunk(&mut self, depth: usize, parts: &mut Vec<Placed>) {
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

    /// A phrase may neither begin nor end with what may be missing, and holds at least one part.
    fn check_edges(&mut self, parts: &[Placed]) {
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
            if self.errors.is_empty() {
                self.error(Span::new(0, self.line.len()), "Die Zeile ist leer.", "The line is empty.", None);
            }
            return;
        };
        for edge in [first, last] {
            if matches!(edge.part, Part::Optional(_) | Part::Gap) {
                let corrected = format!("{}{}", &self.line[..edge.span.start], &self.line[edge.span.end..]).trim().to_string();
                let corrected = (!corrected.is_empty()).then_some(corrected);
                self.error(
                    edge.span,
                    "Am Anfang und am Ende steht nichts, was fehlen darf.",
                    "What may be missing cannot stand first or last.",
                    corrected,
                );
                if parts.len() == 1 {
                    break;
                }
            }
        }
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

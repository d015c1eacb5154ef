//! Reading a phrase. In: one line. Out: its tree, or every error with its place and, where there is one, the corrected line.

use super::{Part, Phrase, PhraseError, Placed, Reach, Recogniser, WordShape};
use crate::finding::Wording;
use crate::language::word::Words;
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

pub(super) struct Reader<'l> {
    pub(super) line: &'l str,
    pub(super) at: usize,
    errors: Vec<PhraseError>,
    parts: usize,
    pub(super) gaps: usize,
    pub(super) words: Words,
}

impl Reader<'_> {
    pub(super) fn error(&mut self, span: Span, de: &str, en: &str, corrected: Option<String>) {
        self.errors.push(PhraseError { span, message: Wording::new(de, en), corrected });
    }

    pub(super) fn rest(&self) -> &str {
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

//! Phrases that no word finds: recognisers, regular expressions and word shapes read the whole draft. In: the draft and what finds the phrase.
//! Out: the places, found when first asked for and then kept.

use super::hits::{Found, Hit, Piece, Scene};
use super::text::Text;
use crate::phrase::{Recogniser, WordShape};
use crate::recognise::{self, placeholder};
use crate::ruleset::FreePost;
use crate::ruleset::code::{Op, free};
use crate::ruleset::table::{PHRASE, Section};
use crate::span::Span;

impl Found {
    /// Looks for what finds the phrase, and for whatever the phrase speaks of.
    pub(super) fn prepare_free(&mut self, scene: Scene<'_>, post: &FreePost) {
        match post.kind {
            free::RECOGNISER => self.recognise(scene, Recogniser::ALL[post.operand as usize % Recogniser::ALL.len()]),
            free::REGEX => self.find_regex(scene, post.unit, post.operand),
            _ => {}
        }
        self.prepare(scene, post.unit, post.phrase);
    }

    /// Tries a phrase wherever what finds it was found.
    pub(super) fn run_free(&mut self, scene: Scene<'_>, post: &FreePost, scratch: &mut Vec<Piece>, out: &mut Vec<Hit>) {
        let table = &scene.view.units[post.unit].table;
        let code = table.get(Section::Phrases, post.phrase as usize * PHRASE) as usize;
        // Only behind these two is the next number an instruction; behind a branch it is an address.
        let alone = matches!(Op::decode(table.get(Section::Code, code)), Op::Recognise(_) | Op::Regex(_))
            && Op::decode(table.get(Section::Code, code + 1)) == Op::Match;
        let places: Vec<Piece> = match post.kind {
            free::RECOGNISER => {
                let kind = Recogniser::ALL[post.operand as usize % Recogniser::ALL.len()];
                self.recognised.get(&kind).cloned().unwrap_or_default()
            }
            free::REGEX => self.regexes.get(&(post.unit, post.operand)).cloned().unwrap_or_default(),
            _ => {
                let shape = WordShape::ALL[post.operand as usize % WordShape::ALL.len()];
                let shaped = (0..scene.text.len()).filter(|token| scene.text.has_shape(scene.raw, *token, shape, scene.view.language));
                shaped.map(|token| Piece::of_tokens(scene.text, token, token + 1)).collect()
            }
        };
        for piece in places {
            let entry = (post.unit as u32, post.phrase);
            if alone && post.kind != free::SHAPE {
                if self.suspended.contains(&entry) {
                    continue;
                }
                self.fired.iter_mut().for_each(|fired| {
                    fired.insert(entry);
                });
                // Punctuation has no words of its own; what is marked is what was found.
                let first_piece = self.pieces.len();
                self.pieces.push(piece);
                out.push(Hit { start: piece.start, end: piece.end, masked: false, first_piece, piece_count: 1 });
            } else {
                self.run(scene, post.unit, post.phrase, piece.start, scratch, out);
            }
        }
    }

    /// Looks for all places of a recogniser, unless that was done.
    pub(super) fn recognise(&mut self, scene: Scene<'_>, kind: Recogniser) {
        if self.recognised.contains_key(&kind) {
            return;
        }
        let mut spans = Vec::new();
        match kind {
            Recogniser::UnknownPlaceholder | Recogniser::BarePlaceholder => {
                placeholder::find(kind, scene.raw, &self.placeholders, &mut spans)
            }
            _ => recognise::find(kind, scene.raw, Some(scene.view.language), &mut spans),
        }
        let pieces = as_pieces(scene.text, spans);
        self.recognised.insert(kind, pieces);
    }

    fn find_regex(&mut self, scene: Scene<'_>, unit: usize, index: u32) {
        if self.regexes.contains_key(&(unit, index)) {
            return;
        }
        let regex = scene.view.units[unit].regex(index as usize);
        let spans = regex.map(|regex| {
            regex.find_iter(scene.raw).filter(|found| !found.is_empty()).map(|found| Span::new(found.start(), found.end())).collect()
        });
        let pieces = as_pieces(scene.text, spans.unwrap_or_default());
        self.regexes.insert((unit, index), pieces);
    }
}

fn as_pieces(text: &Text, spans: Vec<Span>) -> Vec<Piece> {
    let place = |span: Span| {
        let (start, end) = text.tokens_of(span);
        Piece { start, end, span }
    };
    spans.into_iter().map(place).filter(|piece| piece.start < piece.end).collect()
}

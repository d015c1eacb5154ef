//! Replacements that a machine may write, carried out in the file: exactly the marked places change, and the document stays what it was.
//! In: the bytes of a file, its drafts with their findings. Out: new bytes that were read again and hold what was meant, and what had to be left.
//! How a format writes a word is not known here: the usual spellings are tried, and the reader of the format judges.

mod spelling;

use crate::draft::{Draft, Format, Reading, each_draft};
use crate::finding::{Finding, Gravity, Wording};
use crate::source::{Encoding, Source};
use crate::span::{Position, Span};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// A replacement at its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Edit {
    /// Bytes of the file.
    place: Span,
    /// The new words, as a reader is to see them.
    words: String,
    encoding: Encoding,
    rule: String,
    at: Position,
}

/// A finding whose replacement cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// `pack/name`.
    pub rule: String,
    /// Where its words begin.
    pub at: Position,
    /// Why, and what to do.
    pub why: Wording,
}

/// What is to become of one file.
#[derive(Debug, Default)]
pub struct Plan {
    /// In the order of the file, apart from each other.
    edits: Vec<Edit>,
    /// For the draft with this number: the replaced spans of its text and the edits that do it.
    wanted: BTreeMap<usize, Vec<(Span, usize)>>,
    left: Vec<Left>,
    /// Bytes of the file that are not to be shown.
    secrets: Vec<(Span, Encoding)>,
    drafts: usize,
}

/// A file with its replacements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// The file before and after, with what is not to be shown masked.
    pub shown: (Vec<u8>, Vec<u8>),
    /// How many places were replaced.
    pub replaced: usize,
    /// What had to be left.
    pub left: Vec<Left>,
}

/// A draft as a reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    said: String,
    text: String,
}

/// A text of a structured file, draft or not: the way to it, the words, their bytes of the file.
type Text = (String, String, Span);

/// All that can be read in a file.
#[derive(Debug, Default)]
struct Content {
    drafts: Vec<Seen>,
    texts: Vec<Text>,
    troubles: usize,
}

impl Plan {
    /// Takes in the next draft of the file: the safe replacements among its findings, and the spans of its text that are not to be shown.
    pub fn add(&mut self, draft: &Draft<'_>, findings: &[Finding], secrets: &[Span]) {
        let number = self.drafts;
        self.drafts += 1;
        let place = |span: Span| {
            let place = draft.place(span);
            (Span::new(place.start.offset, place.end.offset), place.start)
        };
        self.secrets.extend(secrets.iter().map(|span| (place(*span).0, draft.page.encoding)));
        let mut taken: Vec<Span> = Vec::new();
        for finding in findings {
            for fix in finding.fixes.iter().filter(|fix| fix.safe && draft.text()[fix.span.range()] != fix.text) {
                // Of two that overlap the first is done; the other is found again, if it is still there.
                if taken.iter().any(|other| other.overlaps(fix.span)) {
                    continue;
                }
                let (place, at) = place(fix.span);
                if draft.page.grid.is_some() {
                    let cell = draft.cell.clone().unwrap_or_default();
                    self.left.push(Left { rule: finding.rule.clone(), at, why: in_workbook(&cell) });
                    taken.push(fix.span);
                    continue;
                }
                let edit = Edit { place, words: fix.text.clone(), encoding: draft.page.encoding, rule: finding.rule.clone(), at };
                let whole = draft.text.is_whole(fix.span, &draft.page.text);
                match self.edits.iter().position(|other| other.place.overlaps(edit.place)) {
                    // Two drafts may share their words: an anchor of YAML.
                    Some(known) if whole && self.edits[known].place == edit.place && self.edits[known].words == edit.words => {
                        self.wanted.entry(number).or_default().push((fix.span, known));
                    }
                    None if whole => {
                        self.wanted.entry(number).or_default().push((fix.span, self.edits.len()));
                        self.edits.push(edit);
                    }
                    _ => {
                        self.left.push(Left { rule: edit.rule, at, why: unsafe_here() });
                        continue;
                    }
                }
                taken.push(fix.span);
            }
        }
    }

    /// Whether there is nothing to replace and nothing to be said.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty() && self.left.is_empty()
    }

    /// Carries the plan out on the `bytes` of the file that it was made of.
    pub fn carry_out(mut self, path: &str, bytes: &[u8], reading: &Reading) -> Mended {
        let before = content(path, bytes, reading);
        let all: Vec<usize> = (0..self.edits.len()).collect();
        let mut accepted = Vec::new();
        let format = reading.format_of(&Source::memory(path, Vec::new()));
        let work = Work { plan: &self, path, bytes, reading, format, before: &before };
        let refused = if before.drafts.len() == self.drafts { work.settle(&all, &mut accepted) } else { all };
        let written = self.written(&accepted);
        let new = spliced(bytes, &written);
        let masks = self.secrets.iter().filter_map(|(span, encoding)| Some((*span, encoding.encode(crate::check::MASK)?)));
        let masks: Vec<(Span, Vec<u8>)> = apart(masks.collect());
        let mut masked_new: Vec<(Span, Vec<u8>)> = written.clone();
        masked_new.extend(masks.iter().filter(|(span, _)| !written.iter().any(|(other, _)| other.overlaps(*span))).cloned());
        let shown = (spliced(bytes, &masks), spliced(bytes, &apart(masked_new)));
        self.left.extend(refused.into_iter().map(|edit| {
            let Edit { rule, at, .. } = &self.edits[edit];
            Left { rule: rule.clone(), at: *at, why: unsafe_here() }
        }));
        self.left.sort_by_key(|left| left.at);
        Mended { bytes: new, shown, replaced: written.len(), left: self.left }
    }

    /// The accepted edits as bytes: which edit, in which spelling.
    fn written(&self, accepted: &[(usize, usize)]) -> Vec<(Span, Vec<u8>)> {
        let written = accepted.iter().filter_map(|(edit, spelling)| {
            let edit = &self.edits[*edit];
            Some((edit.place, edit.encoding.encode(&spelling::spell(&edit.words, *spelling))?))
        });
        apart(written.collect())
    }
}

/// A plan while it is carried out.
struct Work<'w> {
    plan: &'w Plan,
    path: &'w str,
    bytes: &'w [u8],
    reading: &'w Reading,
    format: Format,
    before: &'w Content,
}

impl Work<'_> {
    /// Accepts as many of `edits` as can be written; gives the others.
    fn settle(&self, edits: &[usize], accepted: &mut Vec<(usize, usize)>) -> Vec<usize> {
        if edits.is_empty() {
            return Vec::new();
        }
        let mut tried: Vec<Vec<String>> = Vec::new();
        for spelling in 0..spelling::COUNT {
            let spelled: Vec<String> = edits.iter().map(|edit| spelling::spell(&self.plan.edits[*edit].words, spelling)).collect();
            if tried.contains(&spelled) {
                continue;
            }
            tried.push(spelled);
            let attempt: Vec<(usize, usize)> = accepted.iter().copied().chain(edits.iter().map(|edit| (*edit, spelling))).collect();
            if self.holds(&attempt) {
                *accepted = attempt;
                return Vec::new();
            }
        }
        if let [one] = edits {
            return vec![*one];
        }
        let (first, second) = edits.split_at(edits.len() / 2);
        let mut refused = self.settle(first, accepted);
        refused.extend(self.settle(second, accepted));
        refused
    }

    /// Whether the file with these edits reads as it should: every draft as before, the replaced words as meant, everything else untouched.
    fn holds(&self, attempt: &[(usize, usize)]) -> bool {
        let written = self.plan.written(attempt);
        if written.len() < attempt.len() {
            return false;
        }
        let new = spliced(self.bytes, &written);
        // A mail of seven bits stays one: other bytes would be lost on the way.
        if self.format == Format::Mail && self.bytes.is_ascii() && !new.is_ascii() {
            return false;
        }
        let after = content(self.path, &new, self.reading);
        let (before, wanted) = (self.before, &self.plan.wanted);
        let drafts = after.drafts.len() == before.drafts.len()
            && before.drafts.iter().zip(&after.drafts).enumerate().all(|(number, (before, after))| {
                let replaced = wanted.get(&number).map_or(&[][..], Vec::as_slice);
                before.said == after.said && self.meant(&before.text, replaced, attempt) == after.text
            });
        let touched = |place: Span| written.iter().any(|(other, _)| other.overlaps(place));
        let texts = after.texts.len() == before.texts.len()
            && before
                .texts
                .iter()
                .zip(&after.texts)
                .all(|(before, after)| before.0 == after.0 && (before.1 == after.1 || touched(before.2)));
        drafts && texts && after.troubles == before.troubles
    }

    /// The text of a draft with the replacements of this attempt.
    fn meant(&self, text: &str, replaced: &[(Span, usize)], attempt: &[(usize, usize)]) -> String {
        let done = replaced.iter().filter(|(_, edit)| attempt.iter().any(|(other, _)| other == edit));
        let words = done.map(|(span, edit)| (*span, self.plan.edits[*edit].words.clone().into_bytes()));
        String::from_utf8(spliced(text.as_bytes(), &apart(words.collect()))).unwrap_or_default()
    }
}

/// Why a place is left that nobody can rewrite without harm, or not so that it reads as meant.
fn unsafe_here() -> Wording {
    Wording::new(
        "Hier lässt sich der Ersatz nicht sicher schreiben; die Stelle bleibt, wie sie ist.",
        "the replacement cannot be written here safely; the place stays as it is.",
    )
}

/// Why a cell of a workbook is left.
fn in_workbook(cell: &str) -> Wording {
    Wording::new(
        format!("In Arbeitsmappen schreibt knigge nicht; ändern Sie die Zelle {cell} in der Tabellenkalkulation."),
        format!("knigge does not write into workbooks; change cell {cell} in the spreadsheet program."),
    )
}

/// Sorted by place; of what overlaps, the first.
fn apart(mut pieces: Vec<(Span, Vec<u8>)>) -> Vec<(Span, Vec<u8>)> {
    pieces.sort_by_key(|(span, _)| *span);
    let mut end = 0;
    pieces.retain(|(span, _)| {
        let free = span.start >= end;
        end = if free { span.end } else { end };
        free
    });
    pieces
}

/// `bytes` with other bytes at some places (sorted and apart).
fn spliced(bytes: &[u8], pieces: &[(Span, Vec<u8>)]) -> Vec<u8> {
    let mut new = Vec::with_capacity(bytes.len());
    let mut at = 0;
    for (span, piece) in pieces.iter().filter(|(span, _)| span.end <= bytes.len()) {
        new.extend_from_slice(&bytes[at..span.start]);
        new.extend_from_slice(piece);
        at = span.end;
    }
    new.extend_from_slice(&bytes[at..]);
    new
}

fn content(path: &str, bytes: &[u8], reading: &Reading) -> Content {
    let source = Source::memory(path, bytes);
    let mut content = Content::default();
    let mut troubles = 0;
    let _ = each_draft(
        &source,
        reading,
        &mut |draft| {
            let said =
                format!("{:?} {:?} {:?} {:?} {:?} {:?}", draft.id, draft.title, draft.language, draft.channel, draft.kind, draft.cell);
            content.drafts.push(Seen { said, text: draft.text().to_owned() });
            ControlFlow::Continue(())
        },
        &mut |trouble| {
            troubles += usize::from(trouble.gravity == Gravity::Mistake);
            ControlFlow::Continue(())
        },
    );
    content.troubles = troubles;
    let (format, pages) = reading.pages(&source);
    for page in pages.flatten() {
        for (way, text) in format.texts(&page).unwrap_or_default() {
            let (start, end) = page.place(text.source_span(Span::new(0, text.text().len())));
            content.texts.push((way, text.text().to_owned(), Span::new(start.offset, end.offset)));
        }
    }
    content
}

#[cfg(test)]
mod tests;

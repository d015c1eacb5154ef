//! Text that knows where each of its bytes comes from: JSON escapes, Markdown, cropped and escaped lines all become a `Mapped`.
//! In: a source text and what a decoder keeps or replaces of it. Out: the new text, and spans carried between it and the source.
//! A source is whatever the map was made over: the text of a page, or the text of another map (`compose` then makes one map of the two).

use crate::span::Span;
use std::borrow::Cow;

/// A text with the way back to its source.
///
/// The text is a row of runs. A verbatim run stands byte for byte in the source; a replaced one (`\u00fc`, `&uuml;`) belongs to its
/// source as a whole. Source bytes between two runs are gone from the text. Runs stand in the order of the source.
/// A text that is one verbatim run is an *identity*: it has no list of runs, and is borrowed where it can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped<'a> {
    text: Cow<'a, str>,
    /// Empty for an identity; else the first starts at 0 and none is empty.
    runs: Vec<Run>,
    /// Source byte at which an identity starts.
    start: usize,
}

/// A stretch of the text, up to the next run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    /// First byte of the text.
    out: usize,
    /// Bytes of the source; as many as the run has in the text if it is verbatim.
    source: Span,
    verbatim: bool,
}

/// A run with both its ends.
#[derive(Clone, Copy)]
struct Piece {
    out: Span,
    source: Span,
    verbatim: bool,
}

impl<'a> Mapped<'a> {
    /// A text that stands in the source as it is, from byte `source_start` on.
    pub fn identity(text: impl Into<Cow<'a, str>>, source_start: usize) -> Mapped<'a> {
        Mapped { text: text.into(), runs: Vec::new(), start: source_start }
    }

    /// Starts a map over `source`, whose first byte counts as byte 0.
    pub fn builder(source: &'a str) -> Builder<'a> {
        Builder { source, first: Span::default(), expected: 0, text: String::new(), runs: Vec::new() }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text alone, borrowed from the source where it can be.
    pub fn into_text(self) -> Cow<'a, str> {
        self.text
    }

    /// Whether the text stands in the source as it is.
    pub fn is_identity(&self) -> bool {
        self.runs.is_empty()
    }

    /// The same map with a text of its own.
    pub fn into_owned(self) -> Mapped<'static> {
        Mapped { text: Cow::Owned(self.text.into_owned()), runs: self.runs, start: self.start }
    }

    /// Where a span of the text (bytes) stands in the source: from the start of its first run to the end of its last,
    /// exact inside verbatim runs. What lies beyond the text counts as its end. An empty span gives an empty one.
    pub fn source_span(&self, span: Span) -> Span {
        let start = self.source_start(span.start);
        let end = if span.is_empty() { start } else { self.source_end(span.end) };
        Span::new(start, end.max(start))
    }

    /// Whether all that `source` (the text that the map was made over) has under `span` belongs to these words: nothing between them is gone
    /// from the text, a tag say, and what is replaced is one character, an escape or a space.
    pub fn is_whole(&self, span: Span, source: &str) -> bool {
        if span.is_empty() || span.end > self.text.len() {
            return false;
        }
        let mut end = None;
        self.pieces(span).all(|piece| {
            let joined = end.replace(piece.source.end).is_none_or(|end| end == piece.source.start);
            let run = if self.runs.is_empty() { piece } else { self.piece(self.run_at(piece.out.start)) };
            let is_one = || self.text[run.out.range()].chars().nth(1).is_none() && !source[run.source.range()].contains('<');
            joined && (piece.verbatim || is_one())
        })
    }

    /// The other way: the smallest span of the text that holds all that comes from `span` of the source. A span of the source that
    /// left nothing in the text gives the empty span before what follows.
    pub fn text_span(&self, span: Span) -> Span {
        if self.runs.is_empty() {
            let into = |at: usize| at.saturating_sub(self.start).min(self.text.len());
            return Span::new(into(span.start), into(span.end));
        }
        let first = self.runs.partition_point(|run| run.source.end <= span.start);
        let after = self.runs.partition_point(|run| run.source.start < span.end);
        let start = match self.runs.get(first) {
            Some(run) if run.verbatim => run.out + span.start.saturating_sub(run.source.start),
            Some(run) => run.out,
            None => self.text.len(),
        };
        let end = match after.checked_sub(1).map(|last| self.piece(last)) {
            Some(last) if last.verbatim => last.out.start + (span.end - last.source.start).min(last.out.len()),
            Some(last) => last.out.end,
            None => 0,
        };
        Span::new(start, end.max(start))
    }

    /// One map out of two: `self` was made over the text of `inner`; the result leads from the text of `self` straight to the source
    /// of `inner`.
    pub fn compose(self, inner: &Mapped<'_>) -> Mapped<'a> {
        if self.text.is_empty() || (self.runs.is_empty() && inner.runs.is_empty()) {
            let start = inner.source_start(self.start);
            return Mapped { start, runs: Vec::new(), text: self.text };
        }
        let mut runs = Vec::with_capacity(self.runs.len() + inner.runs.len());
        for outer in self.pieces(Span::new(0, self.text.len())) {
            if outer.verbatim {
                for piece in inner.pieces(outer.source) {
                    let out = piece.out.start - outer.source.start + outer.out.start;
                    push_run(&mut runs, Run { out, source: piece.source, verbatim: piece.verbatim });
                }
            } else {
                push_run(&mut runs, Run { out: outer.out.start, source: inner.source_span(outer.source), verbatim: false });
            }
        }
        Mapped::of(self.text, runs)
    }

    /// The part of the text that `span` covers (bytes, on character boundaries), with its part of the map.
    pub fn slice(&self, span: Span) -> Mapped<'_> {
        let text = Cow::Borrowed(&self.text[span.range()]);
        if self.runs.is_empty() || span.is_empty() {
            return Mapped { text, runs: Vec::new(), start: self.source_start(span.start) };
        }
        let run = |piece: Piece| Run { out: piece.out.start - span.start, source: piece.source, verbatim: piece.verbatim };
        Mapped::of(text, self.pieces(span).map(run).collect())
    }

    /// The text with everything outside `keep` (sorted, apart, bytes on character boundaries) cut away; each cut leaves a "…" that
    /// stands for what it replaced.
    pub fn crop(&self, keep: &[Span]) -> Mapped<'_> {
        let mut cropped = Mapped::builder(self.text());
        let mut at = 0;
        let end = Span::new(self.text.len(), self.text.len());
        for window in keep.iter().copied().chain([end]) {
            if at < window.start {
                cropped.push_replaced(Span::new(at, window.start), "…");
            }
            cropped.push_verbatim(window);
            at = window.end;
        }
        cropped.finish().compose(self)
    }

    /// The text with `runs`; a single verbatim run needs no list.
    fn of(text: Cow<'a, str>, runs: Vec<Run>) -> Mapped<'a> {
        match runs.as_slice() {
            [only] if only.verbatim => Mapped { text, start: only.source.start, runs: Vec::new() },
            _ => Mapped { text, runs, start: 0 },
        }
    }

    /// Source byte at which the text byte `at` starts.
    fn source_start(&self, at: usize) -> usize {
        if self.runs.is_empty() {
            return self.start + at.min(self.text.len());
        }
        if at >= self.text.len() {
            return self.source_end(self.text.len());
        }
        let run = self.runs[self.run_at(at)];
        if run.verbatim { run.source.start + (at - run.out) } else { run.source.start }
    }

    /// Source byte at which what stands before the text byte `at` (not 0) ends.
    fn source_end(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        if self.runs.is_empty() {
            return self.start + at;
        }
        let run = self.runs[self.run_at(at.saturating_sub(1))];
        if run.verbatim { run.source.start + (at - run.out) } else { run.source.end }
    }

    /// Number of the run that holds the text byte `at`.
    fn run_at(&self, at: usize) -> usize {
        self.runs.partition_point(|run| run.out <= at).saturating_sub(1)
    }

    /// The run with the number `index`, whole.
    fn piece(&self, index: usize) -> Piece {
        let run = self.runs[index];
        let end = self.runs.get(index + 1).map_or(self.text.len(), |next| next.out);
        Piece { out: Span::new(run.out, end), source: run.source, verbatim: run.verbatim }
    }

    /// The runs inside `span` of the text (not empty), clipped to it; what is replaced keeps its whole source.
    fn pieces(&self, span: Span) -> impl Iterator<Item = Piece> {
        let identity =
            Piece { out: Span::new(0, self.text.len()), source: Span::new(self.start, self.start + self.text.len()), verbatim: true };
        let numbers = if self.runs.is_empty() { 0..1 } else { self.run_at(span.start)..self.run_at(span.end - 1) + 1 };
        numbers.map(move |number| {
            let whole = if self.runs.is_empty() { identity } else { self.piece(number) };
            let out = Span::new(whole.out.start.max(span.start), whole.out.end.min(span.end));
            let start = whole.source.start + (out.start - whole.out.start);
            let source = if whole.verbatim { Span::new(start, start + out.len()) } else { whole.source };
            Piece { out, source, verbatim: whole.verbatim }
        })
    }
}

/// Appends `run`, joined to the run before it where both are verbatim and the source has nothing between them.
fn push_run(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        Some(last) if last.verbatim && run.verbatim && last.source.end == run.source.start => last.source.end = run.source.end,
        _ => runs.push(run),
    }
}

/// Makes a `Mapped` from left to right. Nothing is copied as long as all that was pushed is one stretch of the source.
#[derive(Debug)]
pub struct Builder<'a> {
    source: &'a str,
    /// What was kept so far, while it is one stretch and `runs` is empty.
    first: Span,
    /// Bytes to reserve once something must be copied.
    expected: usize,
    text: String,
    runs: Vec<Run>,
}

impl<'a> Builder<'a> {
    /// The same builder, prepared for a text of up to `bytes` bytes. Still nothing is reserved before something must be copied.
    pub fn expecting(self, bytes: usize) -> Builder<'a> {
        Builder { expected: bytes, ..self }
    }

    /// Keeps `span` of the source as it is. It must not stand before what was pushed already.
    pub fn push_verbatim(&mut self, span: Span) {
        if span.is_empty() {
            return;
        }
        if self.runs.is_empty() {
            if self.first.is_empty() {
                self.first = span;
                return;
            }
            if self.first.end == span.start {
                self.first.end = span.end;
                return;
            }
            self.begin();
        }
        push_run(&mut self.runs, Run { out: self.text.len(), source: span, verbatim: true });
        self.text.push_str(&self.source[span.range()]);
    }

    /// Puts `text` where `span` of the source stands (which may be empty: then `text` is inserted). An empty `text` leaves nothing.
    pub fn push_replaced(&mut self, span: Span, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.runs.is_empty() {
            self.begin();
        }
        debug_assert!(self.runs.last().is_none_or(|last| last.source.end <= span.start), "runs stand in the order of the source");
        self.runs.push(Run { out: self.text.len(), source: span, verbatim: false });
        self.text.push_str(text);
    }

    /// Whether nothing was pushed so far.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty() && self.first.is_empty()
    }

    /// Source byte at which what was pushed so far ends.
    pub fn source_end(&self) -> usize {
        self.runs.last().map_or(self.first.end, |last| last.source.end)
    }

    /// The text and its map. A text to which nothing was pushed stands at byte 0.
    pub fn finish(self) -> Mapped<'a> {
        if self.runs.is_empty() {
            return Mapped::identity(&self.source[self.first.range()], self.first.start);
        }
        Mapped::of(Cow::Owned(self.text), self.runs)
    }

    /// Turns what was kept so far into a first run.
    fn begin(&mut self) {
        self.text.reserve_exact(self.expected);
        self.runs.reserve_exact(8);
        if !self.first.is_empty() {
            self.text.push_str(&self.source[self.first.range()]);
            self.runs.push(Run { out: 0, source: self.first, verbatim: true });
        }
    }
}

/// `text` as it can be printed on a terminal: what would act there instead of being seen (control characters, escape sequences,
/// bidirectional controls, line ends other than `\n` and `\r\n`) stands as `\u{1b}`. Newline and tab stay. The result is a map over `text`.
pub fn escape_for_terminal(text: &str) -> Mapped<'_> {
    let mut escaped = Mapped::builder(text);
    let mut kept = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let ends_line = character == '\r' && characters.peek().is_some_and(|(_, next)| *next == '\n');
        if acts_on_terminal(character) && !ends_line {
            let end = at + character.len_utf8();
            escaped.push_verbatim(Span::new(kept, at));
            escaped.push_replaced(Span::new(at, end), &character.escape_unicode().to_string());
            kept = end;
        }
    }
    escaped.push_verbatim(Span::new(kept, text.len()));
    escaped.finish()
}

/// Whether a terminal, or whoever splits lines for it, would act on the character.
fn acts_on_terminal(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => true,
        other => other.is_control(),
    }
}

/// What to keep of a long text so that all `marks` (sorted, bytes on character boundaries) are seen, each with `context` characters
/// before and after; windows that touch are one.
pub fn windows_around(text: &str, marks: &[Span], context: usize) -> Vec<Span> {
    let mut windows: Vec<Span> = Vec::new();
    for mark in marks {
        let before = text[..mark.start].char_indices().rev().take(context).last();
        let start = before.map_or(mark.start, |(at, _)| at);
        let end = text[mark.end..].char_indices().nth(context).map_or(text.len(), |(at, _)| mark.end + at);
        match windows.last_mut() {
            // A "…" for a single character would save nothing.
            Some(last) if start <= last.end || text[last.end..start].chars().nth(1).is_none() => last.end = last.end.max(end),
            _ => windows.push(Span::new(start, end)),
        }
    }
    windows
}

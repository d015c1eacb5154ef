//! Where something stands: half-open byte ranges, and the line index that turns a byte into line and column.
//! In: offsets. Out: spans, positions. Knows nothing of files or drafts.

use std::ops::Range;

/// A half-open range of bytes. Of which text is said by whoever holds the span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, and without, `end` (bytes).
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end);
        Span { start, end }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The span moved right by `by` bytes.
    pub fn shifted(self, by: usize) -> Span {
        Span::new(self.start + by, self.end + by)
    }

    /// The span as a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// A place as people and machines are told it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in Unicode scalar values, from 1.
    pub column: usize,
    /// Byte of the source, from 0.
    pub offset: usize,
}

/// The starts of the lines of a text. A line ends at `\n`, with a `\r` before it, and nowhere else.
#[derive(Debug, Clone, Default)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Reads the line starts of `text`.
    pub fn new(text: &str) -> LineIndex {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        LineIndex { starts: std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect() }
    }

    /// Line (from 0) that holds the byte `at`.
    pub fn line_of(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// First byte of the line (from 0).
    pub fn start_of(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(0)
    }

    /// How many lines there are; an empty text has one.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never true: even an empty text has one line.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Line and column of the byte `at` of `text`, both from 1; `offset` is `at` itself.
    /// A byte past the end counts as the end; a byte inside a character counts as its start.
    pub fn position(&self, text: &str, at: usize) -> Position {
        let at = text.floor_char_boundary(at.min(text.len()));
        let line = self.line_of(at);
        let column = text[self.start_of(line)..at].chars().count();
        Position { line: line + 1, column: column + 1, offset: at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_newlines_and_nowhere_else() {
        let text = "eins\r\nzw\u{2028}ei\rdrei\n";
        let lines = LineIndex::new(text);
        assert_eq!(lines.len(), 3);
        assert_eq!(lines.position(text, text.find("drei").unwrap()).line, 2);
        assert_eq!(lines.position(text, text.len()), Position { line: 3, column: 1, offset: text.len() });
    }

    #[test]
    fn columns_count_characters() {
        let text = "a\u{10400}ü!";
        let lines = LineIndex::new(text);
        assert_eq!(lines.position(text, text.find('!').unwrap()).column, 4);
        assert_eq!(lines.position(text, 2).column, 2);
    }
}

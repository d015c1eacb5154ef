//! A decoded stretch of a source: a whole file, or some whole lines of a long one; and where its text stands in the file.
//! In: text with the number of its first line and byte. Out: lines, columns and bytes of the file, exact in every encoding.

use super::encoding::Encoding;
use crate::span::{LineIndex, Position, Span};
use std::any::Any;
use std::sync::{Arc, OnceLock};

/// Text of a source, with what is needed to say where in the source it stands.
#[derive(Debug, Default)]
pub struct Page {
    /// Path of the source as people are told it, with `/`; `-` for standard input.
    pub path: String,
    /// The text, without byte order mark; line ends as they are.
    pub text: String,
    /// How the file writes it.
    pub encoding: Encoding,
    /// Byte of the file at which the text starts.
    pub first_byte: usize,
    /// Line of the file, from 1, at which the text starts.
    pub first_line: usize,
    /// Number, from 1, of the first line (of a table: the first row) that is not blank, counting such lines only.
    pub first_record: usize,
    /// For a part of a long table: what its beginning says of all of it, as whoever cut it up noted it.
    pub opening: Option<Arc<dyn Any + Send + Sync>>,
    /// For a workbook: where its cells stand in the text.
    pub grid: Option<Grid>,
    index: OnceLock<Index>,
}

/// The cells of a workbook, in the order of its text.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// Cells that hold something, by their place in the text.
    pub cells: Vec<GridCell>,
    /// The names of the sheets.
    pub sheets: Vec<String>,
}

/// A cell; row and column count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GridCell {
    /// First byte of its text.
    pub start: usize,
    /// Number of its sheet.
    pub sheet: usize,
    /// Row of the sheet.
    pub row: usize,
    /// Column of the sheet.
    pub column: usize,
    /// Text, and no number or date.
    pub is_text: bool,
}

/// Made when the first position is asked for: most pages are clean.
#[derive(Debug)]
struct Index {
    lines: LineIndex,
    counts: CharCounts,
}

impl Page {
    /// A page of `text` as the whole of a UTF-8 file.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Page {
        Page { path: path.into(), text: text.into(), first_line: 1, first_record: 1, ..Page::default() }
    }

    /// Start and end of a span of the page's text (bytes) in the file.
    pub fn place(&self, span: Span) -> (Position, Position) {
        (self.position(span.start), self.position(span.end))
    }

    /// Where the byte `at` of the page's text stands in the file. A byte past the end counts as the end, one inside a character as its start.
    pub fn position(&self, at: usize) -> Position {
        let at = self.text.floor_char_boundary(at);
        if let Some(cell) = self.cell_at(at) {
            // Workbooks have no lines: the row, and places within the text of the cell.
            let column = self.text[cell.start..at].chars().count() + 1;
            return Position { line: cell.row + 1, column, offset: at - cell.start };
        }
        let index = self.index();
        let line = index.lines.line_of(at);
        let here = index.counts.before(&self.text, at);
        let column = here.characters - index.counts.before(&self.text, index.lines.start_of(line)).characters + 1;
        let bytes = match self.encoding {
            Encoding::Utf8 => at,
            Encoding::Utf16Le | Encoding::Utf16Be => 2 * (here.characters + here.astral),
            Encoding::Windows1252 => here.characters,
        };
        Position { line: self.first_line + line, column, offset: self.first_byte + bytes }
    }

    /// The cell of a workbook that holds the byte `at`.
    fn cell_at(&self, at: usize) -> Option<&GridCell> {
        let cells = &self.grid.as_ref()?.cells;
        cells.get(cells.partition_point(|cell| cell.start <= at).checked_sub(1)?)
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index { lines: LineIndex::new(&self.text), counts: CharCounts::new(&self.text) })
    }

    /// The byte of the page's text at `line` and `column` of the file (both from 1); a column past the line's end counts as that end.
    /// `None` if the page does not hold the line.
    pub fn byte_at(&self, line: usize, column: usize) -> Option<usize> {
        let wanted = line.checked_sub(self.first_line)?;
        let lines = &self.index().lines;
        let start = lines.start_of(wanted);
        if wanted >= lines.len() || (start == self.text.len() && wanted > 0) {
            return None;
        }
        let words = self.text[start..].lines().next().unwrap_or("");
        Some(start + words.char_indices().nth(column.saturating_sub(1)).map_or(words.len(), |(at, _)| at))
    }
}

/// Counts the characters before any byte of a text in constant time, so that a thousand marks on one long line cost no more than on
/// short ones.
#[derive(Debug, Clone, Default)]
pub struct CharCounts {
    blocks: Vec<Count>,
}

/// How many characters there are, and how many of them lie beyond U+FFFF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Unicode scalar values.
    pub characters: usize,
    /// Those of them that take two units in UTF-16.
    pub astral: usize,
}

/// Distance between two remembered counts, in bytes.
const BLOCK: usize = 1 << 10;

impl CharCounts {
    /// Counts `text` through, once.
    pub fn new(text: &str) -> CharCounts {
        let mut sum = Count::default();
        let mut blocks = Vec::with_capacity(text.len() / BLOCK);
        for block in text.as_bytes().chunks_exact(BLOCK) {
            sum = sum.plus(count(block));
            blocks.push(sum);
        }
        CharCounts { blocks }
    }

    /// The characters of `text`, which must be the text given to `new`, before its byte `at`.
    pub fn before(&self, text: &str, at: usize) -> Count {
        let block = (at / BLOCK).min(self.blocks.len());
        let counted = block.checked_sub(1).map_or(Count::default(), |last| self.blocks[last]);
        counted.plus(count(&text.as_bytes()[block * BLOCK..at]))
    }
}

impl Count {
    fn plus(self, other: Count) -> Count {
        Count { characters: self.characters + other.characters, astral: self.astral + other.astral }
    }
}

/// Characters that start in these bytes of UTF-8.
fn count(bytes: &[u8]) -> Count {
    let starts = bytes.iter().filter(|byte| (**byte & 0xc0) != 0x80).count();
    Count { characters: starts, astral: bytes.iter().filter(|byte| **byte >= 0xf0).count() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn page(text: &str, encoding: Encoding, first_byte: usize) -> Page {
        Page { encoding, first_byte, ..Page::new("a.txt", text) }
    }

    #[test]
    fn every_encoding_counts_its_own_bytes() {
        let text = "a𐐀ü\r\nbö!";
        let at = text.find('!').unwrap();
        let place = |encoding, mark| page(text, encoding, mark).position(at);
        assert_eq!(place(Encoding::Utf8, 3), Position { line: 2, column: 3, offset: 3 + at });
        assert_eq!(place(Encoding::Utf16Le, 2), Position { line: 2, column: 3, offset: 2 + 2 * 8 });
        assert_eq!(page("aü\nbö!", Encoding::Windows1252, 0).position(7), Position { line: 2, column: 3, offset: 5 });
    }

    #[test]
    fn a_page_from_the_middle_counts_on() {
        let page = Page { first_line: 10, first_byte: 500, ..Page::new("a.jsonl", "eins\nzwei\n") };
        assert_eq!(page.position(7), Position { line: 11, column: 3, offset: 507 });
        assert_eq!(page.byte_at(11, 3), Some(7));
        assert_eq!(page.byte_at(11, 99), Some(9));
        assert_eq!(page.byte_at(9, 1), None);
        assert_eq!(page.byte_at(12, 1), None, "it is on the next page");
        assert_eq!(Page::new("leer", "").byte_at(1, 1), Some(0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn positions_agree_with_counting_by_hand(text in "(?s)[aü\u{10400}\n\r]{0,80}", repeat in 1_usize..60, at in any::<prop::sample::Index>()) {
            let text = text.repeat(repeat);
            let at = text.floor_char_boundary(at.index(text.len() + 1));
            let before = &text[..at];
            let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
            let expected = Position {
                line: 1 + before.matches('\n').count(),
                column: 1 + before[line_start..].chars().count(),
                offset: 2 + 2 * before.encode_utf16().count(),
            };
            let page = page(&text, Encoding::Utf16Be, 2);
            prop_assert_eq!(page.position(at), expected);
            // A line end and what stands behind the last one are no places in a line.
            if text[at..].starts_with(['a', 'ü', '\u{10400}']) {
                prop_assert_eq!(page.byte_at(expected.line, expected.column), Some(at));
            }
        }
    }
}

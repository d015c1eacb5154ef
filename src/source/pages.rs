//! Reads a source as pages: as a whole, or, where each line stands for itself, some lines at a time, so that memory does not grow with the file.
//! In: a reader. Out: pages in order, with what could not be read in between, at its place.

use super::encoding::{self, Decoded, Encoding, Undecodable};
use super::{Page, Trouble, wording_of};
use crate::finding::{Gravity, Wording};
use std::collections::VecDeque;
use std::io::{self, Read};

/// How a source is cut into pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One page; any encoding.
    Whole,
    /// Whole lines of UTF-8, many a page.
    Lines,
    /// One page of many drafts; any encoding.
    Records,
    /// One page of many drafts, in UTF-8.
    Utf8,
}

/// How much is read at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one page of lines, about.
    pub page: usize,
    /// Bytes that a file that is one draft, or one line, may have; what is longer is named and skipped.
    pub draft: usize,
    /// Bytes that a file of many drafts that is read as a whole may have.
    pub file: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { page: 1 << 20, draft: 16 << 20, file: 256 << 20 }
    }
}

pub(super) type Reader = Box<dyn Read + Send>;

/// Pages that are made elsewhere.
type Made = Box<dyn Iterator<Item = Result<Page, Trouble>> + Send>;

/// The pages of a source. Trouble stands between them where it arose; after trouble with a single line the pages go on.
pub struct Pages {
    path: String,
    /// `None` when all is read.
    reader: Option<Reader>,
    layout: Layout,
    limits: Limits,
    /// Made, not yet given out.
    ready: VecDeque<Result<Page, Trouble>>,
    /// The begun line behind the last page.
    tail: Vec<u8>,
    /// Where the next page starts.
    next: Place,
    /// Who makes the pages, if not we.
    made: Option<Made>,
}

/// Where a page starts in its file: byte from 0, line and record from 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub byte: usize,
    pub line: usize,
    pub record: usize,
}

impl Place {
    /// The beginning of a file.
    pub const START: Place = Place { byte: 0, line: 1, record: 1 };
}

impl Pages {
    pub(super) fn new(path: &str, reader: io::Result<Reader>, layout: Layout, limits: Limits) -> Pages {
        let next = Place::START;
        // What a file is, is seen in its first bytes: they must come at once.
        let limits = Limits { page: limits.page.max(64), ..limits };
        let ready = VecDeque::new();
        let mut pages = Pages { path: path.into(), reader: None, layout, limits, ready, tail: Vec::new(), next, made: None };
        match reader {
            Ok(reader) => pages.reader = Some(reader),
            Err(error) => pages.give_up(wording_of(&error)),
        }
        pages
    }

    /// Pages that are made elsewhere.
    pub(super) fn made(pages: impl Iterator<Item = Result<Page, Trouble>> + Send + 'static) -> Pages {
        let (layout, limits, next) = (Layout::Whole, Limits::default(), Place::START);
        let made: Option<Made> = Some(Box::new(pages));
        Pages { path: String::new(), reader: None, layout, limits, ready: VecDeque::new(), tail: Vec::new(), next, made }
    }

    /// A page that was made elsewhere.
    pub fn ready(page: Result<Page, Trouble>) -> Pages {
        Pages::made(std::iter::once(page))
    }

    /// Ends with trouble that concerns the whole source.
    fn give_up(&mut self, message: Wording) {
        self.reader = None;
        self.ready.push_back(Err(Trouble::new(&self.path, message)));
    }

    fn read_whole(&mut self, reader: Reader) {
        let limit = if self.layout == Layout::Whole { self.limits.draft } else { self.limits.file };
        let mut bytes = Vec::new();
        if let Err(error) = reader.take(limit as u64 + 1).read_to_end(&mut bytes) {
            return self.give_up(wording_of(&error));
        }
        if bytes.len() > limit {
            return self.give_up(too_large(limit));
        }
        if self.layout == Layout::Utf8 && !self.is_utf8(&bytes) {
            return;
        }
        self.ready.extend(whole(&self.path, &bytes));
    }

    /// Whether the bytes are UTF-8; if not, the first that is none is named.
    fn is_utf8(&mut self, bytes: &[u8]) -> bool {
        let declared = encoding::byte_order_mark(bytes).map(|(encoding, _)| encoding);
        if let Some(other) = declared.or_else(|| encoding::looks_like_utf16(bytes)).filter(|encoding| *encoding != Encoding::Utf8) {
            self.ready.push_back(Err(Trouble::new(&self.path, always_utf8(other.name())).at(1, 1)));
            return false;
        }
        let broken = str::from_utf8(bytes).err().map(|error| error.valid_up_to());
        let zero = memchr::memchr(0, &bytes[..broken.unwrap_or(bytes.len())]);
        let Some(at) = zero.or(broken) else { return true };
        let before = String::from_utf8_lossy(&bytes[..at]);
        let line = 1 + before.matches('\n').count();
        let column = 1 + before.rsplit('\n').next().map_or(0, |line| line.trim_start_matches('\u{feff}').chars().count());
        let message = if zero.is_some() { undecodable_wording(&Undecodable::Binary { at }, 0) } else { no_utf8(at, bytes[at]) };
        self.ready.push_back(Err(Trouble::new(&self.path, message).at(line, column)));
        false
    }

    /// Reads on until at least one whole line, or the end, is there.
    fn read_lines(&mut self, mut reader: Reader) {
        let mut bytes = std::mem::take(&mut self.tail);
        loop {
            let begun = bytes.len();
            // `take` and `read_to_end` fill the spare capacity without clearing it first.
            bytes.reserve_exact(self.limits.page);
            let read = match reader.by_ref().take(self.limits.page as u64).read_to_end(&mut bytes) {
                Ok(read) => read,
                Err(error) => return self.give_up(wording_of(&error)),
            };
            if self.next.byte == 0 && begun == 0 && !self.begin(&mut bytes) {
                return;
            }
            if read < self.limits.page {
                return self.cut(bytes);
            }
            let fresh = memchr::memrchr(b'\n', &bytes[begun..]).map(|newline| begun + newline);
            // Behind a line that was skipped there may be line ends in what was read before.
            let newline = fresh.or_else(|| if bytes.len() > self.limits.draft { memchr::memrchr(b'\n', &bytes) } else { None });
            if let Some(newline) = newline {
                self.tail = bytes.split_off(newline + 1);
                self.reader = Some(reader);
                return self.cut(bytes);
            }
            if bytes.len() > self.limits.draft {
                return match self.skip_line(reader, bytes.len()) {
                    Ok(()) => {}
                    Err(error) => self.give_up(wording_of(&error)),
                };
            }
        }
    }

    /// Looks at the first bytes of a file of lines, and takes the byte order mark off. `false`: these are no lines of UTF-8.
    fn begin(&mut self, bytes: &mut Vec<u8>) -> bool {
        let declared = encoding::byte_order_mark(bytes);
        let head = &bytes[..bytes.len().min(1 << 13)];
        let zero = memchr::memchr(0, head);
        let utf16 = zero.and_then(|_| encoding::looks_like_utf16(head));
        match (declared, utf16, zero) {
            (Some((encoding @ (Encoding::Utf16Le | Encoding::Utf16Be), _)), _, _) | (None, Some(encoding), _) => {
                let name = encoding.name();
                self.give_up(always_utf8(name));
                false
            }
            (_, _, Some(at)) => {
                self.give_up(undecodable_wording(&Undecodable::Binary { at }, 0));
                false
            }
            (mark, _, _) => {
                let mark = mark.map_or(0, |(_, length)| length);
                bytes.drain(..mark);
                self.next.byte = mark;
                true
            }
        }
    }

    /// Makes a page of whole lines; where a line is too long or no UTF-8, trouble and several pages.
    fn cut(&mut self, bytes: Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let start = self.next;
        let too_long = bytes.len() > self.limits.draft && lines(&bytes).any(|line| line.len() > self.limits.draft);
        let text = match if too_long { Err(bytes) } else { String::from_utf8(bytes).map_err(std::string::FromUtf8Error::into_bytes) } {
            Ok(text) => {
                self.pass(text.as_bytes());
                return self.give(start, text);
            }
            Err(bytes) => bytes,
        };
        let mut from = start;
        let mut good = String::new();
        for line in lines(&text) {
            let here = self.next;
            self.pass(line);
            let trouble = match str::from_utf8(line) {
                _ if line.len() > self.limits.draft => Trouble::new(&self.path, too_large(self.limits.draft)).at_line(here.line),
                Err(error) => {
                    let at = error.valid_up_to();
                    let column = 1 + String::from_utf8_lossy(&line[..at]).chars().count();
                    Trouble::new(&self.path, no_utf8(here.byte + at, line[at])).at(here.line, column)
                }
                Ok(line) => {
                    good.push_str(line);
                    continue;
                }
            };
            self.give(from, std::mem::take(&mut good));
            self.ready.push_back(Err(trouble));
            from = self.next;
        }
        self.give(from, good);
    }

    /// Reads past a line of which `begun` bytes were seen, without keeping it.
    fn skip_line(&mut self, mut reader: Reader, begun: usize) -> io::Result<()> {
        self.ready.push_back(Err(Trouble::new(&self.path, too_large(self.limits.draft)).at_line(self.next.line)));
        self.next = Place { byte: self.next.byte + begun, line: self.next.line + 1, record: self.next.record + 1 };
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            let read = reader.by_ref().take(self.limits.page as u64).read_to_end(&mut bytes)?;
            let end = memchr::memchr(b'\n', &bytes).map(|newline| newline + 1);
            self.next.byte += end.unwrap_or(read);
            if let Some(end) = end {
                // The rest may be more than one line, or less: it is read like any begun line.
                self.tail = bytes.split_off(end);
            }
            if read < self.limits.page {
                let rest = std::mem::take(&mut self.tail);
                self.cut(rest);
                return Ok(());
            }
            if end.is_some() {
                self.reader = Some(reader);
                return Ok(());
            }
        }
    }

    /// Moves on behind `bytes`, which are whole lines.
    fn pass(&mut self, bytes: &[u8]) {
        for line in lines(bytes) {
            self.next.line += 1;
            self.next.record += usize::from(!is_blank(line));
        }
        self.next.byte += bytes.len();
    }

    fn give(&mut self, start: Place, text: String) {
        if !text.is_empty() {
            let mut page = Page::new(&self.path, text);
            (page.first_byte, page.first_line, page.first_record) = (start.byte, start.line, start.record);
            self.ready.push_back(Ok(page));
        }
    }
}

/// A whole file as one page; a guess, or why it is no text.
pub(super) fn whole(path: &str, bytes: &[u8]) -> Vec<Result<Page, Trouble>> {
    match encoding::decode(bytes) {
        Ok(Decoded { text, encoding, mark, guessed }) => {
            let mut page = Page::new(path, text);
            (page.encoding, page.first_byte) = (encoding, mark);
            let advice = guessed.then(|| Err(guess(path, encoding)));
            advice.into_iter().chain([Ok(page)]).collect()
        }
        Err(undecodable) => vec![Err(Trouble::new(path, undecodable_wording(&undecodable, byte_of(&undecodable, bytes, 0))))],
    }
}

/// The byte that forbids a text; `bytes` begin at byte `first` of the file.
pub(super) fn byte_of(undecodable: &Undecodable, bytes: &[u8], first: usize) -> u8 {
    let (Undecodable::Binary { at } | Undecodable::Broken { at, .. } | Undecodable::Unknown { at }) = *undecodable;
    at.checked_sub(first).and_then(|at| bytes.get(at)).copied().unwrap_or(0)
}

impl Iterator for Pages {
    type Item = Result<Page, Trouble>;

    fn next(&mut self) -> Option<Result<Page, Trouble>> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(item);
            }
            if let Some(made) = &mut self.made {
                return made.next();
            }
            let reader = self.reader.take()?;
            match self.layout {
                Layout::Lines => self.read_lines(reader),
                Layout::Whole | Layout::Records | Layout::Utf8 => self.read_whole(reader),
            }
        }
    }
}

/// The lines of `bytes`, each with its `\n`.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', bytes).map(|newline| newline + 1).chain(std::iter::once(bytes.len()));
    ends.map(move |end| &bytes[std::mem::replace(&mut start, end)..end]).filter(|line| !line.is_empty())
}

/// Whether a line holds nothing but white space of ASCII. Such lines are no records, and do not count as such.
pub fn is_blank(line: &[u8]) -> bool {
    line.first().is_none_or(u8::is_ascii_whitespace) && line.trim_ascii().is_empty()
}

pub(super) fn too_large(limit: usize) -> Wording {
    let (amount, unit) = if limit >= 1 << 20 { (limit >> 20, "MiB") } else { (limit, "Bytes") };
    Wording::new(
        format!("Größer als {amount} {unit}: nicht geprüft."),
        format!("Larger than {amount} {}: not checked.", unit.replace("Bytes", "bytes")),
    )
}

fn always_utf8(name: &str) -> Wording {
    Wording::new(
        format!("JSON ist immer UTF-8; diese Datei ist {name}. Speichern Sie sie als UTF-8."),
        format!("JSON is always UTF-8; this file is {name}. Save it as UTF-8."),
    )
}

fn no_utf8(at: usize, byte: u8) -> Wording {
    Wording::new(format!("Byte {at} (0x{byte:02X}) ist kein gültiges UTF-8."), format!("Byte {at} (0x{byte:02X}) is not valid UTF-8."))
}

/// What is said once of a file whose encoding nothing declares.
pub(super) fn guess(path: &str, encoding: Encoding) -> Trouble {
    let name = encoding.name();
    let said = Wording::new(format!("Als {name} gelesen: UTF-8 ist es nicht."), format!("Read as {name}, as it is not UTF-8."));
    Trouble { gravity: Gravity::Advice, ..Trouble::new(path, said) }
}

pub(super) fn undecodable_wording(undecodable: &Undecodable, byte: u8) -> Wording {
    match *undecodable {
        Undecodable::Binary { at } => {
            Wording::new(format!("Eine Binärdatei, kein Text: Byte {at} ist 0."), format!("A binary file, not text: byte {at} is 0."))
        }
        Undecodable::Broken { at, encoding } => {
            let name = encoding.name();
            Wording::new(
                format!("Byte {at} (0x{byte:02X}) ist kein gültiges {name}, obwohl die Datei so beginnt."),
                format!("Byte {at} (0x{byte:02X}) is not valid {name}, though the file begins so."),
            )
        }
        Undecodable::Unknown { at } => Wording::new(
            format!("Byte {at} (0x{byte:02X}) ist kein gültiges UTF-8, und Windows-1252 ist die Datei auch nicht."),
            format!("Byte {at} (0x{byte:02X}) is not valid UTF-8, and the file is not Windows-1252 either."),
        ),
    }
}

//! Long tables, a page of whole records at a time, so that memory does not grow with the file.
//! In: a reader, and who knows where records end. Out: pages in order; a file that fits in one page is one, as it is anywhere else.

use super::decoder::Decoder;
use super::encoding::Encoding;
use super::pages::{Place, Reader, byte_of, guess, undecodable_wording, whole};
use super::{Limits, Page, Trouble, wording_of};
use crate::finding::Wording;
use std::any::Any;
use std::collections::VecDeque;
use std::io::{self, Read};
use std::sync::Arc;

/// Knows where the records of a long source end.
pub trait Cutter: Send {
    /// Looks at the beginning of the source. What it gives goes with every page; `None`: no record is whole yet.
    fn open(&mut self, head: &str) -> Option<Arc<dyn Any + Send + Sync>>;

    /// What of `text`, which begins with a record, is whole records.
    fn cut(&mut self, text: &str) -> Cut;
}

/// Whole records at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cut {
    /// Bytes that they have.
    pub bytes: usize,
    /// How many they are, without blank ones.
    pub records: usize,
}

/// The pages of a table.
pub(super) struct Rows {
    path: String,
    /// `None` when all is read.
    reader: Option<Reader>,
    limits: Limits,
    cutter: Box<dyn Cutter>,
    decoder: Decoder,
    opening: Option<Arc<dyn Any + Send + Sync>>,
    /// Decoded, not yet given out: at most a begun record between two reads.
    text: String,
    begun: bool,
    next: Place,
    ready: VecDeque<Result<Page, Trouble>>,
}

impl Rows {
    pub fn new(path: &str, reader: io::Result<Reader>, limits: Limits, cutter: Box<dyn Cutter>) -> Rows {
        // What a file is, is seen in its first bytes: they must come at once.
        let limits = Limits { page: limits.page.max(64), ..limits };
        let (reader, ready) = match reader {
            Ok(reader) => (Some(reader), VecDeque::new()),
            Err(error) => (None, VecDeque::from([Err(Trouble::new(path, wording_of(&error)))])),
        };
        let (decoder, text, next) = (Decoder::default(), String::new(), Place::START);
        Rows { path: path.to_owned(), reader, limits, cutter, decoder, opening: None, text, begun: false, next, ready }
    }

    fn trouble(&mut self, trouble: Trouble) {
        self.ready.push_back(Err(trouble));
    }

    /// Reads on; what is whole then is a page.
    fn read(&mut self, mut reader: Reader) {
        let mut bytes = Vec::with_capacity(self.limits.page);
        if let Err(error) = reader.by_ref().take(self.limits.page as u64).read_to_end(&mut bytes) {
            return self.trouble(Trouble::new(&self.path, wording_of(&error)));
        }
        let last = bytes.len() < self.limits.page;
        if last && !self.begun {
            self.ready.extend(whole(&self.path, &bytes));
            return;
        }
        let first = !std::mem::replace(&mut self.begun, true);
        let decoded = self.decoder.decode(&bytes, last, &mut self.text);
        if first {
            self.next.byte = self.decoder.mark;
        }
        match decoded {
            Ok(None) => {}
            Ok(Some(encoding)) => self.trouble(guess(&self.path, encoding)),
            Err(undecodable) => {
                self.cut();
                let byte = byte_of(&undecodable, &self.decoder.rest, self.decoder.at);
                return self.trouble(Trouble::new(&self.path, undecodable_wording(&undecodable, byte)));
            }
        }
        if last {
            return self.give(Cut { bytes: self.text.len(), records: 0 });
        }
        if self.cut() || self.text.len() <= self.limits.draft {
            self.reader = Some(reader);
            return;
        }
        let limit = self.limits.draft >> 20;
        let message = Wording::new(
            format!("Mehr als {limit} MiB ohne Ende einer Zeile, oder ein Anführungszeichen ohne das zweite: ab hier nicht geprüft."),
            format!("More than {limit} MiB without the end of a row, or a quotation mark without its second: not checked from here on."),
        );
        self.trouble(Trouble::new(&self.path, message).at_line(self.next.line));
    }

    /// Gives out the whole records, if there are any.
    fn cut(&mut self) -> bool {
        if self.opening.is_none() {
            self.opening = self.cutter.open(&self.text);
        }
        let cut = if self.opening.is_some() { self.cutter.cut(&self.text) } else { Cut::default() };
        self.give(cut);
        cut.bytes > 0
    }

    fn give(&mut self, cut: Cut) {
        if cut.bytes == 0 {
            return;
        }
        let rest = self.text.split_off(cut.bytes);
        let text = std::mem::replace(&mut self.text, rest);
        let start = self.next;
        self.next.line += memchr::memchr_iter(b'\n', text.as_bytes()).count();
        self.next.record += cut.records;
        self.next.byte += match self.decoder.encoding {
            Encoding::Utf8 => text.len(),
            Encoding::Windows1252 => text.chars().count(),
            Encoding::Utf16Le | Encoding::Utf16Be => 2 * text.encode_utf16().count(),
        };
        let mut page = Page::new(&self.path, text);
        (page.first_byte, page.first_line, page.first_record) = (start.byte, start.line, start.record);
        (page.encoding, page.opening) = (self.decoder.encoding, self.opening.clone());
        self.ready.push_back(Ok(page));
    }
}

impl Iterator for Rows {
    type Item = Result<Page, Trouble>;

    fn next(&mut self) -> Option<Result<Page, Trouble>> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(item);
            }
            let reader = self.reader.take()?;
            self.read(reader);
        }
    }
}

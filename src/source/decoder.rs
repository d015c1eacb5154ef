//! Bytes to text, piece by piece, for files that are never held as a whole: the same encodings as those of whole files.
//! In: the bytes of a file in order. Out: the text of each piece; a guess, once; or the byte that forbids it.

use super::encoding::{Encoding, Undecodable, byte_order_mark, has_utf8_letter, looks_like_utf16, utf16, windows_1252};

/// Reads a file whose first piece has at least 64 bytes.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    /// How the file is written, as far as it was read.
    pub encoding: Encoding,
    /// Length of the byte order mark.
    pub mark: usize,
    /// Byte of the file at which `rest` starts.
    pub at: usize,
    /// A begun character.
    pub rest: Vec<u8>,
    begun: bool,
    /// Whether something other than ASCII was read as UTF-8.
    settled: bool,
}

impl Decoder {
    /// Appends the text of the next bytes. Gives the encoding if it had to be guessed just now.
    pub fn decode(&mut self, bytes: &[u8], last: bool, text: &mut String) -> Result<Option<Encoding>, Undecodable> {
        self.rest.extend_from_slice(bytes);
        let mut guess = None;
        if !std::mem::replace(&mut self.begun, true) {
            guess = self.begin()?;
        }
        let taken = match self.encoding {
            Encoding::Utf8 => match self.utf8(last, text)? {
                Some(taken) => taken,
                None => {
                    guess = Some(Encoding::Windows1252);
                    self.encoding = Encoding::Windows1252;
                    self.windows_1252(text)?
                }
            },
            Encoding::Windows1252 => self.windows_1252(text)?,
            Encoding::Utf16Le | Encoding::Utf16Be => self.utf16(last, text)?,
        };
        self.rest.drain(..taken);
        self.at += taken;
        Ok(guess)
    }

    /// What the first bytes declare, or look like.
    fn begin(&mut self) -> Result<Option<Encoding>, Undecodable> {
        if let Some((encoding, mark)) = byte_order_mark(&self.rest) {
            (self.encoding, self.mark, self.at, self.settled) = (encoding, mark, mark, true);
            self.rest.drain(..mark);
            return Ok(None);
        }
        let Some(zero) = memchr::memchr(0, &self.rest) else { return Ok(None) };
        self.encoding = looks_like_utf16(&self.rest).ok_or(Undecodable::Binary { at: zero })?;
        Ok(Some(self.encoding))
    }

    /// UTF-8, all but a begun character; `None` if it must be Windows-1252.
    fn utf8(&mut self, last: bool, text: &mut String) -> Result<Option<usize>, Undecodable> {
        let (good, broken) = match str::from_utf8(&self.rest) {
            Ok(good) => (good, false),
            Err(error) => {
                let broken = last || error.error_len().is_some();
                (str::from_utf8(&self.rest[..error.valid_up_to()]).unwrap_or_default(), broken)
            }
        };
        if let Some(zero) = memchr::memchr(0, good.as_bytes()) {
            return Err(Undecodable::Binary { at: self.at + zero });
        }
        if broken {
            let at = self.at + good.len();
            // What was given out already as UTF-8 cannot have been anything else.
            if self.mark == 0 && !self.settled && !has_utf8_letter(&self.rest) {
                return Ok(None);
            }
            text.push_str(good);
            let declared = self.mark > 0;
            return Err(if declared { Undecodable::Broken { at, encoding: Encoding::Utf8 } } else { Undecodable::Unknown { at } });
        }
        self.settled |= !good.is_ascii();
        text.push_str(good);
        Ok(Some(good.len()))
    }

    fn windows_1252(&mut self, text: &mut String) -> Result<usize, Undecodable> {
        let first = str::from_utf8(&self.rest).err().map_or(0, |error| error.valid_up_to());
        let unknown = Undecodable::Unknown { at: self.at + first };
        text.push_str(&windows_1252(&self.rest).ok_or(unknown)?);
        Ok(self.rest.len())
    }

    fn utf16(&mut self, last: bool, text: &mut String) -> Result<usize, Undecodable> {
        let mut whole = if last { self.rest.len() } else { self.rest.len() & !1 };
        // The first half of a character beyond U+FFFF waits for the second.
        let high = usize::from(self.encoding == Encoding::Utf16Le);
        if !last && whole >= 2 && matches!(self.rest[whole - 2 + high], 0xd8..=0xdb) {
            whole -= 2;
        }
        let moved = |undecodable| match undecodable {
            Undecodable::Broken { at, encoding } => Undecodable::Broken { at: self.at + at, encoding },
            other => other,
        };
        let read = utf16(&self.rest[..whole], 0, self.encoding).map_err(moved)?;
        if let Some(zero) = read.find('\0') {
            return Err(Undecodable::Binary { at: self.at + 2 * read[..zero].encode_utf16().count() });
        }
        text.push_str(&read);
        Ok(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::encoding::decode;
    use proptest::prelude::*;

    fn in_pieces(bytes: &[u8], size: usize) -> Result<(String, Encoding), Undecodable> {
        let (mut decoder, mut text) = (Decoder::default(), String::new());
        let head = bytes.len().min(64);
        decoder.decode(&bytes[..head], head == bytes.len(), &mut text)?;
        let mut at = head;
        while at < bytes.len() {
            let end = bytes.len().min(at + size);
            decoder.decode(&bytes[at..end], end == bytes.len(), &mut text)?;
            at = end;
        }
        Ok((text, decoder.encoding))
    }

    #[test]
    fn a_guess_waits_for_the_first_letter() {
        let ascii = "id;text\n".repeat(20);
        let bytes = [ascii.as_bytes(), b"f\xfcr"].concat();
        assert_eq!(in_pieces(&bytes, 7), Ok((format!("{ascii}für"), Encoding::Windows1252)));
        let mixed = [ascii.as_bytes(), "für".as_bytes(), ascii.as_bytes(), b"f\xfcr"].concat();
        assert_eq!(in_pieces(&mixed, 7), Err(Undecodable::Unknown { at: 2 * ascii.len() + 4 + 1 }));
    }

    proptest! {
        #[test]
        fn pieces_give_the_text_of_the_whole(text in "[a-zäß\u{10400}\n;]{70,200}", size in 1..50_usize, number in 0..5_usize) {
            let units = |mark: bool| mark.then_some(0xfeff).into_iter().chain(text.encode_utf16()).collect::<Vec<u16>>();
            let bytes: Vec<u8> = match number {
                0 => text.clone().into_bytes(),
                1 => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
                2 => units(true).into_iter().flat_map(u16::to_le_bytes).collect(),
                3 => units(true).into_iter().flat_map(u16::to_be_bytes).collect(),
                _ => text.replace('\u{10400}', "").chars().map(|character| u8::try_from(character).unwrap()).collect(),
            };
            let whole = decode(&bytes).map(|decoded| (decoded.text, decoded.encoding));
            if number < 4 || bytes.len() > 64 && whole.is_ok() {
                prop_assert_eq!(in_pieces(&bytes, size), whole);
            }
        }
    }
}

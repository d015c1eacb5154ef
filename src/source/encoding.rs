//! Bytes to text: byte order mark, UTF-8, UTF-16, Windows-1252, in this order, and never a silent wrong guess.
//! In: the bytes of a whole file. Out: its text and the encoding, by which text bytes are counted back to file bytes; or the byte that forbids it.

/// How the characters of a source are written in its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// UTF-8: the text is the file.
    #[default]
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252: one byte a character.
    Windows1252,
}

impl Encoding {
    /// The name people know.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16 LE",
            Encoding::Utf16Be => "UTF-16 BE",
            Encoding::Windows1252 => "Windows-1252",
        }
    }

    /// `text` in the bytes of this encoding; `None` if it has no such character.
    pub fn encode(self, text: &str) -> Option<Vec<u8>> {
        let units = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect();
        match self {
            Encoding::Utf8 => Some(text.as_bytes().to_vec()),
            Encoding::Utf16Le => Some(units(u16::to_le_bytes)),
            Encoding::Utf16Be => Some(units(u16::to_be_bytes)),
            Encoding::Windows1252 => text.chars().map(byte_1252).collect(),
        }
    }
}

fn byte_1252(character: char) -> Option<u8> {
    match u8::try_from(character) {
        Ok(byte) if !(0x80..=0x9f).contains(&byte) => Some(byte),
        _ => HIGH_1252.iter().position(|high| *high == character && character != '\0').map(|at| 0x80 + at as u8),
    }
}

/// A text, and how it was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub text: String,
    pub encoding: Encoding,
    /// Length of the byte order mark; the text starts behind it.
    pub mark: usize,
    /// Whether the encoding was concluded from the bytes, as nothing declared it.
    pub guessed: bool,
}

/// Why bytes are no text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Undecodable {
    /// A zero byte (or character), here.
    Binary { at: usize },
    /// A byte order mark declared the encoding, and this byte breaks it.
    Broken { at: usize, encoding: Encoding },
    /// Neither UTF-8, which this byte breaks first, nor anything else.
    Unknown { at: usize },
}

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// What the first bytes of a file declare: the encoding, and the length of the declaration.
pub(super) fn byte_order_mark(bytes: &[u8]) -> Option<(Encoding, usize)> {
    match bytes {
        _ if bytes.starts_with(UTF8_MARK) => Some((Encoding::Utf8, UTF8_MARK.len())),
        [0xff, 0xfe, ..] => Some((Encoding::Utf16Le, 2)),
        [0xfe, 0xff, ..] => Some((Encoding::Utf16Be, 2)),
        _ => None,
    }
}

/// Whether every second of the first 64 bytes is 0, and which.
pub(super) fn looks_like_utf16(bytes: &[u8]) -> Option<Encoding> {
    let head = &bytes[..bytes.len().min(64)];
    if head.len() < 2 {
        return None;
    }
    let all_zero = |from: usize| head.iter().skip(from).step_by(2).all(|byte| *byte == 0);
    match (all_zero(0), all_zero(1)) {
        (false, true) => Some(Encoding::Utf16Le),
        (true, false) => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Reads a whole file.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Undecodable> {
    if let Some((encoding, mark)) = byte_order_mark(bytes) {
        let text = match encoding {
            Encoding::Utf8 => {
                let broken = |error: std::str::Utf8Error| Undecodable::Broken { at: mark + error.valid_up_to(), encoding };
                str::from_utf8(&bytes[mark..]).map_err(broken)?.to_owned()
            }
            _ => utf16(bytes, mark, encoding)?,
        };
        return without_zeros(Decoded { text, encoding, mark, guessed: false });
    }
    // A text in UTF-16 that is all ASCII would be valid UTF-8, full of zeros. So zeros are looked at first.
    if let Some(zero) = memchr::memchr(0, bytes) {
        let encoding = looks_like_utf16(bytes).ok_or(Undecodable::Binary { at: zero })?;
        let text = utf16(bytes, 0, encoding)?;
        return without_zeros(Decoded { text, encoding, mark: 0, guessed: true });
    }
    match str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text: text.to_owned(), encoding: Encoding::Utf8, mark: 0, guessed: false }),
        Err(error) => {
            let text = windows_1252(bytes).ok_or(Undecodable::Unknown { at: error.valid_up_to() })?;
            Ok(Decoded { text, encoding: Encoding::Windows1252, mark: 0, guessed: true })
        }
    }
}

/// A text with the character 0 is none.
fn without_zeros(decoded: Decoded) -> Result<Decoded, Undecodable> {
    match decoded.text.find('\0') {
        None => Ok(decoded),
        Some(zero) if decoded.encoding == Encoding::Utf8 => Err(Undecodable::Binary { at: decoded.mark + zero }),
        Some(zero) => Err(Undecodable::Binary { at: decoded.mark + 2 * decoded.text[..zero].encode_utf16().count() }),
    }
}

/// UTF-16 after a mark of `mark` bytes. Half a surrogate pair and half a unit are errors.
pub(super) fn utf16(bytes: &[u8], mark: usize, encoding: Encoding) -> Result<String, Undecodable> {
    let (pairs, rest) = bytes[mark..].as_chunks::<2>();
    let unit = |pair: &[u8; 2]| if encoding == Encoding::Utf16Be { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) };
    let mut text = String::with_capacity(pairs.len() + pairs.len() / 8);
    let mut at = mark;
    for character in char::decode_utf16(pairs.iter().map(unit)) {
        let character = character.map_err(|_| Undecodable::Broken { at, encoding })?;
        text.push(character);
        at += 2 * character.len_utf16();
    }
    if rest.is_empty() { Ok(text) } else { Err(Undecodable::Broken { at, encoding }) }
}

/// The characters of the bytes 0x80 to 0x9f; five are undefined.
const HIGH_1252: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', //
    '\0', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// Windows-1252, if all speaks for it: no byte is undefined or a control, and no letter stands there in valid UTF-8 of several bytes.
/// (UTF-8 with one broken byte must not be read as 1252: every ü would become Ã¼, and hide what it stands in.)
pub(super) fn windows_1252(bytes: &[u8]) -> Option<String> {
    if has_utf8_letter(bytes) {
        return None;
    }
    let character = |byte: u8| match byte {
        b'\t' | b'\n' | b'\r' => Some(char::from(byte)),
        0x00..0x20 | 0x7f => None,
        0x80..0xa0 => Some(HIGH_1252[usize::from(byte - 0x80)]).filter(|character| *character != '\0'),
        _ => Some(char::from(byte)),
    };
    bytes.iter().map(|byte| character(*byte)).collect()
}

/// Whether a letter stands there in valid UTF-8 of several bytes.
pub(super) fn has_utf8_letter(bytes: &[u8]) -> bool {
    // U+0700 to U+07FF are what Ü and ß before a quotation mark, a dash or an ellipsis look like: „Spaß“. Nobody answers customers in Syriac.
    let utf8_letter = |character: char| character.is_alphabetic() && !character.is_ascii() && !('\u{700}'..='\u{7ff}').contains(&character);
    bytes.utf8_chunks().any(|chunk| chunk.valid().contains(utf8_letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text_of(bytes: &[u8]) -> Result<(String, Encoding), Undecodable> {
        decode(bytes).map(|decoded| (decoded.text, decoded.encoding))
    }

    #[test]
    fn marks_win_then_utf8_then_guesses() {
        assert_eq!(text_of("\u{feff}für".as_bytes()), Ok(("für".into(), Encoding::Utf8)));
        assert_eq!(text_of("für".as_bytes()), Ok(("für".into(), Encoding::Utf8)));
        assert_eq!(text_of(b"\xff\xfef\0\xfc\0"), Ok(("fü".into(), Encoding::Utf16Le)));
        assert_eq!(text_of(b"\xfe\xff\0f\0\xfc"), Ok(("fü".into(), Encoding::Utf16Be)));
        assert_eq!(text_of(b"f\0\xfc\0r\0"), Ok(("für".into(), Encoding::Utf16Le)));
        assert_eq!(text_of(b"\0H\0i"), Ok(("Hi".into(), Encoding::Utf16Be)));
        assert_eq!(text_of(b"\x84f\xfcr\x93 5 \x80"), Ok(("„für“ 5 €".into(), Encoding::Windows1252)));
        assert_eq!(text_of(b""), Ok((String::new(), Encoding::Utf8)));
        assert_eq!(text_of(b"\xff\xfe"), Ok((String::new(), Encoding::Utf16Le)));
    }

    #[test]
    fn what_is_no_text_says_where() {
        assert_eq!(text_of(b"PK\x03\x04\0\0"), Err(Undecodable::Binary { at: 4 }));
        assert_eq!(text_of("\u{feff}ab\0".as_bytes()), Err(Undecodable::Binary { at: 5 }));
        assert_eq!(text_of(b"\xff\xfea\0\0\0"), Err(Undecodable::Binary { at: 4 }));
        assert_eq!(text_of(b"\xef\xbb\xbfab\xfc"), Err(Undecodable::Broken { at: 5, encoding: Encoding::Utf8 }));
        assert_eq!(text_of(b"\xff\xfea\0\x3d\xd8b\0"), Err(Undecodable::Broken { at: 4, encoding: Encoding::Utf16Le }));
        assert_eq!(text_of(b"\xff\xfea\0b"), Err(Undecodable::Broken { at: 4, encoding: Encoding::Utf16Le }));
        assert_eq!(text_of(b"f\xfcr \x1b"), Err(Undecodable::Unknown { at: 1 }), "a control");
        assert_eq!(text_of(b"f\xfcr \x81"), Err(Undecodable::Unknown { at: 1 }), "undefined");
        assert_eq!(text_of(b"f\xc3\xbcr m\xfcde"), Err(Undecodable::Unknown { at: 6 }), "UTF-8 with a broken byte");
    }

    #[test]
    fn a_dash_in_utf8_does_not_forbid_windows_1252() {
        // Only letters count: "â€“" is no letter in UTF-8, as an en dash is none.
        assert!(text_of(b"a \xe2\x80\x93 m\xfcde").is_ok());
        assert_eq!(text_of(b"\x84Spa\xdf\x93"), Ok(("„Spaß“".into(), Encoding::Windows1252)));
    }

    #[test]
    fn the_table_is_that_of_the_encoding_standard() {
        let bytes: Vec<u8> = (0x20..=0x7e).chain(0x80..=0xff).filter(|byte| ![0x81, 0x8d, 0x8f, 0x90, 0x9d].contains(byte)).collect();
        let (expected, _, broken) = encoding_rs::WINDOWS_1252.decode(&bytes);
        assert!(!broken);
        let singly: String = bytes.iter().filter_map(|byte| windows_1252(&[*byte])).collect();
        assert_eq!(singly, expected);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn any_bytes_are_text_or_an_error_in_range(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            match decode(&bytes) {
                Ok(decoded) => prop_assert!(!decoded.text.contains('\0')),
                Err(Undecodable::Binary { at } | Undecodable::Broken { at, .. } | Undecodable::Unknown { at }) => prop_assert!(at < bytes.len()),
            }
        }

        #[test]
        fn utf16_comes_back(text in "[^\0]{0,60}", big in any::<bool>()) {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            let bytes: Vec<u8> = units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect();
            prop_assert_eq!(decode(&bytes).unwrap().text, text);
        }
    }
}

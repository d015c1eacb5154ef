//! Transfer encodings and charsets of mail: quoted-printable, base64, `=?utf-8?q?…?=`.
//! In: a body and what its headers say. Out: its text with a map; each character stands for the bytes that it was written with, in base64
//! for whole groups of four. encoding_rs knows the charsets.

use crate::finding::Wording;
use crate::mapped::Mapped;
use crate::span::Span;
use encoding_rs::{Encoding, UTF_8};

/// Some bytes of the body, and the bytes of the source that they were written with.
struct Byte {
    value: u8,
    source: Span,
}

/// The text of a body at `span` of `source`.
pub fn body<'s>(source: &'s str, span: Span, transfer: &str, charset: &str) -> Result<Mapped<'s>, (usize, Wording)> {
    let bytes = match transfer {
        "quoted-printable" => quoted_printable(source, span),
        "base64" => base64(source, span)?,
        // The page is text already.
        "" | "7bit" | "8bit" | "binary" => return Ok(Mapped::identity(&source[span.range()], span.start)),
        other => {
            let message = Wording::new(
                format!("Die Kodierung „{other}“ ist unbekannt: dieser Teil ist nicht geprüft."),
                format!("The encoding \"{other}\" is unknown: this part is not checked."),
            );
            return Err((span.start, message));
        }
    };
    let label = if charset.is_empty() { "utf-8" } else { charset };
    let Some(encoding) = Encoding::for_label(label.as_bytes()) else {
        let message = Wording::new(
            format!("Der Zeichensatz „{charset}“ ist unbekannt: dieser Teil ist nicht geprüft."),
            format!("The charset \"{charset}\" is unknown: this part is not checked."),
        );
        return Err((span.start, message));
    };
    Ok(text(source, &bytes, encoding))
}

/// `=C3=BC`, and `=` at a line end for nothing.
fn quoted_printable(source: &str, span: Span) -> Vec<Byte> {
    let raw = &source.as_bytes()[..span.end];
    let mut bytes = Vec::with_capacity(span.len());
    let mut at = span.start;
    while at < span.end {
        let hex = |digit: Option<&u8>| digit.and_then(|digit| char::from(*digit).to_digit(16));
        if raw[at] == b'=' {
            if let (Some(high), Some(low)) = (hex(raw.get(at + 1)), hex(raw.get(at + 2))) {
                bytes.push(Byte { value: (high * 16 + low) as u8, source: Span::new(at, at + 3) });
                at += 3;
                continue;
            }
            let blank = raw[at + 1..].iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
            if raw.get(at + 1 + blank).is_none_or(|byte| *byte == b'\n') {
                at += 2 + blank;
                continue;
            }
        }
        bytes.push(Byte { value: raw[at], source: Span::new(at, at + 1) });
        at += 1;
    }
    bytes
}

/// Groups of four letters for three bytes.
fn base64(source: &str, span: Span) -> Result<Vec<Byte>, (usize, Wording)> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    };
    let mut bytes = Vec::with_capacity(span.len() / 4 * 3);
    let mut group: Vec<(usize, u8)> = Vec::with_capacity(4);
    for at in span.start..span.end {
        let letter = source.as_bytes()[at];
        if letter == b'=' || letter.is_ascii_whitespace() {
            continue;
        }
        let Some(value) = value(letter) else {
            return Err((
                at,
                Wording::new("Das ist kein Base64: dieser Teil ist nicht geprüft.", "This is no base64: this part is not checked."),
            ));
        };
        group.push((at, value));
        if group.len() == 4 {
            flush(&mut group, &mut bytes);
        }
    }
    flush(&mut group, &mut bytes);
    Ok(bytes)
}

fn flush(group: &mut Vec<(usize, u8)>, bytes: &mut Vec<Byte>) {
    if let (Some((first, _)), Some((last, _))) = (group.first(), group.last()) {
        let source = Span::new(*first, last + 1);
        let bits = group.iter().fold(0_u32, |bits, (_, value)| bits << 6 | u32::from(*value)) << (6 * (4 - group.len()));
        for number in 0..group.len().saturating_sub(1) {
            bytes.push(Byte { value: (bits >> (16 - 8 * number)) as u8, source });
        }
    }
    group.clear();
}

/// The characters of the bytes.
fn text<'s>(source: &'s str, bytes: &[Byte], encoding: &'static Encoding) -> Mapped<'s> {
    let mut made = Mapped::builder(source);
    let mut at = 0;
    // What shares its source with what comes next goes together.
    let mut open: Option<(Span, String)> = None;
    while at < bytes.len() {
        let length = character(bytes, at, encoding);
        let piece: Vec<u8> = bytes[at..at + length].iter().map(|byte| byte.value).collect();
        let (decoded, _) = encoding.decode_without_bom_handling(&piece);
        let span = Span::new(bytes[at].source.start, bytes[at + length - 1].source.end);
        match &mut open {
            Some((before, text)) if before.end > span.start => {
                before.end = before.end.max(span.end);
                text.push_str(&decoded);
            }
            _ => {
                push(&mut made, source, open.take());
                open = Some((span, decoded.into_owned()));
            }
        }
        at += length;
    }
    push(&mut made, source, open);
    made.finish()
}

fn push(made: &mut crate::mapped::Builder<'_>, source: &str, open: Option<(Span, String)>) {
    match open {
        Some((span, text)) if source[span.range()] == text => made.push_verbatim(span),
        // A line ends in \n.
        Some((span, text)) => made.push_replaced(span, &text),
        None => {}
    }
}

/// How many bytes the character at `at` has.
fn character(bytes: &[Byte], at: usize, encoding: &'static Encoding) -> usize {
    let left = bytes.len() - at;
    if encoding == UTF_8 {
        let wanted = match bytes[at].value {
            0xc0..0xe0 => 2,
            0xe0..0xf0 => 3,
            0xf0.. => 4,
            _ => 1,
        };
        let follow = bytes[at + 1..].iter().take(wanted - 1).take_while(|byte| byte.value & 0xc0 == 0x80).count();
        return (1 + follow).min(left);
    }
    if encoding.is_single_byte() || bytes[at].value < 0x80 && encoding.is_ascii_compatible() {
        return 1;
    }
    // Other charsets of several bytes: all up to the next line end or the next letter of ASCII at once.
    let end = bytes[at + 1..].iter().position(|byte| byte.value < 0x30 || byte.value == b'\n');
    end.map_or(left, |end| end + 1)
}

/// A header with encoded words: `=?utf-8?q?Gr=C3=BC=C3=9Fe?=`.
pub fn words(header: &str) -> String {
    let mut decoded = String::new();
    let mut rest = header;
    while let Some((before, inner)) = rest.split_once("=?") {
        let mut pieces = inner.splitn(4, '?');
        let (Some(charset), Some(way), Some(words), Some(after)) = (pieces.next(), pieces.next(), pieces.next(), pieces.next()) else {
            break;
        };
        let Some(after) = after.strip_prefix('=') else { break };
        let words = if way.eq_ignore_ascii_case("q") { words.replace('_', " ") } else { words.to_owned() };
        let transfer = if way.eq_ignore_ascii_case("q") { "quoted-printable" } else { "base64" };
        let Ok(text) = body(&words, Span::new(0, words.len()), transfer, charset) else { break };
        // White space between two encoded words does not count.
        if !before.trim().is_empty() || decoded.is_empty() {
            decoded.push_str(before);
        }
        decoded.push_str(text.text());
        rest = after;
    }
    decoded.push_str(rest);
    decoded
}

//! The proof that a rule carries: texts that break it, with the marked words in `[[…]]`, and texts that come close.
//! In: a string of the pack. Out: the plain text and the marks.

use super::walk::Text;
use crate::span::Span;

/// One `bad` or `good`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The text without markers.
    pub text: String,
    /// Bytes of `text` that are to be marked; empty in `good`.
    pub marks: Vec<Span>,
    /// Bytes of the file: the value with its quotes.
    pub span: Span,
}

/// Takes the markers out of a text. In a run of three or more brackets the outer two are the marker.
/// `Err` tells the byte of the value at which a marker does not open or close as it should.
pub fn unmark(source: &Text) -> Result<Proof, usize> {
    let bytes = source.value.as_bytes();
    let (mut text, mut marks, mut open) = (String::new(), Vec::new(), None);
    let mut at = 0;
    while at < bytes.len() {
        let sign = bytes[at];
        if sign == b'[' || sign == b']' {
            let run = bytes[at..].iter().take_while(|byte| **byte == sign).count();
            if run >= 2 {
                let inner = &source.value[at..at + run - 2];
                if sign == b'[' {
                    if open.is_some() {
                        return Err(at);
                    }
                    open = Some(text.len());
                    text.push_str(inner);
                } else {
                    text.push_str(inner);
                    let start = open.take().ok_or(at)?;
                    marks.push(Span::new(start, text.len()));
                }
                at += run;
                continue;
            }
        }
        let length = source.value[at..].chars().next().map_or(1, char::len_utf8);
        text.push_str(&source.value[at..at + length]);
        at += length;
    }
    match open {
        Some(_) => Err(bytes.len()),
        None => Ok(Proof { text, marks, span: source.span }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proof(value: &str) -> Result<Proof, usize> {
        unmark(&Text { value: value.into(), span: Span::new(0, value.len()), exact: Some(0) })
    }

    #[test]
    fn the_outer_two_of_a_run_are_the_marker() {
        let found = proof("Wir [[schreiben]] es [[gut]], [[[Name]]]").unwrap();
        assert_eq!(found.text, "Wir schreiben es gut, [Name]");
        let marked: Vec<&str> = found.marks.iter().map(|span| &found.text[span.range()]).collect();
        assert_eq!(marked, ["schreiben", "gut", "[Name]"]);
    }

    #[test]
    fn a_marker_that_does_not_close_is_told() {
        assert_eq!(proof("a [[b"), Err(5));
        assert_eq!(proof("a ]] b"), Err(2));
    }
}

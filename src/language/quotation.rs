//! Finding what is quoted: the customer's words are not the agent's. In: the text. Out: spans of quotations.

use super::placeholder;
use crate::span::Span;

/// The quotations of `text`, sorted, as bytes: „…“ “…” "…" »…« within one line, lines that open with `>`, and what follows "Am … schrieb …:".
/// An unclosed mark opens nothing.
pub fn quotations(text: &str, out: &mut Vec<Span>) {
    out.clear();
    if !text.bytes().any(|byte| matches!(byte, b'"' | b'>' | 0xe2 | 0xc2)) && !text.contains("schrieb") {
        return;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        if trimmed.starts_with('>') {
            out.push(Span::new(start, start + line.len()));
        } else if opens_thread(trimmed) {
            out.push(Span::new(start, text.len()));
            return;
        } else {
            in_line(line, start, out);
        }
        start += line.len();
    }
}

/// "Am 3. Mai schrieb Anna Kern:" and "On 3 May Anna Kern wrote:" open the quoted thread of a mail.
fn opens_thread(line: &str) -> bool {
    let line = line.trim_end();
    let german = (line.starts_with("Am ") || line.starts_with("am ")) && line.contains(" schrieb");
    let english = line.starts_with("On ") && line.ends_with(" wrote:");
    (german || english) && line.ends_with(':') && line.len() < 200
        || line.starts_with("-----Original") && line.ends_with("-----")
        || line.starts_with("-----Urspr") && line.ends_with("-----")
}

/// Pairs the quotation marks of one line.
fn in_line(line: &str, offset: usize, out: &mut Vec<Span>) {
    let mut open: Option<(usize, char)> = None;
    let mut skipped = 0;
    for (at, mark) in line.char_indices() {
        let end = at + mark.len_utf8();
        if at < skipped {
            continue;
        }
        // «Nachname» is a gap and no quotation.
        if open.is_none()
            && mark == '«'
            && let Some(gap) = placeholder::at(line, 0, at)
        {
            skipped = gap.span.end;
            continue;
        }
        match (open, mark) {
            (Some((start, opener)), _) if closes(opener, mark) => {
                out.push(Span::new(offset + start, offset + end));
                open = None;
            }
            (None, '„' | '“' | '»' | '«') => open = Some((at, mark)),
            // A straight mark opens before a word and after a space, so that inches stay inches.
            (None, '"') if line[end..].starts_with(|next: char| !next.is_whitespace()) && !line[..at].ends_with(char::is_alphanumeric) => {
                open = Some((at, mark));
            }
            _ => {}
        }
    }
}

fn closes(opener: char, mark: char) -> bool {
    match opener {
        '„' => matches!(mark, '“' | '”' | '"'),
        '“' => matches!(mark, '”' | '"'),
        '"' => matches!(mark, '"' | '“' | '”'),
        '»' => mark == '«',
        '«' => mark == '»',
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        quotations(text, &mut out);
        out.iter().map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn all_marks_pair_within_a_line() {
        assert_eq!(quoted("Sie schrieben „Saftladen“, \"Mist\" und »Bude«."), ["„Saftladen“", "\"Mist\"", "»Bude«"]);
        assert_eq!(quoted("Offen „bis\nzum Ende"), Vec::<&str>::new());
        assert_eq!(quoted("27\" Monitor, 32\" auch"), Vec::<&str>::new());
    }

    #[test]
    fn quoted_lines_and_threads() {
        assert_eq!(quoted("> Mist\nDanke"), ["> Mist\n"]);
        assert_eq!(quoted("Hallo\nAm 3. Mai schrieb Anna:\nMist"), ["Am 3. Mai schrieb Anna:\nMist"]);
    }
}

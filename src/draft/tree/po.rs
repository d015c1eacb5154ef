//! gettext PO: each entry a table of `title` (msgid), `text` (msgstr, or the msgid of a template) and `id` (msgctxt).
//! In: text. Out: a tree, or the byte at which it is no PO. The format is lines of a keyword and a quoted string; a reader that keeps the
//! places of the pieces of a string is our own.

use super::{Broken, Node, Value};
use crate::mapped::{Builder, Mapped};
use crate::span::Span;
use std::borrow::Cow;

/// Reads a file.
pub fn read(source: &str) -> Result<Node<'_>, Broken> {
    let mut reader = Reader { source, entries: Vec::new(), open: Vec::new(), start: None };
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        reader.line(at, line)?;
        at += line.len();
    }
    reader.close();
    let language = reader.language();
    let whole = Span::new(0, source.len());
    let translated = reader
        .entries
        .iter()
        .any(|entry| entry.iter().any(|(key, text)| key.starts_with("msgstr") && !text.text().is_empty() && !is_header(entry)));
    let nodes = reader.entries.into_iter().filter(|entry| !is_header(entry)).map(|entry| node(entry, translated, language.as_deref()));
    Ok(Node::new(whole, Value::List(nodes.collect())))
}

type Entry<'s> = Vec<(&'s str, Mapped<'s>)>;

fn is_header(entry: &Entry<'_>) -> bool {
    entry.iter().any(|(key, text)| *key == "msgid" && text.text().is_empty())
}

fn node<'s>(entry: Entry<'s>, translated: bool, language: Option<&str>) -> Node<'s> {
    let mut entries: Vec<(Cow<'s, str>, Node<'s>)> = Vec::new();
    let mut record: Option<Span> = None;
    for (key, text) in entry {
        let span = text.source_span(Span::new(0, text.text().len()));
        record = Some(record.map_or(span, |before| Span::new(before.start.min(span.start), before.end.max(span.end))));
        let name = match key {
            "msgctxt" => "id",
            "msgid" if translated => "title",
            "msgid" | "msgid_plural" if !translated => "text",
            _ if key.starts_with("msgstr") && translated => "text",
            _ => continue,
        };
        entries.push((Cow::Borrowed(name), Node::new(span, Value::Text(text))));
    }
    if let Some(language) = language {
        entries.push((Cow::Borrowed("lang"), Node::new(Span::default(), Value::Word(Cow::Owned(language.to_owned())))));
    }
    Node::new(record.unwrap_or_default(), Value::Table(entries))
}

struct Reader<'s> {
    source: &'s str,
    entries: Vec<Entry<'s>>,
    /// The strings of the entry that is being read.
    open: Entry<'s>,
    /// Keyword and pieces of the string that is being read.
    start: Option<(&'s str, Vec<Span>)>,
}

impl<'s> Reader<'s> {
    fn line(&mut self, at: usize, line: &'s str) -> Result<(), Broken> {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            self.close();
            return Ok(());
        }
        if trimmed.starts_with('#') {
            // The comments of an entry stand before it.
            if self.open.iter().any(|(key, _)| key.starts_with("msgstr"))
                || self.start.as_ref().is_some_and(|(key, _)| key.starts_with("msgstr"))
            {
                self.close();
            }
            return Ok(());
        }
        let indent = line.len() - line.trim_start().len();
        let Some(quote) = line.find('"') else {
            return Err(Broken::new(
                at + indent,
                "Hier muss ein Text in Anführungszeichen stehen.",
                "A string in quotation marks must stand here.",
            ));
        };
        let keyword = line[..quote].trim();
        if !line.trim_end().ends_with('"') || line.trim_end().len() < quote + 2 {
            return Err(Broken::new(
                at + quote,
                "Dieses Anführungszeichen wird nicht geschlossen.",
                "This quotation mark is never closed.",
            ));
        }
        let inside = Span::new(at + quote + 1, at + line.trim_end().len() - 1);
        if keyword.is_empty() {
            return match &mut self.start {
                Some((_, pieces)) => {
                    pieces.push(inside);
                    Ok(())
                }
                None => Err(Broken::new(
                    at + indent,
                    "Vor diesem Text fehlt msgid oder msgstr.",
                    "msgid or msgstr is missing before this string.",
                )),
            };
        }
        if !keyword.starts_with("msg") {
            return Err(Broken::new(at + indent, format!("„{keyword}“ kennt das Format PO nicht."), format!("PO knows no \"{keyword}\".")));
        }
        self.end_string();
        let begins = matches!(keyword, "msgctxt" | "msgid") && self.open.iter().any(|(key, _)| key.starts_with("msgstr"));
        if begins {
            self.entries.push(std::mem::take(&mut self.open));
        }
        self.start = Some((keyword, vec![inside]));
        Ok(())
    }

    fn end_string(&mut self) {
        if let Some((keyword, pieces)) = self.start.take() {
            let mut text = Mapped::builder(self.source);
            for piece in pieces {
                push(&mut text, self.source, piece);
            }
            self.open.push((keyword, text.finish()));
        }
    }

    fn close(&mut self) {
        self.end_string();
        if !self.open.is_empty() {
            self.entries.push(std::mem::take(&mut self.open));
        }
    }

    /// What the header says of the language.
    fn language(&self) -> Option<String> {
        let header = self.entries.iter().find(|entry| is_header(entry))?;
        let (_, text) = header.iter().find(|(key, _)| *key == "msgstr")?;
        let line = text.text().lines().find_map(|line| line.strip_prefix("Language:"))?;
        Some(line.trim().to_owned()).filter(|language| !language.is_empty())
    }
}

/// Appends a piece, its escapes decoded.
fn push(text: &mut Builder<'_>, source: &str, piece: Span) {
    let raw = source.as_bytes();
    let mut kept = piece.start;
    while let Some(backslash) = memchr::memchr(b'\\', &raw[kept..piece.end]).map(|found| kept + found).filter(|found| found + 1 < piece.end)
    {
        text.push_verbatim(Span::new(kept, backslash));
        let next = raw[backslash + 1];
        let meant = match next {
            b'n' => "\n",
            b't' => "\t",
            b'r' => "\r",
            b'"' => "\"",
            b'\\' => "\\",
            _ => {
                // Unknown to PO: it stands as it is.
                text.push_verbatim(Span::new(backslash, backslash + 1));
                kept = backslash + 1;
                continue;
            }
        };
        text.push_replaced(Span::new(backslash, backslash + 2), meant);
        kept = backslash + 2;
    }
    text.push_verbatim(Span::new(kept, piece.end));
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "msgid \"\"\nmsgstr \"\"\n\"Language: de\\n\"\n\n#: mail.php:3\nmsgctxt \"greeting\"\nmsgid \"Hello, thanks for writing.\"\nmsgstr \"\"\n\"Guten Tag, \\\"danke\\\"\\n\"\n\"fürs Schreiben.\"\n\n#, fuzzy\nmsgid \"Bye\"\nmsgstr \"Tschüss\"\n";

    #[test]
    fn entries_are_read_and_mapped() {
        let tree = read(SOURCE).unwrap();
        let Value::List(entries) = &tree.value else { panic!() };
        assert_eq!(entries.len(), 2);
        assert_eq!(entries[0].get("id").unwrap().words(), Some("greeting"));
        assert_eq!(entries[0].get("lang").unwrap().words(), Some("de"));
        let text = entries[0].get("text").unwrap().text().unwrap();
        assert_eq!(text.text(), "Guten Tag, \"danke\"\nfürs Schreiben.");
        let at = text.text().find("\"danke\"\nfürs").unwrap();
        assert_eq!(&SOURCE[text.source_span(Span::new(at, at + 13)).range()], "\\\"danke\\\"\\n\"\n\"fürs");
    }

    #[test]
    fn a_template_holds_its_originals() {
        let tree = read("msgid \"Hello there, you.\"\nmsgstr \"\"\n").unwrap();
        let Value::List(entries) = &tree.value else { panic!() };
        assert_eq!(entries[0].get("text").unwrap().words(), Some("Hello there, you."));
    }

    #[test]
    fn what_is_no_po_is_named_at_its_place() {
        assert_eq!(read("msgid \"a\"\nmsgstr \"b\n").unwrap_err().at, 17);
        assert_eq!(read("\"a\"\n").unwrap_err().at, 0);
        assert_eq!(read("msgid \"a\"\nmsg = x\n").unwrap_err().at, 10);
    }
}

//! TOML: a document as a tree. The `toml` crate gives values with their places; the map inside each string is ours.
//! In: text. Out: a tree in the order of the source, or the byte at which it is no TOML.

use super::align::{Escapes, Indent, Writing, align};
use super::german::{TOML, german};
use super::{Broken, DEPTH, Node, Value};
use crate::mapped::Mapped;
use crate::span::Span;
use std::borrow::Cow;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads a document.
pub fn read(source: &str) -> Result<Node<'_>, Broken> {
    let table = DeTable::parse(source).map_err(|error| {
        let at = error.span().map_or(0, |span| source.floor_char_boundary(span.start));
        let said = error.message();
        Broken::new(at, format!("Kein gültiges TOML: {}.", german(&TOML, said)), format!("Not valid TOML: {said}."))
    })?;
    let value = entries(source, table.get_ref(), 0)?;
    Ok(Node::new(Span::new(0, source.len()), value))
}

fn entries<'s>(source: &'s str, table: &DeTable<'_>, depth: usize) -> Result<Value<'s>, Broken> {
    let mut entries = Vec::new();
    for (key, value) in table {
        entries.push((Cow::Owned(key.get_ref().to_string()), node(source, value, depth + 1)?));
    }
    // The crate sorts by name; a table that is spelled out stands where its first value does.
    entries.sort_by_key(|(_, node): &(Cow<'_, str>, Node<'_>)| first(node));
    Ok(Value::Table(entries))
}

/// Where the first thing in a node stands.
fn first(node: &Node<'_>) -> usize {
    let inner = match &node.value {
        Value::List(items) => items.iter().map(first).min(),
        Value::Table(entries) => entries.iter().map(|(_, node)| first(node)).min(),
        _ => None,
    };
    inner.unwrap_or(node.span.start)
}

fn node<'s>(source: &'s str, value: &Spanned<DeValue<'_>>, depth: usize) -> Result<Node<'s>, Broken> {
    let range = value.span();
    let span = Span::new(range.start.min(source.len()), range.end.min(source.len()));
    if depth > DEPTH {
        return Err(Broken::too_deep(span.start));
    }
    let made = match value.get_ref() {
        DeValue::String(text) => Value::Text(string(source, span, text)),
        DeValue::Array(items) => Value::List(items.iter().map(|item| node(source, item, depth + 1)).collect::<Result<_, _>>()?),
        DeValue::Table(table) => entries(source, table, depth)?,
        _ => Value::Word(Cow::Borrowed(&source[span.range()])),
    };
    Ok(Node::new(span, made))
}

fn string<'s>(source: &'s str, span: Span, text: &str) -> Mapped<'s> {
    let raw = &source[span.range()];
    let quotes = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quotes| raw.starts_with(quotes)).map_or(0, str::len);
    let escapes = if raw.starts_with('"') { Escapes::Backslash } else { Escapes::None };
    let inside = Span::new(span.start + quotes, span.end.saturating_sub(quotes).max(span.start + quotes));
    align(source, inside, text, Writing { escapes, indent: Indent::None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_four_kinds_of_strings_are_mapped() {
        let source = "z = \"f\\u00fcr Sie\"\na = 'C:\\neu'\n[[reply]]\ntext = \"\"\"\nErste Zeile,\n  zweite \\\n    weiter.\"\"\"\nlit = '''\nx\ny'''\n";
        let tree = read(source).unwrap();
        let Value::Table(entries) = &tree.value else { panic!() };
        assert_eq!(entries.iter().map(|(key, _)| key.as_ref()).collect::<Vec<_>>(), ["z", "a", "reply"]);
        let Value::List(replies) = &tree.get("reply").unwrap().value else { panic!() };
        let place = |node: &Node<'_>, words: &str| {
            let text = node.text().unwrap();
            let at = text.text().find(words).unwrap_or_else(|| panic!("{words} in {:?}", text.text()));
            source[text.source_span(Span::new(at, at + words.len())).range()].to_owned()
        };
        assert_eq!(place(tree.get("z").unwrap(), "für"), "f\\u00fcr");
        assert_eq!(place(tree.get("a").unwrap(), "\\neu"), "\\neu");
        assert_eq!(replies[0].get("text").unwrap().words(), Some("Erste Zeile,\n  zweite weiter."));
        assert_eq!(place(replies[0].get("text").unwrap(), "  zweite weiter"), "  zweite \\\n    weiter");
        assert_eq!(place(replies[0].get("lit").unwrap(), "x\ny"), "x\ny");
    }

    #[test]
    fn what_is_no_toml_is_named_at_its_place() {
        assert_eq!(read("a = 1\nb = heute\n").unwrap_err().at, 10);
        assert!(read(&format!("a = {}", "[".repeat(100_000))).is_err());
        for source in [
            "a = heute\n",
            "a = \"b\n",
            "a\n",
            "a = 1\na = 2\n",
            "a = [1 2]\n",
            "[a\n",
            "a = \"\\q\"\n",
            "a = 'b' c\n",
            "a =\n",
            "a = 01\n",
            "a = \"\"\"b\n",
        ] {
            let broken = read(source).unwrap_err();
            assert!(!broken.message.de.contains("Leseprogramm"), "{source:?}: {broken:?}");
        }
    }
}

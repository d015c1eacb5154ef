//! Selectors: which fields of a source are what, as a team writes it down: `actions[*].value`, `*.body`, `$.replies[*].text`.
//! In: one line. Out: a selector, or what is wrong with it. A selector holds for every place whose way ends like it; `$` ties it to the root.

use super::find::{Forest, Step};
use crate::draft::tree::Node;
use crate::finding::Wording;

/// The fields of a source, as they are chosen; what is not chosen is found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fields {
    /// The drafts; empty: found.
    pub text: Vec<Selector>,
    /// What identifies a draft.
    pub id: Option<Selector>,
    /// What people call it.
    pub title: Option<Selector>,
    /// Its language.
    pub lang: Option<Selector>,
    /// Its channel.
    pub channel: Option<Selector>,
}

impl Fields {
    /// Whether drafts are chosen, as one does for a library.
    pub(super) fn library(&self) -> bool {
        !self.text.is_empty()
    }
}

/// A way through lists and tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    from_root: bool,
    steps: Vec<Wanted>,
}

/// One step of it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wanted {
    /// Any key or item.
    Any,
    /// Any item of a list.
    AnyItem,
    Item(usize),
    Key(String),
}

/// Why a line is no selector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectorError {
    /// What is wrong.
    pub message: Wording,
}

impl Selector {
    /// Reads `actions[*].value`. A name with dots or brackets stands in quotation marks: `["a.b"].text`.
    pub fn parse(line: &str) -> Result<Selector, SelectorError> {
        let wrong = |de: &str, en: &str| Err(SelectorError { message: Wording::new(de, en) });
        let trimmed = line.trim();
        let (from_root, mut rest) = match trimmed.strip_prefix('$') {
            Some(rest) => (true, rest.strip_prefix('.').unwrap_or(rest)),
            None => (false, trimmed),
        };
        let mut steps = Vec::new();
        while !rest.is_empty() {
            if let Some(inner) = rest.strip_prefix('[') {
                let quoted = inner.strip_prefix(['"', '\'']);
                let close = if quoted.is_some() { inner[1..].find(['"', '\'']).map(|end| end + 2) } else { inner.find(']') };
                let Some(close) = close.filter(|close| inner[*close..].starts_with(']')) else {
                    return wrong("Hier fehlt „]“.", "A \"]\" is missing here.");
                };
                steps.push(match (&inner[..close], quoted) {
                    (name, Some(_)) => Wanted::Key(name[1..name.len() - 1].to_owned()),
                    ("*", _) => Wanted::AnyItem,
                    (number, _) => match number.parse() {
                        Ok(number) => Wanted::Item(number),
                        Err(_) => {
                            return wrong(
                                "In eckigen Klammern steht „*“, eine Zahl oder ein Name in Anführungszeichen.",
                                "Brackets hold \"*\", a number, or a name in quotation marks.",
                            );
                        }
                    },
                });
                rest = &inner[close + 1..];
            } else {
                let end = rest.find(['.', '[']).unwrap_or(rest.len());
                steps.push(match &rest[..end] {
                    "" => return wrong("Zwischen zwei Punkten fehlt ein Name.", "A name is missing between two dots."),
                    "*" => Wanted::Any,
                    name => Wanted::Key(name.to_owned()),
                });
                rest = &rest[end..];
            }
            if let Some(after) = rest.strip_prefix('.') {
                if after.is_empty() {
                    return wrong("Hinter dem Punkt fehlt ein Name.", "A name is missing behind the dot.");
                }
                rest = after;
            }
        }
        if steps.is_empty() {
            return wrong("Hier fehlt der Name eines Feldes.", "The name of a field is missing here.");
        }
        Ok(Selector { from_root, steps })
    }

    /// Whether the way to the value at `link` ends like this.
    pub(super) fn selects(&self, forest: &Forest<'_, '_>, link: Option<usize>) -> bool {
        let mut way = forest.up(link).map(|(_, link)| link.step);
        for wanted in self.steps.iter().rev() {
            match way.next() {
                Some(step) if wanted.fits(step) => {}
                _ => return false,
            }
        }
        !self.from_root || way.next().is_none()
    }

    /// The value that this leads to from the nearest list or table around `link` in which there is one.
    pub(super) fn near<'n, 's>(&self, forest: &Forest<'n, 's>, link: Option<usize>) -> Option<&'n Node<'s>> {
        let holders = forest.up(link).map(|(_, link)| link.holder);
        if self.from_root {
            return holders.last().and_then(|root| self.down(root));
        }
        holders.into_iter().find_map(|holder| self.down(holder))
    }

    fn down<'n, 's>(&self, from: &'n Node<'s>) -> Option<&'n Node<'s>> {
        use crate::draft::tree::Value;
        self.steps.iter().try_fold(from, |node, wanted| match (&node.value, wanted) {
            (Value::Table(_), Wanted::Key(key)) => node.get(key),
            (Value::Table(entries), Wanted::Any) => entries.first().map(|(_, node)| node),
            (Value::List(items), Wanted::Item(number)) => items.get(*number),
            (Value::List(items), Wanted::Any | Wanted::AnyItem) => items.first(),
            _ => None,
        })
    }
}

/// A step as a selector writes it.
pub(super) fn written(step: Step<'_>) -> String {
    match step {
        Step::Item(number) => format!("[{number}]"),
        Step::Key(key) if key.contains(['.', '[', ']', '*', '"']) || key.is_empty() => format!("[\"{key}\"]"),
        Step::Key(key) => format!(".{key}"),
    }
}

impl Wanted {
    fn fits(&self, step: Step<'_>) -> bool {
        match (self, step) {
            (Wanted::Any, _) | (Wanted::AnyItem, Step::Item(_)) => true,
            (Wanted::Item(wanted), Step::Item(number)) => *wanted == number,
            (Wanted::Key(wanted), Step::Key(key)) => wanted == key,
            _ => false,
        }
    }
}

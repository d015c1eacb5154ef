//! Reading a pack file. In: its path and text. Out: the pack as far as it could be read, and every mistake.

use super::walk::{Table, Text, Value, Walker, range};
use super::{Line, List, Pack, rule, weights};
use crate::facts::Language;
use crate::finding::{Mistake, Wording};
use crate::language::class;
use crate::language::inflect::{Tables, WordKind};
use crate::phrase::{self, Reach};

/// The lists that a company extends: their entries are names.
pub const CONTRACT_LISTS: [&str; 5] = ["competitor", "project", "internal_tool", "department", "public_contact"];

const KEYS: [&str; 11] = ["name", "language", "title", "doubt", "lists", "weights", "verbs", "nouns", "adjectives", "grammar", "rule"];
/// A pack is data: what it may cost.
const MAX_BYTES: usize = 4 << 20;
const MAX_ENTRIES: usize = 400_000;

/// Reads the pack `path` with the content `text`.
pub fn read(path: &str, text: &str) -> (Pack, Vec<Mistake>) {
    let mut walker = Walker::new(path, text);
    let mut pack = Pack { path: path.to_string(), ..Pack::default() };
    if text.len() > MAX_BYTES {
        let message = Wording::new("Das Paket ist größer als 4 MiB.", "The pack is larger than 4 MiB.");
        walker.mistake(
            crate::span::Span::new(0, 0),
            message,
            Wording::new("Teilen Sie es in mehrere Dateien.", "Split it into several files."),
        );
        return (pack, walker.mistakes);
    }
    let table = walker.parse();
    let whole = walker.mistakes.is_empty();
    walker.unknown_keys(&table, &KEYS);
    pack.name = match table.get("name").map(|value| (value, walker.string(value))) {
        Some((_, Some(name))) => {
            check_name(&mut walker, &name, "Paket", "pack");
            name.value
        }
        Some((_, None)) => String::new(),
        None => {
            if whole {
                let message = Wording::new("Dem Paket fehlt sein Name.", "The pack has no name.");
                let help = Wording::new("Schreiben Sie als erste Zeile: name = \"…\"", "Write as the first line: name = \"…\"");
                walker.mistake(crate::span::Span::new(0, text.len().min(1)), message, help);
            }
            String::new()
        }
    };
    if let Some(value) = table.get("language") {
        pack.language = walker
            .choice(value, &["de", "en", "any"], |word| if word == "any" { Some(None) } else { Language::parse(word).map(Some) })
            .flatten();
    }
    if let Some(value) = table.get("title") {
        pack.title = rule::wording(&mut walker, value, pack.language);
    }
    if let Some(value) = table.get("doubt") {
        pack.doubt = weights::weight(&mut walker, value);
    }
    if let Some(value) = table.get("weights") {
        pack.weights = weights::read(&mut walker, value);
    }
    read_lists(&mut walker, &table, &mut pack);
    read_tables(&mut walker, &table, &mut pack.tables);
    if let Some(grammar) = table.get("grammar").and_then(|value| walker.table(value)) {
        let known: Vec<&str> = class::GRAMMAR.iter().map(|(key, _)| *key).collect();
        walker.unknown_keys(grammar, &known);
        for (key, bit) in class::GRAMMAR {
            if let Some(value) = grammar.get(*key) {
                pack.grammar.extend(walker.strings(value).into_iter().map(|text| (*bit, text.value)));
            }
        }
    }
    if let Some(value) = table.get("rule") {
        match value.get_ref().as_array() {
            Some(array) => {
                for item in array.iter() {
                    if let Some(table) = walker.table(item)
                        && let Some(rule) = rule::read(&mut walker, table, range(item.span()), &pack)
                    {
                        pack.rules.push(rule);
                    }
                }
            }
            None => walker.wrong_type(value, "eine Folge von [[rule]]", "a series of [[rule]]"),
        }
    }
    duplicates(&mut walker, &pack);
    (pack, walker.mistakes)
}

/// Names are written small with hyphens: they are typed, linked and sorted.
pub(super) fn check_name(walker: &mut Walker<'_>, name: &Text, de: &str, en: &str) {
    let fits = !name.value.is_empty() && name.value.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !fits {
        let message = Wording::new(
            format!("Der Name „{}“ ({de}) besteht aus a–z, 0–9 und Bindestrichen.", name.value),
            format!("The name \"{}\" ({en}) is made of a-z, 0-9 and hyphens.", name.value),
        );
        walker.mistake(name.span, message, Wording::default());
    }
}

fn duplicates(walker: &mut Walker<'_>, pack: &Pack) {
    for (index, rule) in pack.rules.iter().enumerate() {
        if pack.rules[..index].iter().any(|other| other.name == rule.name) {
            let message = Wording::new(
                format!("Die Regel „{}“ gibt es in diesem Paket schon.", rule.name),
                format!("The rule \"{}\" already exists in this pack.", rule.name),
            );
            walker.mistake(rule.span, message, Wording::new("Geben Sie ihr einen eigenen Namen.", "Give it a name of its own."));
        }
    }
}

fn read_lists<'i>(walker: &mut Walker<'i>, table: &Table<'i>, pack: &mut Pack) {
    let Some(lists) = table.get("lists").and_then(|value| walker.table(value)) else { return };
    let mut entries: Vec<_> = lists.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in entries {
        let name: &str = key.get_ref();
        let is_name = holds_names(name);
        let mut list = List { name: name.to_string(), span: range(key.span()), words: Vec::new(), except: Vec::new(), reach: None };
        if !name.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '_' | '-')) {
            let message = Wording::new(
                "Der Name einer Liste besteht aus Buchstaben, Ziffern, - und _.",
                "The name of a list is made of letters, digits, - and _.",
            );
            walker.mistake(list.span, message, Wording::default());
        }
        if rule::OWN_BLANKS.contains(&name) {
            let message = Wording::new(
                format!("So kann keine Liste heißen: {{{name}}} in einer Meldung ist etwas anderes."),
                format!("No list can be called so: {{{name}}} in a message is something else."),
            );
            walker.mistake(list.span, message, Wording::new("Geben Sie ihr einen anderen Namen.", "Give it another name."));
        }
        match value.get_ref().as_table() {
            Some(inner) => {
                walker.unknown_keys(inner, &["words", "except", "reach"]);
                if let Some(words) = inner.get("words") {
                    list.words = lines(walker, words, is_name);
                }
                if let Some(except) = inner.get("except") {
                    list.except = lines(walker, except, false);
                }
                if let Some(reach) = inner.get("reach") {
                    list.reach = walker.choice(reach, &Reach::ALL.map(Reach::as_str), Reach::parse);
                }
            }
            None => list.words = lines(walker, value, is_name),
        }
        pack.lists.push(list);
    }
    if pack.lists.iter().map(|list| list.words.len()).sum::<usize>() > MAX_ENTRIES {
        let message =
            Wording::new("Die Listen haben zusammen mehr als 400.000 Einträge.", "Together the lists have more than 400,000 entries.");
        walker.mistake(pack.lists[0].span, message, Wording::default());
    }
}

/// Whether the entries of the list called `name` are names: short or capital ones match only as written.
pub fn holds_names(name: &str) -> bool {
    CONTRACT_LISTS.contains(&name) && name != "public_contact"
}

/// Reads phrases; each that is none becomes mistakes at their places.
pub fn lines<'i>(walker: &mut Walker<'i>, value: &Value<'i>, name: bool) -> Vec<Line> {
    let texts = walker.strings(value);
    texts.into_iter().filter_map(|text| line(walker, text, name)).collect()
}

/// Reads one phrase.
pub(super) fn line(walker: &mut Walker<'_>, text: Text, name: bool) -> Option<Line> {
    match phrase::parse(&text.value) {
        Ok(phrase) => Some(Line { phrase, span: text.span, exact: text.exact, text: text.value, name }),
        Err(errors) => {
            for error in errors {
                let help = match &error.corrected {
                    Some(line) => Wording::new(format!("Schreiben Sie: \"{line}\""), format!("Write: \"{line}\"")),
                    None => Wording::default(),
                };
                walker.mistake(text.place(error.span), error.message, help);
            }
            None
        }
    }
}

fn read_tables<'i>(walker: &mut Walker<'i>, table: &Table<'i>, tables: &mut Tables) {
    for (key, kind) in [("verbs", WordKind::Verb), ("nouns", WordKind::Noun), ("adjectives", WordKind::Adjective)] {
        let Some(inner) = table.get(key).and_then(|value| walker.table(value)) else { continue };
        for (word, value) in inner.iter() {
            let forms: Vec<String> = walker.strings(value).into_iter().map(|text| text.value).collect();
            if let Err(message) = tables.add(kind, word.get_ref(), &forms) {
                walker.mistake(range(value.span()), message, Wording::default());
            }
        }
    }
}

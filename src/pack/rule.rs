//! Reading one `[[rule]]`. In: its table. Out: the rule, if nothing in it is wrong; every mistake at its place.

use super::proof::unmark;
use super::read::{check_name, lines};
use super::walk::{Table, Value, Walker, range};
use super::weights::weight;
use super::{At, Line, Pack, Proof, Rule};
use crate::facts::{Channel, Kind, Language};
use crate::finding::{Severity, Wording};
use crate::phrase::{Part, Placed, Reach, Recogniser};
use crate::span::Span;

const KEYS: [&str; 29] = [
    "name",
    "severity",
    "match",
    "weigh",
    "require",
    "with",
    "unless",
    "except",
    "scope",
    "at",
    "at_least",
    "min_sentences",
    "max_sentences",
    "channel",
    "kind",
    "sure",
    "masked",
    "quoted",
    "validate",
    "redact",
    "fix",
    "enabled",
    "tags",
    "message",
    "help",
    "guideline",
    "escalate",
    "bad",
    "good",
];

/// The blanks of messages that are no lists.
pub(super) const OWN_BLANKS: [&str; 3] = [MATCH, MEANT, SIGNS];
/// The blank for the marks.
const MATCH: &str = "match";
/// The blank for the signs that weigh most in a sentence.
pub const SIGNS: &str = "signs";
/// The blank for what was probably meant by an unknown placeholder.
pub const MEANT: &str = "meant";

/// Reads the rule that stands at `span`.
pub fn read<'i>(walker: &mut Walker<'i>, table: &Table<'i>, span: Span, pack: &Pack) -> Option<Rule> {
    let before = walker.mistakes.len();
    walker.unknown_keys(table, &KEYS);
    let name = match table.get("name").map(|value| walker.string(value)) {
        Some(name) => name?,
        None => {
            missing(walker, span, "name");
            return None;
        }
    };
    check_name(walker, &name, "Regel", "rule");
    let phrases = |walker: &mut Walker<'i>, key: &str| table.get(key).map(|value| lines(walker, value, false)).unwrap_or_default();
    let mut rule = Rule {
        name: name.value,
        span: name.span,
        severity: Severity::Warning,
        matches: phrases(walker, "match"),
        weigh: None,
        require: phrases(walker, "require"),
        with: phrases(walker, "with"),
        unless: phrases(walker, "unless"),
        except: phrases(walker, "except"),
        scope: Reach::Sentence,
        at: None,
        at_least: 1,
        min_sentences: 0,
        max_sentences: 0,
        channel: None,
        kind: None,
        sure: false,
        masked: false,
        quoted: false,
        validate: None,
        redact: false,
        fix: None,
        enabled: true,
        tags: Vec::new(),
        message: Wording::default(),
        help: Wording::default(),
        guideline: String::new(),
        escalate: String::new(),
        bad: Vec::new(),
        good: Vec::new(),
    };
    options(walker, table, &mut rule);
    texts(walker, table, pack, &mut rule);
    match ["match", "weigh", "require"].iter().filter(|key| table.contains_key(**key)).count() {
        0 => missing(walker, rule.span, "match"),
        1 => {}
        _ => {
            let message =
                Wording::new("Eine Regel hat entweder match oder weigh oder require.", "A rule has either match or weigh or require.");
            walker.mistake(rule.span, message, Wording::default());
        }
    }
    for (key, lines) in [("match", &rule.matches), ("require", &rule.require), ("except", &rule.except)] {
        for line in lines {
            if let Some((_, span)) = line.phrase.reach {
                let message = Wording::new(
                    format!("Eine Reichweite steht nur in with und unless, nicht in {key}."),
                    format!("A reach stands in with and unless only, not in {key}."),
                );
                walker.mistake(line.place(span), message, Wording::default());
            }
        }
    }
    proofs(walker, table, &mut rule);
    (walker.mistakes.len() == before).then_some(rule)
}

fn missing(walker: &mut Walker<'_>, span: Span, key: &str) {
    let message = Wording::new(format!("Der Regel fehlt „{key}“."), format!("The rule has no \"{key}\"."));
    let help =
        Wording::new("Fünf Schlüssel genügen: name, match, message, bad, good.", "Five keys are enough: name, match, message, bad, good.");
    walker.mistake(span, message, help);
}

fn options<'i>(walker: &mut Walker<'i>, table: &Table<'i>, rule: &mut Rule) {
    if let Some(value) = table.get("severity") {
        rule.severity = walker.choice(value, &["error", "warning", "hint"], Severity::parse).unwrap_or(rule.severity);
    }
    if let Some(value) = table.get("scope") {
        rule.scope = walker.choice(value, &Reach::ALL.map(Reach::as_str), Reach::parse).unwrap_or(rule.scope);
    }
    if let Some(value) = table.get("at") {
        rule.at = walker.choice(value, &["start", "end"], |word| match word {
            "start" => Some(At::Start),
            "end" => Some(At::End),
            _ => None,
        });
    }
    if let Some(value) = table.get("at_least") {
        rule.at_least = walker.count(value).unwrap_or(1);
    }
    if let Some(value) = table.get("weigh") {
        rule.weigh = weight(walker, value);
    }
    if let Some(value) = table.get("min_sentences") {
        rule.min_sentences = walker.count(value).unwrap_or(0);
    }
    if let Some(value) = table.get("max_sentences") {
        rule.max_sentences = walker.count(value).unwrap_or(0);
    }
    if let Some(value) = table.get("channel") {
        rule.channel = walker.choice(value, &["public", "private"], Channel::parse);
    }
    if let Some(value) = table.get("kind") {
        rule.kind = walker.choice(value, &["draft", "template"], Kind::parse);
    }
    if let Some(value) = table.get("validate") {
        rule.validate = walker.choice(value, &Recogniser::ALL.map(|kind| kind.as_str()), Recogniser::parse);
    }
    for (key, target) in [
        ("sure", &mut rule.sure),
        ("masked", &mut rule.masked),
        ("quoted", &mut rule.quoted),
        ("redact", &mut rule.redact),
        ("enabled", &mut rule.enabled),
    ] {
        if let Some(value) = table.get(key) {
            *target = walker.boolean(value).unwrap_or(*target);
        }
    }
    if let Some(value) = table.get("fix") {
        rule.fix = fix(walker, value);
    }
    if let Some(value) = table.get("tags") {
        rule.tags = walker.strings(value).into_iter().map(|text| text.value).collect();
    }
}

/// `fix = "words"` or `fix = { text = "words", safe = false }`.
fn fix<'i>(walker: &mut Walker<'i>, value: &Value<'i>) -> Option<(String, bool)> {
    let Some(table) = value.get_ref().as_table() else { return walker.string(value).map(|text| (text.value, true)) };
    walker.unknown_keys(table, &["text", "safe"]);
    let text = table.get("text").and_then(|value| walker.string(value))?;
    let safe = table.get("safe").and_then(|value| walker.boolean(value)).unwrap_or(true);
    Some((text.value, safe))
}

fn texts<'i>(walker: &mut Walker<'i>, table: &Table<'i>, pack: &Pack, rule: &mut Rule) {
    match table.get("message") {
        Some(value) => {
            rule.message = wording(walker, value, pack.language);
            check_placeholders(walker, value, rule);
        }
        None => missing(walker, rule.span, "message"),
    }
    if let Some(value) = table.get("help") {
        rule.help = wording(walker, value, pack.language);
        check_placeholders(walker, value, rule);
    }
    for (key, target) in [("guideline", &mut rule.guideline), ("escalate", &mut rule.escalate)] {
        if let Some(text) = table.get(key).and_then(|value| walker.string(value)) {
            *target = text.value;
        }
    }
}

/// A text alone stands for the pack's language; `{ de = "…", en = "…" }` for both.
pub fn wording<'i>(walker: &mut Walker<'i>, value: &Value<'i>, language: Option<Language>) -> Wording {
    let Some(table) = value.get_ref().as_table() else {
        let text = walker.string(value).map(|text| text.value).unwrap_or_default();
        return match language {
            Some(Language::English) => Wording::new("", text),
            _ => Wording::new(text, ""),
        };
    };
    walker.unknown_keys(table, &["de", "en"]);
    let mut get = |key: &str| table.get(key).and_then(|value| walker.string(value)).map(|text| text.value).unwrap_or_default();
    Wording { de: get("de"), en: get("en") }
}

/// Names of the lists that a message may speak of.
fn speakable(lines: &[Line], names: &mut Vec<String>) {
    fn walk(parts: &[Placed], names: &mut Vec<String>) {
        for placed in parts {
            match &placed.part {
                Part::List(name) => names.push(name.clone()),
                Part::OneOf(options) => options.iter().for_each(|option| walk(option, names)),
                Part::Optional(inner) => walk(inner, names),
                _ => {}
            }
        }
    }
    lines.iter().for_each(|line| walk(&line.phrase.parts, names));
}

fn check_placeholders<'i>(walker: &mut Walker<'i>, value: &Value<'i>, rule: &Rule) {
    let mut known = vec![MATCH.to_string()];
    speakable(&rule.matches, &mut known);
    if rule
        .matches
        .iter()
        .any(|line| line.phrase.parts.iter().any(|placed| placed.part == Part::Recogniser(Recogniser::UnknownPlaceholder)))
    {
        known.push(MEANT.to_string());
    }
    if rule.weigh.is_some() {
        known.push(SIGNS.to_string());
    }
    speakable(&rule.with, &mut known);
    let texts: Vec<_> = match value.get_ref().as_table() {
        Some(table) => table.iter().filter_map(|(_, value)| value.get_ref().as_str().map(|_| value)).collect(),
        None => vec![value],
    };
    for value in texts {
        let Some(text) = value.get_ref().as_str().map(str::to_string) else { continue };
        for name in placeholders(&text) {
            if known.iter().any(|other| other == name) {
                continue;
            }
            let at = text.find(&format!("{{{name}}}")).unwrap_or(0);
            let place = walker.string(value).map_or(range(value.span()), |text| text.place(Span::new(at, at + name.len() + 2)));
            let message = Wording::new(format!("{{{name}}} ist hier nicht bekannt."), format!("{{{name}}} is not known here."));
            let names: Vec<String> = known.iter().map(|name| format!("{{{name}}}")).collect();
            let help = Wording::new(format!("Es gibt: {}.", names.join(", ")), format!("There are: {}.", names.join(", ")));
            walker.mistake(place, message, help);
        }
    }
}

/// The names in `{…}` of a message. Double braces are text.
pub fn placeholders(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        if rest[open..].starts_with("{{") {
            rest = rest[open..].find("}}").map_or("", |close| &rest[open + close + 2..]);
            continue;
        }
        let Some(close) = rest[open..].find('}') else { break };
        let name = &rest[open + 1..open + close];
        if !name.is_empty() && name.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '_' | '-')) {
            names.push(name);
        }
        rest = &rest[open + close + 1..];
    }
    names
}

fn proofs<'i>(walker: &mut Walker<'i>, table: &Table<'i>, rule: &mut Rule) {
    for (key, marked) in [("bad", true), ("good", false)] {
        let texts = table.get(key).map(|value| walker.strings(value)).unwrap_or_default();
        if texts.is_empty() {
            let message = Wording::new(
                format!("Die Regel „{}“ hat keinen Beleg „{key}“.", rule.name),
                format!("The rule \"{}\" has no proof \"{key}\".", rule.name),
            );
            let help = if marked {
                Wording::new(
                    "Schreiben Sie mindestens einen Text, der die Regel bricht: bad = [\"Das ist [[schlecht]].\"]",
                    "Write at least one text that breaks the rule: bad = [\"This is [[bad]].\"]",
                )
            } else {
                Wording::new(
                    "Schreiben Sie mindestens einen Text, der fast so klingt und gut ist: good = [\"…\"]",
                    "Write at least one text that comes close and is fine: good = [\"…\"]",
                )
            };
            walker.mistake(rule.span, message, help);
        }
        for text in texts {
            let proof = if marked { unmark(&text) } else { Ok(Proof { text: text.value.clone(), marks: Vec::new(), span: text.span }) };
            match proof {
                Err(at) => {
                    let place = text.place(Span::new(at.min(text.value.len()), (at + 2).min(text.value.len())));
                    walker.mistake(
                        place,
                        Wording::new("Hier passt eine Markierung [[…]] nicht zusammen.", "A marker [[…]] does not pair here."),
                        Wording::default(),
                    );
                }
                Ok(proof) if marked && proof.marks.is_empty() => {
                    let message = Wording::new("Im Beleg ist nichts markiert.", "Nothing is marked in this proof.");
                    let help = Wording::new(
                        "Setzen Sie die Wörter, die gemeldet werden, in [[…]].",
                        "Put the words that are reported into [[…]].",
                    );
                    walker.mistake(text.span, message, help);
                }
                Ok(proof) if marked => rule.bad.push(proof),
                Ok(proof) => rule.good.push(proof),
            }
        }
    }
}

//! Walks the table of a `knigge.toml` and collects every mistake on the way.
//! In: TOML text. Out: a `Config`, or mistakes with the place and, where there is one, the corrected line.

use super::fields;
use super::{Allowance, Config, Keys, PathChoice, Placed, RuleChoice, parse_fail_on};
use crate::facts::{Channel, Kind, Language};
use crate::finding::{Mistake, Severity, Wording};
use crate::pack::{Table, Text, Value, Walker, did_you_mean, holds_names, lines, range};
use crate::recognise::placeholder::{Choice, profiles};
use crate::ruleset::Addition;
use crate::span::Span;
use globset::GlobBuilder;
use std::path::Path;
use toml::de::DeValue;

const KEYS: &[&str] = &["packs", "language", "channel", "kind", "placeholders", "fail_on", "lists", "rules", "allow", "paths"];
const ALLOW_KEYS: &[&str] = &["text", "rule", "reason", "until"];
const PATH_KEYS: &[&str] = &["glob", "language", "channel", "kind", "placeholders", "fields", "packs", "rules"];

/// Reads the whole file, as far as it can be understood, and every mistake in it.
pub fn read(path: &str, folder: &Path, text: &str) -> (Config, Vec<Mistake>) {
    let mut walker = Walker::new(path, text);
    let table = walker.parse();
    let mut config = Config { path: path.to_owned(), folder: folder.to_path_buf(), text: text.to_owned(), ..Config::default() };
    file(&mut walker, &table, &mut config);
    let mut mistakes = walker.mistakes;
    mistakes.sort_by_key(|mistake| mistake.span);
    mistakes.dedup_by_key(|mistake| mistake.span);
    (config, mistakes)
}

fn file<'i>(walker: &mut Walker<'i>, table: &Table<'i>, config: &mut Config) {
    walker.unknown_keys(table, KEYS);
    config.keys = keys(table);
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "packs" => config.packs = walker.strings(value).into_iter().map(placed).collect(),
            "language" => config.language = language(walker, value),
            "channel" => config.channel = channel(walker, value),
            "kind" => config.kind = kind(walker, value),
            "placeholders" => config.placeholders = placeholders(walker, value),
            "fail_on" => config.fail_on = walker.choice(value, &["error", "warning", "hint", "never"], parse_fail_on),
            "lists" => additions(walker, value, config),
            "rules" => config.rules = rules(walker, value),
            "allow" => config.allow = each_table(walker, value, "allow", allowance),
            "paths" => config.paths = each_table(walker, value, "paths", path_choice),
            _ => {}
        }
    }
}

fn keys(table: &Table<'_>) -> Keys {
    table.keys().map(|key| (key.get_ref().to_string(), range(key.span()))).collect()
}

fn placed(text: Text) -> Placed<String> {
    Placed { value: text.value, span: text.span }
}

fn language<'i>(walker: &mut Walker<'i>, value: &Value<'i>) -> Option<Language> {
    let parse = |word: &str| if word == "auto" { Some(None) } else { Language::parse(word).map(Some) };
    walker.choice(value, &["de", "en", "auto"], parse).flatten()
}

fn channel<'i>(walker: &mut Walker<'i>, value: &Value<'i>) -> Option<Channel> {
    walker.choice(value, &["public", "private"], Channel::parse)
}

fn kind<'i>(walker: &mut Walker<'i>, value: &Value<'i>) -> Option<Kind> {
    walker.choice(value, &["draft", "template"], Kind::parse)
}

/// Help desks by name, and placeholders of the company's own.
fn placeholders<'i>(walker: &mut Walker<'i>, value: &Value<'i>) -> Vec<Placed<String>> {
    let entries = walker.strings(value);
    for entry in &entries {
        let desks = || profiles().iter().map(|profile| profile.name.as_str());
        if desks().any(|name| name == entry.value) || Choice::is_own(&entry.value) {
            continue;
        }
        let message = Wording::new(
            format!("„{}“ ist weder ein Helpdesk noch ein Platzhalter.", entry.value),
            format!("\"{}\" is neither a help desk nor a placeholder.", entry.value),
        );
        let help = match did_you_mean(&entry.value, desks()) {
            Some(near) => Wording::new(format!("Meinten Sie „{near}“?"), format!("Did you mean \"{near}\"?")),
            None => {
                let known = desks().collect::<Vec<_>>().join(", ");
                Wording::new(
                    format!("Es gibt: {known}; eigene Platzhalter stehen mit ihren Klammern da: {{{{order.eta}}}}."),
                    format!("There are: {known}; write your own placeholders with their braces: {{{{order.eta}}}}."),
                )
            }
        };
        walker.mistake(entry.span, message, help);
    }
    entries.into_iter().map(placed).collect()
}

fn additions<'i>(walker: &mut Walker<'i>, value: &Value<'i>, config: &mut Config) {
    let Some(lists) = walker.table(value) else { return };
    for (name, entries) in lists {
        let list = name.get_ref().to_string();
        let lines = lines(walker, entries, holds_names(&list));
        let list_span = range(name.span());
        let addition = |line| Addition { list: list.clone(), list_span, line, path: walker.path.to_owned() };
        config.lists.extend(lines.into_iter().map(addition));
    }
}

fn rules<'i>(walker: &mut Walker<'i>, value: &Value<'i>) -> Vec<RuleChoice> {
    let mut choices = Vec::new();
    let Some(rules) = walker.table(value) else { return choices };
    for (name, setting) in rules {
        let rule = Placed { value: name.get_ref().to_string(), span: range(name.span()) };
        if setting.get_ref().is_table() {
            let message = Wording::new(
                format!("Der Name der Regel „{}“ muss in Anführungszeichen stehen.", rule.value),
                format!("The name of the rule \"{}\" must stand in quotation marks.", rule.value),
            );
            walker.mistake(rule.span, message, example("\"boilerplate/placeholder\" = \"off\""));
            continue;
        }
        let parse = |word: &str| if word == "off" { Some(None) } else { Severity::parse(word).map(Some) };
        if let Some(severity) = walker.choice(setting, &["off", "error", "warning", "hint"], parse) {
            choices.push(RuleChoice { rule, severity });
        }
    }
    choices
}

/// Reads each of the tables `[[name]]`.
fn each_table<'i, T>(
    walker: &mut Walker<'i>,
    value: &Value<'i>,
    name: &str,
    read: fn(&mut Walker<'i>, &Table<'i>, Span) -> Option<T>,
) -> Vec<T> {
    let Some(entries) = value.get_ref().as_array() else {
        walker.wrong_type(value, &format!("eine Folge von [[{name}]]"), &format!("a series of [[{name}]]"));
        return Vec::new();
    };
    let mut made = Vec::new();
    for entry in entries.iter() {
        if let Some(table) = walker.table(entry) {
            made.extend(read(walker, table, range(entry.span())));
        }
    }
    made
}

fn required<'i>(walker: &mut Walker<'i>, table: &Table<'i>, key: &str, at: Span) -> Option<Text> {
    let Some(value) = table.get(key) else {
        let message = Wording::new(format!("Hier fehlt der Schlüssel „{key}“."), format!("The key \"{key}\" is missing here."));
        walker.mistake(at, message, Wording::new(format!("Ergänzen Sie: {key} = \"…\""), format!("Add: {key} = \"…\"")));
        return None;
    };
    let text = walker.string(value)?;
    if text.value.trim().is_empty() {
        walker.mistake(text.span, Wording::new(format!("„{key}“ ist leer."), format!("\"{key}\" is empty.")), Wording::default());
    }
    Some(text)
}

fn allowance<'i>(walker: &mut Walker<'i>, table: &Table<'i>, at: Span) -> Option<Allowance> {
    walker.unknown_keys(table, ALLOW_KEYS);
    let text = required(walker, table, "text", at);
    let reason = required(walker, table, "reason", at);
    let rule = table.get("rule").and_then(|value| walker.string(value)).map(placed);
    let until = table.get("until").and_then(|value| day(walker, value));
    Some(Allowance { text: placed(text?), rule, reason: reason?.value, until })
}

/// A day, as a TOML date or as text: `2026-12-31`.
fn day<'i>(walker: &mut Walker<'i>, value: &Value<'i>) -> Option<Placed<String>> {
    let written = match value.get_ref() {
        DeValue::Datetime(day) => day.to_string(),
        DeValue::String(text) => text.to_string(),
        _ => String::new(),
    };
    if matches!(written.parse::<toml::value::Datetime>(), Ok(day) if day.date.is_some() && day.time.is_none()) {
        return Some(Placed { value: written, span: range(value.span()) });
    }
    walker.wrong_type(value, "ein Tag wie 2026-12-31", "a day such as 2026-12-31");
    None
}

fn path_choice<'i>(walker: &mut Walker<'i>, table: &Table<'i>, at: Span) -> Option<PathChoice> {
    walker.unknown_keys(table, PATH_KEYS);
    let language = table.get("language").and_then(|value| language(walker, value));
    let channel = table.get("channel").and_then(|value| channel(walker, value));
    let kind = table.get("kind").and_then(|value| kind(walker, value));
    let fields = table.get("fields").and_then(|value| fields::read(walker, value));
    let placeholders = table.get("placeholders").map(|value| placeholders(walker, value));
    let packs = table.get("packs").map(|value| walker.strings(value).into_iter().map(placed).collect());
    let rules = table.get("rules").map(|value| rules(walker, value)).unwrap_or_default();
    let pattern = required(walker, table, "glob", at)?;
    let Ok(glob) = GlobBuilder::new(&pattern.value).literal_separator(true).build() else {
        let message = Wording::new(
            format!("„{}“ ist kein gültiges Muster für Pfade.", pattern.value),
            format!("\"{}\" is no valid pattern for paths.", pattern.value),
        );
        walker.mistake(pattern.span, message, example("glob = \"macros/**\""));
        return None;
    };
    let glob = Placed { value: glob.compile_matcher(), span: pattern.span };
    Some(PathChoice { glob, language, channel, kind, placeholders, fields, packs, rules, keys: keys(table) })
}

fn example(line: &str) -> Wording {
    Wording::new(format!("Zum Beispiel: {line}"), format!("For example: {line}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistakes(text: &str) -> Vec<(String, String, String)> {
        let (_, mistakes) = read("knigge.toml", Path::new("."), text);
        mistakes.into_iter().map(|m| (text[m.span.range()].to_owned(), m.message.en, m.help.en)).collect()
    }

    #[test]
    fn everything_that_can_be_said_is_read() {
        let text = "packs = [\"builtin\", \"rules/acme.toml\"]\nlanguage = \"auto\"\nchannel = \"public\"\nkind = \"draft\"\nfail_on = \"never\"\n\
            [lists]\ncompetitor = [\"Vodafone\", \"o2\"]\nproject = \"Falke\"\n\
            [rules]\n\"boilerplate/sorry\" = \"off\"\n\"tone/shout\" = \"hint\"\n\
            [[allow]]\ntext = \"Sauhund-Bier\"\nreason = \"our product\"\nuntil = 2027-01-31\n";
        let (config, mistakes) = read("knigge.toml", Path::new("."), text);
        assert!(mistakes.is_empty(), "{mistakes:?}");
        assert_eq!(config.packs[1].value, "rules/acme.toml");
        assert_eq!((config.language, config.channel, config.fail_on), (None, Some(Channel::Public), Some(None)));
        let entries: Vec<_> = config.lists.iter().map(|added| (added.list.as_str(), &text[added.line.span.range()])).collect();
        assert_eq!(entries, [("competitor", "\"Vodafone\""), ("competitor", "\"o2\""), ("project", "\"Falke\"")]);
        assert_eq!((config.rules[0].severity, config.rules[1].severity), (None, Some(Severity::Hint)));
        assert_eq!(config.allow[0].until.as_ref().unwrap().value, "2027-01-31");
    }

    #[test]
    fn all_mistakes_come_at_once_each_at_its_place() {
        let text = "chanel = \"public\"\nkind = \"tempate\"\nfail_on = 3\n[lists]\nproject = [\"a\", 7]\n[rules]\n\"a/b\" = \"of\"\nc.d = \"off\"\n\
                    [[allow]]\ntext = \"x\"\n[[paths]]\nglob = \"a[\"\n";
        let found = mistakes(text);
        let expect = [
            ("chanel", "There is no key \"chanel\" here.", "Did you mean \"channel\"?"),
            ("\"tempate\"", "\"tempate\" is not known here.", "Did you mean \"template\"?"),
            ("3", "This should be a text in quotation marks.", ""),
            ("7", "This should be a text in quotation marks.", ""),
            ("\"of\"", "\"of\" is not known here.", "Did you mean \"off\"?"),
            ("c", "The name of the rule \"c\" must stand in quotation marks.", "For example: \"boilerplate/placeholder\" = \"off\""),
            ("[[allow]]", "The key \"reason\" is missing here.", "Add: reason = \"…\""),
            ("\"a[\"", "\"a[\" is no valid pattern for paths.", "For example: glob = \"macros/**\""),
        ];
        let expect: Vec<_> = expect.iter().map(|(a, b, c)| (a.to_string(), b.to_string(), c.to_string())).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn broken_toml_does_not_hide_other_mistakes() {
        let found = mistakes("packs = [\"a\" \"b\"]\nchanel = \"public\"\n");
        assert!(found.iter().any(|(_, message, _)| message == "A comma is missing here."), "{found:?}");
        assert!(found.iter().any(|(place, _, _)| place == "chanel"), "{found:?}");
    }
}

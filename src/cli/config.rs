//! `knigge config`: what holds for a path, and where each of it is said.
//! In: a path, the configuration above it, options. Out: a table of values with their places.

use super::arguments::ShowConfig;
use super::setup::{BUILTIN, Setup};
use super::{FAILED, FINE, Session};
use crate::config::Config;
use crate::draft::Format;
use crate::finding::{Severity, Wording};
use crate::report::{self, one_line};
use crate::span::{LineIndex, Span};
use std::collections::BTreeMap;
use std::io;

/// A value and where it is said.
struct Row {
    name: String,
    value: String,
    origin: String,
}

/// Runs `knigge config`.
pub fn run(options: &ShowConfig, session: &mut Session<'_>) -> io::Result<u8> {
    let file = options.origin.config.clone().or_else(|| Config::find(&options.path));
    let setup = match Setup::with_file(&options.origin, file.as_deref(), Some(&options.path), &options.picked) {
        Ok(setup) => setup,
        Err(refusal) => {
            session.show_mistakes(report::Format::Pretty, &refusal.mistakes, &refusal.files);
            return Ok(FAILED);
        }
    };
    let say = |de: &str, en: &str| Wording::new(de, en).get(session.locale).to_owned();
    let words = Words { default: say("Vorgabe", "default"), command_line: say("Aufruf", "command line") };
    let found = match (&options.origin.config, &file) {
        (Some(_), _) => words.command_line.clone(),
        (None, Some(_)) => say("gefunden", "found"),
        (None, None) => words.default.clone(),
    };
    let none = say("keine", "none");
    let shown = if setup.config.path.is_empty() { none } else { setup.config.path.clone() };
    let mut rows = vec![Row { name: "config".into(), value: shown, origin: found }];
    rows.extend(Told { options, setup: &setup, words, lines: LineIndex::new(&setup.config.text) }.rows());
    let widest = |of: fn(&Row) -> &str, most: usize| rows.iter().map(|row| of(row).chars().count()).max().unwrap_or(0).min(most);
    let (name, value) = (widest(|row| &row.name, 40), widest(|row| &row.value, 60));
    let out = &mut *session.world.out;
    writeln!(out, "{}", one_line(&options.path.to_string_lossy()))?;
    for row in &rows {
        writeln!(out, "  {}", one_line(format!("{:<name$}  {:<value$}  {}", row.name, row.value, row.origin).trim_end()))?;
    }
    session.show_mistakes(report::Format::Short, &setup.advice, &setup.files);
    Ok(FINE)
}

struct Words {
    default: String,
    command_line: String,
}

struct Told<'t> {
    options: &'t ShowConfig,
    setup: &'t Setup,
    words: Words,
    lines: LineIndex,
}

impl Told<'_> {
    fn config(&self) -> &Config {
        &self.setup.config
    }

    /// `knigge.toml:12`, with the glob inside `[[paths]]`.
    fn place(&self, span: Span, choice: Option<usize>) -> String {
        let line = self.lines.position(&self.config().text, span.start).line;
        let glob = choice.map_or(String::new(), |number| format!(" ({})", self.config().paths[number].glob.value.glob()));
        format!("{}:{line}{glob}", self.config().path)
    }

    /// A value that options, configuration and defaults give, in this order.
    fn row(&self, name: &str, option: Option<String>, configured: Option<String>, default: &str) -> Row {
        let place = self.config().place_of(name, &self.options.path);
        let (value, origin) = match (option, configured, place) {
            (Some(value), _, _) => (value, self.words.command_line.clone()),
            (None, Some(value), Some((span, choice))) => (value, self.place(span, choice)),
            _ => (default.to_owned(), self.words.default.clone()),
        };
        Row { name: name.to_owned(), value, origin }
    }

    fn rows(&self) -> Vec<Row> {
        let (config, path, known) = (self.config(), self.options.path.as_path(), &self.options.known);
        let says = config.says(path);
        let format = Format::of_path(path).map(|format| format.extensions()[0].to_owned());
        let mut rows = Vec::new();
        let by_name = if format.is_some() { path.extension().unwrap_or_default().to_string_lossy().into_owned() } else { String::new() };
        let origin = if by_name.is_empty() { self.words.default.clone() } else { format!("*.{by_name}") };
        rows.push(Row { name: "format".into(), value: format.unwrap_or_else(|| "txt".into()), origin });
        let selection = config.selection(path);
        let joined = |names: Vec<&str>| Some(names.join(", ")).filter(|names| !names.is_empty());
        let packs = joined(config.packs_of(&selection).iter().map(|pack| pack.value.as_str()).collect());
        let asked = joined(self.options.origin.pack.iter().map(String::as_str).collect());
        rows.push(self.row("packs", asked, packs, BUILTIN));
        let language = |language: Option<crate::facts::Language>| language.map_or("auto", crate::facts::Language::as_str).to_owned();
        rows.push(self.row("language", known.lang.map(|spoken| language(spoken.0)), Some(language(says.language)), "auto"));
        rows.push(self.row("channel", known.channel.map(|it| it.as_str().into()), says.channel.map(|it| it.as_str().into()), "public"));
        rows.push(self.row("kind", known.kind.map(|it| it.as_str().into()), says.kind.map(|it| it.as_str().into()), "draft"));
        let placeholders = joined(config.placeholders_of(&selection).iter().map(|entry| entry.value.as_str()).collect());
        rows.extend(placeholders.map(|said| self.row("placeholders", None, Some(said), "")));
        let weight = |weight: Option<Severity>| weight.map_or("never", Severity::as_str).to_owned();
        rows.push(self.row("fail_on", self.options.fail_on.map(|chosen| weight(chosen.0)), config.fail_on.map(weight), "error"));
        if let Some((span, choice)) = config.place_of("fields", path) {
            rows.push(Row { name: "fields".into(), value: self.line(span), origin: self.place(span, choice) });
        }
        let picked = [("--only", &self.options.picked.only), ("--skip", &self.options.picked.skip)];
        for (name, values) in picked.into_iter().filter(|(_, values)| !values.is_empty()) {
            rows.push(Row { name: name.into(), value: values.join(", "), origin: self.words.command_line.clone() });
        }
        rows.extend(self.lists());
        rows.extend(self.rules(&selection));
        rows.extend(config.allow.iter().map(|allowed| Row {
            name: format!("allow \"{}\"", allowed.text.value),
            value: allowed.until.as_ref().map_or_else(|| allowed.reason.clone(), |until| format!("{} ({})", allowed.reason, until.value)),
            origin: self.place(allowed.text.span, None),
        }));
        rows
    }

    /// What stands behind the `=` of the line at `span`.
    fn line(&self, span: Span) -> String {
        let line = self.config().text[span.start..].lines().next().unwrap_or_default();
        line.split_once('=').map_or("", |(_, value)| value.trim()).to_owned()
    }

    fn lists(&self) -> Vec<Row> {
        let mut lists: BTreeMap<&str, (Vec<&str>, Span)> = BTreeMap::new();
        for added in &self.config().lists {
            let written = self.config().text[added.line.span.range()].trim_matches(['"', '\'']);
            lists.entry(&added.list).or_insert((Vec::new(), added.list_span)).0.push(written);
        }
        let row = |(name, (words, span)): (&str, (Vec<&str>, Span))| Row {
            name: format!("list {name}"),
            value: words.join(", "),
            origin: self.place(span, None),
        };
        lists.into_iter().map(row).collect()
    }

    /// The choice that wins for each rule.
    fn rules(&self, selection: &[usize]) -> Vec<Row> {
        let config = self.config();
        let general = config.rules.iter().map(|rule| (rule, None));
        let chosen = selection.iter().flat_map(|number| config.paths[*number].rules.iter().map(move |rule| (rule, Some(*number))));
        let winning: BTreeMap<&str, _> = general.chain(chosen).map(|(rule, choice)| (rule.rule.value.as_str(), (rule, choice))).collect();
        let row = |(name, (rule, choice)): (&str, (&crate::config::RuleChoice, Option<usize>))| Row {
            name: format!("rule {name}"),
            value: rule.severity.map_or("off", Severity::as_str).to_owned(),
            origin: self.place(rule.rule.span, choice),
        };
        winning.into_iter().map(row).collect()
    }
}

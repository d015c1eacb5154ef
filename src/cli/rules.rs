//! `knigge rules`: what is checked.
//! In: the packs that would run here. Out: a table of packs and rules.

use super::arguments::Rules;
use super::setup::Setup;
use super::{FAILED, FINE, Session};
use crate::finding::{Locale, Wording};
use crate::pack::{MEANT, Pack, Rule, placeholders};
use crate::report::{Format, one_line};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// Runs `knigge rules`.
pub fn run(options: &Rules, session: &mut Session<'_>) -> io::Result<u8> {
    let setup = match Setup::new(&options.origin, Path::new(".")) {
        Ok(setup) => setup,
        Err(refusal) => {
            session.show_mistakes(Format::Pretty, &refusal.mistakes, &refusal.files);
            return Ok(FAILED);
        }
    };
    let out = &mut *session.world.out;
    for (name, parts) in by_name(&setup.all_packs()) {
        let titles = parts.iter().map(|pack| pack.title.get(session.locale)).find(|title| !title.is_empty());
        writeln!(out, "{}", one_line(&format!("{name}  {}", titles.unwrap_or_default())).trim_end())?;
        for row in rows(&setup, &parts, session.locale) {
            writeln!(out, "  {}", one_line(&row))?;
        }
        writeln!(out)?;
    }
    out.flush()?;
    Ok(FINE)
}

/// The packs with rules, those of one name and different languages together.
fn by_name(packs: &[Pack]) -> BTreeMap<&str, Vec<&Pack>> {
    let mut named: BTreeMap<&str, Vec<&Pack>> = BTreeMap::new();
    for pack in packs.iter().filter(|pack| !pack.rules.is_empty()) {
        named.entry(&pack.name).or_default().push(pack);
    }
    named
}

/// Severity, id, languages and message of each rule.
fn rows(setup: &Setup, packs: &[&Pack], locale: Locale) -> Vec<String> {
    let mut rules: BTreeMap<String, (&Rule, Vec<&str>)> = BTreeMap::new();
    for pack in packs {
        let language = pack.language.map_or("any", crate::facts::Language::as_str);
        for rule in &pack.rules {
            rules.entry(format!("{}/{}", pack.name, rule.name)).or_insert((rule, Vec::new())).1.push(language);
        }
    }
    let widest = rules.keys().map(|id| id.chars().count()).max().unwrap_or(0);
    let row = |(id, (rule, languages)): (&String, &(&Rule, Vec<&str>))| {
        let severity = setup.severity(id, rule).map_or("off", crate::finding::Severity::as_str);
        let message = without_blanks(&rule.message, locale);
        format!("{severity:<7}  {id:<widest$}  {:<5}  {message}", languages.join(" "))
    };
    rules.iter().map(row).collect()
}

/// A message before its blanks are filled.
pub fn without_blanks(message: &Wording, locale: Locale) -> String {
    let mut said = message.get(locale).to_owned();
    for name in placeholders(message.get(locale)) {
        // What was meant differs from case to case, and is a sentence of its own.
        said = said.replace(&format!("{{{name}}}"), if name == MEANT { "" } else { "…" });
    }
    said.trim_start().to_owned()
}

//! `knigge forms`: which words a phrase matches.
//! In: a phrase of the phrase language. Out: the forms of each of its words; the entries of its lists.

use super::arguments::Forms;
use super::setup::{Setup, meant};
use super::{FAILED, FINE, Session, complain};
use crate::builtin;
use crate::facts::Language;
use crate::finding::{Locale, Wording};
use crate::language::inflect::{Form, Tables, inflect, separable};
use crate::pack::Pack;
use crate::phrase::{self, Part, Placed, Word};
use crate::report::{Format, one_line};
use crate::ruleset::merge;
use std::io;
use std::path::Path;

/// Runs `knigge forms`.
pub fn run(options: &Forms, session: &mut Session<'_>) -> io::Result<u8> {
    let setup = match Setup::new(&options.origin, Path::new(".")) {
        Ok(setup) => setup,
        Err(refusal) => {
            session.show_mistakes(Format::Pretty, &refusal.mistakes, &refusal.files);
            return Ok(FAILED);
        }
    };
    let phrase = match phrase::parse(&options.term) {
        Ok(phrase) => phrase,
        Err(errors) => {
            for error in errors {
                let column = options.term[..error.span.start].chars().count() + 1;
                let help = error
                    .corrected
                    .map_or_else(Wording::default, |line| Wording::new(format!(" Schreiben Sie: {line}"), format!(" Write: {line}")));
                let said = Wording::new(
                    format!("Zeichen {column}: {}{}", error.message.de, help.de),
                    format!("Character {column}: {}{}", error.message.en, help.en),
                );
                complain(session.world.err, session.locale, &said);
            }
            return Ok(FAILED);
        }
    };
    let mut words = Vec::new();
    let mut lists = Vec::new();
    collect(&phrase.parts, &mut words, &mut lists);
    let packs = setup.all_packs();
    let mut said = Vec::new();
    for word in &words {
        said.extend(forms_of(word, options.lang.and_then(|spoken| spoken.0), &setup.packs, session.locale));
    }
    for list in &lists {
        match entries_of(list, options.lang.and_then(|spoken| spoken.0), &packs, &setup) {
            Some(entries) => said.extend(std::iter::once(format!("@{list}")).chain(entries.into_iter().map(|entry| format!("  {entry}")))),
            None => {
                let names: Vec<&str> = packs.iter().flat_map(|pack| pack.lists.iter().map(|list| list.name.as_str())).collect();
                let help = meant(list, names.into_iter());
                let wording =
                    Wording::new(format!("Die Liste @{list} gibt es nicht. {}", help.de), format!("There is no list @{list}. {}", help.en));
                complain(session.world.err, session.locale, &Wording::new(wording.de.trim(), wording.en.trim()));
                return Ok(FAILED);
            }
        }
    }
    if said.is_empty() {
        let wording = Wording::new("Dieser Ausdruck nennt keine Wörter.", "This term names no words.");
        said.push(wording.get(session.locale).to_owned());
    }
    for line in &said {
        writeln!(session.world.out, "{}", line_of(line))?;
    }
    session.world.out.flush()?;
    Ok(FINE)
}

/// A line for a terminal that keeps its indentation.
fn line_of(line: &str) -> String {
    one_line(line)
}

fn collect(parts: &[Placed], words: &mut Vec<Word>, lists: &mut Vec<String>) {
    for placed in parts {
        match &placed.part {
            Part::Word(word) if !words.contains(word) => words.push(word.clone()),
            Part::OneOf(choices) => choices.iter().for_each(|choice| collect(choice, words, lists)),
            Part::Optional(inner) => collect(inner, words, lists),
            Part::List(name) if !lists.contains(name) => lists.push(name.clone()),
            _ => {}
        }
    }
}

/// The word as written, and below it its forms, a line for each language.
fn forms_of(word: &Word, asked: Option<Language>, packs: &[Pack], locale: Locale) -> Vec<String> {
    let mut said = vec![written(word)];
    if !word.inflected {
        said.push(format!("  {}", word.text));
        return said;
    }
    let languages = asked.map_or(Language::ALL.to_vec(), |language| vec![language]);
    let all: Vec<(Language, Vec<String>, bool)> = languages.into_iter().map(|language| in_language(word, language, packs)).collect();
    let known = all.iter().any(|(_, _, sure)| *sure);
    for (language, lines, sure) in all.iter().filter(|(_, _, sure)| *sure || !known) {
        let guess = if *sure { Wording::default() } else { Wording::new(" (geraten)", " (guessed)") };
        for line in lines {
            said.push(format!("  {}{}  {line}", language.as_str(), guess.get(locale)));
        }
    }
    said
}

fn in_language(word: &Word, language: Language, packs: &[Pack]) -> (Language, Vec<String>, bool) {
    let mut tables: Tables = builtin::tables(language);
    packs.iter().filter(|pack| pack.language.is_none_or(|of| of == language)).for_each(|pack| merge(&mut tables, &pack.tables));
    let line = |forms: &[Form]| forms.iter().map(|form| form.text.as_str()).collect::<Vec<_>>().join(", ");
    match word.text.split_once('|') {
        Some((particle, base)) => {
            let forms = separable(particle, base, &tables);
            let split = forms.finite.iter().map(|form| format!("{} … {particle}", form.text)).collect::<Vec<_>>().join(", ");
            (language, vec![line(&forms.joined), split], forms.sure && language == Language::German)
        }
        None => {
            let found = inflect(&word.text, language, &tables);
            (language, vec![line(&found.forms)], found.sure)
        }
    }
}

fn written(word: &Word) -> String {
    let sign = |is: bool, sign: &'static str| if is { sign } else { "" };
    let signs = format!("{}{}{}", sign(word.exact, "="), sign(word.open_start, "*"), sign(word.inflected, "~"));
    format!("{signs}{}{}", word.text, sign(word.open_end, "*"))
}

/// The entries of all lists of a name, sorted.
fn entries_of(name: &str, asked: Option<Language>, packs: &[Pack], setup: &Setup) -> Option<Vec<String>> {
    let spoken = packs.iter().filter(|pack| asked.is_none() || pack.language.is_none() || pack.language == asked);
    let named: Vec<_> = spoken.flat_map(|pack| &pack.lists).filter(|list| list.name == name).collect();
    let added = setup.config.lists.iter().filter(|addition| addition.list == name).map(|addition| addition.line.text.clone());
    let mut entries: Vec<String> = named.iter().flat_map(|list| list.words.iter().map(|line| line.text.clone())).chain(added).collect();
    if named.is_empty() && entries.is_empty() {
        return None;
    }
    entries.sort();
    entries.dedup();
    Some(entries)
}

//! `knigge drafts`: which drafts knigge sees in files, so that nobody has to guess.
//! In: paths. Out: for each draft its place, id, language, channel, kind and first words; for each file how many there are, or that there is none.

use super::arguments::Drafts;
use super::setup::Setup;
use super::{FAILED, FINE, Session};
use crate::check::Checker;
use crate::config::Says;
use crate::draft::{Draft, Reading, each_draft};
use crate::facts::Facts;
use crate::finding::{Gravity, Locale, Wording};
use crate::report::{Format, one_line, trouble_line};
use crate::source::{Source, Trouble};
use crate::span::Span;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// How much of a draft is shown, in characters.
const SHOWN: usize = 60;

/// Runs `knigge drafts`.
pub fn run(options: &Drafts, session: &mut Session<'_>) -> io::Result<u8> {
    let stdin = [PathBuf::from("-")];
    let paths: &[PathBuf] = if options.paths.is_empty() { &stdin } else { &options.paths };
    let setup = match Setup::new(&options.origin, options.search.near(&paths[0])) {
        Ok(setup) => setup,
        Err(refusal) => {
            session.show_mistakes(Format::Pretty, &refusal.mistakes, &refusal.files);
            return Ok(FAILED);
        }
    };
    let (sources, troubles) = options.search.find(paths);
    let mut listing = Listing { options, checker: Checker::new(&setup.ruleset), drafts: 0, failed: false };
    for trouble in &troubles {
        listing.failed = true;
        let _ = writeln!(session.world.err, "{}", trouble_line(trouble, session.locale));
    }
    for source in &sources {
        let says = setup.config.says(Path::new(source.path()));
        let (lines, troubles) = if options.all { listing.texts(source) } else { listing.drafts(source, &says) };
        let count = Wording::new(counted(lines.len(), options.all, Locale::German), counted(lines.len(), options.all, Locale::English));
        writeln!(session.world.out, "{}", one_line(&format!("{}: {}", source.path(), count.get(session.locale))))?;
        for line in &lines {
            writeln!(session.world.out, "  {}", one_line(line))?;
        }
        session.world.out.flush()?;
        for trouble in troubles {
            listing.failed |= trouble.gravity == Gravity::Mistake;
            let _ = writeln!(session.world.err, "{}", trouble_line(&trouble, session.locale));
        }
    }
    Ok(if listing.failed || listing.drafts == 0 { FAILED } else { FINE })
}

fn counted(count: usize, all: bool, locale: Locale) -> String {
    let (one, many, none) = match (locale, all) {
        (Locale::German, false) => ("Entwurf", "Entwürfe", "kein Entwurf"),
        (Locale::German, true) => ("Text", "Texte", "kein Text"),
        (Locale::English, false) => ("draft", "drafts", "no draft"),
        (Locale::English, true) => ("text", "texts", "no text"),
    };
    match count {
        0 => none.to_owned(),
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    }
}

struct Listing<'l> {
    options: &'l Drafts,
    checker: Checker<'l>,
    drafts: usize,
    failed: bool,
}

impl Listing<'_> {
    /// A line for each draft of a source.
    fn drafts(&mut self, source: &Source, says: &Says) -> (Vec<String>, Vec<Trouble>) {
        let mut lines = Vec::new();
        let mut troubles = Vec::new();
        let reading = Reading { fields: says.fields.clone(), ..Reading::default() };
        let _ = each_draft(
            source,
            &reading,
            &mut |draft| {
                lines.push(self.line(draft, says));
                ControlFlow::Continue(())
            },
            &mut |trouble| {
                troubles.push(trouble);
                ControlFlow::Continue(())
            },
        );
        self.drafts += lines.len();
        (lines, troubles)
    }

    fn line(&mut self, draft: &Draft<'_>, says: &Says) -> String {
        let facts: Facts = self.options.known.facts(draft, says);
        let language = match (facts.language, self.checker.detect(draft.text()).as_slice()) {
            (Some(known), _) | (None, &[known]) => known.as_str(),
            // Checked as both.
            _ => "de/en",
        };
        let start = draft.text().len() - draft.text().trim_start().len();
        let at = draft.place(Span::new(start, draft.text().len())).start;
        let cell = draft.cell.as_ref().map_or(String::new(), |cell| format!(" {cell}"));
        let title = draft.title.as_ref().map_or(String::new(), |title| format!(" · {title}"));
        let place = format!("{}:{}{cell}", at.line, at.column);
        format!(
            "{place:<9} {}{title} · {language} · {} · {} · {}",
            draft.id,
            facts.channel.as_str(),
            facts.kind.as_str(),
            first_words(draft.text())
        )
    }

    /// A line for each text of a structured source, with the way to it.
    fn texts(&mut self, source: &Source) -> (Vec<String>, Vec<Trouble>) {
        let (format, pages) = Reading::default().pages(source);
        let mut lines = Vec::new();
        let mut troubles = Vec::new();
        for page in pages {
            let page = match page {
                Ok(page) => page,
                Err(trouble) => {
                    troubles.push(trouble);
                    continue;
                }
            };
            match format.texts(&page) {
                Ok(texts) => lines.extend(texts.iter().map(|(way, text)| {
                    let at = page.position(text.source_span(Span::new(0, text.text().len())).start);
                    format!("{:<9} {way} = {}", format!("{}:{}", at.line, at.column), first_words(text.text()))
                })),
                Err(trouble) => troubles.push(trouble),
            }
        }
        self.drafts += lines.len();
        (lines, troubles)
    }
}

/// The first words of a text, on one line.
fn first_words(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // What a template only draws in says nothing.
    let mut said = words.as_str();
    while let Some(rest) = said.strip_prefix("{{").and_then(|rest| rest.split_once("}}")).map(|(_, rest)| rest.trim_start()) {
        if rest.is_empty() {
            break;
        }
        said = rest;
    }
    let words = said.to_owned();
    match words.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", words[..at].trim_end()),
        None => words,
    }
}

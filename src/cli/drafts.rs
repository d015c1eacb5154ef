//! `knigge drafts`: which drafts knigge sees in files, so that nobody has to guess.
//! In: paths. Out: for each draft its place, id, title, language, channel, kind and first words; for each file how many there are, or that
//! there is none. With `--all` every text and the way to it; with `--list jsonl` whole texts, a record a line.

use super::arguments::Drafts;
use super::setup::Setup;
use super::{FAILED, FINE, Session};
use crate::check::Checker;
use crate::config::Says;
use crate::draft::{Draft, Reading, each_draft};
use crate::finding::{Gravity, Locale};
use crate::report::{Format, one_line, trouble_line};
use crate::source::{Source, Trouble};
use crate::span::{Position, Span};
use serde::Serialize;
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
    let mut listing = Listing { options, checker: Checker::new(&setup.ruleset) };
    let mut failed = !troubles.is_empty();
    let mut listed = 0;
    for trouble in &troubles {
        let _ = writeln!(session.world.err, "{}", trouble_line(trouble, session.locale));
    }
    for source in &sources {
        let says = setup.config.says(Path::new(source.path()));
        let Found { lines, troubles } = if options.all { listing.texts(source) } else { listing.drafts(source, &says) };
        listed += lines.len();
        let out = &mut *session.world.out;
        if options.list {
            lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
        } else {
            let count = counted(lines.len(), options.all, session.locale);
            writeln!(out, "{}", one_line(&format!("{}: {count}", source.path())))?;
            lines.iter().try_for_each(|line| writeln!(out, "  {}", one_line(line)))?;
        }
        out.flush()?;
        for trouble in troubles {
            failed |= trouble.gravity == Gravity::Mistake;
            // If standard error is closed there is nobody to tell.
            let _ = writeln!(session.world.err, "{}", trouble_line(&trouble, session.locale));
        }
    }
    Ok(if failed || listed == 0 { FAILED } else { FINE })
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

/// A draft, or with `--all` a text, for machines.
#[derive(Serialize)]
struct Record<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    way: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    draft: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    text: &'a str,
    start: PositionRecord,
}

#[derive(Serialize)]
struct PositionRecord {
    line: usize,
    column: usize,
    offset: usize,
}

impl From<Position> for PositionRecord {
    fn from(at: Position) -> PositionRecord {
        PositionRecord { line: at.line, column: at.column, offset: at.offset }
    }
}

/// What a source holds.
#[derive(Default)]
struct Found {
    lines: Vec<String>,
    troubles: Vec<Trouble>,
}

struct Listing<'l> {
    options: &'l Drafts,
    checker: Checker<'l>,
}

impl Listing<'_> {
    /// A line for each draft of a source.
    fn drafts(&mut self, source: &Source, says: &Says) -> Found {
        let mut found = Found::default();
        let Found { lines, troubles } = &mut found;
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
        found
    }

    fn line(&mut self, draft: &Draft<'_>, says: &Says) -> String {
        let facts = self.options.known.facts(draft, says);
        let language = match (facts.language, self.checker.detect(draft.text()).as_slice()) {
            (Some(known), _) | (None, &[known]) => known.as_str(),
            // Checked as both.
            _ => "de/en",
        };
        let start = draft.text().len() - draft.text().trim_start().len();
        let at = draft.place(Span::new(start, draft.text().len())).start;
        if self.options.list {
            return json(&Record {
                path: &draft.page.path,
                way: None,
                draft: Some(&draft.id),
                title: draft.title.as_deref(),
                cell: draft.cell.as_deref(),
                lang: Some(language),
                channel: Some(facts.channel.as_str()),
                kind: Some(facts.kind.as_str()),
                text: draft.text(),
                start: at.into(),
            });
        }
        let cell = draft.cell.as_ref().map_or(String::new(), |cell| format!(" {cell}"));
        let title = draft.title.as_ref().map_or(String::new(), |title| format!(" · {title}"));
        let place = format!("{}:{}{cell}", at.line, at.column);
        let (channel, kind) = (facts.channel.as_str(), facts.kind.as_str());
        format!("{place:<9} {}{title} · {language} · {channel} · {kind} · {}", draft.id, first_words(draft.text()))
    }

    /// A line for each text of a structured source, with the way to it.
    fn texts(&mut self, source: &Source) -> Found {
        let mut found = Found::default();
        let (format, pages) = Reading::default().pages(source);
        for page in pages {
            let texts = page.as_ref().map_err(Clone::clone).and_then(|page| Ok((page, format.texts(page)?)));
            let (page, texts) = match texts {
                Ok(read) => read,
                Err(trouble) => {
                    found.troubles.push(trouble);
                    continue;
                }
            };
            for (way, text) in &texts {
                let at = page.position(text.source_span(Span::new(0, text.text().len())).start);
                found.lines.push(if self.options.list {
                    let (none, start) = (None, at.into());
                    let (path, text) = (page.path.as_str(), text.text());
                    json(&Record {
                        path,
                        way: Some(way),
                        draft: none,
                        title: none,
                        cell: none,
                        lang: none,
                        channel: none,
                        kind: none,
                        text,
                        start,
                    })
                } else {
                    format!("{:<9} {way} = {}", format!("{}:{}", at.line, at.column), first_words(text.text()))
                });
            }
        }
        found
    }
}

/// A record on one line. Texts and numbers always have one.
fn json(record: &Record<'_>) -> String {
    serde_json::to_string(record).unwrap_or_default()
}

/// The first words of a text, on one line.
fn first_words(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // What a template only draws in says nothing.
    let mut said = words.as_str();
    while let Some((_, rest)) = said.strip_prefix("{{").and_then(|rest| rest.split_once("}}")).filter(|(_, rest)| !rest.trim().is_empty()) {
        said = rest.trim_start();
    }
    match said.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", said[..at].trim_end()),
        None => said.to_owned(),
    }
}

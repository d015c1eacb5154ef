//! `knigge test`: do the rules do what they say?
//! In: packs. Out: every mistake in them, proofs that fail included, and how many proofs hold.

use super::arguments::{Origin, Test};
use super::setup::{BUILTIN, Setup};
use super::{FAILED, FINE, FOUND, Session};
use crate::finding::{Gravity, Mistake, Wording};
use crate::pack::Pack;
use crate::prove;
use crate::report::{Files, Format, Style, one_line, write_mistakes};
use std::io;
use std::path::Path;

/// Runs `knigge test`.
pub fn run(options: &Test, session: &mut Session<'_>) -> io::Result<u8> {
    let origin = Origin { config: options.config.clone(), pack: Vec::new() };
    let setup = match Setup::for_proofs(&origin, &options.packs, Path::new(".")) {
        Ok(setup) => setup,
        Err(refusal) => {
            session.show_mistakes(Format::Pretty, &refusal.mistakes, &refusal.files);
            return Ok(FAILED);
        }
    };
    if !options.corpus.is_empty() {
        return super::corpus::run(options, &setup, session);
    }
    let style = Style { locale: session.locale, reveal: true, color: session.color(session.world.stdout_is_terminal) };
    let out = &mut *session.world.out;
    let mut failed = 0;
    let mut packs: Vec<Pack> = setup.all_packs().into_iter().filter(|pack| !pack.rules.is_empty()).collect();
    packs.sort_by(|a, b| (&a.name, a.language, &a.path).cmp(&(&b.name, b.language, &b.path)));
    let files = with_embedded(&setup.files);
    // A pack may stand in several files.
    for files_of in packs.chunk_by(|a, b| (&a.name, a.language) == (&b.name, b.language)) {
        let mut mistakes: Vec<Mistake> = files_of.iter().flat_map(|pack| prove::prove(&setup.ruleset, pack)).collect();
        let failing = mistakes.iter().filter(|mistake| mistake.gravity == Gravity::Mistake).count();
        failed += failing;
        // The shared lists of the embedded packs need no proof of their own.
        for pack in files_of.iter().filter(|pack| !pack.path.starts_with(BUILTIN)) {
            mistakes.extend(prove::idle_lists(&setup.ruleset, pack));
            mistakes.extend(setup.advice.iter().filter(|advice| advice.path == pack.path).cloned());
        }
        let rules = files_of.iter().flat_map(|pack| &pack.rules);
        let proofs: usize = rules.map(|rule| rule.bad.len() + rule.good.len()).sum();
        writeln!(out, "{}", one_line(row(&files_of[0], proofs, failing).get(session.locale)))?;
        write_mistakes(out, Format::Pretty, style, &unique(mistakes), &files)?;
    }
    out.flush()?;
    Ok(if failed > 0 { FOUND } else { FINE })
}

fn row(pack: &Pack, proofs: usize, failing: usize) -> Wording {
    let language = pack.language.map_or("any", crate::facts::Language::as_str);
    let begin = format!("{} ({language})", pack.name);
    match failing {
        0 => Wording::new(format!("{begin}: {proofs} Beispiele, alle stimmen"), format!("{begin}: {proofs} examples, all hold")),
        1 => Wording::new(format!("{begin}: {proofs} Beispiele, 1 stimmt nicht"), format!("{begin}: {proofs} examples, 1 fails")),
        _ => Wording::new(
            format!("{begin}: {proofs} Beispiele, {failing} stimmen nicht"),
            format!("{begin}: {proofs} examples, {failing} fail"),
        ),
    }
}

fn with_embedded(files: &Files) -> Files {
    let embedded = crate::builtin::files().iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    files.clone().into_iter().chain(embedded).collect()
}

fn unique(mut mistakes: Vec<Mistake>) -> Vec<Mistake> {
    mistakes.sort_by(|a, b| (&a.path, a.span).cmp(&(&b.path, b.span)));
    mistakes.dedup();
    mistakes
}

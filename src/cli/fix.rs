//! `check --fix` and `check --diff`: what a machine may write is written into the files, or shown.
//! In: groups of sources. Out: files that were replaced whole or not at all, or a unified diff; what had to be left is told.

use super::arguments::Check;
use super::group::Group;
use super::interrupt::is_interrupted;
use super::output::{Output, rewrite};
use super::setup::why;
use super::{FAILED, FINE, FOUND, Session, complain, counted, unwritable};
use crate::baseline::Baseline;
use crate::check::Checker;
use crate::draft::{Reading, each_draft};
use crate::finding::{Gravity, Wording};
use crate::fix::{Mended, Plan};
use crate::mapped::escape_for_terminal;
use crate::report::{Veil, trouble_line};
use crate::source::{Encoding, Limits, Source, Trouble};
use crate::span::Span;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;

/// Writes what is safe to write; gives whether every file could be written. All else that there is to tell is told by the check, which comes after.
pub fn write(options: &Check, groups: &[Group], known: Option<&Baseline>, session: &mut Session<'_>) -> io::Result<bool> {
    let (mut all, mut places, mut files) = (true, 0, 0);
    each_mended(options, groups, known, session, &mut |session, source, _, mended| {
        let Some(path) = source.file_path().filter(|_| mended.replaced > 0) else { return Ok(()) };
        match rewrite(path, &mended.bytes) {
            Ok(()) => (places, files) = (places + mended.replaced, files + 1),
            Err(error) => {
                all = false;
                let wording = Wording::new(
                    format!("Die Datei blieb, wie sie war: {}", why(&error).de),
                    format!("The file was left as it was: {}", why(&error).en),
                );
                session.tell(&Trouble::new(source.path(), wording));
            }
        }
        Ok(())
    })?;
    let wording = Wording::new(
        format!("{} in {} ersetzt.", counted(places, "Stelle", "Stellen"), counted(files, "Datei", "Dateien")),
        format!("{} replaced in {}.", counted(places, "place", "places"), counted(files, "file", "files")),
    );
    complain(session.world.err, session.locale, &wording);
    Ok(all)
}

/// Shows what `--fix` would write. Ends with 1 if that is anything.
pub fn diff(options: &Check, groups: &[Group], known: Option<&Baseline>, session: &mut Session<'_>) -> io::Result<u8> {
    let mut shown = String::new();
    let for_terminal = options.output.is_none() && session.world.stdout_is_terminal;
    let drafts = each_mended(options, groups, known, session, &mut |_, source, reading, mended| {
        // With --reveal there are no secrets, and what is shown is the file.
        let (old, new) = (text(source.path(), &mended.shown.0, reading), text(source.path(), &mended.shown.1, reading));
        let names = (format!("a/{}", source.path()), format!("b/{}", source.path()));
        let diff = similar::TextDiff::from_lines(&old, &new).unified_diff().header(&names.0, &names.1).to_string();
        shown.push_str(&if for_terminal { escape_for_terminal(&diff).text().to_owned() } else { diff });
        Ok(())
    })?;
    let mut output = match Output::new(session.world.out, options.output.as_deref()) {
        Ok(output) => output,
        Err(error) => {
            complain(session.world.err, session.locale, &unwritable(&error));
            return Ok(FAILED);
        }
    };
    output.write_all(shown.as_bytes())?;
    output.finish()?;
    Ok(match drafts {
        None | Some(0) => FAILED,
        _ if shown.is_empty() => FINE,
        _ => FOUND,
    })
}

type OnMended<'m> = dyn FnMut(&mut Session<'_>, &Source, &Reading, &Mended) -> io::Result<()> + 'm;

/// Plans and carries out the replacements of every source. Gives the number of drafts, or `None` if something could not be read.
fn each_mended(
    options: &Check,
    groups: &[Group],
    known: Option<&Baseline>,
    session: &mut Session<'_>,
    on_mended: &mut OnMended<'_>,
) -> io::Result<Option<usize>> {
    let (mut known, mut drafts, mut failed) = (known.cloned(), 0, false);
    for group in groups {
        let mut allowances = group.fresh_allowances();
        // Where the check follows, it tells of all trouble.
        let tells = options.diff;
        for trouble in group.troubles.iter().filter(|_| tells) {
            failed = true;
            session.tell(trouble);
        }
        for (source, number) in group.sources.iter().take_while(|_| !is_interrupted()) {
            let bytes = match source.bytes(Limits::default()) {
                Ok(bytes) => bytes,
                Err(trouble) => {
                    failed = true;
                    if tells {
                        session.tell(&trouble);
                    }
                    continue;
                }
            };
            let says = group.config().says(Path::new(source.path()));
            let reading = Reading { fields: says.fields.clone(), ..Reading::default() };
            let mut checker = Checker::new(&group.setup(*number).ruleset);
            let (mut plan, mut troubles) = (Plan::default(), Vec::new());
            let _ = each_draft(
                &Source::memory(source.path(), bytes.clone()),
                &reading,
                &mut |draft| {
                    drafts += 1;
                    let facts = options.known.facts(draft, &says);
                    let found = checker.check(draft.text(), &facts);
                    let whole = Span::new(0, draft.text().len());
                    let secrets = Veil::new(draft.text(), &found, options.reveal).hidden(draft.text(), whole);
                    let found = allowances.sift(draft.text(), found);
                    let found = known.as_mut().map_or_else(|| found.clone(), |known| known.sift(found.clone()));
                    plan.add(draft, &found, &secrets);
                    ControlFlow::Continue(())
                },
                &mut |trouble| {
                    troubles.push(trouble);
                    ControlFlow::Continue(())
                },
            );
            for trouble in troubles {
                failed |= trouble.gravity == Gravity::Mistake;
                if tells {
                    session.tell(&trouble);
                }
            }
            if plan.is_empty() {
                continue;
            }
            let mended = plan.carry_out(source.path(), &bytes, &reading);
            for left in &mended.left {
                let message = Wording::new(format!("{}: {}", left.rule, left.why.de), format!("{}: {}", left.rule, left.why.en));
                let trouble = Trouble { gravity: Gravity::Advice, ..Trouble::new(source.path(), message) };
                session.tell(&trouble.at(left.at.line, left.at.column));
            }
            on_mended(session, source, &reading, &mended)?;
        }
    }
    Ok((!failed).then_some(drafts))
}

/// The text of a file, to be shown.
fn text(path: &str, bytes: &[u8], reading: &Reading) -> String {
    let (_, pages) = reading.pages(&Source::memory(path, bytes));
    let other = pages.flatten().find(|page| page.encoding != Encoding::Utf8);
    other.map_or_else(|| String::from_utf8_lossy(bytes).into_owned(), |page| page.text)
}

impl Session<'_> {
    /// Tells people of trouble. If standard error is closed there is nobody to tell.
    pub fn tell(&mut self, trouble: &Trouble) {
        let _ = writeln!(self.world.err, "{}", trouble_line(trouble, self.locale));
    }
}

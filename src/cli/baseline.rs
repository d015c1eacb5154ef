//! `knigge baseline`: the findings that a library already has. In: a file of known findings and the library. Out: the file, written, pruned or shown.

use super::arguments::{Baseline as Options, BaselineAct, Check, Threshold};
use super::check::{Purpose, run_for};
use super::setup::why;
use super::{FAILED, FINE, Session, complain, counted, unwritable};
use crate::baseline::Baseline;
use crate::finding::Wording;
use crate::report::{Format, one_line};
use std::io;
use std::path::Path;

/// Runs `knigge baseline`.
pub fn run(options: &Options, session: &mut Session<'_>) -> io::Result<u8> {
    let check = Check {
        paths: options.paths.clone(),
        format: Format::Short,
        output: None,
        known: options.known.clone(),
        fail_on: Some(Threshold(None)),
        threads: None,
        reveal: false,
        baseline: None,
        fix: false,
        diff: false,
        // A baseline knows all rules: what is left out would seem gone.
        picked: super::arguments::Picked::default(),
        search: options.search.clone(),
        origin: options.origin.clone(),
    };
    let mut baseline = match options.act {
        BaselineAct::Write => Baseline::default(),
        BaselineAct::Prune | BaselineAct::Show => match read(&options.file, session) {
            Some(baseline) => baseline,
            None => return Ok(FAILED),
        },
    };
    if options.act == BaselineAct::Show && options.paths.is_empty() {
        return show(&baseline, false, session);
    }
    let purpose = if options.act == BaselineAct::Write { Purpose::Gather(&mut baseline) } else { Purpose::Compare(&mut baseline) };
    let status = run_for(&check, purpose, session)?;
    if status == FAILED {
        let wording = Wording::new(
            "Die Baseline blieb, wie sie war: Erst muss alles geprüft werden können.",
            "The baseline was left as it was: first everything must be checkable.",
        );
        complain(session.world.err, session.locale, &wording);
        return Ok(FAILED);
    }
    let (all, gone) = baseline.counts();
    let said = match options.act {
        BaselineAct::Show => return show(&baseline, true, session),
        BaselineAct::Write => Wording::new(
            format!("{} nun in", counted(all, "Fund steht", "Funde stehen")),
            format!("{} in", counted(all, "finding now stands", "findings now stand")),
        ),
        BaselineAct::Prune => {
            baseline.prune();
            Wording::new(
                format!("{} gibt es nicht mehr; {} in", counted(gone, "Fund", "Funde"), counted(all - gone, "bleibt", "bleiben")),
                format!("{}; {} in", counted(gone, "finding is gone", "findings are gone"), counted(all - gone, "stays", "stay")),
            )
        }
    };
    if let Err(error) = super::output::replace(&options.file, baseline.text().as_bytes()) {
        complain(session.world.err, session.locale, &unwritable(&error));
        return Ok(FAILED);
    }
    writeln!(session.world.out, "{} {}.", said.get(session.locale), one_line(&options.file.to_string_lossy()))?;
    Ok(FINE)
}

/// The baseline of the file, or nothing and its mistakes told.
pub fn read(file: &Path, session: &mut Session<'_>) -> Option<Baseline> {
    let shown = file.to_string_lossy().into_owned();
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            let wording = Wording::new(
                format!(
                    "Die Baseline „{shown}“ lässt sich nicht lesen: {} `knigge baseline write {shown} PFAD` legt sie an.",
                    why(&error).de
                ),
                format!("The baseline \"{shown}\" cannot be read: {} `knigge baseline write {shown} PATH` makes one.", why(&error).en),
            );
            complain(session.world.err, session.locale, &wording);
            return None;
        }
    };
    match Baseline::read(&shown, &text) {
        Ok(baseline) => Some(baseline),
        Err(mistakes) => {
            session.show_mistakes(Format::Pretty, &mistakes, &std::iter::once((shown, text)).collect());
            None
        }
    }
}

fn show(baseline: &Baseline, compared: bool, session: &mut Session<'_>) -> io::Result<u8> {
    let locale = session.locale;
    let out = &mut *session.world.out;
    for known in baseline.entries() {
        let gone = match (compared, known.count - known.met) {
            (true, gone) if gone > 0 => Wording::new(format!("  ({gone} nicht mehr da)"), format!("  ({gone} gone)")),
            _ => Wording::default(),
        };
        writeln!(out, "{:>5}  {}  {}{}", known.count, known.fingerprint, one_line(known.rule), gone.get(locale))?;
    }
    let (all, gone) = baseline.counts();
    let total = match compared {
        true => Wording::new(
            format!("{}, {gone} davon gibt es nicht mehr", counted(all, "bekannter Fund", "bekannte Funde")),
            format!("{}, {gone} of them gone", counted(all, "known finding", "known findings")),
        ),
        false => Wording::new(counted(all, "bekannter Fund", "bekannte Funde"), counted(all, "known finding", "known findings")),
    };
    writeln!(out, "{}", total.get(locale))?;
    Ok(FINE)
}

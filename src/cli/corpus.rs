//! `knigge test --corpus`: how much do the packs find in labelled drafts, and what do they flag wrongly?
//! In: JSON Lines with `text` and `findings`. Out: a table by pack and by rule; with `--show` every slip with the reason for it.

use super::arguments::Test;
use super::setup::Setup;
use super::{FAILED, FINE, FOUND, Session, complain};
use crate::check::Checker;
use crate::finding::{Locale, Wording};
use crate::report::one_line;
use crate::score::{Exception, Labelled, Score, Slip, Tally, exceptions, score};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Scores the packs of `setup` against the files of `--corpus`. Ends with 1 if something was missed or wrongly flagged.
pub fn run(options: &Test, setup: &Setup, session: &mut Session<'_>) -> io::Result<u8> {
    let (drafts, failed) = read_all(&options.corpus, session);
    if drafts.is_empty() {
        return Ok(FAILED);
    }
    let packs: BTreeSet<String> = setup.all_packs().into_iter().filter(|pack| !pack.rules.is_empty()).map(|pack| pack.name).collect();
    let score = score(&setup.ruleset, &drafts, &packs, options.one_entry_out);
    let locale = session.locale;
    let out = &mut *session.world.out;
    table(out, locale, &score)?;
    if options.exceptions > 0 {
        exception_table(out, locale, &exceptions(&setup.ruleset, &drafts, &packs, &score), options.exceptions)?;
    }
    if options.show > 0 {
        let mut checker = Checker::new(&setup.ruleset);
        // Reasons are those of the score.
        checker.weighing = !options.one_entry_out;
        slips(out, locale, &mut checker, &drafts, &score, options.show)?;
    }
    out.flush()?;
    let total = score.total();
    Ok(match total.missed + total.wrong {
        _ if failed => FAILED,
        0 => FINE,
        _ => FOUND,
    })
}

/// The labelled drafts of all files, and whether one of them could not be read; what is wrong is told.
pub fn read_all(paths: &[PathBuf], session: &mut Session<'_>) -> (Vec<Labelled>, bool) {
    let (mut drafts, mut failed) = (Vec::new(), false);
    for path in paths {
        match read(path) {
            Ok(more) => drafts.extend(more),
            Err(wording) => {
                complain(session.world.err, session.locale, &wording);
                failed = true;
            }
        }
    }
    (drafts, failed)
}

fn read(path: &Path) -> Result<Vec<Labelled>, Wording> {
    let shown = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Wording::new(format!("{shown} lässt sich nicht lesen: {error}."), format!("{shown} cannot be read: {error}.")))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let drafts: Result<Vec<Labelled>, Wording> = lines
        .map(|(number, line)| {
            serde_json::from_str(line).map_err(|error| {
                let place = format!("{shown}:{}:{}", number + 1, error.column().max(1));
                Wording::new(
                    format!("{place}: Diese Zeile ist kein beschrifteter Entwurf ({error}). Erwartet wird {EXAMPLE}."),
                    format!("{place}: This line is no labelled draft ({error}). Expected is {EXAMPLE}."),
                )
            })
        })
        .collect();
    match drafts? {
        drafts if drafts.is_empty() => {
            Err(Wording::new(format!("{shown}: Hier steht kein Entwurf."), format!("{shown}: There is no draft here.")))
        }
        drafts => Ok(drafts),
    }
}

const EXAMPLE: &str = r#"{"id": "a1", "text": "…", "findings": [{"pack": "tone", "quote": "…"}]}"#;

fn table(out: &mut dyn Write, locale: Locale, score: &Score) -> io::Result<()> {
    let head = Wording::new(
        "                                        beschriftet gefunden verfehlt falsch  genau  Treffer      Ort",
        "                                           labelled    found   missed  wrong   prec   recall  located",
    );
    writeln!(out, "{}", head.get(locale))?;
    for (pack, tally) in &score.packs {
        row(out, pack, *tally, true)?;
        for (rule, tally) in score.rules.iter().filter(|(rule, _)| rule.split('/').next() == Some(pack)) {
            let name = rule.split('/').nth(1).unwrap_or(rule);
            row(out, &format!("  {name}"), *tally, false)?;
        }
    }
    let all = Wording::new("alle", "all");
    row(out, all.get(locale), score.total(), true)
}

fn row(out: &mut dyn Write, name: &str, tally: Tally, whole: bool) -> io::Result<()> {
    let share = |share: Option<f64>| share.map_or_else(|| "-".to_owned(), |share| format!("{share:.3}"));
    let counted = |count: usize| if whole { count.to_string() } else { String::new() };
    let line = format!(
        "{name:40}{:>11}{:>9}{:>9}{:>7}{:>7}{:>9}{:>9}",
        counted(tally.hit + tally.missed),
        tally.hit,
        counted(tally.missed),
        tally.wrong,
        share(tally.precision()),
        if whole { share(tally.recall()) } else { String::new() },
        share(tally.located()),
    );
    writeln!(out, "{}", line.trim_end())
}

/// The costliest exceptions, the first `count`.
fn exception_table(out: &mut dyn Write, locale: Locale, exceptions: &[Exception], count: usize) -> io::Result<()> {
    let heads = match locale {
        Locale::German => ["Was unless aufhebt (Entwürfe)", "Verstöße", "verfehlt", "harmlos"],
        Locale::English => ["What unless lifts (drafts)", "violations", "missed", "harmless"],
    };
    let [what, violations, missed, harmless] = heads;
    writeln!(out, "\n{what:53}{violations:>11}{missed:>9}{harmless:>9}")?;
    for exception in exceptions.iter().take(count) {
        let list = match exception.list.char_indices().nth(LIST_WIDTH) {
            Some((at, _)) => format!("{}…", &exception.list[..at]),
            None => exception.list.clone(),
        };
        let name = format!("{} {list} \"{}\"", exception.pack, exception.words);
        writeln!(out, "{:53}{:>11}{:>9}{:>9}", one_line(&name), exception.violations, exception.missed, exception.harmless)?;
    }
    Ok(())
}

/// How many characters of a list without a name are shown.
const LIST_WIDTH: usize = 24;

/// Misses and false alarms, the first `count` of each kind and pack, each with the reason.
fn slips(
    out: &mut dyn Write,
    locale: Locale,
    checker: &mut Checker<'_>,
    drafts: &[Labelled],
    score: &Score,
    count: usize,
) -> io::Result<()> {
    for pack in score.packs.keys() {
        for missed in [true, false] {
            let of_kind = |slip: &&Slip| slip.pack == *pack && slip.rule.is_none() == missed;
            for slip in score.slips.iter().filter(of_kind).take(count) {
                let draft = &drafts[slip.draft];
                let what = match &slip.rule {
                    None => Wording::new(format!("verfehlt: „{}“", slip.words), format!("missed: \"{}\"", slip.words)),
                    Some(rule) => Wording::new(
                        format!("falscher Alarm von {rule}: „{}“", slip.words),
                        format!("false alarm of {rule}: \"{}\"", slip.words),
                    ),
                };
                writeln!(out, "\n[{pack}] {} {}", draft.id, one_line(what.get(locale)))?;
                writeln!(out, "    {}", one_line(&draft.text))?;
                for reason in reasons(checker, draft, slip) {
                    writeln!(out, "    → {}", one_line(reason.get(locale)))?;
                }
            }
        }
    }
    Ok(())
}

/// Why a draft was flagged, or what came nearest to flagging it.
fn reasons(checker: &mut Checker<'_>, draft: &Labelled, slip: &Slip) -> Vec<Wording> {
    let accounts = checker.trace(&draft.text, &draft.facts(), None, slip.rule.as_deref());
    let near = |marks: &[crate::span::Span]| marks.iter().any(|mark| mark.overlaps(slip.span));
    let of_pack = |account: &&crate::check::trace::Account| account.rule.split('/').next() == Some(&slip.pack) && near(&account.marks);
    let told = accounts.iter().filter(of_pack).take(2);
    told.map(|account| {
        Wording::new(format!("{}: {}", account.rule, account.wording.de), format!("{}: {}", account.rule, account.wording.en))
    })
    .collect()
}

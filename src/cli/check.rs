//! `knigge check`: the main job.
//! In: paths and options. Out: findings to standard output or a file, trouble to standard error, the exit status.

use super::arguments::Check;
use super::group::{Group, groups};
use super::output::Output;
use super::setup::Refusal;
use super::{FAILED, FINE, FOUND, Session, complain, counted, unwritable};
use crate::baseline::Baseline;
use crate::check::Checker;
use crate::config::{Allowances, Config, FailOn, Says};
use crate::draft::{Draft, Reading, each_draft};
use crate::facts::Facts;
use crate::finding::{Finding, Gravity, Severity, Wording};
use crate::report::{self, Report, Style, Summary, trouble_line};
use crate::source::{Source, Trouble};
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;

/// What a run is for.
pub enum Purpose<'b> {
    /// To tell what was found.
    Tell,
    /// To note all findings as known.
    Gather(&'b mut Baseline),
    /// To see which known findings are still there.
    Compare(&'b mut Baseline),
}

/// Runs `knigge check`.
pub fn run(options: &Check, session: &mut Session<'_>) -> io::Result<u8> {
    run_for(options, Purpose::Tell, session)
}

/// Checks what `options` name, for a purpose.
pub fn run_for(options: &Check, mut purpose: Purpose<'_>, session: &mut Session<'_>) -> io::Result<u8> {
    let mut known = None;
    if let Some(file) = &options.baseline {
        known = super::baseline::read(file, session);
        if known.is_none() {
            return Ok(FAILED);
        }
    }
    let style = Style {
        locale: session.locale,
        reveal: options.reveal,
        color: options.output.is_none() && session.color(session.world.stdout_is_terminal),
    };
    if options.paths.is_empty() && session.world.stdin_is_terminal {
        let wording = Wording::new(
            "Was soll geprüft werden? Nennen Sie eine Datei oder einen Ordner, oder leiten Sie Text hinein.",
            "What is to be checked? Name a file or a folder, or pipe text in.",
        );
        complain(session.world.err, session.locale, &wording);
        return Ok(FAILED);
    }
    if options.fix && (options.paths.is_empty() || options.paths.iter().any(|path| path.as_os_str() == "-")) {
        let wording = Wording::new(
            "--fix schreibt in Dateien; für das, was hineingeleitet wird, zeigt --diff die Änderungen.",
            "--fix writes into files; for what is piped in, --diff shows the changes.",
        );
        complain(session.world.err, session.locale, &wording);
        return Ok(FAILED);
    }
    let mut groups = groups(&options.paths, &options.origin, &options.picked, &options.search);
    let mut all_written = true;
    match &groups {
        Ok(groups) if options.diff => return super::fix::diff(options, groups, known.as_ref(), session),
        Ok(groups) if options.fix => all_written = super::fix::write(options, groups, known.as_ref(), session)?,
        _ => {}
    }
    let step_summary = (session.world.variable)("GITHUB_STEP_SUMMARY").filter(|file| !file.is_empty());
    let Session { world, locale } = &mut *session;
    let mut output = match Output::new(world.out, options.output.as_deref()) {
        Ok(output) => output,
        Err(error) => {
            complain(world.err, *locale, &unwritable(&error));
            return Ok(FAILED);
        }
    };
    let mut run = Run {
        options,
        style,
        report: if matches!(purpose, Purpose::Tell) { report::report(options.format, style) } else { Box::new(report::Silent) },
        purpose: &mut purpose,
        known: known.as_mut(),
        summary: Summary::default(),
        found: false,
        err: &mut *world.err,
        out: &mut output,
    };
    let written = match &mut groups {
        Ok(groups) => run.groups(groups),
        Err(refusals) => run.refuse(refusals),
    };
    let status = if all_written { run.status() } else { FAILED };
    if let (Some(text), Some(file)) = (run.report.aside(), step_summary)
        && let Err(error) = append(Path::new(&file), text)
    {
        complain(run.err, run.style.locale, &unwritable(&error));
    }
    let written = written.and_then(|()| output.finish());
    match &groups {
        Err(refusals) => refusals.iter().for_each(|refusal| session.show_mistakes(options.format, &refusal.mistakes, &refusal.files)),
        Ok(groups) => groups.iter().for_each(|group| {
            session.show_mistakes(options.format, &group.advice(), &group.setup(0).files);
        }),
    }
    if let (Some(known), Ok(groups)) = (&known, &groups)
        && status != FAILED
        && groups.iter().any(Group::is_library)
    {
        let (_, gone) = known.counts();
        if gone > 0 {
            let wording = Wording::new(
                format!("{} der Baseline gibt es nicht mehr. `knigge baseline prune` streicht das.", counted(gone, "Fund", "Funde")),
                format!("{} of the baseline. `knigge baseline prune` drops that.", counted(gone, "finding is gone", "findings are gone")),
            );
            complain(session.world.err, session.locale, &wording);
        }
    }
    match written {
        Ok(()) => Ok(status),
        // Whoever read has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(status),
        Err(error) => {
            complain(session.world.err, session.locale, &unwritable(&error));
            Ok(FAILED)
        }
    }
}

/// Adds to what other steps have written.
fn append(path: &Path, text: &str) -> io::Result<()> {
    std::fs::OpenOptions::new().append(true).create(true).open(path)?.write_all(text.as_bytes())
}

/// One run over all groups.
struct Run<'r, 'o, 'b> {
    options: &'r Check,
    style: Style,
    report: Box<dyn Report>,
    purpose: &'r mut Purpose<'b>,
    /// Findings that are no news.
    known: Option<&'r mut Baseline>,
    summary: Summary,
    /// Whether something at or above a threshold was found.
    found: bool,
    err: &'r mut dyn Write,
    out: &'r mut Output<'o>,
}

impl Run<'_, '_, '_> {
    fn status(&self) -> u8 {
        match (self.summary.unchecked > 0 || self.summary.drafts == 0, self.found) {
            (true, _) => FAILED,
            (false, true) => FOUND,
            (false, false) => FINE,
        }
    }

    fn groups(&mut self, groups: &mut [Group]) -> io::Result<()> {
        self.report.begin(self.out)?;
        for group in groups {
            for trouble in &group.troubles {
                self.trouble(trouble)?;
            }
            let mut allowances = group.fresh_allowances();
            let mut checkers: Vec<Checker<'_>> = group.setups().map(|setup| Checker::new(&setup.ruleset)).collect();
            checkers.iter_mut().for_each(|checker| checker.reveal = self.style.reveal);
            for (source, number) in &group.sources {
                self.source(source, group.config(), &mut allowances, &mut checkers[*number])?;
            }
            group.allowances = allowances;
        }
        if self.summary.drafts == 0 && self.summary.unchecked == 0 {
            let path = self.options.paths.first().map_or("-".into(), |path| path.to_string_lossy());
            self.trouble(&Trouble::new(path, Wording::new("Hier ist nichts zu prüfen: kein Text.", "Nothing to check here: no text.")))?;
        }
        self.report.end(self.out, &self.summary)
    }

    /// The run cannot begin. Machines get their object all the same.
    fn refuse(&mut self, refusals: &[Refusal]) -> io::Result<()> {
        let mut mistakes: Vec<_> = refusals.iter().flat_map(|refusal| &refusal.mistakes).collect();
        mistakes.sort_by(|a, b| (&a.path, a.span).cmp(&(&b.path, b.span)));
        for mistake in mistakes {
            let text = refusals.iter().find_map(|refusal| refusal.files.get(&mistake.path));
            let line = text.map(|text| crate::span::LineIndex::new(text).position(text, mistake.span.start).line);
            let trouble = Trouble { line, ..Trouble::new(&mistake.path, mistake.message.clone()) };
            self.summary.add_trouble(&trouble);
            self.report.trouble(&trouble);
        }
        if !self.options.format.is_document() {
            return Ok(());
        }
        self.report.begin(self.out)?;
        self.report.end(self.out, &self.summary)
    }

    fn source(&mut self, source: &Source, config: &Config, allowances: &mut Allowances, checker: &mut Checker<'_>) -> io::Result<()> {
        let says = config.says(Path::new(source.path()));
        let reading = Reading { fields: says.fields.clone(), ..Reading::default() };
        let threshold = self.options.fail_on.map(|chosen| chosen.0).or(config.fail_on).unwrap_or(Some(Severity::Error));
        let this = std::cell::RefCell::new((self, Ok(())));
        let go_on = |result: io::Result<()>, kept: &mut io::Result<()>| match result {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                *kept = Err(error);
                ControlFlow::Break(())
            }
        };
        // Both closures write to the same report; they never run at the same time.
        let _ = each_draft(
            source,
            &reading,
            &mut |draft| {
                let (run, kept) = &mut *this.borrow_mut();
                go_on(run.draft(draft, &says, threshold, &mut |text, facts| allowances.sift(text, checker.check(text, facts))), kept)
            },
            &mut |trouble| {
                let (run, kept) = &mut *this.borrow_mut();
                go_on(run.trouble(&trouble), kept)
            },
        );
        this.into_inner().1
    }

    fn draft(
        &mut self,
        draft: &Draft<'_>,
        says: &Says,
        threshold: FailOn,
        check: &mut dyn FnMut(&str, &Facts) -> Vec<Finding>,
    ) -> io::Result<()> {
        let facts = self.options.known.facts(draft, says);
        let mut findings = check(draft.text(), &facts);
        if let Some(known) = &mut self.known {
            findings = known.sift(findings);
        }
        match &mut self.purpose {
            Purpose::Tell => {}
            Purpose::Gather(baseline) => baseline.add(&findings),
            Purpose::Compare(baseline) => drop(baseline.sift(findings.clone())),
        }
        self.summary.add(&findings);
        self.found |= findings.iter().any(|finding| threshold.is_some_and(|threshold| finding.severity >= threshold));
        self.report.draft(self.out, draft, &facts, &findings)
    }

    fn trouble(&mut self, trouble: &Trouble) -> io::Result<()> {
        self.summary.add_trouble(trouble);
        self.report.trouble(trouble);
        // What was found so far stands before the trouble where both go to one terminal.
        if trouble.gravity == Gravity::Mistake {
            self.out.flush()?;
        }
        // If standard error is closed there is nobody to tell.
        let _ = writeln!(self.err, "{}", trouble_line(trouble, self.style.locale));
        Ok(())
    }
}

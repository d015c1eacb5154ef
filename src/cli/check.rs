//! `knigge check`: the main job.
//! In: paths and options. Out: findings to standard output or a file, trouble to standard error, the exit status.

use super::arguments::Check;
use super::crew::{Turn, in_order, in_parts};
use super::group::{Group, groups};
use super::interrupt::{INTERRUPTED, is_interrupted};
use super::output::Output;
use super::progress::Progress;
use super::setup::Refusal;
use super::{FAILED, FINE, FOUND, Session, complain, counted, unwritable};
use crate::baseline::Baseline;
use crate::check::Checker;
use crate::config::{Allowances, FailOn, Says};
use crate::draft::{Draft, Format, Reading};
use crate::facts::Facts;
use crate::finding::{Finding, Gravity, Severity, Wording};
use crate::report::{self, Report, Style, Summary, trouble_line};
use crate::ruleset::Ruleset;
use crate::source::{Page, Source, Trouble};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Mutex;

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
    let shows_progress = session.world.stderr_is_terminal && (session.world.variable)("TERM").is_none_or(|term| term != "dumb");
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
        progress: Progress::new(false, None, *locale),
        shows_progress,
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
    drop(run);
    if is_interrupted() {
        // A file that was begun is removed; what went to a stream is there.
        return Ok(INTERRUPTED);
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
        && options.picked.is_everything()
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

/// So many drafts of one page are worth several threads.
const MANY: usize = 256;

/// What is settled for a source before it is read.
struct Settled {
    setup: usize,
    says: Says,
    reading: Reading,
    threshold: FailOn,
}

impl Settled {
    fn new(group: &Group, source: &Source, setup: usize, options: &Check) -> Settled {
        let config = group.config();
        let says = config.says(Path::new(source.path()));
        let reading = Reading { fields: says.fields.clone(), ..Reading::default() };
        let threshold = options.fail_on.map(|chosen| chosen.0).or(config.fail_on).unwrap_or(Some(Severity::Error));
        Settled { setup, says, reading, threshold }
    }
}

/// Who is told of pages, in order: the run, the allow-list, and what became of the output.
type Listener<'l, 'r, 'o, 'b> = (&'l mut Run<'r, 'o, 'b>, &'l mut Allowances, io::Result<()>);

fn checker(ruleset: &Ruleset, reveal: bool) -> Checker<'_> {
    let mut checker = Checker::new(ruleset);
    checker.reveal = reveal;
    checker
}

/// Keeps the first error; whether to go on.
fn go_on(result: io::Result<()>, kept: &mut io::Result<()>) -> bool {
    let goes_on = result.is_ok();
    if !goes_on {
        *kept = result;
    }
    goes_on
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
    progress: Progress,
    shows_progress: bool,
    err: &'r mut (dyn Write + Send),
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
        let total = groups.iter().flat_map(|group| &group.sources).map(|(source, _)| source.length()).sum();
        self.progress = Progress::new(self.shows_progress, total, self.style.locale);
        for group in groups {
            for trouble in &group.troubles {
                self.trouble(trouble)?;
            }
            let mut allowances = group.fresh_allowances();
            self.group(group, &mut allowances)?;
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

    /// Checks the sources of a group, several pages at once; what was found is told in order.
    fn group<'g>(&mut self, group: &'g Group, allowances: &mut Allowances) -> io::Result<()> {
        let (options, reveal) = (self.options, self.style.reveal);
        let threads = options.threads.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from);
        let parts = Mutex::new(());
        let settled: Vec<Settled> = group.sources.iter().map(|(source, number)| Settled::new(group, source, *number, options)).collect();
        let settled = &settled;
        let pages = settled.iter().zip(&group.sources).flat_map(|(settled, (source, _))| {
            let (format, pages) = settled.reading.pages(source);
            pages.map(move |page| (settled, format, page))
        });
        let listener = (&mut *self, allowances, Ok(()));
        let keep = || group.setups().map(|_| None).collect::<Vec<Option<Checker<'g>>>>();
        let work = |checkers: &mut Vec<Option<Checker<'g>>>,
                    (settled, format, page): (&Settled, Format, Result<Page, Trouble>),
                    turn: Turn<'_, _>| {
            let ruleset = &group.setup(settled.setup).ruleset;
            let make = || checker(ruleset, reveal);
            let page = match page {
                Ok(page) => page,
                Err(trouble) => return turn.tell(|(run, _, kept): &mut Listener<'_, '_, '_, '_>| go_on(run.trouble(&trouble), kept)),
            };
            let drafts: Vec<Result<Draft<'_>, Trouble>> = format.drafts_in(&page, &settled.reading.fields).collect();
            let used = options.known.used_in(drafts.iter().flatten(), &settled.says);
            let check = |drafts: &[Result<Draft<'_>, Trouble>], checker: &mut Checker<'g>| -> Vec<(Facts, Vec<Finding>)> {
                let check = |draft: &Result<Draft<'_>, Trouble>| match draft {
                    Ok(draft) if !is_interrupted() => {
                        let facts = Facts { placeholders: used, ..options.known.facts(draft, &settled.says) };
                        (facts, checker.check(draft.text(), &facts))
                    }
                    _ => Default::default(),
                };
                drafts.iter().map(check).collect()
            };
            // One page of many drafts keeps all threads busy, if no other page does.
            let alone = if drafts.len() >= MANY { parts.try_lock().ok() } else { None };
            let found = match &alone {
                Some(_) => in_parts(threads, &drafts, |part| check(part, &mut make())),
                None => check(&drafts, checkers[settled.setup].get_or_insert_with(make)),
            };
            drop(alone);
            turn.tell(|(run, allowances, kept): &mut Listener<'_, '_, '_, '_>| {
                go_on(run.page(&page, &drafts, found, settled, allowances), kept)
            });
        };
        let (_, _, kept) = in_order(threads, pages, listener, keep, work);
        kept
    }

    /// Tells what was found on a page.
    fn page(
        &mut self,
        page: &Page,
        drafts: &[Result<Draft<'_>, Trouble>],
        found: Vec<(Facts, Vec<Finding>)>,
        settled: &Settled,
        allowances: &mut Allowances,
    ) -> io::Result<()> {
        for (draft, (facts, findings)) in drafts.iter().zip(found) {
            match draft {
                Ok(draft) => self.draft(draft, &facts, allowances.sift(draft.text(), findings), settled.threshold)?,
                Err(trouble) => self.trouble(trouble)?,
            }
        }
        self.progress.advance(page.text.len() as u64, drafts.len() as u64);
        if is_interrupted() { Err(io::ErrorKind::Interrupted.into()) } else { Ok(()) }
    }

    fn draft(&mut self, draft: &Draft<'_>, facts: &Facts, mut findings: Vec<Finding>, threshold: FailOn) -> io::Result<()> {
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
        let (report, out) = (&mut self.report, &mut *self.out);
        let mut tell = || report.draft(out, draft, facts, &findings);
        if findings.is_empty() { tell() } else { self.progress.aside(tell) }
    }

    fn trouble(&mut self, trouble: &Trouble) -> io::Result<()> {
        self.summary.add_trouble(trouble);
        self.report.trouble(trouble);
        let line = trouble_line(trouble, self.style.locale);
        // What was found so far stands before the trouble where both go to one terminal.
        if trouble.gravity == Gravity::Mistake {
            self.progress.aside(|| self.out.flush())?;
        }
        // If standard error is closed there is nobody to tell.
        let _ = self.progress.aside(|| writeln!(self.err, "{line}"));
        Ok(())
    }
}

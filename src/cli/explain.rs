//! `knigge explain`: a rule, or a place of a draft and what the rules make of it.
//! In: `pack/name` or `FILE:LINE:COLUMN`. Out: text for people.

use super::arguments::Explain;
use super::rules::without_blanks;
use super::setup::{Setup, meant, unknown_rule};
use super::{FAILED, FINE, Session, complain};
use crate::check::Checker;
use crate::check::trace::{Account, Outcome};
use crate::draft::{Draft, Reading};
use crate::facts::{Facts, Language};
use crate::finding::{Finding, Locale, Severity, Wording};
use crate::pack::{Pack, Proof, Rule};
use crate::report::{self, Format};
use crate::source::Source;
use std::io;
use std::path::Path;

/// Runs `knigge explain`.
pub fn run(options: &Explain, session: &mut Session<'_>) -> io::Result<u8> {
    let place = place(&options.subject);
    let near = place.map_or(Path::new("."), |(path, _, _)| Path::new(path));
    let setup = match Setup::new(&options.origin, near) {
        Ok(setup) => setup,
        Err(refusal) => {
            session.show_mistakes(Format::Pretty, &refusal.mistakes, &refusal.files);
            return Ok(FAILED);
        }
    };
    match place {
        Some(place) => explain_place(&setup, place, options, session),
        None => explain_rule(&setup, &options.subject, session),
    }
}

/// `FILE:LINE:COLUMN`, if it is one.
fn place(subject: &str) -> Option<(&str, usize, usize)> {
    let (rest, column) = subject.rsplit_once(':')?;
    let (path, line) = rest.rsplit_once(':')?;
    Some((path, line.parse().ok().filter(|line| *line > 0)?, column.parse().ok().filter(|column| *column > 0)?))
}

fn explain_rule(setup: &Setup, id: &str, session: &mut Session<'_>) -> io::Result<u8> {
    let packs = setup.all_packs();
    let rules = packs.iter().flat_map(|pack| pack.rules.iter().map(move |rule| (pack, rule)));
    let rules: Vec<(&Pack, &Rule)> = rules.collect();
    let named: Vec<(&Pack, &Rule)> = rules.iter().filter(|(pack, rule)| format!("{}/{}", pack.name, rule.name) == id).copied().collect();
    let Some((_, rule)) = named.first() else {
        let known: Vec<String> = rules.iter().map(|(pack, rule)| format!("{}/{}", pack.name, rule.name)).collect();
        // Whoever names the rule alone gets its pack told.
        let same_name = known.iter().find(|known| known.split('/').nth(1) == Some(id)).map(String::as_str);
        let help = same_name.map_or_else(|| meant(id, known.iter().map(String::as_str)), |near| meant(near, [near].into_iter()));
        let wording = unknown_rule(id);
        let said = Wording::new(format!("{} {}", wording.de, help.de), format!("{} {}", wording.en, help.en));
        complain(session.world.err, session.locale, &Wording::new(said.de.trim(), said.en.trim()));
        return Ok(FAILED);
    };
    let locale = session.locale;
    let severity = setup.severity(id, rule);
    let mut said = format!("{id} ({})\n{}\n", weight(severity).get(locale), without_blanks(&rule.message, locale));
    let notes = [
        (Wording::new("Besser", "Better"), without_blanks(&rule.help, locale)),
        (Wording::new("Leitlinie", "Guideline"), rule.guideline.clone()),
        (Wording::new("Fragen", "Ask"), rule.escalate.clone()),
        (Wording::new("Gilt für", "Holds for"), scope(rule, locale)),
    ];
    let notes: Vec<String> =
        notes.iter().filter(|(_, text)| !text.trim().is_empty()).map(|(title, text)| format!("{}: {text}\n", title.get(locale))).collect();
    if !notes.is_empty() {
        said.push_str(&format!("\n{}", notes.concat()));
    }
    for (pack, rule) in &named {
        let language = pack.language.map_or("", Language::as_str);
        said.push_str(&examples(&Wording::new("Schlecht", "Bad"), language, &rule.bad, locale));
        said.push_str(&examples(&Wording::new("Gut", "Good"), language, &rule.good, locale));
    }
    write!(session.world.out, "{}", crate::mapped::escape_for_terminal(&said).text())?;
    session.world.out.flush()?;
    Ok(FINE)
}

fn weight(severity: Option<Severity>) -> Wording {
    severity.map_or_else(|| Wording::new("ausgeschaltet", "off"), report::severity_wording)
}

fn scope(rule: &Rule, locale: Locale) -> String {
    use crate::facts::{Channel, Kind};
    let channel = rule.channel.map(|channel| match channel {
        Channel::Public => Wording::new("öffentliche Antworten", "public replies"),
        Channel::Private => Wording::new("private Antworten", "private replies"),
    });
    let kind = rule.kind.map(|kind| match kind {
        Kind::Draft => Wording::new("Entwürfe", "drafts"),
        Kind::Template => Wording::new("Textbausteine", "templates"),
    });
    channel.into_iter().chain(kind).map(|wording| wording.get(locale).to_owned()).collect::<Vec<_>>().join(", ")
}

fn examples(title: &Wording, language: &str, proofs: &[Proof], locale: Locale) -> String {
    let mut said = format!("\n{} ({language})\n", title.get(locale));
    for proof in proofs {
        let mut shown = String::new();
        let mut at = 0;
        for mark in &proof.marks {
            shown.push_str(&format!("{}[{}]", &proof.text[at..mark.start], &proof.text[mark.range()]));
            at = mark.end;
        }
        shown.push_str(&proof.text[at..]);
        said.push_str(&format!("  – {}\n", shown.replace('\n', "\n    ")));
    }
    said
}

fn explain_place(setup: &Setup, place: (&str, usize, usize), options: &Explain, session: &mut Session<'_>) -> io::Result<u8> {
    let (path, line, column) = place;
    let says = setup.config.says(Path::new(path));
    let source = if path == "-" { Source::stdin("-") } else { Source::file(path) };
    let reading = Reading { fields: says.fields.clone(), ..Reading::default() };
    let (format, pages) = reading.pages(&source);
    for page in pages {
        let page = match page {
            Ok(page) => page,
            Err(trouble) => {
                let _ = writeln!(session.world.err, "{}", report::trouble_line(&trouble, session.locale));
                return Ok(FAILED);
            }
        };
        let Some(byte) = page.byte_at(line, column) else { continue };
        let drafts: Vec<Draft<'_>> = format.drafts_in(&page, &says.fields).filter_map(Result::ok).collect();
        for draft in &drafts {
            if let Some(span) = draft.text_at(byte) {
                let facts = options.known.facts(draft, &says);
                let facts = Facts { placeholders: options.known.used_in(drafts.iter(), &says), ..facts };
                return account_for(setup, draft, &facts, span.start, options.reveal, session);
            }
        }
    }
    let place = format!("{path}:{line}:{column}");
    let wording = Wording::new(format!("An der Stelle {place} steht kein Entwurf."), format!("There is no draft at {place}."));
    complain(session.world.err, session.locale, &wording);
    Ok(FAILED)
}

fn account_for(setup: &Setup, draft: &Draft<'_>, facts: &Facts, at: usize, reveal: bool, session: &mut Session<'_>) -> io::Result<u8> {
    let mut checker = Checker::new(&setup.ruleset);
    let accounts = checker.trace(draft.text(), facts, Some(at), None);
    let findings: Vec<Finding> = checker.check(draft.text(), facts);
    let veil = report::Veil::new(draft.text(), &findings, reveal);
    let out = &mut *session.world.out;
    let place = draft.place(crate::span::Span::new(at, at)).start;
    writeln!(out, "{}", report::one_line(&format!("{}:{}:{}", draft.page.path, place.line, place.column)))?;
    if accounts.is_empty() {
        let wording = Wording::new("Keine Regel hat hier etwas zu sagen.", "No rule has anything to say here.");
        writeln!(out, "  {}", wording.get(session.locale))?;
    }
    for account in &accounts {
        let said = veil.masked(account.wording.get(session.locale));
        let outcome = outcome(account).get(session.locale).to_owned();
        writeln!(out, "{}", report::one_line(&format!("  {outcome}  {}  {said}", account.rule)))?;
    }
    out.flush()?;
    Ok(FINE)
}

fn outcome(account: &Account) -> Wording {
    match account.outcome {
        Outcome::Broken => Wording::new("verletzt ", "broken   "),
        Outcome::Vetoed => Wording::new("verworfen", "vetoed   "),
        Outcome::NearMiss => Wording::new("knapp    ", "near miss"),
        Outcome::NotAsked => Wording::new("gilt hier nicht", "does not hold "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_from_a_rule() {
        assert_eq!(place("a/b.txt:3:14"), Some(("a/b.txt", 3, 14)));
        assert_eq!(place("C:\\a.txt:3:14"), Some(("C:\\a.txt", 3, 14)));
        assert_eq!(place("promises/given-word"), None);
        assert_eq!(place("a.txt:3"), None);
        assert_eq!(place("a.txt:0:1"), None);
    }
}

//! Annotations of GitHub Actions: commands on standard output, the worst first, and a table for the summary of the step.
//! In: drafts and findings. Out: `::error file=…::message`. GitHub shows ten of each level in a step; what it would not show is counted, never lost silently.

use super::told::{Told, tell};
use super::{Report, Style, Summary, one_line};
use crate::draft::Draft;
use crate::facts::Facts;
use crate::finding::{Finding, Gravity, Severity, Wording};
use crate::source::Trouble;
use std::io::{self, Write};

/// So many annotations of each level does GitHub show in one step.
const SHOWN: usize = 10;
/// So many rows go into the summary of the step, which holds 1 MiB.
const ROWS: usize = 500;

/// The report for GitHub.
pub struct GitHub {
    style: Style,
    told: Vec<Told>,
    troubles: Vec<Trouble>,
    summary: String,
}

impl GitHub {
    /// A report in `style`.
    pub fn new(style: Style) -> GitHub {
        GitHub { style, told: Vec::new(), troubles: Vec::new(), summary: String::new() }
    }

    fn table(&self, summary: &Summary) -> String {
        let say = |wording: Wording| wording.get(self.style.locale).to_owned();
        let mut text = format!("### knigge\n\n{}\n", super::words::verdict(summary).get(self.style.locale));
        for trouble in self.troubles.iter().take(ROWS) {
            text.push_str(&format!("\n- {}", super::trouble_line(trouble, self.style.locale).replace('<', "&lt;")));
        }
        if self.told.is_empty() {
            return text;
        }
        text.push_str(if self.troubles.is_empty() { "" } else { "\n" });
        text.push_str(&say(Wording::new(
            "\n| Stelle | Regel | Was ist falsch | Besser |\n|---|---|---|---|\n",
            "\n| Place | Rule | What is wrong | Better |\n|---|---|---|---|\n",
        )));
        let cell = |text: &str| text.replace('|', "\\|").replace('<', "&lt;");
        for told in self.told.iter().take(ROWS) {
            let place = format!("{}:{}:{}", told.path, told.region.start.line, told.region.start.column);
            text.push_str(&format!("| {} | {} | {} | {} |\n", cell(&place), told.rule, cell(&told.message), cell(&told.help)));
        }
        if self.told.len() > ROWS {
            let more = self.told.len() - ROWS;
            text.push_str(&say(Wording::new(format!("\n… und {more} weitere.\n"), format!("\n… and {more} more.\n"))));
        }
        text
    }
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "notice",
    }
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

impl Report for GitHub {
    fn draft(&mut self, _: &mut dyn Write, draft: &Draft<'_>, _: &Facts, findings: &[Finding]) -> io::Result<()> {
        self.told.extend(tell(draft, findings, self.style));
        Ok(())
    }

    fn trouble(&mut self, trouble: &Trouble) {
        if trouble.gravity == Gravity::Mistake {
            self.troubles.push(trouble.clone());
        }
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        self.told.sort_by_key(|told| std::cmp::Reverse(told.severity));
        let mut cut = self.troubles.len().saturating_sub(SHOWN);
        for trouble in self.troubles.iter().take(SHOWN) {
            let places = [("line", trouble.line), ("col", trouble.column)];
            let place: String = places.iter().filter_map(|(name, number)| number.map(|number| format!(",{name}={number}"))).collect();
            let message = escaped(trouble.message.get(self.style.locale));
            writeln!(out, "::error file={}{place},title=knigge::{message}", property(&trouble.path))?;
        }
        for severity in [Severity::Error, Severity::Warning, Severity::Hint] {
            let of_level = || self.told.iter().filter(|told| told.severity == severity);
            // One notice is kept for the count of what is not shown.
            let most = match severity {
                Severity::Error => SHOWN.saturating_sub(self.troubles.len()),
                Severity::Warning => SHOWN,
                Severity::Hint => SHOWN - 1,
            };
            for told in of_level().take(most) {
                let (start, end) = (told.region.start, told.region.end);
                let message = if told.help.is_empty() { told.message.clone() } else { format!("{}\n{}", told.message, told.help) };
                writeln!(
                    out,
                    "::{} file={},line={},endLine={},col={},endColumn={},title={}::{}",
                    command(severity),
                    property(&told.path),
                    start.line,
                    end.line,
                    start.column,
                    end.column,
                    property(&one_line(&told.rule)),
                    escaped(&message),
                )?;
            }
            cut += of_level().count().saturating_sub(most);
        }
        if cut > 0 {
            let wording = Wording::new(
                format!("{cut} weitere Funde zeigt GitHub nicht; sie stehen in der Zusammenfassung des Schritts."),
                format!("GitHub shows no more than ten of a level: {cut} more findings stand in the summary of the step."),
            );
            writeln!(out, "::notice title=knigge::{}", escaped(wording.get(self.style.locale)))?;
        }
        self.summary = self.table(summary);
        Ok(())
    }

    fn aside(&self) -> Option<&str> {
        Some(&self.summary)
    }
}

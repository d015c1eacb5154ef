//! One line a finding: `path:line:column: severity[rule]: message`. Editors and `grep` understand it.
//! In: drafts and findings. Out: lines, and nothing where nothing was found.

use super::veil::Veil;
use super::{Report, Style, Summary, one_line};
use crate::draft::Draft;
use crate::facts::Facts;
use crate::finding::Finding;
use std::io::{self, Write};

/// The short report.
pub struct Short {
    style: Style,
}

impl Short {
    /// A short report in `style`; it has no colours.
    pub fn new(style: Style) -> Short {
        Short { style }
    }
}

impl Report for Short {
    fn draft(&mut self, out: &mut dyn Write, draft: &Draft<'_>, _: &Facts, findings: &[Finding]) -> io::Result<()> {
        let veil = Veil::new(draft.text(), findings, self.style.reveal);
        for finding in findings {
            let at = draft.place(finding.marks[0]).start;
            let message = veil.masked(finding.message.get(self.style.locale));
            let line = format!("{}:{}:{}: {}[{}]: {message}", draft.page.path, at.line, at.column, finding.severity.as_str(), finding.rule);
            writeln!(out, "{}", one_line(&line))?;
        }
        Ok(())
    }

    fn end(&mut self, _: &mut dyn Write, _: &Summary) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::finding;
    use crate::report::tests::reported;
    use crate::report::{Format, Style};

    #[test]
    fn a_line_names_place_severity_rule_and_message() {
        let text = "Hallo,\nso ein Ärger!\u{1b}[2J";
        let said = reported(Format::Short, Style::default(), text, &[finding("tone/anger", text, &["Ärger"])]);
        assert_eq!(said, "draft.txt:2:8: error[tone/anger]: „Ärger“ geht nicht.\n");
    }
}

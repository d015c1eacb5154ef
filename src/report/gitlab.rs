//! The code quality report of GitLab. In: drafts and findings. Out: a JSON array; fingerprints know no line, so that moved findings stay the same.

use super::told::{Ordinals, tell};
use super::{Report, Style, Summary};
use crate::draft::Draft;
use crate::facts::Facts;
use crate::finding::{Finding, Severity};
use serde_json::json;
use std::io::{self, Write};

/// The report for GitLab.
pub struct GitLab {
    style: Style,
    ordinals: Ordinals,
    first: bool,
}

impl GitLab {
    /// A report in `style`.
    pub fn new(style: Style) -> GitLab {
        GitLab { style, ordinals: Ordinals::default(), first: true }
    }
}

impl Report for GitLab {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "[")
    }

    fn draft(&mut self, out: &mut dyn Write, draft: &Draft<'_>, _: &Facts, findings: &[Finding]) -> io::Result<()> {
        for told in tell(draft, findings, self.style) {
            let severity = match told.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Hint => "info",
            };
            let record = json!({
                "description": if told.help.is_empty() { told.message.clone() } else { format!("{} {}", told.message, told.help) },
                "check_name": told.rule,
                "fingerprint": self.ordinals.unique(&told.path, &told.fingerprint),
                "severity": severity,
                "location": {
                    "path": told.path,
                    "positions": {
                        "begin": {"line": told.region.start.line, "column": told.region.start.column},
                        "end": {"line": told.region.end.line, "column": told.region.end.column},
                    },
                },
            });
            write!(out, "{}\n{record}", if self.first { "" } else { "," })?;
            self.first = false;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, _: &Summary) -> io::Result<()> {
        writeln!(out, "\n]")
    }
}

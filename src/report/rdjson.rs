//! The diagnostics of reviewdog. In: drafts and findings. Out: one JSON object; columns count bytes of UTF-8, as that format has it.

use super::told::{Region, tell};
use super::{Report, Style, Summary};
use crate::draft::Draft;
use crate::facts::Facts;
use crate::finding::{Finding, Severity};
use serde_json::{Value, json};
use std::io::{self, Write};

/// The report for reviewdog.
pub struct ReviewDog {
    style: Style,
    first: bool,
}

impl ReviewDog {
    /// A report in `style`.
    pub fn new(style: Style) -> ReviewDog {
        ReviewDog { style, first: true }
    }
}

fn range(region: &Region) -> Value {
    json!({
        "start": {"line": region.start.line, "column": region.byte_columns.0},
        "end": {"line": region.end.line, "column": region.byte_columns.1},
    })
}

impl Report for ReviewDog {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{{\"source\": {{\"name\": \"knigge\"}}, \"diagnostics\": [")
    }

    fn draft(&mut self, out: &mut dyn Write, draft: &Draft<'_>, _: &Facts, findings: &[Finding]) -> io::Result<()> {
        for told in tell(draft, findings, self.style) {
            let severity = match told.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Hint => "INFO",
            };
            let mut record = json!({
                "message": if told.help.is_empty() { told.message.clone() } else { format!("{}\n{}", told.message, told.help) },
                "location": {"path": told.path, "range": range(&told.region)},
                "severity": severity,
                "code": {"value": told.rule},
            });
            if !told.fixes.is_empty() {
                record["suggestions"] = told.fixes.iter().map(|(at, text, _)| json!({"range": range(at), "text": text})).collect();
            }
            if !told.related.is_empty() {
                let related = told.related.iter();
                record["relatedLocations"] = related
                    .map(|(list, at)| json!({"message": format!("@{list}"), "location": {"path": told.path, "range": range(at)}}))
                    .collect();
            }
            write!(out, "{}\n{record}", if self.first { "" } else { "," })?;
            self.first = false;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, _: &Summary) -> io::Result<()> {
        writeln!(out, "\n]}}")
    }
}

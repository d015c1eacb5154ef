//! The two XML formats that build servers read: JUnit and checkstyle. In: drafts and findings. Out: one document, a group for each file.

use super::told::{Told, tell, xml};
use super::{Report, Style, Summary, trouble_line};
use crate::draft::Draft;
use crate::facts::Facts;
use crate::finding::{Finding, Gravity, Severity};
use crate::source::Trouble;
use std::io::{self, Write};

/// Files in the order in which they came, each with its findings.
#[derive(Default)]
struct Files {
    files: Vec<(String, Vec<Told>)>,
}

impl Files {
    fn add(&mut self, draft: &Draft<'_>, findings: &[Finding], style: Style) {
        let path = &draft.page.path;
        if self.files.last().is_none_or(|(last, _)| last != path) {
            self.files.push((path.clone(), Vec::new()));
        }
        if let Some((_, told)) = self.files.last_mut() {
            told.extend(tell(draft, findings, style));
        }
    }
}

/// JUnit: a suite for each file, a failing case for each finding; a file without findings passes.
pub struct JUnit {
    style: Style,
    files: Files,
    troubles: Vec<(String, String)>,
}

impl JUnit {
    /// A report in `style`.
    pub fn new(style: Style) -> JUnit {
        JUnit { style, files: Files::default(), troubles: Vec::new() }
    }
}

impl Report for JUnit {
    fn draft(&mut self, _: &mut dyn Write, draft: &Draft<'_>, _: &Facts, findings: &[Finding]) -> io::Result<()> {
        self.files.add(draft, findings, self.style);
        Ok(())
    }

    fn trouble(&mut self, trouble: &Trouble) {
        if trouble.gravity == Gravity::Mistake {
            self.troubles.push((trouble.path.clone(), trouble_line(trouble, self.style.locale)));
        }
    }

    fn end(&mut self, out: &mut dyn Write, _: &Summary) -> io::Result<()> {
        let failures: usize = self.files.files.iter().map(|(_, told)| told.len()).sum();
        let passing = self.files.files.iter().filter(|(_, told)| told.is_empty()).count();
        let errors = self.troubles.len();
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        let tests = failures + passing + errors;
        writeln!(out, "<testsuites name=\"knigge\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">")?;
        for (path, told) in &self.files.files {
            let path = xml(path);
            let (tests, failures) = (told.len().max(1), told.len());
            writeln!(out, "  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">")?;
            if told.is_empty() {
                writeln!(out, "    <testcase name=\"knigge\" classname=\"{path}\"/>")?;
            }
            for told in told {
                let line = told.region.start.line;
                let place = format!("{}:{}:{}", told.path, line, told.region.start.column);
                let case = format!("{} {}", told.rule, place);
                writeln!(out, "    <testcase name=\"{}\" classname=\"{path}\" file=\"{path}\" line=\"{line}\">", xml(&case))?;
                let said = [place.as_str(), &told.message, &told.help].join("\n");
                let kind = told.severity.as_str();
                writeln!(out, "      <failure message=\"{}\" type=\"{kind}\">{}</failure>", xml(&told.message), xml(said.trim_end()))?;
                writeln!(out, "    </testcase>")?;
            }
            writeln!(out, "  </testsuite>")?;
        }
        for (path, said) in &self.troubles {
            let (path, said) = (xml(path), xml(said));
            writeln!(out, "  <testsuite name=\"{path}\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">")?;
            writeln!(out, "    <testcase name=\"knigge\" classname=\"{path}\">")?;
            writeln!(out, "      <error message=\"{said}\" type=\"trouble\"/>")?;
            writeln!(out, "    </testcase>\n  </testsuite>")?;
        }
        writeln!(out, "</testsuites>")
    }
}

/// Checkstyle: an element for each file with findings.
pub struct Checkstyle {
    style: Style,
    files: Files,
}

impl Checkstyle {
    /// A report in `style`.
    pub fn new(style: Style) -> Checkstyle {
        Checkstyle { style, files: Files::default() }
    }
}

impl Report for Checkstyle {
    fn draft(&mut self, _: &mut dyn Write, draft: &Draft<'_>, _: &Facts, findings: &[Finding]) -> io::Result<()> {
        if !findings.is_empty() {
            self.files.add(draft, findings, self.style);
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, _: &Summary) -> io::Result<()> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"10.0\">")?;
        for (path, told) in &self.files.files {
            writeln!(out, "  <file name=\"{}\">", xml(path))?;
            for told in told {
                let severity = match told.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Hint => "info",
                };
                let message = if told.help.is_empty() { told.message.clone() } else { format!("{} {}", told.message, told.help) };
                let (line, column) = (told.region.start.line, told.region.start.column);
                let source = told.rule.replace('/', ".");
                writeln!(
                    out,
                    "    <error line=\"{line}\" column=\"{column}\" severity=\"{severity}\" message=\"{}\" source=\"knigge.{}\"/>",
                    xml(&message),
                    xml(&source),
                )?;
            }
            writeln!(out, "  </file>")?;
        }
        writeln!(out, "</checkstyle>")
    }
}

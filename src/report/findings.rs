//! Findings for people: a frame for each, and a last line with the verdict.
//! In: drafts and findings. Out: frames that show the decoded draft, safe for a terminal.

use super::excerpt::{Excerpt, Label};
use super::pretty::{Frame, painted};
use super::veil::Veil;
use super::{Report, Style, Summary, Verdict, one_line, words};
use crate::draft::Draft;
use crate::facts::Facts;
use crate::finding::{Finding, Severity, Wording};
use crate::mapped::escape_for_terminal;
use crate::span::LineIndex;
use std::io::{self, Write};

/// The pretty report.
pub struct Findings {
    style: Style,
}

impl Findings {
    /// A pretty report in `style`.
    pub fn new(style: Style) -> Findings {
        Findings { style }
    }

    fn say(&self, wording: Wording) -> String {
        wording.get(self.style.locale).to_owned()
    }

    fn frame(&self, draft: &Draft<'_>, lines: &LineIndex, finding: &Finding, veil: &Veil) -> Frame {
        let excerpt = Excerpt::new(draft.text(), lines, self.labels(finding), veil);
        let shown = |text: &str| escape_for_terminal(&veil.masked(text)).text().to_owned();
        let mut notes = vec![(self.say(words::help()), shown(finding.help.get(self.style.locale)))];
        notes.push((self.say(words::guideline()), shown(&finding.guideline)));
        notes.push((self.say(words::escalate()), shown(&finding.escalate)));
        if excerpt.left_out > 0 {
            notes.push((self.say(words::remark()), self.say(words::left_out(excerpt.left_out))));
        }
        notes.retain(|(_, text)| !text.trim().is_empty());
        Frame {
            severity: finding.severity,
            kind: format!("{}[{}]", self.say(words::severity(finding.severity)), one_line(&finding.rule)),
            message: one_line(&veil.masked(finding.message.get(self.style.locale))),
            place: self.place(draft, finding, veil),
            excerpt,
            notes,
        }
    }

    /// `path:line:column` of the first mark, and which draft it is where a source holds many.
    fn place(&self, draft: &Draft<'_>, finding: &Finding, veil: &Veil) -> String {
        let at = draft.place(finding.marks[0]).start;
        let mut place = format!("{}:{}:{}", draft.page.path, at.line, at.column);
        if draft.id != "1" || draft.record.len() < draft.page.text.trim_end().len() {
            place.push_str(&format!(" · {}", self.say(words::draft(&draft.id))));
        }
        if let Some(title) = &draft.title {
            place.push_str(&format!(" · {}", veil.masked(title)));
        }
        one_line(&place)
    }

    fn labels(&self, finding: &Finding) -> Vec<Label> {
        let marks = finding.marks.iter().enumerate().map(|(number, span)| {
            let says = if number == 0 { words::mark(finding.severity) } else { words::further_mark() };
            Label { span: *span, says: self.say(says), primary: true }
        });
        let apart = finding.related.iter().filter(|related| !finding.marks.iter().any(|mark| mark.overlaps(related.span)));
        let related = apart.map(|related| Label { span: related.span, says: self.say(words::related(&related.list)), primary: false });
        marks.chain(related).collect()
    }
}

impl Report for Findings {
    fn draft(&mut self, out: &mut dyn Write, draft: &Draft<'_>, _: &Facts, findings: &[Finding]) -> io::Result<()> {
        if findings.is_empty() {
            return Ok(());
        }
        let veil = Veil::new(draft.text(), findings, self.style.reveal);
        let lines = LineIndex::new(draft.text());
        for finding in findings {
            writeln!(out, "{}", self.frame(draft, &lines, finding, &veil).draw(self.style.color))?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let severity = match summary.verdict() {
            Verdict::Stop => Some(Severity::Error),
            Verdict::Look => Some(Severity::Warning),
            Verdict::Ok => None,
        };
        writeln!(out, "{}", painted(&self.say(words::verdict(summary)), severity, self.style.color))
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::finding;
    use crate::finding::{Locale, Related};
    use crate::report::tests::reported;
    use crate::report::{Format, Style};
    use crate::span::Span;

    #[test]
    fn a_finding_says_what_is_wrong_where_and_what_to_do() {
        let text = "Hallo Frau Kühn,\n\ndie Technik behebt die Störung bis morgen früh.";
        let mut found = finding("promises/others-by-date", text, &["behebt"]);
        let deadline = text.find("bis morgen früh").unwrap();
        found.related.push(Related { list: "deadline".into(), span: Span::new(deadline, deadline + "bis morgen früh".len()) });
        let style = Style { locale: Locale::English, ..Style::default() };
        let said = reported(Format::Pretty, style, text, &[found]);
        let expected = "\
error[promises/others-by-date]: “behebt” will not do.
   ╭─ draft.txt:3:13
   │
 3 │ die Technik behebt die Störung bis morgen früh.
   │             ───┬──             ───────┬───────
   │                ╰──────────────────────────────── not like this
   │                                       │
   │                                       ╰───────── goes with it (deadline)
   │
   │ Better: Say what you do yourself.
   │ Guideline: 66-tipps:24
   │ Ask: Teamleitung
───╯

do not send: 1 error (1 draft checked)
";
        assert_eq!(said, expected);
    }
}

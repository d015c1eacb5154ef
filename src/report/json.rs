//! Findings for machines: `jsonl`, one record a line, and `json`, one object of the same records.
//! In: drafts and findings. Out: JSON as `schema/findings.schema.json` describes it.

use super::veil::{MASK, Veil};
use super::{Report, Style, Summary};
use crate::draft::{Draft, Place};
use crate::facts::Facts;
use crate::finding::{Finding, Gravity};
use crate::source::Trouble;
use crate::span::{Position, Span};
use serde::Serialize;
use std::borrow::Cow;
use std::io::{self, Write};

/// Version of the object and the records.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Record<'a> {
    rule: &'a str,
    pack: &'a str,
    lang: &'a str,
    severity: &'a str,
    message: Cow<'a, str>,
    help: Cow<'a, str>,
    guideline: &'a str,
    escalate: &'a str,
    path: &'a str,
    draft: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<&'a str>,
    channel: &'a str,
    #[serde(flatten)]
    first: Mark<'a>,
    redacted: bool,
    marks: Vec<Mark<'a>>,
    related: Vec<RelatedMark<'a>>,
    fix: Vec<FixRecord<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize, Clone)]
struct Mark<'a> {
    text: Cow<'a, str>,
    start: PositionRecord,
    end: PositionRecord,
    in_draft: Range,
}

#[derive(Serialize)]
struct RelatedMark<'a> {
    list: &'a str,
    #[serde(flatten)]
    mark: Mark<'a>,
}

#[derive(Serialize)]
struct FixRecord<'a> {
    text: Cow<'a, str>,
    start: PositionRecord,
    end: PositionRecord,
    safe: bool,
}

#[derive(Serialize, Clone, Copy)]
struct PositionRecord {
    line: usize,
    column: usize,
    offset: usize,
}

#[derive(Serialize, Clone, Copy)]
struct Range {
    start: usize,
    end: usize,
}

impl From<Position> for PositionRecord {
    fn from(position: Position) -> PositionRecord {
        PositionRecord { line: position.line, column: position.column, offset: position.offset }
    }
}

#[derive(Serialize)]
struct TroubleRecord {
    path: String,
    line: Option<usize>,
    message: String,
}

#[derive(Serialize)]
struct SummaryRecord {
    verdict: &'static str,
    drafts: usize,
    error: usize,
    warning: usize,
    hint: usize,
    unchecked: usize,
}

fn record<'a>(draft: &'a Draft<'_>, facts: &Facts, finding: &'a Finding, veil: &Veil, style: Style) -> Record<'a> {
    let hide = finding.redact && !style.reveal;
    let mark = |span: Span| {
        let Place { start, end, in_draft } = draft.place(span);
        let text = if hide { Cow::Borrowed(MASK) } else { veil.words_at(draft.text(), span) };
        Mark { text, start: start.into(), end: end.into(), in_draft: Range { start: in_draft.start, end: in_draft.end } }
    };
    let marks: Vec<Mark<'a>> = finding.marks.iter().map(|span| mark(*span)).collect();
    let fix = finding.fixes.iter().map(|fix| {
        let Place { start, end, .. } = draft.place(fix.span);
        FixRecord { text: veil.masked(&fix.text), start: start.into(), end: end.into(), safe: fix.safe }
    });
    Record {
        rule: &finding.rule,
        pack: &finding.pack,
        lang: finding.language,
        severity: finding.severity.as_str(),
        message: veil.masked(finding.message.get(style.locale)),
        help: veil.masked(finding.help.get(style.locale)),
        guideline: &finding.guideline,
        escalate: &finding.escalate,
        path: &draft.page.path,
        draft: &draft.id,
        cell: draft.cell.as_deref(),
        channel: facts.channel.as_str(),
        first: marks[0].clone(),
        redacted: hide,
        marks,
        related: finding.related.iter().map(|related| RelatedMark { list: &related.list, mark: mark(related.span) }).collect(),
        fix: fix.collect(),
        fingerprint: &finding.fingerprint,
    }
}

/// One record a line.
pub struct JsonLines {
    style: Style,
}

impl JsonLines {
    /// Records with messages in the language of `style`.
    pub fn new(style: Style) -> JsonLines {
        JsonLines { style }
    }
}

impl Report for JsonLines {
    fn draft(&mut self, out: &mut dyn Write, draft: &Draft<'_>, facts: &Facts, findings: &[Finding]) -> io::Result<()> {
        let veil = Veil::new(draft.text(), findings, self.style.reveal);
        for finding in findings {
            serde_json::to_writer(&mut *out, &record(draft, facts, finding, &veil, self.style))?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn end(&mut self, _: &mut dyn Write, _: &Summary) -> io::Result<()> {
        Ok(())
    }
}

/// One object: findings as they come, then trouble and summary.
pub struct Json {
    style: Style,
    begun: bool,
    errors: Vec<TroubleRecord>,
}

impl Json {
    /// An object with messages in the language of `style`.
    pub fn new(style: Style) -> Json {
        Json { style, begun: false, errors: Vec::new() }
    }
}

impl Report for Json {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{{\"schema\": {SCHEMA}, \"findings\": [")
    }

    fn draft(&mut self, out: &mut dyn Write, draft: &Draft<'_>, facts: &Facts, findings: &[Finding]) -> io::Result<()> {
        let veil = Veil::new(draft.text(), findings, self.style.reveal);
        for finding in findings {
            out.write_all(if self.begun { b",\n" } else { b"\n" })?;
            self.begun = true;
            serde_json::to_writer(&mut *out, &record(draft, facts, finding, &veil, self.style))?;
        }
        Ok(())
    }

    fn trouble(&mut self, trouble: &Trouble) {
        if trouble.gravity == Gravity::Mistake {
            let message = trouble.message.get(self.style.locale).to_owned();
            self.errors.push(TroubleRecord { path: trouble.path.clone(), line: trouble.line, message });
        }
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        let counts = SummaryRecord {
            verdict: summary.verdict().as_str(),
            drafts: summary.drafts,
            error: summary.errors,
            warning: summary.warnings,
            hint: summary.hints,
            unchecked: summary.unchecked,
        };
        out.write_all(if self.begun { b"\n],\n\"errors\": " } else { b"],\n\"errors\": " })?;
        serde_json::to_writer(&mut *out, &self.errors)?;
        out.write_all(b",\n\"summary\": ")?;
        serde_json::to_writer(&mut *out, &counts)?;
        out.write_all(b"}\n")
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::finding;
    use crate::finding::{Fix, Related};
    use crate::report::tests::reported;
    use crate::report::{Format, Style};
    use crate::span::Span;
    use serde_json::{Value, json};

    fn record(text: &str, redact: bool) -> Value {
        let mut found = finding("promises/others-by-date", text, &["behebt", "gut"]);
        found.redact = redact;
        found.related.push(Related { list: "deadline".into(), span: Span::new(0, 4) });
        found.fixes.push(Fix { span: Span::new(0, 4), text: "sofort".into(), safe: true });
        serde_json::from_str(&reported(Format::Jsonl, Style::default(), text, &[found])).unwrap()
    }

    #[test]
    fn a_record_holds_what_the_contract_asks_for() {
        let text = "Früh\r\nbehebt 𐐀 gut.";
        let record = record(text, false);
        let start = json!({"line": 2, "column": 1, "offset": 7});
        assert_eq!((&record["start"], &record["text"], &record["in_draft"]), (&start, &json!("behebt"), &json!({"start": 6, "end": 12})));
        assert_eq!(
            record["marks"][1],
            json!({
                "text": "gut", "start": {"line": 2, "column": 10, "offset": 19}, "end": {"line": 2, "column": 13, "offset": 22},
                "in_draft": {"start": 15, "end": 18},
            })
        );
        assert_eq!(record["related"][0]["list"], "deadline");
        assert_eq!(record["fix"][0]["text"], "sofort");
        let keys: Vec<&str> = record.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys.len(), 20, "{keys:?}");
    }

    #[test]
    fn redacted_records_say_so() {
        let record = record("Früh\nbehebt es gut.", true);
        assert_eq!((&record["redacted"], &record["text"]), (&json!(true), &json!("•••")));
        assert_eq!(record["related"][0]["text"], "•••");
    }

    /// The published schema, and the part of it for a single record.
    fn schemas() -> (jsonschema::Validator, jsonschema::Validator) {
        let schema: Value = serde_json::from_str(include_str!("../../schema/findings.schema.json")).unwrap();
        let record = json!({"$ref": "#/$defs/finding", "$defs": schema["$defs"]});
        (jsonschema::validator_for(&schema).unwrap(), jsonschema::validator_for(&record).unwrap())
    }

    #[test]
    fn real_output_keeps_to_the_published_schema() {
        let (object, single) = schemas();
        assert!(single.is_valid(&record("Früh\nbehebt es gut.", true)));
        let mut broken = record("Früh\nbehebt es gut.", false);
        broken["start"]["line"] = json!(0);
        assert!(!single.is_valid(&broken));
        let text = "Früh\nbehebt es gut.";
        for findings in [vec![], vec![finding("a/b", text, &["es"]), finding("a/c", text, &["gut"])]] {
            let said: Value = serde_json::from_str(&reported(Format::Json, Style::default(), text, &findings)).unwrap();
            assert!(object.is_valid(&said), "{said}");
            assert_eq!(said["findings"].as_array().unwrap().len(), findings.len());
        }
    }
}

//! SARIF 2.1.0, as code scanning of GitHub, Azure DevOps and editors read it. In: drafts and findings. Out: one JSON document, the worst findings first.

use super::told::{Ordinals, Region, Told, tell};
use super::{Report, Style, Summary, trouble_line};
use crate::draft::Draft;
use crate::facts::Facts;
use crate::finding::{Finding, Gravity, Severity};
use crate::source::Trouble;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// So many results does GitHub take in one run.
const MOST_RESULTS: usize = 25_000;

/// The SARIF report.
pub struct Sarif {
    style: Style,
    told: Vec<Told>,
    troubles: Vec<Value>,
    failed: bool,
}

impl Sarif {
    /// A SARIF report in `style`.
    pub fn new(style: Style) -> Sarif {
        Sarif { style, told: Vec::new(), troubles: Vec::new(), failed: false }
    }

    fn rules(&self) -> Vec<Value> {
        let mut rules: BTreeMap<&str, &Told> = BTreeMap::new();
        self.told.iter().for_each(|told| {
            rules.entry(&told.rule).or_insert(told);
        });
        rules
            .into_iter()
            .map(|(id, told)| {
                let mut help = told.help.clone();
                for (name, text) in [("Guideline", &told.guideline), ("Ask", &told.escalate)] {
                    if !text.is_empty() {
                        help.push_str(&format!("\n\n{name}: {text}"));
                    }
                }
                json!({
                    "id": id,
                    "shortDescription": {"text": id.replace(['/', '-'], " ")},
                    "help": {"text": if help.is_empty() { id.to_owned() } else { help }},
                    "defaultConfiguration": {"level": level(told.severity)},
                    "properties": {"tags": [id.split('/').next().unwrap_or_default()], "guideline": told.guideline},
                })
            })
            .collect()
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn region(region: &Region) -> Value {
    json!({
        "startLine": region.start.line,
        "startColumn": region.start.column,
        "endLine": region.end.line,
        "endColumn": region.end.column,
        "byteOffset": region.start.offset,
        "byteLength": region.end.offset - region.start.offset,
    })
}

/// A path as a reference of RFC 3986: everything but letters, digits and a few signs as `%xx`.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~');
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn result(told: &Told, ordinals: &mut Ordinals) -> Value {
    let place = |at: &Region| json!({"artifactLocation": {"uri": uri(&told.path)}, "region": region(at)});
    let mut result = json!({
        "ruleId": told.rule,
        "level": level(told.severity),
        "message": {"text": if told.help.is_empty() { told.message.clone() } else { format!("{} {}", told.message, told.help) }},
        "locations": [{
            "physicalLocation": place(&told.region),
            "logicalLocations": [{"fullyQualifiedName": told.draft, "kind": "draft"}],
        }],
        "partialFingerprints": {"knigge/v1": ordinals.unique(&told.path, &told.fingerprint)},
    });
    if !told.related.is_empty() {
        let related = told.related.iter().enumerate();
        result["relatedLocations"] = related
            .map(|(id, (list, at))| json!({"id": id, "physicalLocation": place(at), "message": {"text": format!("@{list}")}}))
            .collect();
    }
    if !told.fixes.is_empty() {
        let fixes = told.fixes.iter().map(|(at, text, _)| {
            json!({"artifactChanges": [{
                "artifactLocation": {"uri": uri(&told.path)},
                "replacements": [{"deletedRegion": region(at), "insertedContent": {"text": text}}],
            }]})
        });
        result["fixes"] = fixes.collect();
    }
    result
}

impl Report for Sarif {
    fn draft(&mut self, _: &mut dyn Write, draft: &Draft<'_>, _: &Facts, findings: &[Finding]) -> io::Result<()> {
        self.told.extend(tell(draft, findings, self.style));
        Ok(())
    }

    fn trouble(&mut self, trouble: &Trouble) {
        self.failed |= trouble.gravity == Gravity::Mistake;
        let level = if trouble.gravity == Gravity::Mistake { "error" } else { "note" };
        self.troubles.push(json!({"level": level, "message": {"text": trouble_line(trouble, self.style.locale)}}));
    }

    fn end(&mut self, out: &mut dyn Write, _: &Summary) -> io::Result<()> {
        self.told.sort_by_key(|told| std::cmp::Reverse(told.severity));
        if self.told.len() > MOST_RESULTS {
            let left = self.told.len() - MOST_RESULTS;
            let text = format!("{left} findings are left out; the format holds {MOST_RESULTS}, the worst first.");
            self.troubles.push(json!({"level": "warning", "message": {"text": text}}));
            self.told.truncate(MOST_RESULTS);
        }
        let mut ordinals = Ordinals::default();
        let results: Vec<Value> = self.told.iter().map(|told| result(told, &mut ordinals)).collect();
        let driver = json!({
            "name": "knigge",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": self.rules(),
        });
        let document = json!({
            "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "invocations": [{"executionSuccessful": !self.failed, "toolExecutionNotifications": self.troubles}],
                "results": results,
            }],
        });
        serde_json::to_writer_pretty(&mut *out, &document)?;
        writeln!(out)
    }
}

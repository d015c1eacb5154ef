//! Tests that hold for every format.

use super::*;
use crate::finding::{Wording, tests::finding};
use crate::mapped::Mapped;
use crate::source::Page;
use crate::span::Span;

/// What `format` says of one draft.
pub fn reported(format: Format, style: Style, text: &str, findings: &[Finding]) -> String {
    let page = Page::new("draft.txt", text);
    let draft = Draft::new(&page, "1", Mapped::identity(text, 0), Span::new(0, text.len()));
    let mut out = Vec::new();
    let mut summary = Summary::default();
    summary.add(findings);
    let mut report = report(format, style);
    report.begin(&mut out).unwrap();
    report.draft(&mut out, &draft, &Facts::default(), findings).unwrap();
    report.end(&mut out, &summary).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn no_format_shows_what_is_redacted() {
    let text = "Projekt Falke startet. Blödsinn, FALKE! Auch Falkes Preis.";
    let mut secret = finding("confidential/project", text, &["Falke"]);
    secret.redact = true;
    secret.fixes.push(crate::finding::Fix { span: Span::new(0, 5), text: "ohne Falke".to_owned(), safe: true });
    let mut rude = finding("insults/nonsense", text, &["startet. Blödsinn, FALKE"]);
    rude.help = Wording::new("Nie „Falke“ sagen.", "Never say “Falke”.");
    for format in Format::ALL {
        let said = reported(format, Style::default(), text, &[secret.clone(), rude.clone()]).to_lowercase();
        assert!(!said.contains("falke"), "{format:?}: {said}");
        assert!(said.contains(veil::MASK) && said.contains("blödsinn"), "{format:?}: {said}");
        let style = Style { reveal: true, ..Style::default() };
        assert!(reported(format, style, text, &[secret.clone()]).contains("Falke"), "{format:?}");
    }
}

#[test]
fn a_thousand_findings_on_one_line_are_quickly_told() {
    let text = "Blödsinn ".repeat(1_000);
    let findings: Vec<Finding> = (0..1_000)
        .map(|number| {
            let mut finding = finding("insults/nonsense", &text, &["Blödsinn"]);
            finding.marks = vec![Span::new(number * 10, number * 10 + 9)];
            finding
        })
        .collect();
    let began = std::time::Instant::now();
    for format in Format::ALL {
        let said = reported(format, Style::default(), &text, &findings);
        // GitHub shows ten; checkstyle joins names by dots.
        let least = if format == Format::GitHub { 10 } else { 1_000 };
        assert!(said.replace("insults.nonsense", "insults/nonsense").matches("insults/nonsense").count() >= least, "{format:?}");
        assert!(said.len() < 2_000_000, "{format:?}: {}", said.len());
    }
    assert!(began.elapsed().as_secs() < 30, "{:?}", began.elapsed());
}

#[test]
fn nothing_checked_is_never_fine() {
    assert_eq!(Summary::default().verdict(), Verdict::Look);
    assert_eq!(Summary { drafts: 1, hints: 3, ..Summary::default() }.verdict(), Verdict::Ok);
    assert_eq!(Summary { drafts: 1, unchecked: 1, ..Summary::default() }.verdict(), Verdict::Look);
    assert_eq!(Summary { drafts: 1, warnings: 1, errors: 1, ..Summary::default() }.verdict(), Verdict::Stop);
}

#[test]
fn trouble_is_one_harmless_line() {
    let trouble = Trouble::new("a\u{1b}[2J\nb.txt", Wording::new("Kaputt.", "Broken.")).at(3, 4);
    assert_eq!(trouble_line(&trouble, Locale::English), "knigge: a\\u{1b}[2J b.txt:3:4: Broken.");
}

/// One finding behind letters of one, two and four bytes, with a second line, a fix and a related word.
fn tricky() -> (&'static str, Finding) {
    let text = "a𐐀ü Blödsinn <b> & bis Freitag\nzweite Zeile";
    let mut found = finding("insults/nonsense", text, &["Blödsinn"]);
    let due = text.find("bis Freitag").unwrap();
    found.related.push(crate::finding::Related { list: "due".into(), span: Span::new(due, due + 11) });
    found.fixes.push(crate::finding::Fix { span: found.marks[0], text: "Irrtum".to_owned(), safe: true });
    found.message = Wording::new("100 % „Blödsinn“: <schlimm> & mehr, oder?", "100 % nonsense");
    (text, found)
}

#[test]
fn sarif_keeps_to_its_schema_and_counts_characters() {
    let (text, found) = tricky();
    let said = reported(Format::Sarif, Style::default(), text, &[found.clone(), found]);
    let document: serde_json::Value = serde_json::from_str(&said).unwrap();
    let mut schema: serde_json::Value = serde_json::from_str(include_str!("../../tests/schemas/sarif-2.1.0.json")).unwrap();
    // One pattern of the published schema is no regular expression; it concerns fields that we do not write.
    for part in ["run", "toolComponent"] {
        schema["definitions"][part]["properties"]["language"].as_object_mut().unwrap().remove("pattern");
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    let wrong: Vec<String> = validator.iter_errors(&document).map(|error| format!("{error} at {}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let run = &document["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let region = &run["results"][0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!((&region["startLine"], &region["startColumn"], &region["endColumn"]), (&1.into(), &5.into(), &13.into()));
    assert_eq!((&region["byteOffset"], &region["byteLength"]), (&8.into(), &9.into()));
    assert_eq!(run["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"], "Irrtum");
    assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "insults/nonsense");
    let prints: Vec<&serde_json::Value> = (0..2).map(|at| &run["results"][at]["partialFingerprints"]["knigge/v1"]).collect();
    assert_ne!(prints[0], prints[1], "two findings are two");
}

#[test]
fn reviewdog_counts_bytes() {
    let (text, found) = tricky();
    let said: serde_json::Value = serde_json::from_str(&reported(Format::RdJson, Style::default(), text, &[found])).unwrap();
    let one = &said["diagnostics"][0];
    assert_eq!(one["location"]["range"], serde_json::json!({"start": {"line": 1, "column": 9}, "end": {"line": 1, "column": 18}}));
    assert_eq!(one["severity"], "ERROR");
    assert_eq!(one["suggestions"][0]["text"], "Irrtum");
    assert_eq!(one["relatedLocations"][0]["message"], "@due");
}

#[test]
fn gitlab_has_one_fingerprint_for_each_finding() {
    let (text, found) = tricky();
    let said: serde_json::Value = serde_json::from_str(&reported(Format::GitLab, Style::default(), text, &[found.clone(), found])).unwrap();
    assert_eq!(said[0]["severity"], "major");
    assert_eq!(said[0]["location"]["positions"]["begin"], serde_json::json!({"line": 1, "column": 5}));
    assert_ne!(said[0]["fingerprint"], said[1]["fingerprint"]);
    let none: serde_json::Value = serde_json::from_str(&reported(Format::GitLab, Style::default(), text, &[])).unwrap();
    assert_eq!(none, serde_json::json!([]));
}

#[test]
fn github_gets_commands_that_hold_together() {
    let (text, found) = tricky();
    let said = reported(Format::GitHub, Style::default(), text, &[found]);
    assert_eq!(
        said,
        "::error file=draft.txt,line=1,endLine=1,col=5,endColumn=13,title=insults/nonsense::100 %25 „Blödsinn“: <schlimm> & mehr, oder?%0ASagen Sie, was Sie selbst tun.\n"
    );
}

#[test]
fn github_names_what_it_cuts() {
    let (text, found) = tricky();
    let mut many = vec![found.clone(); 12];
    many.push(Finding { severity: Severity::Hint, ..found });
    let said = reported(Format::GitHub, Style { locale: Locale::English, ..Style::default() }, text, &many);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.iter().filter(|line| line.starts_with("::error")).count(), 10);
    assert!(lines[10].starts_with("::notice file="));
    assert!(lines[11].contains("2 more findings"), "{said}");
}

#[test]
fn xml_is_well_formed_and_says_where() {
    let (text, found) = tricky();
    for format in [Format::JUnit, Format::Checkstyle] {
        for findings in [vec![found.clone()], Vec::new()] {
            let said = reported(format, Style::default(), text, &findings);
            let mut reader = quick_xml::Reader::from_str(&said);
            reader.config_mut().check_end_names = true;
            let mut depth = 0;
            loop {
                match reader.read_event().unwrap() {
                    quick_xml::events::Event::Start(element) => {
                        depth += 1;
                        element.attributes().for_each(|attribute| drop(attribute.unwrap()));
                    }
                    quick_xml::events::Event::End(_) => depth -= 1,
                    quick_xml::events::Event::Eof => break,
                    _ => {}
                }
            }
            assert_eq!(depth, 0);
        }
        let said = reported(format, Style::default(), text, std::slice::from_ref(&found));
        assert!(said.contains("line=\"1\"") && said.contains("&lt;schlimm&gt; &amp; mehr"), "{said}");
    }
    let passing = reported(Format::JUnit, Style::default(), text, &[]);
    assert!(passing.contains("tests=\"1\" failures=\"0\"") && passing.contains("<testcase name=\"knigge\""), "{passing}");
}

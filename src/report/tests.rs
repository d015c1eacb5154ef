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
        assert!(said.matches("insults/nonsense").count() >= 1_000, "{format:?}");
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

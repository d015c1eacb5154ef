//! Any text through any embedded pack: no panic, marks on character boundaries, in range, in order; the same twice.

use std::sync::LazyLock;

use knigge::builtin;
use knigge::check::Checker;
use knigge::facts::{Channel, Facts, Kind, Language};
use knigge::ruleset::Ruleset;
use proptest::prelude::*;

static RULESET: LazyLock<Ruleset> = LazyLock::new(Ruleset::builtin);
/// Words and sentences of the proofs: random letters alone would never break a rule.
static PROOFS: LazyLock<Vec<String>> = LazyLock::new(|| {
    builtin::packs()
        .iter()
        .flat_map(|pack| pack.rules.iter().flat_map(|rule| rule.bad.iter().chain(&rule.good).map(|proof| proof.text.clone())))
        .collect()
});

fn check(text: &str, facts: Facts) {
    let mut checker = Checker::new(&RULESET);
    checker.reveal = true;
    let findings = checker.check(text, &facts);
    let mut last = 0;
    for finding in &findings {
        assert!(!finding.marks.is_empty());
        assert!(finding.marks[0].start >= last, "findings are in order");
        last = finding.marks[0].start;
        let related = finding.related.iter().map(|related| related.span);
        for span in finding.marks.iter().copied().chain(related).chain(finding.fixes.iter().map(|fix| fix.span)) {
            assert!(span.start < span.end && span.end <= text.len(), "{finding:?}");
            assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{finding:?}");
            let before = text[..span.start].chars().next_back();
            let first = text[span.range()].chars().next().unwrap();
            assert!(!matches!(first, '\u{300}'..='\u{36f}') || before.is_none(), "no mark begins inside a letter: {finding:?}");
        }
        for pair in finding.marks.windows(2) {
            assert!(pair[0].end <= pair[1].start, "marks are in order and apart: {finding:?}");
        }
    }
    assert_eq!(findings, checker.check(text, &facts), "a checker remembers nothing of the draft before");
}

fn facts() -> impl Strategy<Value = Facts> {
    let language = prop_oneof![Just(None), Just(Some(Language::German)), Just(Some(Language::English))];
    (language, any::<bool>(), any::<bool>()).prop_map(|(language, public, draft)| Facts {
        language,
        channel: if public { Channel::Public } else { Channel::Private },
        kind: if draft { Kind::Draft } else { Kind::Template },
        ..Facts::default()
    })
}

/// A proof, mangled: cut anywhere, in capitals, with strange characters in it, next to another.
fn mangled() -> impl Strategy<Value = String> {
    let piece = (any::<prop::sample::Index>(), 0u8..6, any::<prop::sample::Index>(), "[\\PC\u{301}\u{308}\u{200b}\u{ad}\u{202e}]{0,2}")
        .prop_map(|(which, way, at, noise)| {
            let text = &PROOFS[which.index(PROOFS.len())];
            let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let cut = boundaries[at.index(boundaries.len())];
            match way {
                0 => text[..cut].to_string(),
                1 => text[cut..].to_string(),
                2 => text.to_uppercase(),
                3 => format!("{}{noise}{}", &text[..cut], &text[cut..]),
                4 => text.replace('ü', "u\u{308}").replace('ß', "ẞ").replace(' ', "\u{a0}"),
                _ => text.clone(),
            }
        });
    prop::collection::vec(piece, 1..5).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "\\PC{0,200}", facts in facts()) {
        check(&text, facts);
    }

    #[test]
    fn any_text_with_controls(text in "[\\s\\S]{0,80}", facts in facts()) {
        check(&text, facts);
    }

    #[test]
    fn proofs_in_disarray(text in mangled(), facts in facts()) {
        check(&text, facts);
    }
}

#[test]
fn every_proof_as_it_stands() {
    for text in PROOFS.iter() {
        for language in [None, Some(Language::German), Some(Language::English)] {
            check(text, Facts { language, ..Facts::default() });
        }
    }
}

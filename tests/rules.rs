//! Every embedded rule proves itself, is named as rules are named, and says in both languages what is wrong and what to do.

use std::collections::BTreeSet;

use knigge::builtin::{self, Request};
use knigge::check::Checker;
use knigge::facts::{Facts, Kind};
use knigge::finding::{Gravity, Locale};
use knigge::pack;
use knigge::prove;
use knigge::ruleset::Ruleset;
use knigge::span::LineIndex;

fn everything() -> Ruleset {
    let request = Request { settings: prove::settings(&builtin::packs()), ..Request::default() };
    Ruleset::assemble(&request).expect("the embedded packs fit together").0
}

#[test]
fn every_proof_holds() {
    let ruleset = everything();
    let mut failures = Vec::new();
    for (path, text) in builtin::files() {
        let (pack, _) = pack::read(path, text);
        let lines = LineIndex::new(text);
        for mistake in prove::prove(&ruleset, &pack) {
            let place = lines.position(text, mistake.span.start);
            failures.push(format!("{path}:{}: {} {}", place.line, mistake.message.en, mistake.help.en));
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn packs_hold_no_mistakes() {
    for (path, text) in builtin::files() {
        let (_, mistakes) = pack::read(path, text);
        let grave: Vec<_> = mistakes.iter().filter(|mistake| mistake.gravity == Gravity::Mistake).collect();
        assert!(grave.is_empty(), "{path}: {grave:?}");
    }
}

#[test]
fn rules_say_what_is_wrong_and_what_helps_in_both_languages() {
    let mut poor = Vec::new();
    for pack in builtin::packs() {
        for rule in &pack.rules {
            let id = format!("{}/{}", pack.name, rule.name);
            let texts = [&rule.message.de, &rule.message.en, &rule.help.de, &rule.help.en, &rule.guideline];
            if texts.iter().any(|text| text.is_empty()) {
                poor.push(format!("{id}: a message, help or guideline is missing"));
            }
            if rule.bad.len() < 3 || rule.good.len() < 3 {
                poor.push(format!("{id}: fewer than three proofs of a kind"));
            }
        }
    }
    assert!(poor.is_empty(), "\n{}", poor.join("\n"));
}

/// What a help text says in quotation marks is what people will write: it must not break a rule itself.
#[test]
fn what_the_help_says_instead_breaks_no_rule() {
    let ruleset = Ruleset::builtin();
    let mut checker = Checker::new(&ruleset);
    let mut wrong = Vec::new();
    for pack in builtin::packs() {
        let Some(language) = pack.language else { continue };
        for rule in &pack.rules {
            for (said_in, text) in [("de", rule.help.get(Locale::German)), ("en", rule.help.get(Locale::English))] {
                if said_in != language.as_str() {
                    continue;
                }
                let facts =
                    Facts { language: Some(language), channel: rule.channel.unwrap_or_default(), kind: Kind::Template, ..Facts::default() };
                for said in quoted(text) {
                    // It is a part of a reply, which has its salutation above it.
                    for finding in checker.check(said, &facts).into_iter().filter(|finding| finding.pack != "salutation") {
                        wrong.push(format!("{}/{}: \"{said}\" breaks {}", pack.name, rule.name, finding.rule));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What stands in quotation marks and is a sentence rather than a word.
fn quoted(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find(['„', '“', '"']) {
        let mark = rest[open..].chars().next().unwrap();
        let inner = &rest[open + mark.len_utf8()..];
        let Some(close) = inner.find(['“', '”', '"']) else { break };
        out.push(&inner[..close]);
        let end = inner[close..].chars().next().unwrap().len_utf8();
        rest = &inner[close + end..];
    }
    out.retain(|said| said.split_whitespace().count() > 3);
    out
}

/// Lists of one name in two files become one without a word: two authors may have meant different things.
#[test]
fn shared_lists_stand_in_one_file() {
    let mut seen: std::collections::BTreeMap<(String, String), String> = std::collections::BTreeMap::new();
    let mut twice = Vec::new();
    for pack in builtin::packs().iter().filter(|pack| pack.is_words()) {
        let language = pack.language.map_or("any", |language| language.as_str());
        for list in &pack.lists {
            if let Some(other) = seen.insert((language.to_owned(), list.name.clone()), pack.path.clone()) {
                twice.push(format!("@{} stands in {other} and {}", list.name, pack.path));
            }
        }
    }
    assert!(twice.is_empty(), "\n{}", twice.join("\n"));
}

#[test]
fn the_same_guideline_has_the_same_name_in_both_languages() {
    let packs = builtin::packs();
    let names = |code: &str| -> BTreeSet<String> {
        packs
            .iter()
            .filter(|pack| pack.language.is_some_and(|language| language.as_str() == code) && !pack.is_words())
            .map(|pack| pack.name.clone())
            .collect()
    };
    assert_eq!(names("de"), names("en"));
}

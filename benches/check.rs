//! How fast drafts are checked, how much the rules add to cutting words, and what starting costs.
//!
//! `cargo bench` prints throughput; compare the rows of one run with each other, machines are noisy.
//! Memory is measured from outside: `/usr/bin/time -v knigge check --format jsonl replies.jsonl`.

use std::ops::ControlFlow;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use knigge::builtin;
use knigge::check::Checker;
use knigge::draft::{self, Reading};
use knigge::facts::{Facts, Language};
use knigge::language::word::Words;
use knigge::ruleset::Ruleset;
use knigge::source::Source;

fn main() {
    divan::main();
}

/// Replies as they are: most of them fine. They are the texts of the proofs that break nothing, and every tenth that does.
fn replies(count: usize) -> Vec<(Language, String)> {
    let packs = builtin::packs();
    let rules = || {
        packs
            .iter()
            .filter_map(|pack| pack.language.map(|language| (language, pack)))
            .flat_map(|(language, pack)| pack.rules.iter().map(move |rule| (language, rule)))
    };
    let good: Vec<(Language, &str)> =
        rules().flat_map(|(language, rule)| rule.good.iter().map(move |proof| (language, proof.text.as_str()))).collect();
    let bad: Vec<(Language, &str)> =
        rules().flat_map(|(language, rule)| rule.bad.iter().map(move |proof| (language, proof.text.as_str()))).collect();
    let german: Vec<&str> = good.iter().filter(|(language, _)| *language == Language::German).map(|(_, text)| *text).collect();
    let english: Vec<&str> = good.iter().filter(|(language, _)| *language == Language::English).map(|(_, text)| *text).collect();
    (0..count)
        .map(|number| {
            if number % 10 == 9 {
                let (language, text) = bad[number / 10 % bad.len()];
                return (language, text.to_string());
            }
            let (language, texts) = if number % 2 == 0 { (Language::German, &german) } else { (Language::English, &english) };
            (
                language,
                format!(
                    "{} {} {}",
                    texts[number % texts.len()],
                    texts[(number * 7 + 1) % texts.len()],
                    texts[(number * 13 + 2) % texts.len()]
                ),
            )
        })
        .collect()
}

fn bytes(replies: &[(Language, String)]) -> usize {
    replies.iter().map(|(_, text)| text.len()).sum()
}

#[divan::bench]
fn cut_words(bencher: Bencher) {
    let replies = replies(2000);
    bencher.counter(BytesCount::new(bytes(&replies))).bench_local(|| {
        let mut words = Words::default();
        for (_, text) in &replies {
            words.cut(text);
            black_box(words.tokens.len());
        }
    });
}

#[divan::bench]
fn check_all_packs(bencher: Bencher) {
    let replies = replies(2000);
    let ruleset = Ruleset::builtin();
    bencher.counter(BytesCount::new(bytes(&replies))).bench_local(|| {
        let mut checker = Checker::new(&ruleset);
        replies
            .iter()
            .map(|(language, text)| checker.check(text, &Facts { language: Some(*language), ..Facts::default() }).len())
            .sum::<usize>()
    });
}

#[divan::bench]
fn check_json_lines(bencher: Bencher) {
    let replies = replies(2000);
    let ruleset = Ruleset::builtin();
    let lines: Vec<String> = replies
        .iter()
        .enumerate()
        .map(|(number, (language, text))| {
            serde_json::json!({"id": number, "lang": language.as_str(), "channel": "public", "text": text}).to_string()
        })
        .collect();
    let file = lines.join("\n");
    bencher.counter(BytesCount::new(file.len())).bench_local(|| {
        let mut checker = Checker::new(&ruleset);
        let mut found = 0;
        let reading = Reading { format: Some(draft::Format::JsonLines), ..Reading::default() };
        let source = Source::memory("replies.jsonl", file.clone().into_bytes());
        let _ = draft::each_draft(
            &source,
            &reading,
            &mut |draft| {
                let facts = Facts {
                    language: draft.language,
                    channel: draft.channel.unwrap_or_default(),
                    kind: draft.kind.unwrap_or_default(),
                    ..Facts::default()
                };
                found += checker.check(draft.text(), &facts).len();
                ControlFlow::Continue(())
            },
            &mut |_| ControlFlow::Continue(()),
        );
        found
    });
}

#[divan::bench]
fn start(bencher: Bencher) {
    bencher.bench_local(Ruleset::builtin);
}

//! The example for build servers: a library of 300 answers in five formats with 40 findings, of which a baseline knows 30.
//! In: examples/ci. Out: nothing, if every format tells exactly the other ten, each at its place.
//! When rules have changed: `cd examples/ci && knigge check --format short library`, and write the baseline without the ten.

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

/// File, line and rule of a finding.
type Finding = (String, u64, String);

fn knigge(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_knigge"));
    command.args(arguments).current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/ci"));
    command.env("LC_ALL", "C").env_remove("GITHUB_STEP_SUMMARY").output().unwrap()
}

/// What is new, as a format tells it.
fn told(format: &str) -> (String, Option<i32>) {
    let output = knigge(&["check", "--baseline", "knigge.baseline", "--format", format, "library"]);
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{format}");
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn each(list: &Value, read: impl Fn(&Value) -> Finding) -> Vec<Finding> {
    list.as_array().unwrap().iter().map(read).collect()
}

fn record(record: &Value) -> Finding {
    (text(&record["path"]), record["start"]["line"].as_u64().unwrap(), text(&record["rule"]))
}

/// `library/a.md:12:3` as path and line.
fn place(place: &str) -> (String, u64) {
    let mut parts = place.rsplitn(3, ':').skip(1);
    let line = parts.next().unwrap().parse().unwrap();
    (parts.next().unwrap().trim().to_owned(), line)
}

/// The value of `name="…"`, or of `name=…,`.
fn attribute<'l>(line: &'l str, name: &str) -> &'l str {
    let value = line.split_once(&format!("{name}=")).unwrap().1;
    match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap(),
        None => value.split([',', ':']).next().unwrap(),
    }
}

/// The findings that a report in this format tells.
fn findings(format: &str, said: &str) -> Vec<Finding> {
    let json = || serde_json::from_str::<Value>(said).unwrap();
    match format {
        "pretty" => {
            let rules = said.lines().filter_map(|line| line.split_once('[')?.1.split_once("]: ")).map(|(rule, _)| rule.to_owned());
            let places = said.lines().filter_map(|line| line.split_once("╭─ ")).map(|(_, at)| place(at.split(" · ").next().unwrap()));
            places.zip(rules).map(|((path, line), rule)| (path, line, rule)).collect()
        }
        "short" => {
            let line = |line: &str| {
                let (at, rest) = line.split_once(": ").unwrap();
                let (path, line) = place(at);
                (path, line, rest.split(['[', ']']).nth(1).unwrap().to_owned())
            };
            said.lines().map(line).collect()
        }
        "json" => each(&json()["findings"], record),
        "jsonl" => said.lines().map(|line| record(&serde_json::from_str(line).unwrap())).collect(),
        "sarif" => each(&json()["runs"][0]["results"], |result| {
            let at = &result["locations"][0]["physicalLocation"];
            (text(&at["artifactLocation"]["uri"]), at["region"]["startLine"].as_u64().unwrap(), text(&result["ruleId"]))
        }),
        "github" => {
            let command =
                |line: &str| (attribute(line, "file").into(), attribute(line, "line").parse().unwrap(), attribute(line, "title").into());
            said.lines().map(command).collect()
        }
        "gitlab" => each(&json(), |item| {
            let at = &item["location"];
            (text(&at["path"]), at["positions"]["begin"]["line"].as_u64().unwrap(), text(&item["check_name"]))
        }),
        "junit" => {
            assert!(said.contains("failures=\"10\" errors=\"0\""), "{said}");
            let case = |line: &str| {
                let (rule, at) = attribute(line, "name").split_once(' ')?;
                let (path, line) = place(at);
                Some((path, line, rule.to_owned()))
            };
            said.lines().filter(|line| line.contains("<testcase ")).filter_map(case).collect()
        }
        "checkstyle" => {
            let mut file = "";
            let mut found = Vec::new();
            for line in said.lines() {
                if line.contains("<file ") {
                    file = attribute(line, "name");
                } else if line.contains("<error ") {
                    let rule = attribute(line, "source").strip_prefix("knigge.").unwrap().replacen('.', "/", 1);
                    found.push((file.to_owned(), attribute(line, " line").parse().unwrap(), rule));
                }
            }
            found
        }
        "rdjson" => each(&json()["diagnostics"], |item| {
            let at = &item["location"];
            (text(&at["path"]), at["range"]["start"]["line"].as_u64().unwrap(), text(&item["code"]["value"]))
        }),
        other => panic!("{other} is no format"),
    }
}

#[test]
fn every_format_tells_exactly_the_ten_new_findings() {
    let files = ["branches.html", "macros.json", "replies.md", "replies.yaml", "text-modules.csv"];
    let (said, status) = told("jsonl");
    assert_eq!(status, Some(1));
    let expected: BTreeSet<Finding> = findings("jsonl", &said).into_iter().collect();
    assert_eq!(expected.len(), 10, "{expected:#?}");
    let packs: BTreeSet<&str> = expected.iter().map(|(_, _, rule)| rule.split('/').next().unwrap()).collect();
    assert!(packs.len() >= 4, "{packs:?}");
    for file in files {
        let of_file = expected.iter().filter(|(path, _, _)| *path == format!("library/{file}"));
        assert_eq!(of_file.count(), 2, "{file}");
    }
    for format in ["pretty", "short", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson"] {
        let (said, status) = told(format);
        let found = findings(format, &said);
        assert_eq!((found.len(), status), (10, Some(1)), "{format}: {said}");
        assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected, "{format}");
    }
}

#[test]
fn the_library_holds_300_answers_and_40_findings() {
    let listed = String::from_utf8(knigge(&["drafts", "library"]).stdout).unwrap();
    assert_eq!(listed.lines().filter(|line| line.ends_with(": 60 drafts")).count(), 5, "{listed}");
    let all = String::from_utf8(knigge(&["check", "--format", "short", "library"]).stdout).unwrap();
    assert_eq!(all.lines().count(), 40, "{all}");
    let known = String::from_utf8(knigge(&["baseline", "show", "knigge.baseline", "library"]).stdout).unwrap();
    assert_eq!(known.lines().last(), Some("30 known findings, 0 of them gone"), "{known}");
}

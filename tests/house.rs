//! The house stands in order: a room imports only rooms above it, and what the build script compiles imports nothing that it does not have.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in import order.
const ROOMS: [&str; 21] = [
    "span",
    "facts",
    "mapped",
    "finding",
    "source",
    "draft",
    "language",
    "phrase",
    "pack",
    "ruleset",
    "builtin",
    "recognise",
    "check",
    "prove",
    "score",
    "learn",
    "baseline",
    "fix",
    "config",
    "report",
    "cli",
];
/// The rooms that `build.rs` takes in.
const COMPILED: [&str; 7] = ["span", "facts", "finding", "language", "phrase", "pack", "ruleset"];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|end| end == "rs") {
            out.push(path);
        }
    }
    out.sort();
}

/// The room of a file, and how deep below the crate's root its module lies.
fn room_of(file: &Path) -> (String, usize) {
    let inside = file.strip_prefix(source()).unwrap();
    let mut parts: Vec<String> = inside.iter().map(|part| part.to_string_lossy().trim_end_matches(".rs").to_string()).collect();
    if parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    (parts[0].clone(), parts.len())
}

/// Every room that a text names by `crate::` or by enough `super::` to leave its own.
fn named(text: &str, depth: usize) -> Vec<String> {
    let mut rooms = Vec::new();
    let mut take = |rest: &str| {
        let groups = rest.strip_prefix('{').map(|inner| inner[..inner.find('}').unwrap_or(inner.len())].to_string());
        let names = groups.unwrap_or_else(|| rest.to_string());
        let parts: Vec<&str> = if rest.starts_with('{') { names.split(',').collect() } else { vec![names.as_str()] };
        for part in parts {
            rooms.push(part.trim().chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect());
        }
    };
    for (at, _) in text.match_indices("crate::") {
        take(&text[at + "crate::".len()..]);
    }
    let out = "super::".repeat(depth);
    for (at, _) in text.match_indices(&out) {
        if !text[..at].ends_with("super::") {
            take(&text[at + out.len()..]);
        }
    }
    rooms.retain(|room: &String| !room.is_empty());
    rooms
}

#[test]
fn a_room_imports_only_rooms_above_it() {
    let mut files = Vec::new();
    rust_files(&source(), &mut files);
    assert!(files.len() > 40, "where are the rooms?");
    let mut wrong = Vec::new();
    for file in &files {
        let (room, depth) = room_of(file);
        if matches!(room.as_str(), "lib" | "main") {
            continue;
        }
        let rank = ROOMS.iter().position(|other| *other == room).unwrap_or_else(|| panic!("{} belongs to no room", file.display()));
        for other in named(&fs::read_to_string(file).unwrap(), depth) {
            match ROOMS.iter().position(|known| *known == other) {
                Some(above) if above <= rank => {}
                Some(_) => wrong.push(format!("{} imports {other}, which lies below", file.display())),
                None if other.starts_with(char::is_uppercase) || other == "self" => {}
                None => wrong.push(format!("{} names crate::{other}, which is no room", file.display())),
            }
            if COMPILED.contains(&room.as_str()) && ROOMS.contains(&other.as_str()) && !COMPILED.contains(&other.as_str()) {
                wrong.push(format!("{} imports {other}, which build.rs does not have", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_test_sees_what_it_should() {
    assert_eq!(named("use crate::{span, draft::Draft};", 1), ["span", "draft"]);
    assert_eq!(named("fn a() { super::super::report::x(); super::own(); }", 2), ["report"]);
    assert_eq!(named("crate::cli::run!()", 3), ["cli"]);
}

/// Tables of words and of weights are data; whatever else stands in a rule file is read by people.
#[test]
fn no_rule_file_is_longer_than_400_lines() {
    let mut seen = 0;
    for language in ["de", "en"] {
        let rules = source().parent().unwrap().join("rules").join(language);
        for folder in [rules.clone(), rules.join("words")] {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let table = ["verbs", "nouns"].iter().any(|table| path.file_stem().is_some_and(|stem| stem == *table));
                if path.is_dir() || table {
                    continue;
                }
                let lines = fs::read_to_string(&path).unwrap().lines().count();
                assert!(lines <= 400, "{} has {lines} lines", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn every_file_says_what_lives_in_it() {
    let mut files = Vec::new();
    rust_files(&source(), &mut files);
    let silent: Vec<_> = files.iter().filter(|file| !fs::read_to_string(file).unwrap().starts_with("//!")).collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn library_code_never_prints_or_exits() {
    let mut files = Vec::new();
    rust_files(&source(), &mut files);
    for file in files.iter().filter(|file| !file.ends_with("main.rs")) {
        let text = fs::read_to_string(file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for forbidden in ["println!", "eprintln!", "print!(", "process::exit", "dbg!(", "todo!(", "unimplemented!("] {
            assert!(!code.contains(forbidden), "{} holds {forbidden}", file.display());
        }
    }
}

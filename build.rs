//! Compiles the embedded packs into tables, with the very rooms that compile a company's packs at start.
//! In: `rules/`. Out: one table for each language in `OUT_DIR`, and the list of embedded files. A mistake in an embedded pack stops the build.

// The rooms are the library's own; here most of what they offer lies idle.
// A build script tells cargo by printing.
#![allow(dead_code, missing_docs, unused_imports, clippy::print_stderr, clippy::print_stdout, clippy::exit)]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/facts.rs"]
mod facts;
#[path = "src/finding.rs"]
mod finding;
#[path = "src/language/mod.rs"]
mod language;
#[path = "src/pack/mod.rs"]
mod pack;
#[path = "src/phrase/mod.rs"]
mod phrase;
#[path = "src/ruleset/mod.rs"]
mod ruleset;
#[path = "src/span.rs"]
mod span;

use facts::Language;
use finding::{Gravity, Locale, Mistake};
use language::inflect::Tables;
use pack::Pack;
use ruleset::compile::{Compilation, compile};
use ruleset::{merge, validate};

fn main() {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=build.rs");
    for room in ["facts.rs", "finding.rs", "language", "pack", "phrase", "ruleset", "span.rs"] {
        println!("cargo::rerun-if-changed=src/{room}");
    }
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let mut mistakes: Vec<(Mistake, String)> = Vec::new();
    let mut list = String::from("[\n");
    for language in Language::ALL {
        let folder = root.join("rules").join(language.as_str());
        let files: Vec<PathBuf> =
            [folder.clone(), folder.join("words"), folder.join("weights")].iter().flat_map(|folder| files(folder)).collect();
        let mut packs: Vec<Pack> = Vec::new();
        for file in &files {
            let name = file.strip_prefix(&folder).unwrap_or(file).to_string_lossy().replace('\\', "/");
            let path = format!("builtin:{}/{name}", language.as_str());
            let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            let (pack, found) = pack::read(&path, &text);
            mistakes.extend(found.into_iter().map(|mistake| (mistake, text.clone())));
            packs.push(pack);
            let _ = writeln!(list, "    ({path:?}, include_str!({:?})),", file.display().to_string());
        }
        let packs: Vec<&Pack> = packs.iter().collect();
        mistakes.extend(validate::validate(&packs, &[], &|_| 0).into_iter().map(|mistake| (mistake, String::new())));
        let mut tables = Tables::default();
        packs.iter().for_each(|pack| merge(&mut tables, &pack.tables));
        let (bytes, _) = compile(&Compilation { language, packs, tables: &tables, known: &|_| 0, with_vocabulary: true });
        fs::write(out.join(format!("{}.table", language.as_str())), bytes).expect("OUT_DIR can be written");
    }
    list.push(']');
    fs::write(out.join("files.rs"), list).expect("OUT_DIR can be written");
    let grave: Vec<String> =
        mistakes.iter().filter(|(mistake, _)| mistake.gravity == Gravity::Mistake).map(|(mistake, text)| show(mistake, text)).collect();
    if !grave.is_empty() {
        eprintln!("{}", grave.join("\n"));
        std::process::exit(1);
    }
}

/// The packs of a folder, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    files.sort();
    files
}

fn show(mistake: &Mistake, text: &str) -> String {
    let place = span::LineIndex::new(text).position(text, mistake.span.start);
    let help = mistake.help.get(Locale::English);
    format!("{}:{}:{}: {} {help}", mistake.path, place.line, place.column, mistake.message.get(Locale::English))
}

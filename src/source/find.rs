//! From the paths of a command line to sources: folders are walked in sorted order, hidden files and what git ignores left out.
//! In: paths as given, and which files count inside folders. Out: sources in order, none twice, and what could not be found.

use super::{Source, Trouble, printed, wording_of};
use crate::finding::Wording;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// What counts as a source.
pub struct Search<'s> {
    /// Which files inside a folder are sources.
    pub counts: &'s dyn Fn(&Path) -> bool,
    /// What people are told standard input is.
    pub stdin: &'s str,
    /// Whether files that git ignores are no sources.
    pub gitignore: bool,
}

/// Finds the sources below `paths`. A file given by name is always a source; inside a folder only files that count are.
/// `-` is standard input. Hidden files and folders inside a folder are left out, symbolic links in it are not followed.
pub fn find(paths: &[PathBuf], search: &Search<'_>) -> (Vec<Source>, Vec<Trouble>) {
    let mut found = Found { sources: Vec::new(), troubles: Vec::new(), seen: BTreeSet::new() };
    for path in paths {
        if path.as_os_str() == OsStr::new("-") {
            found.add(Source::stdin(search.stdin));
        } else if path.is_dir() {
            found.walk(path, search);
        } else if let Err(error) = path.metadata() {
            found.troubles.push(Trouble::new(printed(path), wording_of(&error)));
        } else {
            found.add(Source::file(path));
        }
    }
    (found.sources, found.troubles)
}

struct Found {
    sources: Vec<Source>,
    troubles: Vec<Trouble>,
    seen: BTreeSet<String>,
}

impl Found {
    fn add(&mut self, source: Source) {
        if self.seen.insert(source.path.clone()) {
            self.sources.push(source);
        }
    }

    fn walk(&mut self, folder: &Path, search: &Search<'_>) {
        let (mut any, mut left_out) = (false, false);
        let mut ignored = if search.gitignore { Ignored::above(folder) } else { Ignored::default() };
        let mut is_wanted = |entry: &DirEntry| {
            if entry.depth() == 0 {
                return true;
            }
            let visible = !entry.file_name().as_encoded_bytes().starts_with(b".");
            let ignores = search.gitignore && visible && ignored.ignores(entry.path(), entry.file_type().is_dir());
            left_out |= ignores;
            visible && !ignores
        };
        for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(&mut is_wanted) {
            match entry {
                Ok(entry) if entry.file_type().is_file() && (search.counts)(entry.path()) => {
                    any = true;
                    // `knigge .` says a.txt, not ./a.txt.
                    self.add(Source::file(entry.path().strip_prefix(".").unwrap_or(entry.path())));
                }
                Ok(_) => {}
                Err(error) => {
                    let path = printed(error.path().unwrap_or(folder));
                    let message = match error.io_error() {
                        Some(error) => Wording::new(
                            format!("Der Ordner lässt sich nicht lesen: {error}."),
                            format!("The folder cannot be read: {error}."),
                        ),
                        None => Wording::new("Der Ordner enthält sich selbst.", "The folder contains itself."),
                    };
                    self.troubles.push(Trouble::new(path, message));
                }
            }
        }
        if !any {
            let message = if left_out {
                Wording::new(
                    "In diesem Ordner liegen keine Entwürfe, außer vielleicht in dem, was git ignoriert: --no-ignore prüft auch das.",
                    "There are no drafts in this folder, but perhaps in what git ignores: --no-ignore checks that too.",
                )
            } else {
                Wording::new("In diesem Ordner liegen keine Entwürfe.", "There are no drafts in this folder.")
            };
            self.troubles.push(Trouble::new(printed(folder), message));
        }
    }
}

/// What git ignores, folder by folder on the way down; a deeper file wins.
#[derive(Default)]
struct Ignored {
    folders: Vec<(PathBuf, Gitignore)>,
}

impl Ignored {
    /// What holds above `folder`, up to the top of its repository.
    fn above(folder: &Path) -> Ignored {
        let mut ignored = Ignored::default();
        let Ok(folder) = std::path::absolute(folder) else { return ignored };
        let Some(top) = folder.ancestors().find(|above| above.join(".git").exists()) else { return ignored };
        let mut above: Vec<&Path> = folder.ancestors().skip(1).take_while(|above| above.starts_with(top)).collect();
        above.reverse();
        above.into_iter().for_each(|folder| ignored.enter(folder));
        ignored
    }

    /// Reads the `.gitignore` of a folder, and at the top of a repository what git keeps beside it. A line that is no pattern is no rule.
    fn enter(&mut self, folder: &Path) {
        let mut builder = GitignoreBuilder::new(folder);
        for file in [".git/info/exclude", ".gitignore"] {
            let _ = builder.add(folder.join(file));
        }
        let rules = builder.build().unwrap_or_else(|_| Gitignore::empty());
        self.folders.push((folder.to_path_buf(), rules));
    }

    /// Whether git ignores what a walk meets at `path`.
    fn ignores(&mut self, path: &Path, is_folder: bool) -> bool {
        let Ok(path) = std::path::absolute(path) else { return false };
        let Some(parent) = path.parent() else { return false };
        self.folders.truncate(self.folders.iter().take_while(|(folder, _)| parent.starts_with(folder)).count());
        if self.folders.last().is_none_or(|(folder, _)| folder != parent) {
            self.enter(parent);
        }
        let verdict = self.folders.iter().rev().map(|(_, rules)| rules.matched(&path, is_folder)).find(|verdict| !verdict.is_none());
        verdict.is_some_and(|verdict| verdict.is_ignore())
    }
}

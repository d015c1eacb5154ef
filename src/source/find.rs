//! From the paths of a command line to sources: folders are walked in sorted order, hidden ones left out.
//! In: paths as given, and which files count inside folders. Out: sources in order, none twice, and what could not be found.

use super::{Source, Trouble, printed, wording_of};
use crate::finding::Wording;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Finds the sources below `paths`. A file given by name is always a source; inside a folder only files that `counts` accepts are.
/// `-` is standard input. Hidden files and folders inside a folder are left out, symbolic links in it are not followed.
pub fn find(paths: &[PathBuf], counts: &dyn Fn(&Path) -> bool) -> (Vec<Source>, Vec<Trouble>) {
    let mut found = Found { sources: Vec::new(), troubles: Vec::new(), seen: BTreeSet::new() };
    for path in paths {
        if path.as_os_str() == OsStr::new("-") {
            found.add(Source::stdin("-"));
        } else if path.is_dir() {
            found.walk(path, counts);
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

    fn walk(&mut self, folder: &Path, counts: &dyn Fn(&Path) -> bool) {
        let mut any = false;
        let visible = |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".");
        for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(visible) {
            match entry {
                Ok(entry) if entry.file_type().is_file() && counts(entry.path()) => {
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
            let message = Wording::new("In diesem Ordner liegen keine Entwürfe.", "There are no drafts in this folder.");
            self.troubles.push(Trouble::new(printed(folder), message));
        }
    }
}

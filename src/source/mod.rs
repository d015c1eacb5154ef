//! Reading: paths, folders and standard input become pages of text; long files of lines are read a piece at a time.
//! In: paths. Out: sources, their pages, and what went wrong on the way. Nothing is printed here.

mod decoder;
mod encoding;
mod find;
mod page;
mod pages;
mod rows;

pub use encoding::Encoding;
pub use find::{Search, find};
pub use page::{CharCounts, Count, Grid, GridCell, Page};
pub use pages::{Layout, Limits, Pages, is_blank};
pub use rows::{Cut, Cutter};

use crate::finding::{Gravity, Wording};
use std::fs::File;
use std::io::{self, Read};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::Arc;

/// One file or standard input, not yet read.
#[derive(Debug, Clone)]
pub struct Source {
    path: String,
    origin: Origin,
}

#[derive(Debug, Clone)]
enum Origin {
    Stdin,
    File(PathBuf),
    Memory(Arc<[u8]>),
}

impl Source {
    /// The file at `path`.
    pub fn file(path: impl Into<PathBuf>) -> Source {
        let path = path.into();
        Source { path: printed(&path), origin: Origin::File(path) }
    }

    /// Standard input, told to people as `name` (usually `-`).
    pub fn stdin(name: impl Into<String>) -> Source {
        Source { path: name.into(), origin: Origin::Stdin }
    }

    /// Bytes at hand, told to people as `name`.
    pub fn memory(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Source {
        Source { path: name.into(), origin: Origin::Memory(Arc::from(bytes.into())) }
    }

    /// The path as people are told it, with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The file, if it is one.
    pub fn file_path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File(path) => Some(path),
            Origin::Stdin | Origin::Memory(_) => None,
        }
    }

    /// How many bytes it has, where that is known before it is read.
    pub fn length(&self) -> Option<u64> {
        match &self.origin {
            Origin::Stdin => None,
            Origin::File(path) => path.metadata().ok().map(|known| known.len()),
            Origin::Memory(bytes) => Some(bytes.len() as u64),
        }
    }

    /// Reads it as pages. A file that cannot be opened gives its trouble as the only item.
    pub fn pages(&self, layout: Layout, limits: Limits) -> Pages {
        Pages::new(&self.path, self.reader(), layout, limits)
    }

    /// Reads it as pages of whole records, where `cutter` finds their ends; any encoding. What fits in one page is one.
    pub fn rows(&self, limits: Limits, cutter: Box<dyn Cutter>) -> Pages {
        Pages::made(rows::Rows::new(&self.path, self.reader(), limits, cutter))
    }

    /// All its bytes, up to `limits.file`.
    pub fn bytes(&self, limits: Limits) -> Result<Vec<u8>, Trouble> {
        let mut bytes = Vec::new();
        let read = self.reader().and_then(|reader| reader.take(limits.file as u64 + 1).read_to_end(&mut bytes));
        match read {
            Err(error) => Err(Trouble::new(&self.path, wording_of(&error))),
            Ok(_) if bytes.len() > limits.file => Err(Trouble::new(&self.path, pages::too_large(limits.file))),
            Ok(_) => Ok(bytes),
        }
    }

    fn reader(&self) -> io::Result<Box<dyn Read + Send>> {
        match &self.origin {
            Origin::Stdin => Ok(Box::new(io::stdin())),
            Origin::File(path) => File::open(path).map(|file| Box::new(file) as _),
            Origin::Memory(bytes) => Ok(Box::new(io::Cursor::new(Arc::clone(bytes)))),
        }
    }
}

/// A path as people are told it: with `/` on every system.
fn printed(path: &Path) -> String {
    let path = path.to_string_lossy();
    if MAIN_SEPARATOR == '/' { path.into_owned() } else { path.replace(MAIN_SEPARATOR, "/") }
}

/// Trouble of the run: a file that cannot be read, a broken line, a draft that is too large; or advice, such as an encoding that was guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The source as people are told it.
    pub path: String,
    /// Line of the source from 1, where there is one.
    pub line: Option<usize>,
    /// Column from 1 in Unicode scalar values, where there is one.
    pub column: Option<usize>,
    /// `Mistake`: something was not checked, the run failed (status 2). `Advice`: all was checked; to be said once.
    pub gravity: Gravity,
    /// What is wrong, without the path.
    pub message: Wording,
}

impl Trouble {
    /// Trouble with a whole source.
    pub fn new(path: impl Into<String>, message: Wording) -> Trouble {
        Trouble { path: path.into(), line: None, column: None, gravity: Gravity::Mistake, message }
    }

    /// Trouble at a line (from 1).
    pub fn at_line(mut self, line: usize) -> Trouble {
        self.line = Some(line);
        self
    }

    /// Trouble at a line and column (from 1).
    pub fn at(mut self, line: usize, column: usize) -> Trouble {
        self.column = Some(column);
        self.at_line(line)
    }
}

/// What the system said when a file could not be read.
fn wording_of(error: &io::Error) -> Wording {
    match error.kind() {
        io::ErrorKind::NotFound => Wording::new("Die Datei gibt es nicht.", "There is no such file."),
        io::ErrorKind::PermissionDenied => {
            Wording::new("Die Datei darf nicht gelesen werden.", "The file may not be read: permission denied.")
        }
        io::ErrorKind::IsADirectory => Wording::new("Das ist ein Ordner, keine Datei.", "This is a folder, not a file."),
        _ => Wording::new(format!("Die Datei lässt sich nicht lesen: {error}."), format!("The file cannot be read: {error}.")),
    }
}

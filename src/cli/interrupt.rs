//! Ctrl-C: a run that is told to stop ends at the next draft, and leaves no half-written file behind.
//! In: a signal, by way of `main.rs`. Out: a flag for runs; the removal of files that were begun.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// The exit status of a run that was interrupted, as shells count.
pub const INTERRUPTED: u8 = 130;

static STOP: AtomicBool = AtomicBool::new(false);
static BEGUN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Tells all runs of this process to stop.
pub fn interrupt() {
    STOP.store(true, Ordering::Relaxed);
}

/// Removes the files that were begun: for whoever cannot wait until a run has stopped.
pub fn abandon() {
    for path in BEGUN.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        // It is gone already, or its folder is.
        let _ = std::fs::remove_file(path);
    }
}

/// Whether the run is to stop.
pub fn is_interrupted() -> bool {
    STOP.load(Ordering::Relaxed)
}

/// A file was begun under a name that it will not keep.
pub fn begun(path: &Path) {
    BEGUN.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_path_buf());
}

/// The file has its name, or is gone.
pub fn ended(path: &Path) {
    BEGUN.lock().unwrap_or_else(PoisonError::into_inner).retain(|known| known != path);
}

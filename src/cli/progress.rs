//! A progress bar for long runs, on a terminal's standard error and nowhere else.
//! In: bytes that were read. Out: a line that is gone when the run ends.

use crate::finding::{Locale, Wording};
use indicatif::{ProgressBar, ProgressStyle};
use std::time::{Duration, Instant};

/// Shorter runs show nothing.
const PATIENCE: Duration = Duration::from_millis(700);

/// The progress of one run.
pub struct Progress {
    /// Whether anybody would see it.
    shows: bool,
    locale: Locale,
    began: Instant,
    /// Bytes of all sources, where that is known.
    total: Option<u64>,
    read: u64,
    drafts: u64,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// A bar for so many bytes; `None` if nobody knows how many.
    pub fn new(shows: bool, total: Option<u64>, locale: Locale) -> Progress {
        Progress { shows, locale, began: Instant::now(), total, read: 0, drafts: 0, bar: None }
    }

    /// So many bytes and drafts more are done.
    pub fn advance(&mut self, bytes: u64, drafts: u64) {
        if !self.shows {
            return;
        }
        (self.read, self.drafts) = (self.read + bytes, self.drafts + drafts);
        if self.bar.is_none() && self.began.elapsed() >= PATIENCE {
            self.bar = Some(bar(self.total));
        }
        if let Some(bar) = &self.bar {
            let drafts = self.drafts;
            bar.set_message(Wording::new(format!("{drafts} Entwürfe"), format!("{drafts} drafts")).get(self.locale).to_owned());
            bar.set_position(self.read);
        }
    }

    /// Takes the bar away while something else is written.
    pub fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn bar(total: Option<u64>) -> ProgressBar {
    let (bar, template) = match total {
        Some(total) => (ProgressBar::new(total), "{bar:30} {percent:>3} %  {msg}  {eta}"),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes}  {msg}"),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

//! Long tables: what their beginning says of all their rows, so that they can be read a part at a time.
//! In: the first part of a table. Out: where its records end, and by which columns later parts are read.

use super::fields::{self, Columns, Fields};
use super::tree::table;
use crate::source::{Cut, Cutter, Page};
use std::any::Any;
use std::sync::Arc;

/// What the beginning of a long table says of all of it.
#[derive(Debug)]
pub(super) struct Opening {
    pub table: table::Opening,
    /// What its columns are like, if drafts are found and not chosen.
    pub columns: Option<Columns>,
}

impl Opening {
    /// The opening of the table of which `page` is a part.
    pub fn of(page: &Page) -> Option<&Opening> {
        page.opening.as_deref().and_then(|opening| (opening as &dyn Any).downcast_ref())
    }
}

/// Cuts a long table into whole records.
pub(super) struct Records {
    fields: Fields,
    ends: Option<table::Ends>,
}

impl Records {
    /// For a table whose drafts are chosen, or found, by `fields`.
    pub fn new(fields: &Fields) -> Records {
        Records { fields: fields.clone(), ends: None }
    }
}

impl Cutter for Records {
    fn open(&mut self, head: &str) -> Option<Arc<dyn Any + Send + Sync>> {
        let (ends, table) = table::Ends::new(head, fields::is_header);
        let mut probe = ends;
        let (bytes, records) = probe.whole(head);
        // A header alone says nothing of the columns.
        if records < 2 {
            return None;
        }
        self.ends = Some(ends);
        let columns = self.fields.text.is_empty().then(|| {
            let rows = table::read_on(&head[..bytes], &table, 0).rows;
            fields::columns(&fields::unfold(rows))
        });
        Some(Arc::new(Opening { table, columns }))
    }

    fn cut(&mut self, text: &str) -> Cut {
        let (bytes, records) = self.ends.as_mut().map_or((0, 0), |ends| ends.whole(text));
        Cut { bytes, records }
    }
}

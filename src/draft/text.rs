//! Plain text: the whole file is one draft.
//! In: a page. Out: its draft, unless there is nothing but white space.

use super::Draft;
use crate::mapped::Mapped;
use crate::source::Page;
use crate::span::Span;

/// The draft of a text file. A blank file holds none.
pub(super) fn draft(page: &Page) -> Option<Draft<'_>> {
    let whole = Span::new(0, page.text.len());
    let blank = page.text.trim_start().is_empty();
    (!blank).then(|| Draft::new(page, "1", Mapped::identity(page.text.as_str(), 0), whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_the_draft() {
        let page = Page::new("a.txt", "Guten Tag,\r\nbis morgen.\r\n");
        let draft = draft(&page).unwrap();
        assert_eq!((draft.text(), &*draft.id), (page.text.as_str(), "1"));
        let at = page.text.find("morgen").unwrap();
        let place = draft.place(Span::new(at, at + 6));
        assert_eq!((place.start.line, place.start.column, place.in_draft), (2, 5, 16..22));
    }

    #[test]
    fn a_blank_file_holds_no_draft() {
        assert!(draft(&Page::new("a.txt", "")).is_none());
        assert!(draft(&Page::new("a.txt", " \n\t\u{a0}\r\n")).is_none());
    }
}

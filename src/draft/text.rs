//! Plain text: the whole file is one draft, or a library with lines of dashes or headings between its answers.
//! In: a page. Out: its drafts; none where there is nothing but white space.

use super::Draft;
use super::sections::{Section, plain_sections};
use crate::mapped::Mapped;
use crate::source::Page;
use crate::span::Span;
use std::borrow::Cow;

/// The drafts of a text file. A blank file holds none; what is piped in is one.
pub(super) fn drafts(page: &Page) -> Vec<Draft<'_>> {
    let whole = Span::new(0, page.text.len());
    if page.text.trim_start().is_empty() {
        return Vec::new();
    }
    let sections = if page.path == "-" { Vec::new() } else { plain_sections(&page.path, &page.text) };
    if sections.is_empty() {
        return vec![Draft::new(page, "1", Mapped::identity(page.text.as_str(), 0), whole)];
    }
    let draft = |(number, section): (usize, Section)| {
        let body = &page.text[section.body.range()];
        let start = section.body.start + (body.len() - body.trim_start().len());
        let mut draft = Draft::new(page, (number + 1).to_string(), Mapped::identity(body.trim(), start), section.whole);
        draft.title = section.title.map(|title| Cow::Borrowed(&page.text[title.range()]));
        draft.library = true;
        draft
    };
    sections.into_iter().enumerate().map(draft).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_the_draft() {
        let page = Page::new("a.txt", "Guten Tag,\r\nbis morgen.\r\n");
        let draft = &drafts(&page)[0];
        assert_eq!((draft.text(), &*draft.id), (page.text.as_str(), "1"));
        let at = page.text.find("morgen").unwrap();
        let place = draft.place(Span::new(at, at + 6));
        assert_eq!((place.start.line, place.start.column, place.in_draft), (2, 5, 16..22));
    }

    #[test]
    fn a_library_in_one_file_is_many_drafts() {
        let text = "== Spät ==\nEs kommt leider später.\n\n== Weg ==\nEs ist leider verloren.\n";
        let page = Page::new("a.txt", text);
        let drafts = drafts(&page);
        let said: Vec<_> = drafts.iter().map(|draft| (&*draft.id, draft.title.as_deref().unwrap(), draft.text())).collect();
        assert_eq!(said, [("1", "Spät", "Es kommt leider später."), ("2", "Weg", "Es ist leider verloren.")]);
        assert_eq!(drafts[1].place(Span::new(0, 2)).start.line, 5);
        assert_eq!(super::drafts(&Page::new("-", text)).len(), 1);
    }

    #[test]
    fn a_blank_file_holds_no_draft() {
        assert!(drafts(&Page::new("a.txt", "")).is_empty());
        assert!(drafts(&Page::new("a.txt", " \n\t\u{a0}\r\n")).is_empty());
    }
}

//! Maps of any shape: what they say of a span is what was done to make them, also after composing, slicing and cropping.
//! In: random edits of random texts. Out: nothing, if no byte is lost.

use knigge::mapped::{Mapped, escape_for_terminal, windows_around};
use knigge::span::Span;
use proptest::prelude::*;

/// What was done with a stretch of the source.
#[derive(Debug, Clone)]
enum Edit {
    Keep(String),
    Drop(String),
    Replace(String, String),
}

impl Edit {
    fn source(&self) -> &str {
        match self {
            Edit::Keep(source) | Edit::Drop(source) | Edit::Replace(source, _) => source,
        }
    }
}

fn words() -> impl Strategy<Value = String> {
    "[aü😀 \n]{0,4}"
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        words().prop_map(Edit::Keep),
        words().prop_map(Edit::Drop),
        (words(), words()).prop_map(|(from, to)| Edit::Replace(from, to))
    ];
    proptest::collection::vec(edit, 0..12)
}

/// For each byte of the text: the bytes of the source that made it.
type Origins = Vec<(usize, usize)>;

fn source_of(edits: &[Edit]) -> String {
    edits.iter().map(Edit::source).collect()
}

/// The map that `edits` make over `source`, which starts with what they edit; and the same said byte by byte.
fn made<'s>(source: &'s str, edits: &[Edit]) -> (Mapped<'s>, Origins) {
    let mut builder = Mapped::builder(source);
    let mut origins = Vec::new();
    let mut at = 0;
    for edit in edits {
        let span = Span::new(at, at + edit.source().len());
        match edit {
            Edit::Keep(_) => {
                builder.push_verbatim(span);
                origins.extend(span.range().map(|byte| (byte, byte + 1)));
            }
            Edit::Drop(_) => {}
            Edit::Replace(_, text) => {
                builder.push_replaced(span, text);
                origins.extend(text.bytes().map(|_| (span.start, span.end)));
            }
        }
        at = span.end;
    }
    (builder.finish(), origins)
}

/// Every span of the text on character boundaries.
fn spans(text: &str) -> Vec<Span> {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    ends.iter().flat_map(|start| ends.iter().filter(move |end| start <= *end).map(|end| Span::new(*start, *end))).collect()
}

/// Checks all that holds of every map, against `origins` for its bytes.
fn holds(mapped: &Mapped<'_>, origins: &Origins, source: &str) -> Result<(), TestCaseError> {
    prop_assert_eq!(mapped.text().len(), origins.len());
    for span in spans(mapped.text()) {
        let found = mapped.source_span(span);
        prop_assert!(source.is_char_boundary(found.start) && source.is_char_boundary(found.end));
        if span.is_empty() {
            prop_assert!(found.is_empty());
        } else {
            prop_assert_eq!(found, Span::new(origins[span.start].0, origins[span.end - 1].1));
            // The way back leads to the span, or further where part of a replacement is meant.
            if origins[span.range()].iter().all(|origin| origin.1 > origin.0) {
                prop_assert!(mapped.text_span(found).contains(span), "{found:?} {:?}", mapped.text_span(found));
            }
        }
    }
    for span in spans(source) {
        let found = mapped.text_span(span);
        prop_assert!(found.end <= mapped.text().len());
        prop_assert!(mapped.text().is_char_boundary(found.start) && mapped.text().is_char_boundary(found.end));
        // All that comes from the span, and no byte besides.
        for (byte, origin) in origins.iter().enumerate() {
            if origin.0 < span.end && span.start < origin.1 {
                prop_assert!(found.start <= byte && byte < found.end);
            } else if origin.0 < origin.1 && !span.is_empty() {
                prop_assert!(byte < found.start || found.end <= byte);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_map_says_what_was_done(edits in edits()) {
        let source = source_of(&edits);
        let (mapped, origins) = made(&source, &edits);
        holds(&mapped, &origins, &source)?;
        holds(&mapped.clone().into_owned(), &origins, &source)?;
    }

    #[test]
    fn two_maps_become_one(inner in edits(), choices in proptest::collection::vec((0..3_u8, 1..4_usize, words()), 0..12)) {
        let source = source_of(&inner);
        let (inner, inner_origins) = made(&source, &inner);
        let mut characters = inner.text().chars();
        let mut outer = Vec::new();
        for (kind, count, text) in choices {
            let taken: String = characters.by_ref().take(count).collect();
            outer.push(match kind {
                0 => Edit::Keep(taken),
                1 => Edit::Drop(taken),
                _ => Edit::Replace(taken, text),
            });
        }
        let middle = inner.text().to_owned();
        let (outer, outer_origins) = made(&middle, &outer);
        let both = outer.clone().compose(&inner);
        prop_assert_eq!(both.text(), outer.text());
        let through = |(start, end): (usize, usize)| {
            let span = inner.source_span(Span::new(start, end));
            if start < end { (inner_origins[start].0, inner_origins[end - 1].1) } else { (span.start, span.end) }
        };
        holds(&both, &outer_origins.into_iter().map(through).collect(), &source)?;
    }

    #[test]
    fn a_slice_loses_no_byte(edits in edits(), shift in 0..9_usize) {
        let source = source_of(&edits);
        let (mapped, origins) = made(&source, &edits);
        for span in spans(mapped.text()) {
            let slice = mapped.slice(span);
            prop_assert_eq!(slice.text(), &mapped.text()[span.range()]);
            holds(&slice, &origins[span.range()].to_vec(), &source)?;
        }
        let shifted = Mapped::identity(source.as_str(), shift);
        for span in spans(&source) {
            prop_assert_eq!(shifted.slice(span).source_span(Span::new(0, span.len())), span.shifted(shift));
            prop_assert_eq!(shifted.text_span(span.shifted(shift)), span);
        }
    }

    #[test]
    fn a_crop_keeps_its_windows_and_names_the_rest(edits in edits(), cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..4)) {
        let source = source_of(&edits);
        let (mapped, origins) = made(&source, &edits);
        let text = mapped.text();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| text.floor_char_boundary(cut.index(text.len() + 1))).collect();
        cuts.sort_unstable();
        let keep: Vec<Span> = cuts.chunks_exact(2).map(|pair| Span::new(pair[0], pair[1])).collect();
        let cropped = mapped.crop(&keep);
        let mut expected = String::new();
        let mut expected_origins = Vec::new();
        let mut at = 0;
        for window in keep.iter().copied().chain([Span::new(text.len(), text.len())]) {
            if at < window.start {
                expected.push('…');
                expected_origins.extend([(origins[at].0, origins[window.start - 1].1); '…'.len_utf8()]);
            }
            expected.push_str(&text[window.range()]);
            expected_origins.extend_from_slice(&origins[window.range()]);
            at = window.end;
        }
        prop_assert_eq!(cropped.text(), expected);
        holds(&cropped, &expected_origins, &source)?;
    }

    #[test]
    fn windows_show_every_mark(text in "[aü😀]{0,60}", marks in proptest::collection::vec(any::<prop::sample::Index>(), 0..8), context in 0..12_usize) {
        let mut ends: Vec<usize> = marks.iter().map(|mark| text.floor_char_boundary(mark.index(text.len() + 1))).collect();
        ends.sort_unstable();
        let marks: Vec<Span> = ends.chunks_exact(2).map(|pair| Span::new(pair[0], pair[1])).collect();
        let windows = windows_around(&text, &marks, context);
        prop_assert!(windows.is_sorted_by(|one, next| one.end < next.start));
        for mark in &marks {
            let window = windows.iter().find(|window| window.contains(*mark)).unwrap();
            prop_assert!(window.start == 0 || text[window.start..mark.start].chars().count() >= context);
            prop_assert!(window.end == text.len() || text[mark.end..window.end].chars().count() >= context);
        }
        let seen: usize = windows.iter().map(|window| text[window.range()].chars().count()).sum();
        let marked: usize = marks.iter().map(|mark| text[mark.range()].chars().count()).sum();
        prop_assert!(seen <= marked + marks.len() * (2 * context + 1));
        let identity = Mapped::identity(text.as_str(), 0);
        let cropped = identity.crop(&windows);
        for mark in &marks {
            prop_assert_eq!(&cropped.text()[cropped.text_span(*mark).range()], &text[mark.range()]);
        }
    }

    #[test]
    fn nothing_that_acts_on_a_terminal_comes_through(text in "(?s)([a-zü\n\r\t]|[\u{0}-\u{1f}\u{7f}-\u{9f}]|[\u{200e}\u{202a}-\u{202e}\u{2066}-\u{2069}]|\u{feff}|.){0,40}") {
        let escaped = escape_for_terminal(&text);
        for (at, character) in escaped.text().char_indices() {
            let line_end = character == '\r' && escaped.text()[at..].starts_with("\r\n");
            prop_assert!(!character.is_control() || character == '\n' || character == '\t' || line_end);
            let turns = ['\u{202a}'..='\u{202e}', '\u{2066}'..='\u{2069}'].iter().any(|controls| controls.contains(&character));
            prop_assert!(!turns);
            let span = Span::new(at, at + character.len_utf8());
            let from = &text[escaped.source_span(span).range()];
            let same = from == character.to_string();
            prop_assert!(same || from.escape_unicode().to_string().contains(character));
        }
        // Every character of the text is shown, by itself or as the escape that names it.
        for (at, character) in text.char_indices() {
            let shown = &escaped.text()[escaped.text_span(Span::new(at, at + character.len_utf8())).range()];
            let named = shown == character.escape_unicode().to_string();
            prop_assert!(named || shown == character.to_string());
        }
    }
}

#[test]
fn what_is_kept_whole_is_borrowed() {
    let source = "Hallo Welt";
    let mut builder = Mapped::builder(source);
    builder.push_verbatim(Span::new(0, 6));
    builder.push_verbatim(Span::new(6, 10));
    let mapped = builder.finish();
    assert!(mapped.is_identity());
    assert!(std::ptr::eq(mapped.text(), source));
    assert!(escape_for_terminal(source).is_identity());
    assert!(mapped.crop(&[Span::new(0, 10)]).is_identity());
    let cut = mapped.crop(&[Span::new(2, 4)]);
    assert_eq!(cut.text(), "…ll…");
    assert!(mapped.compose(&Mapped::identity(source, 7)).is_identity());
}

#[test]
fn escapes_are_visible() {
    let text = "a\u{1b}[31m\u{202e}b\rc\r\nd\te\u{2028}";
    let escaped = escape_for_terminal(text);
    assert_eq!(escaped.text(), "a\\u{1b}[31m\\u{202e}b\\u{d}c\r\nd\te\\u{2028}");
    let at = escaped.text_span(Span::new(1, 2));
    assert_eq!(&escaped.text()[at.range()], "\\u{1b}");
}

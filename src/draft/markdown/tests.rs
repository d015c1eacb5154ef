//! What a reader sees of Markdown, and that every byte of it is mapped to where it stands.
//! In: Markdown made by hand or by proptest. Out: nothing, if all maps are exact.

use super::*;
use proptest::prelude::*;

fn seen(source: &str) -> String {
    strip(source).text().to_owned()
}

/// What stands in the source for the first `of` of the text.
fn source_of<'s>(source: &'s str, of: &str) -> &'s str {
    let mapped = strip(source);
    let at = mapped.text().find(of).unwrap_or_else(|| panic!("{of} in {:?}", mapped.text()));
    &source[mapped.source_span(Span::new(at, at + of.len())).range()]
}

#[test]
fn a_letter_without_markup_stays_as_it_is() {
    for letter in [
        "Guten Tag,\n\nIhr Anschluss läuft wieder.\n\nGruß",
        "Guten Tag,\r\n\r\nIhr Paket\r\nist da.",
        "nur Hallo <Name> und [Name], {{x}} & Co",
    ] {
        let mapped = strip(letter);
        assert_eq!(mapped.text(), letter);
        assert!(mapped.is_identity(), "{letter}");
    }
}

#[test]
fn markup_goes_and_words_stay() {
    assert_eq!(
        seen("Das ist **sehr** *gut*, ~~nicht~~ [hier](https://x.de \"Titel\") und ![Bild](b.png)."),
        "Das ist sehr gut, nicht hier und Bild."
    );
    assert_eq!(seen("# Antwort\nGern.\n- eins\n- zwei\n\n1. [ ] drei"), "Antwort\n\nGern.\n\neins\n\nzwei\n\ndrei");
    assert_eq!(seen("Titel\n=====\nText"), "Titel\n\nText");
    assert_eq!(seen("| a | b |\n|---|---|\n| c | d |"), "a\n\nb\n\nc\n\nd");
    assert_eq!(seen("vor  \nnach\\\nende"), "vor\nnach\nende");
    assert_eq!(seen(r"5 \* 3 \_"), "5 * 3 _");
    assert_eq!(seen("eins\n\n---\n\nzwei"), "eins\n\nzwei");
}

#[test]
fn what_is_not_the_agents_own_is_left_out() {
    assert_eq!(seen("vor\n\n> Sie Idiot!\n> > noch\n\nnach"), "vor\n\nnach");
    assert_eq!(seen("> faul\nweiter\n\nnach"), "nach");
    assert_eq!(seen("vor\n```\nrm -rf\n```\nnach\n\n    code\n\nende"), "vor\n\nnach\n\nende");
    assert_eq!(seen("Bitte `Idiot` eingeben"), "Bitte \u{fffc} eingeben");
    assert_eq!(seen("---\ntitle: Idiot\n---\nText"), "Text");
    assert_eq!(seen("+++\ntitle = 1\n+++\nText"), "Text");
    assert_eq!(seen("a <!-- Idiot --> b"), "a  b");
    assert_eq!(seen("<!-- Idiot\nnoch -->\nText"), "Text");
    assert!(draft(&Page::new("a.md", "> nur Zitat\n\n```\ncode\n```\n")).is_none());
}

#[test]
fn a_library_has_headings_or_a_table() {
    let said = |source: &str| {
        let page = Page::new("a.md", source);
        let drafts = drafts(&page);
        drafts.iter().map(|draft| (draft.title.clone().unwrap_or_default().into_owned(), draft.text().to_owned())).collect::<Vec<_>>()
    };
    let pair = |title: &str, text: &str| (title.to_owned(), text.to_owned());
    let headings = "# Alle\n\n## Spät\nEs kommt **später** an.\n\n## Kopie\nZum Kopieren:\n```\nGuten Tag, wir haben den Betrag heute zurückgezahlt.\n```\n";
    assert_eq!(
        said(headings),
        [pair("Spät", "Es kommt später an."), pair("Kopie", "Guten Tag, wir haben den Betrag heute zurückgezahlt.\n")]
    );
    let table = "# Alle\n\n| Kürzel | Antwort |\n|---|---|\n| /hi | Guten Tag, **gern** geschehen. |\n| /ja | Das ist \\| gut so. |\n";
    assert_eq!(said(table), [pair("", "Guten Tag, gern geschehen."), pair("", "Das ist | gut so.")]);
    let page = Page::new("a.md", table);
    let drafts = drafts(&page);
    assert_eq!((&*drafts[0].id, drafts[0].place(Span::new(0, 5)).start.line, drafts[0].place(Span::new(0, 5)).start.column), ("/hi", 5, 9));
    assert_eq!(said("---\ntitle: Gruß\n---\nGuten Tag."), [pair("Gruß", "Guten Tag.")]);
}

#[test]
fn html_loses_its_tags_and_placeholders_stay() {
    assert_eq!(seen("<div\n class=\"a\">\n<p>Hallo <b>Welt</b></p>\n<p>zwei</p>\n</div>\n"), "Hallo Welt\n\nzwei");
    assert_eq!(seen("<p>eins\n<!-- Idiot\nnoch --> zwei</p>\n"), "eins\n zwei");
    assert_eq!(seen("eins<br>zwei<br/>\ndrei <span>vier</span>"), "eins\nzwei\ndrei vier");
    assert_eq!(seen("Hallo <OTRS_CUSTOMER_REALNAME>, <name>"), "Hallo <OTRS_CUSTOMER_REALNAME>, <name>");
}

#[test]
fn maps_lead_to_the_markup() {
    assert_eq!(source_of("f&uuml;r &amp; Sie", "für"), "f&uuml;r");
    assert_eq!(source_of("f&uuml;r &amp; Sie", "&"), "&amp;");
    assert_eq!(source_of("ganz **sehr** gut", "sehr"), "sehr");
    assert_eq!(source_of("ganz **sehr** gut", "ganz sehr gut"), "ganz **sehr** gut");
    assert_eq!(source_of("- das [ist *es*](x) ja", "ist es ja"), "ist *es*](x) ja");
    assert_eq!(source_of("# a\nb", "a\n\nb"), "a\nb");
}

/// Pieces that make Markdown of all kinds when put together.
fn markdown() -> impl Strategy<Value = String> {
    let pieces = [
        "Wort ",
        "Größe",
        "**",
        "*",
        "_",
        "~~",
        "`",
        "```\n",
        "> ",
        "- ",
        "1. ",
        "# ",
        "\n",
        "\n\n",
        "\r\n",
        "    ",
        "&uuml;",
        "&amp;",
        "&#x1f600;",
        "[",
        "](u)",
        "![",
        "<b>",
        "</b>",
        "<br>",
        "<div>",
        "<!--",
        "-->",
        "<Name>",
        "|",
        "|---|---|\n",
        "---\n",
        "\\*",
        "\\",
        "{{x}}",
        "😀",
        "\t",
        "<",
        ">",
        "é\u{301}",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn every_character_is_where_the_map_says(source in markdown()) {
        let mapped = strip(&source);
        let mut last = 0;
        for (at, character) in mapped.text().char_indices() {
            let span = mapped.source_span(Span::new(at, at + character.len_utf8()));
            prop_assert!(last <= span.start && span.end <= source.len());
            let written = &source[span.range()];
            // What stands for something else: an entity, code, a line break, the gap between blocks, what is left of a tab.
            let replaced = written.starts_with('&') || written.starts_with('`') || character == '\n' || (character == ' ' && written.is_empty());
            // pulldown-cmark counts a line end after a backslash to it.
            prop_assert!(written.trim_end_matches(['\r', '\n']) == character.to_string() || written == character.to_string() || replaced, "{character:?} from {written:?}");
            last = span.start;
        }
    }

    #[test]
    fn any_text_is_read_without_panic(source in ".{0,200}") {
        let mapped = strip(&source);
        prop_assert!(mapped.source_span(Span::new(0, mapped.text().len())).end <= source.len());
    }
}

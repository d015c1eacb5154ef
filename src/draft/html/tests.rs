//! What a reader sees of HTML, and that every byte of it is mapped to where it stands.
//! In: HTML made by hand or by proptest. Out: nothing, if all maps are exact.

use super::*;
use proptest::prelude::*;

fn seen(source: &str) -> String {
    strip(source, true).text().to_owned()
}

fn source_of<'s>(source: &'s str, of: &str) -> &'s str {
    let mapped = strip(source, true);
    let at = mapped.text().find(of).unwrap_or_else(|| panic!("{of} in {:?}", mapped.text()));
    &source[mapped.source_span(Span::new(at, at + of.len())).range()]
}

#[test]
fn tags_go_and_words_stay() {
    assert_eq!(
        seen("<p>Guten Tag,</p>\n  <p>Ihr <b>Paket</b>\n   ist da.<br/>\n Bis bald</p>"),
        "Guten Tag,\n\nIhr Paket ist da.\nBis bald"
    );
    assert_eq!(seen("F&uuml;r Sie &amp; uns: 5&nbsp;&euro; &#8211; &lt;Name&gt;"), "Für Sie & uns: 5\u{a0}€ – <Name>");
    assert_eq!(seen("<ul><li>eins</li><li>zwei</li></ul>"), "eins\n\nzwei");
    assert_eq!(seen("Hallo <Name>, 3 < 5 & 7 > 2 <OTRS_CUSTOMER_NAME>"), "Hallo <Name>, 3 < 5 & 7 > 2 <OTRS_CUSTOMER_NAME>");
    assert_eq!(seen("un<b>ver</b>sch&auml;mt"), "unverschämt");
    assert_eq!(seen("<a href=\"{{store url=\"customer/\"}}\" title='a > b'>hier</a>"), "hier");
    assert_eq!(seen("<o:p>Wort</o:p>"), "Wort");
}

#[test]
fn what_nobody_reads_is_left_out() {
    assert_eq!(seen("<html><head><title>x</title><style>a > b</style></head><body>da</body></html>"), "da");
    assert_eq!(seen("a<script>if (a < b) document.write('</b>')</script>b"), "ab");
    assert_eq!(seen("<div style=\"display: none\">Vorschau <div>x</div></div>Text"), "Text");
    assert_eq!(seen("<span hidden>weg</span>da <!-- Kommentar --> und <code>rm -rf</code> hier"), "da und \u{fffc} hier");
    assert_eq!(seen("<!DOCTYPE html>Ja<blockquote type=\"cite\">Sie Idiot</blockquote>nein"), "Ja\n\nnein");
    assert_eq!(seen("<pre>a\n  b</pre>"), "a\n  b");
}

#[test]
fn line_ends_of_texts_that_are_not_laid_out_stay() {
    assert_eq!(strip("Try <a href=\"x\">this</a>.\n\nIf not,\nask.", false).text(), "Try this.\n\nIf not,\nask.");
    assert!(is_html("a <strong>b</strong>") && !is_laid_out("a <strong>b</strong>") && is_laid_out("a<br>b"));
    assert!(!is_html("3 < 5 & 7 > 2 <Name>"));
}

#[test]
fn maps_lead_to_the_source() {
    let source = "<p>Wir  zahlen\n  <em>alles</em> zur&uuml;ck.</p>";
    assert_eq!(source_of(source, "zahlen alles"), "zahlen\n  <em>alles");
    assert_eq!(source_of(source, "zurück"), "zur&uuml;ck");
}

#[test]
fn a_page_may_be_a_library() {
    let text = "<html><head><title>x</title></head><body><h1>Replies</h1>\n<h2>Late</h2><p>It is late, <b>sorry</b>.</p>\n\
        <h2>Lost</h2><p>We look for it.</p>\n<h2>Bye</h2><p>Have a good day.</p></body></html>";
    let page = Page::new("a.html", text);
    let drafts = drafts(&page);
    let said: Vec<_> = drafts.iter().map(|draft| (draft.title.as_deref().unwrap(), draft.text())).collect();
    assert_eq!(said, [("Late", "It is late, sorry."), ("Lost", "We look for it."), ("Bye", "Have a good day.")]);
    assert_eq!(drafts[1].place(Span::new(0, 2)).start.line, 3);
}

#[test]
fn the_title_is_the_subject() {
    let page = Page::new("a.html", "<!--@subject Willkommen, {{var name}}! @-->\n<p>Guten Tag</p>");
    assert_eq!(draft(&page).unwrap().title.as_deref(), Some("Willkommen, {{var name}}!"));
    assert!(draft(&Page::new("a.html", "<!-- nichts --><p> </p>")).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_text_is_read_without_panic(source in "(?s)(<|>|/|p|br|script|code|pre|\"|'|=|&|#|;|uuml|ü|\n| |-|!|style=\"display:none\"|a){0,60}") {
        for flow in [true, false] {
            let mapped = strip(&source, flow);
            for (at, character) in mapped.text().char_indices() {
                let span = mapped.source_span(Span::new(at, at + character.len_utf8()));
                prop_assert!(source.is_char_boundary(span.start) && source.is_char_boundary(span.end) && span.end <= source.len());
            }
        }
    }
}

/// Titles and texts of a page.
fn answers(source: &str) -> Vec<(String, String)> {
    let page = Page::new("a.html", source);
    let said = |draft: Draft<'_>| (draft.title.as_deref().unwrap_or_default().to_owned(), draft.text().to_owned());
    drafts(&page).into_iter().map(said).collect()
}

#[test]
fn rows_of_a_table_are_answers() {
    let source = "<h1>Answers</h1><table><tr><th>Topic<th>Answer<tr><td>Refund<td>We have <b>refunded</b> it.<br>Bye.<tr><td>Late<td>It is late, sorry.</table>";
    let expected = [("Refund", "We have refunded it.\nBye."), ("Late", "It is late, sorry.")];
    assert_eq!(answers(source), expected.map(|(title, text)| (title.to_owned(), text.to_owned())));
    let page = Page::new("a.html", source);
    let draft = &drafts(&page)[1];
    let place = draft.text.source_span(Span::new(6, 10));
    assert_eq!((&draft.text()[6..10], &source[place.range()]), ("late", "late"));
    let layout = "<table><tr><td><table><tr><td>Hello</td><td>Jane</td></tr></table></td></tr><tr><td>Your order has been sent today.</td></tr></table>";
    assert_eq!(answers(layout).len(), 1, "a mail");
    let order = "<p>Hello Jane, here is your order.</p><table><tr><td>Chair</td><td>2</td></tr><tr><td>Table</td><td>1</td></tr></table>";
    assert_eq!(answers(order).len(), 1, "a mail with a list of goods");
    let order =
        order.replace("Chair", "Chair</td><td>A red chair of good wood.").replace("Table<", "Table</td><td>A long table of good wood.<");
    assert_eq!(answers(&order).len(), 1, "{order}");
}

#[test]
fn items_of_a_list_are_answers() {
    let list = "<h1>Antworten</h1><ul><li>Wir melden uns morgen.<li>Ihr Paket ist da.<li>Der Betrag ist erstattet.</ul>";
    assert_eq!(answers(list)[1].1, "Ihr Paket ist da.");
    let steps = "<ol><li>Unplug the router now.</li><li>Wait for ten seconds.</li><li>Plug it in again.</li></ol>";
    assert_eq!(answers(steps).len(), 1);
    let lines = "<body><p>We have refunded it today.</p><hr><p>Your parcel is late, sorry.</p><hr/><p>Thanks for writing to us.</p></body>";
    assert_eq!(answers(lines).len(), 3);
    assert_eq!(answers("<h1>FAQ</h1><h3>Refund?</h3><p>Write to us within a month.</p><h3>Late?</h3><p>It takes three days.</p>").len(), 2);
}

//! Mail as programs write it is read as its author wrote it, and every byte mapped to where it stands.
//! In: mail made by hand or by proptest. Out: nothing, if texts and maps are exact.

use super::*;
use proptest::prelude::*;

fn texts(source: &str) -> Vec<String> {
    let page = Page::new("a.eml", source);
    drafts(&page).into_iter().map(|item| item.map_or_else(|trouble| trouble.message.en, |draft| draft.text().to_owned())).collect()
}

fn source_of(source: &str, words: &str) -> String {
    let page = Page::new("a.eml", source);
    let drafts = drafts(&page);
    let draft = drafts[0].as_ref().unwrap();
    let at = draft.text().find(words).unwrap_or_else(|| panic!("{words} in {:?}", draft.text()));
    page.text[draft.text.source_span(Span::new(at, at + words.len())).range()].to_owned()
}

const QUOTED: &str = "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= aus Kiel\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
    Guten Tag Frau K=C3=BChn,\r\nwir melden uns sp=\r\n=C3=A4ter.\r\n";

#[test]
fn quoted_printable_is_read_and_mapped() {
    assert_eq!(texts(QUOTED), ["Guten Tag Frau Kühn,\r\nwir melden uns später.\r\n"]);
    assert_eq!(source_of(QUOTED, "Kühn"), "K=C3=BChn");
    assert_eq!(source_of(QUOTED, "später"), "sp=\r\n=C3=A4ter");
    let page = Page::new("a.eml", QUOTED);
    assert_eq!(drafts(&page)[0].as_ref().unwrap().title.as_deref(), Some("Grüße aus Kiel"));
}

#[test]
fn base64_is_read_and_mapped_by_groups() {
    let source = "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: base64\n\nR3V0ZW4gVGFnLCBm/HIg\nU2llIGRhLg==\n";
    assert_eq!(texts(source), ["Guten Tag, für Sie da."]);
    assert_eq!(source_of(source, "Guten"), "R3V0ZW4g");
    assert!(texts("Content-Transfer-Encoding: base64\n\n!!\n")[0].starts_with("This is no base64"));
    assert!(texts("Content-Type: text/plain; charset=klingon\nContent-Transfer-Encoding: base64\n\nQUJD\n")[0].starts_with("The charset"));
}

#[test]
fn of_two_versions_the_plain_one_counts() {
    let source = "Subject: x\nContent-Type: multipart/mixed; boundary=aa\n\nvorab\n--aa\nContent-Type: multipart/alternative;\n boundary=\"b b\"\n\n\
        --b b\nContent-Type: text/plain\n\nGern, das geht.\n--b b\nContent-Type: text/html\n\n<p>Gern, das geht.</p>\n--b b--\n\
        --aa\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n\nJVBE\n--aa--\n";
    assert_eq!(texts(source), ["Gern, das geht.\n"]);
    let only_html =
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<p style=3D\"a\">F=C3=BCr&nbsp;Sie</p>\n";
    assert_eq!(texts(only_html), ["Für\u{a0}Sie"]);
    assert_eq!(source_of(only_html, "ür"), "=C3=BCr");
}

#[test]
fn the_thread_below_is_left_out() {
    let mail = |body: &str| texts(&format!("Subject: x\n\n{body}"));
    assert_eq!(mail("Gern.\n\nAm 3. Mai 2026 schrieb Frau Kühn:\n\n> Sie Idiot!\n> Weg!\n\nGruß\n"), ["Gern.\n\n\n\nGruß\n"]);
    assert_eq!(mail("Gern.\n\n-----Original Message-----\nFrom: A\nSie Idiot!\n"), ["Gern.\n\n"]);
    assert_eq!(mail("Gern.\n\nVon: Frau Kühn\nGesendet: Montag\nAn: uns\n\nSie Idiot!\n"), ["Gern.\n\n"]);
    assert_eq!(mail("Sie schrieb mir:\nDas geht.\n"), ["Sie schrieb mir:\nDas geht.\n"]);
}

#[test]
fn strange_mail_ends_with_a_message() {
    let nested = |depth: usize| {
        (0..depth).fold(String::new(), |mail, level| format!("{mail}Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n"))
    };
    assert!(texts(&nested(100))[0].starts_with("More than 500 parts or 20 levels"));
    assert!(texts("Subject: x\n\n")[0].starts_with("No draft found"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_text_is_read_without_panic(source in "(?s)(Content-Type: |text/html|multipart/mixed; |boundary=a|\n|--a|Content-Transfer-Encoding: |base64|quoted-printable|charset=|utf-16|shift_jis|=C3|=BC|=|ü|QUJD|<p>| |>){0,40}") {
        texts(&source);
    }
}

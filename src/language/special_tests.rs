//! Tables of what is one token and what is not.
//! In: lines of text. Out: passed or failed.

use super::special::{PlaceholderClass, Special, SpecialKind, find, placeholder_class};
use proptest::prelude::*;

fn of_kind(text: &str, kind: SpecialKind) -> Vec<&str> {
    let mut out = Vec::new();
    find(text, &mut out);
    out.into_iter().filter(|special| special.kind == kind).map(|special| &text[special.span.range()]).collect()
}

#[track_caller]
fn whole(kind: SpecialKind, texts: &[&str]) {
    for text in texts {
        assert_eq!(of_kind(text, kind), [*text], "{text:?} alone");
        let inside = format!("Hallo {text}, danke");
        assert_eq!(of_kind(&inside, kind), [*text], "{inside:?}");
    }
}

#[track_caller]
fn never(kind: SpecialKind, texts: &[&str]) {
    for text in texts {
        assert_eq!(of_kind(text, kind), [""; 0], "{text:?}");
    }
}

#[test]
fn placeholders_of_engines_and_of_people() {
    whole(
        SpecialKind::Placeholder,
        &[
            "{{first_name}}",
            "{{ticket.requester.name | default: \"Kunde\"}}",
            "{{ customer.lastname }}",
            "{{{body}}}",
            "{% if vip %}",
            "{name}",
            "{Surname}",
            "{first_name}",
            "${name}",
            "#{ticket.customer.lastname}",
            "%{recipient.name}",
            "%{ticket.*}",
            "%name%",
            "%FIRSTNAME%",
            "%%vorname%%",
            "##NAME##",
            "#NACHNAME#",
            "*|FNAME|*",
            "<OTRS_CUSTOMER_REALNAME>",
            "<OTRS_CUSTOMER_SUBJECT[20]>",
            "<KIX_CURRENT_UserFirstname>",
            "[Name]",
            "[NAME]",
            "[name]",
            "[Kundennummer einfügen]",
            "[INSERT DATE]",
            "[HIER GRUND EINFÜGEN]",
            "[insert tracking link here]",
            "[Your Name]",
            "[Ihr Name]",
            "[customer name]",
            "[Name des Kunden]",
            "[Vorname Nachname]",
            "[Betrag]",
            "[first_name]",
            "[[Name]]",
            "[TOPIC]",
            "«Nachname»",
            "«Anrede»",
            "«Kunden_Nr»",
            "<<Nachname>>",
            "<Name>",
            "<Vorname>",
            "<Kundenname>",
            "<customer name>",
            "((Name))",
            "XXX",
            "XXXX",
            "XX.XX.XXXX",
            "XX,XX",
            "%s",
            "%1$s",
        ],
    );
    assert_eq!(of_kind("Frau ___, Nr. ______ vom __.__.____", SpecialKind::Placeholder), ["___", "______", "__.__.____"]);
}

#[test]
fn what_only_looks_like_a_placeholder() {
    never(
        SpecialKind::Placeholder,
        &[
            "[Link](https://example.com)",
            "[Name](/kontakt)",
            "![Name](bild.png)",
            "[1]",
            "[2, 3]",
            "[...]",
            "[…]",
            "[sic]",
            "[x] erledigt",
            "[ ] offen",
            "[Anm. d. Red.]",
            "[Name geändert]",
            "[Ticket#4711]",
            "[EXTERN]",
            "[SOLVED]",
            "[my]",
            "Rechnung[en]",
            "list[index]",
            "[name]: https://example.com",
            ":-[ und :{",
            "{}",
            "{ }",
            "{\"name\": 1}",
            "{color:red}",
            "f{x}",
            "\\textbf{name}",
            "50 % Rabatt und 20 %",
            "50% heute, 20% morgen",
            "100%ig und 20%ige",
            "%C3%BC%",
            "5 %d",
            "Größe XXL und XXXL",
            "XXX-Large",
            "XXXLutz",
            "XX",
            "MXXX",
            "xxx",
            "a__b",
            "__",
            "___fett___",
            "Text\n______________\nFuß",
            "….......",
            "«Health Check»",
            "«Das Leben der Anderen»",
            "<b>fett</b>",
            "<br>",
            "<address>",
            "<title>",
            "a < b > c",
            "<3",
            "((siehe oben))",
            "(Name)",
            "5*|x|*3",
            "#1",
            "$50 und ${}",
        ],
    );
}

#[test]
fn web_addresses() {
    whole(
        SpecialKind::Url,
        &[
            "https://www.example.com/",
            "http://example.site",
            "https://example.com/a?q=1&b=2",
            "https://de.wikipedia.org/wiki/Knigge_(Buch)",
            "www.x.de",
            "www.müller-versand.de",
            "example.com/path",
            "bit.ly/abc",
            "t.co/AbC1",
            "example.com",
            "google.co.il",
            "orf.at",
            "telekom.de/hilfe",
            "meine.bahn.de",
            "AMAZON.DE",
            "1und1.de",
            "x.com",
        ],
    );
    assert_eq!(of_kind("Siehe https://x.de/a. Danke!", SpecialKind::Url), ["https://x.de/a"]);
    assert_eq!(of_kind("Mehr auf www.x.de. Gruß", SpecialKind::Url), ["www.x.de"]);
    assert_eq!(of_kind("„www.x.de“ – (x.de/faq)", SpecialKind::Url), ["www.x.de", "x.de/faq"]);
    assert_eq!(of_kind("Ihr amazon.de-Konto", SpecialKind::Url), ["amazon.de"]);
    assert_eq!(of_kind("<a href=\"https://x.de/a\">", SpecialKind::Url), ["https://x.de/a"]);
    assert_eq!(of_kind("https://x.de/{{id}}", SpecialKind::Url), ["https://x.de/{{id}}"]);
}

#[test]
fn what_only_looks_like_an_address() {
    never(
        SpecialKind::Url,
        &[
            "z.B. so",
            "E.ON",
            "Nr.5",
            "Dr.Maier",
            "u.ae.",
            "d.h.",
            "i.d.R.",
            "rechnung.pdf",
            "foto.jpg",
            "foto.zip",
            "node.js",
            "Das war.Es geht weiter",
            "Das war.Danke",
            "kaputt.Sie haben recht",
            "Das war.es ging",
            "Schluss.jetzt",
            "64.20 Euro",
            "1.234.567",
            "3.5.2026",
            "www.microsoft",
            "'www.microsoft'",
            "http://microsoft",
            "St.Pauli",
            "a...b",
            "Ende...de",
            "e.V.",
            "14:30",
            "Betreff:Rechnung",
        ],
    );
}

#[test]
fn mail_addresses() {
    whole(
        SpecialKind::Email,
        &[
            "info@example.com",
            "anna.b@x.de",
            "a@xn--d1acufc.xn--p1ai",
            "user@xn--80ak6aa92e.com",
            "a+b_c@sub.example.co.uk",
            "jörg@müller.de",
        ],
    );
    assert_eq!(of_kind("mailto:a.b@x.de.", SpecialKind::Email), ["a.b@x.de"]);
    assert_eq!(of_kind("„a@x.de“ (b@x.de)", SpecialKind::Email), ["a@x.de", "b@x.de"]);
    never(SpecialKind::Email, &["info@presidio.", "hello-world", "@anna_k", "a @ b.de", "5 kg @ 3 €"]);
}

#[test]
fn mentions_and_hashtags() {
    whole(SpecialKind::Mention, &["@anna_k", "@157129", "@anna.k", "@Jörg", "@anna@social.example"]);
    never(SpecialKind::Mention, &["info@x.de", "a@b", "@ 5", "@", "@@"]);
    assert_eq!(of_kind(".@anna_k: @ben.Danke", SpecialKind::Mention), ["@anna_k", "@ben"]);
    whole(SpecialKind::Hashtag, &["#fail", "#AB12", "#Störung", "#1aWahl", "#a_b"]);
    never(SpecialKind::Hashtag, &["#1", "#4711", "C#", "# Titel", "&#252;", "x#y"]);
    assert_eq!(of_kind("#a#b", SpecialKind::Hashtag), ["#a"]);
}

#[test]
fn the_class_is_what_the_words_name() {
    use PlaceholderClass::*;
    for (text, class) in [
        ("{{first_name}}", Name),
        ("#{ticket.customer.lastname}", Name),
        ("{{ticket.requester.name | default: \"Kunde\"}}", Name),
        ("«Nachname»", Name),
        ("<OTRS_CUSTOMER_REALNAME>", Name),
        ("%FIRSTNAME%", Name),
        ("{{customerName}}", Name),
        ("[Your Name]", Sender),
        ("{{agent.name}}", Sender),
        ("%{signature}", Sender),
        ("%{staff.name.short}", Sender),
        ("[INSERT DATE]", Date),
        ("[Lieferdatum]", Date),
        ("%{ticket.create_date}", Date),
        ("[Kundennummer einfügen]", Number),
        ("%{ticket.number}", Number),
        ("{{order_id}}", Number),
        ("[Betrag]", Amount),
        ("{{refund_amount}}", Amount),
        ("{{company.name}}", Other),
        ("[Produktname]", Other),
        ("{{customer.email}}", Other),
        ("XXX", Other),
        ("___", Other),
    ] {
        assert_eq!(placeholder_class(text), class, "{text}");
    }
}

#[test]
fn a_long_line_of_dots_and_signs_is_read_in_linear_time() {
    let mut out = Vec::new();
    for text in ["a.", "a@", "://", "{{", "[[", "%a", "X.", "<<", "a://", "#{", "@a.b", "www."] {
        find(&text.repeat(100_000), &mut out);
    }
}

fn check(text: &str) -> Vec<Special> {
    let mut out = Vec::new();
    find(text, &mut out);
    let mut floor = 0;
    for special in &out {
        assert!(special.span.start >= floor && !special.span.is_empty(), "{text:?}: {out:?}");
        assert!(text.get(special.span.range()).is_some(), "{text:?}: {out:?}");
        let _ = placeholder_class(&text[special.span.range()]);
        floor = special.span.end;
    }
    out
}

proptest! {
    #[test]
    fn any_text(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_mixture(parts in prop::collection::vec(prop::sample::select(&[
        "{{", "}}", "{", "}", "[", "]", "[[", "]]", "«", "»", "<", ">", "%", "%{", "#", "#{", "${", "@", "a", "name", "Ü", ".", "de", "://", "www.",
        "XXX", "___", " ", "\n", "/", "-", "😀", "1", "\u{301}", "*|", "|*", "((", "))",
    ][..]), 0..40)) {
        check(&parts.concat());
    }
}

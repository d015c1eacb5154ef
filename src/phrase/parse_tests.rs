//! Tests of reading phrases.

use super::parse::*;
use super::*;

fn shape(line: &str) -> String {
    fn show(parts: &[Placed]) -> String {
        let shown: Vec<String> = parts
            .iter()
            .map(|placed| match &placed.part {
                Part::Word(word) => format!(
                    "{}{}{}{}{}",
                    if word.exact { "=" } else { "" },
                    if word.open_start { "*" } else { "" },
                    if word.inflected { "~" } else { "" },
                    word.text,
                    if word.open_end { "*" } else { "" }
                ),
                Part::OneOf(options) => format!("[{}]", options.iter().map(|option| show(option)).collect::<Vec<_>>().join(", ")),
                Part::Optional(inner) => format!("({})", show(inner)),
                Part::Any => "_".into(),
                Part::Gap => "...".into(),
                Part::List(name) => format!("@{name}"),
                Part::Shape(shape) => format!("#{}", shape.as_str()),
                Part::Recogniser(kind) => format!("#{}", kind.as_str()),
                Part::Regex(pattern) => format!("/{pattern}/"),
            })
            .collect();
        shown.join(" ")
    }
    match parse(line) {
        Ok(phrase) => show(&phrase.parts) + &phrase.reach.map(|(reach, _)| format!(" in {}", reach.as_str())).unwrap_or_default(),
        Err(errors) => format!("error at {}", errors[0].span.start),
    }
}

#[test]
fn every_sign_is_read() {
    assert_eq!(shape("[heute, morgen früh] (schon) ... ~zu|sagen"), "[morgen früh, heute] (schon) ... ~zu|sagen");
    assert_eq!(shape("=DSL *~Idiot idiot* _ x @pay #iban"), "=DSL *~Idiot idiot* _ x @pay #iban");
    assert_eq!(shape("@deadline in clause"), "@deadline in clause");
    assert_eq!(shape("a (b, c d) e"), "a ([c d, b]) e");
    assert_eq!(shape("in Ihrem Sinne"), "in Ihrem Sinne");
    assert_eq!(shape("service@acme.de https://acme.de/hilfe?x=1"), "service@acme.de https://acme.de/hilfe?x=1");
    assert_eq!(shape("we'll [don't, can't] 'll"), "we 'll [do n't, can n't] 'll");
    assert_eq!(shape("we wo n't [ca, sha, do] n't"), "we will n't [can, shall, do] n't");
    assert_eq!(shape("geehrte/r E-Mail 1&1 E.ON z.B"), "geehrte r E Mail 1&1 E.ON z.B");
    assert_eq!(shape(r"/a\/b[, ]/ wort"), "/a/b[, ]/ wort");
}

#[test]
fn what_is_wrong_is_shown_at_its_place() {
    for (line, place) in [
        ("warum?", 5),
        ("a ... [b", 6),
        ("(a) b", 0),
        ("a|b", 0),
        ("#ibann x", 0),
        ("a, b", 1),
        ("ab]", 2),
        ("", 0),
        ("@ x", 0),
        ("/abc", 0),
    ] {
        let errors = parse(line).expect_err(line);
        assert_eq!(errors[0].span.start, place, "{line}: {errors:?}");
    }
    assert_eq!(parse("warum?").unwrap_err()[0].corrected.as_deref(), Some("warum"));
}

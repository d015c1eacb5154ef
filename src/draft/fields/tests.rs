//! Drafts are found in the shapes that help desks export, and in shapes nobody has seen.
//! In: small exports. Out: nothing, if the texts that a person would name are found, and no others.

use super::*;
use crate::draft::tree::{json, yaml};

/// Id, title, language and text of what is found.
fn found(node: Node<'_>) -> Vec<(String, String, String)> {
    let node = unfold(node);
    let said = |found: Found<'_, '_>| (found.id.unwrap_or_default(), found.title.unwrap_or_default(), found.text.text().to_owned());
    find(&node, &Fields::default()).into_iter().map(said).collect()
}

fn in_json(source: &str) -> Vec<(String, String, String)> {
    found(json::read(source).unwrap())
}

fn in_yaml(source: &str) -> Vec<(String, String, String)> {
    found(yaml::read(source).unwrap())
}

fn expect(found: Vec<(String, String, String)>, expected: &[(&str, &str, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(a, b, c)| (a.to_string(), b.to_string(), c.to_string())).collect();
    assert_eq!(found, expected);
}

#[test]
fn macros_made_of_actions() {
    let zendesk = r#"{"macros": [{"id": 7, "title": "Refund", "active": true, "description": "Use this for refunds of orders.", "actions": [
        {"field": "status", "value": "solved"}, {"field": "comment_value_html", "value": "<p>We have refunded it.</p>"},
        {"field": "comment_value", "value": ["channel:all", "We have refunded your order."]}]}], "next_page": null, "count": 1}"#;
    expect(in_json(zendesk), &[("7", "Refund", "<p>We have refunded it.</p>"), ("7/2", "Refund", "We have refunded your order.")]);
    let gorgias = r#"{"data": [{"id": 3, "name": "Hello", "language": "en", "actions": [
        {"name": "setResponseText", "title": "Add response text", "type": "user", "arguments": {"body_text": "Hi there, thanks!", "body_html": "<div>Hi there, thanks!</div>"}},
        {"name": "addTags", "arguments": {"tags": "refund,late"}}]}]}"#;
    expect(in_json(gorgias), &[("3", "Hello", "Hi there, thanks!")]);
}

#[test]
fn canned_responses_of_help_desks() {
    let freshdesk = r#"[{"id": 1, "title": "Late", "content": "Sorry, it is late.", "content_html": "<div>Sorry, it is late.</div>", "visibility": 0, "folder_id": 4}]"#;
    expect(in_json(freshdesk), &[("1", "Late", "Sorry, it is late.")]);
    let front = r#"{"_results": [{"id": "rsp_1", "name": "Hi", "subject": "Your order of today", "body": "Hello,<br>your order is here.", "is_available_for_all_inboxes": true}]}"#;
    expect(in_json(front), &[("rsp_1", "Hi", "Hello,<br>your order is here.")]);
    let zammad = r#"[{"id": 2, "name": "Gruß", "keywords": "gruß hallo", "content": "Guten Tag #{ticket.customer.lastname},", "note": "Nur für den Vertrieb gedacht.", "active": true}]"#;
    expect(in_json(zammad), &[("2", "Gruß", "Guten Tag #{ticket.customer.lastname},")]);
    let wordpress = r#"{"wporg-1": {"label": "Dashboard", "content": "Try this, please."}, "wporg-2": {"label": "Theme", "content": "It may be the theme."}}"#;
    expect(in_json(wordpress), &[("wporg-1", "Dashboard", "Try this, please."), ("wporg-2", "Theme", "It may be the theme.")]);
    let helpscout = r#"{"_embedded": {"replies": [{"id": 5, "name": "Hi", "text": "Thanks for writing to us.", "chatText": "Thanks, one moment please."}]}}"#;
    expect(in_json(helpscout), &[("5", "Hi", "Thanks for writing to us."), ("5/2", "Hi", "Thanks, one moment please.")]);
}

#[test]
fn bots_ask_and_answer_and_customers_are_not_read() {
    let faq = "- q: Where is my money?\n  a: It is on its way to you.\n- q: When does it come?\n  a: It comes tomorrow morning.\n";
    expect(
        in_yaml(faq),
        &[("", "Where is my money?", "It is on its way to you."), ("", "When does it come?", "It comes tomorrow morning.")],
    );
    let botpress = r#"{"qnas": [{"id": "x", "data": {"answers": {"en": ["You have thirty days for it."]}, "questions": {"en": ["how do I get my money back"]}}}]}"#;
    expect(in_json(botpress), &[("x", "", "You have thirty days for it.")]);
    let dialogflow = r#"[{"id": "1", "data": [{"text": "I want my money back", "userDefined": false}]}, {"id": "2", "data": [{"text": "please give it back", "userDefined": false}]}]"#;
    expect(in_json(dialogflow), &[]);
    let prompts = r#"{"parameters": [{"id": "2", "name": "order", "value": "$order", "prompts": [{"lang": "en", "value": "What is your order number, please?"}]}]}"#;
    assert_eq!(in_json(prompts)[0].2, "What is your order number, please?");
    let blocks = "responses:\n  utter_x:\n  - custom:\n      blocks:\n      - type: section\n        text: Your refund is on its way.\n";
    assert_eq!(in_yaml(blocks)[0].2, "Your refund is on its way.");
    let twins = r#"[{"id": 1, "body": "<p>Hi {{first_name | fallback: \"there\"}}, it is here.</p>", "body_text": "Hi {{first_name}}, it is here."}]"#;
    assert_eq!(in_json(twins).len(), 1);
}

#[test]
fn keys_of_flat_tables_are_ways() {
    let flat = r#"{"a.subject": "We have your request", "a.body": "Thank you for your message.", "b.body": "We have closed your request.", "save": "Save"}"#;
    expect(
        in_json(flat),
        &[("a.body", "We have your request", "Thank you for your message."), ("b.body", "", "We have closed your request.")],
    );
}

#[test]
fn osticket_espanso_and_rasa() {
    let osticket = "- isenabled: 1\n  title: Sample\n  response: |\n    Hi there, we are on it.\n  notes: |\n\n  attachments:\n    - name: a.txt\n      type: text/plain\n      data: Canned attachments rock!\n";
    expect(in_yaml(osticket), &[("", "Sample", "Hi there, we are on it.\n")]);
    let espanso = "matches:\n  - trigger: ':hi'\n    replace: Hi\n  - triggers: [':x', ':y']\n    replace: '{{choice}}'\n    vars:\n      - name: choice\n        type: choice\n        params:\n          values:\n            - label: short\n              id: No.\n            - Not today.\n";
    expect(in_yaml(espanso), &[(":hi", "", "Hi"), ("", "short", "No."), ("", "", "Not today.")]);
    let rasa = "version: '3.1'\nintents:\n  - greet\nresponses:\n  utter_greet:\n  - text: Hey! How are you?\n    buttons:\n    - title: great\n      payload: /mood_great\n  - text: Hi.\n  utter_bye:\n  - text: Bye\nnlu:\n- intent: greet\n  examples: |\n    - hello my friend\n";
    expect(in_yaml(rasa), &[("utter_greet", "", "Hey! How are you?"), ("utter_greet/2", "", "Hi."), ("utter_bye", "", "Bye")]);
}

#[test]
fn shapes_nobody_has_described() {
    expect(
        in_yaml("begrüßung: Guten Tag, schön dass Sie da sind.\nabschied: Auf Wiedersehen.\n"),
        &[("begrüßung", "", "Guten Tag, schön dass Sie da sind."), ("abschied", "", "Auf Wiedersehen.")],
    );
    expect(
        in_yaml("refund:\n  de: Wir erstatten den Betrag.\n  en: We refund the money.\n"),
        &[("refund/de", "", "Wir erstatten den Betrag."), ("refund/en", "", "We refund the money.")],
    );
    expect(
        in_json(r#"["Thanks for your mail, we will look.", "Please send us the number."]"#),
        &[("", "", "Thanks for your mail, we will look."), ("", "", "Please send us the number.")],
    );
    expect(
        in_json(
            r#"{"versand": [{"anlass": "spät", "satz": "Ihr Paket kommt leider später."}, {"anlass": "weg", "satz": "Ihr Paket ist verloren gegangen."}]}"#,
        ),
        &[("versand", "spät", "Ihr Paket kommt leider später."), ("versand/2", "weg", "Ihr Paket ist verloren gegangen.")],
    );
    expect(
        in_json(r#"{"name": "app", "version": "1.0.0", "scripts": {"test": "run all the tests now."}, "dependencies": {"a": "^1"}}"#),
        &[],
    );
    expect(
        in_json(
            r#"{"save": "Save", "cancel": "Cancel", "menu": {"file": "File", "edit": "Edit"}, "error": "Network error occurred here."}"#,
        ),
        &[],
    );
}

#[test]
fn json_in_a_field_is_unfolded() {
    let source = r#"[{"name": "x", "payload": "{\"body\": \"Gern, f\\u00fcr Sie.\"}"}]"#;
    let node = unfold(json::read(source).unwrap());
    let found = find(&node, &Fields::default());
    assert_eq!(found[0].text.text(), "Gern, für Sie.");
    let at = found[0].text.text().find("ür").unwrap();
    assert_eq!(&source[found[0].text.source_span(Span::new(at, at + 2)).range()], "\\\\u00fc");
}

#[test]
fn bots_say_what_they_answer() {
    let source = r#"{"intents": [{"tag": "greeting", "patterns": ["Hi there, is anyone at home?"], "responses": ["Hello, thanks for visiting us today.",
        "Good to see you again."]}, {"tag": "delivery", "patterns": ["How long does it take?"], "responses": ["It takes two to four days."]}]}"#;
    let said: Vec<String> = in_json(source).into_iter().map(|(.., text)| text).collect();
    assert_eq!(said, ["Hello, thanks for visiting us today.", "Good to see you again.", "It takes two to four days."]);
}

#[test]
fn variants_below_templates_are_a_library_and_switches_are_no_texts() {
    let source = r#"{"templates": [{"variants": [{"tone": "formal", "text": "Dear {{name}}, welcome to us."}]}]}"#;
    let node = json::read(source).unwrap();
    assert!(find(&node, &Fields::default()).iter().all(|found| found.library));
    assert_eq!(in_json(r#"[{"Title": "Refund", "Active": "TRUE", "Words": "Hello Tom, your refund is on its way to you."}]"#).len(), 1);
}

#[test]
fn selectors_choose() {
    let source =
        r#"{"items": [{"nr": 4, "was": "Hallo", "actions": [{"value": "Gern."}, {"value": "Nein."}], "sprache": {"code": "de"}}]}"#;
    let node = json::read(source).unwrap();
    let selector = |line: &str| Selector::parse(line).unwrap();
    let fields = Fields {
        text: vec![selector("actions[*].value")],
        id: Some(selector("nr")),
        title: Some(selector("was")),
        lang: Some(selector("sprache.code")),
        channel: None,
    };
    let found = find(&node, &fields);
    let said: Vec<_> = found
        .iter()
        .map(|found| (found.id.as_deref().unwrap(), found.title.as_deref().unwrap(), found.language, found.text.text()))
        .collect();
    let german = Some(Language::German);
    assert_eq!(said, [("4", "Hallo", german, "Gern."), ("4/2", "Hallo", german, "Nein.")]);
    for (line, count) in [("$.items[*].actions[0].value", 1), ("*.value", 2), ("$.actions[*].value", 0), ("[\"was\"]", 1)] {
        let fields = Fields { text: vec![selector(line)], ..Fields::default() };
        assert_eq!(find(&node, &fields).len(), count, "{line}");
    }
    for line in ["", "$", "a..b", "a[", "a[x]", "a."] {
        assert!(Selector::parse(line).is_err(), "{line}");
    }
}

//! Which texts are libraries, and which are letters.
//! In: texts as people write them. Out: nothing, if each answer is found and no letter is cut.

use super::*;

fn titles(text: &str) -> Vec<(&str, &str)> {
    let said = |section: Section| (section.title.map_or("", |title| &text[title.range()]), text[section.body.range()].trim());
    sections("a.md", text).into_iter().map(said).collect()
}

#[test]
fn a_heading_for_each_answer() {
    let text = "# Canned replies\n\n## Late parcel\n\nSorry, your parcel is late.\n\n## Lost parcel ##\nWe are looking for it.\n\n## License\nMIT, see the file there.\n";
    assert_eq!(titles(text), [("Late parcel", "Sorry, your parcel is late."), ("Lost parcel", "We are looking for it.")]);
    let text = "Titel\n=====\n\n---- NOT OURS\n\nThanks for the report.\n\n---- CLOSED\nWe have closed it.\n";
    assert_eq!(titles(text), [("NOT OURS", "Thanks for the report."), ("CLOSED", "We have closed it.")]);
}

#[test]
fn categories_hold_answers_and_answers_hold_parts() {
    let text = "# All\n## Billing\n### Refund\nWe refund the money.\n### Invoice\nHere is your invoice.\n## Delivery\n### Late\nIt will be late today.\n";
    assert_eq!(titles(text).iter().map(|(title, _)| *title).collect::<Vec<_>>(), ["Refund", "Invoice", "Late"]);
    let text = "## Refund\nWe refund the money.\n### Steps\nFirst do this one.\n### More\nThen do that one.\n## Invoice\nHere is your invoice.\n### Steps\nOpen the file there.\n";
    assert_eq!(titles(text).iter().map(|(title, _)| *title).collect::<Vec<_>>(), ["Refund", "Invoice"]);
}

#[test]
fn lines_of_dashes_part_answers() {
    let text = "Guten Tag, Ihr Paket ist da.\n---\nGuten Tag, es fehlt noch.\n---\nWir melden uns bald.\n";
    assert_eq!(titles(text).len(), 3);
    assert_eq!(titles(text)[2].1, "Wir melden uns bald.");
    assert!(titles("**Eins**\n\nWir melden uns.\n\n**Zwei**\n\nAlles ist gut jetzt.\n\n**Drei**\n\nBitte warten Sie noch.\n").len() == 3);
}

#[test]
fn people_mark_titles_in_many_ways() {
    let plain = |text: &str| {
        plain_sections("a.txt", text).iter().map(|section| text[section.title.unwrap().range()].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(plain("[Gruß]\nGuten Tag und willkommen.\n\n[Ende]\nBis bald und danke.\n"), ["Gruß", "Ende"]);
    assert_eq!(plain("Greeting:\nHello and welcome here.\n\nRefund:\nWe have refunded it.\n"), ["Greeting", "Refund"]);
    assert_eq!(plain("1. Greeting\nHello and welcome here.\n\n2. Refund\nWe have refunded it.\n"), ["Greeting", "Refund"]);
    let text = "Titel: Gruß\nText: Guten Tag und hallo.\n\nTitel: Ende\nText: Bis bald und danke.\n";
    assert_eq!(plain(text), ["Gruß", "Ende"]);
    assert_eq!(text[plain_sections("a.txt", text)[1].body.range()].trim(), "Bis bald und danke.");
    let text = "=====\nEINS\n=====\nGuten Tag und hallo.\n\n=====\nZWEI\n=====\nBis bald und danke.\n";
    assert_eq!(titles(text), [("EINS", "Guten Tag und hallo."), ("ZWEI", "Bis bald und danke.")]);
}

#[test]
fn a_letter_is_one_draft() {
    assert!(plain_sections("a.txt", "Guten Tag,\n\nso geht es:\nerst das.\n\nDanach:\ndann das.\n").is_empty());
    for text in [
        "Guten Tag Frau Kühn,\n\nso geht es:\n\n## Schritt 1\nÖffnen Sie die App bitte.\n\n## Schritt 2\nMelden Sie sich dort an.\n\nGruß",
        "Guten Tag,\n\nalles ist gut.\n\n--\nIhr Team\n-----\nFirma\n",
        "# Antwort\nGern, das geht sofort.",
        "**Wichtig**\n\nBitte lesen Sie das.\n\n**Danke**\n",
        "",
    ] {
        assert!(sections("a.md", text).is_empty(), "{text}");
    }
}

/// The answers in a text file, or in a Markdown file.
fn bodies<'t>(path: &str, text: &'t str) -> Vec<&'t str> {
    let found = if path.ends_with("md") { sections(path, text) } else { plain_sections(path, text) };
    found.into_iter().map(|section| text[section.body.range()].trim()).collect()
}

#[test]
fn a_list_of_titles_and_texts_is_a_library() {
    for (path, text) in [
        (
            "a.md",
            "# Replies\n\nUse these in the help desk.\n\n- **Refund**: We have refunded it.\n- **Late**: Your parcel is late, sorry.\n",
        ),
        ("a.txt", "* **Refund** – We have refunded it.\n* **Late** – Your parcel\n  is late, sorry.\n"),
        ("a.md", "**Refund:** We have refunded it.\n\n**Late:** Your parcel is late, sorry.\n"),
    ] {
        assert_eq!(bodies(path, text).len(), 2, "{text}");
        assert_eq!(bodies(path, text)[0], "We have refunded it.", "{text}");
    }
    let contact = "- **Mail**: Write to us at any time.\n- **Phone**: Call us between eight and six.\n";
    assert!(bodies("a.md", contact).is_empty(), "two ways, and one answer");
}

#[test]
fn steps_are_one_answer_and_answers_are_many() {
    let answers = "1) Thanks for writing to us today.\n2) Your order has been shipped.\n3) I am sorry for the delay.\n";
    assert_eq!(bodies("a.txt", answers), ["Thanks for writing to us today.", "Your order has been shipped.", "I am sorry for the delay."]);
    let steps = "# Reset\n\n1. Unplug the router and wait.\n2. Plug it in again, please.\n3. Wait until the light is green.\n";
    assert!(bodies("a.md", steps).is_empty());
    let letter = "Hello Jane,\n\n- your order has been shipped.\n- we have refunded the rest.\n- you need not do anything.\n\nRegards\n";
    assert!(bodies("a.txt", letter).is_empty());
}

#[test]
fn paragraphs_are_answers_where_something_says_so() {
    let text = "Your order has been shipped today.\n\nWe have refunded the amount.\n\nPlease send us a photo of it.\n";
    assert!(bodies("letter.txt", text).is_empty());
    assert_eq!(bodies("library/canned-responses.txt", text).len(), 3);
    assert_eq!(bodies("letter.txt", &text.replace("\n\n", "\n\n\n")).len(), 3);
    let greeted =
        "Hello,\n\nyour order has been shipped today, finally.\n\nHello,\n\nwe have refunded the amount, it will be there soon.\n";
    assert_eq!(bodies("a.txt", greeted).len(), 2);
    assert!(bodies("a.txt", "Hello Jane,\n\nyour order has been shipped.\n\nLiebe Grüße\nTom\n").is_empty());
}

#[test]
fn more_marks_of_titles() {
    for text in [
        "Title: Refund\nWe have refunded it.\n\nTitle: Late\nYour parcel is late.\n",
        "Q: Where is my money?\nA: We have refunded it.\n\nQ: And my parcel?\nA: Your parcel is late.\n",
        "REFUND\nWe have refunded it.\n\nLATE PARCEL\nYour parcel is late.\n",
    ] {
        assert_eq!(bodies("a.txt", text), ["We have refunded it.", "Your parcel is late."], "{text}");
    }
    for text in [
        "<details>\n<summary>Refund</summary>\n\nWe have refunded it.\n\n</details>\n<details><summary>Late</summary>\n\nYour parcel is late.\n\n</details>\n",
        "# FAQ\n\n**Where is my money?**\n\nWe have refunded it.\n\n**And my parcel?**\n\nYour parcel is late.\n",
    ] {
        assert_eq!(bodies("a.md", text).len(), 2, "{text}");
    }
}

#[test]
fn two_answers_and_a_signature_are_told_apart() {
    let one = "Hello, I have refunded your order today. It takes five days.\nBest, Tom\n";
    assert_eq!(bodies("a.txt", &format!("{one}----------\n{one}")).len(), 2);
    assert!(bodies("a.txt", &format!("{one}----------\nTom Miller, Support, Example Ltd.\n")).is_empty());
    assert!(bodies("a.txt", &format!("{one}----------\nFrom: Jane\nWhere is the money that you promised me last week?\n")).is_empty());
}

#[test]
fn answers_in_fences_are_told_from_what_is_said_of_them() {
    let text = "# Library\n\n## Structure\n\n```\nReplies\n├── Orders\n```\n\n## Orders\n\n### Late\n\nCode: `/late`\n\n```\nHi {{name}},\n\nyour \
                order left us on Monday.\n```\n\n### Lost\n\n```text\nWe are looking for your parcel and will write again.\n```\n\n## How to add \
                one\n\n1. Draft the response with variables.\n2. Test it with sample data.\n\n```sql\nSELECT thanks FROM replies WHERE we = 'you';\n```\n";
    assert_eq!(bodies("library.md", text).len(), 2);
    let found: Vec<&str> = sections("library.md", text).iter().filter_map(|section| Some(&text[section.title?.range()])).collect();
    assert_eq!(found, ["Late", "Lost"]);
    // A longer fence may hold a shorter one.
    let text = "## A\n\n````\nHello, please run this for us:\n```\nls\n```\n````\n\n**B**\n\n**Answer:**\n\n~~~\nHello, it was sent to you today.\n~~~\n";
    let found: Vec<&str> = sections("x.md", text).iter().filter_map(|section| Some(&text[section.title?.range()])).collect();
    assert_eq!(found, ["A", "B"]);
    // Two examples of code among many answers change nothing.
    let text = "# A\n\nHello, it is on its way to you.\n\n# B\n\nHello, please run:\n\n```\ncurl -X GET\n```\n\n# C\n\nHello, it was sent today.\n";
    assert_eq!(sections("x.md", text).len(), 3);
}

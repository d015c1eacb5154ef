//! `fields` of `[[paths]]`: which fields of structured files are drafts, ids, titles.
//! In: a TOML table. Out: selectors, or mistakes at their place.

use crate::draft::{Fields, Selector};
use crate::finding::Wording;
use crate::pack::{Text, Value, Walker};

const KEYS: &[&str] = &["text", "id", "title", "lang", "channel"];

/// Reads `fields = { text = ["actions[*].value"], id = "id" }`.
pub fn read<'i>(walker: &mut Walker<'i>, value: &Value<'i>) -> Option<Fields> {
    let table = walker.table(value)?;
    walker.unknown_keys(table, KEYS);
    let texts = table.get("text").map(|value| walker.strings(value)).unwrap_or_default();
    let text = texts.iter().filter_map(|text| selector(walker, text)).collect();
    let mut one = |key: &str| {
        let text = table.get(key).and_then(|value| walker.string(value))?;
        selector(walker, &text)
    };
    Some(Fields { text, id: one("id"), title: one("title"), lang: one("lang"), channel: one("channel") })
}

fn selector(walker: &mut Walker<'_>, text: &Text) -> Option<Selector> {
    match Selector::parse(&text.value) {
        Ok(selector) => Some(selector),
        Err(error) => {
            let example = "fields = { text = [\"actions[*].value\", \"*.body\"] }";
            let help = Wording::new(format!("Zum Beispiel: {example}"), format!("For example: {example}"));
            walker.mistake(text.span, error.message, help);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use std::path::Path;

    #[test]
    fn selectors_are_read_and_mistakes_named() {
        let text = "[[paths]]\nglob = \"*.json\"\nfields = { text = [\"a[*].b\"], id = \"nr\" }\n";
        let (config, mistakes) = Config::read("knigge.toml", Path::new("/team"), text);
        assert!(mistakes.is_empty(), "{mistakes:?}");
        let fields = config.says(Path::new("/team/a.json")).fields;
        assert_eq!((fields.text.len(), fields.id.is_some(), fields.title.is_some()), (1, true, false));
        let text = "[[paths]]\nglob = \"*\"\nfields = { text = [\"a[\"], txet = \"b\" }\n";
        let (_, mistakes) = Config::read("knigge.toml", Path::new("."), text);
        let said: Vec<(&str, &str)> = mistakes.iter().map(|mistake| (&text[mistake.span.range()], mistake.message.en.as_str())).collect();
        assert_eq!(said, [("\"a[\"", "A \"]\" is missing here."), ("txet", "There is no key \"txet\" here.")]);
    }
}

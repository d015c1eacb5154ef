//! Exports whose names mislead: macros made of actions (Zendesk, Gorgias), espanso's matches, Rasa's responses.
//! In: a tree. Out: which of them it is, and what that makes of a field.

use super::find::{Forest, Leaf, Step};
use super::keys::Role;
use crate::draft::tree::{Node, Value};

/// A kind of file that is known by more than the names of its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// None of them.
    Unknown,
    /// `matches:` with triggers.
    Espanso,
    /// `responses:` with `utter_…`.
    Rasa,
    /// A pack of rules or a configuration of knigge: full of bad examples, and no draft.
    Rules,
}

/// What `root` is.
pub fn of(root: &Node<'_>) -> Profile {
    let Value::Table(entries) = &root.value else { return Profile::Unknown };
    let has = |key: &str| entries.iter().any(|(known, _)| known == key);
    let matches = root.get("matches").is_some_and(|matches| match &matches.value {
        Value::List(items) => items.iter().any(|item| ["trigger", "triggers", "regex"].iter().any(|key| item.get(key).is_some())),
        _ => false,
    });
    let utters = root.get("responses").or_else(|| root.get("templates")).is_some_and(|responses| match &responses.value {
        Value::Table(entries) => entries.iter().any(|(key, _)| key.starts_with("utter_")),
        _ => false,
    });
    let rules = root.get("rule").is_some_and(|rules| match &rules.value {
        Value::List(items) => items.iter().any(|item| item.get("bad").is_some() || item.get("match").is_some()),
        _ => false,
    });
    match () {
        () if matches => Profile::Espanso,
        () if utters => Profile::Rasa,
        () if rules || (has("packs") && has("lists")) => Profile::Rules,
        () => Profile::Unknown,
    }
}

impl Profile {
    /// Whether the names of fields are sure.
    pub fn is_known(self) -> bool {
        self != Profile::Unknown
    }

    /// What a text is for; `named` is what its key says by itself.
    pub fn role(self, forest: &Forest<'_, '_>, leaf: &Leaf<'_, '_>, named: Role) -> Role {
        let keys: Vec<&str> = forest
            .up(leaf.link)
            .filter_map(|(_, link)| match link.step {
                Step::Key(key) => Some(key),
                Step::Item(_) => None,
            })
            .collect();
        let is_text = |is: bool| if is { Role::Text } else { Role::Never };
        match self {
            Profile::Espanso => is_text(espanso(&keys)),
            Profile::Rasa => is_text(
                matches!(keys.as_slice(), ["text", utter, "responses" | "templates"] | [utter, "responses" | "templates"] if utter.starts_with("utter_"))
                    || matches!(keys.as_slice(), ["text", .., "custom", _, "responses" | "templates"]),
            ),
            Profile::Rules => Role::Never,
            Profile::Unknown => action(forest, leaf).map(is_text).or_else(|| spoken(forest, leaf)).unwrap_or(named),
        }
    }
}

/// Whether the keys, from the text outward, lead to something that espanso types: a replacement, or one of the choices for it.
fn espanso(keys: &[&str]) -> bool {
    match keys {
        ["replace" | "markdown" | "html" | "form", "matches"] => true,
        ["id" | "label", "values" | "choices", "params", ..] => keys[0] == "id",
        ["values" | "choices", "params", ..] => true,
        _ => false,
    }
}

/// For a text whose neighbours tell who says it: the answer to a question; what customers say to a bot.
fn spoken(forest: &Forest<'_, '_>, leaf: &Leaf<'_, '_>) -> Option<Role> {
    let (at, key) = forest.key(leaf.link)?;
    let table = forest.links[at].holder;
    match key {
        "a" | "A" if table.get("q").or_else(|| table.get("Q")).is_some() => Some(Role::Text),
        _ if table.get("userDefined").is_some() => Some(Role::Never),
        _ => None,
    }
}

/// For a text that is the value of a macro's action: whether the action writes a reply.
fn action(forest: &Forest<'_, '_>, leaf: &Leaf<'_, '_>) -> Option<bool> {
    let (at, key) = forest.key(leaf.link)?;
    let table = forest.links[at].holder;
    let field = table.get("field")?.words()?;
    (key == "value" && table.get("value").is_some()).then(|| {
        // A list is a channel and the words: `["channel:all", "…"]`.
        let target = leaf.text.text().starts_with("channel:") && forest.links[leaf.link.unwrap_or(at)].step == Step::Item(0);
        (field.starts_with("comment_value") || field.starts_with("side_conversation")) && !target
    })
}

/// Whether a table is one action of a macro, or what an action is given: what it is called says nothing of the reply.
pub fn is_transparent(table: &Node<'_>) -> bool {
    let has = |key: &str| table.get(key).is_some();
    (has("field") && has("value")) || (has("name") && has("arguments")) || (has("type") && has("params"))
}

//! What a field is for, by its name: the reply itself, its title, its id, or something that nobody sends.
//! In: keys as people and help desks choose them, in English and German. Out: a role, and the language a key speaks of.

use super::names::{
    BARRED, CHANNELS, CODES, COLLECTIONS, IDS, LANGUAGES, LIBRARIES, NEVER, QUOTING, REPLIES, TEXT_ENDS, TEXTS, TITLES, WEAK, WHOLE_TEXT,
};
use crate::facts::Language;

/// What a field is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The words of a reply.
    Text,
    /// What people call it.
    Title,
    /// What machines call it.
    Id,
    /// The language it is in.
    Language,
    /// Who reads it.
    Channel,
    /// May hold a reply where nothing better does.
    Weak,
    /// Never holds one.
    Never,
    /// The name says nothing.
    Unknown,
}

/// The words of a key: `emailBody_de` is email, body, de.
fn words(key: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for character in key.chars() {
        let starts = character.is_uppercase() && before.is_lowercase();
        if (starts || !character.is_alphanumeric()) && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if character.is_alphanumeric() {
            words.last_mut().into_iter().for_each(|word| word.extend(character.to_lowercase()));
        }
        before = character;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The role of the field `key`.
pub fn role(key: &str) -> Role {
    let mut words = words(key);
    if words.len() > 1 && words.last().is_some_and(|last| is_language_code(last)) {
        words.pop();
    }
    let whole = words.join("_");
    let whole = whole.as_str();
    if WHOLE_TEXT.contains(&whole) {
        return Role::Text;
    }
    if IDS.contains(&whole) {
        return Role::Id;
    }
    if LANGUAGES.contains(&whole) {
        return Role::Language;
    }
    if CHANNELS.contains(&whole) {
        return Role::Channel;
    }
    let any = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let ends =
        |word: &String| TEXT_ENDS.iter().any(|end| word.len() > end.len() && word.ends_with(end)) && word != "kontext" && word != "context";
    match () {
        () if any(NEVER) => Role::Never,
        () if any(TITLES) => Role::Title,
        () if any(TEXTS) || words.iter().any(ends) => Role::Text,
        () if any(WEAK) => Role::Weak,
        () => Role::Unknown,
    }
}

/// Whether nothing below a field of this name is a reply.
pub fn bars(key: &str) -> bool {
    let words = words(key);
    words.iter().any(|word| BARRED.contains(&word.as_str())) || QUOTING.contains(&words.join("_").as_str())
}

/// Whether the key names what is said below something: a comment may be a reply, a description is none.
pub fn is_comment(key: &str) -> bool {
    words(key).iter().any(|word| word == "comment" || word == "kommentar")
}

/// Whether the key names a collection as such, and nothing in it.
pub fn is_collection(key: &str) -> bool {
    words(key).iter().any(|word| COLLECTIONS.contains(&word.as_str()))
}

/// Whether the name says that texts are kept below it to be sent again and again: `macros`, `emailTemplates`, `Textbausteine`.
pub fn is_library(name: &str) -> bool {
    words(name).iter().any(|word| LIBRARIES.contains(&word.as_str()))
}

/// Whether the name says that replies are kept below it.
pub fn holds_replies(name: &str) -> bool {
    is_library(name) || words(name).iter().any(|word| REPLIES.contains(&word.as_str()))
}

/// The language code that a key is (`de`, `en-US`), or ends in (`text_de`).
pub fn language_code(key: &str) -> Option<&str> {
    let code = |part: &str| is_language_code(&part.to_ascii_lowercase());
    let (first, rest) = key.split_once(['-', '_']).unwrap_or((key, ""));
    if code(first) && rest.len() <= 4 && rest.chars().all(char::is_alphanumeric) {
        return Some(key);
    }
    let last = key.rsplit(['-', '_', '.']).next().filter(|last| last.len() < key.len())?;
    code(last).then_some(last)
}

/// Whether the key is nothing but a language code.
pub fn is_language(key: &str) -> bool {
    language_code(key).is_some_and(|code| code.len() == key.len())
}

/// The language named by `word`: a code, or its name.
pub fn language(word: &str) -> Option<Language> {
    match word.trim().to_lowercase().as_str() {
        "german" | "deutsch" | "ger" | "deu" => Some(Language::German),
        "english" | "englisch" | "eng" => Some(Language::English),
        other => Language::parse(other),
    }
}

fn is_language_code(word: &str) -> bool {
    CODES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_a_field_is_for() {
        for key in [
            "text",
            "htmlBody",
            "html_body",
            "body_de",
            "Antworttext",
            "reply-text",
            "content",
            "comment_value",
            "Textbaustein",
            "email_body_en",
        ] {
            assert_eq!(role(key), Role::Text, "{key}");
        }
        for key in ["title", "Name", "reply_subject", "template name", "Frage", "Betreff"] {
            assert_eq!(role(key), Role::Title, "{key}");
        }
        for key in ["message_id", "content_type", "notes", "url", "text_color", "created_at", "alt_text", "interne Notiz", "Schlagworte"] {
            assert_eq!(role(key), Role::Never, "{key}");
        }
        assert_eq!((role("id"), role("trigger"), role("locale"), role("channel")), (Role::Id, Role::Id, Role::Language, Role::Channel));
        assert_eq!((role("description"), role("greeting"), role("context")), (Role::Weak, Role::Unknown, Role::Unknown));
    }

    #[test]
    fn keys_may_name_a_language() {
        assert_eq!(language_code("de"), Some("de"));
        assert_eq!(language_code("en_US"), Some("en_US"));
        assert_eq!(language_code("text_de"), Some("de"));
        assert_eq!(language_code("body"), None);
        assert_eq!(language_code("is"), None);
        assert!(is_language("de-AT") && !is_language("text_de"));
        assert_eq!((language("Deutsch"), language("en-GB"), language("fr")), (Some(Language::German), Some(Language::English), None));
    }
}

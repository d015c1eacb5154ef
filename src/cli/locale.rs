//! In which language knigge speaks to whoever started it.
//! In: the arguments and the environment. Out: a locale, before anything else is read, so that even usage errors come in it.

use crate::finding::Locale;
use std::ffi::OsString;

/// `--ui-lang` among `arguments`, else the first of `LC_ALL`, `LC_MESSAGES`, `LANG` that is set: German where it names German, else English.
pub fn locale(arguments: &[OsString], variable: impl Fn(&str) -> Option<String>) -> Locale {
    let asked = asked(arguments);
    let named =
        asked.or_else(|| ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| variable(name).filter(|value| !value.is_empty())));
    match named {
        Some(name) if name.to_lowercase().starts_with("de") => Locale::German,
        _ => Locale::English,
    }
}

fn asked(arguments: &[OsString]) -> Option<String> {
    let mut words = arguments.iter().map(|word| word.to_string_lossy()).take_while(|word| word != "--");
    while let Some(word) = words.next() {
        if word == "--ui-lang" {
            return words.next().map(|value| value.into_owned()).filter(|value| matches!(value.as_str(), "de" | "en"));
        }
        if let Some(value) = word.strip_prefix("--ui-lang=").filter(|value| matches!(*value, "de" | "en")) {
            return Some(value.to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken(arguments: &[&str], environment: &[(&str, &str)]) -> Locale {
        let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        locale(&arguments, |name| environment.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_option_wins_then_the_environment_in_posix_order() {
        let german = [("LANG", "de_DE.UTF-8")];
        assert_eq!(spoken(&[], &german), Locale::German);
        assert_eq!(spoken(&["--ui-lang", "en"], &german), Locale::English);
        assert_eq!(spoken(&["check", "--ui-lang=de"], &[]), Locale::German);
        assert_eq!(spoken(&["--", "--ui-lang=de"], &[]), Locale::English);
        assert_eq!(spoken(&[], &[("LC_ALL", "en_US.UTF-8"), ("LANG", "de_DE.UTF-8")]), Locale::English);
        assert_eq!(spoken(&[], &[("LC_ALL", ""), ("LC_MESSAGES", "de_AT"), ("LANG", "C")]), Locale::German);
        assert_eq!(spoken(&["--ui-lang", "fr"], &german), Locale::German);
        assert_eq!(spoken(&[], &[]), Locale::English);
    }
}

//! The profiles of help desks: which placeholders each of them fills in.
//! In: `rules/placeholders.toml`. Out: the profiles, and for a name whether a profile has it and which of its names comes near.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde::Deserialize;

use super::signs;

const TEXT: &str = include_str!("../../../rules/placeholders.toml");

/// The placeholders of one help desk.
#[derive(Debug)]
pub struct Profile {
    /// As a configuration names it.
    pub name: String,
    /// As people call it.
    pub title: String,
    /// What stands around names: a number of the table of signs.
    pub signs: usize,
    /// Whether a fallback can stand behind a name.
    pub fallback: bool,
    names: BTreeSet<String>,
    /// Names with a `*`.
    open: Vec<String>,
}

#[derive(Deserialize, Default)]
struct File {
    /// Words that come near one of a name and mean something else.
    words: Vec<String>,
    profile: Vec<Written>,
}

#[derive(Deserialize)]
struct Written {
    name: String,
    title: String,
    signs: String,
    #[serde(default)]
    fallback: bool,
    names: Vec<String>,
}

impl From<Written> for Profile {
    fn from(written: Written) -> Profile {
        let signs = signs::signs(&written.signs).unwrap_or_default();
        let all = written.names.iter().flat_map(|name| expand(name));
        let (open, names): (Vec<String>, Vec<String>) = all.partition(|name| name.contains('*'));
        Profile { name: written.name, title: written.title, signs, fallback: written.fallback, names: names.into_iter().collect(), open }
    }
}

impl Profile {
    /// Whether the profile lists the name letter by letter.
    pub fn lists(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Whether the profile has the name, be it under a `*`.
    pub fn has(&self, name: &str) -> bool {
        self.lists(name) || self.open.iter().any(|pattern| fits(pattern, name))
    }

    /// Whether the name speaks for this help desk: a lone `*` does not.
    pub fn claims(&self, name: &str) -> bool {
        self.lists(name) || self.open.iter().any(|pattern| pattern != "*" && fits(pattern, name))
    }

    /// The name that was probably meant: one part of it is misspelt.
    pub fn near(&self, name: &str) -> Option<&str> {
        nearest(name, self.names.iter().map(String::as_str))
    }
}

/// All profiles, in order of the file; at most 32.
pub fn profiles() -> &'static [Profile] {
    static PROFILES: OnceLock<Vec<Profile>> = OnceLock::new();
    PROFILES.get_or_init(|| file().profile.into_iter().map(Profile::from).collect())
}

/// The file as it is written.
fn file() -> File {
    toml::from_str(TEXT).unwrap_or_default()
}

/// What parts the words of a name.
const JOINTS: [char; 3] = ['.', ' ', '_'];

/// The words of all names, and those that come near one and are no slips of it.
fn is_word(part: &str) -> bool {
    static WORDS: OnceLock<BTreeSet<String>> = OnceLock::new();
    let words = || {
        let names = profiles().iter().flat_map(|profile| &profile.names);
        let parts = names.flat_map(|name| name.split(JOINTS)).map(str::to_owned);
        parts.chain(file().words).collect()
    };
    WORDS.get_or_init(words).contains(part)
}

/// The nearest of `known` that differs from `name` by a slip in one word.
pub fn nearest<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    known.filter_map(|near| Some((slip(name, near)?, near))).min().map(|(_, near)| near)
}

/// How far two names are apart if one is a slip of the other: they have several words, and one of them is misspelt by a letter or, if it is
/// long, by two; of four letters, two have changed places. A plural, a number, a word of another name and another way to join words
/// (`first_name`, `firstname`) are no slips: another help desk may write so.
fn slip(name: &str, known: &str) -> Option<usize> {
    let count = name.split(JOINTS).count();
    if name.len().abs_diff(known.len()) > 2 || count < 2 || count != known.split(JOINTS).count() {
        return None;
    }
    let mut differing = name.split(JOINTS).zip(known.split(JOINTS)).filter(|(a, b)| a != b);
    let (part, meant) = differing.next()?;
    if differing.next().is_some() || is_word(part) {
        return None;
    }
    let plain = |part: &str| -> String {
        let letters = part.chars().filter(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase);
        letters.collect::<String>().trim_end_matches('s').to_owned()
    };
    if plain(part) == plain(meant) {
        return None;
    }
    let sorted = |part: &str| {
        let mut letters: Vec<char> = part.chars().collect();
        letters.sort_unstable();
        letters
    };
    let length = |part: &str| part.chars().count();
    let allowed = match length(part).min(length(meant)) {
        0..4 => return None,
        4 if sorted(part) != sorted(meant) => return None,
        4..8 => 1,
        _ => 2,
    };
    let distance = strsim::osa_distance(part, meant);
    (distance <= allowed).then_some(distance)
}

/// `{a,b}.c` is a.c and b.c.
fn expand(name: &str) -> Vec<String> {
    let Some((before, rest)) = name.split_once('{') else { return vec![name.to_owned()] };
    let Some((choices, after)) = rest.split_once('}') else { return vec![name.to_owned()] };
    let tails = expand(after);
    choices.split(',').flat_map(|choice| tails.iter().map(move |tail| format!("{before}{choice}{tail}"))).collect()
}

/// Whether `name` is `pattern` with anything for each `*`.
pub fn fits(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}

/// The profiles with these signs, each with its number.
pub fn of_signs(signs: usize) -> impl Iterator<Item = (usize, &'static Profile)> {
    profiles().iter().enumerate().filter(move |(_, profile)| profile.signs == signs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_can_be_read_and_names_every_profile_once() {
        let written: File = toml::from_str(TEXT).unwrap();
        assert!(written.profile.len() >= 15 && written.profile.len() <= 32);
        assert!(written.profile.iter().all(|profile| signs::signs(&profile.signs).is_some() && !profile.title.is_empty()));
        let mut names: Vec<&str> = written.profile.iter().map(|profile| profile.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), written.profile.len());
        assert_eq!(profiles().len(), written.profile.len());
    }

    #[test]
    fn choices_and_stars_stand_for_many_names() {
        assert_eq!(expand("a.{b,c}.{d,e}"), ["a.b.d", "a.b.e", "a.c.d", "a.c.e"]);
        assert!(fits("ticket.ticket_field_*", "ticket.ticket_field_360001") && !fits("ticket.ticket_field_*", "ticket.field"));
        assert!(fits("*", "x") && fits("a*c*e", "abcde") && !fits("a*c", "abcd") && !fits("abc", "abcd"));
    }

    #[test]
    fn a_slip_is_told_from_another_name() {
        let known = ["ticket.requester.name", "ticket.id", "first_name", "ticket.comments", "email", "contact.name", "ticket.assigned"];
        let near = |name| nearest(name, known.into_iter());
        assert_eq!(near("ticket.requestor.name"), Some("ticket.requester.name"));
        assert_eq!(near("ticket.reqester.name"), Some("ticket.requester.name"));
        assert_eq!(near("frist_name"), Some("first_name"));
        assert_eq!(near("ticket.requester.nmae"), Some("ticket.requester.name"));
        for other in [
            "mail",
            "emial",
            "contract.name",
            "ticket.assignee",
            "ticket.requester.nome",
            "ticket.requester.mail",
            "ticket.ip",
            "firstname",
            "FIRST_NAME",
            "ticket.comment",
            "last_name",
            "ticket.reqester.nme",
        ] {
            assert_eq!(near(other), None, "{other}");
        }
    }
}

//! What stands around the name of a placeholder, and what stands inside.
//! In: a placeholder as the word cutter found it. Out: its signs, its name, whether it has a fallback.

use crate::span::Span;

/// The signs around names, the longer before the shorter: what opens, what closes, and whether nobody but a machine writes so.
pub const SIGNS: [(&str, &str, bool); 20] = [
    ("{{{", "}}}", true),
    ("{{", "}}", true),
    ("{%", "%}", true),
    ("#{", "}", true),
    ("${", "}", true),
    ("%{", "}", true),
    ("{$", "}", true),
    ("{!", "}", true),
    ("{", "}", false),
    ("*|", "|*", true),
    ("###", "###", true),
    ("##", "##", true),
    ("#", "#", false),
    ("@@", "@@", true),
    ("<<", ">>", false),
    ("<", ">", false),
    ("%%", "%%", false),
    ("%", "%", false),
    ("[[", "]]", false),
    ("[", "]", false),
];

/// Words that steer a template engine and name nothing.
const STEERING: &[&str] = &[
    "if",
    "unless",
    "else",
    "elsif",
    "elseif",
    "elif",
    "endif",
    "endunless",
    "for",
    "endfor",
    "each",
    "end",
    "case",
    "endcase",
    "when",
    "assign",
    "capture",
    "endcapture",
    "comment",
    "endcomment",
    "raw",
    "endraw",
    "include",
    "render",
    "set",
    "block",
    "endblock",
    "macro",
    "endmacro",
    "with",
    "endwith",
    "this",
];

/// A placeholder, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts<'t> {
    /// Number of its signs in [`SIGNS`].
    pub signs: usize,
    /// What it names, without what stands behind it.
    pub name: &'t str,
    /// Where the name stands (bytes of the placeholder).
    pub place: Span,
    /// Whether something is said for the case that there is no value.
    pub fallback: bool,
}

impl Parts<'_> {
    /// Whether nobody but a machine writes so.
    pub fn is_machine(&self) -> bool {
        let (open, _, machine) = SIGNS[self.signs];
        // <OTRS_CUSTOMER_REALNAME>; <Name> is a gap.
        machine || open == "<" && self.name.contains('_') && self.name.starts_with(|first: char| first.is_ascii_uppercase())
    }

    /// Whether the name is a path as templates have it: `ticket.requester.name`, `messages[0]`.
    pub fn is_path(&self) -> bool {
        let allowed = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.' | '-' | '[' | ']' | '$' | ':');
        self.name.contains(char::is_alphabetic) && self.name.chars().all(allowed)
    }
}

/// The number of the signs written as `{{…}}`.
pub fn signs(written: &str) -> Option<usize> {
    let (open, close) = written.split_once('…')?;
    SIGNS.iter().position(|(known, end, _)| *known == open && *end == close)
}

/// Takes a placeholder apart; `None` for signs without a name (`XXX`, `____`, `%s`) and for what steers the engine (`{% if … %}`, `{{/if}}`).
pub fn parts(placeholder: &str) -> Option<Parts<'_>> {
    let fits = |(open, close, _): &(&str, &str, bool)| {
        placeholder.len() > open.len() + close.len() && placeholder.starts_with(open) && placeholder.ends_with(close)
    };
    let signs = SIGNS.iter().position(fits)?;
    let (open, close, _) = SIGNS[signs];
    let inner = &placeholder[open.len()..placeholder.len() - close.len()];
    if open == "{%" && inner.starts_with([' ', '-', '\t'])
        || inner.starts_with(['/', '!', '>', '^', '&'])
        || open == "{{" && inner.starts_with('#')
    {
        return None;
    }
    let cut = inner.find(['|', ',', '(', '"', '\'', '?']).unwrap_or(inner.len());
    let name = inner[..cut].trim();
    let first = name.split([' ', '\t']).next().unwrap_or(name);
    if name.is_empty() || STEERING.contains(&first) {
        return None;
    }
    let start = open.len() + inner.find(name).unwrap_or(0);
    let rest = &inner[cut..];
    let fallback =
        ["fallback", "default", "||", "??"].iter().any(|word| rest.contains(word)) || rest.starts_with('|') && rest.contains(['"', '\'']);
    Some(Parts { signs, name, place: Span::new(start, start + name.len()), fallback })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_of_all_desks_come_apart() {
        let cases = [
            ("{{ticket.requester.name}}", "{{", "ticket.requester.name", false),
            ("{{ first_name | fallback: \"there\" }}", "{{", "first_name", true),
            ("{{ contact.first_name || 'there' }}", "{{", "contact.first_name", true),
            ("{{ contact.firstname|default(\"there\", true) }}", "{{", "contact.firstname", true),
            ("{{ order.date | date: '%d' }}", "{{", "order.date", true),
            ("{%customer.firstName,fallback=there%}", "{%", "customer.firstName", true),
            ("{%customer.firstName%}", "{%", "customer.firstName", false),
            ("#{ticket.customer.lastname}", "#{", "ticket.customer.lastname", false),
            ("%{recipient.name.first}", "%{", "recipient.name.first", false),
            ("<OTRS_CUSTOMER_REALNAME>", "<", "OTRS_CUSTOMER_REALNAME", false),
            ("{{var order.getName()}}", "{{", "var order.getName", false),
            ("###USERNAME###", "###", "USERNAME", false),
            ("@@NAME@@", "@@", "NAME", false),
            ("*|FNAME|*", "*|", "FNAME", false),
        ];
        for (text, open, name, fallback) in cases {
            let parts = parts(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((SIGNS[parts.signs].0, parts.name, parts.fallback), (open, name, fallback), "{text}");
            assert_eq!(&text[parts.place.range()], name);
        }
    }

    #[test]
    fn what_steers_the_engine_names_nothing() {
        for text in ["{% if x %}", "{{/if}}", "{{#each items}}", "{{else}}", "{{if customer.name}}", "{{! note }}", "XXX", "____", "%s"] {
            assert_eq!(parts(text), None, "{text}");
        }
    }
}

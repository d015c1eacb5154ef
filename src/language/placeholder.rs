//! Placeholders: what a template leaves open and a draft must not.
//! In: a text and a byte at which a placeholder may begin. Out: the placeholder's span, and the class of what it names.
//! Shapes that mean nothing else (`{{…}}`, `%{…}`) hold anything; shapes that people also write otherwise (`[…]`, `«…»`) must name a field.

use super::placeholder_words::{self as words, Word};
use super::special::{Special, SpecialKind};
use crate::span::Span;

/// What a placeholder stands for, so that the words around it can be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PlaceholderClass {
    /// A person who is written to.
    Name,
    /// Whoever writes: agent, sender, signature.
    Sender,
    /// A date, a day, a time, a deadline.
    Date,
    /// A number that names something: customer, order, ticket.
    Number,
    /// A sum of money.
    Amount,
    /// Anything else.
    Other,
}

/// Longest placeholder of a template engine, and of the shapes that people write by hand (bytes).
const ENGINE: usize = 200;
const BY_HAND: usize = 60;

/// What the placeholder `text` names, from its words; `Other` when they say nothing.
pub fn placeholder_class(text: &str) -> PlaceholderClass {
    words::class(text)
}

/// The placeholder that begins at the byte `at`.
pub(super) fn at(text: &str, floor: usize, at: usize) -> Option<Special> {
    let rest = &text[at..];
    let before = text[floor..at].chars().next_back().unwrap_or(' ');
    let len = match rest.as_bytes()[0] {
        b'{' => braces(rest, before),
        // `#{{order.id}}` is a placeholder behind a sign.
        b'$' | b'#' | b'%' if rest[1..].starts_with("{{") => None,
        b'$' => opened(rest, "${", "}", ENGINE, names_one),
        b'#' => opened(rest, "#{", "}", ENGINE, names_one).or_else(|| fenced(rest, before, "#")),
        b'%' => percent(rest, text, at),
        b'<' => angles(rest),
        b'@' if rest.starts_with("@@") => fenced(rest, before, "@"),
        b'[' => brackets(rest, before),
        b'(' => opened(rest, "((", "))", BY_HAND, names_field),
        b'*' => opened(rest, "*|", "|*", BY_HAND, is_identifier),
        0xC2 => opened(rest, "«", "»", BY_HAND, |inner| names_field(inner) || is_compound_identifier(inner)),
        b'X' => crosses(rest, before),
        b'_' => underscores(rest, before, text, at),
        _ => None,
    }?;
    Some(Special { span: Span::new(at, at + len), kind: SpecialKind::Placeholder })
}

/// Length of `open inner close` on one line, if `inner` is short and accepted.
fn opened(rest: &str, open: &str, close: &str, limit: usize, accepts: impl Fn(&str) -> bool) -> Option<usize> {
    let inner = rest.strip_prefix(open)?;
    let inner = &inner[..inner.floor_char_boundary(limit)];
    let end = inner.find(close)?;
    let inner = &inner[..end];
    (!inner.contains('\n') && accepts(inner)).then_some(open.len() + end + close.len())
}

fn names_anything(inner: &str) -> bool {
    inner.contains(char::is_alphanumeric)
}

/// The same, with nothing opened inside.
fn names_one(inner: &str) -> bool {
    names_anything(inner) && !inner.contains('{')
}

/// Letters, digits, `_`, `.`, `-`, beginning with a letter; at least two of them.
fn is_identifier(inner: &str) -> bool {
    inner.len() >= 2
        && inner.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && inner.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'))
        && inner.ends_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// An identifier as no prose has it: with `_` or a dot inside.
fn is_compound_identifier(inner: &str) -> bool {
    is_identifier(inner) && inner.contains(['_', '.']) && inner.contains(char::is_alphabetic)
}

/// Words that name a field and nothing else, or an order to fill something in.
fn names_field(inner: &str) -> bool {
    let (mut fields, mut unknown, mut count) = (0, 0, 0);
    for word in words::split(inner) {
        count += 1;
        match words::look_up(word) {
            // "[HIER GRUND EINFÜGEN]", "[insert tracking link]": whatever is to be inserted.
            Some(Word::Order) => return inner.len() <= BY_HAND,
            Some(Word::Field(_)) => fields += 1,
            Some(Word::Filler | Word::Owner) => {}
            None => unknown += 1,
        }
    }
    // Shouted fields may hold words that no list knows: "[PRODUCT LINE NAME]".
    let shouted = count > 1 && !inner.chars().any(char::is_lowercase);
    fields > 0 && count <= 6 && (unknown == 0 || shouted)
}

fn braces(rest: &str, before: char) -> Option<usize> {
    if rest.starts_with("{{{") {
        return opened(rest, "{{{", "}}}", ENGINE, names_anything);
    }
    if rest.starts_with("{{") {
        return opened(rest, "{{", "}}", ENGINE, names_anything);
    }
    if rest.starts_with("{%") {
        return opened(rest, "{%", "%}", ENGINE, names_anything);
    }
    if before.is_alphanumeric() || before == '\\' {
        return None; // \textbf{name}, f{x}
    }
    // `{$customer.name}`, `{!Contact.FirstName}`: whatever is called by a sign is no prose.
    let called = |inner: &str| inner.strip_prefix(['$', '!']).is_some_and(is_identifier);
    opened(rest, "{", "}", BY_HAND, |inner| is_identifier(inner) || names_field(inner) || called(inner))
}

/// `%{recipient.name}`, `%name%`, `%%name%%`, `%s`, `%1$s`; not "50 %" nor `%C3%BC`.
fn percent(rest: &str, text: &str, at: usize) -> Option<usize> {
    if rest.starts_with("%{") {
        return opened(rest, "%{", "}", ENGINE, names_one);
    }
    // A number before it makes it a percent sign.
    if text[..at].trim_end_matches([' ', '\u{a0}', '\u{202f}']).ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let before = text[..at].chars().next_back().unwrap_or(' ');
    fenced(rest, before, "%").or_else(|| printf(rest, before))
}

fn printf(rest: &str, before: char) -> Option<usize> {
    let digits = rest[1..].bytes().take_while(u8::is_ascii_digit).count();
    let skipped = if digits > 0 { rest[1 + digits..].starts_with('$').then_some(digits + 1)? } else { 0 };
    let letter = 1 + skipped;
    let ends = !rest.get(letter + 1..)?.starts_with(|c: char| c.is_alphanumeric() || c == '%');
    (matches!(rest.as_bytes()[letter], b's' | b'd') && ends && !before.is_alphanumeric()).then_some(letter + 1)
}

/// An identifier between signs: `%name%`, `##NAME##`, `@@NAME@@`, `###NAME###`.
fn fenced(rest: &str, before: char, sign: &str) -> Option<usize> {
    if before.is_alphanumeric() {
        return None;
    }
    let width = rest.len() - rest.trim_start_matches(sign).len();
    let inner = &rest[width..];
    let len = inner.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '-')))?;
    let (inner, after) = inner.split_at(len);
    let closes = after.bytes().take_while(|byte| *byte == sign.as_bytes()[0]).count() >= width;
    let hex = inner.len() == 2 && inner.bytes().all(|byte| byte.is_ascii_hexdigit());
    // `#A#B` are hashtags: a single `#` fences capitals only, and so do three (`###USERNAME###`).
    let shouted = !inner.contains(char::is_lowercase);
    let fences = match (sign, width) {
        ("#", 1 | 3) => shouted,
        (_, width) => width <= 2,
    };
    (closes && fences && is_identifier(inner) && !hex).then_some(len + 2 * width)
}

/// `<OTRS_CUSTOMER_REALNAME>`, `<Name>`, `<<Name>>`; not the elements of HTML.
fn angles(rest: &str) -> Option<usize> {
    if rest.starts_with("<<") {
        return opened(rest, "<<", ">>", BY_HAND, |inner| names_field(inner) || is_compound_identifier(inner));
    }
    opened(rest, "<", ">", BY_HAND, |inner| {
        let shouted = inner.split('_').next().is_some_and(|start| start.len() > 2 && !start.contains(char::is_lowercase));
        (shouted && is_compound_identifier(inner.split('[').next().unwrap_or(inner)))
            || (names_field(inner) && !words::is_html_element(inner))
    })
}

/// `[Name]`, `[Kundennummer einfügen]`, `[[Name]]`, `[first_name]`; not links, footnotes, `[sic]`, `[…]`.
fn brackets(rest: &str, before: char) -> Option<usize> {
    let accepts = |inner: &str| names_field(inner) || is_compound_identifier(inner);
    let len = if rest.starts_with("[[") { opened(rest, "[[", "]]", BY_HAND, accepts)? } else { opened(rest, "[", "]", BY_HAND, accepts)? };
    let after = &rest[len..];
    let is_link = after.starts_with(['(', '[']) || after.starts_with(": http") || before == '!' || before == ']';
    // `list[index]`, `Rechnung[en]`: glued to a word it is code or an optional ending.
    (!is_link && !before.is_alphanumeric()).then_some(len)
}

/// `XXX`, `XX.XX.XXXX`, `XX,XX`: a word of nothing but X. `XXL`, `XXX-Large` and Roman numerals are words.
fn crosses(rest: &str, before: char) -> Option<usize> {
    if before.is_alphanumeric() || before == '-' {
        return None;
    }
    let (end, total) = runs_of(rest, b'X', &['.', ',', '-', '/', ':']);
    let after = &rest[end..];
    let goes_on = after.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        || (after.starts_with(['-', '\'', '’']) && after.chars().nth(1).is_some_and(char::is_alphanumeric));
    (!goes_on && (total >= 4 || (total == 3 && end == 3))).then_some(end)
}

/// Runs of one sign, joined by single `joints`: the whole length, and how many signs there are.
fn runs_of(rest: &str, sign: u8, joints: &[char]) -> (usize, usize) {
    let run = |from: usize| rest[from..].bytes().take_while(|byte| *byte == sign).count();
    let mut end = run(0);
    let mut total = end;
    while rest[end..].starts_with(joints) && run(end + 1) > 0 {
        let more = run(end + 1);
        end += 1 + more;
        total += more;
    }
    (end, total)
}

/// `___` to be filled in, `__.__.____`; not a line drawn across the page, not Markdown's `___word___`.
fn underscores(rest: &str, before: char, text: &str, at: usize) -> Option<usize> {
    if before.is_alphanumeric() || before == '_' {
        return None;
    }
    let (len, total) = runs_of(rest, b'_', &['.', '/', ':', '-']);
    let goes_on = rest[len..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
    if total < 3 || goes_on {
        return None;
    }
    let head = &text[text.ceil_char_boundary(at.saturating_sub(BY_HAND))..at];
    let tail = &text[at..text.floor_char_boundary((at + len + BY_HAND).min(text.len()))];
    let on_line = |part: &str| part.contains(char::is_alphanumeric);
    (on_line(head.rsplit('\n').next().unwrap_or(head)) || on_line(tail.split('\n').next().unwrap_or(tail))).then_some(len)
}

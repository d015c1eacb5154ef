//! Placeholders that were opened and not closed, or closed and not opened: `{{first_name}`, `first_name}}`, `#{ticket.id`.
//! In: text. Out: spans from the signs that open to what closes. What is no name inside is no placeholder: code, emoticons and formulas stay.

use crate::language::special::{self, SpecialKind};
use crate::span::Span;

/// Longest name with what stands behind it (bytes).
const LONGEST: usize = 400;

/// What opens a placeholder without a brace.
const RARE: [&str; 6] = ["@@", "##", "*|", "<OTRS_", "<KIX_", "<ZNUNY_"];

/// Appends the unbalanced placeholders of `text`, sorted.
pub(super) fn unbalanced(text: &str, out: &mut Vec<Span>) {
    let has_braces = text.bytes().any(|byte| matches!(byte, b'{' | b'}'));
    if !has_braces && !RARE.iter().any(|open| text.contains(open)) {
        return;
    }
    let mut specials = Vec::new();
    special::find(text, &mut specials);
    let whole: Vec<Span> = specials.iter().filter(|special| special.kind == SpecialKind::Placeholder).map(|special| special.span).collect();
    let mut at = 0;
    while let Some(step) = text[at..].find(['{', '}', '<', '@', '#', '*']) {
        at += step;
        let floor = out.last().map_or(0, |last| last.end);
        let inside = whole.iter().find(|span| span.start <= at && at < span.end);
        let found = match inside {
            // `{first_name}}` begins with what would be whole.
            Some(span) => too_many(text, floor, *span),
            None => opened(text, at).or_else(|| closed(text, floor, at)),
        };
        match (found, inside) {
            (Some(span), _) => {
                if out.last().is_none_or(|last| last.end <= span.start) {
                    out.push(span);
                }
                at = span.end.max(at + 1);
            }
            (None, Some(span)) => at = span.end,
            (None, None) => at += text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
}

/// A whole placeholder with one brace more at one of its ends.
fn too_many(text: &str, floor: usize, span: Span) -> Option<Span> {
    let placeholder = &text[span.range()];
    let (before, after) = (&text.as_bytes()[..span.start], &text.as_bytes()[span.end..]);
    let single = placeholder.starts_with('{') && !placeholder.starts_with("{{") && !placeholder.starts_with("{%");
    let signed = ["#{", "%{", "${"].iter().any(|open| placeholder.starts_with(open));
    if single && before.last() == Some(&b'{') && !names(placeholder.trim_matches(['{', '}'])) {
        return None;
    }
    match (before.last(), after.first()) {
        (Some(b'{'), next) if single && next != Some(&b'}') => Some(Span::new(span.start - 1, span.end)),
        (_, Some(b'}')) if (single || signed) && depth_before(text, floor, span.start) == 0 => Some(Span::new(span.start, span.end + 1)),
        _ => None,
    }
}

/// Braces that are open where the byte `at` stands, in its line and behind `floor`: what was found already counts no more.
fn depth_before(text: &str, floor: usize, at: usize) -> i32 {
    let line = &text[text[..at].rfind('\n').map_or(0, |end| end + 1).max(floor).min(at)..at];
    line.bytes().map(|byte| i32::from(byte == b'{') - i32::from(byte == b'}')).sum::<i32>().max(0)
}

/// What is opened at `at` and closed otherwise or not at all.
fn opened(text: &str, at: usize) -> Option<Span> {
    let rest = &text[at..];
    let before = text[..at].chars().next_back().unwrap_or(' ');
    if before.is_alphanumeric() || matches!(before, '\\' | '{' | '$' | '%' | '#' | '@') && !rest.starts_with('{') {
        return None;
    }
    let pairs =
        [("{{{", "}}}"), ("{{", "}}"), ("{%", "%}"), ("{", "}"), ("<", ">"), ("@@", "@@"), ("###", "###"), ("##", "##"), ("*|", "|*")];
    let (open, close) = *pairs.iter().find(|(open, _)| rest.starts_with(open))?;
    let inner = &rest[open.len()..];
    let (name, behind) = name(inner)?;
    let signed = matches!(before, '#' | '%' | '$') && open == "{";
    let accepted = match open {
        "{" if signed => names(name),
        // A single brace alone, a hash alone, an angle alone: only what no prose has.
        "{" | "<" => compound(name) && (open == "{" || name.starts_with(|first: char| first.is_ascii_uppercase())),
        "@@" | "##" | "###" | "*|" => names(name) && !name.contains(char::is_lowercase),
        _ => names(name),
    };
    if !accepted || open == "<" && !(name.starts_with("OTRS_") || name.starts_with("KIX_") || name.starts_with("ZNUNY_")) {
        return None;
    }
    let start = if signed { at - 1 } else { at };
    let name_end = at + open.len() + (inner.len() - behind.len());
    // `{{first_name}` closes with fewer signs, `{{first_name }` too.
    let closing = behind.trim_start_matches(' ');
    // Every sign that closes is one byte.
    let half = |sign: char| close.contains(sign);
    if closing.starts_with(half) && !closing.starts_with(close) {
        let signs = closing.chars().take(close.len() - 1).take_while(|sign| close.contains(*sign)).count();
        let end = text.len() - closing.len() + signs;
        return Some(Span::new(start, end));
    }
    if behind.trim_start().starts_with(close) {
        return None;
    }
    // A filter or an argument may stand before what closes.
    let line = &behind[..behind.floor_char_boundary(LONGEST)];
    let line = line.split('\n').next().unwrap_or(line);
    let goes_on =
        closing.starts_with(['|', ',', '(', ':', '=', '"', '\'']) || matches!(open, "{%" | "{{" | "{{{") && behind.starts_with(' ');
    if goes_on && line.contains(close) {
        return None;
    }
    // `{ticket.id, {ticket.title}`: the next one opens before this is closed.
    let line = &line[..line.find('{').unwrap_or(line.len())];
    match line.find(half) {
        Some(at) if goes_on => Some(Span::new(start, name_end + at + 1)),
        Some(_) => None,
        None => Some(Span::new(start, name_end)),
    }
}

/// `first_name}}`: what is closed at `at` and was never opened.
fn closed(text: &str, floor: usize, at: usize) -> Option<Span> {
    let rest = &text[at..];
    let close = ["}}}", "}}"].iter().find(|close| rest.starts_with(**close))?;
    if depth_before(text, floor, at) > 0 {
        return None;
    }
    let head = text[..at].trim_end_matches(' ');
    let start = head
        .rfind(|letter: char| !is_name_letter(letter))
        .map_or(0, |place| place + head[place..].chars().next().map_or(1, char::len_utf8));
    compound(&head[start..]).then(|| Span::new(start, at + close.len()))
}

/// The name with which `inner` begins, and what stands behind it.
fn name(inner: &str) -> Option<(&str, &str)> {
    let trimmed = inner.trim_start_matches(' ');
    let end = trimmed.find(|letter: char| !is_name_letter(letter)).unwrap_or(trimmed.len());
    // The full stop of a sentence is no part of a name.
    let name = trimmed[..end].trim_end_matches(['.', '-']);
    (!name.is_empty() && inner.len() - trimmed.len() <= 1).then(|| (name, &trimmed[name.len()..]))
}

fn is_name_letter(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '.' | '-')
}

/// A name as templates have it.
fn names(name: &str) -> bool {
    name.len() >= 2
        && name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && name.chars().all(is_name_letter)
        && name.chars().any(char::is_alphabetic)
}

/// A name that is no word of prose: `first_name`, `ticket.id`, `firstName`.
fn compound(name: &str) -> bool {
    let inner = name.trim_matches(['.', '_', '-']);
    let camel = inner.as_bytes().windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    names(name) && (inner.contains('_') || camel || inner.contains('.') && inner.len() >= 6 && !inner.contains(".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut spans = Vec::new();
        unbalanced(text, &mut spans);
        spans.iter().map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn what_is_opened_or_closed_alone_is_found() {
        let cases = [
            ("Hi {{first_name}, welcome.", "{{first_name}"),
            ("Hi {first_name}}, welcome.", "{first_name}}"),
            ("Hi {{ first_name }, welcome.", "{{ first_name }"),
            ("Hi {{first_name, welcome.", "{{first_name"),
            ("Hi {{first_name | fallback: \"there\"}, welcome.", "{{first_name | fallback: \"there\"}"),
            ("Ticket #{ticket.id ist offen.", "#{ticket.id"),
            ("Guten Tag %{name, danke.", "%{name"),
            ("Guten Tag %{recipient.name.", "%{recipient.name"),
            ("Hi {%customer.firstName}, hello", "{%customer.firstName}"),
            ("Hi first_name}}, hello", "first_name}}"),
            ("Hi {{{ticket.id}}, hello", "{{{ticket.id}}"),
            ("Hi {first_name, hello", "{first_name"),
            ("Guten Tag <OTRS_CUSTOMER_REALNAME, danke", "<OTRS_CUSTOMER_REALNAME"),
            ("Guten Tag @@NAME@, danke", "@@NAME@"),
            ("Guten Tag ###USERNAME##, danke", "###USERNAME##"),
            ("Nr. #{ticket.number}} ist da", "#{ticket.number}}"),
        ];
        for (text, expected) in cases {
            assert_eq!(found(text), [expected], "{text}");
        }
        assert_eq!(found("Nr. #{ticket.id ist da {first_name}}."), ["#{ticket.id", "{first_name}}"]);
    }

    #[test]
    fn whole_ones_and_code_are_left_alone() {
        let fine = [
            "Hi {{first_name}}, {{ ticket.id }} and {{{raw.html}}}.",
            "Order #{{var order.increment_id}} is on its way.",
            "{{ first_name | fallback: \"there\" }} {%customer.firstName,fallback=there%}",
            "{% if ticket.id %}x{% endif %} {{#if user.name}}x{{/if}}",
            "{{htmlescape var=$order.getCustomerName()}} {{store url=\"customer/account/\"}}",
            "#{ticket.id} %{name} ${order.id} <OTRS_TICKET_TicketNumber> @@NAME@@ ###USERNAME###",
            "{Hi|Hello|{Hey|Howdy}} you",
            "json: {\"a\": {\"b\": {\"c_d\": 1}}}",
            "a { color: red; } b :-} ;} {-:",
            "{foo: {bar_baz}}",
            "See #fail and C# and 5 < 6, @anna_k, @@ and ## and ### Heading",
            "### Heading_one\ntext\n## Other.Thing",
            "x = {a_b: 1}",
            "**bold_text** *|FNAME|*",
            "git@@host a@b.de <mail@example.org> <first_name>",
            "set {1,2,3} and {x}",
        ];
        for text in fine {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}

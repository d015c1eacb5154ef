//! Entities of HTML: `&uuml;`, `&#252;`, `&#xfc;`, and the old ones that need no semicolon.
//! In: text that starts with `&`. Out: what it stands for, and its length. quick-xml knows the names.

use std::borrow::Cow;

/// What the entity at the start of `text` stands for, and its length in bytes.
pub fn entity(text: &str) -> Option<(Cow<'static, str>, usize)> {
    let inner = text.strip_prefix('&')?;
    if let Some(number) = inner.strip_prefix('#') {
        let (digits, radix, skipped) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16, 3),
            None => (number, 10, 2),
        };
        let length = digits.bytes().take(8).take_while(|byte| char::from(*byte).is_digit(radix)).count();
        let code = u32::from_str_radix(&digits[..length], radix).ok()?;
        let character = char::from_u32(code).filter(|character| *character != '\0').unwrap_or(char::REPLACEMENT_CHARACTER);
        let semicolon = usize::from(digits[length..].starts_with(';'));
        return Some((Cow::Owned(character.to_string()), skipped + length + semicolon));
    }
    let length = inner.bytes().take(32).take_while(u8::is_ascii_alphanumeric).count();
    let name = &inner[..length];
    if inner[length..].starts_with(';') {
        return quick_xml::escape::resolve_html5_entity(name).map(|found| (Cow::Borrowed(found), length + 2));
    }
    let next = inner[length..].chars().next();
    (OLD.contains(&name) && next != Some('='))
        .then(|| quick_xml::escape::resolve_html5_entity(name))
        .flatten()
        .map(|found| (Cow::Borrowed(found), length + 1))
}

/// Names that browsers understand without a semicolon; those that replies hold.
const OLD: [&str; 18] = [
    "amp", "lt", "gt", "quot", "nbsp", "auml", "ouml", "uuml", "Auml", "Ouml", "Uuml", "szlig", "eacute", "egrave", "agrave", "copy",
    "reg", "sect",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_by_name_and_number() {
        let is = |text: &str| entity(text).map(|(found, length)| (found.into_owned(), length));
        assert_eq!(is("&uuml;ber"), Some(("ü".into(), 6)));
        assert_eq!(is("&#252;ber"), Some(("ü".into(), 6)));
        assert_eq!(is("&#x1F600;"), Some(("😀".into(), 9)));
        assert_eq!(is("&nbsp da"), Some(("\u{a0}".into(), 5)));
        assert_eq!(is("&hellip;"), Some(("…".into(), 8)));
        for plain in ["& Co", "&Co; ", "a=1&amp=2"[3..].into(), "&#;", "&"] {
            assert_eq!(is(plain), None, "{plain}");
        }
    }
}

//! The tags of HTML: which elements there are, where a tag ends, what its attributes say.
//! In: text that starts with `<`. Out: lengths and names. What HTML does not know is a placeholder, and no tag.

/// Length of the HTML tag or comment with which `text` starts. Something in angle brackets that HTML does not know is a placeholder
/// (`<OTRS_CUSTOMER_REALNAME>`, `<Name>`), and no tag.
pub fn markup(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return Some(text.find("-->").map_or(text.len(), |end| end + 3));
    }
    let name = text.strip_prefix('<').map(name_of).filter(|name| !name.is_empty())?;
    let known = INLINE.iter().chain(&BLOCKS).any(|element| name.eq_ignore_ascii_case(element));
    let next = text.trim_start_matches(['<', '/']).as_bytes().get(name.len());
    let ends = matches!(next, Some(b' ' | b'\t' | b'\n' | b'\r' | b'/' | b'>'));
    (known && ends).then(|| text.find('>').map_or(text.len(), |end| end + 1))
}

/// The name of the element whose tag starts `text`; a comment has none.
pub fn name_of(text: &str) -> &str {
    let name = text.trim_start_matches(['<', '/']);
    &name[..name.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(name.len())]
}

/// Length of the tag, comment or declaration with which `text` starts, in a text that is HTML for sure: there all elements count, and a
/// `>` inside the quotes of an attribute does not end the tag.
pub fn tag(text: &str) -> Option<usize> {
    if text.starts_with("<!") || text.starts_with("<?") {
        let until = if text.starts_with("<!--") { "-->" } else { ">" };
        return Some(text.find(until).map_or(text.len(), |end| end + until.len()));
    }
    let name = name_of(text);
    let known = INLINE[1..].iter().chain(&BLOCKS).chain(FURTHER).any(|element| name.eq_ignore_ascii_case(element));
    let rest = &text[text.len().min(1 + usize::from(text.starts_with("</")) + name.len())..];
    // Word processors write elements such as o:p.
    let ends = rest.starts_with([' ', '\t', '\n', '\r', '/', '>']) && known || rest.starts_with(':') && !name.is_empty();
    if !ends {
        return None;
    }
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().take(LONGEST) {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    // A quote that is never closed.
    Some(text.find('>').map_or(text.len(), |end| end + 1))
}

/// A tag is not longer (bytes).
const LONGEST: usize = 20_000;

/// Whether `name` is an element that stands apart, or a line break.
pub fn is_block(name: &str) -> bool {
    BLOCKS.iter().any(|element| name.eq_ignore_ascii_case(element))
}

/// Whether a reader of the page never sees what the tag holds.
pub fn is_hidden(tag: &str) -> bool {
    let name = name_of(tag);
    if HIDDEN.iter().any(|element| name.eq_ignore_ascii_case(element)) {
        return true;
    }
    let dense: String = tag.to_ascii_lowercase().split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    let styled = ["display:none", "display: none", "visibility:hidden", "visibility: hidden", "mso-hide:all", "mso-hide: all"];
    styled.iter().any(|style| dense.contains(style))
        || dense.ends_with(" hidden>")
        || dense.contains(" hidden ")
        || dense.contains(" hidden=")
}

/// Whether the tag opens somebody else's words, as mail programs mark them.
pub fn is_quotation(tag: &str) -> bool {
    let lower = tag.to_ascii_lowercase();
    (lower.starts_with("<blockquote") && lower.contains("cite"))
        || ["gmail_quote", "gmail_attr", "moz-cite", "yahoo_quoted", "divrplyfwdmsg", "protonmail_quote"]
            .iter()
            .any(|mark| lower.contains(mark))
}

/// Length of the element that `text` starts with the opening tag of: up to the end of its closing tag, or of `text`.
pub fn element(text: &str) -> usize {
    let name = name_of(text);
    let first = tag(text).unwrap_or(text.len());
    if VOID.iter().any(|void| name.eq_ignore_ascii_case(void)) || text[..first].ends_with("/>") {
        return first;
    }
    let raw = HIDDEN.iter().any(|element| name.eq_ignore_ascii_case(element)) && !name.eq_ignore_ascii_case("template");
    let mut depth = 1;
    let mut at = first;
    while let Some(found) = memchr::memchr(b'<', &text.as_bytes()[at..]).map(|found| at + found) {
        let closing = text[found..].starts_with("</");
        let same = name_of(&text[found..]).eq_ignore_ascii_case(name);
        let length = if raw && !(closing && same) { 1 } else { tag(&text[found..]).unwrap_or(1) };
        if same && length > 1 {
            depth = if closing { depth - 1 } else { depth + 1 };
        }
        // A head that is never closed ends where the body begins.
        if name.eq_ignore_ascii_case("head") && name_of(&text[found..]).eq_ignore_ascii_case("body") {
            return found;
        }
        at = (found + length).min(text.len());
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// Elements whose content nobody reads.
const HIDDEN: &[&str] =
    &["button", "head", "iframe", "math", "noscript", "object", "script", "select", "style", "svg", "template", "textarea"];

/// Elements without content.
const VOID: &[&str] = &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"];

/// Elements besides those that are also known inside Markdown.
const FURTHER: &[&str] = &[
    "acronym", "area", "audio", "base", "bdi", "bdo", "canvas", "caption", "col", "colgroup", "data", "del", "dfn", "embed", "fieldset",
    "ins", "legend", "link", "map", "math", "meta", "meter", "nobr", "noscript", "object", "option", "param", "path", "picture",
    "progress", "rp", "rt", "ruby", "samp", "script", "select", "slot", "source", "strike", "svg", "template", "textarea", "time", "title",
    "tt", "var",
];

/// Elements of HTML inside a line. The empty name is that of a comment.
pub const INLINE: [&str; 25] = [
    "", "a", "abbr", "b", "big", "br", "cite", "code", "em", "font", "i", "img", "input", "kbd", "label", "mark", "q", "s", "small",
    "span", "strong", "sub", "sup", "u", "wbr",
];

/// Elements of HTML that stand apart.
pub const BLOCKS: [&str; 44] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "style",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

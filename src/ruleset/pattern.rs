//! The regular expressions of packs. In: a pattern. Out: the expression, limited in size, or what is wrong with it; and what a text must hold for it
//! to match at all, so that most drafts are never searched.

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::finding::Wording;
use crate::span::Span;

/// The most memory that one regular expression may take, in bytes.
const REGEX_BYTES: usize = 1 << 20;

/// Compiles a regular expression as packs use it: any case, `^` and `$` at lines, limited in size; `\d` and `\w` are the digits and letters of German and English.
///
/// # Errors
/// What is wrong, and the bytes of the pattern where that is known.
pub fn regex(pattern: &str) -> Result<regex::Regex, (Option<Span>, Wording)> {
    if let Err(error) = regex_syntax::Parser::new().parse(pattern) {
        let (span, what) = match &error {
            regex_syntax::Error::Parse(error) => (Some(error.span()), error.kind().to_string()),
            regex_syntax::Error::Translate(error) => (Some(error.span()), error.kind().to_string()),
            _ => (None, error.to_string()),
        };
        let span = span.map(|span| Span::new(span.start.offset, span.end.offset));
        return Err((
            span,
            Wording::new(format!("Der reguläre Ausdruck stimmt nicht: {what}"), format!("The regular expression is wrong: {what}")),
        ));
    }
    // All the letters and digits of the world cost milliseconds to build; the languages that are read need these.
    let built = regex::RegexBuilder::new(&plain(pattern))
        .case_insensitive(true)
        .multi_line(true)
        .size_limit(REGEX_BYTES)
        .dfa_size_limit(REGEX_BYTES)
        .build();
    built.map_err(|_| {
        let de = "Der reguläre Ausdruck ist zu groß; kürzen Sie Wiederholungen wie {1000}.";
        let en = "The regular expression is too large; shorten repetitions such as {1000}.";
        (None, Wording::new(de, en))
    })
}

/// Digits and word characters of our two languages: the classes of all scripts make automata large.
fn plain(pattern: &str) -> String {
    pattern.replace(r"\d", "[0-9]").replace(r"\w", "[0-9A-Za-zÄÖÜäöüß_]")
}

/// Stands for any digit among [`signs`].
pub const ANY_DIGIT: u128 = 1;

/// The ASCII signs, in lower case, without which the pattern matches nothing: one bit each, and [`ANY_DIGIT`].
pub fn signs(pattern: &str) -> u128 {
    regex_syntax::Parser::new().parse(&plain(pattern)).map_or(0, |hir| signs_of(&hir))
}

/// The bit of a sign; zero for what is not ASCII.
pub fn sign(byte: u8) -> u128 {
    match byte {
        b'0'..=b'9' => 1 << byte | ANY_DIGIT,
        1..=0x7f => 1 << byte.to_ascii_lowercase(),
        _ => 0,
    }
}

/// ASCII signs of which every match holds one: brackets and the like, no letters, digits, spaces, full stops or commas, which stand in every draft.
/// Zero if that cannot be told.
pub fn some_sign(pattern: &str) -> u128 {
    regex_syntax::Parser::new().parse(&plain(pattern)).map_or(0, |hir| some_sign_of(&hir))
}

fn some_sign_of(hir: &Hir) -> u128 {
    let rare = |byte: u8| if byte.is_ascii_punctuation() && !matches!(byte, b'.' | b',') { 1u128 << byte } else { 0 };
    match hir.kind() {
        HirKind::Literal(literal) => literal.0.iter().map(|byte| rare(*byte)).find(|sign| *sign != 0).unwrap_or(0),
        HirKind::Class(Class::Unicode(class)) => {
            let members = class.iter().flat_map(|range| range.start()..=range.end()).take(17);
            let signs: Vec<u128> = members.map(|member| u8::try_from(member).map_or(0, rare)).collect();
            if signs.len() > 16 || signs.contains(&0) { 0 } else { signs.iter().fold(0, |all, sign| all | sign) }
        }
        HirKind::Repetition(repetition) if repetition.min > 0 => some_sign_of(&repetition.sub),
        HirKind::Capture(capture) => some_sign_of(&capture.sub),
        HirKind::Concat(parts) => {
            parts.iter().map(some_sign_of).filter(|signs| *signs != 0).min_by_key(|signs| signs.count_ones()).unwrap_or(0)
        }
        HirKind::Alternation(ways) => {
            let ways: Vec<u128> = ways.iter().map(some_sign_of).collect();
            if ways.contains(&0) { 0 } else { ways.iter().fold(0, |all, way| all | way) }
        }
        HirKind::Class(Class::Bytes(_)) | HirKind::Empty | HirKind::Look(_) | HirKind::Repetition(_) => 0,
    }
}

fn signs_of(hir: &Hir) -> u128 {
    match hir.kind() {
        HirKind::Literal(literal) => literal.0.iter().fold(0, |signs, byte| signs | sign(*byte)),
        HirKind::Class(class) => class_signs(class),
        HirKind::Repetition(repetition) if repetition.min > 0 => signs_of(&repetition.sub),
        HirKind::Capture(capture) => signs_of(&capture.sub),
        HirKind::Concat(parts) => parts.iter().fold(0, |signs, part| signs | signs_of(part)),
        HirKind::Alternation(ways) => ways.iter().map(signs_of).reduce(|all, way| all & way).unwrap_or(0),
        HirKind::Empty | HirKind::Look(_) | HirKind::Repetition(_) => 0,
    }
}

/// What all signs of a class have in common: being one letter, or being digits.
fn class_signs(class: &Class) -> u128 {
    let ranges: Vec<(u32, u32)> = match class {
        Class::Unicode(class) => class.iter().map(|range| (range.start().into(), range.end().into())).collect(),
        Class::Bytes(class) => class.iter().map(|range| (range.start().into(), range.end().into())).collect(),
    };
    if ranges.iter().map(|(start, end)| end - start + 1).sum::<u32>() > 16 {
        return 0;
    }
    let members = ranges.iter().flat_map(|(start, end)| *start..=*end);
    members.map(|member| u8::try_from(member).map_or(0, sign)).reduce(|all, one| all & one).unwrap_or(0)
}

/// Literals in lower case of which every match of the pattern holds one; none if that cannot be told.
pub fn literals(pattern: &str) -> Vec<String> {
    regex_syntax::Parser::new().parse(&plain(pattern)).map_or(Vec::new(), |hir| literals_of(&hir))
}

/// From so many parts of a pattern on its literals are looked for.
const PARTS: usize = 24;

/// The most telling set of literals of which one stands in every match: at its beginning, or in a part that cannot be missing.
fn literals_of(hir: &Hir) -> Vec<String> {
    let inner = match hir.kind() {
        HirKind::Concat(parts) => {
            // Of a long pattern the beginning says enough; whoever writes a pack must not be able to make this long work.
            let behind = (1..parts.len().min(PARTS)).map(|from| prefixes(&Hir::concat(parts[from..].to_vec())));
            most_telling(behind.chain(parts.iter().map(literals_of)))
        }
        HirKind::Repetition(repetition) if repetition.min > 0 => literals_of(&repetition.sub),
        HirKind::Capture(capture) => literals_of(&capture.sub),
        HirKind::Alternation(ways) => {
            let ways: Vec<Vec<String>> = ways.iter().map(literals_of).collect();
            if ways.iter().any(Vec::is_empty) { Vec::new() } else { ways.concat() }
        }
        _ => Vec::new(),
    };
    let mut literals = most_telling([prefixes(hir), inner].into_iter());
    literals.sort();
    literals.dedup();
    literals
}

/// The set whose shortest literal is longest: two letters stand in most drafts, five in few. The smaller one of equals.
fn most_telling(sets: impl Iterator<Item = Vec<String>>) -> Vec<String> {
    let shortest = |set: &Vec<String>| set.iter().map(String::len).min().unwrap_or(0).min(5);
    sets.max_by_key(|set| (shortest(set), std::cmp::Reverse(set.len()))).unwrap_or_default()
}

/// Literals with which every match begins; none if that cannot be told, or one has less than two letters.
fn prefixes(hir: &Hir) -> Vec<String> {
    let found = regex_syntax::hir::literal::Extractor::new().limit_total(96).extract(hir);
    let Some(literals) = found.literals() else { return Vec::new() };
    let texts: Vec<&str> = literals.iter().filter_map(|literal| std::str::from_utf8(literal.as_bytes()).ok()).collect();
    if texts.len() < literals.len() {
        return Vec::new();
    }
    let texts: Vec<String> = texts.into_iter().flat_map(spellings).collect();
    if texts.iter().any(|text| text.len() < 2) { Vec::new() } else { texts }
}

/// The text is folded byte by byte, where ä and Ä stay two: a literal is looked for in each spelling of its first letters beyond ASCII,
/// and is cut where they would be more than eight.
fn spellings(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    for letter in text.chars() {
        let mut ways = vec![letter.to_ascii_lowercase()];
        if !letter.is_ascii() {
            // Regular expressions know a capital ß, the standard library writes SS.
            let cases = letter.to_lowercase().chain(letter.to_uppercase()).chain((letter == 'ß').then_some('ẞ'));
            ways.extend(cases.filter(|case| !case.is_ascii()));
            ways.sort_unstable();
            ways.dedup();
        }
        if out.len() * ways.len() > 8 {
            break;
        }
        out = out.iter().flat_map(|head| ways.iter().map(move |way| format!("{head}{way}"))).collect();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{literals, sign, some_sign};

    #[test]
    fn literals_of_which_every_match_holds_one_are_told() {
        assert_eq!(literals(r"\bdelete\b"), ["delete"]);
        assert_eq!(literals(r"(?:^|[.!?] )(?:oh,? |so,? )?(?:told you|tough luck)[.!]"), ["told you", "tough luck"]);
        assert_eq!(literals(r"[a-z]+ is (?:Über|under) way"), ["under", "Über", "über"]);
        assert_eq!(literals(r"^(?:süß|Opa)[,!]").len(), 10, "ü and Ü with ß and ẞ, each with both signs");
        assert_eq!(literals(r"(?:x+ now|(?:see|hear) y+)+"), [" now", "hear y", "see y"]);
        for anything in ["[a-z]+@", "(?:a|bcd)", "(?:now)?", "[0-9]{4}", "é?"] {
            assert!(literals(anything).is_empty(), "{anything}");
        }
    }

    #[test]
    fn rare_signs_of_which_one_must_stand_are_told() {
        let of = |signs: &str| signs.bytes().fold(0, |all, byte| all | sign(byte));
        assert_eq!(some_sign(r"[\[({<*][^\]]{0,60}\bdelete\b"), of("[({<*"));
        assert_eq!(some_sign(r"(?:<b>|\{x)[a-z]+"), of("<{"));
        assert_eq!(some_sign(r"[a-z]+@[a-z]+"), of("@"));
        for anything in [r"\bdelete\b", r"[\[a]b", r"(?:\[x|y)", r"[.,] now", r"\[?name", r"[^\]]x"] {
            assert_eq!(some_sign(anything), 0, "{anything}");
        }
    }
}

//! Words in disguise: Id1ot, I*iot, D€pp, I d i o t, look-alike letters. In: the draft and the words that may be masked.
//! Out: which tokens spell which term. Looks only where a sign stands between letters, so ordinary drafts pay nothing.

use super::text::{Disguise, Text};
use crate::language::fold::fold_into;
use crate::language::gap;
use crate::language::word::TokenKind;
use crate::ruleset::View;
use crate::ruleset::table::{Section, Table};
use crate::span::Span;

/// The letters that a sign may stand for; `*` and its like stand for any letter.
fn letters(sign: char) -> Option<&'static str> {
    Some(match sign {
        '0' => "o",
        '1' | '!' | '|' => "il",
        '3' | '€' => "e",
        '4' | '@' => "a",
        '5' | '$' => "s",
        '7' | '+' => "t",
        '8' => "b",
        '9' => "g",
        '*' | '#' | '_' | '?' | '•' | '%' => "*",
        'а' | 'А' | 'α' | 'Α' => "a",
        'е' | 'Е' | 'ε' | 'Ε' => "e",
        'о' | 'О' | 'ο' | 'Ο' => "o",
        'і' | 'І' | 'ι' | 'Ι' => "i",
        'с' | 'С' => "c",
        'р' | 'Р' | 'ρ' | 'Ρ' => "p",
        'х' | 'Х' | 'χ' | 'Χ' => "x",
        'у' | 'У' | 'γ' => "y",
        'т' | 'Т' | 'τ' | 'Τ' => "t",
        'ѕ' | 'Ѕ' => "s",
        'κ' | 'Κ' | 'к' | 'К' => "k",
        'Ν' => "n",
        'Μ' | 'М' | 'м' => "m",
        'Β' | 'В' => "b",
        'Η' | 'Н' => "h",
        _ => return None,
    })
}

/// Finds the words in disguise of a draft.
pub fn find(raw: &str, text: &mut Text, view: &View) {
    if view.units.iter().all(|unit| unit.table.len(Section::Masked) == 0) {
        return;
    }
    let mut found = Vec::new();
    for chunk in chunks(raw) {
        if let Some(pattern) = pattern_of(&raw[chunk.range()]) {
            look_up(&pattern, chunk, text, view, &mut found);
        }
    }
    spaced(text, raw, view, &mut found);
    found.dedup();
    text.disguises = found;
}

/// What stands between spaces and holds both letters and signs, with the punctuation at its ends cut off.
fn chunks(raw: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    raw.split_whitespace().filter_map(move |word| {
        // Words come in order; their place is where the slice lies.
        let start = word.as_ptr() as usize - raw.as_ptr() as usize;
        debug_assert!(start >= at);
        at = start + word.len();
        if !(4..=40).contains(&word.len()) || is_plain(word.as_bytes()) {
            return None;
        }
        let cut = |sign: char| !(sign.is_alphanumeric() || matches!(sign, '*' | '$' | '@' | '€' | '!' | '#'));
        let inner = word
            .trim_start_matches(|sign| cut(sign) || matches!(sign, '!' | '#' | '@' | '*'))
            .trim_end_matches(|sign: char| cut(sign) || sign == '!');
        let start = inner.as_ptr() as usize - raw.as_ptr() as usize;
        (inner.len() >= 4).then(|| Span::new(start, start + inner.len()))
    })
}

/// Letters with nothing but punctuation around them: most words, dismissed at once.
fn is_plain(word: &[u8]) -> bool {
    let start = word.iter().take_while(|byte| matches!(byte, b'(' | b'"' | b'\'')).count();
    let end = word.len()
        - word[start..].iter().rev().take_while(|byte| matches!(byte, b'.' | b',' | b'?' | b'!' | b':' | b')' | b'"' | b'\'')).count();
    word[start..end.max(start)].iter().all(u8::is_ascii_alphabetic)
}

/// The folded pattern of a chunk: for each place the letters that may stand there. `None` if it is no disguise: a plain word, a number with a unit,
/// an address, a compound.
fn pattern_of(chunk: &str) -> Option<Vec<String>> {
    if chunk.starts_with(['@', '#']) || chunk.contains("://") || chunk.contains("www.") {
        return None;
    }
    let (mut pattern, mut plain, mut signs) = (Vec::new(), 0, 0);
    for sign in chunk.chars() {
        if let Some(options) = letters(sign) {
            pattern.push(options.to_string());
            signs += 1;
        } else if sign.is_alphabetic() {
            let mut folded = String::new();
            fold_into(sign.encode_utf8(&mut [0; 4]), &mut folded);
            pattern.extend(folded.chars().map(String::from));
            plain += 1;
        } else if matches!(sign, '\'' | '’') {
            return None;
        }
    }
    // Half of it must be plain letters, or it could spell anything; and it must begin with one.
    (signs > 0 && plain >= 2 && signs <= plain + 2 && chunk.starts_with(|sign: char| sign.is_alphabetic() || sign == '$'))
        .then_some(pattern)
}

fn look_up(pattern: &[String], chunk: Span, text: &Text, view: &View, found: &mut Vec<Disguise>) {
    let (start, end) = text.tokens_of(chunk);
    if start >= end
        || text.words.tokens[start..end].iter().any(|token| !matches!(token.kind, TokenKind::Word | TokenKind::Number | TokenKind::Sign))
    {
        return;
    }
    for (number, unit) in view.units.iter().enumerate().filter(|(_, unit)| unit.active) {
        let prefix: String = pattern.iter().take_while(|options| options.len() == 1 && *options != "*").map(String::as_str).collect();
        each_masked(&unit.table, &prefix, |form, term| {
            if spells(pattern, form) {
                found.push(Disguise { start, end, unit: number, term, span: chunk });
            }
        });
    }
}

/// Calls `each` with every form that may be masked and begins with `prefix`; the forms stand in order.
fn each_masked(table: &Table, prefix: &str, mut each: impl FnMut(&str, u32)) {
    let rows = table.len(Section::Masked) / 3;
    let form = |row: usize| table.raw(table.get(Section::Masked, row * 3), table.get(Section::Masked, row * 3 + 1));
    let (mut low, mut high) = (0, rows);
    while low < high {
        let middle = (low + high) / 2;
        if form(middle) < prefix.as_bytes() { low = middle + 1 } else { high = middle }
    }
    for row in (low..rows).take_while(|row| form(*row).starts_with(prefix.as_bytes())) {
        each(std::str::from_utf8(form(row)).unwrap_or_default(), table.get(Section::Masked, row * 3 + 2));
    }
}

/// Whether the pattern spells the form. A `*` stands for exactly one letter, a run of them for at least one; a dot or hyphen may also stand for nothing.
fn spells(pattern: &[String], form: &str) -> bool {
    fn go(pattern: &[String], form: &[u8]) -> bool {
        let Some((first, rest)) = pattern.split_first() else { return form.is_empty() };
        if first == "*" {
            return !form.is_empty() && go(rest, &form[1..])
                || go(rest, form)
                || !form.is_empty() && rest.first().is_none_or(|next| next != "*") && form.len() >= 2 && go(rest, &form[2..]);
        }
        match form.split_first() {
            Some((letter, tail)) => first.bytes().any(|option| option == *letter) && go(rest, tail),
            None => false,
        }
    }
    let stars = pattern.iter().filter(|options| *options == "*").count();
    pattern.len() + 2 >= form.len() && form.len() + stars >= pattern.len() && go(pattern, form.as_bytes())
}

/// Letters that stand alone, one after the other: I d i o t, I.d.i.o.t, I-d-i-o-t.
fn spaced(text: &Text, raw: &str, view: &View, found: &mut Vec<Disguise>) {
    let tokens = &text.words.tokens;
    let single = |at: usize| {
        let word = &raw[tokens[at].span().range()];
        tokens[at].kind == TokenKind::Word && word.len() <= 4 && word.chars().nth(1).is_none()
    };
    let mut start = 0;
    while start < tokens.len() {
        if !single(start) {
            start += 1;
            continue;
        }
        let mut end = start + 1;
        while end < tokens.len() && single(end) && tokens[end].gap & (gap::COMMA | gap::COLON | gap::BRACKET | gap::BLANK | gap::QUOTE) == 0
        {
            end += 1;
        }
        if end - start >= 4 {
            let word: String = (start..end).map(|at| text.words.fold_of(&tokens[at])).collect();
            let span = Span::new(tokens[start].start as usize, tokens[end - 1].end as usize);
            for (number, unit) in view.units.iter().enumerate().filter(|(_, unit)| unit.active) {
                each_masked(&unit.table, &word, |form, term| {
                    if form == word {
                        found.push(Disguise { start, end, unit: number, term, span });
                    }
                });
            }
        }
        start = end;
    }
}

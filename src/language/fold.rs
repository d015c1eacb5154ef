//! Folding: one spelling for every way to write a word. In: a word of the draft. Out: its folded bytes, appended to an arena.
//! Words are folded one by one, so no offset ever has to be translated back: a hit is a word, and the word knows its bytes.

/// Appends the folded form of `word` to `out`: lower case, ä→ae, ö→oe, ü→ue, ß→ss, accents dropped, ’→',
/// soft hyphens and zero-width characters gone, decomposed umlauts like composed ones.
pub fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        let start = out.len();
        out.push_str(word);
        out[start..].make_ascii_lowercase();
        return;
    }
    for letter in word.chars() {
        match letter {
            'A'..='Z' => out.push(letter.to_ascii_lowercase()),
            '\0'..='\x7f' => out.push(letter),
            'ä' | 'Ä' | 'æ' | 'Æ' => out.push_str("ae"),
            'ö' | 'Ö' | 'œ' | 'Œ' => out.push_str("oe"),
            'ü' | 'Ü' => out.push_str("ue"),
            'ß' | 'ẞ' => out.push_str("ss"),
            '’' | '‘' | '´' | 'ʼ' => out.push('\''),
            'à' | 'á' | 'â' | 'ã' | 'å' | 'À' | 'Á' | 'Â' | 'Ã' | 'Å' => out.push('a'),
            'è' | 'é' | 'ê' | 'ë' | 'È' | 'É' | 'Ê' | 'Ë' => out.push('e'),
            'ì' | 'í' | 'î' | 'ï' | 'Ì' | 'Í' | 'Î' | 'Ï' => out.push('i'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ø' => out.push('o'),
            'ù' | 'ú' | 'û' | 'Ù' | 'Ú' | 'Û' => out.push('u'),
            'ç' | 'Ç' => out.push('c'),
            'ñ' | 'Ñ' => out.push('n'),
            // A combining diaeresis makes an umlaut of the vowel before it.
            '\u{308}' => {
                if out.ends_with(['a', 'o', 'u']) {
                    out.push('e');
                }
            }
            _ if is_invisible(letter) || is_combining(letter) => {}
            _ => out.extend(letter.to_lowercase()),
        }
    }
}

/// The folded form of `word` as a string of its own.
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}

/// Lower case, letter by letter, where that leaves every byte in its place: hits in the result are hits in `text`.
pub fn lower_in_place(text: &str) -> String {
    let lower = |letter: char| {
        let mut lower = letter.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(small), None) if small.len_utf8() == letter.len_utf8() => small,
            _ => letter,
        }
    };
    text.chars().map(lower).collect()
}

/// Whether the character shows nothing and may stand inside a word: soft hyphen, zero-width characters, byte order mark.
pub fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Whether the character combines with the one before it.
pub fn is_combining(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}')
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn every_spelling_of_an_umlaut_folds_alike() {
        for word in ["Rückerstattung", "RÜCKERSTATTUNG", "Rueckerstattung", "Ru\u{308}ckerstattung", "Rück\u{ad}erstattung"] {
            assert_eq!(fold(word), "rueckerstattung", "{word}");
        }
        assert_eq!(fold("STRAẞE"), fold("straße"));
        assert_eq!(fold("STRASSE"), fold("straße"));
        assert_eq!(fold("don’t"), "don't");
        assert_eq!(fold("Café"), "cafe");
    }
}

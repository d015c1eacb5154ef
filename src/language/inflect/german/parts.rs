//! The principal parts of German verbs: from a table, from the verb behind the prefix, or by the weak rule.
//! In: an infinitive and the German tables. Out: [`Parts`], from which every form follows.

use super::super::{Tables, alternatives, has_vowel};
use super::umlauted;

/// Prefixes that stay with the verb and take the place of ge-. Longer ones first, so that `über` is not read as `er`.
pub(super) const PREFIXES: [&str; 14] =
    ["hinter", "unter", "wider", "durch", "über", "miss", "voll", "emp", "ent", "ver", "zer", "be", "ge", "er"];

/// All from which a verb's forms follow.
pub(super) struct Parts {
    pub(super) infinitive: String,
    /// Without -en, -n: sag, änder, sammel.
    pub(super) stem: String,
    /// The whole present tense, persons mixed.
    pub(super) present: Vec<String>,
    /// Imperative singular and plural.
    pub(super) imperative: Vec<String>,
    /// First person of the past: sagte, sprach.
    pub(super) past: Vec<String>,
    /// First person of the subjunctive where it differs from the past: spräche, hätte.
    pub(super) subjunctive: Vec<String>,
    /// gesprochen.
    pub(super) participle: Vec<String>,
    pub(super) sure: bool,
}

impl Parts {
    /// The same verb with `prefix`, which takes the place of ge-.
    fn prefixed(self, prefix: &str) -> Parts {
        let before = |forms: Vec<String>| forms.into_iter().map(|form| format!("{prefix}{form}")).collect();
        let participle = self.participle.iter().map(|form| format!("{prefix}{}", form.strip_prefix("ge").unwrap_or(form))).collect();
        Parts {
            infinitive: format!("{prefix}{}", self.infinitive),
            stem: format!("{prefix}{}", self.stem),
            present: before(self.present),
            imperative: before(self.imperative),
            past: before(self.past),
            subjunctive: before(self.subjunctive),
            participle,
            sure: self.sure,
        }
    }
}

/// The principal parts of `lemma`: its own entry, that of the verb behind its prefix, or the weak ones.
pub(super) fn parts(lemma: &str, tables: &Tables) -> Parts {
    match tables.verbs.get(lemma) {
        Some(entries) if !entries.is_empty() && !like_base(entries) => irregular(lemma, entries),
        Some(entries) if entries.is_empty() => weak(lemma, true),
        _ => match inherited(lemma, tables) {
            Some((prefix, base)) => parts(base, tables).prefixed(prefix),
            None => weak(lemma, ["ieren", "igen", "eln"].iter().any(|ending| lemma.ends_with(ending) && lemma.len() > ending.len() + 2)),
        },
    }
}

/// Whether the table says no more than that the verb inflects like the one behind its prefix.
fn like_base(entries: &[String]) -> bool {
    entries.first().is_some_and(|entry| entry == "=")
}

/// `versprechen` → ver, sprechen, if a table knows the latter, perhaps behind a second prefix.
pub(super) fn inherited<'a>(lemma: &'a str, tables: &Tables) -> Option<(&'a str, &'a str)> {
    if tables.verbs.get(lemma).is_some_and(|entries| !like_base(entries)) {
        return None;
    }
    PREFIXES.iter().chain(&["um"]).find_map(|prefix| {
        let base = lemma.strip_prefix(prefix)?;
        (tables.verbs.contains_key(base) || inherited(base, tables).is_some()).then(|| lemma.split_at(prefix.len()))
    })
}

/// `beantragen` → be, antragen: by sound alone.
pub(super) fn split_prefix(lemma: &str) -> Option<(&str, &str)> {
    PREFIXES.iter().chain(&["um"]).find_map(|prefix| {
        let base = lemma.strip_prefix(prefix)?;
        let stem = ["eln", "ern", "en"].iter().find_map(|ending| base.strip_suffix(ending)).unwrap_or(base);
        (stem.chars().count() >= 2 && has_vowel(stem)).then_some((&lemma[..prefix.len()], base))
    })
}

/// The infinitive without its ending.
fn stem(lemma: &str) -> &str {
    if ["eln", "ern", "tun"].iter().any(|ending| lemma.ends_with(ending)) || lemma == "sein" {
        &lemma[..lemma.len() - 1]
    } else {
        lemma.strip_suffix("en").or(lemma.strip_suffix('n')).unwrap_or(lemma)
    }
}

/// Whether -t and -st need an e before them: arbeitet, rechnet, but lernt, wohnt, rennt.
fn needs_e(stem: &str) -> bool {
    let mut letters = stem.chars().rev();
    match (letters.next(), letters.next(), letters.next()) {
        (Some('d' | 't'), ..) => true,
        (Some('m' | 'n'), Some('h'), third) => third == Some('c'),
        (Some('m' | 'n'), Some(second), _) => !"aeiouäöüylrmn".contains(second),
        _ => false,
    }
}

/// `stem` with -t or -et.
fn with_t(stem: &str) -> String {
    if needs_e(stem) { format!("{stem}et") } else { format!("{stem}t") }
}

fn weak(lemma: &str, sure: bool) -> Parts {
    let stem = stem(lemma);
    let third = with_t(stem);
    // komplizieren has no ge-, schmieren has.
    let foreign = lemma.strip_suffix("ieren").is_some_and(has_vowel);
    let participle = if foreign || split_prefix(lemma).is_some() { third.clone() } else { format!("ge{third}") };
    let past = vec![format!("{third}e")];
    Parts {
        infinitive: lemma.to_owned(),
        stem: stem.to_owned(),
        present: present(lemma, stem, std::slice::from_ref(&third)),
        imperative: imperative(lemma, stem, std::slice::from_ref(&third), false),
        past,
        subjunctive: Vec::new(),
        participle: vec![participle],
        sure,
    }
}

/// From a table entry: third person, past, participle, then subjunctive, imperative and the whole present where they are irregular.
fn irregular(lemma: &str, entries: &[String]) -> Parts {
    let entry = |at: usize| -> Option<Vec<String>> {
        let entry = entries.get(at)?;
        (!entry.is_empty()).then(|| alternatives(entry).filter(|form| *form != "-").map(str::to_owned).collect())
    };
    let regular = weak(lemma, true);
    let stem = stem(lemma);
    let third = entry(0).unwrap_or_else(|| vec![with_t(stem)]);
    let past = entry(1).unwrap_or(regular.past);
    let subjunctive = entry(3).unwrap_or_else(|| {
        // spräche of sprach; schrie keeps its ending; weak and mixed pasts have none of their own unless the table says so.
        past.iter().filter(|first| !first.ends_with('e')).map(|first| format!("{}e", umlauted(first))).collect()
    });
    let present = if entries.len() > 5 { entries[5..].to_vec() } else { present(lemma, stem, &third) };
    let strong = !past.iter().all(|first| first.ends_with("te"));
    let mut imperative = entry(4).unwrap_or_else(|| imperative(lemma, stem, &third, strong));
    // sei, seid: whoever gives the whole present gives the imperative too.
    if entries.len() == 5 && entries[4] != "-" {
        imperative.push(with_t(stem));
    }
    Parts {
        infinitive: lemma.to_owned(),
        stem: stem.to_owned(),
        present,
        imperative,
        past,
        subjunctive,
        participle: entry(2).unwrap_or(regular.participle),
        sure: true,
    }
}

/// The present tense with the subjunctive of reported speech: er spreche, du sprechest, ihr sprechet.
fn present(lemma: &str, stem: &str, thirds: &[String]) -> Vec<String> {
    let mut forms = vec![lemma.to_owned()];
    forms.extend(first_person(lemma, stem));
    // ändern, sammeln: reported speech has the forms of the indicative.
    if !lemma.ends_with("eln") && !lemma.ends_with("ern") {
        forms.extend([format!("{stem}est"), format!("{stem}et")]);
    }
    for third in thirds {
        forms.push(third.clone());
        if !third.ends_with('t') {
            // Modals: kann, kannst, könnt; muss, musst.
            forms.push(if third.ends_with(['s', 'ß']) { format!("{third}t") } else { format!("{third}st") });
            forms.push(format!("{stem}t"));
            continue;
        }
        let regular = *third == with_t(stem);
        let hissing = |text: &str| text.ends_with(['s', 'ß', 'z', 'x']);
        let bare = third.strip_suffix('t').unwrap_or(third);
        forms.push(if !regular && stem.ends_with('t') && !third.ends_with("et") {
            // hält, hältst; birst, birst.
            if hissing(bare) { third.clone() } else { format!("{third}st") }
        } else if hissing(bare) {
            third.clone()
        } else {
            format!("{bare}st")
        });
        // Where the vowel changed, ihr keeps the old one: spricht, sprecht.
        if !regular && *third != format!("{stem}t") {
            forms.push(with_t(stem));
        }
    }
    forms
}

/// sage; ändere, ändre; sammle, sammele.
fn first_person(lemma: &str, stem: &str) -> Vec<String> {
    let mut forms = vec![format!("{stem}e")];
    if !lemma.ends_with("eln") && !lemma.ends_with("ern") {
        return forms;
    }
    if let Some(short) = stem.strip_suffix("el").filter(|short| has_vowel(short)) {
        forms.push(format!("{short}le"));
    } else if let Some(short) = stem.strip_suffix("er").filter(|short| has_vowel(short)) {
        forms.push(format!("{short}re"));
    }
    forms
}

/// sag, sage, sagt; sprich, sprecht.
fn imperative(lemma: &str, stem: &str, thirds: &[String], strong: bool) -> Vec<String> {
    let unchanged = thirds.iter().find(|third| **third == format!("{stem}t"));
    let mut forms = vec![unchanged.cloned().unwrap_or_else(|| with_t(stem))];
    for third in thirds.iter().filter(|third| third.ends_with('t')) {
        let changed = if stem.ends_with('t') && !third.ends_with("et") { third } else { third.strip_suffix('t').unwrap_or(third) };
        let plain = |text: &str| text.replace('ä', "a").replace('ö', "o").replace('ü', "u");
        if plain(changed) != plain(stem) && plain(changed) != plain(&format!("{stem}e")) && changed.contains('i') {
            // e → i: gib, lies, nimm.
            forms.push(changed.to_owned());
            return forms;
        }
    }
    forms.extend(first_person(lemma, stem));
    // arbeite and entschuldige keep their -e; strong verbs may drop it even after d and t: halt, find.
    let keeps_e =
        stem.strip_suffix("ig").is_some_and(|before| !before.ends_with('e')) || needs_e(stem) && !(strong && stem.ends_with(['d', 't']));
    if lemma.ends_with("eln") || lemma.ends_with("ern") || !keeps_e {
        forms.push(stem.to_owned());
    }
    forms
}

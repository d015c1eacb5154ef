//! The shape of a word that no table knows, from its ending alone. Says nothing rather than something doubtful.
//! In: a word, natural or folded. Out: [`Shape`], empty where the ending does not tell.

use super::{Shape, has_vowel};
use crate::facts::Language;

/// Shape guessed from the ending. In German `capitalised` words (inside a sentence) are nouns and never verbs.
pub fn guess_shape(word: &str, language: Language, capitalised: bool) -> Shape {
    let word = word.to_lowercase();
    match language {
        Language::German if capitalised => Shape::NOUN,
        Language::German => german(&word),
        Language::English => english(&word),
    }
}

/// Particles that stand before zu or ge in one word.
const PARTICLES: [&str; 33] = [
    "ab", "an", "auf", "aus", "bei", "durch", "ein", "fest", "fort", "frei", "her", "heraus", "herunter", "hin", "hinaus", "hinzu", "hoch",
    "los", "mit", "nach", "nieder", "um", "unter", "über", "vor", "voraus", "vorbei", "weg", "weiter", "wieder", "zu", "zurück",
    "zusammen",
];

/// Beginnings ge… that are no participles.
const NO_PARTICIPLES: [&str; 16] = [
    "gesamt",
    "gerecht",
    "geschweige",
    "gewiss",
    "gewohnt",
    "gesund",
    "gestern",
    "gegen",
    "gering",
    "genug",
    "gemein",
    "geduld",
    "gespannt",
    "gewicht",
    "gebiet",
    "gericht",
];

/// Beginnings …end that are no participles.
const NO_PRESENT_PARTICIPLES: [&str; 12] =
    ["während", "waehrend", "irgend", "jugend", "tugend", "tausend", "dutzend", "abend", "elend", "gegend", "wochenend", "nirgend"];

/// Whether there is a vowel before the last two letters: enough stem for an ending.
fn stem_has_vowel(rest: &str) -> bool {
    rest.len() > 3 && rest.char_indices().rev().nth(1).is_some_and(|(at, _)| has_vowel(&rest[..at]))
}

fn german(word: &str) -> Shape {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending) && has_vowel(&word[..word.len() - ending.len()]));
    let verb = |shape: Shape| shape | Shape::VERB;
    let after_particle = |middle: &str| {
        PARTICLES.iter().any(|particle| {
            let folded = particle.replace('ü', "ue");
            [*particle, &folded]
                .iter()
                .any(|particle| word.strip_prefix(particle).and_then(|rest| rest.strip_prefix(middle)).is_some_and(stem_has_vowel))
        })
    };
    if after_particle("zu") && word.ends_with('n') && ends(&["en", "eln", "ern"]) {
        return verb(Shape::ZU_INFINITIVE);
    }
    if ends(&["ieren"]) {
        return verb(Shape::INFINITIVE | Shape::FINITE);
    }
    if ends(&["ierst", "iertest", "iertet"]) {
        return verb(Shape::FINITE);
    }
    if ends(&["ierte", "ierten"]) {
        return verb(Shape::FINITE | Shape::PARTICIPLE | Shape::ADJECTIVE);
    }
    if ends(&["iert"]) {
        return verb(Shape::FINITE | Shape::PARTICIPLE);
    }
    // gelöscht, gelöschten; abgesprochen.
    let bare = ["em", "en", "er", "es", "e"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|bare| bare.ends_with("en") || bare.ends_with('t')));
    for candidate in [Some(word), bare].into_iter().flatten() {
        let participle = |rest: &str| (rest.ends_with('t') || rest.ends_with("en")) && stem_has_vowel(rest);
        let plain = candidate.strip_prefix("ge").is_some_and(|rest| rest.ends_with('t') && participle(rest));
        if plain && !NO_PARTICIPLES.iter().any(|known| word.starts_with(known))
            || after_particle("ge") && (candidate.ends_with('t') || candidate.ends_with("en"))
        {
            let declined = if candidate == word { Shape::NONE } else { Shape::ADJECTIVE };
            return verb(Shape::PARTICIPLE) | declined;
        }
    }
    // abschließend, abschließenden; a declined short one may be an infinitive: senden, verwenden.
    let vowel_groups = |text: &str| text.split(|letter| !"aeiouyäöü".contains(letter)).filter(|group| !group.is_empty()).count();
    let present =
        ["end", "ende", "endem", "enden", "ender", "endes"].iter().find_map(|ending| word.strip_suffix(ending).map(|stem| (stem, *ending)));
    if let Some((stem, ending)) = present
        && vowel_groups(stem) >= if ending == "end" { 1 } else { 2 }
        && !NO_PRESENT_PARTICIPLES.iter().any(|known| word.starts_with(known))
    {
        return verb(Shape::PRESENT_PARTICIPLE | Shape::ADJECTIVE);
    }
    if ends(&["igere", "igerer", "igeres", "igeren", "igerem", "lichere", "licherer", "licheren", "licheres", "licherem"]) {
        return Shape::ADJECTIVE | Shape::COMPARATIVE;
    }
    if ends(&["igste", "igsten", "igster", "igstes", "lichste", "lichsten", "lichster", "lichstes"]) {
        return Shape::ADJECTIVE | Shape::SUPERLATIVE;
    }
    if ends(&["iger", "licher", "barer", "samer"]) {
        return Shape::ADJECTIVE | Shape::COMPARATIVE;
    }
    if ends(&["lich", "liche", "lichen", "liches", "lichem", "isch", "ische", "ischen", "isches", "ischem", "ige", "igem", "iges"]) {
        return Shape::ADJECTIVE;
    }
    Shape::NONE
}

/// Words in -ing and -ed that are no verb forms.
const NO_VERBS: [&str; 24] = [
    "thing",
    "something",
    "anything",
    "everything",
    "nothing",
    "during",
    "morning",
    "evening",
    "spring",
    "string",
    "ceiling",
    "sibling",
    "indeed",
    "hundred",
    "sacred",
    "naked",
    "embed",
    "exceed",
    "proceed",
    "succeed",
    "speed",
    "bleed",
    "breed",
    "greed",
];

fn english(word: &str) -> Shape {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending) && has_vowel(&word[..word.len() - ending.len()]));
    if NO_VERBS.contains(&word) {
        Shape::NONE
    } else if ends(&["ing"]) {
        Shape::PRESENT_PARTICIPLE | Shape::GERUND | Shape::VERB
    } else if ends(&["ed"]) && !word.ends_with("eed") {
        Shape::PARTICIPLE | Shape::FINITE | Shape::VERB
    } else if ends(&["ify", "ize"]) {
        Shape::INFINITIVE | Shape::FINITE | Shape::VERB
    } else if ends(&["ifies", "izes"]) {
        Shape::FINITE | Shape::VERB
    } else if ends(&["iest"]) {
        Shape::ADJECTIVE | Shape::SUPERLATIVE
    } else if ends(&["ness", "tion", "ity", "ship"]) {
        Shape::NOUN
    } else {
        Shape::NONE
    }
}

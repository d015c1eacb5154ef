//! German verbs: the paradigm that follows from the principal parts; separable verbs; participles recognised.
//! In: an infinitive and the German tables. Out: forms.

use super::super::{Gathered, Separable, Shape, Tables, alternatives};
use super::adjective;
use super::parts::{PREFIXES, Parts, inherited, parts, split_prefix};

/// Particles of separable verbs that somebody may have written without the bar.
const PARTICLES: [&str; 91] = [
    "ab",
    "an",
    "auf",
    "aus",
    "bei",
    "bereit",
    "da",
    "dar",
    "davon",
    "davor",
    "dazu",
    "dazwischen",
    "dran",
    "drauf",
    "ein",
    "empor",
    "entgegen",
    "entlang",
    "fehl",
    "fern",
    "fertig",
    "fest",
    "fort",
    "frei",
    "gegenüber",
    "gerade",
    "gleich",
    "gut",
    "heim",
    "her",
    "herab",
    "heran",
    "heraus",
    "herbei",
    "herein",
    "herüber",
    "herum",
    "herunter",
    "hervor",
    "hin",
    "hinab",
    "hinauf",
    "hinaus",
    "hinein",
    "hinterher",
    "hinüber",
    "hinunter",
    "hinweg",
    "hinzu",
    "hoch",
    "kalt",
    "kaputt",
    "kennen",
    "klar",
    "krank",
    "lahm",
    "los",
    "mit",
    "nach",
    "nieder",
    "offen",
    "preis",
    "raus",
    "rein",
    "richtig",
    "ruhig",
    "rum",
    "runter",
    "schief",
    "schwarz",
    "sicher",
    "statt",
    "still",
    "teil",
    "überein",
    "um",
    "vor",
    "voran",
    "voraus",
    "vorbei",
    "vorüber",
    "wahr",
    "weg",
    "weh",
    "weiter",
    "wieder",
    "zu",
    "zurecht",
    "zurück",
    "zusammen",
    "zuvor",
];

const FINITE: Shape = Shape::FINITE.union(Shape::VERB);
const PARTICIPLE: Shape = Shape::PARTICIPLE.union(Shape::VERB);

/// Adds all forms of the verb `lemma`; tells whether they are sure.
pub(in super::super) fn gather(lemma: &str, tables: &Tables, forms: &mut Gathered) -> bool {
    if let Some((particle, base)) = unmarked_particle(lemma, tables) {
        separable(particle, base, tables).joined.into_iter().for_each(|form| forms.add(form.text, form.shape));
        return false;
    }
    let parts = parts(lemma, tables);
    infinite("", &parts, forms);
    for form in &parts.imperative {
        forms.add(form, Shape::IMPERATIVE | Shape::VERB);
    }
    finite("", &parts, forms);
    parts.sure
}

/// All forms of `prefix|base`.
pub(in super::super) fn separable(prefix: &str, base: &str, tables: &Tables) -> Separable {
    let parts = parts(base, tables);
    let (mut joined, mut apart) = (Gathered::default(), Gathered::default());
    infinite(prefix, &parts, &mut joined);
    joined.add(format!("{prefix}zu{base}"), Shape::ZU_INFINITIVE | Shape::VERB);
    finite(prefix, &parts, &mut joined);
    finite("", &parts, &mut apart);
    for form in &parts.imperative {
        apart.add(form, Shape::IMPERATIVE | Shape::VERB);
    }
    Separable { joined: joined.finish(), finite: apart.finish(), sure: parts.sure }
}

/// Whether the word is the past participle of a verb that a table knows: gelogen, verboten, gelöscht.
pub(in super::super) fn is_participle(word: &str, tables: &Tables) -> bool {
    // What inherits its own principal parts is an infinitive: erhalten, gefallen.
    if !word.ends_with(['n', 't']) || inherited(word, tables).is_some() {
        return false;
    }
    let matches = |wanted: &str| {
        let strong = |entries: &Vec<String>| entries.get(2).is_some_and(|participle| alternatives(participle).any(|form| form == wanted));
        let weak = || {
            let stem = wanted.strip_prefix("ge").and_then(|rest| rest.strip_suffix("et").or(rest.strip_suffix('t')));
            stem.is_some_and(|stem| {
                [format!("{stem}en"), format!("{stem}n")].iter().any(|lemma| tables.verbs.get(lemma).is_some_and(Vec::is_empty))
            })
        };
        tables.verbs.values().any(strong) || weak()
    };
    matches(word)
        || PREFIXES.iter().filter_map(|prefix| word.strip_prefix(prefix)).any(|rest| rest.len() > 3 && matches(&format!("ge{rest}")))
        || ["en", "n"].iter().any(|ending| {
            // Weak verbs with a prefix have no ge-: beantragt.
            word.strip_suffix('t').is_some_and(|stem| {
                let lemma = format!("{}{ending}", stem.strip_suffix('e').unwrap_or(stem));
                split_prefix(&lemma).is_some() && tables.verbs.get(&lemma).is_some_and(Vec::is_empty)
            })
        })
}

/// Whether the tables know the infinitive, perhaps behind a prefix or a particle.
pub(super) fn is_known(lemma: &str, tables: &Tables) -> bool {
    tables.verbs.contains_key(lemma) || inherited(lemma, tables).is_some() || unmarked_particle(lemma, tables).is_some()
}

/// `anrufen` → an, rufen: a separable verb written without its bar, whose base a table knows.
fn unmarked_particle<'a>(lemma: &'a str, tables: &Tables) -> Option<(&'a str, &'a str)> {
    if tables.verbs.contains_key(lemma) {
        return None;
    }
    let known = |base: &&str| tables.verbs.contains_key(*base) || inherited(base, tables).is_some();
    let longest = PARTICLES
        .iter()
        .filter(|particle| lemma.strip_prefix(**particle).as_ref().is_some_and(known))
        .max_by_key(|particle| particle.len())?;
    Some(lemma.split_at(longest.len()))
}

/// What stands behind a particle at the start of a folded word: `absperren` → sperren; each way to cut it.
pub(in super::super) fn behind_particle(folded: &str) -> impl Iterator<Item = &str> {
    let behind = move |particle: &&str| {
        particle.split('ü').enumerate().try_fold(folded, |rest, (number, piece)| {
            let rest = if number > 0 { rest.strip_prefix("ue")? } else { rest };
            rest.strip_prefix(piece)
        })
    };
    PARTICLES.iter().filter_map(behind)
}

fn infinite(prefix: &str, parts: &Parts, forms: &mut Gathered) {
    let verb = |shape: Shape| shape | Shape::VERB;
    forms.add(format!("{prefix}{}", parts.infinitive), verb(Shape::INFINITIVE));
    for participle in &parts.participle {
        let participle = format!("{prefix}{participle}");
        // ist gesagt worden: no adjective.
        if participle != "worden" {
            adjective::decline(&participle, PARTICIPLE | Shape::ADJECTIVE, forms);
        }
        forms.add(participle, PARTICIPLE);
    }
    let present = match parts.infinitive.as_str() {
        "sein" | "tun" => format!("{prefix}{}end", parts.stem),
        infinitive => format!("{prefix}{infinitive}d"),
    };
    adjective::decline(&present, verb(Shape::PRESENT_PARTICIPLE) | Shape::ADJECTIVE, forms);
    forms.add(present, verb(Shape::PRESENT_PARTICIPLE));
}

fn finite(prefix: &str, parts: &Parts, forms: &mut Gathered) {
    let mut add = |form: String| forms.add(format!("{prefix}{form}"), FINITE);
    parts.present.iter().for_each(|form| add(form.clone()));
    parts.past.iter().chain(&parts.subjunctive).flat_map(|first| past_persons(first)).for_each(&mut add);
}

/// ich, du, wir, ihr of a past or subjunctive form.
fn past_persons(first: &str) -> Vec<String> {
    let with = |ending: &str| format!("{first}{ending}");
    if let Some(stem) = first.strip_suffix('e') {
        return vec![with(""), with("st"), with("n"), with("t")]
            .into_iter()
            // spräch(e)st, spräch(e)t: a strong subjunctive may drop its e.
            .chain(strong_subjunctive(stem).then(|| [format!("{stem}st"), format!("{stem}t")]).into_iter().flatten())
            .collect();
    }
    if first.ends_with(['s', 'ß', 'z']) {
        vec![with(""), with("est"), with("t"), with("en")]
    } else if first.ends_with(['d', 't']) {
        vec![with(""), with("est"), with("st"), with("en"), with("et")]
    } else {
        vec![with(""), with("st"), with("en"), with("t")]
    }
}

/// Whether the stem is that of a subjunctive such as käm(e), which may do without its e; sagt(e) and fänd(e) may not.
fn strong_subjunctive(stem: &str) -> bool {
    !stem.ends_with(['t', 'd', 's', 'ß', 'z', 'i']) && stem.contains(['ä', 'ö', 'ü'])
}

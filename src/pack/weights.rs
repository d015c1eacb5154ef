//! Reading weights: words that speak for or against a violation, and how much. In: the table `[weights]`. Out: signs and what they weigh.

use std::collections::BTreeMap;

use super::walk::{Value, Walker, range};
use crate::finding::Wording;
use crate::language::fold::fold;

/// The heaviest that a sign, a base or a threshold may be, in tenths.
const HEAVIEST: i32 = 1000;

/// What the words of a sentence weigh: the higher the sum, the likelier it breaks the pack. All in tenths of the natural logarithm of the odds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Weights {
    /// What a sentence weighs before a word is read.
    pub base: i32,
    /// One word or two neighbours, folded, with one space between; `^` is the start of a sentence, `.` its end, `0` any number.
    pub signs: BTreeMap<String, i32>,
}

impl Weights {
    /// Whether nothing weighs anything.
    pub fn is_empty(&self) -> bool {
        self.signs.is_empty()
    }
}

/// A number of tenths.
pub(super) fn weight(walker: &mut Walker<'_>, value: &Value<'_>) -> Option<i32> {
    let read = value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
    let found = read.filter(|number: &i32| number.abs() <= HEAVIEST);
    if found.is_none() {
        let message =
            Wording::new("Hier gehört eine ganze Zahl von -1000 bis 1000 hin.", "This should be a whole number from -1000 to 1000.");
        walker.mistake(range(value.span()), message, Wording::default());
    }
    found
}

/// `[weights]` with `base`, and for each weight the signs that have it: `12 = ["calm down", "whatever"]`.
pub(super) fn read<'i>(walker: &mut Walker<'i>, value: &Value<'i>) -> Weights {
    let mut weights = Weights::default();
    let Some(table) = walker.table(value) else { return weights };
    for (key, value) in table.iter() {
        let name: &str = key.get_ref();
        if name == "base" {
            weights.base = weight(walker, value).unwrap_or_default();
            continue;
        }
        let Some(points) = name.parse().ok().filter(|points: &i32| points.abs() <= HEAVIEST) else {
            let message = Wording::new(
                format!("„{name}“ ist kein Gewicht: Hier steht base oder eine ganze Zahl von -1000 bis 1000."),
                format!("\"{name}\" is no weight: here stands base or a whole number from -1000 to 1000."),
            );
            let help = Wording::new("Schreiben Sie zum Beispiel: 12 = [\"ja wohl\"]", "Write for example: 12 = [\"calm down\"]");
            walker.mistake(range(key.span()), message, help);
            continue;
        };
        for text in walker.strings(value) {
            let words: Vec<String> = text.value.split_whitespace().map(fold).collect();
            if !(1..=2).contains(&words.len()) {
                let message = Wording::new("Ein Zeichen ist ein Wort oder zwei benachbarte.", "A sign is one word or two neighbours.");
                walker.mistake(text.span, message, Wording::default());
            } else if weights.signs.insert(words.join(" "), points).is_some() {
                let message =
                    Wording::new(format!("„{}“ hat schon ein Gewicht.", text.value), format!("\"{}\" has a weight already.", text.value));
                walker.mistake(text.span, message, Wording::new("Lassen Sie eines stehen.", "Keep one of them."));
            }
        }
    }
    weights
}

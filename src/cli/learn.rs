//! `knigge learn`: what do words weigh for a pack?
//! In: a pack and labelled drafts. Out: its weights, as a file that stands beside the pack.

use super::arguments::{Learn, Origin};
use super::setup::{Setup, meant};
use super::{FAILED, FINE, Session, complain, corpus};
use crate::finding::{Locale, Wording};
use crate::learn;
use crate::pack::Weights;
use crate::report::Format;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// Runs `knigge learn`.
pub fn run(options: &Learn, session: &mut Session<'_>) -> io::Result<u8> {
    let origin = Origin { config: options.config.clone(), pack: Vec::new() };
    let setup = match Setup::new(&origin, Path::new(".")) {
        Ok(setup) => setup,
        Err(refusal) => {
            session.show_mistakes(Format::Pretty, &refusal.mistakes, &refusal.files);
            return Ok(FAILED);
        }
    };
    let packs = setup.all_packs();
    let names = || packs.iter().filter(|pack| !pack.rules.is_empty()).map(|pack| pack.name.as_str());
    if !names().any(|name| name == options.learned) {
        let help = meant(&options.learned, names());
        let said = Wording::new(
            format!("Das Paket „{}“ gibt es nicht. {}", options.learned, help.de),
            format!("There is no pack \"{}\". {}", options.learned, help.en),
        );
        complain(session.world.err, session.locale, &Wording::new(said.de.trim(), said.en.trim()));
        return Ok(FAILED);
    }
    let (drafts, failed) = corpus::read_all(&options.labelled, session);
    if failed {
        return Ok(FAILED);
    }
    let sentences = learn::sentences(&setup.ruleset, &packs, &options.learned, options.of_lang, &drafts);
    let broken = sentences.iter().filter(|sentence| sentence.broken).count();
    if broken == 0 || broken == sentences.len() {
        let said = Wording::new(
            format!(
                "Aus {} Sätzen lässt sich nichts lernen: Es braucht solche, die „{}“ brechen, und andere.",
                sentences.len(),
                options.learned
            ),
            format!(
                "Nothing can be learned from {} sentences: it takes some that break \"{}\" and others.",
                sentences.len(),
                options.learned
            ),
        );
        complain(session.world.err, session.locale, &said);
        return Ok(FAILED);
    }
    let weights = learn::learn(&sentences);
    let head = match session.locale {
        Locale::German => format!(
            "# Was Wörter und Paare von Wörtern für „{0}“ wiegen: gelernt aus {1} Sätzen, von denen {2} es brechen.\n\
             # Geschrieben von `knigge learn {0} --lang {3}`; von Hand ändern heißt, es beim nächsten Lernen zu verlieren.\n",
            options.learned,
            sentences.len(),
            broken,
            options.of_lang.as_str(),
        ),
        Locale::English => format!(
            "# What words and pairs of words weigh for \"{0}\": learned from {1} sentences, {2} of which break it.\n\
             # Written by `knigge learn {0} --lang {3}`; what is changed by hand is lost when it is learned again.\n",
            options.learned,
            sentences.len(),
            broken,
            options.of_lang.as_str(),
        ),
    };
    let out = &mut *session.world.out;
    write!(out, "{head}name     = \"{}\"\nlanguage = \"{}\"\n\n{}", options.learned, options.of_lang.as_str(), written(&weights))?;
    out.flush()?;
    Ok(FINE)
}

/// Weights as a table of a pack: the heaviest first, signs of one weight together.
fn written(weights: &Weights) -> String {
    let mut by_weight: BTreeMap<std::cmp::Reverse<i32>, Vec<&str>> = BTreeMap::new();
    for (sign, weight) in &weights.signs {
        by_weight.entry(std::cmp::Reverse(*weight)).or_default().push(sign);
    }
    let mut text = format!("[weights]\nbase = {}\n", weights.base);
    for (weight, signs) in by_weight {
        let quoted: Vec<String> = signs.iter().map(|sign| toml::Value::from(*sign).to_string()).collect();
        let line = format!("{} = [{}]\n", weight.0, quoted.join(", "));
        if line.chars().count() <= WIDTH {
            text += &line;
            continue;
        }
        text += &format!("{} = [", weight.0);
        let mut width = WIDTH;
        for sign in quoted {
            let needed = sign.chars().count() + 2;
            if width + needed > WIDTH {
                text += "\n ";
                width = 1;
            }
            text += &format!(" {sign},");
            width += needed;
        }
        text += "\n]\n";
    }
    text
}

/// Characters of a line.
const WIDTH: usize = 140;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let signs = (0..300).map(|number| (format!("wort{number} \u{2026}"), number % 7 - 3)).filter(|(_, weight)| *weight != 0);
        let weights = Weights { base: -31, signs: signs.chain([("a\\b".to_owned(), 12)]).collect() };
        let text = format!("name = \"a\"\n{}", written(&weights));
        let (pack, mistakes) = crate::pack::read("a.toml", &text);
        assert_eq!(mistakes, []);
        assert_eq!(pack.weights, weights);
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
    }
}

//! `knigge learn`: what do words weigh for a pack?
//! In: a pack and labelled drafts. Out: its weights, as a file that stands beside the pack.

use super::arguments::{Learn, Origin};
use super::setup::{Setup, meant};
use super::{FAILED, FINE, Session, complain, corpus, unwritable};
use crate::finding::Wording;
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
    let (name, language) = (&options.learned, options.of_lang.as_str());
    let (all, file) = (sentences.len(), options.into.as_deref().map_or("FILE".into(), |path| path.to_string_lossy()));
    let head = Wording::new(
        format!(
            "# Was Wörter und Paare von Wörtern für „{name}“ wiegen: gelernt aus {all} Sätzen, von denen {broken} es brechen.\n\
             # Geschrieben von `knigge learn {name} --lang {language}`; was hier von Hand geändert wird, geht beim nächsten Lernen verloren.\n"
        ),
        format!(
            "# What words and pairs of words weigh for \"{name}\": learned from {all} sentences, {broken} of which break it.\n\
             # Written by `knigge learn {name} --lang {language}`; what is changed here by hand is lost when it is learned again.\n"
        ),
    );
    let table = format!("{}{}", head.get(session.locale), written(&weights));
    let whole = || format!("name     = \"{name}\"\nlanguage = \"{language}\"\n\n{table}");
    let Some(path) = &options.into else {
        write!(session.world.out, "{}", whole())?;
        session.world.out.flush()?;
        return Ok(FINE);
    };
    let text = match std::fs::read_to_string(path) {
        Ok(old) => merged(&old, &table).map_err(|why| Wording::new(format!("{file}: {}", why.de), format!("{file}: {}", why.en))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(whole()),
        Err(error) => Err(Wording::new(format!("{file} lässt sich nicht lesen: {error}."), format!("{file} cannot be read: {error}."))),
    };
    let write = if path.exists() { super::output::rewrite } else { super::output::replace };
    let written = text.and_then(|text| write(path, text.as_bytes()).map_err(|error| unwritable(&error)));
    if let Err(wording) = written {
        complain(session.world.err, session.locale, &wording);
        return Ok(FAILED);
    }
    Ok(FINE)
}

/// A pack with `table` for the weights that it had. They must be the last of its tables: nothing that people wrote is touched.
fn merged(old: &str, table: &str) -> Result<String, Wording> {
    let lines: Vec<&str> = old.lines().collect();
    let at = lines.iter().position(|line| line.trim_end() == "[weights]").unwrap_or(lines.len());
    if lines.iter().skip(at + 1).any(|line| line.starts_with('[')) {
        return Err(Wording::new(
            "Hinter [weights] steht noch eine Tabelle. Setzen Sie [weights] ans Ende der Datei.",
            "Another table stands behind [weights]. Put [weights] at the end of the file.",
        ));
    }
    let own = lines[..at].iter().rposition(|line| !line.starts_with('#') && !line.trim().is_empty()).map_or(0, |last| last + 1);
    Ok(format!("{}\n\n{table}", lines[..own].join("\n")))
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
    fn weights_are_replaced_and_nothing_else() {
        let old = "name = \"a\"\n\n# By hand.\n[[rule]]\nname = \"b\"\n\n# Learned.\n[weights]\nbase = 1\n3 = [\n  \"x\",\n]\n";
        let new = merged(old, "# Anew.\n[weights]\nbase = 2\n").unwrap();
        assert_eq!(new, "name = \"a\"\n\n# By hand.\n[[rule]]\nname = \"b\"\n\n# Anew.\n[weights]\nbase = 2\n");
        assert_eq!(merged("name = \"a\"\n", "[weights]\n").unwrap(), "name = \"a\"\n\n[weights]\n");
        assert!(merged("[weights]\nbase = 1\n[lists]\n", "[weights]\n").is_err());
    }

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

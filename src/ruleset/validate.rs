//! Mistakes that show only when packs meet. In: packs, the keys of shared lists, what is known of words. Out: mistakes at their places.

use std::collections::{BTreeMap, BTreeSet};

use super::anchor;
use super::compile::list_key;
use super::pattern::regex;
use crate::finding::{Gravity, Mistake, Wording};
use crate::language::class::CLOSED;
use crate::language::fold::fold;
use crate::pack::{Line, Pack, did_you_mean};
use crate::phrase::{Part, Placed, Word};
use crate::span::Span;

/// Every mistake of `packs` taken together. `shared` holds the keys of lists that come from elsewhere, `known` what is known of a folded word.
pub fn validate(packs: &[&Pack], shared: &[String], known: &dyn Fn(&str) -> u32) -> Vec<Mistake> {
    let mut keys: BTreeSet<String> = shared.iter().cloned().collect();
    for pack in packs {
        keys.extend(pack.lists.iter().map(|list| list_key(pack, &list.name)));
    }
    let grammar: BTreeMap<String, u32> = packs.iter().flat_map(|pack| &pack.grammar).fold(BTreeMap::new(), |mut map, (bit, word)| {
        *map.entry(fold(word)).or_default() |= bit;
        map
    });
    let closed = |word: &Word| {
        let folded = fold(&word.text);
        (grammar.get(&folded).copied().unwrap_or(0) | known(&folded)) & CLOSED != 0
    };
    let mut found = Vec::new();
    let mut speaks: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for pack in packs {
        let mut check = Check { pack, keys: &keys, found: &mut found };
        for list in &pack.lists {
            let mut names = Vec::new();
            for line in list.words.iter().chain(&list.except) {
                check.line(line, &mut names);
            }
            check.covered(list);
            speaks.entry(list_key(pack, &list.name)).or_default().extend(names);
        }
        for rule in &pack.rules {
            let has_weights = || packs.iter().any(|other| other.name == pack.name && !other.weights.is_empty());
            if rule.weigh.is_some() && !has_weights() {
                let message = Wording::new(
                    format!("Die Regel „{}“ wiegt Sätze, aber das Paket „{}“ hat keine Gewichte.", rule.name, pack.name),
                    format!("The rule \"{}\" weighs sentences, but the pack \"{}\" has no weights.", rule.name, pack.name),
                );
                let help = Wording::new(
                    format!("Lernen Sie welche: knigge learn {} --lang de entwuerfe.jsonl", pack.name),
                    format!("Learn some: knigge learn {} --lang en drafts.jsonl", pack.name),
                );
                check.note(rule.span, Gravity::Advice, message, help);
            }
            for line in rule.matches.iter().chain(&rule.require) {
                check.anchored(line, &closed);
            }
            for line in rule.matches.iter().chain(&rule.require).chain(&rule.with).chain(&rule.unless).chain(&rule.except) {
                check.line(line, &mut Vec::new());
            }
        }
    }
    for pack in packs {
        for list in &pack.lists {
            let key = list_key(pack, &list.name);
            if reaches(&speaks, &key, &key) {
                let message = Wording::new(
                    format!("Die Liste „{}“ spricht im Kreis von sich selbst.", list.name),
                    format!("The list \"{}\" speaks of itself in a circle.", list.name),
                );
                found.push(Mistake {
                    path: pack.path.clone(),
                    span: list.span,
                    gravity: Gravity::Mistake,
                    message,
                    help: Wording::default(),
                });
            }
        }
    }
    found
}

/// Whether following lists from `from` leads to `to`.
fn reaches(speaks: &BTreeMap<String, BTreeSet<String>>, from: &str, to: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&str> = speaks.get(from).into_iter().flatten().map(String::as_str).collect();
    while let Some(key) = open.pop() {
        if key == to {
            return true;
        }
        if seen.insert(key) {
            open.extend(speaks.get(key).into_iter().flatten().map(String::as_str));
        }
    }
    false
}

struct Check<'c> {
    pack: &'c Pack,
    keys: &'c BTreeSet<String>,
    found: &'c mut Vec<Mistake>,
}

impl Check<'_> {
    fn note(&mut self, span: Span, gravity: Gravity, message: Wording, help: Wording) {
        self.found.push(Mistake { path: self.pack.path.clone(), span, gravity, message, help });
    }

    /// Lists that exist, regular expressions that are some. The keys of lists are added to `names`.
    fn line(&mut self, line: &Line, names: &mut Vec<String>) {
        self.parts(line, &line.phrase.parts, names);
        if let [Placed { part: Part::Regex(pattern), span }] = &line.phrase.parts[..]
            && regex(pattern).is_ok_and(|regex| regex.is_match(""))
        {
            let message =
                Wording::new("Der reguläre Ausdruck trifft auch den leeren Text.", "The regular expression matches the empty text too.");
            let help = Wording::new(
                "Verlangen Sie mindestens ein Zeichen: „+“ statt „*“.",
                "Ask for at least one character: \"+\" instead of \"*\".",
            );
            self.note(line.place(*span), Gravity::Mistake, message, help);
        }
    }

    fn parts(&mut self, line: &Line, parts: &[Placed], names: &mut Vec<String>) {
        for placed in parts {
            match &placed.part {
                Part::List(name) => {
                    let own = list_key(self.pack, name);
                    if self.keys.contains(&own) {
                        names.push(own);
                    } else if self.keys.contains(name) {
                        names.push(name.clone());
                    } else {
                        self.unknown_list(line, placed, name);
                    }
                }
                Part::Regex(pattern) => {
                    if let Err((span, message)) = regex(pattern) {
                        let place = match span {
                            // Behind the opening slash, if no slash inside was escaped.
                            Some(inner) if !pattern.contains('/') => inner.shifted(placed.span.start + 1),
                            _ => placed.span,
                        };
                        self.note(line.place(place), Gravity::Mistake, message, Wording::default());
                    }
                }
                Part::OneOf(options) => options.iter().for_each(|option| self.parts(line, option, names)),
                Part::Optional(inner) => self.parts(line, inner, names),
                _ => {}
            }
        }
    }

    fn unknown_list(&mut self, line: &Line, placed: &Placed, name: &str) {
        let visible = self.keys.iter().filter_map(|key| match key.split_once('/') {
            None => Some(key.as_str()),
            Some((pack, own)) => (pack == self.pack.name).then_some(own),
        });
        let help = match did_you_mean(name, visible) {
            Some(near) => {
                let corrected = format!("{}@{near}{}", &line.text[..placed.span.start], &line.text[placed.span.end..]);
                Wording::new(
                    format!("Meinten Sie @{near}? Schreiben Sie: \"{corrected}\""),
                    format!("Did you mean @{near}? Write: \"{corrected}\""),
                )
            }
            None => Wording::new(format!("Legen Sie sie an: [lists] {name} = [\"…\"]"), format!("Make it: [lists] {name} = [\"…\"]")),
        };
        let message = Wording::new(format!("Die Liste „@{name}“ gibt es nicht."), format!("There is no list \"@{name}\"."));
        self.note(line.place(placed.span), Gravity::Mistake, message, help);
    }

    /// A phrase needs a word by which it is found.
    fn anchored(&mut self, line: &Line, closed: &dyn Fn(&Word) -> bool) {
        let commonness = |word: &Word| if closed(word) { anchor::CLOSED } else { 0 };
        if anchor::choose(&line.phrase.parts, &commonness).cost < anchor::CLOSED {
            return;
        }
        let message = Wording::new(
            "Die Zeile besteht nur aus Fürwörtern, Artikeln und Partikeln; daran wird sie nicht gefunden.",
            "The line is made of pronouns, articles and particles alone; it cannot be found by them.",
        );
        let help = Wording::new(
            "Fügen Sie ein Wort hinzu, das die Sache nennt, oder legen Sie eine Liste an.",
            "Add a word that names the matter, or make a list.",
        );
        self.note(line.span, Gravity::Mistake, message, help);
    }

    /// An entry that another one of the list covers.
    fn covered(&mut self, list: &crate::pack::List) {
        let single = |line: &Line| match &line.phrase.parts[..] {
            [Placed { part: Part::Word(word), .. }] => Some(word.clone()),
            _ => None,
        };
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        let open: Vec<(String, bool, bool, &str)> = list
            .words
            .iter()
            .filter_map(|line| {
                single(line)
                    .filter(|word| word.open_start || word.open_end)
                    .map(|word| (fold(&word.text), word.open_start, word.open_end, line.text.as_str()))
            })
            .collect();
        for line in &list.words {
            let by = seen.get(line.text.trim()).copied().or_else(|| {
                let word = single(line).filter(|word| !word.open_start && !word.open_end)?;
                let text = fold(&word.text);
                let covers = |(fragment, start, end, _): &&(String, bool, bool, &str)| super::is_open_match(&text, fragment, *start, *end);
                open.iter().find(covers).map(|(.., shown)| *shown)
            });
            if let Some(by) = by {
                let message = Wording::new(
                    format!("Der Eintrag „{}“ steckt schon in „{by}“.", line.text),
                    format!("The entry \"{}\" is covered by \"{by}\".", line.text),
                );
                self.note(line.span, Gravity::Advice, message, Wording::new("Lassen Sie ihn weg.", "Leave it out."));
            }
            seen.insert(line.text.trim().to_string(), &line.text);
        }
    }
}

//! Why a rule fires at a place, what vetoed it, or which word was missing. In: a draft, a place, perhaps a rule. Out: one account for each match or near miss.
//! Whoever writes rules lives in this; the check itself never pays for it.

use super::Checker;
use super::hits::{Found, Piece, Scene};
use super::judge::{Judge, Veto};
use super::matcher::{Matcher, Reached};
use super::place::Places;
use super::weigh::{self, Weighed};
use crate::facts::{Facts, Language};
use crate::finding::Wording;
use crate::recognise::placeholder::Context;
use crate::ruleset::View;
use crate::ruleset::code::UNBOUNDED;
use crate::ruleset::rule::Row;
use crate::ruleset::table::{LIST, PHRASE, Section};
use crate::span::Span;

/// What became of a rule at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It is broken here.
    Broken,
    /// Its words stand here, but a condition speaks against it.
    Vetoed,
    /// Some of its words stand here.
    NearMiss,
    /// It is not asked: channel, kind or length.
    NotAsked,
}

/// An account of one rule at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// `pack/name`.
    pub rule: String,
    /// What became of it.
    pub outcome: Outcome,
    /// The words that it is about: bytes of the draft; may be empty.
    pub marks: Vec<Span>,
    /// In words.
    pub wording: Wording,
    /// The list of `unless` and its words in the draft, where these vetoed it.
    pub lifted_by: Option<(String, String)>,
    /// How many of its words were there.
    weight: usize,
}

/// How many signs of a sentence are told.
const SIGNS: usize = 6;
/// How many near misses are worth reading.
const NEAR_MISSES: usize = 5;

impl Checker<'_> {
    /// Accounts of the rules that have to do with the byte `at` of the draft (anywhere, if `None`), of all rules or of `only` one:
    /// broken first, then vetoed, then the nearest misses.
    pub fn trace(&mut self, raw: &str, facts: &Facts, at: Option<usize>, only: Option<&str>) -> Vec<Account> {
        let languages = match facts.language {
            Some(language) => vec![language],
            None => self.detect(raw),
        };
        let mut accounts = Vec::new();
        for language in languages {
            self.trace_as(raw, facts, language, at, only, &mut accounts);
        }
        accounts.sort_by(|a, b| {
            (a.outcome, std::cmp::Reverse(a.weight), &a.rule, &a.marks).cmp(&(b.outcome, std::cmp::Reverse(b.weight), &b.rule, &b.marks))
        });
        accounts.dedup();
        let mut near = 0;
        accounts.retain(|account| {
            near += usize::from(account.outcome == Outcome::NearMiss);
            account.outcome != Outcome::NearMiss || near <= NEAR_MISSES
        });
        accounts
    }

    fn trace_as(&mut self, raw: &str, facts: &Facts, language: Language, at: Option<usize>, only: Option<&str>, out: &mut Vec<Account>) {
        let Some(view) = self.ruleset.view(language) else { return };
        self.text.read(raw, view);
        if self.text.len() == 0 {
            return;
        }
        super::disguise::find(raw, &mut self.text, view);
        self.text.cut_sentences();
        self.text.understand(raw, language);
        self.found.clear(view);
        self.found.placeholders = Context { choice: self.choice.clone(), used: facts.placeholders };
        self.found.everything = true;
        let places = Places::of(&self.text);
        let scene = Scene { raw, text: &self.text, view };
        self.found.gather(scene);
        let weighed = if self.weighing { Weighed::of(scene) } else { Weighed::default() };
        for rule in &view.rules {
            let row = view.row(rule);
            if only.is_some_and(|id| id != row.id()) {
                continue;
            }
            let judge = Judge { scene, unit: rule.unit, row, places: &places, weighed: &weighed };
            if !judge.applies(facts) {
                if only.is_some() {
                    out.push(not_asked(&row));
                }
                continue;
            }
            let mut accounts = account(&judge, &mut self.found, at);
            if accounts.is_empty() && row.weigh().is_some() && only.is_some() {
                accounts.extend(heaviest(&judge));
            } else if accounts.is_empty() && !row.require() && row.weigh().is_none() {
                accounts.extend(near_miss(&judge, &mut self.found, at));
            }
            out.extend(accounts);
        }
        self.found.everything = false;
    }
}

fn not_asked(row: &Row<'_>) -> Account {
    let mut why: Vec<String> = Vec::new();
    why.extend(row.channel().map(|channel| format!("channel = \"{}\"", channel.as_str())));
    why.extend(row.kind().map(|kind| format!("kind = \"{}\"", kind.as_str())));
    why.extend((row.min_sentences() > 0).then(|| format!("min_sentences = {}", row.min_sentences())));
    why.extend((row.max_sentences() > 0).then(|| format!("max_sentences = {}", row.max_sentences())));
    let why = why.join(", ");
    let wording = Wording::new(format!("Die Regel gilt hier nicht: {why}."), format!("The rule does not apply here: {why}."));
    Account { rule: row.id().to_string(), outcome: Outcome::NotAsked, marks: Vec::new(), wording, lifted_by: None, weight: 0 }
}

fn account(judge: &Judge<'_>, found: &mut Found, at: Option<usize>) -> Vec<Account> {
    let (row, scene) = (judge.row, judge.scene);
    if row.require() {
        return if judge.lacks(found) { vec![requires(&row, scene.view, judge.unit)] } else { Vec::new() };
    }
    let covers = |pieces: &[Piece]| at.is_none_or(|at| pieces.iter().any(|piece| (piece.span.start..=piece.span.end).contains(&at)));
    let mut out = Vec::new();
    for (_, pieces, verdict) in judge.verdicts(found) {
        let related = verdict
            .as_ref()
            .map(|spot| spot.related.iter().flat_map(|(_, pieces)| pieces.clone()).collect())
            .unwrap_or_else(|_| Vec::new());
        let touches = covers(&pieces) || at.is_some() && !related.is_empty() && covers(&related);
        if !touches {
            continue;
        }
        let words = words(scene.raw, &pieces);
        let lifted_by = match &verdict {
            Err(Veto::Unless(list, others)) => Some((describe(scene.view, *list), self::words(scene.raw, others))),
            _ => None,
        };
        let (outcome, wording) = match &verdict {
            Ok(_) if row.weigh().is_some() => (Outcome::Broken, heavy(judge, &pieces)),
            Ok(spot) => (Outcome::Broken, broken(scene, &words, &spot.related)),
            Err(veto) => (Outcome::Vetoed, vetoed(judge, &pieces, veto)),
        };
        out.push(Account {
            rule: row.id().to_string(),
            outcome,
            marks: pieces.iter().map(|piece| piece.span).collect(),
            wording,
            lifted_by,
            weight: pieces.len(),
        });
    }
    out
}

fn words(raw: &str, pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| &raw[piece.span.range()]).collect::<Vec<_>>().join(" … ")
}

fn broken(scene: Scene<'_>, matched: &str, related: &[(u32, Vec<Piece>)]) -> Wording {
    let with: Vec<String> =
        related.iter().map(|(list, pieces)| format!("{} „{}“", describe(scene.view, *list), words(scene.raw, pieces))).collect();
    let with = with.join(", ");
    if with.is_empty() {
        return Wording::new(format!("Gefunden: „{matched}“."), format!("Found: \"{matched}\"."));
    }
    Wording::new(format!("Gefunden: „{matched}“ mit {with}."), format!("Found: \"{matched}\" with {}.", with.replace(['„', '“'], "\"")))
}

fn requires(row: &Row<'_>, view: &View, unit: usize) -> Account {
    let list = describe(view, view.global(unit, row.main()));
    let wording = Wording::new(format!("Im Text steht nichts davon: {list}."), format!("Nothing of this stands in the text: {list}."));
    Account { rule: row.id().to_string(), outcome: Outcome::Broken, marks: Vec::new(), wording, lifted_by: None, weight: 1 }
}

fn vetoed(judge: &Judge<'_>, pieces: &[Piece], veto: &Veto) -> Wording {
    let (raw, view) = (judge.scene.raw, judge.scene.view);
    let matched = words(raw, pieces);
    match veto {
        Veto::Quoted => Wording::new(format!("„{matched}“ steht in einem Zitat."), format!("\"{matched}\" stands in a quotation.")),
        Veto::Masked => Wording::new(
            format!("„{matched}“ ist verfremdet geschrieben; die Regel hat kein masked = true."),
            format!("\"{matched}\" is in disguise; the rule has no masked = true."),
        ),
        Veto::Except(pieces) => {
            let other = words(raw, pieces);
            Wording::new(
                format!("„{matched}“ gehört zu „{other}“, das except ausnimmt."),
                format!("\"{matched}\" belongs to \"{other}\", which except takes out."),
            )
        }
        Veto::Place => Wording::new(
            format!("„{matched}“ steht nicht dort, wo at es verlangt."),
            format!("\"{matched}\" does not stand where at asks for it."),
        ),
        Veto::Invalid => {
            Wording::new(format!("„{matched}“ besteht die Prüfung von validate nicht."), format!("\"{matched}\" does not pass validate."))
        }
        Veto::Missing(group) => {
            let lists: Vec<String> = judge
                .row
                .with()
                .filter(|condition| condition.group == *group)
                .map(|condition| describe(view, view.global(judge.unit, condition.list)))
                .collect();
            let lists = lists.join(", ");
            Wording::new(
                format!("„{matched}“ steht da, aber with fehlt in Reichweite: {lists}."),
                format!("\"{matched}\" is there, but with is missing in reach: {lists}."),
            )
        }
        Veto::Unless(list, pieces) => {
            let (name, other) = (describe(view, *list), words(raw, pieces));
            Wording::new(
                format!("„{matched}“ steht da, aber unless hebt es auf: {name} „{other}“."),
                format!("\"{matched}\" is there, but unless lifts it: {name} \"{other}\"."),
            )
        }
        Veto::Light(sum) => {
            let signs = scales(judge, pieces, |weight| weight < 0);
            Wording::new(
                format!("„{matched}“ steht da, aber der Satz wiegt nur {}: {}.", tenths(*sum, ','), signs.de),
                format!("\"{matched}\" is there, but the sentence weighs only {}: {}.", tenths(*sum, '.'), signs.en),
            )
        }
    }
}

/// A sentence that weighs enough to be found.
fn heavy(judge: &Judge<'_>, pieces: &[Piece]) -> Wording {
    let (Some(from), Some(scale)) = (judge.row.weigh(), judge.row.scale()) else { return Wording::default() };
    let sentence = judge.scene.text.sentences[pieces[0].start] as usize;
    let Some(sum) = judge.weighed.sum(judge.unit, scale, sentence) else { return Wording::default() };
    let signs = scales(judge, pieces, |_| true);
    Wording::new(
        format!("Der Satz wiegt {} (gemeldet ab {}): {}.", tenths(sum, ','), tenths(from, ','), signs.de),
        format!("The sentence weighs {} (reported from {}): {}.", tenths(sum, '.'), tenths(from, '.'), signs.en),
    )
}

/// The heaviest sentence of a draft in which none weighs enough.
fn heaviest(judge: &Judge<'_>) -> Option<Account> {
    let (scale, text) = (judge.row.scale()?, judge.scene.text);
    let (_, tokens) = weigh::each_sentence(text).max_by_key(|(sentence, _)| judge.weighed.sum(judge.unit, scale, *sentence))?;
    let pieces = [Piece::of_tokens(text, tokens.start, tokens.end)];
    let (rule, marks) = (judge.row.id().to_string(), vec![pieces[0].span]);
    Some(Account { rule, outcome: Outcome::NearMiss, marks, wording: heavy(judge, &pieces), lifted_by: None, weight: 0 })
}

/// The heaviest signs of the sentence of a match that count here, and what each weighs.
fn scales(judge: &Judge<'_>, pieces: &[Piece], counts: impl Fn(i32) -> bool) -> Wording {
    let Some(scale) = judge.row.scale() else { return Wording::default() };
    let sentence = judge.scene.text.sentences[pieces[0].start] as usize;
    let signs = weigh::signs(judge.scene, judge.unit, scale, sentence);
    let shown: Vec<(&str, i32)> = signs
        .iter()
        .filter(|sign| counts(sign.weight))
        .take(SIGNS)
        .map(|sign| (&judge.scene.raw[sign.piece.span.range()], sign.weight))
        .collect();
    let told = |quotes: [&str; 2], point: char| {
        let each = shown.iter().map(|(words, weight)| format!("{}{words}{} {}", quotes[0], quotes[1], tenths(*weight, point)));
        each.collect::<Vec<_>>().join(if point == ',' { "; " } else { ", " })
    };
    Wording::new(told(["„", "“"], ','), told(["\"", "\""], '.'))
}

/// A weight as people read it: `-4,5`.
fn tenths(weight: i32, point: char) -> String {
    let sign = if weight < 0 { "-" } else { "" };
    format!("{sign}{}{point}{}", weight.abs() / 10, weight.abs() % 10)
}

/// `@name`, or the phrases of a list that has none.
pub fn describe(view: &View, list: u32) -> String {
    let name = view.list_name(list);
    if !name.is_empty() {
        return format!("@{name}");
    }
    let mut phrases = Vec::new();
    for (number, unit) in view.units.iter().enumerate() {
        let table = &unit.table;
        for local in 0..table.len(Section::Lists) / LIST {
            if view.global(number, local as u32) == list {
                let first = table.get(Section::Lists, local * LIST + 3) as usize;
                let count = table.get(Section::Lists, local * LIST + 4) as usize;
                phrases.extend((first..first + count).take(3).map(|phrase| phrase_text(view, number, phrase as u32)));
            }
        }
    }
    phrases.join(" | ")
}

fn phrase_text(view: &View, unit: usize, phrase: u32) -> String {
    let table = &view.units[unit].table;
    let at = phrase as usize * PHRASE;
    table.text(table.get(Section::Phrases, at + 3), table.get(Section::Phrases, at + 4)).to_string()
}

/// The phrase of the rule that came furthest around the place, and the part that was missing.
fn near_miss(judge: &Judge<'_>, found: &mut Found, at: Option<usize>) -> Option<Account> {
    let scene = judge.scene;
    let main = scene.view.global(judge.unit, judge.row.main());
    let mut best: Option<(Reached, u32, Vec<Piece>)> = None;
    for (unit, phrase, anchor) in found.anchors(scene, main) {
        if at.is_some_and(|at| !same_sentence(scene, anchor, at)) {
            continue;
        }
        let before = scene.view.units[unit].table.get(Section::Phrases, phrase as usize * PHRASE + 2);
        let start = scene.text.sentence_start(anchor);
        let start = if before == UNBOUNDED { start } else { anchor.saturating_sub(before as usize).max(start) };
        for place in start..=anchor {
            let mut matcher = Matcher::new(scene.raw, scene.text, scene.view, found, unit);
            matcher.reached = Some(Reached::default());
            if matcher.run(phrase, place).is_some() {
                continue;
            }
            let Some(reached) = matcher.reached else { continue };
            if reached.matched > 0 && best.as_ref().is_none_or(|(other, ..)| reached.matched > other.matched) {
                best = Some((reached, phrase, vec![Piece::of_tokens(scene.text, place, place + 1)]));
            }
        }
    }
    let (reached, phrase, pieces) = best?;
    let table = &scene.view.units[judge.unit].table;
    let code = table.get(Section::Phrases, phrase as usize * PHRASE) as usize + reached.instruction;
    let packed = table.get(Section::CodeSpans, code);
    let text = phrase_text(scene.view, judge.unit, phrase);
    let missing = text.get((packed >> 16) as usize..(packed >> 16) as usize + (packed & 0xffff) as usize).unwrap_or(&text).to_string();
    let after = words(scene.raw, &pieces);
    let wording = Wording::new(
        format!("„{after}“ beginnt wie „{text}“, aber es fehlt „{missing}“ (oder es steht an anderer Stelle)."),
        format!("\"{after}\" begins like \"{text}\", but \"{missing}\" is missing (or stands elsewhere)."),
    );
    let marks = pieces.iter().map(|piece| piece.span).collect();
    Some(Account { rule: judge.row.id().to_string(), outcome: Outcome::NearMiss, marks, wording, lifted_by: None, weight: reached.matched })
}

fn same_sentence(scene: Scene<'_>, token: usize, at: usize) -> bool {
    let (other, _) = scene.text.tokens_of(Span::new(at, at + 1));
    scene.text.sentences.get(other) == scene.text.sentences.get(token)
}

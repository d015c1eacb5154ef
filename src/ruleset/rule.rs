//! A rule in the table: which number means what. In: a rule of a pack. Out: its row and its conditions; and back.

use super::code::NO_REACH;
use super::compile::Compiler;
use super::table::{Builder, RULE, Section, Table};
use crate::facts::{Channel, Kind};
use crate::finding::{Severity, Wording};
use crate::pack::{At, Line, Pack, Rule};
use crate::phrase::{Part, Placed, Reach, Recogniser};

/// A rule as the check reads it.
#[derive(Debug, Clone, Copy)]
pub struct Row<'t> {
    table: &'t Table,
    index: usize,
}

/// One condition: any of the lists with the same group must be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Condition {
    /// Conditions of one group are alternatives.
    pub group: u32,
    /// The list, by its number in the unit.
    pub list: u32,
    /// The reach that the condition itself names.
    pub reach: Option<Reach>,
}

mod flag {
    pub const MASKED: u32 = 1;
    pub const QUOTED: u32 = 2;
    pub const REDACT: u32 = 4;
    pub const ENABLED: u32 = 8;
    pub const REQUIRE: u32 = 16;
    pub const FIX: u32 = 32;
    pub const FIX_SAFE: u32 = 64;
    pub const SURE: u32 = 128;
    pub const WEIGH: u32 = 256;
}

/// Writes the rule and its conditions.
pub(super) fn compile(compiler: &mut Compiler<'_>, pack: &Pack, rule: &Rule) {
    let required = !rule.require.is_empty();
    let main = compiler.anonymous_list(if required { &rule.require } else { &rule.matches });
    let except = if rule.except.is_empty() { 0 } else { compiler.anonymous_list(&rule.except) + 1 };
    let with = conditions(compiler, &rule.with, true);
    let unless = conditions(compiler, &rule.unless, false);
    let language = match pack.language {
        None => 0,
        Some(language) => 1 + language as u32,
    };
    let flags = [
        (rule.masked, flag::MASKED),
        (rule.quoted, flag::QUOTED),
        (rule.redact, flag::REDACT),
        (rule.enabled, flag::ENABLED),
        (required, flag::REQUIRE),
        (rule.fix.is_some(), flag::FIX),
        (rule.sure, flag::SURE),
        (rule.weigh.is_some(), flag::WEIGH),
        (rule.fix.as_ref().is_some_and(|(_, safe)| *safe), flag::FIX_SAFE),
    ];
    let flags = flags.iter().filter(|(set, _)| *set).map(|(_, bit)| bit).sum::<u32>();
    let scale = compiler.scale_of(pack);
    let builder = compiler.builder();
    let texts = [
        format!("{}/{}", pack.name, rule.name),
        pack.name.clone(),
        rule.message.de.clone(),
        rule.message.en.clone(),
        rule.help.de.clone(),
        rule.help.en.clone(),
        rule.guideline.clone(),
        rule.escalate.clone(),
        rule.fix.as_ref().map(|(text, _)| text.clone()).unwrap_or_default(),
    ];
    let mut row = vec![
        rule.severity as u32,
        flags,
        rule.channel.map_or(0, |channel| 1 + channel as u32),
        rule.kind.map_or(0, |kind| 1 + kind as u32),
        rule.at.map_or(0, |at| 1 + at as u32),
        rule.scope as u32,
        rule.at_least as u32,
        (rule.min_sentences.min(0xffff) | rule.max_sentences.min(0xffff) << 16) as u32,
        main,
        except,
        rule.validate.map_or(0, |kind| 1 + kind as u32),
        language,
    ];
    for part in [with, unless] {
        row.push(builder.len(Section::Conditions) as u32 / 3);
        row.push(part.len() as u32);
        builder.section(Section::Conditions).extend(
            part.iter().flat_map(|condition| [condition.group, condition.list, condition.reach.map_or(NO_REACH, |reach| reach as u32)]),
        );
    }
    row.extend([scale.map_or(0, |scale| scale + 1), rule.weigh.unwrap_or_default() as u32]);
    push_texts(builder, &texts, &mut row);
    row.resize(RULE, 0);
    builder.section(Section::Rules).extend(row);
}

const FIRST_TEXT: usize = 18;

fn push_texts(builder: &mut Builder, texts: &[String], row: &mut Vec<u32>) {
    for text in texts {
        let (start, length) = builder.string(text);
        row.extend([start, length]);
    }
}

/// The conditions of `with` (each line is a group of its own) or `unless`. A line that is nothing but lists keeps the reach of each.
fn conditions(compiler: &mut Compiler<'_>, lines: &[Line], grouped: bool) -> Vec<Condition> {
    let mut out = Vec::new();
    for (group, line) in lines.iter().enumerate() {
        let group = if grouped { group as u32 } else { 0 };
        let reach = line.phrase.reach.map(|(reach, _)| reach);
        let (lists, rest) = pure_lists(&line.phrase.parts);
        for name in lists {
            let list = compiler.resolve(&name);
            out.push(Condition { group, list, reach });
        }
        if let Some(parts) = rest {
            let mut inline = line.clone();
            inline.phrase.parts = parts;
            let list = compiler.anonymous_list(&[inline]);
            out.push(Condition { group, list, reach });
        }
    }
    out
}

/// Splits a condition into the lists that stand alone in it and what is left of it.
fn pure_lists(parts: &[Placed]) -> (Vec<String>, Option<Vec<Placed>>) {
    match parts {
        [Placed { part: Part::List(name), .. }] => (vec![name.clone()], None),
        [Placed { part: Part::OneOf(options), span }] => {
            let alone = |option: &Vec<Placed>| match &option[..] {
                [Placed { part: Part::List(name), .. }] => Some(name.clone()),
                _ => None,
            };
            let lists = options.iter().filter_map(alone).collect();
            let rest: Vec<_> = options.iter().filter(|option| alone(option).is_none()).cloned().collect();
            let rest = (!rest.is_empty()).then(|| vec![Placed { part: Part::OneOf(rest), span: *span }]);
            (lists, rest)
        }
        _ => (Vec::new(), Some(parts.to_vec())),
    }
}

impl<'t> Row<'t> {
    /// The rule at `index` of a table.
    pub fn new(table: &'t Table, index: usize) -> Row<'t> {
        Row { table, index }
    }

    fn number(&self, at: usize) -> u32 {
        self.table.get(Section::Rules, self.index * RULE + at)
    }

    fn text(&self, index: usize) -> &'t str {
        self.table.text(self.number(FIRST_TEXT + index * 2), self.number(FIRST_TEXT + index * 2 + 1))
    }

    fn has(&self, flag: u32) -> bool {
        self.number(1) & flag != 0
    }

    /// `pack/name`.
    pub fn id(&self) -> &'t str {
        self.text(0)
    }
    /// The name of the pack.
    pub fn pack(&self) -> &'t str {
        self.text(1)
    }
    /// What is wrong.
    pub fn message(&self) -> Wording {
        Wording::new(self.text(2), self.text(3))
    }
    /// What to say instead.
    pub fn help(&self) -> Wording {
        Wording::new(self.text(4), self.text(5))
    }
    /// Where the rule comes from.
    pub fn guideline(&self) -> &'t str {
        self.text(6)
    }
    /// Whom to ask.
    pub fn escalate(&self) -> &'t str {
        self.text(7)
    }
    /// Weight.
    pub fn severity(&self) -> Severity {
        [Severity::Hint, Severity::Warning, Severity::Error][self.number(0).min(2) as usize]
    }
    /// Also in masked spelling.
    pub fn masked(&self) -> bool {
        self.has(flag::MASKED)
    }
    /// Also inside quotations.
    pub fn quoted(&self) -> bool {
        self.has(flag::QUOTED)
    }
    /// Reports show a mask.
    pub fn redact(&self) -> bool {
        self.has(flag::REDACT)
    }
    /// Runs unless the configuration says otherwise.
    pub fn enabled(&self) -> bool {
        self.has(flag::ENABLED)
    }
    /// Broken where nothing is found.
    pub fn require(&self) -> bool {
        self.has(flag::REQUIRE)
    }
    /// Counts however little the sentence weighs.
    pub fn sure(&self) -> bool {
        self.has(flag::SURE)
    }
    /// Broken by a sentence that weighs so much, in tenths.
    pub fn weigh(&self) -> Option<i32> {
        self.has(flag::WEIGH).then(|| self.number(17) as i32)
    }
    /// What its pack weighs sentences with, by its number in the unit.
    pub fn scale(&self) -> Option<usize> {
        self.number(16).checked_sub(1).map(|scale| scale as usize)
    }
    /// Only in this channel.
    pub fn channel(&self) -> Option<Channel> {
        [None, Some(Channel::Public), Some(Channel::Private)][self.number(2).min(2) as usize]
    }
    /// Only in drafts, or only in templates.
    pub fn kind(&self) -> Option<Kind> {
        [None, Some(Kind::Draft), Some(Kind::Template)][self.number(3).min(2) as usize]
    }
    /// Only there.
    pub fn at(&self) -> Option<At> {
        [None, Some(At::Start), Some(At::End)][self.number(4).min(2) as usize]
    }
    /// Where conditions look, if nothing else is said.
    pub fn scope(&self) -> Reach {
        Reach::ALL[self.number(5).min(4) as usize]
    }
    /// So many matches make one finding.
    pub fn at_least(&self) -> usize {
        self.number(6) as usize
    }
    /// Only in drafts of so many sentences or more.
    pub fn min_sentences(&self) -> usize {
        (self.number(7) & 0xffff) as usize
    }
    /// Only in drafts of so many sentences or fewer; 0: in all.
    pub fn max_sentences(&self) -> usize {
        (self.number(7) >> 16) as usize
    }
    /// The list of what is matched or required, by its number in the unit.
    pub fn main(&self) -> u32 {
        self.number(8)
    }
    /// The list of what swallows a match.
    pub fn except(&self) -> Option<u32> {
        self.number(9).checked_sub(1)
    }
    /// The match must be one that this recogniser accepts.
    pub fn validate(&self) -> Option<Recogniser> {
        self.number(10).checked_sub(1).and_then(|kind| Recogniser::ALL.get(kind as usize).copied())
    }
    /// `de`, `en` or `any`.
    pub fn language(&self) -> &'static str {
        ["any", "de", "en"][self.number(11).min(2) as usize]
    }
    /// All of these groups are found too.
    pub fn with(&self) -> impl Iterator<Item = Condition> + use<'t> {
        self.conditions(12)
    }
    /// None of these is.
    pub fn unless(&self) -> impl Iterator<Item = Condition> + use<'t> {
        self.conditions(14)
    }
    /// What a machine may write instead, and whether without a look.
    pub fn fix(&self) -> Option<(&'t str, bool)> {
        self.has(flag::FIX).then(|| (self.text(8), self.has(flag::FIX_SAFE)))
    }

    fn conditions(&self, at: usize) -> impl Iterator<Item = Condition> + use<'t> {
        let (start, count, table) = (self.number(at) as usize, self.number(at + 1) as usize, self.table);
        (start..start + count).map(move |index| Condition {
            group: table.get(Section::Conditions, index * 3),
            list: table.get(Section::Conditions, index * 3 + 1),
            reach: Reach::ALL.get(table.get(Section::Conditions, index * 3 + 2) as usize).copied(),
        })
    }
}

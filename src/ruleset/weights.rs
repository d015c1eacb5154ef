//! What signs weigh, in a table. In: the weights of packs. Out: for a sign what it weighs in which pack.

use std::collections::BTreeMap;

use super::compile::Compiler;
use super::table::{SCALE, SIGN, Section, Table, hash};
use crate::pack::Pack;

impl<'p> Compiler<'p> {
    /// Writes the weights of all packs; files of one name share them.
    pub(super) fn weights(&mut self) {
        let mut scales: BTreeMap<&'p str, (i32, Option<i32>)> = BTreeMap::new();
        for pack in self.input.packs.iter().filter(|pack| !pack.weights.is_empty()) {
            scales.entry(&pack.name).or_default().0 += pack.weights.base;
        }
        for pack in &self.input.packs {
            if let Some((_, doubt)) = scales.get_mut(pack.name.as_str()) {
                *doubt = doubt.or(pack.doubt);
            }
        }
        self.scales = scales.keys().copied().collect();
        for (name, (base, doubt)) in scales {
            let (start, length) = self.builder().string(name);
            let row = [start, length, base as u32, u32::from(doubt.is_some()), doubt.unwrap_or_default() as u32];
            self.builder().section(Section::Scales).extend(row);
        }
        let mut signs: Vec<(u64, u32, i32)> = Vec::new();
        for pack in &self.input.packs {
            let Some(scale) = self.scale_of(pack) else { continue };
            signs.extend(pack.weights.signs.iter().map(|(sign, weight)| (hash(sign.as_bytes()), scale, *weight)));
        }
        signs.sort_unstable();
        self.builder().section(Section::SignKeys).extend(signs.iter().map(|(hash, ..)| (hash >> 32) as u32));
        self.builder()
            .section(Section::Signs)
            .extend(signs.iter().flat_map(|(hash, scale, weight)| [*hash as u32, *scale, *weight as u32]));
    }

    /// The number of the scale on which sentences are weighed for a pack.
    pub(super) fn scale_of(&self, pack: &Pack) -> Option<u32> {
        self.scales.iter().position(|name| *name == pack.name).map(|scale| scale as u32)
    }
}

/// One pack's scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// What a sentence weighs before a word is read, in tenths.
    pub base: i32,
    /// A match in a sentence that weighs less does not count.
    pub doubt: Option<i32>,
}

/// How many scales a table has.
pub fn count(table: &Table) -> usize {
    table.len(Section::Scales) / SCALE
}

/// The scale of this number.
pub fn scale(table: &Table, number: usize) -> Scale {
    let get = |at: usize| table.get(Section::Scales, number * SCALE + at);
    Scale { base: get(2) as i32, doubt: (get(3) == 1).then(|| get(4) as i32) }
}

/// Calls `each` with every scale on which a sign weighs something, and what it weighs. `sign` as in [`crate::pack::Weights`].
pub fn of(table: &Table, sign: &[u8], mut each: impl FnMut(usize, i32)) {
    let keys = table.all(Section::SignKeys);
    if keys.is_empty() {
        return;
    }
    let hash = hash(sign);
    let key = (hash >> 32) as u32;
    let first = keys.partition_point(|other| *other < key);
    let rows = table.all(Section::Signs).chunks_exact(SIGN).skip(first);
    for (_, row) in keys[first..].iter().zip(rows).take_while(|(other, _)| **other == key).filter(|(_, row)| row[0] == hash as u32) {
        each(row[1] as usize, row[2] as i32);
    }
}

//! Numbers for the lists of several tables. In: units. Out: for each unit the number of each of its lists, so that lists of one name are one
//! and a list comes after all lists that it speaks of.

use std::collections::BTreeMap;

use super::Unit;
use super::table::{LIST, Section};
use super::view::{Global, Runs, list_key};

/// For each unit the number of each of its lists, and how many lists there are. Lists with the same key are one; a list without a key stands alone.
pub(super) fn number_lists(units: &[Unit], replaced: &[String]) -> (Vec<Vec<Global>>, usize) {
    let mut named: BTreeMap<&str, Global> = BTreeMap::new();
    let mut globals = Vec::new();
    let mut count = 0;
    for unit in units {
        let mut own = Vec::with_capacity(unit.table.len(Section::Lists) / LIST);
        for list in 0..unit.table.len(Section::Lists) / LIST {
            let key = list_key(&unit.table, list);
            let rests = unit.embedded && key.split_once('/').is_some_and(|(pack, _)| replaced.iter().any(|name| name == pack));
            let key = if unit.active && !rests { key } else { "" };
            let known = named.get(key).copied();
            let global = known.unwrap_or(count);
            if known.is_none() {
                count += 1;
                if !key.is_empty() {
                    named.insert(key, global);
                }
            }
            own.push(global);
        }
        globals.push(own);
    }
    (globals, count as usize)
}

/// Which list is spoken of by which.
pub(super) fn refs(units: &[Unit], globals: &[Vec<Global>]) -> Vec<(Global, Global)> {
    let mut refs = Vec::new();
    for (unit, globals) in units.iter().zip(globals) {
        for pair in 0..unit.table.len(Section::ListRefs) / 2 {
            let list = |column: usize| globals[unit.table.get(Section::ListRefs, pair * 2 + column) as usize];
            refs.push((list(1), list(0)));
        }
    }
    refs
}

/// For each list its rank: a list comes after all lists that its phrases speak of, whatever table they stand in.
pub(super) fn ranks(units: &[Unit], globals: &[Vec<Global>], count: usize) -> Vec<Global> {
    let mut refs = refs(units, globals);
    refs.sort_unstable();
    refs.dedup();
    let mut waiting = vec![0u32; count];
    refs.iter().for_each(|(_, list)| waiting[*list as usize] += 1);
    let speakers = Runs::new(count, refs);
    let mut order: Vec<Global> = (0..count as Global).filter(|list| waiting[*list as usize] == 0).collect();
    let mut next = 0;
    while next < order.len() {
        for speaker in speakers.of(order[next]) {
            waiting[*speaker as usize] -= 1;
            if waiting[*speaker as usize] == 0 {
                order.push(*speaker);
            }
        }
        next += 1;
    }
    // Circles are mistakes of packs and do not get here; if one did, its lists come last.
    order.extend((0..count as Global).filter(|list| waiting[*list as usize] > 0));
    let mut ranks = vec![0; count];
    order.iter().enumerate().for_each(|(rank, list)| ranks[*list as usize] = rank as Global);
    ranks
}

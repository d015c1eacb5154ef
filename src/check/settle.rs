//! Settling: which of several matches at one place is told. In: findings of all rules. Out: those that stay, in order of place.

use crate::finding::Finding;
use crate::span::Span;

/// Added to the rank of rules that find a sentence by what it weighs: what names the words itself is told first, however short.
pub const WEIGHED: usize = 1 << 24;

/// Sorts findings by place, pack and rule, and drops within each pack what a weightier, longer or earlier finding tells already. Packs do not hide each other.
/// `order` gives each finding's rank of its rule: the earlier rule wins where all else is equal.
pub fn settle(mut findings: Vec<(usize, Finding)>) -> Vec<Finding> {
    findings.sort_by(|(rank_a, a), (rank_b, b)| {
        (*rank_a >= WEIGHED)
            .cmp(&(*rank_b >= WEIGHED))
            .then_with(|| b.severity.cmp(&a.severity))
            .then_with(|| weight(b).cmp(&weight(a)))
            .then_with(|| a.marks[0].start.cmp(&b.marks[0].start))
            .then_with(|| rank_a.cmp(rank_b))
    });
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    for (_, finding) in findings {
        let covered = kept.iter().any(|other| other.pack == finding.pack && is_one_matter(other, &finding));
        if !covered {
            kept.push(finding);
        }
    }
    kept.sort_by(|a, b| (a.marks[0].start, &a.pack, &a.rule, a.marks[0].end).cmp(&(b.marks[0].start, &b.pack, &b.rule, b.marks[0].end)));
    kept
}

/// Whether two findings of a pack tell of the same words: their marks overlap; or, where two rules of one guideline found them, touch, or one marks what
/// the other needs.
fn is_one_matter(a: &Finding, b: &Finding) -> bool {
    let marks = |fits: fn(Span, Span) -> bool| a.marks.iter().any(|mark| b.marks.iter().any(|other| fits(*mark, *other)));
    if a.rule == b.rule || a.guideline != b.guideline || a.guideline.is_empty() {
        return marks(Span::overlaps);
    }
    let needs =
        |one: &Finding, other: &Finding| one.related.iter().any(|related| other.marks.iter().any(|mark| mark.overlaps(related.span)));
    marks(touch) || needs(a, b) || needs(b, a)
}

/// Whether two marks share bytes or stand next to each other with one space between: "will" and "fix" of "will fix" are one matter.
fn touch(a: Span, b: Span) -> bool {
    a.overlaps(b) || a.end + 1 == b.start || b.end + 1 == a.start
}

fn weight(finding: &Finding) -> usize {
    finding.marks.iter().map(|mark| mark.len()).sum()
}

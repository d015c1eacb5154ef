//! The fixed words of reports, in both languages.
//! In: severities, verdicts, counts. Out: wordings.

use super::{Summary, Verdict};
use crate::finding::{Severity, Wording};

/// What a severity is called.
pub fn severity(severity: Severity) -> Wording {
    match severity {
        Severity::Error => Wording::new("Fehler", "error"),
        Severity::Warning => Wording::new("Warnung", "warning"),
        Severity::Hint => Wording::new("Hinweis", "hint"),
    }
}

/// What stands at the arrow of a finding's first mark.
pub fn mark(severity: Severity) -> Wording {
    match severity {
        Severity::Error => Wording::new("so nicht", "not like this"),
        Severity::Warning => Wording::new("bitte prüfen", "please look at this"),
        Severity::Hint => Wording::new("geht besser", "could be better"),
    }
}

/// What stands at the arrows of further marks.
pub fn further_mark() -> Wording {
    Wording::new("und hier", "and here")
}

/// What stands at the arrow of words that a list, or phrases without a name, brought in.
pub fn related(list: &str) -> Wording {
    if list.is_empty() {
        return Wording::new("gehört dazu", "goes with it");
    }
    Wording::new(format!("gehört dazu ({list})"), format!("goes with it ({list})"))
}

/// What to say instead.
pub fn help() -> Wording {
    Wording::new("Besser", "Better")
}

/// The guideline a rule comes from.
pub fn guideline() -> Wording {
    Wording::new("Leitlinie", "Guideline")
}

/// Whom to ask.
pub fn escalate() -> Wording {
    Wording::new("Fragen", "Ask")
}

/// What to do about a mistake in a file.
pub fn correction() -> Wording {
    Wording::new("Abhilfe", "What helps")
}

/// What stands at the arrow of a mistake.
pub fn here() -> Wording {
    Wording::new("hier", "here")
}

/// Labels that are not drawn.
pub fn left_out(count: usize) -> Wording {
    match count {
        1 => Wording::new("Eine weitere Stelle ist nicht gezeichnet.", "One more place is not drawn."),
        _ => Wording::new(format!("{count} weitere Stellen sind nicht gezeichnet."), format!("{count} more places are not drawn.")),
    }
}

/// The title of an additional remark.
pub fn remark() -> Wording {
    Wording::new("Dazu", "Note")
}

/// The name of the draft with this id.
pub fn draft(id: &str) -> Wording {
    Wording::new(format!("Entwurf {id}"), format!("draft {id}"))
}

/// The last line of a run: what to do, and how much was found.
pub fn verdict(summary: &Summary) -> Wording {
    let Wording { de, en } = match summary.verdict() {
        Verdict::Stop => Wording::new("nicht senden", "do not send"),
        Verdict::Look => Wording::new("prüfen", "look at it"),
        Verdict::Ok => Wording::new("in Ordnung", "fine"),
    };
    let counts = counts(summary);
    Wording::new(format!("{de}: {}", counts.de), format!("{en}: {}", counts.en))
}

fn counts(summary: &Summary) -> Wording {
    let found = [
        counted(summary.errors, ["Fehler", "Fehler"], ["error", "errors"]),
        counted(summary.warnings, ["Warnung", "Warnungen"], ["warning", "warnings"]),
        counted(summary.hints, ["Hinweis", "Hinweise"], ["hint", "hints"]),
    ];
    let mut found: Vec<Wording> = found.into_iter().flatten().collect();
    if found.is_empty() {
        found.push(Wording::new("nichts gefunden", "nothing found"));
    }
    let drafts = match summary.drafts {
        0 => Wording::new("kein Entwurf geprüft", "no draft checked"),
        1 => Wording::new("1 Entwurf geprüft", "1 draft checked"),
        more => Wording::new(format!("{more} Entwürfe geprüft"), format!("{more} drafts checked")),
    };
    let broken = match summary.unchecked {
        0 => Wording::default(),
        1 => Wording::new("; eine Stelle ließ sich nicht prüfen", "; one place could not be checked"),
        more => Wording::new(format!("; {more} Stellen ließen sich nicht prüfen"), format!("; {more} places could not be checked")),
    };
    let join = |of: fn(&Wording) -> &str| found.iter().map(of).collect::<Vec<_>>().join(", ");
    Wording::new(
        format!("{} ({}{})", join(|said| &said.de), drafts.de, broken.de),
        format!("{} ({}{})", join(|said| &said.en), drafts.en, broken.en),
    )
}

fn counted(count: usize, de: [&str; 2], en: [&str; 2]) -> Option<Wording> {
    let number = usize::from(count != 1);
    (count > 0).then(|| Wording::new(format!("{count} {}", de[number]), format!("{count} {}", en[number])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verdict_counts_what_was_found() {
        let summary = Summary { drafts: 3, errors: 1, warnings: 2, hints: 0, unchecked: 0 };
        assert_eq!(verdict(&summary).de, "nicht senden: 1 Fehler, 2 Warnungen (3 Entwürfe geprüft)");
        let summary = Summary { drafts: 1, ..Summary::default() };
        assert_eq!(
            verdict(&summary),
            Wording::new("in Ordnung: nichts gefunden (1 Entwurf geprüft)", "fine: nothing found (1 draft checked)")
        );
        let summary = Summary { unchecked: 1, ..Summary::default() };
        assert_eq!(verdict(&summary).en, "look at it: nothing found (no draft checked; one place could not be checked)");
    }
}

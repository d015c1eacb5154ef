//! Mistakes in packs and configurations, drawn like findings, or one line each.
//! In: mistakes with their places, and the texts of the files. Out: all of them, in order of file and place.

use super::excerpt::{Excerpt, Label};
use super::pretty::Frame;
use super::veil::Veil;
use super::{Format, Style, one_line, words};
use crate::finding::{Gravity, Mistake, Severity};
use crate::mapped::escape_for_terminal;
use crate::span::LineIndex;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The texts of files by path, to show mistakes in them.
pub type Files = BTreeMap<String, String>;

/// Writes all `mistakes`: frames for `pretty`, else `path:line:column: error: message`, one a line.
pub fn write_mistakes(out: &mut dyn Write, format: Format, style: Style, mistakes: &[Mistake], files: &Files) -> io::Result<()> {
    let mut sorted: Vec<&Mistake> = mistakes.iter().collect();
    sorted.sort_by(|a, b| (&a.path, a.span).cmp(&(&b.path, b.span)));
    let nothing = String::new();
    for of_file in sorted.chunk_by(|a, b| a.path == b.path) {
        let text = files.get(&of_file[0].path).unwrap_or(&nothing);
        let lines = LineIndex::new(text);
        for mistake in of_file {
            let at = lines.position(text, mistake.span.start);
            let place = if text.is_empty() { mistake.path.clone() } else { format!("{}:{}:{}", mistake.path, at.line, at.column) };
            if format == Format::Pretty {
                writeln!(out, "{}", frame(mistake, one_line(&place), text, &lines, style).draw(style.color))?;
            } else {
                let said = one_line(&format!("{place}: {}: {}", severity(mistake).as_str(), mistake.message.get(style.locale)));
                writeln!(out, "{said}")?;
            }
        }
    }
    Ok(())
}

fn severity(mistake: &Mistake) -> Severity {
    match mistake.gravity {
        Gravity::Mistake => Severity::Error,
        Gravity::Advice => Severity::Hint,
    }
}

fn frame(mistake: &Mistake, place: String, text: &str, lines: &LineIndex, style: Style) -> Frame {
    let severity = severity(mistake);
    let label = Label { span: mistake.span, says: words::here().get(style.locale).to_owned(), primary: true };
    let labels = if text.is_empty() { Vec::new() } else { vec![label] };
    let help = escape_for_terminal(mistake.help.get(style.locale)).text().to_owned();
    let notes = if help.is_empty() { Vec::new() } else { vec![(words::correction().get(style.locale).to_owned(), help)] };
    Frame {
        severity,
        kind: words::severity(severity).get(style.locale).to_owned(),
        message: one_line(mistake.message.get(style.locale)),
        place,
        excerpt: Excerpt::new(text, lines, labels, &Veil::default()),
        notes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use std::path::Path;

    fn said(format: Format, text: &str) -> String {
        let (_, mistakes) = Config::read("knigge.toml", Path::new("."), text);
        let files = Files::from([("knigge.toml".to_owned(), text.to_owned())]);
        let mut out = Vec::new();
        write_mistakes(&mut out, format, Style::default(), &mistakes, &files).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn all_mistakes_are_drawn_each_at_its_place() {
        let expected = "\
Fehler: Den Schlüssel „kanal“ gibt es hier nicht.
   ╭─ knigge.toml:2:1
   │
 2 │ kanal = \"public\"
   │ ──┬──
   │   ╰──── hier
   │
   │ Abhilfe: Es gibt: packs, language, channel, kind, placeholders, fail_on, lists, rules, allow, paths.
───╯

Fehler: „tempate“ gibt es hier nicht.
   ╭─ knigge.toml:3:8
   │
 3 │ kind = \"tempate\"
   │        ────┬────
   │            ╰────── hier
   │
   │ Abhilfe: Meinten Sie „template“?
───╯

";
        assert_eq!(said(Format::Pretty, "# Größe\nkanal = \"public\"\nkind = \"tempate\"\n"), expected);
    }

    #[test]
    fn machines_get_one_line_each() {
        let expected = "knigge.toml:1:1: error: Den Schlüssel „kanal“ gibt es hier nicht.\n\
                        knigge.toml:2:8: error: „tempate“ gibt es hier nicht.\n";
        assert_eq!(said(Format::Jsonl, "kanal = \"public\"\nkind = \"tempate\"\n"), expected);
    }
}

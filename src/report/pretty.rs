//! Draws findings and mistakes for people, one frame each. The only file that names ariadne.
//! In: an excerpt with labels, a heading, notes. Out: a framed picture of the lines.
//!
//! ariadne 0.6 draws the lines and arrows. What it cannot do is done to its rows afterwards: it counts lines and columns of the excerpt
//! instead of the file, and says "Help" and "Note" in English. One source a frame, labels sorted and on character boundaries: else it
//! shows wrong columns or panics.

use super::excerpt::{Excerpt, Label};
use crate::finding::Severity;
use ariadne::{Color, Config, Fmt, IndexType, Report, ReportKind, Source};

/// Colour of the titles of notes.
const NOTE: Color = Color::Fixed(115);
/// Widest line of a note, in columns.
const NOTE_WIDTH: usize = 100;

/// One frame.
#[derive(Debug)]
pub struct Frame {
    /// Gives the colour.
    pub severity: Severity,
    /// What the heading begins with: `Fehler[pack/rule]`.
    pub kind: String,
    /// The rest of the heading.
    pub message: String,
    /// `path:line:column`, and what else names the place.
    pub place: String,
    /// The lines.
    pub excerpt: Excerpt,
    /// Below the lines: title and text.
    pub notes: Vec<(String, String)>,
}

impl Frame {
    /// The drawn frame, with colours if `color`.
    pub fn draw(&self, color: bool) -> String {
        let pen = Pen { color, tint: tint(self.severity) };
        let width = self.excerpt.numbers.iter().flatten().max().map_or(1, |number| number.to_string().len());
        let mut drawn = format!("{} {}\n", pen.paint(&format!("{}:", self.kind), pen.tint), self.message);
        if self.excerpt.labels.is_empty() {
            drawn.push_str(&format!("{} {}\n", pen.margin("   ╰─"), self.place));
            drawn.extend(self.notes.iter().map(|(title, text)| format!("      {}: {text}\n", pen.paint(title, NOTE))));
            return drawn;
        }
        drawn.push_str(&format!("{} {}\n", pen.margin(&format!("{} ╭─", " ".repeat(width + 1))), self.place));
        drawn.push_str(&pen.margin_row(width));
        for row in self.rows(&pen) {
            drawn.push_str(&renumbered(&row, width, &self.excerpt.numbers, &pen));
        }
        if !self.notes.is_empty() {
            drawn.push_str(&pen.margin_row(width));
        }
        for (title, text) in &self.notes {
            drawn.push_str(&pen.note(width, title, text));
        }
        drawn.push_str(&pen.margin(&format!("{}╯", "─".repeat(width + 2))));
        drawn.push('\n');
        drawn
    }

    /// ariadne's rows between its heading and its last line.
    fn rows(&self, pen: &Pen) -> Vec<String> {
        let config = Config::new().with_index_type(IndexType::Byte).with_color(pen.color);
        let label = |label: &Label| {
            let tint = if label.primary { pen.tint } else { Color::Cyan };
            let priority = i32::from(label.primary);
            ariadne::Label::new(label.span.range()).with_color(tint).with_priority(priority).with_message(&label.says)
        };
        let report = Report::build(ReportKind::Error, 0..0).with_config(config).with_labels(self.excerpt.labels.iter().map(label));
        let mut drawn = Vec::new();
        // Writing into memory cannot fail.
        let _ = report.finish().write(Source::from(self.excerpt.text.as_str()), &mut drawn);
        let drawn = String::from_utf8_lossy(&drawn);
        let mut rows: Vec<String> = drawn.lines().map(|row| row.trim_end().to_owned()).collect();
        rows.pop();
        // Heading, place, empty row.
        rows.drain(..3.min(rows.len()));
        rows
    }
}

/// The row with the true line number in its margin.
fn renumbered(row: &str, width: usize, numbers: &[Option<usize>], pen: &Pen) -> String {
    let Some(bar) = row.find(['│', '┆']) else { return format!("{row}\n") };
    let (margin, rest) = row.split_at(bar);
    let rest = &rest['│'.len_utf8()..];
    // With colours the digits stand between escape sequences, whose own digits end in `m`.
    let digits: String = margin.rsplit('m').next().unwrap_or(margin).chars().filter(char::is_ascii_digit).collect();
    let shown = digits.parse::<usize>().ok().and_then(|line| numbers.get(line.checked_sub(1)?).copied().flatten());
    let reset = if pen.color { "\u{1b}[0m" } else { "" };
    let rest = rest.strip_prefix(reset).unwrap_or(rest);
    match shown {
        Some(number) => format!("{}{rest}\n", pen.margin(&format!(" {number:>width$} │"))),
        None => format!("{}{rest}\n", pen.margin(&format!(" {:>width$} │", ""))),
    }
}

struct Pen {
    color: bool,
    tint: Color,
}

impl Pen {
    fn paint(&self, text: &str, color: Color) -> String {
        if self.color { text.fg(color).to_string() } else { text.to_owned() }
    }

    fn margin(&self, text: &str) -> String {
        self.paint(text, Color::Fixed(246))
    }

    fn margin_row(&self, width: usize) -> String {
        format!("{}\n", self.margin(&format!(" {:>width$} │", "")))
    }

    /// A note, wrapped, with its title before the first line.
    fn note(&self, width: usize, title: &str, text: &str) -> String {
        let indent = " ".repeat(title.chars().count() + 2);
        let mut note = String::new();
        for (number, line) in text.lines().flat_map(|line| textwrap::wrap(line, NOTE_WIDTH)).enumerate() {
            let begin = if number == 0 { format!("{}: ", self.paint(title, NOTE)) } else { indent.clone() };
            note.push_str(&format!("{} {begin}{line}\n", self.margin(&format!(" {:>width$} │", ""))));
        }
        note
    }
}

fn tint(severity: Severity) -> Color {
    match severity {
        Severity::Error => Color::Red,
        Severity::Warning => Color::Yellow,
        Severity::Hint => Color::Blue,
    }
}

/// `text` in the colour of `severity`.
pub fn painted(text: &str, severity: Option<Severity>, color: bool) -> String {
    let tint = severity.map_or(Color::Green, tint);
    Pen { color, tint }.paint(text, tint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::veil::Veil;
    use crate::span::{LineIndex, Span};

    fn frame(text: &str, words: &[(&str, &str)]) -> Frame {
        let labels = words.iter().enumerate().map(|(number, (words, says))| {
            let start = text.find(words).unwrap();
            Label { span: Span::new(start, start + words.len()), says: (*says).to_owned(), primary: number == 0 }
        });
        let excerpt = Excerpt::new(text, &LineIndex::new(text), labels.collect(), &Veil::default());
        Frame {
            severity: Severity::Error,
            kind: "Fehler[promises/others-by-date]".into(),
            message: "Das kann nur eine andere Abteilung halten.".into(),
            place: "library.jsonl:3:27".into(),
            excerpt,
            notes: vec![("Besser".into(), "Sagen Sie, was Sie selbst tun.".into())],
        }
    }

    #[test]
    fn a_frame_shows_the_lines_of_the_draft_with_their_numbers() {
        let text = format!("{}Grüße: Die Technik behebt es bis morgen früh.\n\nIhr Team", "Zeile\n".repeat(11));
        let drawn = frame(&text, &[("behebt", "so nicht"), ("bis morgen früh", "gehört dazu"), ("Team", "und hier")]).draw(false);
        let expected = "\
Fehler[promises/others-by-date]: Das kann nur eine andere Abteilung halten.
    ╭─ library.jsonl:3:27
    │
 12 │ Grüße: Die Technik behebt es bis morgen früh.
    │                    ───┬──    ───────┬───────
    │                       ╰─────────────────────── so nicht
    │                                     │
    │                                     ╰───────── gehört dazu
    │
 14 │ Ihr Team
    │     ──┬─
    │       ╰─── und hier
    │
    │ Besser: Sagen Sie, was Sie selbst tun.
────╯
";
        assert_eq!(drawn, expected);
    }

    #[test]
    fn colours_change_nothing_but_the_colour() {
        let text = "a\nGrüße: Die Technik behebt es bis morgen früh.";
        let frame = frame(text, &[("behebt", "so nicht"), ("bis morgen früh", "gehört dazu")]);
        let colored = frame.draw(true);
        assert!(colored.contains("\u{1b}[31m"));
        let mut plain = String::new();
        let mut pieces = colored.split('\u{1b}');
        plain.push_str(pieces.next().unwrap());
        pieces.for_each(|piece| plain.push_str(piece.split_once('m').unwrap().1));
        let trimmed = |drawn: &str| drawn.lines().map(str::trim_end).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(trimmed(&plain), trimmed(&frame.draw(false)));
    }
}

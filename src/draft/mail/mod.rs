//! E-mail (`.eml`): each part that is written text is a draft; the subject is its title.
//! In: a page. Out: drafts without the quoted thread, mapped through quoted-printable or base64 to the page; or trouble with a part that
//! cannot be read. Of two versions of one text the plain one counts. The crates for mail keep no places, so this reader is our own.

mod decode;
mod headers;

use super::fields::Prose;
use super::{Draft, html};
use crate::finding::Wording;
use crate::mapped::Mapped;
use crate::source::{Page, Trouble};
use crate::span::Span;
use headers::Headers;
use std::borrow::Cow;

/// How deep parts may lie in each other.
const DEPTH: usize = 20;
/// How many parts are read.
const PARTS: usize = 500;

/// The drafts of a mail.
pub(super) fn drafts(page: &Page) -> Vec<Result<Draft<'_>, Trouble>> {
    let whole = Span::new(0, page.text.len());
    let mut reader = Reader { page, texts: Vec::new(), troubles: Vec::new(), parts: 0 };
    let headers = reader.part(whole, 0);
    let subject = headers.get("subject").map(decode::words);
    let mut items: Vec<Result<Draft<'_>, Trouble>> = Vec::new();
    for (text, part) in reader.texts {
        let text = without_thread(text);
        if !Prose::of(text.text()).is_worth() {
            continue;
        }
        let mut draft = Draft::new(page, (items.len() + 1).to_string(), text, part);
        draft.title = subject.clone().map(Cow::Owned);
        items.push(Ok(draft));
    }
    items.extend(reader.troubles.into_iter().map(Err));
    if items.is_empty() {
        items.push(Err(super::structured::no_drafts(page)));
    }
    items
}

struct Reader<'p> {
    page: &'p Page,
    /// What was read, each with its part of the page.
    texts: Vec<(Mapped<'p>, Span)>,
    troubles: Vec<Trouble>,
    parts: usize,
}

impl<'p> Reader<'p> {
    /// Reads the part of the mail at `span`, with all parts in it; gives its headers.
    fn part(&mut self, span: Span, depth: usize) -> Headers {
        self.parts += 1;
        let source = &self.page.text[span.range()];
        let (headers, body) = headers::split(source);
        let body = Span::new(span.start + body, span.end);
        if depth > DEPTH || self.parts > PARTS {
            if self.troubles.is_empty() {
                let message = Wording::new(
                    format!("Mehr als {PARTS} Teile oder {DEPTH} Ebenen in dieser Mail: der Rest ist nicht geprüft."),
                    format!("More than {PARTS} parts or {DEPTH} levels in this mail: the rest is not checked."),
                );
                self.trouble(span.start, message);
            }
            return headers;
        }
        let kind = headers.kind();
        if headers.get("content-disposition").is_some_and(|value| value.trim_start().to_ascii_lowercase().starts_with("attachment")) {
            return headers;
        }
        if kind.starts_with("multipart/") {
            if let Some(boundary) = headers.parameter("content-type", "boundary").filter(|boundary| !boundary.is_empty()) {
                self.parts_in(body, &boundary, kind == "multipart/alternative", depth);
            }
        } else if kind == "message/rfc822" {
            self.part(body, depth + 1);
        } else if kind == "text/plain" || kind == "text/html" {
            self.text(body, &headers, kind == "text/html");
        }
        headers
    }

    fn parts_in(&mut self, body: Span, boundary: &str, alternative: bool, depth: usize) {
        let before = self.texts.len();
        let mut plain = None;
        for part in headers::parts(&self.page.text, body, boundary) {
            let from = self.texts.len();
            let headers = self.part(part, depth + 1);
            if alternative && headers.kind() == "text/plain" && self.texts.len() > from && !self.texts[from].0.text().trim().is_empty() {
                plain = Some(from);
            }
        }
        if let Some(plain) = plain {
            let kept = self.texts.swap_remove(plain);
            self.texts.truncate(before);
            self.texts.push(kept);
        }
    }

    fn text(&mut self, body: Span, headers: &Headers, is_html: bool) {
        let transfer = headers.get("content-transfer-encoding").unwrap_or_default().trim().to_ascii_lowercase();
        let charset = headers.parameter("content-type", "charset").unwrap_or_default();
        match decode::body(&self.page.text, body, &transfer, &charset) {
            Ok(text) => {
                let text = if is_html { html::strip(text.text(), true).compose(&text).into_owned() } else { text };
                self.texts.push((text, body));
            }
            Err((at, message)) => self.trouble(at, message),
        }
    }

    fn trouble(&mut self, at: usize, message: Wording) {
        let place = self.page.position(at);
        self.troubles.push(Trouble::new(&self.page.path, message).at(place.line, place.column));
    }
}

/// The text without what somebody else wrote: lines with `>`, and the mail below the answer.
fn without_thread(text: Mapped<'_>) -> Mapped<'_> {
    let source = text.text();
    let mut kept = Mapped::builder(source);
    let mut at = 0;
    let mut rest: Vec<&str> = source.split_inclusive('\n').collect();
    rest.reverse();
    let mut cut = false;
    while let Some(line) = rest.pop() {
        let span = Span::new(at, at + line.len());
        at = span.end;
        let trimmed = line.trim();
        let next = rest.last().map_or("", |next| next.trim());
        let begins = (is_introduction(trimmed)
            && rest.iter().rev().map(|line| line.trim()).find(|line| !line.is_empty()).is_some_and(|line| line.starts_with('>')))
            || is_divider(trimmed)
            || (is_header(trimmed, &["Von:", "From:"]) && is_header(next, &["Gesendet:", "Datum:", "Sent:", "Date:", "An:", "To:"]));
        if is_divider(trimmed) || (begins && !is_introduction(trimmed)) {
            cut = true;
            break;
        }
        if trimmed.starts_with('>') || begins {
            cut = true;
            continue;
        }
        kept.push_verbatim(span);
    }
    if !cut {
        return text;
    }
    kept.finish().compose(&text).into_owned()
}

/// "Am 3. Mai schrieb Frau Kühn:", "On Monday, A. B. wrote:"
fn is_introduction(line: &str) -> bool {
    line.ends_with(':') && line.len() < 300 && ["schrieb", "wrote", "writes", "schreibt"].iter().any(|verb| line.contains(verb))
}

/// "-----Original Message-----"
fn is_divider(line: &str) -> bool {
    let words = line.trim_matches(['-', ' ', '_']).to_lowercase();
    let known = ["original message", "originalnachricht", "ursprüngliche nachricht", "forwarded message", "weitergeleitete nachricht"];
    line.starts_with("--") && known.contains(&words.as_str())
}

fn is_header(line: &str, names: &[&str]) -> bool {
    let line = line.trim_start_matches('*');
    names.iter().any(|name| line.starts_with(name) || line.starts_with(&name.replace(':', ":*")))
}

#[cfg(test)]
mod tests;

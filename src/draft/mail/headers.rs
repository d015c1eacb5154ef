//! The headers of a mail and the borders between its parts.
//! In: text. Out: headers by name, their parameters, the places of parts.

use crate::span::Span;

/// Headers in their order, unfolded, names in small letters.
#[derive(Debug, Clone, Default)]
pub struct Headers {
    fields: Vec<(String, String)>,
}

/// The headers at the start of `source`, and the byte at which the body starts.
pub fn split(source: &str) -> (Headers, usize) {
    let mut headers = Headers::default();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        at += line.len();
        let bare = line.trim_end_matches(['\n', '\r']);
        if bare.is_empty() {
            return (headers, at);
        }
        if bare.starts_with([' ', '\t']) {
            if let Some((_, value)) = headers.fields.last_mut() {
                value.push(' ');
                value.push_str(bare.trim());
            }
            continue;
        }
        match bare.split_once(':') {
            Some((name, value)) if !name.is_empty() && !name.contains(' ') => {
                headers.fields.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
            // mbox files begin with such a line.
            _ if bare.starts_with("From ") && headers.fields.is_empty() => {}
            // No header: a text without any.
            _ => return (headers, at - line.len()),
        }
    }
    (headers, at)
}

impl Headers {
    /// The first header with this name (small letters).
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// `text/plain` where nothing is said.
    pub fn kind(&self) -> String {
        let value = self.get("content-type").unwrap_or("text/plain");
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// A parameter of a header: `charset` of `text/plain; charset="utf-8"`.
    pub fn parameter(&self, name: &str, wanted: &str) -> Option<String> {
        let mut rest = self.get(name)?.split_once(';')?.1;
        loop {
            let (key, value) = rest.split_once('=')?;
            let value = value.trim_start();
            let (found, after) = match value.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
                None => value.split_once(';').map_or((value, ""), |(found, _)| (found, &value[found.len()..])),
            };
            if key.trim().trim_start_matches(';').trim().eq_ignore_ascii_case(wanted) {
                return Some(found.trim().to_owned());
            }
            rest = after.split_once(';').map_or("", |(_, rest)| rest);
        }
    }
}

/// The places of the parts between the lines `--boundary` in `body`.
pub fn parts(source: &str, body: Span, boundary: &str) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut at = body.start;
    let mut start = None;
    for line in source[body.range()].split_inclusive('\n') {
        let begin = at;
        at += line.len();
        let Some(after) = line.trim_end().strip_prefix("--").and_then(|rest| rest.strip_prefix(boundary)) else { continue };
        if !after.is_empty() && after != "--" {
            continue;
        }
        if let Some(start) = start.take() {
            parts.push(Span::new(start, begin));
        }
        if after == "--" {
            return parts;
        }
        start = Some(at);
    }
    // A last border may be missing.
    parts.extend(start.map(|start| Span::new(start, body.end)));
    parts
}

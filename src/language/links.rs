//! Web and e-mail addresses in running text.
//! In: a text and a place where a `.`, `:` or `@` might belong to an address. Out: the address around it.
//! Where an address ends is linkify's business; whether a bare `word.word` is one is decided here.

use super::special::{Special, SpecialKind};
use crate::span::Span;
use linkify::{LinkFinder, LinkKind};

/// How far left of a candidate an address may begin, and how far right it may end (bytes). Keeps hostile text linear.
const LEFT: usize = 256;
const RIGHT: usize = 4096;

/// Country and generic endings of addresses that people write without `http` and `www`, sorted. The whole registry would be wrong here: it holds
/// "jetzt", "kaufen", "now", "team", which begin a sentence wherever the space after a full stop was forgotten.
const ENDINGS: &str = " ac ad ae af ag ai al am ao app ar as at au aw ax az ba bb bd be berlin bf bg bh bi biz bj blog bm bn bo br bs bt bw by bz ca cat cc \
    cd cf cg ch ci ck cl cloud club cm cn co com cr cu cv cw cx cy cz de dev dj dk dm do dz ec edu ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl \
    gle gm gn gov gp gq gr gs gt gu gw gy hamburg help hk hm hn hr ht hu id ie il im in info int io iq ir is it je jm jo jp ke kg kh ki km kn koeln kr kw ky kz \
    la lb lc li lk lr ls lt lu lv ly ma mc me mg mil mk ml mm mn mo mobi mp mq mr ms mt mu museum mv mw mx my mz na nc ne net nf ng ni nl no np nr nrw nu nz om \
    online org pa pe pf pg ph pk pm pn pr pro pt pw qa re ro ru rw sa saarland sb sc sd se sg shop si site sk sl sm sn so social sr ss st store su support sv sx \
    sy sz tc td tech tel tf tg th tirol tj tk tl tm tn to tr travel tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu website wf wien wiki ws xyz ye yt za zm \
    zw ";

/// Endings that are also words: after a forgotten space they are the next sentence ("Ich war.es ging"), unless the address shows itself otherwise.
const WORDS: &str = " am as at be by do er es help id im in is it la me my no online pro pw site so social st store support us za ";

/// Addresses of one stretch of text without spaces, found once and asked for several times.
#[derive(Default)]
pub(super) struct Links {
    window_end: usize,
    found: Vec<Special>,
}

impl Links {
    /// The address that covers the byte `at` and begins at or after `floor`.
    pub(super) fn at(&mut self, text: &str, floor: usize, at: usize) -> Option<Special> {
        if at >= self.window_end {
            let start = window_start(text, floor, at);
            self.window_end = window_end(text, at);
            self.found.clear();
            self.scan(text, start);
        }
        self.found.iter().copied().find(|special| special.span.start <= at && at < special.span.end && special.span.start >= floor)
    }

    fn scan(&mut self, text: &str, start: usize) {
        let window = &text[start..self.window_end];
        let mut finder = LinkFinder::new();
        finder.url_must_have_scheme(false);
        for link in finder.links(window) {
            let (kind, len) = match link.kind() {
                LinkKind::Email => (SpecialKind::Email, Some(link.as_str().len())),
                _ => (SpecialKind::Url, url_len(link.as_str())),
            };
            if let Some(len) = len {
                self.found.push(Special { span: Span::new(start + link.start(), start + link.start() + len), kind });
            }
        }
    }
}

/// Whether a character cannot stand inside an address: spaces, brackets, quotes and all signs beyond ASCII (dashes, „quotes“, emoji).
fn separates(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_whitespace() || c.is_ascii_control() || matches!(c, '<' | '>' | '"' | '|') } else { !c.is_alphanumeric() }
}

fn window_start(text: &str, floor: usize, at: usize) -> usize {
    let limit = text.ceil_char_boundary(floor.max(at.saturating_sub(LEFT)));
    text[limit..at].char_indices().rev().find(|(_, c)| separates(*c)).map_or(limit, |(place, c)| limit + place + c.len_utf8())
}

fn window_end(text: &str, at: usize) -> usize {
    let limit = text.floor_char_boundary((at + RIGHT).min(text.len()));
    text[at..limit].find(separates).map_or(limit, |len| at + len)
}

/// How many bytes of a link that linkify found are an address; `None` if it is none.
fn url_len(link: &str) -> Option<usize> {
    if let Some(colon) = link.find("://") {
        let host = &link[colon + 3..];
        let host = &host[..host.find(['/', '?', '#']).unwrap_or(host.len())];
        let dotted = host.rsplit_once('.').is_some_and(|(_, ending)| ending.len() >= 2 || ending.bytes().all(|byte| byte.is_ascii_digit()));
        return (dotted || host.starts_with('[') || host.starts_with("localhost")).then_some(link.len());
    }
    let host_end = link.find(['/', '?', ':']).unwrap_or(link.len());
    let (labels, ending) = link[..host_end].rsplit_once('.')?;
    // "amazon.de-Konto" is the address and a German compound.
    let (ending, cut) = match ending.split_once('-') {
        Some((ending, rest)) if rest.starts_with(char::is_uppercase) => (ending, true),
        _ => (ending, false),
    };
    let len = if cut { labels.len() + 1 + ending.len() } else { link.len() };
    plausible(labels, ending, !cut && host_end < link.len()).then_some(len)
}

/// Whether `labels.ending` without a scheme is an address.
fn plausible(labels: &str, ending: &str, has_path: bool) -> bool {
    let mut folded = [0u8; 10];
    let Some(folded) = folded.get_mut(..ending.len()) else { return false };
    folded.copy_from_slice(ending.as_bytes());
    folded.make_ascii_lowercase();
    let Ok(folded) = std::str::from_utf8(folded) else { return false };
    let all_lower = ending == folded;
    // "Ende.Es" is a forgotten space, "AMAZON.DE" is shouted.
    if !all_lower && !labels.bytes().all(|byte| !byte.is_ascii_lowercase()) {
        return false;
    }
    let is_ascii_word = folded.len() >= 2 && folded.bytes().all(|byte| byte.is_ascii_lowercase());
    let starts_www = labels.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    if starts_www {
        return is_ascii_word && labels.len() > 4;
    }
    if !is_ascii_word || !contains_word(ENDINGS, folded) || !labels.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return false;
    }
    // "u.ae." and "o.ae." are abbreviations; t.co and x.com are addresses.
    if labels.split('.').all(|label| label.len() < 2) && !matches!(folded, "com" | "de" | "co") && !has_path {
        return false;
    }
    !contains_word(WORDS, folded) || has_path || (labels.contains('.') && all_lower) || (folded == "at" && all_lower)
}

fn contains_word(list: &str, word: &str) -> bool {
    list.match_indices(word).any(|(at, _)| list.as_bytes()[at - 1] == b' ' && list.as_bytes()[at + word.len()] == b' ')
}

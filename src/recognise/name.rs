//! Personal names after a salutation or a title: "Hallo Frau Schulz", "Hi Tom,", "Dear Ms Assange-Moore", "Herr Dr. von Stein".
//! In: text. Out: spans of the names, without salutation and titles. Groups, strangers and brands that are greeted ("Hallo zusammen", "Dear customer") are no names.

use super::number::allows;
use super::scan::{Cursor, Folded, Lexicon, Words, is_one_of, triggers, walk, words};
use crate::facts::Language;
use crate::span::Span;

const STARTS: [bool; 256] = triggers(b"aAdDeEfFgGhHlLmMpPsStTwW");

/// What stands before a name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// A title: what follows is a name anywhere.
    Title,
    /// A greeting: a name follows if the line shows it.
    Greeting,
    /// A greeting that is also a word: only at the start of a line or sentence.
    Weak,
    /// Thanks that open a reply: a name follows if a sign sets it off.
    Thanks,
    /// Two words: "guten Tag", "good morning", "sehr geehrte".
    Double,
}

use Language::{English, German};
use Opening::*;

pub(super) const OPENINGS: Lexicon<(Opening, Option<Language>)> = Lexicon::new(&[
    ("afternoon", (Weak, Some(English))),
    ("danke", (Thanks, Some(German))),
    ("dear", (Weak, Some(English))),
    ("dearest", (Weak, Some(English))),
    ("dr", (Title, None)),
    ("ehepaar", (Title, Some(German))),
    ("evening", (Weak, Some(English))),
    ("familie", (Title, Some(German))),
    ("frau", (Title, Some(German))),
    ("fraeulein", (Title, Some(German))),
    ("geehrte", (Weak, Some(German))),
    ("geehrter", (Weak, Some(German))),
    ("geehrtes", (Weak, Some(German))),
    ("good", (Double, Some(English))),
    ("greetings", (Weak, Some(English))),
    ("gruezi", (Greeting, Some(German))),
    ("gruess", (Double, Some(German))),
    ("guten", (Double, Some(German))),
    ("hallo", (Greeting, None)),
    ("hello", (Greeting, None)),
    ("herr", (Title, Some(German))),
    ("herrn", (Title, Some(German))),
    ("hey", (Greeting, None)),
    ("hi", (Greeting, None)),
    ("liebe", (Weak, Some(German))),
    ("lieber", (Weak, Some(German))),
    ("liebes", (Weak, Some(German))),
    ("miss", (Title, Some(English))),
    ("moin", (Greeting, Some(German))),
    ("morning", (Weak, Some(English))),
    ("mr", (Title, Some(English))),
    ("mrs", (Title, Some(English))),
    ("ms", (Title, Some(English))),
    ("mx", (Title, Some(English))),
    ("prof", (Title, None)),
    ("professor", (Title, None)),
    ("servus", (Greeting, Some(German))),
    ("thanks", (Thanks, Some(English))),
    ("werte", (Weak, Some(German))),
    ("werter", (Weak, Some(German))),
]);

/// The second word of a double opening.
const SECOND: Words = Words::new(" tag morgen abend nachmittag mittag morning afternoon evening day gott dich sie ");
/// Titles between salutation and name.
const TITLES: Words = Words::new(
    " herr herrn frau fraeulein familie eheleute ehepaar hofrat dr prof professor doktor med rer nat phil jur pol oec habil dipl ing mag mr mrs ms miss mx sir madam dame lord lady rev reverend captain ",
);
/// Particles of noble, Dutch, French, Spanish, Italian and Arabic names.
const PARTICLES: Words = Words::new(" von vom van de der den zu zur da di del della dos du la le ten ter el al bin ibn zum af y e ");
/// Capitalised words that begin no name: groups, strangers, pronouns, greetings, first words of sentences.
const NO_NAMES: Words = Words::new(
    " a abend aber abonnent abonnentin afternoon again all alle allerseits alles als am amazon an and anybody apologies applicant are as at auch auf back \
    bei beim bewerber bewerberin bis bitte buddy can client clients colleague colleagues community could customer customers da damen danke dann das day \
    dein deine dem den denn der des dich did die dir do doch does dort du dude durch ein eine einen eltern entschuldigung er es evening everybody everyone \
    fahrgaeste fahrgast fans folks follower for freund freunde freundin freundinnen friend friends from fuer gaeste gast gemeinde gentlemen gern gerne \
    gestern god good great gruesse gruessen gruesze gruss guest guests guys had has have he her herren herzlich herzlichen heute hier his hope how i ich \
    if ihnen ihr ihre ihrem ihren ihrer ihres im in interessent interessentin interessierte is it ja jetzt just klar kollege kollegen kollegin kolleginnen \
    kunde kunden kundendienst kundenservice kundin kundinnen ladies leider leser leserin leserinnen let leute looks lord madam mal man mannschaft mate \
    mein meine member members mieter mieterin mit mitarbeiter mitarbeiterin mitarbeiterinnen mitglied mitglieder morgen morning my nach nachbarn \
    nachmittag nachname name nein nicht no noch not nun nur nutzer nutzerin ob oder ohne ok okay on or our partner passenger patient patienten patientin \
    please prima reader reisende reisender resident schoen sehr seit sender service she sie sir sirs so somebody someone sorry studierende subscriber \
    super support tag team teilnehmende teilnehmer teilnehmerin telekom thank thanks that the their there these they this those to toll traveler traveller \
    und unfortunately uns unser unsere user users valued verzeihung vielen viewer vodafone vom von vor vorname wann warum was we weil welcome wenn wer \
    were what when where who why wie will wir with wo world would xxx yes you your zum zur zusammen ",
);

/// Endings of words for groups: Filmfreunde, Stammkunden, Hotelgäste.
const GROUPS: &[&str] = &["freunde", "freundinnen", "kunden", "kundinnen", "gaeste", "fans", "team", "innen", "mitglieder", "leute"];

/// All names behind a salutation or a title.
pub(super) fn names(text: &str, language: Option<Language>, out: &mut Vec<Span>) {
    let mut found = Vec::new();
    walk(text, &STARTS, &mut found, |start| {
        let (word, end) = start.word()?;
        let (opening, of) = OPENINGS.get(word)?;
        if of.is_some_and(|of| !allows(language, of)) || start.before() == '-' || matches!(start.before(), '#' | '@') {
            return None;
        }
        let span = match opening {
            Title => titled(start, word, end)?,
            Greeting => greeted(end)?,
            Weak => {
                greeted(end).filter(|span| (start.starts_sentence() || opens_line(start)) && !rather(word, Cursor::new(text, span.end)))?
            }
            Thanks => greeted(end).filter(|span| start.starts_sentence() && text[span.end..].starts_with([',', '!', '.']))?,
            Double => greeted(end.some_spaces()?.word_of(&SECOND)?)?,
        };
        let mut last = span;
        out.push(span);
        // "Hallo Anna und Ben,"
        while let Some(next) = Cursor::new(text, last.end)
            .some_spaces()
            .and_then(|at| at.word_of(words!(" und and ")).or_else(|| at.eat("&")))
            .and_then(Cursor::some_spaces)
        {
            let Some(more) = name(next, 1).filter(|more| ends_greeting(Cursor::new(text, more.end))) else { break };
            out.push(more);
            last = more;
        }
        Some(Span::new(start.at, last.end))
    });
}

/// Whether only a handle or a greeting's first words stand before it on its line: "@anna_k Liebe Anna", "Sehr geehrter".
fn opens_line(start: Cursor<'_>) -> bool {
    let head = start.line_before(60).trim();
    is_one_of(head, words!(" sehr hallo hi hey guten oh so "))
        || head.starts_with('@') && !head.contains(char::is_whitespace)
        || head.ends_with(',')
}

/// Behind a title: particles and up to two capitalised words.
fn titled<'t>(start: Cursor<'t>, word: &str, end: Cursor<'t>) -> Option<Span> {
    // "eine Frau Mitte vierzig", "frau" in small letters is a typing slip that only a greeting excuses.
    if word.starts_with(char::is_lowercase)
        && !start
            .word_before(&[])
            .is_some_and(|(word, _)| is_one_of(word, words!(" hallo hi hey liebe lieber geehrte geehrter dear hello ")))
    {
        return None;
    }
    let at = titles(end)?;
    let span = name(at, 2)?;
    // "Ms" is also milliseconds, "Miss" a verb: a name begins with a capital, which `name` has seen.
    let (first, _) = at.word()?;
    (!is_one_of(first, words!(" mitte ende anfang "))).then_some(span)
}

/// Behind a greeting: titles and a name, or a name by itself that the line sets off.
fn greeted(end: Cursor<'_>) -> Option<Span> {
    let comma = end.eat(",").filter(|next| next.some_spaces().is_some_and(|at| at.word_of(&TITLES).is_some()));
    let at = comma.unwrap_or(end).some_spaces()?;
    if at.text[end.at..at.at].contains('\n') {
        return None;
    }
    // "Sehr geehrte", "Hallo liebe Anna", "Hi dear Tom"
    let at = at.word_of(words!(" sehr ")).and_then(Cursor::some_spaces).unwrap_or(at);
    let at = at
        .word_of(words!(" liebe lieber liebes geehrte geehrter werte werter dear verehrte verehrter "))
        .and_then(Cursor::some_spaces)
        .unwrap_or(at);
    if at.word_of(&TITLES).is_some() {
        let (word, after) = at.word()?;
        return titled(at, word, after);
    }
    let span = name(at, 3)?;
    ends_greeting(Cursor::new(at.text, span.end)).then_some(span)
}

/// "Lieber Kaffee als Tee": the comparison shows the adverb.
fn rather(word: &str, end: Cursor<'_>) -> bool {
    is_one_of(word, words!(" lieber ")) && end.spaces().word().is_some_and(|(word, _)| word.starts_with(char::is_lowercase))
}

/// Past titles and their dots, of which there may be none.
fn titles(end: Cursor<'_>) -> Option<Cursor<'_>> {
    let mut at = end.skip(".").some_spaces()?;
    for _ in 0..6 {
        let Some(after) = at.word_of(&TITLES) else { break };
        let mut after = after.skip(".");
        if let Some(more) = after.eat("-").and_then(|more| more.word_of(&TITLES)) {
            after = more.skip(".");
        }
        at = after.some_spaces()?;
    }
    Some(at)
}

/// Particles and one to `most` capitalised words that may be a name.
fn name(start: Cursor<'_>, most: usize) -> Option<Span> {
    let mut at = start;
    let mut end = None;
    for count in 0..most {
        let mut first = at;
        for _ in 0..3 {
            let Some((word, after)) = first.word() else { break };
            if !is_one_of(word, &PARTICLES)
                || count == 0 && word.starts_with(char::is_uppercase) && after.some_spaces().and_then(part).is_none()
            {
                break;
            }
            let Some(next) = after.some_spaces().filter(|next| part(*next).is_some() || next.word_of(&PARTICLES).is_some()) else { break };
            first = next;
        }
        let Some(after) = part(first) else { break };
        end = Some(after);
        let Some(next) = after.eat(" ").or_else(|| after.eat("\u{a0}")) else { break };
        at = next;
    }
    end.map(|end| start.span_to(end))
}

/// One capitalised word: "Schulz", "Assange-Moore", "O'Brien", "J."; not one of the words that begin no name.
fn part(at: Cursor<'_>) -> Option<Cursor<'_>> {
    let (word, mut end) = at.word()?;
    let folded = Folded::new(word);
    let group = GROUPS.iter().any(|ending| folded.as_str().ends_with(ending));
    let filler = word.len() > 2 && word.bytes().all(|byte| byte == b'X');
    if !word.starts_with(char::is_uppercase) || group || filler || is_one_of(word, &NO_NAMES) {
        return None;
    }
    while let Some((_, after)) =
        end.eat_any(&['-', '\'', '’']).and_then(Cursor::word).filter(|(more, _)| !is_one_of(more, words!(" s ll d re ve m t team ")))
    {
        end = after;
    }
    if word.len() == 1 && end.at == at.at + 1 {
        end = end.eat(".")?;
    }
    // "Hi Tom's", "Dear B2B": a possessive names somebody else, digits nobody.
    let broken = end.peek().is_ascii_digit()
        || matches!(end.peek(), '_' | '@' | '&')
        || end.eat("-").is_some_and(|after| after.peek().is_alphanumeric());
    (!broken).then_some(end)
}

/// Whether a greeting may end here: a sign, the end, an emoji, or a small word that goes on ("Hi Tom thanks for").
fn ends_greeting(end: Cursor<'_>) -> bool {
    match end.peek() {
        '\0' | ',' | '!' | '.' | ':' | ';' | '\n' | '\r' | '–' | '-' | ')' | '?' => true,
        ' ' | '\u{a0}' => {
            let next = end.spaces();
            let c = next.peek();
            !c.is_alphanumeric() || c.is_lowercase() || next.word().is_some_and(|(word, _)| is_one_of(word, &NO_NAMES))
        }
        c => !c.is_alphanumeric() && c != '\'' && c != '’',
    }
}

//! Usage errors in both languages: what was wrong on the command line and what was probably meant.
//! In: an error of clap. Out: text; none of clap's own English sentences.

use crate::finding::{Locale, Wording};
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// What to say about `error`, over several lines, without a final newline.
pub fn explain(error: &Error, locale: Locale) -> String {
    let mut said = match locale {
        Locale::German => format!("Fehler: {}", what(error).de),
        Locale::English => format!("error: {}", what(error).en),
    };
    if let Some(meant) = meant(error) {
        said.push_str(&format!("\n  {}", Wording::new(format!("Meinten Sie {meant}?"), format!("Did you mean {meant}?")).get(locale)));
    } else if let Some(known) = all(error, ContextKind::ValidValue).filter(|known| !known.is_empty()) {
        let known = known.join(", ");
        said.push_str(&format!("\n  {}", Wording::new(format!("Möglich sind: {known}"), format!("One of: {known}")).get(locale)));
    }
    said.push_str("\n\n");
    said.push_str(Wording::new("Mehr dazu: knigge --help", "More: knigge --help").get(locale));
    crate::mapped::escape_for_terminal(&said).text().to_owned()
}

fn what(error: &Error) -> Wording {
    let argument = first(error, ContextKind::InvalidArg).unwrap_or_default();
    let option = argument.split(' ').next().unwrap_or_default();
    let value = first(error, ContextKind::InvalidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument if option.starts_with('-') => {
            Wording::new(format!("Die Option {option} gibt es nicht."), format!("There is no option {option}."))
        }
        ErrorKind::UnknownArgument => Wording::new(format!("„{argument}“ ist hier zu viel."), format!("\"{argument}\" is too much here.")),
        ErrorKind::InvalidValue if value.is_empty() => {
            Wording::new(format!("Nach {option} fehlt ein Wert."), format!("A value is missing after {option}."))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            Wording::new(format!("„{value}“ ist kein Wert für {option}."), format!("\"{value}\" is no value for {option}."))
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = all(error, ContextKind::InvalidArg).unwrap_or_default().join(" ");
            Wording::new(format!("Es fehlt: {missing}"), format!("This is missing: {missing}"))
        }
        ErrorKind::ArgumentConflict => Wording::new(
            format!("{option} passt nicht zu den anderen Angaben oder steht zweimal da."),
            format!("{option} does not go with the rest, or stands here twice."),
        ),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            Wording::new(format!("{option} hat zu viele oder zu wenige Werte."), format!("{option} has too many or too few values."))
        }
        ErrorKind::InvalidUtf8 => Wording::new("Ein Wort des Aufrufs ist kein gültiges UTF-8.", "A word of the call is no valid UTF-8."),
        _ => Wording::new("Der Aufruf ist nicht zu verstehen.", "The call cannot be understood."),
    }
}

fn meant(error: &Error) -> Option<String> {
    let kinds = [ContextKind::SuggestedArg, ContextKind::SuggestedValue, ContextKind::SuggestedSubcommand];
    kinds.into_iter().find_map(|kind| first(error, kind)).map(|meant| meant.split(' ').next().unwrap_or_default().to_owned())
}

fn first(error: &Error, kind: ContextKind) -> Option<String> {
    all(error, kind)?.into_iter().next()
}

fn all(error: &Error, kind: ContextKind) -> Option<Vec<String>> {
    match error.get(kind)? {
        ContextValue::String(one) => Some(vec![one.clone()]),
        ContextValue::Strings(many) => Some(many.clone()),
        _ => None,
    }
}

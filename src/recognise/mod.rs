//! The recognisers: what phrases ask for as `#iban`, `#date`, `#name` …
//! In: the text of a draft and one kind. Out: sorted spans without overlaps. Each kind scans by itself and returns at once where nothing can be.

mod address;
mod birth;
mod contact;
mod date;
mod duration;
mod german;
pub mod hint;
mod identifier;
mod money;
mod name;
mod number;
mod phone;
pub mod placeholder;
mod reference;
mod scan;
mod time;

use crate::facts::Language;
use crate::phrase::recogniser::Recogniser;
use crate::span::Span;

/// Appends to `out` all places of `text` that `kind` recognises: bytes of `text`, sorted, without overlaps.
/// `language`: whose words count; `None` for both.
pub fn find(kind: Recogniser, text: &str, language: Option<Language>, out: &mut Vec<Span>) {
    match kind {
        Recogniser::Email => contact::emails(text, out),
        Recogniser::Url => contact::urls(text, out),
        Recogniser::Placeholder => contact::placeholders(text, out),
        Recogniser::Number => number::numbers(text, language, out),
        Recogniser::Percent => number::percents(text, language, out),
        Recogniser::Money => money::sums(text, language, out),
        Recogniser::Duration => duration::durations(text, language, out),
        Recogniser::Date => date::dates(text, language, out),
        Recogniser::Time => time::times(text, language, out),
        Recogniser::Iban => identifier::ibans(text, out),
        Recogniser::Card => identifier::cards(text, out),
        Recogniser::Phone => phone::numbers(text, out),
        Recogniser::Name => name::names(text, language, out),
        Recogniser::Reference => reference::references(text, language, out),
        Recogniser::Address => address::addresses(text, out),
        Recogniser::BirthDate => birth::birth_dates(text, language, out),
        Recogniser::TaxId => german::tax_numbers(text, out),
        Recogniser::Insurance => german::insurance_numbers(text, out),
        Recogniser::IdCard => german::id_cards(text, out),
        Recogniser::Handle => contact::handles(text, out),
        Recogniser::UnknownPlaceholder | Recogniser::BarePlaceholder | Recogniser::UnbalancedPlaceholder => {
            placeholder::find(kind, text, &placeholder::Context::default(), out);
        }
    }
}

#[cfg(test)]
mod tests;

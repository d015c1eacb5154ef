//! Understanding text: words, sentences, clauses, quotations, folding, inflection.
//! In: decoded text, and tables from packs. Out: tokens with classes. Part of the build script, so it imports only `span` and `facts`.

pub mod class;
pub mod clause;
pub mod fold;
pub mod gap;
pub mod inflect;
mod links;
mod placeholder;
mod placeholder_words;
pub mod quotation;
pub mod sentence;
pub mod special;
#[cfg(test)]
mod special_tests;
pub mod word;
#[cfg(test)]
mod word_tests;

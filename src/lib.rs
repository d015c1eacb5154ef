//! knigge: a guideline linter for customer-service replies.
//!
//! The way of the data: source → draft → ruleset → findings → report.

pub mod baseline;
pub mod builtin;
pub mod check;
pub mod cli;
pub mod config;
pub mod draft;
pub mod facts;
pub mod finding;
pub mod fix;
pub mod language;
pub mod learn;
pub mod mapped;
pub mod pack;
pub mod phrase;
pub mod prove;
pub mod recognise;
pub mod report;
pub mod ruleset;
pub mod score;
pub mod source;
pub mod span;

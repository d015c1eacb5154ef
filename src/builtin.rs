//! The embedded packs: tables that were compiled when knigge was built, and the texts that they were compiled from.
//! In: what `build.rs` wrote. Out: rulesets.

use crate::facts::Language;
use crate::finding::Mistake;
use crate::language::inflect::Tables;
use crate::pack::{self, Pack};
use crate::ruleset::{Addition, Embedded, Ruleset, Settings, merge};

static GERMAN: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/de.table")));
static ENGLISH: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/en.table")));
static FILES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// Bytes where numbers can be read in place.
#[repr(C, align(4))]
struct Aligned<B: ?Sized>(B);

/// Path (`builtin:de/insults.toml`) and text of every embedded file, by path.
pub fn files() -> &'static [(&'static str, &'static str)] {
    FILES
}

/// The embedded packs, read from their texts.
pub fn packs() -> Vec<Pack> {
    FILES.iter().map(|(path, text)| pack::read(path, text).0).collect()
}

/// The inflection tables of a language.
pub fn tables(language: Language) -> Tables {
    let mut tables = Tables::default();
    let folder = format!("builtin:{}/", language.as_str());
    for (path, text) in FILES.iter().filter(|(path, text)| path.starts_with(&folder) && text.contains("name = \"words\"")) {
        merge(&mut tables, &pack::read(path, text).0.tables);
    }
    tables
}

/// What to check with.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Whether the embedded packs count.
    pub without_builtin: bool,
    /// A company's packs.
    pub packs: Vec<Pack>,
    /// What the configuration adds to lists.
    pub additions: Vec<Addition>,
    /// What it says of rules.
    pub settings: Settings,
}

impl Ruleset {
    /// The embedded packs and nothing else.
    pub fn builtin() -> Ruleset {
        match Ruleset::assemble(&Request::default()) {
            Ok((ruleset, _)) => ruleset,
            // The build stops at a mistake in an embedded pack.
            Err(mistakes) => unreachable!("{mistakes:?}"),
        }
    }

    /// The embedded packs, a company's packs and what its configuration adds, with advice.
    ///
    /// # Errors
    /// Every mistake that shows when packs meet.
    pub fn assemble(request: &Request) -> Result<(Ruleset, Vec<Mistake>), Vec<Mistake>> {
        let active = !request.without_builtin;
        let embedded =
            [(Language::German, &GERMAN.0), (Language::English, &ENGLISH.0)].map(|(language, bytes)| Embedded { language, bytes, active });
        Ruleset::load(&embedded, &request.packs, &request.additions, &request.settings, &tables)
    }
}

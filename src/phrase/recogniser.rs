//! The names of the recognisers that a phrase may use: `#iban`, `#date`, `#name` …
//! In: a name. Out: which recogniser is meant. The code that finds lives in `recognise`, which the build does not need.

/// What is recognised by its shape or its checksum and not by its words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
#[repr(u8)]
pub enum Recogniser {
    /// An international bank account number; checksum, length and structure are right.
    Iban,
    /// A payment card number; Luhn digit, issuer and length are right.
    Card,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A web address, with or without scheme.
    Url,
    /// A number in digits or words.
    Number,
    /// A sum of money.
    Money,
    /// A percentage.
    Percent,
    /// A calendar date, a weekday, a relative day or period; without its preposition.
    Date,
    /// A time of day; without its preposition.
    Time,
    /// A length of time; without its preposition.
    Duration,
    /// A personal name after a salutation or a title; without both.
    Name,
    /// A placeholder that was not filled in.
    Placeholder,
    /// A customer, order, contract or case number, known by the words before it; without them.
    Reference,
    /// A street with its house number, and postcode and town where they follow.
    Address,
    /// A date that is said to be somebody's birth date; without the words that say so.
    BirthDate,
    /// A German tax identification number or tax number.
    TaxId,
    /// A German pension or health insurance number; check digits are right.
    Insurance,
    /// The serial number of a German identity card or passport; the check digit is right or the words before name it.
    IdCard,
    /// An @mention.
    Handle,
    /// A placeholder that its help desk does not fill in.
    UnknownPlaceholder,
    /// A placeholder without a fallback, where its help desk knows fallbacks.
    BarePlaceholder,
    /// A placeholder that is opened and not closed, or closed and not opened.
    UnbalancedPlaceholder,
}

impl Recogniser {
    /// All of them, in order.
    pub const ALL: [Recogniser; 23] = [
        Recogniser::Iban,
        Recogniser::Card,
        Recogniser::Phone,
        Recogniser::Email,
        Recogniser::Url,
        Recogniser::Number,
        Recogniser::Money,
        Recogniser::Percent,
        Recogniser::Date,
        Recogniser::Time,
        Recogniser::Duration,
        Recogniser::Name,
        Recogniser::Placeholder,
        Recogniser::Reference,
        Recogniser::Address,
        Recogniser::BirthDate,
        Recogniser::TaxId,
        Recogniser::Insurance,
        Recogniser::IdCard,
        Recogniser::Handle,
        Recogniser::UnknownPlaceholder,
        Recogniser::BarePlaceholder,
        Recogniser::UnbalancedPlaceholder,
    ];

    /// The name that stands after `#` in a phrase.
    pub fn as_str(self) -> &'static str {
        match self {
            Recogniser::Iban => "iban",
            Recogniser::Card => "card",
            Recogniser::Phone => "phone",
            Recogniser::Email => "email",
            Recogniser::Url => "url",
            Recogniser::Number => "number",
            Recogniser::Money => "money",
            Recogniser::Percent => "percent",
            Recogniser::Date => "date",
            Recogniser::Time => "time",
            Recogniser::Duration => "duration",
            Recogniser::Name => "name",
            Recogniser::Placeholder => "placeholder",
            Recogniser::Reference => "reference",
            Recogniser::Address => "address",
            Recogniser::BirthDate => "birthdate",
            Recogniser::TaxId => "taxid",
            Recogniser::Insurance => "insurance",
            Recogniser::IdCard => "idcard",
            Recogniser::Handle => "handle",
            Recogniser::UnknownPlaceholder => "unknown_placeholder",
            Recogniser::BarePlaceholder => "bare_placeholder",
            Recogniser::UnbalancedPlaceholder => "unbalanced_placeholder",
        }
    }

    /// The recogniser with this name (without `#`, written exactly so).
    pub fn parse(name: &str) -> Option<Recogniser> {
        Recogniser::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_recogniser() {
        for (place, kind) in Recogniser::ALL.into_iter().enumerate() {
            assert_eq!(Recogniser::parse(kind.as_str()), Some(kind));
            assert_eq!(kind as usize, place);
        }
        assert_eq!(Recogniser::parse("Iban"), None);
        assert_eq!(Recogniser::parse("iba"), None);
    }
}

//! Placeholders against what a help desk fills in: unknown ones, ones without a fallback, unbalanced ones.
//! In: text, what a configuration has chosen, what the drafts beside it use. Out: spans, and for an unknown placeholder the one that was probably meant.

mod balance;
mod profile;
mod signs;

pub use profile::{Profile, profiles};

use crate::facts::PlaceholderUse;
use crate::language::special::{self, SpecialKind};
use crate::phrase::Recogniser;
use crate::span::Span;
use signs::{Parts, parts};

/// So many names of a profile make its help desk known, if nearly all placeholders are its own.
const ENOUGH: usize = 4;
/// Where the bits begin that tell with which signs fallbacks were seen.
const FALLBACKS: usize = 32;

/// What a configuration says of placeholders.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Numbers of profiles.
    profiles: Vec<usize>,
    /// Names of a company's own, with their signs where they were written.
    own: Vec<(Option<usize>, String)>,
}

impl Choice {
    /// The choice that `entries` make: names of profiles, and placeholders as they are written (`{{order.eta}}`) or their names (`order.*`).
    pub fn new(entries: &[String]) -> Choice {
        let mut choice = Choice::default();
        for entry in entries {
            match profiles().iter().position(|profile| profile.name == *entry) {
                Some(number) => choice.profiles.push(number),
                None => choice.own.push(match parts(entry) {
                    Some(parts) => (Some(parts.signs), parts.name.to_owned()),
                    None => (None, entry.clone()),
                }),
            }
        }
        choice
    }

    /// Whether an entry can be a placeholder rather than the name of a profile: it has signs, or more than one part.
    pub fn is_own(entry: &str) -> bool {
        parts(entry).is_some() || entry.contains(['.', '_', '*', '-'])
    }

    fn has_own(&self, parts: Parts<'_>) -> bool {
        self.own.iter().any(|(signs, name)| signs.is_none_or(|signs| signs == parts.signs) && profile::fits(name, parts.name))
    }

    /// The profiles that are chosen and have these signs.
    fn chosen(&self, signs: usize) -> impl Iterator<Item = &'static Profile> {
        self.profiles.iter().filter_map(|number| profiles().get(*number)).filter(move |profile| profile.signs == signs)
    }
}

/// What placeholders are judged by.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// What the configuration says.
    pub choice: std::sync::Arc<Choice>,
    /// What the drafts beside this one use.
    pub used: PlaceholderUse,
}

/// What the placeholders of some drafts tell of their help desk: one that knows at least nine in ten of them, and with which signs fallbacks are written.
pub fn used<'t>(texts: impl Iterator<Item = &'t str>) -> PlaceholderUse {
    let (mut counts, mut total, mut fallbacks) = ([0_usize; FALLBACKS], 0, 0_u64);
    let mut found = Vec::new();
    for text in texts.filter(|text| text.contains(['{', '<', '#', '*'])) {
        found.clear();
        special::find(text, &mut found);
        let placeholders = found.iter().filter(|special| special.kind == SpecialKind::Placeholder);
        for parts in placeholders.filter_map(|special| parts(&text[special.span.range()])) {
            if parts.fallback {
                fallbacks |= 1 << (FALLBACKS + parts.signs);
            }
            if parts.is_machine() {
                total += 1;
                profile::of_signs(parts.signs)
                    .filter(|(_, profile)| profile.claims(parts.name))
                    .for_each(|(number, _)| counts[number] += 1);
            }
        }
    }
    let best = counts.iter().copied().max().unwrap_or(0);
    let clear = best >= ENOUGH && best * 10 >= total * 9;
    let desks =
        counts.iter().enumerate().filter(|(_, count)| clear && **count == best).fold(0, |desks, (number, _)| desks | 1_u64 << number);
    PlaceholderUse(desks | fallbacks)
}

/// Appends the places of `text` that `kind`, one of the three about placeholders, recognises.
pub fn find(kind: Recogniser, text: &str, context: &Context, out: &mut Vec<Span>) {
    if kind == Recogniser::UnbalancedPlaceholder {
        balance::unbalanced(text, out);
        return;
    }
    let mut found = Vec::new();
    special::find(text, &mut found);
    found.retain(|special| special.kind == SpecialKind::Placeholder);
    if found.is_empty() {
        return;
    }
    let context = Context { used: PlaceholderUse(context.used.0 | used(std::iter::once(text)).0), choice: context.choice.clone() };
    out.extend(found.iter().map(|special| special.span).filter(|span| {
        parts(&text[span.range()]).is_some_and(|parts| match kind {
            Recogniser::BarePlaceholder => context.is_bare(parts),
            _ => context.is_unknown(parts),
        })
    }));
}

impl Context {
    /// The placeholder that was probably meant by `placeholder`.
    pub fn meant(&self, placeholder: &str) -> Option<String> {
        let parts = parts(placeholder)?;
        let near = self.near(parts)?;
        Some(format!("{}{near}{}", &placeholder[..parts.place.start], &placeholder[parts.place.end..]))
    }

    fn near(&self, parts: Parts<'_>) -> Option<&str> {
        let own = self.choice.own.iter().filter(|(signs, name)| signs.is_none_or(|signs| signs == parts.signs) && !name.contains('*'));
        let own = profile::nearest(parts.name, own.map(|(_, name)| name.as_str()));
        own.or_else(|| self.desks(parts.signs).find_map(|profile| profile.near(parts.name)))
    }

    /// The help desks that a placeholder may be meant for: those chosen, else those that were recognised, else all with such signs.
    fn desks(&self, signs: usize) -> impl Iterator<Item = &'static Profile> {
        let is_chosen = !self.choice.profiles.is_empty();
        let is_recognised = self.is_recognised(signs);
        let counts = move |number: &usize| match (is_chosen, is_recognised) {
            (true, _) => self.choice.profiles.contains(number),
            (false, true) => self.used.0 & 1 << number != 0,
            (false, false) => true,
        };
        profile::of_signs(signs).filter(move |(number, _)| counts(number)).map(|(_, profile)| profile)
    }

    /// Whether the drafts beside it show which of the help desks with such signs it is.
    fn is_recognised(&self, signs: usize) -> bool {
        profile::of_signs(signs).any(|(number, _)| self.used.0 & 1 << number != 0)
    }

    fn is_unknown(&self, parts: Parts<'_>) -> bool {
        if self.choice.has_own(parts) {
            return false;
        }
        let is_chosen = !self.choice.profiles.is_empty();
        if is_chosen && !parts.is_machine() && self.choice.chosen(parts.signs).next().is_none() {
            // A gap that people fill in.
            return false;
        }
        if self.desks(parts.signs).any(|profile| profile.lists(parts.name)) {
            return false;
        }
        let has_slipped = self.near(parts).is_some();
        let known = self.desks(parts.signs).any(|profile| profile.has(parts.name));
        if is_chosen {
            return !known || has_slipped;
        }
        if self.choice.own.iter().any(|(signs, _)| *signs == Some(parts.signs)) {
            return true;
        }
        // Nobody has said which help desk it is: a slip is one anywhere, a strange name only where the drafts beside it leave no doubt.
        let listed = profile::of_signs(parts.signs).any(|(_, profile)| profile.lists(parts.name));
        has_slipped && !listed || self.is_recognised(parts.signs) && !known && parts.is_path()
    }

    fn is_bare(&self, parts: Parts<'_>) -> bool {
        if parts.fallback || !parts.is_machine() {
            return false;
        }
        if !self.choice.profiles.is_empty() {
            return self
                .choice
                .chosen(parts.signs)
                .any(|profile| profile.fallback && (profile.has(parts.name) || self.choice.has_own(parts)));
        }
        let claiming: Vec<&Profile> = self.desks(parts.signs).filter(|profile| profile.claims(parts.name)).collect();
        if !claiming.iter().all(|profile| profile.fallback) {
            return false;
        }
        // It is known that fallbacks are written here, or that there is a help desk with them behind these signs.
        let is_written = self.used.0 & 1 << (FALLBACKS + parts.signs) != 0;
        let is_alone = profile::of_signs(parts.signs).count() == 1;
        is_written || !claiming.is_empty() && (is_alone || self.is_recognised(parts.signs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(kind: Recogniser, text: &'t str, entries: &[&str]) -> Vec<&'t str> {
        let entries: Vec<String> = entries.iter().map(|entry| (*entry).to_owned()).collect();
        let context = Context { choice: std::sync::Arc::new(Choice::new(&entries)), used: PlaceholderUse::default() };
        let mut spans = Vec::new();
        find(kind, text, &context, &mut spans);
        spans.iter().map(|span| &text[span.range()]).collect()
    }

    fn unknown<'t>(text: &'t str, entries: &[&str]) -> Vec<&'t str> {
        found(Recogniser::UnknownPlaceholder, text, entries)
    }

    fn bare<'t>(text: &'t str, entries: &[&str]) -> Vec<&'t str> {
        found(Recogniser::BarePlaceholder, text, entries)
    }

    #[test]
    fn without_a_choice_only_slips_are_unknown() {
        for (text, expected) in [
            ("Hi {{ticket.requestor.name}},", "{{ticket.requestor.name}}"),
            ("Hi {{ frist_name | fallback: \"there\" }},", "{{ frist_name | fallback: \"there\" }}"),
            ("Guten Tag #{ticket.custmer.lastname},", "#{ticket.custmer.lastname}"),
            ("Hello %{recipient.nmae},", "%{recipient.nmae}"),
            ("Hi {%custommer.firstName%},", "{%custommer.firstName%}"),
            ("Hallo <OTRS_CUSTOMER_REALNAM>,", "<OTRS_CUSTOMER_REALNAM>"),
        ] {
            assert_eq!(unknown(text, &[]), [expected]);
        }
        for text in [
            "{{order_number}} {{my.thing}} {{contact.firstname}} {{contact.first_name}} {{customer.full_name}}",
            "#{ticket.eta} %{my.name} {{var shipment.eta}} {{ticket.ticket_field_360001}} {{dc.greeting}} <OTRS_CUSTOMER_DATA_Branch>",
            "[Name] [insert date] XXX {name} <Name> {{clipboard}} ###FOO###",
        ] {
            assert_eq!(unknown(text, &[]), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn a_choice_is_strict_with_what_machines_fill_in() {
        let text = "{{ticket.requester.name}} {{order.eta}} {{dc.bye}} #{ticket.id} [Name] {name} XXX {% if x %}";
        assert_eq!(unknown(text, &["zendesk"]), ["{{order.eta}}", "#{ticket.id}"]);
        assert_eq!(unknown(text, &["zendesk", "{{order.*}}"]), ["#{ticket.id}"]);
        assert_eq!(unknown(text, &["zendesk", "order.eta", "zammad"]), Vec::<&str>::new());
        assert_eq!(unknown("#{ticket.eta} #{ticket.nubmer}", &["zammad"]), ["#{ticket.nubmer}"]);
        assert_eq!(unknown("{{first_name}} {{frist_name}} {{any_thing}}", &["intercom"]), ["{{frist_name}}"]);
        assert_eq!(unknown("{{a.b}} {{a.c}} #{x.y}", &["{{a.b}}"]), ["{{a.c}}"]);
    }

    #[test]
    fn the_drafts_beside_it_tell_the_help_desk() {
        let known = "{{ticket.requester.name}} {{ticket.title}} {{ticket.id}} {{current_user.first_name}}";
        let text = format!("{known} {{{{order_number}}}} {known} {known}");
        assert_eq!(unknown(&text, &[]), ["{{order_number}}"]);
        let mixed = format!("{known} {{{{order_number}}}} {{{{delivery_day}}}} {{{{shop_name}}}}");
        assert_eq!(unknown(&mixed, &[]), Vec::<&str>::new());
    }

    #[test]
    fn what_was_meant_keeps_signs_and_fallback() {
        let context = Context::default();
        assert_eq!(context.meant("{{ frist_name | fallback: \"x\" }}").as_deref(), Some("{{ first_name | fallback: \"x\" }}"));
        assert_eq!(context.meant("{{nothing_like_it}}"), None);
    }

    #[test]
    fn bare_is_what_could_have_a_fallback() {
        assert_eq!(bare("Hi {%customer.firstName%},", &[]), ["{%customer.firstName%}"]);
        assert_eq!(bare("Hi {%customer.firstName,fallback=there%},", &[]), Vec::<&str>::new());
        assert_eq!(bare("Hi {{first_name}}, {{company | fallback: \"you\"}}", &[]), ["{{first_name}}"]);
        assert_eq!(bare("Hi {{first_name}},", &[]), Vec::<&str>::new());
        assert_eq!(bare("Hi {{first_name}},", &["intercom"]), ["{{first_name}}"]);
        let mixed = "Hi {{ticket.requester.name}}, {{first_name}} {{company | fallback: \"you\"}}";
        assert_eq!(bare(mixed, &[]), ["{{first_name}}"]);
        assert_eq!(bare("Hi {{ticket.requester.name}}, #{ticket.customer.lastname} [Name]", &["zendesk"]), Vec::<&str>::new());
    }
}

//! German adjectives: degrees, umlauts, contractions, and those in -en that are no verbs.

use super::*;

const PARADIGMS: &str = "
dumm: dumm* dümmer* dümmst-
gut: gut* besser* best-
klein: klein* kleiner* kleinst-
schnell: schnell* schneller* schnellst*
hart: hart* härter* härtest-
groß: groß* größer* größt-
hoch: hoch hohe hohem hohen hoher hohes höher* höchst*
nett: nett* netter* nettest-
billig: billig* billiger* billigst-
idiotisch: idiotisch* idiotischer* idiotischst-
dunkel: dunkel dunkle dunklem dunklen dunkler* dunkles dunkelst-
teuer: teuer teure teurem teuren teurer* teures teuerst-
sicher: sicher* sicherer* sicherst-
böse: böse böser* bösem bösen böses bösest-
müde: müde müder* müdem müden müdes müdest-
neu: neu* neuer* neust- neuest-
dringend: dringend* dringender* dringendst-
trocken: trocken* trockne trocknem trocknen trockner* trocknes trockener* trockenst-
zufrieden: zufrieden* zufriedener* zufriedenst-
bescheiden: bescheiden* bescheidener* bescheidenst-
beschissen: beschissen* beschissener* beschissenst-
albern: albern* alberner* albernst-
golden: golden*
tot: tot*
verschieden: verschieden*
lila: lila
viel: viel* mehr meist*
unklug: unklug* unklüger* unklügst-
kundenfreundlich: kundenfreundlich* kundenfreundlicher* kundenfreundlichst*
gesund: gesund* gesünder* gesunder* gesündest- gesundest-
";

#[test]
fn whole_paradigms() {
    paradigms(PARADIGMS, Language::German, WordKind::Adjective);
}

#[test]
fn forms_that_do_not_exist() {
    never(
        "
dumm: dummst dummste dummer. dümme
hoch: hoche hochem hochst
dunkel: dunkele dunkeler
teuer: teuere. teuerere
gut: guter. guterer gutest
klug: klugste kluger. klugerer
viel: vil vile mehre mehren
tot: toteste totere
dringend: dringendest
frech: frechest
",
        Language::German,
    );
}

#[test]
fn shapes() {
    let german = |lemma, form| shape(lemma, form, Language::German);
    assert_eq!(german("dumm", "dümmeren"), Shape::ADJECTIVE | Shape::COMPARATIVE);
    assert_eq!(german("dumm", "dümmsten"), Shape::ADJECTIVE | Shape::SUPERLATIVE);
    // schneller Tarif, schneller als: one spelling, two readings.
    assert!(german("schnell", "schneller").contains(Shape::ADJECTIVE | Shape::COMPARATIVE));
    assert_eq!(german("klug", "kluger"), Shape::ADJECTIVE);
}

#[test]
fn what_is_verb_and_adjective_has_the_forms_of_both() {
    let inflected = known("überlegen", Language::German);
    assert_eq!(inflected.kind, WordKind::Verb);
    assert!(texts(&inflected.forms).is_superset(&expanded("überlegt* überlege überlegen* überlegener*")));
}

#[test]
fn unlisted_adjectives() {
    let inflected = |lemma| inflect(lemma, Language::German, &Tables::default());
    assert!(inflected("unerschütterlich").sure);
    assert!(!inflected("baff").sure);
    assert_eq!(texts(&inflected("grantelnd").forms), expanded("grantelnd*"), "participles are not compared");
}

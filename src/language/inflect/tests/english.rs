//! English verbs, nouns and adjectives.

use super::*;

const VERBS: &str = "
go: go goes went gone going
be: be am are is was were been being
have: have has had having
do: do does did done doing
can: can could
make: make makes made making
take: take takes took taken taking
pay: pay pays paid paying pay's pays'
overpay: overpay overpays overpaid overpaying
unban: unban unbans unbanned unbanning
rewrite: rewrite rewrites rewrote rewritten rewriting
lie: lie lies lied lying lay lain lie's lies'
begin: begin begins began begun beginning
forget: forget forgets forgot forgotten forgetting
put: put puts putting
swear: swear swears swore sworn swearing
apologize: apologize apologizes apologized apologizing
apologise: apologise apologises apologised apologising
deny: deny denies denied denying
stay: stay stays stayed staying stay's stays'
agree: agree agrees agreed agreeing
refer: refer refers referred referring
offer: offer offers offered offering offer's offers'
deliver: deliver delivers delivered delivering
travel: travel travels travelled traveled travelling traveling travel's travels'
panic: panic panics panicked panicking panic's panics'
refund: refund refunds refunded refunding refund's refunds'
stop: stop stops stopped stopping stop's stops'
promise: promise promises promised promising promise's promises'
fix: fix fixes fixed fixing fix's fixes'
quit: quit quits quitted quitting
";

const NOUNS: &str = "
idiot: idiot idiots idiot's idiots'
moron: moron morons moron's morons'
child: child children child's children's
woman: woman women woman's women's
salesman: salesman salesmen salesman's salesmen's
knife: knife knives knife's knives'
thief: thief thieves thief's thieves'
mouse: mouse mice mouse's mice's
crisis: crisis crises crisis's crises'
analysis: analysis analyses analysis's analyses'
datum: datum data datum's data's
company: company companies company's companies'
person: person people persons person's people's persons'

church: church churches church's churches'
wolf: wolf wolves wolf's wolves'
belief: belief beliefs belief's beliefs'
hero: hero heroes hero's heroes'
photo: photo photos photo's photos'
monarch: monarch monarchs monarch's monarchs'
human: human humans human's humans'
grandchild: grandchild grandchildren grandchild's grandchildren's
information: information information's
";

const ADJECTIVES: &str = "
stupid: stupid stupider stupidest
good: good better best
bad: bad worse worst
big: big bigger biggest
easy: easy easier easiest
nice: nice nicer nicest
simple: simple simpler simplest
shy: shy shyer shier shyest shiest
cheap: cheap cheaper cheapest
unlucky: unlucky unluckier unluckiest
reliable: reliable
clueless: clueless
far: far farther further farthest furthest
ugly: ugly uglier ugliest
grey: grey greyer greyest
";

#[test]
fn whole_paradigms() {
    // Words that are in two tables count as verbs first.
    paradigms(VERBS, Language::English, WordKind::Verb);
    paradigms(NOUNS, Language::English, WordKind::Noun);
    paradigms(ADJECTIVES, Language::English, WordKind::Adjective);
}

#[test]
fn forms_that_do_not_exist() {
    never(
        "
make: maked makeing
offer: offerred offerring
stop: stoped stoping
agree: agreing
missing: missang missung missings
outcome: outcame outcoming
human: humen
unstable: unstables
child: childs
idiot: idioted idioting idiotes
Snake: Snaked Snaking
unban: unbaned unbaning
caddie: caddice
foreman: foremans foremanned
reliable: reliabler
good: gooder
promise: promissed promiseing
",
        Language::English,
    );
}

#[test]
fn shapes() {
    let english = |lemma, form| shape(lemma, form, Language::English);
    assert!(english("pay", "paying").contains(Shape::PRESENT_PARTICIPLE | Shape::GERUND));
    assert!(english("pay", "paid").contains(Shape::FINITE | Shape::PARTICIPLE));
    assert!(!english("take", "took").contains(Shape::PARTICIPLE));
    assert!(english("cheap", "cheaper").contains(Shape::COMPARATIVE));
    assert!(english("idiot", "idiots").contains(Shape::NOUN | Shape::PLURAL));
    assert!(english("promise", "promises").contains(Shape::NOUN | Shape::FINITE));
}

#[test]
fn unlisted_words() {
    let guessed = known("gronk", Language::English);
    assert!(!guessed.sure && guessed.kind == WordKind::Verb);
    assert!(texts(&guessed.forms).is_superset(&expanded("gronk gronks gronked gronking gronk's")));
    assert_eq!(
        texts(&known("paper-licker", Language::English).forms),
        expanded("paper-licker paper-lickers paper-licker's paper-lickers'")
    );
    assert_eq!(texts(&known("three-faced", Language::English).forms), expanded("three-faced"));
    assert_eq!(texts(&known("turniphead", Language::English).forms), expanded("turniphead turnipheads turniphead's turnipheads'"));
    for lemma in ["monetize", "rudeness", "spineless"] {
        assert!(inflect(lemma, Language::English, &Tables::default()).sure, "{lemma}");
    }
    assert_eq!(texts(&known("Grumpy-Net", Language::English).forms).len(), 4, "a name, its plural, its possessives");
    assert!(texts(&known("Salesman", Language::English).forms).contains("Salesmen"));
}

//! German verbs: weak, strong, mixed, modal, with prefixes and with particles.

use super::*;

/// Every form of every line; `*` declines.
const PARADIGMS: &str = "
sagen: sagen sage sagst sagt sagte sagtest sagten sagtet sag gesagt* sagend* sagest saget
löschen: löschen lösche löschst löscht löschte löschtest löschten löschtet lösch gelöscht* löschend* löschest löschet
arbeiten: arbeiten arbeite arbeitest arbeitet arbeitete arbeitetest arbeiteten arbeitetet gearbeitet* arbeitend*
rechnen: rechnen rechne rechnest rechnet rechnete rechnetest rechneten rechnetet gerechnet* rechnend*
lernen: lernen lerne lernst lernt lernte lerntest lernten lerntet lern gelernt* lernend* lernest lernet
ändern: ändern ändere ändre änderst ändert änderte ändertest änderten ändertet änder geändert* ändernd*
sammeln: sammeln sammele sammle sammelst sammelt sammelte sammeltest sammelten sammeltet sammel gesammelt* sammelnd*
reisen: reisen reise reist reiste reistest reisten reistet reis gereist* reisend* reisest reiset
grüßen: grüßen grüße grüßt grüßte grüßtest grüßten grüßtet grüß gegrüßt* grüßend* grüßest grüßet
informieren: informieren informiere informierst informiert* informierte informiertest informierten informiertet informier informierend* informierest informieret
schmieren: schmieren schmiere schmierst schmiert schmierte schmiertest schmierten schmiertet schmier geschmiert* schmierend* schmierest schmieret
beleidigen: beleidigen beleidige beleidigst beleidigt* beleidigte beleidigtest beleidigten beleidigtet beleidigend* beleidigest beleidiget
gehören: gehören gehöre gehörst gehört* gehörte gehörtest gehörten gehörtet gehör gehörend* gehörest gehöret
zeigen: zeigen zeige zeigst zeigt zeigte zeigtest zeigten zeigtet zeig gezeigt* zeigend* zeigest zeiget
bessern: bessern bessere bessre besserst bessert besserte bessertest besserten bessertet besser gebessert* bessernd*
überweisen: überweisen überweise überweist überwies überwiest überwiesest überwiesen* überwiese überwieset überweis überweisend* überweisest überweiset
sprechen: sprechen spreche sprichst spricht sprecht sprach sprachst sprachen spracht spräche sprächest sprächst sprächen sprächet sprächt sprich gesprochen* sprechend* sprechest sprechet
versprechen: versprechen verspreche versprichst verspricht versprecht versprach versprachst versprachen verspracht verspräche versprächest versprächst versprächen versprächet versprächt versprich versprochen* versprechend* versprechest versprechet
geben: geben gebe gibst gibt gebt gab gabst gaben gabt gäbe gäbest gäbst gäben gäbet gäbt gib gegeben* gebend* gebest gebet
halten: halten halte hältst hält haltet hielt hieltest hieltst hielten hieltet hielte halt gehalten* haltend* haltest
laden: laden lade lädst lädt ladet lud ludest ludst luden ludet lüde lüdest lüden lüdet lad geladen* ladend* ladest
treten: treten trete trittst tritt tretet trat tratest tratst traten tratet träte trätest träten trätet getreten* tretend* tretest
fahren: fahren fahre fährst fährt fahrt fuhr fuhrst fuhren fuhrt führe führest führst führen führet führt fahr gefahren* fahrend* fahrest fahret
lesen: lesen lese liest lest las lasest last lasen läse läsest läsen läset lies gelesen* lesend* lesest leset
ziehen: ziehen ziehe ziehst zieht zog zogst zogen zogt zöge zögest zögst zögen zöget zögt zieh gezogen* ziehend* ziehest ziehet
helfen: helfen helfe hilfst hilft helft half halfst halfen halft hülfe hülfest hülfst hülfen hülfet hülft hälfe hälfest hälfst hälfen hälfet hälft hilf geholfen* helfend* helfest helfet
stehen: stehen stehe stehst steht stand standest standst standen standet stünde stündest stünden stündet stände ständest ständen ständet steh gestanden* stehend* stehest stehet
bringen: bringen bringe bringst bringt brachte brachtest brachten brachtet brächte brächtest brächten brächtet bring gebracht* bringend* bringest bringet
rennen: rennen renne rennst rennt rannte ranntest rannten ranntet rennte renntest rennten renntet renn gerannt* rennend* rennest rennet
wissen: wissen weiß weißt wisst wisse wusste wusstest wussten wusstet wüsste wüsstest wüssten wüsstet gewusst* wissend* wissest wisset
können: können kann kannst könnt könne konnte konntest konnten konntet könnte könntest könnten könntet gekonnt* könnend* könnest könnet
müssen: müssen muss musst müsst müsse musste musstest mussten musstet müsste müsstest müssten müsstet gemusst* müssend* müssest müsset
mögen: mögen mag magst mögt möge mochte mochtest mochten mochtet möchte möchtest möchten möchtet gemocht* mögend* mögest möget
haben: haben habest habet habe hast hat habt hab hatte hattest hatten hattet hätte hättest hätten hättet gehabt* habend*
sein: sein seiest seiet bin bist ist sind seid sei seist seien war warst waren wart wäre wärest wärst wären wäret wärt gewesen* seiend*
werden: werden werdest werde wirst wird werdet wurde wurdest wurden wurdet würde würdest würden würdet geworden* worden werdend*
tun: tun tuest tuet tue tu tust tut tat tatest tatst taten tatet täte tätest täten tätet getan* tuend*
missverstehen: missverstehen missverstehe missverstehst missversteht missverstand missverstandest missverstandst missverstanden* missverstandet missverstünde missverstündest missverstünden missverstündet missverstände missverständest missverständen missverständet missversteh missverstehend* missverstehest missverstehet
bereiten: bereiten bereite bereitest bereitet* bereitete bereitetest bereiteten bereitetet bereitend*
designen: designen designe designst designt* designte designtest designten designtet designend* designest designet
";

#[test]
fn whole_paradigms() {
    paradigms(PARADIGMS, Language::German, WordKind::Verb);
}

#[test]
fn forms_that_do_not_exist() {
    never(
        "
rennen: rennete gerennt rennst. rinnt
sprechen: sprechst sprecht. gespricht sprechte gesprecht sprächte
reisen: reisst
arbeiten: arbeitt arbeitst gearbeit arbeit
informieren: geinformiert informire
versprechen: geversprochen vergesprochen versprechte
bereiten: beritt beritten gebereitet
begleiten: beglitt beglitten
sein: seit seint gesein
müssen: musset muss! mussst
fahren: fähr fahrst
wissen: weiße weißst wisst.
kaufen: käuft gekaufen
beantragen: beantrug beantragen. geantragt
",
        Language::German,
    );
}

#[test]
fn shapes() {
    let german = |lemma, form| shape(lemma, form, Language::German);
    assert!(german("sagen", "sagen").contains(Shape::INFINITIVE | Shape::FINITE | Shape::VERB));
    assert!(german("sagen", "sagte").contains(Shape::FINITE));
    assert!(!german("sagen", "gesagt").intersects(Shape::FINITE | Shape::ADJECTIVE));
    assert!(german("sagen", "gesagten").contains(Shape::PARTICIPLE | Shape::ADJECTIVE));
    assert!(german("sagen", "sagender").contains(Shape::PRESENT_PARTICIPLE));
    assert!(german("versprechen", "versprochen").contains(Shape::PARTICIPLE));
    assert!(german("geben", "gib").contains(Shape::IMPERATIVE));
    assert!(german("beantragen", "beantragt").contains(Shape::FINITE | Shape::PARTICIPLE));
    assert!(german("können", "könnte").contains(Shape::FINITE));
}

#[test]
fn verbs_that_no_table_knows() {
    let bare = |lemma| inflect(lemma, Language::German, &Tables::default());
    let inflected = bare("verschlimmbessern");
    assert!(!inflected.sure);
    assert!(texts(&inflected.forms).is_superset(&expanded("verschlimmbessert* verschlimmbesserte verschlimmbessre")));
    assert!(bare("digitalisieren").sure);
    assert!(texts(&bare("googeln").forms).is_superset(&expanded("gegoogelt* google googele")));
    // What an author adds wins.
    let mut tables = Tables::default();
    tables.add(WordKind::Verb, "löschen", &["lischt".to_owned(), "losch".to_owned(), "geloschen".to_owned()]).unwrap();
    assert!(texts(&inflect("verlöschen", Language::German, &tables).forms).contains("verlosch"));
}

#[test]
fn participles_are_no_infinitives() {
    for lemma in ["verboten", "gelogen", "gelöscht", "beleidigt", "versprochen"] {
        let inflected = known(lemma, Language::German);
        assert_eq!(inflected.kind, WordKind::Adjective, "{lemma}");
        assert_eq!(texts(&inflected.forms), expanded(&format!("{lemma}*")));
        assert!(inflected.sure && inflected.forms.iter().all(|form| form.shape.contains(Shape::PARTICIPLE)));
    }
    for lemma in ["vergessen", "gefallen", "erhalten", "behalten", "verraten", "beladen"] {
        assert_eq!(known(lemma, Language::German).kind, WordKind::Verb, "{lemma}");
    }
}

#[test]
fn separable_verbs() {
    let zusagen = separable("zu", "sagen", &GERMAN);
    assert!(zusagen.sure);
    assert_eq!(
        texts(&zusagen.joined),
        expanded("zusagen zuzusagen zugesagt* zusagend* zusage zusagst zusagt zusagest zusaget zusagte zusagtest zusagten zusagtet")
    );
    assert_eq!(texts(&zusagen.finite), expanded("sage sagst sagt sagest saget sagen sagte sagtest sagten sagtet sag"));
    let kommen = separable("zurück", "bekommen", &GERMAN);
    assert!(texts(&kommen.joined).is_superset(&expanded("zurückbekommen* zurückzubekommen zurückbekommt zurückbekam")));
    assert!(!texts(&kommen.joined).contains("zurückgebekommen"));
    let bereiten = separable("vor", "bereiten", &GERMAN);
    assert!(texts(&bereiten.joined).is_superset(&expanded("vorbereitet* vorzubereiten vorbereitete")));
    let geben = separable("ab", "geben", &GERMAN);
    assert!(texts(&geben.joined).is_superset(&expanded("abgegeben* abzugeben abgibt abgäbe")));
    assert!(texts(&geben.finite).contains("gib"));
    assert!(!separable("an", "frotzen", &GERMAN).sure);
}

#[test]
fn separable_verbs_without_their_bar() {
    let inflected = known("anrufen", Language::German);
    assert!(!inflected.sure, "the author is told");
    let found = texts(&inflected.forms);
    assert!(found.is_superset(&expanded("angerufen* anzurufen anrief")) && !found.contains("geanruft"));
    assert_eq!(known("antworten", Language::German).forms, inflect("antworten", Language::German, &GERMAN).forms);
    assert!(texts(&known("antworten", Language::German).forms).contains("geantwortet"));
}

#[test]
fn what_stands_behind_a_particle() {
    let bases = |word| super::super::behind_particle(word).collect::<Vec<_>>();
    assert_eq!(bases("absperren"), ["sperren"]);
    assert_eq!(bases("zurueckschieben"), ["rueckschieben", "schieben"], "each way to cut it");
    assert_eq!(bases("gegenueberstehen"), ["stehen"]);
    assert!(bases("sperren").is_empty());
}

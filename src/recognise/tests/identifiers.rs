//! Identifiers: IBAN, cards, phones, references, addresses, German numbers, birth dates.
//! In: tables. Out: passed or failed.

use super::table;
use crate::phrase::recogniser::Recogniser;

#[test]
fn ibans() {
    table(
        Recogniser::Iban,
        &[
            "Ihre IBAN ‹DE89 3704 0044 0532 0130 00› ist da.",
            "‹DE89370400440532013000›",
            "‹de89 3704 0044 0532 0130 00›",
            "‹AL47-2121-1009-0000-0002-3569-8741›",
            "‹VG96 VPVG 0000 0123 4567 8901› X in a sentence",
            "(‹AT611904300234573201›), ‹CH9300762011623852957›.",
            "DE89 3704 0044 0532 0130 01",
            "DE89370400440532013000X",
            "GI75 aWBK 0000 0000 7099 453",
            "AL47/2121/1009/0000/0002/3569/8741",
            "DE12",
            "keine IBAN",
        ],
    );
}

#[test]
fn cards() {
    table(
        Recogniser::Card,
        &[
            "‹4012888888881881› ‹4012-8888-8888-1881› ‹4012 8888 8888 1881›",
            "Karte ‹4111 1111 1111 1111› 12/27",
            "‹371449635398431› und ‹3714 496353 98431›",
            "‹3056 930902 5904›",
            "Kreditkartennummer: ‹5555555555554444›",
            "4012-8888-8888-1882",
            "4006381333931",
            "Bestellnummer 4111111111111111",
            "DE89 3704 0044 0532 0130 00",
            "0000 0000 0000 0000",
            "41111111111111111111",
            "12.4111111111111111",
        ],
    );
}

#[test]
fn phones() {
    table(
        Recogniser::Phone,
        &[
            "Tel. ‹0221 4711-0›",
            "‹0221/4711-23›",
            "‹(0221) 47 11 23›",
            "‹+49 221 471123›",
            "‹+49 (0) 221 / 47 11 - 23›",
            "‹+49 (0)221 471123›",
            "‹0049 221 471123›",
            "‹0170 1234567›",
            "‹01701234567›",
            "‹0151-23456789›",
            "‹030 123456› oder ‹089/12 34 56-0›",
            "unter der Nummer ‹0800 1234567›",
            "‹0800 330 1000› (kostenlos)",
            "‹+43 1 5123456›",
            "‹+41 44 668 18 00›",
            "‹020 7946 0958›",
            "‹0161 496 0000›",
            "‹07700 900123›",
            "‹+44 (20) 7123 4567›",
            "‹+44 20 7946 0958›",
            "‹(415) 555-0132› and ‹(415)555-0132›",
            "‹415-555-0132›",
            "‹1-800-555-0199›",
            "‹415.555.0132›",
            "‹+1 415 555 0132›",
            "‹+33 1 42 68 53 00›",
            "‹09-7625400›",
            "Telefon: ‹47 11 23›",
            "Hotline ‹11833›",
            "call us on ‹0345 600 1234 ext. 12›",
            "erreichen Sie uns unter ‹0221 471123› 24 Stunden",
            "Zug RE 12, Telefon ‹0221 471123›",
        ],
    );
}

#[test]
fn no_phones() {
    table(
        Recogniser::Phone,
        &[
            // Written like an IBAN, with a slip.
            "BE71 0961 2345 6760",
            "EE38 2200 2210  014 5686",
            "G T82 TRAJ 0102 0000 0012 1002 9690",
            "TL38 0080 0123 4567 8910 158",
            "FR14 2004 1010 0505 0001 3M02 607",
            "03.05.2026",
            "2026-05-03",
            "am 3.5. um 14:30",
            "Kundennummer 0221 4711",
            "Bestellung 415-555-0132",
            "01067 Dresden",
            "50674 Köln",
            "1.234,56 €",
            "0800 Euro",
            "10.0.0.1",
            "4711",
            "2025/2026",
            "8-18 Uhr",
            "DE89 3704 0044 0532 0130 00",
            "K-0221-471123",
            "123456789012",
            "+5 %",
            "+100 Punkte",
            "24/7",
            "ISBN 978-3-16-148410-0",
            "0,5 Liter",
            "100 000 000",
            "1000-2000 Stück",
            "v0.12.345",
            "(2026)",
        ],
    );
}

#[test]
fn references() {
    table(
        Recogniser::Reference,
        &[
            "Ihre Kundennummer ‹4711-22› haben wir.",
            "Kd.-Nr.: ‹K-20931›",
            "Kd.Nr. ‹20931›",
            "KdNr ‹20931›",
            "Kunden-Nr. ‹4711›",
            "order no. ‹20-1183›",
            "Order #‹20931›",
            "your order ‹AB-20931› is late",
            "Vertragsnummer ‹VT 8831 22›",
            "policy ‹PT-330912›",
            "ticket #‹4711›",
            "Ticket ‹4711›",
            "Zählernummer: ‹1ESY1160000000›",
            "account number ‹12345678›",
            "booking ref ‹ABC123›",
            "booking reference number is ‹ABC123›",
            "Ihre Kundennummer lautet ‹4711›.",
            "Rechnung ‹RE-2026-001›",
            "Rechnungsnr. ‹2026001›",
            "Auftrag ‹88123› ist da",
            "Kennzeichen ‹B AB 1234›",
            "Aktenzeichen ‹12-345/26›",
            "Az. ‹12345/26›",
            "Mitgliedsnummer „‹4711›“",
            "membership ID: ‹99120›",
            "case number ‹00412345›",
            "claim ‹CL 2209 11›",
            "Sendungsnummer ‹00340434161094000001›",
            "Versicherungsschein-Nr. ‹LV 123 456 789›",
            "Kundennummer: ‹123 456 789› und mehr",
            "Buchungscode ‹X7KQ2P›",
            "Ihre Kundennumer ‹30077812›",
            "Your account with us is ‹8830-2217›.",
            "Golf, ‹HH-RM 1967›, oder?",
            "receipt ‹RF-20931›",
        ],
    );
}

#[test]
fn no_references() {
    table(
        Recogniser::Reference,
        &[
            "Ihre Kundennummer finden Sie oben.",
            "AZ21NABZ000000001370100019",
            "Bestellung vom 03.05.2026",
            "Rechnung 05/2026",
            "Rechnung über 64,20 Euro",
            "Rechnung 1200 Euro",
            "order 2 pizzas",
            "contract 2026",
            "Vertrag 2026",
            "Telefonnummer 0221 471123",
            "Hausnummer 14",
            "Artikelnummer 4711",
            "Zimmernummer 12",
            "Ticket 14:30",
            "in this case 100 %",
            "im Fall 3",
            "account 24/7",
            "4711 Köln",
            "Bestellung bis 14:00 Uhr",
            "order 5000 units",
            "Nummer 4711",
            "der Kunde 50 Jahre",
            "Kunden 2000 Euro",
            "an order for 300 people",
            "Faxnummer 4711",
            "Kundennummer XXX",
            "USB-C 3 und DVB-T 2",
            "im RE 4711",
            "your order is here, 20 pieces",
            "best 10000 wishes",
        ],
    );
}

#[test]
fn addresses() {
    table(
        Recogniser::Address,
        &[
            "in der ‹Lindenstraße 14, 50674 Köln›",
            "‹Lindenstr. 14a›",
            "‹Lange Straße 5›, bitte",
            "‹Karl-Marx-Allee 3, 10178 Berlin›",
            "‹Am Alten Markt 3, 50667 Köln›",
            "‹Hauptstraße 12-14\n60311 Frankfurt am Main›",
            "‹Unter den Linden 5, 10117 Berlin›",
            "‹Mariahilfer Straße 1, 1060 Wien›",
            "‹14 Elm Road, Leeds LS1 4AB›",
            "live at ‹14 Elm Road› now",
            "‹221B Baker Street, London NW1 6XE›",
            "‹3843 Peartree Road, Bamblee, SD 20241› 440-600-5124",
            "‹12 St John Street, Bath BA1 1AA›",
            "Sitzplatz 14",
            "Parkplatz 3",
            "der Rechtsweg 2",
            "Straße und Hausnummer",
            "50674 Köln",
            "5 Star Service",
            "24 Hours A Day",
            "3 Wege",
            "auf dem Weg 3 km",
            "Bahnsteig 4",
            "14 elm road",
            "Berg 5",
        ],
    );
}

#[test]
fn german_identifiers() {
    table(
        Recogniser::TaxId,
        &[
            "Meine Steuer-ID: ‹12345678903›.",
            "IdNr. ‹98765432106› liegt vor.",
            "Steuer-ID ‹12 345 678 903›",
            "St.-Nr. ‹123/456/78901› bitte",
            "Steuernummer ‹21/815/08150›",
            "Steuernummer: ‹0981508150999› wurde",
            "12345678901",
            "11111111111",
            "02345678903",
            "1781508150001",
            "Kundennummer 12345678903",
            "01/02/2026",
        ],
    );
    table(
        Recogniser::Insurance,
        &[
            "RVNR: ‹15070649C103› laut Ausweis",
            "KVNR ‹A123456780›",
            "‹a123456780›",
            "A123456787",
            "15070649C100",
            "15420649C103",
            "A1234567890",
        ],
    );
    table(
        Recogniser::IdCard,
        &[
            "Ausweis ‹L01X00T44›",
            "Reisepass ‹C01234565› ausgestellt",
            "Personalausweisnummer ‹L01X00T47›",
            "‹T220001293›",
            "passport no. ‹530019284›",
            "Passwort 530019284",
            "‹l01x00t44›",
            "L01X00T47",
            "T00000000",
            "A01234567",
            "C012345678",
            // Inside of what is written like an IBAN.
            "BG80 BNBG 9661 A020 3456 78",
        ],
    );
}

#[test]
fn birth_dates() {
    table(
        Recogniser::BirthDate,
        &[
            "geboren am ‹3.5.1980›",
            "Geburtsdatum: ‹03.05.1980›",
            "Geburtsdatum ist der ‹3. Mai 1980›",
            "geb. ‹3.5.1980›",
            "(geb. am ‹03.05.1980›)",
            "born on ‹3 May 1980›",
            "DOB: ‹03/05/1980›",
            "date of birth is ‹1980-05-03›",
            "am ‹3.5.1980› geboren",
            "geliefert am 3.5.2026",
            "Geburtstagsaktion bis zum 3.5.2026",
            "born to run",
        ],
    );
}

//! Names behind salutations and titles.
//! In: tables. Out: passed or failed.

use super::table;
use crate::phrase::recogniser::Recogniser;

#[test]
fn names() {
    table(
        Recogniser::Name,
        &[
            "Hallo Frau ‹Schulz›, danke",
            "Hi ‹Tom›,",
            "Hi ‹Tom› thanks for reaching out",
            "Sehr geehrter Herr Dr. ‹von Stein›,",
            "Sehr geehrte Frau ‹Müller-Lüdenscheidt›,",
            "Dear Ms ‹Assange-Moore›,",
            "Dear Mr. ‹O'Brien›",
            "Liebe ‹Anna›, danke",
            "Liebe Frau ‹Schulz›, lieber Herr ‹Meier›,",
            "Hallo ‹Anna› und ‹Ben›,",
            "Guten Tag, Herr ‹Schulz›",
            "Guten Morgen Frau Prof. Dr. ‹Berg›!",
            "@anna_k Hallo ‹Anna›, gerne",
            "@anna_k Liebe ‹Anna›, gerne",
            "wie Herr ‹Schulz› schrieb",
            "Familie ‹Yılmaz›",
            "Good morning ‹Sarah›,",
            "Hey ‹Tim›! 👋",
            "Dear ‹John Smith›,",
            "Hello ‹Mary Jane Watson›, we",
            "Hallo ‹J. Schulz›,",
            "Moin ‹Jens›,",
            "Herr ‹van der Berg› kommt",
            "Hi ‹Zoë› 😊",
            "Sehr geehrte Eheleute ‹Sandmann›,",
            "Dear Mr and Mrs ‹Orton›,",
            "Sehr geehrte Frau Dr. med. ‹Schulz›,",
            "Sehr geehrtes Ehepaar ‹Schulz›,",
            "Danke, alles gut. Danke ‹Anna›, das hilft.",
            "Thanks ‹Tim›! All done",
            "Morning ‹Tim›,",
        ],
    );
}

#[test]
fn no_names() {
    table(
        Recogniser::Name,
        &[
            "Hallo zusammen,",
            "Hi there,",
            "Hello everyone",
            "Dear customer,",
            "Dear Customer,",
            "Guten Tag,",
            "Guten Morgen!",
            "Sehr geehrte Damen und Herren,",
            "Liebe Kundin, lieber Kunde,",
            "Liebes Team,",
            "Liebe Grüße",
            "Liebe Gäste,",
            "Hallo, vielen Dank",
            "Hallo! Danke",
            "Hi, thanks",
            "Hi @anna_k,",
            "Hello Again, how",
            "Dear Sir or Madam,",
            "Dear All,",
            "Hi Team,",
            "Lieber Kaffee als Tee",
            "die liebe Zeit",
            "Eine Frau kam",
            "Miss you",
            "Hallo [Name],",
            "Hallo XXX,",
            "Liebe Filmfreunde,",
            "Danke Ihnen!",
            "Danke Anna hat",
            "in the evening Mass",
            "Thanks for that",
            "Liebe Teilnehmende,",
            "Sehr geehrte/r Frau/Herr",
            "hi tom",
            "Good Day",
            "Hello\nAnna",
        ],
    );
}

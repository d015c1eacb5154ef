//! What the parsers of YAML and TOML say of broken syntax, in German: what is wrong, and what to do.
//! In: what a parser says, in English. Out: the same in German; what is not known here stays as it is, and is told as the parser's words.

/// The German for the first entry of `known` that is a part of `said`.
pub fn german(known: &[(&str, &str)], said: &str) -> String {
    known
        .iter()
        .find(|(english, _)| said.contains(english))
        .map_or_else(|| format!("Das Leseprogramm meldet „{said}“"), |(_, german)| (*german).to_owned())
}

/// Of YAML; the more special first.
pub const YAML: [(&str, &str); 44] = [
    ("simple key expect", "Hier fehlt ein Doppelpunkt hinter dem Schlüssel"),
    (
        "mapping values are not allowed",
        "Ein Doppelpunkt ist hier nicht erlaubt. Steht er in einem Text, setzen Sie den Text in Anführungszeichen",
    ),
    (
        "illegal placement of ':'",
        "Ein Doppelpunkt ist hier nicht erlaubt. Steht er in einem Text, setzen Sie den Text in Anführungszeichen",
    ),
    ("mapping keys are not allowed", "Ein Schlüssel ist hier nicht erlaubt. Stimmt die Einrückung?"),
    ("block sequence entries are not allowed", "Ein Listenpunkt („- “) ist hier nicht erlaubt. Stellen Sie ihn auf eine eigene Zeile"),
    ("did not find expected '-' indicator", "Hier muss ein Listenpunkt („- “) stehen. Stimmt die Einrückung?"),
    ("did not find expected key", "Hier muss ein Schlüssel stehen. Stimmt die Einrückung?"),
    ("did not find expected ',' or '}'", "Hier muss „,“ oder „}“ stehen"),
    ("expected ',' or ']'", "Hier muss „,“ oder „]“ stehen"),
    ("found unexpected end of stream", "Ein Anführungszeichen wird nicht geschlossen"),
    ("found unexpected document indicator", "Ein Anführungszeichen wird vor „---“ nicht geschlossen"),
    ("unknown escape character", "Diese Folge mit „\\“ gibt es nicht. In einfachen Anführungszeichen ist „\\“ ein gewöhnliches Zeichen"),
    ("hexadecimal number", "Hinter \\x, \\u oder \\U stehen zu wenige Ziffern"),
    ("invalid Unicode character", "Dieses Zeichen gibt es in Unicode nicht"),
    ("cannot start with a tab", "Ein Text hinter „|“ oder „>“ darf nicht mit einem Tabulator beginnen. Rücken Sie mit Leerzeichen ein"),
    ("a tab", "Ein Tabulator ist hier nicht erlaubt. Rücken Sie mit Leerzeichen ein"),
    ("tab cannot be used", "Ein Tabulator ist hier nicht erlaubt. Rücken Sie mit Leerzeichen ein"),
    ("indentation indicator equal to 0", "Hinter „|“ oder „>“ muss die Einrückung mindestens 1 sein"),
    ("wrongly indented line", "Diese Zeile ist weniger eingerückt als der Text, zu dem sie gehört"),
    (
        "invalid indentation in quoted scalar",
        "Dieses Anführungszeichen wird nicht geschlossen, oder die nächste Zeile des Textes ist nicht weit genug eingerückt",
    ),
    ("indent", "Diese Zeile ist falsch eingerückt"),
    ("duplicated anchor", "Diesen Anker („&“) gibt es schon"),
    ("unknown anchor", "Den Verweis mit „*“ gibt es nicht; es fehlt das „&“ dazu"),
    (
        "scanning an anchor or alias",
        "Hinter „&“ oder „*“ muss ein Name stehen. Beginnt ein Text damit, setzen Sie ihn in Anführungszeichen",
    ),
    ("trailing content", "Hinter dem schließenden Anführungszeichen steht noch etwas"),
    ("block scalar", "Hinter „|“ oder „>“ darf auf der Zeile nichts stehen"),
    ("cannot start with '-'", "Ein Text darf nicht so mit „-“ beginnen. Setzen Sie ihn in Anführungszeichen"),
    ("unexpected end of plain scalar", "Der Text ist hier zu Ende, ehe er beginnt. Setzen Sie ihn in Anführungszeichen"),
    ("unexpected character", "Mit diesem Zeichen darf ein Text nicht beginnen. Setzen Sie ihn in Anführungszeichen"),
    ("verbatim tag", "Hinter „!<“ fehlt „>“"),
    ("TAG directive", "Eine Zeile, die mit „%“ beginnt, ist für YAML eine Anweisung. Setzen Sie den Text in Anführungszeichen"),
    ("directive", "Eine Zeile, die mit „%“ beginnt, ist für YAML eine Anweisung. Setzen Sie den Text in Anführungszeichen"),
    ("tag", "Ein „!“ am Anfang kündigt in YAML einen Typ an. Setzen Sie den Text in Anführungszeichen"),
    ("unprintable character", "Hier steht ein unsichtbares Steuerzeichen. Löschen Sie es"),
    ("byte order mark", "Mitten in der Datei steht eine Markierung der Kodierung (BOM). Löschen Sie sie"),
    ("after document end marker", "Hinter „...“ darf auf der Zeile nichts stehen"),
    ("incompatible YAML document", "Diese Version von YAML ist nicht bekannt. Löschen Sie die Zeile mit „%YAML“"),
    ("unexpected eof", "Die Datei endet zu früh"),
    ("recursion limit", "Zu viele Ebenen ineinander"),
    ("expected node content", "Hier fehlt ein Wert"),
    ("expected <document", "Das gehört nicht mehr zum Text davor. Stimmt die Einrückung?"),
    ("expected whitespace", "Hier fehlt ein Leerzeichen"),
    ("simple key expected", "Hier muss ein Schlüssel mit Doppelpunkt stehen"),
    ("did not find expected next token", "Hier endet die Datei, oder es fehlt etwas"),
];

/// Of TOML; the more special first.
pub const TOML: [(&str, &str); 36] = [
    ("string values must be quoted", "Ein Text muss in Anführungszeichen stehen: name = \"…\""),
    ("duplicate key", "Diesen Schlüssel gibt es schon. Löschen Sie einen der beiden, oder benennen Sie ihn um"),
    ("missing comma between array", "Zwischen zwei Einträgen der Liste fehlt ein Komma"),
    ("missing comma between key", "Zwischen zwei Einträgen in „{ }“ fehlt ein Komma"),
    ("missing assignment", "Hinter dem Schlüssel fehlt „=“"),
    ("key with no value", "Zu diesem Schlüssel fehlt „= Wert“"),
    ("missing value", "Hinter „=“ fehlt ein Wert"),
    ("extra comma", "Ein Komma ist hier zu viel"),
    ("extra assignment", "Ein „=“ ist hier zu viel"),
    ("extra `=`", "Ein „=“ ist hier zu viel"),
    ("`=` in array", "In einer Liste darf kein „=“ stehen"),
    ("unclosed array table", "Die Überschrift wird nicht geschlossen; es fehlt „]]“"),
    ("unclosed array", "Die Liste wird nicht geschlossen; es fehlt „]“"),
    ("unclosed inline table", "Hier fehlt „}“"),
    ("unclosed table", "Die Überschrift wird nicht geschlossen; es fehlt „]“"),
    ("unquoted keys cannot be empty", "Hier fehlt der Name des Schlüssels"),
    ("keys cannot be multi-line", "Ein Schlüssel darf nur eine Zeile haben"),
    ("invalid unquoted key", "Dieser Schlüssel muss in Anführungszeichen stehen"),
    ("missing key", "Hier fehlt ein Schlüssel"),
    ("invalid literal string", "Der Text in einfachen Anführungszeichen wird auf der Zeile nicht geschlossen. Mehrere Zeilen brauchen '''"),
    ("invalid basic string", "Der Text wird auf der Zeile nicht geschlossen. Mehrere Zeilen brauchen \"\"\""),
    ("invalid multi-line", "Der Text über mehrere Zeilen wird nicht geschlossen"),
    ("missing escaped value", "Hinter „\\“ fehlt ein Zeichen. Für „\\“ selbst schreiben Sie „\\\\“"),
    ("unicode", "Hinter \\u oder \\U stehen zu wenige Ziffern, oder das Zeichen gibt es nicht"),
    ("escape", "Diese Folge mit „\\“ gibt es nicht. Für „\\“ selbst schreiben Sie „\\\\“"),
    ("invalid string", "Der Text ist nicht richtig geschlossen, oder es steht ein Steuerzeichen darin"),
    ("carriage return", "Ein Zeilenende besteht hier aus \\r allein. Speichern Sie die Datei mit üblichen Zeilenenden"),
    ("missing opening quote", "Das öffnende Anführungszeichen fehlt"),
    ("recursion limit", "Zu viele Ebenen ineinander"),
    ("recurse further", "Zu viele Ebenen ineinander"),
    ("leading zero", "Eine Zahl darf nicht mit 0 beginnen. Setzen Sie Kennziffern in Anführungszeichen"),
    ("invalid comment", "Im Kommentar steht ein Steuerzeichen. Löschen Sie es"),
    ("unexpected content", "Das gehört nicht hierher: hinter dem Wert steht noch etwas. Fehlen Anführungszeichen?"),
    ("unexpected key or value", "Das gehört nicht hierher: hinter dem Wert steht noch etwas. Fehlen Anführungszeichen?"),
    ("invalid", "Das ist kein gültiger Wert. Ein Text muss in Anführungszeichen stehen"),
    ("integer", "Das ist keine gültige Zahl"),
];

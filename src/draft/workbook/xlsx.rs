//! XLSX: shared strings, inline strings and values of the cells of every sheet.
//! In: the parts of the package. Out: cells. Rich text is one text; how it looks, and phonetic help, are left out.

use super::{Cells, Parts, Refusal, attribute, damaged, reference};
use quick_xml::Reader;
use quick_xml::events::Event;

/// Reads all sheets.
pub(super) fn read(parts: &mut Parts) -> Result<Cells, Refusal> {
    let Some(workbook) = parts.get("xl/workbook.xml")? else {
        return Err(damaged("xl/workbook.xml fehlt / is missing"));
    };
    let relations =
        parts.get("xl/_rels/workbook.xml.rels")?.map(|xml| pairs(&xml, "Relationship", "Id", "Target")).transpose()?.unwrap_or_default();
    let shared = match parts.get("xl/sharedStrings.xml")? {
        Some(xml) => strings(&xml)?,
        None => Vec::new(),
    };
    let mut cells = Cells::default();
    for (number, (name, id)) in pairs(&workbook, "sheet", "name", "r:id")?.into_iter().enumerate() {
        let target = relations.iter().find(|(known, _)| *known == id).map(|(_, target)| target.clone());
        let target = target.unwrap_or_else(|| format!("worksheets/sheet{}.xml", number + 1));
        let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        let Some(xml) = parts.get(&path)? else { continue };
        cells.grid.sheets.push(name);
        sheet(&xml, &shared, &mut cells)?;
    }
    Ok(cells)
}

/// Two attributes of every element of a name.
fn pairs(xml: &str, element: &str, first: &str, second: &str) -> Result<Vec<(String, String)>, Refusal> {
    let mut reader = Reader::from_str(xml);
    let mut pairs = Vec::new();
    loop {
        match reader.read_event().map_err(|error| damaged(&error.to_string()))? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == element => {
                pairs.push((attribute(&tag, first).unwrap_or_default(), attribute(&tag, second).unwrap_or_default()));
            }
            Event::Eof => return Ok(pairs),
            _ => {}
        }
    }
}

/// The shared strings.
fn strings(xml: &str) -> Result<Vec<String>, Refusal> {
    let mut reader = Reader::from_str(xml);
    let mut strings = Vec::new();
    let (mut inside, mut phonetic) = (false, false);
    loop {
        match reader.read_event().map_err(|error| damaged(&error.to_string()))? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "si" => strings.push(String::new()),
                "rPh" => phonetic = true,
                "t" => inside = !phonetic,
                _ => {}
            },
            Event::Empty(tag) if tag.local_name().as_ref() == "si" => strings.push(String::new()),
            Event::End(tag) => match tag.local_name().as_ref() {
                "rPh" => phonetic = false,
                "t" => inside = false,
                _ => {}
            },
            Event::Text(text) if inside => strings.iter_mut().next_back().into_iter().for_each(|last| last.push_str(&text.xml10_content())),
            Event::CData(text) if inside => {
                strings.iter_mut().next_back().into_iter().for_each(|last| last.push_str(&text.xml10_content()))
            }
            Event::GeneralRef(entity) if inside => {
                strings.iter_mut().next_back().into_iter().for_each(|last| last.push_str(&reference(&entity)))
            }
            Event::Eof => return Ok(strings.into_iter().map(|text| plain(&text)).collect()),
            _ => {}
        }
    }
}

/// Without the marks for carriage returns.
fn plain(text: &str) -> String {
    text.replace("_x000D_", "").replace("\r\n", "\n")
}

/// The cells of a sheet.
fn sheet(xml: &str, shared: &[String], cells: &mut Cells) -> Result<(), Refusal> {
    let mut reader = Reader::from_str(xml);
    let (mut row, mut column) = (0, 0);
    let mut next_row = 0;
    let mut kind = String::new();
    let mut value = String::new();
    let mut inside = false;
    loop {
        match reader.read_event().map_err(|error| damaged(&error.to_string()))? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "row" => {
                    row = attribute(&tag, "r")
                        .and_then(|number| number.parse::<usize>().ok())
                        .and_then(|number| number.checked_sub(1))
                        .unwrap_or(next_row);
                    next_row = row + 1;
                    column = 0;
                }
                "c" => {
                    if let Some((named_column, named_row)) = attribute(&tag, "r").as_deref().and_then(address) {
                        (column, row) = (named_column, named_row);
                    }
                    kind = attribute(&tag, "t").unwrap_or_default();
                    value.clear();
                }
                "v" | "t" => inside = true,
                _ => {}
            },
            Event::Empty(tag) if tag.local_name().as_ref() == "c" => column += 1,
            Event::Text(text) if inside => value.push_str(&text.xml10_content()),
            Event::CData(text) if inside => value.push_str(&text.xml10_content()),
            Event::GeneralRef(entity) if inside => value.push_str(&reference(&entity)),
            Event::End(tag) => match tag.local_name().as_ref() {
                "v" | "t" => inside = false,
                "c" => {
                    let found = match kind.as_str() {
                        "s" => value.trim().parse::<usize>().ok().and_then(|number| shared.get(number)).cloned().unwrap_or_default(),
                        _ => plain(&value),
                    };
                    cells.add(row, column, matches!(kind.as_str(), "s" | "str" | "inlineStr"), &found)?;
                    column += 1;
                }
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Column and row of an address such as `B12`.
fn address(written: &str) -> Option<(usize, usize)> {
    let digits = written.find(|character: char| character.is_ascii_digit())?;
    let mut column = 0_usize;
    for letter in written[..digits].bytes() {
        let letter = letter.to_ascii_uppercase().checked_sub(b'A').filter(|letter| *letter < 26)?;
        column = column.checked_mul(26)?.checked_add(usize::from(letter) + 1)?;
    }
    let row = written[digits..].parse::<usize>().ok()?;
    Some((column.checked_sub(1)?, row.checked_sub(1)?))
}

//! Files that people call a table: CSV in UTF-8, UTF-16 or GBK with whatever stands between the cells, and XLSX. Told apart by their bytes,
//! never by their names.

use crate::domain::register::{Cell, MOST_COLUMNS, MOST_ROWS, Row, Unfit};
use calamine::{Data, DataRef, Reader as _, Xlsx};
use std::io::{Cursor, Read as _};

/// The most bytes of a file, and of what an XLSX unpacks to.
pub const MOST_BYTES: u64 = 5_000_000;
const MOST_UNPACKED: u64 = 60_000_000;
/// The most characters of a cell that are looked at; no field of the register is as long.
const MOST_CELL: usize = 300;
/// Rows beside the table's own: titles above it, and empty ones.
const SPARE_ROWS: usize = 20;

/// The rows of a file's first table.
pub fn rows(bytes: &[u8]) -> Result<Vec<Row>, Unfit> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Unfit::TooLarge);
    }
    match bytes {
        [] => Err(Unfit::Empty),
        [b'P', b'K', 3, 4, ..] => workbook(bytes),
        // The old binary form of Excel, a PDF, pictures: no text.
        [0xd0, 0xcf, 0x11, 0xe0, ..] | [b'%', b'P', b'D', b'F', ..] => Err(Unfit::NoTable),
        _ => text(bytes),
    }
}

/// The first sheet of a workbook, cell by cell, so that a sheet of a million rows is not held in memory.
fn workbook(bytes: &[u8]) -> Result<Vec<Row>, Unfit> {
    unpacks_to_little(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unfit::NoTable)?;
    let first = book.sheet_names().first().cloned().ok_or(Unfit::NoTable)?;
    let mut cells = book.worksheet_cells_reader(&first).map_err(|_| Unfit::NoTable)?;
    let mut rows: Vec<Row> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(|_| Unfit::NoTable)? {
        let (line, column) = cell.get_position();
        let value = read(cell.get_value());
        if value == Cell::Empty || column as usize >= MOST_COLUMNS {
            continue;
        }
        let line = line + 1;
        if rows.last().is_none_or(|row| row.line != line) {
            if rows.len() >= MOST_ROWS + SPARE_ROWS {
                return Err(Unfit::TooManyRows);
            }
            rows.push(Row { line, cells: Vec::new() });
        }
        let Some(row) = rows.last_mut() else { continue };
        row.cells.resize((column as usize).max(row.cells.len()), Cell::Empty);
        row.cells.push(value);
    }
    bounded(rows)
}

/// A workbook is a packed folder: what it unpacks to is counted before anything of it is held.
fn unpacks_to_little(bytes: &[u8]) -> Result<(), Unfit> {
    let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unfit::NoTable)?;
    let mut left = MOST_UNPACKED;
    for place in 0..packed.len().min(1_000) {
        let file = packed.by_index(place).map_err(|_| Unfit::NoTable)?;
        let read = std::io::copy(&mut file.take(left + 1), &mut std::io::sink()).map_err(|_| Unfit::NoTable)?;
        left = left.checked_sub(read).ok_or(Unfit::TooLarge)?;
    }
    if packed.len() > 1_000 { Err(Unfit::TooLarge) } else { Ok(()) }
}

fn read(value: &DataRef<'_>) -> Cell {
    let text = |text: &str| cut(text.trim());
    match Data::from(value.clone()) {
        Data::Empty | Data::Error(_) => Cell::Empty,
        Data::String(string) => text(&string),
        Data::Int(number) => text(&number.to_string()),
        // A long number that was typed without an apostrophe: its digits, not 9.1E+17.
        Data::Float(number) => text(&format!("{number}")),
        Data::Bool(flag) => text(if flag { "yes" } else { "no" }),
        Data::DateTime(day) => match day.as_datetime() {
            Some(day) => Cell::Date(day.date()),
            None => text(&day.to_string()),
        },
        Data::DateTimeIso(day) | Data::DurationIso(day) => text(day.split('T').next().unwrap_or_default()),
    }
}

fn cut(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.chars().take(MOST_CELL).collect()) }
}

fn text(bytes: &[u8]) -> Result<Vec<Row>, Unfit> {
    let text = decoded(bytes)?.replace("\r\n", "\n").replace('\r', "\n");
    let head = text.lines().find(|line| !line.trim().is_empty()).ok_or(Unfit::Empty)?;
    // What stands between the cells: whatever the first line has most of.
    let between = [b',', b'\t', b';'].into_iter().max_by_key(|b| (head.bytes().filter(|c| c == b).count(), *b == b','));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(between.unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let (mut line, mut counted) = (1, 0);
    for record in reader.records() {
        let record = record.map_err(|_| Unfit::NoTable)?;
        // As an editor counts them: the reader's own count leaves out lines with nothing in them.
        let begins = record.position().and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or(counted);
        let begins = begins + text.bytes().skip(begins).take_while(|b| *b == b'\n').count();
        line += text.bytes().take(begins).skip(counted).filter(|b| *b == b'\n').count();
        counted = begins;
        let cells: Vec<Cell> = record.iter().take(MOST_COLUMNS).map(|cell| cut(cell.trim())).collect();
        if cells.iter().all(|cell| *cell == Cell::Empty) {
            continue;
        }
        if rows.len() >= MOST_ROWS + SPARE_ROWS {
            return Err(Unfit::TooManyRows);
        }
        rows.push(Row { line: u32::try_from(line).unwrap_or(u32::MAX), cells });
    }
    bounded(rows)
}

fn bounded(rows: Vec<Row>) -> Result<Vec<Row>, Unfit> {
    match rows.len() {
        0 => Err(Unfit::Empty),
        some if some > MOST_ROWS + 1 => Err(Unfit::TooManyRows),
        _ => Ok(rows),
    }
}

/// UTF-8 where it is that, UTF-16 where it says so, else GBK, which Excel in Chinese writes.
fn decoded(bytes: &[u8]) -> Result<String, Unfit> {
    let marked = encoding_rs::Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = match marked {
        Some(encoding) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => encoding_rs::UTF_8,
        None => encoding_rs::GB18030,
    };
    let (text, _, failed) = encoding.decode(bytes);
    // A control character that no table has: it is some other kind of file.
    let binary = text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    if failed || binary { Err(Unfit::Encoding) } else { Ok(text.into_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    fn cell(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn csv_is_read_in_the_encodings_that_excel_writes() {
        let table = "序列号,信用代码\r\nJX-1,\"甲，乙\"\r\n\r\nJX-2,丙";
        let wanted = |line, cells: [&str; 2]| Row { line, cells: cells.map(cell).to_vec() };
        let rows_of = |bytes: &[u8]| rows(bytes).unwrap();
        let read = rows_of(table.as_bytes());
        assert_eq!(read, [wanted(1, ["序列号", "信用代码"]), wanted(2, ["JX-1", "甲，乙"]), wanted(4, ["JX-2", "丙"])]);
        let (gbk, _, _) = encoding_rs::GBK.encode(table);
        assert_eq!(rows_of(&gbk), read);
        let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(table.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(rows_of(&wide), read);
        assert_eq!(rows_of(table.replace(',', "\t").as_bytes())[0], read[0]);
    }

    #[test]
    fn a_workbook_is_read_with_its_days_and_long_numbers() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        let day = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_string(0, 0, "序列号").unwrap();
        sheet.write_string(0, 1, "有效期至").unwrap();
        sheet.write_number(1, 0, 91_350_100_000_100_f64).unwrap();
        sheet.write_number_with_format(1, 1, 46_418.0, &day).unwrap();
        let read = rows(&book.save_to_buffer().unwrap()).unwrap();
        assert_eq!(read[1].cells, [cell("91350100000100"), Cell::Date(NaiveDate::from_ymd_opt(2027, 1, 31).unwrap())]);
    }

    #[test]
    fn what_is_no_table_is_said_to_be_none() {
        assert_eq!(rows(b""), Err(Unfit::Empty));
        assert_eq!(rows(b"%PDF-1.7"), Err(Unfit::NoTable));
        assert_eq!(rows(b"PK\x03\x04rubbish"), Err(Unfit::NoTable));
        assert_eq!(rows(&[0x89, b'P', b'N', b'G', 0, 1, 2, 0xff]), Err(Unfit::Encoding));
        let many = "a,b\n".repeat(MOST_ROWS + 2);
        assert_eq!(rows(many.as_bytes()), Err(Unfit::TooManyRows));
        assert_eq!(rows(&vec![b'a'; 5_000_001]), Err(Unfit::TooLarge));
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _read = rows(&bytes);
            let _packed = rows(&[b"PK\x03\x04".as_slice(), &bytes].concat());
        }
    }
}

//! The authority's register of certificates as a table brings it: which columns there are, what a row says, what is wrong with one.
//! Cells come in as text or days; reading files is `sheets`'.

mod words;

use super::certificate::{Certificate, CertificateKind, CertificateState};
use super::input::{clipped, date, normalise};
use super::line::Serial;
use super::uscc::Uscc;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The most rows of one table, the most columns that are looked at, and the most faults that are kept of it.
pub const MOST_ROWS: usize = 5_000;
pub const MOST_COLUMNS: usize = 64;
pub const MOST_FAULTS: usize = 20;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Empty,
    Text(String),
    Date(NaiveDate),
}

/// A row of a table, with its number as the file's reader counts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub line: u32,
    pub cells: Vec<Cell>,
}

/// A column that the register knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    Serial,
    Uscc,
    Kind,
    Holder,
    Expires,
    Seal,
    State,
}

impl Column {
    pub const ALL: [Self; 7] =
        [Self::Serial, Self::Uscc, Self::Kind, Self::Holder, Self::Expires, Self::Seal, Self::State];

    /// Its name in the vocabulary.
    fn name(self) -> &'static str {
        match self {
            Self::Serial => "column serial",
            Self::Uscc => "column uscc",
            Self::Kind => "column kind",
            Self::Holder => "column holder",
            Self::Expires => "column expires",
            Self::Seal => "column seal",
            Self::State => "column state",
        }
    }

    /// The column of this heading, in a file or in a command.
    #[must_use]
    pub fn named(heading: &str) -> Option<Self> {
        let plain: String = normalise(heading).to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        Self::ALL.into_iter().find(|column| words::is(column.name(), &plain))
    }

    /// A state that is not told is as it was, and a day that is not told is unknown.
    fn may_be_missing(self) -> bool {
        matches!(self, Self::State | Self::Expires)
    }
}

/// What is wrong with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    Missing,
    /// It cannot be what its column holds.
    Unreadable,
    /// The code's check character does not fit.
    Check,
    /// Another row before it has the same serial.
    Twice(u32),
}

/// A fault, by line and column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub line: u32,
    /// The place of the column, from 0.
    pub place: usize,
    pub column: Column,
    pub wrong: Wrong,
    /// What stands there, shortened.
    pub text: String,
}

/// A row that is whole. Without a state it keeps the one on file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub certificate: Certificate,
    pub state: Option<CertificateState>,
}

/// What a table says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    pub entries: Vec<Entry>,
    /// The first of them.
    pub faults: Vec<Fault>,
    /// Rows with at least one.
    pub wrong_rows: usize,
}

/// Why a file is no table of certificates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Neither CSV nor XLSX, or damaged.
    NoTable,
    /// Text in no known encoding.
    Encoding,
    TooLarge,
    TooManyRows,
    /// No row below the headings.
    Empty,
    /// Columns that must be there.
    Columns(Vec<Column>),
    /// It is not the file that was looked through.
    Changed,
    /// It could not be fetched.
    NotFetched,
}

/// Reads a table: the first row that names at least two columns is the headings, what is above it is a title.
pub fn read(rows: &[Row]) -> Result<Sheet, Unfit> {
    let heading = |row: &&Row| row.cells.iter().filter(|cell| column_of(cell).is_some()).count() >= 2;
    let Some(head) = rows.iter().take(10).position(|row| heading(&row)) else {
        return Err(Unfit::Columns(required().collect()));
    };
    let mut places: HashMap<Column, usize> = HashMap::new();
    for (place, cell) in rows[head].cells.iter().enumerate().take(MOST_COLUMNS) {
        if let Some(column) = column_of(cell) {
            places.entry(column).or_insert(place);
        }
    }
    let missing: Vec<Column> = required().filter(|column| !places.contains_key(column)).collect();
    if !missing.is_empty() {
        return Err(Unfit::Columns(missing));
    }
    let mut sheet = Sheet::default();
    let mut seen: HashMap<String, u32> = HashMap::new();
    for row in rows[head + 1..].iter().filter(|row| row.cells.iter().any(|cell| !text(Some(cell)).is_empty())) {
        match entry(row, &places, &mut seen) {
            Ok(entry) => sheet.entries.push(entry),
            Err(faults) => {
                sheet.wrong_rows += 1;
                let room = MOST_FAULTS.saturating_sub(sheet.faults.len());
                sheet.faults.extend(faults.into_iter().take(room));
            }
        }
    }
    if sheet.entries.is_empty() && sheet.wrong_rows == 0 { Err(Unfit::Empty) } else { Ok(sheet) }
}

fn required() -> impl Iterator<Item = Column> {
    Column::ALL.into_iter().filter(|column| !column.may_be_missing())
}

fn column_of(cell: &Cell) -> Option<Column> {
    match cell {
        Cell::Text(text) => Column::named(text),
        _ => None,
    }
}

fn text(cell: Option<&Cell>) -> String {
    match cell {
        Some(Cell::Text(text)) => normalise(text),
        Some(Cell::Date(day)) => day.to_string(),
        _ => String::new(),
    }
}

fn entry(row: &Row, places: &HashMap<Column, usize>, seen: &mut HashMap<String, u32>) -> Result<Entry, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut draft = Draft::default();
    for column in Column::ALL {
        let Some(place) = places.get(&column).copied() else { continue };
        let text = text(row.cells.get(place));
        let fault = |wrong| Fault { line: row.line, place, column, wrong, text: clipped(&text, 24) };
        if text.is_empty() {
            faults.extend((!column.may_be_missing()).then(|| fault(Wrong::Missing)));
            continue;
        }
        if let Err(wrong) = draft.set(column, &text) {
            faults.push(fault(wrong));
        }
        if let (Column::Serial, Some(serial)) = (column, &draft.serial) {
            if let Some(before) = seen.get(serial.as_str()) {
                faults.push(fault(Wrong::Twice(*before)));
            } else {
                seen.insert(serial.as_str().to_owned(), row.line);
            }
        }
    }
    match draft.finish() {
        Some(entry) if faults.is_empty() => Ok(entry),
        _ => Err(faults),
    }
}

/// A certificate in the making.
#[derive(Default)]
struct Draft {
    serial: Option<Serial>,
    uscc: Option<Uscc>,
    kind: Option<CertificateKind>,
    holder: Option<String>,
    expires_on: Option<NaiveDate>,
    has_seal: Option<bool>,
    state: Option<CertificateState>,
}

impl Draft {
    fn set(&mut self, column: Column, text: &str) -> Result<(), Wrong> {
        match column {
            Column::Serial => self.serial = Some(Serial::parse(text).map_err(|_| Wrong::Unreadable)?),
            Column::Uscc => self.uscc = Some(code(text)?),
            Column::Kind => self.kind = Some(kind(text).ok_or(Wrong::Unreadable)?),
            Column::Holder => self.holder = Some(holder(text).ok_or(Wrong::Unreadable)?),
            Column::Expires => self.expires_on = Some(date(text).ok_or(Wrong::Unreadable)?),
            Column::Seal => self.has_seal = Some(yes(text).ok_or(Wrong::Unreadable)?),
            Column::State => self.state = Some(state(text).ok_or(Wrong::Unreadable)?),
        }
        Ok(())
    }

    fn finish(self) -> Option<Entry> {
        let certificate = Certificate {
            serial: self.serial?,
            uscc: self.uscc?,
            kind: self.kind?,
            holder: self.holder?,
            expires_on: self.expires_on,
            has_seal: self.has_seal?,
            state: self.state.unwrap_or(CertificateState::Valid),
            by_hand: None,
        };
        Some(Entry { certificate, state: self.state })
    }
}

/// The certificate with one of its columns as this text says; what is wrong with the text where it cannot.
pub fn corrected(certificate: &Certificate, column: Column, typed: &str) -> Result<Certificate, Wrong> {
    let text = normalise(typed);
    if text.is_empty() {
        return Err(Wrong::Missing);
    }
    let mut next = certificate.clone();
    match column {
        // The serial is the certificate's identity.
        Column::Serial => return Err(Wrong::Unreadable),
        Column::Uscc => next.uscc = code(&text)?,
        Column::Kind => next.kind = kind(&text).ok_or(Wrong::Unreadable)?,
        Column::Holder => next.holder = holder(&text).ok_or(Wrong::Unreadable)?,
        Column::Expires => next.expires_on = Some(date(&text).ok_or(Wrong::Unreadable)?),
        Column::Seal => next.has_seal = yes(&text).ok_or(Wrong::Unreadable)?,
        Column::State => next.state = state(&text).ok_or(Wrong::Unreadable)?,
    }
    Ok(next)
}

fn code(text: &str) -> Result<Uscc, Wrong> {
    match Uscc::parse(text) {
        Ok(uscc) => Ok(uscc),
        Err(_) if Uscc::insisted(text).is_some() => Err(Wrong::Check),
        Err(_) => Err(Wrong::Unreadable),
    }
}

fn kind(text: &str) -> Option<CertificateKind> {
    let known = [
        ("kind unit", CertificateKind::Unit),
        ("kind legal-person", CertificateKind::LegalPerson),
        ("kind staff", CertificateKind::Staff),
    ];
    known.into_iter().find_map(|(name, kind)| words::is(name, text).then_some(kind))
}

fn holder(text: &str) -> Option<String> {
    (text.chars().count() <= 100 && !text.contains('\n')).then(|| text.to_owned())
}

fn yes(text: &str) -> Option<bool> {
    [("yes", true), ("no", false)].into_iter().find_map(|(name, is)| words::is(name, text).then_some(is))
}

fn state(text: &str) -> Option<CertificateState> {
    let known = [("state valid", CertificateState::Valid), ("state revoked", CertificateState::Revoked)];
    known.into_iter().find_map(|(name, state)| words::is(name, text).then_some(state))
}

/// What an import does to the register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub fresh: usize,
    pub changed: usize,
    pub same: usize,
}

/// The certificates that an import writes, and how they compare with what is on file: an entry without a state keeps the one on file.
#[must_use]
pub fn compare(entries: &[Entry], on_file: &[Certificate]) -> (Vec<Certificate>, Counts) {
    let known: HashMap<&str, &Certificate> = on_file.iter().map(|c| (c.serial.as_str(), c)).collect();
    let (mut written, mut counts) = (Vec::new(), Counts::default());
    for Entry { certificate, state } in entries {
        let before = known.get(certificate.serial.as_str());
        let mut next = certificate.clone();
        if let (None, Some(before)) = (state, before) {
            next.state = before.state;
        }
        match before {
            None => counts.fresh += 1,
            Some(before) if **before == next => {
                counts.same += 1;
                continue;
            }
            Some(_) => counts.changed += 1,
        }
        written.push(next);
    }
    (written, counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: u32, cells: &[&str]) -> Row {
        Row { line, cells: cells.iter().map(|text| Cell::Text((*text).to_owned())).collect() }
    }

    #[test]
    fn headings_in_either_language_and_full_width_are_known() {
        for (heading, column) in [
            ("证书序列号", Column::Serial),
            (" Ｓｅｒｉａｌ　Number*", Column::Serial),
            ("统一社会信用代码（必填）", Column::Uscc),
            ("有效期至", Column::Expires),
        ] {
            let plain = heading.replace("（必填）", "");
            assert_eq!(Column::named(&plain), Some(column), "{heading}");
        }
        assert_eq!(Column::named("备注"), None);
    }

    #[test]
    fn faults_are_named_by_line_and_column_and_spoil_their_row_only() {
        let rows = [
            row(1, &["证书登记表"]),
            row(2, &["序列号", "信用代码", "类型", "持有人", "有效期至", "含印章"]),
            row(3, &["JX-1", "91350100M000100Y43", "单位证书", "甲公司", "２０２７年１月３１日", "是"]),
            row(4, &["JX-2", "91350100M000100Y44", "其他", "", "2027-02-30", "可能"]),
            row(5, &["JX-1", "91350100M000100Y43", "法人", "李四", "", "否"]),
        ];
        let sheet = read(&rows).unwrap();
        assert_eq!((sheet.entries.len(), sheet.wrong_rows), (1, 2));
        assert_eq!(sheet.entries[0].certificate.expires_on, NaiveDate::from_ymd_opt(2027, 1, 31));
        let faults: Vec<_> = sheet.faults.iter().map(|f| (f.line, f.place, f.wrong)).collect();
        assert_eq!(
            faults,
            [
                (4, 1, Wrong::Check),
                (4, 2, Wrong::Unreadable),
                (4, 3, Wrong::Missing),
                (4, 4, Wrong::Unreadable),
                (4, 5, Wrong::Unreadable),
                (5, 0, Wrong::Twice(3)),
            ]
        );
        let narrow = [row(1, &["序列号", "信用代码"]), row(2, &["JX-1", "x"])];
        assert_eq!(read(&narrow), Err(Unfit::Columns(vec![Column::Kind, Column::Holder, Column::Seal])));
        assert_eq!(read(&rows[1..2]), Err(Unfit::Empty));
    }

    #[test]
    fn a_second_import_of_the_same_changes_nothing_and_keeps_a_revocation() {
        let rows = [
            row(1, &["serial", "uscc", "kind", "holder", "expires", "seal"]),
            row(2, &["JX-1", "91350100M000100Y43", "unit", "A", "2027-01-31", "yes"]),
        ];
        let sheet = read(&rows).unwrap();
        let (written, counts) = compare(&sheet.entries, &[]);
        assert_eq!(counts, Counts { fresh: 1, changed: 0, same: 0 });
        let revoked = Certificate { state: CertificateState::Revoked, ..written[0].clone() };
        let (written, counts) = compare(&sheet.entries, &[revoked]);
        assert_eq!((written.len(), counts.same), (0, 1));
    }
}

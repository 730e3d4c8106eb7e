//! A table of text as a workbook: nothing in it is ever worked out by who opens it.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// The most characters that Excel takes in a cell.
const MOST_CELL: usize = 32_000;

/// A workbook of one sheet: headings that stay in sight, a filter, and rows of text.
pub fn workbook(name: &str, headings: &[String], rows: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(name.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect::<String>())?;
    let bold = Format::new().set_bold();
    for (column, heading) in (0u16..).zip(headings) {
        sheet.write_string_with_format(0, column, harmless(heading), &bold)?;
        let widest = rows.iter().filter_map(|row| row.get(usize::from(column))).chain([heading]);
        let wide = widest.map(|text| crate::domain::input::width(text)).max().unwrap_or(0).clamp(6, 48);
        sheet.set_column_width(column, f64::from(u32::try_from(wide).unwrap_or(48)) + 2.0)?;
    }
    for (line, row) in (1u32..).zip(rows) {
        for (column, text) in (0u16..).zip(row) {
            sheet.write_string(line, column, harmless(text))?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if let (Some(last), Ok(end)) = (headings.len().checked_sub(1), u32::try_from(rows.len())) {
        sheet.autofilter(0, 0, end, u16::try_from(last).unwrap_or(u16::MAX))?;
    }
    book.save_to_buffer()
}

/// A cell that begins like a formula stays text, also where the sheet is saved as CSV and opened again.
fn harmless(text: &str) -> String {
    let begins = text.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let mut safe: String = text.chars().take(MOST_CELL).collect();
    if begins {
        safe.insert(0, '\'');
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::register::Cell;

    #[test]
    fn a_formula_is_only_text() {
        let rows = vec![vec!["=HYPERLINK(\"http://x\")".to_owned(), "@SUM(A1)".to_owned(), "甲公司".to_owned()]];
        let headings = ["a", "b", "c"].map(str::to_owned);
        let read = crate::sheets::rows(&workbook("订单[1]", &headings, &rows).unwrap()).unwrap();
        let cells = ["'=HYPERLINK(\"http://x\")", "'@SUM(A1)", "甲公司"].map(|text| Cell::Text(text.to_owned()));
        assert_eq!(read[1].cells, cells);
    }
}

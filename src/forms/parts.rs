//! Rows and tables that several forms have.

use super::data::FormData;
use super::flow::{Cell, Flow, WIDTH};
use super::or_none;
use super::words::{fill, words};

const LABEL: f32 = 30.5;
const HALF: f32 = WIDTH / 2.0 - LABEL;

/// A row of two labels with their values.
pub(super) fn pair(flow: &mut Flow, left: (&str, &str), right: (&str, &str)) {
    flow.row(&[
        Cell::label(LABEL, left.0),
        Cell::value(HALF, or_none(left.1)),
        Cell::label(LABEL, right.0),
        Cell::value(HALF, or_none(right.1)),
    ]);
}

/// A row of one label with its value.
pub(super) fn single(flow: &mut Flow, label: &str, value: &str) {
    flow.row(&[Cell::label(LABEL, label), Cell::value(WIDTH - LABEL, or_none(value))]);
}

/// A numbered table: `heads` and `widths` of all columns, and of each row the values after its number.
pub(super) fn certificates<'a, const COLUMNS: usize, const VALUES: usize>(
    flow: &mut Flow,
    heads: &[String; COLUMNS],
    widths: [f32; COLUMNS],
    rows: impl Iterator<Item = [&'a str; VALUES]>,
) {
    let heads: Vec<Cell> = heads.iter().zip(widths).map(|(head, width)| Cell::label(width, head)).collect();
    flow.open_table(&heads);
    for (at, row) in rows.enumerate() {
        let number = (at + 1).to_string();
        let values = std::iter::once(number.as_str()).chain(row);
        let cells: Vec<Cell> = values.zip(widths).map(|(text, width)| Cell::middle(width, or_none(text))).collect();
        flow.row(&cells);
    }
    flow.close_table();
}

/// What a last page says that holds nothing but seals and signatures: whose they are, and for what.
pub(super) fn summary(flow: &mut Flow, data: &FormData) {
    let form = &words().application;
    let count = fill(&words().packing.count_value, &[("count", &data.certificates.len().to_string())]);
    flow.open_table(&[]);
    single(flow, &form.unit_name, &data.unit.name);
    pair(flow, (&form.uscc, &data.unit.uscc), (&words().packing.count, &count));
    flow.close_table();
}

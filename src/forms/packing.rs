//! The packing list (邮寄清单) with the address label to cut out.

use super::data::FormData;
use super::flow::{Cell, Flow, LEFT, WIDTH};
use super::layout::Area;
use super::sheet::{Align, Mark, Pen, Sheet, Style};
use super::words::{Packing, fill, words};
use super::{FormError, codes, or_none, parts, typeset};

const COLUMNS: [f32; 5] = [12.0, 50.0, 14.0, 82.0, 16.0];
const LABEL_AREA: Area = Area::of(LEFT, 190.0, WIDTH, 90.0);
/// How far the barcode reaches above the label's last line.
const BARCODE_HEIGHT: f32 = 9.0;

pub(super) fn compose(data: &FormData) -> Result<Vec<Sheet>, FormError> {
    let form = &words().packing;
    let mut flow = Flow::begin(10.5, 1.3);
    flow.space(1.0);
    flow.paragraph(Style::plain(10.5), 1.6, 2.0, &form.lead);
    flow.space(2.0);
    order(&mut flow, form, data);
    flow.space(4.0);
    list(&mut flow, form, &data.papers);
    flow.clear_from(LABEL_AREA.y - 6.0);
    label(flow.sheet(), form, data)?;
    Ok(flow.pages)
}

fn order(flow: &mut Flow, form: &Packing, data: &FormData) {
    let count = fill(&form.count_value, &[("count", &data.certificates.len().to_string())]);
    let agent = format!("{} {}", data.agent.name, data.agent.mobile);
    flow.open_table(&[]);
    parts::single(flow, &form.unit_name, &data.unit.name);
    parts::pair(flow, (&form.project, &data.project), (&form.count, &count));
    parts::single(flow, &form.agent, agent.trim());
    flow.close_table();
}

fn list(flow: &mut Flow, form: &Packing, papers: &[usize]) {
    let heads: Vec<Cell> = form.columns.iter().zip(COLUMNS).map(|(head, width)| Cell::label(width, head)).collect();
    flow.open_table(&heads);
    let wanted_rows = form.rows.iter().enumerate().filter(|(row, _)| papers.is_empty() || papers.contains(row));
    for (at, (_, [name, copies, wanted])) in wanted_rows.enumerate() {
        let [number_width, name_width, copies_width, wanted_width, done_width] = COLUMNS;
        flow.row(&[
            Cell::middle(number_width, &(at + 1).to_string()),
            Cell::value(name_width, name),
            Cell::middle(copies_width, copies),
            Cell::value(wanted_width, wanted),
            Cell::middle(done_width, "□"),
        ]);
    }
    flow.close_table();
}

/// The label: to whom in large letters, from whom in small ones, the order's number so that the parcel finds its desk.
fn label(sheet: &mut Sheet, form: &Packing, data: &FormData) -> Result<(), FormError> {
    let area = LABEL_AREA;
    sheet.text((area.centre().0, area.y - 2.0), Align::Centre, Style::small(8.0), &form.label_hint);
    sheet.frame(area, Pen { width: 0.3, grey: 0, dash: Some(2.0) });
    let foot = area.bottom() - 5.0;
    // clear of the barcode: long addresses make everything above it smaller
    let lowest = foot - BARCODE_HEIGHT - 1.0;
    let mut size = 1.0;
    let (mut written, mut end) = addresses(form, data, size);
    while end > lowest && size > 0.2 {
        size *= 0.94;
        (written, end) = addresses(form, data, size);
    }
    sheet.marks.append(&mut written.marks);
    sheet.text((area.x + 4.0, foot), Align::Left, Style::bold(12.0), &format!("{} {}", form.label_note, data.order));
    sheet.marks.push(codes::barcode(&data.order, Area::of(area.right() - 66.0, foot - BARCODE_HEIGHT, 62.0, 11.0))?);
    Ok(())
}

/// To whom and from whom, in letters of this share of their usual size; and where they end.
fn addresses(form: &Packing, data: &FormData, size: f32) -> (Sheet, f32) {
    let (mut sheet, area, desk) = (Sheet::default(), LABEL_AREA, &data.desk);
    let mut y = area.y + 4.0;
    y = entry(&mut sheet, y, (&form.label_to, 17.0 * size), &desk.address);
    y = entry(&mut sheet, y, ("", 17.0 * size), &desk.recipient);
    let contact = format!(
        "{}：{}　　{}：{}",
        form.label_telephone,
        or_none(&desk.telephone),
        form.label_postcode,
        or_none(&desk.postcode)
    );
    y = entry(&mut sheet, y, ("", 13.0 * size), &contact);
    sheet.rule((area.x + 4.0, y + 2.0), (area.right() - 4.0, y + 2.0), Pen::FINE);
    y += 4.0;
    y = entry(&mut sheet, y, (&form.label_from, 11.0 * size), &data.unit.address);
    y = entry(&mut sheet, y, ("", 11.0 * size), &data.unit.name);
    let sender = format!("{}　　{}：{}", or_none(&data.agent.name), form.label_telephone, or_none(&data.agent.mobile));
    y = entry(&mut sheet, y, ("", 11.0 * size), &sender);
    (sheet, y)
}

/// One entry of the label in at most three lines, smaller where it would need more; returns where it ends.
fn entry(sheet: &mut Sheet, top: f32, (label, size): (&str, f32), text: &str) -> f32 {
    let left = LABEL_AREA.x + 20.0;
    let width = LABEL_AREA.right() - 5.0 - left;
    let mut style = Style::plain(size);
    let mut lines = typeset::lines(or_none(text), width / style.em(), 0.0);
    while lines.len() > 3 && style.size > 2.0 {
        style.size *= 0.9;
        lines = typeset::lines(or_none(text), width / style.em(), 0.0);
    }
    sheet.text((LABEL_AREA.x + 4.0, top + style.em() * 1.1), Align::Left, Style::bold(style.size.min(13.0)), label);
    let mut y = top;
    for line in lines {
        sheet.marks.push(Mark::Text { x: left, y: y + style.em() * 1.1, style, line });
        y += style.em() * 1.45;
    }
    y
}

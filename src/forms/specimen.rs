//! The seal specimen form (签章采集表): boxes at true size with nothing printed inside.

use super::data::FormData;
use super::flow::{Flow, LEFT, WIDTH};
use super::layout::{Area, Item, places};
use super::sheet::{Mark, Pen, Sheet, Style};
use super::words::{Specimen, fill, words};
use super::{FormKind, parts, typeset};

const COLUMNS: [f32; 4] = [12.0, 44.0, 48.0, 70.0];
/// Top of the lead over the boxes, and of the instructions below them.
const BOXES: f32 = 164.0;
const INSTRUCTIONS: f32 = 268.0;
/// Where the ruler stands, between the boxes and the signature.
const RULER: (f32, f32) = (88.0, 236.0);

pub(super) fn compose(data: &FormData) -> Vec<Sheet> {
    let form = &words().specimen;
    let mut flow = Flow::begin(9.5, 1.0);
    flow.open_table(&[]);
    let rows = [
        (&form.unit_name, &data.unit.name),
        (&form.uscc, &data.unit.uscc),
        (&form.legal_person, &data.legal_person.name),
        (&form.project, &data.project),
    ];
    for (label, value) in rows {
        parts::single(&mut flow, label, value);
    }
    flow.close_table();
    flow.space(2.0);
    certificates(&mut flow, form, data);
    if flow.clear_from(BOXES) {
        parts::summary(&mut flow, data);
    }
    boxes(flow.sheet(), form);
    flow.sheet().instructions(Area::of(LEFT, INSTRUCTIONS, WIDTH, 15.0), &form.instructions);
    flow.pages
}

/// Only certificates that carry an electronic seal: what the impressions are for.
fn certificates(flow: &mut Flow, form: &Specimen, data: &FormData) {
    let sealed: Vec<_> = data.certificates.iter().filter(|certificate| certificate.has_seal).collect();
    if sealed.is_empty() {
        flow.paragraph(Style::plain(10.0), 1.5, 0.0, &form.no_certificates);
        return;
    }
    let count = sealed.len().to_string();
    flow.paragraph(Style::bold(10.0), 1.6, 0.0, &fill(&form.certificates_title, &[("count", &count)]));
    flow.space(0.8);
    parts::certificates(
        flow,
        &form.columns,
        COLUMNS,
        sealed.into_iter().map(|certificate| [&*certificate.kind, &certificate.serial, &certificate.holder]),
    );
}

fn boxes(sheet: &mut Sheet, form: &Specimen) {
    sheet.block(Area::of(LEFT, BOXES + 1.0, WIDTH, 18.0), Style::plain(10.0), 2.0, &form.lead);
    for place in places(FormKind::SealSpecimen) {
        let area = place.area;
        match place.item {
            Item::CompanySeal => boxed(sheet, area, &form.company_caption),
            Item::LegalSeal => boxed(sheet, area, &form.legal_caption),
            Item::LegalSignature => boxed(sheet, area, &form.signature_caption),
            Item::AgentSignature => sheet.writing_line(&form.agent_signature, Style::plain(10.5), area),
            Item::Date => sheet.date_line((&form.date_label, &words().common.date), Style::plain(10.5), area),
            Item::Code | Item::DeepLink => {}
        }
    }
    ruler(sheet, &form.ruler);
}

/// A dotted box, its caption in as many lines as it needs below it.
fn boxed(sheet: &mut Sheet, area: Area, caption: &str) {
    sheet.frame(area, Pen::DOTTED);
    let style = Style::small(8.0);
    for (at, line) in typeset::lines(caption, (area.width + 6.0) / style.em(), 0.0).into_iter().enumerate() {
        let x = area.centre().0 - line.width * style.em() / 2.0;
        #[expect(clippy::cast_precision_loss, reason = "a caption has a few lines")]
        let y = area.bottom() + 4.0 + at as f32 * 3.8;
        sheet.marks.push(Mark::Text { x, y, style, line });
    }
}

/// Fifty millimetres with a tick at each five: who measures it sees whether the printer scaled the page.
fn ruler(sheet: &mut Sheet, caption: &str) {
    let (x, y) = RULER;
    sheet.rule((x, y), (x + 50.0, y), Pen::FINE);
    for tick in 0_u8..=10 {
        let at = x + f32::from(tick) * 5.0;
        let length = if tick % 2 == 0 { 2.4 } else { 1.4 };
        sheet.rule((at, y - length), (at, y), Pen::FINE);
    }
    sheet.block(Area::of(x, y + 1.0, 102.0, 8.0), Style::small(7.5), 0.0, caption);
}

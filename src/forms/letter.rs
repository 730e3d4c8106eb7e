//! The authorisation letter (法人授权委托书), with the legal person's own code.

use super::data::FormData;
use super::flow::{Flow, LEFT, WIDTH};
use super::layout::{Area, Item, area_of};
use super::sheet::{Align, Mark, Pen, Sheet, Style};
use super::words::{Letter, fill, words};
use super::{FormError, FormKind, codes, or_none, parts};

const COLUMNS: [f32; 5] = [12.0, 38.0, 44.0, 62.0, 18.0];
/// Top of the verification's box, of what is signed and sealed, and of the instructions below it.
const VERIFY: f32 = 171.5;
const VERIFY_HEIGHT: f32 = 38.0;
const INSTRUCTIONS: f32 = 267.0;

pub(super) fn compose(data: &FormData, deep_link: Option<&str>) -> Result<Vec<Sheet>, FormError> {
    let form = &words().letter;
    let text = Style::plain(11.0);
    let mut flow = Flow::begin(9.5, 1.1);
    flow.space(2.0);
    flow.paragraph(Style::bold(11.0), 1.6, 0.0, &filled(&form.to, data));
    flow.paragraph(text, 1.6, 2.0, &filled(&form.opening, data));
    flow.paragraph(text, 1.6, 2.0, &form.scope_title);
    for item in &form.scope {
        flow.paragraph(text, 1.6, 2.0, &filled(item, data));
    }
    flow.space(1.5);
    certificates(&mut flow, form, data);
    flow.space(1.5);
    flow.paragraph(text, 1.6, 2.0, &form.closing);
    if flow.clear_from(if deep_link.is_some() { VERIFY } else { VERIFY + VERIFY_HEIGHT }) {
        parts::summary(&mut flow, data);
    }
    if let Some(link) = deep_link {
        verification(flow.sheet(), form, link, &data.legal_page)?;
    }
    signed(flow.sheet(), form);
    Ok(flow.pages)
}

fn filled(template: &str, data: &FormData) -> String {
    let (unit, legal, agent) = (&data.unit, &data.legal_person, &data.agent);
    let count = data.certificates.len().to_string();
    let values = [
        ("authority", data.authority.as_str()),
        ("legal_person", &legal.name),
        ("legal_id_type", &legal.id_type),
        ("legal_id", &legal.id_number),
        ("unit", &unit.name),
        ("uscc", &unit.uscc),
        ("agent", &agent.name),
        ("agent_id", &agent.id_number),
        ("agent_mobile", &agent.mobile),
        ("project", &data.project),
        ("order", &data.order),
        ("count", &count),
    ];
    fill(template, &values.map(|(name, value)| (name, or_none(value))))
}

fn certificates(flow: &mut Flow, form: &Letter, data: &FormData) {
    parts::certificates(
        flow,
        &form.columns,
        COLUMNS,
        data.certificates.iter().map(|certificate| {
            let seal = if certificate.has_seal { &words().common.yes } else { &words().common.no };
            [&*certificate.kind, &certificate.serial, &certificate.holder, seal]
        }),
    );
}

/// The box with the legal person's code and what to do with it.
fn verification(sheet: &mut Sheet, form: &Letter, link: &str, page: &str) -> Result<(), FormError> {
    let Some(code) = area_of(FormKind::AuthorisationLetter, Item::DeepLink) else { return Ok(()) };
    sheet.frame(Area::of(LEFT, VERIFY, WIDTH, VERIFY_HEIGHT), Pen::FINE);
    sheet.marks.push(codes::qr(link, code)?);
    let left = code.right() + 7.0;
    sheet.text((left, VERIFY + 9.5), Align::Left, Style::bold(11.0), &form.verify_title);
    let column = Area::of(left, VERIFY + 11.5, LEFT + WIDTH - left - 4.0, 24.0);
    sheet.block(column, Style::plain(10.0), 0.0, &form.verify);
    if !page.is_empty() {
        let below = Area::of(left, VERIFY + VERIFY_HEIGHT - 9.0, column.width, 8.0);
        sheet.block(below, Style::plain(7.5), 0.0, &fill(&form.verify_page, &[("page", page)]));
    }
    Ok(())
}

/// Places for the company's seal, the legal person's seal or signature, the agent's signature and the date.
fn signed(sheet: &mut Sheet, form: &Letter) {
    let label = Style::plain(10.5);
    for place in super::layout::places(FormKind::AuthorisationLetter) {
        match place.item {
            Item::CompanySeal => {
                let centre = place.area.centre();
                sheet.marks.push(Mark::Circle { centre, radius: place.area.width / 2.0, pen: Pen::DOTTED });
                sheet.caption_above(place.area, &form.seal_caption);
            }
            Item::LegalSeal => {
                sheet.frame(place.area, Pen::DOTTED);
                sheet.caption_above(place.area, &form.legal_caption);
            }
            Item::LegalSignature => sheet.writing_line(&form.legal_signature, label, place.area),
            Item::AgentSignature => sheet.writing_line(&form.agent_signature, label, place.area),
            Item::Date => sheet.date_line((&form.date_label, &words().common.date), label, place.area),
            Item::Code | Item::DeepLink => {}
        }
    }
    sheet.instructions(Area::of(LEFT, INSTRUCTIONS, WIDTH, 16.0), &form.instructions);
}

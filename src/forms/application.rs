//! The application form (数字证书用户申请表).

use super::data::{Certificate, FormData, Invoice};
use super::flow::{Cell, Flow, LEFT, WIDTH};
use super::layout::{Area, Item, places};
use super::sheet::{Align, Mark, Pen, Sheet, Style};
use super::words::{Application, words};
use super::{FormKind, parts};

const COLUMNS: [f32; 6] = [10.0, 33.0, 36.0, 48.0, 29.0, 18.0];
/// Top of what is signed and sealed, and of the instructions below it.
const SIGNED: f32 = 212.0;
/// Right edge of the statement, which stands beside the seal.
const STATEMENT: f32 = 112.0;
const INSTRUCTIONS: f32 = 266.0;

pub(super) fn compose(data: &FormData) -> Vec<Sheet> {
    let form = &words().application;
    let mut flow = Flow::begin(9.0, 0.8);
    flow.open_table(&[]);
    people(&mut flow, form, data);
    errand(&mut flow, form, data);
    flow.close_table();
    certificates(&mut flow, form, &data.certificates);
    flow.open_table(&[]);
    invoice(&mut flow, form, &data.invoice);
    flow.row(&[Cell::section(&form.section_recipient)]);
    let recipient = &data.recipient;
    parts::pair(&mut flow, (&form.recipient_name, &recipient.name), (&form.recipient_mobile, &recipient.mobile));
    parts::single(&mut flow, &form.recipient_address, &recipient.address);
    flow.close_table();
    if flow.clear_from(SIGNED) {
        parts::summary(&mut flow, data);
    }
    signed(flow.sheet(), form);
    flow.pages
}

fn people(flow: &mut Flow, form: &Application, data: &FormData) {
    let (unit, legal, agent) = (&data.unit, &data.legal_person, &data.agent);
    flow.row(&[Cell::section(&form.section_unit)]);
    parts::single(flow, &form.unit_name, &unit.name);
    parts::pair(flow, (&form.uscc, &unit.uscc), (&form.telephone, &unit.telephone));
    parts::single(flow, &form.unit_address, &unit.address);
    let identity = format!("{} {}", legal.id_type, legal.id_number);
    parts::pair(flow, (&form.legal_person, &legal.name), (&form.legal_id, identity.trim()));
    flow.row(&[Cell::section(&form.section_agent)]);
    parts::pair(flow, (&form.agent_name, &agent.name), (&form.agent_mobile, &agent.mobile));
    parts::single(flow, &form.agent_id, &agent.id_number);
}

fn errand(flow: &mut Flow, form: &Application, data: &FormData) {
    flow.row(&[Cell::section(&form.section_order)]);
    parts::pair(flow, (&form.project, &data.project), (&form.fee, &data.fee));
    parts::single(flow, &form.service, &form.service_value);
    parts::single(flow, &form.grounds, &data.grounds);
}

fn certificates(flow: &mut Flow, form: &Application, certificates: &[Certificate]) {
    let count = certificates.len().to_string();
    let title = super::words::fill(&form.section_certificates, &[("count", &count)]);
    flow.open_table(&[]);
    flow.row(&[Cell::section(&title)]);
    flow.close_table();
    parts::certificates(
        flow,
        &form.columns,
        COLUMNS,
        certificates.iter().map(|certificate| {
            let seal = if certificate.has_seal { &words().common.yes } else { &words().common.no };
            [&*certificate.kind, &certificate.serial, &certificate.holder, &certificate.expires, seal]
        }),
    );
}

fn invoice(flow: &mut Flow, form: &Application, invoice: &Invoice) {
    flow.row(&[Cell::section(&form.section_invoice)]);
    parts::pair(flow, (&form.invoice_kind, &invoice.kind), (&form.tax_number, &invoice.tax_number));
    parts::single(flow, &form.invoice_title, &invoice.title);
    parts::pair(flow, (&form.bank, &invoice.bank), (&form.account, &invoice.account));
    parts::pair(flow, (&form.invoice_telephone, &invoice.telephone), (&form.email, &invoice.email));
    parts::single(flow, &form.invoice_address, &invoice.address);
}

/// The statement, the signature, the seal's circle and the instructions, at their fixed places.
fn signed(sheet: &mut Sheet, form: &Application) {
    sheet.frame(Area::of(LEFT, SIGNED + 1.0, WIDTH, INSTRUCTIONS - SIGNED - 2.0), Pen::HEAVY);
    sheet.text((LEFT + 3.0, SIGNED + 6.5), Align::Left, Style::bold(10.0), &form.statement_title);
    let style = Style::plain(9.5);
    let column = Area::of(LEFT + 3.0, SIGNED + 8.0, STATEMENT, 25.0);
    sheet.block(column, style, 2.0, &form.statement);
    let label = Style::plain(10.5);
    for place in places(FormKind::ApplicationForm) {
        match place.item {
            Item::AgentSignature => sheet.writing_line(&form.agent_signature, label, place.area),
            Item::Date => sheet.date_line((&form.date_label, &words().common.date), label, place.area),
            Item::CompanySeal => {
                let centre = place.area.centre();
                sheet.marks.push(Mark::Circle { centre, radius: place.area.width / 2.0, pen: Pen::DOTTED });
                sheet.caption_above(place.area, &form.seal_caption);
            }
            _ => {}
        }
    }
    sheet.instructions(Area::of(LEFT, INSTRUCTIONS, WIDTH, 18.0), &form.instructions);
}

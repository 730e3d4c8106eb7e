//! The applicant's office: prints the bot's forms, stamps and signs them, scans them; and has copies of a licence and an identity card.

use crate::forms;
use crate::local::cast::{AGENT_IDENTITY, Unit};
use telegram_sim::paper::{Dpi, Finish, FormKind, IdentityCard, Licence, Sheet, Stamping, Typeface, encode_jpeg};

/// Quality of the scans, as office scanners save them.
const QUALITY: u8 = 80;

pub(super) struct Office {
    typeface: Typeface,
}

impl Office {
    pub(super) fn open(typeface: Typeface) -> Self {
        Self { typeface }
    }

    /// The last page of a form, stamped, signed and scanned in colour.
    pub(super) fn scan_form(&self, unit: &Unit, name: &str, pdf: &[u8]) -> anyhow::Result<Vec<u8>> {
        let last = Sheet::pages(pdf)?;
        let sheet = Sheet::from_pdf(pdf, last, Dpi::D150)?;
        self.scan(unit, sheet, FormKind::of_file(name))
    }

    pub(super) fn scan_licence(&self, unit: &Unit) -> anyhow::Result<Vec<u8>> {
        let licence = Licence {
            company: unit.name.clone(),
            uscc: unit.uscc.as_str().to_owned(),
            legal_person: unit.legal_name.clone(),
        };
        self.scan(unit, licence.print(&self.typeface, Dpi::D150), FormKind::Licence)
    }

    pub(super) fn scan_card(&self, unit: &Unit) -> anyhow::Result<Vec<u8>> {
        let card = IdentityCard { name: unit.agent_name.clone(), number: AGENT_IDENTITY.to_owned() };
        self.scan(unit, card.print(&self.typeface, Dpi::D150), FormKind::IdentityCard)
    }

    /// What the finance department's own system would print.
    pub(super) fn print_invoice(unit: &Unit) -> anyhow::Result<Vec<u8>> {
        let (title, amount) = (format!("购买方：{}", unit.name), "价税合计（小写）：¥130.00");
        Ok(forms::render_text("电子发票（普通发票）", &[&title, unit.uscc.as_str(), amount])?)
    }

    fn scan(&self, unit: &Unit, sheet: Sheet, form: FormKind) -> anyhow::Result<Vec<u8>> {
        let stamping = Stamping {
            company: unit.name.clone(),
            legal_person: unit.legal_name.clone(),
            agent: unit.agent_name.clone(),
            typeface: self.typeface.clone(),
            marks: None,
            seed: u64::try_from(unit.agent.0).unwrap_or_default(),
        };
        Ok(encode_jpeg(&stamping.scan(sheet, form, Finish::Good), QUALITY)?)
    }
}

//! The papers of the set: one order's forms and their doubles, printed once at each resolution, stamped and scanned page by page.

use crate::mishaps::{self, Label, Mishap, On, Press, Print};
use certdesk::desk::inspect::{self, Inspected, Ours};
use certdesk::domain::document::{DocumentKind, FileForm, FileRef};
use certdesk::domain::ids::AccountId;
use certdesk::domain::order::{Order, Upload};
use certdesk::domain::order_number::OrderNumber;
use certdesk::forms::{self, Certificate, FormData, FormKey, LegalPerson, Unit};
use certdesk::scan::{Limits, Thresholds};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use telegram_sim::paper::{
    At, Degradation, Dpi, Finish, FormKind, IdentityCard, Impression, Licence, Mark, Scan, Sheet, Stamping, Typeface,
    encode_jpeg,
};

const UNIT: &str = "江西建工第一建筑有限责任公司";
const REVISION: u16 = 2;
const RESOLUTIONS: [Dpi; 3] = [Dpi::D150, Dpi::D200, Dpi::D300];
const FORMS: [DocumentKind; 3] =
    [DocumentKind::ApplicationForm, DocumentKind::AuthorisationLetter, DocumentKind::SealSpecimenForm];
const COPIES: [DocumentKind; 2] = [DocumentKind::BusinessLicence, DocumentKind::AgentIdentityCard];

/// One page of the set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page {
    pub(crate) mishap: &'static Mishap,
    pub(crate) document: DocumentKind,
    pub(crate) dpi: Dpi,
    pub(crate) seed: u64,
}

impl Page {
    pub(crate) fn name(&self) -> String {
        format!("{}, {:?}, {} dpi, {}", self.mishap.name, self.document, self.dpi.value(), self.seed)
    }

    /// Whether a person would take it.
    pub(crate) fn good(&self) -> bool {
        matches!(self.mishap.label, Label::Good { .. })
    }

    /// Whether its code ought to be read as this order's.
    pub(crate) fn bound(&self) -> bool {
        self.document.is_form() && self.good()
    }
}

fn documents(on: On) -> &'static [DocumentKind] {
    match on {
        On::Forms => &FORMS,
        On::Letter => &FORMS[1..2],
        On::Specimen => &FORMS[2..],
        On::Copies => &COPIES,
        On::Card => &COPIES[1..],
    }
}

/// The whole set.
pub(crate) fn all() -> Vec<Page> {
    let mut pages = Vec::new();
    for mishap in mishaps::ALL {
        // where fewer papers can have it, each has it more often
        let documents = documents(mishap.on);
        for round in 0..3_usize.div_ceil(documents.len()) {
            for document in documents {
                for dpi in RESOLUTIONS {
                    let seed = pages.len() as u64 * 7 + round as u64;
                    pages.push(Page { mishap, document: *document, dpi, seed });
                }
            }
        }
    }
    pages
}

/// One page of each kind.
pub(crate) fn sample() -> Vec<Page> {
    let one = |(at, mishap): (usize, &'static Mishap)| {
        let documents = documents(mishap.on);
        let dpi = if at % 2 == 0 { Dpi::D150 } else { Dpi::D200 };
        Page { mishap, document: documents[at % documents.len()], dpi, seed: at as u64 }
    };
    mishaps::ALL.iter().enumerate().map(one).collect()
}

/// The office with everything that is printed in it.
pub(crate) struct Papers {
    typeface: Typeface,
    order: Order,
    key: FormKey,
    printed: Mutex<HashMap<(DocumentKind, u32, u8), Arc<Sheet>>>,
}

impl Papers {
    pub(crate) fn open() -> Self {
        let account = AccountId::make(0, [1; 10]);
        let mut order = Order::draft(OrderNumber::make(2026, 1), account, chrono::DateTime::UNIX_EPOCH);
        order.revision = REVISION.into();
        let key = FormKey::derive(b"the labelled set");
        let typeface = Typeface::from_bytes(forms::typeface()).unwrap();
        Self { typeface, order, key, printed: Mutex::default() }
    }

    /// The page as it comes out of the scanner.
    pub(crate) fn scan(&self, page: &Page) -> Vec<u8> {
        let sheet = self.sheet(page);
        let scale = f64::from(page.dpi.value()) / 200.0;
        let sheet = match page.mishap.press {
            Press::Worn(what) => worn(sheet, what, boxed(page, what)),
            Press::Smeared(what) => smeared(sheet, boxed(page, what), scale),
            _ => sheet,
        };
        let picture = Scan::good(page.seed).then((page.mishap.steps)(scale, page.seed)).apply_to(sheet);
        encode_jpeg(&picture, 85).unwrap()
    }

    /// What the desk says of it.
    pub(crate) fn look(&self, page: &Page, bytes: &[u8]) -> Inspected {
        let mut order = self.order.clone();
        let telegram = |step: &Degradation| matches!(step, Degradation::TelegramPhoto { .. });
        let photo = (page.mishap.steps)(1.0, page.seed).iter().any(telegram);
        order.uploads.push(upload(page.document, if photo { FileForm::Photo } else { FileForm::Document }));
        let (key, thresholds, limits) = (self.key.clone(), Thresholds::default(), Limits::default());
        inspect::look(bytes, &Ours { order, upload: 1, key, thresholds, limits })
    }

    fn sheet(&self, page: &Page) -> image::RgbImage {
        let sheet = (*self.blank(page)).clone();
        let kind = paper(page.document);
        let mut stamping = Stamping {
            company: UNIT.to_owned(),
            legal_person: "熊大明".to_owned(),
            agent: "李小芳".to_owned(),
            typeface: self.typeface.clone(),
            marks: None,
            seed: page.seed,
        };
        let legal = |mark: &Mark| matches!(mark.what, Impression::LegalSeal | Impression::Signature);
        let finish = match page.mishap.press {
            Press::As(finish) => finish,
            Press::Worn(_) | Press::Smeared(_) => Finish::Good,
            Press::OutOfBox => {
                let moved = |mark: &Mark| match mark.what {
                    Impression::CompanySeal => Mark { at: At::mm(mark.at.x_mm + 4.0, mark.at.y_mm - 15.0), ..*mark },
                    _ => *mark,
                };
                stamping.marks = Some(kind.marks().iter().map(moved).collect());
                Finish::Good
            }
            Press::NoLegal => {
                stamping.marks = Some(kind.marks().iter().filter(|mark| !legal(mark)).copied().collect());
                Finish::Good
            }
            Press::SignatureOnly => {
                let kept = |mark: &&Mark| mark.what != Impression::LegalSeal;
                stamping.marks = Some(kind.marks().iter().filter(kept).copied().collect());
                Finish::Good
            }
        };
        stamping.stamped(sheet, kind, finish)
    }

    /// The page as the printer made it.
    fn blank(&self, page: &Page) -> Arc<Sheet> {
        let key = (page.document, page.dpi.value(), page.mishap.print as u8);
        if let Some(sheet) = self.printed.lock().unwrap().get(&key) {
            return Arc::clone(sheet);
        }
        let sheet = Arc::new(match page.document {
            DocumentKind::BusinessLicence => {
                let (company, uscc) = (UNIT.to_owned(), "91360000158260068X".to_owned());
                Licence { company, uscc, legal_person: "熊大明".to_owned() }.print(&self.typeface, page.dpi)
            }
            DocumentKind::AgentIdentityCard => {
                let (name, number) = ("李小芳".to_owned(), "440524188001010014".to_owned());
                IdentityCard { name, number }.print(&self.typeface, page.dpi)
            }
            form => {
                let pdf = self.pdf(form, page.mishap.print);
                Sheet::from_pdf(&pdf, Sheet::pages(&pdf).unwrap(), page.dpi).unwrap()
            }
        });
        self.printed.lock().unwrap().insert(key, Arc::clone(&sheet));
        sheet
    }

    fn pdf(&self, document: DocumentKind, print: Print) -> Vec<u8> {
        let other = OrderNumber::make(2026, 2);
        let order = if print == Print::OtherOrder { other.as_str() } else { self.order.number.as_str() };
        let data = data(order, if print == Print::Old { REVISION - 1 } else { REVISION });
        let key = if print == Print::Forged { FormKey::derive(b"somebody else's") } else { self.key.clone() };
        let kind = match document {
            DocumentKind::AuthorisationLetter => forms::FormKind::AuthorisationLetter,
            DocumentKind::SealSpecimenForm => forms::FormKind::SealSpecimen,
            _ => forms::FormKind::ApplicationForm,
        };
        forms::render(kind, &data, &key, Some("https://t.me/certdesk_bot?start=l-26000011-0123456789abcdef")).unwrap()
    }
}

/// Left, top, width and height in dots of an impression, with a millimetre of room for its tilt.
fn boxed(page: &Page, what: Impression) -> [u32; 4] {
    let mark = paper(page.document).marks().iter().find(|mark| mark.what == what).unwrap();
    let half = if what == Impression::CompanySeal { 21.5 } else { 11.5 };
    let [x, y, side] = [mark.at.x_mm - half, mark.at.y_mm - half, 2.0 * half].map(|mm| dots(mm * page.dpi.px_per_mm()));
    [x, y, side, side]
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places on a page")]
fn dots(length: f64) -> u32 {
    length.round() as u32
}

/// Without a third of its edge: of a ring two pieces opposite each other, of a frame the middle of two sides. Letters stay.
fn worn(mut sheet: image::RgbImage, what: Impression, [x, y, wide, high]: [u32; 4]) -> image::RgbImage {
    let (middle, side) = ((x + wide / 2, y + high / 2), f64::from(wide));
    for (x, y) in (y..y + high).flat_map(|y| (x..x + wide).map(move |x| (x, y))) {
        let (right, down) = (f64::from(x) - f64::from(middle.0), f64::from(y) - f64::from(middle.1));
        let gone = if what == Impression::CompanySeal {
            let (flat, steep) = (right.abs().min(down.abs()), right.abs().max(down.abs()));
            right.hypot(down) > 0.43 * side && right * down > 0.0 && flat > 0.27 * steep
        } else {
            right.abs() > 0.37 * side && down.abs() < 0.26 * side
        };
        let pixel = sheet.get_pixel_mut(x, y);
        if gone && pixel.0[0] > pixel.0[1].saturating_add(40) {
            pixel.0 = [250; 3];
        }
    }
    sheet
}

/// The impression as too much ink leaves it: run into the paper all round.
fn smeared(mut sheet: image::RgbImage, [x, y, wide, high]: [u32; 4], scale: f64) -> image::RgbImage {
    let part = image::imageops::crop_imm(&sheet, x, y, wide, high).to_image();
    let run = Degradation::Blur { sigma_px: 6.0 * scale };
    let part = Scan { steps: vec![run], seed: 1 }.apply_to(part);
    image::imageops::replace(&mut sheet, &part, x.into(), y.into());
    sheet
}

fn paper(document: DocumentKind) -> FormKind {
    match document {
        DocumentKind::ApplicationForm => FormKind::Application,
        DocumentKind::BusinessLicence => FormKind::Licence,
        DocumentKind::AgentIdentityCard => FormKind::IdentityCard,
        DocumentKind::AuthorisationLetter => FormKind::Authorisation,
        DocumentKind::SealSpecimenForm => FormKind::Specimen,
    }
}

fn data(order: &str, revision: u16) -> FormData {
    let certificate = |at: usize| Certificate {
        kind: "单位证书".to_owned(),
        serial: format!("3A5F{at:012X}"),
        holder: UNIT.to_owned(),
        expires: "2027-05-30".to_owned(),
        has_seal: true,
    };
    FormData {
        order: order.to_owned(),
        revision,
        issued: "2026年3月2日".to_owned(),
        authority: "江西省数字证书有限公司".to_owned(),
        project: "江西建工集团".to_owned(),
        unit: Unit { name: UNIT.to_owned(), uscc: "91360000158260068X".to_owned(), ..Unit::default() },
        legal_person: LegalPerson { name: "熊大明".to_owned(), ..LegalPerson::default() },
        certificates: (0..2).map(certificate).collect(),
        grounds: "证书介质遗失".to_owned(),
        ..FormData::default()
    }
}

fn upload(document: DocumentKind, form: FileForm) -> Upload {
    let file = FileRef { id: String::new(), unique_id: String::new(), name: None, size: 1, form };
    Upload::received(1, Some(document), file, chrono::DateTime::UNIX_EPOCH, REVISION.into())
}

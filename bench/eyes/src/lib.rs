//! The papers that are measured: a stamped form as a 300 dpi scanner writes it, and the same page as a PNG of more than six megabytes.

use certdesk::desk::inspect::Ours;
use certdesk::domain::ids::AccountId;
use certdesk::domain::order::Order;
use certdesk::domain::order_number::OrderNumber;
use certdesk::forms::{self, Certificate, FormData, FormKey, FormKind, LegalPerson, Unit};
use certdesk::scan::{Limits, Thresholds};
use telegram_sim::paper::{self, Dpi, Finish, Scan, Sheet, Stamping, Typeface, encode_jpeg, encode_png};

/// The key that the forms are bound with.
pub fn key() -> FormKey {
    FormKey::derive(b"bench")
}

/// An order's details.
pub fn data() -> FormData {
    let unit = "江西建工第一建筑有限责任公司";
    FormData {
        order: OrderNumber::make(2026, 1).as_str().to_owned(),
        revision: 1,
        unit: Unit { name: unit.to_owned(), ..Unit::default() },
        legal_person: LegalPerson { name: "熊大明".to_owned(), ..LegalPerson::default() },
        certificates: vec![Certificate { holder: unit.to_owned(), ..Certificate::default() }; 2],
        ..FormData::default()
    }
}

/// The order that the form is of, with an upload to be looked at.
pub fn ours() -> Ours {
    let account = AccountId::make(0, [1; 10]);
    let mut order = Order::draft(OrderNumber::make(2026, 1), account, chrono::DateTime::UNIX_EPOCH);
    order.revision = data().revision.into();
    Ours { order, upload: 1, key: key(), thresholds: Thresholds::default(), limits: Limits::default() }
}

/// A printed form.
pub fn form() -> Vec<u8> {
    forms::render(FormKind::ApplicationForm, &data(), &key(), None).expect("the form is printed")
}

/// A stamped page, scanned in colour at 300 dpi: 2480 by 3508 pixels, as a JPEG and as a PNG.
pub fn scans() -> (Vec<u8>, Vec<u8>) {
    let typeface = Typeface::from_bytes(forms::typeface()).expect("the font opens");
    let stamping = Stamping {
        company: data().unit.name,
        legal_person: "熊大明".to_owned(),
        agent: "李小芳".to_owned(),
        typeface,
        marks: None,
        seed: 7,
    };
    let sheet = Sheet::from_pdf(&form(), 1, Dpi::D300).expect("the page is there");
    let page = stamping.stamped(sheet, paper::FormKind::Application, Finish::Good);
    let picture = Scan::good(7).apply_to(page);
    (encode_jpeg(&picture, 88).expect("a JPEG"), encode_png(&picture).expect("a PNG"))
}

//! The printed forms, rasterised, stamped, spoilt in one way each, and looked at as uploads: what is printed must be readable, what is wrong must be seen.
#![expect(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a test's own scenery: what cannot be made stops the test, and pages have a few thousand pixels"
)]

mod paper_support;

use certdesk::desk::inspect::Ours;
use certdesk::domain::document::DocumentKind;
use certdesk::domain::ids::AccountId;
use certdesk::domain::order::{FormPage, Order};
use certdesk::domain::order_number::OrderNumber;
use certdesk::forms::FormData;
use certdesk::forms::layout::{self, Item};
use certdesk::forms::{Binding, FormKind, fingerprint};
use certdesk::scan::{
    Check, Expectation, Finding, Limits, Need, Region, Scan, Sought, Step, Thresholds, Verdict, inspect, judge,
};
use image::{Rgb, RgbImage, imageops};
use paper_support::{data, jpeg, key, link, png, printed, stamp_company, stamp_legal};
use telegram_sim::paper::{Dpi, Sheet};

fn look(bytes: &[u8]) -> Scan {
    inspect(bytes, &Limits::default(), &Sought::default())
}

fn region(kind: FormKind, item: Item) -> Option<Region> {
    layout::area_of(kind, item).map(|area| Region::of(area.x, area.y, area.width, area.height))
}

fn expectation(kind: FormKind) -> Expectation {
    Expectation {
        code: Need::Required,
        colour: Need::Required,
        company_seal: Need::Required,
        legal_seal: if kind == FormKind::SealSpecimen { Need::Required } else { Need::Free },
        legal_mark: if kind == FormKind::AuthorisationLetter { Need::Required } else { Need::Free },
        company_box: region(kind, Item::CompanySeal),
        legal_box: region(kind, Item::LegalSeal),
        signature_box: region(kind, Item::LegalSignature),
        specimens: kind == FormKind::SealSpecimen,
        ..Expectation::default()
    }
}

fn findings(kind: FormKind, bytes: &[u8]) -> Vec<Finding> {
    judge(&look(bytes), &expectation(kind), &Thresholds::default())
}

fn doubts(findings: &[Finding]) -> Vec<Check> {
    findings.iter().filter(|finding| finding.verdict != Verdict::Pass).map(|finding| finding.check).collect()
}

/// A good scan at 200 dpi: last page, sealed.
fn sealed(kind: FormKind) -> RgbImage {
    let mut page = printed(kind, 2, 200.0).pop().unwrap();
    stamp_company(&mut page, layout::area_of(kind, Item::CompanySeal).unwrap().centre(), 200.0);
    if let Some(area) = layout::area_of(kind, Item::LegalSeal) {
        stamp_legal(&mut page, area.centre(), 200.0);
    }
    page
}

#[test]
fn every_page_of_every_form_is_read_back_and_bound_to_its_order() {
    for kind in FormKind::ALL {
        let pages = printed(kind, 12, 150.0);
        for (at, page) in pages.iter().enumerate() {
            let scan = look(&jpeg(page, 92));
            let seen = scan.report.seen.unwrap();
            let binding = Binding::parse(seen.codes[seen.anchor.unwrap()].text.as_str(), &key()).unwrap();
            assert_eq!(
                (binding.kind, usize::from(binding.page), usize::from(binding.pages)),
                (kind, at + 1, pages.len())
            );
            assert_eq!(binding.order, data(12).order);
            assert_eq!(binding.fingerprint, fingerprint(kind, &data(12), Some(link()), &key()));
            assert!(
                (seen.dpi - 150.0).abs() < 1.5 && seen.skew.unwrap().abs() < 0.2,
                "{kind:?} {} {:?}",
                seen.dpi,
                seen.skew
            );
            assert!(seen.cut_mm.unwrap() < 1.5, "{kind:?} {:?}", seen.cut_mm);
        }
    }
}

#[test]
fn a_page_of_a_long_form_is_known_as_that_page() {
    let order = Order::draft(OrderNumber::make(2026, 1), AccountId::make(0, [1; 10]), chrono::DateTime::UNIX_EPOCH);
    let (number, revision) = (order.number.as_str().to_owned(), u16::try_from(order.revision).unwrap());
    let (thresholds, limits) = (Thresholds::default(), Limits::default());
    let ours = Ours { order, upload: 1, key: key(), thresholds, limits };
    for (certificates, pages) in [(1, 1), (12, 2)] {
        let data = FormData { order: number.clone(), revision, ..data(certificates) };
        let pdf = certdesk::forms::render(FormKind::ApplicationForm, &data, &key(), None).unwrap();
        assert_eq!(Sheet::pages(&pdf).unwrap(), usize::from(pages));
        for page in 1..=pages {
            let sheet = Sheet::from_pdf(&pdf, page.into(), Dpi::D150).unwrap();
            let seen = certdesk::desk::inspect::look(&png(sheet.face()), &ours);
            assert_eq!(seen.document, Some(DocumentKind::ApplicationForm));
            assert_eq!(seen.page, (pages > 1).then_some(FormPage { number: page, of: pages }));
            let unsealed = seen.findings.iter().any(|finding| finding.check == "no-seal");
            assert_eq!(unsealed, page == pages, "the seal is on the last page: {:?}", seen.findings);
        }
    }
}

#[test]
fn the_barcode_on_each_page_says_the_order() {
    for kind in FormKind::ALL {
        for page in printed(kind, 12, 200.0) {
            let read = certdesk::scan::barcodes(&png(&page), &Limits::default());
            assert!(read.contains(&data(12).order), "{kind:?}: {read:?}");
        }
    }
}

/// What the desk says of a page of the order that all these pages are of.
fn desk_says(page: &RgbImage) -> Vec<String> {
    let order = Order::draft(OrderNumber::make(2026, 1), AccountId::make(0, [1; 10]), chrono::DateTime::UNIX_EPOCH);
    let (thresholds, limits) = (Thresholds::default(), Limits::default());
    let ours = Ours { order, upload: 1, key: key(), thresholds, limits };
    certdesk::desk::inspect::look(&png(page), &ours).findings.into_iter().map(|finding| finding.check).collect()
}

#[test]
fn a_packing_list_and_a_damaged_code_are_named() {
    let number = OrderNumber::make(2026, 1).as_str().to_owned();
    let order = Order::draft(OrderNumber::make(2026, 1), AccountId::make(0, [1; 10]), chrono::DateTime::UNIX_EPOCH);
    let data = FormData { order: number, revision: u16::try_from(order.revision).unwrap(), ..data(1) };
    let pdf = certdesk::forms::render(FormKind::PackingList, &data, &key(), None).unwrap();
    let list = Sheet::from_pdf(&pdf, 1, Dpi::D150).unwrap();
    assert_eq!(desk_says(list.face()), ["packing-list"]);

    // a code that begins as ours do and goes on otherwise, where a form's code stands
    let mut page = sealed(FormKind::ApplicationForm);
    let area = layout::area_of(FormKind::ApplicationForm, Item::Code).unwrap();
    let dots = |mm: f32| (mm * 200.0 / 25.4).round() as u32;
    let code = image::load_from_memory(&certdesk::forms::qr_png("CD1:26000010:A:2:1/1").unwrap()).unwrap().into_rgb8();
    let code = imageops::resize(&code, dots(area.width), dots(area.height), imageops::FilterType::Triangle);
    imageops::replace(&mut page, &code, dots(area.x).into(), dots(area.y).into());
    let said = desk_says(&page);
    assert!(said.contains(&"code-damaged".to_owned()) && !said.contains(&"no-code".to_owned()), "{said:?}");
}

#[test]
fn the_letters_second_code_is_the_deep_link() {
    let page = printed(FormKind::AuthorisationLetter, 1, 150.0).pop().unwrap();
    let seen = look(&png(&page)).report.seen.unwrap();
    assert_eq!(seen.codes.len(), 2);
    assert!(seen.codes.iter().any(|code| code.text == link()), "{:?}", seen.codes);
}

#[test]
fn a_good_scan_has_nothing_against_it() {
    for kind in [FormKind::ApplicationForm, FormKind::AuthorisationLetter, FormKind::SealSpecimen] {
        let findings = findings(kind, &jpeg(&sealed(kind), 90));
        assert_eq!(doubts(&findings), vec![], "{kind:?} {findings:#?}");
    }
}

#[test]
fn a_page_upside_down_or_on_its_side_is_turned() {
    let page = sealed(FormKind::ApplicationForm);
    for (turned, quarters) in
        [(imageops::rotate90(&page), 3), (imageops::rotate180(&page), 2), (imageops::rotate270(&page), 1)]
    {
        let scan = look(&jpeg(&turned, 90));
        let seen = scan.report.seen.as_ref().unwrap();
        assert_eq!((seen.quarter_turns, seen.width, seen.height), (quarters, page.width(), page.height()));
        let findings = judge(&scan, &expectation(FormKind::ApplicationForm), &Thresholds::default());
        assert_eq!(doubts(&findings), vec![]);
    }
}

#[test]
fn each_fault_is_named_and_nothing_else() {
    let kind = FormKind::ApplicationForm;
    let good = sealed(kind);
    let unsealed = printed(kind, 2, 200.0).pop().unwrap();
    let grey = image::DynamicImage::from(image::DynamicImage::from(good.clone()).into_luma8()).into_rgb8();
    let blurred = imageops::blur(&good, 4.0);
    let cropped = imageops::crop_imm(&good, 0, 0, good.width(), good.height() * 93 / 100).to_image();
    let small = imageops::resize(&good, 827, 1170, imageops::FilterType::Triangle);
    let cases: [(&str, RgbImage, &[Check]); 5] = [
        ("no seal", unsealed, &[Check::Colour, Check::CompanySeal]),
        ("grey copy", grey, &[Check::Colour, Check::CompanySeal]),
        ("blurred", blurred, &[Check::Sharpness]),
        ("cut off", cropped, &[Check::Page]),
        ("sent as a photo", small, &[Check::Resolution, Check::Photo]),
    ];
    for (name, page, expected) in cases {
        let found = doubts(&findings(kind, &jpeg(&page, 88)));
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn a_seal_over_the_code_is_read_through_and_named() {
    let mut page = sealed(FormKind::ApplicationForm);
    stamp_company(&mut page, (172.0, 30.0), 200.0);
    let scan = look(&jpeg(&page, 85));
    let seen = scan.report.seen.as_ref().unwrap();
    assert!(Binding::parse(seen.form_code().unwrap(), &key()).is_ok());
    let findings = judge(&scan, &expectation(FormKind::ApplicationForm), &Thresholds::default());
    assert_eq!(doubts(&findings), vec![Check::SealOverCode], "{findings:#?}");
}

#[test]
fn a_specimen_outside_its_box_or_on_dirty_ground_is_named() {
    let kind = FormKind::SealSpecimen;
    let mut page = printed(kind, 2, 200.0).pop().unwrap();
    let (x, y) = layout::area_of(kind, Item::CompanySeal).unwrap().centre();
    stamp_company(&mut page, (x + 12.0, y - 10.0), 200.0);
    stamp_legal(&mut page, layout::area_of(kind, Item::LegalSeal).unwrap().centre(), 200.0);
    for at in 0..200 {
        let (x, y) = (725 + at % 60 * 3, 1500 + at / 60 * 40);
        for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 0), (2, 1)] {
            page.put_pixel(x + dx, y + dy, Rgb([20, 20, 20]));
        }
    }
    let found = doubts(&findings(kind, &jpeg(&page, 90)));
    assert_eq!(found, vec![Check::CompanySealPlace, Check::LegalSealGround], "{:#?}", findings(kind, &jpeg(&page, 90)));
}

#[test]
fn a_hand_signature_does_for_the_legal_persons_seal() {
    let kind = FormKind::AuthorisationLetter;
    let mut page = printed(kind, 2, 200.0).pop().unwrap();
    stamp_company(&mut page, layout::area_of(kind, Item::CompanySeal).unwrap().centre(), 200.0);
    assert_eq!(doubts(&findings(kind, &jpeg(&page, 90))), vec![Check::LegalMark]);
    paper_support::sign(&mut page, layout::area_of(kind, Item::LegalSignature).unwrap(), 200.0);
    assert_eq!(doubts(&findings(kind, &jpeg(&page, 90))), vec![]);
}

#[test]
fn a_large_picture_comes_under_a_megabyte_with_its_code_and_its_red() {
    let mut page = printed(FormKind::ApplicationForm, 2, 300.0).pop().unwrap();
    stamp_company(&mut page, layout::area_of(FormKind::ApplicationForm, Item::CompanySeal).unwrap().centre(), 300.0);
    // paper is never quite white: without noise a PNG of a page would be small
    for (x, y, pixel) in page.enumerate_pixels_mut() {
        let grain = u8::try_from((x.wrapping_mul(31) ^ y.wrapping_mul(17)).wrapping_mul(2_654_435_761) >> 29).unwrap();
        pixel.0 = pixel.0.map(|value| value.saturating_sub(grain));
    }
    let bytes = png(&page);
    assert!(bytes.len() > 6_000_000, "{}", bytes.len());
    let scan = look(&bytes);
    let kept = scan.shrink(&bytes, 1_000_000).unwrap();
    assert!(kept.jpeg.len() <= 1_000_000 && kept.code_readable == Some(true), "{} {:?}", kept.jpeg.len(), kept.steps);
    let again = look(&kept.jpeg);
    let seen = again.report.seen.as_ref().unwrap();
    assert!(Binding::parse(seen.form_code().unwrap(), &key()).is_ok() && seen.seals.len() == 1);
    assert!(seen.unlike(&scan.report.seen.unwrap().likeness) <= 12);
    let tiny = again.shrink(&kept.jpeg, 150_000).unwrap();
    assert!(tiny.jpeg.len() <= 150_000 && tiny.steps.iter().any(|step| matches!(step, Step::Encoded { .. })));
}

#[test]
fn a_small_sound_file_is_kept_as_it_is_but_for_its_notes() {
    let clean = jpeg(&sealed(FormKind::ApplicationForm), 80);
    let scan = look(&clean);
    let kept = scan.shrink(&clean, 1_000_000).unwrap();
    assert_eq!((kept.jpeg.as_slice(), kept.steps), (clean.as_slice(), vec![]));
    let mut noted = clean.clone();
    noted.splice(2..2, b"\xff\xfe\x00\x06gps!".iter().copied());
    noted.extend_from_slice(b"PK\x03\x04");
    let kept = look(&noted).shrink(&noted, 1_000_000).unwrap();
    assert_eq!((kept.jpeg.as_slice(), kept.steps), (clean.as_slice(), vec![Step::Stripped]));
}

#[test]
fn what_was_found_is_marked_on_a_small_picture() {
    let bytes = jpeg(&sealed(FormKind::SealSpecimen), 90);
    let scan = look(&bytes);
    let findings = judge(&scan, &expectation(FormKind::SealSpecimen), &Thresholds::default());
    let marked = scan.annotate(&findings, &Thresholds::default()).unwrap();
    let picture = image::load_from_memory(&marked).unwrap().into_rgb8();
    assert!(picture.width().max(picture.height()) <= 960 && marked.len() < 300_000);
    let green = picture.pixels().filter(|pixel| pixel.0[1] > 120 && pixel.0[0] < 90 && pixel.0[2] < 120).count();
    let orange = picture
        .pixels()
        .filter(|pixel| pixel.0[0] > 200 && (100..170).contains(&pixel.0[1]) && pixel.0[2] < 80)
        .count();
    assert!(green > 200 && orange > 200, "{green} {orange}");
}

#[test]
fn anything_at_all_may_be_uploaded() {
    let page = sealed(FormKind::ApplicationForm);
    let whole = jpeg(&imageops::resize(&page, 300, 424, imageops::FilterType::Triangle), 70);
    for cut in (0..whole.len()).step_by(whole.len() / 40) {
        let scan = look(&whole[..cut]);
        let verdict = Finding::worst(&judge(&scan, &expectation(FormKind::ApplicationForm), &Thresholds::default()));
        assert_eq!(verdict, Verdict::Refuse, "{cut}");
    }
    for (width, height) in [(1, 1), (1, 5000), (5000, 1), (15, 15), (16, 16), (17, 900), (33, 47)] {
        let odd = RgbImage::from_fn(width, height, |x, y| Rgb([(x * 7 + y * 13) as u8, (x * y) as u8, (x ^ y) as u8]));
        let scan = look(&png(&odd));
        let findings = judge(&scan, &expectation(FormKind::SealSpecimen), &Thresholds::default());
        assert_ne!(Finding::worst(&findings), Verdict::Pass, "{width} {height}");
        assert!(scan.report.seen.is_none() || scan.annotate(&findings, &Thresholds::default()).is_some());
    }
}

/// The hardest data that people have: long names, rare characters, ten certificates.
#[test]
#[ignore = "writes files to be looked at: `just forms`"]
fn the_forms_with_hard_data_are_written_out() {
    let mut hard = data(10);
    let long = "江西省赣江新区建筑工程设计研究总院有限责任公司红谷滩第一分公司㛃䶮𠮷项目管理部";
    hard.order = "26000010".into();
    hard.unit.name = long.into();
    hard.unit.address = format!("江西省南昌市红谷滩区{long}大厦东塔楼三十六层3601室至3612室（靠近地铁二号线出口）");
    hard.legal_person.name = "欧阳㛃䶮𠮷".into();
    hard.agent.name = "阿卜杜热西提·买买提艾力".into();
    for certificate in &mut hard.certificates {
        certificate.holder = long.into();
    }
    hard.invoice.title = long.into();
    hard.invoice.email = "a-very-long-mailbox-name-of-an-accounting-department@subsidiary.example.com.cn".into();
    hard.recipient.name = "司徒䶮".into();
    hard.recipient.mobile = "13800138000".into();
    hard.recipient.address = hard.unit.address.clone();
    hard.legal_page = "https://certificates.example.com.cn/legal/v26000011-0123456789abcdef".into();
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    for kind in FormKind::ALL {
        let pdf = certdesk::forms::render(kind, &hard, &key(), Some(link())).unwrap();
        let path = folder.join(format!("{kind:?}.pdf"));
        std::fs::write(&path, pdf).unwrap();
        println!("{}", path.display());
    }
}

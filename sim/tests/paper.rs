//! Paper, black box: what is printed, stamped and scanned has the properties that a judge of scans relies on.
#![expect(clippy::unwrap_used, reason = "a test's own support may panic: that is how it fails")]
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of dots"
)]
#![expect(clippy::format_push_string, reason = "a handful of lines of a hand-written PDF")]
#![expect(clippy::float_cmp, reason = "a share of no dots at all is exactly zero")]

use image::{GenericImageView, Rgb, RgbImage};
use telegram_sim::paper::{
    At, Degradation, Dpi, Finish, FormKind, IdentityCard, InkKind, Licence, PaperError, Scan, Seal, Sheet, Signature,
    Stamping, Typeface, encode_jpeg, encode_png,
};

/// A PDF of one A4 page with a black bar across the top, written by hand.
fn pdf() -> Vec<u8> {
    let stream = "0 0 0 rg 60 760 475 20 re f";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595.28 841.89] /Contents 4 0 R /Resources << >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", number + 1);
    }
    let start = file.len();
    file.push_str("xref\n0 5\n0000000000 65535 f \n");
    let rows: Vec<String> = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
    file += &rows.concat();
    file += &format!("trailer << /Size 5 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    file.into_bytes()
}

fn stamping(seed: u64) -> Stamping {
    Stamping {
        company: "江西示例建筑工程有限公司".to_owned(),
        legal_person: "赵一鸣".to_owned(),
        agent: "钱小雨".to_owned(),
        typeface: Typeface::strokes(),
        marks: None,
        seed,
    }
}

/// Share of dots that are clearly red.
fn red(picture: &RgbImage) -> f64 {
    let red =
        picture.pixels().filter(|Rgb([r, g, b])| *r > 120 && r.saturating_sub(*g) > 60 && r.saturating_sub(*b) > 60);
    red.count() as f64 / f64::from(picture.width() * picture.height())
}

/// Share of dots that have any colour worth the name.
fn coloured(picture: &RgbImage) -> f64 {
    let spread = |Rgb(dot): &Rgb<u8>| dot.iter().max().unwrap() - dot.iter().min().unwrap();
    picture.pixels().filter(|dot| spread(dot) > 8).count() as f64 / f64::from(picture.width() * picture.height())
}

/// Mean difference between neighbours: falls when a picture is blurred.
fn sharpness(picture: &RgbImage) -> f64 {
    let row = |y| (1..picture.width()).map(move |x| (x, y));
    let steps = (0..picture.height()).step_by(3).flat_map(row).map(|(x, y)| {
        let (a, b) = (picture.get_pixel(x - 1, y)[1], picture.get_pixel(x, y)[1]);
        f64::from(a.abs_diff(b)).powi(2)
    });
    steps.sum::<f64>() / f64::from(picture.width() * picture.height())
}

fn scanned(finish: Finish) -> RgbImage {
    let sheet = Sheet::from_pdf(&pdf(), 1, Dpi::D150).unwrap();
    stamping(7).scan(sheet, FormKind::Application, finish)
}

#[test]
fn a_page_is_printed_at_true_size() {
    for (dpi, width, height) in [(Dpi::D150, 1240, 1754), (Dpi::D200, 1654, 2339), (Dpi::D300, 2480, 3508)] {
        let sheet = Sheet::from_pdf(&pdf(), 1, dpi).unwrap();
        let (wide, high) = sheet.face().dimensions();
        assert!(wide.abs_diff(width) <= 2 && high.abs_diff(height) <= 2, "{dpi:?}: {wide} × {high}");
        // The bar lies 21.9 to 28.9 mm from the top.
        let at = |mm: f64| sheet.face().get_pixel(wide / 2, (mm * f64::from(dpi.value()) / 25.4) as u32)[0];
        assert!(at(25.0) < 10 && at(15.0) > 245 && at(40.0) > 245);
    }
}

#[test]
fn what_is_no_pdf_is_refused_and_so_is_a_page_that_is_not_there() {
    assert!(matches!(
        Sheet::from_pdf(b"%PDF-1.4 no", 1, Dpi::D150),
        Err(PaperError::NotAPdf | PaperError::NoSuchPage { .. })
    ));
    assert!(matches!(Sheet::from_pdf(b"", 1, Dpi::D150), Err(PaperError::NotAPdf)));
    for page in [0, 2, usize::MAX] {
        let error = Sheet::from_pdf(&pdf(), page, Dpi::D150).unwrap_err();
        assert!(matches!(error, PaperError::NoSuchPage { pages: 1, .. }), "{error}");
    }
    let truncated = &pdf()[..200];
    assert!(Sheet::from_pdf(truncated, 1, Dpi::D150).is_err());
    assert!(Typeface::from_bytes(b"not a font").is_err());
}

#[test]
fn the_same_seed_gives_the_same_scan_and_another_one_another() {
    let scan = |seed| stamping(seed).scan(Sheet::blank(Dpi::D150), FormKind::Application, Finish::PhonePhoto);
    assert!(scan(1) == scan(1));
    assert!(scan(1) != scan(2));
}

#[test]
fn a_seal_is_red_and_stands_where_it_was_put() {
    let mut sheet = Sheet::blank(Dpi::D200);
    sheet.stamp(&Seal::company("某某公司").pressed(3), &Typeface::strokes(), At::mm(60.0, 100.0));
    let scale = 200.0 / 25.4;
    let inked: Vec<(f64, f64)> = sheet
        .face()
        .enumerate_pixels()
        .filter(|(_, _, dot)| dot[1] < 128)
        .map(|(x, y, _)| (f64::from(x) / scale, f64::from(y) / scale))
        .collect();
    let (left, right) = inked.iter().fold((f64::MAX, 0.0_f64), |(low, high), (x, _)| (low.min(*x), high.max(*x)));
    let (top, bottom) = inked.iter().fold((f64::MAX, 0.0_f64), |(low, high), (_, y)| (low.min(*y), high.max(*y)));
    assert!((left - 40.0).abs() < 0.6 && (right - 80.0).abs() < 0.6, "{left} to {right}");
    assert!((top - 80.0).abs() < 0.6 && (bottom - 120.0).abs() < 0.6, "{top} to {bottom}");
    assert!(red(sheet.face()) > 0.003);
}

#[test]
fn print_under_a_seal_stays_legible_and_a_photocopied_seal_is_not_red() {
    let mut sheet = Sheet::from_pdf(&pdf(), 1, Dpi::D150).unwrap();
    sheet.stamp(&Seal::company("某某公司"), &Typeface::strokes(), At::mm(105.0, 25.4));
    let middle = sheet.face().view(300, 140, 640, 20).to_image();
    assert!(middle.pixels().all(|dot| dot[0] < 40), "ink over black print must not lighten it");

    let mut copy = Sheet::blank(Dpi::D150);
    copy.stamp(&Seal::legal_person("赵一鸣").in_ink(InkKind::Photocopy), &Typeface::strokes(), At::mm(105.0, 150.0));
    assert_eq!(red(copy.face()), 0.0);
    assert!(copy.face().pixels().any(|dot| dot[0] < 100));
}

#[test]
fn a_signature_is_dark_and_not_red() {
    let mut sheet = Sheet::blank(Dpi::D200);
    sheet.sign(&Signature::of("赵一鸣", 4), &Typeface::strokes(), At::mm(105.0, 150.0));
    let dark = sheet.face().pixels().filter(|dot| dot[0] < 90).count();
    assert!(dark > 300, "{dark} dots of ink");
    assert_eq!(red(sheet.face()), 0.0);
}

#[test]
fn every_finish_has_the_fault_that_its_name_speaks_of() {
    let good = scanned(Finish::Good);
    assert!(red(&good) > 0.001 && coloured(&good) > 0.001);
    for missing in [Finish::NoSeal, Finish::GreyCopy, Finish::PhotocopiedSeal] {
        assert!(red(&scanned(missing)) < 0.000_05, "{missing:?}");
    }
    assert!(coloured(&scanned(Finish::GreyCopy)) < 0.000_01);
    for soft in [Finish::Blurred, Finish::Shaken] {
        assert!(sharpness(&scanned(soft)) < 0.5 * sharpness(&good), "{soft:?}");
    }
    assert!(scanned(Finish::Cropped).height() < good.height() * 7 / 10);
    let sideways = scanned(Finish::Sideways);
    assert_eq!((sideways.width(), sideways.height()), (good.height(), good.width()));
    assert_eq!(scanned(Finish::Small).height(), 800);
    let brightness = |picture: &RgbImage| picture.pixels().map(|dot| f64::from(dot[1])).sum::<f64>();
    assert!(brightness(&scanned(Finish::Dark)) < 0.5 * brightness(&good));
    assert!(red(&scanned(Finish::FaintSeal)) < red(&good));
}

#[test]
fn steps_with_values_beyond_reason_are_brought_back_to_sense() {
    let page = RgbImage::from_pixel(120, 160, Rgb([240, 240, 240]));
    let steps = vec![
        Degradation::Blur { sigma_px: f64::NAN },
        Degradation::Skew { degrees: 1e300 },
        Degradation::MotionBlur { length_px: -5.0, degrees: f64::INFINITY },
        Degradation::Crop { left: 9.0, top: 9.0, right: 9.0, bottom: 9.0 },
        Degradation::Resize { longest_px: u32::MAX },
        Degradation::TelegramPhoto { longest_px: 0 },
        Degradation::Perspective { strength: 50.0 },
        Degradation::Noise { sigma: -1.0 },
        Degradation::Jpeg { quality: 0 },
        Degradation::Exposure { gain: -3.0 },
        Degradation::Turn { quarters: 255 },
        Degradation::PaleToner { left: f64::NAN },
        Degradation::BlurredFoot { sigma_px: 1e9, from: -1.0 },
        Degradation::Reduced { share: 0.0 },
    ];
    let picture = Scan { steps, seed: 1 }.apply_to(page);
    assert!(picture.width() > 0 && picture.height() > 0 && picture.width() <= 6_000);
}

#[test]
fn a_list_of_steps_survives_json() {
    let scan = Scan::good(5).then(Finish::PhonePhoto.steps());
    let text = serde_json::to_string(&scan).unwrap();
    assert_eq!(serde_json::from_str::<Scan>(&text).unwrap(), scan);
    assert!(serde_json::from_str::<Scan>(r#"{"steps":[{"step":"melt"}],"seed":1}"#).is_err());
}

#[test]
fn a_copy_on_telegram_is_1280_dots_high() {
    let steps = vec![Degradation::TelegramPhoto { longest_px: 1_280 }];
    let picture = Scan { steps, seed: 1 }.apply(&Sheet::blank(Dpi::D200));
    assert_eq!(picture.height(), 1_280);
}

#[test]
fn a_licence_and_a_card_are_coloured_pages_with_room_for_the_seal() {
    let licence =
        Licence { company: "某某公司".to_owned(), uscc: "9136".to_owned(), legal_person: "赵一鸣".to_owned() };
    let card = IdentityCard { name: "钱小雨".to_owned(), number: "36010219900307803X".to_owned() };
    let face = Typeface::strokes();
    for (sheet, form) in
        [(licence.print(&face, Dpi::D150), FormKind::Licence), (card.print(&face, Dpi::D150), FormKind::IdentityCard)]
    {
        assert_eq!(sheet.face().dimensions(), (1240, 1754));
        let before = red(sheet.face());
        let scan = stamping(2).scan(sheet, form, Finish::Good);
        assert!(red(&scan) > before + 0.001, "{form:?}: {before}");
    }
}

#[test]
fn files_open_again_as_what_they_were() {
    let picture = scanned(Finish::Good);
    let png = image::load_from_memory(&encode_png(&picture).unwrap()).unwrap().to_rgb8();
    assert!(png == picture);
    let jpeg = image::load_from_memory(&encode_jpeg(&picture, 90).unwrap()).unwrap().to_rgb8();
    assert_eq!(jpeg.dimensions(), picture.dimensions());
    let apart: u64 = jpeg.as_raw().iter().zip(picture.as_raw()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    assert!(apart / (picture.as_raw().len() as u64) < 6);
    assert!(encode_jpeg(&RgbImage::new(70_000, 1), 80).is_err());
}

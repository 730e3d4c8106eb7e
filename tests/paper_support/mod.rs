//! A printer, stamps, a pen and a scanner for tests: forms rasterised at a resolution, seals in red, files of either kind.

use certdesk::forms::layout::Area;
use certdesk::forms::{Agent, Certificate, DeskAddress, FormData, FormKey, FormKind, LegalPerson, Unit, render};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use image::{Rgb, RgbImage};

pub(crate) fn key() -> FormKey {
    FormKey::derive(b"paper")
}

pub(crate) fn link() -> &'static str {
    "https://t.me/certdesk_bot?start=lp_4QX9B7K2M4QX9B7K2M"
}

pub(crate) fn data(certificates: usize) -> FormData {
    let unit = "江西建工第一建筑有限责任公司";
    let certificate = |at: usize| Certificate {
        kind: "单位证书".into(),
        serial: format!("3A5F{at:012X}"),
        holder: unit.into(),
        expires: "2027年5月30日".into(),
        has_seal: true,
    };
    FormData {
        order: "B7K2-M4QX-9".into(),
        revision: 1,
        issued: "2026年3月2日".into(),
        authority: "江西省数字证书有限公司".into(),
        project: "江西建工集团".into(),
        unit: Unit {
            name: unit.into(),
            uscc: "91360000158260068X".into(),
            address: "江西省南昌市北京西路956号".into(),
            telephone: "13800138000".into(),
        },
        legal_person: LegalPerson {
            name: "熊大明".into(),
            id_type: "居民身份证".into(),
            id_number: "36010219700101123X".into(),
        },
        agent: Agent { name: "李小芳".into(), id_number: "360102199001011234".into(), mobile: "13800138000".into() },
        certificates: (0..certificates).map(certificate).collect(),
        grounds: "证书介质遗失".into(),
        desk: DeskAddress {
            address: "南昌市火炬大街188号".into(),
            postcode: "330096".into(),
            ..DeskAddress::default()
        },
        ..FormData::default()
    }
}

/// The form's pages as a scanner sees them that is not there: no noise, no turn.
pub(crate) fn printed(kind: FormKind, certificates: usize, dpi: f32) -> Vec<RgbImage> {
    let bytes = render(kind, &data(certificates), &key(), Some(link())).unwrap();
    let pdf = Pdf::new(bytes).unwrap();
    let cache = RenderCache::new();
    let scale = dpi / 72.0;
    let size = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let pages = pdf.pages().iter().map(|page| {
        let pixmap = hayro::render(page, &cache, &InterpreterSettings::default(), &RenderSettings::default(), &size);
        let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
        let pixels = pixmap.data();
        RgbImage::from_fn(width, height, |x, y| {
            let pixel = pixels[(y * width + x) as usize];
            Rgb([pixel.r, pixel.g, pixel.b])
        })
    });
    pages.collect()
}

pub(crate) fn jpeg(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(picture).unwrap();
    bytes
}

pub(crate) fn png(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A company's seal of 42 mm: ring, star, and strokes along the ring where the name would be.
pub(crate) fn stamp_company(page: &mut RgbImage, (x, y): (f32, f32), dpi: f32) {
    ink(page, dpi, |mm_x, mm_y| {
        let (dx, dy) = (mm_x - x, mm_y - y);
        let from = dx.hypot(dy);
        let name = (14.0..18.0).contains(&from) && (dy.atan2(dx) * 12.0).sin() > 0.2;
        (19.8..21.0).contains(&from) || from < 5.0 || name
    });
}

/// A person's square seal of 20 mm.
pub(crate) fn stamp_legal(page: &mut RgbImage, (x, y): (f32, f32), dpi: f32) {
    ink(page, dpi, |mm_x, mm_y| {
        let from = (mm_x - x).abs().max((mm_y - y).abs());
        (9.0..10.0).contains(&from) || (from < 8.0 && ((mm_x * 2.0).sin() > 0.3) != ((mm_y * 1.3).sin() > 0.5))
    });
}

/// A hand signature in blue-black on a line.
pub(crate) fn sign(page: &mut RgbImage, area: Area, dpi: f32) {
    let scale = dpi / 25.4;
    for step in 0_u16..900 {
        let along = f32::from(step) / 900.0;
        let x = (area.x + 4.0 + along * (area.width - 8.0)) * scale;
        let y = (area.y + area.height * (0.45 + 0.25 * (along * 40.0).sin())) * scale;
        for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 1), (1, 2)] {
            page.put_pixel(x as u32 + dx, y as u32 + dy, Rgb([25, 30, 70]));
        }
    }
}

/// Red ink over what is there, as ink is: black stays black.
fn ink(page: &mut RgbImage, dpi: f32, inked: impl Fn(f32, f32) -> bool) {
    let scale = 25.4 / dpi;
    for (x, y, pixel) in page.enumerate_pixels_mut() {
        if inked(x as f32 * scale, y as f32 * scale) {
            let over = |value: u8, ink: u16| u8::try_from(u16::from(value) * ink / 255).unwrap();
            let [red, green, blue] = pixel.0;
            pixel.0 = [over(red, 210), over(green, 45), over(blue, 50)];
        }
    }
}

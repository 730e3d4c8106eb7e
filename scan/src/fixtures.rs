//! Pictures for this room's tests: pages with lines of "text", rings, frames. Nothing here is used outside tests.

use image::{Rgb, RgbImage};

pub(super) fn blank(width: u32, height: u32) -> RgbImage {
    RgbImage::from_pixel(width, height, Rgb([250, 250, 250]))
}

/// A page with lines of dark blocks, as text looks from afar.
pub(super) fn page(width: u32, height: u32) -> RgbImage {
    let mut picture = blank(width, height);
    let (mut y, margin) = (height / 10, width / 10);
    while y + 12 < height * 9 / 10 {
        let mut x = margin;
        while x + 9 < width - margin {
            for dy in 0..8 {
                for dx in 0..6 {
                    if (dx + x / 7) % 3 != 0 || (dy + y) % 4 == 0 {
                        picture.put_pixel(x + dx, y + dy, Rgb([30, 30, 35]));
                    }
                }
            }
            x += 9;
        }
        y += 20;
    }
    picture
}

pub(super) fn jpeg(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (width, height) = (u16::try_from(picture.width()).unwrap(), u16::try_from(picture.height()).unwrap());
    jpeg_encoder::Encoder::new(&mut bytes, quality)
        .encode(picture.as_raw(), width, height, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    bytes
}

pub(super) fn png(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// The picture turned clockwise about its middle, white around.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "pixels")]
pub(super) fn rotated(picture: &RgbImage, degrees: f32) -> RgbImage {
    let (sin, cos) = (-degrees).to_radians().sin_cos();
    let (cx, cy) = (picture.width() as f32 / 2.0, picture.height() as f32 / 2.0);
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let (dx, dy) = (x as f32 - cx, y as f32 - cy);
        let (sx, sy) = (cx + dx * cos - dy * sin, cy + dx * sin + dy * cos);
        let inside = sx >= 0.0 && sy >= 0.0 && sx + 1.0 < picture.width() as f32 && sy + 1.0 < picture.height() as f32;
        if !inside {
            return Rgb([250, 250, 250]);
        }
        let (fx, fy) = (sx.fract(), sy.fract());
        let at = |dx: u32, dy: u32| picture.get_pixel(sx as u32 + dx, sy as u32 + dy).0;
        let mix = |channel: usize| {
            let top = f32::from(at(0, 0)[channel]) * (1.0 - fx) + f32::from(at(1, 0)[channel]) * fx;
            let bottom = f32::from(at(0, 1)[channel]) * (1.0 - fx) + f32::from(at(1, 1)[channel]) * fx;
            (top * (1.0 - fy) + bottom * fy) as u8
        };
        Rgb([mix(0), mix(1), mix(2)])
    })
}

/// A red ring with a star-like blob inside: a company's seal.
#[expect(clippy::cast_precision_loss, reason = "pixels")]
pub(super) fn ring(picture: &mut RgbImage, centre: (f32, f32), radius: f32, thick: f32) {
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let from = (x as f32 - centre.0).hypot(y as f32 - centre.1);
        if (radius - thick..radius).contains(&from) || from < radius / 4.0 {
            pixel.0 = [205, 35, 40];
        }
    }
}

/// A red frame with strokes inside: a person's seal. `side` is the whole side.
#[expect(clippy::cast_precision_loss, reason = "pixels")]
pub(super) fn square(picture: &mut RgbImage, centre: (f32, f32), side: f32, thick: f32) {
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let (dx, dy) = ((x as f32 - centre.0).abs(), (y as f32 - centre.1).abs());
        let from = dx.max(dy);
        let stroke = from < side * 0.4 && x % 9 < 3;
        if (side / 2.0 - thick..side / 2.0).contains(&from) || stroke {
            pixel.0 = [205, 35, 40];
        }
    }
}

/// A QR code with its left top corner there, so many pixels to a module, in this colour.
pub(super) fn coded(picture: &mut RgbImage, text: &str, (left, top): (u32, u32), (module, ink): (u32, Rgb<u8>)) {
    let code = qrcode::QrCode::new(text).unwrap();
    let side = u32::try_from(code.width()).unwrap();
    for (at, colour) in (0..).zip(code.to_colors()) {
        if colour == qrcode::Color::Dark {
            let (x, y) = (left + at % side * module, top + at / side * module);
            for (dx, dy) in (0..module).flat_map(|dy| (0..module).map(move |dx| (dx, dy))) {
                picture.put_pixel(x + dx, y + dy, ink);
            }
        }
    }
}

//! QR codes and the Code 128 barcode as black rectangles. What the codes say is decided elsewhere.

use image::{GrayImage, ImageFormat, Luma};
use qrcode::{Color, EcLevel, QrCode};

use super::FormError;
use super::layout::Area;
use super::sheet::Mark;

/// A QR code at level M that fills `area`; the quiet zone is the caller's.
pub(super) fn qr(text: &str, area: Area) -> Result<Mark, FormError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| FormError::Code(text.len()))?;
    let modules = code.width();
    #[expect(clippy::cast_precision_loss, reason = "a QR code has at most 177 modules a side")]
    let at = |index: usize| index as f32 * area.width / modules as f32;
    let dark: Vec<bool> = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
    let mut areas = Vec::new();
    for (row, cells) in dark.chunks(modules).enumerate() {
        for (start, end) in runs(cells) {
            // A hair taller than its row: no renderer shows a seam between two.
            let height = at(row + 1) - at(row) + 0.01;
            areas.push(Area::of(area.x + at(start), area.y + at(row), at(end) - at(start), height));
        }
    }
    Ok(Mark::Black { areas })
}

/// A QR code as a PNG, with its quiet zone: for a chat, where it is scanned from a screen.
pub fn qr_png(text: &str) -> Result<Vec<u8>, FormError> {
    const MODULE: usize = 10;
    const QUIET: usize = 4;
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| FormError::Code(text.len()))?;
    let (modules, colors) = (code.width(), code.to_colors());
    let side = (modules + 2 * QUIET) * MODULE;
    let length = u32::try_from(side).map_err(|_| FormError::Code(text.len()))?;
    let dark = |x: u32, y: u32| {
        let at = |pixel: u32| (pixel as usize / MODULE).checked_sub(QUIET).filter(|module| *module < modules);
        at(x).zip(at(y)).is_some_and(|(column, row)| colors[row * modules + column] == Color::Dark)
    };
    let picture = GrayImage::from_fn(length, length, |x, y| Luma([if dark(x, y) { 0 } else { 255 }]));
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).map_err(|_| FormError::Code(text.len()))?;
    Ok(png.into_inner())
}

/// A Code 128 barcode (character set B) in `area`, modules of at most 0.33 mm.
pub(super) fn barcode(text: &str, area: Area) -> Result<Mark, FormError> {
    let encoder =
        barcoders::sym::code128::Code128::new(format!("\u{0181}{text}")).map_err(|_| FormError::Code(text.len()))?;
    let bars: Vec<bool> = encoder.encode().into_iter().map(|bar| bar == 1).collect();
    #[expect(clippy::cast_precision_loss, reason = "a barcode has a few hundred modules")]
    let module = (area.width / bars.len() as f32).min(0.33);
    #[expect(clippy::cast_precision_loss, reason = "as above")]
    let at = |index: usize| index as f32 * module;
    let areas = runs(&bars).map(|(start, end)| Area::of(area.x + at(start), area.y, at(end) - at(start), area.height));
    Ok(Mark::Black { areas: areas.collect() })
}

/// Start and end of each run of `true`.
fn runs(cells: &[bool]) -> impl Iterator<Item = (usize, usize)> + '_ {
    let starts = |at: &usize| cells[*at] && (*at == 0 || !cells[*at - 1]);
    (0..cells.len()).filter(starts).map(|start| {
        let length = cells[start..].iter().take_while(|cell| **cell).count();
        (start, start + length)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_maximal() {
        assert_eq!(runs(&[true, true, false, true]).collect::<Vec<_>>(), [(0, 2), (3, 4)]);
        assert_eq!(runs(&[]).count(), 0);
    }

    #[test]
    fn codes_stay_in_their_places() {
        let area = Area::of(10.0, 20.0, 30.0, 30.0);
        for mark in [qr("CD1:B7K2M-4QX9-1:A:1:1/1:0123456789ABCDEFGHJK", area), barcode("B7K2M-4QX9-1", area)] {
            let Mark::Black { areas } = mark.unwrap() else { panic!("a code is black") };
            assert!(areas.iter().all(|bar| bar.x >= 10.0 && bar.right() <= 40.01 && bar.bottom() <= 50.02));
        }
    }

    #[test]
    fn a_deep_link_of_any_sane_length_fits_and_an_endless_one_is_refused() {
        let area = Area::of(0.0, 0.0, 30.0, 30.0);
        assert!(qr(&format!("https://t.me/some_bot?start={}", "x".repeat(64)), area).is_ok());
        assert_eq!(qr(&"x".repeat(5000), area), Err(FormError::Code(5000)));
    }
}

//! QR codes and the Code 128 barcode as black rectangles. What the codes say is decided elsewhere.

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

//! Reading a PDF that somebody sent: whether it is one, and the text that is printed in it. CPU only, bounded, and never believed: no
//! judgement on what it says, no writing of PDFs.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::kurbo::{Affine, BezPath, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use hayro_syntax::Pdf;

/// More pages than any invoice has.
const PAGES: usize = 20;
/// More characters than any invoice has.
const CHARACTERS: usize = 200_000;

/// The text of a PDF in the order in which it is drawn; empty where it has only pictures. `None` where it is no PDF that can be opened.
#[must_use]
pub fn text(bytes: &[u8]) -> Option<String> {
    // Some programs put a few bytes before the mark; the format allows it within the first kilobyte.
    let head = &bytes[..bytes.len().min(1_024)];
    if !head.windows(5).any(|mark| mark == b"%PDF-") {
        return None;
    }
    let pdf = Pdf::new(bytes.to_vec()).ok()?;
    if pdf.pages().is_empty() {
        return None;
    }
    let cache = InterpreterCache::new();
    let mut reader = Reader::default();
    for page in pdf.pages().iter().take(PAGES) {
        let bounds = Rect::new(0.0, 0.0, 1_000.0, 1_000.0);
        let mut context = Context::new(Affine::IDENTITY, bounds, &cache, pdf.xref(), InterpreterSettings::default());
        interpret_page(page, &mut context, &mut reader);
        reader.text.push('\n');
    }
    Some(reader.text)
}

/// A page that is not drawn: only what its glyphs mean is kept.
#[derive(Default)]
struct Reader {
    text: String,
}

impl<'a> Device<'a> for Reader {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
    fn begin_marked_content(&mut self, _: &[u8], _: Option<&Dict<'_>>) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            if self.text.len() >= CHARACTERS {
                return;
            }
            match glyph.as_unicode() {
                Some(BfString::Char(c)) => self.text.push(c),
                Some(BfString::String(text)) => self.text.push_str(&text),
                None => {}
            }
        }
        // What is drawn in two goes may be two words: a table's cells have nothing else between them.
        self.text.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of one line in one of the fonts that every reader has.
    fn page(line: &str) -> Vec<u8> {
        let content = format!("BT /F1 12 Tf 20 700 Td ({line}) Tj ET");
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>>>>>"
                .to_owned(),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
            format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        ];
        let bodies: Vec<String> = (1..).zip(&objects).map(|(n, body)| format!("{n} 0 obj\n{body}\nendobj\n")).collect();
        let bodies = bodies.concat();
        format!("%PDF-1.4\n{bodies}trailer<</Root 1 0 R/Size 6>>\n%%EOF").into_bytes()
    }

    #[test]
    fn what_is_printed_is_read() {
        assert_eq!(text(&page("Total 1,300.00")).unwrap().trim(), "Total 1,300.00");
    }

    #[test]
    fn what_is_no_pdf_is_none_and_a_broken_one_harms_nobody() {
        for bytes in [&b""[..], b"%PDF-", b"\xff\xd8\xff\xe0 a picture", b"%PDF-1.7\n1 0 obj\n<<", &[0; 4_000]] {
            assert_eq!(text(bytes), None, "{bytes:?}");
        }
        let whole = page("Total 130.00");
        for cut in (0..whole.len()).step_by(7) {
            let _read = text(&whole[..cut]);
        }
    }
}

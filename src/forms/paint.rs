//! Draws sheets into a PDF. The only file that knows the PDF crate; decides no positions.

use krilla::Document;
use krilla::color::luma;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineCap, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};

use super::FormError;
use super::font::{Face, GETA};
use super::layout::{Area, PAGE_HEIGHT, PAGE_WIDTH};
use super::sheet::{Mark, POINT, Pen, Sheet, Style, Weight};
use super::typeset::Line;

/// Thickness of the outline that makes a letter bold, in ems.
const BOLD: f32 = 0.035;
/// A circle from four Bézier curves: distance of the handles.
const ROUND: f32 = 0.552_285;

/// The PDF of the sheets. Says nothing of the time or the machine: same sheets, same bytes.
pub(super) fn paint(title: &str, sheets: &[Sheet]) -> Result<Vec<u8>, FormError> {
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title(title.to_owned()).language("zh-CN".to_owned()));
    for sheet in sheets {
        let size = PageSettings::from_wh(pt(PAGE_WIDTH), pt(PAGE_HEIGHT)).ok_or(FormError::Pdf)?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        for mark in &sheet.marks {
            draw(&mut surface, mark);
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|_| FormError::Pdf)
}

fn draw(surface: &mut Surface<'_>, mark: &Mark) {
    match mark {
        Mark::Text { x, y, style, line } => text(surface, (*x, *y), *style, line),
        Mark::Rule { from, to, pen } => outline(surface, segment(*from, *to), *pen),
        Mark::Frame { area, pen } => outline(surface, rectangles(std::slice::from_ref(area)), *pen),
        Mark::Circle { centre, radius, pen } => outline(surface, circle(*centre, *radius), *pen),
        Mark::Fill { area, grey } => filled(surface, rectangles(std::slice::from_ref(area)), *grey),
        Mark::Black { areas } => filled(surface, rectangles(areas), 0),
    }
}

fn text(surface: &mut Surface<'_>, at: (f32, f32), style: Style, line: &Line) {
    let face = Face::open();
    let written = line.text();
    let mut glyphs = Vec::with_capacity(line.glyphs.len());
    let mut bytes = 0;
    for (index, placed) in line.glyphs.iter().enumerate() {
        let next = line.glyphs.get(index + 1).map_or(line.width, |next| next.x);
        let start = bytes;
        bytes += placed.character.len_utf8();
        let Some(glyph) = face.glyph(placed.character).or_else(|| face.glyph(GETA)) else { continue };
        glyphs.push(KrillaGlyph {
            glyph_id: GlyphId::new(glyph.id),
            text_range: start..bytes,
            x_advance: next - placed.x,
            x_offset: 0.0,
            y_offset: 0.0,
            y_advance: 0.0,
            location: None,
        });
    }
    let indent = line.glyphs.first().map_or(0.0, |first| first.x) * style.em();
    surface.set_fill(Some(ink(style.grey)));
    surface.set_stroke((style.weight == Weight::Bold).then(|| Stroke {
        paint: luma::Color::new(style.grey).into(),
        width: style.size * BOLD,
        ..Stroke::default()
    }));
    surface.draw_glyphs(
        Point::from_xy(pt(at.0 + indent), pt(at.1)),
        &glyphs,
        face.pdf.clone(),
        &written,
        style.size,
        false,
    );
}

fn outline(surface: &mut Surface<'_>, path: Option<Path>, pen: Pen) {
    let Some(path) = path else { return };
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: luma::Color::new(pen.grey).into(),
        width: pt(pen.width),
        line_cap: if pen.dash.is_some() { LineCap::Butt } else { LineCap::Square },
        dash: pen.dash.map(|length| StrokeDash { array: vec![pt(length), pt(length)], offset: 0.0 }),
        ..Stroke::default()
    }));
    surface.draw_path(&path);
}

fn filled(surface: &mut Surface<'_>, path: Option<Path>, grey: u8) {
    let Some(path) = path else { return };
    surface.set_stroke(None);
    surface.set_fill(Some(ink(grey)));
    surface.draw_path(&path);
}

fn ink(grey: u8) -> Fill {
    Fill { paint: luma::Color::new(grey).into(), ..Fill::default() }
}

fn segment(from: (f32, f32), to: (f32, f32)) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(pt(from.0), pt(from.1));
    path.line_to(pt(to.0), pt(to.1));
    path.finish()
}

fn rectangles(areas: &[Area]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for area in areas {
        path.push_rect(Rect::from_xywh(pt(area.x), pt(area.y), pt(area.width), pt(area.height))?);
    }
    path.finish()
}

fn circle(centre: (f32, f32), radius: f32) -> Option<Path> {
    let (x, y, r, h) = (pt(centre.0), pt(centre.1), pt(radius), pt(radius) * ROUND);
    let mut path = PathBuilder::new();
    path.move_to(x + r, y);
    path.cubic_to(x + r, y + h, x + h, y + r, x, y + r);
    path.cubic_to(x - h, y + r, x - r, y + h, x - r, y);
    path.cubic_to(x - r, y - h, x - h, y - r, x, y - r);
    path.cubic_to(x + h, y - r, x + r, y - h, x + r, y);
    path.close();
    path.finish()
}

/// Points of millimetres.
fn pt(millimetres: f32) -> f32 {
    millimetres / POINT
}

//! A page as a list of marks, in millimetres: what the forms compose and `paint` draws. Kept apart from the PDF so that a page can be dressed with its
//! number once the number of pages is known.

use super::layout::Area;
use super::typeset::{Line, lines, single};

/// Millimetres of a point.
pub(super) const POINT: f32 = 25.4 / 72.0;

/// Thickness of letters. Bold is the same letter with its outline drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Weight {
    #[default]
    Regular,
    Bold,
}

/// Size (points), thickness and blackness (0 is black) of text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) weight: Weight,
    pub(super) grey: u8,
}

impl Style {
    pub(super) const fn plain(size: f32) -> Self {
        Self { size, weight: Weight::Regular, grey: 0 }
    }

    pub(super) const fn bold(size: f32) -> Self {
        Self { size, weight: Weight::Bold, grey: 0 }
    }

    pub(super) const fn small(size: f32) -> Self {
        Self { size, weight: Weight::Regular, grey: 70 }
    }

    /// Millimetres of an em.
    pub(super) fn em(self) -> f32 {
        self.size * POINT
    }
}

/// How a line is drawn: width in millimetres, blackness, and dash length where it is dashed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pen {
    pub(super) width: f32,
    pub(super) grey: u8,
    pub(super) dash: Option<f32>,
}

impl Pen {
    pub(super) const FINE: Self = Self { width: 0.18, grey: 0, dash: None };
    pub(super) const HEAVY: Self = Self { width: 0.45, grey: 0, dash: None };
    pub(super) const DOTTED: Self = Self { width: 0.25, grey: 120, dash: Some(1.2) };
}

/// Something on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    /// Text with its base line's left end.
    Text { x: f32, y: f32, style: Style, line: Line },
    /// A straight line.
    Rule { from: (f32, f32), to: (f32, f32), pen: Pen },
    /// A rectangle's outline.
    Frame { area: Area, pen: Pen },
    /// A circle's outline.
    Circle { centre: (f32, f32), radius: f32, pen: Pen },
    /// A filled rectangle.
    Fill { area: Area, grey: u8 },
    /// Black rectangles drawn as one shape: codes.
    Black { areas: Vec<Area> },
}

/// Where text stands in the width it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Align {
    #[default]
    Left,
    Centre,
    Right,
}

/// One page.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sheet {
    pub(super) marks: Vec<Mark>,
}

impl Sheet {
    /// A line of text; `at` is its base line's left end, middle or right end.
    pub(super) fn text(&mut self, at: (f32, f32), align: Align, style: Style, text: &str) {
        let line = single(text);
        let width = line.width * style.em();
        let x = match align {
            Align::Left => at.0,
            Align::Centre => at.0 - width / 2.0,
            Align::Right => at.0 - width,
        };
        self.marks.push(Mark::Text { x, y: at.1, style, line });
    }

    /// The same, made smaller where it would not fit the width.
    pub(super) fn text_within(&mut self, at: (f32, f32), align: Align, style: Style, text: &str, width: f32) {
        let wide = single(text).width * style.em();
        let size = if wide > width { style.size * width / wide } else { style.size };
        self.text(at, align, Style { size, ..style }, text);
    }

    pub(super) fn rule(&mut self, from: (f32, f32), to: (f32, f32), pen: Pen) {
        self.marks.push(Mark::Rule { from, to, pen });
    }

    pub(super) fn frame(&mut self, area: Area, pen: Pen) {
        self.marks.push(Mark::Frame { area, pen });
    }

    /// A line to write on, at the foot of `area`, with its label to the left.
    pub(super) fn writing_line(&mut self, label: &str, style: Style, area: Area) {
        let line = single(label);
        let x = area.x - line.width * style.em() - 1.0;
        self.marks.push(Mark::Text { x, y: area.bottom() - 1.4, style, line });
        self.rule((area.x, area.bottom()), (area.right(), area.bottom()), Pen::FINE);
    }

    /// A place for the date: its label to the left, 年 月 日 spread over the width.
    pub(super) fn date_line(&mut self, (label, date): (&str, &str), style: Style, area: Area) {
        let width = single(label).width * style.em();
        let y = area.bottom() - 1.4;
        self.text((area.x - width - 1.0, y), Align::Left, style, label);
        self.text_within((area.x - 1.0, y), Align::Left, style, date, area.width);
    }

    /// A justified paragraph in a column; what the forms' own words need is known, so nothing is checked against its height.
    pub(super) fn block(&mut self, area: Area, style: Style, indent: f32, text: &str) {
        let width = area.width / style.em();
        let mut y = area.y;
        for line in lines(text, width, indent) {
            y += style.em() * 1.45;
            self.marks.push(Mark::Text { x: area.x, y, style, line: line.justified(width) });
        }
    }

    /// A caption in the middle above a seal's place, clear of it.
    pub(super) fn caption_above(&mut self, area: Area, text: &str) {
        self.text((area.centre().0, area.y - 1.6), Align::Centre, Style::small(8.0), text);
    }

    /// What to do, in small print, an item a paragraph.
    pub(super) fn instructions(&mut self, area: Area, items: &[String]) {
        self.block(area, Style::small(8.0), 0.0, &items.join("\n"));
    }
}

//! Fills pages from top to bottom: paragraphs and ruled tables, onto as many pages as they need. What the pages' head and foot look like is `dress`'s.

use super::layout::Area;
use super::sheet::{Align, Mark, Pen, Sheet, Style, Weight};
use super::typeset::{self, Line};

/// Left edge of the text, and its width.
pub(super) const LEFT: f32 = 18.0;
pub(super) const WIDTH: f32 = 174.0;
/// Where text begins and ends on every page.
pub(super) const TOP: f32 = 51.0;
const BOTTOM: f32 = 282.0;
/// Space in a cell at the sides of its text.
const PAD_X: f32 = 1.4;
/// Rows higher than this are split where a page ends; others move to the next.
const SPLIT: f32 = 45.0;

/// A cell of a row.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) width: f32,
    pub(super) text: String,
    pub(super) align: Align,
    pub(super) weight: Weight,
    pub(super) shaded: bool,
}

impl Cell {
    /// A value, to the left.
    pub(super) fn value(width: f32, text: &str) -> Self {
        Self { width, text: text.to_owned(), align: Align::Left, weight: Weight::Regular, shaded: false }
    }

    /// A value in the middle.
    pub(super) fn middle(width: f32, text: &str) -> Self {
        Self { align: Align::Centre, ..Self::value(width, text) }
    }

    /// A label: in the middle, on a light ground.
    pub(super) fn label(width: f32, text: &str) -> Self {
        Self { shaded: true, ..Self::middle(width, text) }
    }

    /// The head of a section: bold, over the table's whole width.
    pub(super) fn section(text: &str) -> Self {
        Self { weight: Weight::Bold, shaded: true, ..Self::value(WIDTH, text) }
    }
}

/// The pages so far, and where the next thing goes.
pub(super) struct Flow {
    pub(super) pages: Vec<Sheet>,
    y: f32,
    size: f32,
    /// Space in a cell above and below its text.
    pad: f32,
    table: Option<Table>,
}

/// A table that is being drawn: where it began on this page, and the row repeated on every page.
struct Table {
    top: f32,
    head: Vec<Cell>,
}

impl Flow {
    /// An empty first page; text of tables has `size` points, and `pad` millimetres above and below it.
    pub(super) fn begin(size: f32, pad: f32) -> Self {
        Self { pages: vec![Sheet::default()], y: TOP, size, pad, table: None }
    }

    /// The page being filled.
    pub(super) fn sheet(&mut self) -> &mut Sheet {
        if self.pages.is_empty() {
            self.pages.push(Sheet::default());
        }
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    /// Leaves out `height` millimetres.
    pub(super) fn space(&mut self, height: f32) {
        self.y += height;
    }

    /// Makes sure that nothing stands below `top`, on a further page if need be: for what has its fixed place at the foot. Tells whether it took one.
    pub(super) fn clear_from(&mut self, top: f32) -> bool {
        let over = self.y > top;
        if over {
            self.next_page();
        }
        over
    }

    /// A paragraph, justified; its first line is indented by `indent` ems.
    pub(super) fn paragraph(&mut self, style: Style, leading: f32, indent: f32, text: &str) {
        let em = style.em();
        for line in typeset::lines(text, WIDTH / em, indent) {
            self.room_for(em * leading);
            let y = self.y + em * (leading * 0.5 + 0.38);
            let line = line.justified(WIDTH / em);
            self.sheet().marks.push(Mark::Text { x: LEFT, y, style, line });
            self.y += em * leading;
        }
    }

    /// Begins a table whose `head` row is repeated on further pages (empty: none).
    pub(super) fn open_table(&mut self, head: &[Cell]) {
        let two_rows = 2.0 * (self.line_height() + 2.0 * self.pad);
        self.room_for(two_rows);
        self.table = Some(Table { top: self.y, head: head.to_vec() });
        if !head.is_empty() {
            self.row(head);
        }
    }

    /// Ends the table with its heavy frame.
    pub(super) fn close_table(&mut self) {
        if let Some(table) = self.table.take() {
            let y = self.y;
            self.sheet().frame(Area::of(LEFT, table.top, WIDTH, y - table.top), Pen::HEAVY);
        }
    }

    /// A row of the table, as high as its highest cell.
    pub(super) fn row(&mut self, cells: &[Cell]) {
        let em = Style::plain(self.size).em();
        let mut rest: Vec<Vec<Line>> =
            cells.iter().map(|cell| typeset::lines(&cell.text, (cell.width - 2.0 * PAD_X) / em, 0.0)).collect();
        while rest.iter().any(|lines| !lines.is_empty()) {
            let most = rest.iter().map(Vec::len).max().unwrap_or(0);
            let fit = self.rows_that_fit(most);
            let now: Vec<Vec<Line>> =
                rest.iter_mut().map(|lines| lines.drain(..lines.len().min(fit)).collect()).collect();
            self.draw_row(cells, &now, most.min(fit));
        }
    }

    /// How many of `lines` lines of one row go onto this page, after turning it if none would.
    fn rows_that_fit(&mut self, lines: usize) -> usize {
        let line_height = self.line_height();
        #[expect(clippy::cast_precision_loss, reason = "a row has at most some thousand lines")]
        let height = lines as f32 * line_height + 2.0 * self.pad;
        if self.y + height <= BOTTOM {
            return lines;
        }
        if height < SPLIT || self.y + 4.0 * line_height > BOTTOM {
            self.turn_page();
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between one line and a page full of them"
        )]
        let fit = ((BOTTOM - self.y - 2.0 * self.pad) / line_height).max(1.0) as usize;
        fit.min(lines)
    }

    fn draw_row(&mut self, cells: &[Cell], lines: &[Vec<Line>], highest: usize) {
        let (size, line_height, top) = (self.size, self.line_height(), self.y);
        #[expect(clippy::cast_precision_loss, reason = "at most a page full of lines")]
        let text_height = |count: usize| count as f32 * line_height;
        let height = text_height(highest) + 2.0 * self.pad;
        let mut x = LEFT;
        for (cell, lines) in cells.iter().zip(lines) {
            let area = Area::of(x, top, cell.width, height);
            let style = Style { size, weight: cell.weight, grey: 0 };
            let first = top + (height - text_height(lines.len())) / 2.0;
            let sheet = self.sheet();
            if cell.shaded {
                sheet.marks.push(Mark::Fill { area, grey: 238 });
            }
            sheet.frame(area, Pen::FINE);
            for (at, line) in lines.iter().enumerate() {
                let slack = cell.width - line.width * style.em();
                let x = if cell.align == Align::Centre { x + slack / 2.0 } else { x + PAD_X };
                let y = first + text_height(at) + line_height * 0.5 + style.em() * 0.36;
                sheet.marks.push(Mark::Text { x, y, style, line: line.clone() });
            }
            x += cell.width;
        }
        self.y += height;
    }

    fn line_height(&self) -> f32 {
        Style::plain(self.size).em() * 1.3
    }

    fn room_for(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.turn_page();
        }
    }

    /// A new page; a table that is being drawn is closed on this one and opened again on the next.
    fn turn_page(&mut self) {
        let head = self.table.as_ref().map(|table| table.head.clone());
        self.close_table();
        self.next_page();
        if let Some(head) = head {
            self.table = Some(Table { top: self.y, head: head.clone() });
            if !head.is_empty() {
                self.row(&head);
            }
        }
    }

    fn next_page(&mut self) {
        self.pages.push(Sheet::default());
        self.y = TOP;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lowest(sheet: &Sheet) -> f32 {
        sheet.marks.iter().fold(0.0, |lowest, mark| match mark {
            Mark::Text { y, .. } => lowest.max(*y),
            Mark::Frame { area, .. } | Mark::Fill { area, .. } => lowest.max(area.bottom()),
            _ => lowest,
        })
    }

    fn said(flow: &Flow) -> String {
        let marks = flow.pages.iter().flat_map(|page| &page.marks);
        marks.filter_map(|mark| if let Mark::Text { line, .. } = mark { Some(line.text()) } else { None }).collect()
    }

    #[test]
    fn a_long_table_goes_on_with_its_head_and_stays_on_the_page() {
        let mut flow = Flow::begin(10.0, 1.2);
        flow.open_table(&[Cell::label(WIDTH, "头")]);
        for _ in 0..100 {
            flow.row(&[Cell::value(100.0, "行"), Cell::value(74.0, "江西省南昌市某某有限责任公司".repeat(3).as_str())]);
        }
        flow.close_table();
        assert!(flow.pages.len() > 2);
        assert_eq!(said(&flow).matches('头').count(), flow.pages.len());
        assert_eq!(said(&flow).matches('行').count(), 100);
        assert!(flow.pages.iter().all(|page| lowest(page) <= BOTTOM + 0.01));
    }

    #[test]
    fn a_row_longer_than_a_page_is_split_and_nothing_is_lost() {
        let mut flow = Flow::begin(10.0, 1.2);
        flow.open_table(&[]);
        flow.row(&[Cell::label(30.0, "原因"), Cell::value(144.0, &"遗失".repeat(4000))]);
        flow.close_table();
        assert!(flow.pages.len() >= 3);
        assert_eq!(said(&flow).matches("遗").count(), 4000);
        assert!(flow.pages.iter().all(|page| lowest(page) <= BOTTOM + 0.01));
    }

    #[test]
    fn what_stands_at_the_foot_gets_a_page_of_its_own_when_it_must() {
        let mut flow = Flow::begin(10.0, 1.2);
        flow.space(100.0);
        assert!(!flow.clear_from(200.0));
        flow.space(60.0);
        assert!(flow.clear_from(200.0));
        assert_eq!(flow.pages.len(), 2);
    }
}

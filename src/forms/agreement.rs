//! A plain text as a PDF: the service agreement, whose words come from the operator.

use super::flow::Flow;
use super::layout::PAGE_WIDTH;
use super::sheet::{Align, Style};
use super::words::{fill, words};
use super::{FormError, paint};

/// Longest text in characters, and most pages: no agreement is longer.
const MAX_TEXT: usize = 200_000;

/// A title and paragraphs on as many A4 pages as they need, numbered. A paragraph that begins with `#` is a heading.
pub fn render_text(title: &str, paragraphs: &[&str]) -> Result<Vec<u8>, FormError> {
    if paragraphs.iter().map(|paragraph| paragraph.len()).sum::<usize>() + title.len() > MAX_TEXT {
        return Err(FormError::TooLong);
    }
    let mut flow = Flow::begin(10.5, 1.0);
    flow.sheet().text_within((PAGE_WIDTH / 2.0, 38.0), Align::Centre, Style::bold(20.0), title, 170.0);
    for paragraph in paragraphs {
        if let Some(heading) = paragraph.strip_prefix('#') {
            flow.space(2.0);
            flow.paragraph(Style::bold(11.5), 1.7, 0.0, heading.trim_start_matches('#').trim());
        } else {
            flow.paragraph(Style::plain(10.5), 1.65, 2.0, paragraph);
        }
    }
    let mut sheets = flow.pages;
    let pages = sheets.len().to_string();
    for (page, sheet) in (1_usize..).zip(&mut sheets) {
        let number = fill(&words().common.page, &[("page", &page.to_string()), ("pages", &pages)]);
        sheet.text((PAGE_WIDTH / 2.0, 289.0), Align::Centre, Style::plain(9.0), &number);
    }
    paint::paint(title, &sheets)
}

//! What every page of a form has: order number in clear and as a barcode, title, the binding code, a foot with the page's number, the note on characters
//! that the font lacks. The body between them is the form's.

use super::binding::{Binding, FormKey, fingerprint};
use super::codes;
use super::flow::{LEFT, WIDTH};
use super::font::missing_glyphs;
use super::layout::{Area, Item, PAGE_WIDTH, area_of};
use super::sheet::{Align, Sheet, Style};
use super::words::{fill, words};
use super::{FormData, FormError, FormKind};

/// Most pages that a form may have; beyond it someone is playing.
const MAX_PAGES: usize = 40;
/// Where the foot's lines stand.
const FOOT: f32 = 289.0;
const NOTE: f32 = 285.0;

/// What is the same on all of a form's pages.
pub(super) struct Dress<'a> {
    pub(super) kind: FormKind,
    pub(super) data: &'a FormData,
    pub(super) key: &'a FormKey,
    pub(super) deep_link: Option<&'a str>,
}

impl Dress<'_> {
    /// Puts head and foot on all pages.
    pub(super) fn on(&self, sheets: &mut [Sheet]) -> Result<(), FormError> {
        if sheets.len() > MAX_PAGES {
            return Err(FormError::TooLong);
        }
        let pages = u8::try_from(sheets.len()).map_err(|_| FormError::TooLong)?;
        let fingerprint = fingerprint(self.kind, self.data, self.deep_link, self.key);
        let note = self.note();
        for (page, sheet) in (1..=pages).zip(sheets) {
            let (order, revision) = (self.data.order.clone(), self.data.revision);
            let binding = Binding { order, kind: self.kind, revision, page, pages, fingerprint: fingerprint.clone() };
            self.head(sheet, &binding)?;
            self.foot(sheet, page, pages);
            if let Some(note) = &note {
                sheet.text_within((LEFT, NOTE), Align::Left, Style::bold(7.5), note, WIDTH);
            }
        }
        Ok(())
    }

    fn head(&self, sheet: &mut Sheet, binding: &Binding) -> Result<(), FormError> {
        let code = area_of(self.kind, Item::Code).unwrap_or(Area::of(162.0, 12.0, 30.0, 30.0));
        sheet.marks.push(codes::qr(&binding.payload(self.key)?, code)?);
        let under = (code.centre().0, code.bottom() + 4.6);
        sheet.text_within(under, Align::Centre, Style::small(7.0), &words().common.code_caption, code.width + 6.0);

        let number = format!("{}：{}", words().common.order, self.data.order);
        sheet.text((LEFT, 16.5), Align::Left, Style::bold(12.0), &number);
        sheet.marks.push(codes::barcode(&self.data.order, Area::of(LEFT, 19.0, 62.0, 8.0))?);

        let mut title = title(self.kind).to_owned();
        if binding.page > 1 {
            title.push_str(&words().common.continued);
        }
        sheet.text((PAGE_WIDTH / 2.0, 42.0), Align::Centre, Style::bold(21.0), &title);
        Ok(())
    }

    fn foot(&self, sheet: &mut Sheet, page: u8, pages: u8) {
        let (page, pages, revision) = (page.to_string(), pages.to_string(), self.data.revision.to_string());
        let number = fill(&words().common.page, &[("page", &page), ("pages", &pages)]);
        sheet.text((LEFT + WIDTH, FOOT), Align::Right, Style::plain(9.0), &number);
        let values = [
            ("authority", self.data.authority.as_str()),
            ("title", title(self.kind)),
            ("revision", &revision),
            ("issued", &self.data.issued),
        ];
        let left = fill(&words().common.footer, &values);
        sheet.text_within((LEFT, FOOT), Align::Left, Style::small(7.5), &left, 130.0);
    }

    /// The note that says which characters stand behind each 〓, where there are any.
    fn note(&self) -> Option<String> {
        let said = serde_json::to_string(self.data).unwrap_or_default();
        let missing = missing_glyphs(&said);
        let points: Vec<String> = missing.iter().take(12).map(|c| format!("U+{:04X}", u32::from(*c))).collect();
        (!missing.is_empty()).then(|| fill(&words().common.missing, &[("points", &points.join("、"))]))
    }
}

/// The form's title.
pub(super) fn title(kind: FormKind) -> &'static str {
    match kind {
        FormKind::ApplicationForm => &words().application.title,
        FormKind::AuthorisationLetter => &words().letter.title,
        FormKind::SealSpecimen => &words().specimen.title,
        FormKind::PackingList => &words().packing.title,
    }
}

//! Where things stand on the printed forms, in millimetres from the top left corner of the A4 page: what the forms draw, what a scan is checked
//! against, and where the demo stamps. Positions only; drawing is in the forms themselves.

use serde::Serialize;

use super::FormKind;

/// Width of the page.
pub const PAGE_WIDTH: f32 = 210.0;
/// Height of the page.
pub const PAGE_HEIGHT: f32 = 297.0;

/// A rectangle on the page, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Area {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl Area {
    /// A rectangle from its left top corner and its size.
    pub const fn of(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self { x, y, width, height }
    }

    /// Right edge.
    pub fn right(&self) -> f32 {
        self.x + self.width
    }

    /// Bottom edge.
    pub fn bottom(&self) -> f32 {
        self.y + self.height
    }

    /// Middle of the rectangle.
    pub fn centre(&self) -> (f32, f32) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }
}

/// What belongs at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// The QR code that binds the page to its order.
    Code,
    /// The QR code with the legal person's deep link.
    DeepLink,
    /// The company's round red seal.
    CompanySeal,
    /// The legal person's square red seal.
    LegalSeal,
    /// The legal person's hand signature.
    LegalSignature,
    /// The agent's hand signature.
    AgentSignature,
    /// The date, by hand.
    Date,
}

/// On which of a form's pages a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OnPage {
    /// On every page.
    Every,
    /// On the last page: seals and signatures close a form, however long it is.
    Last,
}

/// One place of a form.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Place {
    /// What belongs there.
    pub item: Item,
    /// On which pages.
    pub page: OnPage,
    /// Where.
    pub area: Area,
}

const fn every(item: Item, area: Area) -> Place {
    Place { item, page: OnPage::Every, area }
}

const fn last(item: Item, area: Area) -> Place {
    Place { item, page: OnPage::Last, area }
}

/// The code's square: 30 mm, the size that was read best of those measured, clear of margins that printers cut off.
const CODE: Place = every(Item::Code, Area::of(162.0, 12.0, 30.0, 30.0));

const APPLICATION: &[Place] = &[
    CODE,
    last(Item::AgentSignature, Area::of(52.0, 239.0, 60.0, 11.0)),
    last(Item::Date, Area::of(52.0, 253.0, 60.0, 9.0)),
    last(Item::CompanySeal, Area::of(140.0, 218.5, 44.0, 44.0)),
];

const LETTER: &[Place] = &[
    CODE,
    last(Item::DeepLink, Area::of(22.0, 175.5, 30.0, 30.0)),
    last(Item::CompanySeal, Area::of(24.0, 217.0, 44.0, 44.0)),
    last(Item::LegalSeal, Area::of(80.0, 226.0, 26.0, 26.0)),
    last(Item::LegalSignature, Area::of(148.0, 218.0, 42.0, 14.0)),
    last(Item::AgentSignature, Area::of(148.0, 236.0, 42.0, 11.0)),
    last(Item::Date, Area::of(138.0, 251.0, 52.0, 9.0)),
];

const SPECIMEN: &[Place] = &[
    CODE,
    last(Item::CompanySeal, Area::of(22.0, 186.0, 54.0, 54.0)),
    last(Item::LegalSeal, Area::of(88.0, 186.0, 34.0, 34.0)),
    last(Item::LegalSignature, Area::of(134.0, 186.0, 56.0, 34.0)),
    last(Item::AgentSignature, Area::of(50.0, 250.0, 52.0, 11.0)),
    last(Item::Date, Area::of(130.0, 252.0, 56.0, 9.0)),
];

const PACKING: &[Place] = &[CODE];

/// The places of a form.
pub const fn places(kind: FormKind) -> &'static [Place] {
    match kind {
        FormKind::ApplicationForm => APPLICATION,
        FormKind::AuthorisationLetter => LETTER,
        FormKind::SealSpecimen => SPECIMEN,
        FormKind::PackingList => PACKING,
    }
}

/// Where an item is on a form, if the form has it.
pub fn area_of(kind: FormKind, item: Item) -> Option<Area> {
    places(kind).iter().find(|place| place.item == item).map(|place| place.area)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_stay_on_the_page_and_apart() {
        for kind in FormKind::ALL {
            for (at, place) in places(kind).iter().enumerate() {
                let area = place.area;
                assert!(area.x >= 15.0 && area.right() <= PAGE_WIDTH - 15.0, "{kind:?} {place:?}");
                assert!(area.y >= 10.0 && area.bottom() <= PAGE_HEIGHT - 20.0, "{kind:?} {place:?}");
                for other in &places(kind)[at + 1..] {
                    let other = other.area;
                    let apart = area.right() <= other.x || other.right() <= area.x;
                    let apart = apart || area.bottom() <= other.y || other.bottom() <= area.y;
                    assert!(apart, "{kind:?}: {place:?} over {other:?}");
                }
            }
        }
    }

    #[test]
    fn boxes_hold_the_seals_at_true_size() {
        for kind in [FormKind::ApplicationForm, FormKind::AuthorisationLetter, FormKind::SealSpecimen] {
            assert!(area_of(kind, Item::CompanySeal).unwrap().width >= 44.0);
        }
        assert!(area_of(FormKind::SealSpecimen, Item::LegalSeal).unwrap().height >= 26.0);
        assert_eq!(area_of(FormKind::PackingList, Item::CompanySeal), None);
    }
}

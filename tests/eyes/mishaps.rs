//! What happens to paper, and what must be said of it: the labels of the set. Thresholds are tuned on it; it knows none of them.

use telegram_sim::paper::{Degradation as D, Finish, Impression};

/// Which form is on the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Print {
    /// The order's present form.
    Present,
    /// The same form of another order.
    OtherOrder,
    /// Printed before the details were changed.
    Old,
    /// Printed by somebody who has not the desk's key.
    Forged,
}

/// How it was stamped and signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Press {
    /// As a finish of the paper desk says.
    As(Finish),
    /// The company's seal across the edge of its box.
    OutOfBox,
    /// Nothing of the legal person's: neither seal nor signature.
    NoLegal,
    /// A hand signature in place of the legal person's seal.
    SignatureOnly,
    /// A third of this impression's edge never reached the paper.
    Worn(Impression),
    /// The ink of this impression ran.
    Smeared(Impression),
}

/// What is said of a page that a person would take, or would not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// A person would take it. Some findings may come all the same.
    Good { may: &'static [&'static str] },
    /// A person would not: one of `must` has to be found, `may` can come with it.
    Bad { must: &'static [&'static str], may: &'static [&'static str] },
}

/// Which papers it happens to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    Forms,
    Letter,
    Specimen,
    /// Copies of a licence and of an identity card.
    Copies,
    Card,
}

/// One kind of mishap, or none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mishap {
    pub(crate) name: &'static str,
    pub(crate) on: On,
    pub(crate) print: Print,
    pub(crate) press: Press,
    /// What happens after the good scan; lengths in dots of a 200 dpi scan are multiplied by the first argument, the second is a seed.
    pub(crate) steps: fn(f64, u64) -> Vec<D>,
    pub(crate) label: Label,
}

const USUAL: Press = Press::As(Finish::Good);
const GOOD: Label = Label::Good { may: &[] };
/// What a telephone's picture may be warned of.
const PHONE: &[&str] =
    &["photographed", "uneven-light", "skewed", "blurred", "blurred-part", "cut-off", "telegram-photo", "small"];
/// What Telegram's compression is always warned of.
const COMPRESSED: &[&str] = &["telegram-photo", "small"];
/// What goes missing with the colour.
const COLOURLESS: &[&str] = &["no-seal", "no-legal-seal", "no-legal-mark", "faint-seal", "faint-legal-seal"];

const fn good(name: &'static str, steps: fn(f64, u64) -> Vec<D>) -> Mishap {
    Mishap { name, on: On::Forms, print: Print::Present, press: USUAL, steps, label: GOOD }
}

const fn bad(
    name: &'static str,
    steps: fn(f64, u64) -> Vec<D>,
    must: &'static [&'static str],
    may: &'static [&'static str],
) -> Mishap {
    Mishap { label: Label::Bad { must, may }, ..good(name, steps) }
}

const fn pressed(name: &'static str, press: Press, on: On, label: Label) -> Mishap {
    Mishap { on, press, label, ..good(name, |_, _| vec![]) }
}

const fn printed(name: &'static str, print: Print, must: &'static [&'static str]) -> Mishap {
    Mishap { print, ..bad(name, |_, _| vec![], must, &[]) }
}

const fn telegram() -> D {
    D::TelegramPhoto { longest_px: 1280 }
}

/// Every kind, the good ones first.
pub(crate) const ALL: &[Mishap] = &[
    good("good scan", |_, _| vec![]),
    good("slightly askew", |_, seed| vec![D::Skew { degrees: if seed % 2 == 0 { 1.9 } else { -2.1 } }]),
    good("sideways", |_, seed| vec![D::Turn { quarters: if seed % 2 == 0 { 1 } else { 3 } }]),
    good("upside down", |_, _| vec![D::Turn { quarters: 2 }]),
    good("JPEG at 45", |_, _| vec![D::Jpeg { quality: 45 }]),
    good("grain", |_, _| vec![D::Noise { sigma: 9.0 }]),
    good("slightly soft", |scale, _| vec![D::Blur { sigma_px: 1.1 * scale }]),
    good("bright", |_, _| vec![D::Exposure { gain: 1.12 }]),
    good("a little dim", |_, _| vec![D::Exposure { gain: 0.8 }]),
    good("A4 at 1,600 dots", |_, _| vec![D::Resize { longest_px: 1700 }]),
    Mishap { label: Label::Good { may: COMPRESSED }, ..good("Telegram photo", |_, _| vec![telegram()]) },
    Mishap {
        label: Label::Good { may: COMPRESSED },
        ..good("Telegram photo, askew", |_, _| vec![D::Skew { degrees: 2.2 }, telegram()])
    },
    Mishap {
        label: Label::Good { may: PHONE },
        ..good("telephone, careful", |_, _| vec![D::Perspective { strength: 0.05 }, D::UnevenLight { strength: 0.4 }])
    },
    Mishap {
        label: Label::Good { may: PHONE },
        ..good("telephone, as a photo", |_, _| {
            vec![
                D::Perspective { strength: 0.06 },
                D::UnevenLight { strength: 0.5 },
                D::Noise { sigma: 4.0 },
                telegram(),
            ]
        })
    },
    pressed("seal over the code", Press::As(Finish::SealOverCode), On::Forms, Label::Good { may: OVER_CODE }),
    Mishap {
        steps: |_, _| vec![telegram()],
        ..pressed(
            "seal over the code, photo",
            Press::As(Finish::SealOverCode),
            On::Forms,
            Label::Good { may: OVER_CODE },
        )
    },
    pressed("signature for a seal", Press::SignatureOnly, On::Letter, GOOD),
    Mishap { on: On::Copies, ..good("copies", |_, _| vec![]) },
    Mishap { on: On::Copies, ..good("copies, askew", |_, _| vec![D::Skew { degrees: -1.8 }]) },
    bad(
        "blurred",
        |scale, _| vec![D::Blur { sigma_px: 4.5 * scale }],
        &["blurred"],
        &[
            "no-code",
            "seal-blurred",
            "legal-seal-blurred",
            "faint",
            "seal-incomplete",
            "legal-seal-incomplete",
            "faint-seal",
            "faint-legal-seal",
            "no-legal-seal",
        ],
    ),
    bad(
        "moved",
        |scale, _| vec![D::MotionBlur { length_px: 14.0 * scale, degrees: 25.0 }],
        &["blurred"],
        &["no-code", "seal-blurred", "legal-seal-blurred", "faint", "faint-seal", "faint-legal-seal"],
    ),
    bad(
        "in the dark",
        |_, _| vec![D::Exposure { gain: 0.36 }, D::Noise { sigma: 7.0 }],
        &["dark"],
        &["faint", "seal-specks", "legal-seal-specks", "uneven-light", "faint-seal", "faint-legal-seal"],
    ),
    bad("a corner cut off", |_, _| vec![crop(0.0, 0.0, 0.07)], &["cut-off"], &["no-code"]),
    bad(
        "the foot missing",
        |_, _| vec![crop(0.0, 0.34, 0.0)],
        &["cut-off"],
        &["no-seal", "no-legal-seal", "no-legal-mark", "proportion"],
    ),
    bad(
        "askew",
        |_, seed| vec![D::Skew { degrees: if seed % 2 == 0 { 7.0 } else { -6.0 } }],
        &["skewed"],
        &["cut-off", "photographed"],
    ),
    bad(
        "tiny",
        |_, _| vec![D::Resize { longest_px: 560 }],
        &["small"],
        &["blurred", "no-code", "seal-blurred", "legal-seal-blurred", "blurred-part", "faint-seal", "faint-legal-seal"],
    ),
    good("every block shows", |_, _| vec![D::Jpeg { quality: 9 }]),
    bad("grey copy", |_, _| vec![D::GreyCopy], &["grey"], COLOURLESS),
    bad(
        "grey, as a photo",
        |_, _| vec![D::GreyCopy, telegram()],
        &["grey"],
        &["telegram-photo", "small", "no-seal", "no-legal-seal", "no-legal-mark"],
    ),
    bad(
        "telephone, careless",
        |scale, _| {
            vec![D::Perspective { strength: 0.14 }, D::UnevenLight { strength: 0.9 }, D::Blur { sigma_px: 1.2 * scale }]
        },
        &["photographed", "uneven-light"],
        MANY,
    ),
    pressed(
        "no seal",
        Press::As(Finish::NoSeal),
        On::Forms,
        Label::Bad { must: &["no-seal"], may: &["no-legal-seal", "no-legal-mark"] },
    ),
    Mishap {
        steps: |_, _| vec![telegram()],
        ..pressed(
            "no seal, as a photo",
            Press::As(Finish::NoSeal),
            On::Forms,
            Label::Bad { must: &["no-seal"], may: &["no-legal-seal", "no-legal-mark", "telegram-photo", "small"] },
        )
    },
    pressed(
        "photocopied seal",
        Press::As(Finish::PhotocopiedSeal),
        On::Forms,
        Label::Bad {
            must: &["no-seal", "grey"],
            may: &["no-legal-seal", "no-legal-mark", "seal-specks", "legal-seal-specks"],
        },
    ),
    pressed(
        "faint seal",
        Press::As(Finish::FaintSeal),
        On::Forms,
        Label::Bad {
            must: &["faint-seal", "faint-legal-seal", "seal-incomplete", "no-seal"],
            may: &["no-legal-seal", "legal-seal-incomplete", "faint-legal-seal", "no-legal-mark"],
        },
    ),
    pressed(
        "seal outside its box",
        Press::OutOfBox,
        On::Specimen,
        Label::Bad { must: &["seal-outside-box"], may: &[] },
    ),
    pressed("no legal person's seal", Press::NoLegal, On::Specimen, Label::Bad { must: &["no-legal-seal"], may: &[] }),
    pressed("no legal person's mark", Press::NoLegal, On::Letter, Label::Bad { must: &["no-legal-mark"], may: &[] }),
    pressed(
        "a worn seal",
        Press::Worn(Impression::CompanySeal),
        On::Specimen,
        Label::Bad { must: &["seal-incomplete"], may: &[] },
    ),
    pressed(
        "a worn name seal",
        Press::Worn(Impression::LegalSeal),
        On::Specimen,
        Label::Bad { must: &["legal-seal-incomplete"], may: &[] },
    ),
    pressed(
        "a smeared seal",
        Press::Smeared(Impression::CompanySeal),
        On::Specimen,
        Label::Bad { must: &["seal-blurred"], may: &["faint-seal"] },
    ),
    pressed(
        "a smeared name seal",
        Press::Smeared(Impression::LegalSeal),
        On::Specimen,
        Label::Bad { must: &["legal-seal-blurred"], may: &["faint-legal-seal"] },
    ),
    bad(
        "the foot blurred",
        |scale, _| vec![D::BlurredFoot { sigma_px: 4.5 * scale, from: 0.6 }],
        &["blurred-part"],
        &[
            "seal-blurred",
            "legal-seal-blurred",
            "seal-incomplete",
            "legal-seal-incomplete",
            "faint-seal",
            "faint-legal-seal",
        ],
    ),
    bad("uneven light", |_, _| vec![D::UnevenLight { strength: 0.9 }], &["uneven-light"], &[]),
    bad("pale toner", |_, _| vec![D::PaleToner { left: 0.32 }], &["faint"], &["no-code"]),
    bad("copied at 85 %", |_, _| vec![D::Reduced { share: 0.85 }], &["reduced"], &["small"]),
    Mishap {
        on: On::Copies,
        ..bad("copies cut to a square", |_, _| vec![crop(0.0, 0.29, 0.0)], &["proportion"], &["no-seal"])
    },
    Mishap {
        on: On::Card,
        ..bad(
            "a card on its side",
            |_, seed| vec![D::Turn { quarters: if seed % 2 == 0 { 1 } else { 3 } }],
            &["sideways"],
            &[],
        )
    },
    printed("another order's form", Print::OtherOrder, &["other-order"]),
    printed("an old form", Print::Old, &["old-form"]),
    printed("a forged form", Print::Forged, &["forged"]),
    Mishap { on: On::Copies, ..bad("copies in grey", |_, _| vec![D::GreyCopy], &["grey"], COLOURLESS) },
];

/// What a seal over the code is warned of: the code, and the box that it is missing from.
const OVER_CODE: &[&str] = &["seal-over-code", "seal-outside-box", "telegram-photo", "small"];
const MANY: &[&str] = &[
    "skewed",
    "blurred",
    "blurred-part",
    "cut-off",
    "no-code",
    "dark",
    "faint",
    "no-seal",
    "no-legal-seal",
    "no-legal-mark",
    "seal-outside-box",
    "legal-seal-outside-box",
    "seal-specks",
    "legal-seal-specks",
    "seal-blurred",
    "legal-seal-blurred",
    "seal-incomplete",
    "legal-seal-incomplete",
    "faint-seal",
    "faint-legal-seal",
];

const fn crop(left: f64, bottom: f64, right: f64) -> D {
    D::Crop { left, top: 0.0, right, bottom }
}

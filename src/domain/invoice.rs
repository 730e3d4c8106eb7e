//! An invoice's PDF held against its order: what can be read in it must name the amount that is due and the buyer's title. What reads
//! the PDF lives elsewhere.

use super::document::FileRef;
use super::ids::UserId;
use super::line::Reference;
use super::money::Fen;
use super::order::{Order, Question};
use serde::{Deserialize, Serialize};

/// The most bytes that an invoice may have: mailboxes refuse much larger letters.
pub const MOST_BYTES: u64 = 8 << 20;

/// What was seen of a file that staff sent as an invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InvoiceLook {
    TooLarge,
    /// It is no PDF, or one that cannot be opened.
    NoPdf,
    /// Telegram does not give the file out.
    NotFetched,
    /// A PDF without text that can be read: a picture. It is taken as it is.
    NoText,
    /// A PDF with text, and what of the order is not in it.
    Read(Vec<Difference>),
}

/// Something of the order that the text does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    Amount,
    Title,
}

/// Whom a PDF is from that nobody of the staff sent: an invoicing provider.
pub const PROVIDER: UserId = UserId(0);

/// What an invoice that a provider sends is to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    Fresh,
    /// The very same is there already, and waits for staff's word where it differs.
    Known {
        differs: bool,
    },
    /// The order's certificate is not made yet, or the order was ended.
    NotNow,
    /// An invoice with this number is there already, with another PDF.
    OtherPdf,
    /// Another invoice was sent already.
    OtherInvoice,
}

/// What of the order is not as a provider states it beside its PDF.
#[must_use]
pub fn states(order: &Order, amount: Fen, title: &str) -> Vec<Difference> {
    let titled = squeezed(title) == squeezed(order.answers.text(Question::InvoiceTitle));
    let differs = [(amount == order.total(), Difference::Amount), (titled, Difference::Title)];
    differs.into_iter().filter_map(|(fits, what)| (!fits).then_some(what)).collect()
}

/// An invoice that waits for somebody to say that it is right all the same; one that differs in nothing is being read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceDraft {
    /// Told apart from another draft by the key that sends it.
    pub id: u16,
    pub number: Reference,
    pub file: FileRef,
    pub differs: Vec<Difference>,
}

/// Compares a PDF's text with what is due (nothing, where nothing is) and the title that the applicant gave.
#[must_use]
pub fn compare(text: &str, due: Fen, title: &str) -> InvoiceLook {
    let whole = squeezed(text);
    if whole.is_empty() {
        return InvoiceLook::NoText;
    }
    let title = squeezed(title);
    // A blank may part two figures or stand within one: either reading will do.
    let amount = due == Fen(0) || names_amount(&whole, due) || names_amount(&figures(text), due);
    let titled = title.is_empty() || whole.contains(&title);
    let differs = [(amount, Difference::Amount), (titled, Difference::Title)];
    InvoiceLook::Read(differs.into_iter().filter_map(|(fits, what)| (!fits).then_some(what)).collect())
}

/// Printed text has blanks, full-width signs and thousands' commas wherever its typesetter wanted them.
fn squeezed(text: &str) -> String {
    text.chars().map(half_width).filter(|c| !is_blank(*c) && *c != ',').collect()
}

/// The text with its blanks, and without thousands' commas.
fn figures(text: &str) -> String {
    let mut figures = String::with_capacity(text.len());
    let mut signs = text.chars().map(half_width).peekable();
    while let Some(sign) = signs.next() {
        if sign == ',' && figures.ends_with(|c: char| c.is_ascii_digit()) {
            while signs.next_if(|next| is_blank(*next)).is_some() {}
        } else {
            figures.push(sign);
        }
    }
    figures
}

fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// The amount as a number of its own: 130.00 is not named by 1130.00, 130.005 or 0.130.00.
fn names_amount(text: &str, due: Fen) -> bool {
    let amount = due.to_string();
    text.match_indices(&amount).any(|(at, _)| {
        let before = &text[..at];
        let before = before.strip_suffix('.').unwrap_or(before);
        let after = &text[at + amount.len()..];
        !before.ends_with(|c: char| c.is_ascii_digit()) && !after.starts_with(|c: char| c.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amount_and_title_are_found_however_they_are_set() {
        let title = "江西样例建筑有限公司（南昌）";
        for text in [
            "购买方名称：江西样例建筑有限公司(南昌) 价税合计 ￥1,300.00",
            "江 西 样 例 建 筑 有 限 公 司 （ 南 昌 ）\n１３００．００元",
            "¥1300.00圆整江西样例建筑有限公司（南昌）",
            "江西样例建筑有限公司（南昌） 1 1300.00 6",
            "江西样例建筑有限公司（南昌） Co.1,300.00",
        ] {
            assert_eq!(compare(text, Fen(130_000), title), InvoiceLook::Read(Vec::new()), "{text}");
        }
        assert_eq!(compare(" \n\u{c}", Fen(1), "甲"), InvoiceLook::NoText);
    }

    #[test]
    fn what_differs_is_named() {
        let read = |text: &str| compare(text, Fen(13_000), "甲公司");
        assert_eq!(read("乙公司 130.00"), InvoiceLook::Read(vec![Difference::Title]));
        for wrong in ["1130.00", "130.005", "130", "0.130.00", "1,130.00", "1, 130.00", "1,\n130.00"] {
            assert_eq!(read(&format!("甲公司{wrong}")), InvoiceLook::Read(vec![Difference::Amount]), "{wrong}");
        }
        assert_eq!(read("丙"), InvoiceLook::Read(vec![Difference::Amount, Difference::Title]));
        assert_eq!(compare("丙", Fen(0), ""), InvoiceLook::Read(Vec::new()), "nothing is due, nothing was given");
    }

    proptest! {
        #[test]
        fn any_text_is_compared(text in any::<String>(), due in 0u64..1_000_000, title in any::<String>()) {
            let whole = format!("{text} {} {title}", Fen(due));
            let look = compare(&whole, Fen(due), &title);
            let right = matches!(&look, InvoiceLook::Read(differs) if !differs.contains(&Difference::Title));
            prop_assert!(right, "{:?}", look);
        }
    }
}

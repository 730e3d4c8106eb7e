//! The printed forms: filled in from plain data, bound to their order by a code on every page, set on A4, written as PDF. CPU only: no clock, no
//! randomness, no files; same data, same bytes. Whether a form is still the current one is the desk's to say.

mod agreement;
mod application;
mod binding;
mod codes;
mod data;
mod dress;
mod flow;
mod font;
mod kind;
pub mod layout;
mod letter;
mod packing;
mod paint;
mod parts;
mod sheet;
mod specimen;
mod typeset;
mod words;

use thiserror::Error;

pub use agreement::render_text;
pub use binding::{Binding, BindingError, FormKey, MAX_ORDER, OrderNumberError, fingerprint};
pub use codes::qr_png;
pub use data::{Agent, Certificate, DeskAddress, FormData, Invoice, LegalPerson, Recipient, Unit};
pub use font::{missing_glyphs, typeface};
pub use kind::FormKind;

/// Most characters that one field of a form may have.
pub const MAX_FIELD: usize = 2_000;
/// Most certificates on one form.
pub const MAX_CERTIFICATES: usize = 200;

/// Why a form was not made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FormError {
    /// The order number cannot stand in a code.
    #[error(transparent)]
    Order(#[from] OrderNumberError),
    /// A field, the list of certificates or the whole form is longer than any honest one.
    #[error("too long for a form")]
    TooLong,
    /// The text (of this many bytes) does not fit any code.
    #[error("{0} bytes do not fit a code")]
    Code(usize),
    /// The PDF could not be written.
    #[error("the PDF could not be written")]
    Pdf,
}

/// The form as a PDF. `deep_link` is the legal person's, printed on the authorisation letter as its second code; other forms take no notice of it.
pub fn render(kind: FormKind, data: &FormData, key: &FormKey, deep_link: Option<&str>) -> Result<Vec<u8>, FormError> {
    check_lengths(data)?;
    let mut sheets = match kind {
        FormKind::ApplicationForm => application::compose(data),
        FormKind::AuthorisationLetter => letter::compose(data, deep_link)?,
        FormKind::SealSpecimen => specimen::compose(data),
        FormKind::PackingList => packing::compose(data)?,
    };
    dress::Dress { kind, data, key, deep_link }.on(&mut sheets)?;
    paint::paint(&format!("{} {}", dress::title(kind), data.order), &sheets)
}

fn check_lengths(data: &FormData) -> Result<(), FormError> {
    let said = serde_json::to_value(data).map_err(|_| FormError::TooLong)?;
    let sane = data.certificates.len() <= MAX_CERTIFICATES && short(&said);
    if sane { Ok(()) } else { Err(FormError::TooLong) }
}

fn short(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::String(text) => text.chars().nth(MAX_FIELD).is_none(),
        serde_json::Value::Array(list) => list.iter().all(short),
        serde_json::Value::Object(fields) => fields.values().all(short),
        _ => true,
    }
}

/// What is printed for a field: itself, or the sign for "nothing".
fn or_none(text: &str) -> &str {
    if text.trim().is_empty() { &words::words().common.none } else { text }
}

#[cfg(test)]
mod tests;

//! What trying a provider showed, in words for the operator: what was asked and heard, and what could not be tried. Never more than
//! was seen.

use std::borrow::Cow;

/// What came of trying a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trial {
    /// No provider was chosen.
    NotChosen,
    /// It was spoken to, and answered as it should: what was seen by that.
    Tried(Cow<'static, str>),
    /// Nothing was said to it: why not.
    NotTryable(&'static str),
}

impl Trial {
    /// Of a provider that is in this process.
    pub(super) const DEMO: Self = Self::NotTryable("it is the demo's own, in this process");
}

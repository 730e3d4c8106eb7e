//! The seam between the desk and the dialogue: four functions. The desk's own are `conversation`'s; a benchmark may bring its own.

use crate::conversation::{self, Happening, Letter, Needs, Scene, Session, Turn};
use std::panic::AssertUnwindSafe;

/// The dialogue, as functions.
#[derive(Clone, Copy)]
pub struct Steps {
    pub needs: fn(&Session, &Letter) -> Needs,
    pub step: fn(&Session, &Letter, &Scene<'_>) -> Turn,
    pub happening_needs: fn(&Happening) -> Needs,
    pub happened: fn(&Happening, &Scene<'_>) -> Turn,
}

impl Steps {
    /// The desk's own dialogue.
    pub const DESK: Self = Self {
        needs: conversation::needs,
        step: conversation::step,
        happening_needs: conversation::happening_needs,
        happened: conversation::happened,
    };
}

/// Takes a step that may panic: a fault in one person's dialogue stays theirs. Steps are pure, so nothing is left half done.
pub(super) fn safely<T>(step: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(AssertUnwindSafe(step)).ok()
}

//! The dialogue as a function: an input and a scene become a turn. Never awaits, never asks the time, never draws a random
//! number, never holds a word: it says what is to be said by id.

pub mod input;
pub mod scene;
pub mod session;
pub mod turn;

pub use input::{Happening, Input, Letter, OtherKind, Sender};
pub use scene::{Listed, Needs, PasswordNeed, Scene, Viewer};
pub use session::Session;
pub use turn::{Turn, Write};

/// What must be loaded before this letter can be answered.
#[must_use]
pub fn needs(session: &Session, letter: &Letter) -> Needs {
    let _ = (session, letter);
    Needs::default()
}

/// Answers a letter.
#[must_use]
pub fn step(session: &Session, letter: &Letter, scene: &Scene<'_>) -> Turn {
    let _ = (session, letter, scene);
    Turn::default()
}

/// What must be loaded before this happening can be dealt with.
#[must_use]
pub fn happening_needs(happening: &Happening) -> Needs {
    let _ = happening;
    Needs::default()
}

/// Deals with a happening: there is no session, and nobody in particular is answered.
#[must_use]
pub fn happened(happening: &Happening, scene: &Scene<'_>) -> Turn {
    let _ = (happening, scene);
    Turn::default()
}

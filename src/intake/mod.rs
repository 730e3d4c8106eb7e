//! How updates come in: by long polling or by webhook. Either way one is confirmed only when it is committed.

mod poll;
mod webhook;

pub use poll::poll;
pub use webhook::{Door, Refusal, receive};

use crate::desk::{Desk, DeskError, Update};
use crate::telegram::Arrival;

/// Hands updates to the desk.
async fn hand_in(desk: &Desk, arrivals: &[Arrival]) -> Result<(), DeskError> {
    let updates: Vec<Update<'_>> =
        arrivals.iter().map(|arrival| Update { number: arrival.update, letter: arrival.letter.as_ref() }).collect();
    desk.arrive(&updates).await
}

//! How updates come in: by long polling or by webhook. Either way one is confirmed only when it is committed. Who is about to pay is
//! sent on to the till before anything else is done: Telegram waits ten seconds for that.

mod poll;
mod webhook;

pub use poll::poll;
pub use webhook::{Door, Refusal, receive};

use crate::desk::{Desk, DeskError, Update};
use crate::domain::payment::Checkout;
use crate::telegram::Arrival;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Where it is answered whether somebody may pay.
pub type TillDoor = mpsc::Sender<Checkout>;

/// The most that wait before the till; each is answered within seconds.
pub const MOST_AT_TILL: usize = 1_000;

/// Sends on who is about to pay. Where the till is overrun, Telegram tells the payer that it did not work, and nothing was taken.
fn tell_till(till: &TillDoor, arrival: &Arrival) {
    if let Some(checkout) = &arrival.checkout
        && till.try_send(checkout.clone()).is_err()
    {
        tracing::error!("the till takes nobody any more; who wants to pay is not answered");
    }
}

/// Held while updates are taken in: the desk is not ready when it is dropped, however that comes about.
pub struct Open(Arc<Desk>);

impl Open {
    #[must_use]
    pub fn at(desk: &Arc<Desk>) -> Self {
        desk.takes_in(true);
        Self(Arc::clone(desk))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.takes_in(false);
    }
}

/// Hands updates to the desk.
async fn hand_in(desk: &Desk, arrivals: &[Arrival]) -> Result<(), DeskError> {
    let updates: Vec<Update<'_>> =
        arrivals.iter().map(|arrival| Update { number: arrival.update, letter: arrival.letter.as_ref() }).collect();
    desk.arrive(&updates).await
}

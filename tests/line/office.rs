//! One of the staff, in the group: presses keys on orders' cards, writes commands, answers the bot's questions.

use crate::player::PATIENCE;
use crate::world::World;
use std::time::{Duration, Instant};
use telegram_sim::world::Action;
use telegram_sim::{Seat, SeenMessage};

/// How long a clerk waits for a key to do something before they press again.
const SOON: Duration = Duration::from_secs(5);

/// A clerk.
pub(crate) struct Clerk {
    pub(crate) seat: Seat,
}

impl Clerk {
    pub(crate) fn of(world: &World, id: i64) -> Self {
        Self { seat: world.sim.person(id).unwrap().chat(world.group).unwrap() }
    }

    /// Waits for a message about an order that holds this text or a button with it.
    pub(crate) async fn sees(&self, number: &str, text: &str) -> SeenMessage {
        let shows =
            |m: &SeenMessage| about(m, number) && m.from.is_bot && (m.text.contains(text) || m.button(text).is_some());
        match self.seat.wait(shows, PATIENCE).await {
            Ok(message) => message,
            Err(trouble) => self.complains(number, text, &trouble),
        }
    }

    /// The message and the data of the youngest key with this label on a card of an order, once there is one.
    pub(crate) async fn key(&self, number: &str, label: &str) -> (i64, String) {
        let keyed = |m: &SeenMessage| about(m, number) && m.button(label).is_some();
        let message = match self.seat.wait(keyed, PATIENCE).await {
            Ok(message) => message,
            Err(trouble) => self.complains(number, label, &trouble),
        };
        let Some(Action::Callback(data)) = message.button(label).map(|button| button.action.clone()) else {
            panic!("“{label}” is no key of the desk's")
        };
        (message.id, data)
    }

    /// Presses a key on an order's card until the group is told what came of it: the first one pressed may be an old card's.
    pub(crate) async fn decides(&self, number: &str, label: &str, outcome: &str) {
        let told = |m: &SeenMessage| about(m, number) && m.from.is_bot && m.text.contains(outcome);
        let begun = Instant::now();
        loop {
            let (message, data) = self.key(number, label).await;
            self.seat.press_data(message, &data, true).expect("the key was there");
            if self.seat.wait(told, SOON).await.is_ok() {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "“{label}” on {number} never led to “{outcome}”: {:#?}", self.latest());
        }
    }

    /// Writes once, and waits until the group is told what came of it.
    pub(crate) async fn commands(&self, text: &str, number: &str, outcome: &str) {
        self.seat.say(text).expect("members may write");
        self.sees(number, outcome).await;
    }

    fn latest(&self) -> Vec<String> {
        self.seat.history().iter().rev().take(6).map(|m| m.text.clone()).collect()
    }

    fn complains(&self, number: &str, wanted: &str, trouble: &telegram_sim::Trouble) -> ! {
        panic!("“{wanted}” on {number} never came to the group ({trouble}); the latest messages: {:#?}", self.latest())
    }
}

fn about(message: &SeenMessage, number: &str) -> bool {
    !message.deleted && message.text.contains(number)
}

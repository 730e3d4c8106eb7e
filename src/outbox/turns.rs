//! Whose turn it is in a lane. A person's chat is served in order. In a group, what a colleague waits for goes before what merely
//! keeps the cards up to date, and a card that waits is never sent twice: the newer one takes the older one's place. What goes before
//! others and what takes it away keep their order.

use crate::domain::effect::{CardKind, Effect};
use crate::store::Due;
use std::collections::VecDeque;

/// What waits in one lane.
#[derive(Default)]
pub(super) struct Turns(VecDeque<Due>);

impl Turns {
    /// Puts an effect in. Gives the one whose place it took, which is owed no more.
    pub(super) fn put(&mut self, mut due: Due) -> Option<Due> {
        let Some(place) = self.0.iter().position(|waiting| takes_the_place(&due.effect, &waiting.effect)) else {
            self.0.push_back(due);
            return None;
        };
        if let (Effect::Card { anew, urgent, .. }, Effect::Card { anew: old_anew, urgent: old_urgent, .. }) =
            (&mut due.effect, &self.0[place].effect)
        {
            *anew |= old_anew;
            *urgent |= old_urgent;
        }
        Some(std::mem::replace(&mut self.0[place], due))
    }

    /// The next: the first that somebody waits for, else the first.
    pub(super) fn next(&mut self) -> Option<Due> {
        let urgent = self.0.iter().position(|due| due.effect.is_urgent());
        self.0.remove(urgent.unwrap_or(0))
    }
}

/// Staff's card of the same order in the same chat, as it is now, makes the earlier drawing of it pointless.
fn takes_the_place(new: &Effect, old: &Effect) -> bool {
    match (new, old) {
        (
            Effect::Card { to, order, card: CardKind::Desk, .. },
            Effect::Card { to: old_to, order: old_order, card: CardKind::Desk, .. },
        ) => to == old_to && order == old_order,
        (Effect::Receipt { to, message, .. }, Effect::Receipt { to: old_to, message: old, .. }) => {
            to.chat == old_to.chat && message == old
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::document::{FileForm, FileRef};
    use crate::domain::effect::{Keyboard, To};
    use crate::domain::ids::{ChatId, EffectId};
    use crate::domain::order_number::OrderNumber;
    use crate::domain::rules::Lang;
    use crate::domain::say::{Say, Words};
    use crate::outbox::pace::{Pace, Rates};
    use chrono::DateTime;
    use std::time::Duration;
    use tokio::time::Instant;

    const GROUP: ChatId = ChatId(-5);

    fn due(id: u64, effect: Effect) -> Due {
        let at = DateTime::UNIX_EPOCH;
        Due { id: EffectId::make(id, [0; 10]), effect, attempts: 0, due_at: at, created_at: at }
    }

    fn words(text: &str) -> Words {
        Words::new(Lang::Zh, vec![Say::verbatim(text)])
    }

    fn card(order: u64, text: &str, anew: bool) -> Effect {
        Effect::Card {
            to: GROUP.into(),
            order: OrderNumber::make(2026, order),
            card: CardKind::Desk,
            words: words(text),
            keyboard: Keyboard::None,
            anew,
            urgent: false,
        }
    }

    fn answer(text: &str) -> Effect {
        let reply_to = Some(crate::domain::ids::MessageId(1));
        Effect::Say { to: To::from(GROUP), words: words(text), keyboard: Keyboard::None, reply_to }
    }

    fn text(due: &Due) -> String {
        match &due.effect {
            Effect::Card { words, .. } | Effect::Say { words, .. } => format!("{:?}", words.lines[0].args[0].1),
            other => other.kind().to_owned(),
        }
    }

    #[test]
    fn a_newer_card_takes_the_older_ones_place_and_is_still_sent_at_the_bottom() {
        let mut turns = Turns::default();
        assert!(turns.put(due(1, card(1, "submitted", true))).is_none());
        assert!(turns.put(due(2, card(2, "another", false))).is_none());
        let gone = turns.put(due(3, card(1, "claimed", false))).unwrap();
        assert_eq!(gone.id, EffectId::make(1, [0; 10]));
        let first = turns.next().unwrap();
        assert!(matches!(&first.effect, Effect::Card { anew: true, .. }) && text(&first).contains("claimed"));
        assert!(text(&turns.next().unwrap()).contains("another"));
        assert!(turns.next().is_none());
    }

    #[test]
    fn nothing_is_taken_away_with_the_one_before_it() {
        let question = |order: u64, text: &str| Effect::Card {
            to: GROUP.into(),
            order: OrderNumber::make(2026, order),
            card: CardKind::Question,
            words: words(text),
            keyboard: Keyboard::ForceReply,
            anew: true,
            urgent: true,
        };
        let answered =
            |order| Effect::TakeDown { chat: GROUP, order: OrderNumber::make(2026, order), card: CardKind::Question };
        let copy = || Effect::Copy {
            to: GROUP.into(),
            order: OrderNumber::make(2026, 1),
            file: FileRef { id: "f".into(), unique_id: "u".into(), name: None, size: 1, form: FileForm::Photo },
            words: words("a scan"),
            keyboard: Keyboard::None,
        };
        let mut turns = Turns::default();
        for (id, effect) in [
            (1, card(1, "made", true)),
            (2, answered(1)),
            (3, question(1, "which waybill")),
            (4, Effect::ClearCopies { chat: GROUP, order: OrderNumber::make(2026, 1) }),
            (5, copy()),
        ] {
            turns.put(due(id, effect));
        }
        let order: Vec<EffectId> = std::iter::from_fn(|| turns.next()).map(|due| due.id).collect();
        let wanted = [2, 3, 4, 5, 1].map(|id| EffectId::make(id, [0; 10]));
        assert_eq!(order, wanted, "before what nobody waits for, and in order");
    }

    #[test]
    fn a_persons_own_chat_is_served_in_order() {
        let mut turns = Turns::default();
        let say = |text: &str, reply_to| Effect::Say {
            to: ChatId(5).into(),
            words: words(text),
            keyboard: Keyboard::None,
            reply_to,
        };
        turns.put(due(1, say("one", None)));
        turns.put(due(2, say("two", Some(crate::domain::ids::MessageId(9)))));
        assert!(text(&turns.next().unwrap()).contains("one"));
    }

    /// Two hundred submissions at once, and colleagues who ask something in between: nothing is lost, nobody who waits is kept waiting
    /// behind the queue, and Telegram's limit holds in every minute.
    #[tokio::test(start_paused = true)]
    async fn two_hundred_submissions_keep_the_pace_and_hold_up_no_answer() {
        let rates = Rates { chat_per_second: 1.0, chat_burst: 5, group_per_minute: 20.0, overall_per_second: 30.0 };
        let pace = Pace::of(Some(rates));
        let mut turns = Turns::default();
        for order in 1..=200 {
            turns.put(due(order, card(order, &format!("card {order}"), true)));
        }
        let (mut sent, mut asked, mut replaced) = (Vec::new(), Vec::new(), 0);
        let begun = Instant::now();
        while let Some(next) = turns.next() {
            pace.wait(GROUP).await;
            sent.push((Instant::now(), text(&next)));
            // Each tenth message, a colleague asks something, and a card that waits changes.
            if sent.len() % 10 == 0 && asked.len() < 20 {
                let n = asked.len() as u64;
                turns.put(due(1_000 + n, answer(&format!("answer {n}"))));
                asked.push((Instant::now(), format!("answer {n}")));
                replaced += usize::from(
                    turns.put(due(2_000 + n, card(150 + n, &format!("card {}", 150 + n), false))).is_some(),
                );
            }
        }
        for (at, question) in &asked {
            let answered = sent.iter().find(|(_, text)| text.contains(question)).expect("nothing is lost").0;
            assert!(answered.duration_since(*at) <= Duration::from_mins(1), "{question} waited too long");
        }
        for order in 1..=200 {
            assert!(sent.iter().any(|(_, text)| text.contains(&format!("card {order}\""))), "card {order} is lost");
        }
        for (first, (at, _)) in sent.iter().enumerate() {
            let within =
                sent[first..].iter().take_while(|(later, _)| later.duration_since(*at) < Duration::from_mins(1));
            assert!(within.count() <= 20, "too many within a minute");
        }
        println!(
            "{} messages for 200 submissions in {} s, {} answers, {replaced} cards that were out of date before they went",
            sent.len(),
            begun.elapsed().as_secs(),
            asked.len()
        );
    }
}

//! Who comes back: a chat that was out of reach is told what it missed, once, as soon as anything is heard from it. Old news is left out
//! where newer news says the same.

use super::batch::Batch;
use super::{Desk, DeskError, locked};
use crate::conversation::{Input, Letter};
use crate::domain::button::Button;
use crate::domain::effect::{Effect, Keyboard, Press};
use crate::domain::ids::ChatId;

/// The most messages that a chat is sent when it comes back, the newest ones.
const MOST: usize = 40;

impl Desk {
    /// Remembers which chats went out of reach or came back, once that is committed.
    pub(super) fn note_reached(&self, reached: &[(ChatId, bool)]) {
        let mut away = locked(&self.away);
        for (chat, reachable) in reached {
            if *reachable {
                away.remove(chat);
            } else {
                away.insert(*chat);
            }
        }
    }
}

impl Batch<'_> {
    /// Where a letter comes from a chat that was out of reach: what it missed is owed anew, before the answer to the letter.
    pub(super) async fn come_back(&mut self, letter: &Letter) -> Result<(), DeskError> {
        let chat = letter.chat;
        let last = self.reached.iter().rev().find(|(reached, _)| *reached == chat).map(|(_, reachable)| *reachable);
        let away = last.map_or_else(|| locked(&self.desk.away).contains(&chat), |reachable| !reachable);
        if !away || !is_sign_of_life(&letter.input) {
            return Ok(());
        }
        self.tx.mark_reachable(chat, true, self.now).await?;
        self.reached.push((chat, true));
        let missed = self.tx.missed(chat).await?;
        tracing::info!(missed = missed.len(), "a chat is within reach again");
        self.settled.extend(missed.iter().map(|(id, _)| id.clone()));
        for effect in still_worth_sending(missed.into_iter().filter_map(|(_, effect)| effect).collect()) {
            self.owe(effect);
        }
        Ok(())
    }
}

fn is_sign_of_life(input: &Input) -> bool {
    !matches!(
        input,
        Input::Blocked(true) | Input::Membership { present: false } | Input::Left(_) | Input::Migrated { .. }
    )
}

/// Notices, files and forms in their order, then each card once, as it was last: the order's newest state stands at the end. A question
/// with keys is left out: it is asked again when the person goes on, and its keys would be old ones.
fn still_worth_sending(missed: Vec<Effect>) -> Vec<Effect> {
    let mut kept: Vec<Effect> = Vec::new();
    let mut cards: Vec<Effect> = Vec::new();
    for effect in missed {
        match effect {
            Effect::Card { to, order, card, words, keyboard, .. } => {
                cards.retain(|known| !matches!(known, Effect::Card { order: of, card: kind, .. } if *of == order && *kind == card));
                cards.push(Effect::Card { to, order, card, words, keyboard, anew: true, urgent: false });
            }
            Effect::Say { ref keyboard, .. } if is_question(keyboard) => {}
            Effect::Say { .. }
            | Effect::Line { .. }
            | Effect::Copy { .. }
            | Effect::Picture { .. }
            | Effect::SendFile { .. }
            | Effect::Pass { .. }
            | Effect::Print { .. } => {
                kept.retain(|known| *known != effect);
                kept.push(effect);
            }
            // Staff's, and what nobody reads.
            _ => {}
        }
    }
    kept.append(&mut cards);
    kept.split_off(kept.len().saturating_sub(MOST))
}

/// True where the keys answer a question of the dialogue.
fn is_question(keyboard: &Keyboard) -> bool {
    let Keyboard::Inline(rows) = keyboard else { return false };
    rows.iter().flatten().any(|key| match &key.press {
        Press::Data(data) => matches!(Button::decode(data), Some(Button::Pick { .. })),
        Press::Url(_) | Press::DeepLink(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::effect::{CardKind, Key, PrintKind};
    use crate::domain::order_number::OrderNumber;
    use crate::domain::rules::Lang;
    use crate::domain::say::{Say, Words};

    fn words(text: &str) -> Words {
        Words::new(Lang::Zh, vec![Say::verbatim(text)])
    }

    fn say(text: &str, keyboard: Keyboard) -> Effect {
        Effect::Say { to: ChatId(5).into(), words: words(text), keyboard, reply_to: None }
    }

    fn card(sequence: u64, text: &str, anew: bool) -> Effect {
        let order = OrderNumber::make(2026, sequence);
        let (card, keyboard) = (CardKind::Checklist, Keyboard::None);
        Effect::Card { to: ChatId(5).into(), order, card, words: words(text), keyboard, anew, urgent: false }
    }

    fn form() -> Effect {
        let (order, print) = (OrderNumber::make(2026, 1), PrintKind::ApplicationForm);
        Effect::Print { to: ChatId(5).into(), order, print, revision: 1, words: words("form") }
    }

    #[test]
    fn the_newest_state_comes_last_and_nothing_twice() {
        let press = Press::Data(Button::Pick { stamp: 3, choice: 1 }.encode());
        let question = Keyboard::Inline(vec![vec![Key { label: Say::verbatim("yes"), press }]]);
        let edit = Effect::Edit {
            chat: ChatId(5),
            message: crate::domain::ids::MessageId(1),
            words: words("x"),
            keyboard: Keyboard::None,
        };
        let missed = vec![
            card(1, "approved", true),
            say("approved", Keyboard::None),
            say("really?", question),
            form(),
            edit,
            card(2, "other", false),
            say("paid", Keyboard::None),
            form(),
            card(1, "paid", false),
        ];
        let sent = still_worth_sending(missed);
        let wanted = [
            say("approved", Keyboard::None),
            say("paid", Keyboard::None),
            form(),
            card(2, "other", true),
            card(1, "paid", true),
        ];
        assert_eq!(sent, wanted);
    }

    #[test]
    fn who_was_away_for_long_gets_the_newest() {
        let missed = (0..100).map(|n| say(&n.to_string(), Keyboard::None)).collect();
        let sent = still_worth_sending(missed);
        assert_eq!((sent.len(), sent.last()), (MOST, Some(&say("99", Keyboard::None))));
    }
}

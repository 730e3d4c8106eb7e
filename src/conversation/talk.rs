//! The pen of a step: collects what is said, written and owed while a letter is answered. Holds no rules of its own.

use super::input::{Letter, Sender};
use super::scene::Scene;
use super::session::{Dialogue, Session};
use super::turn::{Turn, Write};
use crate::domain::button::{Button, Deed, Place};
use crate::domain::effect::{CardKind, Effect, Key, Keyboard, Press, To};
use crate::domain::ids::{ChatId, MessageId};
use crate::domain::order::{By, Event, Move, Order, Refusal, What};
use crate::domain::riddle::Riddle;
use crate::domain::rules::Lang;
use crate::domain::say::{Say, Words};

/// One step in the making.
pub(super) struct Talk<'a> {
    pub scene: &'a Scene<'a>,
    pub session: Session,
    /// Where answers go, and in which language.
    pub to: To,
    pub lang: Lang,
    /// The message with the pressed button, or the letter itself.
    pub message: Option<MessageId>,
    order: Option<Working>,
    turn: Turn,
    answered: bool,
}

/// An order while it is moved, with the version that it had in the scene.
struct Working {
    order: Order,
    base: i64,
    events: Vec<Event>,
}

impl<'a> Talk<'a> {
    pub(super) fn new(session: &Session, letter: &Letter, scene: &'a Scene<'a>) -> Self {
        let in_group = !letter.private;
        let lang = if in_group { scene.group_lang } else { session.lang.unwrap_or(letter.from.lang) };
        let mut session = session.clone();
        session.lang = Some(lang);
        Self {
            scene,
            session,
            to: To { chat: letter.chat, topic: letter.topic },
            lang,
            message: letter.message,
            order: scene.order.clone().map(Working::new),
            turn: Turn::default(),
            answered: false,
        }
    }

    /// A step that no person's letter began: what is said goes to `to`.
    pub(super) fn of_desk(scene: &'a Scene<'a>) -> Self {
        Self {
            scene,
            session: Session::default(),
            to: ChatId(0).into(),
            lang: scene.group_lang,
            message: None,
            order: scene.order.clone().map(Working::new),
            turn: Turn::default(),
            answered: true,
        }
    }

    /// The turn as it came out; a pressed button that nobody answered is answered silently.
    pub(super) fn finish(mut self, letter: &Letter, before: &Session) -> Turn {
        if let (super::Input::Pressed { query, .. }, false) = (&letter.input, self.answered) {
            self.turn.effects.insert(0, Effect::Answer { query: query.clone(), words: None, alert: false });
        }
        if self.session.stamp != before.stamp {
            self.session.asked = Some(self.scene.now);
        }
        self.offer_menu(letter, before);
        let changed = self.session != *before;
        let session = self.session.clone();
        let mut turn = self.finish_desk();
        turn.session = changed.then_some(session);
        turn
    }

    /// Whoever changes the language, comes in or goes is offered the commands that fit from now on.
    fn offer_menu(&mut self, letter: &Letter, before: &Session) {
        let bound = self.session.account.is_some();
        let spoke = before.lang.is_some_and(|lang| self.session.lang != Some(lang));
        if letter.private && (spoke || bound != before.account.is_some()) {
            let lang = self.session.lang.unwrap_or(self.lang);
            self.effect(Effect::Menu { chat: letter.chat, lang, bound });
        }
    }

    pub(super) fn finish_desk(mut self) -> Turn {
        if let Some(Working { order, base, events }) = self.order.take()
            && order.version != base
        {
            self.turn.writes.insert(0, Write::SaveOrder { order: Box::new(order), base, events });
        }
        self.turn
    }

    pub(super) fn say(&mut self, lines: Vec<Say>) {
        self.say_with(lines, Keyboard::None);
    }

    pub(super) fn say_with(&mut self, lines: Vec<Say>, keyboard: Keyboard) {
        let words = Words::new(self.lang, lines);
        self.effect(Effect::Say { to: self.to, words, keyboard, reply_to: None });
    }

    /// Says a line where there is one.
    pub(super) fn say_if(&mut self, line: Option<Say>) {
        if let Some(line) = line {
            self.say(vec![line]);
        }
    }

    /// In a group: says it as a reply to the letter, so that it is seen whom it is for.
    pub(super) fn reply(&mut self, lines: Vec<Say>, keyboard: Keyboard) {
        let words = Words::new(self.lang, lines);
        self.effect(Effect::Say { to: self.to, words, keyboard, reply_to: self.message });
    }

    pub(super) fn effect(&mut self, effect: Effect) {
        self.turn.effects.push(effect);
    }

    pub(super) fn write(&mut self, write: Write) {
        self.turn.writes.push(write);
    }

    /// Answers the pressed button with a short text.
    pub(super) fn toast(&mut self, query: &str, say: Say, alert: bool) {
        self.answered = true;
        let words = Some(Words::new(self.lang, vec![say]));
        self.effect(Effect::Answer { query: query.to_owned(), words, alert });
    }

    /// Opens a question: its keys are stamped, so that they count only while it is open.
    pub(super) fn ask(&mut self, dialogue: Dialogue, lines: Vec<Say>, keys: Vec<Vec<(Say, u16)>>) {
        self.session.ask(dialogue);
        let keyboard = self.picks(keys);
        self.say_with(lines, keyboard);
    }

    /// Keys that answer the open question.
    pub(super) fn picks(&self, keys: Vec<Vec<(Say, u16)>>) -> Keyboard {
        if keys.is_empty() {
            return Keyboard::None;
        }
        let stamp = self.session.stamp;
        let key = |(label, choice)| Key { label, press: Press::Data(Button::Pick { stamp, choice }.encode()) };
        Keyboard::Inline(keys.into_iter().map(|row| row.into_iter().map(key).collect()).collect())
    }

    pub(super) fn order(&self) -> Option<&Order> {
        self.order.as_ref().map(|w| &w.order)
    }

    /// Takes another order as the one that is worked on; for an order that is opened in this step.
    pub(super) fn take(&mut self, order: Order, events: Vec<Event>) {
        self.order = Some(Working { order, base: 0, events });
    }

    /// Takes an order that was loaded beside the scene's own as the one that is worked on.
    pub(super) fn open(&mut self, order: Order) {
        self.order = Some(Working::new(order));
    }

    /// Moves the order, and gives the last event that came of this move, where one did.
    pub(super) fn act_for(&mut self, by: By, mv: Move) -> Result<Option<What>, Refusal> {
        let before = self.order.as_ref().map_or(0, |w| w.events.len());
        self.act(by, mv)?;
        Ok(self.order.as_ref().and_then(|w| w.events.get(before..)?.last()).map(|event| event.what.clone()))
    }

    /// What happened to the order in this step.
    pub(super) fn events(&self) -> &[Event] {
        self.order.as_ref().map_or(&[], |w| &w.events)
    }

    /// True where the order was moved in this step.
    pub(super) fn has_moved(&self) -> bool {
        self.order.as_ref().is_some_and(|w| w.order.version != w.base)
    }

    /// Moves the order.
    pub(super) fn act(&mut self, by: By, mv: Move) -> Result<(), Refusal> {
        let working = self.order.as_mut().ok_or(Refusal::NotThere)?;
        let (next, events) = working.order.apply(by, mv, self.scene.rules, self.scene.now)?;
        working.order = next;
        working.events.extend(events);
        Ok(())
    }

    /// Tells everyone who follows the order as its applicant, each in their language; in the chat that wrote, too.
    pub(super) fn tell_applicant(&mut self, lines: &[Say]) {
        for viewer in &self.scene.viewers {
            let words = Words::new(viewer.lang, lines.to_vec());
            self.turn.effects.push(Effect::Say {
                to: viewer.chat.into(),
                words,
                keyboard: Keyboard::None,
                reply_to: None,
            });
        }
    }

    /// Brings the applicant's checklist up to date wherever it is followed; `anew` sends it at the bottom.
    pub(super) fn show_checklist(&mut self, anew: bool) {
        let Some(order) = self.order().cloned() else { return };
        for viewer in &self.scene.viewers {
            let (lines, keyboard) = super::checklist::checklist(&order, self.scene, viewer.lang);
            self.turn.effects.push(Effect::Card {
                to: viewer.chat.into(),
                order: order.number.clone(),
                card: CardKind::Checklist,
                words: Words::new(viewer.lang, lines),
                keyboard,
                anew,
                urgent: false,
            });
        }
    }

    /// Brings staff's card in the group up to date.
    pub(super) fn show_desk_card(&mut self, anew: bool) {
        self.hang_desk_card(anew, false);
    }

    /// The bot's question to one of the staff about this order, where one hangs: nobody needs its answer any more.
    pub(super) fn take_question_down(&mut self) {
        if let (Some(order), Some(chat)) = (self.order().map(|o| o.number.clone()), self.scene.group) {
            self.effect(Effect::TakeDown { chat, order, card: CardKind::Question });
        }
    }

    /// Shows staff's card at the bottom to who asked for it.
    pub(super) fn bring_desk_card(&mut self) {
        self.hang_desk_card(true, true);
    }

    fn hang_desk_card(&mut self, anew: bool, urgent: bool) {
        let (Some(order), Some(group)) = (self.order().cloned(), self.scene.group) else { return };
        let (lines, keyboard) = super::staff::card::desk_card(&order, self.scene);
        self.turn.effects.push(Effect::Card {
            to: group.into(),
            order: order.number,
            card: CardKind::Desk,
            words: Words::new(self.scene.group_lang, lines),
            keyboard,
            anew,
            urgent,
        });
    }

    /// Says something about the order in the staff group; `urgent` where somebody there waits for it.
    pub(super) fn tell_staff_of_order(&mut self, lines: Vec<Say>, keyboard: Keyboard, urgent: bool) {
        let (Some(order), Some(group)) = (self.order().map(|o| o.number.clone()), self.scene.group) else { return };
        let words = Words::new(self.scene.group_lang, lines);
        self.effect(Effect::Line {
            to: group.into(),
            order,
            words,
            keyboard,
            reply_to: None,
            urgent,
            topic_only: false,
        });
    }

    /// Leaves a line in the order's topic; nothing where the group has none, since the card says it too.
    pub(super) fn note_in_topic(&mut self, lines: Vec<Say>) {
        let (Some(order), Some(group)) = (self.order().map(|o| o.number.clone()), self.scene.group) else { return };
        let words = Words::new(self.scene.group_lang, lines);
        let (to, keyboard, reply_to) = (group.into(), Keyboard::None, None);
        self.effect(Effect::Line { to, order, words, keyboard, reply_to, urgent: false, topic_only: true });
    }

    /// In the group: answers the letter with something about the order.
    pub(super) fn reply_of_order(&mut self, lines: Vec<Say>, keyboard: Keyboard) {
        let Some(order) = self.order().map(|o| o.number.clone()) else { return self.reply(lines, keyboard) };
        let words = Words::new(self.lang, lines);
        let (to, reply_to) = (self.to, self.message);
        self.effect(Effect::Line { to, order, words, keyboard, reply_to, urgent: true, topic_only: false });
    }

    /// Takes over what another step has decided: an order of a list, beside this one's own.
    pub(super) fn absorb(&mut self, turn: Turn) {
        self.turn.writes.extend(turn.writes);
        self.turn.effects.extend(turn.effects);
    }

    /// Says something in the staff group.
    pub(super) fn tell_staff(&mut self, lines: Vec<Say>, keyboard: Keyboard) {
        if let Some(group) = self.scene.group {
            let words = Words::new(self.scene.group_lang, lines);
            self.effect(Effect::Say { to: group.into(), words, keyboard, reply_to: None });
        }
    }

    /// Random decimal digits for a code.
    pub(super) fn digits(&self, count: u32) -> String {
        let width = count as usize;
        format!("{:0width$}", self.scene.random % 10u128.pow(count))
    }

    /// A riddle, and random bits to draw it with.
    pub(super) fn riddle(&self) -> (Riddle, u64) {
        let half = |bits: u128| u64::try_from(bits & u128::from(u64::MAX)).unwrap_or_default();
        (Riddle::of(half(self.scene.random)), half(self.scene.random >> 64))
    }

    /// A random token of 16 hexadecimal digits.
    pub(super) fn token(&self) -> String {
        format!("{:016x}", self.scene.random >> 64)
    }
}

impl Working {
    fn new(order: Order) -> Self {
        Self { base: order.version, order, events: Vec::new() }
    }
}

/// A key that acts on an order as it stands.
pub(super) fn deed(label: Say, order: &Order, deed: Deed, first: u16, second: u16) -> Key {
    Key { label, press: Press::Data(Button::deed(&order.number, order.changed, deed, first, second).encode()) }
}

/// A key that leads to a place of the menu.
pub(super) fn go(label: Say, place: Place) -> Key {
    Key { label, press: Press::Data(Button::Go(place).encode()) }
}

/// Who wrote, as applicant.
pub(super) fn applicant(from: &Sender) -> By {
    By::Applicant(from.id)
}

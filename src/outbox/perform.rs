//! Carrying out one effect: the calls it takes, what their failures mean, and how it ends.

use super::{Outbox, endure};
use crate::conversation::{Export, Happening, RegisterRead, Unreachable};
use crate::desk::{Brought, DeskError, inspect};
use crate::domain::authority::Enrolment;
use crate::domain::document::FileForm;
use crate::domain::effect::{CardKind, Effect, Keyboard, To};
use crate::domain::ids::{ChatId, MessageId, UserId};
use crate::domain::invoice::InvoiceLook;
use crate::domain::mailing::MailOutcome;
use crate::domain::order_number::OrderNumber;
use crate::domain::outage::Outage;
use crate::domain::passage::Passage;
use crate::domain::register::Unfit;
use crate::domain::riddle::Riddle;
use crate::domain::say::Words;
use crate::gateway;
use crate::store::{Due, EffectState, Outcome};
use crate::telegram::{Failure, Payload, Wording};
use std::time::Duration;
use tracing::Instrument as _;

/// How one try came out.
pub(super) enum Tried {
    /// Carried out, or no longer worth it.
    Done,
    /// Carried out, and written down already with what came of it.
    Settled,
    Failed(Failure),
    /// The desk's own trouble: the database or the disk; another try may succeed.
    Trouble(String),
    /// A service outside did not do it; another try may succeed.
    Outside(gateway::Failure),
}

impl From<DeskError> for Tried {
    fn from(error: DeskError) -> Self {
        Self::Trouble(error.to_string())
    }
}

impl Outbox {
    /// Carries an effect out, however long it takes, and settles it.
    pub(super) async fn carry_out(&self, mut due: Due) {
        let now = self.desk.clock().now();
        let mut wait = (due.due_at - now).to_std().unwrap_or_default();
        loop {
            if endure::rests(&due.effect, wait) {
                return self.desk.rest(due);
            }
            tokio::time::sleep(wait).await;
            let span = tracing::info_span!(
                "effect",
                id = %due.id,
                kind = due.effect.kind(),
                order = due.effect.order().map(OrderNumber::as_str),
                attempt = due.attempts.saturating_add(1)
            );
            let Some(again) = self.attempt(&mut due).instrument(span).await else { return };
            due.due_at = self.desk.clock().now() + chrono::TimeDelta::from_std(again).unwrap_or_default();
            wait = again;
        }
    }

    /// One try. Gives the wait before the next, or `None` where the effect has come to its end.
    async fn attempt(&self, due: &mut Due) -> Option<Duration> {
        let begun = tokio::time::Instant::now();
        let tried = super::unharmed::unharmed(self.once(due)).await;
        self.desk.tally().tried(due.effect.kind(), begun.elapsed());
        match tried {
            Tried::Done | Tried::Failed(Failure::Moot(_)) => {
                tracing::debug!("carried out");
                self.desk.done(due.id.clone());
                None
            }
            Tried::Settled => None,
            Tried::Failed(Failure::Moved { to }) => {
                if let Some(from) = due.effect.chat() {
                    self.note_move(from, to).await;
                }
                Some(Duration::ZERO)
            }
            Tried::Failed(Failure::TooMany { after }) => {
                if let Some(chat) = due.effect.chat() {
                    self.pace.told_to_wait(chat, after);
                }
                tracing::info!(wait = after.as_secs(), "told to wait");
                Some(after)
            }
            Tried::Failed(Failure::Unreachable(error)) => {
                self.end(due, EffectState::Undeliverable, Some(Unreachable::Blocked), error).await;
                None
            }
            Tried::Failed(failure @ (Failure::Refused { .. } | Failure::NotThere(_))) => {
                self.end(due, EffectState::GivenUp, Some(Unreachable::GaveUp), failure.to_string()).await;
                None
            }
            Tried::Failed(failure) => self.again(due, failure.to_string(), Duration::ZERO).await,
            Tried::Trouble(error) => self.again(due, error, Duration::ZERO).await,
            Tried::Outside(failure) => {
                self.note_outage(due, &failure).await;
                self.again(due, failure.to_string(), endure::least(&due.effect, &failure)).await
            }
        }
    }

    /// Ends an effect that is not done. What a person should have known is told to staff, in the same transaction.
    pub(super) async fn end(&self, due: &Due, state: EffectState, reason: Option<Unreachable>, error: String) {
        let courtesy = due.effect.is_courtesy();
        if courtesy {
            tracing::debug!(error, "a courtesy is dropped");
            return self.desk.done(due.id.clone());
        }
        tracing::warn!(state = state.code(), error, "an effect ends without being done");
        let outcome = Outcome { id: due.id.clone(), state, attempts: due.attempts, error };
        let happening = match &due.effect {
            // The applicant waits for a verdict, and this is one.
            Effect::Inspect { order, upload, .. } => Some(Happening::Inspected {
                order: order.clone(),
                upload: *upload,
                document: None,
                findings: vec![inspect::refusal("not-fetched", "")],
                digest: None,
                made: crate::domain::order::KeptBeside::default(),
            }),
            // Who wrote it waits to hear that it arrived.
            Effect::Pass { passage, .. } => {
                Some(Happening::Passed { passage: passage.clone(), copy: Err(reason.unwrap_or(Unreachable::GaveUp)) })
            }
            Effect::Text { order, to, kind } => {
                let outcome = self.text_given_up(due).await;
                Some(Happening::Texted { order: order.clone(), to: *to, kind: *kind, outcome })
            }
            // What may have been sent is settled at once, so this was not.
            Effect::Mail { order, kind } => {
                Some(Happening::Mailed { order: order.clone(), kind: *kind, outcome: MailOutcome::GivenUp })
            }
            // What may have been done is found out by asking again, when staff want it.
            Effect::Enrol { order, act, place } => {
                let (order, outcome) = (order.clone(), Enrolment::Unknown);
                Some(Happening::Enrolled { order, act: *act, place: *place, outcome })
            }
            Effect::ReadInvoice { .. } => super::mail::invoice_read(&due.effect, InvoiceLook::NotFetched),
            Effect::PayBack { order, trade } => {
                // It may have been understood, and only the answer never came.
                Some(Happening::NotRefunded { order: order.clone(), trade: trade.clone(), refused: false })
            }
            // Whatever the trouble was, the legal person is not left before a closed door.
            Effect::Prove { order, session } => Some(Happening::ProofBegun {
                order: order.clone(),
                session: session.clone(),
                page: Err(Outage::Unknown),
            }),
            Effect::ReadSlip { order, chat, .. } => {
                Some(Happening::SlipRead { order: order.clone(), chat: *chat, codes: Vec::new() })
            }
            Effect::ReadRegister { to, message, by, confirmed, .. } => {
                let confirmed = confirmed.is_some();
                let read = RegisterRead { digest: String::new(), sheet: Err(Unfit::NotFetched), confirmed };
                Some(Happening::RegisterRead { to: *to, message: *message, by: *by, read })
            }
            Effect::Export { to, asked, message, from, until, unmasked, .. } => {
                let export = Export { by: UserId(to.0), from: *from, until: *until, unmasked: *unmasked };
                let outcome = Err(reason.unwrap_or(Unreachable::GaveUp));
                Some(Happening::Exported { asked: *asked, message: *message, export, outcome })
            }
            effect => effect.chat().zip(reason).map(|(chat, reason)| Happening::Unreachable { chat, reason }),
        };
        loop {
            let ended = match &happening {
                Some(happening) => {
                    let brought = Brought { happening: happening.clone(), settles: None, ends: Some(outcome.clone()) };
                    self.desk.bring_and_let_fall(&brought).await
                }
                None => self.desk.end(&outcome).await,
            };
            let Err(error) = ended else { return };
            tracing::error!(%error, "an effect's end could not be written down");
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    async fn note_move(&self, from: ChatId, to: ChatId) {
        if let Err(error) = self.desk.move_chat(from, to).await {
            tracing::error!(%error, "a group's move could not be written down");
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    async fn once(&self, due: &Due) -> Tried {
        let wording = Wording { texts: &self.texts, bot: &self.desk.setting().bot_name };
        match &due.effect {
            Effect::Say { to, words, keyboard, reply_to } => {
                let to = self.where_now(*to);
                match self.paced(to.chat, &wording.message(to, words, keyboard, *reply_to)).await {
                    // Who is answered reads the group itself, too.
                    Tried::Failed(Failure::NoTopic(_)) if to.topic.is_some() => {
                        self.paced(to.chat, &wording.message(to.chat.into(), words, keyboard, *reply_to)).await
                    }
                    tried => tried,
                }
            }
            Effect::Line { to, order, words, keyboard, reply_to, topic_only, .. } => {
                if *topic_only {
                    match self.place(order, self.where_now(*to)).await {
                        Ok(placed) if placed.topic.is_none() => return Tried::Done,
                        Ok(_) => {}
                        Err(tried) => return tried,
                    }
                }
                let made = |to: To| wording.message(to, words, keyboard, *reply_to);
                Box::pin(self.about(order, *to, false, &made)).await
            }
            Effect::Copy { to, order, file, .. } if file.form == FileForm::Clip => {
                Box::pin(self.clip(order, *to, file)).await
            }
            Effect::Copy { to, order, file, words, keyboard } => {
                let made = |to: To| wording.file(to, file, words, keyboard, true);
                Box::pin(self.about(order, *to, true, &made)).await
            }
            Effect::ClearCopies { chat, order } => Box::pin(self.clear_copies(order, *chat)).await,
            Effect::TakeDown { chat, order, card } => Box::pin(self.take_card(order, *chat, *card)).await,
            // Cards, prints and inspections are boxed, so that what is small and frequent does not carry their size.
            Effect::Card { to, order, card, words, keyboard, anew, .. } => {
                let shown = Shown { to: self.where_now(*to), order, card: *card, words, keyboard };
                Box::pin(self.show(wording, &shown, *anew)).await
            }
            Effect::Edit { chat, message, words, keyboard } => {
                let chat = self.desk.resolve(*chat);
                self.paced(chat, &wording.edit(chat, *message, words, keyboard)).await
            }
            Effect::Buttons { chat, message, lang, keyboard } => {
                let chat = self.desk.resolve(*chat);
                self.paced(chat, &wording.buttons(chat, *message, keyboard, *lang)).await
            }
            Effect::Answer { query, words, alert } => self.call(&wording.answer(query, words.as_ref(), *alert)).await,
            Effect::Delete { chat, message } => self.call(&Wording::delete(self.desk.resolve(*chat), *message)).await,
            Effect::SendFile { to, file, words, .. } if file.form == FileForm::Clip => {
                Box::pin(self.send_kept(self.where_now(*to), file, words)).await
            }
            Effect::SendFile { to, file, words, keyboard, protect } => {
                let to = self.where_now(*to);
                self.paced(to.chat, &wording.file(to, file, words, keyboard, *protect)).await
            }
            Effect::Picture { to, digest, words, keyboard } => {
                Box::pin(self.picture(wording, self.where_now(*to), digest, (words, keyboard))).await
            }
            Effect::Menu { chat, lang, bound } => {
                match crate::telegram::set_chat_menu(&self.api, &self.texts, *chat, *lang, *bound).await {
                    Ok(()) => Tried::Done,
                    Err(failure) => Tried::Failed(failure),
                }
            }
            Effect::Pass { to, words, file, keyboard, reply_to, passage } => {
                let made = |to: To| match file {
                    Some(file) => wording.file(to, file, words, keyboard, true).answering(*reply_to),
                    None => wording.message(to, words, keyboard, *reply_to),
                };
                Box::pin(self.pass_on(due, self.where_now(*to), passage, &made)).await
            }
            Effect::Receipt { to, message, words } => Box::pin(self.receipt(wording, *to, *message, words)).await,
            Effect::ReadRegister { to, message, by, file, confirmed } => {
                Box::pin(self.read_register(due, (*to, *message), *by, (file, confirmed.as_deref()))).await
            }
            Effect::Export { .. } => Box::pin(self.export(due)).await,
            Effect::Chart { to, reply_to, chart, words } => {
                Box::pin(self.chart(wording, (*to, *reply_to), chart, words)).await
            }
            Effect::Riddle { to, riddle, seed, words, keyboard } => {
                let sent = wording.photo(self.where_now(*to), words, keyboard);
                Box::pin(self.show_riddle(self.desk.resolve(to.chat), sent, (riddle, *seed))).await
            }
            Effect::ReadSlip { order, chat, file } => Box::pin(self.read_slip(due, order, *chat, file)).await,
            Effect::Print { .. } => Box::pin(self.print(due)).await,
            Effect::Inspect { order, upload, file } => Box::pin(self.inspect(due, order, *upload, file)).await,
            Effect::PayCode { to, order, trade, words } => {
                Box::pin(self.pay_code(due, (*to, words), order, trade)).await
            }
            Effect::PayInvoice { to, order, trade, words } => {
                Box::pin(self.pay_invoice(due, (*to, words), order, trade)).await
            }
            Effect::PayLook { order, trade, close } => Box::pin(self.pay_look(due, order, trade, *close)).await,
            Effect::Prove { order, session } => Box::pin(self.prove(due, order, session)).await,
            Effect::ProofLook { order, session } => Box::pin(self.proof_look(due, order, session)).await,
            Effect::PayBack { order, trade } => Box::pin(self.pay_back(due, order, trade)).await,
            Effect::Text { order, to, kind } => Box::pin(self.text(due, order, *to, *kind)).await,
            Effect::Enrol { order, act, place } => Box::pin(self.enrol(due, order, *act, *place)).await,
            Effect::AskRegister { order } => Box::pin(self.ask_register(due, order)).await,
            Effect::Mail { order, kind } => Box::pin(self.mail(due, order, *kind)).await,
            Effect::ReadInvoice { .. } => Box::pin(self.read_invoice(due)).await,
            Effect::Track { order, which, number } => Box::pin(self.track(due, order, *which, number)).await,
        }
    }

    /// Draws a riddle and sends it.
    async fn show_riddle(&self, chat: ChatId, fields: Fields, (riddle, seed): (&Riddle, u64)) -> Tried {
        let riddle = riddle.clone();
        let Ok(picture) = tokio::task::spawn_blocking(move || crate::riddle::draw(riddle.expose(), seed)).await else {
            return Tried::Trouble("a riddle could not be drawn".to_owned());
        };
        self.pace.wait(chat).await;
        let Ok(_turn) = self.calls.acquire().await else { return Tried::Trouble("stopping".to_owned()) };
        match self.api.send_photo(fields, picture).await {
            Ok(_) => Tried::Done,
            Err(failure) => Tried::Failed(failure),
        }
    }

    /// Sends what is passed on: about an order, into the order's own topic.
    async fn pass_on(
        &self,
        due: &Due,
        to: To,
        passage: &Passage,
        made: &(dyn Fn(To) -> Payload + Send + Sync),
    ) -> Tried {
        for _ in 0..3 {
            let placed = match &passage.order {
                Some(order) => match self.place(order, to).await {
                    Ok(placed) => placed,
                    Err(tried) => return tried,
                },
                None => to,
            };
            self.pace.wait(to.chat).await;
            let _passing = self.desk.passing().await;
            match (self.sent(&made(placed)).await, &passage.order) {
                (Ok(Some(message)), _) => return self.passed(due, passage, (to.chat, message)).await,
                (Ok(None), _) => return Tried::Trouble("a message without a number".to_owned()),
                (Err(Failure::NoTopic(_)), Some(order)) if placed.topic.is_some() => {
                    if let Err(error) = self.desk.forget_topic(order, to.chat).await {
                        return error.into();
                    }
                }
                (Err(failure), _) => return Tried::Failed(failure),
            }
        }
        Tried::Trouble("topics go as fast as they are made".to_owned())
    }

    /// Notes where a message was passed on to, with the end of its effect.
    async fn passed(&self, due: &Due, passage: &Passage, copy: (ChatId, MessageId)) -> Tried {
        let happening = Happening::Passed { passage: passage.clone(), copy: Ok(copy) };
        self.brought(due, happening).await
    }

    /// Brings in what came of an effect, with its end.
    pub(super) async fn brought(&self, due: &Due, happening: Happening) -> Tried {
        let brought = Brought { happening, settles: Some(due.id.clone()), ends: None };
        match self.desk.bring_and_let_fall(&brought).await {
            Ok(()) => Tried::Settled,
            Err(error) => error.into(),
        }
    }

    pub(super) fn where_now(&self, to: To) -> To {
        To { chat: self.desk.resolve(to.chat), ..to }
    }

    /// A call that sends or edits: in its time.
    async fn paced(&self, chat: ChatId, payload: &Payload) -> Tried {
        self.pace.wait(chat).await;
        match self.sent(payload).await {
            Ok(message) => {
                self.screens.moved(chat, message);
                Tried::Done
            }
            Err(failure) => Tried::Failed(failure),
        }
    }

    async fn call(&self, payload: &Payload) -> Tried {
        match self.sent(payload).await {
            Ok(_) => Tried::Done,
            Err(failure) => Tried::Failed(failure),
        }
    }

    pub(super) async fn sent(&self, payload: &Payload) -> Result<Option<MessageId>, Failure> {
        let Ok(_turn) = self.calls.acquire().await else {
            return Err(Failure::NoAnswer("stopping".to_owned()));
        };
        payload.perform(&self.api).await
    }

    /// Edits a card in place, or sends it where it is not there, or is wanted anew.
    async fn show(&self, wording: Wording<'_>, shown: &Shown<'_>, anew: bool) -> Tried {
        let Shown { to, order, card, words, keyboard } = shown;
        let old = match self.desk.card(order, to.chat, *card).await {
            Ok(old) => old,
            Err(error) => return error.into(),
        };
        let anew = anew || old.is_some_and(|old| self.screens.is_out_of_sight(to.chat, old));
        if let Some(message) = old.filter(|_| !anew) {
            self.pace.wait(to.chat).await;
            match self.sent(&wording.edit(to.chat, message, words, keyboard)).await {
                Ok(_) => return Tried::Done,
                Err(Failure::NotThere(_)) => {}
                Err(failure) => return Tried::Failed(failure),
            }
        }
        let made = |to: To| wording.message(to, words, keyboard, None);
        let message = match self.in_topic(order, *to, &made).await {
            Ok(Some(message)) => message,
            Ok(None) => return Tried::Trouble("a message without a number".to_owned()),
            Err(tried) => return tried,
        };
        self.screens.moved(to.chat, Some(message));
        if let Err(error) = self.desk.hang_card(order, to.chat, *card, message).await {
            return error.into();
        }
        if let Some(old) = old.filter(|_| anew) {
            // Whether the old one goes is a courtesy.
            let _gone = self.sent(&Wording::delete(to.chat, old)).await;
        }
        Tried::Done
    }
}

/// A method's parameters as text.
type Fields = Vec<(&'static str, String)>;

/// A card to be shown.
struct Shown<'a> {
    to: To,
    order: &'a OrderNumber,
    card: CardKind,
    words: &'a Words,
    keyboard: &'a Keyboard,
}

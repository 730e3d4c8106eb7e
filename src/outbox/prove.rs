//! The legal person at an identity provider, carried out: a session is opened, the provider is asked after it; and a video that came
//! through the desk's own page is sent to staff. Whatever comes of it is brought to the desk.

use super::Outbox;
use super::perform::Tried;
use crate::conversation::{Happening, Link, identity_name};
use crate::domain::document::FileRef;
use crate::domain::effect::To;
use crate::domain::order::{Answer, Order, Question};
use crate::domain::order_number::OrderNumber;
use crate::domain::outage::{Call, Outage};
use crate::domain::proof::ProofStanding;
use crate::domain::rules::Lang;
use crate::domain::say::Words;
use crate::gateway::identity::Subject;
use crate::store::Due;
use crate::telegram::Wording;

impl Outbox {
    /// Opens a session. Where the provider opens none, the person is sent back to the video at once.
    pub(super) async fn prove(&self, due: &Due, number: &OrderNumber, session: &str) -> Tried {
        let order = match self.in_session(number, session).await {
            Ok(Some(order)) => order,
            Ok(None) => return Tried::Done,
            Err(tried) => return tried,
        };
        let Some(open) = order.verification.session() else { return Tried::Done };
        let name = order.answers.text(Question::LegalName);
        let (id_type, id_number) = match order.answers.get(Question::LegalIdentity) {
            Some(Answer::Identity(identity)) => {
                (self.texts.plain(Lang::Zh, &identity_name(identity.kind())), identity.number())
            }
            _ => (String::new(), ""),
        };
        let services = &self.desk.setting().rules.services;
        let link = Link::of(&order);
        let back = match &services.address {
            Some(address) => link.page(address),
            None => link.address(&self.desk.setting().bot_name),
        };
        let subject = Subject {
            session,
            name,
            id_type: &id_type,
            id_number,
            lang: order.verification.lang,
            expires: open.until,
            back: &back,
        };
        let page = match self.identity.begin(subject).await {
            Ok(page) => Ok(page),
            Err(failure) => {
                tracing::warn!(order.id = number.as_str(), %failure, "the identity provider opens no session");
                Err(Outage::from(&failure))
            }
        };
        let begun = Happening::ProofBegun { order: number.clone(), session: session.to_owned(), page };
        self.brought(due, begun).await
    }

    /// Asks how a session stands.
    pub(super) async fn proof_look(&self, due: &Due, number: &OrderNumber, session: &str) -> Tried {
        match self.in_session(number, session).await {
            Ok(Some(_)) => {}
            Ok(None) => return Tried::Done,
            Err(tried) => return tried,
        }
        match self.identity.look(session).await {
            Ok(ProofStanding::Open) => self.called(due, number, Call::ProofLook, Ok(())).await,
            Ok(standing) => {
                let (order, session) = (number.clone(), session.to_owned());
                self.brought(due, Happening::ProofSeen { order, session, standing }).await
            }
            Err(failure) => {
                // Unknown stays unknown: the order asks again in its own time.
                let outcome = failure.code();
                tracing::warn!(order.id = number.as_str(), outcome, "how a proof stands is not known");
                self.called(due, number, Call::ProofLook, Err(Outage::from(&failure))).await
            }
        }
    }

    /// Sends staff a video that Telegram does not know; a reply to it is known to be about the order, and it goes with the copies.
    pub(super) async fn clip(&self, order: &OrderNumber, to: To, file: &FileRef) -> Tried {
        let bytes = match self.files.read(&file.unique_id).await {
            Ok(bytes) => bytes,
            Err(error) => return Tried::Trouble(error.to_string()),
        };
        let to = match self.place(order, self.where_now(to)).await {
            Ok(to) => to,
            Err(tried) => return tried,
        };
        let wording = Wording { texts: &self.texts, bot: &self.desk.setting().bot_name };
        let mut fields = wording.document(to, &Words::new(self.desk.setting().group_lang, Vec::new()));
        fields.push(("protect_content", "true".to_owned()));
        self.pace.wait(to.chat).await;
        let Ok(_turn) = self.calls.acquire().await else { return Tried::Trouble("stopping".to_owned()) };
        let name = file.name.clone().unwrap_or_else(|| "video".to_owned());
        // Telegram shows MPEG-4 as a video; what else browsers record arrives as a file.
        let plays = std::path::Path::new(&name).extension().is_some_and(|ending| ending == "mp4");
        let sent = if plays {
            self.api.send_video(fields, name, bytes).await
        } else {
            self.api.send_document(fields, name, bytes.to_vec()).await
        };
        let message = match sent {
            Ok(sent) => sent.id(),
            Err(failure) => return Tried::Failed(failure),
        };
        match self.desk.hang_line(order, to.chat, message, true).await {
            Ok(()) => Tried::Done,
            Err(error) => error.into(),
        }
    }

    /// The order, where this session is still the open one.
    async fn in_session(&self, number: &OrderNumber, session: &str) -> Result<Option<Order>, Tried> {
        let found = self.desk.order(number).await?;
        let open = |order: &Order| order.verification.session().is_some_and(|open| open.id == session);
        Ok(found.map(|(order, _)| order).filter(open))
    }
}

//! The certificate authority's own interface, carried out: what was told once and may have been done is asked after by its key, and told
//! again only where the authority has not heard of it.

use super::Outbox;
use super::perform::Tried;
use crate::conversation::Happening;
use crate::domain::authority::{Act, Enrolment, key};
use crate::domain::order_number::OrderNumber;
use crate::gateway::Failure;
use crate::gateway::authority::{Progress, Task};
use crate::store::Due;

impl Outbox {
    /// Tells the authority of one certificate.
    pub(super) async fn enrol(&self, due: &Due, number: &OrderNumber, act: Act, place: u16) -> Tried {
        let found = match self.desk.order(number).await {
            Ok(found) => found,
            Err(error) => return error.into(),
        };
        let Some((order, account)) = found else { return Tried::Done };
        let at = usize::from(place);
        let (Some(old), Some(new)) = (order.certificates.get(at), order.serials.get(at)) else { return Tried::Done };
        let key = key(number, act, place);
        let serial = if act == Act::Issue { new.as_str() } else { old.serial.as_str() };
        let task = Task {
            act,
            key: &key,
            order: number.as_str(),
            uscc: &account.uscc,
            kind: old.kind,
            holder: &old.holder,
            has_seal: old.has_seal,
            serial,
        };
        let outcome = match self.enrolled(task).await {
            Ok(Progress::Done) => Enrolment::Done,
            Ok(Progress::Pending | Progress::None) => return Tried::Trouble("the authority is at it".to_owned()),
            Err(Tell::Failed(Failure::Refused(why))) => {
                tracing::warn!(why, "the authority refuses");
                Enrolment::Refused
            }
            Err(Tell::Failed(failure)) => return Tried::Outside(failure),
            Err(Tell::Tried(tried)) => return tried,
        };
        self.brought(due, Happening::Enrolled { order: number.clone(), act, place, outcome }).await
    }

    async fn enrolled(&self, task: Task<'_>) -> Result<Progress, Tell> {
        // Counted by the key, so that it is known across restarts and whoever asks for it again.
        if self.desk.count(&format!("authority {}", task.key)).await.map_err(|error| Tell::Tried(error.into()))? > 1 {
            // A refusal to say is no refusal of the act.
            match self.authority.look(task.key).await {
                Ok(Progress::None) => {}
                Ok(progress) => return Ok(progress),
                Err(failure) => return Err(Tell::Tried(Tried::Outside(failure))),
            }
        }
        self.authority.tell(task).await.map_err(Tell::Failed)
    }

    /// Asks for a unit's certificates. Nobody waits for it: what is on file does until it comes.
    pub(super) async fn ask_register(&self, due: &Due, number: &OrderNumber) -> Tried {
        let found = match self.desk.order(number).await {
            Ok(found) => found,
            Err(error) => return error.into(),
        };
        let Some((_, account)) = found else { return Tried::Done };
        let found = match self.authority.unit(&account.uscc).await {
            Ok(found) => Some(found),
            Err(failure) => {
                tracing::warn!(order.id = number.as_str(), outcome = failure.code(), "the authority does not say");
                None
            }
        };
        self.brought(due, Happening::RegisterAsked { order: number.clone(), found }).await
    }
}

/// Why it is not known how a task stands.
enum Tell {
    Failed(Failure),
    Tried(Tried),
}

//! From the printed forms to the delivered certificate with a clumsy applicant: the legal person, staff who return documents, doubt the
//! video and ask for paper, and between all of it more clumsiness. There is always a way forward.

use super::Town;
use crate::memory::GROUP;
use crate::walk::{FANG, LIANG, MO, WEI};
use certdesk::conversation::{Dialogue, Input, Link};
use certdesk::domain::button::{Button, Deed};
use certdesk::domain::document::{FileForm, FileRef};
use certdesk::domain::ids::{ChatId, UserId};
use certdesk::domain::order::{Order, StageKind, VerificationState};
use certdesk::domain::order_number::OrderNumber;

/// In so many steps everybody is through, clumsy or not.
const PATIENCE: usize = 400;

impl Town {
    /// Carries the order whose forms were printed last to its end.
    pub(super) fn carry_through(&mut self, person: i64) {
        let number = self.session(person).order.expect("the order that was confirmed is the current one");
        let mut way = Vec::new();
        for step in 0..PATIENCE {
            let order = self.desk.orders[&number].clone();
            let stage = order.stage.kind();
            if stage.is_final() {
                // What is on file changes as well: the unit has a new certificate, and it may be lost in its turn.
                let serial = format!("JX-{}", number.as_str());
                self.desk.certificates.push(crate::rules::certificate(&serial, step % 2 == 0));
                return;
            }
            way.push(format!("{stage:?} {:?} {:?}", self.session(person).dialogue, order.verification.state));
            if self.dice.roll(4) == 0 {
                self.clumsy(person);
            } else {
                self.forward(person, &order);
            }
        }
        let seen = self.desk.last(ChatId(person)).clone();
        panic!("stuck with {number}: {:#?}\n{seen:#?}", &way[way.len() - 8..]);
    }

    /// One step of a patient person, or of whoever the order waits for.
    fn forward(&mut self, person: i64, order: &Order) {
        let session = self.session(person);
        if session.account.is_none() {
            for account in &mut self.desk.accounts {
                account.succeed();
            }
            return self.come_in(person, &session.dialogue);
        }
        let number = order.number.as_str();
        match order.stage.kind() {
            StageKind::Draft => self.again_to_the_summary(person, order),
            StageKind::Preparing | StageKind::Correcting => self.prepare(person, order),
            StageKind::PreReview if self.dice.roll(3) == 0 && order.uploads.len() < 12 => {
                self.desk.staff_says(WEI, &format!("/return {number} 3 blurred"));
            }
            StageKind::PreReview => self.desk.staff_says(WEI, &format!("/approve {number}")),
            StageKind::AwaitingPayment if order.receipt.is_none() => {
                if self.opens(person, order) {
                    self.file_of(person, "receipt");
                }
            }
            StageKind::AwaitingPayment => self.desk.staff_says(FANG, &format!("/paid {number}")),
            StageKind::AwaitingPaper => {
                if self.opens(person, order) {
                    let waybill = format!("SF{:013}", self.message);
                    self.says(person, &waybill);
                }
            }
            StageKind::PaperReview if self.dice.roll(4) == 0 => {
                self.desk.staff_says(WEI, &format!("/paper {number} 2,4 请补寄"));
            }
            StageKind::PaperReview => self.desk.staff_says(WEI, &format!("/paper {number} ok")),
            StageKind::Making => {
                let serials: Vec<String> = (0..order.certificates.len()).map(|n| format!("NEW-{number}-{n}")).collect();
                self.desk.staff_says(MO, &format!("/made {number} {}", serials.join(" ")));
            }
            StageKind::Made => self.desk.staff_says(MO, &format!("/ship {number} SF{:013}", self.message)),
            _ => self.desk.staff_says(MO, &format!("/delivered {number}")),
        }
    }

    /// True where the order is the current one and no question of something else is open; else goes there.
    fn opens(&mut self, person: i64, order: &Order) -> bool {
        let session = self.session(person);
        let free = matches!(
            session.dialogue,
            Dialogue::Idle | Dialogue::Document { .. } | Dialogue::Receipt | Dialogue::Waybill
        );
        if free && !session.talking && session.order.as_ref() == Some(&order.number) {
            return true;
        }
        if !free || session.talking {
            self.says(person, "/cancel");
        }
        self.says(person, order.number.as_str());
        false
    }

    /// The details are being changed: on to the summary and confirmed once more.
    fn again_to_the_summary(&mut self, person: i64, order: &Order) {
        let session = self.session(person);
        let of_order = session.dialogue.is_of_order() && session.order.as_ref() == Some(&order.number);
        if of_order && !session.talking {
            return self.sensible(person);
        }
        if self.opens(person, order) && !self.presses_deed(person, order, Deed::Continue) {
            self.says(person, order.number.as_str());
        }
    }

    fn presses_deed(&mut self, person: i64, order: &Order, deed: Deed) -> bool {
        self.press(person, &Button::deed(&order.number, order.changed, deed, 0, 0).encode())
    }

    /// The legal person first, then what is missing, then the application is handed in.
    fn prepare(&mut self, person: i64, order: &Order) {
        if !order.verification.is_verified() {
            return self.verify(order);
        }
        let missing = order.missing(&self.desk.rules);
        if !self.opens(person, order) {
            return;
        }
        if let Some(document) = missing.first() {
            self.desk.read = Some(*document);
            self.file_of(person, "scan");
        } else if !self.presses_deed(person, order, Deed::Submit) {
            self.says(person, order.number.as_str());
        }
    }

    /// A file that was never sent before.
    fn file_of(&mut self, person: i64, name: &str) {
        let unique_id = format!("{name}-{}", self.message);
        let file = FileRef { id: unique_id.clone(), unique_id, name: None, size: 9_000, form: FileForm::Document };
        self.write(person, Input::File { file, caption: None });
    }

    fn verify(&mut self, order: &Order) {
        let number: &OrderNumber = &order.number;
        match order.verification.state {
            VerificationState::Opened { by, .. } if by == UserId(LIANG) => {
                let consent = Button::deed(number, order.changed, Deed::Consent, 0, 0).encode();
                if !self.press(LIANG, &consent) {
                    self.says(LIANG, &format!("/start {}", Link::of(order).payload()));
                }
            }
            VerificationState::Asked { until, .. } if self.desk.now <= until => {
                let unique_id = format!("note-{}", self.message);
                let file = FileRef { id: unique_id.clone(), unique_id, name: None, size: 9, form: FileForm::VideoNote };
                self.write(LIANG, Input::VideoNote { file, seconds: 5 });
            }
            VerificationState::Sent { .. } => {
                let believed = order.verification.tries > 1 || self.dice.roll(3) > 0;
                let words = if believed { "yes" } else { "no 看不清" };
                self.desk.staff_says(WEI, &format!("/verify {} {words}", number.as_str()));
                assert!(self.desk.shown.iter().any(|m| m.chat == GROUP));
            }
            _ => self.says(LIANG, &format!("/start {}", Link::of(order).payload())),
        }
    }
}

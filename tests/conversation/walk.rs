//! The steps that many conversations begin with: Anna registers, fills in, has Liang verified, uploads, and staff decide.

use crate::memory::{GROUP, MemoryDesk};
use crate::rules::{USCC, certificate, rules, start};
use certdesk::conversation::{Happening, Input};
use certdesk::domain::document::{DocumentKind, FileForm, FileRef};
use certdesk::domain::ids::{ChatId, UserId};
use certdesk::domain::order::{Order, StageKind};
use certdesk::domain::staff::{Member, Role};
use chrono::Duration;

pub(crate) const ANNA: i64 = 1;
pub(crate) const LIANG: i64 = 2;
pub(crate) const WEI: i64 = 3;
pub(crate) const FANG: i64 = 4;
pub(crate) const MO: i64 = 5;
pub(crate) const QIN: i64 = 6;

/// Everything that is typed for a first order with an ordinary invoice, before and after its kind is chosen.
pub(crate) const BEFORE_KIND: [&str; 7] = [
    "江西省南昌市红谷滩区会展路88号",
    "13800138000",
    "梁法人",
    "11010519491231002X",
    "安经办",
    "440524188001010014",
    "13900139000",
];
pub(crate) const AFTER_KIND: [&str; 6] =
    ["江西样例建筑有限公司", USCC, "caiwu@example.cn", "收件人甲", "13700137000", "江西省南昌市东湖区一号"];

/// The desk with two certificates on file, two reviewers, one of finance, one maker.
pub(crate) fn desk() -> MemoryDesk {
    staffed(&[
        (WEI, "魏审", Role::Reviewer),
        (QIN, "秦审", Role::Reviewer),
        (FANG, "方财", Role::Finance),
        (MO, "莫制", Role::Maker),
    ])
}

/// The desk with two certificates on file and this staff.
pub(crate) fn staffed(members: &[(i64, &str, Role)]) -> MemoryDesk {
    let mut desk = MemoryDesk::new(rules(), start());
    desk.certificates = vec![certificate("JX-0001", true), certificate("JX-0002", false)];
    let member =
        |(id, name, role): &(i64, &str, Role)| Member { id: UserId(*id), name: (*name).into(), roles: vec![*role] };
    desk.staff = members.iter().map(member).collect();
    desk
}

impl MemoryDesk {
    /// Registers Anna's unit, the mobile number typed.
    pub(crate) fn registers(&mut self) {
        self.says(ANNA, "/start");
        self.presses(ANNA, ChatId(ANNA), "注册");
        for answer in ["江西样例建筑有限公司", USCC, "138 0013 8000", "Buban-2026"] {
            self.says(ANNA, answer);
        }
    }

    /// Presses these of Anna's buttons, one after the other.
    pub(crate) fn taps(&mut self, labels: &[&str]) {
        for label in labels {
            self.presses(ANNA, ChatId(ANNA), label);
        }
    }

    /// From the first question of the form to the summary, typing everything.
    pub(crate) fn answers(&mut self) {
        for answer in BEFORE_KIND {
            self.says(ANNA, answer);
        }
        self.taps(&["普通发票"]);
        for answer in AFTER_KIND {
            self.says(ANNA, answer);
        }
    }

    /// From `/apply` to the confirmed order.
    pub(crate) fn confirms(&mut self) {
        self.says(ANNA, "/apply");
        self.taps(&["同意", "江西建工集团", "JX-0001", "选好了", "遗失", "我明白"]);
        self.answers();
        self.taps(&["确认无误"]);
    }

    /// Liang opens the newest link and is believed.
    pub(crate) fn verifies(&mut self) {
        let link = self.shown.iter().rev().find_map(|m| m.text.split("start=").nth(1)).unwrap();
        let payload: String = link.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        self.says(LIANG, &format!("/start {payload}"));
        self.presses(LIANG, ChatId(LIANG), "我是本人");
        let file =
            FileRef { id: "note".into(), unique_id: "note".into(), name: None, size: 9, form: FileForm::VideoNote };
        let letter = self.letter(LIANG, ChatId(LIANG), Input::VideoNote { file, seconds: 5 });
        self.arrive(&letter);
        self.presses(WEI, GROUP, "认证成功");
    }

    pub(crate) fn uploads(&mut self) {
        for document in DocumentKind::ALL {
            self.read = Some(document);
            self.sends(ANNA, &format!("scan-{}", document.number()));
        }
    }

    /// From the confirmed order to the payment.
    pub(crate) fn comes_to_payment(&mut self) {
        self.verifies();
        self.uploads();
        self.taps(&["提交预审"]);
        let number = self.number();
        self.staff_says(WEI, &format!("/approve {number}"));
    }

    /// From the confirmed order to the posting of the paper.
    pub(crate) fn comes_to_posting(&mut self) {
        self.comes_to_payment();
        let number = self.number();
        self.staff_says(FANG, &format!("/paid {number}"));
    }

    /// Time passes, and what falls due on orders is dealt with, each at its instant.
    pub(crate) fn waits(&mut self, time: Duration) {
        let until = self.now + time;
        loop {
            let due = self.orders.values().filter_map(|o| o.due_at.map(|at| (at, o.number.clone()))).min();
            let Some((at, order)) = due.filter(|(at, _)| *at <= until) else { break };
            self.now = self.now.max(at);
            self.happen(&Happening::Due { order });
        }
        self.now = self.now.max(until);
    }

    /// The newest order.
    pub(crate) fn newest(&self) -> &Order {
        self.orders.values().last().expect("there is no order")
    }

    pub(crate) fn stage(&self) -> StageKind {
        self.newest().stage.kind()
    }

    pub(crate) fn number(&self) -> String {
        self.newest().number.as_str().to_owned()
    }

    /// What a person's chat shows last.
    pub(crate) fn sees(&self, user: i64) -> &str {
        &self.last(ChatId(user)).text
    }

    /// A person shares a contact: their own where `of` is them.
    pub(crate) fn shares(&mut self, user: i64, of: i64, phone: &str) {
        let input = Input::Contact { phone: phone.into(), user: Some(UserId(of)), name: "x".into() };
        let letter = self.letter(user, ChatId(user), input);
        self.arrive(&letter);
    }
}

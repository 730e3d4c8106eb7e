//! One whole order, from `/start` to the invoice, with one of the services in a mood: whoever takes part does what people do when a
//! service fails them, and nobody waits for it.

use super::quarter::Quarter;
use super::till::thanks;
use super::{Mood, Service};
use crate::bureau::SECRET;
use crate::mailing::pdf;
use crate::whole::{DOCUMENTS, Order};
use crate::world::BOT;
use certdesk::domain::order::StageKind;

const INVOICE: &str = "26362000000012345678";
/// The paper's parcel as the line's applicant posts it, and the certificate's.
const INBOUND: &str = "SF1234567890123";
const OUTBOUND: &str = "SF1234567890124";

/// The order's people, and what is wrong around them.
pub(crate) struct Errand {
    pub(crate) quarter: Quarter,
    pub(crate) order: Order,
    bad: Service,
    mood: Mood,
    /// The order's timeline as staff read it, in the middle and at the end: it shows the latest entries.
    pub(crate) timeline: [String; 2],
}

impl Errand {
    /// Plays it to its end.
    pub(crate) async fn run(bad: Service, mood: Mood) -> Self {
        let quarter = Quarter::with(bad, mood).await;
        let order = Order::begun(&quarter.world, 0).await;
        let mut errand = Self { quarter, order, bad, mood, timeline: <[String; 2]>::default() };
        errand.is_proved().await;
        for document in DOCUMENTS {
            errand.order.uploads(document).await;
        }
        errand.order.is_submitted("预审中").await;
        errand.timeline[0] = errand.reads_timeline().await;
        let number = errand.order.number.clone();
        errand.order.clerk.decides(&number, "预审通过", "魏审 预审通过").await;
        errand.is_paid().await;
        errand.order.agent.posts_paper().await;
        errand.quarter.rests().await;
        errand.waits_for_the_courier().await;
        errand.order.clerk.decides(&number, "纸质通过", "纸质审核通过").await;
        errand.is_made().await;
        errand.arrives().await;
        errand.quarter.rests().await;
        errand.waits_for_messages_and_acts().await;
        errand.timeline[1] = errand.reads_timeline().await;
        errand
    }

    /// True where the service does what it is there for.
    pub(crate) fn serves(&self, service: Service) -> bool {
        service != self.bad.work() || self.mood == Mood::Repeating
    }

    fn lies(&self, service: Service) -> bool {
        service == self.bad.work() && self.mood == Mood::Lying
    }

    /// How often something is told by who calls back.
    fn times(&self, service: Service) -> usize {
        if service == self.bad.work() && self.mood == Mood::Repeating { 3 } else { 1 }
    }

    /// By the provider, or by the video that takes its place.
    async fn is_proved(&self) {
        let (quarter, number) = (&self.quarter, &self.order.number);
        self.order.is_consented().await;
        quarter.rests().await;
        if self.serves(Service::Identity) {
            let session = quarter.bureau.session();
            for _ in 0..self.times(Service::Identity) {
                assert_eq!(quarter.proof_calls_back(&session, "passed", SECRET).await, 204);
            }
        } else {
            if self.lies(Service::Identity) {
                let session = quarter.bureau.session();
                assert_eq!(quarter.proof_calls_back(&session, "passed", "a forger's secret of thirty-two").await, 401);
                assert_eq!(
                    quarter.proof_calls_back(&session, "passed", SECRET).await,
                    204,
                    "of a session that it did not open"
                );
                quarter.rests().await;
                assert!(!quarter.order(number).await.verification.is_verified());
            }
            self.order.is_compared().await;
        }
        self.order.agent.sees_anywhere("认证成功").await;
        if self.mood != Mood::Down && self.bad == Service::Identity {
            // What it says afterwards, of a session that counts no more or has done what it was for.
            assert_eq!(quarter.proof_calls_back(&quarter.bureau.session(), "failed", SECRET).await, 204);
        }
        quarter.rests().await;
        assert!(quarter.order(number).await.verification.is_verified());
    }

    /// By the code, or by a bank transfer that finance confirm.
    async fn is_paid(&mut self) {
        let number = self.order.number.clone();
        let trade = format!("{}_1", number.replace(' ', ""));
        let way = if self.bad == Service::Wechat { "微信支付" } else { "支付宝" };
        self.order.agent.taps(&format!("{way}扫码付款")).await;
        if self.serves(Service::Payment) {
            self.order.agent.sees_anywhere("扫码付款 130.00 元").await;
            self.quarter.till.takes(&trade, "130.00");
            for _ in 0..self.times(Service::Payment) {
                assert_eq!(self.quarter.payment_calls_back(&trade, "130.00").await, thanks(self.quarter.way));
            }
        } else {
            if self.lies(Service::Payment) {
                self.is_lied_to_of_money(&trade).await;
            } else {
                self.order.agent.sees_anywhere("改用对公转账").await;
            }
            assert_eq!(self.quarter.order(&number).await.stage.kind(), StageKind::AwaitingPayment);
            self.order.clerk.decides(&number, "已收款", "确认收款").await;
        }
        self.order.agent.sees_anywhere("已确认收款 130.00 元").await;
        if self.lies(Service::Payment) {
            self.quarter.payment_calls_back(&trade, "130.00").await;
        }
        self.quarter.rests().await;
    }

    /// Forged, of another order, of another amount: nothing of it pays.
    async fn is_lied_to_of_money(&self, trade: &str) {
        self.order.agent.sees_anywhere("扫码付款 130.00 元").await;
        assert_eq!(self.quarter.forged_payment(trade, "30.00").await, 401);
        self.quarter.payment_calls_back("26000028_1", "130.00").await;
        // Asked, it speaks of another trade.
        self.quarter.passes(0).await;
        let told = self.quarter.payment_calls_back(trade, "13.00").await;
        assert_eq!(told, thanks(self.quarter.way), "it is signed, and stated to finance");
        self.order.agent.sees_anywhere("财务正在核对").await;
    }

    /// The certificate is made, the invoice sent, the parcel posted.
    async fn is_made(&self) {
        let (number, clerk) = (&self.order.number, &self.order.clerk);
        clerk.commands(&format!("/made@{BOT} {number} JX-NEW-1"), number, "已制证，旧证书标记为吊销").await;
        self.quarter.rests().await;
        let caption = format!("/invoice@{BOT} {number} {INVOICE}");
        clerk.seat.send_captioned_document("fapiao.pdf", pdf(""), &caption).unwrap();
        self.order.agent.sees_anywhere("发票已开具").await;
        self.quarter.rests().await;
        clerk.commands(&format!("/ship@{BOT} {number} {OUTBOUND}"), number, "魏审 已寄出").await;
        self.quarter.rests().await;
    }

    /// Told by the courier, or by staff who asked it themselves.
    async fn arrives(&self) {
        let (number, desk) = (&self.order.number, self.quarter.address());
        let depot = &self.quarter.depot;
        if self.bad == Service::Sf && self.serves(Service::Courier) {
            // It calls nobody back: it is asked, in the hours in which it may be.
            depot.has_come(OUTBOUND, 3);
            for _ in 0..3 {
                self.quarter.passes(8).await;
            }
        } else if self.serves(Service::Courier) {
            for _ in 0..self.times(Service::Courier) {
                assert_eq!(depot.calls_back(&desk, (OUTBOUND, OUTBOUND), 3, None).await, 200);
            }
            if self.mood == Mood::Repeating && self.bad == Service::Courier {
                assert_eq!(depot.calls_back(&desk, (OUTBOUND, OUTBOUND), 2, None).await, 200, "an old one, late");
            }
        } else {
            if self.lies(Service::Courier) && self.bad == Service::Courier {
                assert_eq!(depot.calls_back(&desk, (OUTBOUND, OUTBOUND), 3, Some("guessed")).await, 401);
                assert_eq!(
                    depot.calls_back(&desk, (OUTBOUND, INBOUND), 3, None).await,
                    200,
                    "signed, about the other parcel"
                );
            }
            self.waits_for_the_courier().await;
            assert_eq!(self.quarter.order(number).await.stage.kind(), StageKind::Shipped, "nobody has said so");
            self.order.clerk.decides(number, "已签收", "登记签收").await;
        }
        self.order.agent.sees_anywhere("新证书已签收").await;
    }

    /// Two days in which a courier that does not serve says nothing that can be believed.
    async fn waits_for_the_courier(&self) {
        if !self.serves(Service::Courier) {
            for _ in 0..5 {
                self.quarter.passes(8).await;
            }
        }
    }

    /// A day in which nobody does what is asked of them, until it is given up; an hour where they do, and it shows later.
    async fn waits_for_messages_and_acts(&self) {
        if matches!(self.bad, Service::Texts | Service::Mail | Service::Authority) {
            self.quarter.passes(if self.serves(self.bad) { 1 } else { 25 }).await;
        }
    }

    /// Staff read the order's timeline.
    async fn reads_timeline(&self) -> String {
        let (number, seat) = (&self.order.number, &self.order.clerk.seat);
        let sent = seat.say(&format!("/status@{BOT} {number}")).unwrap();
        let whole = |m: &telegram_sim::SeenMessage| m.from.is_bot && m.text.contains("记录链完整");
        seat.wait_after(sent, whole, crate::player::PATIENCE).await.expect("the timeline").text
    }

    /// How often the timeline says this.
    pub(crate) fn reads(&self, line: &str) -> usize {
        self.timeline.iter().map(|read| read.matches(line).count()).max().unwrap_or_default()
    }
}

//! What must be true of an order's end, whatever went wrong: what its applicant was told, once and truly; what staff can read of it; what
//! was done outside, once.

use super::errand::Errand;
use super::{Mood, Service};
use crate::player::{
    AGENT_IDENTITY, AGENT_MOBILE, AGENT_NAME, LEGAL_IDENTITY, LEGAL_NAME, MOBILE, RECIPIENT_ADDRESS, RECIPIENT_MOBILE,
    RECIPIENT_NAME,
};
use certdesk::domain::order::StageKind;
use std::collections::HashSet;
use telegram_sim::Seat;

impl Errand {
    pub(crate) async fn is_told_truly(&self, bad: Service, mood: Mood) {
        let what = format!("{bad:?} {mood:?}");
        let order = self.quarter.order(&self.order.number).await;
        assert_eq!(order.stage.kind(), StageKind::Delivered, "{what}");
        assert_eq!(order.payment.as_ref().map(|paid| paid.amount.0), Some(13_000), "{what}");
        assert!(order.invoice.is_some(), "{what}");
        self.applicant_was_told(&what);
        self.staff_were_told(&what);
        self.staff_can_read(bad, mood, &what);
        self.was_done_once(bad, mood, &what);
        let complaints = self.quarter.world.sim.complaints();
        assert!(complaints.is_empty(), "{what}: {complaints:#?}");
    }

    /// Each fact once where it is true, and never where it is not.
    fn applicant_was_told(&self, what: &str) {
        let often = |true_now: bool| usize::from(true_now);
        for (fact, times) in [
            ("认证成功。", 1),
            ("已确认收款 130.00 元", 1),
            ("已自动确认", 0),
            ("纸质审核通过", 0),
            ("纸质资料审核通过，开始制证", 1),
            ("新证书已制作完成", 1),
            ("旧证书已吊销", often(self.serves(Service::Authority))),
            ("新证书已寄出", 1),
            ("发票已开具", 1),
            ("已发送到邮箱", often(self.serves(Service::Mail) && !self.mail_is_unsure())),
            ("本人签收", often(self.serves(Service::Courier))),
            ("新证书已签收", 1),
            ("没有揽收记录", 0),
        ] {
            let told = texts(&self.order.agent.seat).into_iter().filter(|text| text.contains(fact)).count();
            assert_eq!(told, times, "{what}: {fact} in {:#?}", texts(&self.order.agent.seat));
        }
    }

    /// A letter whose taking nobody confirmed is not said to have arrived.
    fn mail_is_unsure(&self) -> bool {
        self.reads("发票邮件：结果不明") > 0
    }

    fn staff_were_told(&self, what: &str) {
        let group = texts(&self.order.clerk.seat);
        let confirmed = group.iter().filter(|text| text.contains("已自动确认")).count();
        assert_eq!(confirmed, usize::from(self.serves(Service::Payment)), "{what}: {group:#?}");
        let mut seen = HashSet::new();
        for line in group.iter().filter(|text| ["⚠️", "💰", "📬"].iter().any(|sign| text.starts_with(sign))) {
            assert!(seen.insert(line), "{what}: twice: {line}");
        }
    }

    /// What every service did or did not do stands on the timeline, without anything of anybody.
    fn staff_can_read(&self, bad: Service, mood: Mood, what: &str) {
        for (service, line) in [
            (Service::Courier, "证书快递：已签收"),
            (Service::Payment, "收款 130.00 元，应收 130.00 元"),
            (Service::Texts, "给收件人的短信：已发出"),
            (Service::Mail, "发票邮件：已发出"),
            (Service::Authority, "吊销旧证书（第 1 张）已完成"),
        ] {
            if service != bad {
                assert_eq!(self.reads(line), 1, "{what}: {line} in {:#?}", self.timeline);
            }
        }
        for line in lines(bad, mood) {
            assert_eq!(self.reads(line), 1, "{what}: {line} in {:#?}", self.timeline);
        }
        for personal in [
            MOBILE, LEGAL_NAME, LEGAL_IDENTITY, AGENT_NAME, AGENT_IDENTITY, AGENT_MOBILE, RECIPIENT_NAME, RECIPIENT_MOBILE,
            RECIPIENT_ADDRESS, "caiwu",
        ] {
            assert!(self.reads(personal) == 0, "{what}: {personal} in {:#?}", self.timeline);
        }
    }

    /// Whatever was heard of it, nothing was done twice outside.
    fn was_done_once(&self, bad: Service, mood: Mood, what: &str) {
        let reached = |service| service != bad || !matches!(mood, Mood::Down | Mood::Lying);
        assert_eq!(self.quarter.texter.sent(), usize::from(reached(Service::Texts)), "{what}");
        assert!(self.quarter.till.trades() <= 1, "{what}");
        assert!(self.quarter.postbox.taken().len() <= 1, "{what}");
        let done = self.quarter.registry.done();
        let distinct: HashSet<&String> = done.iter().collect();
        assert_eq!(done.len(), distinct.len(), "{what}: {done:?}");
        if self.serves(Service::Authority) {
            assert_eq!(done.len(), 2, "{what}: {done:?}");
        }
    }
}

/// What the bot said in a chat and has not taken back.
fn texts(seat: &Seat) -> Vec<String> {
    seat.history().into_iter().filter(|m| m.from.is_bot && !m.deleted).map(|m| m.text).collect()
}

/// What staff read of a service in a mood.
fn lines(bad: Service, mood: Mood) -> &'static [&'static str] {
    match (bad, mood) {
        (Service::Courier, Mood::Repeating) => &["证书快递：已签收"],
        (Service::Courier, _) => &["查询纸质资料快递：没有得到可信的答复", "查询证书快递：没有得到可信的答复", "证书快递提醒：快递查询接口一天半没有答复"],
        (Service::Payment, Mood::Down) => &["生成付款码：连接不上"],
        (Service::Payment, Mood::Lying) => &["扫码付款金额不符"],
        (Service::Payment, Mood::Repeating) => &["收款 130.00 元，应收 130.00 元"],
        (Service::Payment, _) => &["生成付款码：没有得到可信的答复"],
        (Service::Texts, Mood::Repeating) => &["给收件人的短信：已发出"],
        (Service::Texts, Mood::Down) => &["发短信：连接不上", "给收件人的短信：结果不明"],
        (Service::Texts, Mood::Garbage) => &["发短信：没有得到可信的答复"],
        (Service::Texts, _) => &["发短信：没有得到可信的答复", "给收件人的短信：结果不明"],
        (Service::Mail, Mood::Down | Mood::Garbage) => &["发邮件：连接不上", "发票邮件：邮件服务器一直无法连接，未发出"],
        (Service::Mail, Mood::Lying) => &["发票邮件：邮件服务器拒收"],
        (Service::Mail, _) => &["发票邮件：结果不明"],
        (Service::Identity, Mood::Down) => &["打开身份认证页面：连接不上"],
        (Service::Identity, Mood::Repeating) => &["法人核验成功"],
        (Service::Identity, _) => &["打开身份认证页面：没有得到可信的答复"],
        (Service::Authority, Mood::Repeating) => &["签发新证书（第 1 张）已完成", "吊销旧证书（第 1 张）已完成"],
        (Service::Authority, Mood::Down) => {
            &["向证书机构查询本单位证书，没有得到答复", "通知证书机构：连接不上", "签发新证书（第 1 张）结果不明"]
        }
        (Service::Authority, _) => {
            &["向证书机构查询本单位证书，没有得到答复", "通知证书机构：没有得到可信的答复", "签发新证书（第 1 张）结果不明"]
        }
    }
}

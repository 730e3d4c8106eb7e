//! What must be true of an order's end, whatever went wrong: what its applicant was told, once and truly; what staff can read of it; what
//! was done outside, once.

use super::errand::Errand;
use super::{Mood, Service};
use crate::player::PERSONAL;
use certdesk::domain::order::StageKind;
use std::collections::HashSet;
use telegram_sim::Seat;

/// What is not as it should be, all of it.
#[derive(Default)]
struct Wrongs(Vec<String>);

impl Wrongs {
    fn times(&mut self, what: &str, found: usize, wanted: usize) {
        if found != wanted {
            self.0.push(format!("{what}: {found} times, not {wanted}"));
        }
    }

    fn unless(&mut self, holds: bool, what: impl Into<String>) {
        if !holds {
            self.0.push(what.into());
        }
    }
}

impl Errand {
    pub(crate) async fn is_told_truly(&self, bad: Service, mood: Mood) {
        let order = self.quarter.order(&self.order.number).await;
        let mut wrongs = Wrongs::default();
        wrongs.unless(order.stage.kind() == StageKind::Delivered, "it is not delivered");
        wrongs.unless(order.payment.is_some_and(|paid| paid.amount.0 == 13_000), "it is not paid");
        wrongs.unless(order.invoice.is_some(), "there is no invoice");
        self.applicant_was_told(&mut wrongs);
        self.staff_were_told(&mut wrongs);
        self.staff_can_read(bad, mood, &mut wrongs);
        self.was_done_once(bad, mood, &mut wrongs);
        let complaints = self.quarter.world.sim.complaints();
        wrongs.unless(complaints.is_empty(), format!("{complaints:#?}"));
        let (heard, group) = (texts(&self.order.agent.seat), texts(&self.order.clerk.seat));
        let found = wrongs.0;
        assert!(found.is_empty(), "{bad:?} {mood:?}: {found:#?} in {heard:#?} {group:#?} {:#?}", self.timeline);
    }

    /// Each fact once where it is true, and never where it is not.
    fn applicant_was_told(&self, wrongs: &mut Wrongs) {
        let told = texts(&self.order.agent.seat);
        let mailed = self.serves(Service::Mail) && self.reads("发票邮件：结果不明") == 0;
        for (fact, is_true) in [
            ("认证成功。", true),
            ("已确认收款 130.00 元", true),
            ("的纸质资料审核通过", false),
            ("纸质资料审核通过，开始制证", true),
            ("新证书已制作完成", true),
            ("旧证书已吊销。", self.serves(Service::Authority)),
            ("新证书已寄出：", true),
            ("发票已开具", true),
            // A letter whose taking nobody confirmed is not said to have arrived.
            ("已发送到邮箱", mailed),
            ("本人签收", self.serves(Service::Courier)),
            ("的新证书已签收，感谢", true),
            ("没有揽收记录", false),
        ] {
            let found = told.iter().filter(|text| text.contains(fact)).count();
            wrongs.times(fact, found, usize::from(is_true));
        }
        let mut seen = HashSet::new();
        let number = format!("订单 {} 的", self.order.number);
        for news in told.iter().filter(|text| text.starts_with("📦") || text.starts_with(&number)) {
            wrongs.unless(seen.insert(news), format!("said twice: {news}"));
        }
    }

    fn staff_were_told(&self, wrongs: &mut Wrongs) {
        let group = texts(&self.order.clerk.seat);
        let confirmed = group.iter().filter(|text| text.contains("已自动确认")).count();
        wrongs.times("confirmed by itself", confirmed, usize::from(self.serves(Service::Payment)));
        let mut seen = HashSet::new();
        for line in group.iter().filter(|text| ["⚠️", "💰", "📬"].iter().any(|sign| text.starts_with(sign))) {
            wrongs.unless(seen.insert(line), format!("said twice to staff: {line}"));
        }
    }

    /// What every service did or did not do stands on the timeline, without anything of anybody.
    fn staff_can_read(&self, bad: Service, mood: Mood, wrongs: &mut Wrongs) {
        let well = [
            (Service::Courier, "证书快递：已签收"),
            (Service::Payment, "收款 130.00 元，应收 130.00 元"),
            (Service::Texts, "给收件人的短信：已发出"),
            (Service::Mail, "发票邮件：已发出"),
            (Service::Authority, "吊销旧证书（第 1 张）已完成"),
        ];
        let well = well.iter().filter(|(service, _)| *service != bad.work()).map(|(_, line)| *line);
        for line in well.chain(lines(bad, mood).iter().copied()) {
            wrongs.times(line, self.reads(line), 1);
        }
        for personal in PERSONAL.into_iter().chain(["caiwu"]) {
            wrongs.times(personal, self.reads(personal), 0);
        }
    }

    /// Whatever was heard of it, nothing was done twice outside.
    fn was_done_once(&self, bad: Service, mood: Mood, wrongs: &mut Wrongs) {
        let reached = bad != Service::Texts || !matches!(mood, Mood::Down | Mood::Lying);
        wrongs.times("short messages", self.quarter.texter.sent(), usize::from(reached));
        wrongs.unless(self.quarter.till.trades() <= 1, "more than one trade");
        wrongs.unless(self.quarter.postbox.taken().len() <= 1, "more than one letter");
        let done = self.quarter.registry.done();
        let distinct: HashSet<&String> = done.iter().collect();
        wrongs.times("acts of the authority", done.len(), distinct.len());
        if self.serves(Service::Authority) {
            wrongs.times("acts of the authority", done.len(), 2);
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
        (Service::Courier | Service::Sf, Mood::Repeating) => &["证书快递：已签收"],
        (Service::Courier | Service::Sf, _) => &[
            "查询纸质资料快递：没有得到可信的答复",
            "纸质资料快递提醒：快递查询接口一天半没有答复",
            "查询证书快递：没有得到可信的答复",
            "证书快递提醒：快递查询接口一天半没有答复",
        ],
        (Service::Payment | Service::Wechat, Mood::Down) => &["生成付款码：连接不上"],
        (Service::Payment | Service::Wechat, Mood::Lying) => &["扫码付款金额不符"],
        (Service::Payment | Service::Wechat, Mood::Repeating) => &["收款 130.00 元，应收 130.00 元"],
        (Service::Payment | Service::Wechat, _) => &["生成付款码：没有得到可信的答复"],
        (Service::Texts, Mood::Repeating) => &["给收件人的短信：已发出"],
        (Service::Texts, Mood::Down) => &["发短信：连接不上", "给收件人的短信：短信服务一直连接不上，未发出"],
        (Service::Texts, Mood::Garbage) => &["发短信：没有得到可信的答复"],
        (Service::Texts, _) => &["发短信：没有得到可信的答复", "给收件人的短信：结果不明"],
        (Service::Mail, Mood::Down | Mood::Garbage) => {
            &["发邮件：连接不上", "发票邮件：邮件服务器一直无法连接，未发出"]
        }
        (Service::Mail, Mood::Lying) => &["发票邮件：邮件服务器拒收"],
        (Service::Mail, _) => &["发票邮件：结果不明"],
        (Service::Identity, Mood::Down) => &["打开身份认证页面：连接不上"],
        (Service::Identity, Mood::Repeating) => &["法人核验成功"],
        (Service::Identity, _) => &["打开身份认证页面：没有得到可信的答复"],
        (Service::Authority, Mood::Repeating) => &["签发新证书（第 1 张）已完成", "吊销旧证书（第 1 张）已完成"],
        (Service::Authority, Mood::Down) => {
            &["向证书机构查询本单位证书，没有得到答复", "通知证书机构：连接不上", "签发新证书（第 1 张）结果不明"]
        }
        (Service::Authority, _) => &[
            "向证书机构查询本单位证书，没有得到答复",
            "通知证书机构：没有得到可信的答复",
            "签发新证书（第 1 张）结果不明",
        ],
    }
}

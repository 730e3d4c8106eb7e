//! An applicant who plays the desk's dialogue up to the confirmed order, patiently: what was said may come twice or late.

use crate::samples::uscc_number;
use crate::world::{BOT, FIRST, World};
use std::time::Duration;
use telegram_sim::world::Action;
use telegram_sim::{Seat, SeenMessage};

/// How long an answer may take, with the desk killed and started again meanwhile.
pub(crate) const PATIENCE: Duration = Duration::from_mins(2);

// What applicants fill in: all of it is personal data.
pub(crate) const MOBILE: &str = "13800138000";
pub(crate) const PASSWORD: &str = "Buban-2026";
pub(crate) const ADDRESS: &str = "江西省南昌市红谷滩区会展路88号";
pub(crate) const LEGAL_NAME: &str = "梁法人";
pub(crate) const LEGAL_IDENTITY: &str = "11010519491231002X";
pub(crate) const AGENT_NAME: &str = "安经办";
pub(crate) const AGENT_IDENTITY: &str = "440524188001010014";
pub(crate) const AGENT_MOBILE: &str = "13900139000";
pub(crate) const RECIPIENT_NAME: &str = "收件人甲";
pub(crate) const RECIPIENT_MOBILE: &str = "13700137000";
pub(crate) const RECIPIENT_ADDRESS: &str = "江西省南昌市东湖区一号";
/// What of it is nobody's but the applicant's: in no log, on no timeline.
pub(crate) const PERSONAL: [&str; 9] = [
    MOBILE,
    LEGAL_NAME,
    LEGAL_IDENTITY,
    AGENT_NAME,
    AGENT_IDENTITY,
    AGENT_MOBILE,
    RECIPIENT_NAME,
    RECIPIENT_MOBILE,
    RECIPIENT_ADDRESS,
];

/// One applicant.
pub(crate) struct Player {
    pub(crate) seat: Seat,
    pub(crate) uscc: String,
    /// What was answered, in the order of the questions.
    pub(crate) answers: Vec<String>,
    last: i64,
}

impl Player {
    /// The `n`th applicant of the town.
    pub(crate) fn of(world: &World, n: usize) -> Self {
        let seat = world.sim.person(FIRST + i64::try_from(n).unwrap()).unwrap().chat(BOT).unwrap();
        Self { seat, uscc: uscc_number(n), answers: Vec::new(), last: 0 }
    }

    /// Begins the line of waiting anew: only what comes from now on is looked at.
    pub(crate) fn looks_up(&mut self) {
        self.last = self.seat.last_id();
    }

    pub(crate) fn says(&mut self, text: &str) {
        self.last = self.seat.say(text).expect("people may write");
    }

    /// Waits for a message, youngest first, that holds this text or a button with it.
    pub(crate) async fn sees(&self, text: &str) -> SeenMessage {
        let shows = |m: &SeenMessage| m.from.is_bot && (m.text.contains(text) || m.button(text).is_some());
        match self.seat.wait_after(self.last, shows, PATIENCE).await {
            Ok(message) => message,
            Err(trouble) => self.complains(text, &trouble),
        }
    }

    /// Presses the youngest button with this label, without waiting for the desk. The finger is on it already: a keyboard that changes
    /// in this instant does not keep the press from being sent.
    pub(crate) fn presses(&mut self, label: &str) {
        let history = self.seat.history();
        let found = history.iter().rev().find_map(|m| Some((m.id, m.button(label)?.action.clone())));
        let Some((message, Action::Callback(data))) = found else {
            panic!("there is no button “{label}”: {:#?}", history.last().map(|m| &m.text))
        };
        self.seat.press_data(message, &data, true).expect("the button was there");
        self.last = message;
    }

    /// Does something that shows in the chat, and waits for the answer that holds this text.
    pub(crate) async fn sends(&mut self, sent: Result<i64, telegram_sim::Trouble>, answer: &str) {
        self.last = sent.expect("people may send it");
        self.sees(answer).await;
    }

    /// Writes and waits for the answer that holds this text.
    pub(crate) async fn hears(&mut self, text: &str, answer: &str) {
        let sent = self.seat.say(text);
        self.sends(sent, answer).await;
    }

    /// Waits until a button with this label is there, and presses it.
    pub(crate) async fn taps(&mut self, label: &str) {
        self.sees_anywhere(label).await;
        self.presses(label);
    }

    pub(crate) async fn registers(&mut self) {
        self.enters().await;
        self.hears(PASSWORD, "注册成功").await;
    }

    /// Registers up to the question for the password.
    pub(crate) async fn enters(&mut self) {
        self.seat.start("").expect("people may start");
        self.sees("注册").await;
        self.presses("注册");
        let uscc = self.uscc.clone();
        let unit = format!("江西样例{}建筑有限公司", &uscc[13..]);
        for (asked, answer) in
            [("单位名称", unit.as_str()), ("统一社会信用代码", uscc.as_str()), ("共享您自己的手机号", MOBILE)]
        {
            self.sees(asked).await;
            self.says(answer);
        }
        self.sees("请设置登录密码").await;
    }

    /// From `/apply` to the summary.
    pub(crate) async fn fills_in(&mut self) {
        self.applies().await;
        self.gives_details().await;
    }

    /// From `/apply` to the first question of the form.
    pub(crate) async fn applies(&mut self) {
        self.says("/apply");
        for (shown, label) in [
            ("是否同意上述协议", "同意"),
            ("张有效证书", "JX-"),
            ("已选", "选好了"),
            ("补办原因是", "遗失"),
            ("我明白", "我明白"),
        ] {
            self.sees_anywhere(shown).await;
            self.presses(label);
        }
    }

    /// Every answer of the form, up to the summary.
    pub(crate) async fn gives_details(&mut self) {
        let uscc = self.uscc.clone();
        for (asked, answer) in [
            ("单位地址", ADDRESS),
            ("单位联系手机", MOBILE),
            ("法定代表人姓名", LEGAL_NAME),
            ("法定代表人证件号码", LEGAL_IDENTITY),
            ("经办人姓名", AGENT_NAME),
            ("经办人证件号码", AGENT_IDENTITY),
            ("经办人手机号", AGENT_MOBILE),
            ("要哪种发票", ""),
            ("发票抬头", "江西样例建筑有限公司"),
            ("税号", uscc.as_str()),
            ("接收发票的电子邮箱", "caiwu@example.cn"),
            ("新证书收件人姓名", RECIPIENT_NAME),
            ("收件人手机号", RECIPIENT_MOBILE),
            ("收件地址", RECIPIENT_ADDRESS),
        ] {
            self.sees(asked).await;
            if answer.is_empty() {
                self.presses("普通发票");
                continue;
            }
            self.says(answer);
            self.answers.push(answer.to_owned());
        }
        self.sees("请核对订单").await;
    }

    /// Confirms the summary and waits for the three forms.
    pub(crate) async fn confirms(&mut self) {
        self.presses("确认无误");
        self.sees("已确认").await;
        self.sees_anywhere("准备材料").await;
    }

    /// Gives the waybill of the paper.
    pub(crate) async fn posts_paper(&mut self) {
        self.taps("填写快递单号").await;
        self.sees("请输入快递单号").await;
        self.hears("SF1234567890123", "已登记").await;
    }

    /// Waits for a message, wherever it stands, that holds this text or a button with it; gives the youngest.
    pub(crate) async fn sees_anywhere(&self, text: &str) -> SeenMessage {
        let shows = |m: &SeenMessage| m.from.is_bot && (m.text.contains(text) || m.button(text).is_some());
        match self.seat.wait(shows, PATIENCE).await {
            Ok(message) => message,
            Err(trouble) => self.complains(text, &trouble),
        }
    }

    fn complains(&self, wanted: &str, trouble: &telegram_sim::Trouble) -> ! {
        let told: Vec<String> = self.seat.history().iter().rev().take(6).map(|m| m.text.clone()).collect();
        panic!("“{wanted}” never came ({trouble}); the latest messages: {told:#?}")
    }
}

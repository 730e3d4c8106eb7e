//! An applicant who plays the desk's dialogue up to the confirmed order, patiently: what was said may come twice or late.

use crate::samples::uscc_number;
use crate::world::{BOT, FIRST, World};
use std::time::Duration;
use telegram_sim::world::Action;
use telegram_sim::{Seat, SeenMessage};

/// How long an answer may take, with the desk killed and started again meanwhile.
const PATIENCE: Duration = Duration::from_secs(90);

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

    pub(crate) fn says(&mut self, text: &str) {
        self.last = self.seat.say(text).expect("people may write");
    }

    /// Waits for a message, youngest first, that holds this text or a button with it.
    pub(crate) async fn sees(&self, text: &str) -> SeenMessage {
        let shows = |m: &SeenMessage| m.from.is_bot && (m.text.contains(text) || m.button(text).is_some());
        match self.seat.wait_after(self.last, shows, PATIENCE).await {
            Ok(message) => message,
            Err(trouble) => {
                let told: Vec<String> = self.seat.history().iter().rev().take(6).map(|m| m.text.clone()).collect();
                panic!("“{text}” never came ({trouble}); the latest messages: {told:#?}")
            }
        }
    }

    /// Presses the youngest button with this label, without waiting for the desk.
    pub(crate) fn presses(&mut self, label: &str) {
        let history = self.seat.history();
        let found = history.iter().rev().find_map(|m| Some((m.id, m.button(label)?.action.clone())));
        let Some((message, Action::Callback(data))) = found else {
            panic!("there is no button “{label}”: {:#?}", history.last().map(|m| &m.text))
        };
        self.seat.press_data(message, &data, false).expect("the button is there");
        self.last = message;
    }

    pub(crate) async fn registers(&mut self) {
        self.seat.start("").expect("people may start");
        self.sees("注册").await;
        self.presses("注册");
        let uscc = self.uscc.clone();
        let unit = format!("江西样例{}建筑有限公司", &uscc[13..]);
        for (asked, answer) in [
            ("单位名称", unit.as_str()),
            ("统一社会信用代码", uscc.as_str()),
            ("共享您自己的手机号", "13800138000"),
            ("密码", "Buban-2026"),
        ] {
            self.sees(asked).await;
            self.says(answer);
        }
        self.sees("注册成功").await;
    }

    /// From `/apply` to the summary.
    pub(crate) async fn fills_in(&mut self) {
        self.says("/apply");
        for (shown, label) in [
            ("是否同意上述协议", "同意"),
            ("请选择项目", "江西建工集团"),
            ("张有效证书", "JX-"),
            ("[✓]", "选好了"),
            ("补办原因是", "遗失"),
            ("我明白", "我明白"),
        ] {
            self.sees_anywhere(shown).await;
            self.presses(label);
        }
        let uscc = self.uscc.clone();
        for (asked, answer) in [
            ("单位地址", "江西省南昌市红谷滩区会展路88号"),
            ("单位联系手机", "13800138000"),
            ("法定代表人姓名", "梁法人"),
            ("法定代表人证件号码", "11010519491231002X"),
            ("经办人姓名", "安经办"),
            ("经办人证件号码", "440524188001010014"),
            ("经办人手机号", "13900139000"),
            ("要哪种发票", ""),
            ("发票抬头", "江西样例建筑有限公司"),
            ("税号", uscc.as_str()),
            ("接收发票的电子邮箱", "caiwu@example.cn"),
            ("新证书收件人姓名", "收件人甲"),
            ("收件人手机号", "13700137000"),
            ("收件地址", "江西省南昌市东湖区一号"),
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

    /// Waits for a message, wherever it stands, that holds this text or a button with it.
    pub(crate) async fn sees_anywhere(&self, text: &str) {
        let shows = |m: &SeenMessage| m.from.is_bot && (m.text.contains(text) || m.button(text).is_some());
        if self.seat.wait(shows, PATIENCE).await.is_err() {
            let told: Vec<String> = self.seat.history().iter().rev().take(6).map(|m| m.text.clone()).collect();
            panic!("“{text}” is nowhere; the latest messages: {told:#?}");
        }
    }
}

//! An order from the confirmed summary to the parcel: its agent, its legal person and a clerk, each acting on what they see. They are
//! patient: the desk may be killed and started again under their hands.

use crate::office::Clerk;
use crate::player::{PATIENCE, Player};
use crate::world::{BOT, FIRST_LEGAL, WEI, World};
use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};
use std::collections::HashSet;
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use telegram_sim::world::Action;
use telegram_sim::{Seat, SeenMessage};

/// The documents of the project, in the order of their numbers.
pub(crate) const DOCUMENTS: [&str; 5] =
    ["数字证书用户申请表", "营业执照", "经办人身份证", "法人授权委托书", "签章采集表"];

/// An order with the people who bring it along.
pub(crate) struct Order {
    pub(crate) agent: Player,
    legal: Seat,
    pub(crate) clerk: Clerk,
    /// As it is written in messages: two groups of digits.
    pub(crate) number: String,
}

impl Order {
    /// The `n`th applicant registers and fills the form in; the order is confirmed.
    pub(crate) async fn begun(world: &World, n: usize) -> Self {
        let mut agent = Player::of(world, n);
        agent.registers().await;
        agent.fills_in().await;
        agent.confirms().await;
        let opened = agent.sees_anywhere("已为您建立订单").await.text;
        let number =
            opened.split("已为您建立订单 ").nth(1).and_then(|rest| rest.get(..9)).expect("a number").to_owned();
        let id = FIRST_LEGAL + i64::try_from(n).unwrap();
        let legal = world.sim.person(id).unwrap().chat(BOT).unwrap();
        Self { agent, legal, clerk: Clerk::of(world, WEI), number }
    }

    /// The whole rest of the line, with one document returned and sent again.
    pub(crate) async fn goes_to_the_end(&mut self) {
        self.is_verified().await;
        for document in DOCUMENTS {
            self.uploads(document).await;
        }
        self.is_submitted("预审中").await;
        let number = self.number.clone();
        self.clerk.commands(&format!("/return@{BOT} {number} 2 blurred"), &number, "退回补正").await;
        self.uploads(DOCUMENTS[1]).await;
        self.is_submitted("第 2 次提交").await;
        self.clerk.decides(&number, "预审通过", "魏审 预审通过").await;
        self.clerk.decides(&number, "已收款", "确认收款").await;
        self.agent.posts_paper().await;
        self.clerk.decides(&number, "纸质通过", "纸质审核通过").await;
        for (command, outcome) in [
            (format!("/made@{BOT} {number} JX-NEW-1"), "已制证，旧证书标记为吊销"),
            (format!("/ship@{BOT} {number} SF1234567890124"), "魏审 已寄出"),
        ] {
            self.clerk.commands(&command, &number, outcome).await;
        }
        self.clerk.decides(&number, "已签收", "登记签收").await;
        let invoice = format!("/invoice@{BOT} {number} 26362000000012345678");
        self.clerk.commands(&invoice, &number, "已发送发票").await;
        self.agent.sees_anywhere("26362000000012345678").await;
    }

    /// The legal person opens the link, consents, sends the video; the clerk compares.
    pub(crate) async fn is_verified(&self) {
        self.is_consented().await;
        self.is_compared().await;
    }

    /// The legal person opens the link and consents.
    pub(crate) async fn is_consented(&self) {
        let link = self.agent.sees_anywhere("?start=v").await.text;
        let payload: String =
            link.split("?start=").nth(1).unwrap_or_default().chars().take_while(|c| is_of_link(*c)).collect();
        self.legal.start(&payload).expect("people may start");
        let asks = |m: &SeenMessage| m.button("我是本人").is_some();
        let asked = self.legal.wait(asks, PATIENCE).await.expect("the question whether they consent");
        let Some(Action::Callback(data)) = asked.button("我是本人").map(|b| b.action.clone()) else {
            panic!("no key to consent")
        };
        self.legal.press_data(asked.id, &data, true).expect("the key was there");
    }

    /// The legal person sends the video that is asked for; the clerk compares.
    pub(crate) async fn is_compared(&self) {
        let digits = |m: &SeenMessage| m.text.contains("分钟内有效");
        self.legal.wait(digits, PATIENCE).await.expect("the digits");
        self.legal.send_video_note(vec![7; 256], 5).expect("people may send videos");
        self.clerk.decides(&self.number, "认证成功", "确认法人核验通过").await;
    }

    /// Chooses a document on the checklist and sends a picture of it.
    pub(crate) async fn uploads(&mut self, document: &str) {
        self.agent.taps(&format!("上传{document}")).await;
        self.agent.sees(&format!("请发送{document}")).await;
        let sent = self.agent.seat.send_document("scan.png", scan());
        self.agent.sends(sent, &format!("收到{document}")).await;
    }

    /// Insists on every doubtful scan and submits, until the group is shown the order with this text.
    pub(crate) async fn is_submitted(&mut self, shown: &str) {
        let mut insisted = HashSet::new();
        let begun = Instant::now();
        let seen = |m: &SeenMessage| m.text.contains(&self.number) && m.text.contains(shown);
        loop {
            for (message, data) in keys(&self.agent.seat, "坚持使用这份") {
                if insisted.insert(data.clone()) {
                    self.agent.seat.press_data(message, &data, true).expect("the key was there");
                }
            }
            if let Some((message, data)) = keys(&self.agent.seat, "提交预审").pop() {
                self.agent.seat.press_data(message, &data, true).expect("the key was there");
            }
            if self.clerk.seat.wait(seen, Duration::from_secs(1)).await.is_ok() {
                return self.agent.looks_up();
            }
            let told: Vec<_> = self.agent.seat.history().iter().rev().take(8).map(|m| m.text.clone()).collect();
            assert!(begun.elapsed() < PATIENCE, "{} is not submitted: {told:#?}", self.number);
        }
    }
}

fn is_of_link(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-'
}

/// The keys with this label that are still to be seen, oldest first.
fn keys(seat: &Seat, label: &str) -> Vec<(i64, String)> {
    let key = |m: SeenMessage| match m.button(label).map(|b| b.action.clone()) {
        Some(Action::Callback(data)) if !m.deleted => Some((m.id, data)),
        _ => None,
    };
    seat.history().into_iter().filter_map(key).collect()
}

/// A tiny page of strokes with a red seal and a code that is none of ours, which ends the search for codes at once: looking at it costs
/// little. Doubtful under the limits that these tests set, and insisted on.
pub(crate) fn scan() -> Vec<u8> {
    static SCAN: OnceLock<Vec<u8>> = OnceLock::new();
    let made = SCAN.get_or_init(|| {
        let (width, height) = (148u32, 210u32);
        let code = qrcode::QrCode::new("NOT OURS").expect("a code");
        let modules = u32::try_from(code.width()).unwrap();
        let colours = code.to_colors();
        let pixel = |x: u32, y: u32| {
            let from = (x.abs_diff(110).pow(2) + y.abs_diff(170).pow(2)).isqrt();
            let module = x.checked_sub(70).zip(y.checked_sub(15)).map(|(x, y)| (x / 3, y / 3));
            let inside = module.filter(|(x, y)| *x < modules && *y < modules);
            match inside {
                Some((x, y)) if colours[(y * modules + x) as usize] == qrcode::Color::Dark => [10, 10, 10],
                None if (14..17).contains(&from) => [210, 40, 50],
                None if y % 8 < 3 && (x / 3 + y / 8).is_multiple_of(3) && x > 10 && x < 130 && y > 95 && y < 145 => {
                    [30, 30, 30]
                }
                _ => [250, 250, 248],
            }
        };
        let pixels: Vec<u8> =
            (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| pixel(x, y)).collect();
        let mut png = Vec::new();
        PngEncoder::new(&mut png).write_image(&pixels, width, height, ExtendedColorType::Rgb8).expect("a picture");
        png
    });
    made.clone()
}

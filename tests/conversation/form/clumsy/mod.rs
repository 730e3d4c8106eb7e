//! The clumsy applicant: thousands of steps of garbage, old buttons, edits, forwards, doubled and late messages, other languages,
//! a second person in the same account, restarts and long pauses. Never a panic, never a wrong field, never a lost answer, and
//! whatever state it leaves, a patient person finishes the order from there, all the way to the delivered certificate.
//!
//! `CERTDESK_CLUMSY_SEEDS=200` runs more of it.

mod field;
mod through;

use super::seat::desk;
use crate::memory::{MemoryDesk, media};
use crate::rules::USCC;
use crate::walk::ANNA;
use certdesk::conversation::{Dialogue, Input, Letter, OtherKind, Session};
use certdesk::domain::button::{Button, Deed};
use certdesk::domain::document::{FileForm, FileRef};
use certdesk::domain::identity::IdentityKind;
use certdesk::domain::ids::{ChatId, MessageId, UserId};
use certdesk::domain::order::{Answers, Question, StageKind};
use certdesk::domain::order_number::OrderNumber;
use chrono::Duration;
use std::collections::BTreeMap;

/// The second person of the same unit, and one of nobody's.
const BEN: i64 = 9;
const EVE: i64 = 10;
const PASSWORD: &str = "Buban-2026";
const STEPS: usize = 10_000;
/// Run every time, beside each other.
const SEEDS: [u64; 2] = [1, 2_026];

/// Xorshift: the same seed, the same clumsiness.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides).unwrap()).unwrap()
    }

    fn of<'a, T>(&mut self, some: &'a [T]) -> &'a T {
        let n = self.roll(some.len());
        &some[n]
    }
}

/// The right answer to a question.
fn right(question: Question) -> &'static str {
    match question {
        Question::UnitAddress | Question::InvoiceAddress => "江西省南昌市红谷滩区会展路88号",
        Question::RecipientAddress => "江西省南昌市东湖区一号",
        Question::UnitMobile => "13800138000",
        Question::AgentMobile => "13900139000",
        Question::RecipientMobile => "13700137000",
        Question::LegalName => "梁法人",
        Question::AgentName => "安经办",
        Question::RecipientName => "收件人甲",
        Question::LegalIdentity => "11010519491231002X",
        Question::AgentIdentity => "440524188001010014",
        Question::InvoiceKind => "",
        Question::InvoiceTitle => "江西样例建筑有限公司",
        Question::InvoiceTaxNumber => USCC,
        Question::InvoiceEmail => "caiwu@example.cn",
        Question::InvoiceBank => "中国工商银行南昌支行",
        Question::InvoiceBankAccount => "1502000000000000001",
        Question::InvoiceTelephone => "0791-86666666",
    }
}

struct Town {
    desk: MemoryDesk,
    dice: Dice,
    /// The number of the newest message that anybody wrote.
    message: i64,
    /// The last letter of each person, to be sent again.
    last: BTreeMap<i64, Letter>,
}

impl Town {
    fn of(seed: u64) -> Self {
        Self {
            desk: desk(),
            dice: Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1),
            message: 1_000_000,
            last: BTreeMap::new(),
        }
    }

    fn session(&self, person: i64) -> Session {
        self.desk.sessions.get(&(ChatId(person), UserId(person))).cloned().unwrap_or_default()
    }

    fn write(&mut self, person: i64, input: Input) {
        self.message += 1;
        let mut letter = self.desk.letter(person, ChatId(person), input);
        letter.message = Some(MessageId(self.message));
        self.arrive(person, letter);
    }

    fn says(&mut self, person: i64, text: &str) {
        let input = match text.strip_prefix('/') {
            Some(command) => {
                let (name, rest) = command.split_once(' ').unwrap_or((command, ""));
                Input::Command { name: name.to_owned(), rest: rest.to_owned() }
            }
            None => Input::Text(text.to_owned()),
        };
        self.write(person, input);
    }

    /// A key that the person can see, by what it carries; false where there is none such.
    fn press(&mut self, person: i64, data: &str) -> bool {
        let seen = self.desk.shown.iter().rev().filter(|m| m.chat == ChatId(person));
        let Some(message) = seen.filter(|m| m.keys.iter().any(|(_, d)| d == data)).map(|m| m.id).next() else {
            return false;
        };
        let mut letter =
            self.desk.letter(person, ChatId(person), Input::Pressed { query: "q".into(), data: data.into() });
        letter.message = Some(message);
        self.arrive(person, letter);
        true
    }

    fn pick(&mut self, person: i64, choice: u16) {
        let stamp = self.session(person).stamp;
        let data = Button::Pick { stamp, choice }.encode();
        assert!(
            self.press(person, &data),
            "no key {choice} for {:?}\n{}",
            self.session(person).dialogue,
            self.desk.last(ChatId(person)).text
        );
    }

    /// Ticks the first certificate on the newest choice, or asks for the choice again where other words came after it.
    fn tick_one(&mut self, person: i64) {
        let stamp = self.session(person).stamp;
        let newest = self.desk.shown.iter().rev().find(|m| m.chat == ChatId(person));
        let first = newest.and_then(|m| m.keys.first()).map(|(_, data)| data.clone());
        match first.as_deref().and_then(Button::decode) {
            // Where none is left on file, the first key is for describing one.
            Some(Button::Pick { stamp: at, choice }) if at == stamp => self.pick(person, choice),
            _ => self.take_up(person),
        }
    }

    /// Hands a letter to the desk and checks what it did to every answer of every order.
    fn arrive(&mut self, person: i64, letter: Letter) {
        let before = self.session(person);
        let orders: BTreeMap<OrderNumber, (Answers, Option<certdesk::domain::ids::AccountId>)> =
            self.desk.orders.iter().map(|(n, o)| (n.clone(), (o.answers.clone(), Some(o.account.clone())))).collect();
        let said = self.desk.shown.len();
        self.desk.arrive(&letter);
        let sent = matches!(letter.input, Input::File { .. } | Input::Media { .. } | Input::Other(_));
        if sent || matches!(letter.input, Input::Text(_) | Input::Command { .. }) {
            assert!(self.desk.shown.len() > said, "no answer to {:?} in {:?}", letter.input, before.dialogue);
        }
        for (number, (answers, account)) in orders {
            let after = self.desk.orders[&number].answers.clone();
            if answers == after {
                continue;
            }
            assert_eq!(before.account, account, "an order of somebody else's account changed");
            assert_eq!(before.order.as_ref(), Some(&number), "not the current order");
            field::only_what_was_asked(&before, &letter, &answers, &after);
        }
        self.last.insert(person, letter);
    }

    /// One step of somebody who reads what is there and does what it says.
    fn sensible(&mut self, person: i64) {
        let session = self.session(person);
        if session.account.is_none() {
            return self.come_in(person, &session.dialogue);
        }
        match session.dialogue {
            Dialogue::Agreement | Dialogue::Warning => self.pick(person, 1),
            Dialogue::Project | Dialogue::Ground | Dialogue::DescribeKind(_) | Dialogue::DescribeSeal { .. } => {
                self.pick(person, 0);
            }
            Dialogue::Certificates(choosing) if choosing.chosen.is_empty() && choosing.by_hand.is_empty() => {
                self.tick_one(person);
            }
            Dialogue::Certificates(_) => self.pick(person, 903),
            Dialogue::Detail { question: Question::InvoiceKind, .. } => {
                let special = self.dice.roll(4) == 0;
                self.pick(person, if special { 31 } else { 30 });
            }
            Dialogue::Detail { question, identity, .. } => {
                let of_identity = matches!(question, Question::LegalIdentity | Question::AgentIdentity);
                if of_identity && identity != IdentityKind::ResidentCard {
                    return self.pick(person, 20);
                }
                // The same words may be the answer to two questions in a row, only not within three seconds.
                self.says(person, right(question));
            }
            // The serial number and the expiry are not known.
            Dialogue::DescribeSerial { .. } | Dialogue::DescribeExpiry { .. } => self.pick(person, 91),
            Dialogue::GroundNote => self.says(person, "介质进水后无法识别"),
            Dialogue::Paste { .. } => self.pick(person, 62),
            Dialogue::Sections => self.pick(person, 50),
            Dialogue::Change { .. } => self.pick(person, 99),
            Dialogue::Summary => {
                let stamp = session.stamp;
                if !self.press(person, &Button::Pick { stamp, choice: 1 }.encode()) {
                    self.pick(person, 3);
                }
            }
            _ => self.take_up(person),
        }
    }

    /// On with an order that is being filled in, by the list of orders, or a new one.
    fn take_up(&mut self, person: i64) {
        let account = self.session(person).account;
        let draft = self.desk.orders.values().rev();
        let draft = draft.filter(|o| Some(&o.account) == account.as_ref() && o.stage.kind() == StageKind::Draft);
        let Some(order) = draft.map(|o| (o.number.clone(), o.changed)).next() else {
            return self.says(person, "/apply");
        };
        self.says(person, "/orders");
        let open = Button::deed(&order.0, order.1, Deed::Open, 0, 0).encode();
        if !self.press(person, &open) {
            self.says(person, "/apply");
        }
    }

    fn come_in(&mut self, person: i64, dialogue: &Dialogue) {
        let there = self.desk.accounts.iter().any(|a| a.uscc.as_str() == USCC);
        match dialogue {
            Dialogue::RegisterUnit if !there => self.says(person, "江西样例建筑有限公司"),
            Dialogue::RegisterUscc { .. } if !there => self.says(person, USCC),
            Dialogue::RegisterDoubt { .. } => self.pick(person, 0),
            Dialogue::RegisterMobile { .. } => self.says(person, "13800138000"),
            Dialogue::RegisterPassword { .. } if !there => self.says(person, PASSWORD),
            Dialogue::LogInUscc => self.says(person, USCC),
            Dialogue::LogInRiddle { uscc, riddle, .. } if uscc.as_str() == USCC => self.says(person, riddle.expose()),
            Dialogue::LogInPassword { uscc } if uscc.as_str() == USCC => self.says(person, PASSWORD),
            _ if there => self.says(person, "/login"),
            _ => self.says(person, "/register"),
        }
    }

    /// One clumsy step.
    fn clumsy(&mut self, person: i64) {
        match self.dice.roll(20) {
            0 | 1 => self.garbage(person),
            2 => self.any_key(person, 1),
            3 | 4 => self.any_key(person, 400),
            5 => {
                let text = self.text();
                self.write(person, Input::Edited { text: Some(text) });
            }
            6 => {
                let text = self.text();
                self.message += 1;
                let mut letter = self.desk.letter(person, ChatId(person), Input::Text(text));
                letter.message = Some(MessageId(self.message));
                letter.forwarded = true;
                self.arrive(person, letter);
            }
            7 => self.again(person, 0),
            8 => self.again(person, -60),
            9 => self.late(person),
            10 => {
                let some = [
                    media(FileForm::Sticker),
                    media(FileForm::Voice),
                    media(FileForm::Video),
                    Input::Other(OtherKind::Location),
                    Input::Other(OtherKind::Other),
                ];
                let input = self.dice.of(&some).clone();
                self.write(person, input);
            }
            11 => {
                let user = *self.dice.of(&[Some(UserId(person)), Some(UserId(EVE)), None]);
                let phone = (*self.dice.of(&["+8613700137009", "15012345678", "+1 555 0100"])).to_owned();
                self.write(person, Input::Contact { phone, user, name: "王名片".into() });
            }
            12 => self.file(person),
            13 => {
                let place = *self.dice.of(&["g:zh", "g:en"]);
                let letter =
                    self.desk.letter(person, ChatId(person), Input::Pressed { query: "q".into(), data: place.into() });
                self.arrive(person, letter);
            }
            14 => self.restart(),
            15 => self.at_once(person),
            16 => self.number(person),
            17 if self.dice.roll(8) == 0 => {
                let days = i64::try_from(self.dice.roll(40)).unwrap();
                self.desk.waits(Duration::hours(days * 5));
            }
            18 => {
                let command = *self.dice.of(&[
                    "/start",
                    "/orders",
                    "/status",
                    "/staff",
                    "/help",
                    "/cancel",
                    "/language",
                    "/apply",
                    "/nonsense",
                ]);
                self.says(person, command);
            }
            19 if self.dice.roll(10) == 0 => self.says(person, "/logout"),
            _ => self.sensible(person),
        }
    }

    /// Text of any kind: answers to other questions, several at once, rubbish, far too much.
    fn text(&mut self) -> String {
        match self.dice.roll(8) {
            0 => "收件人甲，13700137001，江西省南昌市东湖区二号".into(),
            1 => format!("名称：江西样例建筑有限公司 税号：{USCC} 开户行：工商银行 账号：1502000000000000009"),
            2 => "名".repeat(4_096),
            3 => (*self.dice.of(&[
                "😀",
                "\u{200b}",
                "0",
                "-1",
                "<b>&",
                "', DROP TABLE orders; --",
                "H12345678",
                "12345678",
            ]))
            .into(),
            4 => "x".repeat(self.dice.roll(300) + 1),
            _ => right(Question::ALL[self.dice.roll(Question::ALL.len())]).into(),
        }
    }

    fn garbage(&mut self, person: i64) {
        let text = self.text();
        self.says(person, if text.is_empty() { "?" } else { &text });
    }

    /// Any key of one of the last so many messages in the chat, the newest for 1.
    fn any_key(&mut self, person: i64, among: usize) {
        let seen = self.desk.shown.iter().rev().filter(|m| m.chat == ChatId(person)).take(among);
        let keys: Vec<String> = seen.flat_map(|m| m.keys.iter().map(|(_, data)| data.clone())).collect();
        if keys.is_empty() {
            return self.says(person, "/start");
        }
        let data = self.dice.of(&keys).clone();
        // Withdrawing an order is no clumsiness, but a decision; it has transcripts of its own.
        if !matches!(Button::decode(&data), Some(Button::Act { act, .. }) if act.deed == Deed::WithdrawSure) {
            self.press(person, &data);
        }
    }

    /// The last letter once more, so many seconds off.
    fn again(&mut self, person: i64, seconds: i64) {
        let Some(mut letter) = self.last.get(&person).cloned() else { return };
        if !matches!(letter.input, Input::Pressed { .. }) {
            self.message += 1;
            letter.message = Some(MessageId(self.message));
        }
        letter.at += Duration::seconds(seconds);
        self.arrive(person, letter);
    }

    /// A message that was written before others that are here already.
    fn late(&mut self, person: i64) {
        let text = self.text();
        let mut letter = self.desk.letter(person, ChatId(person), Input::Text(text));
        letter.message = Some(MessageId(self.message - 50));
        if self.session(person).newest.is_some_and(|newest| newest > MessageId(self.message - 50)) {
            self.arrive(person, letter);
        }
    }

    /// Two messages that the desk gets at the same moment.
    fn at_once(&mut self, person: i64) {
        let now = self.desk.now;
        self.garbage(person);
        self.desk.now = now;
        self.garbage(person);
        self.desk.now = self.desk.now.max(now + Duration::seconds(20));
    }

    fn file(&mut self, person: i64) {
        let form = *self.dice.of(&[FileForm::Photo, FileForm::Document]);
        let size = *self.dice.of(&[0, 9_000, 30 << 20]);
        let unique_id = format!("f{}", self.dice.roll(5));
        let file = FileRef { id: unique_id.clone(), unique_id, name: None, size, form };
        self.write(person, Input::File { file, caption: None });
    }

    /// The number of an order: one's own, or nobody's.
    fn number(&mut self, person: i64) {
        let numbers: Vec<String> = self.desk.orders.keys().map(ToString::to_string).collect();
        let nobody = OrderNumber::make(2026, 777_777).to_string();
        let number = if numbers.is_empty() || self.dice.roll(4) == 0 { nobody } else { self.dice.of(&numbers).clone() };
        self.says(person, &number);
    }

    /// The desk stops and starts: sessions are what was stored of them.
    fn restart(&mut self) {
        for session in self.desk.sessions.values_mut() {
            let mut stored = Session::from_json(&session.to_json()).expect("a stored session is read");
            stored.account.clone_from(&session.account);
            stored.lang = session.lang;
            *session = stored;
        }
    }

    /// A patient person finishes an order from wherever this one stands.
    fn finish(&mut self, person: i64) {
        // Staff have lifted whatever the wrong passwords brought about, and an hour has passed.
        for account in &mut self.desk.accounts {
            account.succeed();
        }
        self.desk.now += Duration::hours(2);
        let printed =
            |town: &Self| town.desk.orders.values().filter(|o| o.stage.kind() == StageKind::Preparing).count();
        let before = printed(self);
        let mut way = Vec::new();
        for _ in 0..150 {
            way.push(format!("{:?}", self.session(person).dialogue));
            self.sensible(person);
            if printed(self) > before {
                return self.carry_through(person);
            }
        }
        panic!("stuck; the last of the way: {:#?}\n{}", &way[way.len() - 12..], self.desk.last(ChatId(person)).text);
    }
}

fn live(seed: u64) {
    let mut town = Town::of(seed);
    for step in 0..STEPS {
        let person = *town.dice.of(&[ANNA, ANNA, ANNA, BEN, EVE]);
        if town.dice.roll(100) < 55 && person != EVE {
            town.sensible(person);
        } else {
            town.clumsy(person);
        }
        if step % 1_000 == 999 {
            town.finish(*[ANNA, BEN].get(step / 1_000 % 2).unwrap());
        }
        // What is long past is seen by nobody any more; the last screens are.
        if town.desk.shown.len() > 4_000 {
            town.desk.shown.drain(..2_000);
        }
    }
}

fn seeds() -> Vec<u64> {
    let more = std::env::var_os("CERTDESK_CLUMSY_SEEDS").and_then(|n| n.into_string().ok()?.parse::<u64>().ok());
    SEEDS.into_iter().chain((0..more.unwrap_or(0)).map(|n| 1_000 + n)).collect()
}

#[test]
fn the_clumsy_applicant_is_never_stuck_and_never_in_a_wrong_field() {
    std::thread::scope(|threads| {
        let all = seeds();
        let runs: Vec<_> = all
            .chunks(all.len().div_ceil(2))
            .map(<[u64]>::to_vec)
            .map(|some| {
                threads.spawn(move || {
                    for seed in some {
                        eprintln!("seed {seed}");
                        live(seed);
                    }
                })
            })
            .collect();
        for run in runs {
            run.join().expect("the seed named last did not go well");
        }
    });
}

//! A desk without a database, a network or a clock: the dialogue alone, with its world in a few maps, so that conversations are
//! tested by the thousand. What the real desk does around it is tested elsewhere.

use certdesk::conversation::{
    self, BoundChat, Dialogue, Export, Happening, Input, Letter, Listed, Needs, Opened, PasswordNeed, RegisterRead,
    Scene, Sender, Session, Turn, Unreachable, Viewer, Write,
};
use certdesk::domain::account::Account;
use certdesk::domain::certificate::{Certificate, CertificateState};
use certdesk::domain::document::{DocumentKind, FileForm, FileRef};
use certdesk::domain::effect::{CardKind, Effect, Keyboard, Press};
use certdesk::domain::ids::{AccountId, ChatId, MessageId, UserId};
use certdesk::domain::invoice::InvoiceLook;
use certdesk::domain::mailing::MailKind;
use certdesk::domain::order::{Event, Finding, Order};
use certdesk::domain::order_number::OrderNumber;
use certdesk::domain::passage::{PassageBy, Passed};
use certdesk::domain::rules::{Lang, Rules};
use certdesk::domain::say::Words;
use certdesk::domain::staff::{Invitation, Member};
use certdesk::domain::texting::{TextKind, TextTo};
use certdesk::texts::Texts;
use chrono::{DateTime, Duration, Utc};
use std::collections::BTreeMap;

/// The staff group of the small world.
pub(crate) const GROUP: ChatId = ChatId(-1_000);

/// A message as a chat shows it.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) id: MessageId,
    pub(crate) chat: ChatId,
    pub(crate) text: String,
    /// Labels and callback data of the inline buttons.
    pub(crate) keys: Vec<(String, String)>,
}

pub(crate) struct MemoryDesk {
    pub(crate) rules: Rules,
    /// The short messages that were owed, in order.
    pub(crate) texted: Vec<(OrderNumber, TextTo, TextKind)>,
    pub(crate) texts: Texts,
    pub(crate) now: DateTime<Utc>,
    pub(crate) accounts: Vec<Account>,
    pub(crate) certificates: Vec<Certificate>,
    pub(crate) orders: BTreeMap<OrderNumber, Order>,
    pub(crate) journal: BTreeMap<OrderNumber, Vec<Event>>,
    pub(crate) group_lang: Lang,
    pub(crate) sessions: BTreeMap<(ChatId, UserId), Session>,
    pub(crate) staff: Vec<Member>,
    pub(crate) shown: Vec<Shown>,
    /// Cards by order, chat and kind.
    cards: BTreeMap<(String, ChatId, &'static str), MessageId>,
    /// Messages of the group that are about an order.
    lines: BTreeMap<(ChatId, MessageId), OrderNumber>,
    /// The table that is sent to the group, the figures that were drawn, and what was done about no order in particular.
    pub(crate) table: Vec<u8>,
    pub(crate) charts: Vec<certdesk::domain::chart::Chart>,
    pub(crate) office: Vec<certdesk::domain::office::OfficeEvent>,
    /// The receipts below what staff wrote.
    receipts: BTreeMap<(ChatId, MessageId), MessageId>,
    pub(crate) invitations: Vec<Invitation>,
    pub(crate) toasts: Vec<String>,
    /// What was passed on between applicants and staff.
    pub(crate) passages: Vec<Passed>,
    /// The files that were passed on, and where to.
    pub(crate) carried: Vec<(ChatId, FileForm)>,
    /// True while Telegram does not answer: what is passed on waits.
    pub(crate) offline: bool,
    /// The lines that a forum's topics have beside the cards.
    pub(crate) topic: Vec<String>,
    /// Every keyboard that was shown in a private chat, once.
    pub(crate) keyboards: Vec<Keyboard>,
    /// Messages of people's that the bot took out of the chat.
    pub(crate) deleted: Vec<(ChatId, MessageId)>,
    /// Chats that have stopped the bot.
    pub(crate) blocked: Vec<ChatId>,
    /// What the checks will find on the next uploads; nothing by default.
    pub(crate) findings: Vec<Finding>,
    /// What was made of the next upload.
    pub(crate) made: Option<certdesk::domain::order::KeptBeside>,
    /// What the printed code on the next upload says.
    pub(crate) read: Option<DocumentKind>,
    /// The small pictures that were shown, by their digests.
    pub(crate) pictures: Vec<String>,
    /// What is read in the invoices that staff send; they agree by default.
    pub(crate) invoice: InvoiceLook,
    /// The e-mails that were owed.
    pub(crate) mails: Vec<MailKind>,
    /// The barcodes on the next photo of a slip.
    pub(crate) slip: Vec<String>,
    /// The digits of the pictures that were shown, and where.
    pub(crate) riddles: Vec<(ChatId, String)>,
    /// The attempts whose invoices were sent, and where.
    pub(crate) invoices: Vec<(ChatId, String)>,
    /// What services were asked to give back.
    pub(crate) given_back: Vec<String>,
    sequence: u64,
    next_message: i64,
}

/// A text, or a command with its words.
fn typed(text: &str) -> Input {
    let Some(command) = text.strip_prefix('/') else { return Input::Text(text.to_owned()) };
    let (name, rest) = command.split_once(' ').unwrap_or((command, ""));
    Input::Command { name: name.to_owned(), rest: rest.to_owned() }
}

/// A voice message, a video, a sticker and the like.
pub(crate) fn media(form: FileForm) -> Input {
    let file = FileRef { id: "m".into(), unique_id: "m".into(), name: None, size: 9, form };
    match form {
        FileForm::VideoNote => Input::VideoNote { file, seconds: 3 },
        FileForm::Photo | FileForm::Document => Input::File { file, caption: None },
        _ => Input::Media { file, caption: None },
    }
}

impl MemoryDesk {
    pub(crate) fn new(rules: Rules, now: DateTime<Utc>) -> Self {
        Self {
            rules,
            texted: Vec::new(),
            texts: Texts::load().unwrap(),
            now,
            accounts: Vec::new(),
            certificates: Vec::new(),
            orders: BTreeMap::new(),
            journal: BTreeMap::new(),
            group_lang: Lang::Zh,
            sessions: BTreeMap::new(),
            staff: Vec::new(),
            shown: Vec::new(),
            cards: BTreeMap::new(),
            lines: BTreeMap::new(),
            table: Vec::new(),
            charts: Vec::new(),
            office: Vec::new(),
            receipts: BTreeMap::new(),
            invitations: Vec::new(),
            toasts: Vec::new(),
            passages: Vec::new(),
            carried: Vec::new(),
            offline: false,
            topic: Vec::new(),
            keyboards: Vec::new(),
            deleted: Vec::new(),
            blocked: Vec::new(),
            findings: Vec::new(),
            made: None,
            read: None,
            pictures: Vec::new(),
            invoice: InvoiceLook::Read(Vec::new()),
            mails: Vec::new(),
            slip: Vec::new(),
            riddles: Vec::new(),
            invoices: Vec::new(),
            given_back: Vec::new(),
            sequence: 0,
            next_message: 100,
        }
    }

    /// A letter from a person, in a private chat or in the group.
    pub(crate) fn letter(&self, user: i64, chat: ChatId, input: Input) -> Letter {
        Letter {
            chat,
            private: chat != GROUP,
            topic: None,
            from: Sender { id: UserId(user), name: format!("Person {user}"), lang: Lang::Zh, anonymous: false },
            message: Some(MessageId(1)),
            reply_to: None,
            reply_to_bot: false,
            reply_names: None,
            at: self.now,
            album: None,
            forwarded: false,
            input,
        }
    }

    pub(crate) fn says(&mut self, user: i64, text: &str) {
        let letter = self.letter(user, ChatId(user), typed(text));
        self.arrive(&letter);
    }

    pub(crate) fn staff_says(&mut self, user: i64, text: &str) {
        let mut letter = self.letter(user, GROUP, typed(text));
        letter.reply_to = self.question(&letter);
        letter.reply_to_bot = letter.reply_to.is_some();
        self.arrive(&letter);
    }

    pub(crate) fn sends(&mut self, user: i64, unique: &str) {
        let file = FileRef {
            id: unique.into(),
            unique_id: unique.into(),
            name: Some("scan.jpg".into()),
            size: 9_000,
            form: FileForm::Document,
        };
        let letter = self.letter(user, ChatId(user), Input::File { file, caption: None });
        self.arrive(&letter);
    }

    /// Presses the newest button in the chat whose label holds the text.
    pub(crate) fn presses(&mut self, user: i64, chat: ChatId, label: &str) {
        let press = |fits: &dyn Fn(&str) -> bool| {
            self.shown
                .iter()
                .rev()
                .filter(|m| m.chat == chat)
                .find_map(|m| m.keys.iter().find(|(text, _)| fits(text)).map(|(_, data)| (m.id, data.clone())))
        };
        let found = press(&|text| text == label).or_else(|| press(&|text| text.contains(label)));
        let (message, data) =
            found.unwrap_or_else(|| panic!("no button “{label}” in chat {chat}; last: {:#?}", self.shown.last()));
        let mut letter = self.letter(user, chat, Input::Pressed { query: "q".into(), data });
        letter.message = Some(message);
        self.arrive(&letter);
    }

    /// The newest message of a chat.
    pub(crate) fn last(&self, chat: ChatId) -> &Shown {
        self.shown.iter().rev().find(|m| m.chat == chat).expect("nothing was said")
    }

    /// True where any message of the chat holds the text.
    pub(crate) fn saw(&self, chat: ChatId, text: &str) -> bool {
        self.shown.iter().any(|m| m.chat == chat && m.text.contains(text))
    }

    pub(crate) fn arrive(&mut self, letter: &Letter) {
        let key = (letter.chat, letter.from.id);
        let session = self.sessions.get(&key).cloned().unwrap_or_default();
        let needs = conversation::needs(&session, letter);
        let turn = {
            let rules = self.rules.clone();
            let scene = self.scene(&rules, &needs, session.account.as_ref(), letter.from.id);
            conversation::step(&session, letter, &scene)
        };
        if let Some(next) = turn.session.clone() {
            self.sessions.insert(key, next);
        }
        self.settle(turn);
    }

    pub(crate) fn happen(&mut self, happening: &Happening) {
        let needs = conversation::happening_needs(happening);
        let rules = self.rules.clone();
        // A private chat that cannot be reached is known by its person.
        let account = match happening {
            Happening::Unreachable { chat, .. } => self.sessions.get(&(*chat, UserId(chat.0))),
            _ => None,
        };
        let account = account.and_then(|session| session.account.as_ref());
        let turn = conversation::happened(happening, &self.scene(&rules, &needs, account, UserId(0)));
        self.settle(turn);
    }

    fn scene<'a>(&self, rules: &'a Rules, needs: &Needs, account: Option<&AccountId>, from: UserId) -> Scene<'a> {
        let account = account.and_then(|id| self.accounts.iter().find(|a| a.id == *id)).cloned();
        let of_card = needs.order_of_card.and_then(|(chat, message)| {
            let card = self.cards.iter().find(|((_, at, _), id)| *at == chat && **id == message);
            let line = self.lines.get(&(chat, message)).cloned();
            let known = card.and_then(|((number, ..), _)| OrderNumber::parse(number).ok()).or(line);
            known.or_else(|| needs.order_named.clone())
        });
        let order = needs.order.as_ref().or(of_card.as_ref()).and_then(|number| self.orders.get(number)).cloned();
        let passed = needs.passage.and_then(|by| {
            let fits = |p: &&Passed| match by {
                PassageBy::Copy(chat, message) => (p.chat, p.message) == (chat, message),
                PassageBy::Original(chat, message) => (p.passage.chat, p.passage.message) == (chat, message),
            };
            self.passages.iter().rev().find(fits).cloned()
        });
        let corrected =
            passed.as_ref().filter(|_| needs.staff && matches!(needs.passage, Some(PassageBy::Original(..))));
        let about =
            corrected.and_then(|passed| passed.passage.order.as_ref()).and_then(|n| self.orders.get(n)).cloned();
        let order = about.or(order);
        let owner = order.as_ref().and_then(|o| self.accounts.iter().find(|a| a.id == o.account)).cloned();
        let by_uscc = needs.by_uscc.as_ref().and_then(|u| self.accounts.iter().find(|a| a.uscc == *u)).cloned();
        let told = account.as_ref().filter(|_| needs.followers);
        let followed = owner.as_ref().or(by_uscc.as_ref()).or(told).map(|a| a.id.clone());
        let viewers = self
            .sessions
            .iter()
            .filter(|(_, s)| s.account.is_some() && s.account == followed)
            .map(|(key, s)| self.viewer(*key, s))
            .collect();
        let chats = self
            .sessions
            .iter()
            .filter(|(_, s)| needs.chats && s.account.is_some() && s.account == account.as_ref().map(|a| a.id.clone()))
            .map(|((chat, user), s)| BoundChat {
                chat: *chat,
                user: *user,
                lang: s.lang.unwrap_or_default(),
                bound: s.bound.clone(),
            })
            .collect();
        let mut orders: Vec<Order> =
            self.orders.values().filter(|o| account.as_ref().is_some_and(|a| a.id == o.account)).cloned().collect();
        orders.retain(|_| needs.orders);
        orders.reverse();
        let listed = |order: &Order| Listed { order: order.clone(), unit: "unit".into() };
        let journal = order
            .as_ref()
            .filter(|_| needs.journal)
            .and_then(|o| self.journal.get(&o.number))
            .cloned()
            .unwrap_or_default();
        let (password_fits, password_hash) = match &needs.password {
            PasswordNeed::None => (None, None),
            PasswordNeed::Hash(p) => (None, Some(p.expose().to_owned())),
            PasswordNeed::Compare(p) => (Some(by_uscc.as_ref().is_some_and(|a| a.password == p.expose())), None),
        };
        Scene {
            rules,
            now: self.now,
            random: u128::from(self.sequence) << 64 | 0x1267,
            bot: "desk_bot",
            group: Some(GROUP),
            group_lang: self.group_lang,
            certificates: self
                .certificates
                .iter()
                .filter(|c| needs.certificates && account.as_ref().is_some_and(|a| a.uscc == c.uscc))
                .cloned()
                .collect(),
            account,
            chats,
            orders,
            order,
            owner,
            viewers,
            by_uscc,
            password_fits,
            password_hash,
            fresh_number: needs.fresh_number.then(|| OrderNumber::make(2026, self.sequence + 1)),
            fresh_account: AccountId::make(self.sequence, [7; 10]),
            journal,
            broken_at: None,
            queue: self
                .orders
                .values()
                .filter(|o| {
                    needs.queue.contains(&o.stage.kind()) || needs.find.as_deref().is_some_and(|part| finds(o, part))
                })
                .map(listed)
                .collect(),
            many: needs.many.iter().filter_map(|number| self.orders.get(number)).map(|o| self.opened(o)).collect(),
            near: needs.near.iter().filter_map(|number| self.orders.get(number)).map(listed).collect(),
            on_file: self
                .certificates
                .iter()
                .filter(|c| {
                    let part = needs.certificates_like.as_deref();
                    needs.serials.iter().any(|serial| serial == c.serial.as_str())
                        || part.is_some_and(|p| c.is_found_by(p))
                })
                .cloned()
                .collect(),
            register: if needs.register { self.staff.clone() } else { Vec::new() },
            happened: needs.figures_of_days.map(|_| self.everything()).unwrap_or_default(),
            invitation: needs
                .invitation
                .as_ref()
                .and_then(|token| self.invitations.iter().find(|i| i.token == *token))
                .cloned(),
            staff: needs.staff.then(|| self.staff.iter().find(|m| m.id == from)).flatten().cloned(),
            passed,
        }
    }

    fn viewer(&self, (chat, user): (ChatId, UserId), session: &Session) -> Viewer {
        Viewer { chat, user, lang: session.lang.unwrap_or_default(), reachable: !self.blocked.contains(&chat) }
    }

    fn opened(&self, order: &Order) -> Opened {
        let owner = self.accounts.iter().find(|a| a.id == order.account).cloned();
        let bound = self.sessions.iter().filter(|(_, s)| s.account.as_ref() == Some(&order.account));
        let viewers = bound.map(|(key, s)| self.viewer(*key, s)).collect();
        Opened { order: order.clone(), owner, viewers }
    }

    /// Every event of every order.
    fn everything(&self) -> Vec<(OrderNumber, Event)> {
        self.journal.iter().flat_map(|(n, events)| events.iter().map(|e| (n.clone(), e.clone()))).collect()
    }

    fn settle(&mut self, turn: Turn) {
        self.sequence += 1;
        self.now += Duration::seconds(20);
        for write in turn.writes {
            match write {
                Write::OpenAccount(account) => self.accounts.push(account),
                Write::SaveAccount(account) => {
                    for known in &mut self.accounts {
                        if known.id == account.id {
                            known.clone_from(&account);
                        }
                    }
                }
                Write::SaveOrder { order, base, events } => {
                    let stored = self.orders.get(&order.number).map_or(0, |o| o.version);
                    assert_eq!(stored, base, "one desk is never stale");
                    self.journal.entry(order.number.clone()).or_default().extend(events);
                    self.orders.insert(order.number.clone(), *order);
                }
                Write::UnbindChat { account, chat } => {
                    let bound = self.sessions.iter_mut().filter(|((at, _), _)| *at == chat);
                    for (_, session) in bound.filter(|(_, s)| s.account.as_ref() == Some(&account)) {
                        session.account = None;
                    }
                }
                Write::Revoke { serial } => {
                    for certificate in self.certificates.iter_mut().filter(|c| c.serial.as_str() == serial) {
                        certificate.state = CertificateState::Revoked;
                    }
                }
                Write::SaveStaff(member) => {
                    self.staff.retain(|known| known.id != member.id);
                    self.staff.push(member);
                }
                Write::DropStaff(user) => self.staff.retain(|known| known.id != user),
                Write::Invite(invitation) => self.invitations.push(invitation),
                Write::PutCertificates(certificates) => {
                    for certificate in certificates {
                        self.certificates.retain(|known| known.serial != certificate.serial);
                        self.certificates.push(certificate);
                    }
                }
                Write::NoteOffice(event) => self.office.push(event),
                Write::DropInvitation { token } => self.invitations.retain(|i| i.token != token),
                Write::Reachable { chat, reachable } => {
                    self.blocked.retain(|known| *known != chat);
                    self.blocked.extend((!reachable).then_some(chat));
                }
                Write::MoveChat { .. } => {}
            }
        }
        for effect in turn.effects {
            self.perform(effect);
        }
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Say { to, words, keyboard, .. } | Effect::SendFile { to, words, keyboard, .. } => {
                self.show(to.chat, &words, &keyboard);
            }
            Effect::Picture { to, digest, words, keyboard } => {
                self.pictures.push(digest);
                self.show(to.chat, &words, &keyboard);
            }
            Effect::Pass { .. } if self.offline => {}
            Effect::Pass { to, words, file, keyboard, passage, .. } => {
                self.carried.extend(file.map(|file| (to.chat, file.form)));
                let copy = if self.blocked.contains(&to.chat) {
                    Err(Unreachable::Blocked)
                } else {
                    let message = self.show(to.chat, &words, &keyboard);
                    self.passages.push(Passed { chat: to.chat, message, passage: passage.clone() });
                    Ok((to.chat, message))
                };
                self.happen(&Happening::Passed { passage, copy });
            }
            Effect::Chart { to, chart, words, .. } => {
                self.charts.push(chart);
                self.show(to.chat, &words, &Keyboard::None);
            }
            Effect::ReadRegister { to, message, by, file, confirmed } => {
                let digest = format!("{:016x}", self.table.len());
                assert_eq!(file.id, "table");
                let sheet =
                    certdesk::sheets::rows(&self.table).and_then(|rows| certdesk::domain::register::read(&rows));
                let sheet = if confirmed.as_ref().is_some_and(|known| *known != digest) {
                    Err(certdesk::domain::register::Unfit::Changed)
                } else {
                    sheet
                };
                let read = RegisterRead { digest, sheet, confirmed: confirmed.is_some() };
                self.happen(&Happening::RegisterRead { to, message, by, read });
            }
            Effect::Text { order, to, kind } => self.texted.push((order, to, kind)),
            Effect::Export { to, asked, message, from, until, unmasked, .. } => {
                let outcome =
                    if self.blocked.contains(&to) { Err(Unreachable::Blocked) } else { Ok(self.orders.len()) };
                let export = Export { by: UserId(to.0), from, until, unmasked };
                self.happen(&Happening::Exported { asked, message, export, outcome });
            }
            Effect::Receipt { to, message, words } => {
                let key = (to.chat, message);
                if let Some(id) = self.receipts.get(&key).copied() {
                    self.edit(id, &words, &Keyboard::None);
                } else {
                    let id = self.show(to.chat, &words, &Keyboard::None);
                    self.receipts.insert(key, id);
                }
            }
            Effect::Line { words, topic_only: true, .. } => self.topic.push(self.texts.plain_words(&words)),
            Effect::Line { to, order, words, keyboard, .. } | Effect::Copy { to, order, words, keyboard, .. } => {
                let id = self.show(to.chat, &words, &keyboard);
                self.lines.insert((to.chat, id), order);
            }
            Effect::Card { to, order, card, words, keyboard, anew, .. } => {
                let key = (order.as_str().to_owned(), to.chat, card.code());
                let old = self.cards.get(&key).copied();
                let out_of_sight =
                    |id: MessageId| self.shown.iter().filter(|m| m.chat == to.chat && m.id > id).count() >= 4;
                let anew = anew || old.is_some_and(out_of_sight);
                match old {
                    Some(id) if !anew => self.edit(id, &words, &keyboard),
                    _ => {
                        // One live card: the old one goes.
                        self.shown.retain(|m| Some(m.id) != old);
                        let id = self.show(to.chat, &words, &keyboard);
                        self.cards.insert(key, id);
                    }
                }
            }
            Effect::PayInvoice { to, order, trade, words } => {
                let key = (order.as_str().to_owned(), to.chat, CardKind::Invoice.code());
                let old = self.cards.remove(&key);
                self.shown.retain(|m| Some(m.id) != old);
                let id = self.show(to.chat, &words, &Keyboard::None);
                self.cards.insert(key, id);
                self.invoices.push((to.chat, trade));
            }
            Effect::PayBack { trade, .. } => self.given_back.push(trade),
            Effect::TakeDown { chat, order, card } => {
                let old = self.cards.remove(&(order.as_str().to_owned(), chat, card.code()));
                self.shown.retain(|m| Some(m.id) != old);
            }
            Effect::Edit { message, words, keyboard, .. } => self.edit(message, &words, &keyboard),
            Effect::Buttons { message, lang, keyboard, .. } => {
                let keys = self.keys(lang, &keyboard);
                if let Some(message) = self.shown.iter_mut().find(|m| m.id == message) {
                    message.keys = keys;
                }
            }
            Effect::Delete { chat, message } => self.deleted.push((chat, message)),
            Effect::Answer { words: Some(words), .. } => self.toasts.push(self.texts.plain_words(&words)),
            Effect::Riddle { to, riddle, words, keyboard, .. } => {
                self.riddles.push((to.chat, riddle.expose().to_owned()));
                self.show(to.chat, &words, &keyboard);
            }
            Effect::Mail { kind, .. } => self.mails.push(kind),
            Effect::ReadInvoice { order, to, reply_to, by, number, file } => {
                let look = self.invoice.clone();
                self.happen(&Happening::InvoiceRead { order, to, reply_to, by, number, file, look });
            }
            Effect::ReadSlip { order, chat, .. } => {
                let codes = std::mem::take(&mut self.slip);
                self.happen(&Happening::SlipRead { order, chat, codes });
            }
            Effect::Inspect { order, upload, .. } => {
                let findings = std::mem::take(&mut self.findings);
                let document = self.read.take();
                let made = self.made.take().unwrap_or_default();
                self.happen(&Happening::Inspected { order, upload, document, findings, digest: None, made });
            }
            _ => {}
        }
    }

    fn keys(&self, lang: Lang, keyboard: &Keyboard) -> Vec<(String, String)> {
        let Keyboard::Inline(rows) = keyboard else { return Vec::new() };
        let data = |press: &Press| match press {
            Press::Data(data) => {
                assert!(data.len() <= 64, "{data}");
                data.clone()
            }
            Press::Url(url) | Press::DeepLink(url) => url.clone(),
        };
        rows.iter().flatten().map(|key| (self.texts.plain(lang, &key.label), data(&key.press))).collect()
    }

    fn show(&mut self, chat: ChatId, words: &Words, keyboard: &Keyboard) -> MessageId {
        self.next_message += 1;
        let id = MessageId(self.next_message);
        let text = self.texts.html(words);
        assert!(text.chars().count() <= 4096, "too long for Telegram: {text}");
        let keys = self.keys(words.lang, keyboard);
        if chat.0 > 0 && self.keyboards.len() < 2_000 && !self.keyboards.contains(keyboard) {
            self.keyboards.push(keyboard.clone());
        }
        self.shown.push(Shown { id, chat, text, keys });
        id
    }

    fn edit(&mut self, id: MessageId, words: &Words, keyboard: &Keyboard) {
        let (text, keys) = (self.texts.html(words), self.keys(words.lang, keyboard));
        if let Some(message) = self.shown.iter_mut().find(|m| m.id == id) {
            message.text = text;
            message.keys = keys;
        }
    }

    /// What a person's open question is.
    pub(crate) fn dialogue(&self, user: i64) -> Dialogue {
        self.sessions.get(&(ChatId(user), UserId(user))).map(|s| s.dialogue.clone()).unwrap_or_default()
    }

    /// One of the staff answers the bot's question on this order, whatever else was asked since.
    pub(crate) fn staff_answers(&mut self, user: i64, order: &str, text: &str) {
        let asked = self.cards.iter().find(|((number, _, kind), _)| number == order && *kind == "question");
        let mut letter = self.letter(user, GROUP, Input::Text(text.to_owned()));
        letter.reply_to = asked.map(|(_, id)| *id);
        self.arrive(&letter);
    }

    /// Staff answer the bot's newest question as a reply; commands stand alone.
    fn question(&self, letter: &Letter) -> Option<MessageId> {
        let asked = self.cards.iter().filter(|((_, chat, kind), _)| *chat == letter.chat && *kind == "question");
        asked.map(|(_, id)| *id).max().filter(|_| matches!(letter.input, Input::Text(_)))
    }
}

/// Whether a part of what an order is searched by fits.
fn finds(order: &Order, part: &str) -> bool {
    let serials = order.certificates.iter().map(|c| c.serial.as_str()).chain(order.serials.iter().map(String::as_str));
    order.number.as_str().contains(part.trim()) || serials.into_iter().any(|serial| serial.contains(part.trim()))
}

//! One order from `/start` to the parcel: what the agent, the legal person and staff do, in order, each waiting for what the bot shows.

use super::office::Office;
use super::report::Outcome;
use super::seats::{Player, Watch};
use crate::domain::document::DocumentKind;
use crate::domain::effect::KEY_ANSWER;
use crate::domain::input::clipped;
use crate::domain::order_number::OrderNumber;
use crate::domain::rules::Lang;
use crate::domain::say::Say;
use crate::domain::staff::Role;
use crate::local::cast::{AGENT_IDENTITY, BOT, Cast, GROUP, LEGAL_IDENTITY, Part, Unit};
use crate::texts::Texts;
use anyhow::Context as _;
use std::sync::Arc;
use telegram_sim::people::SeenKind;
use telegram_sim::{Seat, Sim};

/// Where the invoice goes to.
pub(super) const MAILBOX: &str = "caiwu@example.cn";
/// Why the reviewer sends the licence back.
const REASON: &str = "营业执照的有效期看不清";

/// How the agent pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pays {
    /// To the desk's account; finance confirm it.
    Transfer,
    /// The invoice in the chat.
    Invoice,
    /// A code, which takes its time.
    Code,
}

impl Pays {
    /// Everybody in turn; few by the code, so that nobody waits for them.
    fn of(index: usize) -> Self {
        match index % 16 {
            2 => Self::Code,
            nth if nth.is_multiple_of(2) => Self::Transfer,
            _ => Self::Invoice,
        }
    }
}

/// What every play shares.
pub(super) type Shared = (Arc<Texts>, Arc<Office>, Arc<Watch>);

/// The people of one order, at their chats.
pub(super) struct Play {
    unit: Unit,
    /// Whether the reviewer sends the licence back once, as happens to every fourth.
    returned: bool,
    pays: Pays,
    /// Whether an identity provider proves the legal person, in place of a video and a reviewer.
    identity: bool,
    agent: Player,
    legal: Player,
    reviewer: Player,
    finance: Player,
    maker: Player,
    maker_part: Part,
    office: Arc<Office>,
    shared: Arc<telegram_sim::Shared>,
}

/// The courier's number of an order's parcel; `way` tells the two parcels apart.
pub(super) fn waybill(unit: &Unit, way: u8) -> String {
    format!("SF{way}{:012}", unit.agent.0)
}

impl Play {
    pub(super) fn new(sim: &Sim, cast: &Cast, index: usize, (texts, office, watch): Shared) -> anyhow::Result<Self> {
        let unit = cast.units.get(index).context("nobody with that number")?.clone();
        let player = |seat: Seat, lang| Player { seat, lang, texts: Arc::clone(&texts), watch: Arc::clone(&watch) };
        let part = |role| cast.member(role).context("nobody has that role");
        let staff =
            |role| -> anyhow::Result<Player> { Ok(player(sim.person(part(role)?.id.0)?.chat(GROUP.0)?, Lang::Zh)) };
        Ok(Self {
            agent: player(sim.person(unit.agent.0)?.chat(BOT)?, unit.lang),
            legal: player(sim.person(unit.legal_person.0)?.chat(BOT)?, unit.lang),
            reviewer: staff(Role::Reviewer)?,
            finance: staff(Role::Finance)?,
            maker: staff(Role::Maker)?,
            maker_part: part(Role::Maker)?.clone(),
            unit,
            returned: index.is_multiple_of(4),
            pays: Pays::of(index),
            identity: false,
            office,
            shared: Arc::clone(sim.shared()),
        })
    }

    /// The same, where an identity provider proves legal persons.
    pub(super) fn with_identity_provider(self) -> Self {
        Self { identity: true, ..self }
    }

    /// The whole line.
    pub(super) async fn whole_line(self) -> anyhow::Result<Outcome> {
        self.register().await.context("registering")?;
        let number = self.apply().await.context("applying")?;
        self.details().await.context("filling in")?;
        let forms = self.confirm().await.context("confirming")?;
        self.verify(&number).await.context("the legal person")?;
        self.upload(forms).await.context("uploading")?;
        let mark = self.reviewer.seat.last_id();
        self.agent.press_key(0, "key-submit").await.context("submitting")?;
        self.review(&number, mark).await.context("pre-review")?;
        self.pay(&number, mark).await.context("paying")?;
        self.post(&number, mark).await.context("posting")?;
        self.make_and_ship(&number, mark).await.context("making and shipping")?;
        self.send_invoice(&number).await.context("the invoice")?;
        Ok(Outcome { number: Some(number), returned: self.returned, by_video: !self.identity, trouble: None })
    }

    async fn register(&self) -> anyhow::Result<()> {
        self.agent.say("/start").await?;
        self.agent.press_key(0, "key-register").await?;
        self.agent.sees(0, "the first question", |m| m.buttons.is_empty() && m.id > 2).await?;
        self.agent.say(&self.unit.name).await?;
        self.agent.say(self.unit.uscc.as_str()).await?;
        let shared = self.agent.seat.share_contact()?;
        let min = crate::domain::line::Password::MIN;
        let question = self.agent.words(&Say::id("register-password").with("min", min));
        self.agent.sees(shared, "the password's question", |m| question.starts_with(first_line(&m.text))).await?;
        self.agent.say("Buban-2026!").await?;
        Ok(())
    }

    /// From `/apply` to the warning; the order's number.
    async fn apply(&self) -> anyhow::Result<String> {
        let opened = self.agent.press_key(0, "key-apply").await?.id;
        let agreed = self.agent.press_key(opened, "key-agree").await?.id;
        let serial = self.unit.certificates.first().context("no certificate")?.serial.as_str().to_owned();
        let choice = self.agent.press(agreed, &serial).await?.id;
        let chosen = self.agent.words(&Say::id("key-chosen").with("count", 1));
        self.agent.press(agreed, &chosen).await?;
        self.agent.press_key(choice, "ground-lost").await?;
        self.agent.press_key(choice, "key-revoke").await?;
        let first = self.agent.sees(choice, "the form", |m| OrderNumber::only_in(&m.text).is_some()).await?;
        OrderNumber::only_in(&first.text).map(|number| number.to_string()).context("no order number")
    }

    /// Thirty answers, some with one tap.
    async fn details(&self) -> anyhow::Result<()> {
        let unit = &self.unit;
        let agent = &self.agent;
        let address = "江西省南昌市红谷滩区会展路 88 号";
        for answer in [address, unit.agent_mobile.as_str(), "梁法定", LEGAL_IDENTITY, "安经办", AGENT_IDENTITY] {
            agent.say(answer).await?;
        }
        // The agent's mobile, the invoice's title and tax number, the recipient: from what is known already.
        let before = agent.say(&unit.agent_mobile).await?.id;
        agent.press_key(before - 1, "key-invoice-ordinary").await?;
        let mut mark = before;
        for (source, answer) in [("offer-account", unit.name.as_str()), ("offer-account", unit.uscc.as_str())] {
            mark = self.offered(mark, source, answer).await?;
        }
        agent.sees(mark, "the e-mail's question", |m| m.id > mark).await?;
        let mut mark = agent.say(MAILBOX).await?.id - 1;
        for (source, answer) in
            [("offer-agent", "安经办"), ("offer-agent", unit.agent_mobile.as_str()), ("offer-unit", address)]
        {
            mark = self.offered(mark, source, answer).await?;
        }
        Ok(())
    }

    async fn offered(&self, after: i64, source: &'static str, answer: &str) -> anyhow::Result<i64> {
        // What is too long for a key stands in the message.
        let short = clipped(answer, KEY_ANSWER);
        let say = Say::id("key-offer").with("source", Say::id(source)).with("answer", Say::verbatim(short));
        let label = self.agent.words(&say);
        Ok(self.agent.press(after, &label).await?.id)
    }

    /// Confirms the summary; the three forms with their names.
    async fn confirm(&self) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
        let summary = self.agent.press_key(0, "key-confirm").await?.id;
        let mut forms = Vec::new();
        let mut after = summary;
        while forms.len() < 3 {
            let message = self.agent.sees(after, "a form", |m| m.file().is_some()).await?;
            after = message.id;
            let file = message.file().context("no file")?;
            let stored = self.shared.look(|state| state.world.files.numbered(file.number).map(|f| f.bytes.to_vec()));
            forms.push((file.name.clone().unwrap_or_default(), stored.context("the form cannot be opened")?));
        }
        Ok(forms)
    }

    async fn verify(&self, number: &str) -> anyhow::Result<()> {
        let mark = self.reviewer.seat.last_id();
        let link = self.agent.sees(0, "the legal person's link", |m| m.text.contains("?start=v")).await?;
        let payload = link.text.split("?start=").nth(1).context("no link")?;
        let payload: String = payload.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        self.legal.seat.start(&payload)?;
        let asked = self.legal.press_key(0, "key-consent").await?.id;
        if !self.identity {
            self.legal.sees(asked, "the digits", |m| m.id > asked).await?;
            self.legal.seat.send_video_note(vec![7; 4_096], 6)?;
            let label = self.reviewer.words(&Say::id("key-verified"));
            self.reviewer.press_where(mark, &label, |m| m.text.contains(number)).await?;
        }
        let verified = self.legal.words(&Say::id("legal-verified"));
        self.legal.sees(asked, "the outcome", |m| verified.contains(&m.text)).await?;
        Ok(())
    }

    /// Every document: the forms by their codes, the licence chosen beforehand, the identity card named afterwards.
    async fn upload(&self, forms: Vec<(String, Vec<u8>)>) -> anyhow::Result<()> {
        for (name, pdf) in forms {
            let picture = self.draw(move |office, unit| office.scan_form(unit, &name, &pdf)).await?;
            self.send(picture, None).await?;
        }
        self.send_licence(0).await?;
        let card = self.draw(Office::scan_card).await?;
        self.send(card, Some(DocumentKind::AgentIdentityCard)).await
    }

    async fn send_licence(&self, after: i64) -> anyhow::Result<()> {
        let document = Say::id("document-business-licence");
        let label = self.agent.words(&Say::id("key-send-document").with("document", document));
        self.agent.press(after, &label).await?;
        let licence = self.draw(Office::scan_licence).await?;
        self.send(licence, None).await
    }

    async fn draw(
        &self,
        draw: impl FnOnce(&Office, &Unit) -> anyhow::Result<Vec<u8>> + Send + 'static,
    ) -> anyhow::Result<Vec<u8>> {
        let (office, unit) = (Arc::clone(&self.office), self.unit.clone());
        tokio::task::spawn_blocking(move || draw(&office, &unit)).await?
    }

    /// Sends a scan as a file and waits for its verdict; says which document it is where the bot asks.
    async fn send(&self, picture: Vec<u8>, name_it: Option<DocumentKind>) -> anyhow::Result<()> {
        let agent = &self.agent;
        let sent = agent.seat.send_document("scan.jpg", picture)?;
        let mut after = sent;
        if name_it.is_some() {
            after = agent.press_key(sent, "document-agent-identity-card").await?.id;
        }
        // Any verdict: fine, or doubtful with a key to insist.
        let insist = agent.words(&Say::id("key-insist-upload"));
        let ready = |m: &telegram_sim::SeenMessage| m.text.starts_with('✓') && m.buttons.is_empty();
        let verdict = agent.sees(after, "a verdict", |m| m.button(&insist).is_some() || ready(m)).await?;
        if verdict.button(&insist).is_some() {
            agent.seat.press_on(verdict.id, &insist).await?;
        }
        Ok(())
    }

    /// Pre-review: claimed, sometimes sent back with a reason and submitted again, and passed.
    async fn review(&self, number: &str, mark: i64) -> anyhow::Result<()> {
        let here = |m: &telegram_sim::SeenMessage| m.text.contains(number);
        let reviewer = &self.reviewer;
        reviewer.press_where(mark, &reviewer.words(&Say::id("key-claim")), here).await?;
        if self.returned {
            let before = self.agent.seat.last_id();
            let licence = DocumentKind::BusinessLicence.number();
            reviewer.seat.say(&format!("/return@{BOT} {number} {licence} {REASON}"))?;
            self.agent.sees(before, "the reason", |m| m.text.contains(REASON)).await?;
            self.send_licence(before).await?;
            self.agent.press_key(before, "key-submit").await?;
        }
        let label = reviewer.words(&Say::id("key-approve"));
        reviewer.press_where(mark, &label, here).await?;
        Ok(())
    }

    async fn pay(&self, number: &str, mark: i64) -> anyhow::Result<()> {
        let agent = &self.agent;
        let way = |key: &'static str, way: &'static str| agent.words(&Say::id(key).with("way", Say::id(way)));
        match self.pays {
            Pays::Transfer => {
                let label = self.finance.words(&Say::id("key-paid").with("total", "130.00"));
                self.finance.press_where(mark, &label, |m| m.text.contains(number)).await?;
            }
            Pays::Invoice => {
                let asked = agent.press(0, &way("key-pay-here", "way-telegram")).await?.id;
                let bill =
                    agent.sees(asked, "the invoice to pay", |m| matches!(m.kind, SeenKind::Invoice { .. })).await?;
                let verdict =
                    agent.seat.verdict_on(agent.seat.pay(bill.id)?).await.context("nobody says whether to pay")?;
                verdict.map_err(|why| anyhow::anyhow!("not to be paid: {why}"))?;
            }
            Pays::Code => {
                let asked = agent.press(0, &way("key-scan", "way-demo")).await?.id;
                agent.sees(asked, "the code", |m| matches!(m.kind, SeenKind::Photo { .. })).await?;
            }
        }
        Ok(())
    }

    /// The paper is posted, and passes when it has come.
    async fn post(&self, number: &str, mark: i64) -> anyhow::Result<()> {
        let here = |m: &telegram_sim::SeenMessage| m.text.contains(number);
        let posting = self.agent.press_key(0, "key-waybill").await?.id;
        self.agent.sees(posting, "the waybill's question", |m| m.id > posting).await?;
        self.agent.say(&waybill(&self.unit, 1)).await?;
        let arrived = Say::id("staff-parcel-arrived").with("number", number).with("waybill", waybill(&self.unit, 1));
        let arrived = self.reviewer.words(&arrived);
        self.reviewer.sees(mark, "the paper's arrival", |m| m.text.contains(&arrived)).await?;
        let label = self.reviewer.words(&Say::id("key-paper-pass"));
        self.reviewer.press_where(mark, &label, here).await?;
        Ok(())
    }

    async fn make_and_ship(&self, number: &str, mark: i64) -> anyhow::Result<()> {
        let here = |m: &telegram_sim::SeenMessage| m.text.contains(number);
        let maker = &self.maker;
        for (key, ask, answer) in [
            ("key-made", "staff-ask-serials", format!("JXCA2026{:07}", self.unit.agent.0)),
            ("key-ship", "staff-ask-waybill", waybill(&self.unit, 2)),
        ] {
            let label = maker.words(&Say::id(key));
            maker.press_where(mark, &label, here).await?;
            // The desk's other lines about this order name the maker too: only the question's own words are the question.
            let asked = maker.words(
                &Say::id(ask)
                    .with("user", self.maker_part.id.0)
                    .with("name", self.maker_part.name.as_str())
                    .with("number", number)
                    .with("count", 1),
            );
            let question = maker.sees(mark, "a question", |m| m.text == asked).await?;
            maker.seat.reply(question.id, &answer)?;
        }
        // The courier says that it was signed for, and nobody else needs to.
        let delivered = self.agent.words(&Say::id("delivered").with("number", number));
        self.agent.sees(0, "the certificate's arrival", |m| m.text.contains(&delivered)).await?;
        Ok(())
    }

    async fn send_invoice(&self, number: &str) -> anyhow::Result<()> {
        let invoice = format!("2636{:016}", self.unit.agent.0);
        let paper = self.draw(|_, unit| Office::print_invoice(unit)).await?;
        let caption = format!("/invoice@{BOT} {number} {invoice}");
        self.finance.seat.send_captioned_document("fapiao.pdf", paper, &caption)?;
        let mailed = Say::id("invoice-mailed").with("number", number).with("address", MAILBOX);
        let mailed = self.agent.words(&mailed);
        self.agent.sees(0, "the invoice's letter", |m| m.text.contains(&mailed)).await?;
        Ok(())
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or(text)
}

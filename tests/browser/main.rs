//! The demo page in a real browser: one order from registration to the delivered parcel, every step clicked and typed as the applicant,
//! the legal person and staff would. What the desk decides is tested elsewhere; here a step counts when the page shows it.

mod pane;
#[path = "../support/webdriver.rs"]
mod webdriver;

use anyhow::Context as _;
use certdesk::domain::effect::KEY_ANSWER;
use certdesk::domain::ids::UserId;
use certdesk::domain::input::clipped;
use certdesk::domain::rules::Lang;
use certdesk::domain::say::Say;
use certdesk::domain::staff::Role;
use certdesk::gateway::courier::Pace;
use certdesk::local::cast::{AGENT_IDENTITY, BOT, Cast, LEGAL_IDENTITY, Unit};
use certdesk::local::{Local, Opening};
use certdesk::texts::Texts;
use pane::{Bubble, Pane};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;
use webdriver::Browser;

/// The whole order, with the dev profile's slow looks at scans.
const DEADLINE: Duration = Duration::from_mins(15);
const ADDRESS: &str = "江西省南昌市红谷滩区会展路 88 号";

#[tokio::test(flavor = "multi_thread")]
async fn one_order_is_played_through_the_page() {
    let cast = Cast::of(1, 1).unwrap();
    let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let opening = Opening { listen, page: true, staff_lang: Lang::Zh, pace: Pace::Watched, identity: false };
    let local = Local::open(&cast, opening).await.unwrap();
    let browser = Browser::open(&local.sim.page_url()).await.unwrap();
    let play = Play::new(&browser, &cast).unwrap();
    let played = tokio::time::timeout(DEADLINE, play.whole_line()).await;
    played.expect("the order takes too long").unwrap();
    drop(browser);
    local.close().await;
}

/// The people of one order at the page's three panes.
struct Play<'a> {
    browser: &'a Browser,
    texts: Texts,
    unit: Unit,
    agent: Pane<'a>,
    legal: Pane<'a>,
    staff: Pane<'a>,
    reviewer: UserId,
    finance: UserId,
    maker: UserId,
}

impl<'a> Play<'a> {
    fn new(browser: &'a Browser, cast: &Cast) -> anyhow::Result<Self> {
        let pane = |index| Pane { browser, index };
        let member = |role| cast.member(role).map(|part| part.id).context("nobody has that role");
        Ok(Self {
            browser,
            texts: Texts::load()?,
            unit: cast.units[0].clone(),
            agent: pane(0),
            legal: pane(1),
            staff: pane(2),
            reviewer: member(Role::Reviewer)?,
            finance: member(Role::Finance)?,
            maker: member(Role::Maker)?,
        })
    }

    async fn whole_line(&self) -> anyhow::Result<()> {
        self.browser.sees("body[data-ready=true] [data-live=yes]").await?;
        self.register().await.context("registering")?;
        let number = self.apply().await.context("applying")?;
        self.details().await.context("filling in")?;
        let forms = self.confirm().await.context("confirming")?;
        self.verify(&number).await.context("the legal person")?;
        self.upload(&forms).await.context("uploading")?;
        let mark = self.staff.last().await?;
        self.agent.press(0, &self.key("key-submit")).await.context("submitting")?;
        self.review_and_post(&number, mark).await.context("review, payment, post")?;
        self.make_and_ship(&number, mark).await.context("making and shipping")?;
        self.invoice(&number).await.context("the invoice")
    }

    fn words(&self, say: &Say) -> String {
        self.texts.plain(Lang::Zh, say)
    }

    fn key(&self, id: &'static str) -> String {
        self.words(&Say::id(id))
    }

    /// From Start to the password, with the telephone number shared by the reply keyboard's button.
    async fn register(&self) -> anyhow::Result<()> {
        self.browser.click(&self.agent.css("[data-instead=start]")).await?;
        let welcome = self.agent.press(0, &self.key("key-register")).await?.id;
        self.agent.sees(welcome, "the first question", |m| m.buttons.is_empty()).await?;
        self.agent.say(&self.unit.name).await?;
        let asked = self.agent.say(self.unit.uscc.as_str()).await?.id;
        self.browser.click(&self.agent.css("[data-reply-button][data-request=contact]")).await?;
        self.browser.click("[data-dialog=contact] [data-choice=yes]").await?;
        let shared = self.agent.posted(asked).await?;
        self.agent.sees(shared, "the password's question", |m| m.text.contains("密码")).await?;
        // The bot deletes the password from the chat.
        let mark = self.agent.send("Buban-2026!").await?;
        self.agent.sees(mark, "the account", |_| true).await.map(drop)
    }

    /// From the application to its first question; the order's number.
    async fn apply(&self) -> anyhow::Result<String> {
        let opened = self.agent.press(0, &self.key("key-apply")).await?.id;
        let agreed = self.agent.press(opened, &self.key("key-agree")).await?.id;
        let serial = self.unit.certificates[0].serial.as_str();
        let choice = self.agent.press(agreed, serial).await?.id;
        self.agent.press(agreed, &self.words(&Say::id("key-chosen").with("count", 1))).await?;
        self.agent.press(choice, &self.key("ground-lost")).await?;
        self.agent.press(choice, &self.key("key-revoke")).await?;
        let first = self.agent.sees(choice, "the form", |m| order_number(&m.text).is_some()).await?;
        order_number(&first.text).context("no order number")
    }

    /// Every answer typed, or taken from what is known already with one tap.
    async fn details(&self) -> anyhow::Result<()> {
        let (unit, agent) = (&self.unit, &self.agent);
        let mobile = unit.agent_mobile.as_str();
        for answer in [ADDRESS, mobile, "梁法定", LEGAL_IDENTITY, "安经办", AGENT_IDENTITY] {
            agent.say(answer).await?;
        }
        let asked = agent.say(mobile).await?.id;
        agent.press(asked - 1, &self.key("key-invoice-ordinary")).await?;
        let mut mark = asked;
        for answer in [unit.name.as_str(), unit.uscc.as_str()] {
            mark = self.offered(mark, "offer-account", answer).await?;
        }
        agent.sees(mark, "the e-mail's question", |_| true).await?;
        mark = agent.say("caiwu@example.cn").await?.id - 1;
        for (source, answer) in [("offer-agent", "安经办"), ("offer-agent", mobile), ("offer-unit", ADDRESS)] {
            mark = self.offered(mark, source, answer).await?;
        }
        Ok(())
    }

    async fn offered(&self, after: i64, source: &'static str, answer: &str) -> anyhow::Result<i64> {
        // What is too long for a key stands in the message.
        let short = clipped(answer, KEY_ANSWER);
        let say = Say::id("key-offer").with("source", Say::id(source)).with("answer", Say::verbatim(short));
        Ok(self.agent.press(after, &self.words(&say)).await?.id)
    }

    /// Confirms the summary; the names of the three forms that come as files.
    async fn confirm(&self) -> anyhow::Result<Vec<String>> {
        let mut after = self.agent.press(0, &self.key("key-confirm")).await?.id;
        let mut names = Vec::new();
        while names.len() < 3 {
            let form = self.agent.sees(after, "a form", |m| m.document.is_some()).await?;
            after = form.id;
            names.extend(form.document);
        }
        Ok(names)
    }

    /// Opens the link as the legal person, consents, records the digits, and staff accepts.
    async fn verify(&self, number: &str) -> anyhow::Result<()> {
        let mark = self.staff.last().await?;
        self.browser.click(&self.agent.css("[data-url*='start=v']")).await?;
        let legal = format!("[data-dialog=open-as] [data-choice=\"1 {}\"]", self.unit.legal_person.0);
        self.browser.click(&legal).await?;
        let asked = self.legal.press(0, &self.key("key-consent")).await?.id;
        let shown = self.legal.sees(asked, "the digits", |m| !digits(&m.text).is_empty()).await?;
        self.browser.click(&self.legal.css("[data-attach]")).await?;
        self.browser.click("[data-item=note]").await?;
        pane::write(self.browser, "[data-digits]", &digits(&shown.text)).await?;
        self.browser.click("[data-record=record]").await?;
        self.legal.posted(shown.id).await?;
        self.browser.misses("[data-dialog=recorder]").await?;
        self.staff.become_person(self.reviewer.0).await?;
        let verified = self.key("key-verified");
        self.staff.press_where(mark, &verified, |m| m.text.contains(number)).await?;
        self.legal.sees(shown.id, "the outcome", |m| m.text.contains(&verified)).await?;
        Ok(())
    }

    /// A careless office first: the same sheet copied in grey is refused, with the reason.
    async fn bad_scan(&self, sheet: &str) -> anyhow::Result<()> {
        let sent = self.scan(sheet, "grey_copy").await?;
        let refused = self.agent.sees(sent, "the refusal", |m| m.text.starts_with('✗')).await?;
        anyhow::ensure!(refused.text.contains("黑白件"), "{}", refused.text);
        Ok(())
    }

    /// Every document by the paper desk: the forms by their codes, the licence chosen beforehand, the card named afterwards.
    async fn upload(&self, forms: &[String]) -> anyhow::Result<()> {
        let sheets = self.sheets(forms).await?;
        self.bad_scan(&sheets[0]).await.context("a bad scan")?;
        for sheet in sheets {
            let sent = self.scan(&sheet, "good").await?;
            self.judged(sent).await?;
        }
        let licence = Say::id("document-business-licence");
        self.agent.press(0, &self.words(&Say::id("key-send-document").with("document", licence))).await?;
        let sent = self.scan("[data-desk-file=licence]", "good").await?;
        self.judged(sent).await?;
        let sent = self.scan("[data-desk-file=identity_card]", "good").await?;
        let named = self.agent.press(sent, &self.key("document-agent-identity-card")).await?.id;
        self.judged(named).await
    }

    /// The forms on the desk: the selector of each one's last page, where the stamps go. Other papers lie there too.
    async fn sheets(&self, forms: &[String]) -> anyhow::Result<Vec<String>> {
        self.browser.click(&self.agent.css("[data-open-desk]")).await?;
        self.browser.sees("[data-dialog=desk] [data-desk-file]").await?;
        let pages = "const last = new Map();
            for (const { dataset, textContent } of document.querySelectorAll('[data-desk-page]'))
                if (arguments[0].some((name) => textContent.includes(name))) last.set(dataset.deskFile, dataset.deskPage);
            return [...last].map(([file, page]) => `[data-desk-file=\"${file}\"][data-desk-page=\"${page}\"]`);";
        let sheets: Vec<String> = serde_json::from_value(self.browser.look(pages, &[forms.into()]).await?)?;
        anyhow::ensure!(sheets.len() == 3, "the desk shows {} of the three forms", sheets.len());
        self.browser.click("[data-dialog=desk] [data-close]").await?;
        self.browser.misses("[data-dialog=desk]").await?;
        Ok(sheets)
    }

    /// Takes a sheet to the desk, has it scanned so, sends it as a file; the id of what was sent.
    async fn scan(&self, sheet: &str, finish: &str) -> anyhow::Result<i64> {
        let mark = self.agent.last().await?;
        self.browser.click(&self.agent.css("[data-open-desk]")).await?;
        self.browser.click(sheet).await?;
        self.browser.sees(&format!("{sheet}[aria-selected=true]")).await?;
        self.browser.click(&format!("[data-finish={finish}]")).await?;
        self.browser.sees("[data-desk-picture]").await?;
        self.browser.click("[data-desk-send=document]").await?;
        self.browser.misses("[data-dialog=desk]").await?;
        self.agent.posted(mark).await
    }

    /// Waits for the verdict on a scan; a doubtful one is insisted on.
    async fn judged(&self, after: i64) -> anyhow::Result<()> {
        let insist = self.key("key-insist-upload");
        let judged = |m: &Bubble| m.button(&insist).is_some() || (m.text.starts_with('✓') && m.buttons.is_empty());
        let verdict = self.agent.sees(after, "a verdict", judged).await?;
        if verdict.button(&insist).is_some() {
            self.agent.press(verdict.id - 1, &insist).await?;
        }
        Ok(())
    }

    /// One of the staff presses a button of this order.
    async fn acts(&self, who: UserId, mark: i64, number: &str, label: &str) -> anyhow::Result<()> {
        self.staff.become_person(who.0).await?;
        self.staff.press_where(mark, label, |m| m.text.contains(number)).await.map(drop)
    }

    async fn review_and_post(&self, number: &str, mark: i64) -> anyhow::Result<()> {
        self.acts(self.reviewer, mark, number, &self.key("key-claim")).await?;
        self.acts(self.reviewer, mark, number, &self.key("key-approve")).await?;
        self.pay().await.context("paying")?;
        self.staff.sees(mark, "the payment", |m| m.text.contains(number) && m.text.contains("已自动确认")).await?;
        let posting = self.agent.press(0, &self.key("key-waybill")).await?.id;
        self.agent.sees(posting, "the waybill's question", |_| true).await?;
        self.agent.say("SF1000000010002").await?;
        self.acts(self.reviewer, mark, number, &self.key("key-paper-pass")).await
    }

    /// Asks for an invoice and pays it with the button below it.
    async fn pay(&self) -> anyhow::Result<()> {
        let key = self.words(&Say::id("key-pay-here").with("way", Say::id("way-telegram")));
        let asked = self.agent.press(0, &key).await?.id;
        self.agent.press(asked, "Pay CNY").await.map(drop)
    }

    async fn make_and_ship(&self, number: &str, mark: i64) -> anyhow::Result<()> {
        for (key, answer) in [("key-made", "JXCA20260010002"), ("key-ship", "SF2000000010002")] {
            let before = self.staff.last().await?;
            self.acts(self.maker, mark, number, &self.key(key)).await?;
            self.staff.sees(before, "the question", |m| m.text.contains("请回复本条")).await?;
            // The question opens the reply by itself.
            self.browser.sees(&self.staff.css("[data-answering=reply]:not([hidden])")).await?;
            self.staff.send(answer).await?;
        }
        let before = self.agent.last().await?;
        self.acts(self.maker, mark, number, &self.key("key-delivered")).await?;
        self.agent.sees(before, "the delivery", |m| m.text.contains(number) && m.text.contains("已签收")).await?;
        Ok(())
    }

    async fn invoice(&self, number: &str) -> anyhow::Result<()> {
        let invoice = "26360000000000010002";
        self.staff.become_person(self.finance.0).await?;
        self.staff.send(&format!("/invoice@{BOT} {number} {invoice}")).await?;
        self.agent.sees(0, "the invoice", |m| m.text.contains(invoice)).await.map(drop)
    }
}

/// The digits to be read out: the longest run in the words, the spaces between them aside.
fn digits(text: &str) -> String {
    let joined: String = text.chars().filter(|c| *c != ' ').collect();
    let runs = joined.split(|c: char| !c.is_ascii_digit());
    runs.max_by_key(|run| run.len()).filter(|run| run.len() >= 4).unwrap_or_default().to_owned()
}

/// The order number in a message: two groups of digits, four and four to six.
fn order_number(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split([' ', '\n', '·']).collect();
    let number = |word: &str, sizes: &[usize]| sizes.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    let pair = words.windows(2).find(|pair| number(pair[0], &[4]) && number(pair[1], &[4, 5, 6]))?;
    Some(pair.join(" "))
}

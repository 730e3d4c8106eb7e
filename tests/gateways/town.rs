//! A local Telegram with one applicant and a staff group in it, an order at the stage that a test wants, and a desk with the services
//! that it wants. The desk's clock is set, so that days pass in no time.

use certdesk::app::App;
use certdesk::clock::Clock;
use certdesk::config::{Config, Secret};
use certdesk::conversation::Session;
use certdesk::domain::account::Account;
use certdesk::domain::ids::{ChatId, UserId};
use certdesk::domain::journal;
use certdesk::domain::order::Order;
use certdesk::domain::order_number::OrderNumber;
use certdesk::domain::rules::Lang;
use certdesk::domain::staff::{Member, Role};
use certdesk::gateway::Files;
use certdesk::store::{Db, OrderRow};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;
use telegram_sim::world::Action;
use telegram_sim::{Seat, SeenMessage, Settings, Sim, WorldSpec};

const TOKEN: &str = "7000001:desk-token-desk-token-desk-token-0001";
const BOT: &str = "certdesk_bot";
const GROUP: i64 = -1_001_000_000_001;
const WEI: i64 = 31;
pub(crate) const ANNA: i64 = 1_001;
const LIANG: i64 = 2_001;
const ACCOUNT: &str = "01931c3a2b7c7000800000000000abcd";
/// The order that is played with.
pub(crate) const NUMBER: &str = "26000010";
pub(crate) const WAYBILL: &str = "SF1234567890123";

/// When the tests begin.
pub(crate) fn noon() -> DateTime<Utc> {
    "2026-11-22T04:00:00Z".parse().unwrap()
}

/// The town.
pub(crate) struct Town {
    pub(crate) sim: Sim,
    pub(crate) app: App,
    pub(crate) clock: Clock,
    config: Config,
    _folder: tempfile::TempDir,
}

impl Town {
    /// With an order whose fields are these, and a configuration that was changed so.
    pub(crate) async fn with(order: Value, change: impl FnOnce(&mut Config)) -> Self {
        let text = format!(
            "[[people]]\nid = {ANNA}\nfirst_name = \"安经办\"\nlanguage_code = \"zh-hans\"\n[[people]]\nid = {LIANG}\nfirst_name = \"梁\"\nlanguage_code = \"zh-hans\"\n\
             [[people]]\nid = {WEI}\nfirst_name = \"魏审\"\n\
             [[bots]]\ntoken = \"{TOKEN}\"\nusername = \"{BOT}\"\nname = \"补办\"\n\
             [[groups]]\nid = {GROUP}\nkind = \"supergroup\"\ntitle = \"审核\"\nowner = {WEI}\nmembers = [{WEI}]\nadmin_bots = [\"{BOT}\"]\n"
        );
        let sim = Sim::start(&WorldSpec::from_toml(&text).unwrap(), Settings::without_limits()).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::shipped().unwrap();
        config.telegram.token = Secret::of(TOKEN);
        config.telegram.api_url = sim.api_url();
        config.telegram.pace.enabled = false;
        config.web.listen = Some("127.0.0.1:0".parse().unwrap());
        config.database.url = format!("sqlite://{}/desk.sqlite", folder.path().display());
        config.files.folder = folder.path().join("files");
        config.files.key_file = folder.path().join("files.key");
        config.forms.key = Secret::of("a key for the forms");
        config.staff.group = Some(ChatId(GROUP));
        config.staff.members =
            vec![Member { id: UserId(WEI), name: "魏审".to_owned(), roles: vec![Role::Administrator] }];
        change(&mut config);
        file(&config, order).await;
        // People write first: the bot may not.
        sim.person(ANNA).unwrap().chat(BOT).unwrap().start("").unwrap();
        let clock = Clock::set_to(noon());
        let app = App::start(config.clone(), clock.clone()).await.unwrap();
        let town = Self { sim, app, clock, config, _folder: folder };
        town.quiet().await;
        town
    }

    /// Puts another order of the same account beside it.
    pub(crate) async fn beside(&self, number: &OrderNumber, fields: Value) {
        let (order, link) = (made(number.as_str(), fields), journal::origin(number.as_str()));
        let mut tx = self.app.desk().db().begin().await.unwrap();
        tx.save_orders([&OrderRow { order, place: 0, link, base: 0 }].into_iter()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The desk is stopped and started again.
    pub(crate) async fn restarted(self) -> Self {
        self.app.stop().await;
        let app = App::start(self.config.clone(), self.clock.clone()).await.unwrap();
        Self { app, ..self }
    }

    /// The place where the desk keeps its files.
    pub(crate) fn files(&self) -> Files {
        certdesk::app::files(&self.config).unwrap()
    }

    /// Every file that is kept, as it lies on the disk.
    pub(crate) fn files_kept(&self) -> Vec<PathBuf> {
        files_in(&self.config.files.folder)
    }

    /// The applicant deletes the order.
    pub(crate) async fn withdraws(&self) {
        let anna = self.applicant();
        let sent = anna.say(NUMBER).unwrap();
        for (key, told) in [("删除订单", "确定删除"), ("确定删除", "已删除")] {
            let shown = anna.wait_after(sent, |m| m.button(key).is_some(), Duration::from_secs(90)).await.expect(key);
            let Some(Action::Callback(data)) = shown.button(key).map(|key| key.action.clone()) else { panic!("{key}") };
            anna.press_data(shown.id, &data, true).unwrap();
            let tells = |m: &SeenMessage| m.text.contains(told) || m.button(told).is_some();
            anna.wait_after(sent, tells, Duration::from_secs(90)).await.expect(told);
        }
        self.quiet().await;
    }

    /// Deletes the files of orders that ended long ago; of how many.
    pub(crate) async fn clears_out(&self) -> usize {
        certdesk::app::forget_files(self.app.desk(), &self.files(), self.config.files.keep).await.unwrap()
    }

    /// So many minutes pass, and what fell due is done.
    pub(crate) async fn pass(&self, minutes: i64) {
        self.clock.advance(TimeDelta::minutes(minutes));
        self.app.desk().sweep().await.unwrap();
        self.quiet().await;
    }

    /// Until nothing is owed any more.
    pub(crate) async fn quiet(&self) {
        tokio::time::timeout(Duration::from_secs(90), self.app.idle()).await.expect("the desk comes to rest");
    }

    pub(crate) fn applicant(&self) -> Seat {
        self.sim.person(ANNA).unwrap().chat(BOT).unwrap()
    }

    /// The legal person's own chat.
    pub(crate) fn legal_person(&self) -> Seat {
        self.sim.person(LIANG).unwrap().chat(BOT).unwrap()
    }

    pub(crate) fn staff(&self) -> Seat {
        self.sim.person(WEI).unwrap().chat(GROUP).unwrap()
    }

    /// Opens the legal person's link in their chat, and waits until they are asked for consent.
    pub(crate) async fn opens_link(&self) {
        let liang = self.legal_person();
        let sent = liang.start(LINK).unwrap();
        Self::hears(&liang, sent, "您是法定代表人本人").await;
        self.quiet().await;
    }

    /// Waits until the bot has said this after a message.
    pub(crate) async fn hears(seat: &Seat, after: i64, text: &str) {
        let heard = |message: &SeenMessage| message.from.is_bot && message.text.contains(text);
        seat.wait_after(after, heard, Duration::from_secs(90)).await.expect(text);
    }

    /// How often the bot said this in a chat.
    pub(crate) fn said(seat: &Seat, text: &str) -> usize {
        seat.history().iter().filter(|message| message.from.is_bot && message.text.contains(text)).count()
    }

    pub(crate) async fn order(&self) -> Order {
        let number = OrderNumber::parse(NUMBER).unwrap();
        self.app.desk().order(&number).await.unwrap().unwrap().0
    }

    /// What one of the desk's own pages says, and its status.
    pub(crate) async fn page(&self, path: &str) -> (u16, String) {
        let response = reqwest::get(self.address(path)).await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }

    /// The address of one of the desk's own pages.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.app.web().unwrap())
    }
}

/// Every file below a folder.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let inside = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<_> = inside.flat_map(|path| if path.is_dir() { files_in(&path) } else { vec![path] }).collect();
    all.sort();
    all
}

/// Puts the order, its account and the applicant's session in the database.
async fn file(config: &Config, fields: Value) {
    let account: Account = serde_json::from_value(json!({
        "id": ACCOUNT, "uscc": "91350100M000100Y43", "unit": "江西样例建筑有限公司", "mobile": "13800138000", "mobile_proven": false,
        "password": "", "failures": 0, "locked_until": null, "created_at": noon(),
    }))
    .unwrap();
    let order = made(NUMBER, fields);
    let session = Session { account: Some(account.id.clone()), lang: Some(Lang::Zh), ..Session::default() };
    let link = journal::origin(order.number.as_str());
    let db = Db::open(&config.database.url).await.unwrap();
    db.migrate().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    tx.open_account(&account).await.unwrap();
    tx.save_orders([&OrderRow { order, place: 0, link, base: 0 }].into_iter()).await.unwrap();
    tx.save_sessions([(&(ChatId(ANNA), UserId(ANNA)), &session)], noon()).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
}

/// An order of the account's with these fields.
fn made(number: &str, mut fields: Value) -> Order {
    let mut whole = json!({
        "number": number, "account": ACCOUNT, "version": 9, "created_at": noon(), "updated_at": noon(), "revision": 1,
        "project": "jxjg", "bill": { "certificates": 1, "certificate_fee": 0, "seals": 1, "seal_fee": 13_000 },
        "answers": { "agent_mobile": { "mobile": "13900139000" }, "recipient_mobile": { "mobile": "13700137000" } },
    });
    whole.as_object_mut().unwrap().append(fields.as_object_mut().unwrap());
    serde_json::from_value(whole).unwrap()
}

/// What `/start` says where the legal person's link was opened.
pub(crate) const LINK: &str = "v26000010-0123456789abcdef";

/// An order whose forms are printed and whose legal person is awaited.
pub(crate) fn preparing() -> Value {
    json!({
        "stage": { "stage": "preparing", "since": noon() },
        "verification": { "token": "0123456789abcdef", "tries": 0, "state": "waiting" },
        "answers": {
            "agent_name": { "person": "安经办" }, "agent_mobile": { "mobile": "13900139000" }, "legal_name": { "person": "梁<b>法人" },
            "legal_identity": { "identity": { "kind": "resident_card", "number": "11010519491231002X" } },
        },
    })
}

/// A parcel that was posted at noon.
pub(crate) fn parcel() -> Value {
    json!({ "waybill": { "carrier": "sf", "number": WAYBILL }, "at": noon() })
}

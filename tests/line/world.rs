//! A local Telegram with applicants and staff in it, and a desk in it: in this process, or as the real binary.

use certdesk::app::App;
use certdesk::clock::Clock;
use certdesk::config::{Config, Secret};
use certdesk::desk::Cost;
use certdesk::domain::certificate::Certificate;
use certdesk::domain::ids::{ChatId, UserId};
use certdesk::domain::staff::{Member, Role};
use certdesk::store::Db;
use telegram_sim::{Settings, Sim, WorldSpec};

pub(crate) const TOKEN: &str = "7000001:desk-token-desk-token-desk-token-0001";
pub(crate) const BOT: &str = "certdesk_bot";
pub(crate) const GROUP: i64 = -1_001_000_000_001;
pub(crate) const WEI: i64 = 31;
/// The first applicant; the others follow.
pub(crate) const FIRST: i64 = 1_001;

/// The town: a Telegram, and the folder where the desk keeps its things.
pub(crate) struct World {
    pub(crate) sim: Sim,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) database: String,
}

impl World {
    /// A town with so many applicants, without rate limits.
    pub(crate) async fn with(applicants: usize) -> Self {
        let people: Vec<String> = (0..i64::try_from(applicants).unwrap())
            .map(|n| {
                format!("[[people]]\nid = {}\nfirst_name = \"申请人{n}\"\nlanguage_code = \"zh-hans\"\n", FIRST + n)
            })
            .collect();
        let text = format!(
            "{}\n[[people]]\nid = {WEI}\nfirst_name = \"魏审\"\n[[bots]]\ntoken = \"{TOKEN}\"\nusername = \"{BOT}\"\nname = \"补办\"\n\
             [[groups]]\nid = {GROUP}\nkind = \"supergroup\"\ntitle = \"审核\"\nowner = {WEI}\nmembers = [{WEI}]\nadmin_bots = [\"{BOT}\"]\n",
            people.join("\n")
        );
        let spec = WorldSpec::from_toml(&text).expect("the town is well described");
        let sim = Sim::start(&spec, Settings::without_limits()).await.expect("the local Telegram starts");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = format!("sqlite://{}/desk.sqlite", folder.path().display());
        Self { sim, folder, database }
    }

    /// The shipped configuration, in this town, with passwords that cost little.
    pub(crate) fn config(&self) -> Config {
        let mut config = Config::shipped().expect("the shipped configuration is valid");
        config.telegram.token = Secret::of(TOKEN);
        config.telegram.api_url = self.sim.api_url();
        config.telegram.pace.enabled = false;
        config.telegram.patience.tries = 4;
        config.web.listen = None;
        config.database.url.clone_from(&self.database);
        config.files.folder = self.folder.path().join("files");
        config.files.key_file = self.folder.path().join("files.key");
        config.forms.key_file = self.folder.path().join("forms.key");
        config.staff.group = Some(ChatId(GROUP));
        config.staff.members =
            vec![Member { id: UserId(WEI), name: "魏审".to_owned(), roles: vec![Role::Administrator] }];
        config.accounts.password = Cost { memory: 64, passes: 1 };
        config
    }

    /// Opens a desk in this process.
    pub(crate) async fn desk(&self) -> App {
        App::start(self.config(), Clock::System).await.expect("the desk opens")
    }

    /// Puts certificates on file.
    pub(crate) async fn on_file(&self, certificates: &[Certificate]) {
        let db = Db::open(&self.database).await.unwrap();
        db.migrate().await.unwrap();
        let mut tx = db.begin().await.unwrap();
        for certificate in certificates {
            tx.save_certificate(certificate).await.unwrap();
        }
        tx.commit().await.unwrap();
        db.close().await;
    }
}

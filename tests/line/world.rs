//! A local Telegram with applicants and staff in it, and a desk in it: in this process, or as the real binary.

use certdesk::app::App;
use certdesk::clock::Clock;
use certdesk::config::{Config, Secret};
use certdesk::desk::Cost;
use certdesk::domain::certificate::Certificate;
use certdesk::domain::ids::{ChatId, UserId};
use certdesk::domain::staff::{Member, Role};
use certdesk::store::Db;
use std::path::Path;
use std::process::Command;
use telegram_sim::{Settings, Sim, WorldSpec};

pub(crate) const TOKEN: &str = "7000001:desk-token-desk-token-desk-token-0001";
/// The provider of the bot's payments, as the local Telegram knows it.
pub(crate) const PROVIDER_TOKEN: &str = "7000001:TEST:desk-provider-token";
pub(crate) const BOT: &str = "certdesk_bot";
pub(crate) const GROUP: i64 = -1_001_000_000_001;
/// The administrator, who may do everything; a reviewer; a member of the group who is no staff.
pub(crate) const WEI: i64 = 31;
pub(crate) const FANG: i64 = 32;
pub(crate) const STRANGER: i64 = 33;
/// Below this resolution the tests' desk refuses a scan.
pub(crate) const DPI_REFUSE: f32 = 5.0;
/// The first applicant; the others follow.
pub(crate) const FIRST: i64 = 1_001;
/// The first applicant's legal person; the others follow.
pub(crate) const FIRST_LEGAL: i64 = 500_001;

/// The town: a Telegram, and the folder where the desk keeps its things.
pub(crate) struct World {
    pub(crate) sim: Sim,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) database: String,
    /// The staff group's id as configured.
    pub(crate) group: i64,
}

impl World {
    /// A town with so many applicants, each with a legal person, without rate limits.
    pub(crate) async fn with(applicants: usize) -> Self {
        Self::built(applicants, GROUP, "supergroup").await
    }

    /// The same, and the staff group is a basic one, which may still be turned into a supergroup.
    pub(crate) async fn with_basic_group(applicants: usize) -> Self {
        Self::built(applicants, -5_001, "basic").await
    }

    /// The same, and the staff group is a forum.
    pub(crate) async fn with_forum(applicants: usize) -> Self {
        Self::built(applicants, GROUP, "forum").await
    }

    async fn built(applicants: usize, group: i64, kind: &str) -> Self {
        let person = |id: i64, name: &str| {
            format!("[[people]]\nid = {id}\nfirst_name = \"{name}\"\nlanguage_code = \"zh-hans\"\n")
        };
        let mut text: String =
            [(WEI, "魏审"), (FANG, "方审"), (STRANGER, "路人")].map(|(id, name)| person(id, name)).concat();
        for n in 0..i64::try_from(applicants).unwrap() {
            text += &person(FIRST + n, &format!("申请人{n}"));
            text += &person(FIRST_LEGAL + n, &format!("法人{n}"));
        }
        let town = format!(
            "[[bots]]\ntoken = \"{TOKEN}\"\nusername = \"{BOT}\"\nname = \"补办\"\npayment_token = \"{PROVIDER_TOKEN}\"\n\
             [[groups]]\nid = {group}\nkind = \"{kind}\"\ntitle = \"审核\"\nowner = {WEI}\n\
             members = [{WEI}, {FANG}, {STRANGER}]\nadmin_bots = [\"{BOT}\"]\n"
        );
        text += &town;
        let spec = WorldSpec::from_toml(&text).expect("the town is well described");
        let sim = Sim::start(&spec, Settings::without_limits()).await.expect("the local Telegram starts");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = format!("sqlite://{}/desk.sqlite", folder.path().display());
        Self { sim, folder, database, group }
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
        config.staff.group = Some(ChatId(self.group));
        let member = |id, name: &str, role| Member { id: UserId(id), name: name.to_owned(), roles: vec![role] };
        config.staff.members = vec![member(WEI, "魏审", Role::Administrator), member(FANG, "方审", Role::Reviewer)];
        // Small pictures are let through: looking at large ones costs seconds without optimisation.
        config.scan.dpi_refuse = DPI_REFUSE;
        config.accounts.password = Cost { memory: 64, passes: 1 };
        config
    }

    /// Opens a desk in this process.
    pub(crate) async fn desk(&self) -> App {
        App::start(self.config(), Clock::System).await.expect("the desk opens")
    }

    /// The real program, with this configuration, in the town's folder.
    pub(crate) fn program(&self, config: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_certdesk"));
        command.arg("--config").arg(config).current_dir(self.folder.path());
        command.env("CERTDESK_TELEGRAM__API_URL", self.sim.api_url());
        command
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

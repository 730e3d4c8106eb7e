//! `certdesk check`: everything that the desk needs, looked at one by one; each is ok, or what to do about it is said.

mod services;

use crate::app::forms_key;
use crate::clock::Clock;
use crate::config::Config;
use crate::conversation::Listed;
use crate::desk::Passwords;
use crate::domain::ids::ChatId;
use crate::domain::order::StageKind;
use crate::domain::order_number::OrderNumber;
use crate::domain::rules::Rules;
use crate::forms;
use crate::outbox::form_data;
use crate::store::{Db, StoreError};
use crate::telegram::{Api, Me};
use crate::texts::Texts;
use std::path::Path;
use std::process::ExitCode;

/// The lines, and whether all are ok.
#[derive(Default)]
struct Report {
    failed: bool,
}

fn ok(what: &str, detail: &str) {
    println!("ok    {what}: {detail}");
}

/// What an operator may want to know, and nothing is wrong with.
fn note(what: &str, detail: &str) {
    println!("note  {what}: {detail}");
}

impl Report {
    fn wrong(&mut self, what: &str, advice: &str) {
        self.failed = true;
        println!("WRONG {what}: {advice}");
    }
}

/// Checks everything and prints a line for each. Exit code 1 where something is wrong.
pub async fn run(path: &Path) -> ExitCode {
    let mut report = Report::default();
    match Config::load(path) {
        Err(error) => report.wrong("configuration", &error.to_string()),
        Ok(config) => {
            ok("configuration", &path.display().to_string());
            database(&config, &mut report).await;
            files(&config, &mut report).await;
            forms_and_texts(&config, &mut report);
            telegram(&config, &mut report).await;
            services::services(&config, &mut report).await;
        }
    }
    if report.failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

async fn database(config: &Config, report: &mut Report) {
    let opened = async {
        let db = Db::open(&config.database.url).await?;
        db.migrate().await?;
        let prepared = db.prepare_all().await?;
        let rare = rare_names(&db, &config.rules).await?;
        db.close().await;
        Ok::<_, StoreError>((prepared, rare))
    };
    match opened.await {
        Ok((prepared, rare)) => {
            ok("database", &format!("up to date, {prepared} statements prepared"));
            for (number, missing) in rare {
                note(
                    "names",
                    &format!("order {number} is printed with 〓 for {missing:?}; have them written in by hand"),
                );
            }
        }
        Err(error) => report.wrong("database", &format!("{error}; see database.url")),
    }
}

/// The characters that stand on the forms of open orders, in names above all, and that the forms' font lacks.
async fn rare_names(db: &Db, rules: &Rules) -> Result<Vec<(OrderNumber, Vec<char>)>, StoreError> {
    // Without words nothing is printed at all, which is said elsewhere.
    let Ok(texts) = Texts::load() else { return Ok(Vec::new()) };
    let open: Vec<StageKind> = StageKind::ALL.into_iter().filter(|stage| !stage.is_final()).collect();
    let mut tx = db.look().await?;
    // What the desk itself has printed is said once, not for each order.
    let own = forms::missing_glyphs(&printed(rules));
    let mut rare = Vec::new();
    for Listed { order, .. } in tx.queue(&open).await? {
        let Some(account) = tx.accounts(&[&order.account]).await?.into_iter().next() else { continue };
        let data = form_data(&order, &account, rules, &texts, Clock::System.now());
        let mut missing = forms::missing_glyphs(&serde_json::to_string(&data).unwrap_or_default());
        missing.retain(|character| !own.contains(character));
        if !missing.is_empty() {
            rare.push((order.number, missing));
        }
    }
    Ok(rare)
}

async fn files(config: &Config, report: &mut Report) {
    let files = match crate::app::files(config) {
        Ok(files) => files.try_out().await.map(|()| files).map_err(|error| error.to_string()),
        Err(error) => Err(format!("{error:#}")),
    };
    match files {
        Ok(files) => ok("files", &format!("{files:?}, sealed; a file was kept there, read and deleted")),
        Err(error) => report.wrong("files", &format!("{error}; see files.folder, files.bucket, files.key_file")),
    }
}

fn forms_and_texts(config: &Config, report: &mut Report) {
    match forms_key(config) {
        Ok(_) => ok("forms key", "there"),
        Err(error) => report.wrong("forms key", &format!("{error:#}; see forms.key_file")),
    }
    let missing = forms::missing_glyphs(&printed(&config.rules));
    if missing.is_empty() {
        ok("fonts", "every character of the agreement, the desk and its projects can be printed");
    } else {
        report.wrong("fonts", &format!("these characters under rules are printed as 〓: {missing:?}"));
    }
    match Texts::load() {
        Ok(_) => ok("texts", "zh-CN, en"),
        Err(error) => report.wrong("texts", &error.to_string()),
    }
    match Passwords::costing(config.accounts.password) {
        Ok(_) => ok("passwords", &format!("{:?}", config.accounts.password)),
        Err(error) => report.wrong("passwords", &format!("{error}; see accounts.password")),
    }
}

/// What the configuration puts on paper.
fn printed(rules: &Rules) -> String {
    let desk = &rules.desk;
    let names = rules.projects.iter().map(|project| &project.name).chain([&desk.name, &rules.agreement]);
    let own = [&desk.recipient, &desk.telephone, &desk.address].into_iter().cloned();
    names.flat_map(|name| [name.zh.clone(), name.en.clone()]).chain(own).collect::<Vec<_>>().join("\n")
}

async fn telegram(config: &Config, report: &mut Report) {
    let token = match config.token() {
        Ok(Some(token)) => token,
        Ok(None) => {
            return report
                .wrong("token", "none; get one from @BotFather and set telegram.token or CERTDESK_TELEGRAM__TOKEN");
        }
        Err(error) => return report.wrong("token", &error.to_string()),
    };
    let me = match Api::connect(&config.telegram.api_url, token.expose()) {
        Ok(api) => api.me().await.map(|me| (api, me)),
        Err(failure) => Err(failure),
    };
    match me {
        Ok((api, me)) => {
            ok("token", &format!("@{}", me.username));
            staff(config, &api, &me, report).await;
        }
        Err(failure) => report.wrong("token", &format!("{failure}; see telegram.token and telegram.api_url")),
    }
}

async fn staff(config: &Config, api: &Api, me: &Me, report: &mut Report) {
    let Some(group) = config.staff.group else {
        return report.wrong("staff group", "none; put the bot into the group and set staff.group");
    };
    match api.member(group, me.id).await {
        Ok(status) if matches!(status.as_str(), "left" | "kicked") => {
            report.wrong("staff group", "the bot is not in it; put it there");
        }
        Ok(status) => ok("staff group", &format!("{} as {status}", ChatId(group.0))),
        Err(failure) => {
            report.wrong("staff group", &format!("{failure}; put the bot into the group and see staff.group"));
        }
    }
    if config.staff.members.is_empty() {
        report.wrong("staff", "nobody; see staff.members");
    } else {
        ok("staff", &format!("{} in the register", config.staff.members.len()));
    }
}

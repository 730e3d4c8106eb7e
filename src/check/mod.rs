//! `certdesk check`: everything that the desk needs, looked at one by one; each is ok, or what to do about it is said.

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
use crate::gateway::authority::Authority;
use crate::gateway::courier::Courier;
use crate::gateway::identity::Identity;
use crate::gateway::invoice::Invoicing;
use crate::gateway::mail::Mail;
use crate::gateway::payment::{Payment, Telegram};
use crate::gateway::sms::Sms;
use crate::outbox::form_data;
use crate::store::{Db, StoreError};
use crate::telegram::{Api, Invoice, Me};
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
            services(&config, &mut report).await;
        }
    }
    if report.failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Each service outside that was chosen is spoken to, once.
async fn services(config: &Config, report: &mut Report) {
    let (clock, manners) = (Clock::System, config.calls.manners());
    let mut said: Vec<(String, Result<(), String>)> = Vec::new();
    match Courier::open(&config.courier, clock.clone(), manners) {
        Ok(courier) if courier.follows() => said.push(("courier".to_owned(), courier.try_out(clock.now()).await)),
        Ok(_) => {}
        Err(error) => said.push(("courier".to_owned(), Err(error.to_string()))),
    }
    for way in &config.payment.ways {
        let tried = match Payment::open(*way, &config.payment, clock.clone(), manners) {
            Ok(Payment::Code(provider)) => provider.try_out().await.map_err(|failure| failure.to_string()),
            Ok(Payment::Invoice(telegram)) => {
                invoices(config, &telegram, report).await;
                continue;
            }
            Err(error) => Err(error.to_string()),
        };
        said.push((format!("payment by {}", way.code()), tried));
    }
    match Identity::open(&config.identity, config.web.outside(), clock.clone(), manners) {
        Ok(identity) if identity.proves() => {
            said.push(("identity".to_owned(), identity.try_out().await.map_err(|failure| failure.to_string())));
        }
        Ok(_) => {}
        Err(error) => said.push(("identity".to_owned(), Err(error.to_string()))),
    }
    match Sms::open(&config.sms, clock.clone(), manners) {
        Ok(sms) if sms.sends() => {
            said.push(("sms".to_owned(), sms.try_out(clock.now()).await.map_err(|f| f.to_string())));
        }
        Ok(_) => {}
        Err(error) => said.push(("sms".to_owned(), Err(error.to_string()))),
    }
    match Authority::open(&config.authority, clock.clone(), manners) {
        Ok(authority) if authority.answers() => {
            said.push(("authority".to_owned(), authority.try_out().await.map_err(|failure| failure.to_string())));
        }
        Ok(_) => {}
        Err(error) => said.push(("authority".to_owned(), Err(error.to_string()))),
    }
    // It speaks to the desk and is not spoken to, so only what is configured can be looked at.
    if let Err(error) = Invoicing::open(&config.invoice) {
        said.push(("invoice".to_owned(), Err(error.to_string())));
    }
    match Mail::open(&config.mail, clock, manners) {
        Ok(mail) if mail.sends() => said.push(("mail".to_owned(), mail.try_out().await.map_err(|f| f.to_string()))),
        Ok(_) => {}
        Err(error) => said.push(("mail".to_owned(), Err(error.to_string()))),
    }
    if said.is_empty() && config.payment.ways.is_empty() {
        ok("services", "none chosen");
    }
    for (what, tried) in said {
        match tried {
            Ok(()) => ok(&what, "it answers, and takes the credentials"),
            Err(why) => report.wrong(&what, &format!("{why}; see its section of the configuration")),
        }
    }
}

/// Telegram looks at an invoice that is sent to nobody. The provider behind the token cannot be reached from here: that it pays out is
/// not tried.
async fn invoices(config: &Config, telegram: &Telegram, report: &mut Report) {
    const WHAT: &str = "payment by telegram";
    let token = config.token().ok().flatten().unwrap_or_default();
    let least = config.rules.projects.iter().map(|project| project.seal_fee.max(project.certificate_fee)).max();
    let invoice = Invoice {
        trade: "certdesk_check",
        title: "certdesk check",
        description: "certdesk check",
        amount: least.unwrap_or_default(),
    };
    let tried = async {
        let (api, provider) = (Api::connect(&config.telegram.api_url, token.expose()), telegram.token());
        invoice
            .try_out(&api.map_err(|e| e.to_string())?, &provider.map_err(|e| e.to_string())?)
            .await
            .map_err(|e| e.to_string())
    };
    match tried.await {
        Ok(()) => ok(
            WHAT,
            &format!(
                "Telegram takes an invoice over {} yuan with this provider token; a payment was not tried",
                invoice.amount
            ),
        ),
        Err(why) => report.wrong(WHAT, &format!("Telegram does not take an invoice: {why}; see payment.telegram")),
    }
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
                println!(
                    "note  names: order {number} is printed with 〓 for {missing:?}; have them written in by hand"
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

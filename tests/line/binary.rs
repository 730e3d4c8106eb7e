//! The binary's own words: what it says when it cannot begin, and what `check` finds.

use crate::seeds::{seed, stored};
use crate::world::{GROUP, PROVIDER_TOKEN, TOKEN, WEI, World};
use certdesk::domain::line::Remark;
use certdesk::domain::order::StageKind;
use certdesk::store::Db;
use std::path::Path;
use std::process::{Command, Output};

fn certdesk(world: &World, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = world.program(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/bot.toml")));
    command.args(arguments).env("CERTDESK_WEB__LISTEN", "127.0.0.1:0");
    for (key, value) in variables {
        command.env(format!("CERTDESK_{key}"), value);
    }
    command.output().expect("the binary runs")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_said_before_anything_begins() {
    let world = World::with(1).await;
    let run = certdesk(&world, &["run"], &[]);
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(!run.status.success() && said.contains("CERTDESK_TELEGRAM__TOKEN"), "{said}");
    let run = certdesk(&world, &["run"], &[("TELEGRAM__TOKEN", "7000001:not-the-token-not-the-token-000000")]);
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(
        !run.status.success() && said.contains("refuses the bot's token") && !said.contains("not-the-token"),
        "{said}"
    );
    let run = certdesk(&world, &["run"], &[("TELEGRAM__TOKNE", "x")]);
    assert!(String::from_utf8_lossy(&run.stderr).contains("CERTDESK_TELEGRAM__TOKNE"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_typo_in_the_configuration_is_named_with_its_line_and_key() {
    let world = World::with(1).await;
    let shipped = include_str!("../../bot.toml");
    for (wrong, line) in
        [("api_ulr = ", "api_url = "), ("chat_bursts = ", "chat_burst = "), ("tries = many # ", "tries = ")]
    {
        let place = shipped.lines().position(|text| text.starts_with(line)).unwrap() + 1;
        let path = world.folder.path().join("typo.toml");
        std::fs::write(&path, shipped.replacen(&format!("\n{line}"), &format!("\n{wrong}"), 1)).unwrap();
        for command in ["run", "check", "migrate"] {
            let mut certdesk = Command::new(env!("CARGO_BIN_EXE_certdesk"));
            let ended =
                certdesk.arg("--config").arg(&path).arg(command).current_dir(world.folder.path()).output().unwrap();
            let said = [ended.stdout, ended.stderr].concat();
            let said = String::from_utf8_lossy(&said).into_owned();
            assert!(!ended.status.success(), "{command}: {said}");
            let key = wrong.split(' ').next().unwrap();
            for named in ["typo.toml", &format!("line {place}"), key] {
                assert!(said.contains(named), "{command} does not name {named}: {said}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn check_says_ok_or_what_to_do() {
    let world = World::with(1).await;
    let (group, members) = (GROUP.to_string(), format!("[{{ id = {WEI}, name = \"魏审\", roles = [\"reviewer\"] }}]"));
    let good = [("TELEGRAM__TOKEN", TOKEN), ("STAFF__GROUP", &group), ("STAFF__MEMBERS", &members)];
    let check = certdesk(&world, &["check"], &good);
    let said = String::from_utf8_lossy(&check.stdout).into_owned();
    assert!(check.status.success(), "{said}");
    assert!(said.contains("administrator") && !said.contains("WRONG"), "{said}");
    let by_invoice = |token| {
        let more = [("PAYMENT__WAYS", "[\"telegram\"]"), ("PAYMENT__TELEGRAM__PROVIDER_TOKEN", token)];
        let check = certdesk(&world, &["check"], &[&good[..], &more[..]].concat());
        String::from_utf8_lossy(&check.stdout).into_owned()
    };
    let said = by_invoice(PROVIDER_TOKEN);
    assert!(said.contains("ok    payment by telegram: Telegram takes an invoice over 130.00 yuan"), "{said}");
    assert!(said.contains("a payment was not tried") && !said.contains(PROVIDER_TOKEN), "{said}");
    let said = by_invoice("1:LIVE:somebody-elses");
    assert!(said.contains("WRONG payment by telegram") && said.contains("PAYMENT_PROVIDER_INVALID"), "{said}");
    assert!(!said.contains("somebody-elses"), "{said}");
    assert!(by_invoice("").contains("WRONG payment by telegram: payment.telegram.provider_token is not set"));
    let check = certdesk(&world, &["check"], &[("TELEGRAM__TOKEN", TOKEN), ("STAFF__GROUP", "-1009")]);
    let said = String::from_utf8_lossy(&check.stdout).into_owned();
    assert!(!check.status.success() && said.contains("WRONG staff group: "), "{said}");
    let migrate = certdesk(&world, &["migrate"], &[]);
    assert!(migrate.status.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn check_names_what_the_forms_cannot_write() {
    let world = World::with(1).await;
    let number = seed(&world, 0, StageKind::PreReview).await;
    let db = Db::open(&world.database).await.unwrap();
    let mut row = stored(&db, &number).await;
    row.order.ground_note = Some(Remark::parse("王\u{31350}明遗失，𠮷日挂失").unwrap());
    // how an upload's file is called stands on no form
    let named = row.order.uploads.first_mut().unwrap();
    named.file.name = Some("营业执照😈.jpg".to_owned());
    row.order.version += 1;
    let mut tx = db.begin().await.unwrap();
    tx.save_orders([&row].into_iter()).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    let check =
        certdesk(&world, &["check"], &[("DATABASE__URL", &world.database), ("RULES__DESK__RECIPIENT", "证书补办组😀")]);
    let said = String::from_utf8_lossy(&check.stdout).into_owned();
    let missing = format!("order {number} is printed with 〓 for {:?}", ['\u{31350}']);
    assert!(said.contains(&missing), "{said}");
    assert!(said.contains("WRONG fonts: ") && said.contains('😀'), "{said}");
}

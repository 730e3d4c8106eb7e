//! Time on the real desk: what falls due is found in the database by whichever instance looks, once, and after a restart as well.

use crate::samples::{account, noon, order, row_of};
use certdesk::clock::Clock;
use certdesk::config::Config;
use certdesk::conversation::Session;
use certdesk::desk::{Cost, Desk, Passwords, Setting, Steps};
use certdesk::domain::effect::Effect;
use certdesk::domain::ids::{ChatId, UserId};
use certdesk::domain::order::{By, Move, StageKind};
use certdesk::domain::rules::Lang;
use certdesk::store::{Db, Due};
use chrono::Duration;
use tokio::sync::mpsc::{self, UnboundedReceiver};

async fn opened(db: &Db, clock: &Clock) -> (Desk, UnboundedReceiver<Vec<Due>>) {
    let (hands, handed) = mpsc::unbounded_channel();
    let rules = Config::shipped().unwrap().rules;
    let setting = Setting { rules, bot_id: 7, bot_name: "desk_bot".to_owned(), group: None, group_lang: Lang::Zh };
    let passwords = Passwords::costing(Cost { memory: 8, passes: 1 }).unwrap();
    let desk = Desk::open(db.clone(), clock.clone(), Steps::DESK, setting, passwords, hands).await.unwrap();
    desk.lease().await.unwrap();
    (desk, handed)
}

/// The ids of the messages that were handed over.
fn said(handed: &mut UnboundedReceiver<Vec<Due>>) -> Vec<String> {
    let mut said = Vec::new();
    while let Ok(some) = handed.try_recv() {
        said.extend(some.iter().filter_map(|due| match &due.effect {
            Effect::Say { words, .. } => Some(words.lines[0].id.clone().into_owned()),
            _ => None,
        }));
    }
    said
}

#[tokio::test]
async fn what_falls_due_is_dealt_with_once_and_outlives_the_instance() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&format!("sqlite://{}/desk.sqlite", folder.path().display())).await.unwrap();
    db.migrate().await.unwrap();
    let clock = Clock::set_to(noon());
    let (desk, mut handed) = opened(&db, &clock).await;
    // A draft of somebody in chat 5, whose agreement was the last thing that was done.
    let rules = &desk.setting().rules;
    let account = account(1, "91350100M000100Y43");
    let (draft, _) = order(1, &account)
        .apply(By::Applicant(UserId(5)), Move::Agree { version: "1".into() }, rules, noon())
        .expect("it is agreed to");
    let number = draft.number.clone();
    let session = Session { account: Some(account.id.clone()), lang: Some(Lang::Zh), ..Session::default() };
    let mut tx = db.begin().await.unwrap();
    tx.open_account(&account).await.unwrap();
    tx.save_sessions([(&(ChatId(5), UserId(5)), &session)], noon()).await.unwrap();
    tx.save_orders([row_of(draft)].iter()).await.unwrap();
    tx.commit().await.unwrap();

    assert_eq!(desk.sweep().await.unwrap(), 0, "nothing is due today");
    clock.advance(Duration::days(2));
    assert_eq!(desk.sweep().await.unwrap(), 1);
    assert_eq!(desk.sweep().await.unwrap(), 0, "once is enough");
    assert_eq!(said(&mut handed), ["reminder"]);

    // The instance is gone; the next one finds the later reminders, the notice and the closing.
    drop((desk, handed));
    let (desk, mut handed) = opened(&db, &clock).await;
    assert_eq!(said(&mut handed), ["reminder"], "what was owed is still owed");
    let mut found = Vec::new();
    for _ in 0..100 {
        clock.advance(Duration::days(1));
        desk.sweep().await.unwrap();
        found.extend(said(&mut handed));
    }
    assert_eq!(found, ["reminder", "reminder", "reminder", "reminder-closing", "closed"]);
    let (order, _) = desk.order(&number).await.unwrap().unwrap();
    assert_eq!(order.stage.kind(), StageKind::Withdrawn);
    assert_eq!(order.due_at, None);
}

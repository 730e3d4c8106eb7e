//! The store's conformance suite: every case runs on SQLite and on PostgreSQL, each on an empty database of its own.

use crate::orders::led_to;
use crate::postgres::Cluster;
use crate::samples::{account, certificate, due, event, noon, order, row_of, say, uscc};
use certdesk::conversation::Session;
use certdesk::domain::effect::CardKind;
use certdesk::domain::ids::{ChatId, MessageId, UserId};
use certdesk::domain::journal;
use certdesk::domain::office::{Office, OfficeEvent};
use certdesk::domain::order::{Stage, StageKind};
use certdesk::domain::rules::Lang;
use certdesk::domain::staff::{Member, Role};
use certdesk::store::{Broken, Db, EffectState, Fault, Kept, OrderRow, Outcome, StoreError};
use chrono::Duration;

type Case = (&'static str, fn(Db) -> std::pin::Pin<Box<dyn Future<Output = ()>>>);

/// Lists the cases, so that none is forgotten by an engine.
macro_rules! cases {
    ($($name:ident)+) => {
        const CASES: &[Case] = &[$((stringify!($name), |db| Box::pin($name(db))),)+];
    };
}

cases! {
    every_statement_is_understood
    migrating_twice_changes_nothing
    an_update_is_new_once
    sessions_keep_binding_and_language
    a_unit_has_one_account
    an_order_is_saved_on_its_version_only
    an_order_that_is_due_is_taken_once
    many_orders_are_saved_at_once
    the_journal_notices_every_change
    a_search_takes_its_words_literally
    an_order_is_found_by_everything_it_is_known_by
    what_is_owed_is_leased_in_order
    nobody_overtakes_in_a_lane
    what_cannot_be_done_stays_for_staff
    cards_hang_until_the_group_moves
    counters_never_repeat
    the_register_and_the_shelf
    a_table_is_on_file_in_whole_and_what_the_desk_did_is_chained
    files_past_their_time_are_known
    a_part_is_taken_back_alone
    an_invoice_is_paid_by_one_at_a_time
    a_transaction_that_is_dropped_never_was
}

async fn run_all(mut database: impl FnMut() -> String) {
    for (name, case) in CASES {
        eprintln!("{name}");
        let db = Db::open(&database()).await.expect("the database opens");
        db.migrate().await.expect("it is migrated");
        case(db.clone()).await;
        db.close().await;
    }
}

#[tokio::test]
async fn the_store_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let mut count = 0;
    run_all(|| {
        count += 1;
        format!("sqlite://{}/desk{count}.sqlite", folder.path().display())
    })
    .await;
}

#[tokio::test]
async fn the_store_on_postgresql() {
    let cluster = Cluster::start();
    run_all(|| cluster.database()).await;
}

async fn every_statement_is_understood(db: Db) {
    let prepared = db.prepare_all().await.unwrap();
    assert!(prepared >= 50, "only {prepared} statements were listed");
}

async fn migrating_twice_changes_nothing(db: Db) {
    db.migrate().await.unwrap();
    db.migrate().await.unwrap();
}

async fn an_update_is_new_once(db: Db) {
    let mut tx = db.begin().await.unwrap();
    let ids: Vec<i64> = (1..=100).collect();
    assert_eq!(tx.remember(7, &ids, noon()).await.unwrap().len(), 100);
    let again = tx.remember(7, &[99, 100, 101], noon()).await.unwrap();
    assert_eq!(again.into_iter().collect::<Vec<_>>(), [101]);
    assert_eq!(tx.remember(8, &[100], noon()).await.unwrap().len(), 1, "another bot counts for itself");
    tx.mark_failed(7, 42, "panicked").await.unwrap();
    let failed = tx.failed_updates(7).await.unwrap();
    assert_eq!((failed.len(), failed[0].update, failed[0].error.as_str()), (1, 42, "panicked"));
    assert_eq!(tx.expire_seen(noon()).await.unwrap(), 0);
    assert_eq!(tx.expire_seen(noon() + Duration::microseconds(1)).await.unwrap(), 102);
    tx.commit().await.unwrap();
}

async fn sessions_keep_binding_and_language(db: Db) {
    let of = account(1, "91110000600037341L");
    let bound = Session { account: Some(of.id.clone()), lang: Some(Lang::En), stamp: 3, ..Session::default() };
    let (private, group, other) = ((ChatId(5), UserId(5)), (ChatId(-9), UserId(5)), (ChatId(6), UserId(6)));
    let mut tx = db.begin().await.unwrap();
    tx.save_sessions([(&private, &bound), (&group, &bound), (&other, &bound)], noon()).await.unwrap();
    let found = tx.sessions(&[private, group, (ChatId(77), UserId(77))]).await.unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(found[&private], bound);
    let viewers = tx.viewers(&[&of.id]).await.unwrap();
    assert_eq!(viewers.iter().map(|(_, v)| (v.chat.0, v.lang)).collect::<Vec<_>>(), [(5, Lang::En), (6, Lang::En)]);
    tx.unbind(&of.id, ChatId(6)).await.unwrap();
    assert_eq!(tx.viewers(&[&of.id]).await.unwrap().len(), 1);
    let fresh = Session { stamp: 9, ..Session::default() };
    tx.save_sessions([(&private, &fresh)], noon()).await.unwrap();
    assert_eq!(tx.sessions(&[private]).await.unwrap()[&private], fresh);
    tx.commit().await.unwrap();
}

async fn a_unit_has_one_account(db: Db) {
    let mut first = account(1, "91110000600037341L");
    let second = account(2, "91110000600037341L");
    let mut tx = db.begin().await.unwrap();
    tx.open_account(&first).await.unwrap();
    assert!(tx.open_account(&second).await.unwrap_err().is_stale());
    assert!(tx.save_account(&second).await.unwrap_err().is_stale());
    first.failures = 3;
    tx.save_account(&first).await.unwrap();
    assert_eq!(tx.account_by_uscc(&first.uscc).await.unwrap(), Some(first.clone()));
    assert_eq!(tx.accounts(&[&first.id, &second.id]).await.unwrap(), [first]);
    tx.commit().await.unwrap();
}

fn row(order: certdesk::domain::order::Order, base: i64) -> OrderRow {
    OrderRow { base, ..row_of(order) }
}

async fn an_order_that_is_due_is_taken_once(db: Db) {
    let of = account(1, "91110000600037341L");
    let due = |sequence, hours| {
        let mut order = order(sequence, &of);
        order.due_at = Some(noon() + Duration::hours(hours));
        row_of(order)
    };
    let rows = [due(1, 0), due(2, -5), due(3, 1), row_of(order(4, &of))];
    let mut tx = db.begin().await.unwrap();
    tx.open_account(&of).await.unwrap();
    tx.save_orders(rows.iter()).await.unwrap();
    assert!(!tx.anything_due(noon() - Duration::hours(6)).await.unwrap());
    assert!(tx.anything_due(noon()).await.unwrap());
    let again = noon() + Duration::minutes(10);
    let taken = tx.claim_due(noon(), again, 1).await.unwrap();
    assert_eq!(taken, [rows[1].order.number.clone()], "the longest due first");
    assert_eq!(tx.claim_due(noon(), again, 9).await.unwrap(), [rows[0].order.number.clone()]);
    assert!(tx.claim_due(noon(), again, 9).await.unwrap().is_empty());
    assert_eq!(tx.claim_due(again, again + Duration::hours(1), 9).await.unwrap().len(), 2, "where nothing came of it");
    tx.commit().await.unwrap();
}

async fn an_order_is_saved_on_its_version_only(db: Db) {
    let of = account(1, "91110000600037341L");
    let fresh = row(order(1, &of), 0);
    let mut tx = db.begin().await.unwrap();
    tx.save_orders([&fresh].into_iter()).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = db.begin().await.unwrap();
    assert!(tx.save_orders([&fresh].into_iter()).await.unwrap_err().is_stale(), "a number is given once");
    drop(tx);

    let mut changed = fresh.clone();
    (changed.order.version, changed.base) = (3, 1);
    let mut tx = db.begin().await.unwrap();
    tx.save_orders([&changed].into_iter()).await.unwrap();
    tx.commit().await.unwrap();

    let mut late = fresh.clone();
    (late.order.version, late.base) = (2, 1);
    let mut tx = db.begin().await.unwrap();
    let refused = tx.save_orders([&late].into_iter()).await.unwrap_err();
    assert!(matches!(refused, StoreError::Stale("order")));
    drop(tx);
    let mut tx = db.look().await.unwrap();
    assert_eq!(tx.orders(&[&fresh.order.number]).await.unwrap()[0].order.version, 3);
}

async fn many_orders_are_saved_at_once(db: Db) {
    let (of, other) = (account(1, "91110000600037341L"), account(2, "91230184MA1BUFLT44"));
    let rows: Vec<OrderRow> = (1..=150).map(|n| row(order(n, if n <= 60 { &of } else { &other }), 0)).collect();
    let mut tx = db.begin().await.unwrap();
    tx.open_account(&of).await.unwrap();
    tx.open_account(&other).await.unwrap();
    tx.save_orders(rows.iter()).await.unwrap();
    let found = tx.orders_of(&[&of.id]).await.unwrap();
    assert_eq!(found.len(), 50);
    assert_eq!(found[0].order.number, rows[59].order.number, "newest first");
    assert_eq!(tx.orders_of(&[&of.id, &other.id]).await.unwrap().len(), 100);
    assert_eq!(tx.queue(&[StageKind::Draft, StageKind::Made]).await.unwrap().len(), 150, "of every unit");
    assert_eq!(tx.queue(&[StageKind::Made]).await.unwrap().len(), 0);
    assert_eq!(tx.orders_by_stage().await.unwrap(), [("draft".to_owned(), 150)]);
    tx.commit().await.unwrap();
}

async fn the_journal_notices_every_change(db: Db) {
    let mut kept = row(order(1, &account(1, "91110000600037341L")), 0);
    let number = kept.order.number.clone();
    let events: Vec<_> = (0..5).map(|_| event(&kept.order)).collect();
    let mut tx = db.begin().await.unwrap();
    let entries = kept.chain(&events).unwrap();
    tx.append(&entries).await.unwrap();
    tx.save_orders([&kept].into_iter()).await.unwrap();
    tx.commit().await.unwrap();

    let verify = async |db: &Db| db.look().await.unwrap().verify_journal(&number).await.unwrap();
    assert_eq!(verify(&db).await, None);
    for (harm, place, fault) in [
        ("UPDATE journal SET body = '{}' WHERE place = 3", 3, Fault::Changed),
        ("UPDATE journal SET at = at + 1 WHERE place = 2", 2, Fault::Changed),
        ("DELETE FROM journal WHERE place = 2", 2, Fault::Missing),
        ("DELETE FROM journal WHERE place = 5", 5, Fault::Missing),
        ("UPDATE orders SET journal_place = 4", 5, Fault::Added),
        ("UPDATE orders SET journal_link = 'x'", 5, Fault::Changed),
    ] {
        let mut tx = db.begin().await.unwrap();
        tx.run_raw(harm).await.unwrap();
        assert_eq!(tx.verify_journal(&number).await.unwrap(), Some(Broken { place, fault }), "{harm}");
    }
    assert_eq!(verify(&db).await, None, "what was not committed never was");
    assert_eq!(db.look().await.unwrap().journal(&number).await.unwrap(), events);
}

async fn a_search_takes_its_words_literally(db: Db) {
    let of = account(1, "91110000600037341L");
    let mut tx = db.begin().await.unwrap();
    tx.open_account(&of).await.unwrap();
    let kept = row(order(1, &of), 0);
    tx.save_orders([&kept].into_iter()).await.unwrap();
    for found in ["某某", " 13800138 ", "91110000600037341l", kept.order.number.as_str()] {
        assert_eq!(tx.find(found).await.unwrap().len(), 1, "{found}");
    }
    for lost in ["", "%", "_", "!", "'", "某_建工", "别的公司"] {
        assert_eq!(tx.find(lost).await.unwrap().len(), 0, "{lost}");
    }
    assert_eq!(tx.find("某某").await.unwrap()[0].unit, of.unit.as_str());
}

async fn an_order_is_found_by_everything_it_is_known_by(db: Db) {
    let of = account(1, "91110000600037341L");
    let (delivered, _) = led_to(&order(7, &of), StageKind::Delivered);
    let mut tx = db.begin().await.unwrap();
    tx.open_account(&of).await.unwrap();
    tx.save_orders([&row(delivered.clone(), 0)].into_iter()).await.unwrap();
    let agent = delivered.answers.agent_mobile().unwrap().as_str().to_owned();
    let spaced = format!("{} {}-{}", &agent[..3], &agent[3..7], &agent[7..]);
    let number = delivered.number.to_string();
    for known in [
        number.as_str(),
        delivered.number.as_str(),
        "某某",
        "91110000600037341l",
        agent.as_str(),
        spaced.as_str(),
        "sf1234567890123",
        "SF 1234 5678 90124",
        "aaaa2",
        "B2",
    ] {
        assert_eq!(tx.find(known).await.unwrap().len(), 1, "{known}");
    }
    assert_eq!(tx.find("SF1234567890125").await.unwrap().len(), 0);
}

async fn what_is_owed_is_leased_in_order(db: Db) {
    let (now, later) = (noon(), noon() + Duration::seconds(30));
    let effects = [due(1, say(5, "first")), due(2, say(5, "second")), due(3, say(6, "other"))];
    let mut tx = db.begin().await.unwrap();
    tx.owe(effects.iter().map(|e| (e, None)), later).await.unwrap();
    let leased = tx.lease("one", now, later, 10).await.unwrap();
    assert_eq!(leased, effects);
    assert_eq!(tx.lease("two", now, later, 10).await.unwrap(), []);
    tx.settle(&[effects[0].id.clone()]).await.unwrap();
    let after = later + Duration::microseconds(1);
    assert_eq!(tx.lease("two", after, after + Duration::seconds(30), 10).await.unwrap(), effects[1..]);
    assert_eq!(tx.due_elsewhere("two").await.unwrap(), 0);
    assert_eq!(tx.due_elsewhere("one").await.unwrap(), 2);
    assert_eq!(tx.let_go("two").await.unwrap(), 2);
    assert_eq!(tx.lease("one", now, later, 1).await.unwrap(), effects[1..2]);
    tx.commit().await.unwrap();
}

async fn nobody_overtakes_in_a_lane(db: Db) {
    let (now, later) = (noon(), noon() + Duration::seconds(30));
    let (first, second) = (due(1, say(5, "first")), due(2, say(5, "second")));
    let mut tx = db.begin().await.unwrap();
    tx.owe([(&first, Some("one")), (&second, None)].into_iter(), later).await.unwrap();
    assert_eq!(tx.lease("two", now, later, 10).await.unwrap(), [], "the first is still with the other");
    assert_eq!(tx.lanes_held_elsewhere(&["c5", "c6"], "two").await.unwrap().len(), 2);
    assert_eq!(tx.lease("one", now, later, 10).await.unwrap(), [second]);
    assert_eq!(tx.take_over("two").await.unwrap(), 2);
    assert_eq!(tx.lease("two", now, later, 10).await.unwrap().len(), 2);
    tx.commit().await.unwrap();
}

async fn what_cannot_be_done_stays_for_staff(db: Db) {
    let later = noon() + Duration::seconds(30);
    let owed = due(1, say(5, "hello"));
    let mut tx = db.begin().await.unwrap();
    tx.owe([(&owed, Some("one"))].into_iter(), later).await.unwrap();
    tx.put_off(&owed.id, 2, later, "502 Bad Gateway").await.unwrap();
    let error = "403 Forbidden: bot was blocked by the user".to_owned();
    let outcome = Outcome { id: owed.id.clone(), state: EffectState::Undeliverable, attempts: 3, error };
    tx.end_effect(&outcome).await.unwrap();
    assert_eq!(tx.lease("one", later, later, 10).await.unwrap(), []);
    let stuck = tx.stuck_effects().await.unwrap();
    assert_eq!((stuck[0].id.clone(), stuck[0].chat), (owed.id, Some(ChatId(5))));
    assert_eq!(tx.effects_by_state().await.unwrap(), [("undeliverable".to_owned(), 1)]);
    tx.commit().await.unwrap();
}

async fn cards_hang_until_the_group_moves(db: Db) {
    let number = order(1, &account(1, "91110000600037341L")).number;
    let (group, supergroup) = (ChatId(-5), ChatId(-1_000_000_000_005));
    let mut tx = db.begin().await.unwrap();
    assert_eq!(tx.card(&number, group, CardKind::Desk).await.unwrap(), None);
    tx.hang_card(&number, group, CardKind::Desk, MessageId(10)).await.unwrap();
    tx.hang_card(&number, group, CardKind::Desk, MessageId(11)).await.unwrap();
    assert_eq!(tx.card(&number, group, CardKind::Desk).await.unwrap(), Some(MessageId(11)));
    assert_eq!(tx.card(&number, group, CardKind::Checklist).await.unwrap(), None);
    assert_eq!(tx.order_of_card(group, MessageId(11)).await.unwrap(), Some(number.clone()));
    assert_eq!(tx.order_of_card(group, MessageId(10)).await.unwrap(), None);
    tx.move_chat(group, supergroup).await.unwrap();
    tx.move_chat(group, supergroup).await.unwrap();
    assert_eq!(tx.card(&number, group, CardKind::Desk).await.unwrap(), None);
    assert_eq!(tx.chat_moves().await.unwrap()[&group], supergroup);
    assert!(tx.is_reachable(group).await.unwrap());
    tx.mark_reachable(group, false, noon()).await.unwrap();
    assert!(!tx.is_reachable(group).await.unwrap());
    tx.commit().await.unwrap();
}

async fn counters_never_repeat(db: Db) {
    let mut tx = db.begin().await.unwrap();
    let mut given = Vec::new();
    for _ in 0..5 {
        given.push(tx.next("orders 2026").await.unwrap());
    }
    assert_eq!(given, [1, 2, 3, 4, 5]);
    assert_eq!(tx.next("orders 2027").await.unwrap(), 1);
    tx.commit().await.unwrap();
}

async fn a_table_is_on_file_in_whole_and_what_the_desk_did_is_chained(db: Db) {
    let code = "91110000600037341L";
    let serials: Vec<String> = (0..300).map(|n| format!("JX-{n:04}")).collect();
    let table: Vec<_> = serials.iter().map(|serial| certificate(serial, code)).collect();
    let what = |fresh| Office::Imported { digest: "00".repeat(8), fresh, changed: 0, same: 0 };
    let event = |fresh| OfficeEvent { at: noon(), by: UserId(1), what: what(fresh) };
    let mut tx = db.begin().await.unwrap();
    tx.put_certificates(&table).await.unwrap();
    tx.put_certificates(&table[..5]).await.unwrap();
    for fresh in 0..4 {
        tx.note_office(&event(fresh)).await.unwrap();
    }
    assert_eq!(tx.certificates_by_serial(&serials).await.unwrap().len(), 300);
    assert_eq!(tx.certificates_like("jx-0299").await.unwrap(), [certificate("JX-0299", code)]);
    assert_eq!(tx.certificates_like("%").await.unwrap(), []);
    tx.commit().await.unwrap();

    assert_eq!(certdesk::audit::check(&db).await.unwrap().broken, []);
    let mut out = Vec::new();
    assert_eq!(certdesk::audit::write(&db, &mut out).await.unwrap(), 4);
    let first: serde_json::Value = serde_json::from_slice(out.split(|b| *b == b'\n').next().unwrap()).unwrap();
    assert_eq!((&first["chain"], &first["place"]), (&"desk".into(), &1.into()));
    // An auditor works the link out alone.
    let at = first["at"].as_str().unwrap().parse().unwrap();
    let worked_out = journal::link(&journal::origin("desk"), "desk", 1, at, first["body"].as_str().unwrap());
    assert_eq!(first["link"], worked_out);
    for (harm, place, fault) in [
        ("UPDATE desk_journal SET body = '{}' WHERE place = 2", 2, Fault::Changed),
        ("DELETE FROM desk_journal WHERE place = 3", 3, Fault::Missing),
        ("DELETE FROM desk_journal WHERE place = 4", 4, Fault::Missing),
    ] {
        let mut tx = db.begin().await.unwrap();
        tx.run_raw(harm).await.unwrap();
        assert_eq!(tx.verify_office().await.unwrap(), Some(Broken { place, fault }), "{harm}");
    }
}

async fn the_register_and_the_shelf(db: Db) {
    let mut member = Member { id: UserId(1), name: "李雷".to_owned(), roles: vec![Role::Reviewer] };
    let code = "91110000600037341L";
    let number = order(1, &account(1, code)).number;
    let mut tx = db.begin().await.unwrap();
    tx.save_staff(&member).await.unwrap();
    member.roles.push(Role::Finance);
    tx.save_staff(&member).await.unwrap();
    assert_eq!(tx.staff(&[UserId(1), UserId(2)]).await.unwrap(), [member]);
    tx.drop_staff(UserId(1)).await.unwrap();
    assert_eq!(tx.staff(&[UserId(1)]).await.unwrap(), []);

    tx.save_certificate(&certificate("JX-0001", code)).await.unwrap();
    tx.revoke("JX-0001").await.unwrap();
    tx.revoke("JX-none").await.unwrap();
    let found = tx.certificates(&uscc(code)).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_ne!(found[0], certificate("JX-0001", code));

    let kept = Kept { digest: "ab".repeat(32), size: 123 };
    tx.keep_file(&number, 1, &kept, noon()).await.unwrap();
    tx.keep_file(&number, 1, &kept, noon()).await.unwrap();
    assert_eq!(tx.file_digest(&number, 1).await.unwrap(), Some(kept.digest));
    assert_eq!(tx.file_digest(&number, 2).await.unwrap(), None);
    tx.commit().await.unwrap();
}

async fn files_past_their_time_are_known(db: Db) {
    let (one, other) = (account(1, "91110000600037341L"), account(2, "91350100M000100Y43"));
    let (mut ended, open) = (order(1, &one), order(2, &other));
    ended.stage = Stage::Withdrawn { at: noon() };
    let mut tx = db.begin().await.unwrap();
    tx.save_orders([row_of(ended.clone()), row_of(open.clone())].iter()).await.unwrap();
    let kept = Kept { digest: "cd".repeat(32), size: 5 };
    tx.keep_file(&ended.number, 1, &kept, noon()).await.unwrap();
    assert!(!tx.is_file_of_others(&kept.digest, &one.id).await.unwrap());
    assert!(tx.is_file_of_others(&kept.digest, &other.id).await.unwrap());
    assert!(!tx.is_file_shared(&kept.digest, &ended.number).await.unwrap());
    tx.keep_file(&open.number, 1, &kept, noon()).await.unwrap();
    assert!(tx.is_file_shared(&kept.digest, &ended.number).await.unwrap());

    let past = |days| noon() + Duration::days(days);
    assert_eq!(tx.order_with_old_files(StageKind::Withdrawn, past(0)).await.unwrap(), None);
    assert_eq!(tx.order_with_old_files(StageKind::Delivered, past(9)).await.unwrap(), None);
    let old = tx.order_with_old_files(StageKind::Withdrawn, past(9)).await.unwrap();
    assert_eq!(old.as_ref(), Some(&ended.number));
    tx.forget_files(&ended.number).await.unwrap();
    assert_eq!(tx.order_with_old_files(StageKind::Withdrawn, past(9)).await.unwrap(), None);
    assert_eq!(tx.file_digest(&open.number, 1).await.unwrap(), Some(kept.digest));
    tx.commit().await.unwrap();
}

async fn a_part_is_taken_back_alone(db: Db) {
    let mut tx = db.begin().await.unwrap();
    tx.next("kept").await.unwrap();
    tx.savepoint().await.unwrap();
    tx.next("kept").await.unwrap();
    tx.take_back().await.unwrap();
    tx.savepoint().await.unwrap();
    tx.next("other").await.unwrap();
    tx.release().await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    assert_eq!((tx.next("kept").await.unwrap(), tx.next("other").await.unwrap()), (2, 2));
}

async fn an_invoice_is_paid_by_one_at_a_time(db: Db) {
    let (anna, bert) = (UserId(1), UserId(2));
    let at = |seconds| (noon() + Duration::seconds(seconds), noon() + Duration::seconds(seconds - 60));
    let mut tx = db.begin().await.unwrap();
    assert!(tx.hold_checkout("26000010_1", anna, at(0)).await.unwrap());
    assert!(tx.hold_checkout("26000010_1", anna, at(50)).await.unwrap(), "asked twice, answered alike");
    assert!(!tx.hold_checkout("26000010_1", bert, at(90)).await.unwrap());
    assert!(tx.hold_checkout("26000010_2", bert, at(90)).await.unwrap(), "another invoice");
    assert!(tx.hold_checkout("26000010_1", bert, at(111)).await.unwrap(), "a minute later");
    tx.release_checkout("26000010_1", anna).await.unwrap();
    assert!(!tx.hold_checkout("26000010_1", anna, at(112)).await.unwrap(), "nobody lets go of another's place");
    tx.release_checkout("26000010_1", bert).await.unwrap();
    assert!(tx.hold_checkout("26000010_1", anna, at(113)).await.unwrap());
    assert_eq!(tx.expire_checkouts(at(113).0).await.unwrap(), 1);
    tx.commit().await.unwrap();
}

async fn a_transaction_that_is_dropped_never_was(db: Db) {
    let mut tx = db.begin().await.unwrap();
    tx.next("gone").await.unwrap();
    drop(tx);
    let mut tx = db.begin().await.unwrap();
    assert_eq!(tx.next("gone").await.unwrap(), 1);
}

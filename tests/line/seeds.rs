//! Orders that are at a stage already, with their applicant logged in, as if they had been played up to there.

use crate::orders::led_to;
use crate::samples::{account, row_of, uscc_number};
use crate::world::{FIRST, World};
use certdesk::clock::Clock;
use certdesk::conversation::Session;
use certdesk::domain::ids::{ChatId, UserId};
use certdesk::domain::order::{Order, StageKind};
use certdesk::domain::order_number::OrderNumber;
use certdesk::domain::rules::Lang;
use certdesk::store::{Db, OrderRow};

/// The last four digits of the agent's mobile in every seeded order.
pub(crate) const DIGITS: &str = "8000";

/// Stores an order of the `n`th applicant at this stage. Before the desk opens.
pub(crate) async fn seed(world: &World, n: u8, stage: StageKind) -> OrderNumber {
    let of = account(n, &uscc_number(usize::from(n)));
    // Numbers that the desk itself does not come to within a test.
    let number = OrderNumber::make(2026, 5_000 + u64::from(n));
    // Of today: an order of long ago would be reminded of, or closed.
    let now = Clock::System.now();
    let (order, events) = led_to(&Order::draft(number.clone(), of.id.clone(), now), stage);
    let mut kept = row_of(order);
    let entries = kept.chain(&events).unwrap();
    let user = FIRST + i64::from(n);
    let session = Session {
        account: Some(of.id.clone()),
        lang: Some(Lang::Zh),
        order: Some(number.clone()),
        ..Session::default()
    };
    let db = Db::open(&world.database).await.unwrap();
    db.migrate().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    tx.open_account(&of).await.unwrap();
    tx.append(&entries).await.unwrap();
    tx.save_orders([&kept].into_iter()).await.unwrap();
    tx.save_sessions([(&(ChatId(user), UserId(user)), &session)], now).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    number
}

/// An order as it is stored now.
pub(crate) async fn stored(db: &Db, number: &OrderNumber) -> OrderRow {
    db.look().await.unwrap().orders(&[number]).await.unwrap().remove(0)
}

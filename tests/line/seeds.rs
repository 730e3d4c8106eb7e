//! Orders that are at a stage already, with their applicant logged in, as if they had been played up to there.

use crate::office::Clerk;
use crate::orders::led_to;
use crate::player::Player;
use crate::samples::{account, row_of, uscc_number};
use crate::world::{BOT, FIRST, WEI, World};
use certdesk::app::App;
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

/// An open desk with an order in pre-review: its applicant has asked after it, and a clerk has its card before them.
pub(crate) struct InReview {
    pub(crate) app: App,
    pub(crate) number: OrderNumber,
    /// The number as messages write it.
    pub(crate) shown: String,
    pub(crate) anna: Player,
    pub(crate) clerk: Clerk,
}

impl InReview {
    pub(crate) async fn at(world: &World) -> Self {
        let number = seed(world, 0, StageKind::PreReview).await;
        let shown = number.to_string();
        let app = world.desk().await;
        let mut anna = Player::of(world, 0);
        anna.hears("/status", "预审中").await;
        let clerk = Clerk::of(world, WEI);
        clerk.commands(&format!("/order@{BOT} {shown}"), &shown, "预审中").await;
        Self { app, number, shown, anna, clerk }
    }
}

//! The desk without Telegram: batches, faults of one letter among others, what is owed. A stand-in dialogue of six questions, so that
//! each fault can be had at will.

use crate::samples::noon;
use certdesk::clock::Clock;
use certdesk::config::Config;
use certdesk::conversation::{Happening, Input, Letter, Needs, Scene, Sender, Session, Turn, Unreachable, Write};
use certdesk::desk::{Brought, Cost, Desk, Passwords, Setting, Steps, Update};
use certdesk::domain::effect::{Effect, Keyboard};
use certdesk::domain::ids::{ChatId, MessageId, UserId};
use certdesk::domain::order::{By, Event, Order, What};
use certdesk::domain::order_number::OrderNumber;
use certdesk::domain::rules::Lang;
use certdesk::domain::say::{Say, Words};
use certdesk::store::{Db, Due, EffectState, Outcome};
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Instant;
use tokio::sync::mpsc::{self, UnboundedReceiver};

/// Six questions, over and over; `boom` panics, `number` opens an order, `change N` changes it, whatever its version.
const STEPS: Steps = Steps { needs, step, happening_needs: |_| Needs::default(), happened };

fn needs(_: &Session, letter: &Letter) -> Needs {
    let Input::Text(text) = &letter.input else { return Needs::default() };
    assert!(text != "boom in needs", "a fault in what is needed");
    let order = text.strip_prefix("change ").and_then(|number| OrderNumber::parse(number).ok());
    Needs {
        fresh_number: text == "number",
        order,
        find: text.strip_prefix("find ").map(str::to_owned),
        ..Needs::default()
    }
}

fn step(session: &Session, letter: &Letter, scene: &Scene<'_>) -> Turn {
    let Input::Text(text) = &letter.input else { return Turn::default() };
    assert!(text != "boom", "a fault in a step");
    let mut session = session.clone();
    session.stamp += 1;
    session.lang = Some(Lang::En);
    let mut turn = Turn::default();
    let mut answer = format!("question {}", session.stamp % 6);
    if let Some(number) = &scene.fresh_number {
        let account = scene.fresh_account.clone();
        let mut order = Order::draft(number.clone(), account, scene.now);
        order.version = 1;
        let events = vec![event(scene, &order)];
        turn.writes.push(Write::SaveOrder { order: Box::new(order), base: 0, events });
        number.as_str().clone_into(&mut answer);
    }
    if let Some(order) = &scene.order {
        let mut changed = order.clone();
        changed.version += 1;
        let events = vec![event(scene, &changed)];
        turn.writes.push(Write::SaveOrder { order: Box::new(changed), base: order.version, events });
    }
    if text == "stale" {
        let account = scene.fresh_account.clone();
        let order = Order::draft(OrderNumber::make(2026, 999), account, scene.now);
        turn.writes.push(Write::Reachable { chat: letter.chat, reachable: false });
        turn.writes.push(Write::SaveOrder { order: Box::new(order), base: 7, events: Vec::new() });
    }
    turn.session = Some(session);
    turn.effects.push(say(letter.chat, &answer));
    turn
}

fn happened(happening: &Happening, scene: &Scene<'_>) -> Turn {
    let Happening::Unreachable { chat, .. } = happening else {
        let mut order = Order::draft(OrderNumber::make(2026, 500), scene.fresh_account.clone(), scene.now);
        order.version = 1;
        let events = vec![event(scene, &order)];
        let writes = vec![Write::SaveOrder { order: Box::new(order), base: 0, events }];
        return Turn { session: None, writes, effects: Vec::new() };
    };
    let told = say(ChatId(-1), &format!("{chat} is out of reach"));
    Turn { session: None, writes: vec![Write::Reachable { chat: *chat, reachable: false }], effects: vec![told] }
}

fn event(scene: &Scene<'_>, order: &Order) -> Event {
    Event { at: scene.now, by: By::Desk, version: order.version, what: What::Opened }
}

fn say(chat: ChatId, text: &str) -> Effect {
    let words = Words::new(Lang::En, vec![Say::verbatim(text)]);
    Effect::Say { to: chat.into(), words, keyboard: Keyboard::None, reply_to: None }
}

fn letter(person: i64, text: &str) -> Letter {
    Letter {
        chat: ChatId(person),
        private: true,
        topic: None,
        from: Sender { id: UserId(person), name: "A".to_owned(), lang: Lang::En, anonymous: false },
        message: Some(MessageId(1)),
        reply_to: None,
        reply_to_bot: false,
        reply_names: None,
        at: noon(),
        album: None,
        forwarded: false,
        input: Input::Text(text.to_owned()),
    }
}

struct Bench {
    desk: Arc<Desk>,
    handed: UnboundedReceiver<Vec<Due>>,
    _folder: tempfile::TempDir,
    next: i64,
}

impl Bench {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&format!("sqlite://{}/desk.sqlite", folder.path().display())).await.unwrap();
        db.migrate().await.unwrap();
        let (hands, handed) = mpsc::unbounded_channel();
        let rules = Config::shipped().unwrap().rules;
        let setting = Setting { rules, bot_id: 7, bot_name: "desk_bot".to_owned(), group: None, group_lang: Lang::Zh };
        let passwords = Passwords::costing(Cost { memory: 8, passes: 1 }).unwrap();
        let clock = Clock::set_to(noon());
        let desk = Arc::new(Desk::open(db, clock, STEPS, setting, passwords, hands).await.unwrap());
        desk.lease().await.unwrap();
        Self { desk, handed, _folder: folder, next: 1 }
    }

    /// Letters in one batch; gives what was handed to the outbox.
    async fn arrive(&mut self, letters: &[Letter]) -> Vec<Due> {
        let first = self.next;
        self.next += i64::try_from(letters.len()).unwrap();
        self.arrive_as(first, letters).await
    }

    async fn arrive_as(&mut self, first: i64, letters: &[Letter]) -> Vec<Due> {
        let updates: Vec<Update<'_>> =
            (first..).zip(letters).map(|(number, letter)| Update { number, letter: Some(letter) }).collect();
        self.desk.arrive(&updates).await.unwrap();
        let mut due = Vec::new();
        while let Ok(some) = self.handed.try_recv() {
            due.extend(some);
        }
        due
    }
}

fn said(due: &[Due]) -> Vec<String> {
    let text = |due: &Due| match &due.effect {
        Effect::Say { words, .. } if words.lines[0].id == "verbatim" => format!("{:?}", words.lines[0].args[0].1),
        Effect::Say { words, .. } => words.lines[0].id.clone().into_owned(),
        other => other.kind().to_owned(),
    };
    due.iter().map(|due| text(due).replace("Text(\"", "").replace("\")", "")).collect()
}

#[tokio::test]
async fn a_batch_is_answered_in_order_and_only_once() {
    let mut bench = Bench::open().await;
    let letters = [letter(5, "a"), letter(6, "b"), letter(5, "c")];
    let due = bench.arrive_as(10, &letters).await;
    assert_eq!(said(&due), ["question 1", "question 1", "question 2"]);
    assert!(due.is_sorted_by(|a, b| a.id < b.id));
    assert_eq!(bench.arrive_as(10, &letters).await, [], "seen before");
    let again = [letter(5, "d"), letter(5, "e")];
    let updates = [0, 1, 1].map(|n| Update { number: 20 + n, letter: again.get(usize::try_from(n).unwrap()) });
    bench.desk.arrive(&updates).await.unwrap();
    assert_eq!(said(&bench.handed.try_recv().unwrap()), ["question 3", "question 4"], "twice in one batch is once");
}

#[tokio::test]
async fn one_letters_fault_leaves_nothing_but_an_apology() {
    let mut bench = Bench::open().await;
    std::panic::set_hook(Box::new(|_| {}));
    let letters = [letter(5, "a"), letter(6, "boom"), letter(7, "boom in needs"), letter(8, "stale"), letter(5, "b")];
    let due = bench.arrive(&letters).await;
    drop(std::panic::take_hook());
    assert_eq!(said(&due), ["question 1", "trouble", "trouble", "trouble", "question 2"]);
    let mut tx = bench.desk.db().look().await.unwrap();
    let failed = tx.failed_updates(7).await.unwrap();
    assert_eq!(failed.len(), 3);
    assert!(
        failed.iter().all(|f| f.error.ends_with("panicked") || f.error.ends_with("changed meanwhile")),
        "{failed:?}"
    );
    assert_eq!(tx.count_sessions().await.unwrap(), 1, "who met a fault is where they were");
    assert!(tx.is_reachable(ChatId(8)).await.unwrap(), "what was written before it was stale is taken back");
}

#[tokio::test]
async fn an_order_changes_within_a_batch_and_between_batches() {
    let mut bench = Bench::open().await;
    let number = said(&bench.arrive(&[letter(5, "number")]).await).remove(0);
    let change = format!("change {number}");
    bench.arrive(&[letter(5, &change), letter(6, &change), letter(6, "find x"), letter(5, &change)]).await;
    let number = OrderNumber::parse(&number).unwrap();
    let mut tx = bench.desk.db().look().await.unwrap();
    assert_eq!(tx.orders(&[&number]).await.unwrap()[0].order.version, 4);
    assert_eq!(tx.journal(&number).await.unwrap().len(), 4);
    assert_eq!(tx.verify_journal(&number).await.unwrap(), None);
}

#[tokio::test]
async fn what_is_owed_outlives_the_instance() {
    let mut bench = Bench::open().await;
    let due = bench.arrive(&[letter(5, "a"), letter(5, "b"), letter(6, "c")]).await;
    bench.desk.done(due[0].id.clone());
    bench.desk.settle().await.unwrap();

    let (hands, mut handed) = mpsc::unbounded_channel();
    let passwords = Passwords::costing(Cost { memory: 8, passes: 1 }).unwrap();
    let setting = bench.desk.setting().clone();
    let next = Desk::open(bench.desk.db().clone(), bench.desk.clock().clone(), STEPS, setting, passwords, hands);
    let next = next.await.unwrap();
    // A new effect of a lane that has an older one waiting goes behind it.
    let late = letter(5, "d");
    next.arrive(&[Update { number: 50, letter: Some(&late) }]).await.unwrap();
    next.lease().await.unwrap();
    let mut taken = Vec::new();
    while let Ok(mut some) = handed.try_recv() {
        taken.append(&mut some);
    }
    assert_eq!(said(&taken), ["question 2", "question 1", "question 3"]);
}

/// Begins something, or goes on with it, as far as it comes by itself; true where that is not the end.
async fn still_waits(mut future: Pin<&mut impl Future>) -> bool {
    poll_fn(|cx| Poll::Ready(future.as_mut().poll(cx).is_pending())).await
}

#[tokio::test]
async fn quiet_is_what_is_written_down() {
    let mut bench = Bench::open().await;
    bench.desk.lease().await.unwrap();
    let due = bench.arrive(&[letter(1, "hello")]).await;
    bench.desk.done(due[0].id.clone());
    let mut settling = pin!(bench.desk.settle());
    assert!(still_waits(settling.as_mut()).await, "it waits for the database");
    let mut quiet = pin!(bench.desk.until_quiet());
    assert!(still_waits(quiet.as_mut()).await, "whoever stops now sends it twice");
    settling.await.unwrap();
    quiet.await;
    assert_eq!(bench.desk.figures().await.unwrap().effects, []);
}

#[tokio::test]
async fn a_chat_out_of_reach_is_told_of_once() {
    let mut bench = Bench::open().await;
    let due = bench.arrive(&[letter(5, "a"), letter(5, "b")]).await;
    for due in &due {
        let error = "403".to_owned();
        let outcome = Outcome { id: due.id.clone(), state: EffectState::Undeliverable, attempts: 1, error };
        let happening = Happening::Unreachable { chat: ChatId(5), reason: Unreachable::Blocked };
        let brought = Brought { happening, settles: None, ends: Some(outcome) };
        bench.desk.bring_and_let_fall(&brought).await.unwrap();
    }
    assert_eq!(said(&bench.handed.try_recv().unwrap()), ["5 is out of reach"]);
    assert!(bench.handed.try_recv().is_err());
    let states = bench.desk.db().look().await.unwrap().effects_by_state().await.unwrap();
    assert_eq!(states, [("due".to_owned(), 1), ("undeliverable".to_owned(), 2)]);
}

#[tokio::test]
async fn a_verdict_that_cannot_be_written_down_leaves_its_effect_owed() {
    let mut bench = Bench::open().await;
    let owed = bench.arrive(&[letter(5, "a"), letter(6, "b")]).await;
    bench.desk.done(owed[1].id.clone());
    let happening = Happening::Inspected {
        order: OrderNumber::make(2026, 500),
        upload: 1,
        document: None,
        findings: Vec::new(),
        digest: None,
        made: certdesk::domain::order::KeptBeside::default(),
    };
    let brought = Brought { happening, settles: Some(owed[0].id.clone()), ends: None };
    let raw = async |sql: &'static str| {
        let mut tx = bench.desk.db().begin().await.unwrap();
        tx.run_raw(sql).await.unwrap();
        tx.commit().await.unwrap();
    };
    raw("ALTER TABLE journal RENAME TO elsewhere").await;
    bench.desk.bring(&brought).await.unwrap_err();
    raw("ALTER TABLE elsewhere RENAME TO journal").await;
    bench.desk.settle().await.unwrap();
    let due = async || bench.desk.db().look().await.unwrap().effects_by_state().await.unwrap();
    assert_eq!(due().await, [("due".to_owned(), 1)], "what was carried out is settled, what was not stays owed");
    bench.desk.bring(&brought).await.unwrap();
    assert_eq!(due().await, []);
}

/// How fast the desk alone is, every message carried out at once: printed, and only held to what a debug build on a busy machine does.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_people_are_answered_by_the_thousand() {
    let mut bench = Bench::open().await;
    let rounds = 200;
    let letters: Vec<Letter> = (0..50).map(|person| letter(100 + person, "an answer")).collect();
    let begun = Instant::now();
    for _ in 0..rounds {
        for due in bench.arrive(&letters).await {
            bench.desk.done(due.id);
        }
    }
    let rate = f64::from(rounds * 50) / begun.elapsed().as_secs_f64();
    println!("{rate:.0} updates/s in transactions of 50, fully durable, without Telegram");
    bench.desk.settle().await.unwrap();
    assert_eq!(bench.desk.db().look().await.unwrap().effects_by_state().await.unwrap(), []);
    assert!(rate > 50.0, "only {rate:.0} updates/s");
}

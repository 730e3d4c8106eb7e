//! Two of the staff decide on the same order in the same instant: one decision is made, and the other is told why theirs was not.

use crate::office::Clerk;
use crate::player::PATIENCE;
use crate::seeds::seed;
use crate::world::{BOT, FANG, WEI, World};
use certdesk::domain::order::{StageKind, What};
use std::sync::Arc;
use telegram_sim::SeenMessage;
use tokio::sync::Barrier;

const ROUNDS: u8 = 30;

/// What one of them does.
#[derive(Clone, Debug)]
enum Deed {
    /// A key on the card: the message and the key's data.
    Press(i64, String),
    /// A command, and how the group is told that it was carried out.
    Command(String, &'static str),
}

/// Does it when the other is ready, too. `None` where it was carried out, else the reason that was given.
async fn acts(clerk: Arc<Clerk>, number: String, deed: Deed, ready: Arc<Barrier>) -> Option<String> {
    ready.wait().await;
    match deed {
        Deed::Press(message, data) => {
            let press = clerk.seat.press_data(message, &data, true).expect("the key was there");
            let answered = clerk.seat.until(PATIENCE, |world| world.callback(press)?.answer.clone()).await;
            Some(answered.expect("a press is answered").text).filter(|text| !text.is_empty())
        }
        Deed::Command(text, outcome) => {
            let sent = clerk.seat.say(&text).expect("members may write");
            let answers = |m: &SeenMessage| {
                let carried_out = m.text.contains(&number) && m.text.contains(outcome);
                m.from.is_bot && (carried_out || m.reply_to == Some(sent))
            };
            let answer = clerk.seat.wait_after(sent, answers, PATIENCE).await.expect("a command is answered");
            Some(answer.text).filter(|_| answer.reply_to == Some(sent))
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_who_decide_at_once_make_one_decision() {
    let world = World::with(usize::from(ROUNDS)).await;
    let mut numbers = Vec::new();
    for n in 0..ROUNDS {
        numbers.push(seed(&world, n, StageKind::PreReview).await);
    }
    let app = world.desk().await;
    let (wei, fang) = (Arc::new(Clerk::of(&world, WEI)), Arc::new(Clerk::of(&world, FANG)));
    let (mut firsts, mut seconds) = (0, 0);
    for (round, number) in numbers.iter().enumerate() {
        let shown = number.to_string();
        wei.seat.say(&format!("/order@{BOT} {shown}")).unwrap();
        let (message, data) = wei.key(&shown, "预审通过").await;
        let press = || Deed::Press(message, data.clone());
        let approve = || Deed::Command(format!("/approve@{BOT} {shown}"), "魏审 预审通过");
        let send_back = || Deed::Command(format!("/return@{BOT} {shown} 2 blurred"), "方审 退回补正");
        let (one, other) = match round % 3 {
            0 => (press(), press()),
            1 => (press(), send_back()),
            _ => (approve(), send_back()),
        };
        let ready = Arc::new(Barrier::new(2));
        let mut both = [(&wei, one.clone()), (&fang, other.clone())];
        // Whose finger is quicker changes.
        let turned = round % 2 == 1;
        if turned {
            both.reverse();
        }
        let acting =
            both.map(|(clerk, deed)| tokio::spawn(acts(Arc::clone(clerk), shown.clone(), deed, Arc::clone(&ready))));
        let [mut first, mut second] = [None, None];
        for (acting, told) in
            acting.into_iter().zip(if turned { [&mut second, &mut first] } else { [&mut first, &mut second] })
        {
            *told = acting.await.unwrap();
        }
        assert_ne!(first.is_none(), second.is_none(), "{one:?} told {first:?}, {other:?} told {second:?}");
        let reason = first.as_deref().or(second.as_deref()).unwrap_or_default();
        assert!(reason.contains("有变化") || reason.contains("现在办不了"), "{reason}");
        firsts += u32::from(first.is_none());
        seconds += u32::from(second.is_none());

        let mut tx = app.desk().db().look().await.unwrap();
        let journal = tx.journal(number).await.unwrap();
        let decided = |what: &What| matches!(what, What::Approved | What::Returned { .. });
        assert_eq!(journal.iter().filter(|event| decided(&event.what)).count(), 1, "{journal:#?}");
        assert_eq!(tx.verify_journal(number).await.unwrap(), None);
    }
    println!("{ROUNDS} rounds: {firsts} decided by the one, {seconds} by the other, none by both, none by nobody");
    app.idle().await;
    assert_eq!(world.sim.unanswered_callbacks().len(), 0);
    app.stop().await;
}

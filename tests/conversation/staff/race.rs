//! The race: many press what they ever saw, in any order, while documents are mended and submitted again.

use super::office::{RUI, XIU, desk, second_order, submitted, upload};
use crate::memory::{GROUP, MemoryDesk};
use crate::walk::{ANNA, FANG, MO, WEI};
use certdesk::conversation::Input;
use certdesk::domain::button::Button;
use certdesk::domain::ids::{ChatId, MessageId};
use certdesk::domain::order::{By, StageKind, What};
use std::collections::BTreeSet;

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

#[test]
fn a_race_of_many_ends_in_one_decision_made_on_what_was_seen() {
    for seed in 0..60 {
        race(seed);
    }
}

/// Keys that are pressed in the race.
const DEEDS: [&str; 8] = [":ok:", ":claim:", ":rel:", ":ret:", ":tog:", ":rets:", ":undo:", ":unmask:"];

/// Presses a key that somebody remembers. Where it decides on a submission: the version that it was drawn from, and the order's
/// last change before it.
fn press(desk: &mut MemoryDesk, (user, chat): (i64, ChatId), message: MessageId, data: &str) -> Option<(i64, i64)> {
    let mut letter = desk.letter(user, chat, Input::Pressed { query: "q".into(), data: data.to_owned() });
    letter.message = Some(message);
    let Some(Button::Act { order, version, .. }) = Button::decode(data) else { panic!("no key: {data}") };
    let before = desk.orders[&order].clone();
    desk.arrive(&letter);
    let decided =
        before.stage.kind() == StageKind::PreReview && desk.orders[&order].stage.kind() != StageKind::PreReview;
    decided.then_some((version, before.changed))
}

/// Reviewers and others press whatever button they ever saw, in any order, while the applicant mends and submits again.
fn race(seed: u64) {
    let mut dice = Dice(seed);
    let mut desk = desk();
    submitted(&mut desk);
    second_order(&mut desk);
    let orders: Vec<_> = desk.orders.keys().cloned().collect();
    // Not staff, not reviewers, and the applicant herself, are among those who press.
    let people = [WEI, RUI, XIU, WEI, RUI, FANG, MO, ANNA, 77];
    let (mut seen, mut decided_on) = (BTreeSet::new(), Vec::new());
    for step in 0..250 {
        let person = people[dice.roll(people.len())];
        if dice.roll(8) == 0 {
            let mended: Vec<_> =
                desk.orders.values().filter(|o| o.stage.kind() == StageKind::Correcting).cloned().collect();
            for order in mended {
                for document in order.missing(&desk.rules) {
                    desk.says(ANNA, &format!("/status {}", order.number.as_str()));
                    upload(&mut desk, document, &format!("again-{seed}-{step}-{}", document.number()));
                }
                let head = format!("a:{}:", order.number.as_str());
                let mine = desk.shown.iter().rev().filter(|m| m.chat == ChatId(ANNA));
                let keys = mine.flat_map(|m| m.keys.iter().map(move |(_, data)| (m.id, data.clone())));
                let submit = keys.into_iter().find(|(_, data)| data.starts_with(&head) && data.contains(":submit:"));
                if let Some((message, data)) = submit {
                    press(&mut desk, (ANNA, ChatId(ANNA)), message, &data);
                }
            }
            continue;
        }
        // Also keys of cards that were edited away since: a client shows what it last heard.
        let shown = desk.shown.iter().filter(|m| m.chat == GROUP);
        let keys = shown.flat_map(|m| m.keys.iter().map(move |(_, data)| (m.id, data.clone())));
        seen.extend(keys.filter(|(_, data)| DEEDS.iter().any(|deed| data.contains(deed))));
        let all: Vec<_> = seen.iter().cloned().collect();
        let (message, data) = all[dice.roll(all.len())].clone();
        decided_on.extend(press(&mut desk, (person, GROUP), message, &data));
    }
    for number in &orders {
        let order = &desk.orders[number];
        let journal = &desk.journal[number];
        let mut open = false;
        for event in journal {
            match &event.what {
                What::Submitted { .. } => {
                    assert!(!open, "submitted twice without a decision");
                    open = true;
                }
                What::Approved | What::Returned { .. } => {
                    assert!(open, "decided twice on one submission (seed {seed}): {journal:#?}");
                    open = false;
                    let By::Staff(user) = event.by else { panic!("nobody decided: {event:?}") };
                    assert!([WEI, RUI, XIU].contains(&user.0), "{user} is not entitled (seed {seed})");
                }
                // Taken back within the grace time: the submission waits again.
                What::Undone { .. } => open = true,
                _ => {}
            }
        }
        assert_eq!(open, order.stage.kind() == StageKind::PreReview, "seed {seed}");
    }
    // What was decided was decided on the version that was seen: the desk checks it, and counts it here again.
    for (version, changed) in &decided_on {
        assert_eq!(version, changed, "a decision was made on an older version (seed {seed})");
    }
}

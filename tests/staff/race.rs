//! The race: many press what they ever saw, in any order, while documents are mended and submitted again.

use crate::office::{ANNA, FANG, MO, RUI, WEI, XIU, desk, second_order, submitted, upload};
use crate::support::memory::GROUP;
use certdesk::domain::ids::ChatId;
use certdesk::domain::order::{By, StageKind, What};

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

/// Reviewers and others press whatever button they ever saw, in any order, while the applicant mends and submits again.
fn race(seed: u64) {
    let mut dice = Dice(seed);
    let mut desk = desk();
    submitted(&mut desk);
    second_order(&mut desk);
    let orders: Vec<_> = desk.orders.keys().cloned().collect();
    // Not staff, not reviewers, and the applicant herself, are among those who press.
    let people = [WEI, RUI, XIU, WEI, RUI, FANG, MO, ANNA, 77];
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
                desk.presses_of(ANNA, ChatId(ANNA), &order.number, "submit");
            }
            continue;
        }
        let keys: Vec<_> = desk
            .shown
            .iter()
            .filter(|m| m.chat == GROUP)
            .flat_map(|m| m.keys.iter().map(move |(_, data)| (m.id, data.clone())))
            .filter(|(_, data)| {
                [":ok:", ":claim:", ":rel:", ":ret:", ":tog:", ":rets:"].iter().any(|d| data.contains(d))
            })
            .collect();
        // Also keys of cards that were edited away since: a client shows what it last heard.
        let remembered = desk.remembered.clone();
        let all: Vec<_> = keys.into_iter().chain(remembered).collect();
        let (message, data) = all[dice.roll(all.len())].clone();
        desk.presses_data(person, GROUP, message, &data);
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
    for (version, changed) in &desk.decided_on {
        assert_eq!(version, changed, "a decision was made on an older version (seed {seed})");
    }
}

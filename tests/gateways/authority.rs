//! The authority's contract: requests that it would believe, every documented answer told apart, and nothing believed that is unsigned,
//! stale, about something else, or not in the contract.

use super::registry::{Mood, Registry, authority_at};
use super::standin::{brisk, nobody};
use certdesk::clock::Clock;
use certdesk::config::Config;
use certdesk::domain::authority::{Act, key};
use certdesk::domain::certificate::{CertificateKind, CertificateState};
use certdesk::domain::order_number::OrderNumber;
use certdesk::domain::uscc::Uscc;
use certdesk::gateway::Failure;
use certdesk::gateway::authority::{Authority, AuthorityAt, Progress, Task};
use serde_json::{Value, json};

fn authority(url: &str) -> Authority {
    let mut at = Config::shipped().unwrap().authority;
    authority_at(&mut at, url);
    Authority::open(&at, Clock::System, brisk()).unwrap()
}

fn uscc() -> Uscc {
    Uscc::parse("91350100M000100Y43").unwrap()
}

async fn tell(authority: &Authority, act: Act) -> Result<Progress, Failure> {
    let order = OrderNumber::parse("26000010").unwrap();
    let key = key(&order, act, 0);
    let task = Task {
        act,
        key: &key,
        order: order.as_str(),
        uscc: &uscc(),
        kind: CertificateKind::LegalPerson,
        holder: "梁法人",
        has_seal: true,
        serial: "JX-9001",
    };
    authority.tell(task).await
}

fn certificate(serial: &str, state: &str) -> Value {
    json!({ "serial": serial, "kind": "unit", "holder": "江西样例建筑有限公司", "expires_on": "2027-01-31", "has_seal": true, "state": state })
}

#[tokio::test]
async fn what_is_told_has_what_the_authority_needs_and_one_key() {
    let registry = Registry::in_moods([Mood::Right]).await;
    let desk = authority(&registry.url);
    for act in [Act::Issue, Act::Revoke] {
        assert_eq!(tell(&desk, act).await, Ok(Progress::Done));
        assert_eq!(tell(&desk, act).await, Ok(Progress::Done), "again under the same key");
    }
    assert_eq!(registry.done(), ["26000010-1-issue", "26000010-1-revoke"], "each was done once");
    let asked = registry.asked();
    let issue = json!({
        "client": "desk-7", "key": "26000010-1-issue", "order": "26000010", "uscc": "91350100M000100Y43", "serial": "JX-9001",
        "kind": "legal_person", "holder": "梁法人", "has_seal": true,
    });
    let revoke = json!({
        "client": "desk-7", "key": "26000010-1-revoke", "order": "26000010", "uscc": "91350100M000100Y43", "serial": "JX-9001",
    });
    assert_eq!((&asked[0], &asked[2]), (&("issue".to_owned(), issue), &("revoke".to_owned(), revoke)));
    assert_eq!(desk.look("26000010-1-issue").await, Ok(Progress::Done));
    assert_eq!(desk.look("26000010-7-issue").await, Ok(Progress::None));
    desk.try_out().await.unwrap();
    let count = desk.count().unwrap();
    assert_eq!((count.provider, count.calls, count.failures().map(|(_, failed)| failed)), ("authority", 7, [0; 4]));
}

#[tokio::test]
async fn answers_that_cannot_be_believed_are_failures_and_rest_the_provider() {
    for mood in [Mood::Unsigned, Mood::Stale, Mood::Astray, Mood::Garbage, Mood::Answers(500)] {
        let registry = Registry::in_moods([mood]).await;
        let desk = authority(&registry.url);
        for _ in 0..9 {
            assert!(matches!(tell(&desk, Act::Issue).await, Err(Failure::Unknown(_) | Failure::Away(_))), "{mood:?}");
        }
        let count = desk.count().unwrap();
        assert_eq!((count.calls, count.unknown, count.resting), (5, 5, true), "{mood:?}");
    }
}

#[tokio::test]
async fn every_answer_is_told_apart() {
    for (mood, means, requests) in [
        (Mood::Answers(401), "refused", 1),
        (Mood::Answers(404), "refused", 1),
        (Mood::Answers(409), "refused", 1),
        (Mood::Answers(422), "refused", 1),
        (Mood::Answers(429), "busy", 3),
        // What may have been done is not told twice by itself.
        (Mood::Answers(500), "unknown", 1),
        (Mood::Answers(503), "unknown", 1),
        (Mood::DoneUnheard, "unknown", 1),
        (Mood::Garbage, "unknown", 1),
        (Mood::Unsigned, "unknown", 1),
        (Mood::Stale, "unknown", 1),
        (Mood::Astray, "unknown", 1),
        (Mood::Odd, "unknown", 1),
        (Mood::Never, "unknown", 1),
    ] {
        let registry = Registry::in_moods([mood]).await;
        let failure = tell(&authority(&registry.url), Act::Issue).await.unwrap_err();
        assert_eq!(failure.code(), means, "{mood:?}: {failure}");
        assert_eq!(registry.asked().len(), requests, "{mood:?}");
        assert!(!failure.to_string().contains("梁法人"), "{failure}");
    }
    let slow = Registry::in_moods([Mood::Pending]).await;
    assert_eq!(tell(&authority(&slow.url), Act::Revoke).await, Ok(Progress::Pending));
    assert_eq!(tell(&authority(&nobody().await), Act::Issue).await.unwrap_err().code(), "away");
    // To ask does no harm, and is tried again.
    let shaky = Registry::in_moods([Mood::Answers(503), Mood::Right]).await;
    assert_eq!(authority(&shaky.url).look("26000010-1-issue").await, Ok(Progress::None));
}

#[tokio::test]
async fn a_units_certificates_are_read_or_nothing_is() {
    let known = json!([certificate("JX-0001", "valid"), certificate("JX-0002", "revoked")]);
    let registry = Registry::in_moods([Mood::Right]).await.holding(known);
    let found = authority(&registry.url).unit(&uscc()).await.unwrap();
    let states: Vec<_> = found.iter().map(|c| (c.serial.as_str(), c.state, c.kind)).collect();
    let unit = CertificateKind::Unit;
    assert_eq!(states, [("JX-0001", CertificateState::Valid, unit), ("JX-0002", CertificateState::Revoked, unit)]);
    assert!(found.iter().all(|c| c.uscc == uscc() && c.by_hand.is_none()));
    let mut nameless = certificate("JX-0003", "valid");
    nameless["holder"] = json!(" ");
    let many: Vec<Value> = (0..201).map(|n| certificate(&format!("JX-{n}"), "valid")).collect();
    for wrong in [
        json!([certificate("", "valid")]),
        json!([certificate("JX-1", "lost")]),
        json!([nameless]),
        json!(many),
        json!("none"),
    ] {
        let registry = Registry::in_moods([Mood::Right]).await.holding(wrong);
        assert_eq!(authority(&registry.url).unit(&uscc()).await.unwrap_err().code(), "unknown");
    }
    let astray = Registry::in_moods([Mood::Astray]).await.holding(json!([certificate("JX-1", "valid")]));
    assert_eq!(authority(&astray.url).unit(&uscc()).await.unwrap_err().code(), "unknown", "another unit's");
}

#[tokio::test]
async fn a_section_that_lacks_something_opens_nothing() {
    let open = |change: fn(&mut AuthorityAt)| {
        let mut at = Config::shipped().unwrap().authority;
        authority_at(&mut at, "https://ca.example");
        change(&mut at);
        Authority::open(&at, Clock::System, brisk()).map(drop).map_err(|error| error.to_string())
    };
    assert_eq!(open(|_| {}), Ok(()));
    assert!(open(|at| "http://ca.example".clone_into(&mut at.remote.url)).unwrap_err().contains("https://"));
    assert!(open(|at| at.remote.client.clear()).unwrap_err().contains("authority.remote.client"));
    let short = open(|at| at.remote.secret = certdesk::gateway::Kept::Here("short".to_owned())).unwrap_err();
    assert!(short.contains("authority.remote.secret") && short.contains("32"), "{short}");
    let shipped = Config::shipped().unwrap().authority;
    assert!(!Authority::open(&shipped, Clock::System, brisk()).unwrap().answers());
}

//! The identity provider's contract: requests that it would believe, answers and call-backs believed only where they are signed, fresh,
//! and about the right session.

use super::bureau::{Bureau, Mood, SECRET, identity_at};
use super::standin::{brisk, nobody};
use super::town::noon;
use certdesk::clock::Clock;
use certdesk::config::Config;
use certdesk::domain::proof::ProofStanding;
use certdesk::domain::rules::Lang;
use certdesk::gateway::identity::{Identity, Subject, Word, signature};
use certdesk::gateway::{CallBack, Failure, Refused};
use serde_json::json;

fn identity(url: &str) -> Identity {
    let mut at = Config::shipped().unwrap().identity;
    identity_at(&mut at, url);
    Identity::open(&at, Some("https://desk.example"), Clock::set_to(noon()), brisk()).unwrap()
}

fn subject() -> Subject<'static> {
    let (name, id_type, id_number) = ("梁法人", "居民身份证", "11010519491231002X");
    let back = "https://desk.example/legal/x";
    Subject { session: "26000010-aa", name, id_type, id_number, lang: Lang::Zh, expires: noon(), back }
}

#[tokio::test]
async fn a_session_is_begun_with_what_the_provider_needs_and_no_more() {
    let bureau = Bureau::in_moods([Mood::Says("open")]).await;
    let provider = identity(&bureau.url);
    assert_eq!(provider.begin(subject()).await.as_deref(), Ok("https://identity.example/p"));
    let wanted = json!({
        "client": "desk-7", "session": "26000010-aa", "name": "梁法人", "id_type": "居民身份证", "id_number": "11010519491231002X",
        "lang": "zh-CN", "expires": "2026-11-22T04:00:00Z", "return_url": "https://desk.example/legal/x",
        "callback_url": "https://desk.example/callbacks/identity",
    });
    assert_eq!(bureau.started(), [wanted]);
    assert_eq!(provider.look("26000010-aa").await, Ok(ProofStanding::Open));
    assert_eq!(
        provider.count().map(|count| (count.calls, count.failures().map(|(_, failed)| failed))),
        Some((2, [0; 4]))
    );
}

#[tokio::test]
async fn what_the_provider_says_of_a_session_is_understood() {
    for (said, standing) in [
        ("open", ProofStanding::Open),
        ("unknown", ProofStanding::Open),
        ("passed", ProofStanding::Passed),
        ("failed", ProofStanding::Failed),
    ] {
        let bureau = Bureau::in_moods([Mood::Says(said)]).await;
        assert_eq!(identity(&bureau.url).look("26000010-aa").await, Ok(standing), "{said}");
    }
    let bureau = Bureau::in_moods([Mood::Says("probably")]).await;
    assert!(matches!(identity(&bureau.url).look("26000010-aa").await, Err(Failure::Unknown(_))));
}

#[tokio::test]
async fn answers_that_lie_break_off_or_stray_prove_nobody() {
    for mood in [Mood::Down, Mood::Garbage, Mood::Unsigned, Mood::Stale, Mood::Astray] {
        let bureau = Bureau::in_moods([mood]).await;
        // Each with a line of its own: one that fails again and again is left alone.
        let looked = identity(&bureau.url).look("26000010-aa").await;
        assert!(matches!(looked, Err(Failure::Unknown(_))), "{mood:?}: {looked:?}");
        let begun = identity(&bureau.url).begin(subject()).await;
        assert!(matches!(begun, Err(Failure::Unknown(_))), "{mood:?}: {begun:?}");
    }
    for mood in [Mood::Refuses, Mood::Open] {
        let bureau = Bureau::in_moods([mood]).await;
        assert!(matches!(identity(&bureau.url).begin(subject()).await, Err(Failure::Refused(_))), "{mood:?}");
    }
    let away = nobody().await;
    assert!(matches!(identity(&away).look("26000010-aa").await, Err(Failure::Away(_))));
}

/// A call-back with this body, signed with this secret so many seconds ago.
fn told(body: &str, secret: &str, ago: i64) -> Result<Word, Refused> {
    let timestamp = (noon().timestamp() - ago).to_string();
    let signed = signature(secret, &timestamp, body.as_bytes());
    let header = move |name: &str| match name {
        "x-timestamp" => Some(timestamp.clone()),
        "x-signature" => Some(signed.clone()),
        _ => None,
    };
    identity("https://identity.example").notified(CallBack { header: &header, body: body.as_bytes(), now: noon() })
}

#[tokio::test]
async fn a_call_back_is_believed_where_it_is_signed_fresh_and_an_end() {
    let passed = r#"{"session":"26000010-aa","result":"passed"}"#;
    let word = Word { session: "26000010-aa".to_owned(), standing: ProofStanding::Passed };
    assert_eq!(told(passed, SECRET, 0), Ok(word.clone()));
    assert_eq!(told(passed, SECRET, 299), Ok(word), "a slow line");
    assert_eq!(told(passed, SECRET, 301), Err(Refused::Stale), "replayed");
    assert_eq!(told(passed, SECRET, -301), Err(Refused::Stale), "from the future");
    assert_eq!(told(passed, "another secret", 0), Err(Refused::Signature));
    let failed = told(r#"{"session":"26000010-aa","result":"failed","reason":"face"}"#, SECRET, 0);
    assert_eq!(failed.map(|word| word.standing), Ok(ProofStanding::Failed));
    for nonsense in ["", "{}", "passed", r#"{"session":"26000010-aa","result":"open"}"#, "\u{0}\u{0}"] {
        assert_eq!(told(nonsense, SECRET, 0), Err(Refused::Unreadable), "{nonsense:?}");
    }
    let provider = identity("https://identity.example");
    let bare = CallBack { header: &|_| None, body: passed.as_bytes(), now: noon() };
    assert_eq!(provider.notified(bare), Err(Refused::Signature), "nothing is signed");
}

#[tokio::test]
async fn the_signature_is_what_the_contract_says() {
    // Worked out with another tool: printf '1763784000\n{}' | openssl dgst -sha256 -hmac key
    let signed = "4a9ddf51a58fafae46fc91390928d5b040b7eb0edcd3da8ba545096b7b1bfbb9";
    assert_eq!(signature("key", "1763784000", b"{}"), signed);
}

#[tokio::test]
async fn a_section_that_lacks_something_opens_nothing() {
    let open = |change: &dyn Fn(&mut certdesk::gateway::identity::IdentityAt), address: Option<&str>| {
        let mut at = Config::shipped().unwrap().identity;
        identity_at(&mut at, "https://identity.example");
        change(&mut at);
        Identity::open(&at, address, Clock::set_to(noon()), brisk()).map(drop).map_err(|error| error.to_string())
    };
    let desk = Some("https://desk.example");
    assert_eq!(open(&|_| {}, desk), Ok(()));
    assert!(open(&|_| {}, None).unwrap_err().contains("web.address"));
    assert!(open(&|at| at.remote.url = "http://identity.example".to_owned(), desk).unwrap_err().contains("https://"));
    assert!(open(&|at| at.remote.client.clear(), desk).unwrap_err().contains("client"));
    let short = |at: &mut certdesk::gateway::identity::IdentityAt| {
        at.remote.secret = certdesk::gateway::Kept::Here("short".to_owned());
    };
    let error = open(&short, desk).unwrap_err();
    assert!(error.contains("32") && !error.contains("short"), "{error}");
}

//! What is counted for a day or for a message is forgotten when that is long over; what gives numbers never is.

use super::town::{Town, preparing};
use chrono::TimeDelta;

#[tokio::test]
async fn counters_of_what_is_long_over_are_forgotten_and_no_number_is_given_twice() {
    let town = Town::with(preparing(), |_| {}).await;
    let (desk, millis) = (town.app.desk(), town.clock.now().timestamp_millis());
    let message = format!("sms try {millis:012x}00ff");
    let passing = ["sms 2026-11-22", "sms 2026-11-22 00ff", "mail 2026-11-22 00ff", "mail 2026-11-22", &message];
    let lasting = ["orders 2026", "authority 26000010-1-issue"];
    for name in passing.iter().chain(&lasting) {
        assert_eq!((desk.count(name).await.unwrap(), desk.count(name).await.unwrap()), (1, 2), "{name}");
    }
    town.clock.advance(TimeDelta::days(1));
    assert_eq!(desk.forget_counters().await.unwrap(), 0, "nothing of these days");
    assert_eq!(desk.count(&message).await.unwrap(), 3);
    town.clock.advance(TimeDelta::days(40));
    let latest = format!("sms {}", certdesk::domain::calendar::local(town.clock.now()).date_naive());
    assert_eq!(desk.count(&latest).await.unwrap(), 1);
    let forgotten = desk.forget_counters().await.unwrap();
    assert!(forgotten >= 5, "{forgotten}");
    assert_eq!(desk.forget_counters().await.unwrap(), 0);
    for name in passing {
        assert_eq!(desk.count(name).await.unwrap(), 1, "{name}");
    }
    for name in lasting {
        assert_eq!(desk.count(name).await.unwrap(), 3, "{name}");
    }
    assert_eq!(desk.count(&latest).await.unwrap(), 2, "today's goes on");
    town.app.stop().await;
}

//! Every service outside in every mood, a whole order in each: it completes, by the other way where people would take that; nobody is told
//! anything false or twice; and staff read on the order's timeline what happened.

pub(crate) mod depot;
mod errand;
mod quarter;
pub(crate) mod texter;
pub(crate) mod till;
mod truth;
mod wire;

use errand::Errand;
use tokio::task::JoinSet;

/// The services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    /// Kuaidi100.
    Courier,
    /// SF Express in its place.
    Sf,
    /// Alipay.
    Payment,
    /// WeChat Pay in its place.
    Wechat,
    Texts,
    Mail,
    Identity,
    Authority,
}

impl Service {
    const ALL: [Self; 8] = [
        Self::Courier,
        Self::Sf,
        Self::Payment,
        Self::Wechat,
        Self::Texts,
        Self::Mail,
        Self::Identity,
        Self::Authority,
    ];

    /// Whose work it does.
    fn work(self) -> Self {
        match self {
            Self::Sf => Self::Courier,
            Self::Wechat => Self::Payment,
            other => other,
        }
    }
}

/// What is wrong with one of them, all the while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    /// Nobody listens.
    Down,
    /// Does what it is asked, and says so when nobody listens any more.
    Slow,
    /// Forges, contradicts itself, speaks of others' affairs.
    Lying,
    /// Tells everything three times; who calls nobody back loses its answers.
    Repeating,
    /// Answers what nobody can read: none, half, too much.
    Garbage,
}

/// An order for each service, all at once, each with a desk of its own.
async fn each_service(mood: Mood) {
    crate::logs::listen();
    let mut errands = JoinSet::new();
    for service in Service::ALL {
        errands.spawn(async move {
            let errand = Errand::run(service, mood).await;
            errand.is_told_truly(service, mood).await;
            errand.quarter.app.stop().await;
        });
    }
    // Each to its end, so that all that is wrong is seen at once.
    let mut broken = None;
    while let Some(ended) = errands.join_next().await {
        broken = ended.err().or(broken);
    }
    if let Some(broken) = broken {
        std::panic::resume_unwind(broken.into_panic());
    }
    crate::logs::are_clean();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_comes_to_its_end_while_a_service_is_down() {
    each_service(Mood::Down).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_comes_to_its_end_while_a_service_is_slow() {
    each_service(Mood::Slow).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_comes_to_its_end_while_a_service_lies() {
    each_service(Mood::Lying).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_comes_to_its_end_while_a_service_repeats_itself() {
    each_service(Mood::Repeating).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_comes_to_its_end_while_a_service_answers_garbage() {
    each_service(Mood::Garbage).await;
}

//! A lane outlives what is carried out in it: a try that panics is a try that failed.

use super::perform::Tried;
use std::panic::AssertUnwindSafe;
use std::task::Poll;

/// A try that panics has failed, and no more: its lane goes on, and what waits behind it is not lost until a restart.
pub(super) async fn unharmed(once: impl Future<Output = Tried>) -> Tried {
    let mut once = std::pin::pin!(once);
    let polled = std::future::poll_fn(|context| {
        std::panic::catch_unwind(AssertUnwindSafe(|| once.as_mut().poll(context)))
            .map_or(Poll::Ready(None), |poll| poll.map(Some))
    });
    polled.await.unwrap_or_else(|| Tried::Trouble("it panicked".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_try_that_panics_has_failed() {
        let panics = async {
            tokio::task::yield_now().await;
            assert!(std::hint::black_box(false), "in the middle of it");
            Tried::Done
        };
        assert!(matches!(unharmed(panics).await, Tried::Trouble(_)));
        assert!(matches!(unharmed(async { Tried::Settled }).await, Tried::Settled));
    }
}

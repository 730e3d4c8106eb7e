//! The demo's identity provider: whoever is sent to it is proved some seconds later. In memory; nothing leaves the machine.

use super::Subject;
use crate::clock::Clock;
use crate::domain::proof::ProofStanding;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// After which a person counts as proved.
const LOOKED: TimeDelta = TimeDelta::seconds(10);

/// Keeps the sessions of one run.
#[derive(Clone, Debug)]
pub struct Demo {
    clock: Clock,
    sessions: Arc<Mutex<HashMap<String, DateTime<Utc>>>>,
}

impl Demo {
    pub(super) fn new(clock: Clock) -> Self {
        Self { clock, sessions: Arc::default() }
    }

    fn sessions(&self) -> MutexGuard<'_, HashMap<String, DateTime<Utc>>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn begin(&self, subject: Subject<'_>) -> String {
        let now = self.clock.now();
        self.sessions().entry(subject.session.to_owned()).or_insert(now);
        format!("https://identity.example/{}", subject.session)
    }

    pub(super) fn look(&self, session: &str) -> ProofStanding {
        let begun = self.sessions().get(session).copied();
        match begun {
            Some(at) if self.clock.now() - at >= LOOKED => ProofStanding::Passed,
            _ => ProofStanding::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rules::Lang;

    #[test]
    fn a_person_is_proved_after_ten_seconds_and_a_stranger_never() {
        let clock = Clock::set_to(DateTime::UNIX_EPOCH);
        let demo = Demo::new(clock.clone());
        let (lang, expires) = (Lang::Zh, clock.now());
        let who = Subject { session: "a", name: "", id_type: "", id_number: "", lang, expires, back: "" };
        assert_eq!(demo.begin(who), "https://identity.example/a");
        assert_eq!(demo.look("a"), ProofStanding::Open);
        clock.advance(TimeDelta::seconds(11));
        assert_eq!((demo.look("a"), demo.look("b")), (ProofStanding::Passed, ProofStanding::Open));
    }
}

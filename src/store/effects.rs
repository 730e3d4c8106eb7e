//! The outbox's rows: written with the lease already held, leased again where that ran out, settled in batches.

use super::error::StoreError;
use super::open::Tx;
use super::sql::{Row, Value, statements};
use super::{document, instant, micros};
use crate::domain::effect::Effect;
use crate::domain::ids::{ChatId, EffectId};
use chrono::{DateTime, Utc};

statements! {
    OWE = many(
        "INSERT INTO effects (id, lane, kind, chat_id, body, state, attempts, due_at, leased_by, leased_until, created_at) VALUES", 11, ""
    );
    DONE = among("DELETE FROM effects WHERE id IN", "");
    END = sql("UPDATE effects SET state = $1, error = $2, attempts = $3, leased_by = '', leased_until = 0 WHERE id = $4");
    RETRY = sql("UPDATE effects SET attempts = $1, due_at = $2, error = $3 WHERE id = $4 AND state = 'due'");
    // A lane's first effect that is due goes first; where another instance holds an earlier one, the lane waits for it.
    LEASE = sql(
        "UPDATE effects SET leased_by = $1, leased_until = $2 WHERE leased_until <= $3 AND state = 'due' AND id IN \
         (SELECT e.id FROM effects e WHERE e.state = 'due' AND e.leased_until <= $3 AND NOT EXISTS \
          (SELECT 1 FROM effects b WHERE b.state = 'due' AND b.lane = e.lane AND b.id < e.id AND b.leased_until > $3 AND b.leased_by <> $1) \
          ORDER BY e.id LIMIT $4) \
         RETURNING id, body, attempts, due_at, created_at"
    );
    RENEW = sql("UPDATE effects SET leased_until = $1 WHERE leased_by = $2 AND state = 'due'");
    LET_GO = sql("UPDATE effects SET leased_until = 0, leased_by = '' WHERE leased_by = $1 AND state = 'due'");
    TAKE_OVER = sql("UPDATE effects SET leased_until = 0, leased_by = '' WHERE leased_by <> '' AND leased_by <> $1 AND state = 'due'");
    HELD_LANES = among("SELECT lane, leased_by FROM effects WHERE state = 'due' AND lane IN", "");
    LEFT = sql("SELECT COUNT(*) FROM effects WHERE state = 'due' AND leased_by <> $1");
    LATEST = sql("SELECT id FROM effects ORDER BY id DESC LIMIT 1");
    OLDEST = sql("SELECT created_at FROM effects WHERE state = 'due' ORDER BY created_at LIMIT 1");
    BY_STATE = sql("SELECT state, COUNT(*) FROM effects GROUP BY state ORDER BY state");
    MISSED = sql("SELECT id, body FROM effects WHERE state = 'undeliverable' AND chat_id = $1 ORDER BY id LIMIT 500");
    STUCK = sql("SELECT id, kind, state, chat_id, error FROM effects WHERE state <> 'due' ORDER BY id DESC LIMIT 100");
}

/// How an effect stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EffectState {
    /// To be carried out.
    Due,
    /// The chat cannot be reached.
    Undeliverable,
    /// Tried as often as is sensible, or it can never work.
    GivenUp,
}

impl EffectState {
    /// The stable name, as stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Undeliverable => "undeliverable",
            Self::GivenUp => "given_up",
        }
    }
}

/// An effect in the hands of who carries it out.
#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    pub id: EffectId,
    pub effect: Effect,
    /// How often it was tried.
    pub attempts: u32,
    /// Not before then.
    pub due_at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
}

/// How an effect came out, where it was not simply done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub id: EffectId,
    pub state: EffectState,
    pub attempts: u32,
    /// What was answered; no personal data.
    pub error: String,
}

/// An effect that stays for staff to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectRow {
    pub id: EffectId,
    pub kind: String,
    pub state: String,
    pub chat: Option<ChatId>,
    pub error: Option<String>,
}

/// A leased row; `Err` names one whose body this release cannot read.
fn due(row: &Row) -> Result<Result<Due, EffectId>, StoreError> {
    let id = id(row, 0)?;
    let Ok(effect) = serde_json::from_str(&row.text(1)?) else { return Ok(Err(id)) };
    Ok(Ok(Due {
        id,
        effect,
        attempts: u32::try_from(row.int(2)?).unwrap_or(u32::MAX),
        due_at: instant(row.int(3)?, "effects")?,
        created_at: instant(row.int(4)?, "effects")?,
    }))
}

fn id(row: &Row, column: usize) -> Result<EffectId, StoreError> {
    let text = row.text(column)?;
    EffectId::parse(&text).ok_or_else(|| StoreError::corrupt("effects", "id", &text))
}

impl Tx {
    /// Since when the oldest effect that is due has been owed.
    pub async fn oldest_due(&mut self) -> Result<Option<DateTime<Utc>>, StoreError> {
        let row = self.row(OLDEST, &[]).await?;
        row.map(|row| instant(row.int(0)?, "effects")).transpose()
    }

    /// Writes what is owed. What has a holder is in that instance's hands until `until`; the rest waits to be leased.
    pub async fn owe<'a>(
        &mut self,
        effects: impl Iterator<Item = (&'a Due, Option<&'a str>)>,
        until: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut values = Vec::new();
        for (due, holder) in effects {
            values.extend([
                due.id.as_str().into(),
                due.effect.lane().into(),
                due.effect.kind().into(),
                due.effect.chat().map(|chat| chat.0).into(),
                document(&due.effect)?.into(),
                EffectState::Due.code().into(),
                Value::Int(0),
                micros(due.due_at).into(),
                holder.unwrap_or("").into(),
                Value::Int(if holder.is_some() { micros(until) } else { 0 }),
                micros(due.created_at).into(),
            ]);
        }
        OWE.rows(self, &values).await.map(drop)
    }

    /// What was carried out is owed no more.
    pub async fn settle(&mut self, done: &[EffectId]) -> Result<(), StoreError> {
        let values: Vec<Value<'_>> = done.iter().map(|id| id.as_str().into()).collect();
        DONE.rows(self, &values).await.map(drop)
    }

    /// An effect ends without being done, and stays for staff to see.
    pub async fn end_effect(&mut self, outcome: &Outcome) -> Result<(), StoreError> {
        let values = [
            outcome.state.code().into(),
            outcome.error.as_str().into(),
            i64::from(outcome.attempts).into(),
            outcome.id.as_str().into(),
        ];
        self.run(END, &values).await.map(drop)
    }

    /// An effect failed and will be tried again.
    pub async fn put_off(
        &mut self,
        id: &EffectId,
        attempts: u32,
        due: DateTime<Utc>,
        error: &str,
    ) -> Result<(), StoreError> {
        let values = [i64::from(attempts).into(), micros(due).into(), error.into(), id.as_str().into()];
        self.run(RETRY, &values).await.map(drop)
    }

    /// Leases up to `most` effects whose lease is free, oldest first. One that this release cannot read is given up.
    pub async fn lease(
        &mut self,
        holder: &str,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
        most: i64,
    ) -> Result<Vec<Due>, StoreError> {
        let values = [holder.into(), micros(until).into(), micros(now).into(), most.into()];
        let mut leased = Vec::new();
        for row in self.rows(LEASE, &values).await? {
            match due(&row)? {
                Ok(due) => leased.push(due),
                Err(id) => {
                    let error = "not readable by this release".to_owned();
                    self.end_effect(&Outcome { id, state: EffectState::GivenUp, attempts: 0, error }).await?;
                }
            }
        }
        leased.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(leased)
    }

    /// Holds on to everything that this instance has leased.
    pub async fn renew_leases(&mut self, holder: &str, until: DateTime<Utc>) -> Result<u64, StoreError> {
        self.run(RENEW, &[micros(until).into(), holder.into()]).await
    }

    /// Lets go of everything that this instance has leased.
    pub async fn let_go(&mut self, holder: &str) -> Result<u64, StoreError> {
        self.run(LET_GO, &[holder.into()]).await
    }

    /// Ends every other instance's leases: only where there can be no other instance.
    pub async fn take_over(&mut self, holder: &str) -> Result<u64, StoreError> {
        self.run(TAKE_OVER, &[holder.into()]).await
    }

    /// Of these lanes, the ones in which something is due that this instance does not hold: nothing may overtake it.
    pub async fn lanes_held_elsewhere(&mut self, lanes: &[&str], holder: &str) -> Result<Vec<String>, StoreError> {
        let values: Vec<Value<'_>> = lanes.iter().map(|lane| (*lane).into()).collect();
        let mut held = Vec::new();
        for row in HELD_LANES.rows(self, &values).await? {
            if row.text(1)? != holder {
                held.push(row.text(0)?);
            }
        }
        Ok(held)
    }

    /// The latest effect that was ever owed and is still there.
    pub async fn latest_effect(&mut self) -> Result<Option<EffectId>, StoreError> {
        self.row(LATEST, &[]).await?.map(|row| id(&row, 0)).transpose()
    }

    /// How many effects are due that this instance does not hold.
    pub async fn due_elsewhere(&mut self, holder: &str) -> Result<i64, StoreError> {
        self.row(LEFT, &[holder.into()]).await?.map_or(Ok(0), |row| row.int(0))
    }

    /// How many effects are in each state.
    pub async fn effects_by_state(&mut self) -> Result<Vec<(String, i64)>, StoreError> {
        self.rows(BY_STATE, &[]).await?.iter().map(|row| Ok((row.text(0)?, row.int(1)?))).collect()
    }

    /// What a chat was not told because it was out of reach, oldest first, at most 500; `None` where this release cannot read it.
    pub async fn missed(&mut self, chat: ChatId) -> Result<Vec<(EffectId, Option<Effect>)>, StoreError> {
        let rows = self.rows(MISSED, &[chat.0.into()]).await?;
        rows.iter().map(|row| Ok((id(row, 0)?, serde_json::from_str(&row.text(1)?).ok()))).collect()
    }

    /// The latest effects that ended without being done, at most 100.
    pub async fn stuck_effects(&mut self) -> Result<Vec<EffectRow>, StoreError> {
        let rows = self.rows(STUCK, &[]).await?;
        rows.iter()
            .map(|row| {
                let (kind, state) = (row.text(1)?, row.text(2)?);
                Ok(EffectRow {
                    id: id(row, 0)?,
                    kind,
                    state,
                    chat: row.maybe_int(3)?.map(ChatId),
                    error: row.maybe_text(4)?,
                })
            })
            .collect()
    }
}

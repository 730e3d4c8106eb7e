//! Orders, each with its version and the end of its journal. Never a rule of what may become of one.

use super::error::StoreError;
use super::open::Tx;
use super::sql::{Row, Value, statements};
use super::{document, micros, read};
use crate::conversation::Listed;
use crate::domain::account::Account;
use crate::domain::ids::AccountId;
use crate::domain::input::code;
use crate::domain::journal::Link;
use crate::domain::order::{Order, Question, StageKind};
use crate::domain::order_number::OrderNumber;
use chrono::{DateTime, Utc};

statements! {
    BY_NUMBER = among("SELECT number, journal_place, journal_link, data FROM orders WHERE number IN", "");
    OF_ACCOUNTS = among(
        "SELECT number, journal_place, journal_link, data FROM (SELECT number, journal_place, journal_link, data, \
         ROW_NUMBER() OVER (PARTITION BY account_id ORDER BY created_at DESC, number DESC) AS nth FROM orders WHERE account_id IN",
        ") AS newest WHERE nth <= 50 ORDER BY nth"
    );
    SAVE = many(
        "INSERT INTO orders (number, account_id, stage, version, base, search, data, journal_place, journal_link, created_at, updated_at, due_at) VALUES", 12,
        "ON CONFLICT (number) DO UPDATE SET account_id = excluded.account_id, stage = excluded.stage, version = excluded.version, \
         base = excluded.base, search = excluded.search, data = excluded.data, journal_place = excluded.journal_place, \
         journal_link = excluded.journal_link, updated_at = excluded.updated_at, due_at = excluded.due_at \
         WHERE orders.version = excluded.base AND excluded.base <> 0 RETURNING number"
    );
    IN_STAGES = among(
        "SELECT o.number, a.id, a.data, o.data FROM orders o JOIN accounts a ON a.id = o.account_id WHERE o.stage IN",
        "ORDER BY o.updated_at, o.number LIMIT 500"
    );
    FOUND = sql(
        "SELECT o.number, a.id, a.data, o.data FROM orders o JOIN accounts a ON a.id = o.account_id \
         WHERE o.search LIKE $1 ESCAPE '!' OR a.search LIKE $1 ESCAPE '!' ORDER BY o.updated_at DESC, o.number DESC LIMIT 100"
    );
    WAITING_FOR = sql(
        "SELECT number, journal_place, journal_link, data FROM orders \
         WHERE stage IN ('paper_review', 'shipped') AND search LIKE $1 ESCAPE '!' ORDER BY number LIMIT 50"
    );
    LISTED = among(
        "SELECT o.number, a.id, a.data, o.data FROM orders o JOIN accounts a ON a.id = o.account_id WHERE o.number IN",
        "ORDER BY o.number"
    );
    ANY_DUE = sql("SELECT number FROM orders WHERE due_at <= $1 LIMIT 1");
    // Looked at again after a while where nothing came of it; a save sets the order's own time.
    CLAIM_DUE = sql(
        "UPDATE orders SET due_at = $1 WHERE due_at <= $2 AND number IN \
         (SELECT number FROM orders WHERE due_at <= $2 ORDER BY due_at, number LIMIT $3) RETURNING number"
    );
    BEGUN_IN = sql("SELECT number FROM orders WHERE created_at >= $1 AND created_at < $2 ORDER BY number LIMIT 200000");
    NUMBERS = sql("SELECT number FROM orders WHERE number > $1 ORDER BY number LIMIT 500");
    BY_STAGE = sql("SELECT stage, COUNT(*) FROM orders GROUP BY stage ORDER BY stage");
}

/// An order, and where its journal ends.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderRow {
    pub order: Order,
    /// The place of the last journal entry; 0 before the first.
    pub place: i64,
    /// The link of the last journal entry.
    pub link: Link,
    /// The stored version that this was made from; 0 where the order is new.
    pub base: i64,
}

/// What a search looks at beside the account, in lower case, a line each.
fn search(order: &Order) -> String {
    let answers = &order.answers;
    let mut lines = vec![order.number.as_str().to_owned()];
    lines.extend(
        [Question::UnitMobile, Question::AgentMobile, Question::RecipientMobile].map(|q| answers.text(q).to_owned()),
    );
    lines.extend(order.inbound.iter().map(|parcel| parcel.waybill.number.clone()));
    lines.extend(order.outbound.iter().map(|parcel| parcel.waybill.number.clone()));
    lines.extend(order.certificates.iter().map(|certificate| certificate.serial.as_str().to_owned()));
    lines.extend(order.serials.iter().cloned());
    lines.retain(|line| !line.is_empty());
    lines.join("\n").to_lowercase()
}

fn row(row: &Row) -> Result<OrderRow, StoreError> {
    let number = row.text(0)?;
    let order: Order = read(&row.text(3)?, "orders", &number)?;
    let base = order.version;
    Ok(OrderRow { order, place: row.int(1)?, link: row.text(2)?, base })
}

fn listed(row: &Row) -> Result<Listed, StoreError> {
    let account: Account = read(&row.text(2)?, "accounts", &row.text(1)?)?;
    let order = read(&row.text(3)?, "orders", &row.text(0)?)?;
    Ok(Listed { order, unit: account.unit.as_str().to_owned() })
}

/// A pattern for `LIKE … ESCAPE '!'` that finds a part, whatever characters it has.
pub(super) fn pattern(part: &str) -> String {
    let mut pattern = String::with_capacity(part.len() + 2);
    pattern.push('%');
    for c in part.to_lowercase().chars().take(100) {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

impl Tx {
    /// The orders that were begun in a time, at most 200,000.
    pub async fn orders_begun(
        &mut self,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Vec<OrderNumber>, StoreError> {
        let rows = self.rows(BEGUN_IN, &[micros(from).into(), micros(until).into()]).await?;
        rows.iter().map(|row| Ok(OrderNumber::parse(&row.text(0)?).ok())).filter_map(Result::transpose).collect()
    }

    /// Orders by their numbers.
    pub async fn orders(&mut self, numbers: &[&OrderNumber]) -> Result<Vec<OrderRow>, StoreError> {
        let values: Vec<Value<'_>> = numbers.iter().map(|number| number.as_str().into()).collect();
        BY_NUMBER.rows(self, &values).await?.iter().map(row).collect()
    }

    /// The orders of accounts, newest first, at most 50 of each.
    pub async fn orders_of(&mut self, accounts: &[&AccountId]) -> Result<Vec<OrderRow>, StoreError> {
        let values: Vec<Value<'_>> = accounts.iter().map(|id| id.as_str().into()).collect();
        OF_ACCOUNTS.rows(self, &values).await?.iter().map(row).collect()
    }

    /// Saves orders, each once; stale where one is not stored as its `base` any more, and then nothing may be committed.
    pub async fn save_orders<'a>(&mut self, rows: impl Iterator<Item = &'a OrderRow>) -> Result<(), StoreError> {
        let (mut values, mut wanted) = (Vec::new(), 0);
        for OrderRow { order, place, link, base } in rows {
            wanted += 1;
            values.extend([
                order.number.as_str().into(),
                order.account.as_str().into(),
                order.stage.kind().code().into(),
                order.version.into(),
                Value::Int(*base),
                search(order).into(),
                document(order)?.into(),
                Value::Int(*place),
                link.as_str().into(),
                micros(order.created_at).into(),
                micros(order.updated_at).into(),
                order.due_at.map(micros).into(),
            ]);
        }
        let saved = SAVE.rows(self, &values).await?.len();
        if saved == wanted { Ok(()) } else { Err(StoreError::Stale("order")) }
    }

    /// Orders in one of these stages, the longest unchanged first, at most 500.
    pub async fn queue(&mut self, stages: &[StageKind]) -> Result<Vec<Listed>, StoreError> {
        let values: Vec<Value<'_>> = stages.iter().map(|stage| stage.code().into()).collect();
        IN_STAGES.rows(self, &values).await?.iter().map(listed).collect()
    }

    /// Orders that a part of the unit's name, a USCC, a mobile number, a waybill, a serial or an order number finds: at most 100.
    pub async fn find(&mut self, part: &str) -> Result<Vec<Listed>, StoreError> {
        let part = part.trim();
        if part.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = self.rows(FOUND, &[pattern(part).into()]).await?;
        // A number in groups or in full width, as messages and slips show it, is kept in one piece.
        let closed = code(part);
        if found.is_empty() && !closed.is_empty() && closed.bytes().all(|b| b.is_ascii_alphanumeric()) {
            found = self.rows(FOUND, &[pattern(&closed).into()]).await?;
        }
        found.iter().map(listed).collect()
    }

    /// The orders that wait for a parcel and have something with this number about them, at most 50.
    pub async fn waiting_for(&mut self, waybill: &str) -> Result<Vec<OrderRow>, StoreError> {
        self.rows(WAITING_FOR, &[pattern(waybill).into()]).await?.iter().map(row).collect()
    }

    /// True where something has fallen due on an order.
    pub async fn anything_due(&mut self, now: DateTime<Utc>) -> Result<bool, StoreError> {
        Ok(self.row(ANY_DUE, &[micros(now).into()]).await?.is_some())
    }

    /// Takes up to `most` orders on which something has fallen due; nobody else takes them before `again`.
    pub async fn claim_due(
        &mut self,
        now: DateTime<Utc>,
        again: DateTime<Utc>,
        most: i64,
    ) -> Result<Vec<OrderNumber>, StoreError> {
        let rows = self.rows(CLAIM_DUE, &[micros(again).into(), micros(now).into(), most.into()]).await?;
        let mut numbers = Vec::with_capacity(rows.len());
        for row in &rows {
            let text = row.text(0)?;
            numbers.push(OrderNumber::parse(&text).map_err(|_| StoreError::corrupt("orders", "number", &text))?);
        }
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// Those of these numbers that are orders, each with its unit.
    pub async fn listed(&mut self, numbers: &[OrderNumber]) -> Result<Vec<Listed>, StoreError> {
        let values: Vec<Value<'_>> = numbers.iter().map(|number| number.as_str().into()).collect();
        let mut found: Vec<Listed> =
            LISTED.rows(self, &values).await?.iter().map(listed).collect::<Result<_, StoreError>>()?;
        found.dedup_by(|a, b| a.order.number == b.order.number);
        Ok(found)
    }

    /// The numbers after one, in order, at most 500: to walk through all.
    pub async fn order_numbers_after(&mut self, after: &str) -> Result<Vec<String>, StoreError> {
        self.rows(NUMBERS, &[after.into()]).await?.iter().map(|row| row.text(0)).collect()
    }

    /// How many orders are in each stage.
    pub async fn orders_by_stage(&mut self) -> Result<Vec<(String, i64)>, StoreError> {
        self.rows(BY_STAGE, &[]).await?.iter().map(|row| Ok((row.text(0)?, row.int(1)?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_takes_its_words_literally() {
        assert_eq!(pattern("100%_!A"), "%100!%!_!!a%");
    }
}

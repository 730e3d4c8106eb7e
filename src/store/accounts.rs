//! Applicant units' accounts.

use super::error::StoreError;
use super::open::Tx;
use super::sql::{Row, Value, statements};
use super::{document, micros, read};
use crate::domain::account::Account;
use crate::domain::ids::AccountId;
use crate::domain::uscc::Uscc;

statements! {
    BY_ID = among("SELECT id, data FROM accounts WHERE id IN", "");
    BY_USCC = sql("SELECT id, data FROM accounts WHERE uscc = $1");
    OPEN = sql("INSERT INTO accounts (id, uscc, search, data, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING");
    SAVE = sql("UPDATE accounts SET search = $1, data = $2 WHERE id = $3 AND uscc = $4");
}

/// What a search looks at, in lower case, a line each.
fn search(account: &Account) -> String {
    [account.unit.as_str(), account.uscc.as_str(), account.mobile.as_str()].join("\n").to_lowercase()
}

fn account(row: &Row) -> Result<Account, StoreError> {
    read(&row.text(1)?, "accounts", &row.text(0)?)
}

impl Tx {
    /// Accounts by their ids.
    pub async fn accounts(&mut self, ids: &[&AccountId]) -> Result<Vec<Account>, StoreError> {
        let values: Vec<Value<'_>> = ids.iter().map(|id| id.as_str().into()).collect();
        BY_ID.rows(self, &values).await?.iter().map(account).collect()
    }

    /// The account that logs in by a code.
    pub async fn account_by_uscc(&mut self, uscc: &Uscc) -> Result<Option<Account>, StoreError> {
        self.row(BY_USCC, &[uscc.as_str().into()]).await?.as_ref().map(account).transpose()
    }

    /// Opens an account; stale where its USCC has one by now.
    pub async fn open_account(&mut self, account: &Account) -> Result<(), StoreError> {
        let values = [
            account.id.as_str().into(),
            account.uscc.as_str().into(),
            search(account).into(),
            document(account)?.into(),
            micros(account.created_at).into(),
        ];
        if self.run(OPEN, &values).await? == 0 { Err(StoreError::Stale("account")) } else { Ok(()) }
    }

    /// Writes an account as it is now; stale where it is not there under this USCC.
    pub async fn save_account(&mut self, account: &Account) -> Result<(), StoreError> {
        let values = [
            search(account).into(),
            document(account)?.into(),
            account.id.as_str().into(),
            account.uscc.as_str().into(),
        ];
        if self.run(SAVE, &values).await? == 0 { Err(StoreError::Stale("account")) } else { Ok(()) }
    }
}

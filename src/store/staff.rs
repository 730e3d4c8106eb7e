//! The staff register.

use super::error::StoreError;
use super::open::Tx;
use super::sql::{Value, statements};
use super::{document, read};
use crate::domain::ids::UserId;
use crate::domain::staff::Member;

statements! {
    BY_ID = among("SELECT user_id, data FROM staff WHERE user_id IN", "");
    SAVE = sql("INSERT INTO staff (user_id, data) VALUES ($1, $2) ON CONFLICT (user_id) DO UPDATE SET data = excluded.data");
    DROP = sql("DELETE FROM staff WHERE user_id = $1");
}

impl Tx {
    /// The entries of these people; who is not staff is missing from the answer.
    pub async fn staff(&mut self, users: &[UserId]) -> Result<Vec<Member>, StoreError> {
        let values: Vec<Value<'_>> = users.iter().map(|user| Value::Int(user.0)).collect();
        let rows = BY_ID.rows(self, &values).await?;
        rows.iter().map(|row| read(&row.text(1)?, "staff", &row.int(0)?)).collect()
    }

    /// Writes an entry as it is now.
    pub async fn save_staff(&mut self, member: &Member) -> Result<(), StoreError> {
        self.run(SAVE, &[member.id.0.into(), document(member)?.into()]).await.map(drop)
    }

    /// Takes a person off the register.
    pub async fn drop_staff(&mut self, user: UserId) -> Result<(), StoreError> {
        self.run(DROP, &[user.0.into()]).await.map(drop)
    }
}

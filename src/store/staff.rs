//! The staff register, and the invitations into it.

use super::error::StoreError;
use super::open::Tx;
use super::sql::{Value, statements};
use super::{document, micros, read};
use crate::domain::ids::UserId;
use crate::domain::staff::{Invitation, Member};

statements! {
    BY_ID = among("SELECT user_id, data FROM staff WHERE user_id IN", "");
    ALL = sql("SELECT user_id, data FROM staff ORDER BY user_id LIMIT 500");
    SAVE = sql("INSERT INTO staff (user_id, data) VALUES ($1, $2) ON CONFLICT (user_id) DO UPDATE SET data = excluded.data");
    DROP = sql("DELETE FROM staff WHERE user_id = $1");
    INVITATION = sql("SELECT data FROM invitations WHERE token = $1");
    INVITE = sql("INSERT INTO invitations (token, until, data) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
    DROP_INVITATION = sql("DELETE FROM invitations WHERE token = $1");
}

impl Tx {
    /// The entries of these people; who is not staff is missing from the answer.
    pub async fn staff(&mut self, users: &[UserId]) -> Result<Vec<Member>, StoreError> {
        let values: Vec<Value<'_>> = users.iter().map(|user| Value::Int(user.0)).collect();
        let rows = BY_ID.rows(self, &values).await?;
        rows.iter().map(|row| read(&row.text(1)?, "staff", &row.int(0)?)).collect()
    }

    /// Everybody in the register, at most 500.
    pub async fn register(&mut self) -> Result<Vec<Member>, StoreError> {
        let rows = self.rows(ALL, &[]).await?;
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

    /// The invitation with this token, where it was not taken up.
    pub async fn invitation(&mut self, token: &str) -> Result<Option<Invitation>, StoreError> {
        self.row(INVITATION, &[token.into()]).await?.map(|row| read(&row.text(0)?, "invitations", &"…")).transpose()
    }

    /// An invitation stands.
    pub async fn save_invitation(&mut self, invitation: &Invitation) -> Result<(), StoreError> {
        let values = [invitation.token.as_str().into(), micros(invitation.until).into(), document(invitation)?.into()];
        self.run(INVITE, &values).await.map(drop)
    }

    /// An invitation is taken up; stale where somebody else was faster.
    pub async fn drop_invitation(&mut self, token: &str) -> Result<(), StoreError> {
        let gone = self.run(DROP_INVITATION, &[token.into()]).await?;
        if gone == 0 { Err(StoreError::Stale("invitation")) } else { Ok(()) }
    }
}

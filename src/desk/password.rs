//! Passwords: hashed and compared with Argon2id, which is slow on purpose, away from the tasks that answer people and outside
//! every transaction.

use super::DeskError;
use crate::domain::line::Password;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// What a hash costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// In KiB.
    pub memory: u32,
    pub passes: u32,
}

/// Works on passwords, two at a time.
#[derive(Clone)]
pub struct Passwords {
    argon: Argon2<'static>,
    turns: Arc<Semaphore>,
}

/// What was worked out about a password ahead of the step.
#[derive(Clone)]
pub(super) enum Worked {
    Hash { password: Password, hash: String },
    Compared { password: Password, with: String, fits: bool },
}

impl Passwords {
    /// Errors where the cost is none that Argon2 takes.
    pub fn costing(cost: Cost) -> Result<Self, DeskError> {
        let params = Params::new(cost.memory, cost.passes, 1, None).map_err(|e| DeskError::Password(e.to_string()))?;
        Ok(Self { argon: Argon2::new(Algorithm::Argon2id, Version::V0x13, params), turns: Arc::new(Semaphore::new(2)) })
    }

    /// The hash to be kept, in its PHC form.
    pub async fn hash(&self, password: &Password) -> Result<String, DeskError> {
        let (argon, password, salt) = (self.argon.clone(), password.clone(), crate::clock::random().to_be_bytes());
        self.work(move || {
            let hashed = argon.hash_password_with_salt(password.expose().as_bytes(), &salt);
            hashed.map(|hash| hash.to_string()).map_err(|e| DeskError::Password(e.to_string()))
        })
        .await?
    }

    /// Whether the password is the one that was hashed; a hash that is none fits nothing.
    pub async fn fits(&self, password: &Password, hash: &str) -> Result<bool, DeskError> {
        let (argon, password, hash) = (self.argon.clone(), password.clone(), hash.to_owned());
        self.work(move || {
            PasswordHash::new(&hash)
                .is_ok_and(|hash| argon.verify_password(password.expose().as_bytes(), &hash).is_ok())
        })
        .await
    }

    async fn work<T: Send + 'static>(&self, job: impl FnOnce() -> T + Send + 'static) -> Result<T, DeskError> {
        let _turn = self.turns.acquire().await.map_err(|e| DeskError::Password(e.to_string()))?;
        tokio::task::spawn_blocking(job).await.map_err(|e| DeskError::Password(e.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_password_itself_fits() {
        let passwords = Passwords::costing(Cost { memory: 8, passes: 1 }).unwrap();
        let right = Password::parse("Cert-2026!", &[]).unwrap();
        let wrong = Password::parse("Cert-2026?", &[]).unwrap();
        let hash = passwords.hash(&right).await.unwrap();
        assert!(hash.starts_with("$argon2id$"), "{hash}");
        assert!(passwords.fits(&right, &hash).await.unwrap());
        assert!(!passwords.fits(&wrong, &hash).await.unwrap());
        assert!(!passwords.fits(&right, "not a hash").await.unwrap());
        assert_ne!(passwords.hash(&right).await.unwrap(), hash, "salted");
        assert!(Passwords::costing(Cost { memory: 1, passes: 0 }).is_err());
    }
}

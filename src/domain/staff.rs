//! Who works at the desk and what each may do. A right is a value checked at every tap and command, not a place in a chat.

use super::ids::UserId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A part that a person plays at the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Reviewer,
    Finance,
    Maker,
    Administrator,
}

impl Role {
    pub const ALL: [Self; 4] = [Self::Reviewer, Self::Finance, Self::Maker, Self::Administrator];
}

/// One person of the staff register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    pub id: UserId,
    pub name: String,
    pub roles: Vec<Role>,
}

/// A way into the register: whoever follows its link first is entered with these roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    pub token: String,
    pub roles: Vec<Role>,
    pub by: UserId,
    pub until: DateTime<Utc>,
}

impl Role {
    /// The name that commands take.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Reviewer => "reviewer",
            Self::Finance => "finance",
            Self::Maker => "maker",
            Self::Administrator => "administrator",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

impl Member {
    /// True where the member plays the role; an administrator plays every one.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role) || self.roles.contains(&Role::Administrator)
    }
}

//! What is remembered of one person in one chat between two letters. Versioned data: what was saved by an older release is
//! read by a newer one, and what cannot be read begins anew without losing the binding.

use crate::domain::ids::AccountId;
use crate::domain::order_number::OrderNumber;
use crate::domain::rules::Lang;
use serde::{Deserialize, Serialize};

/// A person's place in a chat.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// The account that this chat is bound to. Stored in a column of its own.
    #[serde(skip)]
    pub account: Option<AccountId>,
    /// Stored in a column of its own; `None` before the person's first letter.
    #[serde(skip)]
    pub lang: Option<Lang>,
    /// The order that is being worked on.
    #[serde(default)]
    pub order: Option<OrderNumber>,
    /// Counts the questions asked, so that a button of an old one is told apart.
    #[serde(default)]
    pub stamp: u32,
}

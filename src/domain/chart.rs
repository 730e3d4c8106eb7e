//! Figures as they are to be drawn: what is shown and how long each bar is. Which words and which pixels is others'.

use super::say::Say;
use serde::{Deserialize, Serialize};

/// A picture of bars.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    pub title: Say,
    pub groups: Vec<Group>,
}

/// Bars that are compared with each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group {
    pub title: Say,
    pub bars: Vec<Bar>,
}

/// One bar: its name, how long it is among its group, and the figure beside it. `mark` is a second length, such as that of the slowest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    pub label: Say,
    pub value: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<u32>,
    pub figure: Say,
}

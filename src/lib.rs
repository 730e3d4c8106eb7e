//! The re-issuance desk of a certificate authority, in a chat. `ARCHITECTURE.md` is the map of its rooms.

#![warn(clippy::unwrap_used)]

pub mod app;
pub mod audit;
pub mod charts;
pub mod check;
pub mod cli;
pub mod clock;
pub mod config;
pub mod conversation;
pub mod demo;
pub mod desk;
pub mod domain;
pub mod forms;
pub mod gateway;
pub mod inspect;
pub mod intake;
pub mod local;
pub mod outbox;
pub mod pdf;
pub mod riddle;
pub mod sheets;
pub mod store;
pub mod telegram;
pub mod telemetry;
pub mod texts;
pub mod tour;
pub mod web;

pub use certdesk_scan as scan;

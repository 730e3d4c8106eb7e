//! A strict local Telegram: the Bot API over HTTP with people in it. The world is in `world`, its Bot API projection in
//! `wire`, its people for Rust tests in `people`. It knows nothing of any particular bot, and claims nothing about the
//! real service beyond what the README says.

pub mod clock;
mod complaint;
mod control;
pub mod entities;
pub mod faults;
mod feed;
mod flood;
mod line;
pub mod page;
pub mod paper;
pub mod people;
pub mod photo;
mod serve;
mod settings;
mod shared;
mod sim;
pub mod spec;
mod wire;
pub mod world;

pub use complaint::Complaint;
pub use faults::{CallFault, Fault, UpdateFault, UpdateTrouble};
pub use feed::Change;
pub use people::{Human, Pressed, Seat, SeenKind, SeenMessage, Trouble};
pub use settings::{Limits, Rate, Settings};
pub use shared::{Shared, State};
pub use sim::Sim;
pub use spec::{SpecError, WorldSpec};
pub use wire::{method_names, unsupported_names};

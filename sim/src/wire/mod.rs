//! The Bot API over HTTP, as a projection of the world: parameters in, JSON out. What may happen is decided in `world`.

mod answer;
mod args;
mod call;
mod download;
mod formatted;
mod gate;
mod json;
mod keyboard;
mod methods;
mod polling;
mod push;
mod render;
mod table;
mod uploads;
mod webhook;

pub(crate) use download::download;
pub(crate) use gate::{Cut, handle};
pub(crate) use push::deliver;
pub(crate) use render::update as render_update;
pub use table::{method_names, unsupported_names};
pub(crate) use webhook::Webhook;

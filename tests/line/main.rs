//! The durable line, black box: the store on both engines, updates in, words out, a crash at any moment.

mod applicants;
mod away;
mod binary;
mod chats;
mod colleagues;
mod crash;
mod crash_staff;
mod desk;
mod forum;
mod groups;
mod killer;
mod migrations;
mod mishaps;
mod office;
#[path = "../support/orders.rs"]
mod orders;
mod papers;
mod paying;
mod played;
mod player;
mod postgres;
mod profile;
mod race;
#[path = "../support/rules.rs"]
#[expect(dead_code, reason = "orders are made with the time of day here")]
mod rules;
mod samples;
mod seeds;
mod spans;
mod store;
mod time;
mod uploads;
mod webhook;
mod whole;
mod word;
mod world;

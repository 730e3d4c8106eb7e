//! The durable line, black box: the store on both engines, updates in, words out, a crash at any moment.

mod applicants;
mod binary;
mod chats;
mod crash;
mod desk;
mod player;
mod postgres;
mod samples;
mod store;
mod time;
mod webhook;
mod world;

//! The methods of the Bot API, grouped by what they are about. Each reads its parameters, asks the world, answers.

pub(super) mod album;
pub(super) mod chats;
pub(super) mod commands;
pub(super) mod copy;
pub(super) mod edit;
pub(super) mod files;
pub(super) mod invoice;
pub(super) mod media;
pub(super) mod members;
pub(super) mod profile;
pub(super) mod send;
pub(super) mod topics;

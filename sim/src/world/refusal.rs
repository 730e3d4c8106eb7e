//! Why something cannot be done. Codes and words are `wire`'s.

use super::chat::ChatKind;

/// A refusal, without its words.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(missing_docs, reason = "the names say it; the words stand in wire/refusals.rs")]
pub enum Refusal {
    ChatNotFound,
    UserNotFound,
    CannotInitiate,
    Blocked,
    Deactivated,
    ToBot,
    Kicked(ChatKind),
    NotMember(ChatKind),
    GroupDeleted,
    Migrated(i64),
    NoRights(&'static str),
    SupergroupsOnly,
    SupergroupsAndChannelsOnly,
    GroupsOnly,
    NoAdminsInPrivate,
    NotForum,
    ThreadNotFound,
    TopicClosed,
    TopicNotModified,
    MessageNotFound(&'static str),
    NotModified,
    CannotEdit,
    NoText,
    NoCaption,
    CannotDelete,
    TooOldToDelete,
    Protected,
    QueryTooOld,
    NoSuchButton,
    NotHere(&'static str),
    CannotRemoveOwner,
    Server(&'static str),
}

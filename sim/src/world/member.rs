//! The standing of somebody in a group or channel.

use crate::clock::Millis;

/// Bot API's `ChatMember.status`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Status {
    /// `creator`
    Owner,
    /// `administrator`
    Administrator,
    /// `member`
    Member,
    /// `restricted`: inside, with less than a member's rights.
    Restricted,
    /// `left`
    Left,
    /// `kicked`: cannot come back.
    Kicked,
}

impl Status {
    /// Whether one with this standing is in the chat.
    pub fn is_inside(self) -> bool {
        !matches!(self, Self::Left | Self::Kicked)
    }
}

/// What a member may do; administrators use the second half.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "the Bot API has these as separate flags")]
pub struct Rights {
    /// Write messages at all.
    pub send: bool,
    /// Send photos, documents and the like.
    pub send_media: bool,
    /// Bring in others.
    pub invite_users: bool,
    /// Pin messages.
    pub pin_messages: bool,
    /// Make, close and delete topics.
    pub manage_topics: bool,
    /// Change title, picture and the like.
    pub change_info: bool,
    /// Delete others' messages.
    pub delete_messages: bool,
    /// Restrict and ban.
    pub restrict_members: bool,
    /// Make others administrators.
    pub promote_members: bool,
}

impl Rights {
    /// An administrator who may do everything.
    pub const ADMIN: Self = Self {
        send: true,
        send_media: true,
        invite_users: true,
        pin_messages: true,
        manage_topics: true,
        change_info: true,
        delete_messages: true,
        restrict_members: true,
        promote_members: false,
    };
    /// A plain member of an open group.
    pub const MEMBER: Self = Self {
        send: true,
        send_media: true,
        invite_users: true,
        pin_messages: false,
        manage_topics: false,
        change_info: false,
        delete_messages: false,
        restrict_members: false,
        promote_members: false,
    };
}

/// Somebody's standing.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// What they are.
    pub status: Status,
    /// What they may do.
    pub rights: Rights,
    /// Administrators: their messages show the group as sender.
    pub anonymous: bool,
    /// An administrator's title.
    pub custom_title: Option<String>,
    /// Until when a ban or a restriction holds; 0 for ever.
    pub until: Millis,
}

impl Member {
    fn with(status: Status, rights: Rights) -> Self {
        Self { status, rights, anonymous: false, custom_title: None, until: 0 }
    }

    /// A plain member.
    pub fn plain() -> Self {
        Self::with(Status::Member, Rights::MEMBER)
    }

    /// An administrator.
    pub fn admin() -> Self {
        Self::with(Status::Administrator, Rights::ADMIN)
    }

    /// The owner.
    pub fn owner() -> Self {
        Self::with(Status::Owner, Rights { promote_members: true, ..Rights::ADMIN })
    }

    /// Somebody who went.
    pub fn left() -> Self {
        Self::with(Status::Left, Rights::MEMBER)
    }

    /// Somebody who was thrown out.
    pub fn kicked() -> Self {
        Self::with(Status::Kicked, Rights::MEMBER)
    }
}

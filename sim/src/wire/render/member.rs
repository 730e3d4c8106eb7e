//! `ChatMember` objects.

use super::account::user;
use crate::wire::json::{Object, object, seconds};
use crate::world::{Member, Rights, Status, UserId, World};

/// A `ChatMember`.
pub(crate) fn member(out: &mut Vec<u8>, world: &World, id: UserId, member: &Member) {
    object(out, |o| {
        o.with("user", |out| user(out, world, id));
        match member.status {
            Status::Owner => {
                o.put("status", "creator");
                o.maybe("custom_title", member.custom_title.as_ref());
                o.put("is_anonymous", &member.anonymous);
            }
            Status::Administrator => {
                o.put("status", "administrator");
                o.put("can_be_edited", &false);
                office(o, &member.rights);
                o.maybe("custom_title", member.custom_title.as_ref());
                o.put("is_anonymous", &member.anonymous);
            }
            Status::Member => o.put("status", "member"),
            Status::Restricted => {
                o.put("status", "restricted");
                o.put("is_member", &true);
                freedom(o, &member.rights);
                o.put("until_date", &seconds(member.until));
            }
            Status::Left => o.put("status", "left"),
            Status::Kicked => {
                o.put("status", "kicked");
                o.put("until_date", &seconds(member.until));
            }
        }
    });
}

fn office(o: &mut Object<'_>, rights: &Rights) {
    o.put("can_manage_chat", &true);
    o.put("can_change_info", &rights.change_info);
    o.put("can_delete_messages", &rights.delete_messages);
    o.put("can_invite_users", &rights.invite_users);
    o.put("can_restrict_members", &rights.restrict_members);
    o.put("can_pin_messages", &rights.pin_messages);
    o.put("can_manage_topics", &rights.manage_topics);
    o.put("can_promote_members", &rights.promote_members);
    for power in ["video_chats", "direct_messages"] {
        o.put(&format!("can_manage_{power}"), &false);
    }
    for power in ["post_stories", "edit_stories", "delete_stories"] {
        o.put(&format!("can_{power}"), &false);
    }
    o.put("can_post_messages", &rights.send);
    o.put("can_edit_messages", &rights.delete_messages);
}

fn freedom(o: &mut Object<'_>, rights: &Rights) {
    o.put("can_send_messages", &rights.send);
    for kind in ["audios", "documents", "photos", "videos", "video_notes", "voice_notes", "polls", "other_messages"] {
        o.put(&format!("can_send_{kind}"), &rights.send_media);
    }
    o.put("can_add_web_page_previews", &rights.send_media);
    o.put("can_change_info", &false);
    o.put("can_invite_users", &rights.invite_users);
    o.put("can_pin_messages", &rights.pin_messages);
    o.put("can_manage_topics", &rights.manage_topics);
}

//! Members: banning, promoting, inviting, and leaving oneself.

use crate::clock::Millis;
use crate::wire::answer::{ApiError, Outcome, Reply};
use crate::wire::call::Call;
use crate::wire::json;
use crate::world::{ChatKey, ChatKind, Member, Refusal, Rights, Status, UserId};
use serde_json::{Map, Value};

/// `leaveChat`
pub(in crate::wire) fn leave(call: &mut Call<'_>) -> Outcome {
    let key = call.chat_inside()?;
    if key.is_private() {
        return Err(ApiError::bad("chat is a private chat"));
    }
    call.world.set_member(call.bot, key, call.bot, Member::left(), call.now)?;
    Ok(Reply::True)
}

fn judged(call: &Call<'_>, denial: &'static str) -> Result<(ChatKey, UserId), ApiError> {
    let key = call.chat_inside()?;
    if key.is_private() {
        return Err(Refusal::Server("can't ban members in private chats").into());
    }
    let user = call.user()?;
    call.world.check_right(call.bot, key, |rights| rights.restrict_members, Refusal::NoRights(denial))?;
    Ok((key, user))
}

/// When a ban or a restriction ends; 0, for ever, where that is less than 30 seconds or more than 366 days away.
fn until(call: &Call<'_>) -> Millis {
    let until = call.args.int("until_date").saturating_mul(1_000);
    let ahead = until.saturating_sub(call.now);
    if (30_000..=366 * 24 * 3_600_000).contains(&ahead) { until } else { 0 }
}

/// `banChatMember`
pub(in crate::wire) fn ban(call: &mut Call<'_>) -> Outcome {
    let (key, user) = judged(call, "restrict/unrestrict chat member")?;
    let until = until(call);
    call.world.judge(call.bot, key, user, Member { until, ..Member::kicked() }, call.now)?;
    Ok(Reply::True)
}

/// `unbanChatMember`
pub(in crate::wire) fn unban(call: &mut Call<'_>) -> Outcome {
    let (key, user) = judged(call, "restrict/unrestrict chat member")?;
    let inside = call.open(key)?.member(user).is_some();
    if inside && call.args.flag("only_if_banned") {
        return Ok(Reply::True);
    }
    call.world.judge(call.bot, key, user, Member::left(), call.now)?;
    Ok(Reply::True)
}

/// `restrictChatMember`
pub(in crate::wire) fn restrict(call: &mut Call<'_>) -> Outcome {
    let (key, user) = judged(call, "restrict/unrestrict chat member")?;
    if !matches!(call.open(key)?.kind, ChatKind::Supergroup { .. }) {
        return Err(Refusal::SupergroupsOnly.into());
    }
    let given: Option<Map<String, Value>> = call.args.nested("permissions", "permissions")?;
    let given = given.ok_or_else(|| ApiError::bad("parameter \"permissions\" is required"))?;
    let may = |name: &str| given.get(name).and_then(Value::as_bool).unwrap_or(false);
    let media = may("can_send_photos") || may("can_send_documents") || may("can_send_other_messages");
    let rights = Rights {
        send: may("can_send_messages"),
        send_media: media,
        invite_users: may("can_invite_users"),
        ..Rights::MEMBER
    };
    let until = until(call);
    let member = Member { status: Status::Restricted, rights, until, ..Member::plain() };
    call.world.judge(call.bot, key, user, member, call.now)?;
    Ok(Reply::True)
}

/// `promoteChatMember`
pub(in crate::wire) fn promote(call: &mut Call<'_>) -> Outcome {
    let key = call.chat_inside()?;
    let user = call.user()?;
    if !matches!(call.open(key)?.kind, ChatKind::Supergroup { .. } | ChatKind::Channel) {
        return Err(Refusal::SupergroupsAndChannelsOnly.into());
    }
    let denial = Refusal::NoRights("promote/demote chat member");
    call.world.check_right(call.bot, key, |rights| rights.promote_members, denial)?;
    let may = |name: &str| call.args.flag(&format!("can_{name}"));
    let rights = Rights {
        invite_users: may("invite_users"),
        pin_messages: may("pin_messages"),
        manage_topics: may("manage_topics"),
        change_info: may("change_info"),
        delete_messages: may("delete_messages"),
        restrict_members: may("restrict_members"),
        promote_members: may("promote_members"),
        ..Rights::MEMBER
    };
    let office = rights != Rights { invite_users: false, ..Rights::MEMBER } || may("manage_chat");
    let anonymous = call.args.flag("is_anonymous");
    let member = if office { Member { rights, anonymous, ..Member::admin() } } else { Member::plain() };
    call.world.judge(call.bot, key, user, member, call.now)?;
    Ok(Reply::True)
}

fn link_of(call: &mut Call<'_>) -> Result<(ChatKey, String), ApiError> {
    let key = call.chat_inside()?;
    if key.is_private() {
        return Err(ApiError::bad("can't create invite link for a private chat"));
    }
    let denial = Refusal::NoRights("manage chat invite link");
    call.world.check_right(call.bot, key, |rights| rights.invite_users, denial)?;
    Ok((key, format!("https://t.me/+{:016x}", call.world.chance())))
}

/// `exportChatInviteLink`
pub(in crate::wire) fn export_link(call: &mut Call<'_>) -> Outcome {
    let (key, link) = link_of(call)?;
    call.world.set_invite_link(key, link.clone())?;
    let mut out = Vec::new();
    json::value(&mut out, &link);
    Ok(Reply::Json(out))
}

/// `createChatInviteLink`
pub(in crate::wire) fn create_link(call: &mut Call<'_>) -> Outcome {
    let (_, link) = link_of(call)?;
    let mut out = Vec::new();
    json::object(&mut out, |o| {
        o.put("invite_link", &link);
        o.with("creator", |out| crate::wire::render::user(out, call.world, call.bot));
        o.put("creates_join_request", &call.args.flag("creates_join_request"));
        o.put("is_primary", &false);
        o.put("is_revoked", &false);
        o.maybe("name", call.args.get("name"));
        o.maybe("expire_date", Some(call.args.int("expire_date")).filter(|n| *n > 0));
        o.maybe("member_limit", Some(call.args.int("member_limit")).filter(|n| *n > 0));
    });
    Ok(Reply::Json(out))
}

//! The staff register by command: who works here, who is invited by a one-time link, who no longer does. Administrators only.

use super::role_name;
use crate::conversation::phrases;
use crate::conversation::talk::Talk;
use crate::conversation::turn::Write;
use crate::domain::effect::{Key, Keyboard, Press};
use crate::domain::ids::UserId;
use crate::domain::say::Say;
use crate::domain::staff::{Invitation, Member, Role};
use chrono::Duration;

/// How long an invitation stands.
const STANDS: Duration = Duration::hours(24);

/// What an invitation's link carries before its token.
pub(in crate::conversation) const PAYLOAD: &str = "staff-";

pub(super) fn run(talk: &mut Talk<'_>, member: &Member, words: &str) -> super::decide::Tried {
    let mut parts = words.split_whitespace();
    let Some(what) = parts.next() else {
        show(talk, member);
        return Ok(());
    };
    if !member.roles.contains(&Role::Administrator) {
        return Err(Say::id("staff-lacks-role").with("role", role_name(Role::Administrator)));
    }
    let rest: Vec<&str> = parts.collect();
    match what {
        "invite" | "邀请" => {
            invite(talk, member, &roles(&rest)?);
            Ok(())
        }
        "remove" | "移除" => remove(talk, member, person(talk, &rest)?),
        "roles" | "角色" => {
            let (first, others) = rest.split_first().ok_or_else(|| Say::id("usage-staff"))?;
            let known = person(talk, &[first])?;
            let roles = roles(others)?;
            last_administrator(talk, known.id, &roles)?;
            talk.write(Write::SaveStaff(Member { roles, ..known.clone() }));
            talk.reply(vec![Say::id("staff-roles-set").with("name", known.name)], Keyboard::None);
            Ok(())
        }
        _ => Err(Say::id("usage-staff")),
    }
}

fn show(talk: &mut Talk<'_>, member: &Member) {
    let mut lines = vec![Say::id("staff-you").with("name", member.name.as_str())];
    lines.extend(member.roles.iter().map(|role| Say::id("item").with("item", role_name(*role))));
    if member.roles.contains(&Role::Administrator) {
        lines.push(Say::id("staff-register").with("count", talk.scene.register.len()));
        for known in &talk.scene.register {
            lines.push(
                Say::id("staff-register-line")
                    .with("name", known.name.as_str())
                    .with("id", known.id.0)
                    .with("roles", listed(&known.roles)),
            );
        }
        lines.push(Say::id("usage-staff"));
    }
    talk.reply(lines, Keyboard::None);
}

fn listed(roles: &[Role]) -> Say {
    phrases::listed(roles.iter().copied().map(role_name))
}

fn roles(words: &[&str]) -> Result<Vec<Role>, Say> {
    let split = words.iter().flat_map(|word| word.split([',', '，'])).filter(|word| !word.is_empty());
    let roles: Option<Vec<Role>> = split.map(|word| Role::from_code(&word.to_ascii_lowercase())).collect();
    let mut roles = roles.filter(|roles| !roles.is_empty()).ok_or_else(|| Say::id("usage-staff"))?;
    roles.sort();
    roles.dedup();
    Ok(roles)
}

/// Somebody of the register, by their id or their whole name.
fn person(talk: &Talk<'_>, words: &[&str]) -> Result<Member, Say> {
    let typed = words.join(" ");
    let id = typed.parse().ok().map(UserId);
    let mut named = talk.scene.register.iter().filter(|member| Some(member.id) == id || member.name == typed);
    match (named.next(), named.next()) {
        (Some(member), None) => Ok(member.clone()),
        _ => Err(Say::id("staff-nobody-known").with("who", typed.chars().take(40).collect::<String>())),
    }
}

/// The desk is never left without an administrator by a command.
fn last_administrator(talk: &Talk<'_>, changed: UserId, roles: &[Role]) -> super::decide::Tried {
    let others = talk.scene.register.iter().filter(|m| m.id != changed);
    let left = others.flat_map(|m| &m.roles).chain(roles).any(|role| *role == Role::Administrator);
    if left { Ok(()) } else { Err(Say::id("staff-last-administrator")) }
}

fn invite(talk: &mut Talk<'_>, member: &Member, roles: &[Role]) {
    let invitation =
        Invitation { token: talk.token(), roles: roles.to_vec(), by: member.id, until: talk.scene.now + STANDS };
    let label = Say::id("key-join-staff");
    let key = Key { label, press: Press::DeepLink(format!("{PAYLOAD}{}", invitation.token)) };
    talk.write(Write::Invite(invitation));
    let line = Say::id("staff-invitation").with("roles", listed(roles)).with("hours", STANDS.num_hours());
    talk.reply(vec![line], Keyboard::Inline(vec![vec![key]]));
}

fn remove(talk: &mut Talk<'_>, member: &Member, known: Member) -> super::decide::Tried {
    last_administrator(talk, known.id, &[])?;
    talk.write(Write::DropStaff(known.id));
    let line = Say::id("staff-removed").with("name", known.name).with("by", member.name.as_str());
    talk.reply(vec![line], Keyboard::None);
    Ok(())
}

/// Somebody followed an invitation's link, in their own chat with the bot.
pub(in crate::conversation) fn join(talk: &mut Talk<'_>, from: &crate::conversation::input::Sender) {
    let now = talk.scene.now;
    let Some(invitation) = talk.scene.invitation.clone().filter(|invitation| now <= invitation.until) else {
        return talk.say(vec![Say::id("staff-invitation-void")]);
    };
    let mut roles = invitation.roles.clone();
    roles.extend(talk.scene.staff.iter().flat_map(|member| member.roles.clone()));
    roles.sort();
    roles.dedup();
    let name: String = from.name.chars().take(40).collect();
    talk.write(Write::DropInvitation { token: invitation.token });
    talk.write(Write::SaveStaff(Member { id: from.id, name: name.clone(), roles: roles.clone() }));
    talk.say(vec![Say::id("staff-joined").with("roles", listed(&roles))]);
    let line = Say::id("staff-joined-group").with("name", name).with("roles", listed(&roles));
    talk.tell_staff(vec![line], Keyboard::None);
}

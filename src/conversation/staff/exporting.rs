//! Orders of a period as a table, to the administrator who asks for it, in their own chat: masked, or, asked for in so many words, not.
//! That it was asked for is on record, and that it was given out.

use super::decide::Tried;
use super::importing::administrators_only;
use crate::conversation::input::{Export, Unreachable};
use crate::conversation::talk::Talk;
use crate::conversation::turn::Write;
use crate::domain::calendar::local;
use crate::domain::effect::{Effect, Keyboard, To};
use crate::domain::ids::{ChatId, MessageId};
use crate::domain::input::date;
use crate::domain::office::{Office, OfficeEvent};
use crate::domain::say::{Say, Words};
use crate::domain::staff::Member;
use chrono::{Days, NaiveDate};

/// The days of a period that is not named, and of the longest.
const DAYS: u64 = 30;
const MOST_DAYS: i64 = 366;

/// `/export`, `/export 30`, `/export 2026-11-01 2026-11-30`, each with `full` for what is not masked.
pub(super) fn run(talk: &mut Talk<'_>, member: &Member, words: &str) -> Tried {
    administrators_only(member)?;
    let today = local(talk.scene.now).date_naive();
    let (from, until, unmasked) = period(words, today).ok_or_else(|| Say::id("usage-export"))?;
    let Some(message) = talk.message else { return Ok(()) };
    let what = Office::ExportAsked { from, until, unmasked };
    talk.write(Write::NoteOffice(OfficeEvent { at: talk.scene.now, by: member.id, what }));
    // A person's own chat with the bot has their number.
    let (to, asked, lang) = (ChatId(member.id.0), talk.to, talk.lang);
    let id = if unmasked { "export-begun-unmasked" } else { "export-begun" };
    talk.reply(vec![Say::id(id).with("from", from.to_string()).with("until", until.to_string())], Keyboard::None);
    talk.effect(Effect::Export { to, asked, message, lang, from, until, unmasked });
    Ok(())
}

/// The first and the last day that the words name, and whether nothing is to be masked.
fn period(words: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate, bool)> {
    let mut words: Vec<&str> = words.split_whitespace().collect();
    let unmasked =
        words.last().is_some_and(|last| matches!(last.to_lowercase().as_str(), "full" | "unmasked" | "完整"));
    words.truncate(words.len() - usize::from(unmasked));
    let (from, until) = match words[..] {
        [] => (today.checked_sub_days(Days::new(DAYS - 1))?, today),
        [days] if days.len() <= 3 => {
            let days: u64 = days.parse().ok().filter(|days| *days > 0)?;
            (today.checked_sub_days(Days::new(days - 1))?, today)
        }
        [from, until] => (date(from)?, date(until)?),
        _ => return None,
    };
    let long = (until - from).num_days();
    (0..MOST_DAYS).contains(&long).then_some((from, until, unmasked))
}

/// What became of it.
pub(in crate::conversation) fn exported(
    talk: &mut Talk<'_>,
    (to, message): (To, MessageId),
    Export { by, from, until, unmasked }: Export,
    outcome: Result<usize, Unreachable>,
) {
    if outcome.is_ok() {
        let what = Office::Exported { from, until, unmasked };
        talk.write(Write::NoteOffice(OfficeEvent { at: talk.scene.now, by, what }));
    }
    let line = match outcome {
        Ok(count) => Say::id("export-sent").with("count", count),
        Err(Unreachable::Blocked) => Say::id("export-blocked").with("bot", talk.scene.bot),
        Err(Unreachable::GaveUp) => Say::id("export-failed"),
    };
    let words = Words::new(talk.scene.group_lang, vec![line]);
    talk.effect(Effect::Say { to, words, keyboard: Keyboard::None, reply_to: Some(message) });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_named_in_days_or_by_its_ends() {
        let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
        let today = day(11, 22);
        assert_eq!(period("", today), Some((day(10, 24), today, false)));
        assert_eq!(period("7 full", today), Some((day(11, 16), today, true)));
        assert_eq!(period("2026-11-01 2026年11月3日 完整", today), Some((day(11, 1), day(11, 3), true)));
        for wrong in ["0", "soon", "2026-11-03 2026-11-01", "2020-01-01 2026-11-01", "1 2 3"] {
            assert_eq!(period(wrong, today), None, "{wrong}");
        }
    }
}

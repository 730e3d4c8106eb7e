//! The register of certificates: a table is looked through, shown with its counts and faults, and taken in whole by one tap or not at
//! all; one certificate is looked up, or corrected by hand, on record. For administrators.

use super::decide::Tried;
use super::{Bar, bar_line};
use crate::conversation::input::RegisterRead;
use crate::conversation::phrases;
use crate::conversation::talk::Talk;
use crate::conversation::turn::Write;
use crate::domain::button::Button;
use crate::domain::certificate::{Certificate, CertificateState};
use crate::domain::document::FileRef;
use crate::domain::effect::{Effect, Key, Keyboard, Press, To};
use crate::domain::ids::{MessageId, UserId};
use crate::domain::office::{Office, OfficeEvent};
use crate::domain::register::{Column, Counts, Fault, MOST_ROWS, Unfit, Wrong, compare, corrected};
use crate::domain::say::{Say, Words};
use crate::domain::staff::{Member, Role};

/// The most certificates that a search shows.
const SHOWN: usize = 10;

pub(super) fn administrators_only(member: &Member) -> Tried {
    let may = member.roles.contains(&Role::Administrator);
    if may { Ok(()) } else { Err(bar_line(&Bar::Role(Role::Administrator))) }
}

/// `/import` with a file: it is fetched and looked through; nothing is written.
pub(super) fn begin(talk: &mut Talk<'_>, member: &Member, file: &FileRef) -> Tried {
    administrators_only(member)?;
    let Some(message) = talk.message else { return Ok(()) };
    talk.session.importing = Some(file.clone());
    let (to, file, by) = (talk.to, file.clone(), member.id);
    talk.effect(Effect::ReadRegister { to, message, by, file, confirmed: None });
    Ok(())
}

/// The tap below what was looked through: taken in, or left.
pub(super) fn pressed(talk: &mut Talk<'_>, member: &Member, digest: &str, go: bool) -> Tried {
    administrators_only(member)?;
    let file = talk.session.importing.take().ok_or_else(|| Say::id("import-not-yours"))?;
    let Some(message) = talk.message else { return Ok(()) };
    let lang = talk.lang;
    talk.effect(Effect::Buttons { chat: talk.to.chat, message, lang, keyboard: Keyboard::None });
    if go {
        let (to, by, confirmed) = (talk.to, member.id, Some(digest.to_owned()));
        talk.effect(Effect::ReadRegister { to, message, by, file, confirmed });
    } else {
        talk.reply(vec![Say::id("import-left")], Keyboard::None);
    }
    Ok(())
}

/// What the table says.
pub(in crate::conversation) fn read(
    talk: &mut Talk<'_>,
    (to, message): (To, MessageId),
    by: UserId,
    read: &RegisterRead,
) {
    let sheet = match &read.sheet {
        Ok(sheet) => sheet,
        Err(unfit) => {
            let line = unfit_line(unfit);
            return answer(talk, (to, message), vec![Say::id("import-nothing"), line], Keyboard::None);
        }
    };
    let (written, counts) = compare(&sheet.entries, &talk.scene.on_file);
    let Counts { fresh, changed, same } = counts;
    let counted = |id: &'static str| Say::id(id).with("fresh", fresh).with("changed", changed).with("same", same);
    if sheet.wrong_rows > 0 {
        let mut lines = vec![counted("import-counts").with("wrong", sheet.wrong_rows)];
        lines.extend(sheet.faults.iter().map(fault_line));
        lines.push(Say::id("import-mend"));
        return answer(talk, (to, message), lines, Keyboard::None);
    }
    if !read.confirmed {
        let lines = vec![counted("import-counts").with("wrong", 0), Say::id("import-sure")];
        let key = |label, go| Key {
            label: Say::id(label),
            press: Press::Data(Button::Import { digest: read.digest.clone(), go }.encode()),
        };
        let keys = Keyboard::Inline(vec![vec![key("key-import", true), key("key-import-not", false)]]);
        let (lines, keys) = if written.is_empty() {
            (vec![counted("import-counts").with("wrong", 0), Say::id("import-same")], Keyboard::None)
        } else {
            (lines, keys)
        };
        return answer(talk, (to, message), lines, keys);
    }
    let what = Office::Imported { digest: read.digest.clone(), fresh, changed, same };
    talk.write(Write::PutCertificates(written));
    talk.write(Write::NoteOffice(OfficeEvent { at: talk.scene.now, by, what }));
    answer(talk, (to, message), vec![counted("import-done")], Keyboard::None);
}

fn answer(talk: &mut Talk<'_>, (to, message): (To, MessageId), lines: Vec<Say>, keyboard: Keyboard) {
    let words = Words::new(talk.scene.group_lang, lines);
    talk.effect(Effect::Say { to, words, keyboard, reply_to: Some(message) });
}

fn unfit_line(unfit: &Unfit) -> Say {
    match unfit {
        Unfit::NoTable => Say::id("import-no-table"),
        Unfit::Encoding => Say::id("import-encoding"),
        Unfit::TooLarge => Say::id("import-too-large"),
        Unfit::TooManyRows => Say::id("import-too-many").with("most", MOST_ROWS),
        Unfit::Empty => Say::id("import-empty"),
        Unfit::Changed => Say::id("import-changed"),
        Unfit::NotFetched => Say::id("import-not-fetched"),
        Unfit::Columns(columns) => {
            let names = columns.iter().map(|column| column_name(*column));
            Say::id("import-columns").with("columns", phrases::listed(names))
        }
    }
}

fn column_name(column: Column) -> Say {
    Say::id(match column {
        Column::Serial => "column-serial",
        Column::Uscc => "column-uscc",
        Column::Kind => "column-kind",
        Column::Holder => "column-holder",
        Column::Expires => "column-expires",
        Column::Seal => "column-seal",
        Column::State => "column-state",
    })
}

fn fault_line(fault: &Fault) -> Say {
    Say::id("import-fault")
        .with("line", i64::from(fault.line))
        .with("letter", letters(fault.place))
        .with("column", column_name(fault.column))
        .with("why", wrong(fault.column, fault.wrong))
        .with("text", fault.text.as_str())
}

fn wrong(column: Column, wrong: Wrong) -> Say {
    match (wrong, column) {
        (Wrong::Missing, _) => Say::id("wrong-missing"),
        (Wrong::Check, _) => Say::id("wrong-check"),
        (Wrong::Twice(line), _) => Say::id("wrong-twice").with("line", i64::from(line)),
        (Wrong::Unreadable, Column::Kind) => Say::id("wrong-kind"),
        (Wrong::Unreadable, Column::Expires) => Say::id("wrong-day"),
        (Wrong::Unreadable, Column::Seal) => Say::id("wrong-seal"),
        (Wrong::Unreadable, Column::State) => Say::id("wrong-state"),
        (Wrong::Unreadable, _) => Say::id("wrong-form"),
    }
}

/// A column as the table's own program calls it: A, B … Z, AA.
fn letters(place: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
    if place < 26 { letter(place).to_string() } else { format!("{}{}", letter(place / 26 - 1), letter(place)) }
}

/// `/cert`: looked up by a part of serial, code or holder; `/cert SERIAL COLUMN VALUE` corrects what is on file.
pub(super) fn certificate(talk: &mut Talk<'_>, member: &Member, words: &str) -> Tried {
    let (part, rest) = words.trim().split_once(char::is_whitespace).unwrap_or((words.trim(), ""));
    if part.is_empty() {
        return Err(Say::id("usage-cert"));
    }
    let Some((heading, value)) = rest.trim().split_once(char::is_whitespace) else {
        return search(talk);
    };
    let Some(column) = Column::named(heading) else { return Err(Say::id("usage-cert")) };
    administrators_only(member)?;
    let exact = talk.scene.on_file.iter().find(|c| c.serial.as_str().eq_ignore_ascii_case(part)).cloned();
    let before = exact.ok_or_else(|| Say::id("cert-none"))?;
    let after = corrected(&before, column, value).map_err(|why| wrong(column, why))?;
    if after == before {
        return Err(Say::id("cert-same"));
    }
    let lines = vec![
        Say::id("cert-corrected").with("name", member.name.as_str()),
        line("cert-before", &before),
        line("cert-after", &after),
    ];
    let what = Office::Corrected { before: Box::new(before), after: Box::new(after.clone()) };
    talk.write(Write::PutCertificates(vec![after]));
    talk.write(Write::NoteOffice(OfficeEvent { at: talk.scene.now, by: member.id, what }));
    talk.reply(lines, Keyboard::None);
    Ok(())
}

fn search(talk: &mut Talk<'_>) -> Tried {
    if talk.scene.on_file.is_empty() {
        return Err(Say::id("cert-none"));
    }
    let mut lines = vec![Say::id("cert-found").with("count", talk.scene.on_file.len())];
    lines.extend(talk.scene.on_file.iter().take(SHOWN).map(|certificate| line("cert-line", certificate)));
    if talk.scene.on_file.len() > SHOWN {
        lines.push(Say::id("cert-more"));
    }
    talk.reply(lines, Keyboard::None);
    Ok(())
}

fn line(id: &'static str, certificate: &Certificate) -> Say {
    let state = match certificate.state {
        CertificateState::Valid => "certificate-valid",
        CertificateState::Revoked => "certificate-revoked",
    };
    Say::id(id)
        .with("certificate", phrases::certificate(certificate))
        .with("uscc", certificate.uscc.masked())
        .with("state", Say::id(state))
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_are_lettered_as_tables_do() {
        assert_eq!([0, 25, 26, 63].map(letters), ["A", "Z", "AA", "BL"]);
    }
}

//! Tables in and out: a file for the register is fetched and read away from the tasks that answer people; orders of a period are written
//! as a workbook and sent to who asked for them.

use super::Outbox;
use super::perform::Tried;
use crate::conversation::{Export, Happening, RegisterRead, Unreachable};
use crate::desk::DeskError;
use crate::domain::account::Account;
use crate::domain::calendar;
use crate::domain::document::FileRef;
use crate::domain::effect::{Effect, To};
use crate::domain::ids::{MessageId, UserId};
use crate::domain::order::{Answer, Order, Question};
use crate::domain::register::{self, Sheet, Unfit};
use crate::domain::rules::Lang;
use crate::domain::say::{Say, Words};
use crate::sheets;
use crate::store::Due;
use crate::telegram::{Failure, Fetched, Wording};
use chrono::{DateTime, Days, Utc};
use sha2::{Digest as _, Sha256};

/// As much of a file's digest as a button carries.
const SHORT: usize = 16;

impl Outbox {
    pub(super) async fn read_register(
        &self,
        due: &Due,
        (to, message): (To, MessageId),
        by: UserId,
        (file, confirmed): (&FileRef, Option<&str>),
    ) -> Tried {
        let Ok(_held) = self.fetches.acquire().await else { return Tried::Trouble("stopping".to_owned()) };
        let (digest, sheet) = match self.api.fetch(&file.id, sheets::MOST_BYTES).await {
            Ok(Fetched::Whole(bytes)) => {
                let Ok(_turn) = self.slow.acquire().await else { return Tried::Trouble("stopping".to_owned()) };
                let read = tokio::task::spawn_blocking(move || {
                    let digest: String = hex::encode(Sha256::digest(&bytes)).chars().take(SHORT).collect();
                    (digest, sheets::rows(&bytes).and_then(|rows| register::read(&rows)))
                });
                match read.await {
                    Ok(read) => read,
                    Err(_) => return Tried::Trouble("a table could not be read".to_owned()),
                }
            }
            Ok(Fetched::TooLarge) => (String::new(), Err(Unfit::TooLarge)),
            Err(failure) => return Tried::Failed(failure),
        };
        let sheet: Result<Sheet, Unfit> =
            if confirmed.is_some_and(|known| known != digest) { Err(Unfit::Changed) } else { sheet };
        let read = RegisterRead { digest, sheet, confirmed: confirmed.is_some() };
        self.brought(due, Happening::RegisterRead { to: self.where_now(to), message, by, read }).await
    }

    pub(super) async fn export(&self, due: &Due) -> Tried {
        let Effect::Export { to, asked, message, lang, from, until, unmasked } = &due.effect else {
            return Tried::Done;
        };
        let begins = calendar::start_of(*from);
        let ends = calendar::start_of(until.checked_add_days(Days::new(1)).unwrap_or(*until));
        let rows = match self.order_rows((begins, ends), *lang, *unmasked).await {
            Ok(rows) => rows,
            Err(error) => return error.into(),
        };
        let count = rows.len();
        let dates = |id: &'static str| Say::id(id).with("from", from.to_string()).with("until", until.to_string());
        let headings: Vec<String> = COLUMNS.iter().map(|(id, _)| self.texts.plain(*lang, &Say::id(id))).collect();
        let sheet = self.texts.plain(*lang, &Say::id("export-sheet"));
        let name = format!("{}.xlsx", self.texts.plain(*lang, &dates("export-file")));
        let book = {
            let Ok(_turn) = self.slow.acquire().await else { return Tried::Trouble("stopping".to_owned()) };
            tokio::task::spawn_blocking(move || sheets::workbook(&sheet, &headings, &rows)).await
        };
        let book = match book {
            Ok(Ok(book)) => book,
            Ok(Err(error)) => return Tried::Trouble(error.to_string()),
            Err(_) => return Tried::Trouble("a table could not be written".to_owned()),
        };
        let caption = dates(if *unmasked { "export-caption-unmasked" } else { "export-caption" }).with("count", count);
        let wording = Wording { texts: &self.texts, bot: &self.desk.setting().bot_name };
        let mut fields = wording.document((*to).into(), &Words::new(*lang, vec![caption]));
        fields.push(("protect_content", "true".to_owned()));
        self.pace.wait(*to).await;
        let sent = {
            let Ok(_turn) = self.calls.acquire().await else { return Tried::Trouble("stopping".to_owned()) };
            self.api.send_document(fields, name, book).await
        };
        let outcome = match sent {
            Ok(_) => Ok(count),
            Err(Failure::Unreachable(_)) => Err(Unreachable::Blocked),
            Err(failure) => return Tried::Failed(failure),
        };
        let export = Export { by: UserId(to.0), from: *from, until: *until, unmasked: *unmasked };
        let happening = Happening::Exported { asked: self.where_now(*asked), message: *message, export, outcome };
        self.brought(due, happening).await
    }

    /// The orders of a time as rows of text; only some orders are in memory at once.
    async fn order_rows(
        &self,
        (from, until): (DateTime<Utc>, DateTime<Utc>),
        lang: Lang,
        unmasked: bool,
    ) -> Result<Vec<Vec<String>>, DeskError> {
        let mut rows = Vec::new();
        for some in self.desk.orders_begun(from, until).await?.chunks(100) {
            for (order, account) in &self.desk.orders(some).await? {
                let seen = Seen { order, account, lang, unmasked, texts: &self.texts };
                rows.push(COLUMNS.iter().map(|(_, cell)| cell(&seen)).collect());
            }
        }
        Ok(rows)
    }
}

/// An order as a row of the table sees it.
struct Seen<'a> {
    order: &'a Order,
    account: &'a Account,
    lang: Lang,
    unmasked: bool,
    texts: &'a crate::texts::Texts,
}

type Column = (&'static str, fn(&Seen<'_>) -> String);

/// The columns, and what each shows.
const COLUMNS: [Column; 19] = [
    ("export-number", |seen| seen.order.number.to_string()),
    ("export-stage", |seen| {
        let stage = crate::conversation::stage_name(seen.order.stage.kind());
        seen.texts.plain(seen.lang, &stage)
    }),
    ("export-unit", |seen| seen.account.unit.as_str().to_owned()),
    ("column-uscc", |seen| {
        let uscc = &seen.account.uscc;
        if seen.unmasked { uscc.as_str().to_owned() } else { uscc.masked() }
    }),
    ("export-created", |seen| moment(seen.order.created_at)),
    ("export-updated", |seen| moment(seen.order.updated_at)),
    ("export-legal", |seen| seen.name(Question::LegalName)),
    ("export-agent", |seen| seen.name(Question::AgentName)),
    ("export-agent-card", |seen| match seen.order.answers.get(Question::AgentIdentity) {
        Some(Answer::Identity(identity)) if !seen.unmasked => identity.masked(),
        _ => seen.order.answers.text(Question::AgentIdentity).to_owned(),
    }),
    ("export-mobile", |seen| match seen.order.answers.agent_mobile() {
        Some(mobile) if !seen.unmasked => mobile.masked(),
        _ => seen.order.answers.text(Question::AgentMobile).to_owned(),
    }),
    ("export-recipient", |seen| seen.name(Question::RecipientName)),
    ("export-address", |seen| seen.place(Question::RecipientAddress)),
    ("export-certificates", |seen| {
        let serials = seen.order.certificates.iter().filter_map(|c| c.known_serial());
        serials.map(|serial| serial.as_str().to_owned()).collect::<Vec<_>>().join(" ")
    }),
    ("export-serials", |seen| seen.order.serials.join(" ")),
    ("export-due", |seen| seen.order.bill.as_ref().map(|bill| bill.total().to_string()).unwrap_or_default()),
    ("export-paid", |seen| seen.order.payment.as_ref().map(|paid| paid.amount.to_string()).unwrap_or_default()),
    ("export-reference", |seen| {
        let paid = seen.order.payment.as_ref().and_then(|paid| paid.reference.as_ref());
        paid.map(|reference| reference.as_str().to_owned()).unwrap_or_default()
    }),
    ("export-waybill", |seen| {
        seen.order.outbound.as_ref().map(|parcel| parcel.waybill.number.clone()).unwrap_or_default()
    }),
    ("export-invoice", |seen| {
        seen.order.invoice.as_ref().map(|invoice| invoice.number.as_str().to_owned()).unwrap_or_default()
    }),
];

impl Seen<'_> {
    /// A person's name: the first character of it where names are masked.
    fn name(&self, question: Question) -> String {
        let name = self.order.answers.text(question);
        match name.chars().next() {
            Some(first) if !self.unmasked => format!("{first}**"),
            _ => name.to_owned(),
        }
    }

    /// Where somebody lives or works: no more of it than the town where it is masked.
    fn place(&self, question: Question) -> String {
        let place = self.order.answers.text(question);
        if self.unmasked || place.is_empty() {
            return place.to_owned();
        }
        place.chars().take(6).chain("***".chars()).collect()
    }
}

fn moment(at: DateTime<Utc>) -> String {
    calendar::local(at).format("%Y-%m-%d %H:%M").to_string()
}

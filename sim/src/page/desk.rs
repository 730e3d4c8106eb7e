//! The stamp-and-scan desk over HTTP: `POST /_sim/paper/{what}`. Takes PDFs that bots sent, hands back scans as uploads.
//! The work itself is `paper`'s, off the async threads and one page at a time.

use super::answer::{Refused, parsed};
use super::uploads::Staged;
use super::{Page, read, wrong};
use crate::paper::{
    Degradation, Dpi, Finish, FormKind, IdentityCard, Licence, Mark, PaperError, Scan, Sheet, Stamping, Typeface,
    encode_jpeg, thumbnail,
};
use crate::world::{Content, StoredFile, UserId};
use axum::Json;
use axum::extract::{Path, State};
use bytes::Bytes;
use image::RgbImage;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

/// Most forms on the list, the youngest.
const MOST_PAPERS: usize = 40;
/// A scan's JPEG quality: what office scanners write.
const QUALITY: u8 = 85;
/// The longest side of a preview, in dots.
const PREVIEW: u32 = 1_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    person: UserId,
    chat: String,
}

/// What both kinds of paper need.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    /// A PDF's file number.
    file: Option<usize>,
    /// Its page, from 1.
    page: Option<usize>,
    /// `licence` or `identity_card`, where no PDF is scanned.
    kind: Option<String>,
    #[serde(default = "good")]
    finish: Finish,
    #[serde(default)]
    company: String,
    #[serde(default)]
    legal_person: String,
    #[serde(default)]
    uscc: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    number: String,
    #[serde(default)]
    seed: u64,
    dpi: Option<u32>,
    /// Impressions and their places, in millimetres; left out, those usual on the last page of such a form.
    marks: Option<Vec<Mark>>,
    /// What else happens to the scan.
    #[serde(default)]
    steps: Vec<Degradation>,
}

fn good() -> Finish {
    Finish::Good
}

#[derive(Serialize)]
struct Scanned {
    #[serde(flatten)]
    staged: Staged,
    preview: String,
    width: u32,
    height: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wrong {
    kind: String,
}

/// Does one of the desk's things.
pub(super) async fn act(
    State(page): State<Arc<Page>>,
    Path(what): Path<String>,
    body: Bytes,
) -> Result<Json<Value>, Refused> {
    let answer = match what.as_str() {
        "list" => list(&page, &parsed(&body)?).await?,
        "scan" | "card" => json!(scan(&page, parsed(&body)?).await?),
        "codes" => codes(&page, parsed(&body)?).await?,
        "wrong" => {
            let (name, bytes) = wrong::file(&parsed::<Wrong>(&body)?.kind)?;
            json!(page.uploads.keep(name, bytes, None))
        }
        _ => return Err(Refused::missing(format!("the desk has no {what}"))),
    };
    Ok(Json(answer))
}

/// The forms in a chat, youngest first: PDFs whose names say that they are to be stamped. Anything else is only to be read.
async fn list(page: &Arc<Page>, list: &List) -> Result<Value, Refused> {
    let seat = read::seat(page, list.person, &list.chat)?;
    let found: Vec<(usize, String, Bytes)> = page.shared.look(|state| {
        let Some(chat) = state.world.chats.get(&seat.key) else { return Vec::new() };
        let alive = chat.log.after(0).rev().filter(|message| !message.deleted && message.author != list.person);
        let files = alive.filter_map(|message| match &message.content {
            Content::Document(media) => media.file.as_ref(),
            _ => None,
        });
        let stamped =
            |file: &&Arc<StoredFile>| FormKind::of_file(file.name.as_deref().unwrap_or("")) != FormKind::Other;
        let pdfs = files.filter(|file| file.bytes.starts_with(b"%PDF")).filter(stamped);
        pdfs.take(MOST_PAPERS)
            .map(|file| (file.number, file.name.clone().unwrap_or_default(), file.bytes.clone()))
            .collect()
    });
    let counted = blocking(move || {
        found
            .into_iter()
            .map(|(number, name, bytes)| {
                let pages = Sheet::pages(&bytes).unwrap_or(0);
                json!({ "file": number, "name": name, "size": bytes.len(), "pages": pages })
            })
            .collect::<Vec<_>>()
    });
    Ok(json!({ "papers": counted.await? }))
}

async fn scan(page: &Arc<Page>, order: Order) -> Result<Scanned, Refused> {
    let pdf = pdf_of(page, &order)?;
    let typeface = page.shared.settings.typeface.clone();
    let (name, picture, file, preview) = blocking(move || drawn(&order, pdf.as_ref(), typeface)).await??;
    let staged = page.uploads.keep(&name, file.into(), Some(preview.into()));
    let preview = format!("{}/preview", staged.url);
    Ok(Scanned { staged, preview, width: picture.0, height: picture.1 })
}

type Drawn = (String, (u32, u32), Vec<u8>, Vec<u8>);

fn drawn(order: &Order, pdf: Option<&(String, Bytes)>, typeface: Typeface) -> Result<Drawn, Refused> {
    let dpi =
        order.dpi.map_or(Some(Dpi::D200), Dpi::from_value).ok_or_else(|| Refused::bad("dpi is 150, 200 or 300"))?;
    let mut marks = order.marks.clone();
    let (sheet, form, stem) = match pdf {
        Some((name, bytes)) => {
            let number = order.page.unwrap_or(1);
            let sheet = Sheet::from_pdf(bytes, number, dpi)?;
            if number < Sheet::pages(bytes)? {
                marks.get_or_insert_default();
            }
            (sheet, FormKind::of_file(name), name.trim_end_matches(".pdf").to_owned())
        }
        None => card(order, &typeface, dpi)?,
    };
    let stamping = Stamping {
        company: order.company.clone(),
        legal_person: order.legal_person.clone(),
        agent: order.name.clone(),
        typeface,
        marks,
        seed: order.seed,
    };
    let picture: RgbImage = stamping.scan(sheet, form, order.finish);
    let picture = Scan { steps: order.steps.clone(), seed: order.seed }.apply_to(picture);
    let file = encode_jpeg(&picture, QUALITY)?;
    let preview = thumbnail(&picture, PREVIEW)?;
    Ok((format!("{stem}-scan.jpg"), picture.dimensions(), file, preview))
}

fn card(order: &Order, typeface: &Typeface, dpi: Dpi) -> Result<(Sheet, FormKind, String), Refused> {
    match order.kind.as_deref() {
        Some("licence") => {
            let (company, uscc) = (order.company.clone(), order.uscc.clone());
            let licence = Licence { company, uscc, legal_person: order.legal_person.clone() };
            Ok((licence.print(typeface, dpi), FormKind::Licence, "营业执照".to_owned()))
        }
        Some("identity_card") => {
            let card = IdentityCard { name: order.name.clone(), number: order.number.clone() };
            Ok((card.print(typeface, dpi), FormKind::IdentityCard, "身份证".to_owned()))
        }
        _ => Err(Refused::bad("a scan needs a `file`, or a `kind`: licence or identity_card")),
    }
}

/// What the codes printed on a page say, as a telephone held over it would read them.
async fn codes(page: &Arc<Page>, order: Order) -> Result<Value, Refused> {
    let (_, bytes) = pdf_of(page, &order)?.ok_or_else(|| Refused::bad("missing field `file`"))?;
    let number = order.page.unwrap_or(1);
    let codes = blocking(move || Sheet::from_pdf(&bytes, number, Dpi::D150).map(|sheet| sheet.codes())).await??;
    Ok(json!({ "codes": codes }))
}

fn pdf_of(page: &Page, order: &Order) -> Result<Option<(String, Bytes)>, Refused> {
    let Some(number) = order.file else { return Ok(None) };
    let found = page.shared.look(|state| {
        state.world.files.numbered(number).map(|file| (file.name.clone().unwrap_or_default(), file.bytes.clone()))
    });
    found.map(Some).ok_or_else(|| Refused::missing(format!("there is no file {number}")))
}

/// Runs heavy work where it does not hold up the chats.
async fn blocking<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> Result<R, Refused> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Refused::broken("the scanner jammed"))
}

impl From<PaperError> for Refused {
    fn from(error: PaperError) -> Self {
        Self::bad(error.to_string())
    }
}

//! Where a provider hands over an invoice: kept and noted, one happening for the desk, and an answer that says what became of it. What it
//! is held against is the domain's; reading the PDF is the outbox's.

use super::callbacks::{Back, status};
use crate::conversation::Happening;
use crate::desk::{DeskError, FilePlace};
use crate::domain::document::{FileForm, FileRef};
use crate::domain::invoice::{Arrival, states};
use crate::gateway::invoice::{Reception, Sent};
use crate::gateway::{CallBack, FileError};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

/// Why nothing became of it.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error(transparent)]
    Desk(#[from] DeskError),
    #[error(transparent)]
    Files(#[from] FileError),
}

/// `POST /callbacks/invoice`
pub(super) async fn invoice(State(back): State<Back>, headers: HeaderMap, body: Bytes) -> Response {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let call = CallBack { header: &header, body: &body, now: back.desk.clock().now() };
    let sent = match back.services.invoicing.notified(call) {
        Ok(sent) => sent,
        Err(refused) => {
            tracing::warn!(%refused, "an invoice's call is not believed");
            return status(refused).into_response();
        }
    };
    let result = match Box::pin(received(&back, &sent)).await {
        Ok(result) => result,
        Err(trouble) => {
            tracing::error!(%trouble, order.id = sent.order.as_str(), "an invoice could not be taken in");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    tracing::info!(order.id = sent.order.as_str(), ?result, "an invoice was handed over");
    match back.services.invoicing.answer(back.desk.clock().now(), &sent, result) {
        Ok(answer) => {
            let headers = [
                ("content-type", "application/json".to_owned()),
                ("x-timestamp", answer.timestamp),
                ("x-signature", answer.signature),
            ];
            (code(result), headers, answer.body).into_response()
        }
        Err(refused) => status(refused).into_response(),
    }
}

async fn received(back: &Back, sent: &Sent) -> Result<Reception, Trouble> {
    let Some((order, _)) = back.desk.order(&sent.order).await? else { return Ok(Reception::UnknownOrder) };
    if !sent.pdf.starts_with(b"%PDF-") {
        return Ok(Reception::NoPdf);
    }
    let files = &back.services.files;
    let digest = files.digest(&sent.pdf).await?;
    if let Some(settled) = settled(order.arrival(&sent.number, &digest)) {
        return told(back, sent, settled).await;
    }
    // Noted first, so that the rules of retention find it whatever happens next.
    let size = sent.pdf.len() as u64;
    back.desk.note_file(&sent.order, FilePlace::Beside, (&digest, size)).await?;
    files.keep(&sent.pdf).await?;
    let name = Some(format!("{}.pdf", sent.order.as_str()));
    let file = FileRef { id: String::new(), unique_id: digest.clone(), name, size, form: FileForm::Clip };
    let happening = Happening::InvoiceCame {
        order: sent.order.clone(),
        number: sent.number.clone(),
        file,
        states: states(&order, sent.amount, &sent.title),
    };
    back.desk.hear(happening).await?;
    // What another call or staff did meanwhile counts as it is now.
    let Some((order, _)) = back.desk.order(&sent.order).await? else { return Ok(Reception::UnknownOrder) };
    told(back, sent, settled(order.arrival(&sent.number, &digest)).unwrap_or(Reception::NoPdf)).await
}

/// The answer; finance hear of an invoice too many, since it was made all the same.
async fn told(back: &Back, sent: &Sent, reception: Reception) -> Result<Reception, Trouble> {
    if reception == Reception::OtherInvoice {
        let (order, number) = (sent.order.clone(), sent.number.clone());
        back.desk.hear(Happening::OtherInvoice { order, number }).await?;
    }
    Ok(reception)
}

/// What is to be answered without doing anything.
fn settled(arrival: Arrival) -> Option<Reception> {
    Some(match arrival {
        Arrival::Fresh => return None,
        Arrival::Known { differs: false } => Reception::Taken,
        Arrival::Known { differs: true } => Reception::Differs,
        Arrival::NotNow => Reception::NotNow,
        Arrival::OtherPdf => Reception::OtherPdf,
        Arrival::OtherInvoice => Reception::OtherInvoice,
    })
}

fn code(result: Reception) -> StatusCode {
    match result {
        Reception::Taken | Reception::Differs => StatusCode::OK,
        Reception::UnknownOrder => StatusCode::NOT_FOUND,
        Reception::NotNow | Reception::OtherPdf | Reception::OtherInvoice => StatusCode::CONFLICT,
        Reception::NoPdf => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

//! Invoices, sent or made into a link, and the question before a payment.

use crate::wire::answer::{ApiError, Outcome, Reply};
use crate::wire::call::Call;
use crate::world::{Action, Content, Draft, InlineButton, Invoice, Markup, Price};
use serde_json::Value;

/// `sendInvoice`
pub(in crate::wire) fn send(call: &mut Call<'_>) -> Outcome {
    let invoice = asked_for(call)?;
    let pay = || InlineButton { text: format!("Pay {}", invoice.currency), action: Action::Pay };
    let markup = call.markup()?.or_else(|| Some(Markup::Inline(vec![vec![pay()]])));
    let key = call.chat()?;
    let id = call.post(key, Draft { markup, ..Draft::of(call.bot, Content::Invoice(invoice)) })?;
    Ok(Reply::Message(key, id))
}

/// `createInvoiceLink`: checked as one that is sent; nobody here follows such links.
pub(in crate::wire) fn link(call: &mut Call<'_>) -> Outcome {
    asked_for(call)?;
    let slug = call.world.slug();
    Ok(Reply::Json(format!("\"https://t.me/${slug}\"").into_bytes()))
}

fn asked_for(call: &Call<'_>) -> Result<Invoice, ApiError> {
    let title = bounded(call, "title", 32)?;
    let description = bounded(call, "description", 255)?;
    let payload = call.args.text("payload").to_owned();
    if payload.is_empty() || payload.len() > 128 {
        return Err(ApiError::bad("INVOICE_PAYLOAD_INVALID"));
    }
    let currency = call.args.text("currency").to_owned();
    if currency.len() != 3 || !currency.bytes().all(|b| b.is_ascii_uppercase()) {
        return Err(ApiError::bad("CURRENCY_INVALID"));
    }
    let prices = prices(call)?;
    check_provider(call, &currency, prices.len())?;
    let (seller, start_parameter) = (call.bot, call.args.text("start_parameter").to_owned());
    if !start_parameter.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')) {
        return Err(ApiError::bad("START_PARAM_INVALID"));
    }
    let invoice = Invoice { title, description, payload, currency, prices, seller, start_parameter };
    if invoice.total() <= 0 {
        return Err(ApiError::bad("total price must be positive"));
    }
    Ok(invoice)
}

fn bounded(call: &Call<'_>, field: &str, longest: usize) -> Result<String, ApiError> {
    let text = call.args.text(field).trim();
    let length = text.chars().count();
    let wrong = || ApiError::bad(format!("{}_INVALID", field.to_ascii_uppercase()));
    (1..=longest).contains(&length).then(|| text.to_owned()).ok_or_else(wrong)
}

fn prices(call: &Call<'_>) -> Result<Vec<Price>, ApiError> {
    let given: Vec<Value> = call.args.nested("prices", "prices")?.unwrap_or_default();
    if given.is_empty() {
        return Err(ApiError::bad("there must be at least one price"));
    }
    let price = |value: &Value| {
        let label = value.get("label")?.as_str()?.to_owned();
        let amount = value.get("amount")?;
        Some(Price { label, amount: amount.as_i64().or_else(|| amount.as_str()?.parse().ok())? })
    };
    let read: Option<Vec<Price>> = given.iter().map(price).collect();
    read.ok_or_else(|| ApiError::bad("can't parse LabeledPrice: wrong price specified"))
}

fn check_provider(call: &Call<'_>, currency: &str, prices: usize) -> Result<(), ApiError> {
    let given = call.args.text("provider_token");
    if currency == "XTR" {
        return (given.is_empty() && prices == 1).then_some(()).ok_or_else(|| ApiError::bad("STARS_INVOICE_INVALID"));
    }
    let own = call.world.bots.get(&call.bot).and_then(|bot| bot.payment_token.as_deref());
    (own == Some(given)).then_some(()).ok_or_else(|| ApiError::bad("PAYMENT_PROVIDER_INVALID"))
}

/// `answerPreCheckoutQuery`
pub(in crate::wire) fn answer(call: &mut Call<'_>) -> Outcome {
    let id = call.args.text("pre_checkout_query_id").parse().unwrap_or(0);
    let verdict = if call.args.flag("ok") {
        Ok(())
    } else {
        let why = call.args.text("error_message");
        if why.is_empty() {
            return Err(ApiError::bad("parameter \"error_message\" is required"));
        }
        Err(why.to_owned())
    };
    call.world.answer_checkout(call.bot, id, &verdict, call.now)?;
    Ok(Reply::True)
}

//! `setWebhook` and its relatives: where updates are to be sent, and what is refused as an address.

use super::answer::{ApiError, Outcome, Reply};
use super::call::Call;
use super::json;
use crate::clock::Millis;
use std::net::IpAddr;

/// Where a bot wants its updates sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Webhook {
    pub(super) url: String,
    pub(super) secret: String,
    pub(super) connections: usize,
    /// The last failure: when and what.
    pub(super) trouble: Option<(Millis, String)>,
    /// Since when every answer has been 410.
    pub(super) gone: Option<Millis>,
    /// Another one each time the webhook is set, so that deliveries under way know.
    pub(super) edition: u64,
}

const PORTS: [u16; 4] = [80, 88, 443, 8443];

pub(super) fn set(call: &mut Call<'_>) -> Outcome {
    let url = call.args.text("url").trim().to_owned();
    if url.is_empty() {
        return delete(call);
    }
    if call.settings.webhook_pace && call.now - call.line.last_set < 1_000 {
        return Err(ApiError::too_many(1));
    }
    check_address(&url, call.settings.local_webhooks)?;
    let secret = call.args.text("secret_token").to_owned();
    check_secret(&secret)?;
    call.line.last_set = call.now;
    if let Some(text) = call.args.get("allowed_updates")
        && let Ok(kinds) = serde_json::from_str(text)
    {
        call.line.allow(kinds);
    }
    if call.args.flag("drop_pending_updates") {
        call.line.clear();
    }
    let connections = match call.args.int("max_connections") {
        0 => 40,
        wanted => usize::try_from(wanted.clamp(1, 100)).unwrap_or(40),
    };
    let same = call.line.webhook.as_ref().is_some_and(|w| (&w.url, &w.secret) == (&url, &secret));
    let edition = call.world.next_serial();
    call.line.webhook = Some(Webhook { url, secret, connections, trouble: None, gone: None, edition });
    call.line.ended = Some("terminated by setWebhook request");
    Ok(Reply::Told(if same { "Webhook is already set" } else { "Webhook was set" }))
}

#[expect(clippy::unnecessary_wraps, reason = "the table holds handlers of one shape")]
pub(super) fn delete(call: &mut Call<'_>) -> Outcome {
    if call.args.flag("drop_pending_updates") {
        call.line.clear();
    }
    let was = call.line.webhook.take().is_some();
    Ok(Reply::Told(if was { "Webhook was deleted" } else { "Webhook is already deleted" }))
}

#[expect(clippy::unnecessary_wraps, reason = "the table holds handlers of one shape")]
pub(super) fn info(call: &mut Call<'_>) -> Outcome {
    let mut out = Vec::new();
    let webhook = call.line.webhook.clone().unwrap_or_default();
    json::object(&mut out, |o| {
        o.put("url", &webhook.url);
        o.put("has_custom_certificate", &false);
        o.put("pending_update_count", &call.line.pending());
        if let Some((at, what)) = &webhook.trouble {
            o.put("last_error_date", &json::seconds(*at));
            o.put("last_error_message", what);
        }
        if !webhook.url.is_empty() {
            o.put("max_connections", &webhook.connections);
            o.put("ip_address", "127.0.0.1");
        }
        o.maybe("allowed_updates", call.line.allowed());
    });
    Ok(Reply::Json(out))
}

fn check_secret(secret: &str) -> Result<(), ApiError> {
    if secret.len() > 256 {
        return Err(ApiError::bad("secret token is too long"));
    }
    let allowed = secret.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    allowed.then_some(()).ok_or_else(|| ApiError::bad("secret token contains unallowed characters"))
}

fn check_address(url: &str, local: bool) -> Result<(), ApiError> {
    let invalid = || ApiError::bad("invalid webhook URL specified");
    let parsed = reqwest::Url::parse(url).map_err(|_| invalid())?;
    let host = parsed.host_str().ok_or_else(invalid)?;
    if !matches!(parsed.scheme(), "http" | "https") {
        return Err(invalid());
    }
    if local {
        return Ok(());
    }
    if parsed.scheme() != "https" {
        return Err(ApiError::bad("bad webhook: An HTTPS URL must be provided for webhook"));
    }
    if !PORTS.contains(&parsed.port_or_known_default().unwrap_or(443)) {
        return Err(ApiError::bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"));
    }
    let reserved = match host.trim_matches(['[', ']']).parse::<IpAddr>() {
        Ok(IpAddr::V4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified(),
        Ok(IpAddr::V6(ip)) => ip.is_loopback() || ip.is_unspecified(),
        Err(_) => false,
    };
    if reserved {
        return Err(ApiError::bad(format!("bad webhook: IP address {host} is reserved")));
    }
    Ok(())
}

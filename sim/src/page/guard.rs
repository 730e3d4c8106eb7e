//! Who may use the page and the switches: programs on this machine, and the page's own scripts. Everything here acts as people, so neither a
//! machine on the network nor a web page elsewhere (by a forged request, or a name that leads to 127.0.0.1) gets in.

use super::answer::Refused;
use crate::shared::Shared;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;
use std::sync::Arc;

/// Lets a request through if it comes from here.
pub(crate) async fn loopback_only(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    if !shared.settings.listen.ip().is_loopback() {
        return Refused::forbidden("the page and the switches are served on loopback addresses only").into_response();
    }
    match check(request.headers(), request.uri()) {
        Ok(()) => next.run(request).await,
        Err(refused) => refused.into_response(),
    }
}

fn check(headers: &HeaderMap, uri: &Uri) -> Result<(), Refused> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).or_else(|| uri.authority().map(axum::http::uri::Authority::as_str));
    let host = host.ok_or_else(|| Refused::forbidden("no Host header"))?;
    if !is_loopback(host) {
        return Err(Refused::forbidden(format!("{host} is not a loopback address")));
    }
    if let Some(origin) = headers.get(header::ORIGIN) {
        let own = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
        if own != Some(host) {
            return Err(Refused::forbidden("another site's script has no business here"));
        }
    }
    match headers.get("sec-fetch-site").map(axum::http::HeaderValue::as_bytes) {
        None | Some(b"same-origin" | b"none") => Ok(()),
        // A plain link from elsewhere may open the page itself, and nothing else.
        Some(_) if uri.path() == "/" => Ok(()),
        Some(_) => Err(Refused::forbidden("another site has no business here")),
    }
}

/// Whether a Host header names this machine: `localhost`, 127.0.0.0/8 or `[::1]`, with any port.
fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map_or("", |(name, _)| name),
        None => host.split_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    fn passes(path: &str, pairs: &[(&'static str, &str)]) -> bool {
        check(&headers(pairs), &path.parse().unwrap()).is_ok()
    }

    #[test]
    fn this_machine_gets_in_under_any_of_its_names() {
        for host in ["127.0.0.1:8081", "localhost:8081", "LOCALHOST", "[::1]:80", "127.3.2.1"] {
            assert!(passes("/_sim/state", &[("host", host)]), "{host}");
        }
    }

    #[test]
    fn a_name_that_leads_here_from_elsewhere_does_not() {
        for host in ["evil.example:8081", "127.0.0.1.evil.example", "10.0.0.5", "[::2]", ""] {
            assert!(!passes("/_sim/state", &[("host", host)]), "{host}");
        }
        assert!(!passes("/_sim/state", &[]));
    }

    #[test]
    fn another_sites_script_does_not() {
        let host = ("host", "127.0.0.1:8081");
        assert!(passes("/_sim/state", &[host, ("origin", "http://127.0.0.1:8081")]));
        assert!(!passes("/_sim/state", &[host, ("origin", "http://127.0.0.1:9999")]));
        assert!(!passes("/_sim/state", &[host, ("origin", "null")]));
        assert!(!passes("/_sim/state", &[host, ("sec-fetch-site", "cross-site")]));
        assert!(passes("/", &[host, ("sec-fetch-site", "cross-site")]));
    }
}

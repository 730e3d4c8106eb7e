//! Addresses as the configuration names them: where a provider is asked, and where it calls back. What is said there is about people and
//! money, so nothing of it crosses a network in clear text.

use super::NotReady;
use super::secret::given;
use reqwest::Url;

/// Where a provider is asked.
pub(super) fn provider(value: &str, key: &'static str) -> Result<String, NotReady> {
    let address = given(value, key)?;
    if is_private(&address) {
        Ok(address)
    } else {
        Err(NotReady::wrong(key, "it must begin with https:// (http:// is for this machine only)"))
    }
}

/// Where a provider reaches this desk's web server, without a slash at its end. Paths are put after it, so it has no query of its own;
/// WeChat Pay would refuse one besides.
pub(super) fn outside(value: &str, key: &'static str) -> Result<String, NotReady> {
    let address = given(value, key)?;
    match Url::parse(&address) {
        Ok(url) if url.scheme() == "https" && url.query().is_none() && url.fragment().is_none() => {
            Ok(address.trim_end_matches('/').to_owned())
        }
        _ => Err(NotReady::wrong(key, "it must begin with https://, without a query")),
    }
}

/// True for https, and for plain http within this machine.
pub(super) fn is_private(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    let here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    url.scheme() == "https" || (url.scheme() == "http" && here)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_this_machine_in_clear_text() {
        for (address, is_taken) in [
            ("https://poll.kuaidi100.com", true),
            (" http://127.0.0.1:8080/v1 ", true),
            ("http://[::1]:8080", true),
            ("http://poll.kuaidi100.com", false),
            ("http://10.0.0.7/sms", false),
            ("http://127.0.0.1.example.com", false),
            ("ftp://127.0.0.1", false),
            ("poll.kuaidi100.com", false),
        ] {
            assert_eq!(provider(address, "a.url").is_ok(), is_taken, "{address}");
        }
        assert_eq!(provider(" ", "a.url"), Err(NotReady::Missing("a.url")));
    }

    #[test]
    fn a_provider_calls_back_by_https_at_an_address_without_a_query() {
        assert_eq!(outside("https://desk.example/ca/", "a.callback").unwrap(), "https://desk.example/ca");
        for address in
            ["http://desk.example", "http://127.0.0.1", "https://desk.example/?a=1", "https://desk.example/#a"]
        {
            assert!(
                matches!(outside(address, "a.callback"), Err(NotReady::Wrong { key: "a.callback", .. })),
                "{address}"
            );
        }
    }
}

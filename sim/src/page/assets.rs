//! The page's own files, embedded. Nothing is read from disk, nothing is fetched from elsewhere.

use super::answer::Refused;
use axum::extract::Path;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
/// Scripts and styles from here only; pictures and clips from here or made on the page.
const POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; style-src 'self' \
                      'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const FILES: [(&str, &str, &str); 17] = [
    ("frame.css", STYLE, include_str!("../../assets/frame.css")),
    ("chat.css", STYLE, include_str!("../../assets/chat.css")),
    ("dialogs.css", STYLE, include_str!("../../assets/dialogs.css")),
    ("main.js", SCRIPT, include_str!("../../assets/main.js")),
    ("api.js", SCRIPT, include_str!("../../assets/api.js")),
    ("attach.js", SCRIPT, include_str!("../../assets/attach.js")),
    ("composer.js", SCRIPT, include_str!("../../assets/composer.js")),
    ("desk.js", SCRIPT, include_str!("../../assets/desk.js")),
    ("dialogs.js", SCRIPT, include_str!("../../assets/dialogs.js")),
    ("dom.js", SCRIPT, include_str!("../../assets/dom.js")),
    ("entities.js", SCRIPT, include_str!("../../assets/entities.js")),
    ("history.js", SCRIPT, include_str!("../../assets/history.js")),
    ("i18n.js", SCRIPT, include_str!("../../assets/i18n.js")),
    ("message.js", SCRIPT, include_str!("../../assets/message.js")),
    ("notes.js", SCRIPT, include_str!("../../assets/notes.js")),
    ("pane.js", SCRIPT, include_str!("../../assets/pane.js")),
    ("recorder.js", SCRIPT, include_str!("../../assets/recorder.js")),
];

/// The page.
pub(super) async fn index() -> Response {
    served("text/html; charset=utf-8", include_str!("../../assets/index.html"))
}

/// A script or a style of it.
pub(super) async fn asset(Path(name): Path<String>) -> Result<Response, Refused> {
    let found = FILES.iter().find(|file| file.0 == name);
    let (_, kind, text) = found.ok_or_else(|| Refused::missing(format!("there is no {name}")))?;
    Ok(served(kind, text))
}

fn served(kind: &'static str, text: &'static str) -> Response {
    const SNIFF: HeaderName = HeaderName::from_static("x-content-type-options");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-cache"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (SNIFF, "nosniff"),
    ];
    (headers, text).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_needs_nothing_from_elsewhere() {
        let page = ("index.html", "", include_str!("../../assets/index.html"));
        for (name, _, text) in FILES.iter().chain([&page]) {
            for line in text.lines() {
                let far = line.contains("http://") || line.contains("https://");
                let harmless = line.contains("w3.org/2000/svg") || line.contains("`https://${");
                assert!(!far || harmless, "{name}: {line}");
            }
        }
    }

    #[test]
    fn every_import_leads_to_a_file_that_is_served() {
        for (name, _, text) in &FILES {
            for line in text.lines().filter(|line| line.starts_with("import ")) {
                let wanted = line.rsplit("\"./").next().and_then(|end| end.split('"').next()).unwrap();
                assert!(FILES.iter().any(|file| file.0 == wanted), "{name} imports {wanted}");
            }
        }
    }
}

//! `/file/bot<token>/<path>`: the bytes of a file.

use crate::shared::Shared;
use axum::body::Body;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::{Response, StatusCode};
use percent_encoding::percent_decode_str;

/// Answers a download.
pub(crate) fn download(shared: &Shared, path: &str) -> Response<Body> {
    let found = percent_decode_str(path).decode_utf8().ok().and_then(|path| {
        let (token, file) = path.strip_prefix("/file/bot")?.split_once('/')?;
        let file = file.strip_prefix("test/").unwrap_or(file);
        shared.look(|state| {
            state.tokens.get(token)?;
            state.world.files.by_path(file).map(|file| file.bytes.clone())
        })
    });
    let missing = br#"{"ok":false,"error_code":404,"description":"Not Found"}"#.as_slice();
    let (status, kind, body) = found.map_or_else(
        || (StatusCode::NOT_FOUND, "application/json", Body::from(missing)),
        |bytes| (StatusCode::OK, "application/octet-stream", Body::from(bytes)),
    );
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

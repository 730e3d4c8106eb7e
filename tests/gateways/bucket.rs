//! Files in a bucket: a stand-in that speaks as much S3 as the desk needs keeps what it is given by its path, and takes nothing unsigned.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use certdesk::gateway::{Bucket, FileError, Files, FilesKey};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// What lies in the bucket, by path.
#[derive(Clone, Default)]
struct Shelf(Arc<Mutex<BTreeMap<String, Bytes>>>);

impl Shelf {
    fn all(&self) -> BTreeMap<String, Bytes> {
        self.0.lock().unwrap().clone()
    }
}

async fn answer(State(shelf): State<Shelf>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let signed = said("authorization").starts_with("AWS4-HMAC-SHA256 Credential=AK/") && !said("x-amz-date").is_empty();
    if !signed {
        return (StatusCode::FORBIDDEN, "<Error><Code>AccessDenied</Code></Error>").into_response();
    }
    let mut shelf = shelf.0.lock().unwrap();
    let path = uri.path().to_owned();
    let tag = [("etag", "\"1\""), ("last-modified", "Sun, 22 Nov 2026 04:00:00 GMT")];
    match method {
        Method::PUT => {
            shelf.insert(path, body);
            (StatusCode::OK, tag).into_response()
        }
        Method::DELETE => {
            shelf.remove(&path);
            StatusCode::NO_CONTENT.into_response()
        }
        _ => match shelf.get(&path) {
            Some(kept) => (StatusCode::OK, tag, kept.clone()).into_response(),
            None => (StatusCode::NOT_FOUND, "<Error><Code>NoSuchKey</Code></Error>").into_response(),
        },
    }
}

/// A bucket on the loopback, and what lies in it.
async fn bucket(access_key: &str) -> (Bucket, Shelf) {
    let shelf = Shelf::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let routes = Router::new().fallback(answer).with_state(shelf.clone());
    tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
    let bucket = json!({
        "bucket": "scans", "region": "cn-north-1", "endpoint": endpoint, "access_key": access_key, "secret_key": "hush",
    });
    (serde_json::from_value(bucket).unwrap(), shelf)
}

#[tokio::test]
async fn a_bucket_holds_each_file_once_sealed_and_until_it_is_forgotten() {
    let (bucket, shelf) = bucket("AK").await;
    let files = Files::bucket(&bucket, FilesKey::derive(b"a")).unwrap();
    let bytes = Bytes::from("公章原章".repeat(1_000));
    let digest = files.keep(&bytes).await.unwrap();
    let kept = shelf.all();
    assert_eq!(kept.len(), 1);
    let (path, sealed) = kept.first_key_value().unwrap();
    assert!(path.starts_with("/scans/") && !path.contains(&digest[..16]), "{path}");
    assert!(!sealed.windows(12).any(|part| part == "公章原章".as_bytes()), "it lies open");
    assert_eq!(files.keep(&bytes).await.unwrap(), digest);
    assert_eq!(shelf.all(), kept, "the same file is not written again");
    assert_eq!(files.read(&digest).await.unwrap(), bytes);

    let other = Files::bucket(&bucket, FilesKey::derive(b"b")).unwrap();
    assert!(matches!(other.read(&digest).await, Err(FileError::Store(_))), "another key finds nothing");
    files.forget(&digest).await.unwrap();
    files.forget(&digest).await.unwrap();
    assert!(shelf.all().is_empty());
    files.try_out().await.unwrap();
    assert!(shelf.all().is_empty(), "a trial leaves nothing");
}

#[tokio::test]
async fn a_bucket_that_lets_nobody_in_says_so_at_the_trial() {
    let (bucket, shelf) = bucket("XX").await;
    let files = Files::bucket(&bucket, FilesKey::derive(b"a")).unwrap();
    assert!(matches!(files.try_out().await, Err(FileError::Store(_))));
    assert!(shelf.all().is_empty());
}

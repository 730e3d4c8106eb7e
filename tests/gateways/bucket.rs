//! Files in a bucket of a server that somebody else wrote: `s3s` over a folder. It verifies each signature (`SigV4`) with the secret that
//! it has, and writes an object only when all of it has come.

use super::standin::serve;
use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use certdesk::gateway::{Bucket, FileError, Files, FilesKey};
use s3s::access::{S3Access, S3AccessContext};
use s3s::auth::SimpleAuth;
use s3s::host::{S3Host, VirtualHost};
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s::{S3Result, s3_error};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tracing::instrument::WithSubscriber as _;
use tracing::subscriber::NoSubscriber;

pub(crate) const BUCKET: &str = "certdesk-scans";
pub(crate) const ACCESS: &str = "AKIDDESK";
pub(crate) const SECRET: &str = "the desk's own secret";

/// How a bucket is named in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// In the path.
    Path,
    /// By the host, which is the bucket's own.
    Hosted,
}

/// Every host is the bucket's.
struct Own;

impl S3Host for Own {
    fn parse_host_header<'a>(&'a self, host: &'a str) -> S3Result<VirtualHost<'a>> {
        Ok(VirtualHost::new(host).with_bucket(BUCKET))
    }
}

/// Over a folder it would make the bucket that somebody names; a provider does not.
struct Known;

#[async_trait::async_trait]
impl S3Access for Known {
    async fn check(&self, asked: &mut S3AccessContext<'_>) -> S3Result<()> {
        match (asked.credentials(), asked.s3_path().get_bucket_name()) {
            (None, _) => Err(s3_error!(AccessDenied)),
            (Some(_), Some(BUCKET)) => Ok(()),
            (Some(_), _) => Err(s3_error!(NoSuchBucket)),
        }
    }
}

/// The server, with one empty bucket; it ends with the test.
pub(crate) struct Store {
    pub(crate) url: String,
    folder: tempfile::TempDir,
}

impl Store {
    pub(crate) async fn open(style: Style) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(BUCKET)).unwrap();
        let mut builder = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).unwrap());
        builder.set_auth(SimpleAuth::from_single(ACCESS, SECRET));
        builder.set_access(Known);
        if style == Style::Hosted {
            builder.set_host(Own);
        }
        let service = builder.build();
        let url = serve(Router::new().fallback(move |request: Request| answer(service.clone(), request))).await;
        Self { url: url.replace("127.0.0.1", "localhost"), folder }
    }

    /// Every file that lies in the server's folder, half ones as well.
    fn all(&self) -> Vec<PathBuf> {
        below(self.folder.path())
    }
}

async fn answer(service: S3Service, request: Request) -> Response {
    // What the server logs is its own: the desk's log is listened to, whoever's test runs beside this.
    let answer = service.call(request.map(s3s::Body::http_body_unsync)).with_subscriber(NoSubscriber::new());
    match answer.await {
        Ok(answer) => answer.map(axum::body::Body::new),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let inside = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    inside.flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect()
}

/// `[files.bucket]` of a desk whose server is at this address.
pub(crate) fn bucket_at(url: &str, style: Style) -> Bucket {
    let bucket = json!({
        "bucket": BUCKET, "region": "cn-north-1", "endpoint": url, "access_key": ACCESS, "secret_key": SECRET,
        "virtual_hosted": style == Style::Hosted,
    });
    serde_json::from_value(bucket).unwrap()
}

fn files(bucket: &Bucket) -> Files {
    Files::bucket(bucket, FilesKey::derive(b"a")).unwrap()
}

#[tokio::test]
async fn a_bucket_holds_each_file_once_sealed_and_until_it_is_forgotten() {
    for style in [Style::Path, Style::Hosted] {
        let store = Store::open(style).await;
        let bucket = bucket_at(&store.url, style);
        let files = files(&bucket);
        let bytes = Bytes::from("公章原章".repeat(100_000));
        let digest = files.keep(&bytes).await.unwrap_or_else(|why| panic!("{style:?}: {why}"));
        let kept = store.all();
        let objects: Vec<&PathBuf> =
            kept.iter().filter(|path| path.starts_with(store.folder.path().join(BUCKET))).collect();
        assert_eq!(objects.len(), 1, "{style:?}: {kept:?}");
        assert!(!objects[0].to_string_lossy().contains(&digest[..16]), "{objects:?}");
        let sealed = std::fs::read(objects[0]).unwrap();
        assert!(!sealed.windows(12).any(|part| part == "公章原章".as_bytes()), "it lies open");
        assert_eq!(files.keep(&bytes).await.unwrap(), digest);
        assert_eq!(
            std::fs::read(objects[0]).unwrap(),
            sealed,
            "the same file is not written again: a seal is never the same"
        );
        assert_eq!(files.read(&digest).await.unwrap(), bytes, "{style:?}");

        let other = Files::bucket(&bucket, FilesKey::derive(b"b")).unwrap();
        assert!(matches!(other.read(&digest).await, Err(FileError::Store(_))), "another key finds nothing");
        files.forget(&digest).await.unwrap();
        files.forget(&digest).await.unwrap();
        assert!(!objects[0].exists(), "{style:?}");
        assert!(matches!(files.read(&digest).await, Err(FileError::Store(_))));
        files.try_out().await.unwrap();
        assert_eq!(below(&store.folder.path().join(BUCKET)), [] as [PathBuf; 0], "a trial leaves nothing");
    }
}

#[tokio::test]
async fn keys_that_are_not_taken_and_a_bucket_that_is_not_there_are_told_in_words() {
    let store = Store::open(Style::Path).await;
    let told = async |change: &dyn Fn(&mut Bucket)| {
        let mut bucket = bucket_at(&store.url, Style::Path);
        change(&mut bucket);
        let files = files(&bucket);
        let kept = files.keep(&Bytes::from_static(b"a scan")).await.unwrap_err().to_string();
        assert_eq!(files.try_out().await.unwrap_err().to_string(), kept);
        kept
    };
    let guessed = "the desk's own secret?";
    let wrong = told(&|bucket| bucket.secret_key = certdesk::gateway::Kept::Here(guessed.to_owned())).await;
    assert!(wrong.contains("the bucket refuses these keys: SignatureDoesNotMatch"), "{wrong}");
    assert!(!wrong.contains(guessed) && !wrong.contains(SECRET), "{wrong}");
    let stranger = told(&|bucket| "AKIDSTRANGER".clone_into(&mut bucket.access_key)).await;
    assert!(stranger.contains("the bucket refuses these keys: "), "{stranger}");
    let gone = told(&|bucket| "certdesk-elsewhere".clone_into(&mut bucket.bucket)).await;
    assert!(gone.contains("there is no such bucket: NoSuchBucket"), "{gone}");
    assert_eq!(store.all(), [] as [PathBuf; 0], "nothing was kept");
}

/// A line to the server that breaks off in the middle of what the desk sends, so often; how often it did.
async fn fragile(url: &str, breaks: usize) -> (String, Arc<AtomicUsize>) {
    let to = url.strip_prefix("http://").unwrap().to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let near = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    let broken = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&broken);
    tokio::spawn(async move {
        while let Ok((desk, _)) = listener.accept().await {
            let server = TcpStream::connect(&to).await.unwrap();
            tokio::spawn(pass(desk, server, breaks, Arc::clone(&counted)));
        }
    });
    (near, broken)
}

/// Passes on both ways, until more than a question has been sent that is to be broken off.
async fn pass(desk: TcpStream, server: TcpStream, breaks: usize, broken: Arc<AtomicUsize>) {
    const MIDDLE: usize = 300_000;
    let ((mut hears, mut says), (mut answers, mut asks)) = (desk.into_split(), server.into_split());
    let back = tokio::spawn(async move { tokio::io::copy(&mut answers, &mut says).await });
    let (mut sent, mut part) = (0, vec![0; 16 << 10]);
    while let Ok(read @ 1..) = hears.read(&mut part).await {
        sent += read;
        if sent > MIDDLE && broken.load(Ordering::SeqCst) < breaks {
            broken.fetch_add(1, Ordering::SeqCst);
            back.abort();
            return;
        }
        if asks.write_all(&part[..read]).await.is_err() {
            return;
        }
    }
}

#[tokio::test]
async fn a_line_that_breaks_in_the_middle_leaves_nothing_half_and_costs_nothing() {
    let store = Store::open(Style::Path).await;
    let bytes = Bytes::from(vec![7; 2_000_000]);
    let (near, broken) = fragile(&store.url, usize::MAX).await;
    let cut = files(&bucket_at(&near, Style::Path));
    assert!(matches!(cut.keep(&bytes).await, Err(FileError::Store(_))), "it never came through");
    assert!(broken.load(Ordering::SeqCst) > 1, "it was tried again by itself");
    let straight = files(&bucket_at(&store.url, Style::Path));
    let digest = straight.digest(&bytes).await.unwrap();
    assert!(matches!(straight.read(&digest).await, Err(FileError::Store(_))), "half of it is nothing");
    assert_eq!(below(&store.folder.path().join(BUCKET)), [] as [PathBuf; 0]);

    let (near, broken) = fragile(&store.url, 1).await;
    assert_eq!(
        files(&bucket_at(&near, Style::Path)).keep(&bytes).await.unwrap(),
        digest,
        "the second time it comes through"
    );
    assert_eq!(broken.load(Ordering::SeqCst), 1);
    assert_eq!(straight.read(&digest).await.unwrap(), bytes, "all of it");
}

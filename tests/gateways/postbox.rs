//! A mail server's stand-in: speaks SMTP on the loopback, in clear text, after STARTTLS, or in TLS from the first byte, keeps what it
//! took, and misbehaves as a test tells it to.

use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// The files of a server's certificate and its key.
pub(crate) const CERTIFICATE: &str = "ca.pem";
pub(crate) const KEY: &str = "key.pem";

/// What one connection meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    Takes,
    /// Answers so to this command, and to `.`, the message's end.
    Says(&'static str, &'static str),
    /// Takes the message and hangs up without a word.
    HangsUp,
    /// Takes the message and never says so.
    KeepsSilent,
    /// Takes the message and says so, and never lets go of the line.
    KeepsTheLine,
}

/// The parts of a letter: what each is, and what it says when it is decoded.
pub(crate) fn parts(letter: &str) -> Vec<(String, String)> {
    let mut parts = Vec::new();
    for part in letter.replace("\r\n", "\n").split("\n--") {
        let Some((head, body)) = part.split_once("\n\n") else { continue };
        let field = |name: &str| {
            let found = head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
            found.unwrap_or_default().to_owned()
        };
        let said = match field("Content-Transfer-Encoding").as_str() {
            "base64" => certdesk::gateway::sign::from_base64(body).expect("it is Base64"),
            "quoted-printable" => unquoted(body),
            _ => body.as_bytes().to_vec(),
        };
        parts.push((field("Content-Type"), String::from_utf8_lossy(&said).into_owned()));
    }
    parts
}

/// Quoted-printable, read.
fn unquoted(text: &str) -> Vec<u8> {
    let text = text.replace("=\n", "");
    let mut bytes = text.bytes();
    let mut read = Vec::new();
    while let Some(byte) = bytes.next() {
        if byte != b'=' {
            read.push(byte);
            continue;
        }
        let pair = [bytes.next(), bytes.next()].map(|digit| digit.map_or('0', char::from));
        read.push(u8::from_str_radix(&pair.iter().collect::<String>(), 16).expect("two digits"));
    }
    read
}

/// How the way is kept private.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Plain,
    Starttls,
    Tls,
}

#[derive(Clone)]
struct Script {
    way: Way,
    tls: TlsAcceptor,
    manners: Arc<Mutex<VecDeque<Manner>>>,
    taken: Arc<Mutex<Vec<String>>>,
    said: Arc<Mutex<Vec<String>>>,
}

/// The server; it ends with the test.
pub(crate) struct Postbox {
    script: Script,
    pub(crate) port: u16,
    /// The certificate to trust, in a file.
    pub(crate) trust: PathBuf,
    _folder: tempfile::TempDir,
}

trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Wire for T {}

impl Postbox {
    /// Behaves so, connection by connection; like the last one for ever.
    pub(crate) async fn open(way: Way, manners: impl IntoIterator<Item = Manner>) -> Self {
        let (CertifiedKey { cert, signing_key }, folder) = certificate();
        let trust = folder.path().join(CERTIFICATE);
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
        let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key)
            .unwrap();
        let script = Script {
            way,
            tls: TlsAcceptor::from(Arc::new(config)),
            manners: Arc::new(Mutex::new(manners.into_iter().collect())),
            taken: Arc::default(),
            said: Arc::default(),
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let own = script.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let script = own.clone();
                tokio::spawn(async move { script.serve(stream).await });
            }
        });
        Self { script, port, trust, _folder: folder }
    }

    /// Behaves so from now on.
    pub(crate) fn turns(&self, manner: Manner) {
        *self.script.manners.lock().unwrap() = VecDeque::from([manner]);
    }

    /// The messages that were taken, as they came.
    pub(crate) fn taken(&self) -> Vec<String> {
        self.script.taken.lock().unwrap().clone()
    }

    /// Every command that was heard.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.script.said.lock().unwrap().clone()
    }
}

impl Script {
    async fn serve(self, stream: tokio::net::TcpStream) {
        let manner = {
            let mut manners = self.manners.lock().unwrap();
            if manners.len() > 1 { manners.pop_front() } else { manners.front().copied() }
        };
        let manner = manner.expect("a postbox has a manner");
        let wire: Box<dyn Wire> = match self.way {
            Way::Tls => match self.tls.accept(stream).await {
                Ok(stream) => Box::new(stream),
                Err(_) => return,
            },
            Way::Plain | Way::Starttls => Box::new(stream),
        };
        // Whoever hangs up has said all that there is to say.
        let _ended = self.talk(wire, manner).await;
    }

    async fn talk(&self, wire: Box<dyn Wire>, manner: Manner) -> std::io::Result<()> {
        let mut wire = BufReader::new(wire);
        let mut safe = self.way == Way::Tls;
        say(&mut wire, answer(manner, "CONNECT", "220 localhost ESMTP")).await?;
        loop {
            let Some(line) = read(&mut wire).await? else { return Ok(()) };
            self.said.lock().unwrap().push(line.clone());
            let verb = line.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
            let usual = match verb.as_str() {
                "EHLO" if self.way == Way::Starttls && !safe => "250-localhost\r\n250 STARTTLS",
                "EHLO" => "250-localhost\r\n250 AUTH PLAIN",
                "STARTTLS" => "220 go ahead",
                "AUTH" => "235 welcome",
                "DATA" => "354 go ahead",
                "QUIT" => "221 bye",
                _ => "250 ok",
            };
            if verb == "QUIT" && matches!(manner, Manner::KeepsTheLine) {
                std::future::pending::<()>().await;
            }
            let said = answer(manner, &verb, usual);
            say(&mut wire, said).await?;
            match verb.as_str() {
                "QUIT" => return Ok(()),
                "STARTTLS" if said == usual => {
                    let secured: Box<dyn Wire> = Box::new(self.tls.accept(wire.into_inner()).await?);
                    wire = BufReader::new(secured);
                    safe = true;
                }
                "DATA" if said == usual => {
                    let mut message = String::new();
                    loop {
                        match read(&mut wire).await? {
                            None => return Ok(()),
                            Some(line) if line == "." => break,
                            Some(line) => message.extend([line.strip_prefix('.').unwrap_or(&line), "\n"]),
                        }
                    }
                    self.taken.lock().unwrap().push(message);
                    match manner {
                        Manner::HangsUp => return Ok(()),
                        Manner::KeepsSilent => std::future::pending::<()>().await,
                        _ => say(&mut wire, answer(manner, ".", "250 taken")).await?,
                    }
                }
                _ => {}
            }
        }
    }
}

/// Nobody's certificate for `localhost`, and a folder that holds it and its key.
pub(crate) fn certificate() -> (CertifiedKey<KeyPair>, tempfile::TempDir) {
    let certified = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(CERTIFICATE), certified.cert.pem()).unwrap();
    std::fs::write(folder.path().join(KEY), certified.signing_key.serialize_pem()).unwrap();
    (certified, folder)
}

fn answer(manner: Manner, verb: &str, usual: &'static str) -> &'static str {
    match manner {
        Manner::Says(at, words) if at == verb => words,
        _ => usual,
    }
}

async fn say(wire: &mut BufReader<Box<dyn Wire>>, words: &str) -> std::io::Result<()> {
    wire.write_all(format!("{words}\r\n").as_bytes()).await?;
    wire.flush().await
}

async fn read(wire: &mut BufReader<Box<dyn Wire>>) -> std::io::Result<Option<String>> {
    let mut line = String::new();
    if wire.read_line(&mut line).await? == 0 {
        return Ok(None);
    }
    Ok(Some(line.trim_end_matches(['\r', '\n']).to_owned()))
}

//! SMTP: STARTTLS or TLS from the first byte, with the server's certificate checked; in clear text to this machine only. The steps are
//! taken one by one, because what a failure means depends on the step: before the message's last line nothing was sent.

use super::Message;
use crate::clock::Clock;
use crate::gateway::line::{Again, Count, Failure, Line, Manners};
use crate::gateway::secret::given;
use crate::gateway::{Kept, NotReady, Trial};
use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Attachment, Body, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, Message as Letter};
use serde::Deserialize;
use std::net::IpAddr;
use std::path::PathBuf;

/// `[mail.smtp]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpAt {
    #[serde(default)]
    pub host: String,
    pub port: u16,
    pub security: Security,
    /// Both may be left out where the server wants none.
    #[serde(default)]
    pub user: String,
    #[serde(default)]
    pub password: Kept,
    /// The address that messages come from.
    #[serde(default)]
    pub from: String,
    /// A certificate (PEM) to trust beside the public ones: a server of the house's own.
    #[serde(default)]
    pub trust: Option<PathBuf>,
}

/// How the way to the server is kept private.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Security {
    /// TLS after a word in clear text; a server that does not offer it is refused.
    Starttls,
    /// TLS from the first byte.
    Tls,
    /// Clear text, to this machine only.
    Plain,
}

/// The server, ready to be spoken to.
pub struct Smtp {
    line: Line,
    host: String,
    port: u16,
    security: Security,
    tls: TlsParameters,
    credentials: Option<Credentials>,
    from: Address,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Smtp").field("host", &self.host).field("security", &self.security).finish_non_exhaustive()
    }
}

impl Smtp {
    pub fn open(at: &SmtpAt, clock: Clock, manners: Manners) -> Result<Self, NotReady> {
        let host = given(&at.host, "mail.smtp.host")?;
        let from = given(&at.from, "mail.smtp.from")?
            .parse()
            .map_err(|_| NotReady::wrong("mail.smtp.from", "no e-mail address"))?;
        if at.security == Security::Plain && !is_here(&host) {
            return Err(NotReady::wrong("mail.smtp.security", "\"plain\" is for a server on this machine only"));
        }
        let credentials = match at.user.trim() {
            "" => None,
            user => Some(Credentials::new(user.to_owned(), at.password.read("mail.smtp.password")?)),
        };
        let mut tls = TlsParameters::builder(host.clone());
        if let Some(file) = &at.trust {
            let pem = std::fs::read(file).map_err(|error| NotReady::Unread {
                key: "mail.smtp.trust",
                file: file.clone(),
                why: error.kind().to_string(),
            })?;
            let trusted =
                Certificate::from_pem(&pem).map_err(|_| NotReady::wrong("mail.smtp.trust", "no certificate"))?;
            tls = tls.add_root_certificate(trusted);
        }
        let tls = tls.build_rustls().map_err(|_| NotReady::wrong("mail.smtp.host", "TLS cannot be set up for it"))?;
        let line = Line::open("smtp", clock, manners)?;
        Ok(Self { line, host, port: at.port, security: at.security, tls, credentials, from })
    }

    pub(super) fn count(&self) -> Count {
        self.line.count()
    }

    /// Connects, says who it is, and leaves again.
    pub(super) async fn try_out(&self) -> Result<Trial, Failure> {
        self.line.tried(Again::Unseen, || self.call()).await?;
        let seen = match self.credentials {
            Some(_) => "the server takes the log-in; nothing was sent",
            None => "the server answers, and no log-in is configured; nothing was sent",
        };
        Ok(Trial::Tried(seen.into()))
    }

    async fn call(&self) -> Result<(), Failure> {
        let connection = self.bounded(self.connect(), Failure::Away).await?;
        self.leave(connection).await;
        Ok(())
    }

    pub(super) async fn send(&self, message: &Message<'_>) -> Result<(), Failure> {
        let to: Address =
            message.to.as_str().parse().map_err(|_| Failure::Refused("the address is not one".to_owned()))?;
        let letter = self.letter(message, to.clone())?.formatted();
        self.line.tried(Again::Unseen, || self.once(&to, &letter)).await
    }

    async fn once(&self, to: &Address, letter: &[u8]) -> Result<(), Failure> {
        let handed = async {
            let mut connection = self.connect().await?;
            step(connection.command(Mail::new(Some(self.from.clone()), Vec::new())).await)?;
            step(connection.command(Rcpt::new(to.clone(), Vec::new())).await)?;
            step(connection.command(Data).await)?;
            Ok(connection)
        };
        let mut connection = self.bounded(handed, Failure::Away).await?;
        // From here on the server may have taken it, whatever is heard.
        let taken = async { connection.message(letter).await.map_err(|error| spoken(&error, Failure::Unknown)) };
        self.bounded(taken, Failure::Unknown).await?;
        self.leave(connection).await;
        Ok(())
    }

    /// Says good-bye. Whether the server answers it changes nothing, and is not waited for longer than anything else.
    async fn leave(&self, mut connection: AsyncSmtpConnection) {
        let left = async {
            connection.abort().await;
            Ok(())
        };
        if self.bounded(left, Failure::Away).await.is_err() {
            tracing::info!("the mail server does not hang up");
        }
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Failure> {
        let hello = ClientId::default();
        let at = (self.host.as_str(), self.port);
        let tls = (self.security == Security::Tls).then(|| self.tls.clone());
        let patience = Some(self.line.manners().connect);
        let mut connection = step(AsyncSmtpConnection::connect_tokio1(at, patience, &hello, tls, None).await)?;
        if self.security == Security::Starttls {
            if !connection.can_starttls() {
                connection.abort().await;
                return Err(Failure::Refused("the server offers no STARTTLS".to_owned()));
            }
            step(connection.starttls(self.tls.clone(), &hello).await)?;
        }
        if let Some(credentials) = &self.credentials {
            step(connection.auth(DEFAULT_MECHANISMS, credentials).await)?;
        }
        Ok(connection)
    }

    /// What takes longer than a call may is given up; what that means depends on how far it had come.
    async fn bounded<T>(
        &self,
        work: impl Future<Output = Result<T, Failure>>,
        late: fn(String) -> Failure,
    ) -> Result<T, Failure> {
        match tokio::time::timeout(self.line.manners().whole, work).await {
            Ok(outcome) => outcome,
            Err(_) => Err(late("no answer in time".to_owned())),
        }
    }

    fn letter(&self, message: &Message<'_>, to: Address) -> Result<Letter, Failure> {
        let parts = MultiPart::alternative()
            .singlepart(SinglePart::plain(message.text.clone()))
            .singlepart(SinglePart::html(message.html.clone()));
        let parts = match &message.attached {
            None => parts,
            Some(attached) => {
                let kind = ContentType::parse("application/pdf")
                    .map_err(|_| Failure::Refused("the message cannot be written".to_owned()))?;
                // Never as lines of text, which servers may rewrite: a seal on a PDF is over its bytes.
                let pdf = Body::new_with_encoding(attached.pdf.to_vec(), ContentTransferEncoding::Base64)
                    .map_err(|_| Failure::Refused("the message cannot be written".to_owned()))?;
                let file = Attachment::new(attached.name.clone()).body(pdf, kind);
                MultiPart::mixed().multipart(parts).singlepart(file)
            }
        };
        Letter::builder()
            .from(Mailbox::new(Some(message.sender.to_owned()), self.from.clone()))
            .to(Mailbox::new(None, to))
            .message_id(Some(format!("<{}@{}>", message.mark, self.from.domain())))
            .date(self.line.clock().now().into())
            .subject(message.subject.clone())
            .multipart(parts)
            .map_err(|_| Failure::Refused("the message cannot be written".to_owned()))
    }
}

/// A step before the message itself: whatever went wrong, nothing was sent.
fn step<T>(outcome: Result<T, Error>) -> Result<T, Failure> {
    outcome.map_err(|error| spoken(&error, Failure::Away))
}

/// What the server said, or what its silence means. Its words may repeat the address, so only its number is kept.
fn spoken(error: &Error, silence: fn(String) -> Failure) -> Failure {
    let said = error.status().map_or_else(String::new, |code| format!("status {code}"));
    if error.is_permanent() {
        Failure::Refused(said)
    } else if error.is_transient() {
        Failure::Busy(said)
    } else if error.is_client() {
        Failure::Refused("no way to log in that both know".to_owned())
    } else if error.is_tls() {
        Failure::Refused("TLS: the certificate or the host's name does not fit".to_owned())
    } else if error.is_timeout() {
        silence("no answer in time".to_owned())
    } else if error.is_response() {
        silence("an answer that cannot be read".to_owned())
    } else {
        silence("no connection".to_owned())
    }
}

/// True for this machine itself.
fn is_here(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

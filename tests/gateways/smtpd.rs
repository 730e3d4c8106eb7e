//! E-mail posted to a mail server that somebody else wrote: Debian's `python3-aiosmtpd`, by STARTTLS and by TLS, with a log-in.

use super::mail::{mail_by, send_to};
use super::postbox::{CERTIFICATE, KEY, certificate};
use super::standin::brisk;
use certdesk::clock::Clock;
use certdesk::config::Config;
use certdesk::gateway::Kept;
use certdesk::gateway::mail::{Mail, MailAt, Security};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::sync::mpsc;

/// What is said where there is no server to post to.
const PACKAGE: &str = "this test needs a mail server: apt-get install --no-install-recommends python3-aiosmtpd";
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/gateways/smtpd.py");
const PATIENCE: Duration = Duration::from_secs(90);

/// The server; it ends with the test.
struct Server {
    process: Child,
    said: mpsc::UnboundedReceiver<String>,
    folder: tempfile::TempDir,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nobody left to kill or to wait for.
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

impl Server {
    async fn start(way: &str) -> Self {
        let (_, folder) = certificate();
        let (pem, key) = (folder.path().join(CERTIFICATE), folder.path().join(KEY));
        // The system's own Python: the package is for that one.
        let mut process = Command::new("/usr/bin/python3")
            .args(["-I", SCRIPT, way])
            .args([&pem, &key])
            .stdout(Stdio::piped())
            .spawn()
            .expect(PACKAGE);
        let output = BufReader::new(process.stdout.take().unwrap());
        let (says, said) = mpsc::unbounded_channel();
        std::thread::spawn(move || output.lines().map_while(Result::ok).try_for_each(|line| says.send(line)));
        let mut server = Self { process, said, folder, port: 0 };
        server.port = server.next().await.expect(PACKAGE).parse().unwrap();
        server
    }

    async fn next(&mut self) -> Option<String> {
        tokio::time::timeout(PATIENCE, self.said.recv()).await.expect("the server says something")
    }

    async fn letter(&mut self) -> Value {
        serde_json::from_str(&self.next().await.expect("the server is there")).unwrap()
    }

    fn at(&self, security: Security) -> MailAt {
        let mut at = Config::shipped().unwrap().mail;
        mail_by(&mut at, (self.port, &self.folder.path().join(CERTIFICATE)), security);
        at
    }
}

fn open(at: &MailAt) -> Mail {
    Mail::open(at, Clock::System, brisk()).unwrap()
}

#[tokio::test]
async fn a_mail_server_of_somebody_elses_takes_the_letter() {
    for (way, security) in [("starttls", Security::Starttls), ("tls", Security::Tls)] {
        let mut server = Server::start(way).await;
        let at = server.at(security);
        let mail = open(&at);
        mail.try_out().await.unwrap_or_else(|why| panic!("{way}: {why}"));
        send_to(&mail, "caiwu@example.cn").await.unwrap_or_else(|why| panic!("{way}: {why}"));
        let letter = server.letter().await;
        assert_eq!(letter["secure"], true, "{way}");
        assert_eq!((&letter["from"], &letter["to"]), (&json!("desk@ca.example.cn"), &json!(["caiwu@example.cn"])));
        assert_eq!(letter["subject"], "电子发票 2600 0010");
        assert_eq!(letter["id"], "<01931c3a-mark@ca.example.cn>");
        let parts = letter["parts"].as_array().unwrap();
        let kinds: Vec<&str> = parts.iter().filter_map(|part| part[0].as_str()).collect();
        assert_eq!(kinds, ["text/plain", "text/html", "application/pdf"]);
        // A line of one full stop ends a letter, unless it is doubled on the way.
        let text = parts[0][2].as_str().unwrap().replace("\r\n", "\n");
        assert_eq!(text.trim_end(), "您好\n.\nDear customer");
        assert_eq!((&parts[2][1], &parts[2][2]), (&json!("26000010.pdf"), &json!("%PDF-1.7 x")));

        assert_eq!(send_to(&mail, "nobody@example.cn").await.unwrap_err().code(), "refused", "{way}");
        let mut wrong = at;
        wrong.smtp.password = Kept::Here("guessed".to_owned());
        assert_eq!(open(&wrong).try_out().await.unwrap_err().code(), "refused", "{way}");
    }
}

//! A browser for one test: Debian's chromedriver, started and stopped here, and the few `WebDriver` commands that a person's hands come
//! down to. Knows no page; what a pane or a message is never comes in here.

use anyhow::{Context as _, bail};
use reqwest::Method;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What is said where there is no browser to test with.
const PACKAGES: &str = "this test needs a browser: apt-get install --no-install-recommends chromium chromium-driver";
/// How long anything on the page may take. In the dev profile, on a loaded machine, looking at one scan takes many seconds.
const PATIENCE: Duration = Duration::from_mins(2);
/// Between two looks.
const POLL: Duration = Duration::from_millis(40);
/// The name under which `WebDriver` hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
const FLAGS: [&str; 15] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--lang=zh-CN",
    "--window-size=1440,900",
    // A camera and a microphone that everybody may use, and a picture that moves.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
];

/// A chromedriver that ends with its owner.
struct Driver {
    process: Child,
    port: u16,
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nobody left to kill or to wait for.
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

impl Driver {
    fn start(home: &TempDir) -> anyhow::Result<Self> {
        let mut command = Command::new("chromedriver");
        command.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.env("HOME", home.path()).env("TMPDIR", home.path()).spawn().context(PACKAGES)?;
        let output = process.stdout.take().context("chromedriver says nothing")?;
        let mut driver = Self { process, port: 0 };
        let (told, heard) = mpsc::channel();
        // Reads to the end, so that the driver never waits for somebody to listen.
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let port = line.split_once("successfully on port ").map(|(_, port)| port.trim_end_matches('.').parse());
                if let Some(Ok(port)) = port {
                    told.send(port).ok();
                }
            }
        });
        driver.port = heard.recv_timeout(PATIENCE).context("chromedriver names no port")?;
        Ok(driver)
    }
}

/// A headless Chromium with one page open; it ends, and its files go, with its owner.
pub(crate) struct Browser {
    http: reqwest::Client,
    session: String,
    driver: Driver,
    _home: TempDir,
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Closes the browser before its driver ends, also when the test has failed and no runtime is left to ask politely.
        let request = format!("DELETE {} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", self.session);
        if let Ok(mut line) = TcpStream::connect((Ipv4Addr::LOCALHOST, self.driver.port)) {
            line.set_read_timeout(Some(PATIENCE)).ok();
            line.write_all(request.as_bytes()).ok();
            // The answer's first bytes: it is gone.
            line.read_exact(&mut [0; 12]).ok();
        }
    }
}

impl Browser {
    pub(crate) async fn open(url: &str) -> anyhow::Result<Self> {
        let home = TempDir::new()?;
        let driver = Driver::start(&home)?;
        let http = reqwest::Client::builder().no_proxy().timeout(PATIENCE).build()?;
        let profile = format!("--user-data-dir={}", home.path().join("profile").display());
        let flags: Vec<&str> = FLAGS.into_iter().chain([profile.as_str()]).collect();
        let wanted = json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": flags}}}});
        let mut browser = Self { http, session: "/session".to_owned(), driver, _home: home };
        let opened = browser.call(Method::POST, "", &wanted).await.context(PACKAGES)?;
        let id = opened["sessionId"].as_str().context("no session")?;
        browser.session = format!("/session/{id}");
        browser.call(Method::POST, "/url", &json!({"url": url})).await?;
        Ok(browser)
    }

    async fn call(&self, method: Method, path: &str, body: &Value) -> anyhow::Result<Value> {
        let url = format!("http://127.0.0.1:{}{}{path}", self.driver.port, self.session);
        let mut answer: Value = self.http.request(method, url).json(body).send().await?.json().await?;
        match answer["value"]["error"].as_str() {
            Some(error) => bail!("{error}: {}", answer["value"]["message"].as_str().unwrap_or_default()),
            None => Ok(answer["value"].take()),
        }
    }

    /// Looks at the page: what `script` returns.
    pub(crate) async fn look(&self, script: &str, args: &[Value]) -> anyhow::Result<Value> {
        self.call(Method::POST, "/execute/sync", &json!({"script": script, "args": args})).await
    }

    /// The command of one element, as soon as it is there and takes it: what is covered or just redrawn is tried again.
    pub(crate) async fn hand(&self, css: &str, command: &str, body: &Value) -> anyhow::Result<()> {
        let find = json!({"using": "css selector", "value": css});
        let attempt = async || {
            let found = self.call(Method::POST, "/element", &find).await?;
            let id = found[ELEMENT].as_str().context("no element")?;
            self.call(Method::POST, &format!("/element/{id}/{command}"), body).await.map(Some)
        };
        until(css, attempt).await.map(drop)
    }

    pub(crate) async fn click(&self, css: &str) -> anyhow::Result<()> {
        self.hand(css, "click", &json!({})).await
    }

    /// Waits until the page has an element.
    pub(crate) async fn sees(&self, css: &str) -> anyhow::Result<()> {
        let there = "return document.querySelector(arguments[0]) !== null";
        until(css, async || Ok((self.look(there, &[css.into()]).await? == true).then_some(()))).await
    }

    /// Waits until the page has no such element.
    pub(crate) async fn misses(&self, css: &str) -> anyhow::Result<()> {
        let gone = "return document.querySelector(arguments[0]) === null";
        until(css, async || Ok((self.look(gone, &[css.into()]).await? == true).then_some(()))).await
    }
}

/// Tries until it works or patience ends; then says what was awaited and what went wrong last.
pub(crate) async fn until<T>(
    what: &str,
    mut attempt: impl AsyncFnMut() -> anyhow::Result<Option<T>>,
) -> anyhow::Result<T> {
    let ends = Instant::now() + PATIENCE;
    loop {
        let last = match attempt().await {
            Ok(Some(done)) => return Ok(done),
            Ok(None) => None,
            Err(error) => Some(error),
        };
        if Instant::now() > ends {
            bail!("waited in vain for {what}: {}", last.map_or_else(String::new, |error| format!("{error:#}")));
        }
        tokio::time::sleep(POLL).await;
    }
}

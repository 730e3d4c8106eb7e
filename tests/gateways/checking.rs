//! `certdesk check` as an operator runs it: the real program, with every service outside on the loopback. It says what it saw of each, and
//! no more: where all is well, where each is wrong, where nobody is there, and where nothing can be tried.

use super::bucket::{self, Store, Style};
use super::bureau::{self, Bureau};
use super::courier::CHECK_WORD;
use super::moods::depot::Depot;
use super::moods::texter::Texter;
use super::moods::till::Till;
use super::payment::{DESK, PLATFORM, PROVIDER, PROVIDER_PUBLIC, V3_KEY, wechat_signs};
use super::postbox::{Manner, Postbox, Way};
use super::registry::{self, Registry};
use super::standin::{Reply, StandIn, nobody};
use crate::world::{GROUP, PROVIDER_TOKEN, TOKEN, WEI, World};
use serde_json::json;
use toml::{Table, Value};

/// A town with every service in it, and the configuration of a desk that has chosen them.
struct Street {
    world: World,
    config: Table,
    depot: Depot,
    till: Till,
    texter: Texter,
    bureau: Bureau,
    registry: Registry,
    store: Store,
    /// Takes the log-in, and refuses it.
    postboxes: [Postbox; 2],
}

/// What the program said.
struct Said {
    well: bool,
    lines: Vec<String>,
}

impl Said {
    fn has(&self, line: &str) {
        assert!(self.lines.iter().any(|said| said.starts_with(line)), "no {line:?} in {:#?}", self.lines);
    }
}

/// Sets a key of the configuration, and makes the tables that it stands in.
fn set(config: &mut Table, key: &str, value: impl Into<Value>) {
    match key.split_once('.') {
        None => {
            config.insert(key.to_owned(), value.into());
        }
        Some((table, rest)) => {
            let inner = config.entry(table.to_owned()).or_insert_with(|| Value::Table(Table::new()));
            set(inner.as_table_mut().unwrap(), rest, value);
        }
    }
}

impl Street {
    async fn open() -> Self {
        let postbox = |manner| Postbox::open(Way::Plain, [manner]);
        let mut street = Self {
            world: World::with(1).await,
            config: include_str!("../../bot.toml").parse().unwrap(),
            depot: Depot::open(false).await,
            till: Till::open(false).await,
            texter: Texter::open(false).await,
            bureau: Bureau::in_moods([bureau::Mood::Says("unknown")]).await,
            registry: Registry::in_moods([registry::Mood::Right]).await,
            store: Store::open(Style::Path).await,
            postboxes: [postbox(Manner::Takes).await, postbox(Manner::Says("AUTH", "535 who are you")).await],
        };
        street.settle();
        street
    }

    /// Every service is chosen, and all is well.
    fn settle(&mut self) {
        let mut config = std::mem::take(&mut self.config);
        let mut texts = |pairs: &[(&str, &str)]| pairs.iter().for_each(|(key, text)| set(&mut config, key, *text));
        texts(&[
            ("telegram.token", TOKEN),
            ("web.listen", "127.0.0.1:0"),
            ("web.address", "https://desk.example"),
            ("database.url", &self.world.database),
            ("courier.provider", "kuaidi100"),
            ("courier.kuaidi100.url", &self.depot.url),
            ("courier.kuaidi100.customer", "CUSTOMER"),
            ("courier.kuaidi100.key", "KEY"),
            ("courier.kuaidi100.salt", "grain"),
            ("courier.kuaidi100.callback", "https://desk.example"),
            ("courier.sf.url", &format!("{}/std/service", self.depot.url)),
            ("courier.sf.partner", "PARTNER"),
            ("courier.sf.check_word", CHECK_WORD),
            ("payment.wechat.url", &self.till.url),
            ("payment.wechat.appid", "wx1"),
            ("payment.wechat.mchid", "1900000001"),
            ("payment.wechat.serial", "5157F09EFDC096DE"),
            ("payment.wechat.private_key", DESK),
            ("payment.wechat.platform_id", PLATFORM),
            ("payment.wechat.platform_key", PROVIDER_PUBLIC),
            ("payment.wechat.api_v3_key", V3_KEY),
            ("payment.wechat.callback", "https://desk.example"),
            ("payment.alipay.url", &format!("{}/gateway.do", self.till.url)),
            ("payment.alipay.app_id", "2021000000000001"),
            ("payment.alipay.private_key", DESK),
            ("payment.alipay.alipay_key", PROVIDER_PUBLIC),
            ("payment.alipay.callback", "https://desk.example"),
            ("payment.telegram.provider_token", PROVIDER_TOKEN),
            ("identity.provider", "remote"),
            ("identity.remote.url", &self.bureau.url),
            ("identity.remote.client", "desk-7"),
            ("identity.remote.secret", bureau::SECRET),
            ("sms.provider", "aliyun"),
            ("sms.aliyun.url", &self.texter.url),
            ("sms.aliyun.key_id", "KEYID"),
            ("sms.aliyun.key_secret", "SECRET"),
            ("sms.aliyun.sign_name", "江西CA"),
            ("sms.aliyun.shipped", "SMS_1"),
            ("sms.aliyun.notice", "SMS_2"),
            ("mail.provider", "smtp"),
            ("mail.smtp.host", "localhost"),
            ("mail.smtp.security", "plain"),
            ("mail.smtp.user", "desk"),
            ("mail.smtp.password", "SECRET"),
            ("mail.smtp.from", "desk@ca.example.cn"),
            ("authority.provider", "remote"),
            ("authority.remote.url", &self.registry.url),
            ("authority.remote.client", "desk-7"),
            ("authority.remote.secret", bureau::SECRET),
            ("invoice.provider", "remote"),
            ("invoice.remote.client", "desk-7"),
            ("invoice.remote.secret", bureau::SECRET),
            ("files.bucket.bucket", bucket::BUCKET),
            ("files.bucket.region", "cn-north-1"),
            ("files.bucket.endpoint", &self.store.url),
            ("files.bucket.access_key", bucket::ACCESS),
            ("files.bucket.secret_key", bucket::SECRET),
        ]);
        set(&mut config, "payment.ways", vec!["wechat", "alipay", "telegram"]);
        set(&mut config, "mail.smtp.port", i64::from(self.postboxes[0].port));
        set(&mut config, "staff.group", GROUP);
        let member = "[[members]]\nid = 31\nname = \"魏审\"\nroles = [\"reviewer\"]".parse::<Table>().unwrap();
        assert_eq!(member["members"][0]["id"].as_integer(), Some(WEI));
        set(&mut config, "staff.members", member["members"].clone());
        self.config = config;
    }

    /// Runs it with these keys changed.
    async fn check(&self, changes: &[(&str, &str)]) -> Said {
        let mut config = self.config.clone();
        for (key, text) in changes {
            set(&mut config, key, *text);
        }
        self.checks(config).await
    }

    async fn checks(&self, config: Table) -> Said {
        let path = self.world.folder.path().join("tried.toml");
        std::fs::write(&path, config.to_string()).unwrap();
        let mut program = self.world.program(&path);
        let ended = tokio::task::spawn_blocking(move || program.arg("check").output().unwrap()).await.unwrap();
        let said = String::from_utf8(ended.stdout).unwrap();
        for secret in [bureau::SECRET, bucket::SECRET, V3_KEY, TOKEN, PROVIDER_TOKEN, CHECK_WORD, "PRIVATE KEY"] {
            assert!(!said.contains(secret), "{said}");
        }
        Said { well: ended.status.success(), lines: said.lines().map(str::to_owned).collect() }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_all_is_well_it_says_of_each_service_what_was_seen() {
    let street = Street::open().await;
    let said = street.check(&[]).await;
    assert!(said.well && said.lines.iter().all(|line| !line.starts_with("WRONG")), "{:#?}", said.lines);
    for line in [
        "ok    files: Files(AmazonS3(certdesk-scans)), sealed; a file was kept there, read and deleted",
        "ok    courier: Kuaidi100 was asked after a number that nobody has, and takes the customer and the key",
        "ok    payment by wechat: WeChat Pay was asked after a trade that nobody has, and the signatures fit, both ways",
        "ok    payment by alipay: Alipay was asked after a trade that nobody has, and the signatures fit, both ways",
        "ok    payment by telegram: Telegram takes an invoice over 130.00 yuan",
        "ok    identity: the provider was asked after a session that nobody has, and the signatures fit, both ways",
        "ok    sms: Aliyun was asked what was sent before, and takes the key; nothing was sent",
        "ok    mail: the server takes the log-in; nothing was sent",
        "ok    authority: it was asked after a key that nobody uses, and the signatures fit, both ways",
        "note  invoice: not tried: its provider calls the desk and is not called",
    ] {
        said.has(line);
    }
    assert_eq!(street.texter.sent() + street.postboxes[0].taken().len() + street.till.trades(), 0, "nothing was done");
    assert!(street.bureau.started().is_empty() && street.registry.done().is_empty());

    // The other providers, and a server without a log-in.
    let (url, body) = ("http://127.0.0.1:9/sms", r#"{"to":"{mobile}","content":"{text}"}"#);
    let said = street
        .check(&[
            ("courier.provider", "sf"),
            ("sms.provider", "template"),
            ("sms.template.url", url),
            ("sms.template.body", body),
            ("mail.smtp.user", ""),
        ])
        .await;
    assert!(said.well, "{:#?}", said.lines);
    for line in [
        "ok    courier: SF Express was asked after a number that nobody has, and takes the partner and the digest",
        "note  sms: not tried: the provider behind a template can only be told to send",
        "ok    mail: the server answers, and no log-in is configured; nothing was sent",
    ] {
        said.has(line);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_secret_is_wrong_it_says_which() {
    let street = Street::open().await;
    let other = "another secret, of thirty-two and more";
    let mut config = street.config.clone();
    set(&mut config, "mail.smtp.port", i64::from(street.postboxes[1].port));
    for (key, text) in [
        ("courier.kuaidi100.key", "K"),
        ("payment.wechat.private_key", PROVIDER),
        ("payment.alipay.private_key", PROVIDER),
        ("payment.telegram.provider_token", "1:LIVE:somebody-elses"),
        ("identity.remote.secret", other),
        ("sms.aliyun.key_secret", "S"),
        ("authority.remote.secret", other),
        ("invoice.remote.secret", "short"),
        ("files.bucket.secret_key", "S"),
    ] {
        set(&mut config, key, text);
    }
    let said = street.checks(config).await;
    assert!(!said.well);
    for line in [
        "WRONG files: a file cannot be kept or read: the bucket refuses these keys: SignatureDoesNotMatch; see files.folder, files.bucket",
        "WRONG courier: refused: code 503; see its section",
        "WRONG payment by wechat: refused: status 401 SIGN_ERROR; see its section",
        "WRONG payment by alipay: refused: 40002 isv.invalid-signature; see its section",
        "WRONG payment by telegram: Telegram does not take an invoice: ",
        "WRONG identity: refused: status 401; see its section",
        "WRONG sms: refused: SignatureDoesNotMatch; see its section",
        "WRONG mail: refused: status 535; see its section",
        "WRONG authority: refused: status 401; see its section",
        "WRONG invoice: invoice.remote.secret: it must have 32 characters at least; see its section",
    ] {
        said.has(line);
    }
    let said = street.check(&[("courier.provider", "sf"), ("courier.sf.check_word", "W")]).await;
    said.has("WRONG courier: refused: code A1006; see its section");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_an_address_is_wrong_it_says_which() {
    let street = Street::open().await;
    let said = street
        .check(&[
            ("courier.kuaidi100.url", "http://poll.example"),
            ("payment.wechat.callback", "https://desk.example/?from=wechat"),
            ("payment.alipay.callback", "http://desk.example"),
            ("identity.remote.url", "http://identity.example"),
            ("sms.provider", "template"),
            ("sms.template.url", "http://10.0.0.7/sms"),
            ("mail.smtp.host", "mail.example"),
            ("authority.remote.url", "http://ca.example"),
            ("files.bucket.endpoint", "http://s3.example"),
        ])
        .await;
    assert!(!said.well);
    let clear = "it must begin with https:// (http:// is for this machine only)";
    for line in [
        format!("WRONG courier: courier.kuaidi100.url: {clear}"),
        "WRONG payment by wechat: payment.wechat.callback: it must begin with https://, without a query".to_owned(),
        "WRONG payment by alipay: payment.alipay.callback: it must begin with https://, without a query".to_owned(),
        format!("WRONG identity: identity.remote.url: {clear}"),
        format!("WRONG sms: sms.template.url: {clear}"),
        "WRONG mail: mail.smtp.security: \"plain\" is for a server on this machine only".to_owned(),
        format!("WRONG authority: authority.remote.url: {clear}"),
        "WRONG files: ".to_owned(),
    ] {
        said.has(&line);
    }
    let mut deaf = street.config.clone();
    deaf["web"].as_table_mut().unwrap().remove("listen");
    let said = street.checks(deaf).await;
    assert!(!said.well);
    for (what, key) in [
        ("courier", "courier.kuaidi100.callback"),
        ("payment by wechat", "payment.wechat.callback"),
        ("payment by alipay", "payment.alipay.callback"),
        ("identity", "web.address"),
        ("invoice", "invoice.provider"),
    ] {
        said.has(&format!("WRONG {what}: it is to call back ({key}), and nobody listens; see web.listen"));
    }
    said.has("ok    courier: ");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_answer_as_it_should_is_not_said_to_be_well() {
    let street = Street::open().await;
    let gone = nobody().await;
    let port = reqwest::Url::parse(&gone).unwrap().port().unwrap();
    let mut config = street.config.clone();
    for key in [
        "courier.kuaidi100.url",
        "payment.wechat.url",
        "payment.alipay.url",
        "identity.remote.url",
        "sms.aliyun.url",
        "authority.remote.url",
    ] {
        set(&mut config, key, gone.as_str());
    }
    set(&mut config, "mail.smtp.port", i64::from(port));
    let said = street.checks(config).await;
    assert!(!said.well);
    for what in ["courier", "payment by wechat", "payment by alipay", "identity", "sms", "mail", "authority"] {
        said.has(&format!("WRONG {what}: away: no connection; see its section"));
    }
    // A page that is not there is not a trade that is not there. What is unsigned shows nothing of the platform's key.
    let unsigned = json!({ "code": "ORDER_NOT_EXIST" }).to_string();
    let forged = Reply::Headed(404, wechat_signs("1700000000", PLATFORM, "something else"), unsigned.clone());
    for (reply, line) in [
        (Reply::Body(404, "<html>".to_owned()), "WRONG payment by wechat: refused: status 404 without a code"),
        (
            Reply::Body(404, unsigned),
            "ok    payment by wechat: WeChat Pay was asked after a trade that nobody has, and takes the merchant's",
        ),
        (forged, "WRONG payment by wechat: unknown: a signature that does not fit platform_key"),
    ] {
        let elsewhere = StandIn::answering([reply]).await;
        street.check(&[("payment.wechat.url", &elsewhere.url)]).await.has(line);
    }
}

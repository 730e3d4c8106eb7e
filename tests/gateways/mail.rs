//! E-mail by SMTP: private where it leaves this machine, every answer of a server told apart, and nothing sent twice by itself.

use super::postbox::{Manner, Postbox, Way};
use super::standin::brisk;
use certdesk::clock::Clock;
use certdesk::config::Config;
use certdesk::domain::line::Email;
use certdesk::gateway::Failure;
use certdesk::gateway::Kept;
use certdesk::gateway::mail::{Attached, Mail, MailAt, Message, Provider, Security};
use std::path::Path;

/// The section of a desk whose mail server is this one.
pub(crate) fn mail_at(at: &mut MailAt, postbox: &Postbox, security: Security) {
    mail_by(at, (postbox.port, &postbox.trust), security);
}

pub(crate) fn mail_by(at: &mut MailAt, (port, trust): (u16, &Path), security: Security) {
    at.provider = Provider::Smtp;
    let own = &mut at.smtp;
    (own.host, own.port, own.security) = ("localhost".to_owned(), port, security);
    (own.user, own.password) = ("desk".to_owned(), Kept::Here("SECRET".to_owned()));
    "desk@ca.example.cn".clone_into(&mut own.from);
    own.trust = Some(trust.to_owned());
}

fn mail(postbox: &Postbox, security: Security) -> Mail {
    let mut at = Config::shipped().unwrap().mail;
    mail_at(&mut at, postbox, security);
    Mail::open(&at, Clock::System, brisk()).unwrap()
}

async fn send(mail: &Mail) -> Result<(), Failure> {
    send_to(mail, "caiwu@example.cn").await
}

pub(crate) async fn send_to(mail: &Mail, to: &str) -> Result<(), Failure> {
    let to = Email::parse(to).unwrap();
    mail.send(&Message {
        to: &to,
        mark: "01931c3a-mark",
        sender: "江西CA",
        subject: "电子发票 2600 0010".to_owned(),
        text: "您好\n.\nDear customer".to_owned(),
        html: "<p>您好</p>".to_owned(),
        attached: Some(Attached { name: "26000010.pdf".to_owned(), pdf: bytes::Bytes::from_static(b"%PDF-1.7 x") }),
    })
    .await
}

#[tokio::test]
async fn a_message_goes_out_by_either_way_of_tls() {
    for (way, security) in
        [(Way::Starttls, Security::Starttls), (Way::Tls, Security::Tls), (Way::Plain, Security::Plain)]
    {
        let postbox = Postbox::open(way, [Manner::Takes]).await;
        let mail = mail(&postbox, security);
        mail.try_out().await.unwrap_or_else(|why| panic!("{way:?}: {why}"));
        assert!(postbox.taken().is_empty(), "trying out sends nothing");
        send(&mail).await.unwrap_or_else(|why| panic!("{way:?}: {why}"));
        let taken = postbox.taken();
        assert_eq!(taken.len(), 1);
        for part in [
            "Message-ID: <01931c3a-mark@ca.example.cn>",
            "To: caiwu@example.cn",
            "multipart/mixed",
            "multipart/alternative",
            "text/plain",
            "text/html",
            "application/pdf",
            "26000010.pdf",
            "JVBERi0xLjcgeA==",
        ] {
            assert!(taken[0].contains(part), "{way:?}: no {part} in {}", taken[0]);
        }
        let heard = postbox.heard();
        let login = heard.iter().position(|line| line.starts_with("AUTH")).unwrap();
        let secured = heard.iter().position(|line| line == "STARTTLS");
        assert_eq!(secured.is_some(), way == Way::Starttls);
        assert!(secured.is_none_or(|secured| secured < login), "no password in clear text: {heard:?}");
        let count = mail.count().unwrap();
        assert_eq!((count.provider, count.calls, count.failures().map(|(_, failed)| failed)), ("smtp", 2, [0; 4]));
    }
}

#[tokio::test]
async fn every_answer_is_told_apart_and_its_words_are_not_repeated() {
    for (verb, words, means) in [
        ("CONNECT", "421 too busy", "busy"),
        ("CONNECT", "554 go away", "refused"),
        ("CONNECT", "HTTP/1.1 400 Bad Request", "away"),
        ("AUTH", "535 5.7.8 who is caiwu@example.cn", "refused"),
        ("AUTH", "454 later", "busy"),
        ("MAIL", "553 not this sender", "refused"),
        ("RCPT", "550 no caiwu@example.cn here", "refused"),
        ("RCPT", "451 greylisted", "busy"),
        ("DATA", "452 no room", "busy"),
        (".", "554 spam", "refused"),
        (".", "452 no room", "busy"),
        (".", "garbage", "unknown"),
    ] {
        let postbox = Postbox::open(Way::Plain, [Manner::Says(verb, words)]).await;
        let failure = send(&mail(&postbox, Security::Plain)).await.unwrap_err();
        assert_eq!(failure.code(), means, "{verb} {words}: {failure}");
        assert!(!failure.to_string().contains("caiwu"), "{failure}");
    }
}

#[tokio::test]
async fn what_may_have_arrived_is_unknown_and_not_repeated() {
    for manner in [Manner::HangsUp, Manner::KeepsSilent] {
        let postbox = Postbox::open(Way::Plain, [manner]).await;
        assert_eq!(send(&mail(&postbox, Security::Plain)).await.unwrap_err().code(), "unknown", "{manner:?}");
        assert_eq!(postbox.taken().len(), 1, "{manner:?}");
    }
    let clinging = Postbox::open(Way::Plain, [Manner::KeepsTheLine, Manner::KeepsTheLine]).await;
    let sent = tokio::time::timeout(std::time::Duration::from_mins(1), send(&mail(&clinging, Security::Plain))).await;
    sent.expect("nobody waits for ever for a good-bye").unwrap();
    assert_eq!(clinging.taken().len(), 1, "what was taken is not sent again");
    let closed = Postbox::open(Way::Plain, [Manner::Says("RCPT", "451 later"), Manner::Takes]).await;
    send(&mail(&closed, Security::Plain)).await.unwrap();
    assert_eq!(closed.taken().len(), 1, "what was put off is tried again by itself");
}

#[tokio::test]
async fn nothing_private_is_said_to_a_server_that_is_not_the_one() {
    // It offers no STARTTLS.
    let open = Postbox::open(Way::Plain, [Manner::Takes]).await;
    assert_eq!(send(&mail(&open, Security::Starttls)).await.unwrap_err().code(), "refused");
    // Its certificate is nobody's that is trusted, or another host's.
    for (way, security) in [(Way::Starttls, Security::Starttls), (Way::Tls, Security::Tls)] {
        let stranger = Postbox::open(way, [Manner::Takes]).await;
        let mut at = Config::shipped().unwrap().mail;
        mail_at(&mut at, &stranger, security);
        at.smtp.trust = None;
        let untrusted = Mail::open(&at, Clock::System, brisk()).unwrap();
        assert!(send(&untrusted).await.is_err(), "{way:?}");
        mail_at(&mut at, &stranger, security);
        "127.0.0.1".clone_into(&mut at.smtp.host);
        let misnamed = Mail::open(&at, Clock::System, brisk()).unwrap();
        assert!(send(&misnamed).await.is_err(), "{way:?}");
        let said = stranger.heard();
        assert!(!said.iter().any(|line| line.starts_with("AUTH") || line.starts_with("MAIL")), "{said:?}");
    }
    let heard = open.heard();
    assert!(!heard.iter().any(|line| line.starts_with("AUTH")), "{heard:?}");
}

#[tokio::test]
async fn what_is_wrong_with_the_configuration_is_said() {
    let postbox = Postbox::open(Way::Plain, [Manner::Takes]).await;
    let wrong = |change: fn(&mut MailAt)| {
        let mut at = Config::shipped().unwrap().mail;
        mail_at(&mut at, &postbox, Security::Plain);
        change(&mut at);
        Mail::open(&at, Clock::System, brisk()).unwrap_err().to_string()
    };
    assert!(wrong(|at| "mail.example.cn".clone_into(&mut at.smtp.host)).contains("this machine only"));
    assert!(wrong(|at| at.smtp.from.clear()).contains("mail.smtp.from"));
    assert!(wrong(|at| at.smtp.password = Kept::default()).contains("mail.smtp.password"));
    assert!(wrong(|at| at.smtp.trust = Some("nowhere.pem".into())).contains("nowhere.pem"));
    let shipped = Config::shipped().unwrap().mail;
    assert!(!Mail::open(&shipped, Clock::System, brisk()).unwrap().sends());
}

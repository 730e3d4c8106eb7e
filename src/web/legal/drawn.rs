//! The page drawn: plain HTML for a telephone, its style and its script from this server, its words from `locales/`. The script only
//! works the camera; without it the telephone's own camera is offered.

use crate::conversation::page::{Page, PageStep};
use crate::domain::rules::Lang;
use crate::domain::say::{Say, Words};
use crate::texts::Texts;
use std::fmt::Write as _;

type Header = (&'static str, &'static str);

/// Nothing from elsewhere, nothing kept, no frame around it, and the camera for this page alone.
pub(super) const HEADERS: [Header; 7] = [
    ("content-type", "text/html; charset=utf-8"),
    ("cache-control", "no-store"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-robots-tag", "noindex, nofollow"),
    ("permissions-policy", "camera=(self), microphone=(self)"),
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; media-src 'self' blob: mediastream:; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
];

pub(super) const STYLE: ([Header; 2], &str) =
    ([("content-type", "text/css; charset=utf-8"), ("cache-control", "no-cache")], include_str!("page.css"));

pub(super) const SCRIPT: ([Header; 2], &str) =
    ([("content-type", "text/javascript; charset=utf-8"), ("cache-control", "no-cache")], include_str!("page.js"));

/// What stands around the words.
pub(super) struct Frame<'a> {
    pub lang: Lang,
    pub link: &'a str,
    /// Seconds until what is asked for is too late.
    pub left: Option<i64>,
}

/// What is being written.
struct Sheet<'a> {
    texts: &'a Texts,
    frame: &'a Frame<'a>,
    out: String,
}

pub(super) fn html(texts: &Texts, page: &Page, frame: &Frame<'_>) -> String {
    let mut sheet = Sheet { texts, frame, out: String::new() };
    sheet.head(matches!(page.step, PageStep::Wait | PageStep::Withdraw { waits: true } | PageStep::Leave { .. }));
    sheet.paragraphs("about", &page.about);
    sheet.paragraphs("now", &page.now);
    sheet.step(&page.step);
    sheet.foot();
    sheet.out
}

impl Sheet<'_> {
    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _written = self.out.write_fmt(text);
    }

    /// Words as they stand in an attribute or between tags.
    fn plain(&self, say: &Say) -> String {
        attribute(&self.texts.plain(self.frame.lang, say))
    }

    fn head(&mut self, comes_by_itself: bool) {
        let (tag, title) = (self.frame.lang.tag(), self.plain(&Say::id("page-title")));
        self.put(format_args!(
            "<!doctype html><html lang=\"{tag}\"><head><meta charset=\"utf-8\"><title>{title}</title>\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><link rel=\"stylesheet\" href=\"/legal/page.css\">"
        ));
        if comes_by_itself {
            self.put(format_args!("<meta http-equiv=\"refresh\" content=\"5\">"));
        }
        self.put(format_args!("</head><body><main>"));
    }

    fn foot(&mut self) {
        let other = if self.frame.lang == Lang::Zh { Lang::En } else { Lang::Zh };
        let label = attribute(&self.texts.plain(other, &Say::id("page-this-language")));
        let (link, tag) = (attribute(self.frame.link), other.tag());
        self.put(format_args!(
            "</main><footer><a lang=\"{tag}\" href=\"/legal/{link}?lang={tag}\">{label}</a></footer></body></html>"
        ));
    }

    fn paragraphs(&mut self, class: &str, lines: &[Say]) {
        if lines.is_empty() {
            return;
        }
        // The words' own tags are those of a chat: bold and code, arguments escaped.
        let words = self.texts.html(&Words::new(self.frame.lang, lines.to_vec()));
        self.put(format_args!("<section class=\"{class}\">{words}</section>"));
    }

    fn step(&mut self, step: &PageStep) {
        match step {
            PageStep::Nothing | PageStep::Wait => {}
            PageStep::Consent => {
                self.button("consent", "key-consent", "main");
                self.button("decline", "key-decline", "quiet");
            }
            PageStep::Withdraw { .. } => self.button("withdraw", "key-take-back", "quiet"),
            PageStep::Leave { page } => {
                let (address, label) = (attribute(page), self.plain(&Say::id("key-to-provider")));
                self.put(format_args!("<a class=\"main\" href=\"{address}\" rel=\"noreferrer\">{label}</a>"));
            }
            PageStep::Record { digits, until } => {
                self.camera(digits, until.timestamp());
                self.button("decline", "key-decline", "quiet");
            }
        }
    }

    fn button(&mut self, act: &str, label: &'static str, class: &str) {
        let label = self.plain(&Say { id: label.into(), args: Vec::new() });
        let (link, tag) = (attribute(self.frame.link), self.frame.lang.tag());
        self.put(format_args!(
            "<form method=\"post\" action=\"/legal/{link}/{act}?lang={tag}\"><button class=\"{class}\">{label}</button></form>"
        ));
    }

    /// The digits, and what the script needs: where the video goes, and its words.
    fn camera(&mut self, digits: &str, until: i64) {
        let link = attribute(self.frame.link);
        let left = self.frame.left.unwrap_or_default();
        self.put(format_args!("<p class=\"digits\">"));
        for digit in digits.chars().filter(char::is_ascii_digit) {
            self.put(format_args!("<span>{digit}</span>"));
        }
        self.put(format_args!(
            "</p><div id=\"camera\" data-to=\"/legal/{link}/video?until={until}\" data-left=\"{left}\""
        ));
        for (name, say) in [
            ("open", Say::id("page-open-camera")),
            ("record", Say::id("page-record")),
            ("recording", Say::id("page-recording")),
            ("send", Say::id("page-send")),
            ("again", Say::id("page-again")),
            ("sending", Say::id("page-sending")),
            ("none", Say::id("page-no-camera")),
            ("choose", Say::id("page-choose")),
            ("late", Say::id("page-expired")),
            ("large", Say::id("page-too-large")),
            ("other", Say::id("page-not-video")),
            ("failed", Say::id("page-failed")),
        ] {
            let words = self.plain(&say);
            self.put(format_args!(" data-{name}=\"{words}\""));
        }
        let needs = self.plain(&Say::id("page-needs-script"));
        self.put(format_args!("></div><noscript>{needs}</noscript><script src=\"/legal/page.js\"></script>"));
    }
}

fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

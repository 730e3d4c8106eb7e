//! Fluent: what is to be said and a language become words. The words themselves are in `locales/`, embedded at build time.

use crate::domain::rules::Lang;
use crate::domain::say::{Arg, Say, Words};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::borrow::Cow;

/// The files of one language, in the order in which they are read.
macro_rules! files {
    ($tag:literal) => {
        &[
            include_str!(concat!("../../locales/", $tag, "/common.ftl")),
            include_str!(concat!("../../locales/", $tag, "/applicant.ftl")),
            include_str!(concat!("../../locales/", $tag, "/account.ftl")),
            include_str!(concat!("../../locales/", $tag, "/order.ftl")),
            include_str!(concat!("../../locales/", $tag, "/legal.ftl")),
            include_str!(concat!("../../locales/", $tag, "/staff.ftl")),
            include_str!(concat!("../../locales/", $tag, "/findings.ftl")),
            include_str!(concat!("../../locales/", $tag, "/gateways.ftl")),
        ]
    };
}

const FILES: [(Lang, &[&str]); 2] = [(Lang::Zh, files!("zh-CN")), (Lang::En, files!("en"))];

/// Both languages, ready to speak.
pub struct Texts {
    zh: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
}

/// Why the embedded files cannot be spoken from: a build that should not have passed its tests.
#[derive(Debug)]
pub struct BadLocale(String);

impl std::fmt::Display for BadLocale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the embedded texts cannot be read: {}", self.0)
    }
}

impl std::error::Error for BadLocale {}

impl Texts {
    pub fn load() -> Result<Self, BadLocale> {
        Ok(Self { zh: bundle(Lang::Zh)?, en: bundle(Lang::En)? })
    }

    /// The lines of a message in Telegram's HTML, one under the other; arguments are escaped.
    #[must_use]
    pub fn html(&self, words: &Words) -> String {
        let mut out = String::with_capacity(words.lines.len() * 40);
        for (index, say) in words.lines.iter().enumerate() {
            if index > 0 {
                out.push('\n');
            }
            out.push_str(&self.say(words.lang, say, true));
        }
        out
    }

    /// One message as plain text: button labels, toasts, file names.
    #[must_use]
    pub fn plain(&self, lang: Lang, say: &Say) -> String {
        self.say(lang, say, false)
    }

    /// The lines of a message as plain text.
    #[must_use]
    pub fn plain_words(&self, words: &Words) -> String {
        words.lines.iter().map(|say| self.plain(words.lang, say)).collect::<Vec<_>>().join("\n")
    }

    /// True where the language has the message.
    #[must_use]
    pub fn has(&self, lang: Lang, id: &str) -> bool {
        self.of(lang).has_message(id)
    }

    fn of(&self, lang: Lang) -> &FluentBundle<FluentResource> {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    fn say(&self, lang: Lang, say: &Say, html: bool) -> String {
        if say.id == "verbatim" {
            return match say.args.first() {
                Some((_, Arg::Text(text))) => escaped(text, html).into_owned(),
                _ => String::new(),
            };
        }
        let bundle = self.of(lang);
        let Some(pattern) = bundle.get_message(&say.id).and_then(|m| m.value()) else {
            debug_assert!(false, "no message {}", say.id);
            return String::new();
        };
        let mut args = FluentArgs::with_capacity(say.args.len());
        for (name, arg) in &say.args {
            let value = match arg {
                Arg::Number(n) => FluentValue::from(*n),
                Arg::Text(text) => FluentValue::from(escaped(text, html).into_owned()),
                Arg::Say(inner) => FluentValue::from(self.say(lang, inner, html)),
            };
            args.set(name.as_ref(), value);
        }
        let mut errors = Vec::new();
        let spoken = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        debug_assert!(errors.is_empty(), "{}: {errors:?}", say.id);
        spoken
    }
}

/// Text inside Telegram's HTML.
fn escaped(text: &str, html: bool) -> Cow<'_, str> {
    if !html || !text.contains(['&', '<', '>']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}

fn bundle(lang: Lang) -> Result<FluentBundle<FluentResource>, BadLocale> {
    let tag = lang.tag().parse().map_err(|e| BadLocale(format!("{e}")))?;
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // The marks that Fluent puts around arguments would be copied with numbers and codes; our languages need none.
    bundle.set_use_isolating(false);
    for (_, files) in FILES.iter().filter(|(of, _)| *of == lang) {
        for file in *files {
            let resource =
                FluentResource::try_new((*file).to_owned()).map_err(|(_, errors)| BadLocale(format!("{errors:?}")))?;
            bundle.add_resource(resource).map_err(|errors| BadLocale(format!("{errors:?}")))?;
        }
    }
    Ok(bundle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_escaped_and_messages_nest() {
        let texts = Texts::load().unwrap();
        let words = Words::new(Lang::En, vec![Say::verbatim("<b> & co")]);
        assert_eq!(texts.html(&words), "&lt;b&gt; &amp; co");
        assert_eq!(texts.plain(Lang::En, &Say::verbatim("<b>")), "<b>");
    }
}

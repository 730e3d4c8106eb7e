//! The fixed words of the printed forms, read from `locales/forms/zh-CN.toml` once. No words in Rust; no layout here.

use std::sync::OnceLock;

use serde::Deserialize;

const SOURCE: &str = include_str!("../../locales/forms/zh-CN.toml");

/// All words, a section for each form.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) common: Common,
    pub(super) application: Application,
    pub(super) letter: Letter,
    pub(super) specimen: Specimen,
    pub(super) packing: Packing,
}

macro_rules! section {
    ($name:ident { $($word:ident),* $(,)? } $($list:ident: $kind:ty),* $(,)?) => {
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            $(pub(super) $word: String,)*
            $(pub(super) $list: $kind,)*
        }
    };
}

section!(Common { order, page, footer, code_caption, continued, none, missing, date, yes, no });

section!(Application {
    title, section_unit, unit_name, uscc, unit_address, telephone, legal_person, legal_id, section_agent, agent_name,
    agent_mobile, agent_id, section_order, project, service, service_value, grounds, fee, section_certificates, section_invoice,
    invoice_kind, invoice_title, tax_number, invoice_address, invoice_telephone, bank, account, email, section_recipient,
    recipient_name, recipient_mobile, recipient_address, statement_title, statement, agent_signature, date_label, seal_caption,
} columns: [String; 6], instructions: Vec<String>);

section!(Letter {
    title, to, opening, scope_title, closing, verify_title, verify, verify_page, seal_caption, legal_caption, legal_signature,
    agent_signature, date_label,
} columns: [String; 5], scope: Vec<String>, instructions: Vec<String>);

section!(Specimen {
    title, unit_name, uscc, legal_person, project, lead, company_caption, legal_caption, signature_caption, ruler,
    certificates_title, no_certificates, agent_signature, date_label,
} columns: [String; 4], instructions: Vec<String>);

section!(Packing {
    title, lead, unit_name, project, agent, count, count_value, label_hint, label_to, label_from, label_telephone,
    label_postcode, label_note,
} columns: [String; 5], rows: Vec<[String; 3]>);

/// The words, read at first use.
pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    // Part of the program, and read in a test: a mistake in it never reaches a release.
    WORDS.get_or_init(|| toml::from_str(SOURCE).unwrap_or_else(|why| unreachable!("locales/forms/zh-CN.toml: {why}")))
}

/// `template` with each `{name}` replaced by its value. Values are not looked into again, so a brace in a name stays a brace.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            break;
        };
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.extend(["{", name, "}"]),
        }
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_there_and_none_too_many() {
        assert!(toml::from_str::<Words>(SOURCE).is_ok());
        assert_eq!(words().packing.rows.len(), 5);
    }

    #[test]
    fn names_in_braces_are_filled_in_once() {
        assert_eq!(fill("{a}（{b}）{", &[("a", "{b}"), ("b", "乙")]), "{b}（乙）{");
        assert_eq!(fill("{unknown}", &[]), "{unknown}");
    }
}

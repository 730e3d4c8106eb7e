//! A message that holds several answers at once, taken apart: a recipient's name, mobile and address in one line, an invoice header
//! copied from a mail. In any order, with labels or without. What is found is shown and confirmed by a person; what is not understood
//! is given back, never dropped and never guessed at twice.

mod label;
mod word;

use super::identity::IdentityKind;
use super::input::normalise;
use super::order::{Answer, Question, Section};
use label::{Field, Label};
use std::ops::Range;
use word::{Kind, Word};

/// The longest message that is taken apart, in characters.
const LONGEST: usize = 1_000;

/// What a message holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// Answers to questions of one section, in the order of the form, each question once.
    pub fields: Vec<(Question, Answer)>,
    /// What belongs to none of them, as it was written.
    pub rest: Vec<String>,
}

/// Takes a message apart; `asked` is the section of the open question. `None` where it holds fewer than two answers.
#[must_use]
pub fn take_apart(text: &str, asked: Section) -> Option<Pasted> {
    if text.chars().count() > LONGEST {
        return None;
    }
    let text = normalise(text);
    let labels = label::find(&text);
    let section = labels.iter().find_map(|(_, label)| label.section()).unwrap_or(asked);
    let taken = Taker::of(&text, section).take(&labels);
    (taken.fields.len() >= 2).then_some(taken.pasted())
}

/// One message being taken apart.
struct Taker<'t> {
    text: &'t str,
    section: Section,
    fields: Vec<(Question, Answer, Range<usize>)>,
    rest: Vec<Range<usize>>,
}

impl<'t> Taker<'t> {
    fn of(text: &'t str, section: Section) -> Self {
        Self { text, section, fields: Vec::new(), rest: Vec::new() }
    }

    fn take(mut self, labels: &[(Range<usize>, Label)]) -> Self {
        let before = labels.first().map_or(self.text.len(), |(at, _)| at.start);
        let mut loose = word::split(self.text, 0..before);
        for (index, (at, label)) in labels.iter().enumerate() {
            let end = labels.get(index + 1).map_or(self.text.len(), |(next, _)| next.start);
            let words = word::split(self.text, at.end..end);
            match label.second {
                None => self.labelled(label.first, at.start, words, &mut loose),
                Some(second) => {
                    // The number comes last: what stands before it is the other one.
                    let split = words.iter().rposition(|word| word.kind.is_number()).unwrap_or(words.len());
                    let (head, tail) = words.split_at(split);
                    // The label itself is given back once: with the first of the two that has words.
                    let from = head.first().and(tail.first()).map_or(at.start, |word| word.span.start);
                    self.labelled(label.first, at.start, head.to_vec(), &mut loose);
                    self.labelled(second, from, tail.to_vec(), &mut loose);
                }
            }
        }
        self.unlabelled(&loose);
        self
    }

    /// The words behind a label: as many as the field takes; the others stand as if they had none. What is not right is given back
    /// from the place `from` on, where its label begins.
    fn labelled(&mut self, field: Field, from: usize, words: Vec<Word>, loose: &mut Vec<Word>) {
        let Some(first) = words.first() else { return };
        let most = match field {
            Field::Address | Field::Name | Field::Title | Field::Bank => {
                let named = |w: &&Word| !(w.kind.is_strong() || field == Field::Name && w.kind == Kind::Address);
                words.iter().take_while(named).count()
            }
            _ => 1,
        };
        for count in (1..=most).rev() {
            let span = first.span.start..words[count - 1].span.end;
            if self.put(field, span) {
                loose.extend(words.into_iter().skip(count));
                return;
            }
        }
        // A label whose value is not right: both are given back together.
        let end = words.last().map_or(first.span.end, |word| word.span.end);
        self.rest.push(from..end);
    }

    /// Words without a label, by what they look like.
    fn unlabelled(&mut self, words: &[Word]) {
        let words = word::join_addresses(self.text, words);
        for word in words {
            let field = match (word.kind, self.section) {
                (Kind::Mobile, Section::Invoice) | (Kind::Telephone, _) => Some(Field::Telephone),
                (Kind::Mobile, _) => Some(Field::Mobile),
                (Kind::Identity, Section::Invoice) | (Kind::Uscc, _) => Some(Field::Tax),
                (Kind::Identity, _) => Some(Field::Identity),
                (Kind::Email, _) => Some(Field::Email),
                (Kind::Account, _) => Some(Field::Account),
                (Kind::Bank, Section::Invoice) => Some(Field::Bank),
                (Kind::Unit, Section::Invoice) => Some(Field::Title),
                (Kind::Address, _) => Some(Field::Address),
                (Kind::Person, Section::Invoice) => None,
                (Kind::Person, _) => Some(Field::Name),
                (Kind::Unit | Kind::Bank, _) if word::is_address(&self.text[word.span.clone()]) => Some(Field::Address),
                (Kind::Unit | Kind::Bank | Kind::Other, _) => None,
            };
            let taken = field.is_some_and(|field| self.put(field, word.span.clone()));
            if !taken {
                self.rest.push(word.span);
            }
        }
    }

    /// Puts a value into its question, where the section has one that is still free and takes it.
    fn put(&mut self, field: Field, span: Range<usize>) -> bool {
        let Some(question) = field.question(self.section) else { return false };
        if self.fields.iter().any(|(taken, ..)| *taken == question) {
            return false;
        }
        let value = &self.text[span.clone()];
        let shaped = match field {
            Field::Name => word::is_person(value),
            Field::Address => value.chars().any(word::is_han) || value.chars().any(|c| c.is_ascii_alphabetic()),
            _ => true,
        };
        let kinds = if field == Field::Identity { &IdentityKind::ALL[..] } else { &IdentityKind::ALL[..1] };
        let answer = kinds.iter().find_map(|kind| question.read(value, *kind).ok()).filter(|_| shaped);
        match answer {
            Some(answer) => {
                self.fields.push((question, answer, span));
                true
            }
            None => false,
        }
    }

    fn pasted(mut self) -> Pasted {
        self.fields.sort_by_key(|(question, ..)| *question);
        self.rest.sort_by_key(|span| span.start);
        let rest = self.rest.iter().map(|span| self.text[span.clone()].trim().to_owned()).collect();
        Pasted { fields: self.fields.into_iter().map(|(question, answer, _)| (question, answer)).collect(), rest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(pasted: &Pasted) -> Vec<(Question, &str)> {
        pasted.fields.iter().map(|(question, answer)| (*question, answer.text())).collect()
    }

    fn recipient(text: &str) -> Pasted {
        take_apart(text, Section::Recipient).unwrap_or_else(|| panic!("not taken apart: {text}"))
    }

    const RECIPIENT: [(Question, &str); 3] = [
        (Question::RecipientName, "张三"),
        (Question::RecipientMobile, "13700137000"),
        (Question::RecipientAddress, "江西省南昌市东湖区八一大道1号"),
    ];

    #[test]
    fn a_recipient_in_one_line_is_taken_apart() {
        for text in [
            "张三 13700137000 江西省南昌市东湖区八一大道1号",
            "江西省南昌市东湖区八一大道1号，张三，137 0013 7000",
            "张三13700137000江西省南昌市东湖区八一大道1号",
            "收件人：张三；电话：13700137000；地址：江西省南昌市东湖区八一大道1号",
            "收件人: 张三\n手机号码: +86 137-0013-7000\n收件地址: 江西省南昌市东湖区八一大道1号",
            "收件人：张三电话：13700137000地址：江西省南昌市东湖区八一大道1号",
            "地址 江西省南昌市东湖区八一大道1号\n电话 13700137000\n姓名 张三",
            "１３７００１３７０００　张三　江西省南昌市东湖区八一大道１号",
        ] {
            let pasted = recipient(text);
            assert_eq!(texts(&pasted), RECIPIENT, "{text}");
            assert!(pasted.rest.is_empty(), "{text}: {:?}", pasted.rest);
        }
    }

    #[test]
    fn an_address_in_several_words_is_one() {
        let pasted = recipient("欧阳娜娜 江西 南昌市 红谷滩 会展路88号 3栋501室 13700137000");
        assert_eq!(pasted.fields[2].1.text(), "江西 南昌市 红谷滩 会展路88号 3栋501室");
        assert_eq!(pasted.fields[0].1.text(), "欧阳娜娜");
        assert!(pasted.rest.is_empty());
        for address in ["江西省南昌市东湖区叠山路 1 号 3 栋", "江西省南昌市叠山路 88 号 2 单元 B-501 室"]
        {
            for text in [format!("王收件 13700137000 {address}"), format!("{address} 王收件 13700137000")] {
                let pasted = recipient(&text);
                assert_eq!(pasted.fields[2].1.text(), address, "{text}");
                assert_eq!(pasted.fields[0].1.text(), "王收件", "{text}");
                assert!(pasted.rest.is_empty(), "{text}: {:?}", pasted.rest);
            }
        }
    }

    #[test]
    fn what_is_not_understood_is_given_back() {
        let pasted = recipient("张三 13700137000 李四 13800138000 江西省南昌市东湖区八一大道1号");
        assert_eq!(texts(&pasted), RECIPIENT);
        assert_eq!(pasted.rest, ["李四", "13800138000"]);
        let pasted =
            take_apart("名称：江西样例建筑有限公司\n税号：91350100M000100Y44\n邮箱：a@b.cn", Section::Invoice).unwrap();
        assert_eq!(pasted.rest, ["税号:91350100M000100Y44"], "a wrong number is no answer, and is not dropped");
        let pasted =
            take_apart("名称：江西样例建筑有限公司 开户行及账号：+86：+8613000000000 邮箱：a@b.cn", Section::Invoice)
                .unwrap();
        assert_eq!(
            pasted.rest,
            ["开户行及账号:+86", "+8613000000000"],
            "of two under one label, each is given back once"
        );
    }

    #[test]
    fn an_invoice_header_is_taken_apart_whoever_is_asked_about() {
        for text in [
            "名称：江西样例建筑有限公司\n纳税人识别号：91350100M000100Y43\n地址、电话：江西省南昌市红谷滩区会展路88号 0791-86666666\n\
             开户行及账号：中国工商银行南昌红谷滩支行 1502 0000 0000 0000 001",
            "单位名称: 江西样例建筑有限公司 税号: 91350100M000100Y43 地址电话: 江西省南昌市红谷滩区会展路88号，0791-86666666 \
             开户行: 中国工商银行南昌红谷滩支行 账号: 1502000000000000001",
        ] {
            let pasted = take_apart(text, Section::Unit).unwrap();
            let wanted = [
                (Question::InvoiceTitle, "江西样例建筑有限公司"),
                (Question::InvoiceTaxNumber, "91350100M000100Y43"),
                (Question::InvoiceBank, "中国工商银行南昌红谷滩支行"),
                (Question::InvoiceBankAccount, "1502000000000000001"),
                (Question::InvoiceAddress, "江西省南昌市红谷滩区会展路88号"),
                (Question::InvoiceTelephone, "0791-86666666"),
            ];
            assert_eq!(texts(&pasted), wanted, "{text}");
            assert!(pasted.rest.is_empty(), "{:?}", pasted.rest);
        }
    }

    #[test]
    fn an_agent_is_taken_apart() {
        let pasted = take_apart("安经办 440524188001010014 13900139000", Section::Agent).unwrap();
        let questions: Vec<Question> = pasted.fields.iter().map(|(question, _)| *question).collect();
        assert_eq!(questions, [Question::AgentName, Question::AgentIdentity, Question::AgentMobile]);
    }

    #[test]
    fn the_vocabulary_is_read_whole() {
        assert!(word::words("label").count() > 70);
        assert_eq!(word::words("province").count(), 34);
        let written = include_str!("../../../locales/paste.txt").lines().filter(|l| l.starts_with("label ")).count();
        assert_eq!(word::words("label").map(|(of, _)| of).collect::<std::collections::BTreeSet<_>>().len(), written);
        assert!(label::find("收件人:张三").iter().all(|(_, label)| label.section() == Some(Section::Recipient)));
    }

    #[test]
    fn a_single_answer_is_left_alone() {
        for (text, section) in [
            ("江西省南昌市红谷滩区会展路88号", Section::Unit),
            ("江西样例建筑有限公司 南昌分公司", Section::Invoice),
            ("中国工商银行南昌红谷滩支行", Section::Invoice),
            ("Anna Maria Lopez", Section::Recipient),
            ("13800138000", Section::Unit),
            ("", Section::Agent),
        ] {
            assert_eq!(take_apart(text, section), None, "{text}");
        }
    }

    /// The characters that mean something, in their order of code.
    fn characters(text: &str) -> Vec<char> {
        let mut all: Vec<char> =
            text.chars().filter(|c| !word::is_separator(*c)).flat_map(char::to_uppercase).collect();
        all.sort_unstable();
        all
    }

    proptest! {
        #[test]
        fn no_field_is_lost_in_whatever_order_and_dress(
            name in "[张王李赵欧][三四伟娜芳]{1,2}",
            mobile in "1[3-9][0-9]{9}",
            door in 1u16..999,
            order in Just([0usize, 1, 2]).prop_shuffle(),
            labelled in any::<bool>(),
            separator in prop::sample::select(vec![" ", "，", "\n", "；", "　", ", "]),
        ) {
            let address = format!("江西省南昌市东湖区八一大道{door}号");
            let values = [("收件人：", name.clone()), ("手机：", mobile.clone()), ("地址：", address.clone())];
            let parts: Vec<String> = order.iter().map(|n| {
                let (label, value) = &values[*n];
                if labelled { format!("{label}{value}") } else { value.clone() }
            }).collect();
            let pasted = take_apart(&parts.join(separator), Section::Recipient).expect("three fields");
            let wanted = [
                (Question::RecipientName, name.as_str()),
                (Question::RecipientMobile, mobile.as_str()),
                (Question::RecipientAddress, address.as_str()),
            ];
            prop_assert_eq!(texts(&pasted), wanted);
            prop_assert!(pasted.rest.is_empty());
        }

        #[test]
        fn whatever_is_written_nothing_is_lost_and_nothing_invented(
            pieces in prop::collection::vec(prop_oneof![
                Just("张三".to_owned()), Just("江西省南昌市".to_owned()), Just("会展路88号".to_owned()), Just("税号".to_owned()),
                Just("：".to_owned()), Just("地址电话".to_owned()), Just("开户行及账号：".to_owned()), Just("a@b.cn".to_owned()),
                Just("91350100M000100Y43".to_owned()), Just("收件人".to_owned()), Just("有限公司".to_owned()), Just("\n".to_owned()),
                Just(" ".to_owned()), Just("+86".to_owned()), "1[3-9][0-9]{9}", "[0-9]{1,20}", "\\PC{0,6}",
            ], 0..12),
            section in prop::sample::select(Section::ALL.to_vec()),
        ) {
            let text = pieces.concat();
            let clean = normalise(&text);
            let labels = label::find(&clean);
            let section = labels.iter().find_map(|(_, label)| label.section()).unwrap_or(section);
            let taken = Taker::of(&clean, section).take(&labels);
            // Every character that means something is in one field, in the rest, or in a label; and in no two of them.
            let mut used = vec![0u8; clean.len()];
            for span in taken.fields.iter().map(|(_, _, span)| span).chain(&taken.rest) {
                used[span.clone()].iter_mut().for_each(|n| *n += 1);
            }
            let label_of = |at: usize| labels.iter().any(|(span, _)| span.contains(&at));
            for (at, c) in clean.char_indices().filter(|(_, c)| !word::is_separator(*c)) {
                prop_assert!(used[at] <= 1, "“{}” twice in {:?}", c, clean);
                prop_assert!(used[at] == 1 || label_of(at), "“{}” lost in {:?}", c, clean);
            }
            for (question, answer, span) in &taken.fields {
                prop_assert_eq!(question.section(), section);
                // Blanks, hyphens and the country's code may go; nothing else comes or goes.
                let (written, kept) = (characters(&clean[span.clone()]), characters(answer.text()));
                prop_assert!(kept.iter().all(|c| written.contains(c)), "{:?} from {:?}", answer, &clean[span.clone()]);
            }
        }
    }
}

//! Who takes part in the demo and the tour: made-up units with their people and certificates, and the desk's staff. All numbers are
//! samples whose check characters fit.

use crate::domain::certificate::{Certificate, CertificateKind, CertificateState};
use crate::domain::ids::{ChatId, UserId};
use crate::domain::line::Serial;
use crate::domain::rules::Lang;
use crate::domain::staff::Role;
use crate::domain::uscc::Uscc;
use anyhow::Context as _;
use chrono::{Days, NaiveDate};
use telegram_sim::WorldSpec;
use telegram_sim::page::{NoteAnswer, NoteSpec, PaneChat, PaneSpec, PaperNames};
use telegram_sim::spec::{BotSpec, GroupKind, GroupSpec, PersonSpec};

/// The local bot's token; good nowhere else.
pub const TOKEN: &str = "7000000001:local-desk-of-certificates-no-secret";
/// The provider of its payments; good nowhere else, too.
pub const PROVIDER_TOKEN: &str = "700000001:TEST:local-provider-no-secret";
/// The local bot's name.
pub const BOT: &str = "certdesk_demo_bot";
/// The staff group.
pub const GROUP: ChatId = ChatId(-1_002_000_000_001);

/// One of the desk's staff.
#[derive(Clone, Debug)]
pub struct Part {
    pub id: UserId,
    pub name: String,
    pub roles: Vec<Role>,
}

/// An applicant unit with its two people.
#[derive(Clone, Debug)]
pub struct Unit {
    pub name: String,
    pub uscc: Uscc,
    pub agent: UserId,
    pub agent_name: String,
    /// As on the identity card.
    pub agent_in_full: String,
    /// Eleven digits.
    pub agent_mobile: String,
    pub legal_person: UserId,
    pub legal_name: String,
    /// As on the licence.
    pub legal_in_full: String,
    /// What the agent's client is set to.
    pub lang: Lang,
    pub certificates: Vec<Certificate>,
}

/// Everyone.
#[derive(Clone, Debug)]
pub struct Cast {
    pub units: Vec<Unit>,
    pub staff: Vec<Part>,
}

/// Where the sample units sit.
pub const ADDRESS: &str = "江西省南昌市红谷滩区会展路 88 号";
/// Sample identity numbers of the standard, for the legal person and the agent.
pub const LEGAL_IDENTITY: &str = "11010519491231002X";
pub const AGENT_IDENTITY: &str = "440524188001010014";

impl Cast {
    /// This many units, numbered from `first`; every second one is spoken to in English.
    pub fn of(first: u32, count: u32) -> anyhow::Result<Self> {
        let units = (first..first + count).map(unit).collect::<anyhow::Result<_>>()?;
        let part = |id, name: &str, role| Part { id: UserId(id), name: name.to_owned(), roles: vec![role] };
        let staff = vec![
            part(501, "Wei 魏", Role::Reviewer),
            part(502, "Fang 方", Role::Finance),
            part(503, "Mo 莫", Role::Maker),
            part(504, "Guan 管", Role::Administrator),
        ];
        Ok(Self { units, staff })
    }

    /// The member who plays this role and no other.
    #[must_use]
    pub fn member(&self, role: Role) -> Option<&Part> {
        self.staff.iter().find(|part| part.roles == [role])
    }

    /// The world they live in: one bot, one staff group, private chats.
    #[must_use]
    pub fn world(&self) -> WorldSpec {
        let bot = BotSpec {
            token: TOKEN.to_owned(),
            username: BOT.to_owned(),
            name: "Certdesk".to_owned(),
            privacy: true,
            can_join_groups: true,
            payment_token: Some(PROVIDER_TOKEN.to_owned()),
        };
        let people = self.units.iter().flat_map(|unit| {
            [
                person(unit.agent, &unit.agent_name, unit.lang, Some(&unit.agent_mobile)),
                person(unit.legal_person, &unit.legal_name, unit.lang, None),
            ]
        });
        let staff: Vec<i64> = self.staff.iter().map(|part| part.id.0).collect();
        let group = GroupSpec {
            id: GROUP.0,
            kind: GroupKind::Supergroup,
            title: "Certdesk".to_owned(),
            username: None,
            owner: staff.last().copied(),
            members: staff.clone(),
            admins: Vec::new(),
            bots: Vec::new(),
            admin_bots: vec![BOT.to_owned()],
            topics: Vec::new(),
        };
        let people = people.chain(self.staff.iter().map(|part| person(part.id, &part.name, Lang::Zh, None))).collect();
        WorldSpec {
            bots: vec![bot],
            people,
            groups: vec![group],
            panes: self.panes(staff),
            notes: self.notes(),
            ..WorldSpec::default()
        }
    }

    /// What each of them would have at hand: answers to the bot's questions, and the names on the unit's papers.
    fn notes(&self) -> Vec<NoteSpec> {
        let staff = |role, word: &str, answers: &[(&str, &str)]| {
            let people = self.member(role).map(|part| part.id.0).into_iter().collect();
            let role = Some(word.to_owned());
            NoteSpec { people, role, answers: noted(answers), papers: PaperNames::default() }
        };
        let units = self
            .units
            .iter()
            .zip(1..)
            .flat_map(|(unit, place)| [unit.agents_notes(place), unit.legal_persons_notes(place)]);
        let office = [
            staff(Role::Reviewer, "reviewer", &[("reason", "公章不清晰，请重新盖章后扫描。")]),
            staff(Role::Finance, "finance", &[("invoice_number", "26360000000000010002")]),
            staff(Role::Maker, "maker", &[("serial", "JXCA20260010002"), ("waybill", "SF2000000010002")]),
            staff(Role::Administrator, "administrator", &[]),
        ];
        units.chain(office).collect()
    }

    /// The applicant's, the legal person's and the staff group's chat, side by side.
    fn panes(&self, staff: Vec<i64>) -> Vec<PaneSpec> {
        if self.units.is_empty() {
            return Vec::new();
        }
        let agents = self.units.iter().map(|u| u.agent.0).collect();
        let legal = self.units.iter().map(|u| u.legal_person.0).collect();
        let private =
            |title: &str, people| PaneSpec { title: title.to_owned(), people, chat: PaneChat::Bot(BOT.to_owned()) };
        vec![
            private("applicant", agents),
            private("legal_person", legal),
            PaneSpec { title: "staff".to_owned(), people: staff, chat: PaneChat::Id(GROUP.0) },
        ]
    }
}

impl Unit {
    fn agents_notes(&self, place: usize) -> NoteSpec {
        let mobile = self.agent_mobile.as_str();
        let answers = [
            ("unit_name", self.name.as_str()),
            ("uscc", self.uscc.as_str()),
            ("mobile", mobile),
            ("password", "Buban-2026!"),
            ("address", ADDRESS),
            ("legal", &self.legal_in_full),
            ("legal_identity", LEGAL_IDENTITY),
            ("agent", &self.agent_in_full),
            ("agent_identity", AGENT_IDENTITY),
            ("mail", "caiwu@example.cn"),
            ("recipient", &self.agent_in_full),
            ("waybill", "SF1000000010002"),
        ];
        self.notes(self.agent, place, &answers)
    }

    fn legal_persons_notes(&self, place: usize) -> NoteSpec {
        let answers = [("legal", self.legal_in_full.as_str()), ("legal_identity", LEGAL_IDENTITY)];
        self.notes(self.legal_person, place, &answers)
    }

    /// The place in the cast stands beside both names, so that one sees who belongs together.
    fn notes(&self, who: UserId, place: usize, answers: &[(&str, &str)]) -> NoteSpec {
        let role = Some(format!("№ {place}"));
        NoteSpec { people: vec![who.0], role, answers: noted(answers), papers: self.paper_names() }
    }

    fn paper_names(&self) -> PaperNames {
        PaperNames {
            company: Some(self.name.clone()),
            legal: Some(self.legal_in_full.clone()),
            uscc: Some(self.uscc.as_str().to_owned()),
            agent: Some(self.agent_in_full.clone()),
            identity: Some(AGENT_IDENTITY.to_owned()),
        }
    }
}

fn noted(answers: &[(&str, &str)]) -> Vec<NoteAnswer> {
    answers.iter().map(|(what, value)| NoteAnswer { what: (*what).to_owned(), value: (*value).to_owned() }).collect()
}

fn person(id: UserId, name: &str, lang: Lang, phone: Option<&str>) -> PersonSpec {
    PersonSpec {
        id: id.0,
        first_name: name.to_owned(),
        last_name: None,
        username: None,
        language_code: Some(if lang == Lang::Zh { "zh-hans" } else { "en" }.to_owned()),
        phone: phone.map(|digits| format!("86{digits}")),
    }
}

fn unit(number: u32) -> anyhow::Result<Unit> {
    let uscc = Uscc::complete(&format!("91360100MA{number:06}")).context("a sample code cannot be made")?;
    // Two certificates that carry a seal, one that does not.
    let kinds = [(CertificateKind::Unit, true), (CertificateKind::LegalPerson, true), (CertificateKind::Staff, false)];
    let name = format!("{SAMPLE_UNIT} {number}");
    let certificates = kinds.into_iter().zip(1..).map(|((kind, has_seal), n)| {
        Ok(Certificate {
            serial: Serial::parse(&format!("JXCA2024{number:05}{n:02}")).map_err(|e| anyhow::anyhow!("{e:?}"))?,
            uscc: uscc.clone(),
            kind,
            holder: name.clone(),
            expires_on: Some(expiry()),
            has_seal,
            state: CertificateState::Valid,
            by_hand: None,
        })
    });
    let certificates = certificates.collect::<anyhow::Result<_>>()?;
    let place = usize::try_from(number)? % AGENTS.len();
    let ((agent_name, agent_in_full), (legal_name, legal_in_full)) = (AGENTS[place], LEGAL_PERSONS[place]);
    let base = 10_000 + i64::from(number) * 2;
    Ok(Unit {
        name,
        uscc,
        agent: UserId(base),
        agent_name: agent_name.to_owned(),
        agent_in_full: agent_in_full.to_owned(),
        agent_mobile: format!("138{number:08}"),
        legal_person: UserId(base + 1),
        legal_name: legal_name.to_owned(),
        legal_in_full: legal_in_full.to_owned(),
        lang: if number % 2 == 1 { Lang::Zh } else { Lang::En },
        certificates,
    })
}

/// Names that can be told apart in the demo's switchers, and what they are in full.
const AGENTS: [(&str, &str); 3] = [("Cheng 程", "程经办"), ("An 安", "安经办"), ("Bai 白", "白经办")];
const LEGAL_PERSONS: [(&str, &str); 3] = [("Lu 陆", "陆法定"), ("Liang 梁", "梁法定"), ("Luo 罗", "罗法定")];

/// A company's name in its registered form.
const SAMPLE_UNIT: &str = "江西样例建筑工程有限公司";

fn expiry() -> NaiveDate {
    NaiveDate::default() + Days::new(20_819)
}

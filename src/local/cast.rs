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
use telegram_sim::page::{PaneChat, PaneSpec};
use telegram_sim::spec::{BotSpec, GroupKind, GroupSpec, PersonSpec};

/// The local bot's token; good nowhere else.
pub const TOKEN: &str = "7000000001:local-desk-of-certificates-no-secret";
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
    /// Eleven digits.
    pub agent_mobile: String,
    pub legal_person: UserId,
    pub legal_name: String,
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
            payment_token: None,
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
        WorldSpec { bots: vec![bot], people, groups: vec![group], panes: self.panes(staff), ..WorldSpec::default() }
    }

    /// The applicant's, the legal person's and the staff group's chat, side by side.
    fn panes(&self, staff: Vec<i64>) -> Vec<PaneSpec> {
        let Some(unit) = self.units.first() else { return Vec::new() };
        let agents = self.units.iter().map(|u| u.agent.0).collect();
        let legal = self.units.iter().map(|u| u.legal_person.0).collect();
        let private =
            |title: &str, people| PaneSpec { title: title.to_owned(), people, chat: PaneChat::Bot(BOT.to_owned()) };
        vec![
            private(&unit.agent_name, agents),
            private(&unit.legal_name, legal),
            PaneSpec { title: "Staff".to_owned(), people: staff, chat: PaneChat::Id(GROUP.0) },
        ]
    }
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
    let base = 10_000 + i64::from(number) * 2;
    Ok(Unit {
        name,
        uscc,
        agent: UserId(base),
        agent_name: AGENTS[usize::try_from(number).unwrap_or(0) % AGENTS.len()].to_owned(),
        agent_mobile: format!("138{number:08}"),
        legal_person: UserId(base + 1),
        legal_name: LEGAL_PERSONS[usize::try_from(number).unwrap_or(0) % LEGAL_PERSONS.len()].to_owned(),
        lang: if number % 2 == 1 { Lang::Zh } else { Lang::En },
        certificates,
    })
}

/// Names that can be told apart in the demo's switchers.
const AGENTS: [&str; 3] = ["Cheng 程", "An 安", "Bai 白"];
const LEGAL_PERSONS: [&str; 3] = ["Lu 陆", "Liang 梁", "Luo 罗"];

/// A company's name in its registered form.
const SAMPLE_UNIT: &str = "江西样例建筑工程有限公司";

fn expiry() -> NaiveDate {
    NaiveDate::default() + Days::new(20_819)
}

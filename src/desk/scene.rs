//! What a step may look at, gathered from what is loaded; what is rarely needed is loaded here, one by one.

use super::DeskError;
use super::batch::{Batch, Wanted};
use super::password::Worked;
use crate::conversation::{BoundChat, Letter, Needs, Opened, PasswordNeed, Scene, Session, Viewer};
use crate::domain::account::Account;
use crate::domain::calendar;
use crate::domain::ids::{AccountId, UserId};
use crate::domain::order_number::OrderNumber;
use crate::domain::passage::PassageBy;
use crate::domain::rules::Lang;
use chrono::{Datelike as _, Duration};
use std::collections::HashSet;

impl<'d> Batch<'d> {
    /// The scene of a letter.
    pub(super) async fn scene(
        &mut self,
        needs: &Needs,
        session: &Session,
        letter: &Letter,
    ) -> Result<Scene<'d>, DeskError> {
        self.scene_for(needs, session, letter.from.id).await
    }

    /// The scene of a letter, or of a happening that a session belongs to.
    pub(super) async fn scene_for(
        &mut self,
        needs: &Needs,
        session: &Session,
        user: UserId,
    ) -> Result<Scene<'d>, DeskError> {
        let mut wanted = Wanted::default();
        wanted.add(needs, session, user);
        self.load(wanted).await?;
        let mut scene = self.empty_scene();
        if needs.account || needs.certificates || needs.orders || needs.chats {
            scene.account = session.account.as_ref().and_then(|id| self.accounts.get(id)).cloned();
        }
        if let Some(id) = scene.account.as_ref().map(|account| account.id.clone()).filter(|_| needs.chats) {
            scene.chats = self.chats_of(&id).await?;
        }
        if needs.certificates {
            scene.certificates = self.certificates_of(scene.account.as_ref()).await?;
        }
        if needs.orders {
            let numbers = session.account.as_ref().and_then(|id| self.account_orders.get(id));
            scene.orders =
                numbers.into_iter().flatten().filter_map(|n| self.orders.get(n)).map(|r| r.order.clone()).collect();
        }
        if let Some(id) = session.account.clone().filter(|_| needs.followers) {
            self.load_viewers(&HashSet::from([id.clone()])).await?;
            scene.viewers = self.viewers_of(&id);
        }
        let mut number = needs.order.clone();
        if let Some((chat, message)) = needs.order_of_card.filter(|_| number.is_none()) {
            // A quick clerk answers a question before the desk has noted where it arrived: its words name the order too.
            number = self.tx.order_of_card(chat, message).await?.or_else(|| needs.order_named.clone());
        }
        if let Some(number) = &number {
            self.show_order(number, needs.journal, &mut scene).await?;
        }
        if let Some(uscc) = &needs.by_uscc {
            scene.by_uscc = self.account_by_uscc(uscc).await?;
            if let Some(account) = scene.by_uscc.as_ref().filter(|_| scene.owner.is_none()) {
                // Who is bound to an account is told when it is logged in to from elsewhere.
                let id = account.id.clone();
                self.load_viewers(&HashSet::from([id.clone()])).await?;
                scene.viewers = self.viewers_of(&id);
            }
        }
        self.passwords(&needs.password, &mut scene).await?;
        if needs.fresh_number {
            scene.fresh_number = Some(self.fresh_number().await?);
        }
        if !needs.queue.is_empty() || needs.find.is_some() {
            // Both look at what is stored, so what is buffered is stored first.
            self.flush_orders().await?;
        }
        if !needs.queue.is_empty() {
            scene.queue = self.tx.queue(&needs.queue).await?;
        } else if let Some(part) = &needs.find {
            scene.queue = self.tx.find(part).await?;
        }
        if let Some(by) = needs.passage {
            scene.passed = self.tx.passage(by).await?;
            // A correction goes to all who follow the order that it is about.
            let about = scene.passed.as_ref().and_then(|passed| passed.passage.order.clone());
            if let (PassageBy::Original(..), Some(about), true) = (by, about, needs.staff) {
                self.show_order(&about, false, &mut scene).await?;
            }
        }
        self.of_the_desk(needs, &mut scene).await?;
        if needs.staff {
            scene.staff = self.staff.get(&user).cloned().flatten();
        }
        Ok(scene)
    }

    /// What only staff look at.
    async fn of_the_desk(&mut self, needs: &Needs, scene: &mut Scene<'_>) -> Result<(), DeskError> {
        for number in &needs.many {
            let mut one = self.empty_scene();
            self.show_order(number, false, &mut one).await?;
            let Some(order) = one.order else { continue };
            scene.many.push(Opened { order, owner: one.owner, viewers: one.viewers });
        }
        if !needs.near.is_empty() {
            self.flush_orders().await?;
            scene.near = self.tx.listed(&needs.near).await?;
        }
        if needs.register {
            scene.register = self.tx.register().await?;
        }
        if let Some(days) = needs.figures_of_days {
            self.flush_orders().await?;
            scene.happened = self.tx.happened_since(self.now - Duration::days(i64::from(days))).await?;
        }
        if !needs.serials.is_empty() {
            scene.on_file = self.tx.certificates_by_serial(&needs.serials).await?;
        } else if let Some(part) = &needs.certificates_like {
            scene.on_file = self.tx.certificates_like(part).await?;
        }
        if let Some(token) = &needs.invitation {
            scene.invitation = self.tx.invitation(token).await?;
        }
        Ok(())
    }

    pub(super) fn empty_scene(&self) -> Scene<'d> {
        let setting = &self.desk.setting;
        Scene {
            rules: &setting.rules,
            now: self.now,
            random: crate::clock::random(),
            bot: &setting.bot_name,
            group: self.desk.group(),
            group_lang: setting.group_lang,
            account: None,
            chats: Vec::new(),
            certificates: Vec::new(),
            orders: Vec::new(),
            order: None,
            owner: None,
            viewers: Vec::new(),
            by_uscc: None,
            password_fits: None,
            password_hash: None,
            fresh_number: None,
            fresh_account: self.desk.mint.account(self.now, crate::clock::random()),
            journal: Vec::new(),
            broken_at: None,
            queue: Vec::new(),
            many: Vec::new(),
            near: Vec::new(),
            register: Vec::new(),
            on_file: Vec::new(),
            happened: Vec::new(),
            invitation: None,
            staff: None,
            passed: None,
        }
    }

    async fn show_order(
        &mut self,
        number: &OrderNumber,
        journal: bool,
        scene: &mut Scene<'_>,
    ) -> Result<(), DeskError> {
        self.load(Wanted::order(number.clone())).await?;
        let Some(row) = self.orders.get(number) else { return Ok(()) };
        scene.order = Some(row.order.clone());
        scene.owner = self.accounts.get(&row.order.account).cloned();
        scene.viewers = self.viewers_of(&row.order.account);
        if journal {
            self.flush_orders().await?;
            scene.journal = self.tx.journal(number).await?;
            scene.broken_at = self.tx.verify_journal(number).await?.map(|broken| broken.place);
        }
        Ok(())
    }

    /// The chats that an account's notices go to, as this batch leaves them.
    fn viewers_of(&self, account: &AccountId) -> Vec<Viewer> {
        let mut viewers = self.viewers.get(account).cloned().unwrap_or_default();
        for (key, session) in self.sessions.iter().filter(|(key, _)| key.0.0 == key.1.0) {
            viewers.retain(|viewer| viewer.chat != key.0 || session.account.as_ref() == Some(account));
            let lang = session.lang.unwrap_or(Lang::default());
            match viewers.iter_mut().find(|viewer| viewer.chat == key.0) {
                Some(viewer) => viewer.lang = lang,
                None if session.account.as_ref() == Some(account) => {
                    viewers.push(Viewer { chat: key.0, user: key.1, lang, reachable: true });
                }
                None => {}
            }
        }
        for (chat, reachable) in &self.reached {
            for viewer in viewers.iter_mut().filter(|viewer| viewer.chat == *chat) {
                viewer.reachable = *reachable;
            }
        }
        viewers.sort_by_key(|viewer| viewer.chat);
        viewers
    }

    /// The private chats that are bound to an account, as this batch leaves them.
    async fn chats_of(&mut self, account: &AccountId) -> Result<Vec<BoundChat>, DeskError> {
        let mut stored = self.tx.bound_sessions(account).await?;
        stored.retain(|(key, _)| !self.sessions.contains_key(key));
        let here = self.sessions.iter().filter(|(key, s)| key.0.0 == key.1.0 && s.account.as_ref() == Some(account));
        stored.extend(here.map(|(key, session)| (*key, session.clone())));
        let mut chats: Vec<BoundChat> = stored
            .into_iter()
            .map(|((chat, user), s)| BoundChat { chat, user, lang: s.lang.unwrap_or_default(), bound: s.bound })
            .collect();
        chats.sort_by_key(|chat| (chat.bound.as_ref().map(|b| b.at), chat.chat));
        Ok(chats)
    }

    async fn certificates_of(
        &mut self,
        account: Option<&Account>,
    ) -> Result<Vec<crate::domain::certificate::Certificate>, DeskError> {
        let Some(account) = account else { return Ok(Vec::new()) };
        if !self.certificates.contains_key(&account.uscc) {
            let found = self.tx.certificates(&account.uscc).await?;
            self.certificates.insert(account.uscc.clone(), found);
        }
        Ok(self.certificates.get(&account.uscc).cloned().unwrap_or_default())
    }

    async fn fresh_number(&mut self) -> Result<OrderNumber, DeskError> {
        let year = calendar::local(self.now).year();
        let sequence = self.tx.next(&format!("orders {year}")).await?;
        Ok(OrderNumber::make(year, sequence))
    }

    /// What was worked out ahead, or, where the need came up only now, what is worked out here.
    async fn passwords(&mut self, need: &PasswordNeed, scene: &mut Scene<'_>) -> Result<(), DeskError> {
        match need {
            PasswordNeed::None => {}
            PasswordNeed::Hash(wanted) => {
                let ahead = self.worked.iter().find_map(|worked| match worked {
                    Worked::Hash { password, hash } if password == wanted => Some(hash.clone()),
                    _ => None,
                });
                scene.password_hash = Some(match ahead {
                    Some(hash) => hash,
                    None => self.desk.passwords.hash(wanted).await?,
                });
            }
            PasswordNeed::Compare(wanted) => {
                let Some(stored) = scene.by_uscc.as_ref().or(scene.account.as_ref()).map(|a| a.password.clone()) else {
                    return Ok(());
                };
                let ahead = self.worked.iter().find_map(|worked| match worked {
                    Worked::Compared { password, with, fits } if password == wanted && *with == stored => Some(*fits),
                    _ => None,
                });
                scene.password_fits = Some(match ahead {
                    Some(fits) => fits,
                    None => self.desk.passwords.fits(wanted, &stored).await?,
                });
            }
        }
        Ok(())
    }
}

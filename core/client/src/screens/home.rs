use super::SessionScreen;
use crate::client::setting;
use crate::clock::ClockAdvice;
use crate::{Client, ClientError, Progress, ProvinceView, Shipped, SyncReport, Waiting};
use citizen_domain::Timestamp;
use citizen_domain::error::Outcome;
use citizen_domain::message::Lang;
use citizen_domain::text::human;
use citizen_dossier::Page;
use citizen_screen::{
    Age, DossierCard, HomeParts, ReportCard, Said, Tone, Voice, WaitingSummary, home, waiting,
};
use serde::Serialize;
use std::sync::Arc;

/// Most reports that home shows, and looks at in one go.
const REPORTS: u32 = 50;

/// A province that can be chosen: a signed pack of it came with the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProvinceChoice {
    /// Statistics code.
    pub id: String,
    /// Name.
    pub name: Said,
    /// Former provinces whose people it serves.
    pub former: Vec<Said>,
    /// Address of its gateway.
    pub base_url: String,
    /// No real province stands behind it.
    pub demo: bool,
}

/// The province in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProvinceLine {
    /// Statistics code.
    pub id: String,
    /// Name.
    pub name: Said,
    /// Demonstration: nothing here is real.
    pub demo: bool,
    /// Number to ask at.
    pub hotline: Said,
    /// Version of its data.
    pub version: u64,
}

/// Home: what needs me, what is moving, what waits, how old it all is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HomeView {
    /// The province; nothing before one is chosen.
    pub province: Option<ProvinceLine>,
    /// Who is signed in.
    pub session: SessionScreen,
    /// Dossiers with something to do, late ones first.
    pub needs_me: Vec<DossierCard>,
    /// Dossiers that go on by themselves.
    pub moving: Vec<DossierCard>,
    /// Dossiers that are done.
    pub finished: Vec<DossierCard>,
    /// Reports that are not done.
    pub reports: Vec<ReportCard>,
    /// What waits to be sent.
    pub waiting: WaitingSummary,
    /// How old it is.
    pub age: Age,
    /// The device's clock is wrong, and what to set it to.
    pub clock: Option<Said>,
}

/// What a sync came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SyncView {
    /// In a sentence.
    pub said: Said,
    /// How it is to be felt.
    pub tone: Tone,
    /// Everything went through.
    pub whole: bool,
    /// Items accepted.
    pub sent: u32,
    /// Items refused for good.
    pub rejected: u32,
    /// Changes received.
    pub received: u32,
    /// What still waits.
    pub waiting: WaitingSummary,
    /// How old everything is now.
    pub age: Age,
    /// The device's clock is wrong, and what to set it to.
    pub clock: Option<Said>,
}

impl Client {
    /// The provinces whose packs came with the program, in order.
    pub fn show_provinces(&self) -> Vec<ProvinceChoice> {
        province_choices(&self.inner.shipped, self.now())
    }

    /// The province in use.
    ///
    /// # Errors
    /// [`ClientError::NoProvince`].
    pub fn show_province(&self) -> Result<ProvinceLine, ClientError> {
        self.province_line(&self.province()?)
    }

    fn province_line(&self, view: &ProvinceView) -> Result<ProvinceLine, ClientError> {
        let pack = self.pack()?;
        let province = &pack.content().province;
        Ok(ProvinceLine {
            id: view.id.clone(),
            name: Said::both(province.name.clone(), province.spoken.clone()),
            demo: view.demo,
            hotline: Voice::spelled(&province.hotline),
            version: view.pack_version,
        })
    }

    /// Home. Before a province is chosen it is empty.
    ///
    /// # Errors
    /// The store's own.
    pub fn show_home(&self, lang: Lang) -> Result<HomeView, ClientError> {
        let voice = self.voice(lang);
        let province = match self.show_province() {
            Ok(line) => Some(line),
            Err(ClientError::NoProvince) => None,
            Err(other) => return Err(other),
        };
        let mut parts = HomeParts::default();
        if province.is_some() {
            parts.dossiers = self.show_dossiers(Page::ALL, lang)?;
            parts.reports = self.open_reports(lang)?;
        }
        let lists = home(parts);
        Ok(HomeView {
            session: self.show_session(lang)?,
            needs_me: lists.needs_me,
            moving: lists.moving,
            finished: lists.finished,
            reports: lists.reports,
            waiting: self.show_waiting(lang)?,
            age: self.age(&voice)?,
            clock: clock_said(self.clock_advice().as_ref(), &voice),
            province,
        })
    }

    /// Reports that are not done, newest first: an old one behind many that are done is one of them.
    fn open_reports(&self, lang: Lang) -> Result<Vec<ReportCard>, ClientError> {
        let most = usize::try_from(REPORTS).unwrap_or(usize::MAX);
        let (mut open, mut skip) = (Vec::new(), 0);
        while open.len() < most {
            let cards = self.show_reports(skip, REPORTS, lang)?;
            // Drafts come on top of the first page.
            let full = cards.len() >= most;
            open.extend(cards.into_iter().filter(|card| !card.finished));
            if !full {
                break;
            }
            skip += REPORTS;
        }
        open.truncate(most);
        Ok(open)
    }

    /// How much waits to be sent.
    ///
    /// # Errors
    /// The store's own.
    pub fn show_waiting(&self, lang: Lang) -> Result<WaitingSummary, ClientError> {
        let (all, voice) = (self.inner.waiting(&self.plan_context())?, self.voice(lang));
        Ok(waiting(
            all.len(),
            &Waiting::reasons(&all, &voice),
            Waiting::next_moment(&all),
            &voice,
        ))
    }

    fn age(&self, voice: &Voice) -> Result<Age, ClientError> {
        let at = self
            .inner
            .setting(setting::SYNCED_AT)?
            .and_then(|text| Timestamp::parse(&text));
        let old = at.is_none_or(|at| !at.is_within(STALE_MS, voice.now));
        Ok(voice.age(at, old))
    }

    /// How far a sync is, in words.
    pub fn show_progress(&self, progress: Progress, lang: Lang) -> Said {
        let (received, of) = (progress.received.to_string(), progress.of.to_string());
        let numbers = [("received", received.as_str()), ("of", of.as_str())];
        self.voice(lang).say("screen.sync.progress", &numbers)
    }

    /// What a sync came to, in words.
    ///
    /// # Errors
    /// The store's own.
    pub fn show_sync(&self, report: &SyncReport, lang: Lang) -> Result<SyncView, ClientError> {
        let voice = self.voice(lang);
        let whole = report.outcome.is_none();
        let id = if whole {
            "screen.sync.done"
        } else {
            "screen.sync.waiting"
        };
        let (sent, received) = (report.sent.to_string(), report.received.to_string());
        let mut said = vec![voice.say(id, &[("sent", &sent), ("received", &received)])];
        // Why it is not whole: a server that is not to be trusted is another matter than no network.
        let trouble = report.trouble.filter(|_| !whole);
        said.extend(trouble.map(|code| voice.say(&format!("error.{code}"), &[("code", code)])));
        Ok(SyncView {
            said: Said::joined(&said),
            tone: match report.outcome {
                None => Tone::Done,
                Some(Outcome::Security) => Tone::Security,
                Some(_) => Tone::Waiting,
            },
            whole,
            sent: report.sent,
            rejected: report.rejected,
            received: report.received,
            waiting: self.show_waiting(lang)?,
            age: self.age(&voice)?,
            clock: clock_said(report.clock.as_ref(), &voice),
        })
    }
}

/// Age from which everything counts as old: a day.
const STALE_MS: i64 = 24 * 60 * 60 * 1000;

fn clock_said(advice: Option<&ClockAdvice>, voice: &Voice) -> Option<Said> {
    let advice = advice?;
    // Seen from far away, so that the year is said.
    let far = Timestamp::from_secs(0).date();
    let shown = |at: Timestamp| Said::from(human::date_time(voice.lang, at, far));
    let (now, right) = (shown(advice.device), shown(advice.right()));
    Some(voice.say_with(advice.message(), &[("now", &now), ("right", &right)]))
}

fn province_choices(shipped: &Shipped, now: Timestamp) -> Vec<ProvinceChoice> {
    shipped
        .verified(now)
        .map(|pack: Arc<citizen_pack::VerifiedPack>| {
            let province = &pack.content().province;
            ProvinceChoice {
                id: province.id.clone(),
                name: Said::both(province.name.clone(), province.spoken.clone()),
                former: province.former.iter().map(|name| former(name)).collect(),
                base_url: province.base_url.clone(),
                demo: pack.demo(),
            }
        })
        .collect()
}

/// A former province without the agency code that stands behind its name in the pack.
fn former(name: &str) -> Said {
    Said::plain(name.split(" (").next().unwrap_or(name))
}

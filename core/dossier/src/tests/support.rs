//! A repository in memory, a calendar of 2026, and short ways to make records.

use crate::{Brief, Content, DossierView, Excerpt, Followed, Held, Page, Ready, Repository, Trust};
use citizen_domain::Timestamp;
use citizen_domain::codes::DossierCode;
use citizen_domain::message::Lang;
use citizen_domain::pack::{Calendar, Holiday, LimitUnit, Procedure, RuleSet, Swap, SwapScope, TimeLimit};
use citizen_domain::repository::RepositoryError;
use citizen_domain::time::iso_date;
use citizen_domain::wire::{AgencyRef, DossierRecord, EventRecord, ProcedureRef, StatusRecord};
use std::cell::RefCell;
use std::collections::BTreeMap;

pub(super) const CODE: &str = "000.00.12.H09-260212-0001";

pub(super) fn at(text: &str) -> Timestamp {
    Timestamp::parse(&format!("{text}:00+07:00")).unwrap()
}

/// State, time: an event.
pub(super) fn event(id: u64, status: i32, when: &str) -> EventRecord {
    EventRecord {
        id,
        at: at(when),
        status: StatusRecord::of(status),
        unit: "Phòng thử".into(),
        actor: "Cán bộ thử".into(),
        text: format!("bước {id}"),
    }
}

/// A record whose state is that of its last event.
pub(super) fn record(events: &[EventRecord], appointment: Option<&str>) -> DossierRecord {
    DossierRecord {
        code: CODE.into(),
        procedure: ProcedureRef {
            code: "9.000001.H09".into(),
            name: "Thủ tục thử".into(),
            demo: true,
        },
        agency: AgencyRef {
            id: "000.00.12.H09".into(),
            name: "Cơ quan thử".into(),
        },
        unit: "25942".into(),
        status: events.last().map_or(StatusRecord::of(1), |e| e.status.clone()),
        received_at: Some(at("2026-02-12T10:00")),
        appointment_at: appointment.map(at),
        previous_appointment_at: None,
        finished_at: None,
        events: events.to_vec(),
        needs: Vec::new(),
        fees: Vec::new(),
        ratable: false,
    }
}

pub(super) fn followed() -> Followed {
    Followed::from_code(
        DossierCode::parse(CODE).unwrap(),
        Trust::Hint,
        at("2026-02-12T11:00"),
    )
}

pub(super) fn calendars() -> Vec<Calendar> {
    let date = |text: &str| iso_date::parse(text).unwrap();
    let off = [
        "2026-01-01",
        "2026-02-16",
        "2026-02-17",
        "2026-02-18",
        "2026-02-19",
        "2026-02-20",
        "2026-04-27",
    ];
    vec![Calendar {
        year: 2026,
        version: "2026.1".into(),
        provisional: false,
        holidays: off
            .map(|d| Holiday {
                date: date(d),
                name: "nghỉ".into(),
            })
            .to_vec(),
        swaps: vec![Swap {
            off: date("2026-01-02"),
            work: date("2026-01-10"),
            scope: SwapScope::State,
        }],
    }]
}

pub(super) fn procedure(amount: u32, unit: LimitUnit) -> Procedure {
    Procedure {
        code: "9.000001".into(),
        name: "Thủ tục thử".into(),
        group: "thu".into(),
        papers: Vec::new(),
        fees: Vec::new(),
        limit: Some(TimeLimit { amount, unit }),
        level: "commune".into(),
        synonyms: Vec::new(),
        demo: true,
    }
}

pub(super) fn rule_sets() -> Vec<RuleSet> {
    [
        ("nd61", "2018-06-21", Some("2025-06-30")),
        ("nd118", "2025-07-01", None),
    ]
    .map(|(id, from, to)| RuleSet {
        id: id.into(),
        valid_from: iso_date::parse(from).unwrap(),
        valid_to: to.and_then(iso_date::parse),
        questionnaires: Vec::new(),
        source: String::new(),
        unverified: false,
    })
    .to_vec()
}

pub(super) fn content<'a>(calendars: &'a [Calendar], rule_sets: &'a [RuleSet]) -> Content<'a> {
    Content {
        calendars,
        statuses: &[],
        procedures: &[],
        agencies: &[],
        rule_sets,
        lang: Lang::Vi,
        stale_after_ms: 24 * 3_600_000,
    }
}

/// Keeps dossiers in memory.
#[derive(Default)]
pub(super) struct Memory(RefCell<BTreeMap<String, Followed>>);

impl Memory {
    fn those(&self, wanted: impl Fn(&Held) -> bool) -> Vec<Followed> {
        let all = self.0.borrow();
        all.values()
            .filter(|followed| wanted(&followed.held))
            .cloned()
            .collect()
    }
}

impl Repository for Memory {
    fn dossier(&self, normalized: &str) -> Result<Option<Followed>, RepositoryError> {
        Ok(self.0.borrow().get(normalized).cloned())
    }

    fn put_dossier(&self, followed: &Followed) -> Result<(), RepositoryError> {
        self.0
            .borrow_mut()
            .insert(followed.code.normalized.clone(), followed.clone());
        Ok(())
    }

    fn add_dossier(&self, ready: &Ready) -> Result<bool, RepositoryError> {
        if self.0.borrow().contains_key(&ready.code.normalized) {
            return Ok(false);
        }
        self.put_dossier(&Followed {
            code: ready.code.clone(),
            secret: None,
            held: serde_json::from_slice(&ready.held).unwrap(),
        })?;
        Ok(true)
    }

    fn dossiers(&self, page: Page) -> Result<Vec<Followed>, RepositoryError> {
        let mut all: Vec<Followed> = self.0.borrow().values().cloned().collect();
        all.sort_by(|a, b| (b.held.followed_at, &a.code).cmp(&(a.held.followed_at, &b.code)));
        Ok(all
            .into_iter()
            .skip(page.offset as usize)
            .take(page.limit as usize)
            .collect())
    }

    fn briefs(&self, page: Page) -> Result<Vec<Brief>, RepositoryError> {
        let all = self.dossiers(page)?.into_iter();
        Ok(all.map(|followed| brief(&followed)).collect())
    }

    fn dossier_codes(&self) -> Result<Vec<String>, RepositoryError> {
        let all = self.dossiers(Page::ALL)?;
        Ok(all.into_iter().map(|followed| followed.code.raw).collect())
    }

    fn codes_without_record(&self) -> Result<Vec<String>, RepositoryError> {
        let without = self.those(|held| held.record.is_none());
        Ok(without.into_iter().map(|followed| followed.code.raw).collect())
    }

    fn ratable_dossiers(&self) -> Result<Vec<Followed>, RepositoryError> {
        Ok(self.those(|held| held.record.as_ref().is_some_and(|record| record.ratable)))
    }

    fn doubt_records(&self) -> Result<(), RepositoryError> {
        for followed in self.0.borrow_mut().values_mut() {
            followed.held.unconfirmed |= followed.held.record.is_some();
        }
        Ok(())
    }

    fn unconfirmed_dossiers(&self, limit: u32) -> Result<Vec<Followed>, RepositoryError> {
        let all = self.those(|held| held.unconfirmed);
        Ok(all.into_iter().take(limit as usize).collect())
    }

    fn count_dossiers(&self) -> Result<u32, RepositoryError> {
        Ok(u32::try_from(self.0.borrow().len()).unwrap_or(u32::MAX))
    }

    fn remove_dossier(&self, normalized: &str) -> Result<bool, RepositoryError> {
        Ok(self.0.borrow_mut().remove(normalized).is_some())
    }
}

/// As a repository keeps and reads it.
pub(super) fn brief(followed: &Followed) -> Brief {
    read(
        followed,
        &serde_json::to_vec(&Excerpt::of(&followed.held)).unwrap(),
    )
}

/// As it reads one that was kept before there were excerpts.
fn brief_of_whole(followed: &Followed) -> Brief {
    read(followed, &serde_json::to_vec(&followed.held).unwrap())
}

fn read(followed: &Followed, held: &[u8]) -> Brief {
    let code = followed.code.clone();
    Brief::read(code.normalized, code.raw, followed.held.unconfirmed, held).unwrap()
}

/// [`crate::view()`], which a line of a list agrees with whenever the feed was read.
pub(super) fn view(followed: &Followed, content: &Content<'_>, now: Timestamp) -> DossierView {
    for feed in [
        None,
        Some(now),
        Some(now.plus_millis(-50 * 3_600_000)),
        Some(now.plus_millis(3_600_000)),
    ] {
        let whole = crate::view(&followed.clone().heard(feed, now), content, now);
        assert!(brief(followed).view(content, feed, now) == whole.brief());
        assert!(brief_of_whole(followed).view(content, feed, now) == whole.brief());
    }
    crate::view(followed, content, now)
}

//! Home answers in order: what needs me, what is moving, what can I do.

use crate::{DossierCard, ReportCard, Said, Voice};
use citizen_domain::Timestamp;
use serde::Serialize;

/// How much waits to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaitingSummary {
    /// Items.
    pub count: u32,
    /// "2 việc chưa gửi xong · Đang chờ mạng, chưa gửi · Thử lại lúc 14:05".
    pub said: Said,
}

/// What home is made of: everything that is followed, newest first.
#[derive(Debug, Clone, Default)]
pub struct HomeParts {
    /// Dossiers.
    pub dossiers: Vec<DossierCard>,
    /// Reports that are not done.
    pub reports: Vec<ReportCard>,
}

/// Home's lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Home {
    /// Dossiers with something to do.
    pub needs_me: Vec<DossierCard>,
    /// Dossiers that go on by themselves.
    pub moving: Vec<DossierCard>,
    /// Dossiers that are done.
    pub finished: Vec<DossierCard>,
    /// Reports that are not done.
    pub reports: Vec<ReportCard>,
}

/// Puts everything where it belongs. What needs the person comes late ones first.
pub fn home(parts: HomeParts) -> Home {
    let (mut needs_me, rest): (Vec<_>, Vec<_>) =
        parts.dossiers.into_iter().partition(|card| card.todo.is_some());
    needs_me.sort_by_key(|card| card.tone != crate::Tone::Overdue);
    let (finished, moving) = rest.into_iter().partition(|card: &DossierCard| card.finished);
    Home {
        needs_me,
        moving,
        finished,
        reports: parts.reports,
    }
}

/// The line about what waits: how much, why (each reason once), and when it is tried again by itself.
pub fn waiting(count: usize, why: &[Said], next: Option<Timestamp>, voice: &Voice) -> WaitingSummary {
    let said = match count {
        0 => voice.say("screen.waiting.none", &[]),
        _ => {
            let mut parts = vec![voice.say("screen.waiting.some", &[("n", &count.to_string())])];
            parts.extend(why.iter().cloned());
            parts.extend(next_try(next, voice));
            Said::joined(&parts)
        }
    };
    WaitingSummary {
        count: u32::try_from(count).unwrap_or(u32::MAX),
        said,
    }
}

/// "Thử lại lúc 14:05", of a moment that is still to come.
pub fn next_try(at: Option<Timestamp>, voice: &Voice) -> Option<Said> {
    let at = at.filter(|at| *at > voice.now)?;
    Some(voice.say_with("screen.outbox.next_try", &[("when", &voice.when(at))]))
}

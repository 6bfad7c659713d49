use super::{DossierRecord, EventRecord, StatusRecord};
use crate::Timestamp;
use serde::{Deserialize, Serialize};

/// One line of the change feed. A batch ends with `cursor`; everything since the last cursor belongs in one
/// transaction with it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", try_from = "Line")]
pub enum Change {
    /// A dossier as it stands now.
    Dossier {
        /// The dossier.
        dossier: Box<DossierRecord>,
    },
    /// What changed of a dossier that this client was told before; sent only to who asks for parts. Who does not hold the dossier
    /// starts again without a cursor.
    DossierPart {
        /// Its code, exactly as issued.
        code: String,
        /// Members that are otherwise now, each whole, but for the history; null where there is none any more.
        patch: serde_json::Map<String, serde_json::Value>,
        /// Events that were added.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        events: Vec<EventRecord>,
    },
    /// A dossier that this person may no longer see.
    DossierGone {
        /// Its code.
        code: String,
    },
    /// A report as it stands now.
    Report {
        /// The report.
        report: Box<ReportRecord>,
    },
    /// How many changes follow, as far as is known when they begin; the first line, sent only to who asks for it.
    Total {
        /// Lines other than this one, cursors and `reset`.
        changes: u64,
    },
    /// End of a batch.
    Cursor {
        /// Opaque; send it with the next request.
        cursor: String,
    },
    /// The cursor was too old: everything follows again from the start, what is not repeated is gone.
    Reset,
}

/// The members of every kind of line. A tagged enum would be read twice, and a first sync has ten thousand lines.
#[derive(Deserialize)]
struct Line {
    r#type: Kind,
    dossier: Option<Box<DossierRecord>>,
    code: Option<String>,
    patch: Option<serde_json::Map<String, serde_json::Value>>,
    #[serde(default)]
    events: Vec<EventRecord>,
    report: Option<Box<ReportRecord>>,
    changes: Option<u64>,
    cursor: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Dossier,
    DossierPart,
    DossierGone,
    Report,
    Total,
    Cursor,
    Reset,
}

impl TryFrom<Line> for Change {
    type Error = &'static str;

    fn try_from(line: Line) -> Result<Self, Self::Error> {
        let change = match line.r#type {
            Kind::Dossier => line.dossier.map(|dossier| Self::Dossier { dossier }),
            Kind::DossierPart => line.code.zip(line.patch).map(|(code, patch)| Self::DossierPart {
                code,
                patch,
                events: line.events,
            }),
            Kind::DossierGone => line.code.map(|code| Self::DossierGone { code }),
            Kind::Report => line.report.map(|report| Self::Report { report }),
            Kind::Total => line.changes.map(|changes| Self::Total { changes }),
            Kind::Cursor => line.cursor.map(|cursor| Self::Cursor { cursor }),
            Kind::Reset => Some(Self::Reset),
        };
        change.ok_or("a line without what its type needs")
    }
}

impl Change {
    /// Reads one line of the feed. It stands here, and not beside its only caller, so that it is built for speed with this room.
    ///
    /// # Errors
    /// What is wrong with it, as [`serde_json`] says it: that quotes the line, and is for no log.
    pub fn parse(line: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(line)
    }
}

impl std::fmt::Debug for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Dossier { dossier } => f.debug_tuple("Dossier").field(dossier).finish(),
            Self::DossierPart { events, .. } => f.debug_tuple("DossierPart").field(events).finish(),
            Self::DossierGone { .. } => f.write_str("DossierGone(…)"),
            Self::Report { report } => f.debug_tuple("Report").field(report).finish(),
            Self::Total { changes } => f.debug_tuple("Total").field(changes).finish(),
            Self::Cursor { .. } => f.write_str("Cursor(…)"),
            Self::Reset => f.write_str("Reset"),
        }
    }
}

/// A report as its reporter sees it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRecord {
    /// Client id of the report.
    pub id: String,
    /// The province's own number.
    pub reference: String,
    /// State (D§9.2), for example `da_tiep_nhan`.
    pub status: String,
    /// History, oldest first.
    pub updates: Vec<ReportUpdate>,
}

impl std::fmt::Debug for ReportRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReportRecord")
            .field("id", &self.id)
            .field("status", &self.status)
            .field("updates", &self.updates.len())
            .finish_non_exhaustive()
    }
}

/// One step of a report's history.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportUpdate {
    /// Rises inside the report.
    pub id: u64,
    /// When.
    pub at: Timestamp,
    /// State that it led to.
    pub status: String,
    /// In words.
    pub text: String,
}

impl std::fmt::Debug for ReportUpdate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReportUpdate")
            .field("id", &self.id)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl StatusRecord {
    /// A state by its code alone.
    pub fn of(code: i32) -> Self {
        Self {
            code: Some(code),
            text: None,
        }
    }
}

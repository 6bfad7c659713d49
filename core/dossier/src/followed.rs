use citizen_domain::codes::DossierCode;
use citizen_domain::wire::{DossierRecord, Lookup, SlipClaims, StatusRecord};
use citizen_domain::{Secret, Timestamp};
use serde::{Deserialize, Serialize};

/// Where what is shown comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The code alone.
    Code,
    /// A signed slip.
    Slip,
    /// Look-up without sign-in: code and degree of completion.
    Lookup,
    /// The province, to the dossier's owner.
    Province,
}

/// How much the way to this dossier is worth: the trust of the scan, or a code typed by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// A slip signed by the province.
    Signed,
    /// A check sum was right.
    Checked,
    /// A bare code or a link to a known host.
    Hint,
    /// Nothing speaks for it.
    Untrusted,
    /// Typed by hand.
    Typed,
}

/// What a signed slip says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipFacts {
    /// Agency id.
    pub agency: String,
    /// Reception.
    pub received_at: Timestamp,
    /// Appointment.
    pub appointment_at: Option<Timestamp>,
}

/// The answer to a look-up without sign-in (TT 01/2018/TT-VPCP Art. 16.2.d).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// Whether the province knows the code.
    pub known: bool,
    /// Whole percent.
    pub percent: Option<u8>,
    /// When it was asked.
    pub as_of: Timestamp,
}

/// Something in the province's news that does not fit what it said before. Noted, never refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anomaly {
    /// When it was noticed.
    pub at: Timestamp,
    /// What.
    pub kind: AnomalyKind,
}

/// What does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AnomalyKind {
    /// An event came again with other content; the first is kept.
    EventChanged {
        /// Event id.
        event: u64,
    },
    /// An event is no longer sent; it is kept.
    EventMissing {
        /// Event id.
        event: u64,
    },
    /// A step that does not usually follow.
    UnusualStep {
        /// From.
        from: StatusRecord,
        /// To.
        to: StatusRecord,
    },
    /// The appointment was taken back without a new one.
    AppointmentGone {
        /// The one there was.
        was: Timestamp,
    },
}

/// Everything held about a dossier except its code and secret; what a repository keeps as one value. `R`: as much of the record as is
/// read of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "R: Deserialize<'de>"))]
pub struct Held<R = DossierRecord> {
    /// Since when it is followed; lists are ordered by it.
    pub followed_at: Timestamp,
    /// How it was found.
    pub trust: Trust,
    /// What a signed slip said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slip: Option<SlipFacts>,
    /// Last look-up without sign-in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completion: Option<Completion>,
    /// The province's record, its timeline merged with everything seen before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<R>,
    /// When the province last answered about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
    /// What did not fit, oldest first, at most 50.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anomalies: Vec<Anomaly>,
    /// The province started its feed anew and has not named this dossier yet. A repository keeps it beside the rest, where all can be
    /// marked at once ([`crate::Repository::doubt_records`]).
    #[serde(skip)]
    pub unconfirmed: bool,
    /// The province no longer shows it to this person; its details were dropped.
    #[serde(default)]
    pub gone: bool,
}

/// A followed dossier.
#[derive(Clone)]
pub struct Followed {
    /// Its code; the key is `code.normalized`.
    pub code: DossierCode,
    /// Look-up secret printed on some slips; kept like a credential.
    pub secret: Option<Secret<String>>,
    /// The rest.
    pub held: Held,
}

impl Followed {
    /// From a code alone.
    pub fn from_code(code: DossierCode, trust: Trust, now: Timestamp) -> Self {
        Self {
            code,
            secret: None,
            held: Held {
                followed_at: now,
                trust,
                slip: None,
                completion: None,
                record: None,
                as_of: None,
                anomalies: Vec::new(),
                unconfirmed: false,
                gone: false,
            },
        }
    }

    /// From a slip whose signature was verified.
    pub fn from_slip(code: DossierCode, claims: &SlipClaims, now: Timestamp) -> Self {
        let mut followed = Self::from_code(code, Trust::Signed, now);
        followed.held.slip = Some(SlipFacts {
            agency: claims.agency.clone(),
            received_at: claims.received_at,
            appointment_at: claims.appointment_at,
        });
        followed
    }

    /// With the secret that was printed beside the code.
    #[must_use]
    pub fn with_secret(mut self, secret: Option<Secret<String>>) -> Self {
        self.secret = secret.or(self.secret);
        self
    }

    /// The province's news was read to its end at `feed` ([`Held::heard`]).
    #[must_use]
    pub fn heard(self, feed: Option<Timestamp>, now: Timestamp) -> Self {
        Self {
            held: self.held.heard(feed, now),
            ..self
        }
    }

    /// Notes a look-up without sign-in. It never touches what the owner has seen.
    ///
    /// Whether that is news: the same answer as before only makes what is shown younger.
    pub fn looked_up(&mut self, answer: &Lookup, as_of: Timestamp) -> bool {
        let before = self
            .held
            .completion
            .map_or((false, None), |c| (c.known, c.percent));
        let (known, percent) = (answer.known, answer.completion.map(|p| p.min(100)));
        self.held.completion = Some(Completion {
            known,
            percent,
            as_of,
        });
        before != (known, percent)
    }
}

impl<R> Held<R> {
    /// The province's news was read to its end at `feed`: what it had told before and did not change is true as of then.
    /// Not so of what it no longer shows, or has not named again after a fresh start. A moment after `now` was noted by a
    /// clock that ran ahead: then the feed's counts.
    #[must_use]
    pub fn heard(mut self, feed: Option<Timestamp>, now: Timestamp) -> Self {
        if self.record.is_some() && !self.gone && !self.unconfirmed {
            let possible = self.as_of.filter(|at| *at <= now || feed.is_none());
            self.as_of = possible.max(feed);
        }
        self
    }

    /// Where what is shown comes from.
    pub fn source(&self) -> Source {
        if self.record.is_some() {
            Source::Province
        } else if self.completion.is_some() {
            Source::Lookup
        } else if self.slip.is_some() {
            Source::Slip
        } else {
            Source::Code
        }
    }

    /// When what is shown was true: the province's last answer, if there was one.
    pub fn shown_as_of(&self) -> Option<Timestamp> {
        match &self.record {
            Some(_) => self.as_of,
            None => self.completion.map(|c| c.as_of),
        }
    }
}

/// A dossier tells about a person: nothing of it is shown.
impl<R> std::fmt::Debug for Held<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Held")
            .field("source", &self.source())
            .field("as_of", &self.as_of)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Followed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Followed")
            .field("code", &self.code)
            .field("held", &self.held)
            .finish_non_exhaustive()
    }
}

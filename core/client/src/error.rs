use citizen_domain::error::{Coded, ErrorInfo, Outcome};
use citizen_domain::ports::{PortError, TransportError};
use citizen_domain::repository::RepositoryError;

/// What the facade can answer besides the rooms' own errors. Carries nothing personal.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// No province was chosen yet.
    #[error("no province chosen")]
    NoProvince,
    /// Nobody is signed in, or the session has ended.
    #[error("sign-in needed")]
    SignInNeeded,
    /// Nothing under that name here.
    #[error("not found")]
    NotFound,
    /// The province does not know it, or it is not this person's.
    #[error("not known to the province")]
    NotKnownThere,
    /// The province refused, with its own code.
    #[error("refused by the province: {code}")]
    RefusedByProvince {
        /// Its stable code.
        code: String,
        /// Its sentence, shown as it came.
        message: String,
    },
    /// What answers is not the province (captive portal, proxy), or it does not answer properly.
    #[error("no proper answer")]
    NoProperAnswer,
    /// The province asks for a newer version of this program.
    #[error("this version is too old")]
    TooOld,
    /// The address is not one that may be spoken to.
    #[error("address refused")]
    BadAddress,
    /// A profile name with characters that do not belong in one.
    #[error("profile name refused")]
    BadProfile,
    /// Another province is in use already.
    #[error("another province is in use")]
    OtherProvince,
    /// The profile belongs to somebody else.
    #[error("another person's profile")]
    OtherPerson,
    /// A file of TLS roots that holds none, too many, or something else.
    #[error("TLS roots refused")]
    BadTlsRoots,
    /// The address is not the one that the province's signed pack names.
    #[error("not the pack's address")]
    AddressNotInPack,
    /// A rating needs the network once, for its token; nothing was kept.
    #[error("rating not kept")]
    RatingNotKept,
    /// The pack knows no unit of that code.
    #[error("unknown unit")]
    UnknownUnit,
    /// A code that cannot be followed.
    #[error("code refused")]
    BadCode,
    /// No picture held a code that can be followed.
    #[error("no dossier code found")]
    NoCodeFound,
    /// The province's rules do not let this person act for others so.
    #[error("may not act for others")]
    MayNotAct,
    /// No name, or none that fits.
    #[error("name refused")]
    BadName,
    /// The dossier is not finished, or its rating is not open.
    #[error("not ratable now")]
    NotRatable,
    /// Answers to a questionnaire that the dossier's reception day does not call for.
    #[error("another questionnaire applies")]
    OtherQuestionnaire,
    /// The dossier was rated already.
    #[error("rated already")]
    AlreadyRated,
    /// Not a quarter of a year, such as `2026Q4`.
    #[error("not a quarter")]
    BadPeriod,
    /// The day is outside the calendars, or the number too large.
    #[error("not covered")]
    NotCovered,
    /// A file could not be read or written.
    #[error("file trouble")]
    File,
    /// This client was shut down.
    #[error("closed")]
    Closed,
    /// Whoever asked the province no longer waits for the answer.
    #[error("given up")]
    GivenUp,
    /// The runtime could not be started, or a task died.
    #[error("runtime trouble")]
    Runtime,
    /// From the network.
    #[error(transparent)]
    Net(#[from] TransportError),
    /// From a port.
    #[error(transparent)]
    Port(#[from] PortError),
    /// From the store's transactions.
    #[error(transparent)]
    Repository(#[from] RepositoryError),
    /// Something about a report was refused; its draft is kept.
    #[error(transparent)]
    Draft(#[from] crate::KeptDraft),
    /// From a room.
    #[error(transparent)]
    Room(#[from] RoomError),
}

/// An error of a room, behind its catalogue line.
#[derive(Debug, thiserror::Error)]
#[error("{source}")]
pub struct RoomError {
    info: ErrorInfo,
    source: Box<dyn std::error::Error + Send + Sync>,
}

impl Coded for RoomError {
    fn info(&self) -> ErrorInfo {
        self.info
    }
}

impl RoomError {
    /// The room's own error.
    pub fn downcast<E: std::error::Error + 'static>(&self) -> Option<&E> {
        self.source.downcast_ref()
    }
}

macro_rules! rooms {
    ($($error:ty),+ $(,)?) => {$(
        impl From<$error> for ClientError {
            fn from(error: $error) -> Self {
                Self::Room(RoomError { info: error.info(), source: Box::new(error) })
            }
        }
    )+};
}

rooms!(
    citizen_scan::ScanError,
    citizen_incident::IncidentError,
    citizen_outbox::OutboxError,
    citizen_pack::PackError,
    citizen_proof::ProofError,
    citizen_identity::IdentityError,
    citizen_dossier::DossierError,
    citizen_mscore::MscoreError,
    citizen_store::StoreError,
    citizen_domain::codes::CodeError,
    citizen_domain::calendar::CalendarError,
);

citizen_domain::error_codes! { ClientError {
    NoProvince => "client.no_province", Expected, Refused;
    SignInNeeded => "client.sign_in_needed", Expected, SignIn;
    NotFound => "client.not_found", Expected, NotFound;
    NotKnownThere => "client.not_known_there", Expected, NotFound;
    RefusedByProvince {..} => "client.refused_by_province", Expected, Refused;
    NoProperAnswer => "client.no_proper_answer", Retryable, Waiting;
    TooOld => "client.too_old", Expected, TooOld;
    BadAddress => "client.bad_address", Security, Security;
    AddressNotInPack => "client.address_not_in_pack", Security, Security;
    BadTlsRoots => "client.bad_tls_roots", Expected, Refused;
    BadProfile => "client.bad_profile", Expected, Usage;
    OtherProvince => "client.other_province", Expected, Refused;
    OtherPerson => "client.other_person", Expected, Refused;
    UnknownUnit => "client.unknown_unit", Expected, NotFound;
    BadCode => "client.bad_code", Expected, Refused;
    NoCodeFound => "client.no_code_found", Expected, Refused;
    MayNotAct => "client.may_not_act", Expected, Refused;
    BadName => "client.bad_name", Expected, Refused;
    NotRatable => "client.not_ratable", Expected, Refused;
    OtherQuestionnaire => "client.other_questionnaire", Expected, Refused;
    AlreadyRated => "client.already_rated", Expected, Refused;
    RatingNotKept => "client.rating_not_kept", Retryable, Refused;
    BadPeriod => "client.bad_period", Expected, Usage;
    NotCovered => "client.not_covered", Expected, Refused;
    File => "client.file", Expected, Refused;
    Closed => "client.closed", Expected, Refused;
    GivenUp => "client.given_up", Retryable, Waiting;
    Runtime => "client.runtime", Bug, Bug;
} also { Net, Port, Repository, Draft, Room } }

impl ClientError {
    /// The province's own sentence, where there is one.
    pub fn province_message(&self) -> Option<&str> {
        match self {
            Self::RefusedByProvince { message, .. } => Some(message),
            _ => None,
        }
    }

    /// Whether trying again later, without doing anything else, may help.
    pub fn is_waiting(&self) -> bool {
        self.outcome() == Outcome::Waiting
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_has_its_own_line_and_its_texts() {
        for info in ClientError::ERRORS {
            assert!(
                citizen_domain::message::knows(&format!("error.{}", info.code)),
                "{}",
                info.code
            );
        }
        for info in TransportError::ERRORS
            .iter()
            .chain(PortError::ERRORS)
            .chain(RepositoryError::ERRORS)
        {
            assert!(
                citizen_domain::message::knows(&format!("error.{}", info.code)),
                "{}",
                info.code
            );
        }
        assert_eq!(ClientError::NotCovered.code(), "client.not_covered");
        assert_eq!(ClientError::Runtime.code(), "client.runtime");
        assert_eq!(ClientError::NoProvince.code(), "client.no_province");
    }
}

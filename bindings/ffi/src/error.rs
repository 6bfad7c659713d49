//! Errors as a screen meets them: one small enum a room, each variant named by what can be done, with a stable code, the sentence for
//! the person, and its category. Nothing personal is in any of them.

use crate::records::{Category, ReportId, Said};
use citizen_client::ClientError;
use citizen_domain::error::{Coded, ErrorInfo, Outcome};
use citizen_domain::message::{Lang, knows, text};

/// What a person can do about an error, whichever room it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum Advice {
    /// Try again when there is a network.
    Offline,
    /// Passes by itself.
    Later,
    /// Sign in.
    SignIn,
    /// It is not there.
    NotFound,
    /// Put it otherwise.
    Refused,
    /// Unlock the device.
    Unlock,
    /// Make room on the device.
    FreeSpace,
    /// The vault cannot be opened; nothing was deleted.
    Storage,
    /// Do not rely on it.
    Untrusted,
    /// Get the newer app.
    Update,
    /// Open the app again.
    Closed,
    /// Tell those who make the app.
    Bug,
}

/// What a person can do about the error of a code.
fn advice(code: &str, outcome: Outcome) -> Advice {
    match (code, outcome) {
        ("client.closed", _) => Advice::Closed,
        ("store.key_refused" | "store.closed", _) => Advice::Unlock,
        ("store.no_space" | "port.no_space", _) => Advice::FreeSpace,
        ("store.newer", _) | (_, Outcome::TooOld) => Advice::Update,
        ("store.busy" | "store.locked" | "store.in_use" | "store.other_open", _) => Advice::Later,
        (_, Outcome::Waiting) if code.starts_with("net.") => Advice::Offline,
        (_, Outcome::Waiting) => Advice::Later,
        (_, Outcome::SignIn) => Advice::SignIn,
        (_, Outcome::NotFound) => Advice::NotFound,
        (_, Outcome::Refused | Outcome::Usage) => Advice::Refused,
        (_, Outcome::Store) => Advice::Storage,
        (_, Outcome::Security) => Advice::Untrusted,
        (_, Outcome::Bug) => Advice::Bug,
    }
}

/// What is known about an error.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Trouble {
    /// Stable code of the error catalogue, `room.reason`.
    pub code: String,
    /// What happened and what to do, for the person.
    pub said: Said,
    /// What it means for whoever looks after the program.
    pub category: Category,
    /// What the person can do.
    pub advice: Advice,
    /// The draft that was kept, where one was.
    pub draft: Option<ReportId>,
}

impl Trouble {
    /// Of a client's error, in `lang`.
    pub(crate) fn of(error: &ClientError, lang: Lang) -> Self {
        let draft = match error {
            ClientError::Draft(kept) => Some(ReportId(kept.id.clone())),
            _ => None,
        };
        let mut trouble = Self::coded(error, lang);
        if let Some(own) = error.province_message() {
            trouble.said = Said::plain(own);
        }
        trouble.draft = draft;
        trouble
    }

    /// Of any error of the catalogue.
    pub(crate) fn coded(error: &dyn Coded, lang: Lang) -> Self {
        let ErrorInfo {
            code,
            category,
            outcome,
        } = error.info();
        let id = format!("error.{code}");
        let id = if knows(&id) { id.as_str() } else { "error.bug" };
        Self {
            code: code.to_owned(),
            said: text(lang, id, &[("code", code)]).into(),
            category,
            advice: advice(code, outcome),
            draft: None,
        }
    }
}

/// An error of one room of the door.
pub(crate) trait RoomFailure {
    /// As the screen meets it.
    fn of(error: &ClientError, lang: Lang) -> Self;
}

macro_rules! room_errors {
    ($(
        $(#[$doc:meta])*
        $name:ident {
            $($(#[$vdoc:meta])* $variant:ident = $($code:literal)|+ ;)*
            ..
            $($(#[$odoc:meta])* $ovariant:ident = $($outcome:ident)|+ ;)*
        }
    )+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
        pub enum $name {
            $($(#[$vdoc])*
            #[error("{}", trouble.code)]
            $variant {
                /// What is known about it.
                trouble: Trouble,
            },)*
            $($(#[$odoc])*
            #[error("{}", trouble.code)]
            $ovariant {
                /// What is known about it.
                trouble: Trouble,
            },)*
            /// Ours to mend; nothing is lost.
            #[error("{}", trouble.code)]
            Unexpected {
                /// What is known about it.
                trouble: Trouble,
            },
        }

        impl RoomFailure for $name {
            fn of(error: &ClientError, lang: Lang) -> Self {
                let trouble = Trouble::of(error, lang);
                match (error.info().code, error.info().outcome) {
                    $(($($code)|+, _) => Self::$variant { trouble },)*
                    $((_, $(Outcome::$outcome)|+) => Self::$ovariant { trouble },)*
                    #[allow(unreachable_patterns, clippy::allow_attributes, reason = "a room may name every outcome")]
                    _ => Self::Unexpected { trouble },
                }
            }
        }

        impl $name {
            /// What is known about it.
            pub fn trouble(&self) -> &Trouble {
                match self {
                    $(Self::$variant { trouble } => trouble,)*
                    $(Self::$ovariant { trouble } => trouble,)*
                    Self::Unexpected { trouble } => trouble,
                }
            }
        }
    )+};
}

room_errors! {
    /// Opening, closing, home.
    OpenError {
        /// This client was shut down.
        Closed = "client.closed";
        /// Nothing can be read now: the device is locked, or the app is in the background.
        Locked = "store.key_refused" | "store.closed";
        /// There is no room on the device.
        Full = "store.no_space" | "port.no_space";
        /// The vault is an older copy; only the person can accept it.
        RolledBack = "store.rolled_back";
        /// Made by a newer version of the app.
        UpdateNeeded = "store.newer";
        ..
        /// No province has been chosen, or what was asked cannot be done.
        Refused = Refused | Usage | NotFound | SignIn;
        /// The vault cannot be opened; nothing was deleted.
        Storage = Store;
        /// Passes by itself.
        Later = Waiting;
    }

    /// Choosing a province, and sync.
    ProvinceError {
        /// This client was shut down.
        Closed = "client.closed";
        ..
        /// No answer; try again when there is a network.
        Offline = Waiting;
        /// Nobody vouches for it, or it is not what it says.
        Untrusted = Security;
        /// It cannot be had so.
        Refused = Refused | Usage | NotFound | SignIn;
        /// The app is too old for it.
        UpdateNeeded = TooOld;
        /// The vault; nothing was deleted.
        Storage = Store;
    }

    /// Dossiers.
    DossierError {
        /// This client was shut down.
        Closed = "client.closed";
        /// It is no dossier code: compare it with the slip.
        BadCode = "client.bad_code" | "client.no_code_found" | "code.bad_character" | "code.not_agency" | "code.not_procedure" | "code.too_long" | "code.too_short";
        ..
        /// The app is too old for the province.
        UpdateNeeded = TooOld;
        /// It is not followed, or the province does not know it.
        NotFound = NotFound;
        /// Not so.
        Refused = Refused | Usage;
        /// Not to be relied on.
        Untrusted = Security;
        /// The vault; nothing was deleted.
        Storage = Store;
    }

    /// Scanning.
    ScanError {
        /// This client was shut down.
        Closed = "client.closed";
        ..
        /// The picture or text cannot be read: try another.
        Unreadable = Refused | Usage | NotFound;
    }

    /// Field reports.
    ReportError {
        /// This client was shut down.
        Closed = "client.closed";
        /// It was answered already.
        AlreadyDecided = "incident.already_decided" | "incident.reopened_already";
        /// Not in the state it is in.
        NotNow = "incident.not_now" | "incident.reopen_too_late" | "outbox.not_editable";
        ..
        /// There is no such report.
        NotFound = NotFound;
        /// Something of it was refused; `draft` names what is kept.
        Refused = Refused | Usage;
        /// The vault, or no room on the device; nothing was deleted.
        Storage = Store;
    }

    /// Ratings and published results.
    RatingError {
        /// This client was shut down.
        Closed = "client.closed";
        /// It was rated before.
        AlreadyRated = "client.already_rated";
        /// It cannot be rated yet, or no longer.
        NotRatable = "client.not_ratable";
        /// Nobody waits for it any more.
        GivenUp = "client.given_up";
        ..
        /// The app is too old for the province.
        UpdateNeeded = TooOld;
        /// No answer; nothing was kept.
        Offline = Waiting;
        /// Sign in first.
        SignIn = SignIn;
        /// It is not followed.
        NotFound = NotFound;
        /// An answer does not fit its question.
        BadAnswer = Refused | Usage;
        /// Not to be relied on.
        Untrusted = Security;
        /// The vault; nothing was deleted.
        Storage = Store;
    }

    /// Signing in and out.
    IdentityError {
        /// This client was shut down.
        Closed = "client.closed";
        /// The profile belongs to somebody else.
        OtherPerson = "client.other_person";
        ..
        /// No answer; try again when there is a network.
        Offline = Waiting;
        /// Begin again.
        Again = SignIn | Refused | Usage | NotFound;
        /// A check refused; nobody was signed in.
        Untrusted = Security;
        /// The vault or the key store; nothing was deleted.
        Storage = Store;
    }

    /// What waits to be sent.
    OutboxError {
        /// This client was shut down.
        Closed = "client.closed";
        ..
        /// There is no such item, or no receipt yet.
        NotFound = NotFound;
        /// Not in the state it is in.
        NotPossible = Refused | Usage | SignIn;
        /// A receipt that is not right.
        Untrusted = Security;
        /// The vault; nothing was deleted.
        Storage = Store;
    }

    /// Everything held about the person: to see, to take along, to erase.
    ProfileError {
        /// This client was shut down.
        Closed = "client.closed";
        /// Nobody waits for it any more.
        GivenUp = "client.given_up";
        ..
        /// The file cannot be written there.
        File = Refused | Usage | NotFound;
        /// The vault; nothing was deleted.
        Storage = Store;
    }
}

/// The sentence for a fault of the app itself, for a shell that met one at this door and has no [`Trouble`] to show.
#[uniffi::export]
pub fn defect_said(language: crate::Language) -> Said {
    let code = "shell.door";
    text(crate::citizen::lang(language), "error.bug", &[("code", code)]).into()
}

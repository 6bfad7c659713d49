//! Dossiers, scanned values, and what can be looked up.
use super::{Age, DossierCode, Fact, ProcedureCode, QrView, Said, TimelineRow, Tone};

/// A dossier on a card: plain state large, procedure, one line of time, one line of "do this".
pub type DossierCard = citizen_client::screen::DossierCard;
/// What a person can do with a dossier here.
pub type DossierAction = citizen_client::screen::DossierAction;
/// A fee.
pub type FeeRow = citizen_client::screen::FeeRow;
/// A dossier as a screen.
pub type DossierView = citizen_client::screen::DossierView;
/// What a scanned value is.
pub type ScanKind = citizen_client::screen::ScanKind;
/// How far it can be relied on.
pub type ScanTrust = citizen_client::screen::ScanTrust;
/// A scanned value as a screen.
pub type ScanView = citizen_client::screen::ScanView;
/// What a hit is.
pub type HitKind = citizen_client::screen::HitKind;
/// An answer to a search.
pub type SearchHit = citizen_client::screen::SearchHit;
/// What a search found.
pub type SearchView = citizen_client::screen::SearchView;
/// A procedure of the catalogue.
pub type ProcedureView = citizen_client::screen::ProcedureView;
/// A number to call.
pub type EmergencyRow = citizen_client::screen::EmergencyRow;

/// A dossier on a card: plain state large, procedure, one line of time, one line of "do this".
#[uniffi::remote(Record)]
pub struct DossierCard {
    /// Normalised code, for asking after it.
    pub code: DossierCode,
    /// Code as printed; spelled for ears.
    pub code_shown: Said,
    /// What people call its state.
    pub state: Said,
    /// Procedure.
    pub procedure: Option<Said>,
    /// When it is due, and how many working days are left.
    pub time: Option<Said>,
    /// What the person has to do.
    pub todo: Option<Said>,
    /// How it stands.
    pub tone: Tone,
    /// How old all this is.
    pub age: Age,
    /// Nothing more is to come.
    pub finished: bool,
    /// Demonstration data.
    pub demo: bool,
    /// It can be rated now.
    pub ratable: bool,
}

/// What a person can do with a dossier here.
#[uniffi::remote(Enum)]
pub enum DossierAction {
    /// Say how it went.
    Rate,
    /// Sign in to see more of it.
    SignIn,
    /// No longer follow it.
    Unfollow,
}

/// A fee.
#[uniffi::remote(Record)]
pub struct FeeRow {
    /// What for.
    pub name: Said,
    /// How much.
    pub amount: Said,
    /// The province says it is paid.
    pub paid: bool,
    /// The same in words.
    pub state: Said,
    /// The transfer code of an unpaid fee.
    pub qr: Option<QrView>,
}

/// A dossier as a screen.
#[uniffi::remote(Record)]
pub struct DossierView {
    /// Its card.
    pub card: DossierCard,
    /// The official wording of its state, smaller, below.
    pub official: Option<Said>,
    /// Who handles it.
    pub agency: Option<Said>,
    /// Dates.
    pub facts: Vec<Fact>,
    /// History, newest first.
    pub timeline: Vec<TimelineRow>,
    /// Everything that the person has to do, with the day it is due.
    pub todo: Vec<Said>,
    /// Fees.
    pub fees: Vec<FeeRow>,
    /// What to know before relying on any of this.
    pub warnings: Vec<Said>,
    /// How much the way to this dossier is worth.
    pub trust: Said,
    /// Its code, to be shown to somebody else.
    pub qr: Option<QrView>,
    /// What can be done.
    pub actions: Vec<DossierAction>,
}

/// What a scanned value is.
#[uniffi::remote(Enum)]
pub enum ScanKind {
    /// A receipt slip.
    DossierSlip,
    /// A bare dossier code.
    DossierCode,
    /// A link of an allowed host that carries a dossier code.
    DossierUrl,
    /// An identity card.
    IdCard,
    /// A bank transfer code.
    Vietqr,
    /// A health insurance card.
    HealthCard,
    /// A claim ticket of assisted mode.
    ClaimTicket,
    /// Any other link.
    Url,
    /// Anything else.
    Text,
}

/// How far it can be relied on.
#[uniffi::remote(Enum)]
pub enum ScanTrust {
    /// The province's signature was verified.
    Signed,
    /// Form and checksum hold; nobody vouches for the content.
    Checked,
    /// Good for looking something up, and for nothing else.
    Hint,
    /// Not to be relied on.
    Untrusted,
}

/// A scanned value as a screen.
#[uniffi::remote(Record)]
pub struct ScanView {
    /// What it is.
    pub kind: ScanKind,
    /// How far it can be relied on.
    pub trust: ScanTrust,
    /// What it is, in words.
    pub title: Said,
    /// How far it can be relied on, in words.
    pub trust_said: Said,
    /// The same as a tone.
    pub tone: Tone,
    /// What it says.
    pub facts: Vec<Fact>,
    /// What to know before relying on it.
    pub warnings: Vec<Said>,
    /// The text to follow the dossier by, where it names one.
    pub follow: Option<String>,
}

/// What a hit is.
#[uniffi::remote(Enum)]
pub enum HitKind {
    /// A procedure.
    Procedure,
    /// An administrative unit.
    Unit,
}

/// An answer to a search.
#[uniffi::remote(Record)]
pub struct SearchHit {
    /// What it is.
    pub kind: HitKind,
    /// Its code.
    pub code: String,
    /// Its name.
    pub title: Said,
    /// Why it was found.
    pub line: Said,
    /// Demonstration data.
    pub demo: bool,
}

/// What a search found.
#[uniffi::remote(Record)]
pub struct SearchView {
    /// Best first.
    pub hits: Vec<SearchHit>,
    /// What to try, where nothing was found.
    pub nothing: Option<Said>,
}

/// A procedure of the catalogue.
#[uniffi::remote(Record)]
pub struct ProcedureView {
    /// National code.
    pub code: ProcedureCode,
    /// Name.
    pub name: Said,
    /// Demonstration data.
    pub demo: bool,
    /// Code, time limit, where it is handled.
    pub facts: Vec<Fact>,
    /// Fees; one line when nothing is to be paid, or nobody said.
    pub fees: Vec<Said>,
    /// Papers to bring.
    pub papers: Vec<Said>,
    /// Offices that take them: where, and when they are open.
    pub offices: Vec<Fact>,
    /// What to know before relying on it.
    pub note: Option<Said>,
}

/// A number to call.
#[uniffi::remote(Record)]
pub struct EmergencyRow {
    /// As dialled.
    pub number: String,
    /// The number for eyes, digit by digit for ears.
    pub shown: Said,
    /// What for.
    pub name: Said,
}

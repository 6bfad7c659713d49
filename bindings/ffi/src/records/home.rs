//! Home, the province, and what a sync came to.
use super::{Age, DossierCard, ReportCard, Said, SessionView, Tone};

/// How much waits to be sent.
pub type WaitingSummary = citizen_client::screen::WaitingSummary;
/// A province that can be chosen: a signed pack of it came with the program.
pub type ProvinceChoice = citizen_client::ProvinceChoice;
/// The province in use.
pub type ProvinceView = citizen_client::ProvinceLine;
/// Home: what needs me, what is moving, what waits, how old it all is.
pub type HomeView = citizen_client::HomeView;
/// What a sync came to.
pub type SyncView = citizen_client::SyncView;

/// How much waits to be sent.
#[uniffi::remote(Record)]
pub struct WaitingSummary {
    /// Items.
    pub count: u32,
    /// "2 việc chưa gửi xong · Đang chờ mạng, chưa gửi · Thử lại lúc 14:05".
    pub said: Said,
}

/// A province that can be chosen: a signed pack of it came with the program.
#[uniffi::remote(Record)]
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
#[uniffi::remote(Record)]
pub struct ProvinceView {
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
#[uniffi::remote(Record)]
pub struct HomeView {
    /// The province; nothing before one is chosen.
    pub province: Option<ProvinceView>,
    /// Who is signed in.
    pub session: SessionView,
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
#[uniffi::remote(Record)]
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

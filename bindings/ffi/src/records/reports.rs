//! Field reports, receipts, and what waits to be sent.
use super::{CategoryCode, Fact, ItemId, PhotoHash, QrView, ReportId, Said, TimelineRow, Tone};

/// A report on a card.
pub type ReportCard = citizen_client::screen::ReportCard;
/// What a person can do with a report now.
pub type ReportAction = citizen_client::screen::ReportAction;
/// A photo.
pub type PhotoRow = citizen_client::screen::PhotoRow;
/// Something to tell before sending.
pub type AdviceRow = citizen_client::screen::AdviceRow;
/// A category to choose.
pub type CategoryView = citizen_client::screen::CategoryView;
/// A report as a screen.
pub type ReportView = citizen_client::screen::ReportView;
/// What a draft says, for the form in which it is changed.
pub type DraftFields = citizen_client::screen::DraftFields;
/// Who may see a report.
pub type Eyes = citizen_domain::pack::Visibility;
/// A receipt as a screen: it can be shown, shared and checked by somebody else.
pub type ReceiptView = citizen_client::screen::ReceiptView;
/// What a person can do with an item.
pub type OutboxAction = citizen_client::screen::OutboxAction;
/// An item on a line.
pub type OutboxRow = citizen_client::screen::OutboxRow;

/// A report on a card.
#[uniffi::remote(Record)]
pub struct ReportCard {
    /// Client id.
    pub id: ReportId,
    /// How it stands.
    pub state: Said,
    /// Category.
    pub category: Said,
    /// What the person wrote.
    pub text: String,
    /// How that begins, for a list; none of a draft without words.
    pub about: Option<Said>,
    /// When it was begun.
    pub when: Said,
    /// How it is to be felt.
    pub tone: Tone,
    /// What the person has to do.
    pub todo: Option<Said>,
    /// Nothing more is to come.
    pub finished: bool,
}

/// What a person can do with a report now.
#[uniffi::remote(Enum)]
pub enum ReportAction {
    /// Change the draft.
    Edit,
    /// Send the draft.
    Send,
    /// Say that it was mended.
    Confirm,
    /// Say that it was not.
    Reopen,
    /// Take it back.
    Withdraw,
    /// Change what the province refused, and send it again.
    Mend,
    /// Throw the draft away.
    Discard,
}

/// A photo.
#[uniffi::remote(Record)]
pub struct PhotoRow {
    /// SHA-256, lower-case hex.
    pub sha256: PhotoHash,
    /// Its size in words.
    pub size: Said,
    /// Whether the province holds it.
    pub state: Said,
    /// The same as a tone.
    pub tone: Tone,
}

/// Something to tell before sending.
#[uniffi::remote(Record)]
pub struct AdviceRow {
    /// In words.
    pub said: Said,
    /// Numbers to dial.
    pub call: Vec<String>,
}

/// A category to choose.
#[uniffi::remote(Record)]
pub struct CategoryView {
    /// Stable code.
    pub code: CategoryCode,
    /// Name.
    pub name: Said,
    /// Number to call first.
    pub emergency: Option<String>,
}

/// A report as a screen.
#[uniffi::remote(Record)]
pub struct ReportView {
    /// Its card.
    pub card: ReportCard,
    /// Not sent, and to be changed freely.
    pub draft: bool,
    /// What a form begins with when the draft is changed.
    pub editing: Option<DraftFields>,
    /// Category, ward, number and the like.
    pub facts: Vec<Fact>,
    /// Where it is.
    pub place: Said,
    /// What is doubtful about the place.
    pub place_flags: Vec<Said>,
    /// Who can see it.
    pub visibility: Said,
    /// Photos.
    pub photos: Vec<PhotoRow>,
    /// What will leave this phone.
    pub size: Option<Said>,
    /// What to tell before sending.
    pub advice: Vec<AdviceRow>,
    /// Why it waits or was refused.
    pub reason: Option<Said>,
    /// What the person decided and the province does not have yet.
    pub pending: Option<Said>,
    /// The province's receipt.
    pub receipt: Option<ReceiptView>,
    /// History, newest first.
    pub timeline: Vec<TimelineRow>,
    /// What can be done.
    pub actions: Vec<ReportAction>,
}

/// A receipt as a screen: it can be shown, shared and checked by somebody else.
#[uniffi::remote(Record)]
pub struct ReceiptView {
    /// Outbox item that it is for.
    pub item: ItemId,
    /// When the province took it.
    pub when: Said,
    /// The province's signature was verified here.
    pub verified: bool,
    /// What it says.
    pub facts: Vec<Fact>,
    /// The whole receipt as one code, where it fits.
    pub qr: Option<QrView>,
}

/// What a person can do with an item.
#[uniffi::remote(Enum)]
pub enum OutboxAction {
    /// Try now.
    Retry,
    /// Throw it away; what the province may hold of it is taken back first.
    Discard,
    /// See the receipt.
    Receipt,
}

/// An item on a line.
#[uniffi::remote(Record)]
pub struct OutboxRow {
    /// Item id.
    pub id: ItemId,
    /// A report, a decision on a report, a rating.
    pub kind: Said,
    /// How what the person wrote begins; none of a rating.
    pub about: Option<Said>,
    /// Where it stands and what it waits for. "Sent" is said only with a receipt.
    pub state: Said,
    /// How it is to be felt.
    pub tone: Tone,
    /// Size, or how much of it the province holds.
    pub size: Said,
    /// Nothing is tried before.
    pub next_try: Option<Said>,
    /// What can be done.
    pub actions: Vec<OutboxAction>,
}

/// Who may see a report.
#[uniffi::remote(Enum)]
pub enum Eyes {
    /// Everybody, without the reporter's name.
    Public,
    /// Only those who handle it.
    Handler,
}

/// What a draft says, for the form in which it is changed. What the person does not touch there is not to be sent again.
#[uniffi::remote(Record)]
pub struct DraftFields {
    /// Category.
    pub category: CategoryCode,
    /// Who will see it if it is sent as it stands.
    pub visibility: Eyes,
    /// Without account.
    pub anonymous: bool,
    /// It carries a place.
    pub has_place: bool,
    /// 1 urgent, 2 ordinary, 3 a suggestion.
    pub severity: u8,
}

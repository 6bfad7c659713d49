//! What a screen shows and says, ready made: every sentence in its display and its spoken form, every number already a
//! word, every rule already applied. Shells draw it and decide nothing. Pure: the same arguments give the same screen.

mod aloud;
mod directory;
mod dossier;
mod home;
mod ids;
mod outbox;
mod rating;
mod receipt;
mod report;
mod results;
mod said;
mod scan;
mod voice;

pub use directory::{
    EmergencyRow, HitKind, ProcedureView, SearchHit, SearchView, emergency, procedure, search,
};
pub use dossier::{DossierAction, DossierCard, DossierView, FeeRow, card, cards, dossier};
pub use home::{Home, HomeParts, WaitingSummary, home, next_try, waiting};
pub use ids::{
    CategoryCode, DossierKey, ItemId, PhotoHash, ProcedureCode, QuestionId, QuestionnaireId, ReportId,
    UnitCode,
};
pub use outbox::{OutboxAction, OutboxRow, row};
pub use rating::{ChoiceView, QuestionKind, QuestionView, QuestionnaireView, RatingForm, form};
pub use receipt::{ReceiptView, receipt};
pub use report::{
    AdviceRow, CategoryView, DraftFields, PhotoRow, ReportAction, ReportCard, ReportParts, ReportView,
    category, report, report_card,
};
pub use results::{Bar, BarGroup, ResultView, result};
pub use said::{Age, Fact, QrView, Said, TimelineRow, Tone, qr};
pub use scan::{ScanKind, ScanTrust, ScanView, scanned};
pub use voice::Voice;

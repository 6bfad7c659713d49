import CitizenBindings

// What crosses from the core, by the names that the rest of the package uses. The records are made by the generator, immutable in all but
// name, and never built by hand outside tests. Only this target imports the bindings, so another generator changes this target alone.

// Texts.
public typealias Said = CitizenBindings.Said
public typealias Tone = CitizenBindings.Tone
public typealias Age = CitizenBindings.Age
public typealias Fact = CitizenBindings.Fact
public typealias TimelineRow = CitizenBindings.TimelineRow
/// `size` modules a side, row by row, one byte each (1 is dark), without a quiet zone.
public typealias QrView = CitizenBindings.QrView

// Ids: text that only the core reads.
public typealias DossierCode = CitizenBindings.DossierCode
public typealias ReportId = CitizenBindings.ReportId
public typealias ItemId = CitizenBindings.ItemId
public typealias CategoryCode = CitizenBindings.CategoryCode
public typealias UnitCode = CitizenBindings.UnitCode
public typealias QuestionnaireId = CitizenBindings.QuestionnaireId
public typealias ProcedureCode = CitizenBindings.ProcedureCode
public typealias PhotoHash = CitizenBindings.PhotoHash

// The root.
public typealias OpenRequest = CitizenBindings.OpenRequest
public typealias ProvinceRequest = CitizenBindings.ProvinceRequest
public typealias ProvinceChoice = CitizenBindings.ProvinceChoice
public typealias ProvinceView = CitizenBindings.ProvinceView
public typealias HomeView = CitizenBindings.HomeView
public typealias SyncView = CitizenBindings.SyncView
public typealias WaitingSummary = CitizenBindings.WaitingSummary
public typealias Preferences = CitizenBindings.Preferences
public typealias Language = CitizenBindings.Language
public typealias TextSize = CitizenBindings.TextSize
public typealias Address = CitizenBindings.Address
public typealias Topic = CitizenBindings.Topic
public typealias Snapshot = CitizenBindings.Snapshot

// Dossiers, scanning, looking up.
public typealias DossierCard = CitizenBindings.DossierCard
public typealias DossierPage = CitizenBindings.DossierPage
public typealias DossierView = CitizenBindings.DossierView
public typealias DossierAction = CitizenBindings.DossierAction
public typealias FeeRow = CitizenBindings.FeeRow
public typealias FollowRequest = CitizenBindings.FollowRequest
public typealias ScanResult = CitizenBindings.ScanResult
public typealias ScanView = CitizenBindings.ScanView
public typealias ScanKind = CitizenBindings.ScanKind
public typealias ScanTrust = CitizenBindings.ScanTrust
public typealias SearchView = CitizenBindings.SearchView
public typealias SearchHit = CitizenBindings.SearchHit
public typealias HitKind = CitizenBindings.HitKind
public typealias ProcedureView = CitizenBindings.ProcedureView
public typealias EmergencyRow = CitizenBindings.EmergencyRow

// Reports and what waits.
public typealias CategoryView = CitizenBindings.CategoryView
public typealias ReportCard = CitizenBindings.ReportCard
public typealias ReportPage = CitizenBindings.ReportPage
public typealias ReportView = CitizenBindings.ReportView
public typealias ReportAction = CitizenBindings.ReportAction
public typealias ReportRequest = CitizenBindings.ReportRequest
public typealias DraftChangeRequest = CitizenBindings.DraftChangeRequest
public typealias DecisionRequest = CitizenBindings.DecisionRequest
public typealias PlaceRequest = CitizenBindings.PlaceRequest
public typealias FixSource = CitizenBindings.FixSource
public typealias DraftFields = CitizenBindings.DraftFields
/// Who may see a report.
public typealias Eyes = CitizenBindings.Eyes
public typealias PhotoRow = CitizenBindings.PhotoRow
public typealias AdviceRow = CitizenBindings.AdviceRow
public typealias ReceiptView = CitizenBindings.ReceiptView
public typealias OutboxPage = CitizenBindings.OutboxPage
public typealias OutboxRow = CitizenBindings.OutboxRow
public typealias OutboxAction = CitizenBindings.OutboxAction

// Ratings.
public typealias RatingForm = CitizenBindings.RatingForm
public typealias RatingView = CitizenBindings.RatingView
public typealias QuestionnaireView = CitizenBindings.QuestionnaireView
public typealias QuestionView = CitizenBindings.QuestionView
public typealias QuestionKind = CitizenBindings.QuestionKind
public typealias ChoiceView = CitizenBindings.ChoiceView
public typealias AnswerRequest = CitizenBindings.AnswerRequest
public typealias ResultView = CitizenBindings.ResultView
public typealias BarGroup = CitizenBindings.BarGroup
public typealias Bar = CitizenBindings.Bar

// The person.
public typealias SessionView = CitizenBindings.SessionView
public typealias SessionState = CitizenBindings.SessionState
public typealias SignInStart = CitizenBindings.SignInStart
public typealias SignedOutView = CitizenBindings.SignedOutView
public typealias CheckRow = CitizenBindings.CheckRow

// Ports that the shell brings.
public typealias KeyStorePort = CitizenBindings.KeyStorePort
public typealias ConnectivityPort = CitizenBindings.ConnectivityPort
public typealias WakePort = CitizenBindings.WakePort
public typealias NetworkState = CitizenBindings.NetworkState
public typealias NetworkClass = CitizenBindings.NetworkKind
public typealias PortFailure = CitizenBindings.PortFailure

/// Long work, step by step; the last event of a run is any but `started` and `progress`.
public typealias WorkEvent = CitizenBindings.OperationEvent
public typealias Trouble = CitizenBindings.Trouble
/// What a person can do about a trouble.
public typealias Advice = CitizenBindings.Advice
/// Who has to care: the person, time, the person with care, or the makers.
public typealias TroubleCategory = CitizenBindings.Category

// Each room's errors, which become a `Problem` before anybody outside sees them.
typealias OpenError = CitizenBindings.OpenError
typealias ProvinceError = CitizenBindings.ProvinceError
typealias DossierError = CitizenBindings.DossierError
typealias ScanError = CitizenBindings.ScanError
typealias ReportError = CitizenBindings.ReportError
typealias RatingError = CitizenBindings.RatingError
typealias IdentityError = CitizenBindings.IdentityError
typealias OutboxError = CitizenBindings.OutboxError
typealias ProfileError = CitizenBindings.ProfileError

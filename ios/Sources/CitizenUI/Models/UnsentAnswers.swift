import CitizenCore

/// What was typed and not sent yet, where the core has no draft of it: answers of ratings, why a report is to be opened again, the code of
/// a slip. For coming back to it; in memory only.
@MainActor public final class UnsentAnswers {
    public struct Rating: Equatable, Sendable {
        public let questionnaire: QuestionnaireId
        /// By question.
        public let answers: [String: String]
    }

    private var ratings: [DossierCode: Rating] = [:]
    private var reasons: [ReportId: String] = [:]
    /// The code of a slip and its look-up code.
    var typed = (code: "", secret: "")

    public init() {}

    func of(_ dossier: DossierCode) -> Rating? { ratings[dossier] }

    func hold(_ rating: Rating, of dossier: DossierCode) { ratings[dossier] = rating }

    /// Why this report is to be opened again; nil where nobody began to say so.
    func reason(of report: ReportId) -> String? { reasons[report] }

    func hold(reason: String?, of report: ReportId) { reasons[report] = reason }

    func forget(_ dossier: DossierCode) { ratings[dossier] = nil }
}

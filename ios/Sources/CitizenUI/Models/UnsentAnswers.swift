import CitizenCore

/// Answers of ratings that were not sent yet, for coming back to them: the core has no draft of a rating. In memory only.
@MainActor public final class UnsentAnswers {
    public struct Rating: Equatable, Sendable {
        public let questionnaire: QuestionnaireId
        /// By question.
        public let answers: [String: String]
    }

    private var ratings: [DossierCode: Rating] = [:]

    public init() {}

    func of(_ dossier: DossierCode) -> Rating? { ratings[dossier] }

    func hold(_ rating: Rating, of dossier: DossierCode) { ratings[dossier] = rating }

    func forget(_ dossier: DossierCode) { ratings[dossier] = nil }
}

import CitizenBindings

actor RealRatings: RatingRoom {
    private let room: CitizenBindings.Ratings
    private let door: Door
    private let queue = Queue("ratings")
    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    init(_ room: CitizenBindings.Ratings, _ door: Door) {
        self.room = room
        self.door = door
    }

    func form(_ dossier: DossierCode) throws -> RatingForm {
        try door.asked { try room.form(dossier: dossier) }
    }

    func rate(_ dossier: DossierCode, _ questionnaire: QuestionnaireId, _ answers: [AnswerRequest]) async throws -> RatingView {
        let room = room
        return try await door.asked { try await room.rate(dossier: dossier, questionnaire: questionnaire, answers: answers) }
    }

    func results(unit: String?, period: String?) async throws -> [ResultView] {
        let room = room
        return try await door.asking { try await room.results(unit: unit, period: period, asking: $0) }
    }
}

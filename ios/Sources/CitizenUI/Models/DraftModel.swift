import CitizenCore

/// A report step by step. From the first step on the core keeps it, and what was typed since when the person leaves, so that nothing
/// written is lost with the screen.
public struct DraftState: ShowsPhotos, TakesPhotos, Calls {
    public enum Step: Int, CaseIterable, Sendable { case category, place, text, review }

    public var step = Step.category
    public var categories: [CategoryView] = []
    public var category: CategoryView?
    public var draft: ReportView?
    public var pictures: [PhotoHash: Picture] = [:]
    public var text = ""
    /// What the person touched and the draft does not have yet.
    public var chosenEyes: Eyes?
    public var chosenAnonymous: Bool?
    public var uncalled: String?
    public var measuring = false
    /// The phone could not tell where it is.
    public var noFix = false
    /// The person said no to it: only the settings change that.
    public var placeRefused = false
    public var cameraRefused = false
    /// A photo is on its way.
    public var photoComing = false
    public var noPhoto = false
    public var problem: Problem?
    public var busy = false

    public init() {}

    /// Who will see it: as chosen, or as the draft has it.
    public var visibility: Eyes? { chosenEyes ?? draft?.editing?.visibility }
    public var anonymous: Bool { chosenAnonymous ?? draft?.editing?.anonymous ?? false }
    public var hasPlace: Bool { draft?.editing?.hasPlace ?? false }
}

public enum DraftEvent: Sendable {
    case choose(CategoryView)
    case call(String)
    case usePlace, noPlace
    case takePhoto, choosePhoto, cancelPhoto, openSettings
    case removePhoto(PhotoHash)
    case photo(Look)
    case text(String)
    case see(Eyes)
    case anonymous(Bool)
    case next, back, send
}

public final class DraftModel: ScreenModel<DraftState, DraftEvent> {
    private let id: ReportId?
    private let reports: any ReportRoom
    private let phone: Phone
    private let ways: any Ways
    private var looking: Task<Void, Never>?

    /// Without `id` it is the report that is written on this way, or a new one.
    public init(_ id: ReportId?, _ core: Core, phone: Phone, ways: any Ways) {
        self.id = id ?? ways.draft
        reports = core.reports
        self.phone = phone
        self.ways = ways
        super.init(DraftState())
    }

    public override func begin() {
        looking = read { [self] in try await look() }
    }

    /// Categories and the draft at once: what can be chosen from can be chosen for it.
    private func look() async throws {
        let categories = try await reports.categories()
        var kept: ReportView?
        if let id { kept = try await reports.view(id) }
        set {
            $0.categories = categories
            guard let kept else { return }
            $0.draft = kept
            $0.text = kept.card.text
            $0.category = categories.first { $0.code == kept.editing?.category }
        }
    }

    public override func resumed() {
        if let draft = state.draft { lookAgain(of: draft.card.id, in: reports) }
    }

    public override func send(_ event: DraftEvent) {
        switch event {
        case .choose(let category): set { $0.category = category }
        case .call(let number): call(number, phone)
        case .usePlace: measure()
        case .noPlace:
            // Who goes on without one has dealt with why there is none.
            set { ($0.noFix, $0.placeRefused) = (false, false) }
            change(.only(noPlace: true))
        case .takePhoto: takePhoto()
        case .choosePhoto: addPhoto(.choose)
        case .cancelPhoto: giveUpPhoto(phone)
        case .openSettings: phone.desk.openSettings()
        case .removePhoto(let hash): kept { try await $0.removePhoto($1, photo: hash) }
        case .photo(let look): if let draft = state.draft { self.look(look, of: draft.card.id, in: reports) }
        case .text(let text): set { ($0.text, $0.problem) = (text, nil) }
        case .see(let eyes): set { $0.chosenEyes = eyes }
        case .anonymous(let on): set { $0.chosenAnonymous = on }
        case .next: next()
        case .back: back()
        case .send: sendIt()
        }
    }

    /// What was touched and not stored yet goes into the draft. Where none was begun, one is, if anything but its category was given.
    public override func keep() -> (@MainActor () async throws -> Void)? {
        { [self] in
            let now = state
            let touched = now.chosenEyes != nil || now.chosenAnonymous != nil
            if let draft = now.draft {
                guard draft.draft, let change = now.untold else { return }
                let view = try await reports.change(draft.card.id, change)
                set { $0.took(view, change) }
            } else if id == nil, let category = now.category, touched || !now.text.isEmpty {
                let view = try await begin(category, now)
                set { $0.draft = view }
                lead { ways.begun(view.card.id) }
            }
        }
    }

    private func begin(_ category: CategoryView, _ now: DraftState) async throws -> ReportView {
        try await reports.begin(
            ReportRequest(
                category: category.code, text: now.text, place: nil, unit: nil, severity: 2, visibility: now.chosenEyes,
                anonymous: now.anonymous))
    }

    private func back() {
        guard let before = DraftState.Step(rawValue: state.step.rawValue - 1) else { return ways.back() }
        set { ($0.step, $0.problem) = (before, nil) }
    }

    private func next() {
        switch state.step {
        case .category: begun()
        case .place: set { ($0.step, $0.problem) = (.text, nil) }
        case .text: written()
        case .review: break
        }
    }

    /// With its category a draft exists: from here on it survives the screen. One that exists already is waited for, never begun again.
    private func begun() {
        guard !state.busy else { return }
        write { [self] in
            await looking?.value
            if id != nil, state.draft == nil { try await look() }
            guard let category = state.category else { return }
            let view: ReportView
            if let draft = state.draft, draft.editing?.category == category.code {
                view = draft
            } else if let draft = state.draft {
                view = try await reports.change(draft.card.id, .only(category: category.code))
            } else {
                view = try await begin(category, state)
                lead { ways.begun(view.card.id) }
            }
            set { ($0.draft, $0.step) = (view, .place) }
        }
    }

    /// Only what the person touched is sent: the rest stays as the draft has it.
    private func written() {
        guard let draft = state.draft, let change = state.untold else {
            return set { ($0.step, $0.problem) = (.review, nil) }
        }
        write { [self] in
            let view = try await reports.change(draft.card.id, change)
            set {
                $0.took(view, change)
                $0.step = .review
            }
        }
    }

    private func change(_ change: DraftChangeRequest) {
        kept(aloud: \.place) { try await $0.change($1, change) }
    }

    /// `aloud`: what of it stands above the button that was touched.
    private func kept(
        aloud: ((ReportView) -> Said)? = nil, work: @escaping @Sendable (any ReportRoom, ReportId) async throws -> ReportView
    ) {
        guard let draft = state.draft else { return }
        write { [self] in
            let view = try await work(reports, draft.card.id)
            set { $0.draft = view }
            if let aloud { note { _ in aloud(view) } }
        }
    }

    private func measure() {
        guard !state.measuring else { return }
        set { ($0.measuring, $0.noFix, $0.placeRefused) = (true, false, false) }
        read { [self] in
            defer { set { $0.measuring = false } }
            switch await phone.place.fix() {
            case .here(let place): change(.only(place: place))
            case .unknown:
                set { $0.noFix = true }
                note { $0.report.noFix }
            case .refused:
                set { $0.placeRefused = true }
                note { $0.leave.place }
            }
        }
    }

    private func takePhoto() {
        set { $0.cameraRefused = phone.camera.refused }
        if state.cameraRefused { note { $0.leave.camera } } else { addPhoto(.take) }
    }

    private func addPhoto(_ way: PhotoWay) {
        set { $0.cameraRefused = false }
        photo(phone, way) { [self] file in
            guard let file else { return }
            guard let draft = state.draft else { return phone.photos.done(with: file) }
            write(.addingPhoto) { [self] in
                // The core has a sealed copy, or wants none.
                defer { phone.photos.done(with: file) }
                let view = try await reports.addPhoto(draft.card.id, path: file.path)
                set { $0.draft = view }
                note { $0.photo(view.photos.count, of: view.photos.count) }
            }
        }
    }

    private func sendIt() {
        guard let draft = state.draft else { return }
        write { [self] in
            let sent = try await reports.send(draft.card.id)
            // No draft any more: nothing is kept in it when this screen goes.
            set { $0.draft = sent }
            lead {
                ways.home()
                ways.go(.report(sent.card.id))
            }
            ways.syncSoon()
        }
    }
}

extension DraftState {
    /// What the person touched and the draft does not have; nil when it has everything.
    fileprivate var untold: DraftChangeRequest? {
        let text = text == draft?.card.text ? nil : text
        let category = category?.code == draft?.editing?.category ? nil : category?.code
        guard text != nil || category != nil || chosenEyes != nil || chosenAnonymous != nil else { return nil }
        return .only(category: category, text: text, visibility: chosenEyes, anonymous: chosenAnonymous)
    }

    /// The draft has `change` now; what was touched again meanwhile stays touched.
    fileprivate mutating func took(_ view: ReportView, _ change: DraftChangeRequest) {
        draft = view
        if chosenEyes == change.visibility { chosenEyes = nil }
        if chosenAnonymous == change.anonymous { chosenAnonymous = nil }
    }
}

extension DraftChangeRequest {
    /// A change of what is named and of nothing else.
    static func only(
        category: CategoryCode? = nil, text: String? = nil, place: PlaceRequest? = nil, noPlace: Bool = false, visibility: Eyes? = nil,
        anonymous: Bool? = nil
    ) -> DraftChangeRequest {
        DraftChangeRequest(
            category: category, text: text, place: place, noPlace: noPlace, unit: nil, noUnit: false, severity: nil, visibility: visibility,
            anonymous: anonymous)
    }
}

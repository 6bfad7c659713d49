import CitizenCore

/// The first start: language and letters, then the province.
public struct WelcomeState: ScreenState {
    public enum Step: Int, CaseIterable, Sendable { case letters, province }

    public var step = Step.letters
    public var preferences: Preferences
    public var choices: [ProvinceChoice] = []
    public var chosen: ProvinceChoice?
    public var problem: Problem?
    public var busy = false

    /// As the phone is set, or as was kept where the first start was left before a province was chosen.
    public init(_ preferences: Preferences) {
        self.preferences = preferences
    }
}

public enum WelcomeEvent: Sendable {
    case language(Language)
    case textSize(TextSize)
    case choose(ProvinceChoice)
    case next
    case back
    /// The person does not wait for the province any more.
    case waitNoLonger
}

public final class WelcomeModel: ScreenModel<WelcomeState, WelcomeEvent> {
    private let root: any RootRoom
    private let chosen: @MainActor (Preferences) -> Void
    private let done: @MainActor (Preferences, ProvinceView) -> Void
    /// The province that the core was asked for last, and how it ends: it cannot be stopped, and the next one must not be overtaken by it.
    private var joining: (choice: ProvinceChoice, answer: Task<ProvinceView, any Error>)?
    /// Counts provinces that were asked for or given up: one that was given up leads nobody home.
    private var asked = 0

    /// `chosen`: told of each choice of letters and language, so that the app speaks with it from then on. `done`: of the province too.
    public init(
        _ core: Core, preferences: Preferences, chosen: @escaping @MainActor (Preferences) -> Void = { _ in },
        done: @escaping @MainActor (Preferences, ProvinceView) -> Void
    ) {
        root = core.root
        self.chosen = chosen
        self.done = done
        super.init(WelcomeState(preferences))
    }

    public override func begin() {
        read { [self] in
            let choices = try await root.provinceChoices()
            set { $0.choices = choices }
        }
    }

    public override func send(_ event: WelcomeEvent) {
        switch event {
        case .language(let language): prefer { Preferences(language: language, textSize: $0.textSize, address: $0.address) }
        case .textSize(let size): prefer { Preferences(language: $0.language, textSize: size, address: $0.address) }
        case .choose(let choice): set { $0.chosen = choice }
        case .back: set { $0.step = .letters }
        case .next: next()
        case .waitNoLonger:
            asked += 1
            waitNoLonger()
        }
    }

    private func prefer(_ change: (Preferences) -> Preferences) {
        let preferences = change(state.preferences)
        set { $0.preferences = preferences }
        chosen(preferences)
    }

    private func next() {
        switch state.step {
        case .letters:
            write { [self] in
                try await root.setPreferences(state.preferences)
                set { $0.step = .province }
            }
        case .province:
            guard let chosen = state.chosen else { return }
            asked += 1
            let mine = asked
            write(.joining) { [self] in
                do {
                    let province = try await join(chosen)
                    if mine == asked { done(state.preferences, province) }
                } catch {
                    // Who gave it up has nothing to be told of it.
                    if mine == asked { throw error }
                }
            }
        }
    }

    /// One after the other. The same that is still on its way is waited for, not asked for twice.
    private func join(_ choice: ProvinceChoice) async throws -> ProvinceView {
        if let joining, joining.choice == choice { return try await joining.answer.value }
        let (before, root) = (joining?.answer, root)
        let answer = Task {
            _ = await before?.result
            return try await root.chooseProvince(ProvinceRequest(baseUrl: choice.baseUrl, acceptKey: nil, root: nil))
        }
        joining = (choice, answer)
        defer { if joining?.answer == answer { joining = nil } }
        return try await answer.value
    }
}

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

    public init(language: Language) {
        preferences = Preferences(language: language, textSize: .system, address: .ban)
    }
}

public enum WelcomeEvent: Sendable {
    case language(Language)
    case textSize(TextSize)
    case choose(ProvinceChoice)
    case next
    case back
}

public final class WelcomeModel: ScreenModel<WelcomeState, WelcomeEvent> {
    private let root: any RootRoom
    private let done: @MainActor (Preferences, ProvinceView) -> Void

    public init(_ core: Core, language: Language, done: @escaping @MainActor (Preferences, ProvinceView) -> Void) {
        root = core.root
        self.done = done
        super.init(WelcomeState(language: language))
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
        }
    }

    private func prefer(_ change: (Preferences) -> Preferences) {
        let preferences = change(state.preferences)
        set { $0.preferences = preferences }
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
            write { [self] in
                let province = try await root.chooseProvince(ProvinceRequest(baseUrl: chosen.baseUrl, acceptKey: nil, root: nil))
                done(state.preferences, province)
            }
        }
    }
}

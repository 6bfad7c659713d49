import CitizenCore

/// Language, what the person is called, letters; the province; what is wrong with the app, if anything.
public struct SettingsState: ScreenState {
    public var preferences: Preferences?
    public var province: ProvinceView?
    /// nil until there is an answer to the newest check.
    public var checks: [CheckRow]?
    public var problem: Problem?
    public var busy = false

    public init() {}

    /// Vietnamese has words for it; where the app speaks English, what was chosen stays kept and is not asked.
    public var asksAddress: Bool { preferences?.language == .vi }
}

public enum SettingsEvent: Sendable {
    case language(Language)
    case address(Address)
    case textSize(TextSize)
    case check
}

public final class SettingsModel: ScreenModel<SettingsState, SettingsEvent> {
    private let core: Core
    private let changed: @MainActor (Preferences) -> Void
    private var checking: Task<Void, Never>?

    public init(_ core: Core, changed: @escaping @MainActor (Preferences) -> Void) {
        self.core = core
        self.changed = changed
        super.init(SettingsState())
    }

    public override func begin() {
        read { [self] in
            let preferences = try await core.root.preferences()
            set { $0.preferences = preferences }
        }
        lookAtProvince()
    }

    private func lookAtProvince() {
        read { [self] in
            let home = try await core.root.home()
            set { $0.province = home.province }
        }
    }

    public override func send(_ event: SettingsEvent) {
        switch event {
        case .language(let language): keep { Preferences(language: language, textSize: $0.textSize, address: $0.address) }
        case .address(let address): keep { Preferences(language: $0.language, textSize: $0.textSize, address: address) }
        case .textSize(let size): keep { Preferences(language: $0.language, textSize: size, address: $0.address) }
        // Also where nothing can be chosen because the vault does not answer: then most of all.
        case .check: if checking == nil { check() }
        }
    }

    /// What the core said of the province and of the app is asked for anew.
    public override func reworded() {
        super.reworded()
        lookAtProvince()
        guard state.checks != nil || checking != nil else { return }
        checking?.cancel()
        check()
    }

    /// It asks the network first, which may take long. It writes nothing, so it ends with the screen.
    private func check() {
        set { $0.checks = nil }
        let mine = wait(.checking)
        checking = read { [self] in
            // One in the words before has another behind it, and comes to nothing.
            defer { if !Task.isCancelled { checking = nil } }
            defer { answered(mine) }
            let checks = try await core.profile.checks()
            try Task.checkCancellation()
            set { $0.checks = checks }
            note { $0.settings.checked(checks.filter { !$0.ok }.count, of: checks.count) }
        }
    }

    private func keep(_ change: (Preferences) -> Preferences) {
        guard let preferences = state.preferences.map(change) else { return }
        write { [self] in
            try await core.root.setPreferences(preferences)
            set { $0.preferences = preferences }
            changed(preferences)
        }
    }
}

import CitizenCore

/// Language, letters; the province; what is wrong with the app, if anything.
public struct SettingsState: ScreenState {
    public var preferences: Preferences?
    public var province: ProvinceView?
    public var checks: [CheckRow]?
    public var problem: Problem?
    public var busy = false

    public init() {}
}

public enum SettingsEvent: Sendable {
    case language(Language)
    case textSize(TextSize)
    case check
}

public final class SettingsModel: ScreenModel<SettingsState, SettingsEvent> {
    private let core: Core
    private let changed: @MainActor (Preferences) -> Void

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
        guard let now = state.preferences else { return }
        switch event {
        case .language(let language): keep(Preferences(language: language, textSize: now.textSize, address: now.address))
        case .textSize(let size): keep(Preferences(language: now.language, textSize: size, address: now.address))
        case .check: check()
        }
    }

    /// What the core said of the province and of the app is asked for anew.
    public override func reworded() {
        super.reworded()
        lookAtProvince()
        guard state.checks != nil else { return }
        set { $0.checks = nil }
        check()
    }

    private func check() {
        read { [self] in
            let checks = try await core.profile.checks()
            set { $0.checks = checks }
        }
    }

    /// How the person is addressed stays as it was kept: no text goes by it, so it is not asked here.
    private func keep(_ preferences: Preferences) {
        write { [self] in
            try await core.root.setPreferences(preferences)
            set { $0.preferences = preferences }
            changed(preferences)
        }
    }
}

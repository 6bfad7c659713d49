import CitizenCore
import Observation

/// From the first moment to home: opens the vault, and asks for a province where there is none.
public struct AppState: ScreenState {
    public enum Stage: Equatable, Sendable { case opening, closed, welcome, home }

    public var stage = Stage.opening
    public var preferences: Preferences
    /// Whether the province in use is one to try: then every screen says so.
    public var sample = false
    /// Whether the person is asked if they mean to use an older copy of the vault.
    public var askingToUseOlder = false
    public var problem: Problem?
    public var busy = false

    public init(language: Language) {
        preferences = Preferences(language: language, textSize: .system, address: .ban)
    }
}

public enum AppEvent: Sendable {
    /// Tried again, after the phone was unlocked or room was made.
    case again
    /// The vault is an older copy: using it gives up what came after, so it is asked about first.
    case useOlder
    case keep, useOlderYes
}

public final class AppModel: ScreenModel<AppState, AppEvent> {
    public private(set) var core: Core?
    public let screens = OpenScreens()
    /// Of this core: another person's vault begins with none.
    public private(set) var unsent = UnsentAnswers()
    /// Has the vault resumed once more; what it came to is told to `resumed`.
    public var resume: @MainActor () -> Void = {}
    /// Told that the person erased the vault, before another is opened.
    public var forget: @MainActor () -> Void = {}
    /// Of this core.
    private var quiet: QuietSyncs?
    /// The vault is put to sleep, or could not be woken.
    private var asleep = false
    /// What was shown when the vault could not be resumed.
    private var stuckAt: AppState.Stage?
    private let open: @Sendable (_ acceptLoss: Bool) async throws -> Core

    public init(language: Language, open: @escaping @Sendable (_ acceptLoss: Bool) async throws -> Core) {
        self.open = open
        super.init(AppState(language: language))
        screens.add(self)
        screens.words = { [weak self] in self.map { Words($0.state.preferences) } ?? Words(language) }
    }

    /// Again for each scene: what is open stays open.
    public override func begin() {
        if core == nil && !state.busy { start(acceptLoss: false) }
    }

    /// The person erased the vault: from the beginning, with another.
    public func restart() {
        forget()
        start(acceptLoss: false)
    }

    public override func send(_ event: AppEvent) {
        switch event {
        case .again: if stuckAt == nil { start(acceptLoss: false) } else { resume() }
        case .useOlder: set { $0.askingToUseOlder = true }
        case .keep: set { $0.askingToUseOlder = false }
        case .useOlderYes:
            guard state.askingToUseOlder else { return }
            set { $0.askingToUseOlder = false }
            start(acceptLoss: true)
        }
    }

    public func welcomed(_ preferences: Preferences, _ province: ProvinceView) {
        set { ($0.preferences, $0.sample, $0.stage) = (preferences, province.demo, .home) }
    }

    public func prefer(_ preferences: Preferences) {
        let before = state.preferences
        let other = preferences.language != before.language || preferences.address != before.address
        set { $0.preferences = preferences }
        if other { screens.reworded() }
    }

    /// The phone puts the app away: what was typed on the screens is kept, while the vault can still be written.
    public func pause() async {
        asleep = true
        await screens.keep()
    }

    /// Sends what waits; what does not go stays in the outbox, which tells why. Nobody asked for it on a screen, so nothing is said aloud, but
    /// what an earlier sync came to stands on none of them any more.
    public func syncSoon() {
        sync(new: true)
    }

    /// There is a network again: what waited for one goes. While the vault is asleep nothing is asked of it, and coming back sends by itself.
    @discardableResult
    public func networkIsBack() -> Task<Void, Never> {
        guard state.stage == .home, let quiet else { return Task {} }
        return read(quietly: true) { [self] in
            if await quiet.somethingWaits() { sync(new: false) }
        }
    }

    private func sync(new: Bool) {
        guard let quiet, quiet.asked(new: new) else { return }
        read(quietly: true) { await quiet.run() }
    }

    /// Has the screens look anew at ages and deadlines after each `minute`, for as long as its caller wants.
    public func keepFresh(_ minute: @MainActor () async throws -> Void) async {
        while (try? await minute()) != nil {
            // Into a vault that is asleep nobody looks.
            if state.stage == .home, !asleep { screens.timePassed() }
        }
    }

    /// The same of whatever was thrown.
    public func resumed(failed thrown: (any Error)?) {
        resumed(thrown.map { Problem(thrown: $0, Words(state.preferences)) })
    }

    /// The app came back. Where the vault cannot be used it is said why, and what was shown is there again as soon as it can.
    public func resumed(_ problem: Problem?) {
        asleep = problem != nil
        if let problem {
            // While it is opened, opening it says what there is to say.
            guard stuckAt != nil || state.stage != .opening else { return }
            stuckAt = stuckAt ?? state.stage
            set { ($0.stage, $0.problem) = (.closed, problem) }
        } else if let stage = stuckAt {
            stuckAt = nil
            set { ($0.stage, $0.problem) = (stage, nil) }
        } else if state.stage == .closed, !state.busy {
            // It was left before there was anything to show.
            start(acceptLoss: false)
        }
        guard problem == nil else { return }
        screens.resumed()
        if state.stage == .home {
            // What is shown is as old as the leaving, and what waited meanwhile may go now.
            screens.timePassed()
            sync(new: false)
        }
    }

    private func start(acceptLoss: Bool) {
        stuckAt = nil
        set { $0.stage = .opening }
        (core, quiet) = (nil, nil)
        unsent = UnsentAnswers()
        write { [self] in
            defer { if state.stage == .opening { set { $0.stage = .closed } } }
            let opened = try await open(acceptLoss)
            // It is open only to who is on the screen, also where nobody was told to resume.
            (core, asleep) = (opened, false)
            quiet = QuietSyncs(opened, awake: { [weak self] in self?.asleep == false }, synced: screens.synced)
            let preferences = try await opened.root.preferences()
            let home = try await opened.root.home()
            set {
                ($0.preferences, $0.sample) = (preferences, home.province?.demo == true)
                $0.stage = home.province == nil ? .welcome : .home
            }
        }
    }
}

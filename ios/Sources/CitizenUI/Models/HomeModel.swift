import CitizenCore

/// What needs me, what is moving, what I can do; how old it is, and what waits.
public struct HomeState: ScreenState {
    public var view: HomeView?
    public var updating = false
    /// How far the sync is, where much is to come.
    public var progress: Said?
    /// What the last sync came to.
    public var came: SyncView?
    public var problem: Problem?
    public var busy = false

    public init() {}

    /// What is to be said of the last sync: nothing when everything went through, for the age beside the title says that.
    public var notice: SyncView? { came.flatMap { $0.whole ? nil : $0 } }

    /// The last sync did not do what it should have: the button that updates says "again".
    public var failed: Bool { problem != nil || notice != nil }

    /// Nothing goes to the province, and nothing comes, before the person signs in once more.
    public var signInHelps: Bool { view?.session.state == .needsSignIn || problem?.advice == .signIn }
}

public enum HomeEvent: Sendable {
    case update
    /// Pulled down: whoever pulled is told once nothing is brought up to date any more.
    case pulled(through: @MainActor @Sendable () -> Void)
    case stop
    case open(Route)
}

public final class HomeModel: ScreenModel<HomeState, HomeEvent> {
    private let core: Core
    private let ways: any Ways
    private var work: Work?
    private var updating: Task<Void, Never>?

    public init(_ core: Core, ways: any Ways) {
        self.core = core
        self.ways = ways
        super.init(HomeState())
    }

    public override func begin() {
        watch(.home, of: core.root) { [self] snapshot in
            if case .home(let view) = snapshot { set { $0.view = view } }
        }
        update()
    }

    public override func send(_ event: HomeEvent) {
        switch event {
        case .update:
            // With nothing to show it is home itself that is asked for again.
            if state.view == nil { lookAgain() }
            if !state.updating { update() }
        case .pulled(let through):
            send(.update)
            Task { [updating] in
                await updating?.value
                through()
            }
        case .stop: work?.cancel()
        case .open(let route): ways.go(route)
        }
    }

    /// What the last sync came to was said in the words before.
    public override func reworded() {
        super.reworded()
        set { ($0.came, $0.progress) = (nil, nil) }
    }

    public override func synced(_ came: SyncView) {
        super.synced(came)
        set { $0.came = came }
    }

    /// Sends and fetches once.
    private func update() {
        set { $0.updating = true }
        updating = read { [self] in
            defer {
                work = nil
                set { ($0.updating, $0.progress) = (false, nil) }
            }
            let came = await sync(core.root, begun: { work = $0 }, progress: { said in set { $0.progress = said } })
            // Of what went through by itself nothing needs to be said.
            if let came, Doing.pressed || !came.whole { say(came.said) }
        }
    }
}

import CitizenCore

/// What waits to be sent, and why.
public struct WaitingState: ScreenState {
    public var page: OutboxPage?
    /// There are more after those.
    public var more = false
    /// The item that the person is asked about.
    public var askingToDiscard: OutboxRow?
    /// What waits is being sent.
    public var sending = false
    /// How far what comes back with it is, where much is to come.
    public var progress: Said?
    public var session: SessionState?
    /// What the last attempt came to, where not everything went through.
    public var came: SyncView?
    public var problem: Problem?
    public var busy = false

    public init() {}

    /// Nobody is signed in, and what waits may be waiting for that; or the last attempt ended with it.
    public var signInHelps: Bool {
        problem?.advice == .signIn || page?.rows.isEmpty == false && (session == .signedOut || session == .needsSignIn)
    }
}

public enum WaitingEvent: Sendable {
    case retryAll
    case retry(ItemId)
    case stop
    case more
    case discard(OutboxRow)
    case keep, discardYes
    case receipt(ItemId)
    case signIn
}

public final class WaitingModel: ScreenModel<WaitingState, WaitingEvent> {
    private let core: Core
    private let ways: any Ways
    private var work: Work?
    private var pages = 1

    public init(_ core: Core, ways: any Ways) {
        self.core = core
        self.ways = ways
        super.init(WaitingState())
    }

    public override func begin() {
        watch(.waiting, of: core.root) { [self] _ in try await look() }
        watch(.session, of: core.root) { [self] snapshot in
            if case .session(let session) = snapshot { set { $0.session = session.state } }
        }
    }

    public override func send(_ event: WaitingEvent) {
        switch event {
        case .retryAll: again(nil)
        case .retry(let item): again(item)
        case .stop: work?.cancel()
        case .more: read { [self] in try await look(1) }
        case .discard(let row): set { $0.askingToDiscard = row }
        case .keep: set { $0.askingToDiscard = nil }
        case .discardYes:
            guard let row = state.askingToDiscard else { return }
            set { $0.askingToDiscard = nil }
            write { [self] in
                _ = try await core.outbox.discard(row.id)
                try await look()
            }
        case .receipt(let item): ways.go(.receipt(item))
        case .signIn: ways.go(.account)
        }
    }

    public override func synced(_ came: SyncView) {
        super.synced(came)
        set { $0.came = came.whole ? nil : came }
    }

    /// As many as were shown, and `further` times more.
    private func look(_ further: Int = 0) async throws {
        pages += further
        let list = try await core.outbox.rows(pages: pages, onlyWaiting: true)
        set { ($0.page, $0.more) = (list.page, list.more) }
    }

    /// Takes the waiting off it, then sends: to the end wherever the person goes meanwhile, unless they stop it. Nobody waits for it here,
    /// so the screen stays usable.
    private func again(_ item: ItemId?) {
        guard !state.sending else { return }
        set { $0.sending = true }
        write(waited: false) { [self] in
            defer {
                work = nil
                set { ($0.sending, $0.progress) = (false, nil) }
            }
            try await core.outbox.retry(item)
            set { $0.came = nil }
            let came = await sync(core.root, begun: { work = $0 }, progress: { said in set { $0.progress = said } })
            if let came { say(came.said) }
            try await look()
        }
    }
}

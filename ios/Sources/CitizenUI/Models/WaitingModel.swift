import CitizenCore

/// What waits to be sent, and why.
public struct WaitingState: ScreenState {
    public var page: OutboxPage?
    /// The item that the person is asked about.
    public var askingToDiscard: OutboxRow?
    /// What the last attempt came to, where not everything went through.
    public var came: SyncView?
    public var problem: Problem?
    public var busy = false

    public init() {}
}

public enum WaitingEvent: Sendable {
    case retryAll
    case retry(ItemId)
    case discard(OutboxRow)
    case keep, discardYes
    case receipt(ItemId)
}

public final class WaitingModel: ScreenModel<WaitingState, WaitingEvent> {
    private let core: Core
    private unowned let ways: any Ways

    public init(_ core: Core, ways: any Ways) {
        self.core = core
        self.ways = ways
        super.init(WaitingState())
    }

    public override func begin() {
        watch(.waiting, of: core.root) { [self] _ in try await look() }
    }

    public override func send(_ event: WaitingEvent) {
        switch event {
        case .retryAll: again(nil)
        case .retry(let item): again(item)
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
        }
    }

    private func look() async throws {
        let page = try await core.outbox.page(after: nil, limit: 100, onlyWaiting: true)
        set { $0.page = page }
    }

    /// Takes the waiting off it, then sends.
    private func again(_ item: ItemId?) {
        write { [self] in
            try await core.outbox.retry(item)
            set { $0.came = nil }
            for await event in try await core.root.sync().events {
                switch event {
                case .started, .progress, .cancelled: break
                case .finished(let view): set { $0.came = view.whole ? nil : view }
                case .failed(let trouble): set { $0.problem = Problem("Failed", trouble) }
                }
            }
            try await look()
        }
    }
}

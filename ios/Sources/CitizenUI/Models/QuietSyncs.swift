import CitizenCore

/// Sends and fetches without anybody having asked for it on a screen: one at a time, for on a metered line each is paid for.
@MainActor final class QuietSyncs {
    private let core: Core
    private let awake: @MainActor () -> Bool
    private let synced: @MainActor (SyncView) -> Void
    private var running = false
    /// One was asked for while another runs; true where what it is for may have come too late for that one.
    private var next: Bool?

    /// Of a vault that is not `awake` nothing is asked: coming back sends by itself. What each came to is told to `synced`.
    init(_ core: Core, awake: @escaping @MainActor () -> Bool, synced: @escaping @MainActor (SyncView) -> Void) {
        self.core = core
        self.awake = awake
        self.synced = synced
    }

    /// One that runs already is enough if it goes through and leaves nothing waiting, unless this is for something `new`. True where
    /// none does: then it is to be run.
    func asked(new: Bool) -> Bool {
        guard awake() else { return false }
        if running { next = new || next == true }
        defer { running = true }
        return !running
    }

    func run() async {
        defer { running = false }
        repeat {
            next = nil
            let came = await once()
            if let came { synced(came) }
            // Whoever asks meanwhile may want more than that.
            if next == false, came?.whole == true, await !somethingWaits(), next == false { next = nil }
        } while next != nil && awake()
    }

    func somethingWaits() async -> Bool {
        guard awake() else { return false }
        let waiting = try? await core.outbox.page(after: nil, limit: 1, onlyWaiting: true).waiting
        return (waiting?.count ?? 0) > 0
    }

    private func once() async -> SyncView? {
        guard let work = try? await core.root.sync() else { return nil }
        var came: SyncView?
        for await event in work.events {
            if case .finished(let view) = event { came = view }
        }
        return came
    }
}

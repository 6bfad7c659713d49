import CitizenCore

/// Time that the system grants after the app has left the screen.
@MainActor public protocol BackgroundTime {
    /// Asks for it; `expired` is called when it is nearly over. nil when there is none.
    func begin(_ name: String, expired: @escaping @MainActor () -> Void) -> Int?
    func end(_ token: Int)
}

/// Lets go of every lock of the vault before the system suspends the app, which kills whoever holds one then. The order is: time asked for,
/// what was typed kept, vault suspended, time given back.
@MainActor public final class BackgroundKeeper {
    private let life: any Life
    private let time: any BackgroundTime
    private let keep: @MainActor () async -> Void
    private let resumed: @MainActor (Problem?) -> Void
    /// One after the other: coming back while still leaving waits.
    private var last: Task<Void, Never>?
    private var away: Bool
    /// From the asking on: a suspending that failed may have let go of half.
    private var suspended = false

    /// `away`: the system started the app without showing it. `keep` writes into the vault what the screens hold. `resumed` is told what
    /// coming back came to: nil, or why the vault cannot be used yet.
    public init(
        life: any Life, time: any BackgroundTime, away: Bool = false, keep: @escaping @MainActor () async -> Void,
        resumed: @escaping @MainActor (Problem?) -> Void
    ) {
        self.life = life
        self.time = time
        self.away = away
        self.keep = keep
        self.resumed = resumed
    }

    /// The app has left the screen.
    @discardableResult
    public func leave() -> Task<Void, Never> {
        guard !away else { return last ?? Task {} }
        away = true
        // Where none is granted there are still some moments, and whoever holds a lock after them is killed.
        let token = time.begin("suspend", expired: {})
        return then { [self] in
            await keep()
            await suspend()
            if let token { time.end(token) }
        }
    }

    /// The app is on the screen again. Where the vault could not be resumed the last time, it is tried again.
    @discardableResult
    public func comeBack() -> Task<Void, Never> {
        guard away || suspended else { return last ?? Task {} }
        away = false
        return then { [self] in
            do {
                try await resume()
                resumed(nil)
            } catch {
                resumed(error as? Problem)
            }
        }
    }

    /// Does `work` with the vault awake, and suspends it again unless the app is on the screen by then. False where it could not be woken.
    func awake(_ work: @Sendable () async -> Bool) async -> Bool {
        // In tasks of their own: a cancelled one would not wait.
        guard await then({ [self] in (try? await resume()) != nil }).value else { return false }
        let whole = await work()
        await then { [self] in if away { await suspend() } }.value
        return whole
    }

    private func suspend() async {
        guard !suspended else { return }
        suspended = true
        // Whatever it says, the time is given back: holding on to it gets the app killed as well.
        try? await life.suspend()
    }

    /// Twice, for what stands in the way may be gone in a moment.
    private func resume() async throws {
        guard suspended else { return }
        do { try await life.resume() } catch { try await life.resume() }
        suspended = false
    }

    private func then<T: Sendable>(_ work: @escaping @MainActor () async -> T) -> Task<T, Never> {
        let before = last
        let task = Task {
            await before?.value
            return await work()
        }
        last = Task { _ = await task.value }
        return task
    }
}

/// Sends and fetches while the app is away, when the system says so: resume, sync, suspend, and only then is the system told that it is done.
/// Under a person who came back meanwhile nothing is suspended.
public struct BackgroundRefresh: Sendable {
    private let keeper: BackgroundKeeper
    private let root: any RootRoom

    public init(keeper: BackgroundKeeper, root: any RootRoom) {
        self.keeper = keeper
        self.root = root
    }

    /// True when everything went through. Cancelling (the system's time is over) stops between two steps and still suspends.
    public func run() async -> Bool {
        await keeper.awake {
            guard let work = try? await root.sync() else { return false }
            var whole = false
            for await event in work.events {
                if case .finished(let view) = event { whole = view.whole }
            }
            return whole
        }
    }
}

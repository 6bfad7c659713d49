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
    /// One after the other: coming back while still leaving waits.
    private var last: Task<Void, Never>?
    private var away = false

    /// `keep` writes into the vault what the screens hold.
    public init(life: any Life, time: any BackgroundTime, keep: @escaping @MainActor () async -> Void) {
        self.life = life
        self.time = time
        self.keep = keep
    }

    /// The app has left the screen.
    @discardableResult
    public func leave() -> Task<Void, Never> {
        guard !away, let token = time.begin("suspend", expired: {}) else { return last ?? Task {} }
        away = true
        return then { [life, time, keep] in
            await keep()
            // Whatever it says, the time is given back: holding on to it gets the app killed as well.
            try? await life.suspend()
            time.end(token)
        }
    }

    /// The app is on the screen again.
    @discardableResult
    public func comeBack() -> Task<Void, Never> {
        guard away else { return last ?? Task {} }
        away = false
        return then { [life] in try? await life.resume() }
    }

    private func then(_ work: @escaping @MainActor () async -> Void) -> Task<Void, Never> {
        let before = last
        let task = Task {
            await before?.value
            await work()
        }
        last = task
        return task
    }
}

/// Sends and fetches while the app is away, when the system says so: resume, sync, suspend, and only then is the system told that it is done.
public struct BackgroundRefresh: Sendable {
    private let life: any Life
    private let root: any RootRoom

    public init(life: any Life, root: any RootRoom) {
        self.life = life
        self.root = root
    }

    /// True when everything went through. Cancelling (the system's time is over) stops between two steps and still suspends.
    public func run() async -> Bool {
        guard (try? await life.resume()) != nil else { return false }
        var whole = false
        if let work = try? await root.sync() {
            for await event in work.events {
                if case .finished(let view) = event { whole = view.whole }
            }
        }
        // In a task of its own: a cancelled one would not wait.
        await Task { try? await life.suspend() }.value
        return whole
    }
}

import CitizenCore

/// Lets go of every lock of the vault before the system suspends the app, which kills whoever holds one then. The order is: time asked for,
/// what was typed kept, vault suspended, time given back.
@MainActor public final class BackgroundKeeper {
    private let life: any Life
    private let time: any BackgroundTime
    private let keep: @MainActor () async -> Void
    private let resumed: @MainActor ((any Error)?) -> Void
    /// One after the other: coming back while still leaving waits.
    private var last: Task<Void, Never>?
    private var away: Bool
    private var whenBack: [CheckedContinuation<Void, Never>] = []
    /// From the asking on: a suspending that failed may have let go of half.
    private var suspended = false

    /// `away`: the system started the app without showing it. `keep` writes into the vault what the screens hold. `resumed` is told what
    /// coming back came to: nil, or why the vault cannot be used yet.
    public init(
        life: any Life, time: any BackgroundTime, away: Bool = false, keep: @escaping @MainActor () async -> Void,
        resumed: @escaping @MainActor ((any Error)?) -> Void
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
        let granted = GrantedTime(time, "suspend")
        return then { [self] in
            await keep()
            await suspend()
            granted.end()
        }
    }

    /// The app is on the screen again. Where the vault could not be resumed the last time, it is tried again.
    @discardableResult
    public func comeBack() -> Task<Void, Never> {
        guard away || suspended else { return last ?? Task {} }
        away = false
        let waiting = whenBack
        whenBack = []
        for one in waiting { one.resume() }
        return then { [self] in
            resumed(await woken())
        }
    }

    /// Does `work` with the vault awake, and suspends it again unless the app is on the screen by then. False where it could not be woken.
    func awake(_ work: @Sendable () async -> Bool) async -> Bool {
        // In tasks of their own: a cancelled one would not wait.
        guard await then({ [self] in await woken() }).value == nil else { return false }
        let whole = await work()
        await rest()
        return whole
    }

    /// Lets go of the vault where nobody looks at the app.
    func rest() async {
        await then { [self] in if away { await suspend() } }.value
    }

    /// Comes back once the app is on the screen, with the vault awake; throws why it cannot be woken.
    func onScreen() async throws {
        while away { await withCheckedContinuation { whenBack.append($0) } }
        let problem = await then { [self] in await woken() }.value
        if let problem { throw problem }
    }

    private func suspend() async {
        guard !suspended else { return }
        suspended = true
        // Whatever it says, the time is given back: holding on to it gets the app killed as well.
        try? await life.suspend()
    }

    /// Why the vault cannot be woken; nil when it is awake. Twice, for what stands in the way may be gone in a moment.
    private func woken() async -> (any Error)? {
        guard suspended else { return nil }
        do {
            do { try await life.resume() } catch { try await life.resume() }
            suspended = false
            return nil
        } catch {
            return error
        }
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

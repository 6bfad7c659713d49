import CitizenCore

/// An opened vault and its rooms.
public struct Vault: Sendable {
    public let life: any Life
    public let core: Core

    public init(life: any Life, core: Core) {
        self.life = life
        self.core = core
    }
}

/// The one vault of the process, for the screens and for the system's refresh alike: whoever needs it first opens it, whoever comes meanwhile
/// or later gets the same. Off the screen it holds no lock unless a refresh runs.
@MainActor public final class VaultHolder {
    private let time: any BackgroundTime
    /// Whether the system shows nothing of the app, before it was ever said to have left or come.
    private let away: @MainActor () -> Bool
    private let opened: @Sendable (_ acceptLoss: Bool) async throws -> Vault
    /// What was last heard: left, or come back.
    private var left: Bool?
    private var opening: Task<BackgroundKeeper, any Error>?
    private var held: Vault?
    private var keeper: BackgroundKeeper?
    /// Keeps what was typed on the screens.
    public var pause: @MainActor () async -> Void = {}
    /// Told what coming back came to.
    public var resumed: @MainActor ((any Error)?) -> Void = { _ in }

    public init(
        time: any BackgroundTime, away: @escaping @MainActor () -> Bool,
        open: @escaping @Sendable (_ acceptLoss: Bool) async throws -> Vault
    ) {
        self.time = time
        self.away = away
        opened = open
    }

    /// The rooms, for the screens: once the app is on the screen and the vault awake. While nobody looks, nobody misses them.
    public func open(acceptLoss: Bool) async throws -> Core {
        while true {
            let keeper = try await keeper(acceptLoss)
            try await keeper.onScreen()
            if let held, keeper === self.keeper { return held.core }
        }
    }

    /// Sends and fetches when the system says so, also in a process where no screen was ever made. False where something did not go through.
    public func refresh() async -> Bool {
        guard let keeper = try? await keeper(false), let held, !Task.isCancelled else { return false }
        return await BackgroundRefresh(keeper: keeper, root: held.core.root).run()
    }

    @discardableResult
    public func leave() -> Task<Void, Never> {
        left = true
        return keeper?.leave() ?? Task {}
    }

    @discardableResult
    public func comeBack() -> Task<Void, Never> {
        left = false
        return keeper?.comeBack() ?? Task {}
    }

    /// The person erased it: it is closed for good, and who asks next gets another.
    public func forget() {
        (held, keeper) = (nil, nil)
    }

    private func keeper(_ acceptLoss: Bool) async throws -> BackgroundKeeper {
        while let opening {
            // Only who accepts a loss has something to try that was not tried just now.
            do { return try await opening.value } catch { if !acceptLoss { throw error } }
        }
        if let keeper { return keeper }
        let task = Task {
            // From before the first lock: the app may be left before it is open.
            let granted = GrantedTime(time, "open")
            defer {
                granted.end()
                opening = nil
            }
            return await hold(try await opened(acceptLoss))
        }
        opening = task
        return try await task.value
    }

    private func hold(_ vault: Vault) async -> BackgroundKeeper {
        let keeper = BackgroundKeeper(
            life: vault.life, time: time, away: left ?? away(), keep: { [weak self] in await self?.pause() },
            resumed: { [weak self] in self?.resumed($0) })
        (held, self.keeper) = (vault, keeper)
        await keeper.rest()
        return keeper
    }
}

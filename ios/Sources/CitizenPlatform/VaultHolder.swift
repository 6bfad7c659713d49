import CitizenCore

/// The vault that is open, for those who suspend and resume it. Another takes its place when the person erased the first.
@MainActor public final class VaultHolder {
    private let time: any BackgroundTime
    /// Whether the app is off the screen.
    private let away: @MainActor () -> Bool
    /// Nothing before a vault is open.
    public private(set) var keeper: BackgroundKeeper?
    public private(set) var refresh: BackgroundRefresh?
    /// Keeps what was typed on the screens.
    public var pause: @MainActor () async -> Void = {}
    /// Told what coming back came to.
    public var resumed: @MainActor (Problem?) -> Void = { _ in }

    public init(time: any BackgroundTime, away: @escaping @MainActor () -> Bool) {
        self.time = time
        self.away = away
    }

    public func hold(_ vault: any Life & RootRoom) {
        let keeper = BackgroundKeeper(
            life: vault, time: time, away: away(), keep: { [weak self] in await self?.pause() },
            resumed: { [weak self] in self?.resumed($0) })
        self.keeper = keeper
        refresh = BackgroundRefresh(keeper: keeper, root: vault)
    }
}

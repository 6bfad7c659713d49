/// The screens that have a place on the way, covered by others or not: what was typed there is kept before the phone puts the app away.
@MainActor public final class OpenScreens {
    private struct One {
        weak var screen: (any Keeping)?
    }

    private var screens: [One] = []

    public init() {}

    public func add(_ screen: any Keeping) {
        screens = screens.filter { $0.screen != nil } + [One(screen: screen)]
    }

    /// Comes back when all of them have kept what they hold.
    public func keep() async {
        for one in screens { await one.screen?.kept() }
    }
}

import CitizenCore

/// The screens that have a place on the way, covered by others or not: what was typed there is kept before the phone puts the app away,
/// and what they have to say is said aloud.
@MainActor public final class OpenScreens {
    private struct One {
        weak var screen: (any Keeping)?
    }

    private var screens: [One] = []
    /// Says something aloud, in the person's language, to one who uses VoiceOver.
    public var aloud: @MainActor (Said, Language) -> Void = { _, _ in }
    /// The shell's labels, in the person's language and with what they are called.
    public var words: @MainActor () -> Words = { Words(.vi) }

    public init() {}

    public func add(_ screen: any Keeping) {
        screens = screens.filter { $0.screen != nil } + [One(screen: screen)]
        screen.joined(self)
    }

    public func say(_ said: Said) { aloud(said, words().language) }

    /// The phone shows the app again.
    public func resumed() {
        for one in screens { one.screen?.resumed() }
    }

    /// Time has passed with the app on the screen.
    public func timePassed() {
        for one in screens { one.screen?.timePassed() }
    }

    /// The person chose another language, or to be addressed otherwise.
    public func reworded() {
        for one in screens { one.screen?.reworded() }
    }

    /// A sync came to its end, whoever had it run: what an earlier one came to stands nowhere any more.
    public func synced(_ came: SyncView) {
        for one in screens { one.screen?.synced(came) }
    }

    /// Comes back when all of them have kept what they hold.
    public func keep() async {
        for one in screens { await one.screen?.kept() }
    }
}

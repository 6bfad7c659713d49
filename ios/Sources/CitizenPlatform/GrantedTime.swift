/// Time that the system grants after the app has left the screen.
@MainActor public protocol BackgroundTime {
    /// Asks for it; `expired` is called when it is nearly over. nil when there is none.
    func begin(_ name: String, expired: @escaping @MainActor () -> Void) -> Int?
    func end(_ token: Int)
}

/// Asked for once and given back once: when the work is done, or when the system says that the time is over, for who holds on to it then
/// is killed.
@MainActor final class GrantedTime {
    private let time: any BackgroundTime
    private var token: Int?

    /// Where none is granted there are still some moments, and who holds a lock after them is killed.
    init(_ time: any BackgroundTime, _ name: String) {
        self.time = time
        token = time.begin(name) { [weak self] in self?.end() }
    }

    func end() {
        if let token { time.end(token) }
        token = nil
    }
}

import CitizenCore
import Foundation

/// Asks the system to let the app run: when the core wants to try again what waits, and otherwise now and then, for news of what is
/// followed. One request at a time: the newest replaces those before.
public final class WakeRequest: WakePort {
    /// How often there may be news.
    public static let usual: TimeInterval = 1800

    private let submit: @Sendable (Date) -> Void
    private let now: @Sendable () -> Date

    public init(now: @escaping @Sendable () -> Date = { Date() }, submit: @escaping @Sendable (Date) -> Void) {
        self.now = now
        self.submit = submit
    }

    public func wakeAt(atMs: Int64?) throws {
        submit(Self.earliest(atMs, now()))
    }

    /// Not before this. The system never sees a moment that has passed.
    static func earliest(_ atMs: Int64?, _ now: Date) -> Date {
        let news = now.addingTimeInterval(usual)
        guard let atMs else { return news }
        return min(news, max(now, Date(timeIntervalSince1970: Double(atMs) / 1000)))
    }
}

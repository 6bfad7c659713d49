import CitizenBindings
import Dispatch

/// Where watching, long work and questions to the province are ended: that calls into the core too, and whoever ends them is on the main actor as a rule.
let relayEndings = DispatchQueue(label: "citizen.endings", qos: .userInitiated)

/// The one way from an observer of the core to the screens: what is told becomes the next element of a stream, in the order told, and the
/// stream's reader, on the main actor, sees it in that order. The core's thread only puts it down and goes on.
final class Relay<Element: Sendable>: Sendable {
    private let continuation: AsyncStream<Element>.Continuation

    private init(_ continuation: AsyncStream<Element>.Continuation) {
        self.continuation = continuation
    }

    /// `keeping`: how much is kept for a reader that is late. `begin` gets the observer and gives what ends the watching, which is never
    /// called on its caller's thread; it ends with its reader, and a watching that cannot begin throws.
    static func stream(
        keeping: AsyncStream<Element>.Continuation.BufferingPolicy,
        begin: (Relay<Element>) throws -> @Sendable () -> Void
    ) throws -> (AsyncStream<Element>, end: @Sendable () -> Void) {
        let (stream, continuation) = AsyncStream<Element>.makeStream(bufferingPolicy: keeping)
        let ending = try begin(Relay(continuation))
        let end: @Sendable () -> Void = { relayEndings.async(execute: ending) }
        continuation.onTermination = { _ in end() }
        return (stream, end)
    }

    func tell(_ element: Element) {
        continuation.yield(element)
    }

    func finish() {
        continuation.finish()
    }
}

extension Relay: ChangeObserver where Element == Snapshot {
    func changed(snapshot: Snapshot) throws {
        tell(snapshot)
    }
}

extension Relay: OperationObserver where Element == WorkEvent {
    func event(event: WorkEvent) throws {
        tell(event)
        switch event {
        case .started, .progress: break
        case .finished, .failed, .cancelled: finish()
        }
    }
}

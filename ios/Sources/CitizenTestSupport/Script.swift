import CitizenCore
import Foundation

/// What fakes answer and what they were asked, by `room.method`, or by `room.method(arguments)` for these alone. A call that nobody prepared for fails with its own name.
public final class Script: @unchecked Sendable {
    private let lock = NSLock()
    private var answers: [String: Result<any Sendable, any Error>] = [:]
    private var asked: [String] = []
    private var held: [String: [CheckedContinuation<Void, Never>]] = [:]
    private var holding: Set<String> = []
    private var whenAsked: [(String, CheckedContinuation<Void, Never>)] = []

    public init() {}

    public func on(_ call: String, give value: any Sendable = ()) { lock.withLock { answers[call] = .success(value) } }

    public func on(_ call: String, fail advice: Advice) { on(call, throw: Problem.sample(advice)) }

    public func on(_ call: String, throw error: any Error) { lock.withLock { answers[call] = .failure(error) } }

    /// Everything asked so far, `room.method(arguments)`.
    public var calls: [String] { lock.withLock { asked } }

    public func count(_ call: String) -> Int { calls.filter { $0.hasPrefix("\(call)(") }.count }

    /// From now on such calls wait for `release`.
    public func hold(_ call: String) { _ = lock.withLock { holding.insert(call) } }

    public func release(_ call: String) {
        let waiting = lock.withLock {
            holding.remove(call)
            return held.removeValue(forKey: call) ?? []
        }
        for one in waiting { one.resume() }
    }

    /// Once such a call was made.
    public func wasAsked(_ call: String) async {
        await withCheckedContinuation { continuation in
            let already = lock.withLock {
                if asked.contains(where: { $0.hasPrefix("\(call)(") }) { return true }
                whenAsked.append((call, continuation))
                return false
            }
            if already { continuation.resume() }
        }
    }

    /// A call that gives nothing.
    func done(_ call: String, _ arguments: Any...) async throws {
        let _: Void = try await reply(call, arguments)
    }

    func answer<T: Sendable>(_ call: String, _ arguments: Any...) async throws -> T {
        try await reply(call, arguments)
    }

    private func reply<T: Sendable>(_ call: String, _ arguments: [Any]) async throws -> T {
        let made = "\(call)(\(arguments.map { "\($0)" }.joined(separator: ", ")))"
        let waiting = lock.withLock {
            asked.append(made)
            let waiting = whenAsked.filter { $0.0 == call }
            whenAsked.removeAll { $0.0 == call }
            return waiting
        }
        for (_, one) in waiting { one.resume() }
        await withCheckedContinuation { continuation in
            let goesOn = lock.withLock {
                if holding.contains(call) {
                    held[call, default: []].append(continuation)
                    return false
                }
                return true
            }
            if goesOn { continuation.resume() }
        }
        // What was prepared for these very arguments goes before what was prepared for the call.
        guard let answer = lock.withLock({ answers[made] ?? answers[call] }) else { throw Problem.sample(.bug, code: "fake.\(call)") }
        guard let value = try answer.get() as? T else { throw Problem.sample(.bug, code: "fake.\(call).type") }
        return value
    }
}

import CitizenBindings
import Dispatch
import Foundation

/// Every call into the core goes through here: whatever it throws becomes a `Problem`, but that nobody waits for it any more, which stays
/// what it is. Knows the language last chosen, for a failure that no room of the core has put into words. `crossing` is told each time, so
/// that a test can see on which thread it was.
final class Door: @unchecked Sendable {
    private let lock = NSLock()
    private var language: Language
    private let crossing: @Sendable () -> Void

    init(_ language: Language, crossing: @escaping @Sendable () -> Void = {}) {
        self.language = language
        self.crossing = crossing
    }

    func speak(_ language: Language) {
        lock.withLock { self.language = language }
    }

    func asked<T>(_ call: () throws -> T) throws -> T {
        do {
            crossing()
            return try call()
        } catch {
            throw failure(error)
        }
    }

    /// A call that waits for the network. It runs to its end on the core's own threads whatever becomes of its caller.
    func asked<T: Sendable>(_ call: @Sendable () async throws -> T) async throws -> T {
        do {
            crossing()
            return try await call()
        } catch {
            throw failure(error)
        }
    }

    /// A question to the province, which writes nothing for the person: it ends with its caller, in the core too.
    func asking<T: Sendable>(_ call: @Sendable (Asking) async throws -> T) async throws -> T {
        let asking = plain { Asking() }
        return try await withTaskCancellationHandler {
            do {
                return try await asked { try await call(asking) }
            } catch let problem as Problem where problem.code == "client.given_up" {
                throw CancellationError()
            }
        } onCancel: {
            relayEndings.async { self.plain { asking.giveUp() } }
        }
    }

    /// A call that cannot fail.
    func plain<T>(_ call: () -> T) -> T {
        crossing()
        return call()
    }

    private func failure(_ thrown: any Error) -> any Error {
        thrown is CancellationError ? thrown : Problem(thrown, in: lock.withLock { language })
    }
}

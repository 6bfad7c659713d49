import Dispatch
import Foundation

/// Where the core was called from. To be made on the main actor.
final class Crossings: @unchecked Sendable {
    private let lock = NSLock()
    private var counted = (all: 0, main: 0)
    /// On Linux the main actor's queue may be run by any thread.
    private let main = DispatchSpecificKey<Bool>()

    init() {
        DispatchQueue.main.setSpecific(key: main, value: true)
    }

    @Sendable func here() {
        let onMain = DispatchQueue.getSpecific(key: main) == true
        lock.withLock {
            counted.all += 1
            if onMain { counted.main += 1 }
        }
    }

    var all: Int { lock.withLock { counted.all } }
    var onTheMainActor: Int { lock.withLock { counted.main } }
}

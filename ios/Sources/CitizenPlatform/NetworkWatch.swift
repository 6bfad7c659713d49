import CitizenCore
import Foundation

/// What the system says of the way to the network.
public struct PathFacts: Equatable, Sendable {
    public var satisfied: Bool
    public var cellular: Bool
    /// The system says that bytes cost money.
    public var expensive: Bool
    /// The person asked for few bytes.
    public var constrained: Bool

    public init(satisfied: Bool, cellular: Bool, expensive: Bool, constrained: Bool) {
        self.satisfied = satisfied
        self.cellular = cellular
        self.expensive = expensive
        self.constrained = constrained
    }

    /// As the core asks for it. Whoever wants few bytes is treated as on a slow line. Only a reply of the province shows a captive portal.
    public var state: NetworkState {
        let of: NetworkClass = !satisfied ? .none : constrained ? .slow : cellular ? .mobile : .fast
        return NetworkState(class: of, metered: expensive || constrained || cellular, captive: false)
    }
}

/// The newest that was heard of the network; the core asks whenever it likes, from any thread.
public final class NetworkWatch: ConnectivityPort, @unchecked Sendable {
    private let lock = NSLock()
    private var facts = PathFacts(satisfied: true, cellular: true, expensive: true, constrained: false)
    private var whenBack: @Sendable () -> Void = {}

    public init() {}

    /// `told` once there is a way again after there was none.
    public func whenBack(_ told: @escaping @Sendable () -> Void) {
        lock.withLock { whenBack = told }
    }

    public func heard(_ facts: PathFacts) {
        let told = lock.withLock {
            defer { self.facts = facts }
            return facts.satisfied && !self.facts.satisfied ? whenBack : nil
        }
        told?()
    }

    public func state() throws -> NetworkState {
        lock.withLock { facts }.state
    }
}

#if canImport(Network)
    import Network

    /// Tells a `NetworkWatch` what the system's monitor says, for as long as it is kept.
    public final class PathWatch: Sendable {
        private let monitor = NWPathMonitor()

        public init(_ watch: NetworkWatch) {
            monitor.pathUpdateHandler = { path in
                watch.heard(
                    PathFacts(
                        satisfied: path.status == .satisfied, cellular: path.usesInterfaceType(.cellular), expensive: path.isExpensive,
                        constrained: path.isConstrained))
            }
            monitor.start(queue: DispatchQueue(label: "citizen.network"))
        }

        deinit { monitor.cancel() }
    }
#endif

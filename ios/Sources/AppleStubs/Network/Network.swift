@_exported import AppleBase

public struct NWInterface { public enum InterfaceType { case wifi, cellular } }
public struct NWPath: Sendable {
    public enum Status { case satisfied, unsatisfied, requiresConnection }
    public var status: Status { stubbed() }
    public var isExpensive: Bool { stubbed() }
    public var isConstrained: Bool { stubbed() }
    public func usesInterfaceType(_ type: NWInterface.InterfaceType) -> Bool { stubbed() }
}
public final class NWPathMonitor: @unchecked Sendable {
    public init() { stubbed() }
    public var pathUpdateHandler: (@Sendable (NWPath) -> Void)?
    public func start(queue: DispatchQueue) { stubbed() }
    public func cancel() { stubbed() }
}

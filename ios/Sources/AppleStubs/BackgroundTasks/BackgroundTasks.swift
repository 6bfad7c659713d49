@_exported import AppleBase

open class BGTask: NSObject {
    public var expirationHandler: (() -> Void)?
    public func setTaskCompleted(success: Bool) { stubbed() }
}
open class BGTaskRequest: NSObject { public var earliestBeginDate: Date? }
public final class BGAppRefreshTaskRequest: BGTaskRequest { public init(identifier: String) { stubbed() } }
public final class BGTaskScheduler: NSObject, @unchecked Sendable {
    public static var shared: BGTaskScheduler { stubbed() }
    @discardableResult public func register(
        forTaskWithIdentifier identifier: String, using queue: DispatchQueue?, launchHandler: @escaping (BGTask) -> Void
    ) -> Bool { stubbed() }
    public func submit(_ request: BGTaskRequest) throws { stubbed() }
}

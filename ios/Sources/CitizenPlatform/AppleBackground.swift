#if canImport(UIKit) && canImport(BackgroundTasks)
    import BackgroundTasks
    import CitizenCore
    import UIKit

    /// The system's background assertions.
    @MainActor public struct AppleBackgroundTime: BackgroundTime {
        public init() {}

        public func begin(_ name: String, expired: @escaping @MainActor () -> Void) -> Int? {
            let token = UIApplication.shared.beginBackgroundTask(withName: name) { expired() }
            return token == .invalid ? nil : token.rawValue
        }

        public func end(_ token: Int) {
            UIApplication.shared.endBackgroundTask(UIBackgroundTaskIdentifier(rawValue: token))
        }
    }

    /// Asks the system to wake the app now and then, at times of its choosing.
    public enum AppleRefresh {
        public static let identifier = "vn.citizen.refresh"

        /// Once, before the app has finished launching.
        public static func register(_ refresh: @escaping @Sendable () async -> BackgroundRefresh?) {
            BGTaskScheduler.shared.register(forTaskWithIdentifier: identifier, using: nil) { task in
                ask()
                let work = Task {
                    let whole = await refresh()?.run() ?? false
                    task.setTaskCompleted(success: whole)
                }
                task.expirationHandler = { work.cancel() }
            }
        }

        /// Not before half an hour; a refusal only means that nothing happens until the app is opened.
        public static func ask() {
            let request = BGAppRefreshTaskRequest(identifier: identifier)
            request.earliestBeginDate = Date(timeIntervalSinceNow: 1800)
            try? BGTaskScheduler.shared.submit(request)
        }
    }
#endif

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

    /// Asks the system to let the app run again; when it does is the system's choice.
    public enum AppleRefresh {
        public static let identifier = "vn.citizen.refresh"

        /// Once, before the app has finished launching.
        /// `refresh` opens what it needs itself: the system may have started the process for this alone. True when everything went through.
        public static func register(_ refresh: @escaping @Sendable () async -> Bool) {
            BGTaskScheduler.shared.register(forTaskWithIdentifier: identifier, using: nil) { task in
                try? wake.wakeAt(atMs: nil)
                let handed = Handed(task: task)
                let work = Task { handed.task.setTaskCompleted(success: await refresh()) }
                task.expirationHandler = { work.cancel() }
            }
        }

        /// A task is not marked as safe to hand over, but what is done with it here may be done on any thread. (`nonisolated(unsafe)` says the
        /// same and ends Swift 6.0's compiler.)
        private struct Handed: @unchecked Sendable {
            let task: BGTask
        }

        /// A refusal by the system only means that nothing happens until the app is opened.
        public static let wake = WakeRequest { earliest in
            let request = BGAppRefreshTaskRequest(identifier: identifier)
            request.earliestBeginDate = earliest
            try? BGTaskScheduler.shared.submit(request)
        }
    }
#endif

import Dispatch

/// A thread's worth of order outside the cooperative pool: calls into the core may wait for the disk, and whoever waits there must hold up
/// neither the screen nor Swift's own threads. One a room, so that a camera frame does not wait for a search.
final class Queue: SerialExecutor {
    private let queue: DispatchQueue

    init(_ room: String) {
        queue = DispatchQueue(label: "citizen.\(room)", qos: .userInitiated)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}

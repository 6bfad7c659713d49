import CitizenCore

/// Many who watch the same, on the main actor as the screens do.
@MainActor final class Watchers {
    private let root: Opened
    private let count: Int
    private var told: [ContinuousClock.Instant] = []
    private var whole: CheckedContinuation<Void, Never>?
    private var english = false

    init(_ root: Opened, _ count: Int) async throws {
        self.root = root
        self.count = count
        for _ in 0..<count {
            let snapshots = try await root.watch(.session)
            Task { for await _ in snapshots { hear() } }
        }
        await all()
    }

    /// What telling one of them took, when all were told; nanoseconds.
    func one() async throws -> Int64 {
        while true {
            told = []
            english.toggle()
            // The person changes the language: whatever is watched is otherwise now.
            try await root.setPreferences(Preferences(language: english ? .en : .vi, textSize: .system, address: .ban))
            await all()
            // A round of the telling thread that was cut in two shows as a gap of that thread's pause (16 ms) between two readers.
            let cut = zip(told, told.dropFirst()).contains { $0.duration(to: $1) > .milliseconds(8) }
            if let first = told.first, let last = told.last, !cut { return nanos(first.duration(to: last)) / Int64(count - 1) }
        }
    }

    private func hear() {
        told.append(.now)
        guard told.count == count else { return }
        whole?.resume()
        whole = nil
    }

    private func all() async {
        if told.count < count { await withCheckedContinuation { whole = $0 } }
    }
}

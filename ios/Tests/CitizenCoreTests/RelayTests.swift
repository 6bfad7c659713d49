import CitizenTestSupport
import Testing

@testable import CitizenCore

/// From an observer on any thread to the main actor.
@MainActor struct RelayTests {
    private func view(_ count: UInt32) -> Snapshot { .waiting(view: Sample.waiting(count)) }

    @Test func whatIsToldIsSeenInOrderOnTheMainActor() async throws {
        var relay: Relay<WorkEvent>?
        let (events, _) = try Relay<WorkEvent>.stream(keeping: .unbounded) {
            relay = $0
            return {}
        }
        let teller = relay
        Task.detached {
            try teller?.event(event: .started)
            try teller?.event(event: .finished(view: Sample.sync()))
        }
        var seen: [WorkEvent] = []
        for await event in events {
            MainActor.assertIsolated()
            seen.append(event)
        }
        #expect(seen == [.started, .finished(view: Sample.sync())])
    }

    @Test func howFarItIsEndsNothing() async throws {
        let log = Log()
        var relay: Relay<WorkEvent>?
        let (events, _) = try Relay<WorkEvent>.stream(keeping: .unbounded) {
            relay = $0
            return { log.add("ended") }
        }
        let told: [WorkEvent] = [.started, Sample.progress(0, of: 250), Sample.progress(100, of: 250), .finished(view: Sample.sync())]
        for event in told.dropLast() { try relay?.event(event: event) }
        #expect(log.all == [])
        try relay?.event(event: .finished(view: Sample.sync()))
        var seen: [WorkEvent] = []
        for await event in events { seen.append(event) }
        #expect(seen == told)
        while log.all.isEmpty { await Task.yield() }
        #expect(log.all == ["ended"])
    }

    @Test func aLateReaderSeesTheNewestOnly() async throws {
        var relay: Relay<Snapshot>?
        let (snapshots, _) = try Relay<Snapshot>.stream(keeping: .bufferingNewest(1)) {
            relay = $0
            return {}
        }
        for count in 1...100 { try relay?.changed(snapshot: view(UInt32(count))) }
        relay?.finish()
        var seen: [Snapshot] = []
        for await snapshot in snapshots { seen.append(snapshot) }
        #expect(seen == [view(100)])
    }

    @Test func theWatchingEndsWithItsReader() async throws {
        let log = Log()
        let (snapshots, _) = try Relay<Snapshot>.stream(keeping: .bufferingNewest(1)) { _ in { log.add(Self.place()) } }
        let reader = Task { for await _ in snapshots {} }
        reader.cancel()
        await reader.value
        while log.all.isEmpty { await Task.yield() }
        #expect(log.all == ["elsewhere"])
    }

    /// Whether the core would be called by whoever ends it: these tests, on the main actor.
    nonisolated private static func place() -> String { withUnsafeCurrentTask { $0 == nil } ? "elsewhere" : "in the caller" }

    @Test func theMainActorNeverEndsIt() async throws {
        let log = Log()
        #expect(Self.place() == "in the caller")
        let (events, end) = try Relay<WorkEvent>.stream(keeping: .unbounded) { _ in { log.add(Self.place()) } }
        end()
        while log.all.isEmpty { await Task.yield() }
        #expect(log.all == ["elsewhere"])
        withExtendedLifetime(events) {}
    }

    @Test func aWatchingThatCannotBeginThrows() {
        #expect(throws: Problem.self) {
            try Relay<Snapshot>.stream(keeping: .bufferingNewest(1)) { _ in throw Problem.sample(.closed) }
        }
    }
}

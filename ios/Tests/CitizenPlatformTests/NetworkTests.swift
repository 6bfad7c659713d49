import CitizenPlatform
import CitizenTestSupport
import Testing

struct NetworkTests {
    private func facts(_ satisfied: Bool, cellular: Bool = false) -> PathFacts {
        PathFacts(satisfied: satisfied, cellular: cellular, expensive: false, constrained: false)
    }

    @Test func aNetworkThatComesBackIsToldOnce() {
        let (watch, log) = (NetworkWatch(), Log())
        watch.whenBack { log.add("back") }
        // At the start, and from one way to another, nothing was missed.
        watch.heard(facts(true))
        watch.heard(facts(true, cellular: true))
        #expect(log.all.isEmpty)
        watch.heard(facts(false))
        watch.heard(facts(false, cellular: true))
        #expect(log.all.isEmpty)
        watch.heard(facts(true))
        watch.heard(facts(true))
        #expect(log.all == ["back"])
    }
}

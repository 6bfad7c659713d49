import CitizenCore
import CitizenPlatform
import CitizenTestSupport
import Foundation
import Testing

struct WakeTests {
    /// When the core wants to run, and what the system is asked for. Nothing waits: news twice an hour. Soon, later than the news, and a moment
    /// that has passed.
    static let moments: [(Int64?, Int)] = [
        (nil, 10_000_000 + 1800),
        (10_000_060_000, 10_000_000 + 60),
        (10_009_000_000, 10_000_000 + 1800),
        (9_000_000_000, 10_000_000),
    ]

    @Test(arguments: moments)
    func theSystemIsAskedForTheEarlierOfWhatWaitsAndNews(atMs: Int64?, earliest: Int) throws {
        let log = Log()
        let wake = WakeRequest(
            now: { Date(timeIntervalSince1970: 10_000_000) },
            submit: { log.add("\(Int($0.timeIntervalSince1970))") })
        try wake.wakeAt(atMs: atMs)
        #expect(log.all == ["\(earliest)"])
    }
}

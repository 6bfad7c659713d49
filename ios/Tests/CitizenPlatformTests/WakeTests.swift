import CitizenCore
import CitizenPlatform
import CitizenTestSupport
import Foundation
import Testing

struct WakeTests {
    @Test(arguments: [
        // Nothing waits: news twice an hour. Soon, later than the news, and a moment that has passed.
        (nil as Int64?, 10_000_000 + 1800),
        (10_000_060_000, 10_000_000 + 60),
        (10_009_000_000, 10_000_000 + 1800),
        (9_000_000_000, 10_000_000),
    ])
    func theSystemIsAskedForTheEarlierOfWhatWaitsAndNews(atMs: Int64?, earliest: Int) throws {
        let log = Log()
        let wake = WakeRequest(now: { Date(timeIntervalSince1970: 10_000_000) }) { date in log.add("\(Int(date.timeIntervalSince1970))") }
        try wake.wakeAt(atMs: atMs)
        #expect(log.all == ["\(earliest)"])
    }
}

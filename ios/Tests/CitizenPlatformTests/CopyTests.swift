import CitizenCore
import CitizenPlatform
import CitizenTestSupport
import Foundation
import Testing

/// A copy of the person's data outside the vault: nobody else reads it, and it is gone once it is handed over.
@MainActor struct CopyTests {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    let log = Log()

    private var shelf: CopyShelf { CopyShelf(folder: folder, marks: FakeMarks(log)) }

    private func left() -> [String] { (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? [] }

    @Test func itIsHandedOverFromWhereNobodyElseReadsItAndThenGone() async throws {
        var given: (name: String, text: String)?
        let taken = try await shelf.lend("copy.json") {
            try Data("all of it".utf8).write(to: URL(fileURLWithPath: $0))
        } give: {
            given = ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8))
            return true
        }
        #expect(taken && given?.name == "copy.json" && given?.text == "all of it")
        // Before anything was in it.
        #expect(log.all == ["lock 0", "keep from backups 0"] && left() == [])
    }

    @Test func nothingStaysOfOneThatNobodyTakesOrThatCannotBeWritten() async throws {
        #expect(
            try await !shelf.lend("copy.json") {
                try Data().write(to: URL(fileURLWithPath: $0))
            } give: { _ in
                false
            })
        #expect(left() == [])
        await #expect(throws: Problem.sample(.storage)) {
            _ = try await shelf.lend("copy.json") {
                try Data("half".utf8).write(to: URL(fileURLWithPath: $0))
                throw Problem.sample(.storage)
            } give: { _ in
                true
            }
        }
        await #expect(throws: NoCopy()) {
            _ = try await shelf.lend("copy.json") {
                try Data().write(to: URL(fileURLWithPath: $0))
            } give: { _ in
                throw NoCopy()
            }
        }
        #expect(left() == [])
    }

    @Test func whereNothingCanBeKeptNothingIsWritten() async throws {
        try Data().write(to: folder)
        await #expect(throws: NoCopy()) {
            _ = try await shelf.lend("copy.json") { _ in
                Issue.record("it was written")
            } give: { _ in
                true
            }
        }
        shelf.clear()
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }

    @Test func itHasTheNameOfItsDay() throws {
        let zone = try #require(TimeZone(secondsFromGMT: 7 * 3600))
        #expect(CopyShelf.name(Date(timeIntervalSince1970: 1_764_262_800), zone) == "citizen-2025-11-28.json")
    }
}

import CitizenCore
import CitizenPlatform
import CitizenTestSupport
import Foundation
import Testing

struct DeviceVaultTests {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    let keys = MemoryKeys()
    let box = MemoryBox()
    let log = Log()

    /// Tells how it is when the core comes to open the vault.
    private func open() async throws {
        try await DeviceVault.open(folder: folder, keys: keys, box: box, marks: FakeMarks(log)) { [log, keys, box] store in
            log.add("open \(keys.names.sorted()) \(box.names.sorted())")
            _ = try store.sign(name: "vault", message: Data())
            try store.raiseCounter(name: "vault", value: 1)
        }
    }

    @Test func theFolderIsMarkedThenWhatADeletedAppLeftIsGoneThenTheVaultIsOpened() async throws {
        _ = try keys.seal("vault", associated: Data(), plain: Data())
        try box.write("counter.vault", Data(count: 8))
        try await open()
        #expect(log.all == ["protect 0", "keep from backups 0", "open [] []"])
        // From then on the keys stay.
        try await open()
        #expect(log.all.suffix(3) == ["protect 1", "keep from backups 1", #"open ["vault"] ["counter.vault"]"#])
    }

    @Test func aFolderThatCannotBeMarkedHoldsNoVault() async throws {
        struct Full: Error {}
        struct NoMarks: FolderMarks {
            func protect(_ folder: URL) throws {}
            func keepFromBackups(_ folder: URL) throws { throw Full() }
        }
        _ = try keys.seal("vault", associated: Data(), plain: Data())
        await #expect(throws: Full.self) {
            try await DeviceVault.open(folder: folder, keys: keys, box: box, marks: NoMarks()) { [log] _ in log.add("open") }
        }
        #expect(log.all.isEmpty && keys.names == ["vault"])
    }
}

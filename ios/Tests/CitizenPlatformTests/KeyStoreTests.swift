import CitizenCore
import CitizenPlatform
import CitizenTestSupport
import Foundation
import Testing

struct KeyStoreTests {
    let keys = MemoryKeys()
    let box = MemoryBox()
    var store: DeviceKeyStore { DeviceKeyStore(keys: keys, box: box) }

    @Test func aCounterOnlyRises() throws {
        #expect(try store.counter(name: "rollback") == 0)
        try store.raiseCounter(name: "rollback", value: 1 << 40)
        try store.raiseCounter(name: "rollback", value: 7)
        #expect(try store.counter(name: "rollback") == 1 << 40)
    }

    @Test func aCounterOfAnotherLengthIsDamage() throws {
        try box.write("counter.rollback", Data([1, 2]))
        #expect(throws: PortFailure.Damaged) { try store.counter(name: "rollback") }
    }

    @Test func destroyingTakesTheKeyAndItsCounter() throws {
        let sealed = try store.seal(name: "vault", associated: Data([1]), plain: Data([2]))
        try store.raiseCounter(name: "vault", value: 3)
        try store.destroy(name: "vault")
        #expect(keys.names.isEmpty && box.names.isEmpty)
        #expect(throws: PortFailure.NotFound) { try store.open(name: "vault", associated: Data([1]), sealed: sealed) }
    }

    @Test func aSealOpensWithTheSameWordsOnly() throws {
        let sealed = try store.seal(name: "vault", associated: Data([1]), plain: Data([2]))
        #expect(try store.open(name: "vault", associated: Data([1]), sealed: sealed) == Data([2]))
        #expect(throws: PortFailure.Damaged) { try store.open(name: "vault", associated: Data([9]), sealed: sealed) }
    }

    @Test func aLockedPhoneRefusesAndAnythingElseIsAPortFailureToo() throws {
        keys.locked = true
        #expect(throws: PortFailure.Refused) { try store.sign(name: "dpop", message: Data()) }
        box.failure = CancellationError()
        #expect(throws: PortFailure.Unexpected) { try store.counter(name: "dpop") }
    }
}

struct FirstStartTests {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    let keys = MemoryKeys()
    let box = MemoryBox()
    var start: FirstStart { FirstStart(folder: folder, keys: keys, box: box) }

    private func use() throws {
        _ = try keys.seal("vault", associated: Data(), plain: Data())
        try box.write("counter.vault", Data(count: 8))
    }

    @Test func aReinstallRaisesNoSession() throws {
        try use()
        #expect(try start.clean())
        #expect(keys.names.isEmpty && box.names.isEmpty)
    }

    @Test func aSecondStartLeavesWhatTheFirstMade() throws {
        try start.clean()
        try use()
        #expect(try !start.clean())
        #expect(keys.names == ["vault"] && box.names == ["counter.vault"])
    }

    @Test func aMarkThatCannotBeLookedAtCostsNoKey() throws {
        try start.clean()
        try use()
        let mark = folder.appendingPathComponent("started")
        try FileManager.default.removeItem(at: mark)
        // A link to itself can be neither looked at nor said to be missing.
        try FileManager.default.createSymbolicLink(atPath: mark.path, withDestinationPath: mark.path)
        #expect(throws: PortFailure.Unavailable) { try start.clean() }
        #expect(keys.names == ["vault"] && box.names == ["counter.vault"])
    }

    @Test func whatWasDeletedWithTheAppIsAReinstall() throws {
        try start.clean()
        try use()
        try FileManager.default.removeItem(at: folder)
        #expect(try start.clean())
        #expect(keys.names.isEmpty)
    }
}

import CitizenCore
import CitizenPlatform
import CitizenTestSupport
import Foundation
import Testing

struct SensesTests {
    @Test(arguments: [
        (
            PathFacts(satisfied: false, cellular: false, expensive: false, constrained: false),
            NetworkState(class: .none, metered: false, captive: false)
        ),
        (
            PathFacts(satisfied: true, cellular: false, expensive: false, constrained: false),
            NetworkState(class: .fast, metered: false, captive: false)
        ),
        (
            PathFacts(satisfied: true, cellular: true, expensive: true, constrained: false),
            NetworkState(class: .mobile, metered: true, captive: false)
        ),
        (
            PathFacts(satisfied: true, cellular: false, expensive: true, constrained: false),
            NetworkState(class: .fast, metered: true, captive: false)
        ),
        (
            PathFacts(satisfied: true, cellular: true, expensive: true, constrained: true),
            NetworkState(class: .slow, metered: true, captive: false)
        ),
    ])
    func theNetworkIsWhatTheSystemSays(facts: PathFacts, state: NetworkState) throws {
        let watch = NetworkWatch()
        watch.heard(facts)
        #expect(try watch.state() == state)
    }

    @Test func onlyTheLumaPlaneIsCopied() throws {
        // Two rows of three, each four bytes apart, then colours.
        let picture: [UInt8] = [1, 2, 3, 0, 4, 5, 6, 0, 99, 99, 99, 99]
        let frame = picture.withUnsafeBytes { Frame(luma: $0.baseAddress, width: 3, height: 2, stride: 4) }
        #expect(frame == Frame(width: 3, height: 2, stride: 4, luma: Data([1, 2, 3, 0, 4, 5, 6, 0])))
    }

    @Test(arguments: [(0, 2, 4), (3, 0, 4), (3, 2, 2)]) func aPlaneThatCannotBeIsNoFrame(width: Int, height: Int, stride: Int) {
        let picture = [UInt8](repeating: 0, count: 64)
        #expect(picture.withUnsafeBytes { Frame(luma: $0.baseAddress, width: width, height: height, stride: stride) } == nil)
    }

    @Test func aPlaceHasItsAccuracyAndAge() throws {
        let now = Date(timeIntervalSince1970: 1000)
        let place = PlaceRequest(latitude: 10.98, longitude: 106.65, accuracy: 12, measured: now.addingTimeInterval(-90), now: now)
        #expect(place == PlaceRequest(lat: 10.98, lon: 106.65, accuracyM: 12, source: .gps, ageMs: 90_000))
        let ahead = PlaceRequest(latitude: 0, longitude: 0, accuracy: 0, measured: now.addingTimeInterval(5), now: now)
        #expect(ahead?.ageMs == 0)
    }

    @Test(arguments: [(10.0, 106.0, -1.0), (91, 106, 5), (10, 181, 5), (.nan, 106, 5)])
    func aMeasurementThatMeansNothingIsNoPlace(latitude: Double, longitude: Double, accuracy: Double) {
        #expect(PlaceRequest(latitude: latitude, longitude: longitude, accuracy: accuracy, measured: .distantPast, now: Date()) == nil)
    }
}

/// Whether the main actor's queue runs what is asked from; on Linux any thread may run it.
private struct MainQueue: @unchecked Sendable {
    private let key = DispatchSpecificKey<Bool>()

    init() { DispatchQueue.main.setSpecific(key: key, value: true) }

    var isHere: Bool { DispatchQueue.getSpecific(key: key) == true }
}

struct FolderTests {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)

    @Test func aPictureIsKeptByteForByteUnderANameThatSaysNothing() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let taken = folder.appendingPathComponent("Nha ba Sau.JPG")
        let bytes = Data([0xFF, 0xD8, 0xFF, 0xE1, 0, 16]) + Data("Exif\0\0 where and when".utf8)
        try bytes.write(to: taken)
        let shelf = PhotoShelf(folder: folder.appendingPathComponent("shelf"))
        let kept = try shelf.keep(taken)
        #expect(try Data(contentsOf: URL(fileURLWithPath: kept.path)) == bytes)
        #expect(!kept.path.contains("Sau") && kept.path.hasSuffix(".jpg"))
        let other = try shelf.keep(taken)
        shelf.drop(kept)
        #expect(!FileManager.default.fileExists(atPath: kept.path) && FileManager.default.fileExists(atPath: other.path))
        // What it did not keep is not its to take away.
        shelf.drop(PhotoFile(path: taken.path))
        #expect(FileManager.default.fileExists(atPath: taken.path))
        try shelf.clear()
        #expect(!FileManager.default.fileExists(atPath: other.path))
    }

    /// What a picker of the phone hands over, whatever it is called, and what the shelf makes of it.
    @Test(arguments: ["heic", "mif1"]) func whatTheCoreCannotReadIsKeptAsJpegAndNothingElseIsDrawnAnew(brand: String) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let taken = folder.appendingPathComponent("IMG_1.JPG")
        try (Data([0, 0, 0, 24]) + Data("ftyp\(brand)and more".utf8)).write(to: taken)
        let log = Log()
        let shelf = PhotoShelf(folder: folder.appendingPathComponent("shelf")) { from, to in
            log.add(from.lastPathComponent)
            try Data("anew".utf8).write(to: to)
        }
        let kept = try shelf.keep(taken)
        #expect(kept.path.hasSuffix(".jpg") && !kept.path.contains("IMG"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: kept.path)) == Data("anew".utf8))
        let film = folder.appendingPathComponent("film.mp4")
        try (Data([0, 0, 0, 24]) + Data("ftypisom".utf8)).write(to: film)
        #expect(try shelf.keep(film).path.hasSuffix(".mp4"))
        #expect(log.all == ["IMG_1.JPG"])
    }

    /// Two photos taken one after the other, the first still being written.
    @MainActor @Test func aTakenPhotoIsWrittenOffTheMainActorUnderANameOfItsOwn() async throws {
        let main = MainQueue()
        #expect(main.isHere)
        let shelf = PhotoShelf(folder: folder)
        let (one, other) = (Log(), Log())
        async let first = shelf.make {
            one.add("\(main.isHere)")
            try Data("one".utf8).write(to: $0)
        }
        async let second = shelf.make {
            other.add("\(main.isHere)")
            try Data("other".utf8).write(to: $0)
        }
        let (kept, also) = try await (first, second)
        #expect(one.all == ["false"] && other.all == ["false"] && kept != also && kept.path.hasSuffix(".jpg"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: kept.path)) == Data("one".utf8))
        await #expect(throws: NoPhoto()) {
            _ = try await shelf.make {
                try Data("half".utf8).write(to: $0)
                throw NoPhoto()
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
    }

    @Test func whatCannotBeDrawnAnewGoesToTheCoreAsItIs() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let taken = folder.appendingPathComponent("IMG_1.HEIC")
        let bytes = Data([0, 0, 0, 24]) + Data("ftypheic".utf8)
        try bytes.write(to: taken)
        let shelf = folder.appendingPathComponent("shelf")
        let kept = try PhotoShelf(folder: shelf) { _, to in
            try Data("half".utf8).write(to: to)
            throw NoPhoto()
        }.keep(taken)
        #expect(try Data(contentsOf: URL(fileURLWithPath: kept.path)) == bytes && kept.path.hasSuffix(".heic"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: shelf.path).count == 1)
    }

    @Test(arguments: [
        ("114", "tel:114"), ("1900 1234", "tel:19001234"), ("+84 28.3822", "tel:+84283822"), (" +84", "tel:+84"), ("(028) 3", "tel:0283"),
    ])
    func aNumberIsCalledAsItIsWritten(number: String, url: String) {
        #expect(URL(calling: number)?.absoluteString == url)
        #expect(URL(calling: "chưa có số") == nil)
    }

    @Test func theVaultsFolderIsMarkedBeforeAnythingIsInIt() throws {
        let log = Log()
        try VaultFolder(marks: FakeMarks(log)).prepare(folder)
        #expect(log.all == ["protect 0", "keep from backups 0"])
    }
}

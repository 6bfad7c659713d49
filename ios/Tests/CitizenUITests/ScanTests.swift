import CitizenCore
import CitizenTestSupport
import CitizenUI
import Foundation
import Testing

@MainActor struct ScanTests {
    let fake = FakeCore()
    let ways = FakeWays()
    let phone = FakePhone()

    @Test func framesAreReadUntilOneHoldsSomething() async {
        phone.seen = [Sample.frame, Sample.frame]
        fake.script.on("scanner.frame", give: ScanResult(found: [Sample.scan()]))
        let model = ScanModel(fake.core, phone: phone.phone, ways: ways)
        model.begin()
        await model.settled()
        #expect(ways.told == ["replace scanned 1"])
        #expect(fake.script.count("scanner.frame") == 1)
    }

    @Test func framesWithoutACodeLeadNowhere() async {
        phone.seen = [Sample.frame, Sample.frame]
        fake.script.on("scanner.frame", give: ScanResult(found: []))
        let model = ScanModel(fake.core, phone: phone.phone, ways: ways)
        model.begin()
        await model.settled()
        #expect(ways.told.isEmpty)
        #expect(fake.script.count("scanner.frame") == 2)
    }

    @Test func withoutTheCameraItIsAskedForAndAPictureWillDo() async {
        phone.allowed = false
        phone.photo = PhotoFile(path: "/slip.jpg")
        fake.script.on("scanner.picture", give: ScanResult(found: []))
        let model = ScanModel(fake.core, phone: phone.phone, ways: ways)
        model.begin()
        #expect(!model.state.camera)
        model.send(.choosePicture)
        await model.settled()
        #expect(model.state.nothing)
        model.send(.allowCamera)
        await model.settled()
        #expect(model.state.camera)
    }

    @Test func behindThePickerTheCameraFindsNothing() async {
        phone.staysOn = true
        fake.script.on("scanner.frame", give: ScanResult(found: [Sample.scan()]))
        fake.script.on("scanner.picture", give: ScanResult(found: []))
        phone.photo = PhotoFile(path: "/wall.jpg")
        let model = ScanModel(fake.core, phone: phone.phone, ways: ways)
        model.shown()
        while phone.camera.all != ["on"] { await Task.yield() }
        model.send(.torch)
        phone.picking = { [phone, fake, ways] in
            // What lies before the camera now is a code; the app comes back from behind a message of the system's.
            phone.see(Sample.frame)
            (phone.seen, phone.staysOn) = ([Sample.frame], false)
            model.resumed()
            model.shown()
            await Task.yield()
            #expect(phone.camera.all == ["on", "off"] && fake.script.calls.isEmpty && ways.told.isEmpty && !phone.lit)
        }
        model.press(.choosePicture)
        await model.settled()
        // In the picture there was none: the camera looks again.
        #expect(model.state.nothing && ways.told == ["replace scanned 1"] && fake.script.count("scanner.frame") == 1)
        #expect(fake.script.calls == ["scanner.picture(/wall.jpg)", "scanner.frame(2, 2)"])
    }

    @Test func aPictureThatIsOnItsWayIsGivenUpAndTheCameraLooksAgain() async {
        (phone.photoStays, phone.photo) = (true, PhotoFile(path: "/far.jpg"))
        let model = ScanModel(fake.core, phone: phone.phone, ways: ways)
        model.press(.choosePicture)
        while !phone.isFetching { await Task.yield() }
        #expect(model.state.photoComing && phone.camera.all.isEmpty)
        model.press(.cancelPhoto)
        await model.settled()
        #expect(!model.state.photoComing && phone.camera.all.first == "on" && phone.dropped == [PhotoFile(path: "/far.jpg")])
        #expect(fake.script.calls.isEmpty)
    }

    @Test func whoGoesOnToTypeTheCodeWaitsForNoPicture() async {
        (phone.photoStays, phone.photo) = (true, PhotoFile(path: "/far.jpg"))
        fake.script.on("scanner.picture", give: ScanResult(found: [Sample.scan()]))
        let model = ScanModel(fake.core, phone: phone.phone, ways: ways)
        model.press(.choosePicture)
        while !phone.isFetching { await Task.yield() }
        model.press(.typeCode)
        #expect(!phone.isFetching && !model.state.photoComing)
        // Comes all the same.
        _ = phone.giveUp()
        await model.settled()
        #expect(ways.told == ["go typeCode"] && phone.camera.all.isEmpty && fake.script.calls.isEmpty)
    }

    @Test func whatChangedWhileAwayIsSeenOnComingBack() async {
        (phone.allowed, phone.refused) = (false, true)
        let model = ScanModel(fake.core, phone: phone.phone, ways: ways)
        model.begin()
        #expect(model.state.refused)
        (phone.allowed, phone.refused, phone.seen) = (true, false, [Sample.frame])
        fake.script.on("scanner.frame", give: ScanResult(found: []))
        model.resumed()
        await model.settled()
        #expect(model.state.camera && !model.state.refused && fake.script.count("scanner.frame") == 1)
        model.send(.torch)
        model.resumed()
        await model.settled()
        #expect(!model.state.torch && !phone.lit)
    }

    @Test func theCameraIsOffWhileSomethingCoversTheScreen() async {
        func until(_ told: [String]) async { while phone.camera.all != told { await Task.yield() } }
        phone.staysOn = true
        let model = ScanModel(fake.core, phone: phone.phone, ways: ways)
        model.begin()
        model.shown()
        await until(["on"])
        model.send(.torch)
        model.send(.typeCode)
        model.covered()
        await until(["on", "off"])
        #expect(!phone.lit && !model.state.torch && model.state.problem == nil)
        model.shown()
        await until(["on", "off", "on"])
        model.close()
        await until(["on", "off", "on", "off"])
    }

    private func frame(_ width: UInt32) -> Frame { Frame(width: width, height: 2, stride: width, luma: Data(count: Int(width) * 2)) }

    @Test func aFrameThatCannotBeJudgedIsOneOfMany() async {
        phone.seen = [frame(1), frame(2)]
        fake.script.on("scanner.frame(1, 2)", fail: .refused)
        fake.script.on("scanner.frame", give: ScanResult(found: [Sample.scan()]))
        let model = ScanModel(fake.core, phone: phone.phone, ways: ways)
        model.begin()
        await model.settled()
        #expect(ways.told == ["replace scanned 1"] && model.state.problem == nil)
    }

    @Test func thatNoneCanBeJudgedIsSaidOnceUntilOneCan() async {
        phone.seen = [frame(1), frame(1), frame(1)]
        fake.script.on("scanner.frame(1, 2)", fail: .unlock)
        fake.script.on("scanner.frame(2, 2)", give: ScanResult(found: []))
        let screens = phone.screens()
        let model = ScanModel(fake.core, phone: phone.phone, ways: ways)
        screens.add(model)
        model.begin()
        await model.settled()
        #expect(phone.said == [Problem.sample(.unlock).said] && model.state.problem?.advice == .unlock)
        phone.seen += [frame(2)]
        model.begin()
        await model.settled()
        #expect(phone.said.count == 2 && model.state.problem == nil && fake.script.count("scanner.frame") == 7)
    }

    @Test func whileSomethingCoversItTheAppComesBackWithoutTheCamera() async {
        phone.staysOn = true
        let model = ScanModel(fake.core, phone: phone.phone, ways: ways)
        model.covered()
        model.resumed()
        await Task.yield()
        #expect(phone.camera.all.isEmpty)
        model.shown()
        while phone.camera.all.isEmpty { await Task.yield() }
        model.close()
    }

    @Test func aCameraThatDoesNotOpenIsSaidAndOpenedAgain() async {
        let screens = phone.screens()
        (phone.dark, phone.seen) = (true, [Sample.frame])
        fake.script.on("scanner.frame", give: ScanResult(found: []))
        let model = ScanModel(fake.core, phone: phone.phone, ways: ways)
        screens.add(model)
        model.send(.torch)
        model.begin()
        await model.settled()
        #expect(model.state.dark && !model.state.torch && model.state.problem == nil && phone.said == [Words(.vi).scan.dark])
        phone.dark = false
        model.press(.cameraAgain)
        await model.settled()
        #expect(!model.state.dark && fake.script.count("scanner.frame") == 2 && phone.said.count == 1)
    }

    @Test func aCameraThatBreaksDownUnderSomethingElseIsTriedAgainOnComingBack() async {
        phone.staysOn = true
        let model = ScanModel(fake.core, phone: phone.phone, ways: ways)
        model.begin()
        while phone.camera.all != ["on"] { await Task.yield() }
        model.covered()
        phone.dark = true
        model.shown()
        await model.settled()
        #expect(model.state.dark)
        phone.dark = false
        model.resumed()
        #expect(!model.state.dark)
        model.close()
    }

    @Test func whenTheAppIsBackItScansAgain() async {
        let app = AppModel(language: .vi) { [fake] _ in fake.core }
        fake.script.on("root.preferences", give: Sample.preferences)
        fake.script.on("root.home", give: Sample.home())
        app.begin()
        await app.settled()
        // The system took the camera away: its frames came to an end.
        phone.seen = [Sample.frame]
        fake.script.on("scanner.frame", give: ScanResult(found: []))
        let model = ScanModel(fake.core, phone: phone.phone, ways: ways)
        app.screens.add(model)
        model.begin()
        await model.settled()
        fake.script.on("scanner.frame", give: ScanResult(found: [Sample.scan()]))
        app.resumed(.sample(.unlock))
        await model.settled()
        #expect(ways.told.isEmpty)
        app.resumed(nil)
        await model.settled()
        #expect(ways.told == ["replace scanned 1"])
    }

    @Test func aTypedCodeIsThereAgainUntilItIsFollowed() async {
        fake.script.on("dossiers.follow", fail: .offline)
        let unsent = UnsentAnswers()
        let first = TypeCodeModel(fake.core, unsent: unsent, ways: ways)
        first.send(.code("H1"))
        first.send(.secret("s"))
        first.send(.follow)
        await first.settled()
        first.close()
        let second = TypeCodeModel(fake.core, unsent: unsent, ways: ways)
        #expect(second.state.code == "H1" && second.state.secret == "s")
        fake.script.on("dossiers.follow", give: Sample.dossier("H1"))
        second.send(.follow)
        await second.settled()
        let third = TypeCodeModel(fake.core, unsent: unsent, ways: ways)
        #expect(third.state == TypeCodeState())
    }

    @Test func whatIsWrongWithTheCodeStandsBesideIt() async {
        let model = TypeCodeModel(fake.core, unsent: UnsentAnswers(), ways: ways)
        for (problem, beside) in [
            (Problem.sample(.refused, code: "code.too_short"), true), (.sample(.offline, code: "net.offline"), false),
        ] {
            fake.script.on("dossiers.follow", throw: problem)
            model.send(.follow)
            await model.settled()
            #expect(model.state.problem == problem && (model.state.codeProblem == problem) == beside)
        }
    }

    @Test func theLightGoesOnAndOff() {
        let model = ScanModel(fake.core, phone: phone.phone, ways: ways)
        model.send(.torch)
        #expect(phone.lit)
        model.send(.torch)
        #expect(!phone.lit)
    }

    @Test func followingWhatWasScanned() async {
        fake.script.on("dossiers.follow", give: Sample.dossier("D9"))
        let model = ScannedModel([Sample.scan()], fake.core, ways: ways)
        model.send(.follow(Sample.scan()))
        await model.settled()
        #expect(ways.told == ["replace dossier D9"])
        model.send(.follow(Sample.scan(follow: nil)))
        await model.settled()
        #expect(fake.script.count("dossiers.follow") == 1)
    }

    @Test func aTypedCodeThatIsWrongStaysInItsField() async {
        fake.script.on("dossiers.follow", fail: .refused)
        let model = TypeCodeModel(fake.core, unsent: UnsentAnswers(), ways: ways)
        model.send(.code("H1"))
        model.send(.follow)
        #expect(model.state.busy)
        await model.settled()
        #expect(model.state.problem?.advice == .refused)
        #expect(model.state.code == "H1" && !model.state.busy)
        model.send(.code("H12"))
        #expect(model.state.problem == nil)
        fake.script.on("dossiers.follow", give: Sample.dossier("H12"))
        model.send(.secret("s"))
        model.send(.follow)
        await model.settled()
        #expect(ways.told == ["home", "go dossier H12"])
        #expect(fake.script.calls.last == "dossiers.follow(H12, s)")
    }
}

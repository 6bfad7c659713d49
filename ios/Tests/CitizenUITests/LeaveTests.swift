import CitizenCore
import CitizenTestSupport
import CitizenUI
import Testing

/// What the person did not let the app use, and what cannot be had: the right cause is said, and there is a way on.
@MainActor struct LeaveTests {
    let fake = FakeCore()
    let ways = FakeWays()
    let phone = FakePhone()

    private func draft() async -> DraftModel {
        fake.script.on("reports.categories", give: [Sample.category])
        fake.script.on("reports.view", give: Sample.report())
        fake.script.on("reports.change", give: Sample.report(hasPlace: true))
        fake.script.on("reports.addPhoto", give: Sample.report())
        let model = DraftModel("R1", fake.core, phone: phone.phone, ways: ways)
        model.begin()
        await model.settled()
        return model
    }

    @Test func aRefusedCameraLeadsToTheSettings() async {
        (phone.allowed, phone.refused) = (false, true)
        let model = ScanModel(fake.core, phone: phone.phone, ways: ways)
        #expect(model.state.refused && !model.state.camera)
        model.send(.openSettings)
        #expect(phone.settingsOpened == 1)
    }

    @Test func aCameraThatIsRefusedWhenAskedForIsSaid() async {
        phone.allowed = false
        let model = ScanModel(fake.core, phone: phone.phone, ways: ways)
        #expect(!model.state.refused)
        phone.refused = true
        model.send(.allowCamera)
        await model.settled()
        #expect(model.state.refused && !model.state.camera)
    }

    @Test func aRefusedPlaceIsNotAPlaceThatCannotBeFound() async {
        let model = await draft()
        phone.refused = true
        model.send(.usePlace)
        await model.settled()
        #expect(model.state.placeRefused && !model.state.noFix)
        model.send(.openSettings)
        #expect(phone.settingsOpened == 1)
        // Allowed there: the next press measures.
        (phone.refused, phone.here) = (false, Sample.place)
        model.send(.usePlace)
        await model.settled()
        #expect(!model.state.placeRefused && model.state.hasPlace)
        phone.here = nil
        model.send(.usePlace)
        await model.settled()
        #expect(model.state.noFix && !model.state.placeRefused)
        // Who goes on without it has dealt with it.
        for refused in [false, true] {
            phone.refused = refused
            model.send(.usePlace)
            await model.settled()
            #expect(model.state.noFix || model.state.placeRefused)
            model.send(.noPlace)
            await model.settled()
            #expect(!model.state.noFix && !model.state.placeRefused)
        }
    }

    @Test func aNumberThatThisPhoneDoesNotCallIsShownAndSaid() async {
        let row = EmergencyRow(number: "114", shown: .sample("114"), name: .sample("Cứu hỏa"))
        phone.callless = true
        let screens = phone.screens()
        let emergency = EmergencyModel(fake.core, phone: phone.phone)
        let report = ReportModel("R1", fake.core, phone: phone.phone, unsent: UnsentAnswers(), ways: ways)
        let draft = await draft()
        screens.add(emergency)
        emergency.press(.call(row))
        report.press(.call("114"))
        draft.press(.call("114"))
        #expect(emergency.state.uncalled == "114" && report.state.uncalled == "114" && draft.state.uncalled == "114")
        #expect(phone.said == [Words(.vi).cannotCall("114")] && phone.said[0].display.contains("114") && phone.called.isEmpty)
        phone.callless = false
        emergency.press(.call(row))
        #expect(emergency.state.uncalled == nil && phone.called == ["114"])
    }

    @Test func aSecondPressWhileMeasuringMeasuresOnce() async {
        let model = await draft()
        phone.here = Sample.place
        model.send(.usePlace)
        model.send(.usePlace)
        await model.settled()
        #expect(fake.script.count("reports.change") == 1 && !model.state.noFix)
    }

    @Test func aRefusedCameraTakesNoPhotoAndSaysWhy() async {
        let model = await draft()
        phone.photo = PhotoFile(path: "/p.jpg")
        phone.refused = true
        model.send(.takePhoto)
        await model.settled()
        #expect(model.state.cameraRefused && fake.script.count("reports.addPhoto") == 0)
        // The library needs no leave.
        model.send(.choosePhoto)
        await model.settled()
        #expect(fake.script.count("reports.addPhoto") == 1 && !model.state.cameraRefused)
        phone.refused = false
        model.send(.takePhoto)
        await model.settled()
        #expect(!model.state.cameraRefused && fake.script.count("reports.addPhoto") == 2)
    }

    @Test func aPhotoThatDoesNotComeIsSaidAndTheNextIsTaken() async {
        let model = await draft()
        phone.photoless = true
        model.send(.choosePhoto)
        await model.settled()
        #expect(model.state.noPhoto && !model.state.photoComing && model.state.problem == nil)
        phone.photoless = false
        // Whoever wants none after all is told nothing.
        model.send(.choosePhoto)
        #expect(model.state.photoComing)
        await model.settled()
        #expect(!model.state.noPhoto && !model.state.photoComing)
        phone.photo = PhotoFile(path: "/p.jpg")
        model.send(.choosePhoto)
        await model.settled()
        #expect(fake.script.count("reports.addPhoto") == 1)
    }

    @Test func aPhotoThatIsOnItsWayIsGivenUp() async {
        let model = await draft()
        (phone.photoStays, phone.photo) = (true, PhotoFile(path: "/far.jpg"))
        model.press(.choosePhoto)
        while !phone.isFetching { await Task.yield() }
        #expect(model.state.photoComing)
        model.press(.cancelPhoto)
        #expect(!model.state.photoComing)
        await model.settled()
        // It came all the same.
        #expect(phone.dropped == [PhotoFile(path: "/far.jpg")] && fake.script.count("reports.addPhoto") == 0)
        #expect(!model.state.noPhoto && model.state.problem == nil)
    }

    @Test func whoTakesAnotherPhotoWaitsNoLongerForTheFirst() async {
        let model = await draft()
        (phone.photoStays, phone.photo) = (true, PhotoFile(path: "/far.jpg"))
        model.press(.choosePhoto)
        // A second touch while they still choose is the same.
        model.press(.choosePhoto)
        while !phone.isFetching { await Task.yield() }
        (phone.photoStays, phone.photo) = (false, PhotoFile(path: "/near.jpg"))
        model.press(.takePhoto)
        await model.settled()
        #expect(fake.script.calls.filter { $0.hasPrefix("reports.addPhoto") } == ["reports.addPhoto(R1, /near.jpg)"])
        #expect(!model.state.photoComing && phone.dropped.count == 2)
    }

    @Test func aPictureThatDoesNotComeIsSaidWhereCodesAreReadToo() async {
        fake.script.on("scanner.picture", give: ScanResult(found: [Sample.scan()]))
        let model = ScanModel(fake.core, phone: phone.phone, ways: ways)
        phone.photoless = true
        model.send(.choosePicture)
        await model.settled()
        #expect(model.state.noPhoto && !model.state.photoComing && fake.script.calls.isEmpty)
        (phone.photoless, phone.photo) = (false, PhotoFile(path: "/slip.jpg"))
        model.send(.choosePicture)
        await model.settled()
        #expect(!model.state.noPhoto && ways.told == ["replace scanned 1"])
    }
}

/// A sign-in can be given up while the browser is open, and before.
@MainActor struct GiveUpTests {
    let fake = FakeCore()
    let phone = FakePhone()

    private func model() -> AccountModel {
        fake.script.on("identity.beginSignIn", give: SignInStart(url: "http://127.0.0.1:9/page", browserWouldRefuse: false))
        fake.script.on("identity.finishSignIn", give: Sample.session(.signedIn))
        fake.script.on("identity.cancelSignIn")
        return AccountModel(fake.core, phone: phone.phone, ways: FakeWays())
    }

    @Test func theBrowserIsClosedAndThePageWasNeverHeldUp() async {
        phone.browserStays = true
        let model = model()
        model.send(.signIn)
        // Pressed twice, begun once.
        model.send(.signIn)
        while phone.opened.isEmpty { await Task.yield() }
        #expect(model.state.waiting && !model.state.busy)
        model.send(.cancelSignIn)
        #expect(!model.state.waiting)
        await model.settled()
        #expect(fake.script.calls == ["identity.beginSignIn(https://app.tinh.example/signed-in)", "identity.cancelSignIn()"])
        #expect(model.state.problem == nil && !model.state.noBrowser)
        // And again, to its end.
        (phone.browserStays, phone.comesBack) = (false, "https://app.tinh.example/signed-in?code=1")
        model.send(.signIn)
        await model.settled()
        #expect(model.state.session?.state == .signedIn && !model.state.waiting && !model.state.busy)
    }

    @Test func aSignInThatIsGivenUpBeforeTheBrowserOpensNone() async {
        let model = model()
        fake.script.hold("identity.beginSignIn")
        model.send(.signIn)
        await fake.script.wasAsked("identity.beginSignIn")
        model.send(.cancelSignIn)
        fake.script.release("identity.beginSignIn")
        await model.settled()
        #expect(phone.opened.isEmpty && fake.script.calls.last == "identity.cancelSignIn()" && !model.state.waiting)
    }

    @Test func whatTheBrowserCameBackWithIsWaitedFor() async {
        phone.comesBack = "https://app.tinh.example/signed-in?code=1"
        let model = model()
        fake.script.hold("identity.finishSignIn")
        model.send(.signIn)
        await fake.script.wasAsked("identity.finishSignIn")
        #expect(model.state.busy && !model.state.waiting)
        // There is nothing to give up any more.
        model.send(.cancelSignIn)
        fake.script.release("identity.finishSignIn")
        await model.settled()
        #expect(model.state.session?.state == .signedIn && !model.state.busy && fake.script.count("identity.cancelSignIn") == 0)
    }
}

import CitizenCore
import CitizenTestSupport
import CitizenUI
import Testing

/// What a person hears who does not see the screen.
@MainActor struct AloudTests {
    let fake = FakeCore()
    let ways = FakeWays()
    let phone = FakePhone()
    let screens: OpenScreens

    init() {
        screens = phone.screens()
    }

    private func open<S: ScreenState, E>(_ model: ScreenModel<S, E>) {
        screens.add(model)
        model.begin()
        model.shown()
    }

    @Test func aProblemAfterATouchIsSaidAndBroughtToThePerson() async {
        fake.script.on("dossiers.follow", fail: .offline)
        let model = TypeCodeModel(fake.core, unsent: UnsentAnswers(), ways: ways)
        open(model)
        for times in 1...2 {
            // The same again is a new one.
            model.press(.follow)
            await model.settled()
            let (asking, problem) = (Words(.vi).doing(.following), Problem.sample(.offline).said)
            #expect(phone.said == (1...times).flatMap { _ in [asking, problem] } && model.raised == times)
        }
    }

    @Test func aProblemThatCameByItselfIsSaidAndTakesNobodyAway() async {
        fake.script.on("root.sync", fail: .offline)
        let model = HomeModel(fake.core, ways: ways)
        open(model)
        await model.settled()
        #expect(model.state.problem?.advice == .offline)
        #expect(phone.said == [Problem.sample(.offline).said] && model.raised == 0)
        model.close()
    }

    @Test func oneThatComesByItselfAfterOneOfATouchTakesNobodyAwayEither() async {
        fake.script.on("root.sync", fail: .offline)
        let model = HomeModel(fake.core, ways: ways)
        screens.add(model)
        for (touch, raised) in [(true, 1), (false, 0), (true, 2)] {
            if touch { model.press(.update) } else { model.send(.update) }
            await model.settled()
            #expect(model.raised == raised)
        }
    }

    @Test func ofAScreenThatAnotherCoversNothingIsSaidBeforeItIsSeenAgain() async {
        fake.script.on("root.sync", fail: .offline)
        let model = HomeModel(fake.core, ways: ways)
        screens.add(model)
        model.covered()
        model.press(.update)
        await model.settled()
        #expect(model.state.problem?.advice == .offline && phone.said.isEmpty && model.raised == 0)
        model.shown()
        model.shown()
        #expect(phone.said == [Problem.sample(.offline).said] && model.raised == 1)
        // What stands no more is not said.
        model.covered()
        model.press(.update)
        await model.settled()
        fake.script.on("root.sync")
        model.send(.update)
        model.shown()
        #expect(phone.said.count == 1 && model.raised == 1)
        model.close()
    }

    @Test func whatAPulledSyncCameToIsSaid() async {
        fake.script.on("root.sync")
        let model = HomeModel(fake.core, ways: ways)
        screens.add(model)
        func sync(whole: Bool) async {
            while model.state.updating {
                fake.root.finish(.finished(view: Sample.sync(whole: whole)))
                await Task.yield()
            }
        }
        // By itself: nothing where all went well.
        model.send(.update)
        await sync(whole: true)
        #expect(phone.said.isEmpty)
        model.send(.update)
        await sync(whole: false)
        #expect(phone.said == [Sample.sync(whole: false).said])
        model.press(.pulled {})
        await sync(whole: true)
        #expect(phone.said == [Sample.sync(whole: false).said, Sample.sync().said])
    }

    @Test func whatSendingCameToIsSaid() async {
        fake.script.on("outbox.page", give: OutboxPage(rows: [], waiting: Sample.waiting(0)))
        fake.script.on("outbox.retry")
        fake.script.on("root.sync")
        let model = WaitingModel(fake.core, ways: ways)
        screens.add(model)
        model.press(.retryAll)
        while model.state.sending {
            fake.root.finish(.finished(view: Sample.sync()))
            await Task.yield()
        }
        #expect(phone.said == [Sample.sync().said])
    }

    @Test func whatWasReadIsSaid() async {
        open(ScannedModel([Sample.scan()], fake.core, ways: ways))
        #expect(phone.said == [Sample.scan().title, Sample.scan().trustSaid])
    }

    @Test func thatNothingWasReadIsSaidInThePersonsLanguage() async {
        phone.allowed = false
        phone.photo = PhotoFile(path: "/wall.jpg")
        fake.script.on("scanner.picture", give: ScanResult(found: []))
        let core = fake.core
        let app = AppModel(language: .en) { _ in core }
        app.screens.aloud = { [phone] in phone.announce($0, in: $1) }
        let model = ScanModel(fake.core, phone: phone.phone, ways: ways)
        app.screens.add(model)
        model.press(.choosePicture)
        await model.settled()
        #expect(phone.said == [Words(.en).scan.nothing])
    }

    private func draft() async -> DraftModel {
        fake.script.on("reports.categories", give: [Sample.category])
        fake.script.on("reports.view", give: Sample.report())
        let model = DraftModel("R1", fake.core, phone: phone.phone, ways: ways)
        open(model)
        await model.settled()
        return model
    }

    @Test func aPhotoThatDoesNotComeIsSaid() async {
        let model = await draft()
        phone.photoless = true
        model.press(.choosePhoto)
        await model.settled()
        #expect(phone.said == [Words(.vi).leave.noPhoto])
        phone.allowed = false
        let scan = ScanModel(fake.core, phone: phone.phone, ways: ways)
        open(scan)
        scan.press(.choosePicture)
        await scan.settled()
        #expect(phone.said == [Words(.vi).leave.noPhoto, Words(.vi).leave.noPhoto])
    }

    @Test func aRefusedCameraIsSaid() async {
        let model = await draft()
        phone.refused = true
        model.press(.takePhoto)
        #expect(phone.said == [Words(.vi).leave.camera])
    }

    @Test func aCameraThatIsRefusedWhereCodesAreReadIsSaid() async {
        phone.allowed = false
        let model = ScanModel(fake.core, phone: phone.phone, ways: ways)
        open(model)
        phone.refused = true
        model.press(.allowCamera)
        await model.settled()
        #expect(phone.said == [Words(.vi).leave.camera])
    }

    @Test func aRefusedPlaceAndOneThatIsNotFoundAreSaid() async {
        let model = await draft()
        phone.refused = true
        model.press(.usePlace)
        await model.settled()
        #expect(phone.said == [Words(.vi).leave.place])
        phone.refused = false
        model.press(.usePlace)
        await model.settled()
        #expect(phone.said == [Words(.vi).leave.place, Words(.vi).report.noFix])
    }

    @Test func thatNoBrowserOpensIsSaid() async {
        fake.script.on("identity.beginSignIn", give: SignInStart(url: "http://127.0.0.1:9/page", browserWouldRefuse: false))
        fake.script.on("identity.cancelSignIn")
        phone.browserless = true
        let model = AccountModel(fake.core, phone: phone.phone, ways: ways)
        screens.add(model)
        model.press(.signIn)
        await model.settled()
        #expect(phone.said == [Words(.vi).account.noBrowser])
    }

    @Test func whoIsSignedInNowIsSaid() async {
        let session = Sample.session(.signedIn)
        fake.script.on("identity.beginSignIn", give: SignInStart(url: "http://127.0.0.1:9/page", browserWouldRefuse: false))
        fake.script.on("identity.finishSignIn", give: session)
        phone.comesBack = "https://app.tinh.example/signed-in?code=1"
        let model = AccountModel(fake.core, phone: phone.phone, ways: ways)
        screens.add(model)
        model.press(.signIn)
        await model.settled()
        #expect(phone.said == [Words(.vi).doing(.signingIn), session.said])
    }

    @Test func aPlaceAndAPhotoThatCameAreSaid() async {
        let model = await draft()
        fake.script.on("reports.change", give: Sample.report(hasPlace: true))
        fake.script.on("reports.addPhoto", give: Sample.report(photos: ["p1", "p2"]))
        (phone.here, phone.photo) = (Sample.place, PhotoFile(path: "/p.jpg"))
        model.press(.usePlace)
        await model.settled()
        model.press(.takePhoto)
        await model.settled()
        #expect(phone.said == [Sample.report(hasPlace: true).place, Words(.vi).doing(.addingPhoto), Words(.vi).photo(2, of: 2)])
    }

    @Test func whatStandsOnAScreenIsNotSaidOnceItIsLeft() async {
        fake.script.on("scanner.picture", give: ScanResult(found: []))
        fake.script.hold("scanner.picture")
        (phone.allowed, phone.photo) = (false, PhotoFile(path: "/wall.jpg"))
        let model = ScanModel(fake.core, phone: phone.phone, ways: ways)
        open(model)
        model.press(.choosePicture)
        await fake.script.wasAsked("scanner.picture")
        model.covered()
        model.close()
        fake.script.release("scanner.picture")
        await model.settled()
        #expect(phone.said.isEmpty)
    }

    @Test func theThanksAreSaid() async {
        fake.script.on("ratings.form", give: Sample.form([Sample.question("1")]))
        fake.script.on("ratings.rate", give: RatingView(said: .sample("Đã lưu trên máy"), item: "I1"))
        let model = RatingModel("D1", fake.core, unsent: UnsentAnswers(), ways: ways)
        open(model)
        await model.settled()
        model.press(.send)
        await model.settled()
        #expect(phone.said == [Words(.vi).doing(.rating), .sample("Đã lưu trên máy")])
    }

    @Test func whatTheLastThingAskedForCameToIsSaid() async {
        fake.script.on("profile.export", give: Said.sample("Đã ghi"))
        fake.script.on("identity.signOut", give: SignedOutView(said: .sample("Đã đăng xuất"), delivered: true))
        let model = AccountModel(fake.core, phone: phone.phone, ways: ways)
        screens.add(model)
        model.press(.export)
        await model.settled()
        model.press(.ask(.signOut))
        model.press(.yes)
        await model.settled()
        #expect(
            phone.said == [
                Words(.vi).doing(.exporting), .sample("Đã ghi"), Words(.vi).account.exported("export.json"),
                Words(.vi).doing(.signingOut), .sample("Đã đăng xuất"),
            ])
    }

    @Test func aVaultThatDoesNotOpenIsSaid() async {
        let app = AppModel(language: .vi) { _ in throw Problem.sample(.unlock) }
        app.screens.aloud = { [phone] in phone.announce($0, in: $1) }
        app.begin()
        await app.settled()
        #expect(phone.said == [Problem.sample(.unlock).said])
    }
}

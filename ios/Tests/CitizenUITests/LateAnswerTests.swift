import CitizenCore
import CitizenTestSupport
import CitizenUI
import Testing

/// An answer that comes when the person is somewhere else leads them nowhere.
@MainActor struct LateAnswerTests {
    let fake = FakeCore()
    let ways = FakeWays()
    let phone = FakePhone()

    enum Meanwhile: CaseIterable, Sendable { case nothing, covered, coveredAndBack, left }

    /// Does `event`, which asks `call`; what happens before the answer; and where the person was led.
    private func led<S: ScreenState, E>(_ model: ScreenModel<S, E>, _ event: E, asks call: String, _ meanwhile: Meanwhile) async -> [String]
    {
        fake.script.hold(call)
        model.shown()
        model.press(event)
        await fake.script.wasAsked(call)
        switch meanwhile {
        case .nothing: break
        case .covered: model.covered()
        case .coveredAndBack:
            model.covered()
            model.shown()
        case .left:
            model.covered()
            model.close()
        }
        fake.script.release(call)
        await model.settled()
        return ways.told.filter { $0 != "sync" }
    }

    private func isThere(_ meanwhile: Meanwhile) -> Bool { meanwhile == .nothing || meanwhile == .coveredAndBack }

    @Test(arguments: Meanwhile.allCases) func aTypedCode(meanwhile: Meanwhile) async {
        fake.script.on("dossiers.follow", give: Sample.dossier("D9"))
        let model = TypeCodeModel(fake.core, unsent: UnsentAnswers(), ways: ways)
        let told = await led(model, .follow, asks: "dossiers.follow", meanwhile)
        #expect(told == (isThere(meanwhile) ? ["home", "go dossier D9"] : []))
    }

    @Test(arguments: Meanwhile.allCases) func aScannedSlip(meanwhile: Meanwhile) async {
        fake.script.on("dossiers.follow", give: Sample.dossier("D9"))
        let told = await led(ScannedModel([], fake.core, ways: ways), .follow(Sample.scan()), asks: "dossiers.follow", meanwhile)
        #expect(told == (isThere(meanwhile) ? ["replace dossier D9"] : []))
    }

    @Test(arguments: Meanwhile.allCases) func mending(meanwhile: Meanwhile) async {
        fake.script.on("reports.mend", give: Sample.report("R2"))
        let told = await led(report(), .mend, asks: "reports.mend", meanwhile)
        #expect(told == (isThere(meanwhile) ? ["go draft R2"] : []))
    }

    @Test(arguments: Meanwhile.allCases) func discarding(meanwhile: Meanwhile) async {
        fake.script.on("reports.decide", give: Sample.report())
        let model = report()
        model.send(.ask(.discard))
        let told = await led(model, .yes, asks: "reports.decide", meanwhile)
        #expect(told == (isThere(meanwhile) ? ["home"] : []))
    }

    @Test(arguments: Meanwhile.allCases) func sendingADraft(meanwhile: Meanwhile) async {
        fake.script.on("reports.categories", give: [Sample.category])
        fake.script.on("reports.view", give: Sample.report())
        fake.script.on("reports.send", give: Sample.report(draft: false))
        let model = DraftModel("R1", fake.core, phone: phone.phone, ways: ways)
        model.begin()
        await model.settled()
        let told = await led(model, .send, asks: "reports.send", meanwhile)
        #expect(told == (isThere(meanwhile) ? ["home", "go report R1"] : []))
        // Wherever the person is, it waits to go.
        #expect(ways.told.contains("sync"))
    }

    @Test(arguments: Meanwhile.allCases) func aPictureToScan(meanwhile: Meanwhile) async {
        phone.allowed = false
        phone.photo = PhotoFile(path: "/slip.jpg")
        fake.script.on("scanner.picture", give: ScanResult(found: [Sample.scan()]))
        let told = await led(ScanModel(fake.core, phone: phone.phone, ways: ways), .choosePicture, asks: "scanner.picture", meanwhile)
        #expect(told == (isThere(meanwhile) ? ["replace scanned 1"] : []))
    }

    /// The system's own picker, in front of the screen until something is chosen.
    private final class Picker: PhotoSource {
        var meanwhile: () -> Void = {}

        func take() async -> PhotoFile? { nil }
        func choose() async -> PhotoFile? {
            meanwhile()
            return PhotoFile(path: "/slip.jpg")
        }
        func giveUp() -> Bool { false }
        func done(with file: PhotoFile) {}
    }

    @Test func thePickerOfAReportIsNoOtherScreenEither() async {
        fake.script.on("reports.categories", give: [Sample.category])
        fake.script.on("reports.view", give: Sample.report())
        fake.script.on("reports.addPhoto", give: Sample.report(photos: ["p1"]))
        let picker = Picker()
        let all = Phone(browser: phone, camera: phone, photos: picker, place: phone, desk: phone)
        let screens = phone.screens()
        let model = DraftModel("R1", fake.core, phone: all, ways: ways)
        screens.add(model)
        model.begin()
        await model.settled()
        picker.meanwhile = { model.covered() }
        model.shown()
        model.press(.choosePhoto)
        await model.settled()
        #expect(phone.said == [Words(.vi).doing(.addingPhoto), Words(.vi).photo(1, of: 1)])
    }

    @Test func thePickerInFrontOfTheScreenIsNoOtherScreen() async {
        phone.allowed = false
        fake.script.on("scanner.picture", give: ScanResult(found: [Sample.scan()]))
        let picker = Picker()
        let phone = Phone(browser: phone, camera: phone, photos: picker, place: phone, desk: phone)
        let model = ScanModel(fake.core, phone: phone, ways: ways)
        picker.meanwhile = { model.covered() }
        model.shown()
        model.press(.choosePicture)
        await model.settled()
        #expect(ways.told == ["replace scanned 1"])
    }

    /// What only reads ends with its screen: what comes after that changes nothing and is said to nobody.
    @Test(arguments: [true, false]) func resultsThatComeWhenTheScreenIsGone(fails: Bool) async {
        fake.script.on("ratings.results", give: [ResultView]())
        if fails { fake.script.on("ratings.results", fail: .offline) }
        let (model, screens) = (ResultsModel(fake.core), phone.screens())
        screens.add(model)
        fake.script.hold("ratings.results")
        model.shown()
        model.press(.again)
        await fake.script.wasAsked("ratings.results")
        model.covered()
        model.close()
        fake.script.release("ratings.results")
        await model.settled()
        #expect(model.state.results == nil && model.state.problem == nil && phone.said.isEmpty)
    }

    @Test(arguments: [true, false]) func aCheckThatComesToAnEndWhenTheScreenIsGone(fails: Bool) async {
        fake.script.on("profile.checks", give: [CheckRow(name: "store", ok: true, said: .sample("tốt"))])
        if fails { fake.script.on("profile.checks", fail: .offline) }
        let (model, screens) = (SettingsModel(fake.core) { _ in }, phone.screens())
        screens.add(model)
        fake.script.hold("profile.checks")
        model.shown()
        model.press(.check)
        await fake.script.wasAsked("profile.checks")
        #expect(phone.said == [Words(.vi).doing(.checking)])
        model.covered()
        model.close()
        fake.script.release("profile.checks")
        await model.settled()
        #expect(model.state.checks == nil && model.state.problem == nil && phone.said.count == 1)
    }

    private func report() -> ReportModel {
        ReportModel("R1", fake.core, phone: phone.phone, unsent: UnsentAnswers(), ways: ways)
    }
}

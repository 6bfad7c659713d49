import CitizenCore
import CitizenTestSupport
import CitizenUI
import Testing

@MainActor struct ReportTests {
    let fake = FakeCore()
    let ways = FakeWays()
    let phone = FakePhone()

    private func begun() async -> DraftModel {
        fake.script.on("reports.categories", give: [Sample.category])
        fake.script.on("reports.begin", give: Sample.report())
        let model = DraftModel(nil, fake.core, phone: phone.phone, ways: ways)
        model.begin()
        await model.settled()
        model.send(.choose(Sample.category))
        model.send(.next)
        await model.settled()
        return model
    }

    @Test func aReportStepByStep() async {
        let model = await begun()
        #expect(model.state.step == .place && model.state.draft != nil)
        phone.here = Sample.place
        fake.script.on("reports.change", give: Sample.report(hasPlace: true))
        model.send(.usePlace)
        #expect(model.state.measuring)
        await model.settled()
        #expect(model.state.hasPlace && !model.state.measuring)
        phone.photo = PhotoFile(path: "/p.jpg")
        fake.script.on("reports.addPhoto", give: Sample.report(hasPlace: true))
        model.send(.takePhoto)
        await model.settled()
        model.send(.next)
        model.send(.text("Ổ gà"))
        model.send(.see(.handler))
        #expect(model.state.visibility == .handler)
        model.send(.next)
        await model.settled()
        #expect(model.state.step == .review)
        fake.script.on("reports.send", give: Sample.report(draft: false))
        model.send(.send)
        await model.settled()
        #expect(ways.told == ["home", "go report R1", "sync"])
        #expect(
            fake.script.calls == [
                "reports.categories()", "reports.begin(road)", "reports.change(R1, place)", "reports.addPhoto(R1, /p.jpg)",
                "reports.change(R1, text Ổ gà, seen by handler)", "reports.send(R1)",
            ])
    }

    @Test func whatTheCoreRefusesKeepsTheDraftAndTheStep() async {
        let model = await begun()
        fake.script.on("reports.addPhoto", fail: .refused)
        phone.photo = PhotoFile(path: "/page.jpg")
        model.send(.choosePhoto)
        await model.settled()
        #expect(model.state.problem?.advice == .refused)
        #expect(model.state.step == .place && model.state.draft != nil)
        phone.here = nil
        model.send(.usePlace)
        await model.settled()
        #expect(model.state.noFix && !model.state.measuring)
    }

    @Test func theCopyOfAPhotoGoesWhenTheCoreHasAnswered() async {
        let model = await begun()
        phone.photo = PhotoFile(path: "/p.jpg")
        fake.script.on("reports.addPhoto", give: Sample.report())
        fake.script.hold("reports.addPhoto")
        model.send(.takePhoto)
        await fake.script.wasAsked("reports.addPhoto")
        #expect(phone.dropped.isEmpty)
        fake.script.release("reports.addPhoto")
        await model.settled()
        #expect(phone.dropped == [PhotoFile(path: "/p.jpg")])
        fake.script.on("reports.addPhoto", fail: .refused)
        model.send(.choosePhoto)
        await model.settled()
        #expect(phone.dropped.count == 2)
    }

    @Test func leavingTheScreenCutsNoWrite() async {
        let model = await begun()
        fake.script.hold("reports.send")
        fake.script.on("reports.send", give: Sample.report(draft: false))
        model.send(.send)
        await fake.script.wasAsked("reports.send")
        model.close()
        fake.script.release("reports.send")
        await model.settled()
        // It went through to the end, and the person stays where they went meanwhile.
        #expect(ways.told == ["sync"])
    }

    @Test func backFromTheFirstStepLeaves() async {
        let model = await begun()
        model.send(.back)
        #expect(model.state.step == .category)
        model.send(.back)
        #expect(ways.told == ["back"])
        model.send(.call("114"))
        #expect(phone.called == ["114"])
    }

    private func takenUp() async -> DraftModel {
        let other = CategoryView(code: "lamp", name: .sample("Đèn"), emergency: nil)
        fake.script.on("reports.categories", give: [other, Sample.category])
        let kept = Sample.report(text: "Đèn hỏng", eyes: .handler, anonymous: true, hasPlace: true)
        fake.script.on("reports.view", give: kept)
        fake.script.on("reports.change", give: kept)
        let model = DraftModel("R1", fake.core, phone: phone.phone, ways: ways)
        model.begin()
        await model.settled()
        return model
    }

    @Test func aKeptDraftIsTakenUpAsItWasAndWhatNobodyTouchesIsNotSent() async {
        let model = await takenUp()
        #expect(model.state.text == "Đèn hỏng" && model.state.category == Sample.category)
        #expect(model.state.visibility == .handler && model.state.anonymous && model.state.hasPlace)
        for _ in 0..<3 {
            model.send(.next)
            await model.settled()
        }
        #expect(model.state.step == .review)
        #expect(fake.script.calls == ["reports.categories()", "reports.view(R1)"])
    }

    @Test func ofAKeptDraftOnlyWhatIsTouchedIsSent() async {
        let model = await takenUp()
        model.send(.anonymous(false))
        #expect(!model.state.anonymous && model.state.visibility == .handler)
        for _ in 0..<3 {
            model.send(.next)
            await model.settled()
        }
        #expect(fake.script.calls.last == "reports.change(R1, anonymous false)")
        // What was sent is the draft's now: it is shown as the draft has it.
        #expect(model.state.step == .review && model.state.anonymous)
    }

    @Test func whatWasTypedIsKeptWhenThePersonLeaves() async {
        let model = await takenUp()
        model.send(.text("Đèn hỏng ở ngõ 2"))
        model.send(.see(.public))
        model.close()
        await model.settled()
        #expect(fake.script.calls.last == "reports.change(R1, text Đèn hỏng ở ngõ 2, seen by public)")
    }

    @Test func whatNobodyTouchedIsNotWrittenWhenThePersonLeaves() async {
        let model = await takenUp()
        model.close()
        await model.settled()
        #expect(fake.script.count("reports.change") == 0)
        // A category alone is no report yet.
        let empty = DraftModel(nil, fake.core, phone: phone.phone, ways: ways)
        empty.send(.choose(Sample.category))
        empty.close()
        await empty.settled()
        #expect(fake.script.count("reports.begin") == 0)
    }

    @Test func leavingBeforeTheDraftIsThereMakesOneOfIt() async {
        fake.script.on("reports.begin", give: Sample.report(text: "Ổ gà"))
        let model = DraftModel(nil, fake.core, phone: phone.phone, ways: ways)
        model.send(.choose(Sample.category))
        model.send(.text("Ổ gà"))
        model.close()
        await model.settled()
        #expect(fake.script.calls == ["reports.begin(road)"])
    }

    @Test func aDraftThatIsBeingBegunIsNotBegunTwice() async {
        fake.script.hold("reports.begin")
        fake.script.on("reports.begin", give: Sample.report())
        fake.script.on("reports.change", give: Sample.report(text: "Ổ gà"))
        let model = DraftModel(nil, fake.core, phone: phone.phone, ways: ways)
        model.send(.choose(Sample.category))
        model.send(.next)
        await fake.script.wasAsked("reports.begin")
        model.send(.text("Ổ gà"))
        model.close()
        fake.script.release("reports.begin")
        await model.settled()
        #expect(fake.script.calls == ["reports.begin(road)", "reports.change(R1, text Ổ gà)"])
    }

    @Test func whatWasTypedIsKeptWhenThePhonePutsTheAppAway() async {
        let core = fake.core
        let app = AppModel(language: .vi) { _ in core }
        let model = await takenUp()
        app.screens.add(model)
        model.send(.anonymous(false))
        await app.pause()
        #expect(fake.script.calls.last == "reports.change(R1, anonymous false)")
        // It is written once, and the screen goes on.
        await app.pause()
        #expect(fake.script.count("reports.change") == 1)
        fake.script.on("reports.change", fail: .storage)
        model.send(.text("Đèn"))
        await app.pause()
        #expect(model.state.problem?.advice == .storage && model.state.text == "Đèn")
    }

    @Test func whatWasSentIsNoDraftAnyMore() async {
        let model = await begun()
        model.send(.text("Ổ gà"))
        fake.script.on("reports.send", give: Sample.report(draft: false))
        model.send(.send)
        await model.settled()
        model.close()
        await model.settled()
        #expect(fake.script.calls.last == "reports.send(R1)")
    }

    @Test func aDraftThatIsNotReadYetIsWaitedForAndNeverBegunAgain() async {
        fake.script.hold("reports.view")
        fake.script.on("reports.categories", give: [Sample.category])
        fake.script.on("reports.view", fail: .storage)
        fake.script.on("reports.begin", give: Sample.report("R2"))
        let model = DraftModel("R1", fake.core, phone: phone.phone, ways: ways)
        model.begin()
        await fake.script.wasAsked("reports.view")
        #expect(model.state.categories.isEmpty)
        model.send(.choose(Sample.category))
        model.send(.next)
        fake.script.release("reports.view")
        await model.settled()
        #expect(model.state.step == .category && model.state.problem?.advice == .storage)
        fake.script.on("reports.view", give: Sample.report(text: "Ổ gà"))
        model.send(.next)
        await model.settled()
        #expect(model.state.step == .place && model.state.draft?.card.id == "R1" && model.state.text == "Ổ gà")
        #expect(fake.script.count("reports.begin") == 0)
    }

    @Test func aSecondTouchBeginsNoSecondDraft() async {
        fake.script.on("reports.begin", give: Sample.report())
        let model = DraftModel(nil, fake.core, phone: phone.phone, ways: ways)
        model.send(.choose(Sample.category))
        model.send(.next)
        model.send(.next)
        await model.settled()
        #expect(fake.script.count("reports.begin") == 1)
    }

    @Test func whatTheProvinceRefusedIsMendedInADraftOfItsOwn() async {
        let model = ReportModel("R1", fake.core, phone: phone.phone, unsent: UnsentAnswers(), ways: ways)
        fake.script.on("reports.mend", give: Sample.report("R2"))
        model.send(.mend)
        await model.settled()
        #expect(ways.told == ["go draft R2"] && fake.script.calls == ["reports.mend(R1)"])
        fake.script.on("reports.mend", fail: .refused)
        model.send(.mend)
        await model.settled()
        #expect(model.state.problem?.advice == .refused && ways.told.count == 1)
    }

    @Test func anotherCategoryAndNoPlaceAreSentAlone() async {
        let model = await takenUp()
        model.send(.choose(model.state.categories[0]))
        model.send(.next)
        await model.settled()
        model.send(.noPlace)
        await model.settled()
        #expect(Array(fake.script.calls.suffix(2)) == ["reports.change(R1, category lamp)", "reports.change(R1, no place)"])
    }

    @Test func whoNoLongerWaitsIsToldOfNoProblem() async {
        let model = await begun()
        fake.script.on("reports.send", throw: CancellationError())
        model.send(.send)
        #expect(model.state.busy)
        await model.settled()
        #expect(model.state.problem == nil && !model.state.busy)
    }

    @Test func decidingOnAReport() async {
        fake.root.tell(.report(id: "R1"), .report(view: Sample.report(draft: false, actions: [.confirm, .reopen])))
        fake.script.on("reports.decide", give: Sample.report(draft: false))
        let model = ReportModel("R1", fake.core, phone: phone.phone, unsent: UnsentAnswers(), ways: ways)
        model.begin()
        await until(model) { $0.view != nil }
        model.send(.ask(.reopen))
        model.send(.why("Vẫn còn"))
        model.send(.yes)
        await model.settled()
        model.send(.confirm)
        await model.settled()
        model.send(.share)
        model.send(.receipt)
        #expect(fake.script.count("reports.decide") == 2)
        #expect(fake.script.calls.first?.contains("Vẫn còn") == true)
        #expect(phone.shared == [Sample.receipt] && ways.told == ["sync", "sync", "go receipt I1"])
        model.close()
    }

    private func report(_ unsent: UnsentAnswers) -> ReportModel {
        ReportModel("R1", fake.core, phone: phone.phone, unsent: unsent, ways: ways)
    }

    @Test func whyToOpenItAgainStaysUntilTheCoreHasTakenIt() async {
        let unsent = UnsentAnswers()
        fake.script.on("reports.decide", fail: .storage)
        let first = report(unsent)
        first.send(.ask(.reopen))
        first.send(.why("Vẫn còn"))
        first.send(.yes)
        await first.settled()
        #expect(first.state.problem?.advice == .storage && first.state.asking == .reopen && first.state.why == "Vẫn còn")
        first.close()
        // The person comes back: it is asked and there again.
        let second = report(unsent)
        #expect(second.state.asking == .reopen && second.state.why == "Vẫn còn")
        fake.script.on("reports.decide", give: Sample.report(draft: false))
        second.send(.yes)
        await second.settled()
        #expect(second.state.asking == nil && second.state.why.isEmpty && ways.told == ["sync"])
        #expect(report(unsent).state == ReportState())
    }

    @Test func whoThinksBetterOfItIsNotAskedAgain() {
        let unsent = UnsentAnswers()
        let model = report(unsent)
        model.send(.ask(.reopen))
        model.send(.why("Vẫn"))
        model.send(.keep)
        #expect(report(unsent).state == ReportState())
        #expect(model.state.asking == nil)
    }

    @Test func whatTheCoreDidNotTakeIsNotSent() async {
        let model = ReportModel("R1", fake.core, phone: phone.phone, unsent: UnsentAnswers(), ways: ways)
        fake.script.on("reports.send", fail: .storage)
        model.send(.send)
        await model.settled()
        #expect(ways.told.isEmpty && model.state.problem?.advice == .storage)
    }

    @Test func discardingADraftIsAskedAbout() async {
        fake.script.on("reports.decide", give: Sample.report())
        let model = ReportModel("R1", fake.core, phone: phone.phone, unsent: UnsentAnswers(), ways: ways)
        model.send(.ask(.discard))
        model.send(.keep)
        model.send(.yes)
        await model.settled()
        #expect(fake.script.calls.isEmpty)
        model.send(.ask(.discard))
        model.send(.yes)
        await model.settled()
        #expect(fake.script.calls == ["reports.decide(R1, withdraw)"] && ways.told == ["home"])
    }

    @Test func aReceiptIsShownAndShared() async {
        fake.script.on("outbox.receipt", give: Sample.receipt)
        let model = ReceiptModel("I1", fake.core, phone: phone.phone)
        model.begin()
        await model.settled()
        model.send(.share)
        #expect(phone.shared == [Sample.receipt])
    }
}

import CitizenCore
import CitizenTestSupport
import CitizenUI
import Testing

/// Lists go on past their first page.
@MainActor struct ListsTests {
    let fake = FakeCore()
    let ways = FakeWays()
    let phone = FakePhone()

    private func cards(_ count: Int, finished: Int, _ page: Int) -> ReportPage {
        ReportPage(cards: (0..<count).map { Sample.reportCard("R\(page).\($0)", finished: $0 < finished) })
    }

    @Test func finishedReportsAreThereAndNoOthers() async {
        fake.script.on("reports.page", give: cards(3, finished: 2, 1))
        let model = FinishedReportsModel(fake.core, ways: ways)
        model.begin()
        model.shown()
        await model.settled()
        #expect(model.state.cards?.map(\.id) == ["R1.0", "R1.1"] && !model.state.more)
        model.send(.open("R1.0"))
        #expect(ways.told == ["go report R1.0"] && fake.script.count("reports.page") == 1)
        // One of them was taken up again meanwhile.
        model.covered()
        fake.script.on("reports.page", give: cards(3, finished: 1, 1))
        model.shown()
        await model.settled()
        #expect(model.state.cards?.map(\.id) == ["R1.0"])
    }

    @Test func aTouchForMoreGoesOnUntilThereIsMore() async {
        fake.script.on("reports.page(0, 100)", give: cards(100, finished: 1, 1))
        fake.script.on("reports.page(100, 100)", give: cards(100, finished: 0, 2))
        fake.script.on("reports.page(200, 100)", give: cards(5, finished: 2, 3))
        let model = FinishedReportsModel(fake.core, ways: ways)
        model.begin()
        await model.settled()
        #expect(model.state.cards?.count == 1 && model.state.more)
        model.send(.more)
        await model.settled()
        #expect(model.state.cards?.map(\.id) == ["R1.0", "R3.0", "R3.1"] && !model.state.more)
    }

    @Test func thatNoneCanBeReadIsSaidAndTriedAgain() async {
        fake.script.on("reports.page", fail: .storage)
        let model = FinishedReportsModel(fake.core, ways: ways)
        model.begin()
        await model.settled()
        #expect(model.state.problem?.advice == .storage && model.state.cards == nil)
        fake.script.on("reports.page", give: cards(0, finished: 0, 1))
        model.send(.again)
        await model.settled()
        #expect(model.state.cards == [] && model.state.problem == nil)
    }

    private func rows(_ from: Int, _ count: Int) -> OutboxPage {
        OutboxPage(rows: (from..<from + count).map { Sample.row("I\($0)") }, waiting: Sample.waiting(150))
    }

    @Test func whatWaitsGoesOnAndStaysAsLongAsItWasShown() async throws {
        fake.script.on("outbox.page(, true)", give: rows(0, 100))
        fake.script.on("outbox.page(I99, true)", give: rows(100, 50))
        fake.root.tell(.waiting, .waiting(view: Sample.waiting(150)))
        let model = WaitingModel(fake.core, ways: ways)
        model.begin()
        await until(model) { $0.page != nil }
        #expect(model.state.page?.rows.count == 100 && model.state.more)
        model.send(.more)
        await model.settled()
        try #require(model.state.page?.rows.last?.id == "I149" && !model.state.more)
        // Something else came; nothing that was shown goes away with it.
        fake.script.on("outbox.page(I99, true)", give: rows(100, 51))
        fake.root.tell(.waiting, .waiting(view: Sample.waiting(151)))
        await until(model) { $0.page?.rows.count == 151 }
        model.close()
    }

    @Test func whatWasSentGoesOn() async {
        fake.script.on("outbox.page(, false)", give: rows(0, 100))
        fake.script.on("outbox.page(I99, false)", give: rows(100, 1))
        let model = AccountModel(fake.core, phone: phone.phone, ways: ways)
        fake.root.tell(.waiting, .waiting(view: Sample.waiting()))
        model.begin()
        await until(model) { $0.activity != nil }
        #expect(model.state.activity?.count == 100 && model.state.more)
        model.send(.more)
        await model.settled()
        #expect(model.state.activity?.map(\.id).last == "I100" && !model.state.more)
        model.close()
    }
}

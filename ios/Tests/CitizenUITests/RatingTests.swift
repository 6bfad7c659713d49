import CitizenCore
import CitizenTestSupport
import CitizenUI
import Testing

@MainActor struct RatingTests {
    let fake = FakeCore()
    let ways = FakeWays()
    let unsent = UnsentAnswers()

    private func model(_ questions: [QuestionView]) async -> RatingModel {
        fake.script.on("ratings.form", give: Sample.form(questions))
        fake.script.on("ratings.rate", give: RatingView(said: .sample("Đã lưu"), item: "I1"))
        let model = RatingModel("D1", fake.core, unsent: unsent, ways: ways)
        model.begin()
        await model.settled()
        return model
    }

    @Test func oneQuestionAScreenAndEveryOneCanBeSkipped() async {
        let model = await model([Sample.question("1"), Sample.question("2"), Sample.question("3", known: "2")])
        model.send(.begin)
        #expect(model.state.question?.id == "1")
        model.send(.answer("2"))
        model.send(.next)
        model.send(.answer("1"))
        model.send(.skip)
        #expect(model.state.question?.id == "3")
        model.send(.next)
        #expect(model.state.step == .review)
        model.send(.change(0))
        #expect(model.state.question?.id == "1")
        model.send(.back)
        #expect(model.state.step == .intro)
        model.send(.send)
        await model.settled()
        // What was skipped is not sent, what the dates say is.
        #expect(fake.script.calls.last == "ratings.rate(D1, Q, [\"1=2\", \"3=2\"])")
        #expect(model.state.step == .thanks(.sample("Đã lưu")))
        model.send(.done)
        #expect(ways.told == ["sync", "home"])
    }

    @Test func answersOutliveTheScreenUntilTheyAreSent() async {
        let questions = [Sample.question("1"), Sample.question("2", known: "2")]
        let left = await model(questions)
        left.send(.begin)
        left.send(.answer("2"))
        left.send(.next)
        left.send(.skip)
        left.close()
        let again = await model(questions)
        // What was skipped stays skipped, although the dates would say it.
        #expect(again.state.step == .intro && again.state.answers == ["1": "2"])
        again.send(.send)
        await again.settled()
        let anew = await model(questions)
        #expect(anew.state.answers == ["2": "2"])
    }

    @Test func aWordThatWasDeletedIsNoAnswer() async {
        let model = await model([Sample.question("1"), Sample.question("2")])
        model.send(.begin)
        model.send(.answer("Tốt"))
        model.send(.answer(" \n"))
        model.send(.next)
        model.send(.answer("2"))
        model.send(.next)
        #expect(model.state.answers == ["2": "2"])
        model.send(.send)
        await model.settled()
        #expect(fake.script.calls.last == "ratings.rate(D1, Q, [\"2=2\"])")
    }

    @Test func whatWasRatedBeforeIsSaid() async {
        let model = await model([Sample.question("1")])
        fake.script.on("ratings.rate", fail: .refused)
        model.send(.begin)
        model.send(.next)
        model.send(.send)
        await model.settled()
        #expect(model.state.step == .review && model.state.problem != nil)
    }

    @Test func publishedResults() async {
        fake.script.on("ratings.results", fail: .offline)
        let model = ResultsModel(fake.core)
        model.begin()
        await model.settled()
        #expect(model.state.results == nil && model.state.problem?.advice == .offline)
        fake.script.on("ratings.results", give: [ResultView]())
        model.send(.again)
        await model.settled()
        #expect(model.state.results == [] && model.state.problem == nil)
    }
}

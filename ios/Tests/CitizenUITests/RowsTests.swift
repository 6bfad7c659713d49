import CitizenCore
import CitizenTestSupport
import SwiftUI
import Testing

@testable import CitizenUI

/// Rows stay what they are when another goes from above them.
@MainActor struct RowsTests {
    private func ids<Item: Identifiable>(_ items: [Item]) -> [AnyHashable] {
        Each(items) { _ in EmptyView() }.rows.map(\.id)
    }

    @Test func whatIsBelowARowThatWentStaysWhatItIs() {
        let rows = [Sample.row("I1"), Sample.row("I2")]
        #expect(ids(rows) == ["I1", "I2"] && ids(Array(rows.dropFirst())) == ["I2"])
        let part = Part(Said.sample("Hồ sơ"), [Sample.card("D1"), Sample.card("D2")]) { _ in EmptyView() }
        #expect(part.each.rows.map(\.id) == ["D1", "D2"])
        #expect(ids([Sample.reportCard("R1"), Sample.reportCard("R2")]) == ["R1", "R2"])
    }

    @Test func twoThatAreTheSameAreTwoRows() {
        #expect(Set(ids([Sample.scan(), Sample.scan(), Sample.scan()])).count == 3)
    }

    @Test func whatOnlySaysSomethingMayStandWhereItStands() {
        #expect(Each([Said.sample("a"), .sample("a")]) { _ in EmptyView() }.rows.map(\.id) == [0, 1])
    }

    @Test func whatIsOffTheScreenIsNotMadeYet() throws {
        // A section lies among what is around it: in a column of its own all of it would be made at once.
        let part = Part(Said.sample("Hồ sơ"), [Sample.card("D1")]) { _ in EmptyView() }
        #expect(!"\(type(of: part.body))".contains("VStack"))
        #expect("\(type(of: Column(lazy: true) { EmptyView() }.body))".contains("LazyVStack"))
        let page = try #require(try SourceTests.texts("Parts")["Page.swift"])
        #expect(page.contains("Column(lazy: lazy) { content() }") && page.contains("lazy: Bool = true"))
    }

    @Test(arguments: [Language.vi, .en]) func theQuestionNamesWhatWouldBeDiscarded(language: Language) {
        let words = Words(language).waiting
        let row = { about in
            OutboxRow(
                id: "I1", kind: .sample("Đánh giá"), about: about, state: .sample("Đang chờ mạng"), tone: .waiting, size: .sample("7 KB"),
                nextTry: .sample("sau 5 phút"), actions: [.discard])
        }
        #expect(words.discardTitle(row(nil)).text.contains("Đánh giá"))
        for part in ["Đang chờ mạng", "7 KB", "sau 5 phút"] { #expect(words.discardLine(row(nil)).text.contains(part)) }
        #expect(words.discardLine(row(.sample("Ổ gà sâu …"))).text.hasPrefix("“Ổ gà sâu …”. "))
    }
}

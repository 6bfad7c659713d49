import CitizenCore
import CitizenTestSupport
import Testing

struct ReceiptTests {
    @Test func everyLineOfTheSlipIsSharedAndPrinted() {
        let facts = [Fact(label: .sample("Mã"), value: .sample("R-1")), Fact(label: .sample("Nơi nhận"), value: .sample("Phường 1"))]
        let receipt = ReceiptView(item: "I1", when: .sample("hôm nay"), verified: true, facts: facts, qr: Sample.receipt.qr)
        #expect(receipt.text == "hôm nay\nMã: R-1\nNơi nhận: Phường 1")
    }
}

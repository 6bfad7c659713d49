import CitizenCore

/// One report: its state, its receipt, what was done, and what the person decides.
public struct ReportState: ShowsPhotos, Calls {
    public enum Asking: Sendable { case reopen, withdraw, discard }

    public var view: ReportView?
    public var pictures: [PhotoHash: Picture] = [:]
    public var asking: Asking?
    public var uncalled: String?
    /// Why it should be opened again.
    public var why = ""
    public var problem: Problem?
    public var busy = false

    public init() {}
}

public enum ReportEvent: Sendable {
    case edit, mend, send, confirm
    case ask(ReportState.Asking)
    case keep
    case why(String)
    case yes
    case call(String)
    case share, receipt
    case photo(Look)
}

public final class ReportModel: ScreenModel<ReportState, ReportEvent> {
    private let id: ReportId
    private let core: Core
    private let phone: Phone
    private let ways: any Ways
    private let unsent: UnsentAnswers

    /// `unsent` outlives the screen: where the person began to say why it should be opened again, that is asked and there again.
    public init(_ id: ReportId, _ core: Core, phone: Phone, unsent: UnsentAnswers, ways: any Ways) {
        self.id = id
        self.core = core
        self.phone = phone
        self.unsent = unsent
        self.ways = ways
        var state = ReportState()
        if let why = unsent.reason(of: id) { (state.asking, state.why) = (.reopen, why) }
        super.init(state)
    }

    public override func begin() {
        watch(.report(id: id), of: core.root) { [self] snapshot in
            switch snapshot {
            case .report(let view): set { $0.view = view }
            case .gone: ways.gone(.report(id))
            default: break
            }
        }
    }

    public override func resumed() { lookAgain(of: id, in: core.reports) }

    public override func send(_ event: ReportEvent) {
        switch event {
        case .edit: ways.go(.draft(id))
        case .mend:
            write { [self] in
                let draft = try await core.reports.mend(id)
                lead { ways.go(.draft(draft.card.id)) }
            }
        case .send: shown { try await $0.send($1) }
        case .confirm: shown { try await $0.decide($1, .confirm) }
        case .ask(let what): set { $0.asking = what }
        case .keep:
            if state.asking == .reopen { unsent.hold(reason: nil, of: id) }
            set { $0.asking = nil }
        case .why(let why):
            set { ($0.why, $0.problem) = (why, nil) }
            unsent.hold(reason: why, of: id)
        case .yes: yes()
        case .call(let number): call(number, phone)
        case .photo(let look): self.look(look, of: id, in: core.reports)
        case .share: if let receipt = state.view?.receipt { phone.desk.share(receipt) }
        case .receipt: if let receipt = state.view?.receipt { ways.go(.receipt(receipt.item)) }
        }
    }

    private func yes() {
        let (asking, why) = (state.asking, state.why)
        // What was written stays until the core has taken it.
        if asking != .reopen { set { $0.asking = nil } }
        switch asking {
        case .reopen:
            write { [self] in
                took(try await core.reports.decide(id, .reopen(why: why)))
                unsent.hold(reason: nil, of: id)
                set { ($0.asking, $0.why) = (nil, "") }
            }
        case .withdraw: shown { try await $0.decide($1, .withdraw) }
        case .discard:
            write { [self] in
                _ = try await core.reports.decide(id, .withdraw)
                lead { ways.home() }
            }
        case nil: break
        }
    }

    private func shown(_ work: @escaping @Sendable (any ReportRoom, ReportId) async throws -> ReportView) {
        write { [self] in took(try await work(core.reports, id)) }
    }

    /// Sent, or decided on: either way it waits to go.
    private func took(_ view: ReportView) {
        set { $0.view = view }
        ways.syncSoon()
    }
}

/// A receipt, as a slip to be shown, shared or printed.
public struct ReceiptState: ScreenState {
    public var receipt: ReceiptView?
    public var problem: Problem?
    public var busy = false

    public init() {}
}

public enum ReceiptEvent: Sendable { case share }

public final class ReceiptModel: ScreenModel<ReceiptState, ReceiptEvent> {
    private let item: ItemId
    private let outbox: any OutboxRoom
    private let phone: Phone

    public init(_ item: ItemId, _ core: Core, phone: Phone) {
        self.item = item
        outbox = core.outbox
        self.phone = phone
        super.init(ReceiptState())
    }

    public override func begin() {
        read { [self] in
            let receipt = try await outbox.receipt(item)
            set { $0.receipt = receipt }
        }
    }

    public override func send(_ event: ReceiptEvent) {
        if let receipt = state.receipt { phone.desk.share(receipt) }
    }
}

import CitizenCore

/// One report: its state, its receipt, what was done, and what the person decides.
public struct ReportState: ScreenState {
    public enum Asking: Sendable { case reopen, withdraw, discard }

    public var view: ReportView?
    public var asking: Asking?
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
}

public final class ReportModel: ScreenModel<ReportState, ReportEvent> {
    private let id: ReportId
    private let core: Core
    private let phone: Phone
    private let ways: any Ways

    public init(_ id: ReportId, _ core: Core, phone: Phone, ways: any Ways) {
        self.id = id
        self.core = core
        self.phone = phone
        self.ways = ways
        super.init(ReportState())
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

    public override func send(_ event: ReportEvent) {
        switch event {
        case .edit: ways.go(.draft(id))
        case .mend:
            write { [self] in
                let draft = try await core.reports.mend(id)
                ways.go(.draft(draft.card.id))
            }
        case .send: shown { try await $0.send($1) }
        case .confirm: shown { try await $0.decide($1, .confirm) }
        case .ask(let what): set { $0.asking = what }
        case .keep: set { $0.asking = nil }
        case .why(let why): set { $0.why = why }
        case .yes: yes()
        case .call(let number): phone.desk.call(number)
        case .share: if let receipt = state.view?.receipt { phone.desk.share(receipt) }
        case .receipt: if let receipt = state.view?.receipt { ways.go(.receipt(receipt.item)) }
        }
    }

    private func yes() {
        let (asking, why) = (state.asking, state.why)
        set { $0.asking = nil }
        switch asking {
        case .reopen: shown { try await $0.decide($1, .reopen(why: why)) }
        case .withdraw: shown { try await $0.decide($1, .withdraw) }
        case .discard:
            write { [self] in
                _ = try await core.reports.decide(id, .withdraw)
                ways.home()
            }
        case nil: break
        }
    }

    private func shown(_ work: @escaping @Sendable (any ReportRoom, ReportId) async throws -> ReportView) {
        write { [self] in
            let view = try await work(core.reports, id)
            set { $0.view = view }
            // Sent, or decided on: either way it waits to go.
            ways.syncSoon()
        }
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

import CitizenCore

/// Procedures and units, found while typing, without a network.
public struct SearchState: ScreenState {
    public var query = ""
    public var found: SearchView?
    public var problem: Problem?
    public var busy = false

    public init() {}
}

public enum SearchEvent: Sendable {
    case query(String)
    case open(SearchHit)
}

public final class SearchModel: ScreenModel<SearchState, SearchEvent> {
    private let directory: any DirectoryRoom
    private let ways: any Ways

    public init(_ core: Core, ways: any Ways) {
        directory = core.directory
        self.ways = ways
        super.init(SearchState())
    }

    public override func send(_ event: SearchEvent) {
        switch event {
        case .open(let hit): if hit.kind == .procedure { ways.go(.procedure(hit.code)) }
        case .query(let query):
            set { $0.query = query }
            guard !query.isEmpty else { return set { $0.found = nil } }
            read { [self] in
                let found = try await directory.search(query, limit: 20)
                // An answer to what is no longer asked is left out.
                if state.query == query { set { $0.found = found } }
            }
        }
    }
}

/// A procedure of the catalogue.
public struct ProcedureState: ScreenState {
    public var view: ProcedureView?
    public var problem: Problem?
    public var busy = false

    public init() {}
}

public enum ProcedureEvent: Sendable { case again }

public final class ProcedureModel: ScreenModel<ProcedureState, ProcedureEvent> {
    private let code: ProcedureCode
    private let directory: any DirectoryRoom

    public init(_ code: ProcedureCode, _ core: Core) {
        self.code = code
        directory = core.directory
        super.init(ProcedureState())
    }

    public override func begin() {
        read { [self] in
            let view = try await directory.procedure(code)
            set { $0.view = view }
        }
    }

    public override func send(_ event: ProcedureEvent) { begin() }
}

/// Numbers to call.
public struct EmergencyState: Calls {
    public var rows: [EmergencyRow] = []
    public var uncalled: String?
    public var problem: Problem?
    public var busy = false

    public init() {}
}

public enum EmergencyEvent: Sendable { case call(EmergencyRow) }

public final class EmergencyModel: ScreenModel<EmergencyState, EmergencyEvent> {
    private let directory: any DirectoryRoom
    private let phone: Phone

    public init(_ core: Core, phone: Phone) {
        directory = core.directory
        self.phone = phone
        super.init(EmergencyState())
    }

    public override func begin() {
        read { [self] in
            let rows = try await directory.emergencyNumbers()
            set { $0.rows = rows }
        }
    }

    public override func send(_ event: EmergencyEvent) {
        if case .call(let row) = event { call(row.number, phone) }
    }
}

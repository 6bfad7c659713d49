import CitizenCore

/// Reports that are done with: home leaves them out, here they stay. `nil` while nothing is known.
public struct FinishedReportsState: ScreenState {
    public var cards: [ReportCard]?
    /// There may be more after those.
    public var more = false
    public var problem: Problem?
    public var busy = false

    public init() {}
}

public enum FinishedReportsEvent: Sendable {
    case open(ReportId)
    case more, again
}

public final class FinishedReportsModel: ScreenModel<FinishedReportsState, FinishedReportsEvent> {
    /// Of one page of the core, which gives no more at once.
    public static let page: UInt32 = 100
    private let reports: any ReportRoom
    private let ways: any Ways
    private var offset: UInt32 = 0

    public init(_ core: Core, ways: any Ways) {
        reports = core.reports
        self.ways = ways
        super.init(FinishedReportsState())
    }

    public override func begin() { look(upTo: Self.page) }

    /// What was opened from here may have been taken up again.
    public override func shown() {
        super.shown()
        if state.cards != nil { look(upTo: offset) }
    }

    public override func send(_ event: FinishedReportsEvent) {
        switch event {
        case .open(let id): ways.go(.report(id))
        case .more: look(upTo: offset + Self.page)
        case .again: begin()
        }
    }

    /// Pages up to `end`, and on until one more has something finished: a touch that shows nothing new would look like no touch.
    private func look(upTo end: UInt32) {
        let before = state.cards?.count ?? 0
        read { [self] in
            var (cards, at, full) = ([ReportCard](), UInt32(0), true)
            while full && (at < end || cards.count <= before && end > offset) {
                let page = try await reports.page(offset: at, limit: Self.page)
                cards += page.cards.filter(\.finished)
                full = page.cards.count >= Int(Self.page)
                at += Self.page
            }
            offset = at
            set { ($0.cards, $0.more) = (cards, full) }
        }
    }
}

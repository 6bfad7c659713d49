import CitizenCore
import Observation

/// A screen and what it is about.
public enum Route: Hashable, Sendable {
    case scan
    case scanned([ScanView])
    case typeCode
    case dossier(DossierCode)
    case draft(ReportId?)
    case report(ReportId)
    case receipt(ItemId)
    case rating(DossierCode)
    case results
    case finishedReports
    case search
    case procedure(ProcedureCode)
    case account, waiting, settings, emergency, assisted
}

/// Where the person can be taken. Models keep it: what they write may end after the scene that showed them is gone. It knows none of them.
@MainActor public protocol Ways: AnyObject {
    func go(_ route: Route)
    /// In place of the screen that is shown.
    func replace(_ route: Route)
    func back()
    /// Of the report that is written on this way, where there is one by now.
    var draft: ReportId? { get }
    /// The report that is written on this way exists from now on.
    func begun(_ draft: ReportId)
    /// What `route` is about is not there any more: it leaves the way, wherever on it it is.
    func gone(_ route: Route)
    /// To the first screen.
    func home()
    /// Something waits to be sent: it is tried at once, and whatever it comes to is seen at what waits.
    func syncSoon()
    /// There is no vault any more: from the beginning.
    func restart()
}

/// The way from home to the screen that is shown.
@MainActor @Observable
public final class Navigator: Ways {
    public var path: [Route] = [] {
        didSet { if !path.contains(.draft(nil)) { draft = nil } }
    }
    /// Of the report that is written on the way: where its screen has to be made anew, it takes this one up instead of beginning another.
    @ObservationIgnored public private(set) var draft: ReportId?
    @ObservationIgnored public var whenRestarted: () -> Void = {}
    @ObservationIgnored public var whenSomethingWaits: () -> Void = {}

    public init() {}

    public func go(_ route: Route) { path.append(route) }

    public func replace(_ route: Route) {
        back()
        go(route)
    }

    public func back() {
        if !path.isEmpty { path.removeLast() }
    }

    public func begun(_ draft: ReportId) {
        if path.contains(.draft(nil)) { self.draft = draft }
    }

    public func gone(_ route: Route) {
        if let at = path.lastIndex(of: route) { path.remove(at: at) }
    }

    public func home() { path = [] }

    public func syncSoon() { whenSomethingWaits() }

    public func restart() {
        home()
        whenRestarted()
    }
}

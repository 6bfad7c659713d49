import CitizenCore

/// One dossier: where it stands, what to do, what it costs, its code to show.
public struct DossierState: ScreenState {
    public var view: DossierView?
    /// Whether the person is asked if they mean to stop following.
    public var askingToUnfollow = false
    public var showsCode = false
    public var problem: Problem?
    public var busy = false

    public init() {}
}

public enum DossierEvent: Sendable {
    case showCode(Bool)
    case rate, signIn, unfollow, keep, unfollowYes
}

public final class DossierModel: ScreenModel<DossierState, DossierEvent> {
    private let code: DossierCode
    private let core: Core
    private let ways: any Ways

    public init(_ code: DossierCode, _ core: Core, ways: any Ways) {
        self.code = code
        self.core = core
        self.ways = ways
        super.init(DossierState())
    }

    public override func begin() {
        watch(.dossier(code: code), of: core.root) { [self] snapshot in
            switch snapshot {
            case .dossier(let view): set { $0.view = view }
            case .gone: ways.gone(.dossier(code))
            default: break
            }
        }
    }

    public override func send(_ event: DossierEvent) {
        switch event {
        case .showCode(let shown):
            set { $0.showsCode = shown }
            note { shown ? $0.dossier.qrShown : $0.dossier.qrHidden }
        case .rate: ways.go(.rating(code))
        case .signIn: ways.go(.account)
        case .unfollow: set { $0.askingToUnfollow = true }
        case .keep: set { $0.askingToUnfollow = false }
        case .unfollowYes:
            set { $0.askingToUnfollow = false }
            // The watching tells that it is gone, and the screen goes.
            write { [self] in try await core.dossiers.unfollow(code) }
        }
    }
}

import CitizenCore
import Foundation

/// Who is signed in, what was sent, and the person's own data.
public struct AccountState: ScreenState {
    public enum Asking: Sendable { case signOut, erase }

    public var session: SessionView?
    /// The browser is open.
    public var waiting = false
    /// The system opened none.
    public var noBrowser = false
    /// By the phone's wrong clock the browser would refuse the page, so it was not opened; what the core says of the clock, if it does.
    public var wrongClock = false
    public var clock: Said?
    public var asking: Asking?
    /// nil until it is known.
    public var activity: [OutboxRow]?
    /// There is more after that.
    public var more = false
    /// What signing out came to.
    public var signedOut: Said?
    /// What the copy came to, and its name where the person chose.
    public var written: Said?
    public var copy: String?
    /// It could not be handed over.
    public var noCopy = false
    public var problem: Problem?
    public var busy = false

    public init() {}
}

public enum AccountEvent: Sendable {
    case signIn, cancelSignIn
    case ask(AccountState.Asking)
    case keep, yes, export
    case receipt(ItemId)
    case more
}

public final class AccountModel: ScreenModel<AccountState, AccountEvent> {
    private let core: Core
    private let phone: Phone
    private let ways: any Ways
    /// Counts sign-ins that were begun or given up: who was given up meanwhile goes no further.
    private var attempts = 0
    private var pages = 1
    /// Why what was sent could not be looked at last.
    private var unseen: Problem?

    public init(_ core: Core, phone: Phone, ways: any Ways) {
        self.core = core
        self.phone = phone
        self.ways = ways
        super.init(AccountState())
    }

    public override func begin() {
        // What waits is otherwise when something was sent, and is asked for anew as time passes: what was sent then, too.
        watch(.waiting, of: core.root) { [self] _ in try await look() }
        watch(.session, of: core.root) { [self] snapshot in
            if case .session(let session) = snapshot { set { $0.session = session } }
        }
    }

    public override func send(_ event: AccountEvent) {
        switch event {
        case .signIn: signIn()
        case .cancelSignIn: cancelSignIn()
        case .ask(let what): set { $0.asking = what }
        case .keep: set { $0.asking = nil }
        case .yes: yes()
        case .export:
            set { ($0.written, $0.copy, $0.noCopy) = (nil, nil, false) }
            write(.exporting) { [self] in try await export() }
        case .receipt(let item): ways.go(.receipt(item))
        case .more: read { [self] in try await look(1) }
        }
    }

    /// That it was written is said once it is where the person wants it.
    private func export() async throws {
        do {
            var said: Said?
            let name = try await aside {
                try await phone.desk.handOver { said = try await core.profile.export(path: $0) }
            }
            guard let name, let said else { return }
            set { ($0.written, $0.copy) = (said, name) }
            say(said)
            note { $0.account.exported(name) }
        } catch is NoCopy {
            set { $0.noCopy = true }
            note { $0.account.noCopy }
        }
    }

    /// As many as were shown, and `further` times more. That they could not be looked at is over once they are.
    private func look(_ further: Int = 0) async throws {
        pages += further
        do {
            let list = try await core.outbox.rows(pages: pages, onlyWaiting: false)
            set {
                ($0.activity, $0.more) = (list.page.rows, list.more)
                if $0.problem == unseen { $0.problem = nil }
            }
            unseen = nil
        } catch {
            unseen = error as? Problem
            throw error
        }
    }

    /// A write: once the browser is open, its answer is taken even when the person looks at another screen meanwhile. Nobody is held up by
    /// it until there is an answer: it can be given up.
    private func signIn() {
        guard !state.waiting else { return }
        attempts += 1
        let mine = attempts
        set { ($0.waiting, $0.noBrowser, $0.wrongClock, $0.signedOut) = (true, false, false, nil) }
        write(waited: false) { [self] in
            var number: Int?
            defer {
                if mine == attempts { set { $0.waiting = false } }
                // Before the browser came back nobody waited for it; what is waited for then is something else's.
                if let number { answered(number) }
            }
            let start = try await core.identity.beginSignIn(redirectUri: phone.browser.redirectUri)
            var signedIn: SessionView?
            do {
                if mine == attempts, let back = try await shownPage(start), mine == attempts {
                    set { $0.waiting = false }
                    number = wait(.signingIn)
                    signedIn = try await core.identity.finishSignIn(url: back)
                }
            } catch {
                // What went wrong first is what is said. Without a network the core keeps the browser's answer, and the next sync goes on with it.
                let kept = number != nil && (error as? Problem)?.advice == .offline
                if !kept { try? await giveUp(mine) }
                throw error
            }
            guard let session = signedIn else { return try await giveUp(mine) }
            set { $0.session = session }
            say(session.said)
            // The person's dossiers come, and what waited for them to sign in goes.
            ways.syncSoon()
        }
    }

    /// The core waits for this sign-in no longer. Its newest may be another one by now.
    private func giveUp(_ mine: Int) async throws {
        if mine == attempts || !state.waiting { try await core.identity.cancelSignIn() }
    }

    private func cancelSignIn() {
        guard state.waiting else { return }
        attempts += 1
        set { $0.waiting = false }
        phone.browser.cancel()
    }

    /// A browser that goes by the wrong clock would show nothing but its own warning: that is said, and no page is shown. What the core says
    /// of the clock says more; where it cannot be asked, the clock is wrong all the same.
    private func shownPage(_ start: SignInStart) async throws -> String? {
        guard start.browserWouldRefuse else { return try await browsed(start) }
        let clock = try? await core.root.home().clock
        set { ($0.wrongClock, $0.clock) = (true, clock) }
        note { clock ?? $0.account.wrongClock }
        return nil
    }

    /// The address that the browser came back with; nil when the person closed it, or none opened, which is said.
    private func browsed(_ start: SignInStart) async throws -> String? {
        guard let url = URL(string: start.url) else { return nil }
        do {
            return try await phone.browser.signIn(at: url)
        } catch is NoBrowser {
            set { $0.noBrowser = true }
            note { $0.account.noBrowser }
            return nil
        }
    }

    private func yes() {
        let asking = state.asking
        set { $0.asking = nil }
        switch asking {
        case .signOut:
            write(.signingOut) { [self] in
                let out = try await core.identity.signOut()
                set { $0.signedOut = out.said }
                say(out.said)
            }
        case .erase:
            write { [self] in
                try await core.profile.erase()
                // This core is closed for good; the app opens another.
                ways.restart()
            }
        case nil: break
        }
    }
}

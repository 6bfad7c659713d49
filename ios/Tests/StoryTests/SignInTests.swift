import CitizenCore
import CitizenTestSupport
import CitizenUI
import Foundation
import Testing

/// Sign-ins that come to nothing, over the real core and a real province, and the next one that does not.
@MainActor struct SignInTests {
    /// Signs in once more, and comes back when that is over.
    private func attempt(_ account: AccountModel) async {
        account.press(.signIn)
        await account.settled()
        await until(account) { $0.session?.state != .authenticating }
    }

    @Test(.enabled(if: StoryTests.world, "`cargo xtask ios` builds the world"), .timeLimit(.minutes(3)))
    func whateverComesOfOneTheNextOneMaySucceed() async throws {
        let me = try await RealPhone("signing")
        let (account, browse) = (AccountModel(me.core, phone: me.phone.phone, ways: me.ways), me.phone.browse)
        account.begin()
        await until(account) { $0.session != nil }
        func cameToNothing() {
            #expect(account.state.session?.state == .signedOut && !account.state.waiting && !account.state.busy && me.ways.told.isEmpty)
        }

        // No browser opens.
        me.phone.browserless = true
        await attempt(account)
        #expect(account.state.noBrowser && account.state.problem == nil)
        cameToNothing()
        me.phone.browserless = false
        // The person closes it.
        me.phone.browse = { _ in nil }
        await attempt(account)
        #expect(!account.state.noBrowser && account.state.problem == nil)
        cameToNothing()
        // It comes back with what this sign-in did not ask for.
        let back = me.phone.redirectUri
        for answer in ["?code=1&state=2", "?error=access_denied", ""] {
            me.phone.browse = { _ in back + answer }
            await attempt(account)
            #expect(account.state.problem?.code == "identity.redirect")
            cameToNothing()
        }
        // The network goes while the page is open.
        me.phone.browse = { url in
            let answer = browse(url)
            _ = try? me.ask("down")
            return answer
        }
        await attempt(account)
        await until(account) { $0.session?.state == .paused }
        #expect(account.state.problem?.advice == .offline)
        #expect(account.state.session?.said.display == "Chưa đăng nhập xong, đang chờ mạng để làm nốt")
        #expect(!account.state.waiting && !account.state.busy && me.ways.told.isEmpty)

        try me.ask("up")
        me.phone.browse = browse
        await attempt(account)
        #expect(account.state.session?.state == .signedIn && account.state.problem == nil && me.ways.told == ["sync"])
        account.close()
        try await me.vault.opened.shutdown()
    }
}

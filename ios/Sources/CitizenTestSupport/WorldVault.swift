#if !os(iOS)
    import CitizenCore
    import Foundation

    /// A vault with its province over the real core, where nobody is signed in yet.
    @MainActor public final class WorldVault {
        /// The resident who signs in.
        public static let sub = "demo-thu"

        public let opened: Opened
        public let core: Core
        /// Where it lies.
        public let folder: URL
        private let world: World

        /// `clockOff`: so many milliseconds later than it is does its phone believe it to be. `crossing` is told of each call into the core, where
        /// it is made.
        public init(
            _ world: World, _ name: String, network: any ConnectivityPort = GoodNetwork(), clockOff: Int64 = 0,
            crossing: @escaping @Sendable () -> Void = {}
        ) async throws {
            self.world = world
            let about = try world.ask(.object(["do": .string("about")]))
            guard case .list(let packs) = about["packs"], let pack = packs.first?.string, let folder = about["folder"]?.string,
                let base = about["base_url"]?.string
            else { throw NotInThisWorld("a world without a province") }
            self.folder = URL(fileURLWithPath: "\(folder)/\(name)")
            let request = OpenRequest(
                home: self.folder.path, profile: "default", packs: [pack], language: .vi, acceptLoss: false, clockOffsetMs: clockOff)
            opened = try await Opened.open(request, keys: WorldKeys(world), network: network, wake: Alarm(), crossing: crossing)
            core = opened.core
            _ = try await opened.chooseProvince(ProvinceRequest(baseUrl: base, acceptKey: nil, root: nil))
        }

        /// The page to sign in at.
        public func begin() async throws -> String {
            try await core.identity.beginSignIn(redirectUri: AppLink(host: "app.tinh.example").redirectUri).url
        }

        /// The person at that page: the address that the browser comes back with.
        public func browse(_ page: String) throws -> String {
            let browsed = try world.ask(.object(["do": .string("browse"), "url": .string(page), "sub": .string(Self.sub)]))
            guard let back = browsed["url"]?.string else { throw NotInThisWorld("the browser did not come back") }
            return back
        }

        /// Home, after the browser came back.
        public func finish(_ back: String) async throws -> HomeView {
            _ = try await core.identity.finishSignIn(url: back)
            var whole = false
            for await event in try await opened.sync().events {
                if case .finished(let view) = event { whole = view.whole }
            }
            guard whole else { throw NotInThisWorld("the sync did not come to its end") }
            return try await opened.home()
        }

        /// The resident hands in `count` dossiers and finds them in their account: their codes.
        public static func handIn(_ count: Int, _ world: World) throws -> [String] {
            let request = Json.object(["do": .string("hand_in"), "sub": .string(sub), "count": .number(Double(count))])
            guard case .list(let handed) = try world.ask(request)["codes"], handed.count == count else {
                throw NotInThisWorld("no dossiers were handed in")
            }
            return handed.compactMap(\.string)
        }
    }

    /// The world does not do what a vault asks of it.
    public struct NotInThisWorld: Error {
        public let what: String

        public init(_ what: String) {
            self.what = what
        }
    }
#endif

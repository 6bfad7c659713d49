/// A province on the desk in the place of those that came with the app: for trying the app beside `citizen province serve`.
public struct DeskRoot: RootRoom {
    private let root: any RootRoom
    private let address: String
    private let key: String?

    /// `key`: the fingerprint of its key, where nobody vouches for it and it is not on this machine.
    public init(_ root: any RootRoom, address: String, key: String? = nil) {
        self.root = root
        self.address = address
        self.key = key
    }

    public func provinceChoices() async throws -> [ProvinceChoice] {
        try await root.provinceChoices().map {
            ProvinceChoice(id: $0.id, name: $0.name, former: $0.former, baseUrl: address, demo: $0.demo)
        }
    }

    public func chooseProvince(_ request: ProvinceRequest) async throws -> ProvinceView {
        try await root.chooseProvince(ProvinceRequest(baseUrl: request.baseUrl, acceptKey: key ?? request.acceptKey, root: request.root))
    }

    public func home() async throws -> HomeView { try await root.home() }
    public func sync() async throws -> Work { try await root.sync() }
    public func watch(_ topic: Topic) async throws -> AsyncStream<Snapshot> { try await root.watch(topic) }
    public func preferences() async throws -> Preferences { try await root.preferences() }
    public func setPreferences(_ preferences: Preferences) async throws { try await root.setPreferences(preferences) }
}

extension Core {
    /// The same rooms, with a province on the desk.
    public func with(desk root: DeskRoot) -> Core {
        Core(
            root: root, dossiers: dossiers, scanner: scanner, reports: reports, ratings: ratings, identity: identity, outbox: outbox,
            directory: directory, profile: profile)
    }
}

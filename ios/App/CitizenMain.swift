import CitizenCore
import CitizenPlatform
import CitizenUI
import SwiftUI
import UIKit

/// Puts the phone's parts under the screens. Whatever could live in the package lives there.
@main
struct CitizenMain: App {
    @Environment(\.scenePhase) private var phase
    @State private var parts = Parts()

    var body: some Scene {
        WindowGroup {
            CitizenScreens(app: parts.app, phone: parts.phone, finder: parts.finder)
        }
        .onChange(of: phase) { _, phase in
            if phase == .background { parts.holder.leave() }
            if phase == .active { parts.holder.comeBack() }
        }
    }
}

/// What lives as long as the app.
@MainActor final class Parts {
    // Read where the vault is opened, off the main actor.
    private nonisolated static let service = "vn.citizen"
    private static let linkHost = Bundle.main.object(forInfoDictionaryKey: "AppLinkHost") as? String ?? ""
    private let network = NetworkWatch()
    private let path: PathWatch
    let holder: VaultHolder
    let phone: Phone
    /// What the camera sees.
    let finder: @MainActor @Sendable () -> AnyView
    let app: AppModel

    init() {
        path = PathWatch(network)
        let shelf = PhotoShelf(folder: FileManager.default.temporaryDirectory.appendingPathComponent("photos"), asJpeg: AppleJpeg.write)
        try? shelf.clear()
        let camera = Camera()
        finder = { AnyView(Finder(camera)) }
        phone = Phone(
            browser: Browser(link: AppLink(host: Self.linkHost), window: { Self.window }), camera: camera,
            photos: Photos(shelf: shelf, presenter: { Self.window?.rootViewController }), place: Place(),
            desk: AppleDesk(presenter: { Self.window?.rootViewController }))
        let network = network
        let language: Language = Locale.preferredLanguages.first?.hasPrefix("en") == true ? .en : .vi
        let holder = VaultHolder(
            time: AppleBackgroundTime(), away: { UIApplication.shared.applicationState == .background },
            open: { acceptLoss in
                let opened = try await Self.open(language, acceptLoss, network)
                return Vault(life: opened, core: Self.onTheDesk(opened.core))
            })
        self.holder = holder
        let app = AppModel(language: language) { try await holder.open(acceptLoss: $0) }
        self.app = app
        holder.pause = { [weak app] in await app?.pause() }
        holder.resumed = { [weak app] in app?.resumed(failed: $0) }
        network.whenBack { [weak app] in Task { @MainActor in app?.networkIsBack() } }
        app.resume = { holder.comeBack() }
        app.forget = { holder.forget() }
        AppleRefresh.register { await holder.refresh() }
        try? AppleRefresh.wake.wakeAt(atMs: nil)
    }

    private nonisolated static func open(_ language: Language, _ acceptLoss: Bool, _ network: NetworkWatch) async throws -> Opened {
        let support = try FileManager.default.url(
            for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil, create: true)
        let home = support.appendingPathComponent("vault")
        let packs = Bundle.main.paths(forResourcesOfType: "json", inDirectory: "assets")
        let request = OpenRequest(
            home: home.path, profile: "default", packs: packs, language: language, acceptLoss: acceptLoss, clockOffsetMs: 0)
        return try await DeviceVault.open(
            folder: home, keys: EnclaveKeys(service: service), box: KeychainBox(service: service), marks: AppleFolderMarks()
        ) { try await Opened.open(request, keys: $0, network: network, wake: AppleRefresh.wake) }
    }

    /// In debug builds, a province on the desk: its address and key are in the environment of the scheme.
    private nonisolated static func onTheDesk(_ core: Core) -> Core {
        #if DEBUG
            let environment = ProcessInfo.processInfo.environment
            if let address = environment["CITIZEN_PROVINCE"] {
                return core.with(desk: DeskRoot(core.root, address: address, key: environment["CITIZEN_PROVINCE_KEY"]))
            }
        #endif
        return core
    }

    private static var window: UIWindow? {
        UIApplication.shared.connectedScenes.compactMap { ($0 as? UIWindowScene)?.keyWindow }.first
    }
}

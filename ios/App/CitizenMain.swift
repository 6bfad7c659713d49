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
            CitizenScreens(app: parts.app, phone: parts.phone)
        }
        .onChange(of: phase) { _, phase in
            if phase == .background { parts.keeper?.leave() }
            if phase == .active { parts.keeper?.comeBack() }
        }
    }
}

/// What lives as long as the app.
@MainActor final class Parts {
    private static let service = "vn.citizen"
    private let network = NetworkWatch()
    private let path: PathWatch
    private let holder = Holder()
    let phone: Phone
    let app: AppModel

    var keeper: BackgroundKeeper? { holder.keeper }

    init() {
        path = PathWatch(network)
        let shelf = PhotoShelf(folder: FileManager.default.temporaryDirectory.appendingPathComponent("photos"))
        try? shelf.clear()
        phone = Phone(
            browser: Browser(window: { Self.window }), camera: Camera(),
            photos: Photos(shelf: shelf, presenter: { Self.window?.rootViewController }), place: Place(),
            desk: AppleDesk(presenter: { Self.window?.rootViewController }))
        let (network, holder) = (network, holder)
        let language: Language = Locale.preferredLanguages.first?.hasPrefix("en") == true ? .en : .vi
        app = AppModel(language: language) { acceptLoss in
            let opened = try await Self.open(language, acceptLoss, network)
            await holder.keep(opened)
            return opened.core
        }
        holder.pause = { [weak app = self.app] in await app?.pause() }
        holder.resumed = { [weak app = self.app] in app?.resumed($0) }
        app.resume = { holder.keeper?.comeBack() }
        AppleRefresh.register { await holder.refresh }
        try? AppleRefresh.wake.wakeAt(atMs: nil)
    }

    private nonisolated static func open(_ language: Language, _ acceptLoss: Bool, _ network: NetworkWatch) async throws -> Opened {
        let home = URL.applicationSupportDirectory.appendingPathComponent("vault")
        let (keys, box) = (EnclaveKeys(service: service), KeychainBox(service: service))
        try VaultFolder(marks: AppleFolderMarks()).prepare(home)
        try FirstStart(folder: home, keys: keys, box: box).clean()
        let packs = Bundle.main.paths(forResourcesOfType: "json", inDirectory: "assets")
        let request = OpenRequest(
            home: home.path, profile: "default", packs: packs, language: language, acceptLoss: acceptLoss, clockOffsetMs: 0)
        return try await Opened.open(request, keys: DeviceKeyStore(keys: keys, box: box), network: network, wake: AppleRefresh.wake)
    }

    private static var window: UIWindow? {
        UIApplication.shared.connectedScenes.compactMap { ($0 as? UIWindowScene)?.keyWindow }.first
    }
}

/// The opened vault, for those who suspend and resume it.
@MainActor final class Holder {
    private(set) var keeper: BackgroundKeeper?
    private(set) var refresh: BackgroundRefresh?

    /// Keeps what was typed on the screens.
    var pause: @MainActor () async -> Void = {}

    /// Told what coming back came to.
    var resumed: @MainActor (Problem?) -> Void = { _ in }

    func keep(_ opened: Opened) {
        let away = UIApplication.shared.applicationState == .background
        let keeper = BackgroundKeeper(
            life: opened, time: AppleBackgroundTime(), away: away, keep: { [weak self] in await self?.pause() },
            resumed: { [weak self] in self?.resumed($0) })
        self.keeper = keeper
        refresh = BackgroundRefresh(keeper: keeper, root: opened)
    }
}

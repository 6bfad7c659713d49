import CitizenCore
import CitizenPlatform
import CitizenTestSupport
import CitizenUI
import Foundation
import Testing

/// The app's first moment on a phone that does not let it begin.
@MainActor struct StartTests {
    @Test func aFolderThatCannotBeMadeIsSaidAndTriedAgain() async throws {
        let place = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        // Something else lies where the folder should be.
        try Data().write(to: place)
        let folder = place.appendingPathComponent("vault")
        let (phone, fake) = (FakePhone(), FakeCore())
        fake.script.on("root.preferences", give: Sample.preferences)
        fake.script.on("root.home", give: Sample.home())
        let core = fake.core
        let app = AppModel(language: .vi) { _ in
            try await DeviceVault.open(folder: folder, keys: MemoryKeys(), box: MemoryBox(), marks: FakeMarks(Log())) { _ in core }
        }
        app.screens.aloud = { phone.announce($0, in: $1) }
        app.begin()
        await app.settled()
        #expect(app.state.stage == .closed && app.state.problem?.advice == .storage)
        #expect(phone.said == [Words(.vi).opening.storage])
        try FileManager.default.removeItem(at: place)
        app.press(.again)
        await app.settled()
        #expect(app.state.stage == .home && app.state.problem == nil)
    }
}

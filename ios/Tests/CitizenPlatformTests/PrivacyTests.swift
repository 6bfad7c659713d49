import Foundation
import Testing

/// The privacy manifest: what Apple's upload refuses, and what the app would do without saying so.
struct PrivacyTests {
    /// The reasons that Apple's list has for each kind of call that needs one.
    static let reasons: [String: Set<String>] = [
        "FileTimestamp": ["DDA9.1", "C617.1", "3B52.1", "0A2A.1"], "SystemBootTime": ["35F9.1", "8FFB.1", "3D61.1"],
        "DiskSpace": ["85F4.1", "E174.1", "7D9E.1", "B728.1"], "ActiveKeyboards": ["3EC4.1", "54BD.1"],
        "UserDefaults": ["CA92.1", "1C8F.1", "C56D.1", "AC6B.1"],
    ]

    /// Calls of the shell's own that need a reason.
    static let calls: [String: [String]] = [
        "UserDefaults": ["UserDefaults", "@AppStorage"], "ActiveKeyboards": ["activeInputModes"],
        "SystemBootTime": ["systemUptime", "mach_absolute_time", "CACurrentMediaTime"],
        "DiskSpace": ["attributesOfFileSystem", "volumeAvailableCapacity", "volumeTotalCapacity"],
        "FileTimestamp": ["creationDate", "modificationDate", "contentModificationDateKey", "attributesOfItem"],
    ]

    static func asked(in text: String) -> Set<String> {
        Set(calls.filter { $0.value.contains { text.contains($0) } }.keys)
    }

    /// What is wrong with a manifest, for an app that makes calls of the kinds `asked`.
    static func faults(_ manifest: Any?, asked: Set<String>) -> [String] {
        guard let manifest = manifest as? [String: Any] else { return ["it is no dictionary"] }
        var faults: [String] = []
        if manifest["NSPrivacyTracking"] as? Bool != false { faults.append("it tracks") }
        if (manifest["NSPrivacyTrackingDomains"] as? [String])?.isEmpty != true { faults.append("it names hosts that track") }
        for data in manifest["NSPrivacyCollectedDataTypes"] as? [[String: Any]] ?? [[:]] {
            let type = data["NSPrivacyCollectedDataType"] as? String ?? "something"
            let purposes = data["NSPrivacyCollectedDataTypePurposes"] as? [String]
            if data["NSPrivacyCollectedDataTypeTracking"] as? Bool != false { faults.append("\(type) is for tracking") }
            if data["NSPrivacyCollectedDataTypeLinked"] as? Bool == nil { faults.append("\(type) is not said to be linked or not") }
            if purposes != ["NSPrivacyCollectedDataTypePurposeAppFunctionality"] { faults.append("\(type) is for something else") }
        }
        var said: Set<String> = []
        for call in manifest["NSPrivacyAccessedAPITypes"] as? [[String: Any]] ?? [[:]] {
            let kind = (call["NSPrivacyAccessedAPIType"] as? String ?? "").replacing("NSPrivacyAccessedAPICategory", with: "")
            let given = Set(call["NSPrivacyAccessedAPITypeReasons"] as? [String] ?? [])
            if given.isEmpty || !given.isSubset(of: reasons[kind] ?? []) { faults.append("\(kind) has no reason of its own") }
            if !said.insert(kind).inserted { faults.append("\(kind) is there twice") }
        }
        return faults + asked.subtracting(said).sorted().map { "\($0) is not there" }
    }

    private func manifest() throws -> Any {
        let file = ProjectTests.app.appendingPathComponent("PrivacyInfo.xcprivacy")
        return try PropertyListSerialization.propertyList(from: Data(contentsOf: file), format: nil)
    }

    @Test func theManifestSaysWhatTheAppDoes() throws {
        var text = try String(contentsOf: ProjectTests.app.appendingPathComponent("CitizenMain.swift"), encoding: .utf8)
        for target in ["CitizenCore", "CitizenPlatform", "CitizenUI"] {
            let files = FileManager.default.enumerator(
                at: ProjectTests.ios.appendingPathComponent("Sources/\(target)"), includingPropertiesForKeys: nil)
            while let file = files?.nextObject() as? URL {
                if file.pathExtension == "swift" { text += try String(contentsOf: file, encoding: .utf8) }
            }
        }
        #expect(text.contains("struct AppleFolderMarks") && text.contains("struct CitizenScreens"))
        // The library looks at its files, the clock since the start, and the kind of file system.
        let asked = Self.asked(in: text).union(["FileTimestamp", "SystemBootTime", "DiskSpace"])
        #expect(Self.faults(try manifest(), asked: asked) == [])
    }

    @Test func whatGoesToTheProvinceIsSaid() throws {
        let types = try #require(((try manifest()) as? [String: Any])?["NSPrivacyCollectedDataTypes"] as? [[String: Any]])
        let said = Set(types.compactMap { $0["NSPrivacyCollectedDataType"] as? String })
        // Photos and place of a report, its words and the answers of a rating, who is signed in, and codes of dossiers.
        let kinds = ["PhotosorVideos", "PreciseLocation", "OtherUserContent", "UserID", "OtherDataTypes"]
        #expect(said == Set(kinds.map { "NSPrivacyCollectedDataType\($0)" }))
    }

    @Test func aManifestThatSaysLessIsFound() {
        #expect(
            Self.asked(in: "let a = UserDefaults.standard; ProcessInfo.processInfo.systemUptime") == ["UserDefaults", "SystemBootTime"])
        let call = { (kind: String, reason: String) -> [String: Any] in
            [
                "NSPrivacyAccessedAPIType": "NSPrivacyAccessedAPICategory\(kind)", "NSPrivacyAccessedAPITypeReasons": [reason],
            ]
        }
        let bad: [String: Any] = [
            "NSPrivacyTracking": true, "NSPrivacyTrackingDomains": [String](),
            "NSPrivacyCollectedDataTypes": [["NSPrivacyCollectedDataType": "Name", "NSPrivacyCollectedDataTypeTracking": true]],
            "NSPrivacyAccessedAPITypes": [call("DiskSpace", "C617.1"), call("FileTimestamp", "C617.1")],
        ]
        let faults = Self.faults(bad, asked: ["FileTimestamp", "UserDefaults"])
        #expect(
            faults == [
                "it tracks", "Name is for tracking", "Name is not said to be linked or not", "Name is for something else",
                "DiskSpace has no reason of its own", "UserDefaults is not there",
            ])
        #expect(Self.faults("text", asked: []).count == 1)
    }
}

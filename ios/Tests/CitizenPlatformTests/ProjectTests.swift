import Foundation
import Testing

/// What App/project.yml names, and whether it is there: XcodeGen writes the project beside that file, and nothing here runs XcodeGen.
struct ProjectTests {
    static let ios = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let app = ios.appendingPathComponent("App")

    /// Paths after `path:` and the settings that hold one, line by line; what `info:` names is generated.
    static func paths(in spec: String) -> (there: [String], made: [String]) {
        var (there, made): ([String], [String]) = ([], [])
        var inInfo = false
        for line in spec.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("#") {
            guard let key = line.firstRange(of: ": ") else {
                inInfo = line.hasSuffix("info:")
                continue
            }
            let named = line[..<key.lowerBound].split(whereSeparator: { " {-".contains($0) }).last
            let value = line[key.upperBound...]
            if named == "CODE_SIGN_ENTITLEMENTS" {
                there.append(String(value))
            } else if named == "path" {
                if inInfo { made.append(String(value)) } else { there.append(String(value)) }
            } else if let inner = value.firstRange(of: "path: ") {
                there.append(String(value[inner.upperBound...].prefix { !" ,}".contains($0) }))
            }
        }
        return (there, made)
    }

    static func missing(_ paths: [String], below folder: URL) -> [String] {
        paths.filter { !FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path) }
    }

    private func spec() throws -> String { try String(contentsOf: Self.app.appendingPathComponent("project.yml"), encoding: .utf8) }

    @Test func everyPathThatTheProjectNamesIsThere() throws {
        let (there, made) = Self.paths(in: try spec())
        #expect(there.contains("Citizen.entitlements") && there.contains("CitizenMain.swift") && there.contains("..") && there.count > 5)
        #expect(Self.missing(there, below: Self.app) == [])
        // Beside the project, and not committed.
        #expect(made == ["Info.plist"])
        let ignored = try String(contentsOf: Self.ios.appendingPathComponent(".gitignore"), encoding: .utf8)
        #expect(ignored.split(separator: "\n").contains("/App/Info.plist"))
    }

    @Test func aPathFromAnotherFolderIsFound() {
        let spec = """
            packages:
              P: { path: .. }
            sources:
              - path: CitizenMain.swift
              # - path: Gone.swift
            settings:
              CODE_SIGN_ENTITLEMENTS: App/Citizen.entitlements
            info:
              path: App/Info.plist
            """
        let (there, made) = Self.paths(in: spec)
        #expect(there == ["..", "CitizenMain.swift", "App/Citizen.entitlements"] && made == ["App/Info.plist"])
        #expect(Self.missing(there, below: Self.app) == ["App/Citizen.entitlements"])
    }

    /// Keys of the project that open the app's files to others.
    static func shared(in spec: String) -> [String] {
        ["UIFileSharingEnabled", "LSSupportsOpeningDocumentsInPlace"].filter { spec.contains("\($0): true") }
    }

    @Test func nobodyElseSeesTheAppsFiles() throws {
        #expect(Self.shared(in: try spec()) == [])
        #expect(Self.shared(in: "properties:\n  UIFileSharingEnabled: true") == ["UIFileSharingEnabled"])
    }

    /// What the system shows when it asks is said in both languages.
    @Test(arguments: ["vi", "en"]) func everyQuestionOfTheSystemIsInBothLanguages(language: String) throws {
        let texts = try String(contentsOf: Self.app.appendingPathComponent("Texts/\(language).lproj/InfoPlist.strings"), encoding: .utf8)
        let asked = try spec().split(separator: "\n").compactMap { line in
            line.split(separator: ":").first?.drop(while: { $0 == " " })
        }.filter { $0.hasPrefix("NS") && $0.hasSuffix("UsageDescription") }
        #expect(asked.count == 3)
        #expect(asked.filter { !texts.contains("\"\($0)\" = \"") } == [])
    }

    /// The system's texts cannot follow what the person chose to be called, so they call nobody anything.
    static func calling(in text: String) -> [String] { text.matches(of: #/[Bb]ạn/#).map { String($0.0) } }

    @Test func theSystemsQuestionsCallThePersonNothing() throws {
        let texts = try String(contentsOf: Self.app.appendingPathComponent("Texts/vi.lproj/InfoPlist.strings"), encoding: .utf8)
        #expect(Self.calling(in: texts) == [])
        #expect(Self.calling(in: try spec()) == [])
        #expect(Self.calling(in: "Vị trí chỉ được lấy khi bạn bấm nút") == ["bạn"])
    }
}

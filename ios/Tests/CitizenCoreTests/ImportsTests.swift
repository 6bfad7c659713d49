import Foundation
import Testing

/// Who may import the bindings: `CitizenCore` and nobody else, so that another generator changes one target.
struct ImportsTests {
    static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Files below `folder` that import the bindings, by their target.
    static func importers(below folder: URL) throws -> [String] {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var found: [String] = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift", !file.path.contains("/Generated/"), !file.path.contains("/.build/") else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            if imports(text) { found.append(file.path.replacingOccurrences(of: folder.path + "/", with: "")) }
        }
        return found
    }

    static func imports(_ text: String) -> Bool {
        text.split(separator: "\n").contains { line in
            let words = line.split(separator: " ")
            return words.contains("import") && words.contains { $0 == "CitizenBindings" || $0 == "CitizenFFI" } && !line.hasPrefix("//")
        }
    }

    @Test func onlyTheCoreImportsTheBindings() throws {
        let found = try Self.importers(below: Self.sources)
        #expect(!found.isEmpty)
        #expect(found.filter { !$0.hasPrefix("Sources/CitizenCore/") } == [])
    }

    @Test func anImportElsewhereIsFound() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try "@testable import CitizenBindings\n".write(to: folder.appendingPathComponent("Wrong.swift"), atomically: true, encoding: .utf8)
        try "// import CitizenBindings\nimport CitizenCore\n".write(
            to: folder.appendingPathComponent("Right.swift"), atomically: true, encoding: .utf8)
        #expect(try Self.importers(below: folder) == ["Wrong.swift"])
    }
}

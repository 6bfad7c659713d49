import CitizenTestSupport
import Foundation

/// A step of the story; see the README of the conformance crate for what each member means.
struct Step: Decodable {
    struct Failure: Decodable, Equatable {
        let variant: String
        let code: String
    }

    let call: String
    let with: [String: Json]?
    let gives: [String: Json]?
    let save: [String: String]?
    let fails: Failure?
}

func story() throws -> [Step]? {
    guard let path = ProcessInfo.processInfo.environment["CITIZEN_STORY"], !path.isEmpty else { return nil }
    return try JSONDecoder().decode([Step].self, from: Data(contentsOf: URL(fileURLWithPath: path)))
}

extension Json {
    /// `cards.0.state.display`; `length` of a list is how many it has. nil where there is nothing.
    func at(_ path: String) -> Json? {
        path.split(separator: ".").reduce(self as Json?) { here, part in
            switch here {
            case .list(let list):
                if part == "length" { return .number(Double(list.count)) }
                guard let index = Int(part), list.indices.contains(index) else { return nil }
                return list[index]
            case .object(let object): return object[String(part)]
            default: return nil
            }
        }
    }

    /// `"*"` is anything present. Names of enums differ in case and `_` between languages, so words of small letters are compared without.
    func expects(_ found: Json) -> Bool {
        switch (self, found) {
        case (.string("*"), let found): return found != .null
        case (.string(let expected), .string(let found)):
            return expected == found || (Json.isWord(expected) && Json.bare(expected) == Json.bare(found))
        case (.list(let expected), .list(let found)):
            return expected.count == found.count && zip(expected, found).allSatisfy { $0.expects($1) }
        default: return self == found
        }
    }

    private static func isWord(_ text: String) -> Bool { text.allSatisfy { ("a"..."z").contains($0) || $0 == "_" } }
    private static func bare(_ text: String) -> String { text.lowercased().replacingOccurrences(of: "_", with: "") }
}

/// What is told: saved values, and the differences between what came and what the story says.
struct Book {
    private var saved: [String: Json] = [:]

    /// With `$name` replaced by what was saved, `$name/rest` by a path below it.
    func filled(_ value: Json) -> Json {
        switch value {
        case .string(let text) where text.hasPrefix("$"):
            let parts = text.dropFirst().split(separator: "/", maxSplits: 1)
            guard let name = parts.first, let held = saved[String(name)] else { return value }
            guard parts.count == 2, let folder = held.string else { return held }
            return .string("\(folder)/\(parts[1])")
        case .list(let list): return .list(list.map(filled))
        case .object(let object): return .object(object.mapValues(filled))
        default: return value
        }
    }

    mutating func keep(_ step: Step, _ value: Json) {
        for (name, path) in step.save ?? [:] {
            if let found = value.at(path) { saved[name] = found }
        }
    }

    func differences(_ step: Step, _ value: Json) -> [String] {
        (step.gives ?? [:]).compactMap { path, expected in
            let (expected, found) = (filled(expected), value.at(path) ?? .null)
            return expected.expects(found) ? nil : "\(path) is \(found), expected \(expected)"
        }
    }
}

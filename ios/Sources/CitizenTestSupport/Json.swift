import Foundation

/// A JSON value.
public enum Json: Equatable, Sendable, Codable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case list([Json])
    case object([String: Json])

    public init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let string = try? value.decode(String.self) {
            self = .string(string)
        } else if let list = try? value.decode([Json].self) {
            self = .list(list)
        } else {
            self = .object(try value.decode([String: Json].self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .bool(let bool): try value.encode(bool)
        case .number(let number): try value.encode(number)
        case .string(let string): try value.encode(string)
        case .list(let list): try value.encode(list)
        case .object(let object): try value.encode(object)
        }
    }

    public subscript(name: String) -> Json? {
        if case .object(let object) = self { object[name] } else { nil }
    }

    public var string: String? { if case .string(let string) = self { string } else { nil } }
    public var number: Double? { if case .number(let number) = self { number } else { nil } }
    public var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }

    /// A record of the core by its members, names in snake_case; an enum without values by its name.
    public init(reflecting value: Any) {
        switch value {
        case let value as Json: self = value
        case let value as String: self = .string(value)
        case let value as Bool: self = .bool(value)
        case let value as any BinaryInteger: self = .number(Double(value))
        case let value as Double: self = .number(value)
        case let value as Data: self = .list(value.map { .number(Double($0)) })
        default: self = Json.members(value)
        }
    }

    private static func members(_ value: Any) -> Json {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.map { Json(reflecting: $0.value) } ?? .null
        case .collection: return .list(mirror.children.map { Json(reflecting: $0.value) })
        case .struct:
            let members = mirror.children.compactMap { child in child.label.map { (snake($0), Json(reflecting: child.value)) } }
            return .object(Dictionary(members) { first, _ in first })
        case .tuple: return .null
        default: return .string("\(value)")
        }
    }

    private static func snake(_ camel: String) -> String {
        camel.reduce(into: "") { text, letter in
            text += letter.isUppercase ? "_\(letter.lowercased())" : String(letter)
        }
    }
}

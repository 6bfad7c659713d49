@propertyWrapper public struct Binding<Value> {
    @preconcurrency public init(
        get: @escaping @isolated(any) @Sendable () -> Value, set: @escaping @isolated(any) @Sendable (Value) -> Void
    ) {}
    fileprivate init(nothing: ()) {}
    public var wrappedValue: Value {
        get { fatalError("a stub binds nothing") }
        nonmutating set {}
    }
    public var projectedValue: Binding<Value> { self }
}
extension Binding: Sendable where Value: Sendable {}

@propertyWrapper public struct State<Value> {
    private let value: Value

    public init(wrappedValue: Value) { value = wrappedValue }
    public init(initialValue: Value) { value = initialValue }
    public var wrappedValue: Value {
        get { value }
        nonmutating set {}
    }
    public var projectedValue: Binding<Value> { Binding(nothing: ()) }
}
extension State: Sendable where Value: Sendable {}

@propertyWrapper public struct FocusState<Value: Hashable> {
    @propertyWrapper public struct Binding {
        fileprivate init(nothing: ()) {}
        public var wrappedValue: Value {
            get { fatalError("a stub binds nothing") }
            nonmutating set {}
        }
        public var projectedValue: Binding { self }
    }

    private let value: Value
    public init() where Value == Bool { value = false }
    public var wrappedValue: Value {
        get { value }
        nonmutating set {}
    }
    public var projectedValue: Binding { Binding(nothing: ()) }
}

@propertyWrapper public struct AccessibilityFocusState<Value: Hashable> {
    @propertyWrapper public struct Binding {
        fileprivate init(nothing: ()) {}
        public var wrappedValue: Value {
            get { fatalError("a stub binds nothing") }
            nonmutating set {}
        }
        public var projectedValue: Binding { self }
    }

    private let value: Value
    public init() where Value == Bool { value = false }
    public var wrappedValue: Value {
        get { value }
        nonmutating set {}
    }
    public var projectedValue: Binding { Binding(nothing: ()) }
}

/// A number that grows with the letters.
@propertyWrapper public struct ScaledMetric<Value: BinaryFloatingPoint> {
    public let wrappedValue: Value
    public init(wrappedValue: Value, relativeTo style: Font.TextStyle) { self.wrappedValue = wrappedValue }
}

@dynamicMemberLookup @propertyWrapper public struct Bindable<Value: AnyObject & Observable> {
    public let wrappedValue: Value
    public init(wrappedValue: Value) { self.wrappedValue = wrappedValue }
    public init(_ value: Value) { wrappedValue = value }
    public var projectedValue: Bindable<Value> { self }
    public subscript<Part>(dynamicMember part: ReferenceWritableKeyPath<Value, Part>) -> Binding<Part> {
        Binding(nothing: ())
    }
}

public protocol EnvironmentKey {
    associatedtype Value
    static var defaultValue: Value { get }
}

public struct EnvironmentValues {
    public subscript<Key: EnvironmentKey>(key: Key.Type) -> Key.Value {
        get { Key.defaultValue }
        set {}
    }
    public var colorScheme: ColorScheme = .light
    public var locale: Locale = .current
    public var scenePhase: ScenePhase = .active
    public var dynamicTypeSize: DynamicTypeSize = .large
}

@propertyWrapper public struct Environment<Value> {
    private let path: KeyPath<EnvironmentValues, Value>
    public init(_ path: KeyPath<EnvironmentValues, Value>) { self.path = path }
    public var wrappedValue: Value { EnvironmentValues()[keyPath: path] }
}

public enum ColorScheme: Sendable { case light, dark }
public enum ScenePhase: Sendable { case background, inactive, active }
public enum DynamicTypeSize: Comparable, Sendable {
    case xSmall, small, medium, large, xLarge, xxLarge, xxxLarge, accessibility1, accessibility2, accessibility3, accessibility4,
        accessibility5
    public var isAccessibilitySize: Bool { self >= .accessibility1 }
}

@_exported import Foundation
@_exported import Observation

@MainActor @preconcurrency public protocol View {
    associatedtype Body: View
    @ViewBuilder var body: Body { get }
}

/// What has no body of its own.
public protocol Primitive: View where Body == Never {}
extension Primitive { public var body: Never { fatalError("a stub draws nothing") } }
extension Never: View { public var body: Never { fatalError("a stub draws nothing") } }

public struct EmptyView: Primitive { public init() {} }
public struct AnyView: Primitive { public init<Content: View>(_ view: Content) {} }
public struct TupleView<T>: Primitive { let views: T }
public struct ConditionalContent<A: View, B: View>: Primitive {}
extension Optional: View where Wrapped: View { public var body: Never { fatalError("a stub draws nothing") } }

@MainActor @preconcurrency @resultBuilder public enum ViewBuilder {
    public static func buildBlock() -> EmptyView { EmptyView() }
    public static func buildBlock<Content: View>(_ content: Content) -> Content { content }
    public static func buildBlock<each Content: View>(_ content: repeat each Content) -> TupleView<(repeat each Content)> {
        TupleView(views: (repeat each content))
    }
    public static func buildIf<Content: View>(_ content: Content?) -> Content? { content }
    public static func buildEither<A: View, B: View>(first: A) -> ConditionalContent<A, B> { ConditionalContent() }
    public static func buildEither<A: View, B: View>(second: B) -> ConditionalContent<A, B> { ConditionalContent() }
}

@MainActor @preconcurrency public protocol ViewModifier {
    associatedtype Body: View
    typealias Content = EmptyView
    @ViewBuilder func body(content: Content) -> Body
}

@MainActor @preconcurrency public protocol PreviewProvider {
    associatedtype Previews: View
    @ViewBuilder static var previews: Previews { get }
}

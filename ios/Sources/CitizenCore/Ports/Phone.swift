import Foundation

// What only the phone can do, as the screens ask for it. What the person closes gives nil; what they must know of is told apart.

/// Opens the system's browser for a sign-in and waits for the address that it comes back with.
@MainActor public protocol SignInBrowser {
    var redirectUri: String { get }
    /// nil when the person closed it; throws `NoBrowser` when it does not open.
    func signIn(at url: URL) async throws -> String?
    /// The person waits for it no longer: it closes, and `signIn` gives nil.
    func cancel()
}

/// The system opens no browser now.
public struct NoBrowser: Error, Equatable {
    public init() {}
}

/// The camera, for reading codes.
@MainActor public protocol FrameSource {
    var allowed: Bool { get }
    /// The person said no: the system does not ask again, and only its settings change that.
    var refused: Bool { get }
    func allow() async -> Bool
    /// The newest frames only: a reader that is late misses some. Ends with its reader, and turns the camera off; throws `NoCamera` when it
    /// does not open, or breaks down.
    func frames() -> AsyncThrowingStream<Frame, any Error>
    func torch(_ on: Bool)
}

/// There is no camera, or it does not run.
public struct NoCamera: Error, Equatable {
    public init() {}
}

/// Picture files with all that a camera wrote into them.
@MainActor public protocol PhotoSource {
    /// A new photo. nil when the person wants none after all; throws `NoPhoto` when they want one and it cannot be had. It may take a while.
    func take() async throws -> PhotoFile?
    func choose() async throws -> PhotoFile?
    /// The person waits no longer for what they chose: it is not fetched, and whoever asked gets nil. False, and nothing, while they choose.
    func giveUp() -> Bool
    /// The core has read it, or refused it: the copy goes.
    func done(with file: PhotoFile)
}

/// The photo did not come: it lies on a server that cannot be reached, or there was no room to write it.
public struct NoPhoto: Error, Equatable {
    public init() {}
}

/// The copy could not be handed over.
public struct NoCopy: Error, Equatable {
    public init() {}
}

/// A picture in a folder of ours, with all that the camera wrote into it, so that the core can judge where and when it was taken.
public struct PhotoFile: Sendable, Equatable {
    public let path: String

    public init(path: String) {
        self.path = path
    }
}

/// Where the phone is.
@MainActor public protocol PlaceSource {
    /// Asks for leave where needed, measures once, and gives up after a while. Who asks meanwhile waits for the same measurement.
    func fix() async -> Fix
}

/// What measuring came to.
public enum Fix: Equatable, Sendable {
    case here(PlaceRequest)
    /// The phone cannot tell now.
    case unknown
    /// The person said no: the system does not ask again, and only its settings change that.
    case refused
}

/// What the system does with things that leave the app.
@MainActor public protocol Desk {
    /// `cannot`: told when this phone does not call, as one without a card or a tablet.
    func call(_ number: String, cannot: @escaping @MainActor () -> Void)
    /// Where the system's settings say what this app may use.
    func openSettings()
    func share(_ receipt: ReceiptView)
    /// Has `write` put a copy of the person's data where nobody else reads it, lets the person choose where it goes, and takes ours away.
    /// Gives its name there; nil when they want none after all. Throws `NoCopy`, and what `write` throws.
    func handOver(_ write: @MainActor (_ path: String) async throws -> Void) async throws -> String?
    /// Says something aloud to a person who uses VoiceOver.
    func announce(_ said: Said, in language: Language)
}

/// Everything of the phone that screens use.
@MainActor public struct Phone {
    public let browser: any SignInBrowser
    public let camera: any FrameSource
    public let photos: any PhotoSource
    public let place: any PlaceSource
    public let desk: any Desk

    public init(
        browser: any SignInBrowser, camera: any FrameSource, photos: any PhotoSource, place: any PlaceSource, desk: any Desk
    ) {
        self.browser = browser
        self.camera = camera
        self.photos = photos
        self.place = place
        self.desk = desk
    }
}

import CitizenBindings

/// What a screen can do about a problem.
public enum Advice: String, Sendable, CaseIterable {
    case offline, signIn, notFound, refused, unlock, freeSpace, acceptLoss, storage, untrusted, update, later, closed, bug
}

/// Why the core did not do what was asked: one kind for every room.
public struct Problem: Error, Equatable, Sendable {
    /// The room's own name of it, as the story of the conformance crate writes it.
    public let variant: String
    public let advice: Advice
    /// What happened and what to do next, for eyes and for ears.
    public let said: Said
    /// Stable code of the error catalogue.
    public let code: String
    public let category: TroubleCategory
    /// The draft that was kept although the rest was refused.
    public let draft: ReportId?

    public init(_ variant: String, _ advice: Advice, _ trouble: Trouble) {
        self.variant = variant
        self.advice = advice
        said = trouble.said
        code = trouble.code
        category = trouble.category
        draft = trouble.draft
    }

    /// Of whatever a call into the core threw. The generator's own failures (a library of another version, a panic) are ours to mend.
    init(_ thrown: any Error) {
        switch thrown {
        case let error as Problem: self = error
        case let error as OpenError: self.init(error)
        case let error as ProvinceError: self.init(error)
        case let error as DossierError: self.init(error)
        case let error as ScanError: self.init(error)
        case let error as ReportError: self.init(error)
        case let error as RatingError: self.init(error)
        case let error as IdentityError: self.init(error)
        case let error as OutboxError: self.init(error)
        case let error as ProfileError: self.init(error)
        default: self.init("Unexpected", .bug, .ofTheDoor)
        }
    }
}

extension Trouble {
    /// The door itself failed, so the core cannot speak: the one sentence that the shell has to say by itself.
    static let ofTheDoor = Trouble(
        code: "shell.door",
        said: Said(
            display:
                "Ứng dụng bị lỗi. Những gì đã lưu vẫn còn. Hãy mở lại ứng dụng. (The app failed; what was kept is kept. Open it again.)",
            spoken: "Ứng dụng bị lỗi. Những gì đã lưu vẫn còn. Hãy mở lại ứng dụng."),
        category: .bug, draft: nil)
}

import CitizenBindings

/// Why the core did not do what was asked: one kind for every room.
public struct Problem: Error, Equatable, Sendable {
    /// The room's own name of it, which the story of the conformance crate holds to the other languages. Screens go by `advice`.
    let variant: String?
    /// What the person can do about it, as the core says.
    public let advice: Advice
    /// What happened and what to do next, for eyes and for ears.
    public let said: Said
    /// Stable code of the error catalogue.
    public let code: String
    public let category: TroubleCategory
    /// The draft that was kept although the rest was refused.
    public let draft: ReportId?

    public init(_ trouble: Trouble) { self.init(nil, trouble) }

    init(_ variant: String?, _ trouble: Trouble) {
        self.variant = variant
        advice = trouble.advice
        said = trouble.said
        code = trouble.code
        category = trouble.category
        draft = trouble.draft
    }

    /// The vault is an older copy: the one thing that the person alone can accept.
    public var isRolledBack: Bool { code == "store.rolled_back" }

    /// Of whatever a call into the core threw. The generator's own failures (a panic) are ours to mend; the core has a sentence for them.
    public init(_ thrown: any Error, in language: Language) {
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
        default:
            let said = defectSaid(language: language)
            self.init("Unexpected", Trouble(code: "shell.door", said: said, category: .bug, advice: .bug, draft: nil))
        }
    }
}

import CitizenCore

extension Problem {
    /// How it is to be felt: what passes by itself waits, what is not to be relied on warns, everything else asks something of the person.
    public var tone: Tone {
        switch advice {
        case .offline, .later: .waiting
        case .untrusted: .security
        case .signIn, .notFound, .refused, .unlock, .freeSpace, .storage, .update, .closed, .bug: .dueSoon
        }
    }
}

/// The mark beside a tone's words: state is never colour alone. Names of SF Symbols.
public func mark(of tone: Tone) -> String {
    switch tone {
    case .onTime: "clock"
    case .dueSoon: "clock.badge.exclamationmark"
    case .overdue: "exclamationmark.triangle.fill"
    case .waiting: "arrow.up.circle"
    case .done: "checkmark.circle.fill"
    case .neutral: "circle"
    case .security: "exclamationmark.shield.fill"
    }
}

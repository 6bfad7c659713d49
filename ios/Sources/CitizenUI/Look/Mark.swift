import CitizenCore

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

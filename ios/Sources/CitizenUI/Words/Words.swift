import CitizenCore

/// Chooses one language's text. Where nothing else is said, what is read aloud is what is written.
struct Pick: Sendable {
    let language: Language
    let address: Address

    func callAsFunction(_ vi: String, _ en: String, viSpoken: String? = nil, enSpoken: String? = nil) -> Said {
        language == .vi ? Said(display: vi, spoken: viSpoken ?? vi) : Said(display: en, spoken: enSpoken ?? en)
    }
}

/// The shell's own fixed labels: titles and buttons. Whatever depends on what happened comes from the core, ready to show.
public struct Words: Sendable {
    let say: Pick

    public init(_ language: Language, _ address: Address) {
        say = Pick(language: language, address: address)
    }

    /// Where nothing is known of the person, Vietnamese calls them what it calls anybody.
    public init(_ language: Language) {
        self.init(language, .ban)
    }

    /// As the person chose.
    public init(_ preferences: Preferences) {
        self.init(preferences.language, preferences.address)
    }

    public var language: Language { say.language }
    public var back: Said { say("Quay lại", "Back") }
    public var next: Said { say("Tiếp tục", "Continue") }
    public var keep: Plain { say.plain("Không, giữ nguyên", "No, keep it") }
    public var stop: Said { say("Dừng", "Stop") }
    public var again: Said { say("Thử lại", "Try again") }
    public var close: Said { say("Đóng", "Close") }
    public var more: Said { say("Xem thêm", "Show more") }
    public var demo: Said { say("Dữ liệu minh họa", "Sample data") }
    public var clockStopped: Said { say("Đang tạm dừng tính ngày", "Days are not being counted") }
    public var receiptVerified: Said { say("Chữ ký của tỉnh đúng", "The province’s signature is right") }
    public var receiptUnverified: Said { say("Chưa kiểm tra được chữ ký", "The signature could not be checked") }
    public var signIn: Said { say("Đăng nhập", "Sign in") }
    public var loading: Said { say("Đang mở, xin chờ một chút", "Opening, one moment please") }

    public var welcome: WelcomeWords { WelcomeWords(say: say) }
    public var opening: OpeningWords { OpeningWords(say: say) }
    public var older: OlderWords { OlderWords(say: say) }
    public var home: HomeWords { HomeWords(say: say) }
    public var scan: ScanWords { ScanWords(say: say) }
    public var dossier: DossierWords { DossierWords(say: say) }
    public var report: ReportWords { ReportWords(say: say) }
    public var rating: RatingWords { RatingWords(say: say) }
    public var leave: LeaveWords { LeaveWords(say: say) }
    public var search: SearchWords { SearchWords(say: say) }
    public var account: AccountWords { AccountWords(say: say) }
    public var waiting: WaitingWords { WaitingWords(say: say) }
    public var settings: SettingsWords { SettingsWords(say: say) }
    public var emergency: EmergencyWords { EmergencyWords(say: say) }
    public var assisted: AssistedWords { AssistedWords(say: say) }

    public func step(_ step: Int, of total: Int) -> Said { say("Bước \(step) trong \(total)", "Step \(step) of \(total)") }

    public func photo(_ number: Int, of total: Int) -> Said { say("Ảnh \(number) trong \(total)", "Photo \(number) of \(total)") }

    public func removePhoto(_ number: Int) -> Said { say("Bỏ ảnh \(number)", "Remove photo \(number)") }

    public func question(_ step: Int, of total: Int) -> Said { say("Câu \(step) trong \(total)", "Question \(step) of \(total)") }

    /// "Gọi 114": the number is read figure by figure.
    public func call(_ number: String) -> Said {
        let figures = Self.figures(number)
        return say("Gọi \(number)", "Call \(number)", viSpoken: "Gọi số \(figures)", enSpoken: "Call \(figures)")
    }

    /// The number stands there to be typed into another phone.
    public func cannotCall(_ number: String) -> Said {
        let figures = Self.figures(number)
        return say(
            "Máy này không gọi được. Hãy dùng máy khác gọi số \(number).", "This phone cannot call. Use another one to call \(number).",
            viSpoken: "Máy này không gọi được. Hãy dùng máy khác gọi số \(figures).",
            enSpoken: "This phone cannot call. Use another one to call \(figures).")
    }

    private static func figures(_ number: String) -> String { number.map(String.init).joined(separator: " ") }
}

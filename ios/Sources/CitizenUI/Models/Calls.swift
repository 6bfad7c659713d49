import CitizenCore

/// A screen with numbers to call.
public protocol Calls: ScreenState {
    /// The number that was touched and that this phone does not call: it is shown, for another phone.
    var uncalled: String? { get set }
}

extension ScreenModel where State: Calls {
    func call(_ number: String, _ phone: Phone) {
        set { $0.uncalled = nil }
        phone.desk.call(number) { [self] in
            set { $0.uncalled = number }
            note { $0.cannotCall(number) }
        }
    }
}

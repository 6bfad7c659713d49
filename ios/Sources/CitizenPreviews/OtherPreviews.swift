#if DEBUG && canImport(SwiftUI)
    import CitizenCore
    import CitizenTestSupport
    import SwiftUI

    @testable import CitizenUI

    struct SearchPreviews: ScreenPreviews, PreviewProvider {
        static var previews: some View { gallery }
        // It looks at what is on the phone, while the person types.
        static let lacks: Set<Moment> = [.loading, .offline]

        static func examples(_ tale: Tale) -> [Example<SearchState>] {
            func at(_ query: String, _ found: SearchView?, _ problem: Problem? = nil) -> SearchState {
                var state = SearchState()
                (state.query, state.found, state.problem) = (query, found, problem)
                return state
            }
            func hits(_ tale: Tale) -> [SearchHit] {
                [
                    SearchHit(kind: .procedure, code: "1.1", title: tale.procedure, line: tale.agency, demo: true),
                    SearchHit(kind: .unit, code: "00001", title: tale.agency, line: tale.province.name, demo: true),
                ]
            }
            let nothing = tale("Không tìm thấy. Hãy thử từ khác.", "Nothing found. Try another word.")
            return [
                Example(.usual, at("khai sinh", SearchView(hits: hits(tale), nothing: nil))),
                Example(.usual, at("zzzz", SearchView(hits: [], nothing: nothing)), note: "nothing found"), Example(.empty, at("", nil)),
                Example(.error, at("khai", nil, tale.error)),
                Example(.long, at("khai sinh", SearchView(hits: hits(tale.stretched), nothing: nil))),
            ]
        }

        static func screen(_ state: SearchState) -> SearchScreen { SearchScreen(state: state) { _ in } }
    }

    struct ProcedurePreviews: ScreenPreviews, PreviewProvider {
        static var previews: some View { gallery }
        // It is in the pack on the phone.
        static let lacks: Set<Moment> = [.empty, .offline]

        static func examples(_ tale: Tale) -> [Example<ProcedureState>] {
            func at(_ view: ProcedureView?, _ problem: Problem? = nil) -> ProcedureState {
                var state = ProcedureState()
                (state.view, state.problem) = (view, problem)
                return state
            }
            func view(_ tale: Tale) -> ProcedureView {
                ProcedureView(
                    code: "1.1", name: tale.procedure, demo: true,
                    facts: [
                        tale.fact("Nơi làm", "Where", tale.agency),
                        tale.fact("Thời hạn", "Time", tale("3 ngày làm việc", "3 working days")),
                    ],
                    fees: [tale("Không thu phí", "Free")], papers: [tale.name("Giấy chứng sinh (bản chính)"), tale.name("Tờ khai")],
                    offices: [tale.fact("Trung tâm phường Mẫu", "Centre of Mau ward", tale("Số 1 đường Minh Họa", "1 Minh Hoa street"))],
                    note: tale("Dữ liệu chưa được đối chiếu.", "This was not compared with the rule in force."))
            }
            return [
                Example(.usual, at(view(tale))), Example(.loading, at(nil)), Example(.error, at(nil, tale.error)),
                Example(.long, at(view(tale.stretched))),
            ]
        }

        static func screen(_ state: ProcedureState) -> ProcedureScreen { ProcedureScreen(state: state) { _ in } }
    }

    struct EmergencyPreviews: ScreenPreviews, PreviewProvider {
        static var previews: some View { gallery }
        // It is in the pack on the phone.
        static let lacks: Set<Moment> = [.loading, .offline]

        static func examples(_ tale: Tale) -> [Example<EmergencyState>] {
            func at(_ rows: [EmergencyRow], _ problem: Problem? = nil) -> EmergencyState {
                var state = EmergencyState()
                (state.rows, state.problem) = (rows, problem)
                return state
            }
            func row(_ number: String, _ name: Said) -> EmergencyRow {
                let spoken = number.map(String.init).joined(separator: " ")
                return EmergencyRow(number: number, shown: Said(display: number, spoken: spoken), name: name)
            }
            let long = tale(
                "Phòng cháy, chữa cháy, cứu nạn, cứu hộ và ứng phó sự cố thiên tai", "Fire, rescue, and help in floods and other disasters")
            return [
                Example(.usual, at([row("113", tale("Công an", "Police")), row("114", tale("Cứu hỏa", "Fire"))])), Example(.empty, at([])),
                Example(.error, at([], tale.error)), Example(.long, at([row("114", long), row("1900 0000 0000", long)])),
            ]
        }

        static func screen(_ state: EmergencyState) -> EmergencyScreen { EmergencyScreen(state: state) { _ in } }
    }

    struct AssistedPreviews: ScreenPreviews, PreviewProvider {
        static var previews: some View { gallery }
        // Words alone.
        static let lacks = Set(Moment.allCases).subtracting([.usual])

        struct Nothing: ScreenState {
            var problem: Problem?
            var busy = false
        }

        static func examples(_ tale: Tale) -> [Example<Nothing>] { [Example(.usual, Nothing())] }

        static func screen(_ state: Nothing) -> AssistedScreen { AssistedScreen() }
    }

    struct AccountPreviews: ScreenPreviews, PreviewProvider {
        static var previews: some View { gallery }

        static func examples(_ tale: Tale) -> [Example<AccountState>] {
            func at(_ session: SessionView?, _ change: (inout AccountState) -> Void = { _ in }) -> AccountState {
                var state = AccountState()
                state.session = session
                change(&state)
                return state
            }
            let out = SessionView(
                state: .signedOut, said: tale("Chưa đăng nhập", "Signed out"), name: nil, idLast4: nil, level: nil, until: nil,
                actingFor: nil)
            return [
                Example(.usual, at(tale.session) { $0.activity = [tale.row(), tale.row([.receipt], tone: .done)] }),
                Example(
                    .usual, at(tale.session) { ($0.activity, $0.more) = ([tale.row([.receipt], tone: .done)], true) }, note: "more was sent"
                ),
                Example(.usual, at(out) { $0.waiting = true }, note: "the browser is open"),
                Example(.usual, at(out) { $0.noBrowser = true }, note: "no browser opens"),
                Example(.usual, at(out) { $0.wrongClock = true }, note: "the phone's clock is wrong"),
                Example(
                    .usual,
                    at(tale.session) { ($0.written, $0.copy) = (tale("Đã ghi bản dữ liệu", "The copy is written"), "citizen.json") },
                    note: "a copy was handed over"),
                Example(.usual, at(out) { $0.signedOut = tale("Đã đăng xuất", "Signed out now") }, note: "just signed out"),
                Example(.usual, at(tale.session) { $0.asking = .erase }, note: "asked about erasing"),
                Example(.empty, at(out)),
                Example(.loading, at(nil)),
                Example(.offline, at(out) { $0.problem = tale.offline }),
                Example(.error, at(nil) { $0.problem = tale.error }),
                Example(.long, at(tale.stretched.session)),
            ]
        }

        static func screen(_ state: AccountState) -> AccountScreen { AccountScreen(state: state) { _ in } }
    }
#endif

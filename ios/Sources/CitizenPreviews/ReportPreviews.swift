#if DEBUG && canImport(SwiftUI)
    import CitizenCore
    import CitizenTestSupport
    import SwiftUI

    @testable import CitizenUI

    struct DraftPreviews: ScreenPreviews, PreviewProvider {
        static var previews: some View { gallery }

        static func examples(_ tale: Tale) -> [Example<DraftState>] {
            func at(_ step: DraftState.Step, _ draft: ReportView?, _ change: (inout DraftState) -> Void = { _ in }) -> DraftState {
                var state = DraftState()
                (state.step, state.draft, state.categories) = (step, draft, [Sample.category])
                state.pictures = tale.pictures
                if let draft { (state.text, state.category) = (draft.card.text, Sample.category) }
                change(&state)
                return state
            }
            let advice = AdviceRow(said: tale("Nếu đang nguy hiểm, hãy gọi 114", "If there is danger, call 114"), call: ["114"])
            let draft = tale.report()
            let empty = tale.problem(.refused, "incident.text_empty", tale("Hãy viết vài chữ.", "Please write a few words."))
            return [
                Example(.usual, at(.category, draft), note: "category"),
                Example(.usual, at(.place, draft), note: "place and photo"),
                Example(.usual, at(.place, tale.report(photos: 3)), note: "a photo, none to show, one on its way"),
                Example(.usual, at(.place, tale.report(photos: 0, hasPlace: false)) { $0.measuring = true }, note: "measuring"),
                Example(.usual, at(.place, tale.report(photos: 0, hasPlace: false)) { $0.noFix = true }, note: "no place found"),
                Example(.usual, at(.place, tale.report(photos: 0, hasPlace: false)) { $0.placeRefused = true }, note: "place refused"),
                Example(.usual, at(.place, draft) { ($0.cameraRefused, $0.photoComing) = (true, true) }, note: "camera refused"),
                Example(.usual, at(.place, draft) { $0.noPhoto = true }, note: "the photo did not come"),
                Example(.usual, at(.text, draft), note: "text"),
                Example(.usual, at(.review, tale.report(advice: [advice])), note: "review, with its size"),
                Example(.empty, at(.category, nil)),
                Example(.loading, at(.review, draft) { $0.busy = true }),
                Example(.offline, at(.review, draft) { $0.problem = tale.offline }),
                Example(.error, at(.text, draft) { ($0.text, $0.problem) = ("", empty) }),
                Example(.long, at(.review, tale.stretched.report(photos: 3, advice: [advice]))),
            ]
        }

        static func screen(_ state: DraftState) -> DraftScreen { DraftScreen(state: state) { _ in } }
    }

    struct ReportPreviews: ScreenPreviews, PreviewProvider {
        static var previews: some View { gallery }
        // There is a report, or no such screen.
        static let lacks: Set<Moment> = [.empty]

        static func examples(_ tale: Tale) -> [Example<ReportState>] {
            func at(_ view: ReportView?, _ change: (inout ReportState) -> Void = { _ in }) -> ReportState {
                var state = ReportState()
                (state.view, state.pictures) = (view, tale.pictures)
                change(&state)
                return state
            }
            let refused = tale("Tỉnh không nhận: ảnh không rõ.", "The province refused it: the photo is not clear.")
            let empty = tale.problem(.refused, "incident.text_empty", tale("Hãy viết vài chữ.", "Please write a few words."))
            let pending = tale("Bạn đã đồng ý, chờ gửi đi", "You agreed; this waits to be sent")
            let done = tale.report(draft: false, actions: [.confirm, .reopen, .withdraw])
            return [
                Example(.usual, at(done), note: "done, to be confirmed"),
                Example(.usual, at(tale.report(draft: false, pending: pending)), note: "waits to be sent"),
                Example(.usual, at(tale.report(draft: false, reason: refused, actions: [.mend, .discard])), note: "refused"),
                Example(.usual, at(done) { ($0.asking, $0.why) = (.reopen, tale.text) }, note: "opened again"),
                Example(.error, at(done) { ($0.asking, $0.why, $0.problem) = (.reopen, "", empty) }, note: "nothing was written"),
                Example(.loading, at(nil)),
                Example(.offline, at(done) { $0.problem = tale.offline }),
                Example(.error, at(nil) { $0.problem = tale.error }),
                Example(.long, at(tale.stretched.report(draft: false, photos: 3, actions: [.confirm, .reopen, .withdraw]))),
            ]
        }

        static func screen(_ state: ReportState) -> ReportScreen { ReportScreen(state: state) { _ in } }
    }

    struct FinishedReportsPreviews: ScreenPreviews, PreviewProvider {
        static var previews: some View { gallery }
        // It looks at what is on the phone.
        static let lacks: Set<Moment> = [.offline]

        static func examples(_ tale: Tale) -> [Example<FinishedReportsState>] {
            func at(_ cards: [ReportCard]?, more: Bool = false, _ problem: Problem? = nil) -> FinishedReportsState {
                var state = FinishedReportsState()
                (state.cards, state.more, state.problem) = (cards, more, problem)
                return state
            }
            return [
                Example(.usual, at([tale.reportCard(.done)])),
                Example(.usual, at([tale.reportCard(.done), tale.reportCard(.done)], more: true), note: "more of them"),
                Example(.empty, at([])), Example(.loading, at(nil)), Example(.error, at(nil, tale.error)),
                Example(.long, at([tale.stretched.reportCard(.done)])),
            ]
        }

        static func screen(_ state: FinishedReportsState) -> FinishedReportsScreen { FinishedReportsScreen(state: state) { _ in } }
    }

    struct ReceiptPreviews: ScreenPreviews, PreviewProvider {
        static var previews: some View { gallery }
        // It is on the phone, or there is no such screen.
        static let lacks: Set<Moment> = [.empty, .offline]

        static func examples(_ tale: Tale) -> [Example<ReceiptState>] {
            func at(_ receipt: ReceiptView?, _ problem: Problem? = nil) -> ReceiptState {
                var state = ReceiptState()
                (state.receipt, state.problem) = (receipt, problem)
                return state
            }
            let doubtful = ReceiptView(
                item: tale.receipt.item, when: tale.receipt.when, verified: false, facts: tale.receipt.facts, qr: nil)
            return [
                Example(.usual, at(tale.receipt)), Example(.usual, at(doubtful), note: "not verified"), Example(.loading, at(nil)),
                Example(.error, at(nil, tale.error)), Example(.long, at(tale.stretched.receipt)),
            ]
        }

        static func screen(_ state: ReceiptState) -> ReceiptScreen { ReceiptScreen(state: state) { _ in } }
    }

    struct WaitingPreviews: ScreenPreviews, PreviewProvider {
        static var previews: some View { gallery }
        // What waits has a kind and no name.
        static let lacks: Set<Moment> = [.long]

        static func examples(_ tale: Tale) -> [Example<WaitingState>] {
            func at(_ rows: [OutboxRow]?, _ change: (inout WaitingState) -> Void = { _ in }) -> WaitingState {
                var state = WaitingState()
                state.page = rows.map(tale.page)
                change(&state)
                return state
            }
            let rows = [tale.row(), tale.row([.retry])]
            return [
                Example(.usual, at(rows)),
                Example(.usual, at(rows) { $0.more = true }, note: "more of it"),
                Example(.usual, at(rows) { ($0.sending, $0.progress) = (true, tale.progress) }, note: "being sent"),
                Example(.usual, at(rows) { $0.session = .needsSignIn }, note: "the sign-in has ended"),
                Example(.usual, at(rows) { $0.askingToDiscard = tale.row() }, note: "asked about discarding"),
                Example(.empty, at([])),
                Example(.loading, at(nil)),
                Example(.offline, at(rows) { ($0.came, $0.problem) = (tale.sync(whole: false), tale.offline) }),
                Example(.error, at(nil) { $0.problem = tale.error }),
            ]
        }

        static func screen(_ state: WaitingState) -> WaitingScreen { WaitingScreen(state: state) { _ in } }
    }
#endif

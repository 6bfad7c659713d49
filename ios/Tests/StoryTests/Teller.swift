import CitizenTestSupport
import Foundation

@testable import CitizenCore

/// Arguments of a call.
struct With {
    let given: [String: Json]

    func maybe(_ name: String) -> String? { given[name]?.string }
    func text(_ name: String) -> String { maybe(name) ?? "" }
    func number(_ name: String) -> UInt32 { given[name]?.number.flatMap { UInt32(exactly: $0) } ?? 0 }
    func flag(_ name: String) -> Bool { maybeFlag(name) ?? false }

    func maybeFlag(_ name: String) -> Bool? { given[name]?.bool }
    func maybeNumber(_ name: String) -> UInt8? { given[name]?.number.flatMap { UInt8(exactly: $0) } }

    var visibility: Eyes? {
        maybe("visibility").map { $0 == "public" ? .public : .handler }
    }

    var place: PlaceRequest? {
        guard let lat = given["lat"]?.number, let lon = given["lon"]?.number else { return nil }
        return PlaceRequest(
            lat: lat, lon: lon, accuracyM: given["accuracy_m"]?.number, source: text("source") == "map_pin" ? .mapPin : .gps,
            ageMs: UInt64(number("age_ms")))
    }
}

/// What a story asks for that nobody does.
struct Unknown: Error { let call: String }

/// Tells the story to the real core. On the main actor, as the screens are.
@MainActor final class Teller {
    private let world: World
    private let alarm = Alarm()
    private let keys: FailingKeys
    private var opened: Opened?
    private var core: Core?
    private var watching: [String: (AsyncStream<Snapshot>.AsyncIterator, newest: Json)] = [:]
    private var working: [String: Work] = [:]
    private var waitedFor: Task<Void, any Error>?
    private var asked: Task<Void, any Error>?
    private var told = 0

    init(_ world: World) {
        self.world = world
        keys = FailingKeys(WorldKeys(world))
    }

    /// Does one call. `enough` says whether what is watched is as the story says.
    func tell(_ call: String, _ given: [String: Json], enough: (Json) -> Bool) async throws -> Json {
        told += 1
        let with = With(given: given)
        let parts = call.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw Unknown(call: call) }
        switch parts[0] {
        case "world": return try world.ask(.object(given.merging(["do": .string(parts[1])]) { $1 }))
        case "story": return .object(["steps": .number(Double(told))])
        case "keys": return try keys(parts[1], with)
        case "citizen": return try await citizen(parts[1], with)
        case "alarm": return .object(["set": .bool(alarm.at != nil)])
        case "watch": return try await watch(parts[1], with, enough)
        case "operation": return try await operation(parts[1], with)
        case "dossiers": return try await dossiers(parts[1], with)
        case "scanner": return try await scanner(parts[1], with)
        case "reports": return try await reports(parts[1], with)
        case "ratings": return try await ratings(parts[1], with)
        case "identity": return try await identity(parts[1], with)
        case "outbox": return try await outbox(parts[1], with)
        case "directory": return try await directory(parts[1], with)
        case "profile": return try await profile(parts[1], with)
        default: throw Unknown(call: call)
        }
    }

    private func rooms() throws -> (Opened, Core) {
        guard let opened, let core else { throw Unknown(call: "before citizen.open") }
        return (opened, core)
    }

    private func keys(_ method: String, _ with: With) throws -> Json {
        switch method {
        case "fail": try keys.fail(with.text("call"), with.text("how"))
        case "heal": keys.heal()
        default: throw Unknown(call: "keys.\(method)")
        }
        return .null
    }

    private func citizen(_ method: String, _ with: With) async throws -> Json {
        if method == "open" {
            let request = OpenRequest(
                home: with.text("home"), profile: with.text("profile"), packs: [with.text("pack")], language: .vi,
                acceptLoss: with.flag("accept_loss"), clockOffsetMs: 0)
            let vault = try await Opened.open(request, keys: keys, network: GoodNetwork(), wake: alarm)
            (opened, core) = (vault, vault.core)
            return .null
        }
        let (opened, _) = try rooms()
        switch method {
        case "province_choices": return Json(reflecting: try await opened.provinceChoices())
        case "choose_province":
            let request = ProvinceRequest(baseUrl: with.text("base_url"), acceptKey: with.maybe("accept_key"), root: with.maybe("root"))
            return Json(reflecting: try await opened.chooseProvince(request))
        case "home": return Json(reflecting: try await opened.home())
        case "sync": working[with.text("name")] = try await opened.sync()
        case "preferences": return Json(reflecting: try await opened.preferences())
        case "set_preferences":
            let language: Language = with.text("language") == "en" ? .en : .vi
            try await opened.setPreferences(Preferences(language: language, textSize: .large, address: .ba))
        case "suspend": try await opened.suspend()
        case "resume": try await opened.resume()
        case "shutdown": try await opened.shutdown()
        default: throw Unknown(call: "citizen.\(method)")
        }
        return .null
    }

    private func watch(_ method: String, _ with: With, _ enough: (Json) -> Bool) async throws -> Json {
        let name = with.text("name")
        switch method {
        case "begin":
            let topic: Topic =
                switch with.text("topic") {
                case "home": .home
                case "waiting": .waiting
                case "session": .session
                case "dossier": .dossier(code: with.text("code"))
                default: .report(id: with.text("id"))
                }
            watching[name] = (try await rooms().0.watch(topic).makeAsyncIterator(), .null)
        case "newest":
            guard var (told, newest) = watching[name] else { throw Unknown(call: "watch.newest of \(name)") }
            while newest == .null || !enough(newest) {
                guard let snapshot = await told.next(isolation: #isolation) else { break }
                newest = Self.seen(snapshot)
            }
            watching[name] = (told, newest)
            return newest
        default: watching[name] = nil
        }
        return .null
    }

    private static func seen(_ snapshot: Snapshot) -> Json {
        if case .unavailable(let trouble) = snapshot {
            return .object(["kind": .string("unavailable"), "code": .string(trouble.code)])
        }
        let (kind, view): (String, Any) =
            switch snapshot {
            case .home(let view): ("home", view)
            case .dossier(let view): ("dossier", view)
            case .report(let view): ("report", view)
            case .waiting(let view): ("waiting", view)
            case .session(let view): ("session", view)
            case .gone, .unavailable: ("gone", Json.null)
            }
        return .object(["kind": .string(kind), "view": Json(reflecting: view)])
    }

    private func operation(_ method: String, _ with: With) async throws -> Json {
        guard let work = working[with.text("name")] else { throw Unknown(call: "operation.\(method)") }
        if method == "cancel" {
            work.cancel()
            return .null
        }
        var names: [Json] = []
        var (view, code) = (Json.null, Json.null)
        for await event in work.events {
            switch event {
            case .started: names.append(.string("started"))
            case .progress: names.append(.string("progress"))
            case .finished(let came): (names, view) = (names + [.string("finished")], Json(reflecting: came))
            case .failed(let trouble): (names, code) = (names + [.string("failed")], .string(trouble.code))
            case .cancelled: names.append(.string("cancelled"))
            }
        }
        return .object(["events": .list(names), "view": view, "code": code])
    }

    private func dossiers(_ method: String, _ with: With) async throws -> Json {
        let room = try rooms().1.dossiers
        switch method {
        case "page": return Json(reflecting: try await room.page(offset: with.number("offset"), limit: with.number("limit")))
        case "view": return Json(reflecting: try await room.view(with.text("code")))
        case "follow":
            let request: FollowRequest =
                if let text = with.maybe("text") { .scanned(text: text) } else {
                    .typed(code: with.text("code"), secret: with.maybe("secret"))
                }
            return Json(reflecting: try await room.follow(request))
        case "begin_follow":
            let code = with.text("code")
            waitedFor = Task { _ = try await room.follow(.typed(code: code, secret: nil)) }
        case "give_up":
            // The call goes on in the core, as all do here: nobody waits for it any more.
            guard let task = waitedFor else { throw Unknown(call: "giving up what nobody began") }
            task.cancel()
            waitedFor = nil
        case "unfollow": try await room.unfollow(with.text("code"))
        default: throw Unknown(call: "dossiers.\(method)")
        }
        return .null
    }

    private func scanner(_ method: String, _ with: With) async throws -> Json {
        let room = try rooms().1.scanner
        switch method {
        case "text": return Json(reflecting: try await room.text(with.text("text")))
        case "picture": return Json(reflecting: try await room.picture(path: with.text("path")))
        case "frame":
            let luma = try Data(contentsOf: URL(fileURLWithPath: with.text("path")))
            let frame = Frame(width: with.number("width"), height: with.number("height"), stride: with.number("stride"), luma: luma)
            return Json(reflecting: try await room.frame(frame))
        default: throw Unknown(call: "scanner.\(method)")
        }
    }

    private func reports(_ method: String, _ with: With) async throws -> Json {
        let (room, id) = (try rooms().1.reports, with.text("id"))
        switch method {
        case "categories": return Json(reflecting: try await room.categories())
        case "page": return Json(reflecting: try await room.page(offset: with.number("offset"), limit: with.number("limit")))
        case "view": return Json(reflecting: try await room.view(id))
        case "begin":
            let request = ReportRequest(
                category: with.text("category"), text: with.text("text"), place: with.place, unit: with.maybe("unit"),
                severity: with.maybeNumber("severity") ?? 2, visibility: with.visibility, anonymous: with.flag("anonymous"))
            return Json(reflecting: try await room.begin(request))
        case "change":
            let change = DraftChangeRequest(
                category: with.maybe("category"), text: with.maybe("text"), place: with.place, noPlace: with.flag("no_place"),
                unit: with.maybe("unit"), noUnit: with.flag("no_unit"), severity: with.maybeNumber("severity"),
                visibility: with.visibility, anonymous: with.maybeFlag("anonymous"))
            return Json(reflecting: try await room.change(id, change))
        case "add_photo": return Json(reflecting: try await room.addPhoto(id, path: with.text("path")))
        case "photo":
            let jpeg = try await room.photo(id, sha256: with.text("photo"))
            return .object(["jpeg": .bool(jpeg.starts(with: [0xFF, 0xD8]))])
        case "remove_photo": return Json(reflecting: try await room.removePhoto(id, photo: with.text("photo")))
        case "mend": return Json(reflecting: try await room.mend(id))
        case "send": return Json(reflecting: try await room.send(id))
        case "decide":
            let decision: DecisionRequest =
                switch with.text("decision") {
                case "confirm": .confirm
                case "reopen": .reopen(why: with.text("why"))
                default: .withdraw
                }
            return Json(reflecting: try await room.decide(id, decision))
        default: throw Unknown(call: "reports.\(method)")
        }
    }

    private func ratings(_ method: String, _ with: With) async throws -> Json {
        let (room, code) = (try rooms().1.ratings, with.text("code"))
        switch method {
        case "form": return Json(reflecting: try await room.form(code))
        case "rate":
            var answers: [AnswerRequest] = []
            if case .object(let given) = with.given["answers"] {
                answers = given.map { AnswerRequest(question: $0.key, value: $0.value.string ?? "") }
            }
            return Json(reflecting: try await room.rate(code, with.text("questionnaire"), answers))
        case "results": return Json(reflecting: try await room.results(unit: with.maybe("unit"), period: with.maybe("period")))
        case "begin_results": asked = Task.detached { _ = try await room.results(unit: nil, period: nil) }
        case "give_up": try await giveUp()
        default: throw Unknown(call: "ratings.\(method)")
        }
        return .null
    }

    /// A task gives up by being cancelled, and ends once the core has.
    private func giveUp() async throws {
        guard let task = asked else { throw Unknown(call: "giving up what nobody asked") }
        task.cancel()
        do {
            try await task.value
        } catch is CancellationError {
            throw Problem(
                "GivenUp",
                Trouble(code: "client.given_up", said: Said(display: "", spoken: ""), category: .retryable, advice: .later, draft: nil))
        }
    }

    private func identity(_ method: String, _ with: With) async throws -> Json {
        let room = try rooms().1.identity
        switch method {
        case "session": return Json(reflecting: try await room.session())
        case "begin_sign_in": return Json(reflecting: try await room.beginSignIn(redirectUri: with.text("redirect_uri")))
        case "finish_sign_in": return Json(reflecting: try await room.finishSignIn(url: with.text("url")))
        case "cancel_sign_in": try await room.cancelSignIn()
        case "sign_out": return Json(reflecting: try await room.signOut())
        default: throw Unknown(call: "identity.\(method)")
        }
        return .null
    }

    private func outbox(_ method: String, _ with: With) async throws -> Json {
        let room = try rooms().1.outbox
        switch method {
        case "page":
            let page = try await room.page(after: with.maybe("after"), limit: with.number("limit"), onlyWaiting: with.flag("only_waiting"))
            return Json(reflecting: page)
        case "retry": try await room.retry(with.maybe("id"))
        case "discard": return Json(reflecting: try await room.discard(with.text("id")))
        case "receipt": return Json(reflecting: try await room.receipt(with.text("id")))
        default: throw Unknown(call: "outbox.\(method)")
        }
        return .null
    }

    private func directory(_ method: String, _ with: With) async throws -> Json {
        let room = try rooms().1.directory
        switch method {
        case "search": return Json(reflecting: try await room.search(with.text("query"), limit: with.number("limit")))
        case "procedure": return Json(reflecting: try await room.procedure(with.text("code")))
        case "emergency_numbers": return Json(reflecting: try await room.emergencyNumbers())
        default: throw Unknown(call: "directory.\(method)")
        }
    }

    private func profile(_ method: String, _ with: With) async throws -> Json {
        let room = try rooms().1.profile
        switch method {
        case "checks": return .object(["names": .list(try await room.checks().map { .string($0.name) })])
        case "begin_checks": asked = Task.detached { _ = try await room.checks() }
        case "give_up": try await giveUp()
        case "export": return Json(reflecting: try await room.export(path: with.text("path")))
        case "erase": try await room.erase()
        default: throw Unknown(call: "profile.\(method)")
        }
        return .null
    }
}

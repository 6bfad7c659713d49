import CitizenCore
import Observation

/// What every screen's state has. A state is one value: the screen draws it, and beside it only what is the same on every screen (`raised`, `doing`).
public protocol ScreenState: Equatable, Sendable {
    /// What went wrong last; it stays until something else is tried.
    var problem: Problem? { get set }
    /// Something was asked for that the person waits for.
    var busy: Bool { get set }
}

/// A screen that holds what a person typed.
@MainActor public protocol Keeping: AnyObject {
    /// Gives what was typed to whoever keeps it, and comes back when that is done. What cannot be kept is the screen's problem.
    func kept() async
    /// It has its place among `screens`, which say aloud what it has to say.
    func joined(_ screens: OpenScreens)
    /// The phone shows the app again, and the vault can be used.
    func resumed()
    /// Time has passed: ages and deadlines are others now.
    func timePassed()
    /// The person chose another language, or to be addressed otherwise.
    func reworded()
    /// A sync came to its end, whoever had it run.
    func synced(_ came: SyncView)
}

/// What runs now, and whatever it begins, was asked for by a touch.
enum Doing {
    @TaskLocal static var pressed = false
}

/// Events in, state out. What only reads ends with the screen; what writes is never cut, and what it comes to is seen on the next screen.
/// The core is called from here, but never on this actor: each room runs on a queue of its own.
@MainActor @Observable
open class ScreenModel<State: ScreenState, Event: Sendable>: Keeping {
    public private(set) final var state: State
    /// Which one the newest problem is of those that came of something that the person did here: it is brought to them wherever on the
    /// screen they are. 0 of one that came by itself, which takes nobody away from what they read.
    public private(set) final var raised = 0
    /// What the person waits for, where it has a name: it stands at the button that began it.
    public private(set) final var doing: Deed?
    /// Counts what was waited for or given up: only the newest ends the waiting.
    @ObservationIgnored private var waits = 0
    @ObservationIgnored private var touched = 0
    @ObservationIgnored private var reads: [Int: Task<Void, Never>] = [:]
    @ObservationIgnored private var writes: [Int: Task<Void, Never>] = [:]
    @ObservationIgnored private var watches: [Task<Void, Never>] = []
    /// What is watched, to be asked for anew.
    @ObservationIgnored private var watched: [@MainActor () -> Task<Void, Never>] = []
    /// Time passed while another screen was in front.
    @ObservationIgnored private var isOld = false
    /// What keeps what was typed; it waits for the writes before it, and those after it wait for it.
    @ObservationIgnored private var keeping: Task<Void, Never>?
    @ObservationIgnored private var count = 0
    @ObservationIgnored private var closed = false
    /// The person left it.
    @ObservationIgnored private var left = false
    /// Another screen is in front of it.
    @ObservationIgnored private var hidden = false
    @ObservationIgnored private var asides = 0
    /// What went wrong while nobody saw it, and whether it came of a touch.
    @ObservationIgnored private var untold: (problem: Problem, pressed: Bool)?
    /// Photos that are on the screen.
    @ObservationIgnored final var seen: Set<PhotoHash> = []
    /// Counts photos that were asked for or given up: one that was given up meanwhile goes no further.
    @ObservationIgnored final var photosAsked = 0
    /// Why the last sync that this screen had run did not come to its end.
    @ObservationIgnored final var failure: Problem?
    @ObservationIgnored private weak var screens: OpenScreens?
    /// Why what is watched cannot be looked at now: it stays said, whatever else is tried meanwhile.
    @ObservationIgnored private var unavailable: Problem?

    init(_ start: State) {
        state = start
    }

    /// Begins to ask for what the screen shows. Called once it has its place.
    open func begin() {}

    /// The screen is seen, for the first time or again after another covered it.
    open func shown() {
        hidden = false
        if isOld { timePassed() }
        guard let told = untold else { return }
        untold = nil
        if told.problem == state.problem { tell(told.problem, pressed: told.pressed) }
    }

    /// Another screen covers it, or it is on its way out: what costs while nobody looks ends.
    open func covered() { if asides == 0 { hidden = true } }

    /// The phone shows the app again: what the system ended meanwhile begins once more.
    open func resumed() {}

    /// Nothing is told of time alone, so what is watched is asked for anew; where nobody looks, once somebody does.
    public final func timePassed() {
        isOld = hidden
        if !hidden { watchAnew() }
    }

    /// What went wrong was said in the words before, and what is watched is told in the new ones.
    open func reworded() { lookAgain() }

    /// Asks once more for what is watched, also where it could not be looked at: whatever it comes to now is said.
    final func lookAgain() {
        unavailable = nil
        set { $0.problem = nil }
        watchAnew()
    }

    /// Why an earlier sync did not come to its end is over.
    open func synced(_ came: SyncView) {
        if let failure { set { if $0.problem == failure { $0.problem = unavailable } } }
        failure = nil
    }

    /// Something that the person did.
    open func send(_ event: Event) {}

    /// The same by a touch.
    public final func press(_ event: Event) {
        Doing.$pressed.withValue(true) { send(event) }
    }

    public final func joined(_ screens: OpenScreens) { self.screens = screens }

    /// Says aloud what a person who does not see the screen would not notice.
    final func say(_ said: Said) { screens?.say(said) }

    /// The same of what now stands on this screen: nobody hears it on another one.
    final func note(_ label: (Words) -> Said) {
        if let screens, isSeen { screens.say(label(screens.words())) }
    }

    /// What a sync came to is every open screen's to know; where this one is not among them it hears of it all the same.
    final func tellAll(_ came: SyncView) {
        synced(came)
        screens?.synced(came)
    }

    /// Takes the person on from here. An answer that comes late, when they left or look at another screen, leads nobody anywhere.
    final func lead(_ way: () -> Void) {
        if isSeen { way() }
    }

    /// The person is on it.
    final var isSeen: Bool { !left && !hidden }

    /// Meanwhile something of the system's is in front of the screen: it is covered, but nobody went anywhere.
    final func aside<T>(_ work: @MainActor () async throws -> T) async rethrows -> T {
        asides += 1
        defer { asides -= 1 }
        return try await work()
    }

    /// How what was typed here is kept when the person leaves or the phone puts the app away; nil where nothing is typed. What it does
    /// looks at the state as it is by then: writes that run already come first.
    open func keep() -> (@MainActor () async throws -> Void)? { nil }

    public final func kept() async {
        await keepNow()?.value
    }

    /// The screen is gone. What was typed is kept all the same.
    public final func close() {
        left = true
        for task in reads.values + watches { task.cancel() }
        watched = []
        guard let last = keepNow() else {
            closed = true
            return
        }
        Task {
            await last.value
            closed = true
        }
    }

    /// Once nothing runs that ends by itself, which watching does not: for tests, which must not guess how long things take.
    public final func settled() async {
        while let task = writes.values.first ?? reads.values.first { await task.value }
        await keeping?.value
    }

    private func keepNow() -> Task<Void, Never>? {
        guard let work = keep() else { return nil }
        let before = [keeping].compactMap { $0 } + writes.values
        let task = Task {
            for one in before { await one.value }
            await attempt(work)
        }
        keeping = task
        return task
    }

    final func set(_ change: (inout State) -> Void) {
        guard !closed else { return }
        var next = state
        change(&next)
        guard next != state else { return }
        let problem = next.problem == state.problem ? nil : next.problem
        state = next
        guard let problem, !left else { return }
        if hidden { untold = (problem, Doing.pressed) } else { tell(problem, pressed: Doing.pressed) }
    }

    private func tell(_ problem: Problem, pressed: Bool) {
        say(problem.said)
        if pressed { touched += 1 }
        raised = pressed ? touched : 0
    }

    /// Asks the core for something to show; ends with the screen. `quietly`: it is nothing that the person tried, and takes no problem away.
    @discardableResult
    final func read(quietly: Bool = false, _ work: @escaping @MainActor () async throws -> Void) -> Task<Void, Never> {
        if !quietly { set { $0.problem = unavailable } }
        count += 1
        let number = count
        let task = Task {
            await attempt(work)
            reads[number] = nil
        }
        reads[number] = task
        return task
    }

    /// Is told what `topic` is now and whenever it is otherwise, in order, until the screen is gone. While it cannot be looked at, that is
    /// the screen's problem, and what was shown stays. What `told` throws ends nothing.
    final func watch(_ topic: Topic, of root: any RootRoom, _ told: @escaping @MainActor (Snapshot) async throws -> Void) {
        let watch: @MainActor () -> Task<Void, Never> = { [self] in
            Task {
                await attempt {
                    for await snapshot in try await root.watch(topic) {
                        guard canBeSeen(snapshot) else { continue }
                        await attempt { try await told(snapshot) }
                    }
                }
            }
        }
        watched.append(watch)
        watches.append(watch())
    }

    private func watchAnew() {
        guard !left else { return }
        for task in watches { task.cancel() }
        // What is told of it came of no touch, also where a touch chose the words.
        watches = Doing.$pressed.withValue(false) { watched.map { $0() } }
    }

    /// Has the core do something that must not be cut. `waited`: the person waits for it here, and does nothing else meanwhile; `deed` says
    /// for what, aloud too.
    final func write(_ deed: Deed? = nil, waited: Bool = true, _ work: @escaping @MainActor () async throws -> Void) {
        set { $0.problem = unavailable }
        let mine = waited ? wait(deed) : nil
        count += 1
        let number = count
        let before = keeping
        writes[number] = Task {
            await before?.value
            await attempt(work)
            if let mine { answered(mine) }
            writes[number] = nil
        }
    }

    /// The person waits from now on, until `answered` is told the number or they wait no longer.
    @discardableResult
    final func wait(_ deed: Deed?) -> Int {
        waits += 1
        set { $0.busy = true }
        doing = deed
        if let deed { note { $0.doing(deed) } }
        return waits
    }

    final func answered(_ number: Int) {
        if number == waits { waitNoLonger() }
    }

    /// What was begun goes on, and nobody is held up by it.
    final func waitNoLonger() {
        waits += 1
        set { $0.busy = false }
        doing = nil
    }

    private func canBeSeen(_ snapshot: Snapshot) -> Bool {
        let before = unavailable
        guard case .unavailable(let trouble) = snapshot else {
            unavailable = nil
            if before != nil { set { if $0.problem == before { $0.problem = nil } } }
            return true
        }
        let now = Problem(trouble)
        unavailable = now
        set { $0.problem = now }
        return false
    }

    /// Comes back with what went wrong, which is the screen's problem then.
    @discardableResult
    final func attempt(_ work: @MainActor () async throws -> Void) async -> Problem? {
        do {
            try await work()
            return nil
        } catch is CancellationError {
            // Who cancelled knows it: it is no problem.
            return nil
        } catch {
            let problem = Problem(thrown: error, screens?.words() ?? Words(.vi))
            set { $0.problem = problem }
            return problem
        }
    }
}

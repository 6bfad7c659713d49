import CitizenUI
import Observation

/// Waits until the state is as said, woken by each change of it and by nothing else.
@MainActor public func until<S, E>(_ model: ScreenModel<S, E>, _ enough: (S) -> Bool) async {
    while !enough(model.state) {
        await withCheckedContinuation { continuation in
            withObservationTracking {
                _ = model.state
            } onChange: {
                continuation.resume()
            }
        }
        // A change is told before it is made.
        await Task.yield()
    }
}

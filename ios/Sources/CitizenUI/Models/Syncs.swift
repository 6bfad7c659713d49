import CitizenCore

extension ScreenModel {
    /// Sends and fetches once. What it came to is told to every open screen; nil where it did not come to its end, and why is this screen's
    /// problem until one does.
    func sync(
        _ root: any RootRoom, begun: @MainActor (Work) -> Void, progress: @MainActor (Said) -> Void
    ) async -> SyncView? {
        var came: SyncView?
        failure = await attempt {
            let work = try await root.sync()
            begun(work)
            for await event in work.events {
                switch event {
                case .started, .cancelled: break
                case .progress(_, _, let said): progress(said)
                case .finished(let view): came = view
                case .failed(let trouble): throw Problem(trouble)
                }
            }
        }
        if let came { tellAll(came) }
        return came
    }
}

import CitizenCore

/// A screen to which the system's picker or its camera gives a photo.
public protocol TakesPhotos: ScreenState {
    /// A photo is on its way.
    var photoComing: Bool { get set }
    /// The last one did not come.
    var noPhoto: Bool { get set }
}

/// Where a photo comes from: the camera, or those that the phone has.
enum PhotoWay { case take, choose }

extension ScreenModel where State: TakesPhotos {
    /// Asks for a photo, and gives up one that is still on its way. `came` is told of it, or of nil; never of one that was given up.
    func photo(_ phone: Phone, _ way: PhotoWay, came: @escaping @MainActor (PhotoFile?) async throws -> Void) {
        // While the person still chooses, a second touch asks for nothing more.
        if state.photoComing, !phone.photos.giveUp() { return }
        photosAsked += 1
        let mine = photosAsked
        set { ($0.photoComing, $0.noPhoto) = (true, false) }
        read { [self] in
            // Nothing that somebody chose goes away unsaid.
            let got: Result<PhotoFile?, any Error> = await aside {
                do {
                    return .success(way == .take ? try await phone.photos.take() : try await phone.photos.choose())
                } catch {
                    return .failure(error)
                }
            }
            let file = try? got.get()
            guard mine == photosAsked else {
                if let file { phone.photos.done(with: file) }
                return
            }
            set { $0.photoComing = false }
            if case .failure = got {
                set { $0.noPhoto = true }
                note { $0.leave.noPhoto }
            }
            try await came(file)
        }
    }

    /// The person waits for it no longer.
    func giveUpPhoto(_ phone: Phone) {
        guard state.photoComing, phone.photos.giveUp() else { return }
        photosAsked += 1
        set { $0.photoComing = false }
    }
}

#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    /// The photos of a report, as they will leave the phone or left it.
    struct PhotoCards: View {
        let photos: [PhotoRow]
        let pictures: [PhotoHash: Picture]
        let look: @MainActor (Look) -> Void
        var remove: (@MainActor (PhotoHash) -> Void)?

        var body: some View {
            // Each by what it is, not by where it stands: when one goes, the others stay as they are.
            ForEach(Array(photos.enumerated()), id: \.element.sha256) { index, photo in
                PhotoCard(
                    photo: photo, number: index + 1, count: photos.count, picture: pictures[photo.sha256], look: look, remove: remove)
            }
        }
    }

    /// Which of how many, the photo itself, how it is with it, how big it is.
    struct PhotoCard: View {
        @Environment(\.words) private var words
        let photo: PhotoRow
        let number: Int
        let count: Int
        let picture: Picture?
        let look: @MainActor (Look) -> Void
        let remove: (@MainActor (PhotoHash) -> Void)?

        var body: some View {
            Card {
                VStack(alignment: .leading, spacing: 8) {
                    Say(words.photo(number, of: count), .headline)
                    switch picture {
                    case .bytes(let bytes):
                        Thumbnail(bytes: bytes).accessibilityHidden(true)
                    case .missing: Say(words.report.photoNotShown, .callout)
                    case nil: Loading()
                    }
                }
                // Its number is read once, and not again for the picture below it.
                .accessibilityElement(children: .combine)
                ToneLine(said: photo.state, tone: photo.tone, font: .body)
                Say(photo.size, .callout)
                if let remove { QuietButton(words.removePhoto(number), mark: "trash") { remove(photo.sha256) } }
            }
            .task { look(.on(photo.sha256)) }
            .onDisappear { look(.off(photo.sha256)) }
        }
    }
#endif

#if canImport(ImageIO)
    import CitizenCore
    import ImageIO
    import SwiftUI

    /// A photo no larger than a screen shows it: the whole of one would take the memory of a hundred.
    struct Thumbnail: View {
        private struct Drawn: @unchecked Sendable {
            let image: CGImage
        }

        @Environment(\.words) private var words
        private let bytes: PhotoBytes
        @State private var drawn: Drawn?
        @State private var unreadable = false

        init(bytes: PhotoBytes) {
            self.bytes = bytes
        }

        var body: some View {
            Group {
                if let drawn {
                    Image(decorative: drawn.image, scale: 1).resizable().scaledToFit()
                } else if unreadable {
                    Say(words.report.photoNotShown, .callout)
                } else {
                    Loading()
                }
            }
            .frame(maxWidth: .infinity, maxHeight: 320)
            .task(id: bytes) {
                drawn = await Self.draw(bytes.data)
                unreadable = drawn == nil
            }
        }

        /// Off the main actor: unpacking takes longer than a frame.
        private nonisolated static func draw(_ data: Data) async -> Drawn? {
            let options: [CFString: Any] = [
                kCGImageSourceCreateThumbnailFromImageAlways: true, kCGImageSourceCreateThumbnailWithTransform: true,
                kCGImageSourceThumbnailMaxPixelSize: 960, kCGImageSourceShouldCacheImmediately: true,
            ]
            guard let source = CGImageSourceCreateWithData(data as CFData, nil),
                let image = CGImageSourceCreateThumbnailAtIndex(source, 0, options as CFDictionary)
            else { return nil }
            return Drawn(image: image)
        }
    }
#elseif canImport(SwiftUI)
    import SwiftUI

    /// Nothing is drawn where there is no ImageIO.
    struct Thumbnail: View {
        let bytes: PhotoBytes

        var body: some View { EmptyView() }
    }
#endif

#if canImport(ImageIO) && canImport(UniformTypeIdentifiers)
    import CitizenCore
    import Foundation
    import ImageIO
    import UniformTypeIdentifiers

    public enum AppleJpeg {
        /// The same picture as JPEG, with all that the camera wrote into the file.
        public static func write(_ from: URL, _ to: URL) throws {
            guard let source = CGImageSourceCreateWithURL(from as CFURL, nil),
                let writer = CGImageDestinationCreateWithURL(to as CFURL, UTType.jpeg.identifier as CFString, 1, nil)
            else { throw NoPhoto() }
            let how = [kCGImageDestinationLossyCompressionQuality: 0.9] as CFDictionary
            CGImageDestinationAddImageFromSource(writer, source, CGImageSourceGetPrimaryImageIndex(source), how)
            guard CGImageDestinationFinalize(writer) else { throw NoPhoto() }
        }
    }
#endif

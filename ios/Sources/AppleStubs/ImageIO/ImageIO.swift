// swift-format-ignore-file
// The names are Apple's, which the linter would not have.
@_exported import AppleBase

public final class CGImageSource {}
public final class CGImageDestination {}
public let kCGImageDestinationLossyCompressionQuality: CFString = ""
public let kCGImageSourceCreateThumbnailFromImageAlways: CFString = "", kCGImageSourceCreateThumbnailWithTransform: CFString = ""
public let kCGImageSourceThumbnailMaxPixelSize: CFString = "", kCGImageSourceShouldCacheImmediately: CFString = ""
public func CGImageSourceCreateWithData(_ data: CFData, _ options: CFDictionary?) -> CGImageSource? { stubbed() }
public func CGImageSourceCreateThumbnailAtIndex(_ source: CGImageSource, _ index: Int, _ options: CFDictionary?) -> CGImage? { stubbed() }
public func CGImageSourceCreateWithURL(_ url: CFURL, _ options: CFDictionary?) -> CGImageSource? { stubbed() }
public func CGImageSourceGetPrimaryImageIndex(_ source: CGImageSource) -> Int { stubbed() }
public func CGImageDestinationCreateWithURL(
    _ url: CFURL, _ type: CFString, _ count: Int, _ options: CFDictionary?
) -> CGImageDestination? { stubbed() }
public func CGImageDestinationAddImage(_ writer: CGImageDestination, _ image: CGImage, _ properties: CFDictionary?) { stubbed() }
public func CGImageDestinationAddImageFromSource(
    _ writer: CGImageDestination, _ source: CGImageSource, _ index: Int, _ properties: CFDictionary?
) { stubbed() }
public func CGImageDestinationFinalize(_ writer: CGImageDestination) -> Bool { stubbed() }

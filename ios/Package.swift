// swift-tools-version: 6.0
import PackageDescription

// `cargo xtask ios` names the folder of the core library that it built; in Xcode the XCFramework of `cargo xtask xcframework` is used.
let library = Context.environment["CITIZEN_LIBRARY"]

let ffi: Target =
    library == nil
    ? .binaryTarget(name: "CitizenFFI", path: "CitizenFFI.xcframework")
    : .systemLibrary(name: "CitizenFFI", path: "Generated/CitizenFFI")

// Swift 6.0's own libswiftObservation for Linux names a symbol (swift::threading::fatal) that no library of it has.
#if os(Linux)
    let loose = ["-Xlinker", "--allow-shlib-undefined"]
#else
    let loose: [String] = []
#endif

let linked: [LinkerSetting] =
    library.map { folder in
        [.unsafeFlags(["-L", folder, "-Xlinker", "-rpath", "-Xlinker", folder] + loose), .linkedLibrary("citizen_ffi")]
    } ?? []

// Where Apple's frameworks are not, stubs of them hold the names, optionality and isolation of what is used; see their READMEs.
#if os(Linux)
    let frameworks = [
        "UIKit", "BackgroundTasks", "AuthenticationServices", "AVFoundation", "PhotosUI", "UniformTypeIdentifiers", "ImageIO",
        "CoreLocation", "Network", "Security", "CryptoKit",
    ]
    let stubs: [Target] =
        [.target(name: "AppleBase", path: "Sources/AppleStubs/AppleBase")]
        + frameworks.map {
            .target(name: $0, dependencies: $0 == "UIKit" ? ["AppleBase"] : ["AppleBase", "UIKit"], path: "Sources/AppleStubs/\($0)")
        }
        + [
            // What is in App/ for Xcode alone, type-checked here.
            .executableTarget(
                name: "CitizenAppCheck", dependencies: ["CitizenCore", "CitizenPlatform", "CitizenUI", "SwiftUI", "UIKit"], path: "App",
                exclude: ["Citizen.entitlements", "PrivacyInfo.xcprivacy", "Texts", "project.yml"], sources: ["CitizenMain.swift"])
        ]
    let platform: [Target.Dependency] = ["CitizenCore", "SwiftUI"] + frameworks.map { .byName(name: $0) }
#else
    let stubs: [Target] = []
    let platform: [Target.Dependency] = ["CitizenCore"]
#endif

// Where there is no SwiftUI, a stub of it holds the views' names, optionality and isolation; see its README.
#if os(Linux)
    let stub: [Target] = [.target(name: "SwiftUI", dependencies: ["AppleBase"], path: "Sources/SwiftUIStub", exclude: ["README.md"])]
    let views: [Target.Dependency] = ["CitizenCore", "SwiftUI", "ImageIO"]
    let previews: [Target.Dependency] = ["CitizenCore", "CitizenUI", "CitizenTestSupport", "SwiftUI"]
    let viewTests: [Target.Dependency] = ["CitizenUI", "CitizenPreviews", "CitizenTestSupport", "SwiftUI"]
#else
    let stub: [Target] = []
    let views: [Target.Dependency] = ["CitizenCore"]
    let previews: [Target.Dependency] = ["CitizenCore", "CitizenUI", "CitizenTestSupport"]
    let viewTests: [Target.Dependency] = ["CitizenUI", "CitizenPreviews", "CitizenTestSupport"]
#endif

let package = Package(
    name: "Citizen",
    defaultLocalization: "vi",
    platforms: [.iOS("17.4"), .macOS(.v14)],
    products: [
        .library(name: "CitizenUI", targets: ["CitizenUI"]),
        .library(name: "CitizenPlatform", targets: ["CitizenPlatform"]),
        // For Xcode's canvas; the app does not take it.
        .library(name: "CitizenPreviews", targets: ["CitizenPreviews"]),
    ],
    targets: [
        ffi,
        // Made by `cargo xtask bindings`, never edited.
        .target(
            name: "CitizenBindings", dependencies: ["CitizenFFI"], path: "Generated/CitizenBindings",
            swiftSettings: [.swiftLanguageMode(.v5)], linkerSettings: linked),
        .target(name: "CitizenCore", dependencies: ["CitizenBindings"]),
        .target(name: "CitizenPlatform", dependencies: platform),
        .target(name: "CitizenUI", dependencies: views),
        .target(name: "CitizenTestSupport", dependencies: ["CitizenCore", "CitizenUI", "CitizenPlatform"]),
        .target(name: "CitizenPreviews", dependencies: previews),
        // `cargo xtask bench --ios`.
        .executableTarget(name: "DoorBench", dependencies: ["CitizenCore", "CitizenTestSupport"]),
        .testTarget(name: "CitizenCoreTests", dependencies: ["CitizenCore", "CitizenTestSupport"]),
        .testTarget(name: "CitizenPlatformTests", dependencies: ["CitizenPlatform", "CitizenTestSupport"]),
        .testTarget(name: "CitizenUITests", dependencies: viewTests),
        .testTarget(name: "StoryTests", dependencies: ["CitizenCore", "CitizenPlatform", "CitizenUI", "CitizenTestSupport"]),
    ] + stub + stubs
)

import Foundation

/// What the system is told about a folder.
public protocol FolderMarks {
    /// Readable only once the phone was unlocked since it was started.
    func protect(_ folder: URL) throws
    /// Backups and other devices do not get it: its key never leaves this phone.
    func keepFromBackups(_ folder: URL) throws
}

/// The folder of the vault. Both marks are set before anything is written into it, and again at each start.
public struct VaultFolder {
    private let marks: any FolderMarks

    public init(marks: any FolderMarks) {
        self.marks = marks
    }

    public func prepare(_ folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try marks.protect(folder)
        try marks.keepFromBackups(folder)
    }
}

#if canImport(UIKit) && !os(macOS)
    import UIKit

    public struct AppleFolderMarks: FolderMarks, CopyMarks {
        public init() {}

        public func protect(_ folder: URL) throws {
            let until: [FileAttributeKey: Any] = [.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication]
            try FileManager.default.setAttributes(until, ofItemAtPath: folder.path)
        }

        public func lock(_ folder: URL) throws {
            try FileManager.default.setAttributes([.protectionKey: FileProtectionType.complete], ofItemAtPath: folder.path)
        }

        public func keepFromBackups(_ folder: URL) throws {
            var values = URLResourceValues()
            values.isExcludedFromBackup = true
            var folder = folder
            try folder.setResourceValues(values)
        }
    }
#endif

#if canImport(Security)
    import CitizenCore
    import Foundation
    import Security

    /// Generic passwords of this device only, from the first unlock on.
    public struct KeychainBox: KeyBox {
        private let service: String

        public init(service: String) {
            self.service = service
        }

        public func read(_ name: String) throws -> Data? {
            var found: CFTypeRef?
            let status = SecItemCopyMatching(query(name).merging([kSecReturnData: true]) { $1 } as CFDictionary, &found)
            if status == errSecItemNotFound { return nil }
            guard status == errSecSuccess else { throw failure(of: status) }
            return found as? Data
        }

        public func write(_ name: String, _ value: Data) throws {
            let change = [kSecValueData: value] as CFDictionary
            var status = SecItemUpdate(query(name) as CFDictionary, change)
            if status == errSecItemNotFound {
                let reach = kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
                let made = query(name).merging([kSecValueData: value, kSecAttrAccessible: reach]) { $1 }
                status = SecItemAdd(made as CFDictionary, nil)
            }
            guard status == errSecSuccess else { throw failure(of: status) }
        }

        public func delete(_ name: String) throws {
            try gone(SecItemDelete(query(name) as CFDictionary))
        }

        public func deleteAll() throws {
            try gone(SecItemDelete([kSecClass: kSecClassGenericPassword, kSecAttrService: service] as CFDictionary))
        }

        private func gone(_ status: OSStatus) throws {
            guard status == errSecSuccess || status == errSecItemNotFound else { throw failure(of: status) }
        }

        private func query(_ name: String) -> [CFString: Any] {
            [kSecClass: kSecClassGenericPassword, kSecAttrService: service, kSecAttrAccount: name, kSecAttrSynchronizable: false]
        }
    }
#endif

#if canImport(Security) && canImport(CryptoKit)
    import CitizenCore
    import CryptoKit
    import Foundation
    import Security

    /// P-256 keys in the Secure Enclave, after the first unlock, on this device only. In the simulator, which has no Enclave, the same keys
    /// lie in the Keychain.
    public struct EnclaveKeys: SecureKeys {
        private let service: String
        /// Looking for a key and making it is one thing: of two made at once the second would take the first one's name.
        private static let making = NSLock()

        public init(service: String) {
            self.service = service
        }

        public var kind: String {
            #if targetEnvironment(simulator)
                "keychain"
            #else
                "secure-enclave"
            #endif
        }

        /// Format: 1, the one-time public key (65 bytes), nonce, ciphertext and tag of AES-256-GCM. The key is HKDF-SHA-256 of the
        /// agreement between the one-time key and the Enclave's, with the one-time public key as salt.
        public func seal(_ name: String, associated: Data, plain: Data) throws -> Data {
            let once = P256.KeyAgreement.PrivateKey()
            let point = once.publicKey.x963Representation
            let own = try P256.KeyAgreement.PublicKey(x963Representation: publicKey("seal.\(name)"))
            let secret = try once.sharedSecretFromKeyAgreement(with: own).withUnsafeBytes { Data($0) }
            let box = try AES.GCM.seal(plain, using: derived(secret, point), authenticating: associated)
            guard let combined = box.combined else { throw PortFailure.Unexpected }
            return Data([1]) + point + combined
        }

        public func open(_ name: String, associated: Data, sealed: Data) throws -> Data {
            guard sealed.first == 1, sealed.count > 66 else { throw PortFailure.Damaged }
            guard try find("seal.\(name)") != nil else { throw PortFailure.NotFound }
            let point = sealed.dropFirst().prefix(65)
            let secret = try agree("seal.\(name)", peer: Data(point))
            do {
                let box = try AES.GCM.SealedBox(combined: sealed.dropFirst(66))
                return try AES.GCM.open(box, using: derived(secret, Data(point)), authenticating: associated)
            } catch {
                throw PortFailure.Damaged
            }
        }

        public func sign(_ name: String, message: Data) throws -> Data {
            var failure: Unmanaged<CFError>?
            let key = try key(name)
            guard let der = SecKeyCreateSignature(key, .ecdsaSignatureMessageX962SHA256, message as CFData, &failure) else {
                throw refusal(failure)
            }
            return try P256.Signing.ECDSASignature(derRepresentation: der as Data).rawRepresentation
        }

        public func publicKey(_ name: String) throws -> Data {
            var failure: Unmanaged<CFError>?
            guard let shared = try SecKeyCopyPublicKey(key(name)), let point = SecKeyCopyExternalRepresentation(shared, &failure) else {
                throw refusal(failure)
            }
            return point as Data
        }

        public func agree(_ name: String, peer: Data) throws -> Data {
            var failure: Unmanaged<CFError>?
            let attributes: [CFString: Any] = [kSecAttrKeyType: kSecAttrKeyTypeECSECPrimeRandom, kSecAttrKeyClass: kSecAttrKeyClassPublic]
            guard let other = SecKeyCreateWithData(peer as CFData, attributes as CFDictionary, &failure) else { throw PortFailure.Damaged }
            let key = try key(name)
            let nothing = [:] as CFDictionary
            guard let secret = SecKeyCopyKeyExchangeResult(key, .ecdhKeyExchangeStandard, other, nothing, &failure) else {
                throw refusal(failure)
            }
            return secret as Data
        }

        public func destroy(_ name: String) throws {
            for tag in [name, "seal.\(name)"] {
                let status = SecItemDelete(query(tag) as CFDictionary)
                guard status == errSecSuccess || status == errSecItemNotFound else { throw failure(of: status) }
            }
        }

        public func destroyAll() throws {
            let all: [CFString: Any] = [kSecClass: kSecClassKey, kSecAttrLabel: service]
            let status = SecItemDelete(all as CFDictionary)
            guard status == errSecSuccess || status == errSecItemNotFound else { throw failure(of: status) }
        }

        private func derived(_ secret: Data, _ salt: Data) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: secret), salt: salt, info: Data("citizen seal 1".utf8), outputByteCount: 32)
        }

        private func tag(_ name: String) -> Data { Data("\(service).\(name)".utf8) }

        private func query(_ name: String) -> [CFString: Any] {
            [kSecClass: kSecClassKey, kSecAttrApplicationTag: tag(name), kSecAttrLabel: service]
        }

        private func find(_ name: String) throws -> SecKey? {
            var found: CFTypeRef?
            let status = SecItemCopyMatching(query(name).merging([kSecReturnRef: true]) { $1 } as CFDictionary, &found)
            if status == errSecItemNotFound { return nil }
            guard status == errSecSuccess, let found else { throw failure(of: status) }
            return (found as! SecKey)
        }

        private func key(_ name: String) throws -> SecKey {
            try Self.making.withLock { try findOrMake(name) }
        }

        private func findOrMake(_ name: String) throws -> SecKey {
            if let found = try find(name) { return found }
            var failure: Unmanaged<CFError>?
            let reach = kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
            guard let access = SecAccessControlCreateWithFlags(nil, reach, .privateKeyUsage, &failure) else { throw refusal(failure) }
            var attributes: [CFString: Any] = [
                kSecAttrKeyType: kSecAttrKeyTypeECSECPrimeRandom, kSecAttrKeySizeInBits: 256, kSecAttrLabel: service,
            ]
            var own: [CFString: Any] = [kSecAttrIsPermanent: true, kSecAttrApplicationTag: tag(name)]
            #if targetEnvironment(simulator)
                own[kSecAttrAccessible] = reach
                _ = access
            #else
                attributes[kSecAttrTokenID] = kSecAttrTokenIDSecureEnclave
                own[kSecAttrAccessControl] = access
            #endif
            attributes[kSecPrivateKeyAttrs] = own
            guard let made = SecKeyCreateRandomKey(attributes as CFDictionary, &failure) else { throw refusal(failure) }
            return made
        }

        private func refusal(_ error: Unmanaged<CFError>?) -> PortFailure {
            guard let error = error?.takeRetainedValue() else { return .Unexpected }
            return failure(of: OSStatus(CFErrorGetCode(error)))
        }
    }

    /// A locked phone refuses for now; a missing key is missing.
    func failure(of status: OSStatus) -> PortFailure {
        switch status {
        case errSecInteractionNotAllowed, errSecAuthFailed, errSecUserCanceled: .Refused
        case errSecItemNotFound: .NotFound
        case errSecNotAvailable: .Unavailable
        default: .Unexpected
        }
    }
#endif

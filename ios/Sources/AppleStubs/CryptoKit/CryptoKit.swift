@_exported import AppleBase

public struct SymmetricKey: Sendable { public init<Bytes: ContiguousBytes>(data: Bytes) { stubbed() } }
public struct SharedSecret: ContiguousBytes, Sendable {
    public func withUnsafeBytes<Out>(_ body: (UnsafeRawBufferPointer) throws -> Out) rethrows -> Out { stubbed() }
}
public struct SHA256: Sendable {}
public struct HKDF<Hash>: Sendable {
    public static func deriveKey<Salt: DataProtocol, Info: DataProtocol>(
        inputKeyMaterial: SymmetricKey, salt: Salt, info: Info, outputByteCount: Int
    ) -> SymmetricKey { stubbed() }
}
public enum P256: Sendable {
    public enum KeyAgreement: Sendable {
        public struct PublicKey: Sendable {
            public init<Bytes: ContiguousBytes>(x963Representation: Bytes) throws { stubbed() }
            public var x963Representation: Data { stubbed() }
        }
        public struct PrivateKey: Sendable {
            public init(compactRepresentable: Bool = true) { stubbed() }
            public var publicKey: PublicKey { stubbed() }
            public func sharedSecretFromKeyAgreement(with key: PublicKey) throws -> SharedSecret { stubbed() }
        }
    }
    public enum Signing: Sendable {
        public struct ECDSASignature: Sendable {
            public init<D: DataProtocol>(derRepresentation: D) throws { stubbed() }
            public var rawRepresentation: Data { stubbed() }
        }
    }
}
public enum AES: Sendable {
    public enum GCM: Sendable {
        public struct Nonce: Sendable {}
        public struct SealedBox: Sendable {
            public init<D: DataProtocol>(combined: D) throws { stubbed() }
            public var combined: Data? { stubbed() }
        }
        public static func seal<Plain: DataProtocol, Bound: DataProtocol>(
            _ plain: Plain, using key: SymmetricKey, nonce: Nonce? = nil, authenticating bound: Bound
        ) throws -> SealedBox { stubbed() }
        public static func open<Bound: DataProtocol>(_ box: SealedBox, using key: SymmetricKey, authenticating bound: Bound) throws -> Data
        {
            stubbed()
        }
    }
}

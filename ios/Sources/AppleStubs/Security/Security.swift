// swift-format-ignore-file
// The names are Apple's, which the linter would not have.
@_exported import AppleBase

public typealias OSStatus = Int32
public let errSecSuccess: OSStatus = 0
public let errSecNotAvailable: OSStatus = -25291
public let errSecAuthFailed: OSStatus = -25293
public let errSecItemNotFound: OSStatus = -25300
public let errSecInteractionNotAllowed: OSStatus = -25308
public let errSecUserCanceled: OSStatus = -128

public final class CFError {}
public func CFErrorGetCode(_ error: CFError) -> Int { stubbed() }

public let kSecClass: CFString = ""
public let kSecClassKey: CFString = ""
public let kSecClassGenericPassword: CFString = ""
public let kSecAttrService: CFString = ""
public let kSecAttrAccount: CFString = ""
public let kSecAttrSynchronizable: CFString = ""
public let kSecAttrLabel: CFString = ""
public let kSecAttrApplicationTag: CFString = ""
public let kSecAttrIsPermanent: CFString = ""
public let kSecAttrKeyType: CFString = ""
public let kSecAttrKeyTypeECSECPrimeRandom: CFString = ""
public let kSecAttrKeySizeInBits: CFString = ""
public let kSecAttrKeyClass: CFString = ""
public let kSecAttrKeyClassPublic: CFString = ""
public let kSecPrivateKeyAttrs: CFString = ""
public let kSecAttrTokenID: CFString = ""
public let kSecAttrTokenIDSecureEnclave: CFString = ""
public let kSecAttrAccessControl: CFString = ""
public let kSecAttrAccessible: CFString = ""
public let kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly: CFString = ""
public let kSecReturnData: CFString = ""
public let kSecReturnRef: CFString = ""
public let kSecValueData: CFString = ""

public typealias SecFailure = UnsafeMutablePointer<Unmanaged<CFError>?>?
public final class SecKey {}
public final class SecAccessControl {}
public struct SecAccessControlCreateFlags: OptionSet, Sendable {
    public let rawValue: UInt
    public init(rawValue: UInt) { self.rawValue = rawValue }
    public static let privateKeyUsage = Self(rawValue: 1)
}
public struct SecKeyAlgorithm: Sendable { public static let ecdsaSignatureMessageX962SHA256 = Self(), ecdhKeyExchangeStandard = Self() }

public func SecItemCopyMatching(_ query: CFDictionary, _ found: UnsafeMutablePointer<CFTypeRef?>?) -> OSStatus { stubbed() }
public func SecItemAdd(_ attributes: CFDictionary, _ made: UnsafeMutablePointer<CFTypeRef?>?) -> OSStatus { stubbed() }
public func SecItemUpdate(_ query: CFDictionary, _ change: CFDictionary) -> OSStatus { stubbed() }
public func SecItemDelete(_ query: CFDictionary) -> OSStatus { stubbed() }
public func SecKeyCreateRandomKey(_ attributes: CFDictionary, _ failure: SecFailure) -> SecKey? { stubbed() }
public func SecKeyCreateWithData(_ data: CFData, _ attributes: CFDictionary, _ failure: SecFailure) -> SecKey? { stubbed() }
public func SecKeyCopyPublicKey(_ key: SecKey) -> SecKey? { stubbed() }
public func SecKeyCopyExternalRepresentation(_ key: SecKey, _ failure: SecFailure) -> CFData? { stubbed() }
public func SecKeyCreateSignature(_ key: SecKey, _ how: SecKeyAlgorithm, _ data: CFData, _ failure: SecFailure) -> CFData? { stubbed() }
public func SecKeyCopyKeyExchangeResult(
    _ key: SecKey, _ how: SecKeyAlgorithm, _ peer: SecKey, _ parameters: CFDictionary, _ failure: SecFailure
) -> CFData? { stubbed() }
/// What protects is a string of Apple's, which is an object there.
public func SecAccessControlCreateWithFlags(
    _ allocator: CFTypeRef?, _ protection: Any, _ flags: SecAccessControlCreateFlags, _ failure: SecFailure
) -> SecAccessControl? { stubbed() }

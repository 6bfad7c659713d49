package vn.citizen.platform.keys

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.StrongBoxUnavailableException
import java.io.InputStream
import java.io.OutputStream
import java.security.AlgorithmParameters
import java.security.InvalidAlgorithmParameterException
import java.security.Key
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.KeyPairGeneratorSpi
import java.security.KeyStoreSpi
import java.security.PrivateKey
import java.security.Provider
import java.security.PublicKey
import java.security.SecureRandom
import java.security.Security
import java.security.Signature
import java.security.SignatureSpi
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.security.spec.ECGenParameterSpec
import java.util.Collections
import java.util.Date
import java.util.Enumeration
import javax.crypto.Cipher
import javax.crypto.CipherSpi
import javax.crypto.KeyAgreement
import javax.crypto.KeyAgreementSpi
import javax.crypto.KeyGeneratorSpi
import javax.crypto.SecretKey
import javax.crypto.spec.SecretKeySpec

/**
 * Stands where Android Keystore stands on a phone, and can fail as it does. Its keys tell nothing of themselves, so only it works with them, and
 * it takes no nonce from outside.
 */
class FakeKeyStore : Provider(AndroidKeys.PROVIDER, "1", "for tests") {
    class Entry(val spec: KeyGenParameterSpec, val key: Key, val certificate: Certificate?)

    val held = sortedMapOf<String, Entry>()

    /** Everything that was ever asked to be made. */
    val asked = mutableListOf<KeyGenParameterSpec>()

    /** What goes wrong when a chip of its own is asked for; null where there is one. */
    var strongBox: () -> RuntimeException? = { StrongBoxUnavailableException() }

    /** What goes wrong when a key is looked for, and when it is worked with. */
    var atLooking: (alias: String) -> Exception? = { null }
    var atWork: () -> Exception? = { null }

    /** As a phone does in a bad moment: the name is there and the key is not. */
    var forgetful = false

    init {
        part("KeyStore", AndroidKeys.PROVIDER, ::Keys)
        part("KeyGenerator", "AES") { SecretMaker() }
        part("KeyGenerator", "HmacSHA256") { SecretMaker() }
        part("KeyPairGenerator", "EC") { PairMaker() }
        part("Cipher", "AES/GCM/NoPadding") { Sealing() }
        part("Signature", "SHA256withECDSA") { Signing() }
        part("KeyAgreement", "ECDH") { Agreeing() }
    }

    /** Robolectric's own, which tries itself at every key and stumbles over one that tells nothing. A phone's does not. */
    private val clumsy: Provider? = Security.getProvider("BC")

    fun install() = apply {
        Security.removeProvider("BC")
        Security.addProvider(this)
    }

    fun remove() {
        Security.removeProvider(name)
        if (clumsy != null) Security.addProvider(clumsy)
    }

    private fun part(type: String, algorithm: String, make: () -> Any) = putService(
        object : Service(this, type, algorithm, type, null, null) {
            override fun newInstance(parameter: Any?) = make()

            override fun supportsParameter(parameter: Any?) = parameter is Hidden<*>
        },
    )

    /** A key that tells nothing of itself. */
    private interface Hidden<K : Key> : Key {
        val real: K

        override fun getAlgorithm(): String = real.algorithm

        override fun getFormat(): String? = null

        override fun getEncoded(): ByteArray? = null
    }

    private class HiddenSecret(override val real: SecretKey) : Hidden<SecretKey>, SecretKey

    private class HiddenPrivate(override val real: PrivateKey) : Hidden<PrivateKey>, PrivateKey

    private class Shown(private val key: PublicKey) : Certificate("none") {
        override fun getPublicKey() = key

        override fun getEncoded() = ByteArray(0)

        override fun toString() = "certificate"

        override fun verify(key: PublicKey?) = Unit

        override fun verify(key: PublicKey?, provider: String?) = Unit
    }

    private fun <K : Key> real(key: Key): K {
        atWork()?.let { throw it }
        @Suppress("UNCHECKED_CAST")
        return (key as Hidden<K>).real
    }

    private fun checked(spec: KeyGenParameterSpec): KeyGenParameterSpec {
        asked += spec
        if (spec.isStrongBoxBacked) strongBox()?.let { throw it }
        return spec
    }

    private inner class SecretMaker : KeyGeneratorSpi() {
        private lateinit var spec: KeyGenParameterSpec

        override fun engineInit(random: SecureRandom?) = error("a spec is needed")

        override fun engineInit(size: Int, random: SecureRandom?) = error("a spec is needed")

        override fun engineInit(given: AlgorithmParameterSpec, random: SecureRandom?) {
            spec = given as KeyGenParameterSpec
        }

        override fun engineGenerateKey(): SecretKey {
            checked(spec)
            val key = HiddenSecret(SecretKeySpec(ByteArray(32).also(SecureRandom()::nextBytes), "AES"))
            held[spec.keystoreAlias] = Entry(spec, key, null)
            return key
        }
    }

    private inner class PairMaker : KeyPairGeneratorSpi() {
        private lateinit var spec: KeyGenParameterSpec

        override fun initialize(size: Int, random: SecureRandom?) = error("a spec is needed")

        override fun initialize(given: AlgorithmParameterSpec, random: SecureRandom?) {
            spec = given as KeyGenParameterSpec
        }

        override fun generateKeyPair(): KeyPair {
            checked(spec)
            val pair = KeyPairGenerator.getInstance("EC", "SunEC").apply { initialize(spec.algorithmParameterSpec ?: ECGenParameterSpec("none")) }.generateKeyPair()
            val key = HiddenPrivate(pair.private)
            held[spec.keystoreAlias] = Entry(spec, key, Shown(pair.public))
            return KeyPair(pair.public, key)
        }
    }

    private inner class Sealing : CipherSpi() {
        private val work = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE")

        override fun engineSetMode(mode: String?) = Unit

        override fun engineSetPadding(padding: String?) = Unit

        override fun engineGetBlockSize() = 16

        override fun engineGetOutputSize(length: Int) = work.getOutputSize(length)

        override fun engineGetIV(): ByteArray = work.iv

        override fun engineGetParameters(): AlgorithmParameters = work.parameters

        override fun engineInit(mode: Int, key: Key, random: SecureRandom?) = work.init(mode, real<SecretKey>(key))

        override fun engineInit(mode: Int, key: Key, given: AlgorithmParameterSpec?, random: SecureRandom?) {
            if (mode == Cipher.ENCRYPT_MODE) throw InvalidAlgorithmParameterException("a nonce from outside")
            work.init(mode, real<SecretKey>(key), given)
        }

        override fun engineInit(mode: Int, key: Key, given: AlgorithmParameters?, random: SecureRandom?) = error("not used")

        override fun engineUpdateAAD(data: ByteArray, from: Int, length: Int) = work.updateAAD(data, from, length)

        override fun engineUpdate(data: ByteArray, from: Int, length: Int): ByteArray? = work.update(data, from, length)

        override fun engineUpdate(data: ByteArray, from: Int, length: Int, to: ByteArray, at: Int) = work.update(data, from, length, to, at)

        override fun engineDoFinal(data: ByteArray?, from: Int, length: Int): ByteArray = if (data == null) work.doFinal() else work.doFinal(data, from, length)

        override fun engineDoFinal(data: ByteArray, from: Int, length: Int, to: ByteArray, at: Int) = work.doFinal(data, from, length, to, at)
    }

    private inner class Signing : SignatureSpi() {
        private val work = Signature.getInstance("SHA256withECDSA", "SunEC")

        override fun engineInitVerify(key: PublicKey?) = work.initVerify(key)

        override fun engineInitSign(key: PrivateKey) = work.initSign(real(key))

        override fun engineUpdate(byte: Byte) = work.update(byte)

        override fun engineUpdate(data: ByteArray, from: Int, length: Int) = work.update(data, from, length)

        override fun engineSign(): ByteArray = work.sign()

        override fun engineVerify(signature: ByteArray?) = work.verify(signature)

        @Deprecated("")
        override fun engineSetParameter(name: String?, value: Any?) = Unit

        @Deprecated("")
        override fun engineGetParameter(name: String?) = null
    }

    private inner class Agreeing : KeyAgreementSpi() {
        private val work = KeyAgreement.getInstance("ECDH", "SunEC")

        override fun engineInit(key: Key, random: SecureRandom?) = work.init(real<PrivateKey>(key))

        override fun engineInit(key: Key, given: AlgorithmParameterSpec?, random: SecureRandom?) = work.init(real<PrivateKey>(key))

        override fun engineDoPhase(key: Key, last: Boolean): Key? = work.doPhase(key, last)

        override fun engineGenerateSecret(): ByteArray = work.generateSecret()

        override fun engineGenerateSecret(to: ByteArray?, at: Int) = work.generateSecret(to, at)

        override fun engineGenerateSecret(algorithm: String?): SecretKey = work.generateSecret(algorithm)
    }

    private inner class Keys : KeyStoreSpi() {
        override fun engineGetKey(alias: String, password: CharArray?): Key? {
            atLooking(alias)?.let { throw it }
            return if (forgetful) null else held[alias]?.key
        }

        override fun engineGetCertificate(alias: String) = held[alias]?.certificate

        override fun engineDeleteEntry(alias: String) {
            held.remove(alias)
        }

        override fun engineAliases(): Enumeration<String> = Collections.enumeration(held.keys.toList())

        override fun engineContainsAlias(alias: String) = alias in held

        override fun engineSize() = held.size

        override fun engineLoad(stream: InputStream?, password: CharArray?) = Unit

        override fun engineGetCertificateChain(alias: String?) = null

        override fun engineGetCreationDate(alias: String?): Date? = null

        override fun engineSetKeyEntry(alias: String?, key: Key?, password: CharArray?, chain: Array<out Certificate>?) = error("not used")

        override fun engineSetKeyEntry(alias: String?, key: ByteArray?, chain: Array<out Certificate>?) = error("not used")

        override fun engineSetCertificateEntry(alias: String?, certificate: Certificate?) = error("not used")

        override fun engineIsKeyEntry(alias: String?) = true

        override fun engineIsCertificateEntry(alias: String?) = false

        override fun engineGetCertificateAlias(certificate: Certificate?) = null

        override fun engineStore(stream: OutputStream?, password: CharArray?) = error("not used")
    }
}

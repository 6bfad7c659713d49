package vn.citizen.platform.keys

import android.app.KeyguardManager
import android.content.Context
import android.content.pm.PackageManager
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import vn.citizen.core.KeyStorePort
import vn.citizen.core.PortProblem
import vn.citizen.core.PortTrouble
import java.security.Key
import java.security.KeyPairGenerator
import java.security.KeyStore
import java.security.PrivateKey
import java.security.ProviderException
import java.security.Signature
import java.security.interfaces.ECPublicKey
import javax.crypto.Cipher
import javax.crypto.KeyAgreement
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/**
 * Keys in Android Keystore, in StrongBox where the phone has one. A key is made when its name is first sealed or signed with, and never again
 * while something stands under that name: a key that the system made useless stays where it is, and the core, which knows what lies under it,
 * tells the person and decides.
 *
 * Sealed: 1, nonce (12 bytes), ciphertext and tag of AES-256-GCM.
 */
class AndroidKeys(binding: KeyBinding, private val strongBox: Boolean, private val phoneIsLocked: () -> Boolean) : KeyStorePort {
    constructor(context: Context, binding: KeyBinding = KeyBinding.best()) : this(
        binding,
        context.packageManager.hasSystemFeature(PackageManager.FEATURE_STRONGBOX_KEYSTORE),
        { context.getSystemService(KeyguardManager::class.java).isDeviceLocked },
    )

    private val specs = KeySpecs(binding)
    private val counters = KeyCounters(specs)

    /** The same with and without StrongBox: what is sealed can be opened wherever its key is. */
    override fun kind() = "android-keystore"

    override fun seal(name: String, associated: ByteArray, plain: ByteArray): ByteArray = port {
        val cipher = Cipher.getInstance(AES_GCM)
        // The key store chooses the nonce: it takes none from outside.
        cipher.init(Cipher.ENCRYPT_MODE, sealingKey(name))
        cipher.updateAAD(associated)
        byteArrayOf(FORMAT) + cipher.iv + cipher.doFinal(plain)
    }

    override fun open(name: String, associated: ByteArray, sealed: ByteArray): ByteArray = port {
        if (sealed.size < 1 + NONCE + TAG || sealed[0] != FORMAT) throw PortProblem(PortTrouble.DAMAGED)
        val key = find(sealAlias(name)) ?: throw PortProblem(PortTrouble.NOT_FOUND)
        val cipher = Cipher.getInstance(AES_GCM)
        cipher.init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(8 * TAG, sealed, 1, NONCE))
        cipher.updateAAD(associated)
        cipher.doFinal(sealed, 1 + NONCE, sealed.size - 1 - NONCE)
    }

    override fun sign(name: String, message: ByteArray): ByteArray = port {
        val signature = Signature.getInstance("SHA256withECDSA")
        signature.initSign(privateKey(name))
        signature.update(message)
        rAndS(signature.sign())
    }

    override fun publicKey(name: String): ByteArray = port {
        privateKey(name)
        shared(name).point()
    }

    override fun agree(name: String, peer: ByteArray): ByteArray = port {
        if (!specs.agrees) throw PortProblem(PortTrouble.UNAVAILABLE)
        val own = privateKey(name)
        val other = shared(name).peer(peer)
        val agreement = KeyAgreement.getInstance("ECDH")
        agreement.init(own)
        agreement.doPhase(other, true)
        agreement.generateSecret()
    }

    override fun counter(name: String): Long = port { counters.value(store(), name) }

    override fun raiseCounter(name: String, value: Long) = port { counters.raise(store(), name, value) }

    override fun destroy(name: String) = port {
        val store = store()
        for (alias in listOf(sealAlias(name), pairAlias(name))) if (store.containsAlias(alias)) store.deleteEntry(alias)
        counters.destroy(store, name)
    }

    private fun <T> port(work: () -> T): T = telling(phoneIsLocked, work)

    private fun store(): KeyStore = KeyStore.getInstance(PROVIDER).apply { load(null) }

    private fun find(alias: String): Key? {
        val store = store()
        val key = store.getKey(alias, null)
        // A key store that is not itself just now says nothing where there is something. A new key would take the place of the old.
        if (key == null && store.containsAlias(alias)) throw PortProblem(PortTrouble.UNAVAILABLE)
        return key
    }

    private fun sealingKey(name: String): SecretKey = made(sealAlias(name)) { alias ->
        make(alias, specs::sealing) { KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, PROVIDER).run { init(it); generateKey() } }
    } as SecretKey

    private fun privateKey(name: String): PrivateKey = made(pairAlias(name)) { alias ->
        make(alias, specs::pair) { KeyPairGenerator.getInstance(KeyProperties.KEY_ALGORITHM_EC, PROVIDER).run { initialize(it); generateKeyPair().private } }
    } as PrivateKey

    private fun shared(name: String): ECPublicKey = store().getCertificate(pairAlias(name))?.publicKey as? ECPublicKey ?: throw PortProblem(PortTrouble.UNAVAILABLE)

    /** Looking for a key and making it is one thing: of two made at once the second would take the first one's name. */
    private fun made(alias: String, make: (String) -> Key): Key = synchronized(making) { find(alias) ?: make(alias) }

    /** StrongBox may be full, or not do this: the phone's other keeper is as good a place to be. */
    private fun <K> make(alias: String, spec: (String, Boolean) -> KeyGenParameterSpec, generate: (KeyGenParameterSpec) -> K): K {
        if (strongBox) {
            try {
                return generate(spec(alias, true))
            } catch (_: ProviderException) {
                // Below.
            }
        }
        return generate(spec(alias, false))
    }

    private fun sealAlias(name: String) = "seal:$name"

    private fun pairAlias(name: String) = "pair:$name"

    internal companion object {
        const val PROVIDER = "AndroidKeyStore"
        private const val AES_GCM = "AES/GCM/NoPadding"
        private const val FORMAT: Byte = 1
        private const val NONCE = 12
        private const val TAG = 16
        private val making = Any()
    }
}

package vn.citizen.platform.keys

import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.KeyProperties
import android.security.keystore.UserNotAuthenticatedException
import org.junit.After
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import vn.citizen.core.PortProblem
import vn.citizen.core.PortTrouble
import java.security.InvalidKeyException
import java.security.KeyPairGenerator
import java.security.ProviderException
import java.security.Signature
import java.security.UnrecoverableKeyException
import java.security.interfaces.ECPublicKey
import java.security.spec.ECGenParameterSpec
import javax.crypto.KeyAgreement
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNotEquals
import kotlin.test.assertTrue

@RunWith(RobolectricTestRunner::class)
class AndroidKeysTest {
    private val store = FakeKeyStore().install()
    private var locked = false
    private val keys = AndroidKeys(KeyBinding.Phone, strongBox = false) { locked }

    private val words = byteArrayOf(1, 2)
    private val plain = ByteArray(32) { it.toByte() }

    @After fun remove() = store.remove()

    private fun trouble(work: () -> Unit) = assertFailsWith<PortProblem> { work() }.trouble

    @Test fun `what is sealed opens under the same name with the same words, and nowhere else`() {
        val sealed = keys.seal("vault", words, plain)
        assertContentEquals(plain, keys.open("vault", words, sealed))
        assertEquals(PortTrouble.DAMAGED, trouble { keys.open("vault", byteArrayOf(9), sealed) })
        assertEquals(PortTrouble.NOT_FOUND, trouble { keys.open("other", words, sealed) })
        sealed[20] = (sealed[20] + 1).toByte()
        assertEquals(PortTrouble.DAMAGED, trouble { keys.open("vault", words, sealed) })
        for (length in 0..28) assertEquals(PortTrouble.DAMAGED, trouble { keys.open("vault", words, sealed.copyOf(length)) })
    }

    @Test fun `opening makes no key`() {
        assertEquals(PortTrouble.NOT_FOUND, trouble { keys.open("vault", words, ByteArray(61).also { it[0] = 1 }) })
        assertTrue(store.held.isEmpty())
    }

    @Test fun `one thing sealed twice looks different`() = assertNotEquals(keys.seal("vault", words, plain).toList(), keys.seal("vault", words, plain).toList())

    @Test fun `a signature is r and s, and is the public key's`() {
        val message = "xin chào".toByteArray()
        val point = keys.publicKey("device")
        // Either number may begin with a nought now and then.
        repeat(100) {
            val signature = keys.sign("device", message)
            assertEquals(64, signature.size)
            val other = other().first
            val check = Signature.getInstance("SHA256withECDSAinP1363Format").apply { initVerify(other.peer(point)) }
            check.update(message)
            assertTrue(check.verify(signature))
        }
        assertContentEquals(point, keys.publicKey("device"))
    }

    @Test fun `both sides agree on one secret`() {
        val (public, private) = other()
        val ours = keys.agree("device", public.point())
        val theirs = KeyAgreement.getInstance("ECDH", "SunEC").run {
            init(private)
            doPhase(public.peer(keys.publicKey("device")), true)
            generateSecret()
        }
        assertContentEquals(theirs, ours)
        assertEquals(32, ours.size)
    }

    @Test fun `a peer that is no point of the curve is damage`() {
        val point = other().first.point()
        assertEquals(PortTrouble.DAMAGED, trouble { keys.agree("device", point.copyOf(64)) })
        assertEquals(PortTrouble.DAMAGED, trouble { keys.agree("device", point.clone().also { it[0] = 2 }) })
        assertEquals(PortTrouble.DAMAGED, trouble { keys.agree("device", point.clone().also { it[64] = (it[64] + 1).toByte() }) })
    }

    private fun other() = KeyPairGenerator.getInstance("EC", "SunEC").apply { initialize(ECGenParameterSpec("secp256r1")) }.generateKeyPair().let { it.public as ECPublicKey to it.private }

    @Test fun `a key that was made useless is missing, and stays where it is`() {
        val sealed = keys.seal("vault", words, plain)
        val before = store.held.getValue("seal:vault")
        store.atWork = { KeyPermanentlyInvalidatedException() }
        assertEquals(PortTrouble.NOT_FOUND, trouble { keys.open("vault", words, sealed) })
        // Nothing new takes its place either: that is for the core to say.
        assertEquals(PortTrouble.NOT_FOUND, trouble { keys.seal("vault", words, plain) })
        assertEquals(before, store.held.getValue("seal:vault"))
        assertEquals(1, store.asked.size)
        // The core set the old data aside and begins anew.
        keys.destroy("vault")
        store.atWork = { null }
        assertContentEquals(plain, keys.open("vault", words, keys.seal("vault", words, plain)))
    }

    @Test fun `a key that was made useless may be told while it is looked for`() {
        val sealed = keys.seal("vault", words, plain)
        store.atLooking = { UnrecoverableKeyException() }
        assertEquals(PortTrouble.NOT_FOUND, trouble { keys.open("vault", words, sealed) })
        store.atLooking = { null }
        assertContentEquals(plain, keys.open("vault", words, sealed))
    }

    @Test fun `whoever has not shown that it is they is refused, and then not`() {
        val sealed = keys.seal("vault", words, plain)
        store.atWork = { UserNotAuthenticatedException() }
        assertEquals(PortTrouble.REFUSED, trouble { keys.open("vault", words, sealed) })
        store.atWork = { null }
        assertContentEquals(plain, keys.open("vault", words, sealed))
    }

    @Test fun `what goes wrong on a locked phone is the lock, and else may be otherwise in a moment`() {
        val sealed = keys.seal("vault", words, plain)
        for (failure in listOf(InvalidKeyException("Keystore operation failed"), ProviderException("Keystore operation failed"))) {
            store.atWork = { failure }
            locked = true
            assertEquals(PortTrouble.REFUSED, trouble { keys.open("vault", words, sealed) })
            locked = false
            assertEquals(PortTrouble.UNAVAILABLE, trouble { keys.open("vault", words, sealed) })
            assertEquals(PortTrouble.UNAVAILABLE, trouble { keys.sign("vault", words) })
        }
        assertTrue("seal:vault" in store.held)
    }

    @Test fun `a key store that forgets for a moment gets no second key over the first`() {
        val sealed = keys.seal("vault", words, plain)
        store.forgetful = true
        assertEquals(PortTrouble.UNAVAILABLE, trouble { keys.open("vault", words, sealed) })
        assertEquals(PortTrouble.UNAVAILABLE, trouble { keys.seal("vault", words, plain) })
        store.forgetful = false
        assertContentEquals(plain, keys.open("vault", words, sealed))
    }

    @Test fun `without a key store at all nothing is there just now`() {
        store.remove()
        assertEquals(PortTrouble.UNAVAILABLE, trouble { keys.counter("vault") })
    }

    @Test fun `a chip of its own where there is one, and else the phone's other keeper`() {
        val keys = AndroidKeys(KeyBinding.Phone, strongBox = true) { false }
        // Some phones say no as they should, some just fail.
        for (failure in listOf(null, store.strongBox(), ProviderException("no room"))) {
            store.strongBox = { failure }
            store.held.clear()
            store.asked.clear()
            val sealed = keys.seal("vault", words, plain)
            keys.sign("device", words)
            assertContentEquals(plain, keys.open("vault", words, sealed))
            assertEquals(listOf(failure == null, failure == null), store.held.values.map { it.spec.isStrongBoxBacked })
            assertTrue(store.asked.first().isStrongBoxBacked)
        }
        // A phone without one is not asked for it.
        store.asked.clear()
        this.keys.seal("plain", words, plain)
        assertFalse(store.asked.single().isStrongBoxBacked)
    }

    @Test fun `keys are bound as they were asked to be`() {
        fun made(binding: KeyBinding) = AndroidKeys(binding, strongBox = false) { false }.run {
            destroy("vault")
            seal("vault", words, plain)
            sign("vault", words)
            listOf("seal:vault", "pair:vault").map { store.held.getValue(it).spec }
        }
        for (spec in made(KeyBinding.Phone)) assertFalse(spec.isUserAuthenticationRequired || spec.isUnlockedDeviceRequired)
        for (spec in made(KeyBinding.Unlocked)) assertTrue(spec.isUnlockedDeviceRequired)
        for (spec in made(KeyBinding.Person(60))) {
            assertTrue(spec.isUserAuthenticationRequired)
            assertEquals(60, spec.userAuthenticationValidityDurationSeconds)
            assertEquals(KeyProperties.AUTH_BIOMETRIC_STRONG or KeyProperties.AUTH_DEVICE_CREDENTIAL, spec.userAuthenticationType)
        }
    }

    @Test fun `unlocked phones are asked for only where that costs nobody their data`() {
        assertEquals(listOf(KeyBinding.Phone, KeyBinding.Phone, KeyBinding.Unlocked), listOf(28, 34, 35).map(KeyBinding::best))
    }

    @Test fun `an older system makes keys that sign and do not agree`() {
        assertEquals(KeyProperties.PURPOSE_SIGN, KeySpecs(KeyBinding.Phone, sdk = 30).pair("a", false).purposes)
        assertFalse(KeySpecs(KeyBinding.Phone, sdk = 30).agrees)
    }

    @Test fun `a counter only rises`() {
        assertEquals(0, keys.counter("vault"))
        keys.raiseCounter("vault", 1L shl 40)
        keys.raiseCounter("vault", 7)
        assertEquals(1L shl 40, keys.counter("vault"))
        keys.raiseCounter("vault", (1L shl 40) + 1)
        assertEquals((1L shl 40) + 1, keys.counter("vault"))
        assertEquals(0, keys.counter("vaul"))
        assertEquals(1, store.held.size)
    }

    @Test fun `a counter that was raised half-way is raised`() {
        keys.raiseCounter("vault", 3)
        val old = store.held.getValue("count:vault:3")
        keys.raiseCounter("vault", 4)
        // The app was ended before the lower one went.
        store.held["count:vault:3"] = old
        assertEquals(4, keys.counter("vault"))
    }

    @Test fun `destroying takes the keys and the counter of that name, and no other's`() {
        val sealed = keys.seal("vault", words, plain)
        keys.sign("vault", words)
        keys.raiseCounter("vault", 3)
        keys.seal("vault2", words, plain)
        keys.raiseCounter("vault2", 5)
        keys.destroy("vault")
        keys.destroy("vault")
        assertEquals(setOf("count:vault2:5", "seal:vault2"), store.held.keys.toSet())
        assertEquals(PortTrouble.NOT_FOUND, trouble { keys.open("vault", words, sealed) })
    }
}

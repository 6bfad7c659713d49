package vn.citizen.testing

import vn.citizen.core.ConnectivityPort
import vn.citizen.core.KeyStorePort
import vn.citizen.core.NetworkClass
import vn.citizen.core.NetworkState
import vn.citizen.core.PortProblem
import vn.citizen.core.PortTrouble
import vn.citizen.core.WakePort
import java.math.BigInteger
import java.security.AlgorithmParameters
import java.security.KeyFactory
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.SecureRandom
import java.security.Signature
import java.security.interfaces.ECPublicKey
import java.security.spec.ECGenParameterSpec
import java.security.spec.ECParameterSpec
import java.security.spec.ECPoint
import java.security.spec.ECPublicKeySpec
import javax.crypto.Cipher
import javax.crypto.KeyAgreement
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec
import javax.crypto.spec.SecretKeySpec

/** A key store in memory, with the algorithms of a phone's. [locked] is a phone that nobody has unlocked. */
class SoftKeys : KeyStorePort {
    var locked = false
    private val random = SecureRandom()
    private val sealing = mutableMapOf<String, SecretKey>()
    private val pairs = mutableMapOf<String, KeyPair>()
    private val counters = mutableMapOf<String, Long>()

    @Synchronized
    private fun <T> unlocked(work: () -> T): T {
        if (locked) throw PortProblem(PortTrouble.REFUSED)
        return work()
    }

    private fun sealingKey(name: String) = sealing.getOrPut(name) { SecretKeySpec(ByteArray(32).also(random::nextBytes), "AES") }

    private fun pair(name: String) = pairs.getOrPut(name) {
        KeyPairGenerator.getInstance("EC").apply { initialize(ECGenParameterSpec("secp256r1"), random) }.generateKeyPair()
    }

    override fun kind() = "test-memory"

    override fun seal(name: String, associated: ByteArray, plain: ByteArray): ByteArray = unlocked {
        val nonce = ByteArray(12).also(random::nextBytes)
        nonce + gcm(Cipher.ENCRYPT_MODE, name, nonce, associated).doFinal(plain)
    }

    override fun open(name: String, associated: ByteArray, sealed: ByteArray): ByteArray = unlocked {
        if (name !in sealing) throw PortProblem(PortTrouble.NOT_FOUND)
        if (sealed.size < 28) throw PortProblem(PortTrouble.DAMAGED)
        try {
            gcm(Cipher.DECRYPT_MODE, name, sealed.copyOf(12), associated).doFinal(sealed.copyOfRange(12, sealed.size))
        } catch (_: java.security.GeneralSecurityException) {
            throw PortProblem(PortTrouble.DAMAGED)
        }
    }

    private fun gcm(mode: Int, name: String, nonce: ByteArray, associated: ByteArray) = Cipher.getInstance("AES/GCM/NoPadding").apply {
        init(mode, sealingKey(name), GCMParameterSpec(128, nonce))
        updateAAD(associated)
    }

    override fun sign(name: String, message: ByteArray): ByteArray = unlocked {
        Signature.getInstance("SHA256withECDSAinP1363Format").apply {
            initSign(pair(name).private)
            update(message)
        }.sign()
    }

    override fun publicKey(name: String): ByteArray = unlocked {
        val point = (pair(name).public as ECPublicKey).w
        byteArrayOf(4) + point.affineX.fixed() + point.affineY.fixed()
    }

    private fun BigInteger.fixed(): ByteArray = toByteArray().let { bytes -> ByteArray(maxOf(0, 32 - bytes.size)) + bytes.takeLast(32).toByteArray() }

    override fun agree(name: String, peer: ByteArray): ByteArray = unlocked {
        val curve = AlgorithmParameters.getInstance("EC").apply { init(ECGenParameterSpec("secp256r1")) }.getParameterSpec(ECParameterSpec::class.java)
        val point = ECPoint(BigInteger(1, peer.copyOfRange(1, 33)), BigInteger(1, peer.copyOfRange(33, 65)))
        val other = KeyFactory.getInstance("EC").generatePublic(ECPublicKeySpec(point, curve))
        KeyAgreement.getInstance("ECDH").apply {
            init(pair(name).private)
            doPhase(other, true)
        }.generateSecret()
    }

    override fun counter(name: String): Long = unlocked { counters[name] ?: 0 }

    override fun raiseCounter(name: String, value: Long) = unlocked { counters[name] = maxOf(value, counters[name] ?: 0) }

    override fun destroy(name: String) = unlocked {
        sealing.remove(name)
        pairs.remove(name)
        Unit
    }
}

/** A network of which the test says what it is. */
class SetNetwork(var set: NetworkState = NetworkState(NetworkClass.FAST, metered = false, captive = false)) : ConnectivityPort {
    override fun state() = set
}

/** Remembers when the core wants to run again. */
class Alarm : WakePort {
    @Volatile
    var at: Long? = null
        private set

    override fun wakeAt(atMs: Long?) {
        at = atMs
    }
}

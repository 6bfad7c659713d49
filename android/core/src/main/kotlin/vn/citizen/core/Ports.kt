package vn.citizen.core

/** Why a port of the phone could not do what the core asked: locked or not there just now, refused by the person or the system, and so on. */
enum class PortTrouble { UNAVAILABLE, REFUSED, NO_SPACE, NOT_FOUND, DAMAGED }

class PortProblem(val trouble: PortTrouble) : Exception(trouble.name)

/** The phone's key store. Each call may throw [PortProblem]. Keys never leave it. */
interface KeyStorePort {
    /** A word for the kind of keeper, such as `android-strongbox`. */
    fun kind(): String

    fun seal(name: String, associated: ByteArray, plain: ByteArray): ByteArray

    fun open(name: String, associated: ByteArray, sealed: ByteArray): ByteArray

    /** ES256: 64 bytes, r and s. */
    fun sign(name: String, message: ByteArray): ByteArray

    /** The uncompressed P-256 point, 65 bytes. */
    fun publicKey(name: String): ByteArray

    fun agree(name: String, peer: ByteArray): ByteArray

    fun counter(name: String): Long

    /** Raises a counter that never goes down. */
    fun raiseCounter(name: String, value: Long)

    fun destroy(name: String)
}

enum class NetworkClass { NONE, SLOW, MOBILE, FAST }

/** [captive]: a page of the network's owner stands in between. */
data class NetworkState(val network: NetworkClass, val metered: Boolean, val captive: Boolean)

interface ConnectivityPort {
    fun state(): NetworkState
}

/** Who lets the app work again later: a job of the system. Nothing personal is handed over. */
interface WakePort {
    /**
     * Wants to run again at about [atMs] (Unix time in milliseconds) and with a network; a moment that has passed means as soon as there is
     * one, null that nothing waits. The newest call replaces those before. Comes from whichever thread asked the core.
     */
    fun wakeAt(atMs: Long?)
}

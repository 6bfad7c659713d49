package vn.citizen.core.bound

import vn.citizen.bindings.NetworkKind
import vn.citizen.bindings.PortFailure
import vn.citizen.core.ConnectivityPort
import vn.citizen.core.KeyStorePort
import vn.citizen.core.NetworkClass
import vn.citizen.core.PortProblem
import vn.citizen.core.PortTrouble
import vn.citizen.core.WakePort
import vn.citizen.bindings.ConnectivityPort as BoundConnectivityPort
import vn.citizen.bindings.KeyStorePort as BoundKeyStorePort
import vn.citizen.bindings.NetworkState as BoundNetworkState
import vn.citizen.bindings.WakePort as BoundWakePort

/** What a port of the phone throws, as the core knows it. Anything unforeseen is for the core to report. */
private fun <T> port(work: () -> T): T = try {
    work()
} catch (problem: PortProblem) {
    throw when (problem.trouble) {
        PortTrouble.UNAVAILABLE -> PortFailure.Unavailable()
        PortTrouble.REFUSED -> PortFailure.Refused()
        PortTrouble.NO_SPACE -> PortFailure.NoSpace()
        PortTrouble.NOT_FOUND -> PortFailure.NotFound()
        PortTrouble.DAMAGED -> PortFailure.Damaged()
    }
}

internal class BoundKeys(private val keys: KeyStorePort) : BoundKeyStorePort {
    override fun kind() = port { keys.kind() }

    override fun seal(name: String, associated: ByteArray, plain: ByteArray) = port { keys.seal(name, associated, plain) }

    override fun open(name: String, associated: ByteArray, `sealed`: ByteArray) = port { keys.open(name, associated, `sealed`) }

    override fun sign(name: String, message: ByteArray) = port { keys.sign(name, message) }

    override fun publicKey(name: String) = port { keys.publicKey(name) }

    override fun agree(name: String, peer: ByteArray) = port { keys.agree(name, peer) }

    override fun counter(name: String) = port { keys.counter(name) }.toULong()

    override fun raiseCounter(name: String, value: ULong) = port { keys.raiseCounter(name, value.toLong()) }

    override fun destroy(name: String) = port { keys.destroy(name) }
}

internal class BoundNetwork(private val network: ConnectivityPort) : BoundConnectivityPort {
    override fun state(): BoundNetworkState = port { network.state() }.let { state ->
        val kind = when (state.network) {
            NetworkClass.NONE -> NetworkKind.NONE
            NetworkClass.SLOW -> NetworkKind.SLOW
            NetworkClass.MOBILE -> NetworkKind.MOBILE
            NetworkClass.FAST -> NetworkKind.FAST
        }
        BoundNetworkState(kind, state.metered, state.captive)
    }
}

internal class BoundWake(private val wake: WakePort) : BoundWakePort {
    override fun wakeAt(atMs: Long?) = port { wake.wakeAt(atMs) }
}

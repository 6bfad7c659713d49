package vn.citizen.platform.network

import android.content.Context
import android.net.ConnectivityManager
import android.net.Network
import android.net.NetworkCapabilities
import vn.citizen.core.ConnectivityPort
import vn.citizen.core.NetworkClass
import vn.citizen.core.NetworkState
import vn.citizen.core.PortProblem
import vn.citizen.core.PortTrouble

/** What the system says of the way to the network, for as long as it watches. The core asks whenever it likes, from any thread. */
class NetworkWatch(context: Context) : ConnectivityPort, AutoCloseable {
    private val manager = context.getSystemService(ConnectivityManager::class.java)

    /** The network that the app's requests go by, as it was last heard of; null: there is none. */
    @Volatile private var heard: NetworkCapabilities? = null

    /** Whether the system tells anything at all. */
    @Volatile private var deaf = true

    private val ear = object : ConnectivityManager.NetworkCallback() {
        override fun onCapabilitiesChanged(network: Network, capabilities: NetworkCapabilities) {
            heard = capabilities
        }

        override fun onLost(network: Network) {
            heard = null
        }
    }

    init {
        try {
            heard = manager.getNetworkCapabilities(manager.activeNetwork)
            manager.registerDefaultNetworkCallback(ear)
            deaf = false
        } catch (_: RuntimeException) {
            // Some phones refuse, or have too many who listen (documentation of `registerDefaultNetworkCallback`). Then it is tried, and only
            // the province's answer counts.
        }
    }

    override fun state(): NetworkState {
        if (deaf) throw PortProblem(PortTrouble.UNAVAILABLE)
        val saving = manager.restrictBackgroundStatus == ConnectivityManager.RESTRICT_BACKGROUND_STATUS_ENABLED
        return heard?.state(saving) ?: NetworkState(NetworkClass.NONE, metered = false, captive = false)
    }

    override fun close() {
        if (!deaf) manager.unregisterNetworkCallback(ear)
        deaf = true
    }
}

/** EDGE, the fastest of 2G, is told of with less than this. */
private const val SLOW_KBPS = 150

/** As the core asks for it. Whoever told the phone to save data ([saving]) is treated as on a slow line. */
internal fun NetworkCapabilities.state(saving: Boolean): NetworkState {
    val metered = !hasCapability(NetworkCapabilities.NET_CAPABILITY_NOT_METERED)
    val cellular = hasTransport(NetworkCapabilities.TRANSPORT_CELLULAR)
    val slow = cellular && linkDownstreamBandwidthKbps in 1 until SLOW_KBPS
    val of = when {
        // On 2G nothing moves while somebody is on the telephone.
        !hasCapability(NetworkCapabilities.NET_CAPABILITY_NOT_SUSPENDED) -> NetworkClass.NONE
        slow || (saving && metered) -> NetworkClass.SLOW
        cellular -> NetworkClass.MOBILE
        else -> NetworkClass.FAST
    }
    return NetworkState(of, metered, hasCapability(NetworkCapabilities.NET_CAPABILITY_CAPTIVE_PORTAL))
}

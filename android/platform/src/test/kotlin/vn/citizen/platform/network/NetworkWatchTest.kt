package vn.citizen.platform.network

import android.content.Context
import android.net.ConnectivityManager
import android.net.Network
import android.net.NetworkCapabilities
import android.net.NetworkCapabilities.NET_CAPABILITY_CAPTIVE_PORTAL
import android.net.NetworkCapabilities.NET_CAPABILITY_NOT_METERED
import android.net.NetworkCapabilities.NET_CAPABILITY_NOT_SUSPENDED
import android.net.NetworkCapabilities.TRANSPORT_CELLULAR
import android.net.NetworkCapabilities.TRANSPORT_WIFI
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import org.robolectric.shadows.ShadowConnectivityManager
import org.robolectric.shadows.ShadowNetwork
import vn.citizen.core.NetworkClass
import vn.citizen.core.NetworkState
import vn.citizen.core.PortProblem
import vn.citizen.core.PortTrouble
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue

@RunWith(RobolectricTestRunner::class)
class NetworkWatchTest {
    private val context: Context = RuntimeEnvironment.getApplication()
    private val manager = context.getSystemService(ConnectivityManager::class.java)
    private val network = ShadowNetwork.newInstance(7)

    private fun capabilities(transport: Int, vararg can: Int, kbps: Int = 0): NetworkCapabilities = NetworkCapabilities.Builder.withoutDefaultCapabilities()
        .addTransportType(transport).addCapability(NET_CAPABILITY_NOT_SUSPENDED).setLinkDownstreamBandwidthKbps(kbps)
        .apply { can.forEach(::addCapability) }.build()

    private val wifi = capabilities(TRANSPORT_WIFI, NET_CAPABILITY_NOT_METERED)

    private fun ears() = shadowOf(manager).networkCallbacks

    private fun hear(what: ConnectivityManager.NetworkCallback.() -> Unit) = ears().forEach(what)

    @Test fun `a network is what the system says of it`() {
        val watch = NetworkWatch(context)
        for ((said, expected) in listOf(
            wifi to NetworkState(NetworkClass.FAST, metered = false, captive = false),
            capabilities(TRANSPORT_WIFI) to NetworkState(NetworkClass.FAST, metered = true, captive = false),
            capabilities(TRANSPORT_WIFI, NET_CAPABILITY_NOT_METERED, NET_CAPABILITY_CAPTIVE_PORTAL) to NetworkState(NetworkClass.FAST, metered = false, captive = true),
            capabilities(TRANSPORT_CELLULAR, kbps = 30_000) to NetworkState(NetworkClass.MOBILE, metered = true, captive = false),
            capabilities(TRANSPORT_CELLULAR, kbps = 70) to NetworkState(NetworkClass.SLOW, metered = true, captive = false),
            capabilities(TRANSPORT_CELLULAR) to NetworkState(NetworkClass.MOBILE, metered = true, captive = false),
        )) {
            hear { onCapabilitiesChanged(network, said) }
            assertEquals(expected, watch.state(), "$said")
        }
    }

    @Test fun `a network that is lost is none, and comes again`() {
        val watch = NetworkWatch(context)
        hear { onCapabilitiesChanged(network, wifi) }
        hear { onLost(network) }
        assertEquals(NetworkClass.NONE, watch.state().network)
        hear { onCapabilitiesChanged(network, wifi) }
        assertEquals(NetworkClass.FAST, watch.state().network)
    }

    @Test fun `nothing moves while somebody is on the telephone`() {
        val watch = NetworkWatch(context)
        val resting = NetworkCapabilities.Builder.withoutDefaultCapabilities().addTransportType(TRANSPORT_CELLULAR).build()
        hear { onCapabilitiesChanged(network, resting) }
        assertEquals(NetworkClass.NONE, watch.state().network)
    }

    @Test fun `whoever saves data is on a slow line, but not where bytes are free`() {
        val watch = NetworkWatch(context)
        shadowOf(manager).setRestrictBackgroundStatus(ConnectivityManager.RESTRICT_BACKGROUND_STATUS_ENABLED)
        hear { onCapabilitiesChanged(network, capabilities(TRANSPORT_CELLULAR, kbps = 30_000)) }
        assertEquals(NetworkClass.SLOW, watch.state().network)
        hear { onCapabilitiesChanged(network, wifi) }
        assertEquals(NetworkClass.FAST, watch.state().network)
    }

    @Test fun `what there is at the beginning is known before anything changes`() {
        shadowOf(manager).setNetworkCapabilities(manager.activeNetwork, wifi)
        assertEquals(NetworkState(NetworkClass.FAST, metered = false, captive = false), NetworkWatch(context).state())
    }

    @Test fun `nobody listens any longer than there is somebody to tell`() {
        val watch = NetworkWatch(context)
        assertEquals(1, ears().size)
        watch.close()
        watch.close()
        assertTrue(ears().isEmpty())
    }

    @Config(shadows = [Refusing::class])
    @Test fun `a phone that tells nothing is no phone without a network`() {
        assertEquals(PortTrouble.UNAVAILABLE, assertFailsWith<PortProblem> { NetworkWatch(context).state() }.trouble)
    }

    @Implements(ConnectivityManager::class)
    class Refusing : ShadowConnectivityManager() {
        @Implementation
        public override fun registerDefaultNetworkCallback(callback: ConnectivityManager.NetworkCallback) = throw SecurityException("too many")
    }
}

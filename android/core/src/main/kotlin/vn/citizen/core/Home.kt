package vn.citizen.core

/** A province that can be chosen. [former] says which provinces it was before they were joined. */
data class ProvinceChoice(val id: String, val name: Said, val former: List<Said>, val baseUrl: String, val demo: Boolean)

/**
 * [acceptKey] is the fingerprint that the person compared, for a province that no shipped root key vouches for; [root] the content of a root key
 * file to trust besides those that the core brings.
 */
data class ProvinceRequest(val baseUrl: String, val acceptKey: String? = null, val root: String? = null)

data class ProvinceView(val id: String, val name: Said, val demo: Boolean, val hotline: Said, val version: Long)

/** What the first screen answers: what needs me, what is moving, what is finished. */
data class HomeView(
    val province: ProvinceView?,
    val session: SessionView,
    val needsMe: List<DossierCard>,
    val moving: List<DossierCard>,
    val finished: List<DossierCard>,
    val reports: List<ReportCard>,
    val waiting: WaitingSummary,
    val age: Age,
    /** That the phone's clock is wrong, where it is. */
    val clock: Said?,
)

/** How much waits to be sent, and why. */
data class WaitingSummary(val count: Int, val said: Said)

/** [said] and [tone] tell how it went; [whole] where nothing stayed behind; [rejected] counts what the province does not take. */
data class SyncView(
    val said: Said,
    val tone: Tone,
    val whole: Boolean,
    val sent: Int,
    val rejected: Int,
    val received: Int,
    val waiting: WaitingSummary,
    val age: Age,
    val clock: Said?,
)

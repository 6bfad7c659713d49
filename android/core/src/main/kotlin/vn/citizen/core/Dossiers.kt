package vn.citizen.core

interface Dossiers {
    suspend fun page(offset: Int, limit: Int): DossierPage

    suspend fun view(code: DossierCode): DossierView

    suspend fun follow(request: FollowRequest): DossierView

    suspend fun unfollow(code: DossierCode)
}

data class DossierPage(val cards: List<DossierCard>, val total: Int)

sealed interface FollowRequest {
    data class Typed(val code: String, val secret: String? = null) : FollowRequest

    /** [text] is [ScanView.follow] of a scan. */
    data class Scanned(val text: String) : FollowRequest
}

/** A dossier in a list: plain state, procedure, one line of time, one line of what to do. */
data class DossierCard(
    val code: DossierCode,
    /** The code in groups that can be read aloud. */
    val codeShown: Said,
    val state: Said,
    val procedure: Said?,
    val time: Said?,
    val todo: Said?,
    val tone: Tone,
    val age: Age,
    val finished: Boolean,
    val demo: Boolean,
    val ratable: Boolean,
)

data class DossierView(
    val card: DossierCard,
    /** The state in the administration's own words. */
    val official: Said?,
    val agency: Said?,
    val facts: List<Fact>,
    /** Newest first. */
    val timeline: List<TimelineRow>,
    val todo: List<Said>,
    val fees: List<FeeRow>,
    val warnings: List<Said>,
    /** Where the shown state comes from and how far it can be trusted. */
    val trust: Said,
    val qr: QrCode?,
    val actions: Set<DossierAction>,
)

data class FeeRow(val name: Said, val amount: Said, val paid: Boolean, val state: Said, val qr: QrCode?)

enum class DossierAction { RATE, UNFOLLOW, SIGN_IN }

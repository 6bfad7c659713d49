package vn.citizen.core

interface Scanner {
    /** A grey picture of the camera: [luma] holds [height] rows of [stride] bytes, of which the first [width] count. */
    suspend fun frame(width: Int, height: Int, stride: Int, luma: ByteArray): ScanResult

    /** A picture file, by its path. */
    suspend fun picture(path: String): ScanResult

    suspend fun text(text: String): ScanResult
}

data class ScanResult(val found: List<ScanView>)

enum class ScanKind { DOSSIER_SLIP, DOSSIER_CODE, DOSSIER_URL, ID_CARD, VIETQR, HEALTH_CARD, CLAIM_TICKET, URL, TEXT }

/** From "the province signed it" down to "nobody vouches for it". */
enum class Trust { SIGNED, CHECKED, HINT, UNTRUSTED }

data class ScanView(
    val kind: ScanKind,
    val trust: Trust,
    val title: Said,
    val trustSaid: Said,
    val tone: Tone,
    val facts: List<Fact>,
    val warnings: List<Said>,
    /** What [FollowRequest.Scanned] takes, where there is something to follow. */
    val follow: String?,
)

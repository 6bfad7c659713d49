package vn.citizen.core

interface Reports {
    suspend fun categories(): List<CategoryView>

    suspend fun page(offset: Int, limit: Int): ReportPage

    suspend fun view(id: ReportId): ReportView

    suspend fun begin(request: ReportRequest): ReportView

    suspend fun change(id: ReportId, change: DraftChange): ReportView

    /** [path] is a picture file with all that the camera wrote into it: the core judges place and time itself. */
    suspend fun addPhoto(id: ReportId, path: String): ReportView

    suspend fun removePhoto(id: ReportId, sha256: String): ReportView

    /** The kept picture as it leaves the phone, a JPEG file. Where the phone does not hold it that is a problem: there is none. */
    suspend fun photo(id: ReportId, sha256: String): ByteArray

    suspend fun send(id: ReportId): ReportView

    suspend fun discard(id: ReportId)

    /** A draft of what the province refused, to be changed and sent again; the same one where it was begun. */
    suspend fun mend(id: ReportId): ReportView

    suspend fun decide(id: ReportId, decision: ReportDecision): ReportView
}

/** [emergency] is the number to call first where the thing cannot wait. */
data class CategoryView(val code: CategoryCode, val name: Said, val emergency: String? = null)

enum class PlaceSource { GPS, MAP_PIN }

/** Degrees of WGS 84; metres; milliseconds since the phone measured it. */
data class PlaceRequest(val lat: Double, val lon: Double, val accuracyM: Double?, val source: PlaceSource, val ageMs: Long)

enum class Visibility { PUBLIC, HANDLER }

data class ReportRequest(
    val category: CategoryCode,
    val text: String,
    val place: PlaceRequest? = null,
    val unit: UnitCode? = null,
    /** 1 urgent, 2 ordinary, 3 a suggestion. */
    val severity: Int = 2,
    val visibility: Visibility? = null,
    val anonymous: Boolean = false,
)

/** What changes in a draft; null leaves as it is. */
data class DraftChange(
    val category: CategoryCode? = null,
    val text: String? = null,
    val place: PlaceRequest? = null,
    val noPlace: Boolean = false,
    val unit: UnitCode? = null,
    val noUnit: Boolean = false,
    val severity: Int? = null,
    val visibility: Visibility? = null,
    val anonymous: Boolean? = null,
)

sealed interface ReportDecision {
    data object Confirm : ReportDecision

    data class Reopen(val why: String) : ReportDecision

    data object Withdraw : ReportDecision
}

/** [text] is all that the person wrote, [about] how it begins. */
data class ReportCard(
    val id: ReportId,
    val state: Said,
    val category: Said,
    val text: String,
    val about: Said?,
    val moment: Said,
    val tone: Tone,
    val todo: Said?,
    val finished: Boolean,
)

/** What a draft says, for the form in which it is changed. What the person does not touch there is not sent again. */
data class DraftFields(val category: CategoryCode, val visibility: Visibility, val anonymous: Boolean, val hasPlace: Boolean, val severity: Int)

data class ReportPage(val cards: List<ReportCard>)

data class ReportView(
    val card: ReportCard,
    val draft: Boolean,
    /** What a form begins with when the draft is changed; null for what is no draft. */
    val editing: DraftFields?,
    val facts: List<Fact>,
    val place: Said,
    val placeFlags: List<Said>,
    val visibility: Said,
    val photos: List<PhotoRow>,
    /** What will leave the phone, in words. */
    val size: Said?,
    val advice: List<AdviceRow>,
    val reason: Said?,
    /** What was decided and is not yet sent. */
    val pending: Said?,
    val receipt: ReceiptView?,
    val timeline: List<TimelineRow>,
    val actions: Set<ReportAction>,
)

enum class ReportAction { EDIT, SEND, MEND, CONFIRM, REOPEN, WITHDRAW, DISCARD }

data class PhotoRow(val sha256: String, val size: Said, val state: Said, val tone: Tone)

/** [call]: numbers to offer for calling. */
data class AdviceRow(val said: Said, val call: List<String>)

/** The province's signed word that it has something. */
data class ReceiptView(val moment: Said, val verified: Boolean, val facts: List<Fact>, val qr: QrCode?, val item: ItemId)

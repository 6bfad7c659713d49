package vn.citizen.core

import kotlinx.coroutines.flow.Flow

/**
 * The core as the screens see it. A call may be made from any thread: its implementation leaves the caller's thread by itself. A call may
 * throw [Problem] and, when its coroutine is cancelled, nothing else.
 */
interface Citizen {
    val dossiers: Dossiers
    val reports: Reports
    val ratings: Ratings
    val identity: Identity
    val outbox: Outbox
    val scanner: Scanner
    val directory: Directory
    val profile: Profile

    suspend fun provinceChoices(): List<ProvinceChoice>

    suspend fun chooseProvince(request: ProvinceRequest): ProvinceView

    suspend fun home(): HomeView

    /** Sends and fetches once; [SyncEvent.Finished] is the last event. Whoever stops collecting cancels the work between two steps. */
    fun sync(): Flow<SyncEvent>

    /** The state of [topic] at once and after each change, the newest only. The subscription ends with its collector. */
    fun watch(topic: Topic): Flow<Snapshot>

    suspend fun preferences(): Preferences

    suspend fun setPreferences(preferences: Preferences)
}

/** What can be watched. */
sealed interface Topic {
    data object Home : Topic

    data class Dossier(val code: DossierCode) : Topic

    data class Report(val id: ReportId) : Topic

    data object Waiting : Topic

    data object Session : Topic
}

/** What watching gives, one kind a topic. */
sealed interface Snapshot {
    data class Home(val view: HomeView) : Snapshot

    data class Dossier(val view: DossierView) : Snapshot

    data class Report(val view: ReportView) : Snapshot

    data class Waiting(val view: WaitingSummary) : Snapshot

    data class Session(val view: SessionView) : Snapshot

    /** It is not there: never followed, unfollowed, discarded. */
    data object Gone : Snapshot

    /** It cannot be looked at now, for example because the phone is locked; told again when it can. */
    data class Unavailable(val problem: Problem) : Snapshot
}

sealed interface SyncEvent {
    data object Started : SyncEvent

    /** Much is to come, and so much of it is kept; told only where there is much, the newest wins. */
    data class Progress(val received: Int, val of: Int, val said: Said) : SyncEvent

    data class Finished(val view: SyncView) : SyncEvent
}

enum class Language { VI, EN }

/** How large letters are besides what the phone itself is set to. */
enum class TextSize { SYSTEM, LARGE, LARGEST }

/** How the person wants to be addressed. */
enum class Address { BAN, ONG, BA, ANH, CHI }

data class Preferences(val language: Language = Language.VI, val textSize: TextSize = TextSize.SYSTEM, val address: Address = Address.BAN)

package vn.citizen.testing

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import vn.citizen.core.Advice
import vn.citizen.core.Age
import vn.citizen.core.Category
import vn.citizen.core.Citizen
import vn.citizen.core.DossierAction
import vn.citizen.core.DossierCode
import vn.citizen.core.DossierView
import vn.citizen.core.HomeView
import vn.citizen.core.Language
import vn.citizen.core.Preferences
import vn.citizen.core.Problem
import vn.citizen.core.ProvinceChoice
import vn.citizen.core.ProvinceRequest
import vn.citizen.core.ProvinceView
import vn.citizen.core.ReportId
import vn.citizen.core.ReportView
import vn.citizen.core.Said
import vn.citizen.core.SessionView
import vn.citizen.core.Snapshot
import vn.citizen.core.SyncEvent
import vn.citizen.core.SyncView
import vn.citizen.core.Tone
import vn.citizen.core.Topic
import vn.citizen.core.WaitingSummary

/**
 * A core in memory, for tests of the screens: it keeps what it is given, has a network that can be taken away ([online]) and fails once with
 * [next] where a test wants that. It holds no rule of the real core beyond what a screen needs in order to move on.
 */
class FakeCitizen(language: Language = Language.VI) : Citizen {
    val samples = Samples(language)
    var online = true

    /** What the next call throws. */
    var next: Problem? = null

    private val fails = mutableMapOf<String, Problem>()

    private val waits = mutableMapOf<String, CompletableDeferred<Unit>>()

    /** The next call of this name is answered only when what this gives is completed. */
    fun waitsAt(name: String) = CompletableDeferred<Unit>().also { waits[name] = it }

    private val answers = mutableMapOf<String, CompletableDeferred<Unit>>()

    /** The answer to the next call of this name is made, and arrives only when what this gives is completed. */
    fun arrivesAt(name: String) = CompletableDeferred<Unit>().also { answers[name] = it }

    internal suspend fun <T> arrived(name: String, answer: T): T {
        answers.remove(name)?.await()
        return answer
    }

    /** What the next call of this name throws. */
    fun failsAt(name: String, problem: Problem) {
        fails[name] = problem
    }

    /** What calls wait for before they are answered. */
    var hold: CompletableDeferred<Unit>? = null

    /** How far a sync has come, and waits for the test before it goes on; null where it is over at once. */
    var progress: SyncEvent.Progress? = null
    var goOn = CompletableDeferred<Unit>()

    /** How old everything is by now; null where it is as fresh as the last sync. */
    var age: Age? = null

    /** Every call made, by its name. */
    val calls = mutableListOf<String>()

    internal val followed = mutableListOf<DossierView>()
    internal val reportViews = mutableListOf<ReportView>()
    internal var sessionView: SessionView = samples.rest.signedOut
    private var province: ProvinceView? = null
    private var kept = Preferences(language)
    private var synced = false
    private val version = MutableStateFlow(0)

    /** A phone that is locked shows nothing to those who watch. */
    var locked = false
        set(on) {
            field = on
            changed()
        }

    override val dossiers = FakeDossiers(this)
    override val reports = FakeReports(this)
    override val ratings = FakeRatings(this)
    override val identity = FakeIdentity(this)
    override val outbox = FakeOutbox(this)
    override val scanner = FakeScanner(this)
    override val directory = FakeDirectory(this)
    override val profile = FakeProfile(this)

    /** After everything was erased it answers nothing any more, as the real one. */
    private var closed = false

    internal suspend fun called(name: String) {
        calls += name
        hold?.await()
        waits.remove(name)?.await()
        if (closed) throw problem(Advice.CLOSED, "Phần này của ứng dụng đã đóng. Hãy mở lại ứng dụng.", "This part of the app was closed. Please open the app again.")
        next?.let {
            next = null
            throw it
        }
        fails.remove(name)?.let { throw it }
    }

    internal fun changed() {
        version.value++
    }

    internal fun t(vi: String, en: String) = samples.t(vi, en)

    fun problem(advice: Advice, vi: String, en: String) = Problem(advice, t(vi, en), "fake.${advice.name.lowercase()}", Category.EXPECTED)

    internal fun offline() = problem(Advice.OFFLINE, "Không có mạng. Những gì đang chờ vẫn còn trên máy.", "No network. What waits is still on this phone.")

    /** Puts a province, real or one to try, a session and the sample dossiers in place. */
    fun settled(demo: Boolean = false): FakeCitizen {
        province = samples.province.copy(demo = demo)
        sessionView = samples.rest.signedIn
        followed += samples.dossiers.all.map(samples.dossiers::view)
        return this
    }

    /** Puts [count] more dossiers in place, of which those from the [finished]th on are finished, and as many reports that wait. */
    fun many(count: Int, finished: Int) {
        for (n in 1..count) {
            val card = (if (n < finished) samples.dossiers.inTime else samples.dossiers.done).copy(code = DossierCode("H29-$n"), codeShown = Said("H29 $n"))
            followed += samples.dossiers.view(card)
            reportViews += samples.reports.waiting.copy(card = samples.reports.waitingCard.copy(id = ReportId("r-$n")).saying("Phản ánh số $n"))
        }
        changed()
    }

    override suspend fun provinceChoices(): List<ProvinceChoice> {
        called("provinceChoices")
        return samples.choices
    }

    override suspend fun chooseProvince(request: ProvinceRequest): ProvinceView {
        called("chooseProvince")
        if (!online) throw offline()
        val choice = samples.choices.first { it.baseUrl == request.baseUrl }
        return ProvinceView(choice.id, choice.name, choice.demo, samples.province.hotline, samples.province.version).also {
            province = it
            changed()
        }
    }

    internal fun waiting(): WaitingSummary {
        val count = reportViews.count { it.card.tone == Tone.WAITING }
        return if (count == 0) samples.rest.nothingWaits else samples.rest.oneWaits.copy(count = count)
    }

    override suspend fun home(): HomeView {
        called("home")
        return snapshot()
    }

    private fun snapshot(): HomeView {
        val cards = followed.map { it.card }
        return HomeView(
            province,
            sessionView,
            cards.filter { it.todo != null },
            cards.filter { it.todo == null && it.tone != Tone.DONE },
            cards.filter { it.todo == null && it.tone == Tone.DONE },
            reportViews.map { it.card },
            waiting(),
            age ?: if (synced) samples.fresh else samples.never,
            null,
        )
    }

    override fun sync(): Flow<SyncEvent> = flow {
        called("sync")
        emit(SyncEvent.Started)
        progress?.let {
            emit(it)
            goOn.await()
        }
        if (!online) {
            emit(SyncEvent.Finished(SyncView(notSynced(), Tone.WAITING, false, 0, 0, 0, waiting(), samples.never, null)))
            return@flow
        }
        val sent = reports.acceptAll()
        synced = true
        changed()
        emit(SyncEvent.Finished(SyncView(t("Đã cập nhật. Gửi $sent, nhận 0", "Updated. Sent $sent, received 0"), Tone.DONE, true, sent, 0, 0, waiting(), samples.fresh, null)))
    }

    private fun isLocked() = problem(Advice.UNLOCK, "Máy đang khóa. Hãy mở khóa rồi xem lại.", "The phone is locked. Please unlock it and look again.")

    /** As the core says it, with the reason. */
    fun notSynced() = t("Đã lưu trên máy, chưa cập nhật được. Gửi 0, nhận 0. Không có mạng.", "Kept on this phone, not up to date. Sent 0, received 0. There is no network.")

    override fun watch(topic: Topic): Flow<Snapshot> = version.map {
        if (locked) return@map Snapshot.Unavailable(isLocked())
        when (topic) {
            Topic.Home -> Snapshot.Home(snapshot())
            is Topic.Dossier -> followed.firstOrNull { it.card.code == topic.code }?.let(Snapshot::Dossier) ?: Snapshot.Gone
            is Topic.Report -> reportViews.firstOrNull { it.card.id == topic.id }?.let(Snapshot::Report) ?: Snapshot.Gone
            Topic.Waiting -> Snapshot.Waiting(waiting())
            Topic.Session -> Snapshot.Session(sessionView)
        }
    }

    override suspend fun preferences(): Preferences {
        called("preferences")
        return arrived("preferences", kept)
    }

    override suspend fun setPreferences(preferences: Preferences) {
        called("setPreferences")
        kept = preferences
        // What is watched is told anew, as the real core does.
        changed()
    }

    internal fun wipe() {
        followed.clear()
        reportViews.clear()
        sessionView = samples.rest.signedOut
        province = null
        closed = true
    }

    internal fun rated(view: DossierView): DossierView =
        view.copy(card = view.card.copy(ratable = false), actions = view.actions - DossierAction.RATE)

    internal fun notFound(): Problem = problem(Advice.NOT_FOUND, "Không tìm thấy trên máy này.", "It is not on this phone.")

    internal fun said(vi: String, en: String): Said = t(vi, en)
}

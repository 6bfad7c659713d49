package vn.citizen.app

import android.app.Activity
import android.app.Application
import android.content.Intent
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import vn.citizen.core.Language
import vn.citizen.core.Life
import vn.citizen.core.Problem
import vn.citizen.core.bound.BoundCitizen
import vn.citizen.core.bound.Opening
import vn.citizen.platform.background.Keeper
import vn.citizen.platform.background.Schedule
import vn.citizen.platform.background.Sending
import vn.citizen.platform.camera.Camera
import vn.citizen.platform.desk.NoticeWords
import vn.citizen.platform.desk.Notices
import vn.citizen.platform.desk.SignInRedirect
import vn.citizen.platform.desk.spoken
import vn.citizen.platform.front.ActivityFront
import vn.citizen.platform.keys.AndroidKeys
import vn.citizen.platform.network.NetworkWatch
import vn.citizen.platform.person.Gate
import vn.citizen.platform.person.PersonPrompt
import vn.citizen.platform.person.PromptWords
import vn.citizen.platform.person.unlocking
import vn.citizen.platform.photo.PhotoProvider
import vn.citizen.platform.photo.Photos
import vn.citizen.platform.shippedPacks
import vn.citizen.platform.vaultFolder
import vn.citizen.ui.hold.AppHolder
import vn.citizen.ui.hold.Kept
import vn.citizen.ui.hold.LockHolder
import vn.citizen.ui.hold.VaultHolder
import vn.citizen.ui.words.words

/** What the app's resources say: its name, the host of its app link, the sign of its notices. */
class Named(val app: String, val linkHost: String, val noticeIcon: Int)

/** Puts the phone's parts under the screens. Whatever could live in a module lives there. Main thread only. */
class Parts(private val app: Application, named: Named) {
    private val scope = CoroutineScope(app.mainExecutor.asCoroutineDispatcher() + SupervisorJob())
    private val language = if (app.resources.configuration.locales[0].language == "en") Language.EN else Language.VI
    private val network = NetworkWatch(app)
    private val keys = AndroidKeys(app)
    val schedule = Schedule(app)
    private var screen: Activity? = null
    private var onScreen = false
    private var core: BoundCitizen? = null
    private var keeper: Keeper? = null
    private var minutes: Job? = null
    private var kept: Kept = emptyList()
    private val holding = MutableStateFlow<AppHolder?>(null)

    /** The language that the person chose, where the screens know it; before that, the phone's. */
    private val spoken get() = holding.value?.preferences?.value?.language ?: language

    /** What the phone asks before the vault is open, so that the core cannot be asked how to say it. */
    private val unlock get() = words(spoken).unlock

    private val turn = Mutex()

    val front = ActivityFront(app)

    /** They come while there may be no screens at all, but where the core has just worked: it knows what the person chose. */
    val notices = Notices(app, named.noticeIcon) {
        val unlock = words(core?.spoken(otherwise = spoken) ?: spoken).unlock
        // The person may have come back while it was asked.
        if (onScreen) null else NoticeWords(named.app, unlock.news.display, unlock.refused.display)
    }
    val camera = Camera(app, front)
    private val redirect = SignInRedirect(named.linkHost)
    private val prompt = PersonPrompt(app, front)
    private val gate = Gate(app) { ask() }
    val holder: StateFlow<AppHolder?> = holding

    /** What another process would be left with. */
    fun keeps(): Kept = holding.value?.shown()?.ifEmpty { kept } ?: kept

    val vault = VaultHolder(language, scope, resume = { keeper?.comeBack() }, call = { host.call(it) }) { acceptLoss -> show(acceptLoss) }
    private val photos = Photos(app, front, PhotoProvider.shelf(app)) { keeper?.comeBack()?.join() }
    private val host = AndroidHost(app, front, camera, photos, redirect, notices, gate)

    /** Before everything else. */
    val lock = LockHolder(scope, gate::isShut, gate::passes, call = { host.call(it) }, enter = ::enters)

    /** Whoever locks the app wants no picture of it in the list of open apps either. */
    val isLocked: Boolean get() = gate.asks

    /** The screen is there: [earlier] is what an earlier process was left with, [intent] what it was opened by, null where it was there before. */
    fun shows(activity: Activity, earlier: Kept, intent: Intent?) {
        screen = activity
        front.shows(activity, anew = intent != null)
        if (holding.value == null) {
            // A turn of the screen while the vault is still opening brings nothing that was not here before.
            if (earlier.isNotEmpty()) kept = earlier
            photos.clear(kept)
        }
        intent?.let(::heard)
    }

    fun hides(activity: Activity) {
        if (screen === activity) screen = null
        front.hides(activity)
    }

    /** The browser may have come back. */
    fun heard(intent: Intent) {
        val url = redirect.answer(intent) ?: return
        scope.launch {
            val holder = holding.filterNotNull().first()
            // The browser had the screen: the vault may be on its way back still.
            keeper?.comeBack()?.join()
            holder.cameBack(url)
        }
    }

    fun left() {
        onScreen = false
        gate.left()
        minutes?.cancel()
        camera.seen(false)
        keeper?.leave()
        schedule.look()
    }

    fun cameBack() {
        onScreen = true
        lock.cameBack()
    }

    private fun enters() {
        // What comes of a question that the person left open is for the next time.
        if (!onScreen) return
        camera.seen(true)
        notices.clear()
        if (holding.value == null) vault.begin() else keeper?.comeBack()
        minutes?.cancel()
        minutes = scope.launch {
            while (true) {
                delay(MINUTE_MS)
                holding.value?.tick()
            }
        }
    }

    suspend fun sendInBackground(): Boolean = try {
        val core = opened(acceptLoss = false)
        keeper?.let { Sending(it, core) { view -> if (!onScreen) notices.tell(view) }.run() } ?: false
    } catch (_: Problem) {
        // The phone is locked, or the person has to decide something: not now.
        false
    }

    /** For a person: awake, though the system may have opened it while nobody looked. */
    private suspend fun show(acceptLoss: Boolean) {
        val opened = opened(acceptLoss)
        // The person may have left while it was opened.
        if (onScreen) keeper?.comeBack()?.join()
        holding.value = AppHolder(opened, host, scope, kept, language) {
            core = null
            gate.forget()
            // Its vault is gone for good: there is nothing that coming back could wake.
            keeper = null
            opened(acceptLoss = false)
        }.also { it.syncSoon() }
    }

    /** Once, whoever asks first. */
    private suspend fun opened(acceptLoss: Boolean): BoundCitizen = turn.withLock { core ?: open(acceptLoss) }

    private suspend fun open(acceptLoss: Boolean): BoundCitizen {
        val opening = Opening(vaultFolder(app).path, "default", shippedPacks(app), language, acceptLoss)
        val opened = unlocking(::ask) { BoundCitizen.open(opening, keys, network, schedule) }
        core = opened
        keeper = Keeper(Unlocked(opened), scope, away = !onScreen, keep = { holding.value?.pause() }, resumed = ::resumed)
        return opened
    }

    private inner class Unlocked(private val opened: Life) : Life by opened {
        override suspend fun resume() = unlocking(::ask) { opened.resume() }
    }

    private fun resumed(problem: Problem?) {
        vault.resumed(problem)
        if (problem == null) {
            holding.value?.run {
                // Only now is there a vault to look into.
                tick()
                syncSoon()
            }
        }
    }

    private suspend fun ask() = prompt.ask(screen.takeIf { onScreen }, PromptWords(unlock.title.display, unlock.line.display))

    private companion object {
        const val MINUTE_MS = 60_000L
    }
}

package vn.citizen.ui.hold

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.flow.firstOrNull
import kotlinx.coroutines.flow.mapNotNull
import vn.citizen.core.Advice
import vn.citizen.core.Citizen
import vn.citizen.core.FollowRequest
import vn.citizen.core.Frame
import vn.citizen.core.Host
import vn.citizen.core.Problem
import vn.citizen.core.Said
import vn.citizen.core.ScanResult
import vn.citizen.core.ScanView
import vn.citizen.ui.screens.ScanEvent
import vn.citizen.ui.screens.ScanResultEvent
import vn.citizen.ui.screens.ScanResultState
import vn.citizen.ui.screens.ScanState
import vn.citizen.ui.screens.TypeCodeEvent
import vn.citizen.ui.screens.TypeCodeState

class ScanHolder(private val core: Citizen, private val host: Host, private val ways: Ways, scope: CoroutineScope) : Holder<ScanState>(ScanState(camera = host.frames() != null), scope) {
    private val choosing = Once()

    /** What was said of the last frame, where it could not be read. */
    private var ofFrame: Said? = null

    override fun load() = look()

    override fun ScanState.with(problem: Said?) = copy(problem = problem)

    fun on(event: ScanEvent) {
        when (event) {
            ScanEvent.Back -> ways.back()
            ScanEvent.Torch -> {
                set { copy(torch = !torch) }
                host.torch(now.torch)
            }
            ScanEvent.AllowCamera -> ask {
                val allowed = host.allowCamera()
                set { copy(camera = allowed) }
                if (allowed) askAgain()
            }
            ScanEvent.ChoosePicture -> choosing.ask {
                val path = host.choosePicture() ?: return@ask
                set { copy(reading = true, nothingFound = false) }
                val result = try {
                    core.scanner.picture(path)
                } finally {
                    set { copy(reading = false) }
                    host.done(path)
                }
                show(result)
            }
            ScanEvent.TypeCode -> ways.go(Route.TypeCode)
        }
    }

    /** Reads frames, always the newest, until one holds something. */
    private fun look() = host.frames()?.let { frames -> ask { frames.conflate().mapNotNull { read(it) }.firstOrNull { it.found.isNotEmpty() }?.let(::show) } }

    /** A picture that cannot be read says why, and the next one is looked at: the camera goes on, and so does whoever holds it. */
    private suspend fun read(frame: Frame): ScanResult? = try {
        core.scanner.frame(frame.width, frame.height, frame.stride, frame.luma).also { saidOfFrame(null) }
    } catch (problem: Problem) {
        if (problem.advice == Advice.CLOSED) throw problem
        saidOfFrame(problem.said)
        null
    }

    /** The next frame takes back only what was said of one before it, and nothing else that went wrong. */
    private fun saidOfFrame(said: Said?) {
        val last = ofFrame
        ofFrame = said
        if (said != null || (last != null && now.problem == last)) set { with(said) }
    }

    private fun show(result: ScanResult) {
        if (result.found.isEmpty()) set { copy(nothingFound = true) } else ways.replace(Route.ScanResult(result.found))
    }
}

class ScanResultHolder(found: List<ScanView>, private val core: Citizen, private val ways: Ways, scope: CoroutineScope) : Holder<ScanResultState>(ScanResultState(found), scope) {
    private val following = Once()

    override fun ScanResultState.with(problem: Said?) = copy(problem = problem, busy = false)

    fun on(event: ScanResultEvent) {
        when (event) {
            ScanResultEvent.Back -> ways.back()
            ScanResultEvent.Again -> ways.replace(Route.Scan)
            is ScanResultEvent.Follow -> event.scan.follow?.let { text ->
                following.ask {
                    set { copy(busy = true) }
                    ways.replace(Route.Dossier(core.dossiers.follow(FollowRequest.Scanned(text)).card.code))
                }
            }
        }
    }
}

class TypeCodeHolder(private val core: Citizen, private val ways: Ways, scope: CoroutineScope) : Holder<TypeCodeState>(TypeCodeState(), scope) {
    private val following = Once()

    override val written: Map<String, String> get() = if (now.code.isEmpty()) emptyMap() else mapOf(CODE to now.code)

    override fun write(earlier: Map<String, String>) = set { copy(code = earlier[CODE].orEmpty()) }

    override fun TypeCodeState.with(problem: Said?) = copy(problem = problem, busy = false)

    fun on(event: TypeCodeEvent) {
        when (event) {
            TypeCodeEvent.Back -> ways.back()
            is TypeCodeEvent.Code -> set { copy(code = event.text, problem = null) }
            is TypeCodeEvent.Secret -> set { copy(secret = event.text) }
            TypeCodeEvent.Follow -> following.ask {
                set { copy(busy = true) }
                val view = core.dossiers.follow(FollowRequest.Typed(now.code, now.secret.ifEmpty { null }))
                set { copy(code = "") }
                ways.home()
                ways.go(Route.Dossier(view.card.code))
            }
        }
    }

    private companion object {
        const val CODE = "code"
    }
}

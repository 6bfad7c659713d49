package vn.citizen.door.story

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeout
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.add
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import vn.citizen.core.Problem
import vn.citizen.core.SyncEvent

/** Long work that the story has begun. Stopping it is to stop listening; that is its last event here, since nobody is told anything any more. */
class Worked(scope: CoroutineScope, work: Flow<SyncEvent>) {
    private val events = Channel<SyncEvent>(Channel.UNLIMITED)
    private val names = mutableListOf<String>()
    private var view: JsonElement = JsonNull
    private var code: String? = null

    private val listening = scope.launch {
        try {
            work.collect(events::send)
            events.close()
        } catch (problem: Problem) {
            events.close(problem)
        }
    }

    /** Returns when it has begun; throws what the core says where it does not. */
    suspend fun begin() = withTimeout(PATIENCE) { hear(events.receive()) }

    private fun hear(event: SyncEvent) {
        when (event) {
            SyncEvent.Started -> names += "started"
            is SyncEvent.Progress -> names += "progress"
            is SyncEvent.Finished -> {
                names += "finished"
                view = seen(event.view)
            }
        }
    }

    /** Everything that was told of it, once it is over. */
    suspend fun end(): JsonElement {
        withTimeout(PATIENCE) {
            try {
                for (event in events) hear(event)
            } catch (problem: Problem) {
                names += "failed"
                code = problem.code
            } catch (_: CancellationException) {
                // Not this test's own.
                currentCoroutineContext().ensureActive()
                names += "cancelled"
            }
        }
        return buildJsonObject {
            putJsonArray("events") { names.forEach { add(it) } }
            put("view", view)
            put("code", code)
        }
    }

    /** Returns when the core knows that nobody listens. */
    suspend fun cancel() {
        listening.cancelAndJoin()
        events.cancel()
    }
}

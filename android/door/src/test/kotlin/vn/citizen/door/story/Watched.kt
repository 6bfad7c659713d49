package vn.citizen.door.story

import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import vn.citizen.core.Snapshot
import kotlin.time.Duration.Companion.seconds

/** Long enough for the slowest machine; what takes longer is a fault. */
internal val PATIENCE = 60.seconds

/** Something that the story watches: the newest that was told. */
class Watched(private val told: ReceiveChannel<Snapshot>) {
    private var newest: JsonElement = JsonNull

    /** Returns with what is so now, which is told first; throws what the core says where it cannot be watched. */
    suspend fun begin() {
        newest = withTimeout(PATIENCE) { seen(told.receive()) }
    }

    /** What it is once it is [enough], or what it was last. */
    suspend fun newest(enough: (JsonElement) -> Boolean): JsonElement {
        withTimeoutOrNull(PATIENCE) {
            while (!enough(newest)) newest = seen(told.receiveCatching().getOrNull() ?: break)
        }
        return newest
    }

    fun end() = told.cancel()
}

package vn.citizen.door.stress

import kotlinx.coroutines.flow.MutableStateFlow
import vn.citizen.core.Language
import vn.citizen.core.Problem
import vn.citizen.core.bound.BoundCitizen
import vn.citizen.core.bound.Opening
import vn.citizen.testing.Alarm
import vn.citizen.testing.SetNetwork
import vn.citizen.testing.SoftKeys
import java.io.File
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.ConcurrentMap
import java.util.concurrent.atomic.AtomicLong

/** What crossed and what came of it, over every phone. */
class Tally {
    val calls = AtomicLong()
    val events = AtomicLong()

    /** Error code → how often. */
    val codes: ConcurrentMap<String, AtomicLong> = ConcurrentHashMap()

    fun note(problem: Problem) {
        codes.getOrPut(problem.code) { AtomicLong() }.incrementAndGet()
    }
}

/** A phone under load. [closed] turns true when it is shut down. */
class UsedPhone(val core: BoundCitizen, val tally: Tally) {
    val closed = MutableStateFlow(false)

    suspend fun shutdown() {
        core.shutdown()
        closed.value = true
    }

    companion object {
        suspend fun open(folder: File, name: String, tally: Tally) = UsedPhone(
            BoundCitizen.open(
                Opening(File(folder, name).path, "default", listOf(PACK), Language.VI),
                SoftKeys(),
                SetNetwork(),
                Alarm(),
                crossing = { tally.calls.incrementAndGet() },
                telling = { tally.events.incrementAndGet() },
            ),
            tally,
        )

        private const val PACK = "../../core/pack/assets/79.json"
    }
}

package vn.citizen.door.stress

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.After
import org.junit.Test
import vn.citizen.core.Advice
import vn.citizen.core.DossierCode
import vn.citizen.core.Problem
import vn.citizen.core.ReportId
import vn.citizen.core.Topic
import java.nio.file.Files
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.minutes

/** Much at once, given up, let go and used after its end: nothing breaks, hangs or stays behind. */
class StressTest {
    private val folder = Files.createTempDirectory("citizen-stress").toFile()

    @After fun tidy() {
        folder.deleteRecursively()
    }

    /**
     * Two phones in one process; the first is shut down early by one of its users. Its other users go on, and so do those of the second. Each
     * does [part] of what there is to do.
     */
    private fun load(round: String, part: Int): Tally = runBlocking(Dispatchers.Default) {
        val tally = Tally()
        val (ends, stays) = listOf("ends", "stays").map { UsedPhone.open(folder, "$round-$it", tally) }
        // Whoever waits longer waits for ever.
        withTimeout(5.minutes) {
            repeat(COROUTINES / 2) { n ->
                launch {
                    ends.use(n.toLong(), BEFORE / part)
                    if (n == 0) ends.shutdown()
                    ends.use(n.toLong() + COROUTINES, AFTER / part)
                }
                launch { stays.use(n.toLong(), OPEN / part) }
            }
        }
        closed(ends)
        stays.core.home()
        stays.shutdown()
        tally
    }

    /** Every room says so, each in its own way of saying it. */
    private suspend fun closed(phone: UsedPhone) {
        val calls: List<suspend () -> Any> = with(phone.core) {
            listOf(
                { home() }, { preferences() }, { sync().first() }, { watch(Topic.Home).first() }, { dossiers.page(0, 1) }, { dossiers.unfollow(DossierCode("x")) },
                { reports.view(ReportId("x")) }, { ratings.results() }, { identity.signOut() }, { outbox.retry() }, { scanner.text("x") },
                { directory.emergencyNumbers() }, { profile.checks() }, { profile.erase() }, { this.suspend() }, { resume() },
            )
        }
        for (call in calls) {
            val problem = assertFailsWith<Problem> { call() }
            assertEquals(Advice.CLOSED to "Closed", problem.advice to problem.variant, problem.code)
        }
        phone.core.shutdown()
    }

    @Test fun `a hundred thousand calls and events from 32 coroutines leave nothing behind`() {
        assertEquals(Counts.NOTHING, Counts.settled(folder, Counts.NOTHING))
        // Once before, so that what is kept for ever is there.
        load("first", 8)
        assertEquals(Counts.NOTHING, Counts.settled(folder, Counts.NOTHING))
        val (heap, native) = heapBytes() to nativeBytes()

        val tally = load("then", 1)
        println("${tally.calls} calls, ${tally.events} events, ${tally.codes.toSortedMap()}")
        assertTrue(tally.calls.get() + tally.events.get() >= 100_000, "${tally.calls} and ${tally.events}")
        assertTrue(tally.events.get() > 1_000, "${tally.events} events")
        // Nothing but what was asked for, and above all no defect.
        assertEquals(emptySet(), tally.codes.keys - EXPECTED)
        assertTrue(tally.codes.containsKey("client.closed"), "${tally.codes}")

        assertEquals(Counts.NOTHING, Counts.settled(folder, Counts.NOTHING))
        // Java and its bindings tidy up in their own time.
        val more = Counts.settled({ heapBytes() - heap }) { it < HEAP }
        assertTrue(more < HEAP, "$more bytes more on Java's heap")
        if (native != null) {
            val outside = Counts.settled({ (nativeBytes() ?: native) - native }) { it < NATIVE }
            println("Java's heap grew by $more bytes, what is outside of it by $outside")
            assertTrue(outside < NATIVE, "$outside bytes more outside of Java's heap")
        }
    }

    @Test fun `control - what is kept is seen, and what is let go is gone`() = runBlocking(Dispatchers.Default) {
        assertEquals(Counts.NOTHING, Counts.settled(folder, Counts.NOTHING))
        val phone = UsedPhone.open(folder, "kept", Tally())
        phone.core.home()
        val before = Counts.now(folder)
        assertEquals(1, before.threads)
        assertTrue(before.files > 0, "$before")
        assertEquals(3, before.held.ports)
        val told = MutableStateFlow(0)
        val kept = launch { phone.core.watch(Topic.Home).onEach { told.value++ }.collect() }
        told.first { it > 0 }
        val watching = before.copy(held = before.held.copy(watchers = 1), objects = before.objects + ("Subscription" to 1))
        assertEquals(watching, Counts.now(folder))
        kept.cancel()
        kept.join()
        assertEquals(before, Counts.settled(folder, before))
        phone.shutdown()
        assertEquals(before.objects, Counts.now(folder).objects, "who holds the phone holds its rooms")
    }

    private companion object {
        const val COROUTINES = 32

        /** Things that each user of the first phone does before and after its end, and each of the second. */
        const val BEFORE = 200
        const val AFTER = 5_200
        const val OPEN = 1_700

        /** `store.closed` is for whoever was inside when the phone was shut down. */
        val EXPECTED = setOf("client.closed", "store.closed", "client.no_province", "client.not_found", "client.file", "scan.too_small")

        /** Some eighty bytes a call: less than one object for each, and more than what Java's own housekeeping goes up and down by. */
        const val HEAP = 8L shl 20
        const val NATIVE = 16L shl 20
    }
}

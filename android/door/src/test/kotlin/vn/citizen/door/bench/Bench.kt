package vn.citizen.door.bench

import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.Test
import vn.citizen.core.DossierCode
import vn.citizen.core.Language
import vn.citizen.core.Preferences
import vn.citizen.core.ScanResult
import vn.citizen.core.Topic
import java.io.File
import java.nio.file.Files
import kotlin.test.assertEquals

/**
 * How long it takes to cross the door, beside the same calls in Rust, in the same run and in turn. Not a test: nothing here fails for being slow,
 * and it runs only by name (`cargo xtask bench --android`), with the library as the apps get it.
 */
class Bench {
    private val folder = Files.createTempDirectory("citizen-bench").toFile()
    private val rows = mutableListOf<String>()

    @Test fun figures() = try {
        measure()
    } finally {
        folder.deleteRecursively()
    }

    private fun measure() {
        first()
        Settled.open(File(folder, "home")).use { phone ->
            Rival().use { rust ->
                text(phone, rust)
                page(phone, rust)
                frame(phone, rust, "found", phone.frame, 1)
                frame(phone, rust, "empty", phone.emptied, 0)
                session(phone, rust)
                event(phone, rust)
            }
        }
        println(rows.joinToString("\n", "\nBENCH  what | Kotlin median | Rust median | Kotlin / Rust | of the difference\n"))
    }

    /** Rounds in turn, so that what else the machine does falls on both. */
    private fun compared(what: String, rust: Rival, word: String, times: Int, kotlin: (Int) -> List<Long>) {
        repeat(WARM) {
            kotlin(times)
            rust.times(word, times)
        }
        val ours = mutableListOf<Long>()
        val theirs = mutableListOf<Long>()
        repeat(ROUNDS) {
            ours += kotlin(times)
            theirs += rust.times(word, times)
        }
        val (k, r) = median(ours) to median(theirs)
        rows += "BENCH  %s | %.1f µs | %.1f µs | %.2f | %.1f µs".format(what, k / 1e3, r / 1e3, k.toDouble() / r, (k - r) / 1e3)
    }

    /** The least there is to ask: to the core's thread, across, and back. */
    private fun text(phone: Settled, rust: Rival) = compared("a pasted text", rust, "text", 300) { times ->
        runBlocking {
            timed(times) { assertEquals(1, phone.core.scanner.text("xin chào").found.size) }
        }
    }

    private fun page(phone: Settled, rust: Rival) = compared("page of 100 dossiers", rust, "page", 100) { times ->
        runBlocking {
            timed(times) { assertEquals(100, phone.core.dossiers.page(0, 100).cards.size) }
        }
    }

    private fun frame(phone: Settled, rust: Rival, word: String, luma: ByteArray, found: Int) = compared("grey 960x720 frame, $word", rust, word, 50) { times ->
        runBlocking {
            timed(times) {
                val seen: ScanResult = phone.core.scanner.frame(960, 720, 1024, luma)
                assertEquals(found, seen.found.size)
            }
        }
    }

    /** What is looked at, once, before those who watch it are told. */
    private fun session(phone: Settled, rust: Rival) = compared("who is signed in, asked for", rust, "session", 300) { times ->
        runBlocking {
            timed(times) { phone.core.identity.session() }
        }
    }

    /**
     * What the core's one thread does for one who watches: it tells what it looked at, for all who watch the same, across the door, and goes on to
     * the next. Who is signed in it knows from the phone's key store, which is a way across and back of its own: the core keeps what it saw and asks
     * nothing after the first look, so a row that says more than 0 tells that it does not. For a dossier that nobody follows there is next to nothing
     * to tell, and what is left is the crossing itself.
     */
    private fun event(phone: Settled, rust: Rival) {
        var asked = 0
        compared("one event, to one of a thousand: who is signed in", rust, "event", 1000) { times -> told(phone, Topic.Session, times) { asked = it } }
        rows += "BENCH    of which the key store is asked | %d times for all of them".format(asked)
        repeat(WARM) { toldFirst(phone, 1000) {} }
        val crossing = List(ROUNDS) { toldFirst(phone, 1000) { asked = it } }.flatten()
        rows += "BENCH  one event, nothing in it: a dossier that is not there | %.1f µs".format(median(crossing) / 1e3)
        rows += "BENCH    of which the key store is asked | %d times for all of them".format(asked)
    }

    /** So many watch the same, and are told one after the other: the time from one to the next. Those who collect wait until all were told. */
    private fun told(phone: Settled, topic: Topic, times: Int, asks: (Int) -> Unit): List<Long> = runBlocking {
        val turn = Turn()
        phone.told.clear()
        val watching = List(times + 1) { launch(turn) { phone.core.watch(topic).collect() } }
        phone.told.await(times + 1)
        turn.hold()
        val other = if (phone.core.preferences().language == Language.VI) Language.EN else Language.VI
        phone.told.clear()
        val before = phone.keys.times
        phone.core.setPreferences(Preferences(other))
        val moments = phone.told.await(times + 1)
        asks(phone.keys.times - before)
        turn.goOn()
        watching.forEach { it.cancelAndJoin() }
        phone.told.clear()
        moments.zipWithNext { one, next -> next - one }
    }

    /** That nothing is there is told once, at first: the thread is held until all watch, and then tells one after the other. */
    private fun toldFirst(phone: Settled, times: Int, asks: (Int) -> Unit): List<Long> = runBlocking {
        val turn = Turn()
        val none = Topic.Dossier(DossierCode("H29.16-260218-9999"))
        phone.told.clear()
        phone.told.hold()
        val watching = List(times + 2) { launch(turn) { phone.core.watch(none).collect() } }
        // Whoever comes late is told a round later: one of a thousand.
        phone.core.scanner.text("xin chào")
        turn.hold()
        val before = phone.keys.times
        phone.told.goOn()
        val moments = phone.told.await(times + 2).drop(1)
        asks(phone.keys.times - before)
        turn.goOn()
        watching.forEach { it.cancelAndJoin() }
        phone.told.clear()
        moments.zipWithNext { one, next -> next - one }
    }

    /** From the start of a process to the first screen: each in a Java machine of its own, with a new vault. */
    private fun first() {
        val runs = List(5) { n ->
            val java = File(System.getProperty("java.home"), "bin/java").path
            val command = listOf(java, "-cp", System.getProperty("java.class.path"), "-Djna.library.path=${System.getProperty("jna.library.path")}", "vn.citizen.door.bench.FirstKt", File(folder, "first-$n").path)
            val process = ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start()
            process.inputStream.bufferedReader().readLine().split(' ').map { it.toLong() }
        }
        for ((at, what) in listOf("library loaded, vault made, opened", "first home", "second home").withIndex()) {
            rows += "BENCH  first call, %s | %.1f ms".format(what, median(runs.map { it[at] }) / 1e6)
        }
    }

    private companion object {
        const val WARM = 6
        const val ROUNDS = 9
    }
}

internal inline fun timed(times: Int, work: () -> Unit): List<Long> = List(times) {
    val began = System.nanoTime()
    work()
    System.nanoTime() - began
}

internal fun median(times: List<Long>): Long = times.sorted()[times.size / 2]

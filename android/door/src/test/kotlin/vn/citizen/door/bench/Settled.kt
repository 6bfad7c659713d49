package vn.citizen.door.bench

import kotlinx.coroutines.runBlocking
import vn.citizen.core.FollowRequest
import vn.citizen.core.Language
import vn.citizen.core.ProvinceRequest
import vn.citizen.core.bound.BoundCitizen
import vn.citizen.core.bound.Opening
import vn.citizen.testing.Alarm
import vn.citizen.testing.SetNetwork
import vn.citizen.testing.SoftKeys
import vn.citizen.testing.World
import vn.citizen.testing.member
import java.io.Closeable
import java.io.File
import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock

/** When the core told something, by the thread that told it. */
class Moments {
    private val lock = ReentrantLock()
    private val more = lock.newCondition()
    private val moments = mutableListOf<Long>()

    private var held = false

    fun note() = lock.withLock {
        while (held) more.await()
        moments += System.nanoTime()
        more.signalAll()
    }

    /** Whoever tells waits in the middle of it. */
    fun hold() = lock.withLock { held = true }

    fun goOn() = lock.withLock {
        held = false
        more.signalAll()
    }

    fun clear() = lock.withLock { moments.clear() }

    /** The first [count], once there are so many. */
    fun await(count: Int): List<Long> = lock.withLock {
        while (moments.size < count) more.await()
        moments.take(count)
    }
}

/** A resident who follows a hundred dossiers of a real province. */
class Settled private constructor(val core: BoundCitizen, val told: Moments, val keys: Asked, val frame: ByteArray, private val world: World) : Closeable {
    /** The same picture without a code: every shade from side to side. */
    val emptied = ByteArray(frame.size) { (it % 1024 / 4 % 256).toByte() }

    override fun close() {
        runBlocking { core.shutdown() }
        world.close()
    }

    companion object {
        fun open(home: File): Settled = runBlocking {
            val world = World()
            val about = world.ask("do" to "about")
            val told = Moments()
            val keys = Asked(SoftKeys())
            val core = BoundCitizen.open(Opening(home.path, "default", listOf(about.member("packs")), Language.VI), keys, SetNetwork(), Alarm(), telling = told::note)
            core.chooseProvince(ProvinceRequest(about.member("base_url")))
            val start = core.identity.beginSignIn("http://127.0.0.1:7/callback")
            core.identity.finishSignIn(world.ask("do" to "browse", "url" to start.url, "sub" to RESIDENT).member("url"))
            val codes = Regex("\"([^\"]+)\"").findAll(world.ask("do" to "many", "sub" to RESIDENT, "count" to 100).substringAfter("[")).map { it.groupValues[1] }
            for (code in codes) core.dossiers.follow(FollowRequest.Typed(code, null))
            val frame = File(world.ask("do" to "frame", "text" to "H29.12-261126-0101").member("path")).readBytes()
            Settled(core, told, keys, frame, world)
        }

        private const val RESIDENT = "demo-thu"
    }
}

/** The same calls in Rust, in a process of its own: the program that the property `rival` names. */
class Rival : Closeable {
    private val process: Process = ProcessBuilder(checkNotNull(System.getProperty("rival")) { "-Drival is not set" }, System.getProperty("world"))
        .redirectError(ProcessBuilder.Redirect.INHERIT).start()
    private val from = process.inputStream.bufferedReader()
    private val to = process.outputStream.bufferedWriter()

    init {
        check(from.readLine() == "ready") { "the program in Rust does not begin" }
    }

    /** [times] times in nanoseconds. */
    fun times(what: String, times: Int): List<Long> {
        to.write("$what $times\n")
        to.flush()
        return checkNotNull(from.readLine()) { "the program in Rust has ended" }.split(' ').map { it.toLong() }
    }

    override fun close() {
        to.close()
        process.waitFor()
    }
}

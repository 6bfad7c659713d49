package vn.citizen.door.stress

import com.sun.jna.NativeLibrary
import com.sun.jna.Pointer
import vn.citizen.core.bound.Held
import java.io.File
import java.lang.management.ManagementFactory
import javax.management.ObjectName

/**
 * What is alive at this moment: [held] is what the core holds of this shell, [objects] what the shell holds of the core (kind → how many),
 * [threads] the core's telling threads, [files] what is open below [Counts.now]'s folder.
 */
data class Counts(val held: Held, val objects: Map<String, Int>, val threads: Int, val files: Int) {
    companion object {
        val NOTHING = Counts(Held(0, 0, 0, 0), emptyMap(), 0, 0)

        fun now(folder: File) = Counts(Held.now(), objects(), threads(), files(folder))

        /** What is alive once it is [expected], or what still is after long enough. */
        fun settled(folder: File, expected: Counts): Counts = settled({ now(folder) }) { it == expected }

        /** [look] once it is [enough], or after long enough: what nobody holds is let go of by Java in its own time. */
        fun <T> settled(look: () -> T, enough: (T) -> Boolean): T {
            repeat(100) {
                val now = look()
                if (enough(now)) return now
                Thread.sleep(100)
            }
            return look()
        }

        /**
         * Each object of the core that Java has and has not yet freed leaves one clean-up action behind; the Java machine counts them after
         * collecting what nobody holds.
         */
        private fun objects(): Map<String, Int> {
            val arguments = arrayOf<Any>(emptyArray<String>())
            val histogram = ManagementFactory.getPlatformMBeanServer()
                .invoke(ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram", arguments, arrayOf(Array<String>::class.java.name))
            return ROW.findAll(histogram as String).associate { row -> row.groupValues[2] to row.groupValues[1].toInt() }
        }

        private val ROW = Regex("""^ *\d+: +(\d+) +\d+ +vn\.citizen\.bindings\.(\w+)\${'$'}UniffiCleanAction\b""", RegexOption.MULTILINE)

        private fun threads(): Int = File("/proc/self/task").listFiles().orEmpty().count { task ->
            runCatching { File(task, "comm").readText().trim() == "citizen-events" }.getOrDefault(false)
        }

        private fun files(folder: File): Int = File("/proc/self/fd").listFiles().orEmpty().count { file ->
            runCatching { file.canonicalPath.startsWith(folder.canonicalPath) }.getOrDefault(false)
        }
    }
}

/** Bytes of Java's heap that something holds. */
fun heapBytes(): Long {
    System.gc()
    return ManagementFactory.getMemoryMXBean().heapMemoryUsage.used
}

/** Bytes that the C library has given out in this process, the core's among them; null where it does not say (it is glibc that does). */
fun nativeBytes(): Long? = try {
    val c = NativeLibrary.getInstance("c")
    val file = File.createTempFile("malloc", ".xml")
    val stream: Pointer = c.getFunction("fopen").invokePointer(arrayOf(file.path, "w"))
    c.getFunction("malloc_info").invokeInt(arrayOf<Any>(0, stream))
    c.getFunction("fclose").invokeInt(arrayOf(stream))
    // What stands after the last arena is of all of them.
    val sums = file.readText().substringAfterLast("</heap>")
    file.delete()
    fun size(of: String) = checkNotNull(Regex("""type="$of"[^/]*size="(\d+)"""").find(sums)) { sums }.groupValues[1].toLong()
    size("current") + size("mmap") - size("fast") - size("rest")
} catch (_: UnsatisfiedLinkError) {
    null
}

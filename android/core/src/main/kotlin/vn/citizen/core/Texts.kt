package vn.citizen.core

/** A text that is ready to show: [display] as it is written, [spoken] as it is read aloud, with nothing abbreviated. */
data class Said(val display: String, val spoken: String = display)

/** What a state means for the person. It chooses shape and colour; the words always stand beside it. */
enum class Tone { ON_TIME, DUE_SOON, OVERDUE, WAITING, DONE, NEUTRAL, SECURITY }

/** How old what is shown is, in words. [atMs] is Unix time in milliseconds, or null where nothing was ever fetched. */
data class Age(val said: Said, val atMs: Long?, val stale: Boolean)

/** A label and its value, one line of a list. */
data class Fact(val label: Said, val value: Said)

/** One step of a history. The newest comes first; [now] marks where things stand. */
data class TimelineRow(
    val moment: Said,
    val what: Said,
    val who: Said? = null,
    val note: Said? = null,
    val now: Boolean = false,
    val clockStopped: Boolean = false,
)

/** A square code to be drawn: [size] modules a side, row by row, without a quiet zone. */
class QrCode(val size: Int, private val modules: ByteArray, val label: Said) {
    init {
        require(size > 0 && modules.size == size * size) { "a square code of $size needs ${size * size} modules" }
    }

    fun isDark(x: Int, y: Int): Boolean = modules[y * size + x].toInt() != 0

    override fun equals(other: Any?) = other is QrCode && size == other.size && label == other.label && modules.contentEquals(other.modules)

    override fun hashCode() = modules.contentHashCode()
}

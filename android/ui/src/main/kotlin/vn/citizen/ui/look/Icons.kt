package vn.citizen.ui.look

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.PathFillType
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.graphics.vector.addPathNodes
import androidx.compose.ui.unit.dp
import vn.citizen.core.Tone

/** The shell's own icons, drawn for it on a grid of 24. None ever stands without a word beside it. */
object Icons {
    val back = line("back", "M20 12H5", "M11 5.5L4.5 12L11 18.5")
    val next = line("next", "M9 5.5L15.5 12L9 18.5")
    val close = line("close", "M6 6L18 18", "M18 6L6 18")
    val scan = line("scan", "M4 8.5V6A2 2 0 0 1 6 4H8.5", "M15.5 4H18A2 2 0 0 1 20 6V8.5", "M20 15.5V18A2 2 0 0 1 18 20H15.5", "M8.5 20H6A2 2 0 0 1 4 18V15.5", "M4.5 12H19.5")
    val report = line("report", "M4 10V14H7L15 18.5V5.5L7 10Z", "M18.5 9A4.2 4.2 0 0 1 18.5 15", "M8 14.5L9.5 20")
    val search = line("search", "M10.5 4A6.5 6.5 0 1 0 10.5 17A6.5 6.5 0 1 0 10.5 4Z", "M15.5 15.5L20.5 20.5")
    val rate = line("rate", "M12 3.5L14.6 9L20.5 9.7L16.1 13.8L17.3 19.7L12 16.7L6.7 19.7L7.9 13.8L3.5 9.7L9.4 9Z")
    val person = line("person", "M12 4A4 4 0 1 0 12 12A4 4 0 1 0 12 4Z", "M4.5 20.5C5 16.5 8 14.5 12 14.5S19 16.5 19.5 20.5")
    val settings = line("settings", "M4 7H13", "M17 7H20", "M15 4.8A2.2 2.2 0 1 0 15 9.2A2.2 2.2 0 1 0 15 4.8Z", "M4 17H7", "M11 17H20", "M9 14.8A2.2 2.2 0 1 0 9 19.2A2.2 2.2 0 1 0 9 14.8Z")
    val phone = line("phone", "M6.5 3.5L9.5 4L10.5 8.5L8.3 10.2C9.3 12.6 11.4 14.7 13.8 15.7L15.5 13.5L20 14.5L20.5 17.5C20.5 19.2 19 20.5 17.5 20.5C10 20 4 14 3.5 6.5C3.5 5 4.8 3.5 6.5 3.5Z")
    val clock = line("clock", "M12 3.5A8.5 8.5 0 1 0 12 20.5A8.5 8.5 0 1 0 12 3.5Z", "M12 7.5V12L15 14.5")
    val refresh = line("refresh", "M19.5 12A7.5 7.5 0 1 1 17 6.4", "M19.8 3.5V7.5H15.8")
    val camera = line("camera", "M4 8H7.5L9 5.5H15L16.5 8H20V18.5H4Z", "M12 10A3.2 3.2 0 1 0 12 16.4A3.2 3.2 0 1 0 12 10Z")
    val photo = line("photo", "M4 5H20V19H4Z", "M4.5 16.5L9.5 11.5L13.5 15.5L15.5 13.5L19.5 17.5", "M15.5 8A1.3 1.3 0 1 0 15.5 10.6A1.3 1.3 0 1 0 15.5 8Z")
    val place = line("place", "M12 21C8 16.5 5.5 13.2 5.5 10A6.5 6.5 0 0 1 18.5 10C18.5 13.2 16 16.5 12 21Z", "M12 7.8A2.2 2.2 0 1 0 12 12.2A2.2 2.2 0 1 0 12 7.8Z")
    val write = line("write", "M5 19L6 15L15.5 5.5L18.5 8.5L9 18Z", "M13 8L16 11")
    val send = line("send", "M4 11.5L20 4.5L15 19.5L11.5 13Z", "M11.5 13L20 4.5")
    val receipt = line("receipt", "M6 3.5H18V20.5L15 18.5L12 20.5L9 18.5L6 20.5Z", "M9 8H15", "M9 12H15")
    val document = line("document", "M6 3.5H14L18.5 8V20.5H6Z", "M14 3.5V8H18.5", "M9 12.5H15", "M9 16H15")
    val fee = line("fee", "M3.5 6.5H20.5V17.5H3.5Z", "M12 9.5A2.5 2.5 0 1 0 12 14.5A2.5 2.5 0 1 0 12 9.5Z", "M6.5 12H6.6", "M17.4 12H17.5")
    val download = line("download", "M12 4V15", "M7 10.5L12 15.5L17 10.5", "M4.5 19.5H19.5")
    val erase = line("erase", "M4.5 7H19.5", "M9 7V4H15V7", "M6.5 7L7.5 20H16.5L17.5 7", "M10.5 11V16", "M13.5 11V16")
    val share = line("share", "M12 15V4", "M8 7.5L12 3.5L16 7.5", "M7 11H5V20.5H19V11H17")
    val torch = line("torch", "M8 3.5H16V7L14 10.5V20.5H10V10.5L8 7Z", "M12 13V14.5")
    val eye = line("eye", "M2.5 12C5 7.5 8.3 5.5 12 5.5S19 7.5 21.5 12C19 16.5 15.7 18.5 12 18.5S5 16.5 2.5 12Z", "M12 9.3A2.7 2.7 0 1 0 12 14.7A2.7 2.7 0 1 0 12 9.3Z")
    val language = line("language", "M12 3.5A8.5 8.5 0 1 0 12 20.5A8.5 8.5 0 1 0 12 3.5Z", "M3.5 12H20.5", "M12 3.5C8 8 8 16 12 20.5", "M12 3.5C16 8 16 16 12 20.5")
    val letters = line("letters", "M3.5 19L8.5 6L13.5 19", "M5.2 15H11.8", "M15 19L17.8 11.5L20.6 19", "M16 16.5H19.6")
    val bell = line("bell", "M6 16.5V11A6 6 0 0 1 18 11V16.5L19.5 18H4.5Z", "M10 20.5H14")
    val check = line("check", "M4.5 12.5L9.5 17.5L19.5 7")

    // The marks of the tones: seven shapes that differ without their colours.
    private val onTime = line("on-time", "M12 3.5A8.5 8.5 0 1 0 12 20.5A8.5 8.5 0 1 0 12 3.5Z", "M8 12.3L11 15.3L16.2 9.4")
    private val done = solid("done", "M12 2.5A9.5 9.5 0 1 0 12 21.5A9.5 9.5 0 1 0 12 2.5Z M7.2 12.4L8.7 10.9L11 13.2L15.6 8.2L17.1 9.6L11.1 16.2Z")
    private val overdue = solid("overdue", "M12 2.8L22 20.8H2Z M11 9H13L12.7 15H11.3Z M11 16.4H13V18.4H11Z")
    private val waiting = line("waiting", "M5 4H19", "M5 20H19", "M7 4C7 9 11 10 11 12S7 15 7 20", "M17 4C17 9 13 10 13 12S17 15 17 20")
    private val neutral = line("neutral", "M12 5.5A6.5 6.5 0 1 0 12 18.5A6.5 6.5 0 1 0 12 5.5Z")
    private val security = solid("security", "M12 2.5L20 5.5V11C20 16 16.8 19.8 12 21.5C7.2 19.8 4 16 4 11V5.5Z M11 7H13L12.7 13H11.3Z M11 14.6H13V16.6H11Z")

    fun of(tone: Tone): ImageVector = when (tone) {
        Tone.ON_TIME -> onTime
        Tone.DUE_SOON -> clock
        Tone.OVERDUE -> overdue
        Tone.WAITING -> waiting
        Tone.DONE -> done
        Tone.NEUTRAL -> neutral
        Tone.SECURITY -> security
    }
}

private fun builder(name: String) = ImageVector.Builder(name, 24.dp, 24.dp, 24f, 24f)

private fun line(name: String, vararg paths: String): ImageVector = builder(name).apply {
    for (path in paths) {
        addPath(
            addPathNodes(path),
            stroke = SolidColor(Color.Black),
            strokeLineWidth = 2f,
            strokeLineCap = StrokeCap.Round,
            strokeLineJoin = StrokeJoin.Round,
        )
    }
}.build()

private fun solid(name: String, path: String): ImageVector = builder(name).addPath(
    addPathNodes(path),
    pathFillType = PathFillType.EvenOdd,
    fill = SolidColor(Color.Black),
).build()

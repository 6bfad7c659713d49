package vn.citizen.ui.look

import androidx.compose.runtime.Immutable
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.LineHeightStyle
import androidx.compose.ui.unit.sp

/**
 * The families of letters, given by whoever hosts the screens: a phone reads them from its resources, the tests from the same files. [text] is
 * Be Vietnam Pro in regular and semi-bold; [code] is Roboto Mono, whose figures all have one width.
 */
@Immutable
data class Fonts(val text: FontFamily, val code: FontFamily)

/**
 * The scale of letters. Nothing is below 16 sp, and lines are 1.4 high or more, so that stacked marks (ẫ, ộ) never touch the line above. Where
 * the person has letters made larger ([fontScale] above 1), what is large already grows less than the rest, as on newer phones: at double size
 * a title would hold one word a line.
 */
@Immutable
class Type(fonts: Fonts, fontScale: Float = 1f) {
    private val less = 1f / (1f + 0.2f * (fontScale - 1f).coerceIn(0f, 2f))

    private fun large(size: Int, line: Int, fonts: Fonts) = style(size, line, FontWeight.SemiBold, fonts.text).let {
        it.copy(fontSize = it.fontSize * less, lineHeight = it.lineHeight * less)
    }

    private fun style(size: Int, line: Int, weight: FontWeight, family: FontFamily) = TextStyle(
        fontFamily = family,
        fontWeight = weight,
        fontSize = size.sp,
        lineHeight = line.sp,
        lineHeightStyle = LineHeightStyle(LineHeightStyle.Alignment.Center, LineHeightStyle.Trim.None),
    )

    /** The title of a screen. */
    val title = large(26, 37, fonts)

    /** A state, the one thing a card says first. */
    val state = large(21, 30, fonts)

    /** The heading of a group. */
    val heading = style(18, 26, FontWeight.SemiBold, fonts.text)

    val body = style(17, 25, FontWeight.Normal, fonts.text)

    val strong = style(17, 25, FontWeight.SemiBold, fonts.text)

    /** What may be passed over: ages, official wordings. */
    val small = style(16, 23, FontWeight.Normal, fonts.text)

    val button = style(18, 26, FontWeight.SemiBold, fonts.text)

    /** Codes that are read aloud, figure by figure. */
    val code = style(17, 25, FontWeight.Medium, fonts.code)

    val all get() = listOf(title, state, heading, body, strong, small, button, code)
}

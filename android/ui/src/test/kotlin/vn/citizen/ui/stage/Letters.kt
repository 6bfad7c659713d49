package vn.citizen.ui.stage

import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.platform.Font
import org.jetbrains.skia.Data
import org.jetbrains.skia.FontMgr
import vn.citizen.ui.look.Fonts

fun fontBytes(name: String): ByteArray =
    checkNotNull(object {}.javaClass.getResourceAsStream("/font/$name.ttf")) { "no font $name" }.use { it.readBytes() }

/** The same files that a phone takes from its resources. */
val letters = Fonts(
    text = FontFamily(
        Font("be-vietnam-pro-regular", fontBytes("be_vietnam_pro_regular"), FontWeight.Normal),
        Font("be-vietnam-pro-semibold", fontBytes("be_vietnam_pro_semibold"), FontWeight.SemiBold),
    ),
    code = FontFamily(Font("roboto-mono-medium", fontBytes("roboto_mono_medium"), FontWeight.Medium)),
)

private fun face(name: String) = checkNotNull(FontMgr.default.makeFromData(Data.makeFromBytes(fontBytes(name))))

private val textFace by lazy { face("be_vietnam_pro_regular") }

private val codeFace by lazy { face("roboto_mono_medium") }

/** What the files of a family cannot draw. Both weights of the text have the same letters. */
fun missing(family: FontFamily?, text: String): List<Char> {
    val face = if (family == letters.code) codeFace else textFace
    return text.filter { !it.isWhitespace() && face.getUTF32Glyph(it.code) == 0.toShort() }.toList()
}

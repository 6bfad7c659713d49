package vn.citizen.ui.stage

import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.platform.Font
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

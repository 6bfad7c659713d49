package vn.citizen.ui.look

import org.jetbrains.skia.Data
import org.jetbrains.skia.FontMgr
import org.jetbrains.skia.Typeface
import org.junit.Test
import vn.citizen.core.Language
import vn.citizen.ui.stage.fontBytes
import vn.citizen.ui.stage.samples
import vn.citizen.ui.words.words
import java.text.Normalizer
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class FontTest {
    private fun face(name: String) = checkNotNull(FontMgr.default.makeFromData(Data.makeFromBytes(fontBytes(name))))

    private fun missing(face: Typeface, text: Iterable<Char>) = text.filter { face.getUTF32Glyph(it.code) == 0.toShort() }

    /** Twelve vowels and đ, in both cases, alone and under each of the five marks of tone. */
    private val letters = "aăâeêioôơuưyđAĂÂEÊIOÔƠUƯYĐ".flatMap { base ->
        listOf("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323").map { Normalizer.normalize("$base$it", Normalizer.Form.NFC) }
    }.filter { it.length == 1 }.map { it[0] }

    @Test fun `every Vietnamese letter has a glyph`() {
        assertEquals(2 * (12 * 6 + 1), letters.size)
        for (name in listOf("be_vietnam_pro_regular", "be_vietnam_pro_semibold")) {
            assertEquals(emptyList(), missing(face(name), letters + ('0'..'9') + ('a'..'z') + ('A'..'Z') + "·–—“”’…•₫%".toList()), name)
        }
    }

    @Test fun `the face of codes has figures of one width`() {
        val face = face("roboto_mono_medium")
        assertEquals(emptyList(), missing(face, ('0'..'9') + ('A'..'Z') + ".-–/ ".toList()))
        val widths = org.jetbrains.skia.Font(face, 17f).getWidths(face.getUTF32Glyphs(("0123456789H.-–").map { it.code }.toIntArray()))
        assertEquals(1, widths.toSet().size)
    }

    @Test fun `every code of the samples is drawn by the face of codes, and by no other that a machine may have`() {
        val face = face("roboto_mono_medium")
        for (language in Language.entries) {
            val codes = samples(language).dossiers.all.map { it.codeShown.display }
            assertTrue(codes.isNotEmpty())
            for (code in codes) assertEquals(emptyList(), missing(face, code.toList()), code)
        }
        // What is not in it was drawn by another once, and the pictures changed with the machine.
        assertEquals(listOf('—'), missing(face, "H29.16 — 0007".toList()))
    }

    @Test fun `control - a face without Vietnamese is noticed`() {
        assertTrue(missing(face("roboto_mono_medium"), letters).isNotEmpty())
    }

    @Test fun `every letter of the shell's own labels can be drawn`() {
        val face = face("be_vietnam_pro_regular")
        for (language in Language.entries) for (said in words(language).say.all) assertEquals(emptyList(), missing(face, said.display.toList()), said.display)
    }
}

package vn.citizen.ui.words

import org.junit.Test
import vn.citizen.core.Language
import vn.citizen.ui.stage.abbreviations
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class WordsTest {
    @Test fun `no label is spoken as letters, none is empty, none shouts`() {
        for (language in Language.entries) for (said in words(language).say.all) {
            assertEquals(emptyList(), abbreviations(said.spoken), said.spoken)
            assertTrue(said.display.isNotBlank() && said.spoken.isNotBlank())
            assertTrue('!' !in said.display, said.display)
        }
        assertEquals("Gọi số 1 1 4", words(Language.VI).call("114").spoken)
    }

    @Test fun `both languages have the same labels, and they differ`() {
        val (vi, en) = Language.entries.map { words(it).say.all }
        assertEquals(vi.size, en.size)
        assertTrue(vi.size > 150, "${vi.size}")
        assertTrue(vi.zip(en).count { (a, b) -> a == b } <= 3)
    }

    @Test fun `the labels use the words of the core`() {
        // "One readable file" is what is written for the person to keep; nothing else is a file.
        val files = words(Language.EN).say.all.filter { said -> said != words(Language.EN).account.exportLine && Regex("\\bfiles?\\b", RegexOption.IGNORE_CASE).containsMatchIn(said.display) }
        assertEquals(emptyList(), files)
        assertEquals(emptyList(), words(Language.VI).say.all.filter { "biên nhận" in it.display })
    }

    @Test fun `control - abbreviations are noticed`() {
        for (bad in listOf("Ủy ban UBND phường", "mã QR", "853 KB", "5 km", "24/2", "•••• 0421")) assertTrue(abbreviations(bad).isNotEmpty(), bad)
        for (good in listOf("H 2 9, 1 6", "Ủy ban nhân dân", "Tiếng Việt", "Đồng hồ của máy")) assertEquals(emptyList(), abbreviations(good))
    }
}

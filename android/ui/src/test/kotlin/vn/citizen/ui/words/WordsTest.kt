package vn.citizen.ui.words

import org.junit.Test
import vn.citizen.core.Address
import vn.citizen.core.Language
import vn.citizen.core.Said
import vn.citizen.ui.stage.abbreviations
import kotlin.test.assertEquals
import kotlin.test.assertSame
import kotlin.test.assertTrue

class WordsTest {
    private val every = Language.entries.flatMap { language -> Address.entries.map { words(language, it) } }.distinct()

    private fun Said.has(word: String) = listOf(display, spoken).any { text -> word in text.lowercase().split(Regex("\\P{L}+")) }

    @Test fun `no label is spoken as letters, none is empty, none shouts, each begins as a sentence does`() {
        for (words in every) for (said in words.say.all) {
            assertEquals(emptyList(), abbreviations(said.spoken), said.spoken)
            assertTrue(said.display.isNotBlank() && said.spoken.isNotBlank())
            assertTrue('!' !in said.display, said.display)
            // Whoever is addressed where it begins is so with a capital.
            assertTrue(!Regex("(^|[.?] )\\p{Ll}").containsMatchIn(said.display), said.display)
        }
        assertEquals("Gọi số 1 1 4", words(Language.VI).call("114").spoken)
    }

    @Test fun `both languages have the same labels, and they differ`() {
        val (vi, en) = Language.entries.map { words(it).say.all }
        for (words in every) assertEquals(en.size, words.say.all.size)
        assertTrue(vi.size > 150, "${vi.size}")
        assertTrue(vi.zip(en).count { (a, b) -> a == b } <= 3)
    }

    @Test fun `who is addressed as bà meets no bạn, and so for each`() {
        val plain = words(Language.VI).say.all
        for ((address, you) in listOf(Address.ONG to "ông", Address.BA to "bà", Address.ANH to "anh", Address.CHI to "chị")) {
            val words = words(Language.VI, address)
            // That one can be chosen, too.
            assertEquals(listOf(words.settings.of(Address.BAN)), words.say.all.filter { it.has("bạn") })
            fun String.addressed() = replace("bạn", you).replace("Bạn", you.replaceFirstChar(Char::uppercaseChar))
            val other = plain.zip(words.say.all).filter { (a, b) -> a != b }
            assertTrue(other.size > 12, "${other.size}")
            for ((a, b) in other) assertEquals(Said(a.display.addressed(), a.spoken.addressed()), b)
        }
    }

    @Test fun `nobody is addressed where nobody has shown who they are`() {
        for (address in Address.entries) assertSame(words(Language.EN), words(Language.EN, address))
        val unlock = words(Language.VI).unlock
        val older = words(Language.VI).older
        for (said in listOf(unlock.line, unlock.shutLine, unlock.news, unlock.refused, older.use, older.title, older.line, older.yes)) for (address in listOf("bạn", "ông", "bà", "anh", "chị")) assertTrue(!said.has(address), said.display)
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

package vn.citizen.ui.screens

import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import org.junit.Test
import vn.citizen.core.Language
import vn.citizen.testing.Samples
import vn.citizen.ui.stage.Exhibit
import vn.citizen.ui.stage.Kind
import vn.citizen.ui.stage.Kind.EMPTY
import vn.citizen.ui.stage.Kind.ERROR
import vn.citizen.ui.stage.Kind.LOADING
import vn.citizen.ui.stage.Kind.LONG
import vn.citizen.ui.stage.Kind.OFFLINE
import vn.citizen.ui.stage.Screen
import vn.citizen.ui.stage.Variant
import vn.citizen.ui.stage.gallery
import vn.citizen.ui.stage.samples
import vn.citizen.ui.stage.showWhole
import vn.citizen.ui.words.words
import java.io.File
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** No screen lacks a state of a kind that can occur on it, so that [ScreensTest] looks at all of them. */
class GalleryTest {
    /** Where a state of some kind cannot occur, and why. Every other screen has one of every kind. */
    private val cannot: Map<Screen, Map<Kind, String>> = mapOf(
        Screen.LOCK to Kind.entries.associateWith { "it says one thing, and asks nothing of the core" },
        Screen.VAULT to mapOf(EMPTY to "it lists nothing", OFFLINE to "nothing is asked of a network", LONG to "nothing on it has a name"),
        Screen.WELCOME to mapOf(EMPTY to "it lists nothing", LOADING to "it asks for nothing", OFFLINE to "it asks for nothing", LONG to "nothing on it has a name"),
        Screen.PROVINCE to mapOf(EMPTY to "the packs that come with the app name the provinces"),
        Screen.SCAN to mapOf(OFFLINE to "codes are read on the phone", LONG to "nothing on it has a name"),
        Screen.SCAN_RESULT to mapOf(EMPTY to "it is there only once something was read", OFFLINE to "without a network the code is kept, and the dossier says the rest"),
        Screen.TYPE_CODE to mapOf(OFFLINE to "without a network the code is kept, and the dossier says the rest"),
        Screen.DRAFT to mapOf(OFFLINE to "it is written without a network; the report says that it waits"),
        Screen.RECEIPT to mapOf(EMPTY to "a receipt without content is none", OFFLINE to "receipts are kept on the phone"),
        Screen.SEARCH to mapOf(LOADING to "the phone itself answers, while one types", OFFLINE to "the phone itself answers"),
        Screen.PROCEDURE to mapOf(OFFLINE to "procedures are kept on the phone"),
        Screen.ACTIVITY to mapOf(OFFLINE to "it is kept on the phone"),
        Screen.ERASE to mapOf(OFFLINE to "nothing is asked of a network", LONG to "nothing on it has a name"),
        Screen.SETTINGS to mapOf(EMPTY to "it lists nothing", LOADING to "what can be set is there at once", OFFLINE to "nothing is asked of a network"),
        Screen.CHECKS to mapOf(EMPTY to "something is always checked", LONG to "nothing on it has a name"),
        Screen.EMERGENCY to mapOf(EMPTY to "the numbers of the whole country are always there", LOADING to "the numbers of the whole country are always there", OFFLINE to "nothing is asked of a network"),
    )

    /** What is missing, and which reasons are not true. */
    private fun wrong(exhibits: List<Exhibit>): List<String> = Screen.entries.flatMap { screen ->
        val there = exhibits.filter { it.screen == screen }.flatMap { it.kinds }.toSet()
        val reasons = cannot[screen].orEmpty()
        Kind.entries.filter { it !in there && it !in reasons }.map { "$screen is never shown as $it" } + (there intersect reasons.keys).map { "$screen is shown as $it, which cannot be" }
    }

    @Test fun `each screen is shown in every kind of state that can occur on it`() {
        assertEquals(emptyList(), wrong(gallery))
        assertEquals(gallery.size, gallery.map { it.name }.toSet().size)
    }

    @Test fun `control - a state that is left out is noticed`() {
        assertEquals(listOf("RESULTS is never shown as OFFLINE"), wrong(gallery.filter { it.name != "results-offline" }))
        assertEquals(listOf("ERASE is shown as OFFLINE, which cannot be"), wrong(gallery + Exhibit(Screen.ERASE, "erase-offline", OFFLINE) {}))
    }

    @Test fun `a state is of the kind that it is said to be of`() {
        for (exhibit in gallery) for (kind in exhibit.kinds) {
            val marks = marks(kind, samples(Language.VI)) ?: continue
            val read = read(exhibit)
            assertTrue(marks.any { mark -> read.any { mark in it } }, "${exhibit.name} shows nothing of $kind: $read")
        }
    }

    @Test fun `control - a screen where all is well shows nothing of them`() {
        val read = read(gallery.first { it.name == "home" })
        for (kind in listOf(LOADING, OFFLINE, ERROR, LONG)) assertTrue(marks(kind, samples(Language.VI)).orEmpty().none { mark -> read.any { mark in it } }, "$kind")
    }

    @Test fun `what goes wrong is said in the words of the core`() {
        for (language in Language.entries) {
            val catalogue = File("../../core/domain/messages/${language.name.lowercase()}").listFiles().orEmpty().joinToString("\n") { it.readText() }
            for ((name, said) in samples(language).troubles.byName) assertTrue("\"error.$name\": \"${said.display}\"" in catalogue, "$language $name")
        }
    }

    private fun read(exhibit: Exhibit): List<String> = showWhole(Variant(), { exhibit.content(samples(Language.VI)) }) { shown ->
        shown.unmerged.flatMap { node ->
            node.config.getOrNull(SemanticsProperties.ContentDescription).orEmpty() + listOfNotNull(node.config.getOrNull(SemanticsProperties.EditableText)?.text)
        }
    }

    /** Of which one can be read where there is something of that kind; null where it shows by what is not there. */
    private fun marks(kind: Kind, samples: Samples): List<String>? {
        val words = words(Language.VI)
        return when (kind) {
            EMPTY -> null
            LOADING -> listOf(words.loading, words.saving, words.welcome.fetching, words.home.updating, words.scan.reading, words.scan.following, words.report.measuring, words.account.signInOpens, words.account.signInWait, words.account.exporting, words.account.erasing)
                .map { it.spoken } + "Đã nhận 340 trong 1200 thay đổi"
            OFFLINE -> listOf("có mạng", "Có mạng", "chờ mạng")
            ERROR -> samples.troubles.byName.values.map { it.spoken }
            LONG -> samples.longs.all.map { it.spoken }
        }
    }
}

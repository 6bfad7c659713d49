package vn.citizen.ui.screens

import androidx.compose.runtime.Composable
import org.junit.BeforeClass
import org.junit.Test
import vn.citizen.core.Language
import vn.citizen.core.Said
import vn.citizen.testing.Samples
import vn.citizen.ui.stage.Raster
import vn.citizen.ui.stage.Variant
import vn.citizen.ui.stage.difference
import vn.citizen.ui.stage.gallery
import vn.citizen.ui.stage.read
import vn.citizen.ui.stage.samples
import vn.citizen.ui.stage.show
import vn.citizen.ui.stage.worstPart
import vn.citizen.ui.stage.write
import java.io.File
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/**
 * The pictures in docs/screens against what the screens look like now. `-Dscreens=all` writes every screen in every variant to
 * target/screens, `-Dscreens=accept` writes the chosen ones anew.
 */
class PicturesTest {
    @Test fun `the chosen screens look as they did`() {
        val changed = chosen.mapNotNull { (name, variant) ->
            val now = picture(name, variant)
            val before = read(file(kept, name, variant))
            val differs = difference(before, now)
            val worst = worstPart(before, now)
            if (differs <= TOLERANCE && worst <= PART_TOLERANCE) return@mapNotNull null
            write(now, file(File("target/changed"), name, variant))
            "$name-${variant.name}: $differs of a million pixels, $worst of a thousand in one place; the new one is in android/ui/target/changed"
        }
        assertEquals(emptyList(), changed, "if this is meant: cargo xtask screens --accept")
        assertEquals(chosen.size, kept.listFiles { file -> file.extension == "png" }?.size)
        assertTrue(chosen.size <= 24)
    }

    @Test fun `control - a changed word and a changed tone are noticed`() {
        val (name, variant) = chosen.first()
        val original = read(file(kept, name, variant))
        assertTrue(difference(original, picture("home-updating", variant)) > TOLERANCE)
        assertTrue(difference(original, picture(name, variant.copy(language = Language.EN))) > TOLERANCE)
        assertEquals(0, difference(original, original))
        assertEquals(0, worstPart(original, original))
    }

    @Test fun `control - one figure that is another one is noticed, though it is little of a screen`() {
        val changed = mapOf<String, @Composable (Samples) -> Unit>(
            // A day of a date, a figure of a code, a figure of a telephone number.
            "home" to { HomeScreen(HomeState(it.rest.home.copy(needsMe = it.rest.home.needsMe.map { card -> card.copy(codeShown = another(card.codeShown)) })), {}) },
            "receipt" to { ReceiptScreen(it.reports.receipt.copy(moment = another(it.reports.receipt.moment)), null, {}, {}) },
            "emergency" to { EmergencyScreen(EmergencyState(it.rest.emergency.map { row -> if (row.number == "113") row.copy(number = "118") else row }), {}) {} },
        )
        for ((name, screen) in changed) {
            val variant = chosen.first { it.first == name }.second
            val now = show(variant, { screen(samples(variant.language)) }) { it.picture }
            val original = read(file(kept, name, variant))
            assertTrue(difference(original, now) in 1..TOLERANCE, "$name: the picture as a whole would have noticed")
            assertTrue(worstPart(original, now) > PART_TOLERANCE, name)
        }
    }

    /** With its last figure another one. */
    private fun another(said: Said): Said {
        val at = said.display.indexOfLast { it.isDigit() }
        return said.copy(display = said.display.replaceRange(at, at + 1, if (said.display[at] == '1') "7" else "1"))
    }

    companion object {
        private val kept = File("../../docs/screens")
        private val asked: String? = System.getProperty("screens")

        private fun picture(name: String, variant: Variant): Raster {
            val exhibit = gallery.first { it.name == name }
            return show(variant, { exhibit.content(samples(variant.language)) }) { it.picture }
        }

        private fun file(folder: File, name: String, variant: Variant) = File(folder, "$name-${variant.name}.png")

        @JvmStatic
        @BeforeClass
        fun draw() {
            when (asked) {
                "accept" -> {
                    kept.listFiles { file -> file.extension == "png" }?.forEach { it.delete() }
                    for ((name, variant) in chosen) write(picture(name, variant), file(kept, name, variant))
                }
                "all" -> for (exhibit in gallery) for (variant in every) write(picture(exhibit.name, variant), file(File("target/screens"), exhibit.name, variant))
            }
        }

        private val every = Language.entries.flatMap { language ->
            listOf(false, true).flatMap { dark -> listOf(1f, 2f).map { Variant(language, dark, it) } }
        }

        /** Of a million pixels: what another processor's rounding may change. */
        private const val TOLERANCE = 2_000

        /** Of a thousand pixels of one part. */
        private const val PART_TOLERANCE = 20

        private val chosen = listOf(
            "home" to Variant(),
            "home" to Variant(dark = true),
            "home" to Variant(fontScale = 2f),
            "home" to Variant(Language.EN),
            "home-empty" to Variant(),
            "home-offline" to Variant(),
            "welcome" to Variant(),
            "province" to Variant(),
            "scan" to Variant(),
            "scan-signed" to Variant(),
            "scan-fake" to Variant(),
            "dossier-papers" to Variant(),
            "dossier-papers" to Variant(dark = true),
            "dossier-long" to Variant(fontScale = 2f),
            "draft-emergency" to Variant(),
            "draft-review" to Variant(),
            "report-handled" to Variant(),
            "receipt" to Variant(),
            "rating-question" to Variant(),
            "results" to Variant(Language.EN, dark = true),
            "search" to Variant(),
            "account-in" to Variant(Language.EN),
            "waiting" to Variant(dark = true),
            "emergency" to Variant(fontScale = 2f),
        )
    }
}

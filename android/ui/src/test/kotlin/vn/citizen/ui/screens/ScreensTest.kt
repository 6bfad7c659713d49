package vn.citizen.ui.screens

import androidx.compose.runtime.Composable
import org.junit.Test
import org.junit.runner.RunWith
import org.junit.runners.Parameterized
import vn.citizen.core.Language
import vn.citizen.ui.stage.Exhibit
import vn.citizen.ui.stage.Shown
import vn.citizen.ui.stage.Variant
import vn.citizen.ui.stage.borrowed
import vn.citizen.ui.stage.broken
import vn.citizen.ui.stage.clipped
import vn.citizen.ui.stage.faint
import vn.citizen.ui.stage.gallery
import vn.citizen.ui.stage.overlapping
import vn.citizen.ui.stage.samples
import vn.citizen.ui.stage.showWhole
import vn.citizen.ui.stage.spelledOut
import vn.citizen.ui.stage.tooSmall
import vn.citizen.ui.stage.unspoken
import kotlin.test.assertEquals

/** Every screen in every state of the gallery is held against what a person needs. [ChecksTest] shows that each check can fail. */
@RunWith(Parameterized::class)
class ScreensTest(private val shownName: String, private val exhibit: Exhibit) {
    private fun check(variant: Variant, vararg checks: (Shown) -> List<String>) {
        val content = @Composable { exhibit.content(samples(variant.language)) }
        showWhole(variant, content) { shown -> assertEquals(emptyList(), checks.flatMap { it(shown) }, "$shownName, ${variant.name}") }
    }

    @Test fun `letters of double size fit, in Vietnamese`() = check(Variant(Language.VI, fontScale = 2f), ::clipped, ::overlapping, ::broken, ::tooSmall)

    @Test fun `letters of double size fit, in English`() = check(Variant(Language.EN, fontScale = 2f), ::clipped, ::overlapping, ::broken, ::tooSmall)

    @Test fun `it is large, spoken and legible, in the light`() = check(Variant(), ::borrowed, ::clipped, ::overlapping, ::tooSmall, ::unspoken, { spelledOut(it) }, ::faint)

    @Test fun `it is spoken and legible in English, in the dark`() = check(Variant(Language.EN, dark = true), ::borrowed, ::clipped, ::unspoken, { spelledOut(it) }, ::faint)

    companion object {
        @JvmStatic
        @Parameterized.Parameters(name = "{0}")
        fun exhibits(): List<Array<Any>> = gallery.map { arrayOf(it.name, it) }
    }
}

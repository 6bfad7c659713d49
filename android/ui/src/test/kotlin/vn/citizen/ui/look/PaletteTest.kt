package vn.citizen.ui.look

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.luminance
import org.junit.Test
import vn.citizen.core.Tone
import vn.citizen.ui.stage.contrast
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class PaletteTest {
    private fun tooFaint(palette: Palette): List<String> {
        val words = palette.inks.flatMap { ink -> palette.grounds.map { Triple(ink, it, 4.5) } } +
            listOf(Triple(palette.onPrimary, palette.primary, 4.5), Triple(palette.onDanger, palette.overdue.ink, 4.5))
        val edges = listOf(palette.paper, palette.card, palette.sunk).map { Triple(palette.edge, it, 3.0) }
        return (words + edges).filter { (ink, ground, least) -> contrast(ink, ground) < least }.map { (ink, ground, _) -> "$ink on $ground: ${contrast(ink, ground)}" }
    }

    @Test fun `every role can be read on every ground`() {
        assertEquals(emptyList(), tooFaint(LightPalette))
        assertEquals(emptyList(), tooFaint(DarkPalette))
    }

    @Test fun `control - a grey that is a little too light is noticed`() {
        assertTrue(tooFaint(LightPalette.copy(ink2 = Color(0xFF807A72))).isNotEmpty())
        assertTrue(tooFaint(DarkPalette.copy(edge = Color(0xFF50555A))).isNotEmpty())
    }

    @Test fun `the measure is that of WCAG`() {
        assertEquals(21.0, contrast(Color.Black, Color.White), 0.01)
        assertEquals(4.54, contrast(Color(0xFF767676), Color.White), 0.01)
        assertTrue(LightPalette.paper.luminance() > 0.9f)
    }

    @Test fun `each tone has a shape of its own`() {
        val shapes = Tone.entries.map { Icons.of(it).name }
        assertEquals(Tone.entries.size, shapes.toSet().size)
    }
}

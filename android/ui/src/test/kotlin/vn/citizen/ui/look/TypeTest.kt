package vn.citizen.ui.look

import org.junit.Test
import vn.citizen.ui.stage.letters
import kotlin.test.assertTrue

class TypeTest {
    @Test fun `at double size a title still is the largest, and everything grows`() {
        val type = Type(letters, 2f)
        assertTrue(type.title.fontSize.value * 2 > 40 && type.title.fontSize > type.state.fontSize && type.state.fontSize.value > 17f)
        assertTrue(type.title.lineHeight.value / type.title.fontSize.value >= 1.4f)
    }

    @Test fun `nothing is below 16 sp and no line below 1,4`() {
        for (style in Type(letters).all) {
            assertTrue(style.fontSize.value >= 16f, "$style")
            assertTrue(style.lineHeight.value / style.fontSize.value >= 1.4f, "$style")
        }
    }
}

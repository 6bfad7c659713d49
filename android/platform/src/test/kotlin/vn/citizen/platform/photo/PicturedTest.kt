package vn.citizen.platform.photo

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.shadows.ShadowBitmapFactory
import vn.citizen.testing.samplePhoto
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull

@RunWith(RobolectricTestRunner::class)
class PicturedTest {
    @Before fun strict() = ShadowBitmapFactory.setAllowInvalidImageData(false)

    private fun size(side: Int) = runBlocking { assertNotNull(pictured(samplePhoto, side, Dispatchers.Unconfined)).let { it.width to it.height } }

    @Test fun `a photo takes no more memory than its place on the screen wants`() {
        assertEquals(160 to 120, size(120))
        assertEquals(160 to 120, size(61))
        assertEquals(80 to 60, size(60))
        assertEquals(40 to 30, size(16))
        // A place larger than the photo makes it no larger.
        assertEquals(160 to 120, size(5_000))
    }

    @Test fun `a photo of twelve megapixels is read at an eighth for a small place`() {
        assertEquals(8, reduction(4_000, 3_000, 216))
        assertEquals(4, reduction(3_000, 4_000, 600))
    }

    @Test fun `a long and narrow picture takes no more than others, however long it is`() {
        // Without the bound these would be read whole.
        assertEquals(4, reduction(20_000, 300, 216))
        assertEquals(8, reduction(300, 65_000, 216))
    }

    @Test fun `what is no picture is none`() = assertNull(runBlocking { pictured("no picture".toByteArray(), 100, Dispatchers.Unconfined) })
}

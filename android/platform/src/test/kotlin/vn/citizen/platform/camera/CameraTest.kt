package vn.citizen.platform.camera

import android.Manifest.permission.CAMERA
import android.app.Application
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import vn.citizen.platform.front.FakeFront
import java.nio.ByteBuffer
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

@RunWith(RobolectricTestRunner::class)
class CameraTest {
    private val app: Application = RuntimeEnvironment.getApplication()
    private val front = FakeFront()
    private val camera = Camera(app, front)

    @Test fun `while it is not allowed there are no pictures`() {
        assertFalse(camera.allowed)
        assertNull(camera.frames())
        shadowOf(app).grantPermissions(CAMERA)
        assertTrue(camera.allowed)
        assertNotNull(camera.frames())
    }

    @Test fun `the person is asked for the camera and for nothing else`() = runBlocking {
        assertTrue(camera.allow())
        assertEquals(listOf(CAMERA), front.leaves)
    }

    @Test fun `a phone without a camera has no pictures, and does not fail`() = runBlocking {
        shadowOf(app).grantPermissions(CAMERA)
        assertNull(camera.size())
        assertTrue(camera.frames()!!.toList().isEmpty())
    }

    private fun plane(vararg bytes: Int): ByteBuffer = ByteBuffer.allocateDirect(bytes.size).apply {
        bytes.forEach { put(it.toByte()) }
        flip()
    }

    @Test fun `only the luma plane is copied, and the buffer is left as it was`() {
        // Two rows of three, each four bytes apart.
        val buffer = plane(1, 2, 3, 0, 4, 5, 6, 0)
        val frame = frameOf(buffer, 3, 2, 4)!!
        assertEquals(listOf(3, 2, 4), listOf(frame.width, frame.height, frame.stride))
        assertContentEquals(byteArrayOf(1, 2, 3, 0, 4, 5, 6, 0), frame.luma)
        assertEquals(8, buffer.remaining())
    }

    @Test fun `the last row may end with its last pixel`() = assertContentEquals(byteArrayOf(1, 2, 3, 0, 4, 5, 6, 0), frameOf(plane(1, 2, 3, 0, 4, 5, 6), 3, 2, 4)!!.luma)

    @Test fun `a plane that cannot be is no frame`() {
        for ((width, height, stride) in listOf(Triple(0, 2, 4), Triple(3, 0, 4), Triple(3, 2, 2), Triple(3, 3, 4), Triple(1, Int.MAX_VALUE, Int.MAX_VALUE))) {
            assertNull(frameOf(plane(1, 2, 3, 0, 4, 5, 6, 0), width, height, stride), "$width × $height, $stride apart")
        }
    }

    @Test fun `the smallest that shows a printed code, or the largest`() {
        val sizes = listOf(640 to 480, 4000 to 3000, 1280 to 720, 1920 to 1080)
        assertEquals(1280 to 720, bestOf(sizes) { it.first * it.second })
        assertEquals(640 to 480, bestOf(sizes.take(1)) { it.first * it.second })
        assertNull(bestOf(emptyList<Pair<Int, Int>>()) { 0 })
    }

    @Test fun `the finder is filled from edge to edge and shows nothing longer than it is`() {
        // A picture three by four in a square of 300: its width fits, its height goes over.
        val box = floatArrayOf(0f, 0f, 300f, 300f).also(filling(300, 300, 720, 960)::mapPoints)
        assertEquals(listOf(0, -50, 300, 350), box.map { Math.round(it) })
    }
}

package vn.citizen.platform.camera

import android.Manifest.permission.CAMERA
import android.app.Application
import android.graphics.ImageFormat
import android.hardware.camera2.CameraAccessException
import android.hardware.camera2.CameraCharacteristics
import android.hardware.camera2.CameraDevice
import android.hardware.camera2.CameraManager
import android.os.Handler
import android.os.HandlerThread
import android.util.Size
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import org.robolectric.shadow.api.Shadow
import org.robolectric.shadows.ShadowCameraCharacteristics
import org.robolectric.shadows.ShadowCameraManager
import org.robolectric.shadows.StreamConfigurationMapBuilder
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
    private val manager = app.getSystemService(CameraManager::class.java)

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

    /** The threads of cameras that are on. */
    private fun on(): List<HandlerThread> = Thread.getAllStackTraces().keys.filterIsInstance<HandlerThread>().filter { it.name == "citizen.camera" && it.isAlive }

    private fun collecting(): Job {
        val facing = ShadowCameraCharacteristics.newCameraCharacteristics()
        Shadow.extract<ShadowCameraCharacteristics>(facing).apply {
            set(CameraCharacteristics.LENS_FACING, CameraCharacteristics.LENS_FACING_BACK)
            set(CameraCharacteristics.SCALER_STREAM_CONFIGURATION_MAP, StreamConfigurationMapBuilder.newBuilder().addOutputSize(ImageFormat.YUV_420_888, Size(1280, 960)).build())
        }
        if (manager.cameraIdList.isEmpty()) shadowOf(manager).addCamera("0", facing)
        shadowOf(app).grantPermissions(CAMERA)
        return CoroutineScope(Dispatchers.Unconfined).launch { camera.frames()!!.collect() }
    }

    private fun goes(thread: HandlerThread) = thread.join(10_000).let { assertFalse(thread.isAlive) }

    @Config(shadows = [Opening::class])
    @Test fun `the camera is on while somebody looks, and off after`() {
        assertTrue(on().isEmpty())
        val looking = collecting()
        val thread = on().single()
        camera.torch(true)
        assertTrue(looking.isActive && thread.isAlive)
        looking.cancel()
        goes(thread)
    }

    @Config(shadows = [Opening::class])
    @Test fun `the camera is off while the app is not on the screen, and on again after`() {
        val looking = collecting()
        val thread = on().single()
        camera.seen(false)
        goes(thread)
        assertTrue(looking.isActive && on().isEmpty())
        // Where it would be shown changes nothing.
        camera.shows(null)
        assertTrue(on().isEmpty())
        camera.seen(true)
        val again = on().single()
        looking.cancel()
        goes(again)
    }

    @Config(shadows = [Opening::class])
    @Test fun `a camera that cannot be had is off, and nobody fails`() {
        for (fault in listOf(CameraAccessException(CameraAccessException.CAMERA_DISABLED), SecurityException(), IllegalArgumentException())) {
            Opening.fault = fault
            val looking = collecting()
            on().forEach(::goes)
            assertTrue(looking.isActive)
            looking.cancel()
        }
    }

    @After fun nothingIsWrong() {
        Opening.fault = null
    }

    @Implements(CameraManager::class)
    class Opening : ShadowCameraManager() {
        /** Takes the wish and does not answer yet, or says what is wrong. */
        @Implementation
        fun openCamera(camera: String, callback: CameraDevice.StateCallback, handler: Handler?) {
            fault?.let { throw it }
        }

        companion object {
            var fault: Exception? = null
        }
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

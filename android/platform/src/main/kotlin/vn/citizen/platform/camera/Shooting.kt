package vn.citizen.platform.camera

import android.annotation.SuppressLint
import android.graphics.ImageFormat
import android.hardware.camera2.CameraAccessException
import android.hardware.camera2.CameraCaptureSession
import android.hardware.camera2.CameraDevice
import android.hardware.camera2.CameraManager
import android.hardware.camera2.CaptureRequest
import android.hardware.camera2.params.OutputConfiguration
import android.hardware.camera2.params.SessionConfiguration
import android.media.ImageReader
import android.os.Handler
import android.os.HandlerThread
import android.util.Size
import android.view.Surface
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.launch
import vn.citizen.core.Frame

/** One time that the camera is on, on a thread of its own. */
internal class Shooting(
    private val manager: CameraManager,
    private val camera: String,
    size: Size,
    private val surface: Surface?,
    private val lit: StateFlow<Boolean>,
    private val told: (Frame) -> Unit,
    private val over: () -> Unit,
) {
    private val thread = HandlerThread("citizen.camera").apply { start() }
    private val handler = Handler(thread.looper)

    // Two: one is read while the next is taken. Late ones are dropped by the system before anything of them is copied.
    private val reader = ImageReader.newInstance(size.width, size.height, ImageFormat.YUV_420_888, 2)
    private var device: CameraDevice? = null
    private var session: CameraCaptureSession? = null
    private var lamp: Job? = null

    /** [scope] lives as long as the camera is on. */
    fun begin(scope: CoroutineScope) {
        reader.setOnImageAvailableListener({ read() }, handler)
        trying { open() }
        lamp = scope.launch { lit.collect { handler.post { trying { repeat() } } } }
    }

    fun end() {
        lamp?.cancel()
        handler.post {
            try {
                device?.close()
                reader.close()
            } finally {
                thread.quitSafely()
            }
        }
    }

    private fun read() {
        reader.acquireLatestImage()?.use { picture ->
            val plane = picture.planes[0]
            frameOf(plane.buffer, picture.width, picture.height, plane.rowStride)?.let(told)
        }
    }

    @SuppressLint("MissingPermission") // Asked by whoever collects; a permission that was taken back meanwhile is caught below.
    private fun open() = manager.openCamera(
        camera,
        object : CameraDevice.StateCallback() {
            override fun onOpened(opened: CameraDevice) {
                device = opened
                trying { configure(opened) }
            }

            override fun onDisconnected(lost: CameraDevice) = gone(lost)

            override fun onError(broken: CameraDevice, error: Int) = gone(broken)
        },
        handler,
    )

    private fun gone(lost: CameraDevice) {
        if (device === lost) device = null
        lost.close()
        over()
    }

    private fun configure(opened: CameraDevice) {
        val outputs = listOfNotNull(reader.surface, surface).map(::OutputConfiguration)
        val ready = object : CameraCaptureSession.StateCallback() {
            override fun onConfigured(configured: CameraCaptureSession) {
                session = configured
                trying { repeat() }
            }

            override fun onConfigureFailed(session: CameraCaptureSession) = over()
        }
        opened.createCaptureSession(SessionConfiguration(SessionConfiguration.SESSION_REGULAR, outputs, { handler.post(it) }, ready))
    }

    private fun repeat() {
        val request = device?.createCaptureRequest(CameraDevice.TEMPLATE_PREVIEW) ?: return
        listOfNotNull(reader.surface, surface).forEach(request::addTarget)
        request.set(CaptureRequest.CONTROL_AF_MODE, CaptureRequest.CONTROL_AF_MODE_CONTINUOUS_PICTURE)
        request.set(CaptureRequest.FLASH_MODE, if (lit.value) CaptureRequest.FLASH_MODE_TORCH else CaptureRequest.FLASH_MODE_OFF)
        session?.setRepeatingRequest(request.build(), null, handler)
    }

    /** A camera that is in use, switched off by whoever owns the phone, or taken away meanwhile: there are no pictures, and that is all. */
    private fun trying(work: () -> Unit) = try {
        work()
    } catch (_: CameraAccessException) {
        over()
    } catch (_: SecurityException) {
        over()
    } catch (_: IllegalStateException) {
        over()
    } catch (_: IllegalArgumentException) {
        // The surface on which it was shown is gone.
        over()
    }
}

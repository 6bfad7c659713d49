package vn.citizen.platform.camera

import android.Manifest.permission.CAMERA
import android.content.Context
import android.content.pm.PackageManager
import android.graphics.ImageFormat
import android.hardware.camera2.CameraAccessException
import android.hardware.camera2.CameraCharacteristics
import android.hardware.camera2.CameraManager
import android.util.Size
import android.view.Surface
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.emptyFlow
import kotlinx.coroutines.flow.flatMapLatest
import vn.citizen.core.Frame
import vn.citizen.platform.front.Front

/** The back camera, for reading codes: on while somebody collects its pictures, and never otherwise. */
class Camera(private val context: Context, private val front: Front) {
    private val manager = context.getSystemService(CameraManager::class.java)
    private val lit = MutableStateFlow(false)
    private val shown = MutableStateFlow<Surface?>(null)
    private val seen = MutableStateFlow(true)

    val allowed: Boolean get() = context.checkSelfPermission(CAMERA) == PackageManager.PERMISSION_GRANTED

    suspend fun allow(): Boolean = front.allow(CAMERA)

    fun torch(on: Boolean) {
        lit.value = on
    }

    /** Where the person sees what the camera sees. A camera that is on is turned on anew for it. */
    fun shows(surface: Surface?) {
        shown.value = surface
    }

    /** Whether the app is on the screen: off it, the camera is off, whoever still waits for its pictures. */
    fun seen(on: Boolean) {
        seen.value = on
    }

    /** How large pictures are, for whoever shows them; null where there is no camera. */
    fun size(): Size? = back()?.let(::sizeOf)

    /** Null while it may not be used. The newest picture only; no more come where the camera is taken away or is broken. */
    @OptIn(ExperimentalCoroutinesApi::class)
    fun frames(): Flow<Frame>? {
        if (!allowed) return null
        val camera = back() ?: return emptyFlow()
        val size = sizeOf(camera) ?: return emptyFlow()
        lit.value = false
        return combine(shown, seen) { surface, on -> surface.takeIf { on } to on }.distinctUntilChanged()
            .flatMapLatest { (surface, on) -> if (on) pictures(camera, size, surface) else emptyFlow() }
    }

    private fun pictures(camera: String, size: Size, surface: Surface?): Flow<Frame> = callbackFlow {
        val shooting = Shooting(manager, camera, size, surface, lit, { trySend(it) }, { close() })
        shooting.begin(this)
        awaitClose { shooting.end() }
    }.buffer(Channel.CONFLATED)

    private fun back(): String? = try {
        manager.cameraIdList.firstOrNull { manager.getCameraCharacteristics(it).get(CameraCharacteristics.LENS_FACING) == CameraCharacteristics.LENS_FACING_BACK }
    } catch (_: CameraAccessException) {
        null
    }

    private fun sizeOf(camera: String): Size? = try {
        val map = manager.getCameraCharacteristics(camera).get(CameraCharacteristics.SCALER_STREAM_CONFIGURATION_MAP)
        bestOf(map?.getOutputSizes(ImageFormat.YUV_420_888)?.toList().orEmpty()) { it.width * it.height }
    } catch (_: CameraAccessException) {
        null
    }
}

package vn.citizen.platform.camera

import android.annotation.SuppressLint
import android.content.Context
import android.graphics.Matrix
import android.graphics.SurfaceTexture
import android.view.Surface
import android.view.TextureView

/** What the camera sees, filling the view from edge to edge. */
@SuppressLint("ViewConstructor") // Only code makes it.
class FinderView(context: Context, private val camera: Camera) : TextureView(context), TextureView.SurfaceTextureListener {
    private var surface: Surface? = null

    init {
        surfaceTextureListener = this
    }

    override fun onSurfaceTextureAvailable(texture: SurfaceTexture, width: Int, height: Int) {
        val size = camera.size() ?: return
        texture.setDefaultBufferSize(size.width, size.height)
        // The system turns the picture upright, so its long side stands.
        setTransform(filling(width, height, size.height, size.width))
        surface = Surface(texture).also(camera::shows)
    }

    override fun onSurfaceTextureSizeChanged(texture: SurfaceTexture, width: Int, height: Int) {
        val size = camera.size() ?: return
        setTransform(filling(width, height, size.height, size.width))
    }

    override fun onSurfaceTextureDestroyed(texture: SurfaceTexture): Boolean {
        camera.shows(null)
        surface?.release()
        surface = null
        return true
    }

    override fun onSurfaceTextureUpdated(texture: SurfaceTexture) = Unit
}

/** A view stretches its picture to its own shape: undoes that, and goes on until no edge is bare. */
internal fun filling(width: Int, height: Int, pictureWidth: Int, pictureHeight: Int): Matrix {
    val scale = maxOf(width.toFloat() / pictureWidth, height.toFloat() / pictureHeight)
    return Matrix().apply { setScale(pictureWidth * scale / width, pictureHeight * scale / height, width / 2f, height / 2f) }
}

package vn.citizen.platform.photo

import android.graphics.Bitmap
import android.graphics.BitmapFactory
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/**
 * A photo file as a picture, reduced while it is read so that its shorter side has about [side] pixels and no more memory is taken than that
 * wants: a phone with little of it shows several. Null where the file is no picture.
 */
suspend fun pictured(file: ByteArray, side: Int, work: CoroutineDispatcher = Dispatchers.Default): Bitmap? = withContext(work) {
    val size = BitmapFactory.Options().apply { inJustDecodeBounds = true }
    BitmapFactory.decodeByteArray(file, 0, file.size, size)
    if (size.outWidth <= 0 || size.outHeight <= 0) return@withContext null
    val options = BitmapFactory.Options().apply {
        inSampleSize = reduction(size.outWidth, size.outHeight, side)
        // Half the memory; what a photo shows has no need of more.
        inPreferredConfig = Bitmap.Config.RGB_565
    }
    BitmapFactory.decodeByteArray(file, 0, file.size, options)
}

/**
 * A power of two, as the decoder takes no other. A picture that is very long and narrow is reduced further than its shorter side wants: whole, it
 * would take as much as many photos.
 */
internal fun reduction(width: Int, height: Int, side: Int): Int {
    val least = maxOf(side, 1)
    val most = SQUARES * least * least
    val isEnough = { by: Int -> minOf(width, height) / (by * 2) < least && (width / by).toLong() * (height / by) <= most }
    return generateSequence(1) { it * 2 }.first(isEnough)
}

/** How many squares of its shorter side's length a picture may take at most. A photo takes up to six. */
private const val SQUARES = 16L

package vn.citizen.platform.photo

import android.graphics.Bitmap
import android.graphics.BitmapFactory
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/**
 * A photo file as a picture, reduced while it is read so that its shorter side has at least [side] pixels and no more memory is taken than that
 * wants: a phone with little of it shows several. Null where the file is no picture.
 */
suspend fun pictured(file: ByteArray, side: Int, work: CoroutineDispatcher = Dispatchers.Default): Bitmap? = withContext(work) {
    val size = BitmapFactory.Options().apply { inJustDecodeBounds = true }
    BitmapFactory.decodeByteArray(file, 0, file.size, size)
    if (size.outWidth <= 0 || size.outHeight <= 0) return@withContext null
    val options = BitmapFactory.Options().apply {
        inSampleSize = reduction(minOf(size.outWidth, size.outHeight), side)
        // Half the memory; what a photo shows has no need of more.
        inPreferredConfig = Bitmap.Config.RGB_565
    }
    BitmapFactory.decodeByteArray(file, 0, file.size, options)
}

/** A power of two, as the decoder takes no other. */
internal fun reduction(shorter: Int, side: Int): Int = generateSequence(1) { it * 2 }.takeWhile { it == 1 || shorter / it >= maxOf(side, 1) }.last()

package vn.citizen.platform.camera

import vn.citizen.core.Frame
import java.nio.ByteBuffer

/**
 * Of the first plane of a camera picture in YUV_420_888, whose pixels lie one byte apart: only that plane is copied, and only once. [buffer]
 * need not outlive the call. The last row may end with its last pixel. Null for a plane that cannot be.
 */
internal fun frameOf(buffer: ByteBuffer, width: Int, height: Int, stride: Int): Frame? {
    if (width <= 0 || height <= 0 || stride < width) return null
    val whole = stride.toLong() * height
    val there = buffer.remaining()
    if (whole > Int.MAX_VALUE || there < whole - (stride - width)) return null
    val luma = ByteArray(whole.toInt())
    buffer.duplicate().get(luma, 0, minOf(whole.toInt(), there))
    return Frame(width, height, stride, luma)
}

/** The smallest that shows a code printed on a slip of paper, or the largest there is. */
internal fun <S> bestOf(sizes: List<S>, pixels: (S) -> Int): S? = sizes.filter { pixels(it) >= ENOUGH }.minByOrNull(pixels) ?: sizes.maxByOrNull(pixels)

private const val ENOUGH = 960 * 720

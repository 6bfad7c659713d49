package vn.citizen.ui.stage

import androidx.compose.ui.graphics.ImageBitmap
import java.awt.image.BufferedImage
import java.awt.image.IndexColorModel
import java.io.File
import javax.imageio.ImageIO
import kotlin.math.abs

/** Pixels as 0xRRGGBB, row by row. */
class Raster(val width: Int, val height: Int, val pixels: IntArray)

fun ImageBitmap.raster(): Raster {
    val pixels = IntArray(width * height)
    readPixels(pixels)
    for (i in pixels.indices) pixels[i] = pixels[i] and 0xFFFFFF
    return Raster(width, height, pixels)
}

fun read(file: File): Raster {
    val image = ImageIO.read(file)
    return Raster(image.width, image.height, IntArray(image.width * image.height) { image.getRGB(it % image.width, it / image.width) and 0xFFFFFF })
}

private fun distance(a: Int, b: Int) = maxOf(abs((a shr 16 and 255) - (b shr 16 and 255)), abs((a shr 8 and 255) - (b shr 8 and 255)), abs((a and 255) - (b and 255)))

/** Writes with at most 256 colours, the commonest; each other pixel takes the nearest of them. Small enough to be kept beside the code. */
fun write(raster: Raster, file: File) {
    val commonest = raster.pixels.toList().groupingBy { it }.eachCount().entries.sortedWith(compareByDescending<Map.Entry<Int, Int>> { it.value }.thenBy { it.key })
    val colors = mutableListOf<Int>()
    for ((color, _) in commonest) {
        if (colors.size == 256) break
        if (colors.none { distance(it, color) < 6 }) colors += color
    }
    val model = IndexColorModel(8, colors.size, colors.map { (it shr 16).toByte() }.toByteArray(), colors.map { (it shr 8).toByte() }.toByteArray(), colors.map { it.toByte() }.toByteArray())
    val nearest = HashMap<Int, Int>()
    val image = BufferedImage(raster.width, raster.height, BufferedImage.TYPE_BYTE_INDEXED, model)
    raster.pixels.forEachIndexed { i, color ->
        image.raster.setSample(i % raster.width, i / raster.width, 0, nearest.getOrPut(color) { colors.indices.minBy { distance(colors[it], color) } })
    }
    file.parentFile?.mkdirs()
    check(ImageIO.write(image, "png", file))
}

/** A quarter of a part that is judged by itself: such parts, of 32 pixels a side, begin every 16, so that no figure is cut in two by all of them. */
private const val QUARTER = 16

/**
 * How many of a thousand pixels of the part that differs most differ by more than a shade: a figure is little of a screen and much of its part.
 */
fun worstPart(a: Raster, b: Raster): Int {
    if (a.width != b.width || a.height != b.height) return 1_000
    val columns = a.width / QUARTER + 2
    val counts = IntArray(columns * (a.height / QUARTER + 2))
    for (i in a.pixels.indices) if (distance(a.pixels[i], b.pixels[i]) > SHADE) counts[i / a.width / QUARTER * columns + i % a.width / QUARTER]++
    val worst = (0 until counts.size - columns - 1).maxOf { counts[it] + counts[it + 1] + counts[it + columns] + counts[it + columns + 1] }
    return worst * 1_000 / (4 * QUARTER * QUARTER)
}

/** How much a pixel may differ, of 255, before an eye would notice. */
private const val SHADE = 48

/** How many of a million pixels differ by more than a shade that an eye would notice. */
fun difference(a: Raster, b: Raster): Int {
    if (a.width != b.width || a.height != b.height) return 1_000_000
    val count = a.pixels.indices.count { distance(a.pixels[it], b.pixels[it]) > SHADE }
    return (count * 1_000_000L / a.pixels.size).toInt()
}

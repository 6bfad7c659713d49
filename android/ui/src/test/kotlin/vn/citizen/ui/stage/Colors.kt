package vn.citizen.ui.stage

import androidx.compose.ui.graphics.Color
import kotlin.math.pow

private fun channel(c: Float): Double = if (c <= 0.04045f) c / 12.92 else ((c + 0.055) / 1.055).pow(2.4)

private fun luminance(c: Color) = 0.2126 * channel(c.red) + 0.7152 * channel(c.green) + 0.0722 * channel(c.blue)

/** The contrast of two opaque colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
fun contrast(a: Color, b: Color): Double {
    val (light, dark) = listOf(luminance(a), luminance(b)).sortedDescending()
    return (light + 0.05) / (dark + 0.05)
}

package vn.citizen.ui.look

import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.ui.unit.dp

/** Distances, all on a grid of 4 dp. */
object Space {
    val hair = 4.dp
    val small = 8.dp
    val medium = 12.dp
    val large = 16.dp
    val group = 24.dp
    val section = 32.dp

    /** No control is smaller, in either direction. */
    val touch = 48.dp

    /** The height of a button that is the main thing on its screen. */
    val button = 56.dp
}

/** Corners: soft on paper, softer on what is pressed. */
object Shapes {
    val card = RoundedCornerShape(16.dp)
    val button = RoundedCornerShape(14.dp)
    val chip = RoundedCornerShape(10.dp)
    val field = RoundedCornerShape(12.dp)
}

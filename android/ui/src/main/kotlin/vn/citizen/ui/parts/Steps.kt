package vn.citizen.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import vn.citizen.core.Said
import vn.citizen.ui.look.Look
import vn.citizen.ui.look.Space

/** Where one is among [total] steps, in words and as a row of strokes; the strokes done are thicker, not only coloured. */
@Composable
fun Steps(step: Int, total: Int, said: Said = Look.words.step(step, total)) {
    val palette = Look.palette
    Column(Modifier.fillMaxWidth(), verticalArrangement = Arrangement.spacedBy(Space.small)) {
        Say(said, style = Look.type.small, color = palette.ink2)
        Row(Modifier.fillMaxWidth().height(8.dp), horizontalArrangement = Arrangement.spacedBy(Space.hair)) {
            for (i in 1..total) {
                val done = i <= step
                Box(Modifier.weight(1f).height(if (done) 8.dp else 4.dp).background(if (done) palette.primary else palette.edge, RoundedCornerShape(4.dp)))
            }
        }
    }
}

package vn.citizen.ui.parts

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.IntrinsicSize
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.width
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.PathEffect
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.graphics.drawscope.Stroke
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import vn.citizen.core.TimelineRow
import vn.citizen.core.Tone
import vn.citizen.ui.look.Look
import vn.citizen.ui.look.Space

/** Downwards from now: each step has when, what, who. A stopped clock is drawn as stopped: two bars, and a broken line below. */
@Composable
fun Timeline(rows: List<TimelineRow>) {
    val palette = Look.palette
    Column(Modifier.fillMaxWidth()) {
        rows.forEachIndexed { i, row ->
            val stopped = palette[Tone.WAITING].ink
            val ink = if (row.clockStopped) stopped else if (row.now) palette.primary else palette.edge
            Row(Modifier.fillMaxWidth().height(IntrinsicSize.Min).semantics(mergeDescendants = true) {}) {
                Canvas(Modifier.width(36.dp).fillMaxHeight()) { rail(row, ink, palette.edge, palette.card, last = i == rows.lastIndex) }
                Column(Modifier.weight(1f).padding(bottom = if (i == rows.lastIndex) 0.dp else Space.group), verticalArrangement = Arrangement.spacedBy(Space.hair)) {
                    Say(row.moment, style = Look.type.small, color = palette.ink2)
                    Say(row.what, style = if (row.now) Look.type.state else Look.type.strong)
                    row.who?.let { Say(it, color = palette.ink2) }
                    row.note?.let { Say(it) }
                    if (row.clockStopped) ToneChip(Look.words.clockStopped, Tone.WAITING)
                }
            }
        }
    }
}

private fun DrawScope.rail(row: TimelineRow, ink: Color, line: Color, ground: Color, last: Boolean) {
    val x = 12.dp.toPx()
    val y = 13.dp.toPx()
    val radius = (if (row.now || row.clockStopped) 10.dp else 6.dp).toPx()
    if (!last) {
        val dashes = if (row.clockStopped) PathEffect.dashPathEffect(floatArrayOf(6.dp.toPx(), 6.dp.toPx())) else null
        drawLine(line, Offset(x, y + radius + 4.dp.toPx()), Offset(x, size.height + y - 14.dp.toPx()), 2.dp.toPx(), pathEffect = dashes)
    }
    if (row.now || row.clockStopped) drawCircle(ink, radius, Offset(x, y)) else drawCircle(ink, radius, Offset(x, y), style = Stroke(2.dp.toPx()))
    if (row.clockStopped) {
        for (dx in listOf(-4f, 2f)) drawRect(ground, Offset(x + dx.dp.toPx(), y - 5.dp.toPx()), Size(2.5f.dp.toPx(), 10.dp.toPx()))
    } else if (row.now) {
        drawCircle(ground, 4.dp.toPx(), Offset(x, y))
    }
}

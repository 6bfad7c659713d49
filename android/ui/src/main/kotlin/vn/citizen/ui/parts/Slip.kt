package vn.citizen.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Outline
import androidx.compose.ui.graphics.Path
import androidx.compose.ui.graphics.Shape
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.LayoutDirection
import androidx.compose.ui.unit.dp
import vn.citizen.core.ReceiptView
import vn.citizen.core.Tone
import vn.citizen.ui.look.Icons
import vn.citizen.ui.look.Look
import vn.citizen.ui.look.Space

/** Paper torn off a roll: teeth above and below. */
object SlipShape : Shape {
    override fun createOutline(size: Size, layoutDirection: LayoutDirection, density: Density): Outline {
        val tooth = with(density) { 6.dp.toPx() }
        val count = maxOf(1, (size.width / (2 * tooth)).toInt())
        val step = size.width / count
        val path = Path().apply {
            moveTo(0f, tooth)
            for (i in 0 until count) {
                lineTo(step * i + step / 2, 0f)
                lineTo(step * (i + 1), tooth)
            }
            lineTo(size.width, size.height - tooth)
            for (i in count downTo 1) {
                lineTo(step * i - step / 2, size.height)
                lineTo(step * (i - 1), size.height - tooth)
            }
            close()
        }
        return Outline.Generic(path)
    }
}

@Composable
fun Slip(content: @Composable ColumnScope.() -> Unit) {
    Column(
        Modifier.fillMaxWidth().clip(SlipShape).background(Look.palette.card).border(1.dp, Look.palette.edge, SlipShape).padding(horizontal = Space.large, vertical = Space.group),
        verticalArrangement = Arrangement.spacedBy(Space.large),
        content = content,
    )
}

/** The province's receipt as a slip that can be shown across a counter. */
@Composable
fun ReceiptSlip(receipt: ReceiptView) {
    Slip {
        if (receipt.verified) ToneChip(Look.words.receiptVerified, Tone.DONE) else ToneChip(Look.words.receiptUnverified, Tone.SECURITY)
        if (receipt.facts.none { it.value == receipt.moment }) SignLine(Icons.clock, receipt.moment, strong = true)
        FactList(receipt.facts)
        receipt.qr?.let { QrPicture(it) }
    }
}

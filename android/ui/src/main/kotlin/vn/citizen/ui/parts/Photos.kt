package vn.citizen.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.unit.dp
import vn.citizen.core.PhotoRow
import vn.citizen.ui.look.Icons
import vn.citizen.ui.look.Look
import vn.citizen.ui.look.Shapes
import vn.citizen.ui.look.Space

/** Draws the picture with this hash; the host reads it. Null where there is none to show, as in tests. */
typealias PhotoPainter = @Composable (sha256: String, modifier: Modifier) -> Unit

/** The photos of a report, one below the other: each with its size, its state in words, and the way to take it out. */
@Composable
fun PhotoStrip(photos: List<PhotoRow>, painter: PhotoPainter?, onRemove: ((PhotoRow) -> Unit)?) {
    val palette = Look.palette
    Column(Modifier.fillMaxWidth(), verticalArrangement = Arrangement.spacedBy(Space.medium)) {
        for (photo in photos) {
            Row(
                Modifier.fillMaxWidth().border(1.dp, palette.hairline, Shapes.card).padding(Space.medium),
                horizontalArrangement = Arrangement.spacedBy(Space.medium),
                verticalAlignment = Alignment.CenterVertically,
            ) {
                Box(Modifier.size(72.dp).clip(Shapes.chip).background(palette.sunk), Alignment.Center) {
                    if (painter != null) painter(photo.sha256, Modifier.size(72.dp)) else Sign(Icons.photo, color = palette.ink2, size = 28)
                }
                Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(Space.hair)) {
                    Say(photo.size, style = Look.type.strong)
                    ToneChip(photo.state, photo.tone)
                    if (onRemove != null) QuietButton(Look.words.removePhoto, Icons.close) { onRemove(photo) }
                }
            }
        }
    }
}

package vn.citizen.ui.parts

import androidx.compose.foundation.Image
import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.runtime.Composable
import androidx.compose.runtime.compositionLocalOf
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.produceState
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.layout.ContentScale
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.role
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import kotlinx.coroutines.sync.Semaphore
import kotlinx.coroutines.sync.withPermit
import vn.citizen.core.PhotoRow
import vn.citizen.ui.look.Icons
import vn.citizen.ui.look.Look
import vn.citizen.ui.look.Shapes
import vn.citizen.ui.look.Space

private val SMALL = 72.dp
private val LARGE = 200.dp

/** Draws the stored photo with this hash, all of it or as much as fills its place; a sign where there is none to show. */
typealias PhotoPainter = @Composable (sha256: String, whole: Boolean, modifier: Modifier) -> Unit

/** Makes a picture of a photo file, no larger than needed so that its shorter side has [side] pixels; null where it is none. */
fun interface PhotoDecoder {
    suspend fun decode(file: ByteArray, side: Int): ImageBitmap?
}

/** The photos of a report, one below the other: each with its number, its size, its state in words, and the way to take it out. */
@Composable
fun PhotoStrip(photos: List<PhotoRow>, painter: PhotoPainter?, onRemove: (PhotoRow) -> Unit) {
    Column(Modifier.fillMaxWidth(), verticalArrangement = Arrangement.spacedBy(Space.medium)) {
        photos.forEachIndexed { at, photo ->
            Row(framed(), horizontalArrangement = Arrangement.spacedBy(Space.medium), verticalAlignment = Alignment.CenterVertically) {
                Shown(photo, at, photos.size, painter, false, Modifier.size(SMALL))
                Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(Space.hair)) {
                    About(photo, at, photos.size)
                    QuietButton(Look.words.removePhoto(at + 1), Icons.close) { onRemove(photo) }
                }
            }
        }
    }
}

/** The same to be looked at before or after they leave: whole, and as wide as the page. */
@Composable
fun PhotoSheets(photos: List<PhotoRow>, painter: PhotoPainter?) {
    Column(Modifier.fillMaxWidth(), verticalArrangement = Arrangement.spacedBy(Space.medium)) {
        photos.forEachIndexed { at, photo ->
            Column(framed(), verticalArrangement = Arrangement.spacedBy(Space.small)) {
                // As high as a sign until there is more to show.
                Shown(photo, at, photos.size, painter, true, Modifier.fillMaxWidth().heightIn(min = SMALL))
                About(photo, at, photos.size)
            }
        }
    }
}

@Composable
private fun framed() = Modifier.fillMaxWidth().border(1.dp, Look.palette.hairline, Shapes.card).padding(Space.medium)

@Composable
private fun Shown(photo: PhotoRow, at: Int, total: Int, painter: PhotoPainter?, whole: Boolean, place: Modifier) {
    val spoken = Look.words.photo(at + 1, total).spoken
    val picture = Modifier.semantics {
        contentDescription = spoken
        role = Role.Image
    }
    Box(place.clip(Shapes.chip).background(Look.palette.sunk).then(picture), Alignment.Center) {
        // Another photo in the same row is read anew.
        if (painter != null) key(photo.sha256) { painter(photo.sha256, whole, if (whole) Modifier.fillMaxWidth().height(LARGE) else Modifier.size(SMALL)) } else NoPhoto()
    }
}

@Composable
private fun About(photo: PhotoRow, at: Int, total: Int) {
    Say(Look.words.photo(at + 1, total), style = Look.type.strong)
    Say(photo.size)
    ToneChip(photo.state, photo.tone)
}

@Composable
private fun NoPhoto() = Sign(Icons.photo, color = Look.palette.ink2, size = 28)

/** Changes when what is shown is looked at anew by itself: each minute, and when one comes back to the app. */
val LocalLooks = compositionLocalOf { 0 }

/** One photo after the other: several files and pictures at once are more than a small phone has room for. */
private val reading = Semaphore(1)

/** What [read] gives, as [decoder] makes a picture of it; until it is there, and where there is none, a sign. */
@Composable
fun StoredPhoto(sha256: String, whole: Boolean, modifier: Modifier, decoder: PhotoDecoder, read: suspend (String) -> ByteArray?) {
    val side = with(LocalDensity.current) { (if (whole) LARGE else SMALL).roundToPx() }
    val looks = LocalLooks.current
    val picture by key(sha256, side) {
        produceState<ImageBitmap?>(null, looks) {
            // What could not be read, because the phone was locked, is read when one comes back.
            if (value == null) value = reading.withPermit { read(sha256)?.let { decoder.decode(it, side) } }
        }
    }
    val shown = picture
    if (shown == null) NoPhoto() else Image(shown, null, modifier, contentScale = if (whole) ContentScale.Fit else ContentScale.Crop)
}

package vn.citizen.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.runtime.Composable
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import vn.citizen.core.Age
import vn.citizen.core.Said
import vn.citizen.core.SyncEvent
import vn.citizen.core.SyncView
import vn.citizen.core.Tone
import vn.citizen.ui.look.Icons
import vn.citizen.ui.look.Look
import vn.citizen.ui.look.Shapes
import vn.citizen.ui.look.Space

/** Something to know, which stays until it is dealt with. It is read aloud when it comes. */
@Composable
fun Banner(said: Said, tone: Tone, icon: ImageVector = Icons.of(tone), action: (@Composable () -> Unit)? = null) {
    val colors = Look.palette[tone]
    Column(
        Modifier.fillMaxWidth().background(colors.soft, Shapes.card).border(1.dp, colors.ink, Shapes.card).padding(Space.large),
        verticalArrangement = Arrangement.spacedBy(Space.small),
    ) {
        Row(horizontalArrangement = Arrangement.spacedBy(Space.medium)) {
            Sign(icon, color = colors.ink)
            Say(said, Modifier.weight(1f).semantics { liveRegion = LiveRegionMode.Polite }, color = Look.palette.ink)
        }
        action?.invoke()
    }
}

/** What sending and fetching came to: in a line where all is well, and else as something to know. */
@Composable
fun SyncLine(sync: SyncView) {
    if (sync.tone == Tone.DONE) SignLine(Icons.check, sync.said) else Banner(sync.said, sync.tone)
}

/** A state in one line: shape, word and colour. */
@Composable
fun ToneChip(said: Said, tone: Tone, modifier: Modifier = Modifier) {
    val colors = Look.palette[tone]
    Row(
        modifier.background(colors.soft, Shapes.chip).padding(horizontal = Space.medium, vertical = Space.hair),
        horizontalArrangement = Arrangement.spacedBy(Space.small),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Sign(Icons.of(tone), color = colors.ink, size = 20)
        Say(said, Modifier.weight(1f, fill = false), Look.type.strong, colors.ink)
    }
}

/** How old this is. What is stale has another shape, not only another colour. */
@Composable
fun AgeLine(age: Age, modifier: Modifier = Modifier) {
    val palette = Look.palette
    val ink = if (age.stale) palette[Tone.DUE_SOON].ink else palette.ink2
    Row(modifier, horizontalArrangement = Arrangement.spacedBy(Space.small), verticalAlignment = Alignment.CenterVertically) {
        Sign(if (age.stale) Icons.of(Tone.OVERDUE) else Icons.refresh, color = ink, size = 18)
        Say(age.said, Modifier.weight(1f, fill = false), Look.type.small, ink)
    }
}

/** Asks once more for what the screen shows. */
val LocalAgain = staticCompositionLocalOf<() -> Unit> { {} }

/** Before there is anything to show: that it comes, or why it did not, and once more. */
@Composable
fun NotYet(problem: Said?) {
    if (problem == null) return Busy(Look.words.loading)
    val again = LocalAgain.current
    Banner(problem, Tone.OVERDUE) { SecondButton(Look.words.again, Icons.refresh, onClick = again) }
}

/** Where there is nothing yet: what will be here, and how it comes. */
@Composable
fun Blank(icon: ImageVector, said: Said, line: Said? = null) {
    Column(
        Modifier.fillMaxWidth().background(Look.palette.sunk, Shapes.card).padding(Space.group),
        horizontalAlignment = Alignment.CenterHorizontally,
        verticalArrangement = Arrangement.spacedBy(Space.small),
    ) {
        Sign(icon, color = Look.palette.ink2, size = 40)
        Say(said, style = Look.type.strong, align = TextAlign.Center)
        if (line != null) Say(line, color = Look.palette.ink2, align = TextAlign.Center)
    }
}

/** Work of which it is known how much of it is done: in words, and as a bar. */
@Composable
fun BusyOf(progress: SyncEvent.Progress) {
    val ink = Look.palette[Tone.WAITING].ink
    Busy(progress.said)
    Box(Modifier.fillMaxWidth().height(8.dp).border(1.dp, ink, Shapes.chip)) {
        Box(Modifier.fillMaxWidth(if (progress.of > 0) (progress.received.toFloat() / progress.of).coerceIn(0f, 1f) else 0f).height(8.dp).background(ink, Shapes.chip))
    }
}

/** Work that goes on. Nothing moves; the words say it, and they are read aloud. */
@Composable
fun Busy(said: Said) {
    val palette = Look.palette
    Row(
        Modifier.fillMaxWidth().background(palette[Tone.WAITING].soft, Shapes.card).padding(Space.large),
        horizontalArrangement = Arrangement.spacedBy(Space.medium),
    ) {
        Sign(Icons.of(Tone.WAITING), color = palette[Tone.WAITING].ink)
        Say(said, Modifier.weight(1f).semantics { liveRegion = LiveRegionMode.Polite })
    }
}

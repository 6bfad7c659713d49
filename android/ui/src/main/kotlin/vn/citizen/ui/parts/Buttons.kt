package vn.citizen.ui.parts

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.selection.selectable
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import vn.citizen.core.Said
import vn.citizen.core.Tone
import vn.citizen.ui.look.Icons
import vn.citizen.ui.look.Look
import vn.citizen.ui.look.Shapes
import vn.citizen.ui.look.Space

/** The one main thing to do on a screen. */
@Composable
fun MainButton(label: Said, icon: ImageVector? = null, modifier: Modifier = Modifier, danger: Boolean = false, onClick: () -> Unit) {
    val palette = Look.palette
    val ground = if (danger) palette[Tone.OVERDUE].ink else palette.primary
    Pressed(label, icon, modifier, ground, if (danger) palette.onDanger else palette.onPrimary, null, onClick)
}

/** Something else that can be done. */
@Composable
fun SecondButton(label: Said, icon: ImageVector? = null, modifier: Modifier = Modifier, danger: Boolean = false, onClick: () -> Unit) {
    val palette = Look.palette
    val ink = if (danger) palette[Tone.OVERDUE].ink else palette.primary
    Pressed(label, icon, modifier, palette.card, ink, BorderStroke(2.dp, ink), onClick)
}

/** The quiet way: back, not now, more. */
@Composable
fun QuietButton(label: Said, icon: ImageVector? = null, modifier: Modifier = Modifier, onClick: () -> Unit) {
    Row(
        modifier
            .clip(Shapes.button)
            .clickable(role = Role.Button, onClick = onClick)
            .heightIn(min = Space.touch)
            .padding(start = Space.hair, end = Space.medium, top = Space.small, bottom = Space.small),
        horizontalArrangement = Arrangement.spacedBy(Space.small),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        if (icon != null) Sign(icon, color = Look.palette.primary)
        Say(label, Modifier.weight(1f, fill = false), Look.type.strong, Look.palette.primary)
    }
}

@Composable
private fun Pressed(label: Said, icon: ImageVector?, modifier: Modifier, ground: Color, ink: Color, edge: BorderStroke?, onClick: () -> Unit) {
    Row(
        modifier
            .fillMaxWidth()
            .clip(Shapes.button)
            .background(ground)
            .then(if (edge != null) Modifier.border(edge, Shapes.button) else Modifier)
            .clickable(role = Role.Button, onClick = onClick)
            .heightIn(min = Space.button)
            .padding(horizontal = Space.large, vertical = Space.medium),
        horizontalArrangement = Arrangement.spacedBy(Space.medium, Alignment.CenterHorizontally),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        if (icon != null) Sign(icon, color = ink)
        Say(label, Modifier.weight(1f, fill = false), Look.type.button, ink, align = TextAlign.Center)
    }
}

/** From here on letters are so large that what only decorates gives way to them. */
private const val LARGE = 1.5f

/** A way to another screen: icon, words, a line on what is there. */
@Composable
fun WayRow(icon: ImageVector, label: Said, line: Said? = null, tone: Tone? = null, modifier: Modifier = Modifier, onClick: () -> Unit) {
    val palette = Look.palette
    val ink = if (tone == null) palette.primary else palette[tone].ink
    // Beside large letters the words need the room: a long one would be torn.
    val large = LocalDensity.current.fontScale > LARGE
    val gap = if (large) Space.medium else Space.large
    Row(
        modifier
            .fillMaxWidth()
            .clip(Shapes.card)
            .background(palette.card)
            .border(1.dp, palette.hairline, Shapes.card)
            .clickable(role = Role.Button, onClick = onClick)
            .heightIn(min = 64.dp)
            .padding(horizontal = gap, vertical = Space.large),
        horizontalArrangement = Arrangement.spacedBy(gap),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Sign(icon, color = ink, size = if (large) 24 else 28)
        Column(Modifier.weight(1f)) {
            Say(label, style = Look.type.strong)
            if (line != null) Say(line, style = Look.type.small, color = palette.ink2)
        }
        if (!large) Sign(Icons.next, color = palette.ink2)
    }
}

/** One of several, of which one is chosen. A ring that is filled says so besides colour. */
@Composable
fun ChoiceRow(label: Said, chosen: Boolean, line: Said? = null, modifier: Modifier = Modifier, onClick: () -> Unit) {
    val palette = Look.palette
    Row(
        modifier
            .fillMaxWidth()
            .clip(Shapes.button)
            .background(if (chosen) palette.primarySoft else palette.card)
            .border(if (chosen) 2.dp else 1.dp, if (chosen) palette.primary else palette.edge, Shapes.button)
            .selectable(chosen, role = Role.RadioButton, onClick = onClick)
            .heightIn(min = Space.button)
            .padding(horizontal = Space.large, vertical = Space.medium),
        horizontalArrangement = Arrangement.spacedBy(Space.medium),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Sign(if (chosen) Icons.of(Tone.DONE) else Icons.of(Tone.NEUTRAL), color = if (chosen) palette.primary else palette.edge)
        Column(Modifier.weight(1f)) {
            Say(label, style = if (chosen) Look.type.strong else Look.type.body)
            if (line != null) Say(line, style = Look.type.small, color = palette.ink2)
        }
    }
}

package vn.citizen.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.IntrinsicSize
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.width
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.unit.dp
import vn.citizen.core.DossierCard
import vn.citizen.core.ReportCard
import vn.citizen.core.Said
import vn.citizen.core.Tone
import vn.citizen.ui.look.Icons
import vn.citizen.ui.look.Look
import vn.citizen.ui.look.Shapes
import vn.citizen.ui.look.Space

/** A sheet of paper on the ground. With [tone] it has a coloured spine. */
@Composable
fun Sheet(modifier: Modifier = Modifier, tone: Tone? = null, onClick: (() -> Unit)? = null, content: @Composable ColumnScope.() -> Unit) {
    val palette = Look.palette
    Row(
        modifier
            .fillMaxWidth()
            .clip(Shapes.card)
            .background(palette.card)
            .border(1.dp, palette.hairline, Shapes.card)
            .then(if (onClick != null) Modifier.clickable(role = Role.Button, onClick = onClick) else Modifier)
            .height(IntrinsicSize.Min),
    ) {
        if (tone != null) Box(Modifier.fillMaxHeight().width(6.dp).background(palette[tone].ink))
        Column(Modifier.weight(1f).padding(Space.large), verticalArrangement = Arrangement.spacedBy(Space.small), content = content)
    }
}

/** The state, large, behind its mark. */
@Composable
fun StateLine(state: Said, tone: Tone) {
    val ink = Look.palette[tone].ink
    Row(horizontalArrangement = Arrangement.spacedBy(Space.small)) {
        Sign(Icons.of(tone), Modifier.padding(top = 3.dp), ink)
        Say(state, Modifier.weight(1f), Look.type.state, ink)
    }
}

/** A small sign and a line. */
@Composable
fun SignLine(icon: ImageVector, said: Said, strong: Boolean = false) {
    Row(horizontalArrangement = Arrangement.spacedBy(Space.small)) {
        Sign(icon, Modifier.padding(top = 2.dp), Look.palette.ink2, 20)
        Say(said, Modifier.weight(1f), if (strong) Look.type.strong else Look.type.body)
    }
}

/** What the person should do, on a ground of its own. */
@Composable
fun TodoLine(said: Said) {
    Row(
        Modifier.fillMaxWidth().background(Look.palette.primarySoft, Shapes.chip).padding(horizontal = Space.medium, vertical = Space.small),
        horizontalArrangement = Arrangement.spacedBy(Space.small),
    ) {
        Sign(Icons.next, Modifier.padding(top = 3.dp), Look.palette.primary, 20)
        Say(said, Modifier.weight(1f), Look.type.strong)
    }
}

/** A dossier: plain state, procedure, one line of time, one line of what to do, the code, how old it is. */
@Composable
fun DossierSheet(card: DossierCard, onClick: (() -> Unit)? = null) {
    Sheet(tone = card.tone, onClick = onClick) {
        StateLine(card.state, card.tone)
        card.procedure?.let { Say(it) }
        card.time?.let { SignLine(Icons.clock, it, strong = true) }
        card.todo?.let { TodoLine(it) }
        Say(card.codeShown, style = Look.type.code, color = Look.palette.ink2)
        AgeLine(card.age)
        SampleMark(card.demo)
    }
}

@Composable
fun ReportSheet(card: ReportCard, onClick: (() -> Unit)? = null) {
    Sheet(tone = card.tone, onClick = onClick) {
        StateLine(card.state, card.tone)
        Say(card.category, style = Look.type.strong)
        card.about?.let { Say(it) }
        card.todo?.let { TodoLine(it) }
        SignLine(Icons.clock, card.moment)
    }
}

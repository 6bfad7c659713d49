package vn.citizen.ui.parts

import androidx.compose.material3.Icon
import androidx.compose.material3.LocalContentColor
import androidx.compose.material3.Text
import androidx.compose.foundation.layout.size
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.sp
import vn.citizen.core.Said
import vn.citizen.ui.look.Look

/** A text as it is shown, with its spoken form for whoever listens. All words on all screens go through here. */
@Composable
fun Say(
    said: Said,
    modifier: Modifier = Modifier,
    style: TextStyle = Look.type.body,
    color: Color = LocalContentColor.current,
    heading: Boolean = false,
    align: TextAlign? = null,
) {
    Text(
        text = said.display,
        style = style,
        color = color,
        textAlign = align,
        modifier = modifier.semantics {
            contentDescription = said.spoken
            if (heading) heading()
        },
    )
}

/** An icon beside words, which grows with them up to half as much again. It says nothing of its own. */
@Composable
fun Sign(icon: ImageVector, modifier: Modifier = Modifier, color: Color = LocalContentColor.current, size: Int = 24) {
    val density = LocalDensity.current
    val grown = with(density) { (size * minOf(1.5f, fontScale) / fontScale).sp.toDp() }
    Icon(icon, contentDescription = null, modifier = modifier.size(grown), tint = color)
}

/** What the person wrote: it is shown and spoken as it is. */
fun asIs(text: String) = Said(text, text)

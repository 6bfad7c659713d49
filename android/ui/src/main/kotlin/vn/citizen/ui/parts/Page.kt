package vn.citizen.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.WindowInsets
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawing
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.layout.windowInsetsPadding
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.runtime.Composable
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.unit.dp
import vn.citizen.core.Said
import vn.citizen.core.Tone
import vn.citizen.ui.look.Icons
import vn.citizen.ui.look.Look
import vn.citizen.ui.look.Space

/** Whether the province in use is one to try: then every screen says so. */
val LocalSample = staticCompositionLocalOf { false }

/** Marks one thing that is of sample data, where not the whole screen is marked already. */
@Composable
fun SampleMark(demo: Boolean) {
    if (demo && !LocalSample.current) ToneChip(Look.words.demo, Tone.NEUTRAL)
}

/**
 * A screen: the way back in words, a title that may take as many lines as it needs, what there is, and below, always in reach of the thumb, the
 * main button. On a tablet the column keeps the width of a page.
 */
@Composable
fun Page(
    title: Said?,
    onBack: (() -> Unit)? = null,
    backLabel: Said = Look.words.back,
    bottom: (@Composable ColumnScope.() -> Unit)? = null,
    content: @Composable ColumnScope.() -> Unit,
) {
    val palette = Look.palette
    Box(Modifier.fillMaxSize().background(palette.paper).windowInsetsPadding(WindowInsets.safeDrawing), Alignment.TopCenter) {
        Column(Modifier.widthIn(max = 640.dp).fillMaxSize()) {
            Column(
                Modifier.weight(1f).fillMaxWidth().testTag("page").verticalScroll(rememberScrollState()).padding(horizontal = Space.large, vertical = Space.small),
                verticalArrangement = Arrangement.spacedBy(Space.large),
            ) {
                if (LocalSample.current) ToneChip(Look.words.demo, Tone.NEUTRAL)
                if (onBack != null) QuietButton(backLabel, Icons.back, onClick = onBack)
                if (title != null) Say(title, Modifier.padding(top = if (onBack == null) Space.medium else 0.dp), Look.type.title, heading = true)
                content()
                Box(Modifier.height(Space.small))
            }
            if (bottom != null) {
                Box(Modifier.fillMaxWidth().height(1.dp).background(palette.hairline))
                Column(
                    Modifier.fillMaxWidth().background(palette.card).padding(horizontal = Space.large, vertical = Space.medium),
                    verticalArrangement = Arrangement.spacedBy(Space.small),
                    content = bottom,
                )
            }
        }
    }
}

/** A group under its heading. */
@Composable
fun Group(heading: Said, content: @Composable ColumnScope.() -> Unit) {
    Column(Modifier.fillMaxWidth().padding(top = Space.small), verticalArrangement = Arrangement.spacedBy(Space.medium)) {
        Say(heading, style = Look.type.heading, heading = true)
        content()
    }
}

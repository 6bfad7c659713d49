package vn.citizen.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.WindowInsets
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawing
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.layout.windowInsetsPadding
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.LazyListScope
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
    Framed(bottom) {
        Column(
            Modifier.weight(1f).fillMaxWidth().testTag("page").verticalScroll(rememberScrollState()).padding(horizontal = Space.large, vertical = Space.small),
            verticalArrangement = Arrangement.spacedBy(Space.large),
        ) {
            Head(title, onBack, backLabel)
            content()
            Box(Modifier.height(Space.small))
        }
    }
}

/** The same for what may be long: of its rows only those are drawn that are seen. */
@Composable
fun ListPage(title: Said, onBack: (() -> Unit)? = null, bottom: (@Composable ColumnScope.() -> Unit)? = null, rows: Rows.() -> Unit) {
    Framed(bottom) {
        LazyColumn(Modifier.weight(1f).fillMaxWidth().testTag("page"), contentPadding = PaddingValues(start = Space.large, top = Space.small, end = Space.large, bottom = Space.section)) {
            item("head") { Column(verticalArrangement = Arrangement.spacedBy(Space.large)) { Head(title, onBack, Look.words.back) } }
            Rows(this).rows()
        }
    }
}

/** What a [ListPage] shows, from above down. */
class Rows internal constructor(private val list: LazyListScope) {
    /** A part of the page as it is everywhere: below what stands before it, by the distance between groups. */
    fun part(key: String, content: @Composable ColumnScope.() -> Unit) = list.item(key) {
        Column(Modifier.fillMaxWidth().padding(top = Space.large), verticalArrangement = Arrangement.spacedBy(Space.large), content = content)
    }

    /** A group of [cards] under its heading, or without one; nothing where there are none. [more] asks for those that come after. */
    fun <T> cards(group: String, heading: Said?, cards: List<T>, key: (T) -> String, more: (() -> Unit)? = null, card: @Composable (T) -> Unit) {
        if (cards.isEmpty() && more == null) return
        if (heading != null) list.item(group) { Say(heading, Modifier.padding(top = Space.large + Space.small), Look.type.heading, heading = true) }
        // No two rows may have the same key, whatever the core says.
        val met = HashSet<String>()
        val keys = cards.mapIndexed { at, one -> key(one).let { if (met.add(it)) "$group $it" else "$group $it $at" } }
        list.items(cards.size, { keys[it] }, { group }) { at ->
            Box(Modifier.padding(top = if (heading == null) Space.large else Space.medium)) { card(cards[at]) }
        }
        if (more != null) list.item("$group more") { Box(Modifier.padding(top = Space.medium)) { SecondButton(Look.words.more, onClick = more) } }
    }
}

@Composable
private fun Head(title: Said?, onBack: (() -> Unit)?, backLabel: Said) {
    if (LocalSample.current) ToneChip(Look.words.demo, Tone.NEUTRAL)
    if (onBack != null) QuietButton(backLabel, Icons.back, onClick = onBack)
    if (title != null) Say(title, Modifier.padding(top = if (onBack == null) Space.medium else 0.dp), Look.type.title, heading = true)
}

@Composable
private fun Framed(bottom: (@Composable ColumnScope.() -> Unit)?, page: @Composable ColumnScope.() -> Unit) {
    val palette = Look.palette
    Box(Modifier.fillMaxSize().background(palette.paper).windowInsetsPadding(WindowInsets.safeDrawing), Alignment.TopCenter) {
        Column(Modifier.widthIn(max = 640.dp).fillMaxSize()) {
            page()
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

package vn.citizen.ui.stage

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.requiredSize
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.isRoot
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.runDesktopComposeUiTest
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.dp
import vn.citizen.core.Language
import vn.citizen.core.Preferences
import vn.citizen.ui.look.CitizenLook
import kotlin.math.ceil

/** How a screen is looked at. A phone of 360 dp; 1.5 pixels a dp, enough to see strokes. */
data class Variant(val language: Language = Language.VI, val dark: Boolean = false, val fontScale: Float = 1f, val width: Int = 360, val height: Int = 760) {
    val name get() = listOf(language.name.lowercase(), if (dark) "dark" else "light", "${(fontScale * 100).toInt()}").joinToString("-")
}

const val DENSITY = 1.5f

/** A screen that stands still: its trees of meaning and its picture. [merged] is what a screen reader walks through. */
class Shown(val variant: Variant, val unmerged: List<SemanticsNode>, val merged: List<SemanticsNode>, picture: () -> Raster) {
    val picture: Raster by lazy(picture)
}

/** As [show], so high that the whole screen is seen and nothing is merely scrolled away. */
fun <T : Any> showWhole(variant: Variant, content: @Composable () -> Unit, look: (Shown) -> T): T {
    var tall = variant.copy(height = (variant.height * variant.fontScale * 1.4f).toInt())
    while (true) {
        var hidden = 0f
        val seen = show(tall, content) { shown ->
            hidden = shown.unmerged.maxOf { it.config.getOrNull(SemanticsProperties.VerticalScrollAxisRange)?.maxValue?.invoke() ?: 0f }
            // A list does not know how long it is: it is made higher until nothing is left of it.
            if (shown.unmerged.any { SemanticsActions.ScrollToIndex in it.config }) hidden = if (hidden == 0f) 0f else maxOf(hidden, LIST * DENSITY)
            if (hidden == 0f) look(shown) else null
        }
        if (seen != null) return seen
        tall = tall.copy(height = tall.height + ceil(hidden / DENSITY).toInt() + 1)
    }
}

/** How much higher a list is tried next, in dp. */
private const val LIST = 800

private fun SemanticsNode.withAll(): List<SemanticsNode> = listOf(this) + children.flatMap { it.withAll() }

/** Shows [content] as [variant] says and hands it to [look]. */
@OptIn(ExperimentalTestApi::class)
fun <T> show(variant: Variant, content: @Composable () -> Unit, look: (Shown) -> T): T {
    var result: Result<T>? = null
    val width = (variant.width * DENSITY).toInt()
    val height = (variant.height * DENSITY).toInt()
    runDesktopComposeUiTest(width, height) {
        setContent {
            CompositionLocalProvider(LocalDensity provides Density(DENSITY, variant.fontScale)) {
                CitizenLook(letters, variant.dark, Preferences(variant.language)) {
                    Box(Modifier.requiredSize(variant.width.dp, variant.height.dp)) { content() }
                }
            }
        }
        waitForIdle()
        val unmerged = onAllNodes(isRoot(), useUnmergedTree = true).onFirst().fetchSemanticsNode().withAll()
        val merged = onAllNodes(isRoot()).onFirst().fetchSemanticsNode().withAll()
        result = runCatching { look(Shown(variant, unmerged, merged) { onAllNodes(isRoot()).onFirst().captureToImage().raster() }) }
    }
    return checkNotNull(result).getOrThrow()
}

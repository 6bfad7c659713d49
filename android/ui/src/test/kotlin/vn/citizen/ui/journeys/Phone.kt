package vn.citizen.ui.journeys

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.requiredSize
import androidx.compose.material3.ExperimentalMaterial3Api
import androidx.compose.material3.LocalRippleConfiguration
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.state.ToggleableState
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.assertCountEquals
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollToNodeAction
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.isRoot
import androidx.compose.ui.test.onAllNodesWithContentDescription
import androidx.compose.ui.test.onAllNodesWithTag
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextReplacement
import androidx.compose.ui.test.runDesktopComposeUiTest
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.dp
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancel
import vn.citizen.core.Citizen
import vn.citizen.core.Language
import vn.citizen.core.Said
import vn.citizen.testing.FakeCitizen
import vn.citizen.ui.CitizenApp
import vn.citizen.ui.Pictures
import vn.citizen.ui.hold.AppHolder
import vn.citizen.ui.hold.Kept
import vn.citizen.ui.stage.decoder
import vn.citizen.ui.stage.letters
import vn.citizen.ui.stage.raster
import vn.citizen.ui.words.Words
import vn.citizen.ui.words.words
import java.util.concurrent.Executor
import java.util.concurrent.Semaphore
import java.util.concurrent.TimeUnit
import javax.swing.SwingUtilities

/**
 * The whole shell on a phone of 360 by 760 dp, used as a person does: by the words on it. [patience] is how long, in milliseconds, something
 * may take to be there: nothing with a fake core, a while with the real one.
 */
@OptIn(ExperimentalTestApi::class)
class Phone<C : Citizen>(private val ui: ComposeUiTest, val core: C, val host: FakeHost, val app: AppHolder, private val patience: Long) {
    val words: Words get() = words(app.preferences.value)

    fun tap(said: Said) = tap(said.spoken)

    /** Touches the control on which these words stand. */
    fun tap(spoken: String) {
        val control = hasContentDescription(spoken, substring = true).and(hasClickAction())
        await { ui.onAllNodes(control).fetchSemanticsNodes().isNotEmpty() || scrolledTo(control) }
        check(ui.onAllNodes(control).fetchSemanticsNodes().isNotEmpty()) { "there is no \"$spoken\" to touch, but ${words()}" }
        val node = ui.onAllNodes(control).onFirst()
        runCatching { node.performScrollTo() }
        node.performClick()
        ui.waitForIdle()
    }

    /** Touches twice before the screen has changed. */
    fun tapTwice(said: Said) {
        val control = hasContentDescription(said.spoken, substring = true).and(hasClickAction())
        check(await { ui.onAllNodes(control).fetchSemanticsNodes().isNotEmpty() }) { "there is no \"${said.spoken}\" to touch, but ${words()}" }
        val touch = checkNotNull(ui.onAllNodes(control).onFirst().fetchSemanticsNode().config[SemanticsActions.OnClick].action)
        ui.runOnUiThread { repeat(2) { touch() } }
        ui.waitForIdle()
    }

    /** Whether the picture with these words shows something, and not one colour with a sign on it. */
    fun isPictured(said: Said): Boolean {
        val node = picture(said)
        runCatching { node.performScrollTo() }
        val raster = node.captureToImage().raster()
        return raster.pixels.toSet().size > 100
    }

    /** How high the picture with these words is, in dp. */
    fun height(said: Said): Int = picture(said).fetchSemanticsNode().size.height

    private fun picture(said: Said) = ui.onAllNodes(hasContentDescription(said.spoken).and(SemanticsMatcher.expectValue(SemanticsProperties.Role, Role.Image))).onFirst()

    /** Whether these words can be read without scrolling. */
    fun isInSight(said: Said) = runCatching { ui.onAllNodesWithContentDescription(said.spoken, substring = true, useUnmergedTree = true).onFirst().assertIsDisplayed() }.isSuccess

    /** How many texts there are with these words, seen or just beside what is seen. */
    fun drawn(spoken: String) = ui.onAllNodesWithContentDescription(spoken, substring = true, useUnmergedTree = true).fetchSemanticsNodes().size

    /** Another shell over the same core, that takes up what an earlier one was left with. */
    fun taken(kept: Kept) = AppHolder(core, host, CoroutineScope(Dispatchers.Unconfined + Job()), kept) { error("nothing is erased here") }

    fun type(tag: String, text: String) {
        await { hasField(tag) }
        ui.onNodeWithTag(tag).performTextReplacement(text)
        ui.waitForIdle()
    }

    fun sees(said: Said) = sees(said.spoken)

    fun sees(spoken: String) {
        check(await { shown(spoken) }) { "\"$spoken\" is not on the screen, but ${words()}" }
    }

    private fun shown(spoken: String) = ui.onAllNodesWithContentDescription(spoken, substring = true, useUnmergedTree = true).fetchSemanticsNodes().isNotEmpty() ||
        scrolledTo(hasContentDescription(spoken, substring = true))

    /** Of a long list only those rows are there that are seen: looks for one from above down. False where the page is no list. */
    private fun scrolledTo(row: SemanticsMatcher): Boolean {
        val lists = ui.onAllNodes(hasTestTag("page").and(hasScrollToNodeAction()))
        if (lists.fetchSemanticsNodes().isEmpty()) return false
        return try {
            lists.onFirst().performScrollToNode(row)
            true
        } catch (_: AssertionError) {
            false
        }
    }

    /** The phone's own Back. False where it closes the app. */
    fun back(): Boolean {
        val backward = app.backward ?: return false
        backward()
        ui.waitForIdle()
        return true
    }

    fun seesNot(said: Said) = seesNot(said.spoken)

    fun seesNot(spoken: String) {
        val nodes = ui.onAllNodesWithContentDescription(spoken, useUnmergedTree = true)
        scrolledTo(hasContentDescription(spoken))
        await { nodes.fetchSemanticsNodes().isEmpty() }
        nodes.assertCountEquals(0)
    }

    /** Whether the choice or switch on which these words stand is on. */
    fun isOn(said: Said): Boolean {
        val control = hasContentDescription(said.spoken, substring = true).and(hasClickAction())
        check(await { ui.onAllNodes(control).fetchSemanticsNodes().isNotEmpty() || scrolledTo(control) }) { "there is no \"${said.spoken}\", but ${words()}" }
        val config = ui.onAllNodes(control).onFirst().fetchSemanticsNode().config
        return config.getOrNull(SemanticsProperties.Selected) ?: (config.getOrNull(SemanticsProperties.ToggleableState) == ToggleableState.On)
    }

    /** What is written in a field. */
    fun reads(tag: String): String {
        check(await { hasField(tag) }) { "there is no field $tag, but ${words()}" }
        return ui.onNodeWithTag(tag).fetchSemanticsNode().config[SemanticsProperties.EditableText].text
    }

    fun hasField(tag: String) = ui.onAllNodesWithTag(tag).fetchSemanticsNodes().isNotEmpty()

    /** What can be read on the screen, for whoever looks for what is missing. */
    private fun words(): String = ui.onAllNodes(isRoot().not(), useUnmergedTree = true).fetchSemanticsNodes()
        .flatMap { it.config.getOrNull(SemanticsProperties.ContentDescription).orEmpty() }.joinToString(" | ")

    /** Waits, as long as patience lasts, until [condition] holds. */
    fun await(condition: () -> Boolean): Boolean {
        ui.waitForIdle()
        val end = System.nanoTime() + patience * 1_000_000
        while (!condition()) {
            // Nothing is otherwise before something was done on the thread that draws.
            val left = end - System.nanoTime()
            if (left <= 0 || !done.tryAcquire(left, TimeUnit.NANOSECONDS)) return false
            done.drainPermits()
            ui.waitForIdle()
        }
        return true
    }
}

/** What was done on the thread that draws since somebody last looked. */
private val done = Semaphore(0)

/** The thread that draws, as the dispatcher on which a phone keeps its state. */
private val drawing = Executor { work ->
    SwingUtilities.invokeLater {
        work.run()
        done.release()
    }
}.asCoroutineDispatcher()

/** Runs [use] on a phone with [core]. [open] gives what there is after everything was erased; [kept] is what an earlier phone was left with. */
@OptIn(ExperimentalTestApi::class, ExperimentalMaterial3Api::class)
fun <C : Citizen> phone(core: C, host: FakeHost = FakeHost(), patience: Long = 0, kept: Kept = emptyList(), open: suspend () -> Citizen, use: Phone<C>.() -> Unit) = runDesktopComposeUiTest(360, 760) {
    val scope = CoroutineScope((if (patience > 0) drawing else Dispatchers.Unconfined) + Job())
    val app = AppHolder(core, host, scope, kept, open = open)
    setContent {
        // Without ripples a test need not wait for them.
        CompositionLocalProvider(LocalDensity provides Density(1f, 1f), LocalRippleConfiguration provides null) {
            Box(Modifier.requiredSize(360.dp, 760.dp)) { CitizenApp(app, letters, dark = false, Pictures(decoder = decoder)) }
        }
    }
    waitForIdle()
    try {
        Phone(this, core, host, app, patience).use()
    } finally {
        scope.cancel()
    }
}

/** The same with the fake core, which answers at once; without more a phone out of its box. */
fun fakePhone(
    core: FakeCitizen = FakeCitizen(Language.VI),
    host: FakeHost = FakeHost(),
    kept: Kept = emptyList(),
    open: suspend () -> Citizen = { FakeCitizen() },
    use: Phone<FakeCitizen>.() -> Unit,
) = phone(core, host, 0, kept, open, use)

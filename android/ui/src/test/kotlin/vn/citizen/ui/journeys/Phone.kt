package vn.citizen.ui.journeys

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.requiredSize
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertCountEquals
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.onAllNodesWithContentDescription
import androidx.compose.ui.test.onAllNodesWithTag
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextReplacement
import androidx.compose.ui.test.runDesktopComposeUiTest
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.dp
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancel
import kotlinx.coroutines.Dispatchers
import vn.citizen.core.Language
import vn.citizen.core.Said
import vn.citizen.testing.FakeCitizen
import vn.citizen.ui.CitizenApp
import vn.citizen.ui.hold.AppHolder
import vn.citizen.ui.stage.letters
import vn.citizen.ui.words.Words
import vn.citizen.ui.words.words

/** The whole shell on a phone of 360 by 760 dp, used as a person does: by the words on it. */
@OptIn(ExperimentalTestApi::class)
class Phone(private val ui: ComposeUiTest, val core: FakeCitizen, val host: FakeHost, val app: AppHolder) {
    val words: Words get() = words(app.preferences.value.language)

    fun tap(said: Said) = tap(said.spoken)

    /** Touches the control on which these words stand. */
    fun tap(spoken: String) {
        val node = ui.onAllNodes(hasContentDescription(spoken, substring = true).and(hasClickAction())).onFirst()
        runCatching { node.performScrollTo() }
        node.performClick()
        ui.waitForIdle()
    }

    fun type(tag: String, text: String) {
        ui.onNodeWithTag(tag).performTextReplacement(text)
        ui.waitForIdle()
    }

    fun sees(said: Said) = sees(said.spoken)

    fun sees(spoken: String) {
        ui.waitForIdle()
        check(ui.onAllNodesWithContentDescription(spoken, substring = true, useUnmergedTree = true).fetchSemanticsNodes().isNotEmpty()) { "\"$spoken\" is not on the screen" }
    }

    fun seesNot(said: Said) {
        ui.waitForIdle()
        ui.onAllNodesWithContentDescription(said.spoken, useUnmergedTree = true).assertCountEquals(0)
    }

    fun hasField(tag: String) = ui.onAllNodesWithTag(tag).fetchSemanticsNodes().isNotEmpty()
}

/** Runs [use] on a phone with [core]. */
@OptIn(ExperimentalTestApi::class)
fun phone(core: FakeCitizen = FakeCitizen(Language.VI), host: FakeHost = FakeHost(), use: Phone.() -> Unit) = runDesktopComposeUiTest(360, 760) {
    val scope = CoroutineScope(Dispatchers.Unconfined + Job())
    val app = AppHolder(core, host, scope)
    setContent {
        CompositionLocalProvider(LocalDensity provides Density(1f, 1f)) {
            Box(Modifier.requiredSize(360.dp, 760.dp)) { CitizenApp(app, letters, dark = false) }
        }
    }
    waitForIdle()
    try {
        Phone(this, core, host, app).use()
    } finally {
        scope.cancel()
    }
}

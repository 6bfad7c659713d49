package vn.citizen.ui.journeys

import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.saveable.LocalSaveableStateRegistry
import androidx.compose.runtime.saveable.SaveableStateRegistry
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.runDesktopComposeUiTest
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancel
import org.junit.Test
import vn.citizen.ui.CitizenApp
import vn.citizen.ui.hold.AppHolder
import vn.citizen.ui.hold.Route
import vn.citizen.ui.stage.letters
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** Where one was in a list is kept for that place, and reaches no place of another process. */
@OptIn(ExperimentalTestApi::class)
class ReturningTest {
    private class Left(val keys: List<String>, val saved: Map<String, List<Any?>>) {
        fun names(key: String) = Regex("\\b" + Regex.escape(key) + "\\b") in saved.toString()
    }

    /** A process of the app, in which one goes to [routes]; gives what the phone keeps when it ends. */
    private fun process(restored: Map<String, List<Any?>>?, vararg routes: Route): Left {
        val registry = SaveableStateRegistry(restored) { true }
        val scope = CoroutineScope(Dispatchers.Unconfined + Job())
        val app = AppHolder(settled(), FakeHost(), scope) { error("nothing is erased here") }
        lateinit var left: Left
        runDesktopComposeUiTest(360, 760) {
            setContent { CompositionLocalProvider(LocalSaveableStateRegistry provides registry) { CitizenApp(app, letters, dark = false) } }
            waitForIdle()
            for (route in routes) {
                app.go(route)
                waitForIdle()
            }
            left = Left(app.places.value.map { it.key }, registry.performSave())
        }
        scope.cancel()
        return left
    }

    @Test fun `a new process takes up nothing of other places, and leaves nothing of them behind`() {
        val first = process(null, Route.Settings, Route.Checks)
        assertEquals(3, first.keys.size)
        assertTrue(first.keys.all(first::names), "${first.keys} in ${first.saved}")
        val second = process(first.saved, Route.Search)
        assertEquals(emptySet(), first.keys.toSet() intersect second.keys.toSet())
        for (key in first.keys) assertFalse(second.names(key), "$key in ${second.saved}")
        assertTrue(second.keys.all(second::names), "${second.keys} in ${second.saved}")
    }
}

package vn.citizen.platform.background

import android.app.Activity
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import vn.citizen.platform.vaultFolder
import java.io.File
import kotlin.test.assertEquals
import kotlin.test.assertTrue

@RunWith(RobolectricTestRunner::class)
class StageTest {
    private val log = mutableListOf<String>()
    private val app = RuntimeEnvironment.getApplication()

    init {
        app.registerActivityLifecycleCallbacks(Stage({ log += "left" }, { log += "back" }))
    }

    private fun screen() = Robolectric.buildActivity(Activity::class.java).setup()

    @Test fun `the app is left and come back to`() {
        val screen = screen()
        screen.pause().stop()
        screen.restart().start().resume()
        assertEquals(listOf("back", "left", "back"), log)
    }

    @Test fun `a turn of the screen is neither`() {
        screen().recreate()
        assertEquals(listOf("back"), log)
    }

    @Test fun `one screen over another is neither`() {
        val under = screen()
        val over = screen()
        under.pause().stop()
        assertEquals(listOf("back"), log)
        over.pause().stop()
        assertEquals(listOf("back", "left"), log)
    }

    @Test fun `the vault is where no backup looks`() {
        val folder = vaultFolder(app)
        assertTrue(folder.isDirectory)
        assertEquals(File(app.noBackupFilesDir, "vault"), folder)
    }
}

package vn.citizen.app

import android.content.Intent
import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import vn.citizen.ui.hold.Kept

/** The one screen of the app; which of its places is shown on it, the holder knows. */
class MainActivity : ComponentActivity() {
    private val parts get() = (application as CitizenApplication).parts

    override fun onCreate(saved: Bundle?) {
        super.onCreate(saved)
        enableEdgeToEdge()
        // What a turn of the screen gives again was heard before.
        parts.shows(this, saved.kept(), if (saved == null) intent else Intent())
        setContent { CitizenHost(parts, this) }
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        parts.heard(intent)
    }

    override fun onSaveInstanceState(out: Bundle) {
        super.onSaveInstanceState(out)
        parts.holder.value?.shown()?.forEachIndexed { at, row -> out.putStringArray("$KEPT$at", row.toTypedArray()) }
    }

    override fun onDestroy() {
        parts.hides(this)
        super.onDestroy()
    }

    @Deprecated("The platform's own way, which the parts use.")
    override fun onActivityResult(code: Int, result: Int, data: Intent?) {
        @Suppress("DEPRECATION")
        if (!parts.front.heard(code, result, data)) super.onActivityResult(code, result, data)
    }

    @Deprecated("The platform's own way, which the parts use.")
    override fun onRequestPermissionsResult(code: Int, permissions: Array<out String>, results: IntArray) {
        @Suppress("DEPRECATION")
        if (!parts.front.heardLeave(code, permissions)) super.onRequestPermissionsResult(code, permissions, results)
    }

    private fun Bundle?.kept(): Kept = generateSequence(0) { it + 1 }.map { this?.getStringArray("$KEPT$it") }.takeWhile { it != null }.mapNotNull { it?.toList() }.toList()

    private companion object {
        const val KEPT = "kept."
    }
}

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

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        enableEdgeToEdge()
        // What a turn of the screen gives again was heard before.
        parts.shows(this, savedInstanceState.kept(), intent.takeIf { savedInstanceState == null })
        setContent { CitizenHost(parts, this) }
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        parts.heard(intent)
    }

    override fun onSaveInstanceState(outState: Bundle) {
        super.onSaveInstanceState(outState)
        parts.keeps().forEachIndexed { at, row -> outState.putStringArray("$KEPT$at", row.toTypedArray()) }
    }

    override fun onDestroy() {
        parts.hides(this)
        super.onDestroy()
    }

    @Deprecated("The platform's own way, which the parts use.")
    override fun onActivityResult(requestCode: Int, resultCode: Int, data: Intent?) {
        @Suppress("DEPRECATION")
        if (!parts.front.heard(requestCode, resultCode, data)) super.onActivityResult(requestCode, resultCode, data)
    }

    @Deprecated("The platform's own way, which the parts use.")
    override fun onRequestPermissionsResult(requestCode: Int, permissions: Array<String>, grantResults: IntArray) {
        @Suppress("DEPRECATION")
        if (!parts.front.heardLeave(requestCode, permissions)) super.onRequestPermissionsResult(requestCode, permissions, grantResults)
    }

    private fun Bundle?.kept(): Kept = generateSequence(0) { it + 1 }.map { this?.getStringArray("$KEPT$it") }.takeWhile { it != null }.mapNotNull { it?.toList() }.toList()

    private companion object {
        const val KEPT = "kept."
    }
}

package vn.citizen.platform.person

import android.app.Activity
import android.os.Build
import android.view.WindowManager.LayoutParams.FLAG_SECURE

/** Keeps what is on the screen out of pictures of it and off other screens, while [secret]. The list of open apps never shows it. */
fun Activity.cover(secret: Boolean) {
    if (secret) window.addFlags(FLAG_SECURE) else window.clearFlags(FLAG_SECURE)
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) setRecentsScreenshotEnabled(false)
}

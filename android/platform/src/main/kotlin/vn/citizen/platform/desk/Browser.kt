package vn.citizen.platform.desk

import android.content.Context
import android.content.Intent
import android.net.Uri
import android.os.Bundle
import vn.citizen.platform.front.Front

/**
 * The person's own browser, as a tab over the app where it can (RFC 8252, section 6): the app sees neither the page nor the password. Never a
 * view inside the app.
 */
class Browser(private val context: Context, private val front: Front) {
    /** False where none opens, and for anything but a page that came safely or from this phone. */
    fun open(url: String): Boolean {
        val address = Uri.parse(url)
        if (!fit(address)) return false
        val look = Intent(Intent.ACTION_VIEW, address).addCategory(Intent.CATEGORY_BROWSABLE)
        // What asks for a tab. A browser that has none passes over it.
        val session = Bundle().apply { putBinder(SESSION, null) }
        tabs()?.let(look::setPackage)
        return front.open(look.putExtras(session))
    }

    /** The browser that the person chose, if it has tabs. */
    private fun tabs(): String? {
        val manager = context.packageManager
        val page = Intent(Intent.ACTION_VIEW, Uri.parse("https://")).addCategory(Intent.CATEGORY_BROWSABLE)
        val chosen = manager.resolveActivity(page, 0)?.activityInfo?.packageName ?: return null
        return chosen.takeIf { manager.resolveService(Intent(TABS).setPackage(it), 0) != null }
    }

    private fun fit(address: Uri) = when (address.scheme) {
        "https" -> !address.host.isNullOrEmpty()
        "http" -> address.host in setOf("127.0.0.1", "[::1]", "::1")
        else -> false
    }

    private companion object {
        const val SESSION = "android.support.customtabs.extra.SESSION"
        const val TABS = "android.support.customtabs.action.CustomTabsService"
    }
}

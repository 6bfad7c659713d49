package vn.citizen.platform.desk

import android.content.Intent
import android.net.Uri

/**
 * Where the browser comes back to: an app link (RFC 8252, section 7.2) of [host], which vouches for this app in `/.well-known/assetlinks.json`,
 * so that no other app can stand there in its place.
 */
class SignInRedirect(private val host: String) {
    val uri: String get() = "https://$host$PATH"

    /** The address with the answer, if [intent] is the browser coming back; null for anything else that opens the app. */
    fun answer(intent: Intent): String? {
        if (intent.action != Intent.ACTION_VIEW) return null
        // From the list of apps that were used: the system gives once more what opened the app then.
        if (intent.flags and Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY != 0) return null
        val address: Uri = intent.data ?: return null
        val here = address.scheme == "https" && address.authority == host && address.path == PATH
        return address.toString().takeIf { here && it.length <= LONGEST }
    }

    companion object {
        const val PATH = "/signed-in"

        /** An answer is a code and a state. */
        private const val LONGEST = 4096
    }
}

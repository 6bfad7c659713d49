package vn.citizen.platform.desk

import android.Manifest.permission.POST_NOTIFICATIONS
import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import android.content.pm.PackageManager
import android.os.Build
import vn.citizen.core.SyncView
import vn.citizen.platform.front.Front

/** What a notice may say: that there is something, never what. Whoever holds the locked phone reads it too. */
class NoticeWords(val channel: String, val news: String, val refused: String)

/**
 * Says that something came while the app was away. One notice at a time: the newest says all there is to say. [words] are asked for each time: the
 * person may have chosen another language meanwhile, or looks at the app by then: null, and nothing is said.
 */
class Notices(private val context: Context, private val icon: Int, private val words: suspend () -> NoticeWords?) {
    private val manager = context.getSystemService(NotificationManager::class.java)
    private var asked = false

    /** Whether there is anything to ask: not before Android 13, not where the person said yes, nor again as long as the app runs. */
    fun canAsk(): Boolean = !allowed() && !asked

    /** Asks the person, who wished to be asked, whether they want notices. True where they do. */
    suspend fun ask(front: Front): Boolean {
        if (allowed()) return true
        asked = true
        return front.allow(POST_NOTIFICATIONS)
    }

    /** Of a sync in the background. Nothing where nothing came, or the person wants no notices. */
    suspend fun tell(view: SyncView) {
        if (view.rejected <= 0 && view.received <= 0 || !allowed()) return
        val words = words() ?: return
        manager.createNotificationChannel(NotificationChannel(CHANNEL, words.channel, NotificationManager.IMPORTANCE_DEFAULT))
        manager.notify(ID, notice(words.channel, if (view.rejected > 0) words.refused else words.news))
    }

    /** The person looks at the app: there is nothing to call for any more. */
    fun clear() = manager.cancel(ID)

    private fun allowed() = Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU || context.checkSelfPermission(POST_NOTIFICATIONS) == PackageManager.PERMISSION_GRANTED

    private fun notice(title: String, text: String): Notification {
        val open = context.packageManager.getLaunchIntentForPackage(context.packageName) ?: Intent().setPackage(context.packageName)
        return Notification.Builder(context, CHANNEL)
            .setSmallIcon(icon)
            .setContentTitle(title)
            .setContentText(text)
            .setAutoCancel(true)
            .setOnlyAlertOnce(true)
            .setVisibility(Notification.VISIBILITY_PUBLIC)
            .setContentIntent(PendingIntent.getActivity(context, 0, open, PendingIntent.FLAG_IMMUTABLE or PendingIntent.FLAG_UPDATE_CURRENT))
            .build()
    }

    internal companion object {
        const val CHANNEL = "news"
        const val ID = 1
    }
}

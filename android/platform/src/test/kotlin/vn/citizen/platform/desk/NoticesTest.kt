package vn.citizen.platform.desk

import android.Manifest.permission.POST_NOTIFICATIONS
import android.app.Notification
import android.app.NotificationManager
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import vn.citizen.core.Advice
import vn.citizen.core.Age
import vn.citizen.core.Language
import vn.citizen.core.Preferences
import vn.citizen.core.Said
import vn.citizen.core.SyncView
import vn.citizen.core.Tone
import vn.citizen.core.WaitingSummary
import vn.citizen.platform.front.FakeFront
import vn.citizen.testing.FakeCitizen
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

@RunWith(RobolectricTestRunner::class)
class NoticesTest {
    private val app = RuntimeEnvironment.getApplication()
    private val shown = shadowOf(app.getSystemService(NotificationManager::class.java))
    private val vietnamese = NoticeWords("Dịch vụ công", "Có tin mới. Mở ứng dụng để xem.", "Có việc cần xem lại. Mở ứng dụng để xem.")
    private val english = NoticeWords("Dịch vụ công", "There is news. Open the app to read it.", "Something needs you. Open the app to read it.")
    private val core = FakeCitizen()
    private val notices = Notices(app, android.R.drawable.ic_dialog_info) { if (core.spoken(otherwise = Language.VI) == Language.EN) english else vietnamese }

    private fun view(received: Int = 0, rejected: Int = 0) = SyncView(
        Said("H29.16-260218-0012 của Nguyễn Thị Minh Hoạ"), Tone.DONE, true, 0, rejected, received, WaitingSummary(0, Said("Nguyễn")), Age(Said("Nguyễn"), 1, false), null,
    )

    private fun allow() = shadowOf(app).grantPermissions(POST_NOTIFICATIONS)

    /** Everything that stands in it, wherever. */
    private fun words(notice: Notification) = notice.extras.keySet().map { @Suppress("DEPRECATION") notice.extras.get(it).toString() } + listOfNotNull(notice.tickerText?.toString(), notice.channelId)

    @Test fun `a notice says that there is something, and not what or whose`() = runBlocking {
        allow()
        notices.tell(view(received = 2))
        val notice = shown.allNotifications.single()
        assertEquals("Có tin mới. Mở ứng dụng để xem.", notice.extras.getCharSequence(Notification.EXTRA_TEXT).toString())
        assertTrue(words(notice).none { "H29" in it || "Nguyễn" in it })
        assertTrue(shadowOf(notice.contentIntent).isImmutable)
    }

    private val text get() = shown.allNotifications.single().extras.getCharSequence(Notification.EXTRA_TEXT).toString()

    @Test fun `it is told in the language chosen in the app, from then on`() = runBlocking {
        allow()
        notices.tell(view(received = 1))
        assertEquals(vietnamese.news, text)
        core.setPreferences(Preferences(Language.EN))
        notices.tell(view(received = 1))
        assertEquals(english.news, text)
        notices.tell(view(rejected = 1))
        assertEquals(english.refused, text)
    }

    @Test fun `where the core cannot be asked it is told all the same, in the language that is spoken meanwhile`() = runBlocking {
        allow()
        core.setPreferences(Preferences(Language.EN))
        core.failsAt("preferences", core.problem(Advice.UNLOCK, "Hãy mở khóa máy rồi thử lại.", "Please unlock the phone and try again."))
        notices.tell(view(received = 1))
        assertEquals(vietnamese.news, text)
    }

    @Test fun `whoever comes back while it is still asked how to say it is told nothing`() = runBlocking {
        allow()
        Notices(app, android.R.drawable.ic_dialog_info) { null }.tell(view(received = 1))
        assertTrue(shown.allNotifications.isEmpty())
    }

    @Test fun `what the province refused comes first, and one notice is enough`() = runBlocking {
        allow()
        notices.tell(view(received = 1))
        notices.tell(view(received = 1, rejected = 1))
        assertEquals("Có việc cần xem lại. Mở ứng dụng để xem.", shown.allNotifications.single().extras.getCharSequence(Notification.EXTRA_TEXT).toString())
    }

    @Test fun `nothing new is not news`() = runBlocking {
        allow()
        notices.tell(view())
        assertTrue(shown.allNotifications.isEmpty())
    }

    @Test fun `who wants no notices has none`() = runBlocking {
        assertFalse(app.checkSelfPermission(POST_NOTIFICATIONS) == 0)
        notices.tell(view(received = 1))
        assertTrue(shown.allNotifications.isEmpty())
    }

    @Test fun `who said no is not offered it again, and who said yes has nothing to be asked`() = runBlocking {
        val front = FakeFront(allows = false)
        assertTrue(notices.canAsk())
        assertFalse(notices.ask(front))
        assertEquals(listOf(POST_NOTIFICATIONS), front.leaves)
        assertFalse(notices.canAsk())
        allow()
        assertTrue(notices.ask(front))
        assertEquals(1, front.leaves.size)
    }

    @Test fun `it is gone when the person looks`() = runBlocking {
        allow()
        notices.tell(view(received = 1))
        notices.clear()
        assertTrue(shown.allNotifications.isEmpty())
    }
}

package vn.citizen.platform.desk

import android.content.ComponentName
import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import android.net.Uri
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import vn.citizen.platform.front.Answer
import vn.citizen.platform.front.FakeFront
import vn.citizen.testing.FakeCitizen
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.IOException
import java.io.OutputStream
import java.time.LocalDate
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNull
import kotlin.test.assertTrue

@RunWith(RobolectricTestRunner::class)
class DeskTest {
    private val context: Context = RuntimeEnvironment.getApplication()
    private val front = FakeFront()

    private fun browser(tabs: Boolean) {
        val manager = shadowOf(context.packageManager)
        val page = ComponentName("org.browser", "Page")
        manager.addActivityIfNotPresent(page)
        manager.addIntentFilterForActivity(page, IntentFilter(Intent.ACTION_VIEW).apply {
            addCategory(Intent.CATEGORY_BROWSABLE)
            addDataScheme("https")
        })
        if (!tabs) return
        val service = ComponentName("org.browser", "Tabs")
        manager.addServiceIfNotPresent(service)
        manager.addIntentFilterForService(service, IntentFilter("android.support.customtabs.action.CustomTabsService"))
    }

    @Test fun `the page opens as a tab of the person's own browser`() {
        browser(tabs = true)
        assertTrue(Browser(context, front).open("https://id.example/authorize?state=1"))
        val opened = front.opened.single()
        assertEquals("https://id.example/authorize?state=1", opened.dataString)
        assertEquals("org.browser", opened.`package`)
        assertTrue(opened.extras!!.containsKey("android.support.customtabs.extra.SESSION"))
    }

    @Test fun `a browser without tabs opens it too`() {
        browser(tabs = false)
        assertTrue(Browser(context, front).open("https://id.example/"))
        assertNull(front.opened.single().`package`)
    }

    @Test fun `where no browser opens it is said`() {
        front.opens = false
        assertFalse(Browser(context, front).open("https://id.example/"))
    }

    @Test fun `nothing but a safe page is opened`() {
        for (url in listOf("http://id.example/", "javascript:alert(1)", "file:///sdcard/a.html", "content://a/1", "intent://x#Intent;end", "tel:113", "https:", "")) {
            assertFalse(Browser(context, front).open(url), url)
        }
        assertTrue(Browser(context, front).open("http://127.0.0.1:8080/authorize"))
    }

    private val redirect = SignInRedirect("app.citizen.example")

    private fun came(url: String, action: String = Intent.ACTION_VIEW) = redirect.answer(Intent(action, Uri.parse(url)))

    @Test fun `the browser comes back by the app's own address and no other`() {
        val answer = "https://app.citizen.example/signed-in?code=1&state=2"
        assertTrue(answer.startsWith(redirect.uri))
        assertEquals(answer, came(answer))
        for (other in listOf(
            "http://app.citizen.example/signed-in?code=1", "https://app.citizen.example.evil.example/signed-in?code=1", "https://evil.example/signed-in?code=1",
            "https://app.citizen.example:8443/signed-in?code=1", "https://me@app.citizen.example/signed-in?code=1",
            "https://app.citizen.example/other?code=1", "vn.citizen:/signed-in?code=1", "https://app.citizen.example/signed-in?code=" + "1".repeat(5000),
        )) assertNull(came(other), other)
        assertNull(came(answer, Intent.ACTION_MAIN))
        assertNull(redirect.answer(Intent(Intent.ACTION_VIEW)))
        // Opened once more from the list of apps that were used: the answer was heard then.
        val opened = Intent(Intent.ACTION_VIEW, Uri.parse(answer))
        assertEquals(answer, redirect.answer(opened))
        assertNull(redirect.answer(opened.addFlags(Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY)))
    }

    @Test fun `a call is the person's to make`() {
        Desk(context, front).call("1900 1011")
        assertEquals(Intent.ACTION_DIAL, front.opened.single().action)
        assertEquals("tel:19001011", front.opened.single().dataString)
    }

    @Test fun `a receipt is shared as every line of it`() {
        val receipt = FakeCitizen().samples.reports.receipt
        Desk(context, front).share(receipt)
        @Suppress("DEPRECATION")
        val text = front.opened.single().getParcelableExtra<Intent>(Intent.EXTRA_INTENT)!!.getStringExtra(Intent.EXTRA_TEXT)!!
        assertTrue(receipt.moment.display in text)
        for (fact in receipt.facts) assertTrue("${fact.label.display}: ${fact.value.display}" in text)
    }

    private val place: Uri = Uri.parse("content://documents/1")

    private fun exporting(ok: Boolean, to: OutputStream): Pair<Boolean, File> {
        val front = FakeFront { Answer(ok, Intent().setData(place)) }
        shadowOf(context.contentResolver).registerOutputStream(place, to)
        val desk = Desk(context, front, Dispatchers.Unconfined)
        return runBlocking {
            val file = File(desk.exportPath()).apply { writeText("{}") }
            val kept = desk.handOver(file.path, LocalDate.of(2026, 11, 26))
            assertEquals("citizen-2026-11-26.json", front.asked.single().getStringExtra(Intent.EXTRA_TITLE))
            kept to file
        }
    }

    @Test fun `a copy of the data goes where the person says, and stays nowhere else`() {
        val to = ByteArrayOutputStream()
        val (kept, file) = exporting(true, to)
        assertTrue(kept)
        assertEquals("{}", to.toString())
        assertFalse(file.exists())
        assertTrue(file.path.startsWith(context.noBackupFilesDir.path))
    }

    @Test fun `a copy that nobody wants after all, or that cannot be written, stays nowhere`() {
        val full = object : OutputStream() {
            override fun write(byte: Int) = throw IOException("no room")
        }
        for ((ok, to) in listOf(false to ByteArrayOutputStream(), true to full)) {
            val (kept, file) = exporting(ok, to)
            assertFalse(kept)
            assertFalse(file.exists())
        }
    }
}

package vn.citizen.ui.journeys

import org.junit.Test
import vn.citizen.core.Advice
import vn.citizen.testing.FakeCitizen
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** The photos of a report are seen before they leave, each by its number for whoever listens. */
class PhotosTest {
    private fun Phone<FakeCitizen>.withPhotos(count: Int) {
        beginReport()
        for (n in 1..count) {
            host.photo = "/photos/$n.jpg"
            tap(words.report.takePhoto)
        }
    }

    @Test fun `each photo is seen, spoken by its number, and taken out by it`() = fakePhone(settled()) {
        withPhotos(3)
        for (n in 1..3) assertTrue(isPictured(words.photo(n, 3)))
        tap(words.removePhoto(2))
        sees(words.photo(2, 2))
        seesNot(words.removePhoto(3))
        tap(words.next)
        type("text", "Nắp cống bị vỡ")
        tap(words.next)
        sees(words.report.review)
        assertTrue(isPictured(words.photo(1, 2)))
        tap(words.report.send)
        val sent = core.samples.reports.waiting.photos.size
        assertEquals(2, sent)
        assertTrue(isPictured(words.photo(2, sent)))
    }

    @Test fun `a photo stays although an earlier answer of the core comes after it`() = fakePhone(settled()) {
        beginReport()
        val late = core.arrivesAt("reports.change")
        tap(words.report.usePlace)
        tap(words.report.takePhoto)
        late.complete(Unit)
        sees(words.removePhoto(1))
    }

    @Test fun `control - a photo that cannot be read leaves its words and a sign`() {
        val core = settled()
        core.failsAt("reports.photo", core.problem(Advice.STORAGE, "Chưa đọc được trên máy.", "It could not be read."))
        fakePhone(core) {
            withPhotos(1)
            sees(words.photo(1, 1))
            assertFalse(isPictured(words.photo(1, 1)))
            seesNot("Chưa đọc được trên máy.")
            // Where nothing can be shown, no large empty place is.
            core.reports.hasPhotos = false
            tap(words.next)
            type("text", "Nắp cống bị vỡ")
            tap(words.next)
            assertFalse(isPictured(words.photo(1, 1)))
            assertEquals(72, height(words.photo(1, 1)))
            core.reports.hasPhotos = true
            tap(words.back)
            tap(words.next)
            assertTrue(isPictured(words.photo(1, 1)))
            assertEquals(200, height(words.photo(1, 1)))
        }
    }

    @Test fun `a photo that could not be read is there when one comes back to the app`() = fakePhone(settled()) {
        core.reports.hasPhotos = false
        withPhotos(1)
        assertFalse(isPictured(words.photo(1, 1)))
        core.reports.hasPhotos = true
        app.tick()
        sees(words.photo(1, 1))
        assertTrue(isPictured(words.photo(1, 1)))
        // What is there is not read again.
        val before = core.calls.count { it == "reports.photo" }
        app.tick()
        sees(words.photo(1, 1))
        assertEquals(before, core.calls.count { it == "reports.photo" })
    }

    @Test fun `one photo is read after the other`() = fakePhone(settled()) {
        withPhotos(3)
        tap(words.next)
        type("text", "Nắp cống bị vỡ")
        fun read() = core.calls.count { it == "reports.photo" }
        val before = read()
        val slow = core.waitsAt("reports.photo")
        tap(words.next)
        sees(words.report.review)
        assertEquals(1, read() - before)
        slow.complete(Unit)
        sees(words.photo(3, 3))
        assertEquals(3, read() - before)
        assertTrue(isPictured(words.photo(3, 3)))
    }
}

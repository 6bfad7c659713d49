package vn.citizen.ui.journeys

import org.junit.Test
import kotlin.test.assertFalse
import kotlin.test.assertTrue

class TopTest {
    @Test fun `each step begins at its top, wherever the one before was left`() = fakePhone(settled()) {
        beginReport()
        repeat(3) { tap(words.report.choosePhoto) }
        tap(words.next)
        assertTrue(isInSight(words.report.text))
        tap(words.back)
        repeat(3) { tap(words.report.choosePhoto) }
        assertFalse(isInSight(words.report.placeAndPhotos))
        tap(words.next)
        tap(words.report.anonymous)
        type("text", "Nắp cống bị vỡ")
        tap(words.next)
        assertTrue(isInSight(words.report.review))
    }
}

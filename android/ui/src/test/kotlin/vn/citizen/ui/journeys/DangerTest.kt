package vn.citizen.ui.journeys

import org.junit.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class DangerTest {
    @Test fun `the emergency numbers are there before anything is set up`() = fakePhone {
        tap(words.home.emergency)
        tap(words.call("115"))
        assertEquals(listOf("115"), host.called)
        assertTrue(back())
        sees(words.welcome.about)
    }
}

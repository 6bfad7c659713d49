package vn.citizen.ui.journeys

import org.junit.Test
import vn.citizen.core.Advice
import vn.citizen.ui.hold.Route
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

    @Test fun `they are there before the core answers, and where it cannot`() {
        val core = settled()
        val slow = core.waitsAt("directory.emergencyNumbers")
        fakePhone(core) {
            app.go(Route.Emergency)
            for (row in words.emergency.national) tap(words.call(row.number))
            assertEquals(words.emergency.national.map { it.number }, host.called)
            core.failsAt("directory.emergencyNumbers", core.problem(Advice.UNLOCK, "Hãy mở khóa máy rồi thử lại.", "Please unlock the phone and try again."))
            slow.complete(Unit)
            sees("Hãy mở khóa máy")
            tap(words.call("113"))
            assertEquals("113", host.called.last())
            tap(words.again)
            seesNot(words.again)
            tap(words.call(core.samples.rest.emergency.last().number))
            // What went wrong is said beside the numbers that are there.
            core.failsAt("directory.emergencyNumbers", core.problem(Advice.UNLOCK, "Hãy mở khóa máy rồi thử lại.", "Please unlock the phone and try again."))
            app.places.value.last().holder.askAgain()
            sees("Hãy mở khóa máy")
            tap(words.call(core.samples.rest.emergency.last().number))
        }
    }
}

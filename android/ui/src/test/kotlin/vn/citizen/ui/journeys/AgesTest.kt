package vn.citizen.ui.journeys

import org.junit.Test
import vn.citizen.core.Advice
import vn.citizen.core.Age

class AgesTest {
    @Test fun `what is said of an age grows with it on an open screen`() {
        val core = settled()
        core.age = Age(core.samples.t("Vừa cập nhật xong", "Updated just now"), 0, false)
        fakePhone(core) {
            sees("Vừa cập nhật xong")
            core.next = core.problem(Advice.LATER, "Tỉnh đang bận.", "The province is busy.")
            tap(words.home.update)
            core.age = Age(core.samples.t("Cập nhật 1 phút trước", "Updated 1 minute ago"), 0, false)
            app.tick()
            sees("Cập nhật 1 phút trước")
            // What went wrong is dealt with by whoever reads it, not by the clock.
            sees("Tỉnh đang bận")
        }
    }
}

package vn.citizen.ui.journeys

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.runBlocking
import org.junit.Test
import vn.citizen.core.Address
import vn.citizen.core.Advice
import vn.citizen.core.Age
import vn.citizen.core.Language
import vn.citizen.core.Preferences
import vn.citizen.core.TextSize
import vn.citizen.testing.FakeCitizen
import vn.citizen.ui.hold.AppHolder
import vn.citizen.ui.words.words
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** The person is addressed as they chose, from then on and everywhere. */
class AddressTest {
    private val core = settled()

    private val chosen get() = runBlocking { core.preferences() }

    private fun locked() = core.problem(Advice.UNLOCK, "Hãy mở khóa máy rồi thử lại.", "Please unlock the phone and try again.")

    private fun full() = core.problem(Advice.FREE_SPACE, "Máy đã hết chỗ trống.", "The device is full.")

    private fun FakeCitizen.addressing(address: Address) = apply { runBlocking { setPreferences(Preferences(address = address)) } }

    @Test fun `whoever chooses bà is called so`() = fakePhone(core) {
        sees("Cần bạn làm")
        tap(words.home.settings)
        assertTrue(isOn(words.settings.of(Address.BAN)))
        tap(words.settings.of(Address.BA))
        assertTrue(isOn(words.settings.of(Address.BA)))
        assertEquals(Address.BA, chosen.address)
        tap(words.back)
        sees("Cần bà làm")
        seesNot("Cần bạn làm")
    }

    @Test fun `English has nothing to choose, and what was chosen outlives it`() = fakePhone(core) {
        tap(words.home.settings)
        tap(words.settings.of(Address.BA))
        sees("Gọi tôi là")
        tap(words.welcome.english)
        seesNot("Gọi tôi là")
        for (language in Language.entries) for (address in Address.entries) seesNot(words(language).settings.of(address))
        tap(words.back)
        sees("Needs you")
        tap(words.home.settings)
        tap(words.welcome.vietnamese)
        assertTrue(isOn(words.settings.of(Address.BA)))
        tap(words.back)
        sees("Cần bà làm")
    }

    @Test fun `what the core said before is not left standing, neither in another language nor to another person`() {
        for (change in listOf<Phone<FakeCitizen>.() -> Unit>({ tap(words.settings.of(Address.BA)) }, { tap(words.welcome.english) })) {
            val core = settled()
            fakePhone(core) {
                tap(words.home.update)
                sees("Đã cập nhật. Gửi 0, nhận 0")
                core.age = Age(core.samples.t("Cập nhật 1 phút trước", "Updated 1 minute ago"), 0, false)
                tap(words.home.settings)
                val asked = core.calls.count { it == "home" }
                tap(words.welcome.sizeLarge)
                assertEquals(asked, core.calls.count { it == "home" })
                change()
                assertEquals(asked + 1, core.calls.count { it == "home" })
                tap(words.back)
                seesNot("Đã cập nhật. Gửi 0, nhận 0")
                sees("Cập nhật 1 phút trước")
            }
        }
    }

    @Test fun `larger letters leave what the last update came to where it is`() = fakePhone(core) {
        tap(words.home.update)
        tap(words.home.settings)
        tap(words.welcome.sizeLarge)
        tap(words.back)
        sees("Đã cập nhật. Gửi 0, nhận 0")
    }

    @Test fun `what was kept is there from the first screen on, also before there is a province`() {
        fakePhone(core.addressing(Address.CHI)) { sees("Cần chị làm") }
        fakePhone(FakeCitizen().addressing(Address.CHI)) {
            tap(words.welcome.sizeLarge)
            assertEquals(Preferences(textSize = TextSize.LARGE, address = Address.CHI), app.preferences.value)
            tap(words.next)
            sees("Chọn tỉnh của chị")
        }
    }

    @Test fun `whoever leaves at once has chosen all the same`() = fakePhone(core) {
        tap(words.home.settings)
        val answer = core.waitsAt("setPreferences")
        tap(words.settings.of(Address.BA))
        tap(words.back)
        answer.complete(Unit)
        assertEquals(Address.BA, chosen.address)
    }

    @Test fun `the later choice is kept, however long the earlier one takes`() = fakePhone(core) {
        tap(words.home.settings)
        val answer = core.waitsAt("setPreferences")
        tap(words.settings.of(Address.BA))
        tap(words.settings.of(Address.CHI))
        answer.complete(Unit)
        assertEquals(Address.CHI, chosen.address)
        assertEquals(Address.CHI, app.preferences.value.address)
    }

    @Test fun `what could not be kept is not shown as if it were, and a later choice stands`() = fakePhone(core) {
        tap(words.home.settings)
        core.failsAt("setPreferences", full())
        tap(words.settings.of(Address.BA))
        sees("Máy đã hết chỗ trống.")
        assertTrue(isOn(words.settings.of(Address.BAN)))
        assertEquals(chosen, app.preferences.value)

        val answer = core.waitsAt("setPreferences")
        core.failsAt("setPreferences", full())
        tap(words.settings.of(Address.BA))
        tap(words.welcome.sizeLarge)
        assertEquals(Preferences(textSize = TextSize.LARGE, address = Address.BA), app.preferences.value)
        answer.complete(Unit)
        assertEquals(Preferences(textSize = TextSize.LARGE), app.preferences.value)
        assertEquals(app.preferences.value, chosen)
        sees("Máy đã hết chỗ trống.")
    }

    @Test fun `a choice changes what is kept and nothing else of it, also where that was not known`() {
        core.addressing(Address.BA)
        core.failsAt("preferences", locked())
        fakePhone(core) {
            tap(words.home.settings)
            assertTrue(isOn(words.settings.of(Address.BAN)))

            // As long as it cannot be known, nothing is written over it.
            core.failsAt("preferences", locked())
            tap(words.welcome.sizeLarge)
            sees("Hãy mở khóa máy")
            assertTrue(isOn(words.welcome.sizeSystem))
            assertEquals(Preferences(address = Address.BA), chosen)

            tap(words.welcome.sizeLarge)
            seesNot("Hãy mở khóa máy rồi thử lại.")
            assertTrue(isOn(words.settings.of(Address.BA)))
            assertEquals(Preferences(textSize = TextSize.LARGE, address = Address.BA), chosen)
            assertEquals(chosen, app.preferences.value)
        }
    }

    @Test fun `the settings show what is kept as soon as it is known`() {
        core.addressing(Address.BA)
        core.failsAt("preferences", locked())
        fakePhone(core) {
            tap(words.home.settings)
            app.tick()
            assertTrue(isOn(words.settings.of(Address.BA)))
        }
    }

    @Test fun `what is read late does not undo what was chosen meanwhile`() {
        for (reads in listOf(true, false)) {
            val core = settled().addressing(Address.BA)
            core.failsAt("preferences", locked())
            fakePhone(core) {
                tap(words.home.settings)
                // Either the answer is under way when the choice is made, or it is asked for while the choice is being kept.
                val answer = if (reads) core.arrivesAt("preferences") else core.waitsAt("setPreferences")
                if (reads) app.tick()
                tap(words.settings.of(Address.CHI))
                if (!reads) app.tick()
                assertEquals(Address.CHI, app.preferences.value.address)
                answer.complete(Unit)
                assertEquals(Preferences(address = Address.CHI), app.preferences.value)
                assertEquals(app.preferences.value, runBlocking { core.preferences() })

                // And it is known by now: the next look asks for nothing.
                val asked = core.calls.count { it == "preferences" }
                app.tick()
                assertEquals(Address.CHI, app.preferences.value.address)
                assertEquals(asked, core.calls.count { it == "preferences" })
            }
        }
    }

    @Test fun `what could not be read at first is read when the app is looked at again`() {
        core.addressing(Address.BA)
        core.failsAt("preferences", locked())
        fakePhone(core) {
            sees("Cần bạn làm")
            app.tick()
            sees("Cần bà làm")

            // Until then it speaks as the phone does.
            core.failsAt("preferences", locked())
            val english = AppHolder(core, host, CoroutineScope(Dispatchers.Unconfined + Job()), language = Language.EN) { error("nothing is erased here") }
            assertEquals(Preferences(Language.EN), english.preferences.value)
            english.tick()
            assertEquals(Preferences(address = Address.BA), english.preferences.value)
        }
    }
}

package vn.citizen.platform.person

import android.app.Activity
import android.app.KeyguardManager
import android.content.Context
import android.hardware.biometrics.BiometricManager
import android.hardware.biometrics.BiometricPrompt
import android.os.Looper
import android.view.WindowManager.LayoutParams.FLAG_SECURE
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.runBlocking
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowBiometricPrompt
import org.robolectric.util.ReflectionHelpers
import vn.citizen.core.Advice
import vn.citizen.core.Category
import vn.citizen.core.Problem
import vn.citizen.core.Said
import vn.citizen.platform.front.Answer
import vn.citizen.platform.front.FakeFront
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertTrue

@OptIn(ExperimentalCoroutinesApi::class)
@RunWith(RobolectricTestRunner::class)
class PersonTest {
    private val context: Context = RuntimeEnvironment.getApplication()
    private val keyguard = shadowOf(context.getSystemService(KeyguardManager::class.java))
    private val screen = Robolectric.buildActivity(Activity::class.java).setup().get()
    private val words = PromptWords("Mở khóa", "Để đọc dữ liệu đã giữ")
    private var asked = 0

    private fun shown(answer: Shown, front: FakeFront = FakeFront(), activity: Activity? = screen) = runBlocking {
        PersonPrompt(context, front) {
            asked++
            answer
        }.ask(activity, words)
    }

    @Test fun `the system's own question is asked where the phone has a lock`() {
        keyguard.setIsDeviceSecure(true)
        for (answer in Shown.entries) assertEquals(answer, shown(answer))
        keyguard.setIsDeviceSecure(false)
        assertEquals(Shown.IMPOSSIBLE, shown(Shown.YES))
        assertEquals(Shown.entries.size, asked)
    }

    @Test fun `without a screen nobody is asked`() {
        keyguard.setIsDeviceSecure(true)
        assertEquals(Shown.IMPOSSIBLE, shown(Shown.YES, activity = null))
        assertEquals(0, asked)
    }

    @Test fun `Android 9 asks by its lock screen`() {
        keyguard.setIsDeviceSecure(true)
        val now = android.os.Build.VERSION.SDK_INT
        ReflectionHelpers.setStaticField(android.os.Build.VERSION::class.java, "SDK_INT", 28)
        try {
            val front = FakeFront { Answer(true, null) }
            assertEquals(Shown.YES, shown(Shown.NO, front))
            assertEquals(1, front.asked.size)
            assertEquals(Shown.NO, shown(Shown.YES, FakeFront { Answer(false, null) }))
            assertEquals(0, asked)
        } finally {
            ReflectionHelpers.setStaticField(android.os.Build.VERSION::class.java, "SDK_INT", now)
        }
    }

    private fun asking() = CoroutineScope(Dispatchers.Unconfined).async { SystemPrompts(screen).show(words) }

    private fun idle() = shadowOf(Looper.getMainLooper()).idle()

    @Test fun `the system asks for a strong biometric or for what unlocks the phone`() {
        val answer = asking()
        val strong = BiometricManager.Authenticators.BIOMETRIC_STRONG or BiometricManager.Authenticators.DEVICE_CREDENTIAL
        assertEquals(strong, ShadowBiometricPrompt.getCurrentPrompt()!!.allowedAuthenticators)
        // One finger that is not known ends nothing.
        ShadowBiometricPrompt.failCurrentSessionOnce()
        idle()
        assertTrue(answer.isActive)
        ShadowBiometricPrompt.authenticateCurrentSessionSuccessfully()
        idle()
        assertEquals(Shown.YES, answer.getCompleted())
    }

    @Test fun `a person who closes the question said no`() {
        val answer = asking()
        ShadowBiometricPrompt.authenticateCurrentSessionWithError(BiometricPrompt.BIOMETRIC_ERROR_USER_CANCELED, "")
        idle()
        assertEquals(Shown.NO, answer.getCompleted())
    }

    @Test fun `what the system says means one thing each`() {
        val said = mutableListOf<Shown>()
        val heard = Heard(said::add)
        // A finger that is not known: the person tries again.
        heard.onAuthenticationFailed()
        assertTrue(said.isEmpty())
        heard.onAuthenticationSucceeded(null)
        for (code in listOf(
            BiometricPrompt.BIOMETRIC_ERROR_USER_CANCELED,
            BiometricPrompt.BIOMETRIC_ERROR_CANCELED,
            BiometricPrompt.BIOMETRIC_ERROR_LOCKOUT,
            BiometricPrompt.BIOMETRIC_ERROR_LOCKOUT_PERMANENT,
            BiometricPrompt.BIOMETRIC_ERROR_NO_DEVICE_CREDENTIAL,
        )) heard.onAuthenticationError(code, null)
        assertEquals(listOf(Shown.YES, Shown.NO, Shown.NO, Shown.LATER, Shown.LATER, Shown.IMPOSSIBLE), said)
    }

    private fun problem(advice: Advice) = Problem(advice, Said("words"), "code", Category.EXPECTED)

    private fun unlocked(answer: Shown, vararg problems: Problem?): Int = runBlocking {
        val left = problems.toMutableList()
        var tries = 0
        unlocking({ answer.also { asked++ } }) {
            tries++
            left.removeFirst()?.let { throw it }
        }
        tries
    }

    @Test fun `a vault that wants the phone unlocked asks once and is opened`() {
        assertEquals(2, unlocked(Shown.YES, problem(Advice.UNLOCK), null))
        assertEquals(1, asked)
        assertEquals(1, unlocked(Shown.NO, null))
        assertEquals(1, asked)
    }

    @Test fun `a person who would rather not is told what the core says, and so is one whose yes does not help`() {
        assertEquals(Advice.UNLOCK, assertFailsWith<Problem> { unlocked(Shown.NO, problem(Advice.UNLOCK), null) }.advice)
        assertEquals(Advice.STORAGE, assertFailsWith<Problem> { unlocked(Shown.YES, problem(Advice.UNLOCK), problem(Advice.STORAGE), null) }.advice)
    }

    @Test fun `a key that is gone asks nobody to unlock anything`() {
        assertEquals(Advice.STORAGE, assertFailsWith<Problem> { unlocked(Shown.YES, problem(Advice.STORAGE), null) }.advice)
        assertEquals(0, asked)
    }

    @Test fun `what is secret stays out of pictures of the screen, and only that`() {
        fun covered() = screen.window.attributes.flags and FLAG_SECURE != 0
        assertFalse(covered())
        screen.cover(secret = true)
        assertTrue(covered())
        screen.cover(secret = false)
        assertFalse(covered())
    }
}
